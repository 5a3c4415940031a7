//! The current password, asked for again before something grave.

use db::{entity::users::Model, identity::users, throttles};
use domain::{Field, FieldError, FieldErrors};
use sea_orm::ConnectionTrait;

use super::Caller;
use crate::{Error, Result, Services, throttle};

/// The caller whose password has just been found right.
pub(super) struct Confirmed {
    user: Model,
    key: String,
}

/// Checks the caller's current password; guessing is slowed down as at login.
///
/// # Errors
/// `PasswordWrong` at the current password; `TooMany` while a delay runs; `Busy`; [`Error::SignedOut`].
pub(super) async fn confirm(services: &Services, caller: &Caller, typed: &str) -> Result<Confirmed> {
    let now = services.now();
    let key = services.keys.label("password", &caller.user_id.to_string());
    throttle::refuse(services.db.reader(), &key, now).await?;
    let user = users::by_id(services.db.reader(), caller.user_id)
        .await?
        .ok_or(Error::SignedOut)?;
    let verdict = services.hasher.verify(typed, Some(&user.password_hash)).await?;
    throttle::answer_one(services, &key, now, verdict.right).await?;
    if !verdict.right {
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
