//! The history of readings.

use domain::readings::HistoryRow;
use leptos::prelude::*;
use uuid::Uuid;

use crate::AppError;

/// The account's readings, newest first.
///
/// # Errors
/// `NotFound` when the account is not in the person's cabinet; `SignedOut`.
#[server(endpoint = "readings/history")]
pub async fn load_history(account: Uuid) -> Result<Vec<HistoryRow>, AppError> {
    use crate::caller;
    let (services, caller) = (caller::services()?, caller::caller().await?);
    caller::answer(services::readings::history(&services, &caller, account).await)
}
