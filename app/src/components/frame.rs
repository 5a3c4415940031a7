//! What stands around every page: the top with the account switcher, the bottom.

use leptos::prelude::*;
use leptos_router::components::Outlet;
use serde::{Deserialize, Serialize};

use super::{
    form::{Form, leave_on_success, nothing_to_check},
    switcher::Switcher,
};
use crate::{
    AppError,
    api::identity::{Cabinet, Logout, load_cabinet},
};

/// Who is logged in, for every page.
pub type CabinetResource = Resource<Result<Option<Cabinet>, AppError>>;

/// What a demonstration says about its clock; nothing in earnest.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Demo(pub Option<String>);

/// The frame.
#[component]
pub fn Frame() -> impl IntoView {
    let cabinet: CabinetResource = Resource::new(|| (), |()| load_cabinet());
    provide_context(cabinet);
    let Demo(demo) = SharedValue::new(|| use_context::<Demo>().unwrap_or_default()).into_inner();
    view! {
        {demo.map(|clock| view! { <p class="demo-strip">{format!("Демонстрация: сейчас {clock}. ")}<a href="/dev/outbox" rel="external">"Письма и смс"</a></p> })}
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

#[component]
fn TopOf(cabinet: Cabinet) -> impl IntoView {
    let action = ServerAction::<Logout>::new();
    leave_on_success(action);
    view! {
        <nav class="top-nav" aria-label="Разделы">
            <Form action check=nothing_to_check() class="logout">
                <button class="btn btn--quiet" type="submit">
                    "Выйти"
                </button>
            </Form>
        </nav>
        <Switcher accounts=cabinet.accounts/>
    }
}
