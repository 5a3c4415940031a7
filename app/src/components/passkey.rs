//! What every page with a passkey has: the script, and the words for those it does not serve.

use leptos::prelude::*;
use leptos_meta::Script;

use super::notice::{Notice, Tone};

/// The script that speaks with the device (`public/passkey.js`).
#[component]
pub fn KeyScript() -> impl IntoView {
    view! { <Script src="/passkey.js" type_="module"/> }
}

/// Shown where the browser knows no passkeys.
#[component]
pub fn NoKeys() -> impl IntoView {
    view! {
        <div class="passkey-missing">
            <Notice tone=Tone::Info>
                "Для ключа доступа нужен браузер, который его поддерживает, с включённым JavaScript."
            </Notice>
        </div>
    }
}

/// Shown when the device gave no answer.
#[component]
pub fn KeyTrouble() -> impl IntoView {
    view! {
        <p class="error" role="alert" data-passkey-trouble hidden>
            "Устройство не подтвердило ключ доступа. Попробуйте ещё раз."
        </p>
    }
}
