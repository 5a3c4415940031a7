//! One register of a meter: what it showed, what is typed, the difference.

use domain::{
    Field,
    calendar::day_and_month,
    readings::{Energy, MeterRules, RegisterRules},
};
use leptos::prelude::*;
use uuid::Uuid;

use crate::components::{field::input_name, form::FormErrors};

/// A large numeric input with the reading before above it.
#[component]
pub fn Register(
    /// The meter, for ids that are unique on the page.
    meter: Uuid,
    /// The meter's rules.
    rules: StoredValue<MeterRules>,
    /// The register.
    register: RegisterRules,
    /// Text that was typed before.
    value: String,
    /// Told the volume as it is typed.
    set_volume: Callback<Option<Energy>>,
) -> impl IntoView {
    let field = Field::Register(register.zone);
    let errors = FormErrors::around();
    let wrong = move || errors.of(field).is_some();
    let id = format!("r-{meter}-{}", register.zone.key());
    let (prev_id, error_id) = (format!("{id}-prev"), format!("{id}-error"));
    let (typed, set_typed) = signal(value.clone());
    let volume = Memo::new(move |_| rules.with_value(|rules| volume(rules, &register, &typed.get())));
    Effect::new(move || set_volume.run(volume.get()));
    let delta = move || volume.get().map(|volume| format!("+ {volume} кВт·ч"));
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
            <label for=id.clone()>{register.zone.title()}</label>
            <div class="register-figures">
                <Previous register id=prev_id digits=digits.clone()/>
                <div class="odometer-line">
                    <input class="odometer" id=id.clone() name=input_name(field) data-digits=digits inputmode="decimal" autocomplete="off"
                        value=value autofocus=move || errors.is_first(field) aria-invalid=move || wrong().then_some("true")
                        aria-describedby=described on:input=move |event| set_typed.set(event_target_value(&event))/>
                    {whole.then(|| view! { <span class="odometer-tail" aria-hidden="true"></span> })}
                </div>
            </div>
            <output class="delta" for=id>{delta}</output>
            <p class="error" id=error_id role="alert">{move || errors.text(field).map(|text| view! { <span>{text}</span> })}</p>
        </div>
    }
}

/// What the register showed before.
#[component]
fn Previous(register: RegisterRules, id: String, digits: String) -> impl IntoView {
    match register.previous {
        Some(previous) => {
            let value = previous.value.plain().replace('.', ",");
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

/// The volume, when what is typed is a possible state of the register.
fn volume(rules: &MeterRules, register: &RegisterRules, typed: &str) -> Option<Energy> {
    let value = Energy::parse(typed, rules.digits, rules.decimals).ok()?;
    rules.volume(register.previous?.value, value)
}
