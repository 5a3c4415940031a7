//! «Настройки»: who one is, the accounts, the password, where one is logged in.

use domain::identity::Me;
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_query_map;

use crate::{
    api::identity::{Settings, load_settings},
    components::{
        notice::{Notice, Tone},
        trouble::Trouble,
    },
    data::load,
    pages::{
        accounts::list::AccountList,
        identity::{change::PasswordChange, sessions::Sessions},
    },
};

/// All settings on one page.
#[component]
pub fn SettingsPage() -> impl IntoView {
    let data = load(|| (), |()| load_settings());
    let body = move || {
        Suspend::new(async move {
            match data.await {
                Ok(settings) => view! { <Body settings/> }.into_any(),
                Err(error) => view! { <Trouble error/> }.into_any(),
            }
        })
    };
    view! {
        <Title text="Настройки"/>
        <Suspense>{body}</Suspense>
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
            <News/>
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

/// What has just been done.
#[component]
fn News() -> impl IntoView {
    let query = use_query_map();
    move || {
        let query = query.read();
        let told = [
            (
                "password-changed",
                "Пароль изменён. На других устройствах нужно войти заново.",
            ),
            ("sessions-ended", "Остальные сеансы завершены."),
            ("unlinked", "Лицевой счёт отвязан."),
        ];
        let text = told.into_iter().find(|(key, _)| query.get(key).is_some());
        text.map(|(_, text)| view! { <Notice tone=Tone::Ok>{text}</Notice> })
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
            <dl class="facts">
                <div>
                    <dt>"Email"</dt>
                    <dd>{me.email}</dd>
                </div>
                <div>
                    <dt>"Телефон"</dt>
                    <dd class="num">{me.phone}</dd>
                </div>
            </dl>
        </section>
    }
}
