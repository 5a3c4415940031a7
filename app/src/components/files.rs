//! Files of a form: chosen, checked by the server's own rule before they leave, and sent with their progress shown.

use domain::{
    Field, FieldError,
    files::{ACCEPTED, Chosen, check_before_sending},
    texts,
};
use leptos::{
    html,
    prelude::*,
    wasm_bindgen::{JsCast, closure::Closure},
    web_sys::{FormData, HtmlFormElement, HtmlInputElement, ProgressEvent, XmlHttpRequest},
};
use serde::Deserialize;
use server_fn::ServerFn;

use super::{
    field::{described_by, input_id},
    form::{FormErrors, Sending},
};
use crate::{AppError, draft::Draft};

/// The name of the input: beside the fields of the form, and a list, or the browser could not read the form when several
/// files are chosen. The server knows files by what they are.
const SEVERAL: &str = "files[]";

/// The files of a form.
#[derive(Clone, Copy)]
pub struct FormFiles {
    input: NodeRef<html::Input>,
    names: RwSignal<Vec<String>>,
    sent: RwSignal<Option<u8>>,
    send: Callback<HtmlFormElement>,
}

impl FormFiles {
    /// For the form of this action. A form that came back tells which files it had: they must be chosen again.
    #[must_use]
    pub fn new<S>(action: ServerAction<S>, draft: &Draft) -> Self
    where
        S: ServerFn<Output = String, Error = AppError> + Clone + Send + Sync + 'static,
    {
        let sent = RwSignal::new(None);
        let value = action.value();
        let answered = move |status: u16, text: &str| {
            sent.set(None);
            value.set(Some(answer(status, text)));
        };
        Self {
            input: NodeRef::new(),
            names: RwSignal::new(draft.get("files").lines().map(ToOwned::to_owned).collect()),
            sent,
            send: Callback::new(move |form: HtmlFormElement| {
                sent.set(Some(0));
                if upload(&form, S::url(), sent, answered).is_none() {
                    answered(0, "");
                }
            }),
        }
    }

    /// The rule about files, before sending.
    ///
    /// # Errors
    /// What is wrong with those chosen.
    pub fn check(self) -> Result<(), FieldError> {
        let chosen = self.chosen();
        self.names.set(chosen.iter().map(|file| file.name.clone()).collect());
        check_before_sending(&chosen)
    }

    /// Sends the form if it has files; without, it goes the usual way.
    #[must_use]
    pub fn sending(self) -> Sending {
        Sending {
            busy: Signal::derive(move || self.sent.get().is_some()),
            send: Callback::new(move |form| {
                let any = !self.chosen().is_empty();
                if any {
                    self.send.run(form);
                }
                any
            }),
        }
    }

    fn chosen(self) -> Vec<Chosen> {
        let input: Option<HtmlInputElement> = self.input.get_untracked();
        let Some(files) = input.and_then(|input| input.files()) else {
            return Vec::new();
        };
        let chosen = |at| {
            let file = files.get(at)?;
            Some(Chosen {
                name: file.name(),
                bytes: whole(file.size()),
            })
        };
        (0..files.length()).filter_map(chosen).collect()
    }
}

/// The input, what is wrong with what was chosen, and how much of it has left.
#[component]
pub fn FilesField(
    /// The files.
    files: FormFiles,
    /// What the input is called.
    #[prop(into)]
    label: String,
) -> impl IntoView {
    let errors = FormErrors::around();
    let field = Field::Files;
    let id = input_id(field);
    let wrong = move || errors.of(field).is_some();
    let came_back = !files.names.read_untracked().is_empty();
    let sentence = move || {
        errors.of(field).map(|error| match error {
            FieldError::Files(refused) => texts::refused_files(&refused, &files.names.read()).join(" "),
            other => texts::field_error(field, &other),
        })
    };
    view! {
        <div class="field" class:field--bad=wrong>
            <label for=id.clone()>{label} <span class="optional">" — необязательно"</span></label>
            <p class="hint" id=format!("{id}-hint")>
                "До пяти файлов PDF, JPEG или PNG, каждый до 10\u{a0}МБ."
                {came_back.then_some(" Файлы нужно выбрать заново.")}
            </p>
            <input
                class="file"
                type="file"
                multiple
                node_ref=files.input
                id=id.clone()
                name=SEVERAL
                accept=ACCEPTED
                autofocus=move || errors.is_first(field)
                aria-invalid=move || wrong().then_some("true")
                aria-describedby=described_by(field, true)
            />
            <p class="error" id=format!("{id}-error") role="alert">
                {move || sentence().map(|text| view! { <span>{text}</span> })}
            </p>
            {move || {
                files
                    .sent
                    .get()
                    .map(|percent| {
                        view! { <progress class="progress" max="100" value=percent aria-label="Загрузка файлов"></progress> }
                    })
            }}
        </div>
    }
}

/// Sends a form as the browser itself would, and tells how far it is. `None`: the browser refused to begin.
fn upload(
    form: &HtmlFormElement,
    url: &str,
    sent: RwSignal<Option<u8>>,
    answered: impl Fn(u16, &str) + 'static,
) -> Option<()> {
    let data = FormData::new_with_form(form).ok()?;
    let request = XmlHttpRequest::new().ok()?;
    request.open("POST", url).ok()?;
    request.set_request_header("accept", "application/json").ok()?;
    let progress = Closure::<dyn Fn(ProgressEvent)>::new(move |event: ProgressEvent| {
        if event.length_computable() && event.total() > 0.0 {
            let percent = whole(event.loaded() * 100.0 / event.total());
            sent.set(Some(u8::try_from(percent).unwrap_or(100)));
        }
    });
    request
        .upload()
        .ok()?
        .set_onprogress(Some(progress.into_js_value().unchecked_ref()));
    let end = Closure::once_into_js({
        let request = request.clone();
        move || {
            let text = request.response_text().ok().flatten().unwrap_or_default();
            answered(request.status().unwrap_or_default(), &text);
        }
    });
    request.set_onloadend(Some(end.unchecked_ref()));
    request.send_with_opt_form_data(Some(&data)).ok()
}

/// What the server function answered.
fn answer(status: u16, text: &str) -> Result<String, AppError> {
    fn read<'a, T: Deserialize<'a>>(text: &'a str) -> Result<T, AppError> {
        serde_json::from_slice(text.as_bytes()).map_err(|_| AppError::Connection)
    }
    if status == 200 {
        read(text)
    } else {
        Err(read::<AppError>(text).unwrap_or_else(|error| error))
    }
}

/// Browsers count in floating point.
fn whole(number: f64) -> u64 {
    #[expect(
        clippy::as_conversions,
        reason = "rounds down and stays within the bounds, which is what is wanted"
    )]
    let whole = number as u64;
    whole
}
