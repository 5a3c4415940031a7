//! What stands around every page: the top with the account switcher, the bottom.

use domain::identity::PasswordPolicy;
use leptos::prelude::*;
use leptos_router::{components::Outlet, hooks::use_location};
use serde::{Deserialize, Serialize};
use server_fn::ServerFn;

use super::switcher::Switcher;
use crate::{
    AppError,
    api::identity::{Cabinet, Logout, load_cabinet},
    data::{Data, load, told},
};

/// Who is logged in, for every page.
pub type CabinetResource = Data<Result<Option<Cabinet>, AppError>>;

/// What a demonstration says about its clock; nothing in earnest.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Demo(pub Option<String>);

/// The frame.
#[component]
pub fn Frame() -> impl IntoView {
    let cabinet: CabinetResource = load(|| (), |()| load_cabinet());
    provide_context(cabinet);
    // The server's setting: the browser checks by the same rule.
    provide_context(told(|| use_context::<PasswordPolicy>().unwrap_or_default()));
    let Demo(demo) = told(|| use_context::<Demo>().unwrap_or_default());
    focus_on_navigation();
    view! {
        {demo.map(|clock| view! { <DemoStrip clock/> })}
        <header class="top">
            <a class="brand" href="/">
                <img src="/logo.svg" alt="" width="40" height="40"/>
                <span>"АтомЭнергоСбыт " <small>"Личный кабинет"</small></span>
            </a>
            <Suspense>{move || Suspend::new(async move { cabinet.await.ok().flatten().map(|cabinet| view! { <TopOf cabinet/> }) })}</Suspense>
        </header>
        <main id="main" class="page" tabindex="-1">
            <Outlet/>
        </main>
        <footer class="bottom">
            <span>"АО «АтомЭнергоСбыт»"</span>
            <a href="/feedback">"Обратная связь"</a>
            <a href="/privacy">"Обработка персональных данных"</a>
        </footer>
    }
}

/// A new page without a new document: whoever reads by ear or moves by keyboard begins at its top, not at a link that is
/// gone.
fn focus_on_navigation() {
    let path = use_location().pathname;
    Effect::new(move |before: Option<String>| {
        let now = path.get();
        if before.is_some_and(|before| before != now)
            && let Some(main) = document().get_element_by_id("main")
        {
            use leptos::wasm_bindgen::JsCast;
            if let Some(main) = main.dyn_ref::<leptos::web_sys::HtmlElement>() {
                let _ = main.focus();
            }
        }
        now
    });
}

#[component]
fn DemoStrip(clock: String) -> impl IntoView {
    view! {
        <aside class="demo-strip" aria-label="Демонстрация">
            {format!("Демонстрация: сейчас {clock}. ")} <a href="/dev/outbox" rel="external">
                "Письма и смс"
            </a>
        </aside>
    }
}

/// «Выйти» is a plain form even with scripts: nothing of the session stays in the page.
#[component]
fn TopOf(cabinet: Cabinet) -> impl IntoView {
    view! {
        <nav class="top-nav" aria-label="Разделы">
            <a href="/settings">"Настройки"</a>
            <form class="logout" method="post" action=Logout::url()>
                <button class="btn btn--quiet" type="submit">
                    "Выйти"
                </button>
            </form>
        </nav>
        <Switcher accounts=cabinet.accounts/>
    }
}
