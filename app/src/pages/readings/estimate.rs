//! What the readings come to before they are sent: volume and money, with the numbers behind.

use domain::{
    billing::{Charge, ChargeLine, Prices, price},
    calendar::{day_and_month, month_of, months_after},
    readings::{Energy, MeterRules},
};
use leptos::prelude::*;

use super::dial::Dial;

/// What prices the readings: the same on the server and in the browser.
#[derive(Clone)]
pub struct Pricing {
    /// The prices of the month.
    pub prices: Prices,
    /// What the account's other meters have used.
    pub before: Energy,
    /// The day at the branch.
    pub today: chrono::NaiveDate,
}

impl Pricing {
    /// What a number for each zone comes to.
    pub fn charge(&self, rules: &MeterRules, values: &[(domain::readings::Zone, Energy)]) -> Option<Charge> {
        self.prices.estimate(rules, values, self.today, self.before)
    }
}

/// The volume of all zones together and what it costs, once every zone has its number.
#[component]
pub fn Estimate(
    /// The registers.
    dials: StoredValue<Vec<Dial>>,
    /// The meter's rules.
    rules: StoredValue<MeterRules>,
    /// What prices them, where the supplier says whose tariff the account pays.
    pricing: StoredValue<Option<Pricing>>,
) -> impl IntoView {
    let total = Memo::new(move |_| {
        let volumes: Option<Vec<_>> =
            rules.with_value(|rules| dials.with_value(|dials| dials.iter().map(|dial| dial.volume(rules)).collect()));
        Some(volumes?.into_iter().fold(Energy::ZERO, Energy::plus))
    });
    let charge = Memo::new(move |_| {
        let values: Vec<_> = rules
            .with_value(|rules| dials.with_value(|dials| dials.iter().filter_map(|dial| dial.value(rules)).collect()));
        pricing.with_value(|pricing| rules.with_value(|rules| pricing.as_ref()?.charge(rules, &values)))
    });
    view! {
        <div class="estimate">
            {move || total.get().map(|total| view! { <Volume total/> })}
            {move || charge.get().map(|charge| view! { <Cost charge pricing/> })}
        </div>
    }
}

#[component]
fn Volume(total: Energy) -> impl IntoView {
    view! {
        <p class="delta-total">
            <span>"Всего с прошлого раза"</span>
            <span>{format!("{total} кВт·ч")}</span>
        </p>
    }
}

#[component]
fn Cost(charge: Charge, pricing: StoredValue<Option<Pricing>>) -> impl IntoView {
    let category = pricing.with_value(|pricing| pricing.as_ref().map(|pricing| pricing.prices.category.title()));
    let total = charge.total.to_string();
    let rows = charge
        .lines
        .iter()
        .map(|line| view! { <Line line=*line/> })
        .collect_view();
    view! {
        <p class="delta-total estimate-money">
            <span>"Стоимость по тарифу"</span>
            <output>{total}</output>
        </p>
        <details class="estimate-details">
            <summary>"Как посчитано"</summary>
            <dl class="facts">{rows}</dl>
            <p class="hint">
                {category} ". Без долга, льгот и перерасчётов: точная сумма будет в квитанции."
            </p>
        </details>
    }
}

/// One price and what it comes to.
#[component]
pub fn Line(
    /// The line.
    line: ChargeLine,
) -> impl IntoView {
    let first = month_of(line.from);
    let whole = line.from == first && line.until == months_after(first, 1);
    let range = (line.range > 1).then(|| format!(", диапазон {}", line.range));
    let days = (!whole).then(|| {
        let last = line.until.pred_opt().unwrap_or(line.until);
        format!(", {}–{}", day_and_month(line.from), day_and_month(last))
    });
    view! {
        <div>
            <dt>{line.zone.title()} {range} {days}</dt>
            <dd>{format!("{} кВт·ч × {} ₽ = {}", line.volume, price(line.rate), line.sum)}</dd>
        </div>
    }
}
