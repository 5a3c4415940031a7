//! Readings that wait for their window, or were not taken when it opened.

use chrono::NaiveDate;
use domain::{calendar::day_and_month, readings::Kept};
use leptos::prelude::*;
use uuid::Uuid;

use super::form::load_anew;
use crate::{
    api::readings::DiscardReading,
    components::{
        form::{Form, nothing_to_check},
        notice::{Notice, Tone},
    },
};

/// What becomes of what is kept, and the button that throws it away.
#[component]
pub fn KeptNotice(
    /// The account.
    account: Uuid,
    /// The meter.
    meter: Uuid,
    /// What is kept.
    kept: Kept,
    /// The day on which the window opens, while it is closed.
    opens: Option<NaiveDate>,
) -> impl IntoView {
    let action = ServerAction::<DiscardReading>::new();
    load_anew(action);
    let typed = day_and_month(kept.typed_on);
    let (tone, title, text) = match opens {
        _ if kept.refused => (
            Tone::Warn,
            format!("Черновик от {typed} не принят"),
            "Проверьте показания и передайте их ещё раз.".to_owned(),
        ),
        Some(opens) => (
            Tone::Ok,
            "Черновик сохранён".to_owned(),
            format!(
                "Отправим его {}, когда откроется приём, и сообщим об этом. До тех пор его можно изменить или удалить.",
                day_and_month(opens),
            ),
        ),
        None => (
            Tone::Info,
            format!("Черновик от {typed} скоро отправится"),
            "Можно не ждать и передать показания сейчас.".to_owned(),
        ),
    };
    view! {
        <Notice tone title>
            {text}
        </Notice>
        <Form action check=nothing_to_check() class="kept-discard">
            <input type="hidden" name="account" value=account.to_string()/>
            <input type="hidden" name="meter" value=meter.to_string()/>
            <button class="btn" type="submit">
                "Удалить черновик"
            </button>
        </Form>
    }
}
