//! A form that works without scripts and is checked in the browser before sending, by the server's own rule.

use domain::{Field, FieldError, FieldErrors, texts};
use leptos::{
    context::Provider,
    ev::SubmitEvent,
    form::{ActionForm, FromFormData},
    html,
    prelude::*,
    web_sys::{FormData, HtmlFormElement},
};
use serde::de::DeserializeOwned;
use server_fn::{Http, ServerFn, client::Client, codec::PostUrl, request::ClientReq};

use super::focus::focus_first_wrong;
use crate::AppError;

/// What is wrong with the form around: found in the browser or answered by the server.
#[derive(Clone, Copy)]
pub struct FormErrors {
    local: RwSignal<Option<FieldErrors>>,
    remote: Signal<Option<AppError>>,
    pending: Signal<bool>,
}

impl FormErrors {
    /// The form around the component that asks.
    #[must_use]
    pub fn around() -> Self {
        use_context::<Self>().unwrap_or_else(|| Self {
            local: RwSignal::new(None),
            remote: Signal::stored(None),
            pending: Signal::stored(false),
        })
    }

    /// All wrong fields.
    #[must_use]
    pub fn fields(self) -> FieldErrors {
        if let Some(local) = self.local.get() {
            return local;
        }
        match self.remote.get() {
            Some(AppError::Fields(fields)) => fields,
            _ => FieldErrors::default(),
        }
    }

    /// What is wrong with one field.
    #[must_use]
    pub fn of(self, field: Field) -> Option<FieldError> {
        self.fields().get(field).cloned()
    }

    /// The sentence for one field.
    #[must_use]
    pub fn text(self, field: Field) -> Option<String> {
        self.of(field).map(|error| texts::field_error(field, &error))
    }

    /// Whether the field is the first wrong one: it gets the focus.
    #[must_use]
    pub fn is_first(self, field: Field) -> bool {
        self.fields().iter().next().is_some_and(|(first, _)| *first == field)
    }

    /// The sentence for the form as a whole.
    #[must_use]
    pub fn sentence(self) -> Option<String> {
        if self.local.get().is_some() {
            None
        } else {
            self.remote.get().and_then(|error| error.sentence())
        }
    }

    /// Forgets what was wrong with a field that is being put right.
    pub fn forget(self, field: Field) {
        let errors = untrack(|| self.fields());
        if errors.get(field).is_some() {
            self.local.set(Some(errors.without(field)));
        }
    }

    /// Says what is wrong with a field before the form is sent, or that nothing is.
    pub fn tell(self, field: Field, error: Option<FieldError>) {
        let errors = untrack(|| self.fields());
        if errors.get(field) == error.as_ref() {
            return;
        }
        let mut errors = errors.without(field);
        if let Some(error) = error {
            errors.add(field, error);
        }
        self.local.set(Some(errors));
    }

    /// Whether an answer is awaited.
    #[must_use]
    pub fn pending(self) -> bool {
        self.pending.get()
    }
}

/// Another way to send a form than the usual one: with files, whose progress is shown. It stands apart from the form, so
/// that only pages with files carry it.
#[derive(Clone, Copy)]
pub struct Sending {
    /// Whether it is under way.
    pub busy: Signal<bool>,
    /// Takes the form, or says no: then it goes the usual way.
    pub send: Callback<HtmlFormElement, bool>,
}

