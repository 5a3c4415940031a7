//! Files of a form: chosen, checked by the server's own rule before they leave, and sent with their progress shown.

use domain::{
    Field, FieldError,
    files::{BYTES_MAX, Chosen, HEAD, Purpose},
    texts,
};
use leptos::{
    html,
    prelude::*,
    reactive::send_wrapper_ext::SendOption,
    task::spawn_local,
    web_sys::{File, FormData, HtmlFormElement},
};
use serde::de::DeserializeOwned;
use server_fn::ServerFn;

use super::{
    chosen::{ChosenFiles, files_of, joined, put},
    field::input_id,
    form::{FormErrors, Sending},
    upload::{Leave, Line, head, whole},
};
use crate::{AppError, draft::Draft};

/// The name of the input: beside the fields of the form, and a list, or the browser could not read the form when several
/// files are chosen. The server knows files by what they are.
const SEVERAL: &str = "files[]";

/// The files of a form.
#[derive(Clone, Copy)]
pub struct FormFiles {
    purpose: Purpose,
    input: NodeRef<html::Input>,
    /// As last seen: a browser replaces what is in the input before it tells.
    seen: RwSignal<SendOption<Vec<File>>>,
    names: RwSignal<Vec<String>>,
    /// The first bytes of each, as far as they were read.
    heads: RwSignal<Vec<Option<Vec<u8>>>>,
    sent: RwSignal<Option<u8>>,
    waits: RwSignal<bool>,
}

impl FormFiles {
    /// For the form of this action. A form that came back tells which files it had: they must be chosen again.
    #[must_use]
    pub fn new<S>(action: ServerAction<S>, purpose: Purpose, draft: &Draft, leave: Leave) -> Self
    where
        S: ServerFn<Error = AppError> + Clone + Send + Sync + 'static,
        S::Output: DeserializeOwned + Send + Sync + 'static,
    {
        let files = Self {
            purpose,
            input: NodeRef::new(),
            seen: RwSignal::new(SendOption::new_local(None)),
            names: RwSignal::new(draft.get("files").lines().map(ToOwned::to_owned).collect()),
            heads: RwSignal::new(Vec::new()),
            sent: RwSignal::new(None),
            waits: RwSignal::new(false),
        };
        let value = action.value();
        let told = Callback::new(move |(status, text): (u16, String)| value.set(Some(answer(status, &text))));
        files.go_in_turn(S::url(), leave, told);
        files
    }

    /// Lets the form leave when it is its turn.
    fn go_in_turn(self, url: &'static str, leave: Leave, told: Callback<(u16, String)>) {
        let Line(taken) = use_context::<Line>().unwrap_or_else(Line::new);
        let sent = self.sent;
        Effect::new(move || {
            if !self.waits.get() || taken.get() {
                return;
            }
            self.waits.set(false);
            let form = self.input.get_untracked().and_then(|input| input.form());
            let Some(data) = form.and_then(|form| FormData::new_with_form(&form).ok()) else {
                sent.set(None);
                told.run((0, String::new()));
                return;
            };
            taken.set(true);
            let answered = move |status, text| {
                sent.set(None);
                taken.set(false);
                told.run((status, text));
            };
            leave(data, url, sent, Box::new(answered));
        });
    }

    /// The rule about files, before sending.
    ///
    /// # Errors
    /// What is wrong with those chosen.
    pub fn check(self) -> Result<(), FieldError> {
        let chosen = self.chosen();
        self.names.set(chosen.iter().map(|file| file.name.clone()).collect());
        self.purpose.check_before_sending(&chosen)
    }

    /// Sends the form if it has files; without, it goes the usual way.
    #[must_use]
    pub fn sending(self) -> Sending {
        Sending {
            busy: self.busy(),
            send: Callback::new(move |_: HtmlFormElement| {
                let any = !self.files().is_empty();
                if any {
                    self.sent.set(Some(0));
                    self.waits.set(true);
                }
                any
            }),
        }
    }

    /// Whether they are under way.
    #[must_use]
    pub fn busy(self) -> Signal<bool> {
        Signal::derive(move || self.sent.get().is_some())
    }

    fn files(self) -> Vec<File> {
        self.input
            .get_untracked()
            .map(|input| files_of(&input))
            .unwrap_or_default()
    }

    fn chosen(self) -> Vec<Chosen> {
        let heads = self.heads.get_untracked();
        let chosen = |(at, file): (usize, File)| Chosen {
            name: file.name(),
            bytes: whole(file.size()),
            head: heads.get(at).cloned().flatten(),
        };
        self.files().into_iter().enumerate().map(chosen).collect()
    }

