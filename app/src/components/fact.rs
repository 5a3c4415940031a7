//! A line of a list of facts: what it is called, and what is known of it.

use leptos::prelude::*;

/// One name and its value, inside `dl.facts`.
pub fn fact(name: impl Into<String>, value: String) -> impl IntoView {
    view! {
        <div>
            <dt>{name.into()}</dt>
            <dd>{value}</dd>
        </div>
    }
}
