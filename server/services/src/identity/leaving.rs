//! The way out: a cabinet waits thirty days to be deleted, and opens again for whoever comes back.

use chrono::{Duration, NaiveDate};
use db::identity::{email_changes, leaving as rows, sessions, users};
use domain::{
    calendar::{MOSCOW, business_date},
    identity::{Email, GRACE_DAYS},
};

use super::{Caller, current, sessions::alive};
use crate::{Error, Result, Services, accounts, audit, notices, secrets::Token};

/// People looked up at once.
const BATCH: u64 = 100;

/// Lets the caller's cabinet wait to be deleted and ends every session. Says by letter until when it can be had back.
///
/// # Errors
/// `PasswordWrong` at the current password; `TooMany`; `Busy`; [`Error::SignedOut`] when the session ended meanwhile.
pub async fn leave(services: &Services, caller: &Caller, password: &str) -> Result<()> {
    let now = services.now();
    let confirmed = current::confirm(services, caller, password).await?;
    let leaves_at = now + Duration::days(GRACE_DAYS);
    let tx = services.db.begin().await?;
    confirmed.lock(&tx).await?;
    rows::set(&tx, caller.user_id, Some(leaves_at)).await?;
    sessions::end_all(&tx, caller.user_id).await?;
    email_changes::end_waiting(&tx, caller.user_id, now).await?;
    if let Ok(email) = confirmed.user().email.parse::<Email>() {
        notices::leaving(services, &tx, &email, business_date(leaves_at, MOSCOW)).await?;
    }
    tx.commit().await?;
    audit::note("leaves", caller.user_id);
    services.notices_wait.notify_one();
    Ok(())
}

/// The day on which the cabinet of a session's person is deleted; nothing when it is not, or nobody is logged in.
///
/// # Errors
/// Those of the database.
pub async fn leaves_on(services: &Services, token: Option<&Token>) -> Result<Option<NaiveDate>> {
    match alive(services, token).await {
        Ok((_, user)) => Ok(user.leaves_at.map(|leaves_at| business_date(leaves_at, MOSCOW))),
        Err(Error::SignedOut) => Ok(None),
        Err(error) => Err(error),
    }
}

/// «Восстановить кабинет»: the cabinet of a session's person stays.
///
/// # Errors
/// [`Error::SignedOut`] when nobody is logged in, or the time is over.
pub async fn come_back(services: &Services, token: Option<&Token>) -> Result<()> {
    let (_, user) = alive(services, token).await?;
    let tx = services.db.begin().await?;
    let user = users::lock(&tx, user.id).await?.ok_or(Error::SignedOut)?;
    match user.leaves_at {
        None => return Ok(()),
        Some(leaves_at) if leaves_at <= services.now() => return Err(Error::SignedOut),
        Some(_) => rows::set(&tx, user.id, None).await?,
    }
    if let Ok(email) = user.email.parse::<Email>() {
        notices::came_back(services, &tx, &email).await?;
    }
    tx.commit().await?;
    audit::note("came-back", user.id);
    services.notices_wait.notify_one();
    Ok(())
}

/// Deletes the cabinets whose time is over; gives how many there were. Any number of processes may do it at once: each
/// person is deleted by the one that holds their row, and looked at again by then.
///
/// # Errors
/// Those of the database; whoever was deleted before stays deleted.
pub async fn purge(services: &Services) -> Result<u64> {
    let mut deleted = 0;
    loop {
        let due = rows::due(services.db.writer(), services.now(), BATCH).await?;
        let full = due.len() >= usize::try_from(BATCH).unwrap_or(usize::MAX);
        for user_id in due {
            deleted += u64::from(delete(services, user_id).await?);
        }
        if !full {
            return Ok(deleted);
        }
    }
}

async fn delete(services: &Services, user_id: uuid::Uuid) -> Result<bool> {
    let tx = services.db.begin().await?;
    let user = users::lock(&tx, user_id).await?;
    let over = |leaves_at| leaves_at <= services.now();
    let Some(user) = user.filter(|user| user.leaves_at.is_some_and(over)) else {
        return Ok(false);
    };
    accounts::end_all(&tx, user.id).await?;
    rows::delete(&tx, &user).await?;
    if let Ok(email) = user.email.parse::<Email>() {
        notices::gone(services, &tx, &email).await?;
    }
    tx.commit().await?;
    services.notices_wait.notify_one();
    Ok(true)
}
