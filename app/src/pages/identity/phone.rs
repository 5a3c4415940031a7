//! A new phone, proven by its code.

use domain::{
    Field,
    identity::{CodeState, Profile},
};
use leptos::prelude::*;

use super::code::CodeField;
use crate::{
    api::identity::{ChangePhone, load_code_state, load_profile},
    components::{
        form::{Form, SubmitButton, leave_on_success},
        password::PasswordField,
        subpage::Subpage,
        trouble::Trouble,
    },
    data::load,
    draft::Draft,
};

/// «Телефон», «Код подтверждения», «Текущий пароль».
#[component]
pub(super) fn PhonePage() -> impl IntoView {
    let profile = load(|| (), |()| load_profile());
    let state = load(|| (), |()| load_code_state());
    let body = move || {
        Suspend::new(async move {
            match profile.await {
                Ok(Profile { phone, .. }) => {
                    let state = state.await.unwrap_or_default();
                    view! { <PhoneForm phone state/> }.into_any()
                }
                Err(error) => view! { <Trouble error/> }.into_any(),
            }
        })
    };
    view! { <Suspense>{body}</Suspense> }
}

#[component]
fn PhoneForm(phone: String, state: CodeState) -> impl IntoView {
    let action = ServerAction::<ChangePhone>::new();
    leave_on_success(action);
    let draft = Draft::of_page();
    view! {
        <Subpage title="Смена телефона">
            <Form action check=|typed: ChangePhone| typed.form.validate().map(|_| ())>
                // Enter presses a form's first button, and that must not be «Получить код».
                <button class="visually-hidden" type="submit" tabindex="-1" aria-hidden="true"></button>
                <p>
                    "Сейчас указан телефон " <b class="num">{phone}</b>
                    ". Введите новый и код, который на него придёт."
                </p>
                <CodeField state phone=draft.get("phone")/>
                <PasswordField field=Field::CurrentPassword label="Текущий пароль" autocomplete="current-password"/>
                <SubmitButton label="Изменить телефон"/>
                <p class="hint">
                    "Остальные сеансы завершатся, а на прежний телефон и на почту придёт уведомление. Лицевые счета будут предлагаться по новому телефону."
                </p>
            </Form>
        </Subpage>
    }
}
