//! The cookies: what carries a secret from one request of a browser to the next.

use chrono::Duration;
use cookie::{Cookie, SameSite, time};
use http::{HeaderMap, HeaderName, HeaderValue, header, request::Parts};
use leptos::prelude::*;
use leptos_axum::ResponseOptions;
use services::{Services, identity, secrets::Token};

use super::answer;
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

/// The cookie by which a browser is known to somebody who has logged in with it. It opens nothing and stays after «Выйти».
pub const KNOWN: &str = "__Host-known";

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

/// Sets a secret cookie; without a lifetime it ends with the browser. The lifetime counts from now on, so a device whose clock
/// is wrong keeps the cookie just as long.
pub fn set_token(name: &'static str, token: &Token, lifetime: Option<Duration>) {
    let mut cookie = secret_cookie(name, token);
    cookie.set_max_age(lifetime.map(|lifetime| time::Duration::seconds(lifetime.num_seconds())));
    append(&cookie);
}

/// Sets the cookies of a fresh session.
pub fn sign_in(services: &Services, session: &identity::SignedIn) {
    let lifetime = session.remember.then(|| session.expires_at - services.now());
    set_token(SESSION, &session.token, lifetime);
    set_token(KNOWN, &session.known, Some(identity::KNOWN_FOR));
}

/// Sets the cookie of a session that has just begun by a login, and ends the one that this browser had. The login stands,
/// even if that fails.
pub async fn log_in(services: &Services, session: &identity::SignedIn) {
    let before = token(SESSION);
    sign_in(services, session);
    if let Err(error) = identity::logout(services, before.as_ref()).await {
        tracing::warn!(%error, "a browser's old session goes on");
    }
}

/// Ends the session of this browser and forgets whatever its person has begun and seen here.
///
/// # Errors
/// `Unavailable`.
pub async fn log_out(services: &Services) -> Result<(), AppError> {
    answer(identity::logout(services, token(SESSION).as_ref()).await)?;
    for name in [SESSION, ATTEMPT, STEP, SETUP, REGISTRATION, DRAFT, INVITATION] {
        if token(name).is_some() {
            forget_token(name);
        }
    }
    if let Some(options) = use_context::<ResponseOptions>() {
        // What the device keeps for times without a connection.
        let name = HeaderName::from_static("clear-site-data");
        options.insert_header(name, HeaderValue::from_static("\"storage\""));
    }
    Ok(())
}

/// Keeps an invitation for as long as a registration takes at most: its control line works a day.
pub fn keep_invitation(token: &str) {
    if let Some(token) = Token::read(token) {
        set_token(INVITATION, &token, Some(Duration::days(1)));
    }
}

/// Lets this browser ask for its registration's letter again, for as long as the letter's link works.
pub fn keep_registration(token: &Token) {
    set_token(REGISTRATION, token, Some(Duration::days(1)));
}

/// Removes a cookie.
pub fn forget_token(name: &'static str) {
    let mut cookie = bare(name, String::new());
    cookie.make_removal();
    append(&cookie);
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
