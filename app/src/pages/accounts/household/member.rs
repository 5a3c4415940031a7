//! One person of an account, with what an owner may do.

use domain::{
    accounts::{Member, Role},
    calendar::long_date,
};
use leptos::prelude::*;
use uuid::Uuid;

use crate::{
    api::accounts::{ChangeRole, RemoveMember},
    components::form::{Form, nothing_to_check},
};

/// Address, role, since when; behind a line that has to be opened: another role, removal.
#[component]
pub fn MemberRow(
    /// The account.
    account: Uuid,
    /// The person.
    member: Member,
    /// Gives another role.
    change: ServerAction<ChangeRole>,
    /// Takes them off the account.
    remove: ServerAction<RemoveMember>,
) -> impl IntoView {
    let since = format!("С {}", long_date(member.since));
    let name = if member.me {
        "Вы".to_owned()
    } else {
        member.email.clone()
    };
    let managed = member.managed;
    view! {
        <li class="offer">
            <div>
                <b>{name}</b>
                <p class="muted">{since}</p>
            </div>
            <span class="badge badge--calm">{member.role.title()}</span>
            {managed.then(|| view! { <Manage account member change remove/> })}
        </li>
    }
}

#[component]
fn Manage(
    account: Uuid,
    member: Member,
    change: ServerAction<ChangeRole>,
    remove: ServerAction<RemoveMember>,
) -> impl IntoView {
    let Member { id, email, role, .. } = member;
    let select = format!("role-{id}");
    let (open, which) = (format!("Изменить: {email}"), format!("Роль: {email}"));
    let (set, off) = (format!("Изменить роль: {email}"), format!("Отключить: {email}"));
    let options = Role::ALL
        .map(|other| view! { <option value=other.key() selected=other == role>{other.title()}</option> })
        .collect_view();
    view! {
        <details class="member">
            <summary aria-label=open>"Изменить"</summary>
            <div class="stack">
                <Form action=change check=nothing_to_check() class="form">
                    <input type="hidden" name="account" value=account.to_string()/>
                    <input type="hidden" name="member" value=id.to_string()/>
                    <div class="field">
                        <label for=select.clone()>{which}</label>
                        <select class="input" id=select name="role">
                            {options}
                        </select>
                    </div>
                    <button class="btn" type="submit" aria-label=set>
                        "Изменить роль"
                    </button>
                </Form>
                <Form action=remove check=nothing_to_check() class="">
                    <input type="hidden" name="account" value=account.to_string()/>
                    <input type="hidden" name="member" value=id.to_string()/>
                    <button class="btn btn--danger" type="submit" aria-label=off>
                        "Отключить"
                    </button>
                </Form>
            </div>
        </details>
    }
}
