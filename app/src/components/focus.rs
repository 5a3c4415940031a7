//! Where the focus goes when a form is wrong.

use leptos::{html, prelude::*};

use super::form::FormErrors;

/// Leads to the first wrong field, or to the sentence about the form as a whole.
pub fn focus_first_wrong(errors: FormErrors, node: NodeRef<html::Form>) {
    let wrong = !errors.fields().is_empty();
    let whole = errors.sentence().is_some();
    if !(wrong || whole) {
        return;
    }
    request_animation_frame(move || {
        let Some(form) = node.get_untracked() else { return };
        let selector = if wrong {
            "[aria-invalid='true']"
        } else {
            ".summary-errors"
        };
        if let Ok(Some(element)) = form.query_selector(selector) {
            use leptos::wasm_bindgen::JsCast;
            if let Some(element) = element.dyn_ref::<leptos::web_sys::HtmlElement>() {
                let _ = element.focus();
            }
        }
    });
}
