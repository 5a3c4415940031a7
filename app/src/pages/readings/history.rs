//! The history of readings.

use domain::{
    calendar::long_date,
    readings::{HistoryRow, Zone},
};
use leptos::prelude::*;
use leptos_meta::Title;
use uuid::Uuid;

use crate::{
    api::readings::load_history, components::trouble::Trouble, data::load, pages::accounts::address::account_id,
};

/// Every reading with its source and time.
#[component]
pub fn HistoryPage() -> impl IntoView {
    let id = account_id();
    let data = load(move || id.get(), load_history);
    let body = move || {
        let account = id.get();
        Suspend::new(async move {
            match data.await {
                Ok(rows) => view! { <History account rows/> }.into_any(),
                Err(error) => view! { <Trouble error/> }.into_any(),
            }
        })
    };
    view! { <Suspense>{body}</Suspense> }
}

#[component]
fn History(account: Uuid, rows: Vec<HistoryRow>) -> impl IntoView {
    let back = format!("/accounts/{account}");
    let body = if rows.is_empty() {
        view! { <Empty back=back.clone()/> }.into_any()
    } else {
        view! { <Table rows/> }.into_any()
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
fn Table(rows: Vec<HistoryRow>) -> impl IntoView {
    let zoned = rows.iter().any(|row| row.zone != Zone::Single);
    let several = rows
        .windows(2)
        .any(|pair| matches!(pair, [one, other] if one.serial != other.serial));
    let head = |text: &'static str, class: &'static str| view! { <th role="columnheader" class=class>{text}</th> };
    view! {
        <div class="table-wrap">
            <table class="table table--cards" role="table">
                <caption>"Показания счётчиков, новые сверху"</caption>
                <thead role="rowgroup">
                    <tr role="row">
                        {head("Дата", "")} {zoned.then(|| head("Зона", ""))} {head("Показание, кВт·ч", "num")}
                        {head("Расход, кВт·ч", "num")} {head("Источник", "")} {head("Получено", "")}
                        {several.then(|| head("Счётчик", ""))}
                    </tr>
                </thead>
                <tbody role="rowgroup">
                    {rows.into_iter().map(|row| view! { <Row row zoned several/> }).collect_view()}
                </tbody>
            </table>
        </div>
    }
}

#[component]
fn Row(row: HistoryRow, zoned: bool, several: bool) -> impl IntoView {
    let badge = if row.source.is_real() {
        "badge"
    } else {
        "badge badge--warn"
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
                {row.superseded.then(|| view! { " " <span class="badge badge--calm">"заменено"</span> })}
            </td>
            <td role="cell" data-label="Получено">
                {row.received.unwrap_or_else(|| "—".to_owned())}
            </td>
            {several.then(|| view! { <td role="cell" data-label="Счётчик">{format!("№ {}", row.serial)}</td> })}
        </tr>
    }
}
