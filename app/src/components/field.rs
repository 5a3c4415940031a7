//! Fields: a label, a hint, an input and the sentence that says what is wrong with it.

use domain::Field;
use leptos::prelude::*;

use super::form::FormErrors;

/// The name under which the input's text reaches the server function's `form` argument.
#[must_use]
pub fn input_name(field: Field) -> String {
    format!("form[{}]", field.name())
}

/// The id of the input.
#[must_use]
pub fn input_id(field: Field) -> String {
    format!("f-{}", field.name())
}

/// The ids of what describes the input.
pub fn described_by(field: Field, hinted: bool) -> impl Fn() -> Option<String> + Clone + Send + Sync + 'static {
    let errors = FormErrors::around();
    move || {
        let id = input_id(field);
        let hint = hinted.then(|| format!("{id}-hint"));
        let error = errors.of(field).map(|_| format!("{id}-error"));
        let ids: Vec<_> = hint.into_iter().chain(error).collect();
        (!ids.is_empty()).then(|| ids.join(" "))
    }
}

/// The sentence under an input. The element is always there, so that a change in it is announced.
#[component]
pub fn ErrorText(
    /// Whose.
    field: Field,
) -> impl IntoView {
    let errors = FormErrors::around();
    view! {
        <p class="error" id=format!("{}-error", input_id(field)) role="alert">
            {move || errors.text(field).map(|text| view! { <span>{text}</span> })}
        </p>
    }
}

/// A line of text.
#[component]
pub fn TextField(
    /// Which field of the form.
    field: Field,
    /// What it is called.
    #[prop(into)]
    label: String,
    /// The kind of input.
    #[prop(default = "text")]
    kind: &'static str,
    /// Which keyboard a phone shows.
    #[prop(optional)]
    inputmode: Option<&'static str>,
    /// What the browser may fill in.
    #[prop(default = "off")]
    autocomplete: &'static str,
    /// Text that was typed before.
    #[prop(into, optional)]
    value: String,
    /// A hint that may change.
    #[prop(into, optional)]
    hint: Option<Signal<String>>,
    /// Whether it may stay empty.
    #[prop(optional)]
    optional: bool,
    /// More classes of the input.
    #[prop(default = "input")]
    class: &'static str,
    /// Told what is typed.
    #[prop(into, optional)]
    on_input: Option<Callback<String>>,
) -> impl IntoView {
    let errors = FormErrors::around();
    let id = input_id(field);
    let wrong = move || errors.of(field).is_some();
    view! {
        <div class="field" class:field--bad=wrong>
            <label for=id.clone()>
                {label} {optional.then(|| view! { <span class="optional">" — необязательно"</span> })}
            </label>
            {hint.map(|hint| view! { <p class="hint" id=format!("{}-hint", input_id(field))>{move || hint.get()}</p> })}
            <input
                class=class
                id=id
                name=input_name(field)
                type=kind
                inputmode=inputmode
                autocomplete=autocomplete
                value=value
                autofocus=move || errors.is_first(field)
                aria-invalid=move || wrong().then_some("true")
                aria-describedby=described_by(field, hint.is_some())
                on:input=move |event| {
                    if let Some(told) = on_input {
                        told.run(event_target_value(&event));
                    }
                }
            />
            <ErrorText field/>
        </div>
    }
}

/// Several lines of text.
#[component]
pub fn TextArea(
    /// Which field of the form.
    field: Field,
    /// What it is called.
    #[prop(into)]
    label: String,
    /// Text that was typed before.
    #[prop(into, optional)]
    value: String,
) -> impl IntoView {
    let errors = FormErrors::around();
    let id = input_id(field);
    let wrong = move || errors.of(field).is_some();
    view! {
        <div class="field" class:field--bad=wrong>
            <label for=id.clone()>{label}</label>
            <textarea
                class="input"
                id=id
                name=input_name(field)
                rows="6"
                autofocus=move || errors.is_first(field)
                aria-invalid=move || wrong().then_some("true")
                aria-describedby=described_by(field, false)
            >
                {value}
            </textarea>
            <ErrorText field/>
        </div>
    }
}

/// A choice from a list.
#[component]
pub fn SelectField(
    /// Which field of the form.
    field: Field,
    /// What it is called.
    label: &'static str,
    /// What stands there before anything is chosen.
    empty: &'static str,
    /// What each choice sends and says.
    options: Vec<(&'static str, &'static str)>,
    /// What was chosen before.
    chosen: String,
    /// A hint.
    #[prop(optional)]
    hint: Option<String>,
) -> impl IntoView {
    let errors = FormErrors::around();
    let wrong = move || errors.of(field).is_some();
    let described = described_by(field, hint.is_some());
    let options = options
        .into_iter()
        .map(|(key, title)| view! { <option value=key selected=key == chosen>{title}</option> })
        .collect_view();
    view! {
        <div class="field" class:field--bad=wrong>
            <label for=input_id(field)>{label}</label>
            {hint.map(|hint| view! { <p class="hint" id=format!("{}-hint", input_id(field))>{hint}</p> })}
            <select
                class="input"
                id=input_id(field)
                name=input_name(field)
                autofocus=move || errors.is_first(field)
                aria-invalid=move || wrong().then_some("true")
                aria-describedby=described
            >
                <option value="">{empty}</option>
                {options}
            </select>
            <ErrorText field/>
        </div>
    }
}

/// A box to tick; sends `yes`.
#[component]
pub fn CheckField(
    /// The name of the input.
    #[prop(into)]
    name: String,
    /// Whose error stands under it.
    #[prop(optional)]
    field: Option<Field>,
    /// Whether it was ticked before.
    #[prop(optional)]
    checked: bool,
    /// What it means.
    children: Children,
) -> impl IntoView {
    let errors = FormErrors::around();
    let wrong = move || field.is_some_and(|field| errors.of(field).is_some());
    view! {
        <div class="field" class:field--bad=wrong>
            <label class="check">
                <input
                    type="checkbox"
                    name=name
                    value="yes"
                    checked=checked
                    autofocus=move || field.is_some_and(|field| errors.is_first(field))
                    aria-invalid=move || wrong().then_some("true")
                    aria-describedby=move || {
                        field.filter(|_| wrong()).map(|field| format!("{}-error", input_id(field)))
                    }
                />
                <span>{children()}</span>
            </label>
            {field.map(|field| view! { <ErrorText field/> })}
        </div>
    }
}
