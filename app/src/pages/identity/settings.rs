//! «Настройки»: who one is, the accounts, the password, where one is logged in.

use domain::identity::Me;
use leptos::prelude::*;
use leptos_meta::Title;

use crate::{
    api::identity::{Settings, load_settings},
    components::{loaded::loaded, news::News},
    data::load,
    pages::{
        accounts::list::AccountList,
        identity::{change::PasswordChange, profile::Contacts, sessions::Sessions},
    },
};

/// What the address says has just been done.
const TOLD: &[(&str, &str)] = &[
    (
        "password-changed",
        "Пароль изменён. На других устройствах нужно войти заново.",
    ),
    ("sessions-ended", "Остальные сеансы завершены."),
    ("unlinked", "Лицевой счёт отвязан."),
];

/// All settings on one page.
#[component]
pub fn SettingsPage() -> impl IntoView {
    let data = load(|| (), |()| load_settings());
    let body = loaded(data, |settings| view! { <Body settings/> });
    view! {
        <Title text="Настройки"/>
        {body}
    }
}

#[component]
fn Body(settings: Settings) -> impl IntoView {
    let Settings { me, accounts, sessions } = settings;
    view! {
        <div class="page-head">
            <h1 class="title">"Настройки"</h1>
        </div>
        <div class="stack stack--wide">
            <News told=TOLD/>
            <Profile me/>
            <AccountList accounts/>
            <PasswordChange/>
            <FactorsLink/>
            <Sessions sessions/>
            <section class="card" aria-labelledby="notices">
                <div class="card-head">
                    <h2 id="notices">"Уведомления"</h2>
                    <a href="/settings/notices" aria-label="Настроить уведомления">
                        "Настроить"
                    </a>
                </div>
            </section>
            <section class="card" aria-labelledby="data">
                <div class="card-head">
                    <h2 id="data">"Ваши данные"</h2>
                    <a href="/settings/data">"Скачать или удалить"</a>
                </div>
            </section>
        </div>
    }
}

#[component]
fn FactorsLink() -> impl IntoView {
    view! {
        <section class="card" aria-labelledby="factors">
            <div class="card-head">
                <h2 id="factors">"Вход с подтверждением"</h2>
                <a class="btn" href="/settings/factors">
                    "Настроить"
                </a>
            </div>
            <p class="muted">
                "Кроме пароля при входе нужен код из приложения или ключ доступа: чужой, узнав пароль, не войдёт."
            </p>
        </section>
    }
}

#[component]
fn Profile(me: Me) -> impl IntoView {
    view! {
        <section class="card" aria-labelledby="profile">
            <div class="card-head">
                <h2 id="profile">"Профиль"</h2>
                <a href="/settings/profile" aria-label="Изменить профиль">
                    "Изменить"
                </a>
            </div>
            <Contacts email=me.email phone=me.phone/>
        </section>
    }
}
