//! «Настройки»: what the page shows, a new password, the end of other sessions.

use domain::{
    accounts::LinkedAccount,
    identity::{Me, PasswordChangeForm, SessionRow},
};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use crate::AppError;

/// Everything on the page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Settings {
    /// The person.
    pub me: Me,
    /// Their accounts in their order.
    pub accounts: Vec<LinkedAccount>,
    /// Where they are logged in, this browser first.
    pub sessions: Vec<SessionRow>,
}

/// Everything for the page.
///
/// # Errors
/// `SignedOut`, `Unavailable`.
#[server(endpoint = "identity/settings")]
pub async fn load_settings() -> Result<Settings, AppError> {
    use crate::caller;
    let (services, caller) = (caller::services()?, caller::caller().await?);
    let session = caller::token(caller::SESSION);
    let accounts = caller::answer(services::accounts::linked(&services, &caller).await)?;
    let sessions = caller::answer(services::identity::list(&services, &caller, session.as_ref()).await)?;
    Ok(Settings {
        me: caller.me(),
        accounts,
        sessions,
    })
}

/// Changes the password; answers with the page to go to.
///
/// # Errors
/// The error of each wrong field; `TooMany`, `Busy`, `SignedOut`.
#[server(endpoint = "identity/change-password")]
pub async fn change_password(form: PasswordChangeForm) -> Result<String, AppError> {
    use crate::caller;
    let (services, caller) = (caller::services()?, caller::caller().await?);
    let valid = caller::answer(form.validate(services.settings.password).map_err(Into::into))?;
    let session = caller::token(caller::SESSION).ok_or_else(|| caller::fail(AppError::SignedOut))?;
    let fresh = caller::answer(services::identity::change_password(&services, &caller, &session, valid).await)?;
    caller::sign_in(&services, &fresh);
    Ok(caller::go("/settings?password-changed"))
}

/// Ends every session but this browser's; answers with the page to go to.
///
/// # Errors
/// `SignedOut`, `Unavailable`.
#[server(endpoint = "identity/end-sessions")]
pub async fn end_other_sessions() -> Result<String, AppError> {
    use crate::caller;
    let (services, caller) = (caller::services()?, caller::caller().await?);
    let session = caller::token(caller::SESSION);
    caller::answer(services::identity::end_others(&services, &caller, session.as_ref()).await)?;
    Ok(caller::go("/settings?sessions-ended"))
}
