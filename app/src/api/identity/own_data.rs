//! «Ваши данные»: the way out and back. The file itself is no server function: a browser saves what a form answers.

use domain::identity::LeavingForm;
use leptos::prelude::*;

use crate::AppError;

/// Where the form that answers with the file is sent.
pub const OWN_DATA_FILE: &str = "/settings/data/file";

/// Whether the page may be shown to the person asking.
///
/// # Errors
/// `SignedOut`, `Unavailable`.
#[server(endpoint = "identity/data")]
pub async fn may_see_data() -> Result<(), AppError> {
    use crate::caller;
    caller::caller().await.map(|_| ())
}

/// Lets the cabinet wait to be deleted; answers with the page to go to.
///
/// # Errors
/// The error of each wrong field; `TooMany`, `Busy`, `SignedOut`.
#[server(endpoint = "identity/leave")]
pub async fn leave(form: LeavingForm) -> Result<String, AppError> {
    use crate::caller;
    let (services, caller) = (caller::services()?, caller::caller().await?);
    let password = caller::answer(form.validate().map_err(Into::into))?;
    caller::answer(services::identity::leave(&services, &caller, &password).await)?;
    caller::forget_token(caller::SESSION);
    Ok(caller::go("/settings/left"))
}

/// The day on which the cabinet of the person asking is deleted: «22 декабря 2026»; nothing when it is not.
///
/// # Errors
/// `Unavailable`.
#[server(endpoint = "identity/leaves-on")]
pub async fn leaves_on() -> Result<Option<String>, AppError> {
    use crate::caller;
    let session = caller::token(caller::SESSION);
    let day = caller::answer(services::identity::leaves_on(&caller::services()?, session.as_ref()).await)?;
    Ok(day.map(domain::calendar::long_date))
}

/// «Восстановить кабинет»; answers with the page to go to.
///
/// # Errors
/// `SignedOut`.
#[server(endpoint = "identity/come-back")]
pub async fn come_back() -> Result<String, AppError> {
    use crate::caller;
    let session = caller::token(caller::SESSION);
    caller::answer(services::identity::come_back(&caller::services()?, session.as_ref()).await)?;
    Ok(caller::go("/"))
}
