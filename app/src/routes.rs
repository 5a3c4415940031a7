//! The addresses of the pages.

use leptos::prelude::*;
use leptos_meta::{Title, provide_meta_context};
use leptos_router::{
    Lazy, SsrMode,
    components::{ParentRoute, Route, Router, Routes},
    path,
};

use crate::{
    components::frame::Frame,
    pages::{identity, lazy},
};

/// The whole page. Every route waits for its data, so that it is complete without scripts and its status is right. The
/// last route takes every unknown address, so nothing is left for a fallback.
#[component]
pub fn App() -> impl IntoView {
    provide_meta_context();
    let title = |text: String| {
        if text.is_empty() {
            "Личный кабинет".to_owned()
        } else {
            format!("{text} · Личный кабинет")
        }
    };
    // A page that is split off may take a while to come.
    let under_way = RwSignal::new(false);
    view! {
        <Title formatter=title/>
        <a class="skip" href="#main" rel="external">"Перейти к содержанию"</a>
        <progress class="under-way" aria-label="Страница загружается" hidden=move || !under_way.get()></progress>
        <Router set_is_routing=under_way>
            <Routes fallback=|| ()>
                <ParentRoute path=path!("") view=Frame ssr=SsrMode::Async>
                    <Route path=path!("/") view={Lazy::<lazy::LazyHome>::new()} ssr=SsrMode::Async/>
                    <Route path=path!("/login") view=identity::login::LoginPage ssr=SsrMode::Async/>
                    <Route path=path!("/login/code") view={Lazy::<lazy::LazySecondStep>::new()} ssr=SsrMode::Async/>
                    <Route path=path!("/register") view={Lazy::<lazy::LazyRegister>::new()} ssr=SsrMode::Async/>
                    <Route path=path!("/confirm") view={Lazy::<lazy::LazyConfirm>::new()} ssr=SsrMode::Async/>
                    <Route path=path!("/recovery") view={Lazy::<lazy::LazyRecovery>::new()} ssr=SsrMode::Async/>
                    <Route path=path!("/recovery/password") view={Lazy::<lazy::LazyNewPassword>::new()} ssr=SsrMode::Async/>
                    <Route path=path!("/feedback") view={Lazy::<lazy::LazyFeedback>::new()} ssr=SsrMode::Async/>
                    <Route path=path!("/sent/:what") view={Lazy::<lazy::LazySent>::new()} ssr=SsrMode::Async/>
                    <Route path=path!("/readings") view={Lazy::<lazy::LazyTogether>::new()} ssr=SsrMode::Async/>
                    <Route path=path!("/readings/send") view={Lazy::<lazy::LazyGuest>::new()} ssr=SsrMode::Async/>
                    <Route path=path!("/offline") view={Lazy::<lazy::LazyOffline>::new()} ssr=SsrMode::Async/>
                    <Route path=path!("/privacy") view={Lazy::<lazy::LazyPrivacy>::new()} ssr=SsrMode::Async/>
                    <Route path=path!("/accounts/add") view={Lazy::<lazy::LazyAdd>::new()} ssr=SsrMode::Async/>
                    <Route path=path!("/accounts/undo") view={Lazy::<lazy::LazyUndo>::new()} ssr=SsrMode::Async/>
                    <Route path=path!("/accounts/undone") view={Lazy::<lazy::LazyUndone>::new()} ssr=SsrMode::Async/>
                    <Route path=path!("/accounts/:id") view={Lazy::<lazy::LazyAccount>::new()} ssr=SsrMode::Async/>
                    <Route path=path!("/accounts/:id/history") view={Lazy::<lazy::LazyHistory>::new()} ssr=SsrMode::Async/>
                    <Route path=path!("/accounts/:id/tariff") view={Lazy::<lazy::LazyAdvice>::new()} ssr=SsrMode::Async/>
                    <Route path=path!("/accounts/:id/settings") view={Lazy::<lazy::LazyAccountSettings>::new()} ssr=SsrMode::Async/>
                    <Route path=path!("/invitation") view={Lazy::<lazy::LazyInvitation>::new()} ssr=SsrMode::Async/>
                    <Route path=path!("/settings") view={Lazy::<lazy::LazySettings>::new()} ssr=SsrMode::Async/>
                    <Route path=path!("/settings/:section") view={Lazy::<lazy::LazySection>::new()} ssr=SsrMode::Async/>
                    <Route path=path!("/*any") view={Lazy::<lazy::LazyMissing>::new()} ssr=SsrMode::Async/>
                </ParentRoute>
            </Routes>
        </Router>
    }
}
