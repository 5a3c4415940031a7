//! Sends a form with files as the browser itself would, and tells how far it is.
//!
//! Whatever makes a closure for the browser is loaded with the login page, with all that the compiler draws into it: so
//! these functions stand by themselves and know none of the forms.

use leptos::{
    prelude::*,
    wasm_bindgen::{JsCast, closure::Closure},
    web_sys::{Blob, FormData, ProgressEvent, XmlHttpRequest, js_sys::Uint8Array},
};
use wasm_bindgen_futures::JsFuture;

/// Told the status and the text of the answer; 0: there was none.
pub type Answered = Box<dyn FnOnce(u16, String)>;

/// How a form leaves: by itself, unless its page knows better what to do without a connection.
pub type Leave = fn(FormData, &'static str, RwSignal<Option<u8>>, Answered);

/// The forms with files of one page go one after the other: a network has few places for them at once. Whether one of them is
/// under way.
#[derive(Clone, Copy)]
pub struct Line(pub RwSignal<bool>);

impl Line {
    /// Nobody in it.
    #[must_use]
    pub fn new() -> Self {
        Self(RwSignal::new(false))
    }
}

/// A form on its way.
pub struct Upload {
    /// What is sent.
    pub data: FormData,
    /// The server function.
    pub url: &'static str,
    /// A header of our own, for the worker that stands between page and network.
    pub header: Option<&'static str>,
    /// After so many milliseconds without an answer there is none.
    pub patience: Option<u32>,
}

impl Upload {
    /// Sends it; the part that has left is told in hundredths.
    pub fn send(self, sent: RwSignal<Option<u8>>, answered: Answered) {
        // The browser refuses to begin: it never calls back.
        if let Err(answered) = begin(&self, sent, answered) {
            answered(0, String::new());
        }
    }
}

/// Sends the form once; without a connection its page says so.
pub fn leave_once(data: FormData, url: &'static str, sent: RwSignal<Option<u8>>, answered: Answered) {
    let upload = Upload {
        data,
        url,
        header: None,
        patience: None,
    };
    upload.send(sent, answered);
}

#[inline(never)]
fn begin(upload: &Upload, sent: RwSignal<Option<u8>>, answered: Answered) -> Result<(), Answered> {
    let Some((request, side)) = opened(upload) else {
        return Err(answered);
    };
    let progress = Closure::<dyn Fn(ProgressEvent)>::new(move |event: ProgressEvent| {
        if event.length_computable() && event.total() > 0.0 {
            let percent = whole(event.loaded() * 100.0 / event.total());
            sent.set(Some(u8::try_from(percent).unwrap_or(100)));
        }
    });
    side.set_onprogress(Some(progress.into_js_value().unchecked_ref()));
    let end = Closure::once_into_js({
        let request = request.clone();
        move || {
            let text = request.response_text().ok().flatten().unwrap_or_default();
            answered(request.status().unwrap_or_default(), text);
        }
    });
    request.set_onloadend(Some(end.unchecked_ref()));
    // If this fails, the end is told all the same.
    let _ = request.send_with_opt_form_data(Some(&upload.data));
    Ok(())
}

fn opened(upload: &Upload) -> Option<(XmlHttpRequest, leptos::web_sys::XmlHttpRequestUpload)> {
    let request = XmlHttpRequest::new().ok()?;
    request.open("POST", upload.url).ok()?;
    request.set_request_header("accept", "application/json").ok()?;
    if let Some(name) = upload.header {
        request.set_request_header(name, "1").ok()?;
    }
    request.set_timeout(upload.patience.unwrap_or_default());
    let side = request.upload().ok()?;
    Some((request, side))
}

/// The first bytes of a file; nothing when the browser cannot read it.
pub async fn head(file: &Blob, bytes: usize) -> Option<Vec<u8>> {
    let end = i32::try_from(bytes).ok()?;
    let head = file.slice_with_i32_and_i32(0, end).ok()?;
    let buffer = JsFuture::from(head.array_buffer()).await.ok()?;
    Some(Uint8Array::new(&buffer).to_vec())
}

/// Browsers count in floating point.
pub fn whole(number: f64) -> u64 {
    #[expect(
        clippy::as_conversions,
        reason = "rounds down and stays within the bounds, which is what is wanted"
    )]
    let whole = number as u64;
    whole
}
