//! One meter of the account: the window, the form, what is known about it.

use chrono::NaiveDate;
use domain::{
    calendar::{day_and_month, long_date},
    plural::days,
    readings::{MeterCard, WindowState},
};
use leptos::prelude::*;
use uuid::Uuid;

use crate::{
    components::notice::{Notice, Tone},
    pages::readings::form::ReadingForm,
};

/// The meter's card.
#[component]
pub fn Meter(
    /// The account it belongs to.
    account: Uuid,
    /// The meter.
    meter: MeterCard,
    /// Whether readings are taken today.
    window: WindowState,
    /// The day at the branch.
    today: NaiveDate,
    /// The contact centre's phone.
    phone: String,
) -> impl IntoView {
    let archived = meter.archived_on.filter(|_| meter.is_archived(today));
    let heading = format!("meter-{}", meter.id);
    let overdue = meter.verification_due.filter(|due| *due < today && archived.is_none());
    let open = window.is_open() && archived.is_none();
    view! {
        <section class="card meter-card" aria-labelledby=heading.clone()>
            <div class="card-head">
                <h2 id=heading.clone()>"Показания счётчика"</h2>
                <span class="badge badge--calm">{format!("№ {}", meter.serial)}</span>
            </div>
            {archived.map(|day| view! { <Archived day/> })}
            {archived.is_none().then(|| view! { <Window window meter=meter.id/> })}
            {overdue.map(|due| view! { <Overdue due phone/> })}
            {if open {
                view! { <ReadingForm account meter=meter.clone() today/> }.into_any()
            } else {
                view! { <LastReadings meter/> }.into_any()
            }}
        </section>
    }
}

/// How long the window is still open, or when it opens.
#[component]
fn Window(window: WindowState, meter: Uuid) -> impl IntoView {
    let id = format!("window-{meter}");
    let span = |from: NaiveDate, until: NaiveDate| {
        format!("Приём показаний: с {} по {}", day_and_month(from), day_and_month(until))
    };
    match window {
        WindowState::Open { from, until, days_left } => view! {
            <div class="window">
                <strong id=id.clone()>{span(from, until)}</strong>
                <span class="window-left">{format!("Приём открыт ещё {}", days(days_left))}</span>
                <progress class="progress" max=(until - from).num_days() + 1 value=days_left aria-labelledby=id></progress>
            </div>
        }
        .into_any(),
        WindowState::Closed { opens, until, opens_in } => view! {
            <div class="window">
                <strong>{span(opens, until)}</strong>
                <span class="window-left">{format!("Приём откроется через {}", days(opens_in))}</span>
            </div>
        }
        .into_any(),
    }
}

#[component]
fn Archived(day: NaiveDate) -> impl IntoView {
    view! {
        <Notice tone=Tone::Info title="Счётчик снят с учёта">
            {format!("С {} показания по нему не принимаются.", long_date(day))}
        </Notice>
    }
}

#[component]
fn Overdue(due: NaiveDate, phone: String) -> impl IntoView {
    view! {
        <Notice tone=Tone::Warn title="Срок поверки счётчика истёк">
            {format!(
                "Поверка действовала до {}. Показания мы сохраним, но к расчёту они не принимаются, пока счётчик не заменят. Замена бесплатна: в многоквартирном доме её делает поставщик, в частном доме сетевая компания. Позвоните: {phone}.",
                long_date(due),
            )}
        </Notice>
    }
}

/// What the registers showed last, when nothing can be sent.
#[component]
fn LastReadings(meter: MeterCard) -> impl IntoView {
    let rows = meter
        .rules
        .registers
        .into_iter()
        .map(|register| {
            let last = register.previous.map_or_else(
                || "показаний ещё нет".to_owned(),
                |previous| format!("{} кВт·ч, {}", previous.value, long_date(previous.taken_on)),
            );
            view! {
                <div>
                    <dt>{register.zone.title()}</dt>
                    <dd>{last}</dd>
                </div>
            }
        })
        .collect_view();
    view! {
        <h3>"Последние показания"</h3>
        <dl class="facts">{rows}</dl>
    }
}
