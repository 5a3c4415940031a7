//! «Уведомления».

use domain::notices::{Choice, ChoicesForm};
use leptos::prelude::*;

use crate::AppError;

/// What the person wants.
///
/// # Errors
/// `SignedOut`, `Unavailable`.
#[server(endpoint = "notices/choices")]
pub async fn load_choices() -> Result<Vec<Choice>, AppError> {
    use crate::caller;
    let (services, caller) = (caller::services()?, caller::caller().await?);
    caller::answer(services::notices::choices(&services, &caller).await)
}

/// Keeps what the person wants; answers with the page to go to.
///
/// # Errors
/// `SignedOut`, `Unavailable`.
#[server(endpoint = "notices/choose")]
pub async fn choose(form: ChoicesForm) -> Result<String, AppError> {
    use crate::caller;
    let (services, caller) = (caller::services()?, caller::caller().await?);
    caller::answer(services::notices::choose(&services, &caller, &form).await)?;
    Ok(caller::go("/settings/notices?saved"))
}
