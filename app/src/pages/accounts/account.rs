//! The account's page: what is owed and what to do next.

use domain::accounts::AccountPage as Page;
use leptos::prelude::*;
use leptos_meta::Title;

use crate::{
    api::accounts::load_account,
    components::{frame::CabinetResource, loaded::loaded},
    data::load,
    pages::{
        accounts::{address::account_id, due::Due, hero::Hero},
        billing::forecast::ForecastCard,
        readings::{
            local::{NothingKept, OfflineScript, SentMeanwhile, local, seen},
            meter::meters,
        },
    },
};

/// Balance, window for readings, meters.
#[component]
pub fn AccountPage() -> impl IntoView {
    let id = account_id();
    let data = load(move || id.get(), load_account);
    loaded(data, |page| view! { <Account page/> })
}

#[component]
fn Account(page: Page) -> impl IntoView {
    let local = local(seen(&page));
    provide_context(local);
    let cards = meters(&page, page.window, page.today);
    let Page {
        account,
        owner,
        balance,
        forecast,
        ..
    } = page;
    let tariff = balance.map(|_| format!("/accounts/{}/tariff", account.id));
    let history = format!("/accounts/{}/history", account.id);
    let title = account.title();
    view! {
        <Title text=title/>
        <OfflineScript/>
        <div class="account">
            <Hero account owner/>
            <div class="stack">
                {balance.map(|balance| view! { <Due balance/> })}
                <a class="btn" href=history>
                    "История показаний"
                </a>
                <AllTogether/>
            </div>
            <div class="account-main stack">
                <SentMeanwhile local/>
                {cards}
                <NothingKept local/>
            </div>
            {tariff
                .map(|tariff| {
                    view! {
                        <div class="account-side stack">
                            {forecast.map(|forecast| view! { <ForecastCard forecast/> })}
                            <a class="btn" href=tariff>
                                "Какой тариф выгоднее"
                            </a>
                        </div>
                    }
                })}
        </div>
    }
}

/// The way to all accounts at once, for whoever has several.
#[component]
fn AllTogether() -> impl IntoView {
    let cabinet = expect_context::<CabinetResource>();
    let link = move || {
        Suspend::new(async move {
            let cabinet = cabinet.await.ok().flatten()?;
            (cabinet.accounts.len() > 1).then(|| {
                view! {
                    <a class="btn" href="/readings">
                        "Показания по всем счетам"
                    </a>
                }
            })
        })
    };
    view! { <Suspense>{link}</Suspense> }
}
