//! The form for a meter's readings: checked in the browser by the rule the server calls.

use chrono::NaiveDate;
use domain::{
    FieldErrors,
    readings::{Energy, MeterCard, MeterRules, RegisterRules},
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
    pages::readings::register::Register,
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
) -> impl IntoView {
    let action = ServerAction::<SubmitReading>::new();
    let draft = own_draft(action, meter.id);
    show_what_was_taken(action);
    let taken = !meter.sent.is_empty();
    let rules = StoredValue::new(meter.rules.clone());
    let check = move |typed: SubmitReading| rules.with_value(|rules| verdict(rules, &typed, today));
    let label = if taken {
        "Исправить показания"
    } else {
        "Передать показания"
    };
    view! {
        {taken.then(|| view! { <Taken/> })}
        <Form action check class="reading-form">
            <input type="hidden" name="form[account]" value=account.to_string()/>
            <input type="hidden" name="form[meter]" value=meter.id.to_string()/>
            <p class="hint">{hint(&meter.rules)}</p>
            <Registers meter draft/>
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

/// A field for each zone and the volume of all of them.
#[component]
fn Registers(meter: MeterCard, draft: Draft) -> impl IntoView {
    let total = RwSignal::new(vec![None::<Energy>; meter.rules.registers.len()]);
    let rules = StoredValue::new(meter.rules.clone());
    let field = |(at, register): (usize, &RegisterRules)| {
        let sent = meter.sent.iter().find(|(zone, _)| *zone == register.zone);
        let sent = sent.map(|(_, value)| value.plain().replace('.', ","));
        let typed = draft.find(register.zone.key()).map(ToOwned::to_owned);
        let value = typed.or(sent).unwrap_or_default();
        let set_volume = Callback::new(move |volume| {
            total.update(|all| {
                if let Some(place) = all.get_mut(at) {
                    *place = volume;
                }
            });
        });
        view! { <Register meter=meter.id rules register=*register value set_volume/> }
    };
    let fields = meter.rules.registers.iter().enumerate().map(field).collect_view();
    view! {
        <div class="registers">{fields}</div>
        <Total total/>
    }
}

/// The volume of all zones together.
#[component]
fn Total(total: RwSignal<Vec<Option<Energy>>>) -> impl IntoView {
    let sum = move || {
        let all = total.get();
        let known: Vec<_> = all.iter().flatten().copied().collect();
        (known.len() == all.len()).then(|| known.into_iter().fold(Energy::ZERO, Energy::plus))
    };
    move || {
        sum().map(|sum| {
            view! {
                <p class="delta-total">
                    <span>"Всего с прошлого раза"</span>
                    <span>{format!("{sum} кВт·ч")}</span>
                </p>
            }
        })
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

#[component]
fn Taken() -> impl IntoView {
    view! {
        <Notice tone=Tone::Ok title="Показания приняты">
            "До конца приёма их можно исправить: введите новые, прежние останутся в истории."
        </Notice>
    }
}
