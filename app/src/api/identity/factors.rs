//! «Вход с подтверждением»: an app that gives codes, recovery codes.

use domain::identity::{AppCodeForm, CurrentPasswordForm, Factors, ProvenForm};
use leptos::prelude::*;

use crate::AppError;

/// Everything of the section.
///
/// # Errors
/// `SignedOut`, `Unavailable`.
#[server(endpoint = "identity/factors")]
pub async fn load_factors() -> Result<Factors, AppError> {
    use crate::caller;
    let (services, caller) = (caller::services()?, caller::caller().await?);
    let begun = caller::token(caller::SETUP);
    caller::answer(services::identity::factors(&services, &caller, begun.as_ref()).await)
}

/// Makes the secret of an app; answers with the page to go to.
///
/// # Errors
/// The error of the password; `SetupOver`, `TooMany`, `Busy`, `SignedOut`.
#[server(endpoint = "identity/start-app")]
pub async fn start_app(form: CurrentPasswordForm) -> Result<String, AppError> {
    use crate::caller;
    let (services, caller) = (caller::services()?, caller::caller().await?);
    let current = caller::answer(form.validate().map_err(Into::into))?;
    let token = caller::answer(services::identity::start_app(&services, &caller, &current).await)?;
    caller::set_token(caller::SETUP, &token, None);
    Ok(caller::go("/settings/factors?do=app"))
}

/// Turns the app on by its first code; answers with the page to go to.
///
/// # Errors
/// The error of the code; `SetupOver`, `SignedOut`.
#[server(endpoint = "identity/confirm-app")]
pub async fn confirm_app(form: AppCodeForm) -> Result<String, AppError> {
    use crate::caller;
    let (services, caller) = (caller::services()?, caller::caller().await?);
    let code = caller::answer(form.validate().map_err(Into::into))?;
    let begun = caller::token(caller::SETUP);
    let to_copy = caller::answer(services::identity::confirm_app(&services, &caller, begun.as_ref(), &code).await)?;
    match to_copy {
        Some(token) => caller::set_token(caller::SETUP, &token, None),
        None => caller::forget_token(caller::SETUP),
    }
    Ok(caller::go("/settings/factors?app-on"))
}

/// Turns the app off; answers with the page to go to.
///
/// # Errors
/// The error of each wrong field; `TooMany`, `Busy`, `NotFound`, `SignedOut`.
#[server(endpoint = "identity/turn-off-app")]
pub async fn turn_off_app(form: ProvenForm) -> Result<String, AppError> {
    use crate::caller;
    let (services, caller) = (caller::services()?, caller::caller().await?);
    let proven = caller::answer(form.validate().map_err(Into::into))?;
    caller::answer(services::identity::turn_off_app(&services, &caller, &caller::network(), proven).await)?;
    Ok(caller::go("/settings/factors?app-off"))
}

/// Makes new recovery codes; answers with the page to go to.
///
/// # Errors
/// The error of each wrong field; `TooMany`, `Busy`, `NotFound`, `SignedOut`.
#[server(endpoint = "identity/new-codes")]
pub async fn new_codes(form: ProvenForm) -> Result<String, AppError> {
    use crate::caller;
    let (services, caller) = (caller::services()?, caller::caller().await?);
    let proven = caller::answer(form.validate().map_err(Into::into))?;
    let token = caller::answer(services::identity::new_codes(&services, &caller, &caller::network(), proven).await)?;
    caller::set_token(caller::SETUP, &token, None);
    Ok(caller::go("/settings/factors"))
}

/// Shows the recovery codes no more; answers with the page to go to.
///
/// # Errors
/// `SignedOut`, `Unavailable`.
#[server(endpoint = "identity/codes-copied")]
pub async fn codes_copied() -> Result<String, AppError> {
    use crate::caller;
    let (services, caller) = (caller::services()?, caller::caller().await?);
    let begun = caller::token(caller::SETUP);
    caller::answer(services::identity::codes_copied(&services, &caller, begun.as_ref()).await)?;
    caller::forget_token(caller::SETUP);
    Ok(caller::go("/settings/factors"))
}
