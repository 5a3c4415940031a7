//! A new e-mail: asks for the letter to it.

use domain::{
    Field,
    identity::{EmailChangeForm, Profile},
};
use leptos::prelude::*;

use crate::{
    api::identity::{ChangeEmail, load_profile},
    components::{
        field::TextField,
        form::{Form, SubmitButton, leave_on_success},
        loaded::loaded,
        password::PasswordField,
        subpage::Subpage,
    },
    data::load,
    draft::Draft,
};

/// «Новый email», «Текущий пароль».
#[component]
pub(super) fn EmailPage() -> impl IntoView {
    let data = load(|| (), |()| load_profile());
    loaded(data, |Profile { email, .. }| view! { <EmailForm email/> })
}

#[component]
fn EmailForm(email: String) -> impl IntoView {
    let action = ServerAction::<ChangeEmail>::new();
    leave_on_success(action);
    let draft = Draft::of_page();
    let check = |ChangeEmail { form }: ChangeEmail| EmailChangeForm::validate(&form).map(|_| ());
    view! {
        <Subpage title="Смена email">
            <Form action check>
                <p>
                    "Сейчас вы входите с адресом " <b>{email}</b>
                    ". На новый адрес придёт письмо со ссылкой: email изменится, когда вы её подтвердите."
                </p>
                <TextField field=Field::Email label="Новый email" kind="email" autocomplete="email" value=draft.get("email")/>
                <PasswordField field=Field::CurrentPassword label="Текущий пароль" autocomplete="current-password"/>
                <SubmitButton label="Отправить письмо"/>
                <p class="hint">
                    "После подтверждения остальные сеансы завершатся. На прежний адрес придёт письмо, по которому его можно вернуть в течение 7 дней."
                </p>
            </Form>
        </Subpage>
    }
}
