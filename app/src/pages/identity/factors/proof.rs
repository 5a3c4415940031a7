//! The fields for a code: of the app, or a recovery code when the phone is not at hand.

use domain::Field;
use leptos::prelude::*;

use crate::components::{field::TextField, form::FormErrors};

/// «Код из приложения», and behind a press «Код восстановления»; without an app the recovery code alone.
#[component]
pub fn ProofFields(
    /// Whether an app gives codes.
    app: bool,
) -> impl IntoView {
    let errors = FormErrors::around();
    // Nobody looks for an error behind a press.
    let open = move || errors.of(Field::RecoveryCode).is_some();
    let recovery = || {
        view! {
            <TextField field=Field::RecoveryCode label="Код восстановления" class="input input--code"
                hint=Signal::stored("12 букв и цифр из списка, который вы сохранили. Каждый код действует один раз.".to_owned())/>
        }
    };
    if app {
        view! {
            <TextField field=Field::AppCode label="Код из приложения" inputmode="numeric" autocomplete="one-time-code" class="input input--code"
                hint=Signal::stored("6 цифр, которые приложение показывает сейчас.".to_owned())/>
            <details class="disclosure" open=open>
                <summary>"Телефона нет под рукой"</summary>
                {recovery()}
            </details>
        }
        .into_any()
    } else {
        recovery().into_any()
    }
}
