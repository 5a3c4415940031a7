//! The form for a meter's readings: checked in the browser by the rule the server calls.

use chrono::NaiveDate;
use domain::{
    FieldError, FieldErrors,
    readings::{Energy, MeterCard, MeterRules, RegisterRules, ZoneHours},
};
use leptos::{prelude::*, server_fn::ServerFn};
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
    dial::{Dial, as_typed, explain},
    estimate::{Estimate, Pricing},
    kept::KeptNotice,
    photo::{PhotoField, photos},
    receipt::ReceiptLink,
    register::Register,
    together::Together,
};
use crate::AppError;

/// A field for each zone, the volume and its price as they are typed, and one button.
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
    /// The day on which the window opens, while it is closed: the readings are kept until then.
    opens: Option<NaiveDate>,
) -> impl IntoView {
    let action = ServerAction::<SubmitReading>::new();
    let draft = own_draft(action, meter.id);
    let photos = photos(action, &draft);
    match use_context::<Together>() {
        Some(together) => together.watch(action, photos.busy()),
        None => load_anew(action),
    }
    let taken = (!meter.sent.is_empty()).then(|| came_to(&meter, pricing.as_ref()));
    let rules = StoredValue::new(meter.rules.clone());
    let dials = StoredValue::new(dials(&meter, &draft));
    let check = move |typed: SubmitReading| {
        let explained = rules.with_value(|rules| dials.with_value(|dials| explain(dials, rules, today)));
        rules.with_value(|rules| verdict(rules, &typed, today, photos.check()))?;
        explained
    };
    let label = match (opens, &taken) {
        (Some(_), _) if meter.kept.is_some() => "Изменить черновик",
        (Some(_), _) => "Сохранить до открытия приёма",
        (None, Some(_)) => "Исправить показания",
        (None, None) => "Передать показания",
    };
    let id = meter.id;
    view! {
        {meter.kept.clone().map(|kept| view! { <KeptNotice account meter=id kept opens/> })}
        {taken.filter(|_| opens.is_none()).map(|came_to| view! { <Taken came_to account receipt=meter.receipt.clone()/> })}
        <Form action check class="reading-form" sending=photos.sending()>
            <input type="hidden" name="form[account]" value=account.to_string()/>
            <input type="hidden" name="form[meter]" value=id.to_string()/>
            <p class="hint">{hint(&meter.rules)}</p>
            <Registers meter=id dials rules hours=meter.hours.clone() today/>
            <Estimate dials rules pricing=StoredValue::new(pricing)/>
            <ConfirmJump/>
            <PhotoField account meter photos/>
            <SubmitButton label/>
        </Form>
    }
}

/// After the action the page is loaded anew: it shows the readings as the server has them.
pub fn load_anew<S>(action: ServerAction<S>)
where
    S: ServerFn<Error = AppError, Output = ()> + Clone + Send + Sync + 'static,
{
    let value = action.value();
    Effect::new(move || {
        if value.with(|value| matches!(value, Some(Ok(())))) {
            // Without the query: a form sent before the scripts came has left its error there.
            let location = window().location();
            let _ = location.pathname().and_then(|path| location.set_href(&path));
        }
    });
}

fn verdict(
    rules: &MeterRules,
    typed: &SubmitReading,
    today: NaiveDate,
    photos: Result<(), FieldError>,
) -> Result<(), FieldErrors> {
    typed.form.validate_with(rules, today, photos).map(|_| ())
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

/// The registers with what was typed, kept or sent before.
fn dials(meter: &MeterCard, draft: &Draft) -> Vec<Dial> {
    let known = meter.kept.as_ref().map_or(&meter.sent, |kept| &kept.values);
    let dial = |register: &RegisterRules| {
        let known = known.iter().find(|(zone, _)| *zone == register.zone);
        let typed = draft.find(register.zone.key()).map(ToOwned::to_owned);
        let value = typed.or_else(|| known.map(|(_, value)| as_typed(*value)));
        Dial::new(*register, value.unwrap_or_default())
    };
    meter.rules.registers.iter().map(dial).collect()
}

/// A field for each zone.
#[component]
fn Registers(
    meter: Uuid,
    dials: StoredValue<Vec<Dial>>,
    rules: StoredValue<MeterRules>,
    hours: ZoneHours,
    today: NaiveDate,
) -> impl IntoView {
    let field = |dial: &Dial| {
        let hours = hours.of(dial.register.zone);
        view! { <Register meter rules dial=*dial dials hours today/> }
    };
    view! { <div class="registers">{dials.with_value(|dials| dials.iter().map(field).collect_view())}</div> }
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
    Some(format!("{volume}\u{a0}кВт·ч, {}", charge.total))
}

#[component]
fn Taken(came_to: Option<String>, account: Uuid, receipt: Option<String>) -> impl IntoView {
    let title = came_to.map_or_else(
        || "Показания приняты".to_owned(),
        |came_to| format!("Показания приняты: {came_to}"),
    );
    view! {
        <Notice tone=Tone::Ok title>
            "До конца приёма их можно исправить: введите новые, прежние останутся в истории. "
            {receipt.map(|number| view! { <ReceiptLink account number text="Квитанция о приёме"/> })}
        </Notice>
    }
}
