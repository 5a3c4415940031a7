//! Where the control line of the letter leads. The button confirms, not the visit: programs that look into letters open
//! links, too. And it asks for the password: whoever gave somebody else's address does not get a cabinet by its owner's
//! press.

use domain::Field;
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_query_map;

use crate::{
    api::identity::Confirm,
    components::{
        form::{Form, SubmitButton, leave_on_success},
        password::PasswordField,
    },
};

/// «Подтвердить регистрацию».
#[component]
pub fn ConfirmPage() -> impl IntoView {
    let action = ServerAction::<Confirm>::new();
    leave_on_success(action);
    let token = use_query_map().read_untracked().get("token").unwrap_or_default();
    view! {
        <Title text="Подтверждение регистрации"/>
        <div class="page--narrow stack">
            <div class="page-head">
                <a class="back" href="/login">
                    "Ко входу"
                </a>
                <h1 class="title">"Подтверждение регистрации"</h1>
                <p class="lead">"Остался один шаг: введите пароль, который вы указали при регистрации."</p>
            </div>
            <Form action check=|typed: Confirm| typed.form.validate().map(|_| ())>
                <input type="hidden" name="form[token]" value=token/>
                <PasswordField field=Field::Password label="Пароль" autocomplete="current-password"/>
                <SubmitButton label="Подтвердить регистрацию"/>
            </Form>
            <p class="muted">
                "Забыли, какой пароль указали? " <a href="/register">"Зарегистрируйтесь ещё раз"</a> ": придёт новое письмо."
            </p>
            <p class="muted">
                "Если регистрировались не вы, ничего делать не нужно: кабинет не появится, а через 24 часа мы забудем эту регистрацию."
            </p>
        </div>
    }
}
