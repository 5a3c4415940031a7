//! What the invited person is shown and answers.

use domain::accounts::InvitationView;
use leptos::prelude::*;

use crate::AppError;

/// The invitation of a letter's token, or else the one that this browser has looked at before it registered; nothing when
/// it is dead.
///
/// # Errors
/// `Unavailable`.
#[server(endpoint = "accounts/invitation")]
pub async fn load_invitation(token: Option<String>) -> Result<Option<InvitationView>, AppError> {
    use crate::caller;
    use domain::{Refusal, accounts::Visitor};
    use services::Error;
    let services = caller::services()?;
    let Some(token) = token.or_else(|| caller::token(caller::INVITATION).map(|kept| kept.expose())) else {
        return Ok(None);
    };
    let caller = caller::maybe_caller().await?;
    match services::accounts::invitation(&services, caller.as_ref(), &token).await {
        Err(Error::Refused(Refusal::LinkDead)) => {
            caller::forget_token(caller::INVITATION);
            Ok(None)
        }
        Ok(invitation) => {
            if invitation.visitor == Visitor::Another {
                caller::forget_token(caller::INVITATION);
            } else {
                caller::keep_invitation(&token);
            }
            Ok(Some(invitation))
        }
        failed => caller::answer(failed).map(Some),
    }
}

/// Accepts an invitation; answers with the account's page.
///
/// # Errors
/// `LinkDead`, `InvitedAnother`, `SignedOut`.
#[server(endpoint = "accounts/accept-invitation")]
pub async fn accept_invitation(token: String) -> Result<String, AppError> {
    use crate::caller;
    let (services, caller) = (caller::services()?, caller::caller().await?);
    let account = caller::answer(services::accounts::accept(&services, &caller, &token).await)?;
    caller::forget_token(caller::INVITATION);
    let page = format!("/accounts/{account}");
    Ok(caller::go(&page))
}

/// Declines an invitation; answers with the page to go to.
///
/// # Errors
/// `LinkDead`.
#[server(endpoint = "accounts/decline-invitation")]
pub async fn decline_invitation(token: String) -> Result<String, AppError> {
    use crate::caller;
    caller::answer(services::accounts::decline(&caller::services()?, &token).await)?;
    caller::forget_token(caller::INVITATION);
    Ok(caller::go("/invitation?declined"))
}
