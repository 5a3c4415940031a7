//! One meter of the account: the window, the form, what is known about it.

use chrono::NaiveDate;
use domain::{
    accounts::AccountPage,
    billing::sent_volume,
    calendar::{day_and_month, long_date},
    plural::days,
    readings::{MeterCard, RegisterRules, Verification, WindowState},
};
use leptos::prelude::*;
use uuid::Uuid;

use crate::{
    components::{
        fact::fact,
        notice::{Notice, Tone},
    },
    draft::Draft,
    pages::readings::{estimate::Pricing, form::ReadingForm, receipt::Refused, waiting::WaitingNotice},
};

/// The cards of an account's meters as of a day.
pub fn meters(page: &AccountPage, window: WindowState, today: NaiveDate) -> impl IntoView + use<> {
    let card = |meter: &MeterCard| {
        let pricing = page.prices.clone().map(|prices| Pricing {
            prices,
            before: sent_volume(&page.meters, meter.id),
            today,
        });
        let phone = page.phone.clone();
        view! { <Meter account=page.account.id meter=meter.clone() window today phone pricing/> }
    };
    page.meters.iter().map(card).collect_view()
}

/// The meter's card.
#[component]
fn Meter(
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
    /// What prices the readings.
    pricing: Option<Pricing>,
) -> impl IntoView {
    let archived = meter.archived_on.filter(|_| meter.is_archived(today));
    let heading = format!("meter-{}", meter.id);
    let verification = meter.verification(today);
    let asked = archived.is_none() && !meter.automatic;
    view! {
        <section class="card meter-card" aria-labelledby=heading.clone()>
            <div class="card-head">
                <h2 id=heading.clone()>"Показания счётчика"</h2>
                <span class="badge badge--calm">{format!("№ {}", meter.serial)}</span>
            </div>
            {archived.map(|day| view! { <Archived day/> })}
            {(archived.is_none() && meter.automatic).then(|| view! { <Automatic/> })}
            {asked.then(|| view! { <Window window meter=meter.id/> })}
            <WaitingNotice meter=meter.id/>
            {meter.refused.clone().map(|refused| view! { <Refused account refused/> })}
            {verification.map(|verification| view! { <VerificationNotice verification phone/> })}
            {match window {
                _ if !asked => view! { <LastReadings registers=meter.rules.registers.clone()/> }.into_any(),
                WindowState::Open { .. } => {
                    view! { <ReadingForm account meter=meter.clone() today pricing opens=None/> }.into_any()
                }
                WindowState::Closed { opens, .. } => {
                    view! { <Ahead account meter=meter.clone() today pricing opens/> }.into_any()
                }
            }}
            <Facts meter/>
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

/// Typing ahead of the window: behind a line that has to be opened, unless something is kept or came back.
#[component]
fn Ahead(
    account: Uuid,
    meter: MeterCard,
    today: NaiveDate,
    pricing: Option<Pricing>,
    opens: NaiveDate,
) -> impl IntoView {
    let came_back = Draft::of_page()
        .find("meter")
        .is_some_and(|of| of == meter.id.to_string());
    let open = came_back || meter.kept.is_some();
    view! {
        <LastReadings registers=meter.rules.registers.clone()/>
        <details class="meter-facts" open=open>
            <summary>"Ввести показания заранее"</summary>
            <div class="stack">
                <p class="hint">
                    {format!("Мы сохраним их и отправим {}, когда откроется приём.", day_and_month(opens))}
                </p>
                <ReadingForm account meter today pricing opens=Some(opens)/>
            </div>
        </details>
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
fn Automatic() -> impl IntoView {
    view! {
        <Notice tone=Tone::Info title="Счётчик передаёт показания сам">
            "Вводить их не нужно: новые появятся здесь и в истории."
        </Notice>
    }
}

#[component]
fn VerificationNotice(verification: Verification, phone: String) -> impl IntoView {
    let who = format!(
        "Замена бесплатна: в многоквартирном доме её делает поставщик, в частном доме сетевая компания. Позвоните: {phone}."
    );
    match verification {
        Verification::Soon { due, left } => {
            let title = match left {
                0 => "Сегодня истекает срок поверки счётчика".to_owned(),
                left => format!("Срок поверки счётчика истекает через {}", days(left)),
            };
            view! {
                <Notice tone=Tone::Warn title>
                    {format!(
                        "Поверка действует до {}. После этого показания не принимаются к расчёту, поэтому лучше договориться о замене или поверке заранее. {who}",
                        long_date(due),
                    )}
                </Notice>
            }
        }
        Verification::Overdue(due) => view! {
            <Notice tone=Tone::Warn title="Срок поверки счётчика истёк">
                {format!(
                    "Поверка действовала до {}. Показания мы сохраним, но к расчёту они не принимаются, пока счётчик не заменят. {who}",
                    long_date(due),
                )}
            </Notice>
        },
    }
}

/// All that is known of the meter, for whoever asks.
#[component]
fn Facts(meter: MeterCard) -> impl IntoView {
    let zones = meter
        .rules
        .registers
        .iter()
        .map(|register| match meter.hours.of(register.zone) {
            Some(hours) => format!("{} {hours}", register.zone.title().to_lowercase()),
            None => register.zone.title().to_lowercase(),
        })
        .collect::<Vec<_>>();
    view! {
        <details class="meter-facts">
            <summary>"О счётчике"</summary>
            <dl class="facts">
                {fact("Заводской номер", meter.serial)} {fact("Зоны", zones.join("; "))}
                {fact("Знаков до запятой", meter.rules.digits.to_string())}
                {fact("Учитывается с", long_date(meter.installed_on))}
                {meter.archived_on.map(|day| fact("Снят с учёта", long_date(day)))}
                {meter.verification_due.map(|day| fact("Поверка до", long_date(day)))}
                {meter.seal.map(|seal| fact("Пломба", seal))}
            </dl>
        </details>
    }
}

/// What the registers showed last, when nothing can be sent.
#[component]
fn LastReadings(registers: Vec<RegisterRules>) -> impl IntoView {
    let rows = registers
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
