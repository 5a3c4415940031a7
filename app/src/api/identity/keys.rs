//! Passkeys: added and taken away in the settings, and a login by one.

use domain::identity::{KeyAnswerForm, KeyForm, KeyRemovalForm};
use leptos::prelude::*;

use crate::AppError;

/// Begins to add a passkey; answers with the page to go to.
///
/// # Errors
/// The error of each wrong field; `SetupOver`, `TooMany`, `Busy`, `SignedOut`.
#[server(endpoint = "identity/start-key")]
pub async fn start_key(form: KeyForm) -> Result<String, AppError> {
    use crate::caller;
    let (services, caller) = (caller::services()?, caller::caller().await?);
    let key = caller::answer(form.validate().map_err(Into::into))?;
    let token = caller::answer(services::identity::start_key(&services, &caller, key).await)?;
    caller::set_token(caller::SETUP, &token, None);
    Ok(caller::go("/settings/factors?do=key"))
}

/// Adds the passkey that the browser made; answers with the page to go to.
///
/// # Errors
/// `KeyRefused`, `SetupOver`, `Malformed`, `SignedOut`.
#[server(endpoint = "identity/finish-key")]
pub async fn finish_key(form: KeyAnswerForm) -> Result<String, AppError> {
    use crate::caller;
    let (services, caller) = (caller::services()?, caller::caller().await?);
    let answer = caller::answer(form.validate().map_err(Into::into))?;
    let begun = caller::token(caller::SETUP);
    let to_copy = caller::answer(services::identity::finish_key(&services, &caller, begun.as_ref(), answer).await)?;
    match to_copy {
        Some(token) => caller::set_token(caller::SETUP, &token, None),
        None => caller::forget_token(caller::SETUP),
    }
    Ok(caller::go("/settings/factors?key-added"))
}

/// Takes a passkey away; answers with the page to go to.
///
/// # Errors
/// The error of the password; `TooMany`, `Busy`, `NotFound`, `SignedOut`.
#[server(endpoint = "identity/remove-key")]
pub async fn remove_key(form: KeyRemovalForm) -> Result<String, AppError> {
    use crate::caller;
    let (services, caller) = (caller::services()?, caller::caller().await?);
    let current = caller::answer(form.validate().map_err(Into::into))?;
    caller::answer(services::identity::remove_key(&services, &caller, form.id, &current).await)?;
    Ok(caller::go("/settings/factors?key-removed"))
}

/// Begins a login by a passkey alone; answers with the page to go to.
///
/// # Errors
/// `TooMany`.
#[server(endpoint = "identity/start-key-login")]
pub async fn start_key_login(next: String) -> Result<String, AppError> {
    use crate::caller;
    use domain::identity::ReturnPath;
    let services = caller::services()?;
    let asked = caller::answer(services::identity::start_key_login(&services, &caller::network()).await)?;
    caller::set_token(caller::STEP, &asked.token, Some(asked.lifetime));
    let path = format!("/login/code?next={}", ReturnPath::or_home(&next).as_str());
    Ok(caller::go(&path))
}

/// Finishes a login with what the passkey answered; answers with the page to go to.
///
/// # Errors
/// `KeyRefused`, `SecondStepOver`, `TooMany`, `Malformed`.
#[server(endpoint = "identity/login-key")]
pub async fn finish_key_login(form: KeyAnswerForm) -> Result<String, AppError> {
    use crate::caller;
    use domain::identity::ReturnPath;
    let services = caller::services()?;
    let answer = caller::answer(form.validate().map_err(Into::into))?;
    let (from, device, token) = (caller::network(), caller::device(), caller::token(caller::STEP));
    let finished = services::identity::finish_key_login(&services, &from, &device, token.as_ref(), answer).await;
    caller::log_in(&services, &caller::answer(finished)?).await;
    caller::forget_token(caller::STEP);
    let next = ReturnPath::or_home(&form.next);
    Ok(caller::go(next.as_str()))
}
