//! The numbers behind: what each month would have cost.

use domain::{
    billing::{Cost, MonthCosts},
    calendar::month_and_year,
    readings::ZoneSet,
};
use leptos::prelude::*;

/// A row for each month, newest first.
#[component]
pub fn Months(
    /// The months, oldest first.
    months: Vec<MonthCosts>,
) -> impl IntoView {
    let calculated = months.iter().any(|of| of.calculated);
    let rows = months.into_iter().rev().map(|of| view! { <Month of/> }).collect_view();
    let head = |text: &'static str| view! { <th role="columnheader" class="num">{text}</th> };
    view! {
        <details class="card">
            <summary>"По месяцам"</summary>
            <div class="table-wrap">
                <table class="table table--cards" role="table">
                    <caption>"Сколько стоил бы каждый месяц"</caption>
                    <thead role="rowgroup">
                        <tr role="row">
                            <th role="columnheader">"Месяц"</th>
                            {head("Расход, кВт·ч")}
                            {ZoneSet::ALL.map(|set| head(set.title())).collect_view()}
                        </tr>
                    </thead>
                    <tbody role="rowgroup">{rows}</tbody>
                </table>
            </div>
            {calculated
                .then(|| {
                    view! {
                        <p class="hint">"≈ расчётное показание или расход, поделённый поровну между месяцами без показаний."</p>
                    }
                })}
        </details>
    }
}

#[component]
fn Month(of: MonthCosts) -> impl IntoView {
    let volume = of.volume.rounded(0);
    let volume = if of.calculated {
        format!("≈\u{a0}{volume}")
    } else {
        volume.to_string()
    };
    let cost = |set: ZoneSet| {
        let text = match of.costs.of(set) {
            Cost::Known { least, most } if least == most => least.to_string(),
            cost => super::costs::sum(cost),
        };
        view! {
            <td role="cell" class="num" data-label=set.title()>
                {text}
            </td>
        }
    };
    view! {
        <tr role="row">
            <th scope="row" role="rowheader">
                {month_and_year(of.month)}
            </th>
            <td role="cell" class="num" data-label="Расход, кВт·ч">
                {volume}
            </td>
            {ZoneSet::ALL.map(cost).collect_view()}
        </tr>
    }
}
