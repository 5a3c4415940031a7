//! «Забыли пароль?»: a letter with a link that lives an hour, then a new password.

use chrono::Duration;
use db::{
    entity::recoveries::Model,
    identity::{ceremonies, recoveries, sessions, users},
    throttles,
};
use domain::{
    Refusal,
    identity::{Email, NewPassword},
};

use super::{guessable::Guessable, login::person};
use crate::{
    Error, Result, Services,
    limits::{Network, Quota},
    notices,
    secrets::Token,
};

/// How long the link works.
const LINK: Duration = Duration::hours(1);
/// Letters an hour for one address; above it nothing is sent and the answer stays the same.
const PER_ADDRESS: Quota = Quota::new(3, Duration::hours(1));
/// Requests an hour for one network.
const PER_NETWORK: Quota = Quota::new(30, Duration::hours(1));

/// Sends the letter if the address has a cabinet. The answer is the same if not.
///
/// # Errors
/// `TooMany` for the network.
pub async fn request_recovery(services: &Services, from: &Network, email: &Email) -> Result<()> {
    let now = services.now();
    let conn = services.db.writer();
    PER_NETWORK
        .take_of_network(services, conn, "recovery-network", from)
        .await?;
    let allowed = PER_ADDRESS
        .try_take(conn, &services.keys.label("recovery", email.as_str()), now)
        .await?;
    let token = services.new_token()?;
    let tx = services.db.begin().await?;
    match users::by_email(&tx, email.as_str()).await? {
        Some(user) if allowed => {
            let row = Model {
                id: services.new_id()?,
                user_id: user.id,
                token_hash: token.digest(),
                created_at: now,
                expires_at: now + LINK,
                used_at: None,
            };
            recoveries::insert(&tx, row).await?;
            notices::recovery(services, &tx, email, &token).await?;
        }
        _ => {
            // As many rows as for an address that has a cabinet.
            notices::nothing(services, &tx).await?;
            notices::nothing(services, &tx).await?;
        }
    }
    tx.commit().await?;
    services.notices_wait.notify_one();
    Ok(())
}

/// Whether a recovery link still works, for the page that asks for the new password.
///
/// # Errors
/// Those of the database.
pub async fn link_is_alive(services: &Services, token: &str) -> Result<bool> {
    let Some(token) = Token::read(token) else {
        return Ok(false);
    };
    Ok(recoveries::is_alive(services.db.reader(), &token.digest(), services.now()).await?)
}

/// Sets the new password, ends every session and every login that was begun, and tells the owner. Second factors stay: the
/// next login asks for them.
///
/// # Errors
/// `LinkDead`; `PasswordGuessable` or `PasswordOwn` at the password; `Busy`.
pub async fn set_new_password(services: &Services, token: &str, password: &NewPassword) -> Result<()> {
    let NewPassword(password) = password;
    let token = Token::read(token).ok_or(Refusal::LinkDead)?;
    let now = services.now();
    if !recoveries::is_alive(services.db.reader(), &token.digest(), now).await? {
        return Err(Refusal::LinkDead.into());
    }
    Guessable::refuse(services, password, None, None).await?;
    let hash = services.hasher.hash(password.expose()).await?;
    let tx = services.db.begin().await?;
    let recovery = recoveries::take(&tx, &token.digest(), now)
        .await?
        .ok_or(Refusal::LinkDead)?;
    let user = users::lock(&tx, recovery.user_id).await?.ok_or(Refusal::LinkDead)?;
    if recovery.created_at < user.password_changed_at {
        // Another letter has changed the password since: what was asked for before is void.
        return Err(Refusal::LinkDead.into());
    }
    let email = user
        .email
        .parse::<Email>()
        .map_err(|_| Error::internal("a stored e-mail cannot be read"))?;
    if password.repeats(Some(&email), user.phone.parse().ok().as_ref()) {
        return Err(domain::FieldErrors::one(domain::Field::Password, domain::FieldError::PasswordOwn).into());
    }
    users::set_password(&tx, user.id, &hash, now).await?;
    sessions::end_all(&tx, user.id).await?;
    ceremonies::end_of_user(&tx, user.id).await?;
    throttles::clear(&tx, &person(services, &email)).await?;
    notices::password_changed(services, &tx, &email).await?;
    tx.commit().await?;
    services.notices_wait.notify_one();
    Ok(())
}
