//! What of the second factors is on, and the ways to change it.

use domain::{identity::Factors, plural::plural};
use leptos::prelude::*;

use super::key::Keys;
use crate::components::news::News;

/// What the address says has just been done.
const TOLD: &[(&str, &str)] = &[
    (
        "app-on",
        "Коды из приложения включены. Теперь они нужны при каждом входе.",
    ),
    ("app-off", "Коды из приложения отключены."),
    ("key-added", "Ключ доступа добавлен."),
    ("key-removed", "Ключ доступа удалён. Удалите его и на самом устройстве."),
];

/// Below this many the person is asked to make new ones.
const FEW_CODES: u32 = 3;

/// The app, the passkeys, the recovery codes.
#[component]
pub(super) fn Overview(
    /// What there is.
    factors: Factors,
) -> impl IntoView {
    let any = factors.any();
    view! {
        <div class="stack stack--wide">
            <News told=TOLD/>
            <p class="lead">
                {if any {
                    "При входе, кроме пароля, нужно подтверждение. Для важных изменений мы попросим войти заново, если после входа прошло больше 15 минут. Когда меняются подтверждения, остальные сеансы завершаются."
                } else {
                    "Сейчас для входа достаточно пароля. Включите подтверждение, и чужой, узнав пароль, не войдёт."
                }}
            </p>
            <App on=factors.app/>
            <Keys keys=factors.keys/>
            {any.then(|| view! { <Codes left=factors.codes_left/> })}
            <a href="/settings">"Все настройки"</a>
        </div>
    }
}

#[component]
fn App(on: bool) -> impl IntoView {
    view! {
        <section class="card" aria-labelledby="app">
            <div class="card-head">
                <h2 id="app">"Коды из приложения"</h2>
                <State on/>
            </div>
            <p class="muted">
                "Приложение для кодов (Яндекс Ключ, Google Authenticator, Aegis и другие) показывает новый код каждые полминуты, даже без интернета."
            </p>
            {if on {
                view! {
                    <a class="btn" href="/settings/factors?do=app-off">
                        "Отключить коды из приложения"
                    </a>
                }
            } else {
                view! {
                    <a class="btn btn--primary" href="/settings/factors?do=app">
                        "Подключить приложение"
                    </a>
                }
            }}
        </section>
    }
}

#[component]
pub(super) fn State(on: bool) -> impl IntoView {
    if on {
        view! { <span class="badge badge--ok">"Включено"</span> }
    } else {
        view! { <span class="badge badge--calm">"Выключено"</span> }
    }
}

#[component]
fn Codes(left: u32) -> impl IntoView {
    let count = plural(i64::from(left), "код", "кода", "кодов");
    view! {
        <section class="card" aria-labelledby="codes">
            <div class="card-head">
                <h2 id="codes">"Коды восстановления"</h2>
                <span class="badge" class:badge--warn=left < FEW_CODES>
                    {format!("Осталось {left}\u{a0}{count}")}
                </span>
            </div>
            <p class="muted">
                {if left < FEW_CODES {
                    "Кодов почти не осталось. Создайте новые, чтобы войти, если телефон потеряется."
                } else {
                    "С ними вы войдёте, если телефон потеряется. Каждый действует один раз."
                }}
            </p>
            <a class="btn" href="/settings/factors?do=codes">
                "Создать новые коды"
            </a>
        </section>
    }
}
