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
