//! The form for a meter's readings: checked in the browser by the rule the server calls.

use chrono::NaiveDate;
use domain::{
    FieldErrors,
    readings::{Energy, MeterCard, MeterRules},
};
use leptos::prelude::*;
use uuid::Uuid;

use crate::{
    api::readings::SubmitReading,
    components::{
        field::CheckField,
        form::{Form, FormErrors, SubmitButton},
        notice::{Notice, Tone},
    },
    draft::Draft,
};

use super::{
    dial::{Dial, as_typed},
    estimate::{Estimate, Pricing},
    register::Register,
};

/// A field for each zone, the volume as it is typed, and one button.
#[component]
pub fn ReadingForm(
    /// The account.
    account: Uuid,
    /// The meter.
    meter: MeterCard,
    /// The day at the branch.
    today: NaiveDate,
    /// What prices the readings.
    pricing: Option<Pricing>,
) -> impl IntoView {
    let action = ServerAction::<SubmitReading>::new();
    let draft = own_draft(action, meter.id);
    show_what_was_taken(action);
    let taken = (!meter.sent.is_empty()).then(|| came_to(&meter, pricing.as_ref()));
    let rules = StoredValue::new(meter.rules.clone());
    let check = move |typed: SubmitReading| rules.with_value(|rules| verdict(rules, &typed, today));
    let label = if taken.is_some() {
        "Исправить показания"
    } else {
        "Передать показания"
    };
    view! {
        {taken.map(|came_to| view! { <Taken came_to/> })}
        <Form action check class="reading-form">
            <input type="hidden" name="form[account]" value=account.to_string()/>
            <input type="hidden" name="form[meter]" value=meter.id.to_string()/>
            <p class="hint">{hint(&meter.rules)}</p>
            <Registers meter draft today pricing/>
            <ConfirmJump/>
            <SubmitButton label/>
        </Form>
    }
}

/// The page is loaded anew: it shows the readings as the server has them.
fn show_what_was_taken(action: ServerAction<SubmitReading>) {
    let value = action.value();
    Effect::new(move || {
        if value.with(|value| matches!(value, Some(Ok(())))) {
            // Without the query: a form sent before the scripts came has left its error there.
            let location = window().location();
            let _ = location.pathname().and_then(|path| location.set_href(&path));
        }
    });
}

fn verdict(rules: &MeterRules, typed: &SubmitReading, today: NaiveDate) -> Result<(), FieldErrors> {
    typed.form.validate(rules, today).map(|_| ())
}

const fn hint(rules: &MeterRules) -> &'static str {
    if rules.decimals == 0 {
        "Целые киловатт-часы: цифры до запятой."
    } else {
        "Можно с долями после запятой."
    }
}

/// What was typed for this meter; an answer for another meter of the page is not ours.
fn own_draft(action: ServerAction<SubmitReading>, meter: Uuid) -> Draft {
    let draft = Draft::of_page();
    if draft.find("meter").is_some_and(|of| of != meter.to_string()) {
        action.value().set(None);
        return Draft::default();
    }
    draft
}

/// A field for each zone, the volume of all of them and what it costs.
#[component]
fn Registers(meter: MeterCard, draft: Draft, today: NaiveDate, pricing: Option<Pricing>) -> impl IntoView {
    let dials = meter.rules.registers.iter().map(|register| {
        let sent = meter.sent.iter().find(|(zone, _)| *zone == register.zone);
        let sent = sent.map(|(_, value)| as_typed(*value));
        let typed = draft.find(register.zone.key()).map(ToOwned::to_owned);
        Dial::new(*register, typed.or(sent).unwrap_or_default())
    });
    let dials = StoredValue::new(dials.collect::<Vec<_>>());
    let rules = StoredValue::new(meter.rules);
    let field = |dial: &Dial| view! { <Register meter=meter.id rules dial=*dial dials today/> };
    view! {
        <div class="registers">{dials.with_value(|dials| dials.iter().map(field).collect_view())}</div>
        <Estimate dials rules pricing=StoredValue::new(pricing)/>
    }
}

/// «Да, показание верное»: shown when nothing but a jump stands in the way.
#[component]
fn ConfirmJump() -> impl IntoView {
    let errors = FormErrors::around();
    let jump = Memo::new(move |_| errors.fields().may_be_confirmed());
    let shown = RwSignal::new(false);
    Effect::new(move || {
        if jump.get() {
            shown.set(true);
        }
    });
    move || {
        (shown.get() || jump.get()).then(|| {
            view! {
                <div class="notice notice--warn confirm-jump">
                    <p>"Расход намного больше обычного. Если цифры на счётчике именно такие, отметьте это и отправьте ещё раз."</p>
                    <CheckField name="form[confirmed]">"Да, показание верное"</CheckField>
                </div>
            }
        })
    }
}

/// What was sent in this window: «210 кВт·ч, 1 390,20 ₽».
fn came_to(meter: &MeterCard, pricing: Option<&Pricing>) -> Option<String> {
    let charge = pricing?.charge(&meter.rules, &meter.sent)?;
    let volume = charge
        .lines
        .iter()
        .map(|line| line.volume)
        .fold(Energy::ZERO, Energy::plus);
    Some(format!("{volume}\u{a0}кВт·ч, {}\u{a0}₽", charge.total))
}

#[component]
fn Taken(came_to: Option<String>) -> impl IntoView {
    let title = came_to.map_or_else(
        || "Показания приняты".to_owned(),
        |came_to| format!("Показания приняты: {came_to}"),
    );
    view! {
        <Notice tone=Tone::Ok title>
            "До конца приёма их можно исправить: введите новые, прежние останутся в истории."
        </Notice>
    }
}
