//! An app that gives codes: the password, the picture for its camera, its first code; and turning it off.

use domain::{Field, identity::AppSetup};
use leptos::prelude::*;

use super::{Back, proof::ProofFields};
use crate::{
    api::identity::{ConfirmApp, StartApp, TurnOffApp},
    components::{
        field::TextField,
        form::{Form, SubmitButton, leave_on_success},
        password::PasswordField,
    },
};

/// The password first.
#[component]
pub(super) fn TurnOn() -> impl IntoView {
    let action = ServerAction::<StartApp>::new();
    leave_on_success(action);
    view! {
        <div class="stack">
            <h2>"Подключить приложение: шаг 1 из 2"</h2>
            <Form action check=|typed: StartApp| typed.form.validate().map(|_| ())>
                <PasswordField field=Field::CurrentPassword label="Текущий пароль" autocomplete="current-password"/>
                <SubmitButton label="Продолжить"/>
            </Form>
            <Back/>
        </div>
    }
}

/// The secret as a picture and as text, and the first code.
#[component]
pub(super) fn Scan(
    /// What the app needs to know.
    setup: AppSetup,
) -> impl IntoView {
    let action = ServerAction::<ConfirmApp>::new();
    leave_on_success(action);
    let AppSetup {
        secret,
        link,
        size,
        path,
    } = setup;
    // Four squares of margin on each side: a camera needs them.
    let frame = format!("-4 -4 {side} {side}", side = size + 8);
    view! {
        <div class="stack">
            <h2>"Подключить приложение: шаг 2 из 2"</h2>
            <div class="card">
                <p>"Откройте приложение для кодов, добавьте в нём запись и наведите камеру на картинку."</p>
                <svg class="qr" viewBox=frame role="img" aria-label="QR-код для приложения" shape-rendering="crispEdges">
                    <path d=path/>
                </svg>
                <p>
                    "Приложение на этом же устройстве? " <a href=link rel="external">
                        "Открыть его"
                    </a> ". Камера не работает? Введите ключ вручную:"
                </p>
                <p>
                    <code class="secret">{secret}</code>
                </p>
            </div>
            <Form action check=|typed: ConfirmApp| typed.form.validate().map(|_| ())>
                <TextField field=Field::AppCode label="Код из приложения" inputmode="numeric" autocomplete="one-time-code" class="input input--code"
                    hint=Signal::stored("6 цифр, которые приложение показывает сейчас.".to_owned())/>
                <SubmitButton label="Включить"/>
            </Form>
            <Back/>
        </div>
    }
}

/// The password and a code.
#[component]
pub(super) fn TurnOff() -> impl IntoView {
    let action = ServerAction::<TurnOffApp>::new();
    leave_on_success(action);
    view! {
        <div class="stack">
            <h2>"Отключить коды из приложения"</h2>
            <Form action check=|typed: TurnOffApp| typed.form.validate().map(|_| ())>
                <PasswordField field=Field::CurrentPassword label="Текущий пароль" autocomplete="current-password"/>
                <ProofFields app=true/>
                <SubmitButton label="Отключить"/>
            </Form>
            <Back/>
        </div>
    }
}
