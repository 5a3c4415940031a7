//! The registration page.

use domain::{
    Field,
    identity::{CodeState, PasswordPolicy},
};
use leptos::prelude::*;
use leptos_meta::Title;

use crate::{
    api::identity::{Register, load_code_state},
    components::{
        field::{CheckField, TextField, input_name},
        form::{Form, SubmitButton, leave_on_success},
        new_password::NewPasswordField,
        password::PasswordField,
    },
    data::load,
    draft::Draft,
    pages::identity::code::CodeField,
};

/// «Email», «Пароль», «Подтверждение пароля», «Телефон», «Код подтверждения», «Зарегистрироваться».
#[component]
pub fn RegisterPage() -> impl IntoView {
    let state = load(|| (), |()| load_code_state());
    let form = move || {
        Suspend::new(async move {
            let state = state.await.unwrap_or_default();
            view! { <RegisterForm state/> }
        })
    };
    view! {
        <Title text="Регистрация"/>
        <div class="page--narrow">
            <div class="page-head">
                <a class="back" href="/login">
                    "Ко входу"
                </a>
                <h1 class="title">"Регистрация"</h1>
            </div>
            <Suspense>{form}</Suspense>
        </div>
    }
}

#[component]
fn RegisterForm(state: CodeState) -> impl IntoView {
    let action = ServerAction::<Register>::new();
    leave_on_success(action);
    let draft = Draft::of_page();
    let policy = expect_context::<PasswordPolicy>();
    let check = move |typed: Register| typed.form.validate(policy).map(|_| ());
    view! {
        <Form action check>
            // Enter presses a form's first button, and that must not be «Получить код».
            <button class="visually-hidden" type="submit" tabindex="-1" aria-hidden="true"></button>
            <TextField field=Field::Email label="Email" kind="email" autocomplete="email" value=draft.get("email")/>
            <NewPasswordField label="Пароль"/>
            <PasswordField field=Field::PasswordAgain label="Подтверждение пароля" autocomplete="new-password"/>
            <CodeField state phone=draft.get("phone")/>
            <CheckField name=input_name(Field::Consent) field=Field::Consent checked=draft.find("consent").is_some()>
                "Даю согласие на обработку " <a href="/privacy" target="_blank">"персональных данных"</a>
            </CheckField>
            <CheckField name="form[news]" checked=draft.find("news").is_some()>
                "Я согласен получать " <a href="/privacy#news" target="_blank">"новости и советы"</a>
            </CheckField>
            <SubmitButton label="Зарегистрироваться"/>
            <p class="consent">
                "На указанную вами электронную почту придёт письмо. Перейдите по ссылке в нём, чтобы подтвердить регистрацию."
            </p>
        </Form>
    }
}
