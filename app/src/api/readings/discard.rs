//! Throwing away what was kept.

use leptos::prelude::*;
use uuid::Uuid;

use crate::AppError;

/// Throws away what is kept for a meter until its window opens.
///
/// # Errors
/// `NotFound` when the meter is not of an account in the person's cabinet; `RoleForbids`, `SignedOut`.
#[server(endpoint = "readings/discard")]
pub async fn discard_reading(account: Uuid, meter: Uuid) -> Result<(), AppError> {
    use crate::caller;
    let (services, caller) = (caller::services()?, caller::caller().await?);
    caller::answer(services::readings::discard(&services, &caller, account, meter).await)?;
    caller::accepted();
    Ok(())
}
