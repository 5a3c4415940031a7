//! The head of the account's page: what it is called, where it is.

use domain::accounts::LinkedAccount;
use leptos::prelude::*;

/// Name, address, number.
#[component]
pub fn Hero(
    /// The account.
    account: LinkedAccount,
    /// The owner's name, perhaps masked.
    owner: String,
) -> impl IntoView {
    let title = account.name();
    view! {
        <div class="account-hero">
            <h1 class="title">{title}</h1>
            <p>{account.address}</p>
            <p>
                "Лицевой счёт " <span class="num">{account.number}</span> {format!(", {}. Владелец: {owner}", account.branch)}
            </p>
        </div>
    }
}
