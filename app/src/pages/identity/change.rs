//! A new password in the settings.

use domain::{Field, identity::PasswordPolicy};
use leptos::prelude::*;

use crate::{
    api::identity::ChangePassword,
    components::{
        form::{Form, SubmitButton, leave_on_success},
        new_password::NewPasswordField,
        password::PasswordField,
    },
};

/// «Текущий пароль», «Новый пароль», «Подтверждение пароля».
#[component]
pub fn PasswordChange() -> impl IntoView {
    let action = ServerAction::<ChangePassword>::new();
    leave_on_success(action);
    let policy = expect_context::<PasswordPolicy>();
    let check = move |typed: ChangePassword| typed.form.validate(policy).map(|_| ());
    view! {
        <section class="card" aria-labelledby="password">
            <div class="card-head">
                <h2 id="password">"Пароль"</h2>
            </div>
            <Form action check class="form">
                <PasswordField field=Field::CurrentPassword label="Текущий пароль" autocomplete="current-password"/>
                <NewPasswordField label="Новый пароль"/>
                <PasswordField field=Field::PasswordAgain label="Подтверждение пароля" autocomplete="new-password"/>
                <SubmitButton label="Изменить пароль"/>
                <p class="hint">"Остальные сеансы завершатся, а на почту придёт уведомление."</p>
            </Form>
        </section>
    }
}
