//! The receipt for sent readings: its link, how far the readings have come, and that they were refused.

use domain::{
    calendar::day_and_month,
    readings::{RefusedSending, RowReceipt},
};
use leptos::prelude::*;
use uuid::Uuid;

use crate::{
    api::readings::receipt_file,
    components::notice::{Notice, Tone},
};

/// «Квитанция о приёме»: a file, so that the page's own router leaves it alone.
#[component]
pub fn ReceiptLink(
    /// The account.
    account: Uuid,
    /// The receipt's number.
    number: String,
    /// What the link is called.
    text: &'static str,
) -> impl IntoView {
    let label = format!("{text} № {number}, PDF");
    view! {
        <a class="receipt-link" href=receipt_file(account, &number) rel="external" aria-label=label>
            {text}
        </a>
    }
}

/// «Принято 24 ноября → Проверено 26 ноября → Учтено в счёте за ноябрь 2026», and the receipt.
#[component]
pub fn ReceiptPath(
    /// The account.
    account: Uuid,
    /// The receipt.
    receipt: RowReceipt,
) -> impl IntoView {
    let RowReceipt { number, path, .. } = receipt;
    view! {
        <ol class="receipt-path" role="list">
            {path.into_iter().map(|step| view! { <li>{step}</li> }).collect_view()}
        </ol>
        <ReceiptLink account number text="Квитанция"/>
    }
}

/// «Показания за 24 ноября не приняты к расчёту»: why, and what to do.
#[component]
pub fn Refused(
    /// The account.
    account: Uuid,
    /// What was refused.
    refused: RefusedSending,
) -> impl IntoView {
    let title = format!(
        "Показания за {} не приняты к расчёту: {}",
        day_and_month(refused.taken_on),
        refused.why
    );
    view! {
        <Notice tone=Tone::Warn title>
            {refused.advice} " " <ReceiptLink account number=refused.receipt text="Квитанция"/>
        </Notice>
    }
}
