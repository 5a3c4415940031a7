//! One register of a meter: what it showed, what is typed, the difference.

use chrono::NaiveDate;
use domain::{
    Field,
    calendar::day_and_month,
    readings::{MeterRules, RegisterRules},
};
use leptos::{ev::FocusEvent, prelude::*, wasm_bindgen::JsCast as _, web_sys::HtmlInputElement};
use uuid::Uuid;

use super::{
    dial::{Dial, as_typed},
    slip::SlipNote,
};
use crate::components::{field::input_name, form::FormErrors};

/// A large numeric input with the reading before above it.
#[component]
pub fn Register(
    /// The meter, for ids that are unique on the page.
    meter: Uuid,
    /// The meter's rules.
    rules: StoredValue<MeterRules>,
    /// The register.
    dial: Dial,
    /// All registers of the meter.
    dials: StoredValue<Vec<Dial>>,
    /// When its zone counts.
    hours: Option<String>,
    /// The day at the branch.
    today: NaiveDate,
) -> impl IntoView {
    let register = dial.register;
    let field = Field::Register(register.zone);
    let errors = FormErrors::around();
    let wrong = move || errors.of(field).is_some();
    let id = format!("r-{meter}-{}", register.zone.key());
    let (prev_id, error_id) = (format!("{id}-prev"), format!("{id}-error"));
    let delta = move || {
        rules
            .with_value(|rules| dial.volume(rules))
            .map(|volume| format!("+ {volume} кВт·ч"))
    };
    let on_input = move |event| {
        dial.settled.set(false);
        // What was wrong was said of another number.
        errors.forget(field);
        dial.typed.set(event_target_value(&event));
    };
    // Whoever goes on to another field sees what may be wrong here. A press on a button must not move that button away.
    let on_leave = move |event: FocusEvent| {
        let to_field = event
            .related_target()
            .is_some_and(|to| to.has_type::<HtmlInputElement>());
        if to_field && !dial.typed.with_untracked(String::is_empty) {
            dial.settled.set(true);
        }
    };
    let described = {
        let (prev, error) = (prev_id.clone(), error_id.clone());
        move || {
            if wrong() {
                format!("{prev} {error}")
            } else {
                prev.clone()
            }
        }
    };
    let (digits, decimals) = rules.with_value(|rules| (rules.digits, rules.decimals));
    let whole = decimals == 0;
    // The line has a place for the comma and the decimals where the meter lets one type them.
    let digits = if whole { digits } else { digits + 1 + decimals }.to_string();
    view! {
        <div class="register field" class:field--bad=wrong>
            <label for=id.clone()>{register.zone.title()} {hours.map(|hours| view! { <span>{format!(" {hours}")}</span> })}</label>
            <div class="register-figures">
                <Previous register id=prev_id digits=digits.clone()/>
                <div class="odometer-line">
                    <input class="odometer" id=id.clone() name=input_name(field) data-digits=digits inputmode="decimal" autocomplete="off"
                        value=dial.typed.get_untracked() node_ref=dial.node autofocus=move || errors.is_first(field) aria-invalid=move || wrong().then_some("true")
                        aria-describedby=described on:input=on_input on:focusout=on_leave/>
                    {whole.then(|| view! { <span class="odometer-tail" aria-hidden="true"></span> })}
                </div>
            </div>
            <output class="delta" for=id>{delta}</output>
            <p class="error" id=error_id role="alert">{move || errors.text(field).map(|text| view! { <span>{text}</span> })}</p>
            <SlipNote dial dials rules today/>
        </div>
    }
}

/// What the register showed before.
#[component]
fn Previous(register: RegisterRules, id: String, digits: String) -> impl IntoView {
    match register.previous {
        Some(previous) => {
            let value = as_typed(previous.value);
            view! {
                <p class="register-prev" id=id>
                    {format!("Было {}", day_and_month(previous.taken_on))} <span class="visually-hidden">{format!(": {value}")}</span>
                </p>
                <span class="odometer-prev" data-digits=digits aria-hidden="true">
                    {value}
                </span>
            }
            .into_any()
        }
        None => view! { <p class="register-prev" id=id>"Показаний ещё не было"</p> }.into_any(),
    }
}
