//! The account's page.

use domain::accounts::AccountPage;
use leptos::prelude::*;
use uuid::Uuid;

use crate::AppError;

/// One account with its meters.
///
/// # Errors
/// `NotFound` when it is not in the person's cabinet; `SignedOut`.
#[server(endpoint = "accounts/page")]
pub async fn load_account(account: Uuid) -> Result<AccountPage, AppError> {
    use crate::caller;
    let (services, caller) = (caller::services()?, caller::caller().await?);
    caller::answer(services::accounts::page(&services, &caller, account).await)
}

/// Every account whose readings the person may send, with its meters.
///
/// # Errors
/// `SignedOut`.
#[server(endpoint = "accounts/sendable")]
pub async fn load_sendable() -> Result<Vec<AccountPage>, AppError> {
    use crate::caller;
    let (services, caller) = (caller::services()?, caller::caller().await?);
    caller::answer(services::accounts::sendable(&services, &caller).await)
}
