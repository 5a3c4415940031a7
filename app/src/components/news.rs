//! What has just been done, as the page's address says.

use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

use super::notice::{Notice, Tone};

/// A box with the sentence of the first word that stands in the address.
#[component]
pub fn News(
    /// The words, each with its sentence.
    told: &'static [(&'static str, &'static str)],
) -> impl IntoView {
    let query = use_query_map();
    move || {
        let query = query.read();
        let found = told.iter().find(|(word, _)| query.get(word).is_some());
        found.map(|(_, text)| view! { <Notice tone=Tone::Ok>{*text}</Notice> })
    }
}
