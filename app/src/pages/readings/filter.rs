//! Which part of the history is shown: links, so that each part has an address of its own.

use domain::readings::Zone;
use leptos::prelude::*;
use uuid::Uuid;

/// What is shown.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Shown {
    /// The year; nothing: the last twelve months.
    pub year: Option<i32>,
    /// The part of the day; nothing: all of them.
    pub zone: Option<Zone>,
}

impl Shown {
    fn address(self, account: Uuid) -> String {
        let year = self.year.map(|year| format!("year={year}"));
        let zone = self.zone.map(|zone| format!("zone={}", zone.key()));
        let query: Vec<_> = year.into_iter().chain(zone).collect();
        if query.is_empty() {
            format!("/accounts/{account}/history")
        } else {
            format!("/accounts/{account}/history?{}", query.join("&"))
        }
    }
}

/// Years, and zones where the meter has several.
#[component]
pub fn Filter(
    /// The account.
    account: Uuid,
    /// The years that may be shown.
    years: Vec<i32>,
    /// The zones that have readings.
    zones: Vec<Zone>,
    /// What is shown now.
    shown: Shown,
) -> impl IntoView {
    let chip = move |to: Shown, text: String| {
        let current = (to == shown).then_some("true");
        view! {
            <li>
                <a class="chip" href=to.address(account) aria-current=current>
                    {text}
                </a>
            </li>
        }
    };
    let of_year = |year: Option<i32>| {
        let text = year.map_or_else(|| "12 месяцев".to_owned(), |year| year.to_string());
        chip(Shown { year, ..shown }, text)
    };
    let of_zone = |zone: Option<Zone>| {
        let text = zone.map_or("Все зоны", Zone::title).to_owned();
        chip(Shown { zone, ..shown }, text)
    };
    let several = zones.len() > 1;
    view! {
        <nav aria-label="Период">
            <ul class="chips" role="list">
                {of_year(None)} {years.into_iter().map(|year| of_year(Some(year))).collect_view()}
            </ul>
        </nav>
        {several
            .then(|| {
                view! {
                    <nav aria-label="Зона">
                        <ul class="chips" role="list">
                            {of_zone(None)} {zones.into_iter().map(|zone| of_zone(Some(zone))).collect_view()}
                        </ul>
                    </nav>
                }
            })}
    }
}
