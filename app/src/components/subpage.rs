//! A narrow page that was reached from another one.

use leptos::prelude::*;
use leptos_meta::Title;

/// A section with a way back and a title.
#[component]
pub fn Subpage(
    /// What it is called.
    title: &'static str,
    /// Where it came from.
    #[prop(default = "/settings/profile")]
    back: &'static str,
    /// What that is called.
    #[prop(default = "К профилю")]
    to: &'static str,
    /// What stands on it.
    children: Children,
) -> impl IntoView {
    view! {
        <Title text=title/>
        <div class="page--narrow">
            <div class="page-head">
                <a class="back" href=back>
                    {to}
                </a>
                <h1 class="title">{title}</h1>
            </div>
            {children()}
        </div>
    }
}
