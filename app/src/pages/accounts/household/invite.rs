//! The invitation of a relative.

use domain::{Field, accounts::Role};
use leptos::prelude::*;
use uuid::Uuid;

use crate::{
    api::accounts::Invite,
    components::{
        field::{ErrorText, TextField, described_by, input_id, input_name},
        form::{Form, FormErrors, SubmitButton, leave_on_success},
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
                <RoleField chosen=draft.get("role")/>
                <SubmitButton label="Пригласить"/>
            </Form>
        </section>
    }
}

#[component]
fn RoleField(chosen: String) -> impl IntoView {
    let errors = FormErrors::around();
    let field = Field::Role;
    let wrong = move || errors.of(field).is_some();
    let hint = Role::ALL
        .map(|role| format!("{}: {}.", role.title(), role.meaning()))
        .join(" ");
    let options = Role::ALL
        .map(|role| view! { <option value=role.key() selected=role.key() == chosen>{role.title()}</option> })
        .collect_view();
    view! {
        <div class="field" class:field--bad=wrong>
            <label for=input_id(field)>"Роль"</label>
            <p class="hint" id=format!("{}-hint", input_id(field))>{hint}</p>
            <select
                class="input"
                id=input_id(field)
                name=input_name(field)
                autofocus=move || errors.is_first(field)
                aria-invalid=move || wrong().then_some("true")
                aria-describedby=described_by(field, true)
            >
                <option value="">"Выберите роль"</option>
                {options}
            </select>
            <ErrorText field/>
        </div>
    }
}
