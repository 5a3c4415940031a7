//! A page that does not exist.

use leptos::prelude::*;
use leptos_meta::Title;

use crate::{api::missing, data::load};

/// Any unknown address. The status is 404.
#[component]
pub fn MissingPage() -> impl IntoView {
    let status = load(|| (), |()| missing());
    view! {
        <Suspense>
            {move || Suspend::new(async move {
                let _ = status.await;
                view! { <Missing/> }
            })}
        </Suspense>
    }
}

/// What it says.
#[component]
pub fn Missing() -> impl IntoView {
    view! {
        <Title text="Такой страницы нет"/>
        <div class="error-page">
            <span class="drawing drawing--lost" aria-hidden="true"></span>
            <h1 class="title">"Такой страницы нет"</h1>
            <p class="lead">"Возможно, ссылка устарела или в адресе опечатка."</p>
            <a class="btn btn--primary" href="/">
                "На главную"
            </a>
            <p class="error-code">"Код ошибки 404"</p>
        </div>
    }
}
