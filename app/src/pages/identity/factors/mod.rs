//! «Вход с подтверждением» in the settings: what is on, and one task at a time.

mod app;
mod codes;
mod key;
mod overview;
pub(super) mod proof;

use domain::identity::{Begun, Factors, KEYS_MAX};
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_query_map;

use crate::{
    api::identity::load_factors,
    components::{passkey::KeyScript, trouble::Trouble},
    data::load,
};

/// The section: the task that the address names (`?do=`), the one that has been begun, or the overview.
#[component]
pub fn FactorsSection() -> impl IntoView {
    let query = use_query_map();
    let task = Memo::new(move |_| query.read().get("do").unwrap_or_default());
    let key = Memo::new(move |_| query.read().get("key").unwrap_or_default());
    let data = load(|| (), |()| load_factors());
    let body = move || {
        let (task, key) = (task.get(), key.get());
        Suspend::new(async move {
            match data.await {
                Ok(factors) => view! { <Task task key factors/> }.into_any(),
                Err(error) => view! { <Trouble error/> }.into_any(),
            }
        })
    };
    view! {
        <Title text="Вход с подтверждением"/>
        <KeyScript/>
        <div class="page--narrow">
            <div class="page-head">
                <h1 class="title">"Вход с подтверждением"</h1>
            </div>
            <Suspense>{body}</Suspense>
        </div>
    }
}

#[component]
fn Task(task: String, key: String, factors: Factors) -> impl IntoView {
    let on = factors.app;
    let more = factors.keys.len() < KEYS_MAX;
    let wanted = factors.keys.iter().find(|row| row.id.to_string() == key).cloned();
    let last = !on && factors.keys.len() == 1;
    match (factors.begun.clone(), task.as_str()) {
        (Begun::Codes(codes), _) => view! { <codes::ToCopy codes/> }.into_any(),
        (Begun::App(setup), "app") if !on => view! { <app::Scan setup/> }.into_any(),
        (_, "app") if !on => view! { <app::TurnOn/> }.into_any(),
        (_, "app-off") if on => view! { <app::TurnOff/> }.into_any(),
        (_, "codes") if factors.any() => view! { <codes::NewCodes app=on/> }.into_any(),
        (Begun::Key(options), "key") if more => view! { <key::Make options/> }.into_any(),
        (_, "key") if more => view! { <key::Begin/> }.into_any(),
        (_, "key-off") if wanted.is_some() => wanted.map(|key| view! { <key::Remove key last/> }).into_any(),
        _ => view! { <overview::Overview factors/> }.into_any(),
    }
}

/// Back to the overview.
#[component]
fn Back() -> impl IntoView {
    view! {
        <a class="no-print" href="/settings/factors">
            "Отмена"
        </a>
    }
}
