//! Photos of the meter beside its readings.

use domain::{
    files::{BYTES_MAX, Purpose},
    readings::MeterCard,
};
use leptos::{
    prelude::*,
    web_sys::{File, FormData},
};
use uuid::{Builder, Uuid};

use super::local::forget;
use crate::{
    api::readings::{SubmitReading, photo_path},
    components::{
        files::{FilesField, FormFiles},
        upload::{Answered, Upload},
    },
    draft::Draft,
};

/// Says to the worker of `public/sw.js` that the page sends this form itself, so that it can show how far it is.
const FROM_PAGE: &str = "x-kabinet-page";
/// A connection that brings no answer for so long is none, with more time for each byte of photos.
const PATIENCE_MS: u64 = 20_000;
const BYTES_A_MS: u64 = 32;
const PATIENCE_MAX_MS: u64 = 600_000;

/// The photos of a form for readings.
#[must_use]
pub fn photos(action: ServerAction<SubmitReading>, draft: &Draft) -> FormFiles {
    FormFiles::new(action, Purpose::Reading, draft, leave_or_wait)
}

/// The input, and the photos that are there already.
#[component]
pub fn PhotoField(
    /// The account.
    account: Uuid,
    /// The meter.
    meter: MeterCard,
    /// What was chosen.
    photos: FormFiles,
) -> impl IntoView {
    // What is kept stands in the fields, until it is sent some hours after the window has opened.
    let attached = meter.kept.as_ref().map_or(&meter.photos, |kept| &kept.photos).clone();
    let most = Purpose::Reading.count_max();
    view! {
        <FilesField
            files=photos
            id=format!("photo-{}", meter.id)
            label="Фото счётчика"
            hint=format!("Не больше {most} снимков JPEG или PNG, каждый")
        />
        {(!attached.is_empty()).then(|| view! { <Attached account photos=attached/> })}
    }
}

/// «Приложено: снимок 1, снимок 2.»
#[component]
fn Attached(account: Uuid, photos: Vec<Uuid>) -> impl IntoView {
    view! {
        <p class="hint">
            "К этим показаниям приложено: " <PhotoLinks account photos/>
            ". Новые снимки встанут на место прежних, а с другими показаниями их нужно приложить заново."
        </p>
    }
}

/// A link to each photo of a reading.
#[component]
pub fn PhotoLinks(
    /// The account.
    account: Uuid,
    /// The photos.
    photos: Vec<Uuid>,
) -> impl IntoView {
    let alone = photos.len() == 1;
    let link = move |(at, photo): (usize, Uuid)| {
        let text = if alone {
            "фото счётчика".to_owned()
        } else {
            format!("фото\u{a0}{at}")
        };
        view! {
            {(at > 1).then_some(", ")}
            <a href=photo_path(account, photo) rel="external" download>
                {text}
            </a>
        }
    };
    (1..).zip(photos).map(link).collect_view()
}

/// Sends the form with its progress. Without an answer it goes again by way of the worker, which keeps it until there is a
/// connection, and takes it for the same sending by its id.
fn leave_or_wait(data: FormData, url: &'static str, sent: RwSignal<Option<u8>>, answered: Answered) {
    let id = name_sending(&data);
    let again = data.clone();
    let first = Upload {
        patience: Some(patience(&data)),
        // What has no name cannot be told from a second sending: the worker sends it.
        header: id.as_ref().map(|_| FROM_PAGE),
        data,
        url,
    };
    let or_wait = move |status, text| match (status, id) {
        (0, _) => {
            let by_worker = Upload {
                data: again,
                url,
                header: None,
                patience: None,
            };
            by_worker.send(sent, answered);
        }
        (status, id) => {
            // The worker has kept a copy, should this page have been closed meanwhile.
            if let Some(id) = id {
                forget(id);
            }
            answered(status, text);
        }
    };
    first.send(sent, Box::new(or_wait));
}

/// Gives the sending its name.
fn name_sending(data: &FormData) -> Option<String> {
    let mut random = [0; 16];
    let crypto = window().crypto().ok()?;
    crypto.get_random_values_with_u8_array(&mut random).ok()?;
    let id = Builder::from_random_bytes(random).into_uuid().to_string();
    data.set_with_str("form[id]", &id).ok()?;
    Some(id)
}

fn patience(data: &FormData) -> u32 {
    use leptos::wasm_bindgen::JsCast as _;
    let files = data.get_all("files[]");
    let bytes = files
        .iter()
        .filter_map(|file| file.dyn_into::<File>().ok())
        .map(|file| crate::components::upload::whole(file.size()))
        .sum::<u64>();
    let bytes = bytes.min(BYTES_MAX * 3);
    u32::try_from((PATIENCE_MS + bytes / BYTES_A_MS).min(PATIENCE_MAX_MS)).unwrap_or(u32::MAX)
}