    /// Adds what was just chosen to what was there, for a camera gives one photo at a time. What was refused makes room.
    fn join(self, errors: FormErrors) {
        let before = self.seen.read_untracked().as_ref().cloned().unwrap_or_default();
        if self.is_leaving() {
            return self.replace(before, errors);
        }
        // Until the files are looked at, the places are those of others that were there earlier.
        let looked_at = self.heads.read_untracked().len() == before.len();
        let refused = match untrack(|| errors.of(Field::Files)) {
            Some(FieldError::Files(refused)) if looked_at => refused,
            _ => Vec::new(),
        };
        let is_refused = |at: usize| refused.iter().any(|file| file.place == at + 1);
        let stay = (0..).zip(before).filter(|(at, _)| !is_refused(*at));
        self.replace(joined(stay.map(|(_, file)| file), self.files()), errors);
    }

    fn remove(self, at: usize, errors: FormErrors) {
        let mut files = self.files();
        if self.is_leaving() || at >= files.len() {
            return;
        }
        files.remove(at);
        self.replace(files, errors);
        if let Some(input) = self.input.get_untracked() {
            // A page without focus is no worse than before.
            let _ = input.focus();
        }
    }

    /// What is refused of a form under way is told by the places of the files that it had.
    fn is_leaving(self) -> bool {
        self.sent.read_untracked().is_some()
    }

    fn replace(self, files: Vec<File>, errors: FormErrors) {
        // Some browsers tell a change when a script puts files in: there must be nothing new then.
        self.seen.set(SendOption::new_local(Some(files.clone())));
        if let Some(input) = self.input.get_untracked() {
            put(&input, &files);
        }
        if !self.is_leaving() {
            self.look(errors);
        }
    }

    /// Looks at what is in the input, and says at once what is wrong with it.
    fn look(self, errors: FormErrors) {
        self.heads.set(Vec::new());
        let files = self.files();
        self.seen.set(SendOption::new_local(Some(files.clone())));
        spawn_local(async move {
            let mut heads = Vec::with_capacity(files.len());
            for file in &files {
                heads.push(head(file, HEAD).await);
            }
            // Others may have been chosen meanwhile.
            if files == self.files() {
                self.heads.set(heads);
                errors.tell(Field::Files, self.check().err());
            }
        });
    }
}

/// The input, what is wrong with what was chosen, and how much of it has left.
#[component]
pub fn FilesField(
    /// The files.
    files: FormFiles,
    /// The id of the input, where a page has several such forms.
    #[prop(optional, into)]
    id: Option<String>,
    /// What the input is called.
    #[prop(into)]
    label: String,
    /// How many and which are taken, up to «до».
    #[prop(into)]
    hint: String,
) -> impl IntoView {
    let errors = FormErrors::around();
    let field = Field::Files;
    let id = id.unwrap_or_else(|| input_id(field));
    let (hint_id, error_id) = (format!("{id}-hint"), format!("{id}-error"));
    let wrong = move || errors.of(field).is_some();
    let came_back = !files.names.read_untracked().is_empty();
    let sentence = move || {
        errors
            .of(field)
            .map(|error| texts::files(files.purpose, &error, &files.names.read()))
    };
    let described = {
        let (hint, error) = (hint_id.clone(), error_id.clone());
        move || {
            if wrong() {
                format!("{hint} {error}")
            } else {
                hint.clone()
            }
        }
    };
    // A browser may have kept what was chosen before the page came to life.
    Effect::new(move || {
        if files.input.get().is_some() && !files.files().is_empty() {
            files.look(errors);
        }
    });
    let remove = Callback::new(move |at| files.remove(at, errors));
    view! {
        <div class="field" class:field--bad=wrong>
            <label for=id.clone()>{label} <span class="optional">" — необязательно"</span></label>
            <p class="hint" id=hint_id>
                {format!("{hint} до {}\u{a0}МБ.", BYTES_MAX / 1024 / 1024)} <span class="scripts-only">" Можно добавлять по одному."</span>
                <noscript>" Выбирайте все сразу: новый выбор заменяет прежний."</noscript>
                {came_back.then_some(" Файлы нужно выбрать заново.")}
            </p>
            <input
                class="file"
                type="file"
                multiple
                node_ref=files.input
                id=id
                name=SEVERAL
                accept=files.purpose.accepted()
                autofocus=move || errors.is_first(field)
                aria-invalid=move || wrong().then_some("true")
                aria-describedby=described
                on:change=move |_| files.join(errors)
            />
            <ChosenFiles files=files.seen remove/>
            <p class="error" id=error_id role="alert">
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

/// What the server function answered.
fn answer<T: DeserializeOwned>(status: u16, text: &str) -> Result<T, AppError> {
    fn read<T: DeserializeOwned>(text: &str) -> Result<T, AppError> {
        serde_json::from_slice(text.as_bytes()).map_err(|_| AppError::Connection)
    }
    if status == 200 {
        read(text)
    } else {
        Err(read::<AppError>(text).unwrap_or_else(|error| error))
    }
}
