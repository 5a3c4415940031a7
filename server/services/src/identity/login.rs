//! Login: e-mail and password, with a delay that doubles on failure and never becomes a lockout.

use chrono::{DateTime, Duration, Utc};
use db::{
    entity::sessions::Model,
    identity::{sessions, users},
    throttles,
};
use domain::{
    Refusal,
    identity::{Email, Login},
};

use crate::{
    Result, Services,
    limits::{Network, Quota, too_many},
    secrets::Token,
};

/// Failures in ten minutes for one network.
const FAILURES_PER_NETWORK: Quota = Quota::new(100, Duration::minutes(10));
/// The name of their counter.
const NETWORK: &str = "login-network";
/// The most characters kept of what a browser says it is.
const DEVICE_MAX: usize = 200;

/// A fresh session.
pub struct SignedIn {
    /// For the cookie.
    pub token: Token,
    /// When the session ends at the latest.
    pub expires_at: DateTime<Utc>,
    /// Whether the cookie outlives the browser.
    pub remember: bool,
}

/// Checks e-mail and password and opens a session.
///
/// # Errors
/// `Credentials` for any mismatch; `TooMany` while a delay runs; `Busy`.
pub async fn login(services: &Services, from: &Network, device: &str, form: Login) -> Result<SignedIn> {
    let now = services.now();
    let person = person(services, &form.email);
    let turn = services.hasher.turn().await?;
    if let Some(until) = throttles::blocked_until(services.db.reader(), &person, now).await? {
        return Err(too_many(until, now));
    }
    FAILURES_PER_NETWORK.refuse_network(services, NETWORK, from).await?;
    let user = users::by_email(services.db.reader(), form.email.as_str()).await?;
    let verdict = services
        .hasher
        .verify_in(
            turn,
            &form.password,
            user.as_ref().map(|user| user.password_hash.as_str()),
        )
        .await?;
    // Guesses made at the same time all found the way open; only the first to be verified gets an answer.
    let late = throttles::blocked_until(services.db.writer(), &person, now).await?;
    let user = user.filter(|_| verdict.right);
    if user.is_none() {
        let conn = services.db.writer();
        throttles::fail(conn, &person, now).await?;
        FAILURES_PER_NETWORK
            .take_of_network(services, conn, NETWORK, from)
            .await?;
    }
    if let Some(until) = late {
        return Err(too_many(until, now));
    }
    let user = user.ok_or(Refusal::Credentials)?;

    let lifetime = if form.remember {
        services.settings.session_remembered
    } else {
        services.settings.session_absolute
    };
    let token = services.new_token()?;
    let session = Model {
        id: services.new_id()?,
        token_hash: token.digest(),
        user_id: user.id,
        created_at: now,
        last_seen_at: now,
        expires_at: now + lifetime,
        remember: form.remember,
        device: device.chars().filter(|c| !c.is_control()).take(DEVICE_MAX).collect(),
        network: from.0.clone(),
    };
    let tx = services.db.begin().await?;
    // The password may have been changed while this one was verified; its change has ended every session.
    let fresh = users::lock(&tx, user.id).await?;
    if fresh.is_none_or(|fresh| fresh.password_changed_at != user.password_changed_at) {
        return Err(Refusal::Credentials.into());
    }
    throttles::clear(&tx, &person).await?;
    if let Some(hash) = verdict.rehashed {
        users::set_password(&tx, user.id, &hash, user.password_changed_at).await?;
    }
    sessions::insert(&tx, session).await?;
    tx.commit().await?;
    Ok(SignedIn {
        token,
        expires_at: now + lifetime,
        remember: form.remember,
    })
}

/// The name of a person's throttle.
pub(super) fn person(services: &Services, email: &Email) -> String {
    services.keys.label("login", email.as_str())
}
