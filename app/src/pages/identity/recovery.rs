//! «Забыли пароль?»

use domain::Field;
use leptos::prelude::*;
use leptos_meta::Title;

use crate::{
    api::identity::RequestRecovery,
    components::{
        field::TextField,
        form::{Form, SubmitButton, leave_on_success},
    },
    draft::Draft,
};

/// Asks for the address to write to.
#[component]
pub fn RecoveryPage() -> impl IntoView {
    let action = ServerAction::<RequestRecovery>::new();
    leave_on_success(action);
    let draft = Draft::of_page();
    view! {
        <Title text="Восстановление пароля"/>
        <div class="page--narrow">
            <div class="page-head">
                <a class="back" href="/login">
                    "Ко входу"
                </a>
                <h1 class="title">"Восстановление пароля"</h1>
                <p class="lead">"Укажите email, с которым вы регистрировались. Мы пришлём ссылку для нового пароля."</p>
            </div>
            <Form action check=|typed: RequestRecovery| typed.form.validate().map(|_| ())>
                <TextField field=Field::Email label="Email" kind="email" autocomplete="email" value=draft.get("email")/>
                <SubmitButton label="Отправить"/>
            </Form>
        </div>
    }
}
