//! «Передать показания без входа».

use domain::readings::{GuestForm, ReadingDoor};
use leptos::prelude::*;

use crate::AppError;

/// The page of the form.
pub const GUEST_PAGE: &str = "/readings/send";

/// What the form needs to know, which everybody may.
///
/// # Errors
/// `Unavailable`.
#[server(endpoint = "readings/door")]
pub async fn load_door() -> Result<ReadingDoor, AppError> {
    use crate::caller;
    caller::answer(services::readings::door(&caller::services()?).await)
}

/// Takes readings of a meter from whoever knows its number and the account's; answers with the page to go to.
///
/// # Errors
/// The error of each wrong field; `NotTaken`, `TooMany`.
#[server(endpoint = "readings/send-as-guest")]
pub async fn send_as_guest(form: GuestForm) -> Result<String, AppError> {
    use crate::caller;
    let services = caller::services()?;
    let door = caller::answer(services::readings::door(&services).await)?;
    let valid = caller::answer(form.validate(&door).map_err(Into::into))?;
    caller::answer(services::readings::send_as_guest(&services, &caller::network(), &valid).await)?;
    Ok(caller::go(&format!("{GUEST_PAGE}?accepted")))
}
