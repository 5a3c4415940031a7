//! What the cabinet can do without a connection: the accounts last seen take readings, which wait on this device.

use chrono::NaiveDate;
use domain::{accounts::AccountPage, calendar::long_date};
use leptos::prelude::*;
use leptos_meta::Title;

use super::{
    local::{NothingKept, OfflineScript, SentMeanwhile, local, nothing},
    meter::meters,
};

/// The accounts that this device has seen. The server knows none of them: the page is the same for everybody.
#[component]
pub fn OfflinePage() -> impl IntoView {
    let local = local(nothing());
    provide_context(local);
    // Rendered anew only when other accounts are known: what is being typed stays.
    let known = Memo::new(move |_| local.with(|local| local.as_ref().map(|local| (local.seen.clone(), local.today()))));
    view! {
        <Title text="Без связи"/>
        <OfflineScript/>
        <div class="page--narrow stack">
            <div class="page-head">
                <h1 class="title">"Передать показания без связи"</h1>
                <p class="lead">
                    "Введите показания сейчас: они сохранятся на этом устройстве и уйдут сами, когда появится интернет."
                </p>
            </div>
            <SentMeanwhile local/>
            <NothingKept local/>
            {move || match known.get() {
                None => view! { <noscript>"Без связи кабинет работает только с включённым JavaScript."</noscript> }.into_any(),
                Some((seen, today)) => view! { <Seen seen today/> }.into_any(),
            }}
            <a class="btn" href="/" rel="external">
                "Связь появилась: открыть кабинет"
            </a>
        </div>
    }
}

#[component]
fn Seen(seen: Vec<String>, today: Option<NaiveDate>) -> impl IntoView {
    let mut pages: Vec<AccountPage> = seen.iter().filter_map(|page| serde_json::from_str(page).ok()).collect();
    pages.sort_by_key(|page| page.account.title());
    if pages.is_empty() {
        return view! {
            <p class="hint">
                "На этом устройстве ещё нет лицевых счетов. Когда появится связь, откройте нужный счёт в кабинете: после этого он будет доступен и здесь."
            </p>
        }
        .into_any();
    }
    let one = |page: AccountPage| view! { <Account page today/> };
    pages.into_iter().map(one).collect_view().into_any()
}

#[component]
fn Account(mut page: AccountPage, today: Option<NaiveDate>) -> impl IntoView {
    // A clock that stands behind what the server said is wrong.
    let today = today.filter(|today| *today > page.today).unwrap_or(page.today);
    let window = page.window.on(today);
    page.meters.retain(|meter| !meter.is_archived(today));
    let cards = meters(&page, window, today);
    let heading = format!("offline-{}", page.account.id);
    view! {
        <section class="stack" aria-labelledby=heading.clone()>
            <h2 id=heading.clone()>{page.account.title()}</h2>
            <p class="hint">{format!("{}. Сведения от {}.", page.account.address, long_date(page.today))}</p>
            {cards}
        </section>
    }
}
