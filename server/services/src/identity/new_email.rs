//! A new e-mail: asked for with the password, confirmed at the new address, told to the old one, which may take it back.

use chrono::Duration;
use db::{
    entity::email_changes::Model,
    identity::{email_changes, recoveries, sessions, users},
};
use domain::{Field, FieldError, FieldErrors, Refusal, identity::EmailChange};

use super::{Caller, current, factors, stored_email};
use crate::{Result, Services, audit, limits::Quota, notices, secrets::Token};

/// How long the letter to the new address works.
const LINK: Duration = Duration::hours(24);
/// How long the letter to the old address takes the change back.
const WAY_BACK: Duration = Duration::days(7);
/// Letters a day that one person causes.
const PER_PERSON: Quota = Quota::new(5, Duration::days(1));
/// Letters a day to one address; above it nothing is sent and the answer stays the same.
const PER_ADDRESS: Quota = Quota::new(3, Duration::days(1));

/// Sends a letter to the new address and tells the old one. Whether the new one has a cabinet already is told to its
/// owner alone, by letter: the answer is the same.
///
/// # Errors
/// `PasswordWrong` at the current password; `Unchanged` at the address; `TooMany`; `Busy`; [`Error::SignedOut`] when the
/// session ended meanwhile.
pub async fn request_email(services: &Services, caller: &Caller, change: EmailChange) -> Result<()> {
    let now = services.now();
    let confirmed = current::confirm(services, caller, &change.current).await?;
    let (user, new) = (confirmed.user(), &change.email);
    if user.email == new.as_str() {
        return Err(FieldErrors::one(Field::Email, FieldError::Unchanged).into());
    }
    let old = stored_email(&user.email)?;
    let token = services.new_token()?;
    let tx = services.db.begin().await?;
    confirmed.lock(&tx).await?;
    let label = |purpose, of: &str| services.keys.label(purpose, of);
    PER_PERSON
        .take(&tx, &label("email-change", &user.id.to_string()), now)
        .await?;
    let allowed = PER_ADDRESS
        .try_take(&tx, &label("email-change-to", new.as_str()), now)
        .await?;
    let row = Model {
        id: services.new_id()?,
        user_id: user.id,
        old_email: user.email.clone(),
        new_email: new.as_str().to_owned(),
        token_hash: token.digest(),
        created_at: now,
        expires_at: now + LINK,
        used_at: None,
        undo_hash: None,
        undo_until: None,
    };
    // The row is written either way, so that every answer takes the same work; its link is sent to nobody then.
    email_changes::replace(&tx, row).await?;
    let known = users::by_email(&tx, new.as_str()).await?.is_some();
    match (allowed, known) {
        (true, false) => notices::confirm_email(services, &tx, new, &token).await?,
        (true, true) => notices::email_is_taken(services, &tx, new).await?,
        (false, _) => notices::nothing(services, &tx).await?,
    }
    notices::email_change_asked(services, &tx, &old, new).await?;
    tx.commit().await?;
    services.notices_wait.notify_one();
    Ok(())
}

/// The new address that a letter's token would confirm.
///
/// # Errors
/// `LinkDead` when the token is unknown, used or too old.
pub async fn waiting_email(services: &Services, token: &str) -> Result<String> {
    let token = Token::read(token).ok_or(Refusal::LinkDead)?;
    let change = email_changes::waiting(services.db.reader(), &token.digest(), services.now()).await?;
    Ok(change.ok_or(Refusal::LinkDead)?.new_email)
}

/// Makes the new address the one to log in with, ends every session but the given one, and tells the old address how to
/// take it back.
///
/// # Errors
/// `LinkDead` when the token is unknown, used or too old, the password was changed since it was asked for, or the address
/// got a cabinet meanwhile.
pub async fn confirm_email(services: &Services, session: Option<&Token>, token: &str) -> Result<()> {
    let token = Token::read(token).ok_or(Refusal::LinkDead)?;
    let now = services.now();
    let way_back = services.new_token()?;
    let tx = services.db.begin().await?;
    let change = email_changes::waiting(&tx, &token.digest(), now)
        .await?
        .ok_or(Refusal::LinkDead)?;
    // The person first, then the change: whoever asks for another one takes them in this order, too.
    let user = users::lock(&tx, change.user_id).await?.ok_or(Refusal::LinkDead)?;
    let void = user.email != change.old_email || change.created_at < user.password_changed_at;
    if void || !email_changes::confirm(&tx, change.id, now, way_back.digest(), now + WAY_BACK).await? {
        return Err(Refusal::LinkDead.into());
    }
    if !users::set_email(&tx, user.id, &change.new_email).await? {
        return Err(Refusal::LinkDead.into());
    }
    recoveries::end_all(&tx, user.id, now).await?;
    match session {
        Some(session) => sessions::end_others(&tx, user.id, &session.digest()).await?,
        None => sessions::end_all(&tx, user.id).await?,
    };
    let (old, new) = (stored_email(&change.old_email)?, stored_email(&change.new_email)?);
    notices::email_changed(services, &tx, &old, &new, &way_back).await?;
    tx.commit().await?;
    audit::note("email-changed", user.id);
    services.notices_wait.notify_one();
    Ok(())
}

/// The old address that a letter's token would bring back.
///
/// # Errors
/// `LinkDead` when the token is unknown, used or too old.
pub async fn returnable_email(services: &Services, token: &str) -> Result<String> {
    let token = Token::read(token).ok_or(Refusal::LinkDead)?;
    let change = email_changes::returnable(services.db.reader(), &token.digest(), services.now()).await?;
    Ok(change.ok_or(Refusal::LinkDead)?.old_email)
}

/// Brings the old address back and ends every session. Whoever changed the address knew the password, so it opens nothing
/// any more: the owner sets a new one by recovery.
///
/// # Errors
/// `LinkDead` when the token is unknown, used or too old, or the old address has got another cabinet; `Busy`.
pub async fn return_email(services: &Services, token: &str) -> Result<()> {
    returnable_email(services, token).await?;
    let token = Token::read(token).ok_or(Refusal::LinkDead)?;
    let now = services.now();
    let nobody_knows = services.hasher.hash(&services.new_token()?.expose()).await?;
    let tx = services.db.begin().await?;
    let change = email_changes::returnable(&tx, &token.digest(), now)
        .await?
        .ok_or(Refusal::LinkDead)?;
    let user = users::lock(&tx, change.user_id).await?.ok_or(Refusal::LinkDead)?;
    if !email_changes::take_back(&tx, &change).await? || !users::set_email(&tx, user.id, &change.old_email).await? {
        return Err(Refusal::LinkDead.into());
    }
    email_changes::end_waiting(&tx, user.id, now).await?;
    users::set_password(&tx, user.id, &nobody_knows, now).await?;
    recoveries::end_all(&tx, user.id, now).await?;
    sessions::end_all(&tx, user.id).await?;
    // Nobody can tell whose they are: a thief adds a passkey of his own first.
    factors::forget_all(services, &tx, user.id).await?;
    notices::email_returned(services, &tx, &stored_email(&change.old_email)?).await?;
    tx.commit().await?;
    audit::note("email-returned", user.id);
    services.notices_wait.notify_one();
    Ok(())
}
