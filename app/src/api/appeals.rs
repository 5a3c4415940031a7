//! «Обратная связь».

use domain::appeals::FeedbackForm;
use leptos::prelude::*;

use crate::AppError;

/// Keeps a message, with or without an account; answers with the page to go to.
///
/// # Errors
/// The error of each wrong field; `TooMany`.
#[server(endpoint = "appeals/feedback")]
pub async fn send_feedback(form: FeedbackForm) -> Result<String, AppError> {
    use crate::caller;
    let services = caller::services()?;
    let valid = caller::answer(form.validate().map_err(Into::into))?;
    let user = caller::maybe_caller().await?.map(|caller| caller.user_id);
    let number = caller::answer(services::appeals::send(&services, &caller::network(), user, valid).await)?;
    let page = format!("/feedback/sent?number={number}");
    caller::go(&page);
    Ok(page)
}
