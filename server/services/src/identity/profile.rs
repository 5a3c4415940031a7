//! «Профиль»: how a person wants to be addressed, and their phone.

use chrono::Duration;
use db::identity::{codes as rows, sessions, users};
use domain::{
    Field, FieldError, FieldErrors,
    identity::{Email, Phone, PhoneChange, Profile},
};

use super::{Caller, codes, current};
use crate::{Error, Result, Services, audit, limits::Quota, notices, secrets::Token};

/// Changes of phone a day for one person: each sends a message to the old one.
const PER_PERSON: Quota = Quota::new(5, Duration::days(1));

/// What the profile's page shows.
///
/// # Errors
/// [`Error::SignedOut`] when the person is gone.
pub async fn profile(services: &Services, caller: &Caller) -> Result<Profile> {
    let user = users::by_id(services.db.reader(), caller.user_id)
        .await?
        .ok_or(Error::SignedOut)?;
    Ok(Profile {
        name: user.name.unwrap_or_default(),
        email: user.email,
        phone: caller.me().phone,
    })
}

/// Keeps how the caller wants to be addressed, or forgets it.
///
/// # Errors
/// Those of the database.
pub async fn rename(services: &Services, caller: &Caller, name: Option<String>) -> Result<()> {
    Ok(users::set_name(services.db.writer(), caller.user_id, name).await?)
}

/// Takes a new phone that its code has proven, ends every other session, and tells the owner at the old phone and by
/// letter.
///
/// # Errors
/// `PasswordWrong` at the current password; `Unchanged` at the phone; `CodeWrong`, `CodeDead` at the code; `TooMany`;
/// `Busy`; [`Error::SignedOut`] when the session ended meanwhile.
pub async fn change_phone(
    services: &Services,
    caller: &Caller,
    session: &Token,
    attempt: Option<Token>,
    change: PhoneChange,
) -> Result<()> {
    let now = services.now();
    let confirmed = current::confirm(services, caller, &change.current).await?;
    let user = confirmed.user();
    let new = change.phone.e164();
    if user.phone == new {
        return Err(FieldErrors::one(Field::Phone, FieldError::Unchanged).into());
    }
    let code = codes::check(
        services,
        services.db.writer(),
        attempt.as_ref(),
        &change.phone,
        &change.code,
    )
    .await?;
    let tx = services.db.begin().await?;
    confirmed.lock(&tx).await?;
    let person = services.keys.label("phone-change", &user.id.to_string());
    PER_PERSON.take(&tx, &person, now).await?;
    if !rows::mark_used(&tx, code, now).await? {
        return Err(FieldErrors::one(Field::Code, FieldError::CodeDead).into());
    }
    users::set_phone(&tx, user.id, &new).await?;
    sessions::end_others(&tx, user.id, &session.digest()).await?;
    // An address or a number that cannot be read any more cannot be written to either.
    if let Ok(old) = user.phone.parse::<Phone>() {
        notices::phone_changed_sms(services, &tx, &old).await?;
    }
    if let Ok(email) = user.email.parse::<Email>() {
        notices::phone_changed(services, &tx, &email, &change.phone).await?;
    }
    tx.commit().await?;
    audit::note("phone-changed", caller.user_id);
    services.notices_wait.notify_one();
    Ok(())
}
