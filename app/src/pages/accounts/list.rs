//! «Привязанные лицевые счета» in the settings.

use domain::accounts::LinkedAccount;
use leptos::prelude::*;

use crate::{
    api::accounts::Rearrange,
    components::form::{Form, leave_on_success, nothing_to_check},
};

/// The accounts in the order of the switcher, and the way to add one.
#[component]
pub fn AccountList(
    /// In the person's order.
    accounts: Vec<LinkedAccount>,
) -> impl IntoView {
    let action = ServerAction::<Rearrange>::new();
    leave_on_success(action);
    let last = accounts.len().saturating_sub(1);
    let rows = accounts
        .into_iter()
        .enumerate()
        .map(|(at, account)| view! { <Row account action up={at > 0} down={at < last}/> })
        .collect_view();
    view! {
        <section class="card" aria-labelledby="accounts">
            <div class="card-head">
                <h2 id="accounts">"Привязанные лицевые счета"</h2>
            </div>
            <ul class="offers" role="list">
                {rows}
            </ul>
            <div class="actions">
                <a class="btn btn--primary" href="/accounts/add">
                    "Добавить счет"
                </a>
            </div>
        </section>
    }
}

#[component]
fn Row(account: LinkedAccount, action: ServerAction<Rearrange>, up: bool, down: bool) -> impl IntoView {
    let title = account.title();
    let edit = format!("/accounts/{}/settings", account.id);
    let id = account.id.to_string();
    view! {
        <li class="offer">
            <div>
                <b>{title.clone()}</b>
                <p class="muted">{account.address}</p>
                <p class="muted">{account.branch} ", " <span class="num">{account.number}</span></p>
            </div>
            <div class="offer-actions">
                {up.then(|| view! { <Step id=id.clone() action up=true label=format!("Выше: {title}")/> })}
                {down.then(|| view! { <Step id=id.clone() action up=false label=format!("Ниже: {title}")/> })}
                <a class="btn" href=edit aria-label=format!("Изменить: {title}")>
                    "Изменить"
                </a>
            </div>
        </li>
    }
}

/// One place up or down.
#[component]
fn Step(id: String, action: ServerAction<Rearrange>, up: bool, label: String) -> impl IntoView {
    let arrow = if up { "↑" } else { "↓" };
    view! {
        <Form action check=nothing_to_check() class="">
            <input type="hidden" name="account" value=id/>
            <input type="hidden" name="up" value=up.to_string()/>
            <button class="btn" type="submit" aria-label=label>
                {arrow}
            </button>
        </Form>
    }
}
