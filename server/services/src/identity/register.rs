//! Registration: proves the phone at once, the e-mail by a letter.

use chrono::Duration;
use db::{
    entity::registrations::Model,
    identity::{codes, registrations, users},
};
use domain::{
    Field, FieldError, FieldErrors,
    identity::{CONSENT_VERSION, Registration},
    notices::NEWS_VERSION,
};

use super::{codes as sms, guessable::Guessable};
use crate::{
    Result, Services,
    limits::{Network, Quota},
    notices,
    secrets::Token,
};

/// How long the control line of the letter works.
const LINK: Duration = Duration::hours(24);

/// Keeps a registration until its letter's link is opened. Whether the address has a cabinet already is told to its
/// owner alone, by letter: the answer is the same. Gives the token by which this browser may ask for the letter again.
///
/// # Errors
/// `CodeWrong`, `CodeDead` at the code, `PasswordGuessable` at the password, `TooMany`, `Busy`.
pub async fn register(
    services: &Services,
    from: &Network,
    attempt: Option<Token>,
    form: Registration,
) -> Result<Token> {
    let now = services.now();
    let per_network = Quota::new(services.settings.registrations_per_network, Duration::hours(1));
    per_network
        .take_of_network(services, services.db.writer(), "register-network", from)
        .await?;
    Guessable::refuse(services, &form.password, Some(&form.email), Some(&form.phone)).await?;
    // Before a check of the code is spent: without randomness or a turn for the hash it stays.
    let (token, browser) = (services.new_token()?, services.new_token()?);
    let turn = services.hasher.turn().await?;
    let code = sms::check(
        services,
        services.db.writer(),
        attempt.as_ref(),
        &form.phone,
        &form.code,
    )
    .await?;
    let password_hash = services.hasher.hash_in(turn, form.password.expose()).await?;

    let tx = services.db.begin().await?;
    if !codes::mark_used(&tx, code, now).await? {
        return Err(FieldErrors::one(Field::Code, FieldError::CodeDead).into());
    }
    let row = Model {
        id: services.new_id()?,
        email: form.email.as_str().to_owned(),
        phone: form.phone.e164(),
        password_hash,
        token_hash: token.digest(),
        browser_hash: Some(browser.digest()),
        resends: 0,
        resent_at: None,
        consent_version: CONSENT_VERSION.to_owned(),
        news_version: form.news.then(|| NEWS_VERSION.to_owned()),
        created_at: now,
        expires_at: now + LINK,
        used_at: None,
    };
    let known = users::by_email(&tx, form.email.as_str()).await?.is_some();
    // The row is written either way, so that both answers take the same work; its link is sent to nobody then.
    registrations::insert(&tx, row).await?;
    if known {
        notices::already_registered(services, &tx, &form.email).await?;
    } else {
        notices::control_line(services, &tx, &form.email, &token, now + LINK).await?;
    }
    tx.commit().await?;
    services.notices_wait.notify_one();
    Ok(browser)
}
