//! Who is asking, and how the answer leaves: the one server-only module of the page.

mod cookies;

use std::sync::Arc;

use domain::Refusal;
use http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header, request::Parts};
use leptos::prelude::*;
use leptos_axum::ResponseOptions;
use services::{Error, Services, files::Uploads, identity, limits::Network};
use tokio::sync::OnceCell;
use tracing::{Span, field::display};

pub use cookies::*;

use crate::AppError;

/// Tells the host that a form came back because nobody is logged in.
pub static SIGNED_OUT: HeaderName = HeaderName::from_static("x-signed-out");
/// Tells the host that a form was accepted, so that nothing of it needs to be kept.
pub static ACCEPTED: HeaderName = HeaderName::from_static("x-accepted");
/// Tells the host to keep what was typed although the request was accepted.
pub static KEEP_DRAFT: HeaderName = HeaderName::from_static("x-keep-draft");

/// The person asking, looked up once a request.
#[derive(Clone, Default)]
pub struct Once(Arc<OnceCell<identity::Caller>>);

/// The use cases' context.
///
/// # Errors
/// `Internal` when the host did not provide it.
pub fn services() -> Result<Services, AppError> {
    use_context::<Services>().ok_or_else(|| AppError::Internal(request_id()))
}

/// The person asking.
///
/// # Errors
/// `SignedOut`, `Unavailable`.
pub async fn caller() -> Result<identity::Caller, AppError> {
    let services = services()?;
    answer(look_up(&services).await)
}

/// The person asking, if anybody is logged in.
///
/// # Errors
/// `Unavailable`.
pub async fn maybe_caller() -> Result<Option<identity::Caller>, AppError> {
    let services = services()?;
    match look_up(&services).await {
        Ok(caller) => Ok(Some(caller)),
        Err(Error::SignedOut | Error::Leaving) => Ok(None),
        Err(error) => answer(Err(error)),
    }
}

async fn look_up(services: &Services) -> services::Result<identity::Caller> {
    let once = use_context::<Once>().unwrap_or_default();
    let token = token(SESSION);
    let ask = || async {
        let caller = identity::who(services, token.as_ref()).await?;
        let line = use_context::<Parts>().and_then(|parts| parts.extensions.get::<Span>().cloned());
        note_caller(&line.unwrap_or_else(Span::none), &caller);
        Ok(caller)
    };
    once.0.get_or_try_init(ask).await.cloned()
}

/// Names whoever asks in the request's line of the log.
pub fn note_caller(line: &Span, caller: &identity::Caller) {
    line.record("user", display(caller.user_id));
}

/// Where the request comes from.
#[must_use]
pub fn network() -> Network {
    let known = use_context::<Parts>().and_then(|parts| parts.extensions.get::<Network>().cloned());
    known.unwrap_or_else(|| Network("unknown".to_owned()))
}

/// The files that came along with the form.
#[must_use]
pub fn uploads() -> Uploads {
    let received = use_context::<Parts>().and_then(|parts| parts.extensions.get::<Uploads>().cloned());
    received.unwrap_or_default()
}

/// What the browser says it is.
#[must_use]
pub fn device() -> String {
    header_text(&header::USER_AGENT)
}

/// A form was accepted: sends a plain one on to another page; with scripts the page goes to this answer by itself.
#[must_use]
pub fn go(path: &str) -> String {
    if asks_by_form() {
        leptos_axum::redirect(path);
    }
    accepted();
    path.to_owned()
}

/// A form was accepted, and its page stays.
pub fn accepted() {
    set_header(ACCEPTED.clone(), HeaderValue::from_static("1"));
}

/// Keeps what was typed although the request was accepted.
pub fn keep_draft() {
    set_header(KEEP_DRAFT.clone(), HeaderValue::from_static("1"));
}

/// Turns the answer of a use case into the page's: logs what is internal, sets the status.
///
/// # Errors
/// What the customer may know of the error.
pub fn answer<T>(result: services::Result<T>) -> Result<T, AppError> {
    result.map_err(|error| {
        let shown = match error {
            Error::Fields(errors) => AppError::Fields(errors),
            Error::Refused(refusal) => AppError::Refused(refusal),
            Error::SignedOut => AppError::SignedOut,
            Error::Leaving => AppError::Leaving,
            Error::NotFound => AppError::NotFound,
            Error::Busy => AppError::Busy,
            Error::Unavailable(cause) => {
                tracing::warn!(%cause, "the database is unavailable");
                AppError::Unavailable
            }
            Error::Internal(cause) => {
                let id = request_id();
                tracing::error!(%cause, id, "internal error");
                AppError::Internal(id)
            }
        };
        fail(shown)
    })
}

/// The answer about a letter's token; nothing when the token is dead.
///
/// # Errors
/// As [`answer`].
pub fn unless_dead<T>(result: services::Result<T>) -> Result<Option<T>, AppError> {
    match result {
        Err(Error::Refused(Refusal::LinkDead)) => Ok(None),
        found => answer(found).map(Some),
    }
}

/// Sets the status that goes with an error. A plain form is redirected and keeps its own.
#[must_use]
pub fn fail(error: AppError) -> AppError {
    if error == AppError::SignedOut {
        set_header(SIGNED_OUT.clone(), HeaderValue::from_static("1"));
    }
    if let (false, Some(options), Ok(status)) = (
        asks_by_form(),
        use_context::<ResponseOptions>(),
        StatusCode::from_u16(error.status()),
    ) {
        options.set_status(status);
    }
    error
}

/// Whether a browser without scripts sends these headers with a form.
#[must_use]
pub fn is_plain_form(headers: &HeaderMap) -> bool {
    let text = |name| {
        headers
            .get(name)
            .and_then(|value| value.to_str().ok())
            .unwrap_or_default()
    };
    text(header::ACCEPT).contains("text/html")
        && text(header::CONTENT_TYPE).starts_with("application/x-www-form-urlencoded")
}

fn asks_by_form() -> bool {
    use_context::<Parts>().is_some_and(|parts| parts.method == http::Method::POST && is_plain_form(&parts.headers))
}

fn set_header(name: HeaderName, value: HeaderValue) {
    if let Some(options) = use_context::<ResponseOptions>() {
        options.insert_header(name, value);
    }
}

fn header_text(name: &HeaderName) -> String {
    let text = |parts: Parts| {
        parts
            .headers
            .get(name)
            .and_then(|value| value.to_str().ok())
            .map(ToOwned::to_owned)
    };
    use_context::<Parts>().and_then(text).unwrap_or_default()
}

fn request_id() -> String {
    header_text(&HeaderName::from_static("x-request-id"))
        .chars()
        .take(40)
        .collect()
}
