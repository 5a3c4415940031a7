//! The invitation of a relative.

use domain::{Field, accounts::Role};
use leptos::prelude::*;
use uuid::Uuid;

use crate::{
    api::accounts::Invite,
    components::{
        field::{SelectField, TextField},
        form::{Form, SubmitButton, leave_on_success},
    },
    draft::Draft,
};

/// «Email», «Роль», «Пригласить».
#[component]
pub fn InviteCard(
    /// The account.
    account: Uuid,
) -> impl IntoView {
    let action = ServerAction::<Invite>::new();
    leave_on_success(action);
    let draft = Draft::of_page();
    let roles = Role::ALL.map(|role| (role.key(), role.title())).to_vec();
    let meanings = Role::ALL
        .map(|role| format!("{}: {}.", role.title(), role.meaning()))
        .join(" ");
    view! {
        <section class="card" aria-labelledby="invite">
            <div class="card-head">
                <h2 id="invite">"Пригласить близкого"</h2>
            </div>
            <Form action check=|typed: Invite| typed.form.validate().map(|_| ()) class="form">
                <input type="hidden" name="form[account]" value=account.to_string()/>
                <TextField
                    field=Field::Email
                    label="Email"
                    kind="email"
                    autocomplete="off"
                    value=draft.get("email")
                    hint=Signal::stored(
                        "Придёт письмо со ссылкой на 7 дней. Принять приглашение можно только в кабинете с этим адресом."
                            .to_owned(),
                    )
                />
                <SelectField
                    field=Field::Role
                    label="Роль"
                    empty="Выберите роль"
                    options=roles
                    chosen=draft.get("role")
                    hint=meanings
                />
                <SubmitButton label="Пригласить"/>
            </Form>
        </section>
    }
}
