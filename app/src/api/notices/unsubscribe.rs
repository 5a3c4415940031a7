//! Ending letters of a kind, without logging in.

use leptos::prelude::*;

use crate::AppError;

/// Ends letters of a kind for the person whom the link was sent to; answers with the page to go to.
///
/// # Errors
/// `LinkDead`, `Unavailable`.
#[server(endpoint = "notices/unsubscribe")]
pub async fn unsubscribe(kind: String, token: String) -> Result<String, AppError> {
    use crate::caller;
    caller::answer(services::notices::unsubscribe(&caller::services()?, &kind, &token).await)?;
    Ok(caller::go("/settings/unsubscribe?done"))
}
