//! Readings that wait on this device until there is a connection.

use chrono::NaiveDate;
use domain::{Field, FieldError, calendar::day_and_month, files::Purpose, readings::Zone, texts};
use leptos::prelude::*;
use uuid::Uuid;

use super::local::{Local, Waiting, forget};
use crate::{
    AppError,
    components::notice::{Notice, Tone},
};

/// What waits for a meter, with the button that throws it away; nothing where the page does not know what is kept.
#[component]
pub fn WaitingNotice(
    /// The meter.
    meter: Uuid,
) -> impl IntoView {
    let local = use_context::<RwSignal<Option<Local>>>();
    let meter = meter.to_string();
    let waiting = Memo::new(move |_| {
        local?.with(|local| {
            let mut waiting = local.as_ref()?.waiting.iter();
            waiting.find(|waiting| waiting.meter == meter).cloned()
        })
    });
    move || waiting.get().map(|waiting| view! { <Told waiting/> })
}

const LEFT_OUT: &str = " Снимки сохранить или отправить не удалось: приложите их, когда связь станет лучше.";

#[component]
fn Told(waiting: Waiting) -> impl IntoView {
    let typed = typed(&waiting);
    let day = NaiveDate::from_num_days_from_ce_opt(waiting.typed_on).map(day_and_month);
    let day = day.unwrap_or_default();
    let (title, text) = match waiting.wrong.as_deref() {
        None => (
            format!("Ждут связи: {typed}"),
            format!(
                "Введено {day}. Показания{} сохранены на этом устройстве и уйдут сами, когда появится интернет.{}",
                if waiting.photos > 0 { " и снимки" } else { "" },
                if waiting.left_out { LEFT_OUT } else { "" },
            ),
        ),
        Some(wrong) => (format!("Не приняты показания от {day}: {typed}"), why(wrong)),
    };
    let id = waiting.id;
    view! {
        <Notice tone=Tone::Warn title>
            {text}
        </Notice>
        <button class="btn" type="button" on:click=move |_| forget(id.clone())>
            "Удалить эти показания"
        </button>
    }
}

/// «1395» or «День 120, Ночь 45»: the form has a field for each zone there is, and those that this meter does not have are
/// empty.
fn typed(waiting: &Waiting) -> String {
    let of = |zone: Zone| {
        let name = format!("form[{}]", zone.key());
        let (_, value) = waiting
            .form
            .iter()
            .find(|(field, value)| *field == name && !value.is_empty())?;
        Some(match zone {
            Zone::Single => value.clone(),
            zone => format!("{} {value}", zone.title()),
        })
    };
    Zone::ALL.into_iter().filter_map(of).collect::<Vec<_>>().join(", ")
}

/// Why the server does not take them.
fn why(wrong: &str) -> String {
    match serde_json::from_str::<AppError>(wrong) {
        Ok(AppError::Fields(fields)) => {
            let sentence = |(field, error): &(Field, FieldError)| match field {
                Field::Files => texts::files(Purpose::Reading, error, &[]),
                field => texts::field_error(*field, error),
            };
            let sentences = fields.iter().map(sentence);
            sentences.collect::<Vec<_>>().join(" ")
        }
        Ok(error) => error.sentence().unwrap_or_default(),
        Err(_) => "Проверьте показания и передайте их ещё раз.".to_owned(),
    }
}
