//! «Зарегистрироваться».

use domain::identity::RegistrationForm;
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
    caller::answer(services::identity::register(&services, &caller::network(), attempt, valid).await)?;
    caller::forget_token(caller::ATTEMPT);
    caller::go("/register/sent");
    Ok("/register/sent".to_owned())
}