/// A form around a server function. `check` is the rule the server will call, too.
#[component]
pub fn Form<S, P>(
    /// What the form sends.
    action: ServerAction<S>,
    /// The same rule as on the server.
    #[prop(into)]
    check: Callback<S, Result<(), FieldErrors>>,
    /// The classes of the form element.
    #[prop(default = "form form--card")]
    class: &'static str,
    /// How it is sent if it has files.
    #[prop(optional)]
    sending: Option<Sending>,
    /// The fields.
    children: Children,
) -> impl IntoView
where
    S: DeserializeOwned + ServerFn<Protocol = Http<PostUrl, P>, Error = AppError> + Clone + Send + Sync + 'static,
    <<S::Client as Client<AppError>>::Request as ClientReq<AppError>>::FormData: From<FormData>,
    S::Output: Send + Sync + 'static,
    S::Client: Client<AppError>,
    P: 'static,
{
    let node = NodeRef::<html::Form>::new();
    let local = RwSignal::new(None::<FieldErrors>);
    let value = action.value();
    let remote =
        Signal::derive(move || value.with(|value| value.as_ref().and_then(|value| value.as_ref().err().cloned())));
    let errors = FormErrors {
        local,
        remote,
        pending: {
            let pending = action.pending();
            Signal::derive(move || pending.get() || sending.is_some_and(|sending| sending.busy.get()))
        },
    };
    // Each press and each answer leads to what is wrong; a field that is put right must not send the customer elsewhere.
    let pressed = RwSignal::new(());
    Effect::new(move || {
        pressed.track();
        remote.track();
        untrack(|| focus_first_wrong(errors, node));
    });
    Effect::new(move || {
        // The session ended while the form was filled in: sent as a plain form, it is kept until after login.
        if let (Some(AppError::SignedOut), Some(form)) = (remote.get(), node.get_untracked()) {
            let _ = form.submit();
        }
    });
    let on_submit = move |event: SubmitEvent| {
        let goes_elsewhere = event
            .submitter()
            .is_some_and(|button| button.has_attribute("formaction"));
        if errors.pending.get_untracked() {
            event.prevent_default();
        } else if !goes_elsewhere && let Ok(typed) = S::from_event(&event) {
            let wrong = check.run(typed).err();
            let stays = wrong.is_some();
            local.set(wrong);
            pressed.set(());
            let sends = || {
                sending
                    .zip(node.get_untracked())
                    .is_some_and(|(sending, form)| sending.send.run(form))
            };
            if stays || sends() {
                event.prevent_default();
            }
        }
    };
    view! {
        <ActionForm action node_ref=node attr:class=class attr:enctype=sending.map(|_| "multipart/form-data") attr:novalidate=true on:submit:capture=on_submit>
            <Provider value=errors>
                <FormSentence/>
                {children()}
            </Provider>
        </ActionForm>
    }
}

/// A form that is answered with a file: sent by the browser itself, with scripts and without.
#[component]
pub fn FileForm<T>(
    /// Where it is sent.
    action: &'static str,
    /// The same rule as on the server.
    check: Callback<T, Result<(), FieldErrors>>,
    /// What the server found wrong.
    error: Option<AppError>,
    /// The fields.
    children: Children,
) -> impl IntoView
where
    T: DeserializeOwned + 'static,
{
    let node = NodeRef::<html::Form>::new();
    let local = RwSignal::new(None::<FieldErrors>);
    let remote = RwSignal::new(error);
    let errors = FormErrors {
        local,
        remote: remote.into(),
        pending: Signal::stored(false),
    };
    Effect::new(move || focus_first_wrong(errors, node));
    let on_submit = move |event: SubmitEvent| {
        if let Ok(typed) = T::from_event(&event) {
            let wrong = check.run(typed).err();
            if wrong.is_some() {
                event.prevent_default();
            }
            // The page stays where it is when the file comes.
            remote.set(None);
            local.set(wrong);
        }
    };
    view! {
        <form class="form" method="post" action=action node_ref=node novalidate=true on:submit=on_submit>
            <Provider value=errors>
                <FormSentence/>
                {children()}
            </Provider>
        </form>
    }
}

/// The box at the top of a form with what concerns it as a whole.
#[component]
fn FormSentence() -> impl IntoView {
    let errors = FormErrors::around();
    view! {
        <div class="summary-errors" role="alert" tabindex="-1" autofocus=move || errors.sentence().is_some()>
            {move || errors.sentence().map(|text| view! { <p>{text}</p> })}
        </div>
    }
}

/// The button that sends the form around.
#[component]
pub fn SubmitButton(
    /// What it says.
    #[prop(into)]
    label: String,
) -> impl IntoView {
    let errors = FormErrors::around();
    let busy = move || errors.pending().then_some("true");
    view! {
        <button class="btn btn--primary btn--wide" type="submit" aria-busy=busy>
            {label}
        </button>
    }
}

/// For forms without fields to check.
#[must_use]
pub fn nothing_to_check<S: 'static>() -> Callback<S, Result<(), FieldErrors>> {
    Callback::new(|_| Ok(()))
}

/// Goes to the page that a server function answered with. The whole document is loaded: who is logged in has changed.
pub fn leave_on_success<S>(action: ServerAction<S>)
where
    S: ServerFn<Error = AppError, Output = String> + Clone + Send + Sync + 'static,
{
    let value = action.value();
    Effect::new(move || {
        if let Some(Ok(path)) = value.get() {
            let _ = window().location().set_href(&path);
        }
    });
}
