//! Where the letter of «Забыли пароль?» leads.

use domain::{
    Field,
    identity::{PasswordPolicy, Recovery},
};
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_query_map;

use crate::{
    api::identity::{SetNewPassword, recovery_link},
    components::{
        ending::Ending,
        form::{Form, SubmitButton, leave_on_success},
        loaded::loaded,
        new_password::NewPasswordField,
        notice::{Notice, Tone},
        password::PasswordField,
    },
    data::load,
};

/// A new password, if the link still works.
#[component]
pub fn NewPasswordPage() -> impl IntoView {
    let token = use_query_map().read_untracked().get("token").unwrap_or_default();
    let link = load(
        {
            let token = token.clone();
            move || token.clone()
        },
        recovery_link,
    );
    let body = loaded(link, move |link| match link {
        Recovery::Dead => view! { <DeadLink/> }.into_any(),
        Recovery::Password => view! { <NewPasswordForm token=token.clone()/> }.into_any(),
        Recovery::PasswordAndFactors => view! { <TakeBack token=token.clone()/> }.into_any(),
    });
    view! {
        <Title text="Новый пароль"/>
        <div class="page--narrow">
            <div class="page-head">
                <h1 class="title">"Новый пароль"</h1>
            </div>
            {body}
        </div>
    }
}

#[component]
fn NewPasswordForm(token: String) -> impl IntoView {
    let action = ServerAction::<SetNewPassword>::new();
    leave_on_success(action);
    let policy = expect_context::<PasswordPolicy>();
    let check = move |typed: SetNewPassword| typed.form.validate(policy).map(|_| ());
    view! {
        <Form action check>
            <input type="hidden" name="form[token]" value=token/>
            <NewPasswordField label="Пароль"/>
            <PasswordField field=Field::PasswordAgain label="Подтверждение пароля" autocomplete="new-password"/>
            <SubmitButton label="Сохранить пароль"/>
        </Form>
    }
}

/// The same, for whoever did not turn the second factor on.
#[component]
fn TakeBack(token: String) -> impl IntoView {
    view! {
        <div class="stack">
            <Notice tone=Tone::Warn title="Вход с подтверждением включали не вы?">
                "Задайте новый пароль. Код из приложения и все ключи доступа перестанут действовать, остальные сеансы завершатся."
            </Notice>
            <NewPasswordForm token/>
        </div>
    }
}

#[component]
fn DeadLink() -> impl IntoView {
    view! {
        <Ending tone=Tone::Warn title="Ссылка больше не действует" to="/recovery" action="Запросить ссылку">
            "Она уже использована или её срок вышел. Запросите новую."
        </Ending>
    }
}
