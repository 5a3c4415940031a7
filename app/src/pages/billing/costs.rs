//! What one, two and three zones would have cost, beside each other.

use std::cmp::Ordering;

use domain::{
    Money,
    billing::{Advice, Cost},
    readings::ZoneSet,
};
use leptos::prelude::*;

/// A row for each set of zones, one's own marked.
#[component]
pub fn CostsTable(
    /// The advice.
    advice: Advice,
) -> impl IntoView {
    let own = match advice.costs.of(advice.own) {
        Cost::Known { most, .. } => most,
        Cost::Uncounted | Cost::Unpriced => Money::ZERO,
    };
    let row = |set: ZoneSet| {
        let cost = advice.costs.of(set);
        let mine = set == advice.own;
        view! {
            <tr role="row">
                <th scope="row" role="rowheader">
                    {set.title()} {mine.then(|| view! { " " <span class="badge">"у вас"</span> })}
                </th>
                <td role="cell" class="num" data-label="Стоило бы">
                    {sum(cost)}
                </td>
                <td role="cell" class="words" data-label="По сравнению с вашим">
                    {if mine { "—".to_owned() } else { compared(own, cost) }}
                </td>
            </tr>
        }
    };
    view! {
        <div class="table-wrap">
            <table class="table table--cards" role="table">
                <caption>"Сколько стоил бы ваш расход"</caption>
                <thead role="rowgroup">
                    <tr role="row">
                        <th role="columnheader">"Зоны"</th>
                        <th role="columnheader" class="num">
                            "Стоило бы"
                        </th>
                        <th role="columnheader">"По сравнению с вашим"</th>
                    </tr>
                </thead>
                <tbody role="rowgroup">{ZoneSet::ALL.map(row).collect_view()}</tbody>
            </table>
        </div>
    }
}

/// «5 940 ₽», «5 100–6 780 ₽» or a dash.
pub fn sum(cost: Cost) -> String {
    match cost {
        Cost::Known { least, most } if least == most => least.whole(),
        Cost::Known { least, most } => between(least, most),
        Cost::Uncounted | Cost::Unpriced => "—".to_owned(),
    }
}

/// What another set would have cost more or less than one's own.
fn compared(own: Money, cost: Cost) -> String {
    let (least, most) = match cost {
        Cost::Known { least, most } => (least, most),
        Cost::Uncounted => return "счётчик этого не считает".to_owned(),
        Cost::Unpriced => return "у тарифа нет таких цен".to_owned(),
    };
    let apart = |sum: Money| Money::from_kopecks((sum.kopecks() - own.kopecks()).abs());
    let (near, far) = (apart(least), apart(most));
    match (least.cmp(&own), most.cmp(&own)) {
        (Ordering::Equal, Ordering::Equal) => "столько же".to_owned(),
        _ if least == most && least < own => format!("на {} дешевле", near.whole()),
        _ if least == most => format!("на {} дороже", near.whole()),
        (Ordering::Less, Ordering::Less | Ordering::Equal) => format!("дешевле на {}", between(far, near)),
        (Ordering::Greater | Ordering::Equal, _) => format!("дороже на {}", between(near, far)),
        _ => format!("от {} дешевле до {} дороже", near.whole(), far.whole()),
    }
}

/// «5 100–6 780 ₽»
fn between(least: Money, most: Money) -> String {
    let least = least.whole();
    format!("{}–{}", least.trim_end_matches(['₽', '\u{a0}']), most.whole())
}
