//! The control line of the letter.

use domain::identity::ConfirmForm;
use leptos::prelude::*;

use crate::AppError;

/// Confirms a registration by its letter's token and its password; answers with the page to go to.
///
/// # Errors
/// The error of the password; `LinkDead`, `TooMany`, `Busy`.
#[server(endpoint = "identity/confirm")]
pub async fn confirm(form: ConfirmForm) -> Result<String, AppError> {
    use crate::caller;
    let valid = caller::answer(form.validate().map_err(Into::into))?;
    caller::answer(services::identity::confirm(&caller::services()?, &form.token, &valid).await)?;
    caller::forget_token(caller::REGISTRATION);
    Ok(caller::go("/login?confirmed"))
}
