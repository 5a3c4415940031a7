//! Login: e-mail and password, with a delay that doubles on failure and never becomes a lockout. Whoever has a second
//! factor is asked for it next.

use chrono::{DateTime, Duration, Utc};
use db::{identity::users, throttles};
use domain::{
    Refusal,
    identity::{Email, Login},
};

use super::{
    factors::{self, SecondStepToken},
    known,
    sessions::Opening,
};
use crate::{
    Result, Services, audit,
    limits::{Network, Quota, too_many},
    secrets::Token,
    throttle,
};

/// Failures in ten minutes for one network.
const FAILURES_PER_NETWORK: Quota = Quota::new(100, Duration::minutes(10));
/// The name of their counter.
const NETWORK: &str = "login-network";

/// A fresh session.
pub struct SignedIn {
    /// For the cookie.
    pub token: Token,
    /// When the session ends at the latest.
    pub expires_at: DateTime<Utc>,
    /// Whether the cookie outlives the browser.
    pub remember: bool,
    /// For another cookie, by which this browser is known at the next login: for [`super::KNOWN_FOR`].
    pub known: Token,
}

/// What a right password leads to.
pub enum Entered {
    /// Into the cabinet.
    SignedIn(SignedIn),
    /// To the second step.
    SecondStep(SecondStepToken),
}

/// Checks e-mail and password and opens a session, or begins the second step when the person has a second factor. A browser
/// that is `known` to the person waits for its own failures, any other for those of all strangers together.
///
/// # Errors
/// `Credentials` for any mismatch; `TooMany` while a delay runs; `Busy`.
pub async fn login(
    services: &Services,
    from: &Network,
    device: &str,
    known: Option<&Token>,
    form: Login,
) -> Result<Entered> {
    let now = services.now();
    let turn = services.hasher.turn().await?;
    let user = users::by_email(services.db.reader(), form.email.as_str()).await?;
    let counter = known::counter(services, user.as_ref(), known).unwrap_or_else(|| person(services, &form.email));
    throttle::refuse(services.db.reader(), &counter, now).await?;
    FAILURES_PER_NETWORK.refuse_network(services, NETWORK, from).await?;
    let verdict = services
        .hasher
        .verify_in(
            turn,
            &form.password,
            user.as_ref().map(|user| user.password_hash.as_str()),
        )
        .await?;
    match &user {
        Some(user) if !verdict.right => audit::note("password-wrong", user.id),
        Some(_) => {}
        None => audit::note_counter("password-wrong", &counter),
    }
    let user = user.filter(|_| verdict.right);
    let late = throttle::count(services, &counter, now, user.is_some()).await?;
    if user.is_none() {
        FAILURES_PER_NETWORK
            .take_of_network(services, services.db.writer(), NETWORK, from)
            .await?;
    }
    if let Some(until) = late {
        return Err(too_many(until, now));
    }
    let user = user.ok_or(Refusal::Credentials)?;

    let token = services.new_token()?;
    let tx = services.db.begin().await?;
    // The password may have been changed while this one was verified; its change has ended every session.
    let fresh = users::lock(&tx, user.id).await?;
    if fresh.is_none_or(|fresh| fresh.password_changed_at != user.password_changed_at) {
        return Err(Refusal::Credentials.into());
    }
    throttles::clear(&tx, &counter).await?;
    if let Some(hash) = verdict.rehashed {
        users::set_password(&tx, user.id, &hash, user.password_changed_at).await?;
    }
    if let Some(asked) = factors::ask(services, &tx, &user, &token, form.remember).await? {
        tx.commit().await?;
        audit::note("password-right", user.id);
        return Ok(Entered::SecondStep(asked));
    }
    let opening = Opening {
        user: &user,
        token,
        remember: form.remember,
        device,
        from,
    };
    Ok(Entered::SignedIn(opening.open(services, tx).await?))
}

/// The name of the throttle that strangers share at a person's login.
pub(super) fn person(services: &Services, email: &Email) -> String {
    services.keys.label("login", email.as_str())
}
