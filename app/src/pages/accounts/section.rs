//! The pages of one account beside its own: they share one route, so that they come to the browser together.

use leptos::prelude::*;
use leptos_router::hooks::use_params_map;

use super::settings::AccountSettingsPage;
use crate::pages::{missing::MissingPage, readings::history::HistoryPage};

/// The section that the address names.
#[component]
pub fn AccountSectionPage() -> impl IntoView {
    let params = use_params_map();
    let section = Memo::new(move |_| params.read().get("section").unwrap_or_default());
    move || match section.get().as_str() {
        "history" => view! { <HistoryPage/> }.into_any(),
        "settings" => view! { <AccountSettingsPage/> }.into_any(),
        _ => view! { <MissingPage/> }.into_any(),
    }
}
