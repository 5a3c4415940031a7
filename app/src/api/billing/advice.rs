//! Which zones would suit an account.

use domain::billing::AdvicePage;
use leptos::prelude::*;
use uuid::Uuid;

use crate::AppError;

/// What one, two and three zones would have cost over the account's last year.
///
/// # Errors
/// `RoleForbids` for whoever may not see what is owed; `NotFound` when the account is not in the person's cabinet;
/// `SignedOut`.
#[server(endpoint = "billing/advice")]
pub async fn load_advice(account: Uuid) -> Result<AdvicePage, AppError> {
    use crate::caller;
    let (services, caller) = (caller::services()?, caller::caller().await?);
    caller::answer(services::billing::advice(&services, &caller, account).await)
}
