//! Where the month is heading: the sum, the next range, the numbers behind.

use domain::{
    billing::Forecast,
    calendar::{day_and_month, month_name, months_before},
    readings::Energy,
};
use leptos::prelude::*;

use crate::{components::fact::fact, pages::readings::estimate::Line};

/// What the month will come to.
#[component]
pub fn ForecastCard(
    /// The forecast.
    forecast: Forecast,
) -> impl IntoView {
    let until = day_and_month(forecast.until);
    let range = range(&forecast);
    view! {
        <section class="card forecast" aria-labelledby="forecast">
            <h2 id="forecast">{format!("Прогноз за {}", month_name(forecast.month))}</h2>
            <p class="forecast-sum">{format!("около {}", forecast.total.whole())}</p>
            <p class="muted">
                {format!("Если расход не изменится, к {until} наберётся {}.", kwh(forecast.volume))}
            </p>
            {range
                .map(|(title, text)| {
                    view! {
                        <div class="notice notice--warn">
                            <strong>{title}</strong>
                            <p>{text}</p>
                        </div>
                    }
                })}
            <Numbers forecast/>
        </section>
    }
}

/// What is to be said of ranges, while they make anything dearer.
fn range(forecast: &Forecast) -> Option<(String, String)> {
    let next = forecast.range.saturating_add(1);
    let until = day_and_month(forecast.until);
    let next_above = forecast.next_above().map(kwh).unwrap_or_default();
    let begins = forecast
        .begins
        .map(|begins| (day_and_month(begins.on), begins.extra.whole()));
    match (forecast.above(), begins) {
        (None, None) => None,
        (None, Some((on, extra))) => Some((
            format!("Диапазон {next} начнётся {on}"),
            format!("Всё сверх {next_above} дороже: до {until} это добавит около {extra}."),
        )),
        (Some(above), begins) => {
            let first = forecast.limits.first().copied().unwrap_or(above);
            let now = format!(
                "Расход сверх {} дороже: за месяц это добавит около {}.",
                kwh(first),
                forecast.extra.whole()
            );
            let then = begins.map(|(on, extra)| {
                format!(
                    " {on} начнётся диапазон {next}, сверх {next_above}: из этой суммы на него придётся около {extra}."
                )
            });
            Some((
                format!("Идёт диапазон {}", forecast.range),
                now + &then.unwrap_or_default(),
            ))
        }
    }
}

/// The numbers behind.
#[component]
fn Numbers(forecast: Forecast) -> impl IntoView {
    let until = day_and_month(forecast.until);
    let limits = forecast.limits.iter().zip(2_u8..);
    let limits = limits
        .map(|(limit, range)| fact(format!("Диапазон {range} начинается после"), kwh(*limit)))
        .collect_view();
    let lines = forecast
        .lines
        .iter()
        .map(|line| view! { <Line line=*line/> })
        .collect_view();
    let unread = forecast.unread.then(|| {
        let charged = day_and_month(months_before(forecast.until, 1));
        format!("За прошлый месяц показаний нет: считаем, что расход до {charged} начислят по среднему. ")
    });
    view! {
        <details class="estimate-details">
            <summary>"Откуда эти числа"</summary>
            <dl class="facts">
                {fact("Израсходовано на сегодня", format!("около {}", kwh(forecast.used)))}
                {fact(format!("Ожидается к {until}"), format!("около {}", kwh(forecast.volume)))} {lines} {limits}
            </dl>
            <p class="hint">
                {unread}
                "Темп взят из двух последних показаний, между которыми не меньше 25 дней, без расчётных. Месяц считается от показаний до показаний. Это не счёт: точная сумма будет в квитанции."
            </p>
        </details>
    }
}

fn kwh(volume: Energy) -> String {
    format!("{volume}\u{a0}кВт·ч")
}
