//! «Профиль»: the name, a new e-mail, a new phone.

use domain::identity::{EmailChangeForm, NameForm, PhoneChangeForm, Profile};
use leptos::prelude::*;

use crate::AppError;

/// What the profile's page shows.
///
/// # Errors
/// `SignedOut`, `Unavailable`.
#[server(endpoint = "identity/profile")]
pub async fn load_profile() -> Result<Profile, AppError> {
    use crate::caller;
    let (services, caller) = (caller::services()?, caller::caller().await?);
    caller::answer(services::identity::profile(&services, &caller).await)
}

/// Keeps how the person wants to be addressed; answers with the page to go to.
///
/// # Errors
/// The error of the name; `SignedOut`.
#[server(endpoint = "identity/set-name")]
pub async fn set_name(form: NameForm) -> Result<String, AppError> {
    use crate::caller;
    let (services, caller) = (caller::services()?, caller::caller().await?);
    let name = caller::answer(form.validate().map_err(Into::into))?;
    caller::answer(services::identity::rename(&services, &caller, name).await)?;
    Ok(caller::go("/settings/profile?saved"))
}

/// Sends a letter to the new address; answers with the page to go to.
///
/// # Errors
/// The error of each wrong field; `TooMany`, `Busy`, `SignedOut`.
#[server(endpoint = "identity/change-email")]
pub async fn change_email(form: EmailChangeForm) -> Result<String, AppError> {
    use crate::caller;
    let (services, caller) = (caller::services()?, caller::caller().await?);
    let valid = caller::answer(form.validate().map_err(Into::into))?;
    caller::answer(services::identity::request_email(&services, &caller, valid).await)?;
    Ok(caller::go("/settings/profile?email-asked"))
}

/// The new address that a letter's token would confirm; nothing when the token is dead.
///
/// # Errors
/// `Unavailable`.
#[server(endpoint = "identity/waiting-email")]
pub async fn waiting_email(token: String) -> Result<Option<String>, AppError> {
    use crate::caller;
    caller::unless_dead(services::identity::waiting_email(&caller::services()?, &token).await)
}

/// Confirms the new address of a letter's token; answers with the page to go to.
///
/// # Errors
/// `LinkDead`.
#[server(endpoint = "identity/confirm-email")]
pub async fn confirm_email(token: String) -> Result<String, AppError> {
    use crate::caller;
    let session = caller::token(caller::SESSION);
    let confirmed = services::identity::confirm_email(&caller::services()?, session.as_ref(), &token).await;
    caller::answer(confirmed)?;
    Ok(caller::go("/settings/confirm-email?done"))
}

/// The old address that a letter's token would bring back; nothing when the token is dead.
///
/// # Errors
/// `Unavailable`.
#[server(endpoint = "identity/returnable-email")]
pub async fn returnable_email(token: String) -> Result<Option<String>, AppError> {
    use crate::caller;
    caller::unless_dead(services::identity::returnable_email(&caller::services()?, &token).await)
}

/// Brings the old address of a letter's token back; answers with the page to go to.
///
/// # Errors
/// `LinkDead`, `Busy`.
#[server(endpoint = "identity/return-email")]
pub async fn return_email(token: String) -> Result<String, AppError> {
    use crate::caller;
    caller::answer(services::identity::return_email(&caller::services()?, &token).await)?;
    Ok(caller::go("/settings/return-email?done"))
}

/// Takes a new phone; answers with the page to go to.
///
/// # Errors
/// The error of each wrong field; `TooMany`, `Busy`, `SignedOut`.
#[server(endpoint = "identity/change-phone")]
pub async fn change_phone(form: PhoneChangeForm) -> Result<String, AppError> {
    use crate::caller;
    let (services, caller) = (caller::services()?, caller::caller().await?);
    let valid = caller::answer(form.validate().map_err(Into::into))?;
    let session = caller::token(caller::SESSION).ok_or_else(|| caller::fail(AppError::SignedOut))?;
    let attempt = caller::token(caller::ATTEMPT);
    caller::answer(services::identity::change_phone(&services, &caller, &session, attempt, valid).await)?;
    caller::forget_token(caller::ATTEMPT);
    Ok(caller::go("/settings/profile?phone-changed"))
}
