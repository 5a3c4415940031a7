//! Which zones would suit: what one, two and three would have cost over one's own last year.

use domain::{
    billing::{Advice, AdvicePage as Page, NoAdvice, Verdict},
    calendar::month_and_year,
    plural::plural,
    readings::ZoneSet,
};
use leptos::prelude::*;
use leptos_meta::Title;
use uuid::Uuid;

use super::{costs::CostsTable, months::Months, night::Night};
use crate::{api::billing::load_advice, components::loaded::loaded, data::load, pages::accounts::address::account_id};

/// The page about zones.
#[component]
pub fn AdvicePage() -> impl IntoView {
    let id = account_id();
    let data = load(move || id.get(), load_advice);
    loaded(data, move |page| view! { <Body account=id.get() page/> })
}

#[component]
fn Body(account: Uuid, page: Page) -> impl IntoView {
    let back = format!("/accounts/{account}");
    let Page {
        today,
        prices,
        night_hours,
        break_even,
        advice,
    } = page;
    let night = advice.as_ref().ok().and_then(|advice| advice.night);
    let (title, text) = match &advice {
        Ok(advice) => told(advice),
        Err(why) => missing(*why, prices.is_some()),
    };
    view! {
        <Title text="Какой тариф выгоднее"/>
        <div class="page-head">
            <a class="back" href=back>
                "К лицевому счёту"
            </a>
            <h1 class="title">"Какой тариф выгоднее"</h1>
        </div>
        <div class="stack advice">
            <section class="card" aria-labelledby="verdict">
                <h2 id="verdict">{title}</h2>
                <p>{text}</p>
            </section>
            {advice.as_ref().ok().map(|advice| view! { <CostsTable advice=advice.clone()/> })}
            {break_even
                .zip(prices)
                .map(|(break_even, prices)| view! { <Night break_even prices today night hours=night_hours/> })}
            {advice.ok().map(|advice| view! { <Months months=advice.months/> })}
            <p class="hint">
                "Каждый месяц посчитан по ценам, диапазонам и сезону, которые тогда действовали. Замена счётчика, льготы и перерасчёты не учтены."
            </p>
            <p>
                <a class="btn" href="/feedback">
                    "Спросить о смене тарифа"
                </a>
            </p>
        </div>
    }
}

/// What follows, in a sentence and a few more.
fn told(advice: &Advice) -> (String, String) {
    let period = period(advice);
    match advice.verdict() {
        Verdict::Switch { to, saves } => (
            match to {
                ZoneSet::One => "Одна зона обошлась бы дешевле".to_owned(),
                set => format!("{} обошлись бы дешевле", set.title()),
            },
            format!("{period} вы заплатили бы по меньшей мере на {} меньше.", saves.whole()),
        ),
        Verdict::Stay => (
            "Ваш тариф и есть самый выгодный".to_owned(),
            format!("{period} ни одно другое число зон не обошлось бы дешевле."),
        ),
        Verdict::Depends { .. } => (
            "Три зоны могли бы обойтись дешевле".to_owned(),
            "Это зависит от того, сколько вы тратите в часы пик: ваш счётчик не считает их отдельно.".to_owned(),
        ),
        Verdict::Open if advice.own == ZoneSet::One => (
            "Всё решает расход ночью".to_owned(),
            "Ваш счётчик не считает ночь отдельно, поэтому суммы для двух и трёх зон назвать нельзя. Зато известно, с какой доли ночного расхода они выгодны."
                .to_owned(),
        ),
        Verdict::Open => (
            "Сравнить пока не с чем".to_owned(),
            "Для другого числа зон у вашего тарифа нет цен.".to_owned(),
        ),
    }
}

/// «За 12 месяцев, декабрь 2025 – ноябрь 2026,»
fn period(advice: &Advice) -> String {
    let count = i64::try_from(advice.months.len()).unwrap_or_default();
    let ends = advice.months.first().zip(advice.months.last());
    let ends = ends.map(|(first, last)| format!("{} – {}", month_and_year(first.month), month_and_year(last.month)));
    format!(
        "За {count}\u{a0}{} ({})",
        plural(count, "месяц", "месяца", "месяцев"),
        ends.unwrap_or_default()
    )
}

/// What is missing, and what to do.
fn missing(why: NoAdvice, priced: bool) -> (String, String) {
    let (title, text) = match why {
        NoAdvice::Short { months, needed } => {
            return (
                "Пока мало показаний".to_owned(),
                format!(
                    "Чтобы сравнить суммы, нужен расход за {needed}\u{a0}месяцев, а известен пока за {months}\u{a0}{}. Передавайте показания каждый месяц, и сравнение появится.",
                    plural(i64::try_from(months).unwrap_or_default(), "месяц", "месяца", "месяцев")
                ),
            );
        }
        NoAdvice::Mixed => (
            "Сравнить нельзя",
            "Сравнение возможно, когда у лицевого счёта есть счётчики и все они считают одни и те же зоны.",
        ),
        NoAdvice::Unpriced if priced => (
            "Сравнить пока нельзя",
            "Не для всех прошлых месяцев известны цены вашего тарифа.",
        ),
        NoAdvice::Unpriced => (
            "Ваш тариф пока не известен",
            "Поставщик ещё не сообщил, по какому тарифу платит этот лицевой счёт. Спросите о нём через обратную связь.",
        ),
    };
    (title.to_owned(), text.to_owned())
}
