//! A password field with a button that shows what was typed.

use domain::Field;
use leptos::prelude::*;

use super::{
    field::{ErrorText, described_by, input_id, input_name},
    form::FormErrors,
};

/// A password. What was typed is never sent back to the page.
#[component]
pub fn PasswordField(
    /// Which field of the form.
    field: Field,
    /// What it is called.
    #[prop(into)]
    label: String,
    /// `current-password` or `new-password`.
    autocomplete: &'static str,
    /// What a password must be.
    #[prop(into, optional)]
    hint: Option<String>,
) -> impl IntoView {
    let errors = FormErrors::around();
    let (shown, set_shown) = signal(false);
    let id = input_id(field);
    let wrong = move || errors.of(field).is_some();
    let hinted = hint.is_some();
    let word = move || {
        if shown.get() {
            "Скрыть"
        } else {
            "Показать"
        }
    };
    view! {
        <div class="field" class:field--bad=wrong>
            <label for=id.clone()>{label}</label>
            {hint.map(|hint| view! { <p class="hint" id=format!("{}-hint", input_id(field))>{hint}</p> })}
            <div class="peekable">
                <input
                    class="input"
                    id=id
                    name=input_name(field)
                    type=move || if shown.get() { "text" } else { "password" }
                    autocomplete=autocomplete
                    autocapitalize="none"
                    spellcheck="false"
                    autofocus=move || errors.is_first(field)
                    aria-invalid=move || wrong().then_some("true")
                    aria-describedby=described_by(field, hinted)
                />
                <button
                    class="peek"
                    type="button"
                    aria-label=move || format!("{} пароль", word())
                    on:click=move |_| set_shown.update(|shown| *shown = !*shown)
                >
                    {word}
                </button>
            </div>
            <ErrorText field/>
        </div>
    }
}
