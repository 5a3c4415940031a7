//! Who is asking, and how the answer leaves: the one server-only module of the page.

use std::sync::Arc;

use chrono::{DateTime, Duration, Utc};
use cookie::{Cookie, SameSite, time::OffsetDateTime};
use domain::Refusal;
use http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header, request::Parts};
use leptos::prelude::*;
use leptos_axum::ResponseOptions;
use services::{Error, Services, files::Uploads, identity, limits::Network, secrets::Token};
use tokio::sync::OnceCell;

use crate::AppError;

/// The cookie of a session.
pub const SESSION: &str = "__Host-session";
/// The cookie of an attempt to prove a phone.
pub const ATTEMPT: &str = "__Host-attempt";
/// The cookie of a login whose second step is still to come.
pub const STEP: &str = "__Host-step";
/// The cookie of a factor that is being set up.
pub const SETUP: &str = "__Host-setup";
/// The cookie of a registration that waits for its letter to be answered.
pub const REGISTRATION: &str = "__Host-registration";
/// The cookie of a form that came back.
pub const DRAFT: &str = "__Host-draft";
/// The cookie of an invitation that waits until its reader has logged in or registered.
pub const INVITATION: &str = "__Host-invitation";
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
    once.0
        .get_or_try_init(|| identity::who(services, token.as_ref()))
        .await
        .cloned()
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

/// The secret of a cookie of the present request.
#[must_use]
pub fn token(name: &str) -> Option<Token> {
    token_in(&use_context::<Parts>()?.headers, name)
}

/// The secret of a cookie in these headers.
#[must_use]
pub fn token_in(headers: &HeaderMap, name: &str) -> Option<Token> {
    let text = headers.get(header::COOKIE)?.to_str().ok()?;
    let cookie = Cookie::split_parse(text)
        .flatten()
        .find(|cookie| cookie.name() == name)?;
    Token::read(cookie.value())
}

/// A cookie that carries a secret until the browser ends.
#[must_use]
pub fn secret_cookie(name: &'static str, token: &Token) -> Cookie<'static> {
    bare(name, token.expose())
}

/// Sets a secret cookie; without `until` it ends with the browser.
pub fn set_token(name: &'static str, token: &Token, until: Option<i64>) {
    let mut cookie = secret_cookie(name, token);
    cookie.set_expires(until.and_then(|until| OffsetDateTime::from_unix_timestamp(until).ok()));
    append(&cookie);
}

/// Sets the cookie of a fresh session.
pub fn sign_in(session: &identity::SignedIn) {
    let until = session.remember.then(|| session.expires_at.timestamp());
    set_token(SESSION, &session.token, until);
}

/// Keeps an invitation for as long as a registration takes at most: its control line works a day.
pub fn keep_invitation(token: &str, now: DateTime<Utc>) {
    if let Some(token) = Token::read(token) {
        set_token(INVITATION, &token, Some((now + Duration::days(1)).timestamp()));
    }
}

/// Lets this browser ask for its registration's letter again, for as long as the letter's link works.
pub fn keep_registration(token: &Token, now: DateTime<Utc>) {
    set_token(REGISTRATION, token, Some((now + Duration::days(1)).timestamp()));
}

/// Removes a cookie.
pub fn forget_token(name: &'static str) {
    let mut cookie = bare(name, String::new());
    cookie.make_removal();
    append(&cookie);
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

fn bare(name: &'static str, value: String) -> Cookie<'static> {
    Cookie::build((name, value))
        .path("/")
        .secure(true)
        .http_only(true)
        .same_site(SameSite::Lax)
        .build()
}

fn append(cookie: &Cookie<'_>) {
    if let (Some(options), Ok(value)) = (
        use_context::<ResponseOptions>(),
        HeaderValue::from_str(&cookie.to_string()),
    ) {
        options.append_header(header::SET_COOKIE, value);
    }
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
