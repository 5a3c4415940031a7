//! The head of the account's page: what it is called, where it is.

use domain::accounts::{LinkedAccount, Role};
use leptos::prelude::*;

/// Name, address, number.
#[component]
pub fn Hero(
    /// The account.
    account: LinkedAccount,
    /// The owner's name, perhaps masked, for those who may see it.
    owner: Option<String>,
) -> impl IntoView {
    let title = account.name();
    let role = (account.role != Role::Owner).then(|| account.role.title());
    let owner = owner.map(|owner| format!(". Владелец: {owner}")).unwrap_or_default();
    view! {
        <div class="account-hero">
            <h1 class="title">{title}</h1>
            <p>{account.address}</p>
            <p>
                "Лицевой счёт " <span class="num">{account.number}</span> {format!(", {}{owner}", account.branch)}
            </p>
            {role.map(|role| view! { <p>{format!("Ваша роль: {role}")}</p> })}
        </div>
    }
}
