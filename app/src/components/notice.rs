//! A box that tells something.

use leptos::prelude::*;

/// How serious it is.
#[derive(Clone, Copy)]
pub enum Tone {
    /// For information.
    Info,
    /// Something went well.
    Ok,
    /// Something to look after.
    Warn,
}

/// A box with a heading and a text.
#[component]
pub fn Notice(
    /// How serious it is.
    tone: Tone,
    /// What it is about.
    #[prop(into, optional)]
    title: Option<String>,
    /// The text.
    children: Children,
) -> impl IntoView {
    let class = match tone {
        Tone::Info => "notice notice--info",
        Tone::Ok => "notice notice--ok",
        Tone::Warn => "notice notice--warn",
    };
    view! {
        <div class=class role="status">
            {title.map(|title| view! { <strong>{title}</strong> })} <p>{children()}</p>
        </div>
    }
}
