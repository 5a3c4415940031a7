//! How good a new password is.

use domain::identity::{Rating, RatingForm};
use leptos::prelude::*;

use crate::AppError;

/// Rates a password by the dictionary, which is too large for a browser; nothing when the server has no time for it.
///
/// # Errors
/// The error of the password; `TooMany`.
#[server(endpoint = "identity/rate-password")]
pub async fn rate_password(form: RatingForm) -> Result<Option<Rating>, AppError> {
    use crate::caller;
    let services = caller::services()?;
    let typed = caller::answer(form.validate(services.settings.password).map_err(Into::into))?;
    let caller = caller::maybe_caller().await?;
    caller::answer(services::identity::rate_password(&services, &caller::network(), caller.as_ref(), typed).await)
}
