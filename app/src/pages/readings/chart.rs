//! What was used, month by month, a year beside the year before: a table with a drawing in it.

use domain::{
    calendar::short_month,
    readings::{Energy, MonthUse, Zone},
};
use leptos::prelude::*;

/// The drawing of one month is so wide and its bars so high; it is stretched to its place.
const WIDTH: i64 = 1_000;
const BAR: i64 = 10;
const GAP: i64 = 2;

/// Twelve months with two bars each.
#[component]
pub fn Chart(
    /// What was used in this year and the one before.
    uses: Vec<MonthUse>,
    /// The year.
    year: i32,
) -> impl IntoView {
    let bars: Vec<_> = (1..=12)
        .map(|month| (month, Bar::of(&uses, year, month), Bar::of(&uses, year - 1, month)))
        .collect();
    let most = bars
        .iter()
        .flat_map(|(_, now, before)| [now.total(), before.total()])
        .max();
    let most = most.filter(|most| *most > Energy::ZERO);
    let calculated = bars.iter().any(|(_, now, before)| now.calculated || before.calculated);
    most.map(|most| {
        let months = bars
            .into_iter()
            .map(|(month, now, before)| view! { <Month month now before most/> })
            .collect_view();
        view! {
            <div class="table-wrap">
                <table class="table use">
                    <caption>"Расход по месяцам, кВт·ч"</caption>
                    <thead>
                        <tr>
                            <th scope="col">"Месяц"</th>
                            <td></td>
                            <th scope="col" class="num use-now">
                                {year}
                            </th>
                            <th scope="col" class="num use-before">
                                {year - 1}
                            </th>
                        </tr>
                    </thead>
                    <tbody>{months}</tbody>
                </table>
                {calculated
                    .then(|| {
                        view! { <p class="hint use-note">"≈ и пунктир: расчётное показание, а не снятое со счётчика."</p> }
                    })}
            </div>
        }
    })
}

/// What one month of a year used, zone by zone.
struct Bar {
    zones: Vec<(Zone, Energy)>,
    calculated: bool,
}

impl Bar {
    fn of(uses: &[MonthUse], year: i32, month: u32) -> Self {
        let own: Vec<_> = uses.iter().filter(|of| (of.year, of.month) == (year, month)).collect();
        Self {
            zones: own.iter().map(|of| (of.zone, of.volume)).collect(),
            calculated: own.iter().any(|of| of.calculated),
        }
    }

    fn total(&self) -> Energy {
        self.zones
            .iter()
            .fold(Energy::ZERO, |total, (_, volume)| total.plus(*volume))
    }

    fn text(&self) -> String {
        match (self.zones.is_empty(), self.calculated) {
            (true, _) => "—".to_owned(),
            (false, true) => format!("≈\u{a0}{}", self.total()),
            (false, false) => self.total().to_string(),
        }
    }

    /// Its zones one behind the other, `top` below the edge.
    fn draw(&self, class: &'static str, top: i64, most: Energy) -> impl IntoView + use<> {
        let bar = if self.calculated {
            "use-bar use-bar--calculated"
        } else {
            "use-bar"
        };
        let several = self.zones.len() > 1;
        let mut left = 0;
        let zones = self.zones.iter().map(|(zone, volume)| {
            let width = length(*volume, most);
            let x = left;
            left += width;
            view! { <rect class=bar x=x y=top width=width height=BAR fill-opacity=if several { strength(*zone) } else { "1" }></rect> }
        });
        let zones = zones.collect_view();
        view! { <g class=class>{zones}</g> }
    }
}

#[component]
fn Month(month: u32, now: Bar, before: Bar, most: Energy) -> impl IntoView {
    let height = 2 * BAR + GAP;
    view! {
        <tr>
            <th scope="row">{short_month(month)}</th>
            <td class="use-bars">
                <svg viewBox=format!("0 0 {WIDTH} {height}") preserveAspectRatio="none" aria-hidden="true">
                    {now.draw("use-now", 0, most)}
                    {before.draw("use-before", BAR + GAP, most)}
                </svg>
            </td>
            <td class="num">{now.text()}</td>
            <td class="num">{before.text()}</td>
        </tr>
    }
}

/// How long the bar of a volume is.
fn length(volume: Energy, most: Energy) -> i64 {
    volume.thousandths().max(0).saturating_mul(WIDTH) / most.thousandths().max(1)
}

/// Zones of one bar differ in strength: the dearer, the stronger.
const fn strength(zone: Zone) -> &'static str {
    match zone {
        Zone::Single | Zone::Day | Zone::Peak => "1",
        Zone::HalfPeak => "0.7",
        Zone::Night => "0.45",
    }
}
