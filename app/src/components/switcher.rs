//! The switcher between accounts at the top right.

use domain::accounts::LinkedAccount;
use leptos::prelude::*;
use leptos_router::hooks::use_location;

/// The accounts of the cabinet, the present one on top, «+Добавить счёт» last.
#[component]
pub fn Switcher(
    /// The accounts in the person's order.
    accounts: Vec<LinkedAccount>,
) -> impl IntoView {
    let path = use_location().pathname;
    let listed = accounts.clone();
    let current = move || {
        accounts
            .iter()
            .find(|account| path.get().contains(&account.id.to_string()))
            .cloned()
    };
    let name = move || {
        current().map_or_else(
            || "Лицевые счета".to_owned(),
            |account| account.label.clone().unwrap_or(account.number),
        )
    };
    let items = listed
        .into_iter()
        .map(|account| {
            let id = account.id.to_string();
            let here = move || path.get().contains(&id).then_some("true");
            let title = account.name();
            view! {
                <li>
                    <a href=format!("/accounts/{}", account.id) rel="external" aria-current=here>
                        <span class="switcher-name">{title}</span>
                        <span class="switcher-number">{account.number}</span>
                        <span class="switcher-address">{account.address}</span>
                    </a>
                </li>
            }
        })
        .collect_view();
    view! {
        <details class="switcher">
            <summary>
                <span class="switcher-name">{name}</span>
            </summary>
            <ul class="switcher-list" role="list">
                {items}
                <li>
                    <a class="switcher-add" href="/accounts/add" rel="external">
                        "+Добавить счёт"
                    </a>
                </li>
            </ul>
        </details>
    }
}
