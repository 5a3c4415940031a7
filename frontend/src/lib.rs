//! The browser's entry point: takes over the page that the server rendered.

#![recursion_limit = "512"]

use wasm_bindgen::prelude::wasm_bindgen;

/// Hydrates the document's body.
#[wasm_bindgen]
pub fn hydrate() {
    // The browser itself says where it was.
    std::panic::set_hook(Box::new(|panic| leptos::logging::error!("{panic}")));
    leptos::mount::hydrate_lazy(app::App);
}

/// Nobody reads it, and no part of the page carries it. When the page is parted, each part's constants begin at a whole address;
/// where the gaps make them longer together than they were before, all stay with what every browser fetches first. This is the
/// room for the gaps.
#[used]
static ROOM_FOR_GAPS: [u8; 4096] = [1; 4096];
