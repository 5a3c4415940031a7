//! The history of readings.

use domain::readings::History;
use leptos::prelude::*;
use uuid::Uuid;

use crate::AppError;

/// The last part of the address of the account's whole history as a table for other programs.
pub const HISTORY_FILE: &str = "history.csv";

/// The account's readings of a year or of the last twelve months, newest first.
///
/// # Errors
/// `NotFound` when the account is not in the person's cabinet; `SignedOut`.
#[server(endpoint = "readings/history")]
pub async fn load_history(account: Uuid, year: Option<i32>) -> Result<History, AppError> {
    use crate::caller;
    let (services, caller) = (caller::services()?, caller::caller().await?);
    caller::answer(services::readings::history(&services, &caller, account, year).await)
}
