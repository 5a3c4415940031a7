//! «Обратная связь».

use domain::appeals::FeedbackForm;
use leptos::prelude::*;

use crate::AppError;

/// Keeps a message, with or without an account and files; answers with the page to go to. Files come before it: the host
/// takes them out of the form.
///
/// # Errors
/// The error of each wrong field; `TooMany`.
#[server(endpoint = "appeals/feedback")]
pub async fn send_feedback(form: FeedbackForm) -> Result<String, AppError> {
    use domain::files::Purpose;

    use crate::caller;
    let services = caller::services()?;
    let uploads = caller::uploads();
    let valid = caller::answer(form.validate(uploads.check(Purpose::Message)).map_err(Into::into))?;
    let user = caller::maybe_caller().await?.map(|caller| caller.user_id);
    let sent = services::appeals::send(&services, &caller::network(), user, valid, uploads).await;
    let number = caller::answer(sent)?;
    let page = format!("/sent/feedback?number={number}");
    Ok(caller::go(&page))
}
