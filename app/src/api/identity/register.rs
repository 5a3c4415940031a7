//! «Зарегистрироваться», and the letter once more.

use domain::identity::{LetterState, RegistrationForm};
use leptos::prelude::*;

use crate::AppError;

/// Keeps a registration and sends its letter; answers with the page to go to.
///
/// # Errors
/// The error of each wrong field; `TooMany`, `Busy`.
#[server(endpoint = "identity/register")]
pub async fn register(form: RegistrationForm) -> Result<String, AppError> {
    use crate::caller;
    let services = caller::services()?;
    let valid = caller::answer(form.validate(services.settings.password).map_err(Into::into))?;
    let attempt = caller::token(caller::ATTEMPT);
    let browser = caller::answer(services::identity::register(&services, &caller::network(), attempt, valid).await)?;
    caller::forget_token(caller::ATTEMPT);
    caller::keep_registration(&browser);
    Ok(caller::go("/sent/register"))
}

/// Sends the letter of this browser's registration again; answers with the page to go to.
///
/// # Errors
/// `NothingToConfirm`, `TooMany`, `LettersSpent`.
#[server(endpoint = "identity/resend-letter")]
pub async fn resend_letter() -> Result<String, AppError> {
    use crate::caller;
    let browser = caller::token(caller::REGISTRATION);
    caller::answer(services::identity::resend_letter(&caller::services()?, browser.as_ref()).await)?;
    Ok(caller::go("/sent/register?again"))
}

/// Whether this browser may have the letter of its registration sent again.
///
/// # Errors
/// `Unavailable`.
#[server(endpoint = "identity/letter-state")]
pub async fn load_letter_state() -> Result<LetterState, AppError> {
    use crate::caller;
    let browser = caller::token(caller::REGISTRATION);
    caller::answer(services::identity::letter_state(&caller::services()?, browser.as_ref()).await)
}
