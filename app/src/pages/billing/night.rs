//! From which share of the night on more zones pay.

use chrono::NaiveDate;
use domain::{
    billing::{BreakEven, Prices, Share, price},
    readings::Zone,
};
use leptos::prelude::*;

use crate::components::fact::fact;

/// The shares by today's prices, beside one's own.
#[component]
pub fn Night(
    /// The shares.
    break_even: BreakEven,
    /// The prices they follow from.
    prices: Prices,
    /// The day they hold on.
    today: NaiveDate,
    /// One's own share of the night, where it is counted.
    night: Option<u16>,
    /// When the night is.
    hours: Option<String>,
) -> impl IntoView {
    let BreakEven {
        two,
        three_at_worst,
        three_at_best,
    } = break_even;
    let hours = hours.map(|hours| format!(" ({hours})")).unwrap_or_default();
    let facts = [
        ("Две зоны", two),
        ("Три зоны, если днём всё идёт в часы пик", three_at_worst),
        ("Три зоны, если в часы пик ничего не идёт", three_at_best),
    ];
    let facts = facts
        .into_iter()
        .filter_map(|(name, share)| Some(fact(name, when(share?))))
        .collect_view();
    view! {
        <section class="card" aria-labelledby="night">
            <h2 id="night">"Когда зоны выгоднее одной"</h2>
            {night.map(|share| view! { <p>{format!("У вас ночью{hours} уходит {} расхода.", percent(share))}</p> })}
            <dl class="facts">{facts}</dl>
            <Rates prices today/>
        </section>
    }
}

/// What a kWh costs now in the lowest range.
#[component]
fn Rates(prices: Prices, today: NaiveDate) -> impl IntoView {
    let rates = Zone::ALL.into_iter().filter_map(|zone| {
        let rate = prices.tariff.line(zone, today)?.bands.first()?.rate;
        Some(fact(zone.title(), format!("{}\u{a0}₽", price(rate))))
    });
    let rates = rates.collect_view();
    view! {
        <details class="estimate-details">
            <summary>"По каким ценам"</summary>
            <dl class="facts">{rates}</dl>
            <p class="hint">{prices.category.title()} ", за 1 кВт·ч первого диапазона."</p>
        </details>
    }
}

fn when(share: Share) -> String {
    match share {
        Share::Always => "при любой доле ночи".to_owned(),
        Share::Above(share) => format!("если ночью уходит больше {}", percent(share)),
        Share::Never => "не выгодны при нынешних ценах".to_owned(),
    }
}

/// «28,6 %» of thousandths.
fn percent(share: u16) -> String {
    match share % 10 {
        0 => format!("{}\u{a0}%", share / 10),
        tenth => format!("{},{tenth}\u{a0}%", share / 10),
    }
}
