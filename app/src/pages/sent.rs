//! What a person sees after something was sent: these pages share one route, so that none of them comes with the login page.

use leptos::prelude::*;
use leptos_router::hooks::use_params_map;

use crate::pages::{
    appeals::sent::FeedbackSentPage,
    identity::sent::{RecoverySentPage, RegisterSentPage},
    missing::MissingPage,
};

/// The page for what the address names.
#[component]
pub fn SentPage() -> impl IntoView {
    let params = use_params_map();
    let what = Memo::new(move |_| params.read().get("what").unwrap_or_default());
    move || match what.get().as_str() {
        "register" => view! { <RegisterSentPage/> }.into_any(),
        "recovery" => view! { <RecoverySentPage/> }.into_any(),
        "feedback" => view! { <FeedbackSentPage/> }.into_any(),
        _ => view! { <MissingPage/> }.into_any(),
    }
}
