//! The control line of the letter.

use leptos::prelude::*;

use crate::AppError;

/// Confirms a registration by its letter's token; answers with the page to go to.
///
/// # Errors
/// `LinkDead`.
#[server(endpoint = "identity/confirm")]
pub async fn confirm(token: String) -> Result<String, AppError> {
    use crate::caller;
    caller::answer(services::identity::confirm(&caller::services()?, &token).await)?;
    caller::go("/login?confirmed");
    Ok("/login?confirmed".to_owned())
}
