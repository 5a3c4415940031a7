//! The control line of the letter: makes the registration a cabinet.

use chrono::{DateTime, Utc};
use db::{
    entity::{registrations::Model as Registration, users::Model},
    identity::{registrations, users},
    throttles,
};
use domain::{Field, FieldError, FieldErrors, Refusal, identity::Confirmation};

use crate::{Result, Services, audit, notices, secrets::Token, throttle};

/// Confirms a registration by its letter's token and the password chosen at registration, once. The letter shows whose
/// the address is, the password that they are who registered: nobody gets a cabinet by another person's press.
///
/// # Errors
/// `LinkDead` when the link is unknown, used, too old, or the address got a cabinet meanwhile; `PasswordWrong` at the
/// password; `TooMany` while a delay runs; `Busy`.
pub async fn confirm(services: &Services, token: &str, typed: &Confirmation) -> Result<()> {
    let token = Token::read(token).ok_or(Refusal::LinkDead)?.digest();
    let now = services.now();
    let turn = services.hasher.turn().await?;
    let registration = registrations::find(services.db.reader(), &token, now)
        .await?
        .ok_or(Refusal::LinkDead)?;
    let key = services.keys.label("confirm", &registration.id.to_string());
    throttle::refuse(services.db.reader(), &key, now).await?;
    let verdict = services
        .hasher
        .verify_in(turn, &typed.password, Some(&registration.password_hash))
        .await?;
    if !verdict.right {
        audit::note_counter("password-wrong", &key);
    }
    throttle::answer_one(services, &key, now, verdict.right).await?;
    if !verdict.right {
        return Err(FieldErrors::one(Field::Password, FieldError::PasswordWrong).into());
    }
    let tx = services.db.begin().await?;
    let mut registration = registrations::take(&tx, &token, now).await?.ok_or(Refusal::LinkDead)?;
    if let Some(hash) = verdict.rehashed {
        registration.password_hash = hash;
    }
    let (news, asked) = (registration.news_version.take(), registration.created_at);
    let user = user(services, registration, now)?;
    let user_id = user.id;
    let made = users::insert(&tx, user).await?;
    if let (true, Some(version)) = (made, news) {
        notices::agree_to_news(&tx, user_id, version, asked).await?;
    }
    throttles::clear(&tx, &key).await?;
    tx.commit().await?;
    if made { Ok(()) } else { Err(Refusal::LinkDead.into()) }
}

fn user(services: &Services, registration: Registration, now: DateTime<Utc>) -> Result<Model> {
    Ok(Model {
        id: services.new_id()?,
        email: registration.email,
        phone: registration.phone,
        name: None,
        password_hash: registration.password_hash,
        consent_version: registration.consent_version,
        consent_at: registration.created_at,
        created_at: now,
        password_changed_at: registration.created_at,
        leaves_at: None,
    })
}
