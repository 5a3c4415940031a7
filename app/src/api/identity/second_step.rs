//! The second step of a login.

use domain::identity::{SecondStep, SecondStepForm};
use leptos::prelude::*;

use crate::AppError;

/// What the login that this browser has begun may be finished with; nothing when it has begun none.
///
/// # Errors
/// `Unavailable`.
#[server(endpoint = "identity/second-step")]
pub async fn load_second_step() -> Result<Option<SecondStep>, AppError> {
    use crate::caller;
    let token = caller::token(caller::STEP);
    caller::answer(services::identity::second_step(&caller::services()?, token.as_ref()).await)
}

/// Finishes the login with a code; answers with the page to go to.
///
/// # Errors
/// The error of each wrong field; `SecondStepOver`, `TooMany`.
#[server(endpoint = "identity/login-code")]
pub async fn finish_login(form: SecondStepForm) -> Result<String, AppError> {
    use crate::caller;
    use domain::identity::ReturnPath;
    let services = caller::services()?;
    let proof = caller::answer(form.validate().map_err(Into::into))?;
    let (from, device, token) = (caller::network(), caller::device(), caller::token(caller::STEP));
    let finished = services::identity::finish_login(&services, &from, &device, token.as_ref(), &proof).await;
    caller::log_in(&services, &caller::answer(finished)?).await;
    caller::forget_token(caller::STEP);
    let next = ReturnPath::or_home(&form.next);
    Ok(caller::go(next.as_str()))
}
