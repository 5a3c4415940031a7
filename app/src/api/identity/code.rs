//! «Получить код».

use domain::identity::{CodeForm, CodeState};
use leptos::prelude::*;

use crate::AppError;

/// Sends a code to the phone typed.
///
/// # Errors
/// The error of the phone; `TooMany`.
#[server(endpoint = "identity/send-code")]
pub async fn send_code(form: CodeForm) -> Result<CodeState, AppError> {
    use crate::caller;
    let services = caller::services()?;
    let phone = caller::answer(form.validate().map_err(Into::into))?;
    let before = caller::token(caller::ATTEMPT);
    let attempt = caller::answer(services::identity::send_code(&services, &caller::network(), before, &phone).await)?;
    caller::set_token(caller::ATTEMPT, &attempt, None);
    caller::keep_draft();
    caller::answer(services::identity::code_state(&services, Some(&attempt)).await)
}

/// How far «Получить код» has come in this browser.
///
/// # Errors
/// `Unavailable`.
#[server(endpoint = "identity/code-state")]
pub async fn load_code_state() -> Result<CodeState, AppError> {
    use crate::caller;
    let attempt = caller::token(caller::ATTEMPT);
    caller::answer(services::identity::code_state(&caller::services()?, attempt.as_ref()).await)
}
