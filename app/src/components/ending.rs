//! The end of a way: what came of it, and where to go on.

use leptos::prelude::*;

use super::notice::{Notice, Tone};

/// A box and a way on.
#[component]
pub fn Ending(
    /// How serious it is.
    tone: Tone,
    /// What it is about.
    title: &'static str,
    /// Where to go on.
    to: &'static str,
    /// What that is called.
    action: &'static str,
    /// The text.
    children: Children,
) -> impl IntoView {
    view! {
        <div class="stack">
            <Notice tone title>
                {children()}
            </Notice>
            <a class="btn btn--primary" href=to>
                {action}
            </a>
        </div>
    }
}
