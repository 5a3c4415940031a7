//! The history of readings.

use domain::{
    calendar::long_date,
    readings::{History, HistoryRow, Zone},
};
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_query_map;
use uuid::Uuid;

use super::{
    chart::Chart,
    filter::{Filter, Shown},
    photo::PhotoLinks,
    receipt::ReceiptPath,
};
use crate::{
    api::readings::{HISTORY_FILE, load_history},
    components::loaded::loaded,
    data::load,
    pages::accounts::address::account_id,
};

/// Every reading with its source and time, and what was used month by month.
#[component]
pub fn HistoryPage() -> impl IntoView {
    let id = account_id();
    let query = use_query_map();
    let year = Memo::new(move |_| query.read().get("year").and_then(|year| year.parse::<i32>().ok()));
    let zone = Memo::new(move |_| query.read().get("zone").and_then(|key| Zone::from_key(&key)));
    let data = load(
        move || (id.get(), year.get()),
        |(account, year)| load_history(account, year),
    );
    loaded(data, move |history| view! { <Body account=id.get() history zone/> })
}

#[component]
fn Body(account: Uuid, history: History, zone: Memo<Option<Zone>>) -> impl IntoView {
    let back = format!("/accounts/{account}");
    let body = if history.years.is_empty() {
        view! { <Empty back=back.clone()/> }.into_any()
    } else {
        view! { <Readings account history zone/> }.into_any()
    };
    view! {
        <Title text="История показаний"/>
        <div class="page-head">
            <a class="back" href=back>
                "К лицевому счёту"
            </a>
            <h1 class="title">"История показаний"</h1>
        </div>
        {body}
    }
}

#[component]
fn Empty(back: String) -> impl IntoView {
    view! {
        <section class="empty">
            <span class="drawing drawing--home" aria-hidden="true"></span>
            <h2>"Показаний ещё не было"</h2>
            <p class="muted">"Передайте первое, когда откроется приём."</p>
            <a class="btn btn--primary" href=back>
                "К лицевому счёту"
            </a>
        </section>
    }
}

#[component]
fn Readings(account: Uuid, history: History, zone: Memo<Option<Zone>>) -> impl IntoView {
    let History {
        year,
        years,
        rows,
        chart_year,
        uses,
    } = history;
    let mut zones: Vec<_> = uses
        .iter()
        .map(|of| of.zone)
        .chain(rows.iter().map(|row| row.zone))
        .collect();
    zones.sort_unstable();
    zones.dedup();
    let file = format!("/accounts/{account}/{HISTORY_FILE}");
    let is_shown = move |of: Zone| zone.get().is_none_or(|zone| of == zone);
    let chart = move || {
        let uses = uses.iter().filter(|of| is_shown(of.zone)).copied().collect();
        view! { <Chart uses year=chart_year/> }
    };
    let table = move || {
        let rows: Vec<_> = rows.iter().filter(|row| is_shown(row.zone)).cloned().collect();
        view! { <Table account rows/> }
    };
    let filter = move || {
        let shown = Shown { year, zone: zone.get() };
        view! { <Filter account years=years.clone() zones=zones.clone() shown/> }
    };
    view! {
        <div class="stack">
            {filter} {chart} {table}
            <p>
                <a class="btn" href=file rel="external">
                    "Скачать все показания (CSV)"
                </a>
            </p>
        </div>
    }
}

#[component]
fn Table(account: Uuid, rows: Vec<HistoryRow>) -> impl IntoView {
    if rows.is_empty() {
        return view! { <p class="muted">"За это время показаний нет."</p> }.into_any();
    }
    let zoned = rows.iter().any(|row| row.zone != Zone::Single);
    let several = rows
        .windows(2)
        .any(|pair| matches!(pair, [one, other] if one.serial != other.serial));
    let tracked = rows.iter().any(|row| row.receipt.is_some());
    let head = |text: &'static str, class: &'static str| view! { <th role="columnheader" class=class>{text}</th> };
    view! {
        <div class="table-wrap">
            <table class="table table--cards" role="table">
                <caption>"Показания счётчиков, новые сверху"</caption>
                <thead role="rowgroup">
                    <tr role="row">
                        {head("Дата", "")} {zoned.then(|| head("Зона", ""))} {head("Показание, кВт·ч", "num")}
                        {head("Расход, кВт·ч", "num")} {head("Источник", "")} {head("Получено", "")}
                        {tracked.then(|| head("Путь", ""))} {several.then(|| head("Счётчик", ""))}
                    </tr>
                </thead>
                <tbody role="rowgroup">
                    {rows.into_iter().map(|row| view! { <Row account row zoned tracked several/> }).collect_view()}
                </tbody>
            </table>
        </div>
    }
    .into_any()
}

#[component]
fn Row(account: Uuid, row: HistoryRow, zoned: bool, tracked: bool, several: bool) -> impl IntoView {
    let badge = if row.source.is_real() {
        "badge"
    } else {
        "badge badge--warn"
    };
    let replaced = match &row.receipt {
        Some(receipt) if receipt.refused => "не принято",
        _ => "заменено",
    };
    let volume = row.volume.map(|volume| volume.to_string()).unwrap_or_default();
    view! {
        <tr role="row" class:superseded=row.superseded>
            <th scope="row" role="rowheader">
                {long_date(row.taken_on)}
            </th>
            {zoned.then(|| view! { <td role="cell" data-label="Зона">{row.zone.title()}</td> })}
            <td role="cell" class="num" data-label="Показание, кВт·ч">
                {row.value.to_string()}
            </td>
            <td role="cell" class="num" data-label="Расход, кВт·ч">
                {volume}
            </td>
            <td role="cell" data-label="Источник">
                <span class=badge>{row.source.title(row.own)}</span>
                {row.superseded.then(|| view! { " " <span class="badge badge--calm">{replaced}</span> })}
            </td>
            <td role="cell" data-label="Получено">
                {row.received.unwrap_or_else(|| "—".to_owned())}
                {row.typed.map(|typed| view! { <span class="hint">{format!("введено без связи {typed}")}</span> })}
                {(!row.photos.is_empty())
                    .then(|| view! { <span class="hint"><PhotoLinks account photos=row.photos/></span> })}
            </td>
            {tracked
                .then(|| {
                    view! {
                        <td role="cell" data-label="Путь">
                            {row.receipt.map(|receipt| view! { <ReceiptPath account receipt/> })}
                        </td>
                    }
                })}
            {several.then(|| view! { <td role="cell" data-label="Счётчик">{format!("№ {}", row.serial)}</td> })}
        </tr>
    }
}
