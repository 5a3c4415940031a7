//! The current password, asked for again before something grave.

use db::{entity::users::Model, identity::users, throttles};
use domain::{Field, FieldError, FieldErrors};
use sea_orm::ConnectionTrait;

use super::Caller;
use crate::{Error, Result, Services, limits::too_many};

/// The caller whose password has just been found right.
pub(super) struct Confirmed {
    user: Model,
    throttle: String,
}

/// Checks the caller's current password; guessing is slowed down as at login.
///
/// # Errors
/// `PasswordWrong` at the current password; `TooMany` while a delay runs; `Busy`; [`Error::SignedOut`].
pub(super) async fn confirm(services: &Services, caller: &Caller, typed: &str) -> Result<Confirmed> {
    let now = services.now();
    let throttle = services.keys.label("password", &caller.user_id.to_string());
    if let Some(until) = throttles::blocked_until(services.db.reader(), &throttle, now).await? {
        return Err(too_many(until, now));
    }
    let user = users::by_id(services.db.reader(), caller.user_id)
        .await?
        .ok_or(Error::SignedOut)?;
    let verdict = services.hasher.verify(typed, Some(&user.password_hash)).await?;
    // As in the login: guesses made at the same time get one answer.
    let late = throttles::blocked_until(services.db.writer(), &throttle, now).await?;
    if !verdict.right {
        throttles::fail(services.db.writer(), &throttle, now).await?;
    }
    if let Some(until) = late {
        return Err(too_many(until, now));
    }
    if !verdict.right {
        return Err(FieldErrors::one(Field::CurrentPassword, FieldError::PasswordWrong).into());
    }
    Ok(Confirmed { user, throttle })
}

impl Confirmed {
    /// The person, as they were when the password was looked at.
    pub(super) const fn user(&self) -> &Model {
        &self.user
    }

    /// Holds the person until the transaction ends and forgets the failures.
    ///
    /// # Errors
    /// [`Error::SignedOut`] when the password has been changed since: that has ended this session.
    pub(super) async fn lock(&self, conn: &impl ConnectionTrait) -> Result<Model> {
        let locked = users::lock(conn, self.user.id).await?;
        let same = locked.filter(|locked| locked.password_changed_at == self.user.password_changed_at);
        throttles::clear(conn, &self.throttle).await?;
        same.ok_or(Error::SignedOut)
    }
}
