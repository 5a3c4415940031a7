//! A new password for somebody who is logged in.

use db::identity::{ceremonies, sessions, users};
use domain::{Field, FieldError, FieldErrors, identity::PasswordChange};

use super::{Caller, SignedIn, current, guessable::Guessable, known, stored_email};
use crate::{Error, Result, Services, audit, notices, secrets::Token};

/// Changes the password, gives this browser a fresh session, ends all others and what was begun elsewhere, and tells the
/// owner. Returns the fresh session; it lasts as long as the old one would have.
///
/// # Errors
/// `PasswordWrong` at the current password; `PasswordGuessable` or `PasswordOwn` at the new one; `TooMany` while a delay
/// runs; `Busy`; [`Error::SignedOut`] when the session ended meanwhile.
pub async fn change_password(
    services: &Services,
    caller: &Caller,
    session: &Token,
    change: PasswordChange,
) -> Result<SignedIn> {
    let now = services.now();
    let confirmed = current::confirm(services, caller, &change.current).await?;
    let user = confirmed.user();
    let email = stored_email(&user.email)?;
    let phone = user.phone.parse().ok();
    if change.new.repeats(Some(&email), phone.as_ref()) {
        return Err(FieldErrors::one(Field::Password, FieldError::PasswordOwn).into());
    }
    Guessable::refuse(services, &change.new, Some(&email), phone.as_ref()).await?;
    let hash = services.hasher.hash(change.new.expose()).await?;
    let fresh = services.new_token()?;
    let known = known::mark(services, user.id, now)?;
    let tx = services.db.begin().await?;
    // A recovery, or the same form in another tab, may have been faster; each of them ends this session.
    let user = confirmed.lock(&tx).await?;
    users::set_password(&tx, user.id, &hash, now).await?;
    sessions::end_others(&tx, user.id, &session.digest()).await?;
    ceremonies::end_of_user(&tx, user.id).await?;
    let (row, _) = sessions::find(&tx, &session.digest()).await?.ok_or(Error::SignedOut)?;
    sessions::renew(&tx, row.id, fresh.digest()).await?;
    notices::password_changed(services, &tx, &email).await?;
    tx.commit().await?;
    audit::note("password-changed", user.id);
    services.notices_wait.notify_one();
    Ok(SignedIn {
        token: fresh,
        expires_at: row.expires_at,
        remember: row.remember,
        known,
    })
}
