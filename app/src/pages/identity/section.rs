//! One section of the settings: all of them share one route, so that they come to the browser together.

use leptos::prelude::*;
use leptos_router::hooks::use_params_map;

use super::factors::FactorsSection;
use crate::pages::missing::MissingPage;

/// The section that the address names.
#[component]
pub fn SectionPage() -> impl IntoView {
    let params = use_params_map();
    let section = Memo::new(move |_| params.read().get("section").unwrap_or_default());
    move || match section.get().as_str() {
        "factors" => view! { <FactorsSection/> }.into_any(),
        _ => view! { <MissingPage/> }.into_any(),
    }
}
