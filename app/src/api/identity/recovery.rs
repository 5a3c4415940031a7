//! «Забыли пароль?».

use domain::identity::{NewPasswordForm, Recovery, RecoveryForm};
use leptos::prelude::*;

use crate::AppError;

/// Sends the letter if the address has a cabinet; answers with the page to go to.
///
/// # Errors
/// The error of the address; `TooMany`.
#[server(endpoint = "identity/recovery")]
pub async fn request_recovery(form: RecoveryForm) -> Result<String, AppError> {
    use crate::caller;
    let email = caller::answer(form.validate().map_err(Into::into))?;
    let sent = services::identity::request_recovery(&caller::services()?, &caller::network(), &email).await;
    caller::answer(sent)?;
    Ok(caller::go("/sent/recovery"))
}

/// Sets the new password; answers with the page to go to.
///
/// # Errors
/// The error of each wrong field; `LinkDead`, `Busy`.
#[server(endpoint = "identity/new-password")]
pub async fn set_new_password(form: NewPasswordForm) -> Result<String, AppError> {
    use crate::caller;
    let services = caller::services()?;
    let valid = caller::answer(form.validate(services.settings.password).map_err(Into::into))?;
    caller::answer(services::identity::set_new_password(&services, &form.token, &valid).await)?;
    caller::forget_token(caller::SESSION);
    Ok(caller::go("/login?password-changed"))
}

/// What a letter's link does.
///
/// # Errors
/// `Unavailable`.
#[server(endpoint = "identity/recovery-link")]
pub async fn recovery_link(token: String) -> Result<Recovery, AppError> {
    use crate::caller;
    caller::answer(services::identity::recovery_link(&caller::services()?, &token).await)
}
