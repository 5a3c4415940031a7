//! The account's page: what is owed and what to do next.

use domain::{accounts::AccountPage as Page, billing::sent_volume, readings::MeterCard};
use leptos::prelude::*;
use leptos_meta::Title;

use crate::{
    api::accounts::load_account,
    components::loaded::loaded,
    data::load,
    pages::{
        accounts::{address::account_id, due::Due, hero::Hero},
        readings::{
            estimate::Pricing,
            local::{NothingKept, OfflineScript, SentMeanwhile, local, seen},
            meter::Meter,
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
    let Page {
        person: _,
        account,
        owner,
        balance,
        today,
        window,
        phone,
        meters,
        prices,
    } = page;
    let history = format!("/accounts/{}/history", account.id);
    let id = account.id;
    let title = account.title();
    let card = |meter: &MeterCard| {
        let pricing = prices.clone().map(|prices| Pricing {
            prices,
            before: sent_volume(&meters, meter.id),
            today,
        });
        view! { <Meter account=id meter=meter.clone() window today phone=phone.clone() pricing/> }
    };
    let cards = meters.iter().map(card).collect_view();
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
            </div>
            <div class="stack">
                <SentMeanwhile local/>
                {cards}
                <NothingKept local/>
            </div>
        </div>
    }
}
