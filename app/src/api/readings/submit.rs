//! «Передать показания».

use domain::readings::ReadingForm;
use leptos::prelude::*;

use crate::AppError;

/// Takes a reading of every zone of a meter, with photos, or keeps it until its window opens. Photos come before it: the
/// host takes them out of the form.
///
/// # Errors
/// The error of each wrong zone, and of the photos; `MeterArchived`, `MeterAutomatic`, `NotFound`, `SignedOut`.
#[server(endpoint = "readings/submit")]
pub async fn submit_reading(form: ReadingForm) -> Result<(), AppError> {
    use crate::caller;
    let (services, caller) = (caller::services()?, caller::caller().await?);
    // The rule needs the meter as it is at this moment: the service calls it inside its transaction.
    caller::answer(services::readings::submit(&services, &caller, &form, caller::uploads()).await)?;
    caller::accepted();
    Ok(())
}
