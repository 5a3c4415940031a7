//! «Забыли пароль?»: a letter with a link that lives an hour, then a new password. A letter about a first second factor has
//! such a link, too: whoever did not turn it on themselves takes it away with the new password.

use chrono::Duration;
use db::{
    entity::recoveries::Model,
    identity::{ceremonies, recoveries, sessions, users},
    throttles,
};
use domain::{
    Refusal,
    identity::{Email, NewPassword, Recovery},
};
use sea_orm::ConnectionTrait;
use uuid::Uuid;

use super::{factors, guessable::Guessable, login::person, stored_email};
use crate::{
    Result, Services, audit,
    limits::{Network, Quota},
    notices,
    notices::FactorNews,
    secrets::Token,
};

/// How long the link works.
const LINK: Duration = Duration::hours(1);
/// How long the link of a letter about a first factor works.
const WAY_BACK: Duration = Duration::days(7);
/// Letters an hour for one address; above it nothing is sent and the answer stays the same.
const PER_ADDRESS: Quota = Quota::new(3, Duration::hours(1));
/// The letter is written so long after the answer: on a machine with few processors what is done beside an answer is told by its
/// time.
const AFTER: std::time::Duration = std::time::Duration::from_millis(100);
/// Requests an hour for one network.
const PER_NETWORK: Quota = Quota::new(30, Duration::hours(1));

/// Sends the letter if the address has a cabinet. The answer is the same if not, and it does not wait until that is known:
/// its time tells nothing.
///
/// # Errors
/// `TooMany` for the network.
pub async fn request_recovery(services: &Services, from: &Network, email: &Email) -> Result<()> {
    let conn = services.db.writer();
    PER_NETWORK
        .take_of_network(services, conn, "recovery-network", from)
        .await?;
    let label = services.keys.label("recovery", email.as_str());
    if PER_ADDRESS.try_take(conn, &label, services.now()).await? {
        let (services, email) = (services.clone(), email.clone());
        services.aside.clone().spawn(async move {
            tokio::time::sleep(AFTER).await;
            if let Err(error) = write(&services, &email).await {
                tracing::error!(%error, "a letter of recovery is not written");
            }
        });
    }
    Ok(())
}

async fn write(services: &Services, email: &Email) -> Result<()> {
    let Some(user) = users::by_email(services.db.reader(), email.as_str()).await? else {
        return Ok(());
    };
    let tx = services.db.begin().await?;
    let token = issue(services, &tx, user.id, false).await?;
    notices::recovery(services, &tx, email, &token).await?;
    tx.commit().await?;
    services.notices_wait.notify_one();
    Ok(())
}

/// The token of a letter about a first second factor: a new password by it takes all factors away.
pub(super) async fn way_back(services: &Services, conn: &impl ConnectionTrait, user_id: Uuid) -> Result<Token> {
    issue(services, conn, user_id, true).await
}

/// Stores a letter's link; gives its token.
async fn issue(services: &Services, conn: &impl ConnectionTrait, user_id: Uuid, ends_factors: bool) -> Result<Token> {
    let (now, token) = (services.now(), services.new_token()?);
    let row = Model {
        id: services.new_id()?,
        user_id,
        token_hash: token.digest(),
        created_at: now,
        expires_at: now + if ends_factors { WAY_BACK } else { LINK },
        used_at: None,
        ends_factors,
    };
    recoveries::insert(conn, row).await?;
    Ok(token)
}

/// What a letter's link does, for the page that asks for the new password.
///
/// # Errors
/// Those of the database.
pub async fn recovery_link(services: &Services, token: &str) -> Result<Recovery> {
    let Some(token) = Token::read(token) else {
        return Ok(Recovery::Dead);
    };
    let waiting = recoveries::waiting(services.db.reader(), &token.digest(), services.now()).await?;
    Ok(match waiting {
        None => Recovery::Dead,
        Some(Model {
            ends_factors: false, ..
        }) => Recovery::Password,
        Some(Model { ends_factors: true, .. }) => Recovery::PasswordAndFactors,
    })
}

/// Sets the new password, ends every session and every login that was begun, and tells the owner. Second factors stay, and
/// the next login asks for them, unless the link says that they are somebody else's.
///
/// # Errors
/// `LinkDead`; `PasswordGuessable` or `PasswordOwn` at the password; `Busy`.
pub async fn set_new_password(services: &Services, token: &str, password: &NewPassword) -> Result<()> {
    let NewPassword(password) = password;
    let token = Token::read(token).ok_or(Refusal::LinkDead)?;
    let now = services.now();
    recoveries::waiting(services.db.reader(), &token.digest(), now)
        .await?
        .ok_or(Refusal::LinkDead)?;
    Guessable::refuse(services, password, None, None).await?;
    let hash = services.hasher.hash(password.expose()).await?;
    let tx = services.db.begin().await?;
    let recovery = recoveries::take(&tx, &token.digest(), now)
        .await?
        .ok_or(Refusal::LinkDead)?;
    let user = users::lock(&tx, recovery.user_id).await?.ok_or(Refusal::LinkDead)?;
    // Another letter has changed the password since: what was asked for before is void. Not so the way back: the thief
    // who turned the factor on may have changed the password next.
    if recovery.created_at < user.password_changed_at && !recovery.ends_factors {
        return Err(Refusal::LinkDead.into());
    }
    let email = stored_email(&user.email)?;
    if password.repeats(Some(&email), user.phone.parse().ok().as_ref()) {
        return Err(domain::FieldErrors::one(domain::Field::Password, domain::FieldError::PasswordOwn).into());
    }
    users::set_password(&tx, user.id, &hash, now).await?;
    sessions::end_all(&tx, user.id).await?;
    ceremonies::end_of_user(&tx, user.id).await?;
    throttles::clear(&tx, &person(services, &email)).await?;
    if recovery.ends_factors {
        factors::forget_all(services, &tx, user.id).await?;
        notices::factor(services, &tx, &email, FactorNews::TakenBack).await?;
    } else {
        notices::password_changed(services, &tx, &email).await?;
    }
    tx.commit().await?;
    if recovery.ends_factors {
        audit::note("factors-taken-back", user.id);
    }
    audit::note("password-recovered", user.id);
    services.notices_wait.notify_one();
    Ok(())
}
