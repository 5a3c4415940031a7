//! «Передать показания».

use domain::readings::ReadingForm;
use leptos::prelude::*;

use crate::AppError;

/// Takes a reading of every zone of a meter, or keeps it until its window opens.
///
/// # Errors
/// The error of each wrong zone; `MeterArchived`, `MeterAutomatic`, `NotFound`, `SignedOut`.
#[server(endpoint = "readings/submit")]
pub async fn submit_reading(form: ReadingForm) -> Result<(), AppError> {
    use crate::caller;
    let (services, caller) = (caller::services()?, caller::caller().await?);
    // The rule needs the meter as it is at this moment: the service calls it inside its transaction.
    caller::answer(services::readings::submit(&services, &caller, &form).await)?;
    caller::accepted();
    Ok(())
}
