//! The current password, asked for again before something grave; and of whoever has a second factor, a login not long ago.

use chrono::Duration;
use db::{entity::users::Model, identity::users, throttles};
use domain::{Field, FieldError, FieldErrors};
use sea_orm::ConnectionTrait;

use super::{Caller, factors};
use crate::{Error, Result, Services, audit, throttle};

/// A login with a second factor counts as proof for so long.
const FRESH: Duration = Duration::minutes(15);

/// The caller whose password has just been found right.
pub(super) struct Confirmed {
    user: Model,
    key: String,
}

/// Checks the caller's current password, and that a second factor, if they have one, was shown not long ago: a password
/// somebody has watched and a browser left open must not be enough to change how its owner logs in.
///
/// # Errors
/// Those of [`password`]; [`Error::SignedOut`] also when they have to log in anew.
pub(super) async fn confirm(services: &Services, caller: &Caller, typed: &str) -> Result<Confirmed> {
    let confirmed = password(services, caller, typed).await?;
    let fresh = services.now() < caller.since + FRESH;
    if fresh || !factors::any(services.db.reader(), caller.user_id).await? {
        Ok(confirmed)
    } else {
        Err(Error::SignedOut)
    }
}

/// Checks the caller's current password; guessing is slowed down as at login.
///
/// # Errors
/// `PasswordWrong` at the current password; `TooMany` while a delay runs; `Busy`; [`Error::SignedOut`].
pub(super) async fn password(services: &Services, caller: &Caller, typed: &str) -> Result<Confirmed> {
    let now = services.now();
    let key = services.keys.label("password", &caller.user_id.to_string());
    throttle::refuse(services.db.reader(), &key, now).await?;
    let user = users::by_id(services.db.reader(), caller.user_id)
        .await?
        .ok_or(Error::SignedOut)?;
    let verdict = services.hasher.verify(typed, Some(&user.password_hash)).await?;
    throttle::answer_one(services, &key, now, verdict.right).await?;
    if !verdict.right {
        audit::note("current-password-wrong", user.id);
        return Err(FieldErrors::one(Field::CurrentPassword, FieldError::PasswordWrong).into());
    }
    Ok(Confirmed { user, key })
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
        throttles::clear(conn, &self.key).await?;
        same.ok_or(Error::SignedOut)
    }
}
