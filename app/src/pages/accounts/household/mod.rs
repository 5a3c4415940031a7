//! The people of an account, in its settings: for owners.

mod invite;
mod member;

use domain::{accounts::Household, calendar::long_date};
use leptos::prelude::*;
use uuid::Uuid;

use self::{invite::InviteCard, member::MemberRow};
use crate::{
    api::accounts::{ChangeRole, RemoveMember, Withdraw, load_household},
    components::{
        form::{Form, leave_on_success, nothing_to_check},
        loaded::loaded,
    },
    data::load,
};

/// Who has linked the account, who is invited, and the way to invite somebody.
#[component]
pub fn HouseholdCard(
    /// The account.
    account: Uuid,
) -> impl IntoView {
    let data = load(move || account, load_household);
    loaded(data, move |household| view! { <People account household/> })
}

#[component]
fn People(account: Uuid, household: Household) -> impl IntoView {
    let Household { members, invited } = household;
    let (change, remove) = (ServerAction::<ChangeRole>::new(), ServerAction::<RemoveMember>::new());
    leave_on_success(change);
    leave_on_success(remove);
    let rows = members
        .into_iter()
        .map(|member| view! { <MemberRow account member change remove/> })
        .collect_view();
    view! {
        <section class="card" aria-labelledby="household">
            <div class="card-head">
                <h2 id="household">"Кто пользуется счётом"</h2>
            </div>
            <ul class="offers" role="list">
                {rows}
            </ul>
        </section>
        {(!invited.is_empty()).then(|| view! { <Pending account invited/> })}
        <InviteCard account/>
    }
}

/// Invitations that wait for an answer.
#[component]
fn Pending(account: Uuid, invited: Vec<domain::accounts::Invited>) -> impl IntoView {
    let action = ServerAction::<Withdraw>::new();
    leave_on_success(action);
    let rows = invited
        .into_iter()
        .map(|invited| {
            let label = format!("Отозвать приглашение: {}", invited.email);
            view! {
                <li class="offer">
                    <div>
                        <b>{invited.email}</b>
                        <p class="muted">
                            {format!("{}. Ссылка действует до {}.", invited.role.title(), long_date(invited.until))}
                        </p>
                    </div>
                    <Form action check=nothing_to_check() class="">
                        <input type="hidden" name="account" value=account.to_string()/>
                        <input type="hidden" name="invitation" value=invited.id.to_string()/>
                        <button class="btn" type="submit" aria-label=label>
                            "Отозвать"
                        </button>
                    </Form>
                </li>
            }
        })
        .collect_view();
    view! {
        <section class="card" aria-labelledby="invited">
            <div class="card-head">
                <h2 id="invited">"Приглашения без ответа"</h2>
            </div>
            <ul class="offers" role="list">
                {rows}
            </ul>
        </section>
    }
}
