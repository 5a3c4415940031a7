//! The current password, asked for again before something that a stolen session must not do.

use db::{entity::users::Model as User, identity::users, throttles};
use domain::{Field, FieldError, FieldErrors};
use sea_orm::DatabaseTransaction;

use super::Caller;
use crate::{Error, Result, Services, limits::too_many};

/// A person who has just typed their password.
pub(super) struct Proven {
    /// As the database had them.
    pub(super) user: User,
    throttle: String,
}

impl Proven {
    /// Verifies the password; each failure makes the next try wait longer, whatever it is typed for.
    ///
    /// # Errors
    /// `PasswordWrong` at the current password; `TooMany` while a delay runs; `Busy`; [`Error::SignedOut`].
    pub(super) async fn by(services: &Services, caller: &Caller, password: &str) -> Result<Self> {
        let now = services.now();
        let throttle = services.keys.label("password", &caller.user_id.to_string());
        if let Some(until) = throttles::blocked_until(services.db.reader(), &throttle, now).await? {
            return Err(too_many(until, now));
        }
        let user = users::by_id(services.db.reader(), caller.user_id)
            .await?
            .ok_or(Error::SignedOut)?;
        let verdict = services.hasher.verify(password, Some(&user.password_hash)).await?;
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
        Ok(Self { user, throttle })
    }

    /// Holds the person against other changes until the transaction ends, and forgets the failures.
    ///
    /// # Errors
    /// [`Error::SignedOut`] when the password was changed meanwhile: whoever did that has ended this session.
    pub(super) async fn hold(&self, tx: &DatabaseTransaction) -> Result<()> {
        let locked = users::lock(tx, self.user.id).await?;
        if locked.is_none_or(|locked| locked.password_changed_at != self.user.password_changed_at) {
            return Err(Error::SignedOut);
        }
        Ok(throttles::clear(tx, &self.throttle).await?)
    }
}
