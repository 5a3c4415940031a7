//! A page whose data did not come.

use domain::Refusal;
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::{components::Redirect, hooks::use_location};

use crate::{AppError, pages::missing::Missing};

/// Sends a stranger to the login page, and tells everybody else what happened.
#[component]
pub fn Trouble(
    /// What happened.
    error: AppError,
) -> impl IntoView {
    match error {
        AppError::SignedOut => {
            let path = use_location().pathname.get_untracked();
            view! { <Redirect path=format!("/login?next={path}")/> }.into_any()
        }
        AppError::Leaving => view! { <Redirect path="/settings/come-back"/> }.into_any(),
        AppError::NotFound => view! { <Missing/> }.into_any(),
        AppError::Refused(Refusal::RoleForbids) => view! {
            <Title text="Нет доступа"/>
            <div class="error-page">
                <h1 class="title">"Нет доступа"</h1>
                <p class="lead">{error.sentence()}</p>
                <a class="btn btn--primary" href="/">
                    "На главную"
                </a>
            </div>
        }
        .into_any(),
        error => {
            let code = error.status();
            view! {
                <Title text="Сервис временно недоступен"/>
                <div class="error-page">
                    <span class="drawing drawing--pause" aria-hidden="true"></span>
                    <h1 class="title">"Сервис временно недоступен"</h1>
                    <p class="lead">{error.sentence()}</p>
                    <a class="btn btn--primary" href="" rel="external">
                        "Попробовать ещё раз"
                    </a>
                    <p class="error-code">{format!("Код ошибки {code}")}</p>
                </div>
            }
            .into_any()
        }
    }
}
