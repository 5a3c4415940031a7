//! «Привязанные лицевые счета»: names, order, taking off, and undoing a link of somebody else.

use domain::accounts::{LabelForm, LinkedAccount};
use leptos::prelude::*;
use uuid::Uuid;

use crate::AppError;

/// One account of the cabinet.
///
/// # Errors
/// `NotFound`, `SignedOut`.
#[server(endpoint = "accounts/one")]
pub async fn load_linked(account: Uuid) -> Result<LinkedAccount, AppError> {
    use crate::caller;
    let (services, caller) = (caller::services()?, caller::caller().await?);
    caller::answer(services::accounts::one(&services, &caller, account).await)
}

/// Gives an account another name; answers with the page to go to.
///
/// # Errors
/// The error of the name; `NotFound`, `SignedOut`.
#[server(endpoint = "accounts/rename")]
pub async fn rename(form: LabelForm) -> Result<String, AppError> {
    use crate::caller;
    let (services, caller) = (caller::services()?, caller::caller().await?);
    let label = caller::answer(form.validate().map_err(Into::into))?;
    let id = form
        .account
        .parse::<Uuid>()
        .map_err(|_| caller::fail(AppError::NotFound))?;
    caller::answer(services::accounts::rename(&services, &caller, id, label).await)?;
    Ok(caller::go("/settings"))
}

/// Moves an account by one place, towards the end unless `up`; answers with the page to go to.
///
/// # Errors
/// `NotFound`, `SignedOut`.
#[server(endpoint = "accounts/rearrange")]
pub async fn rearrange(account: Uuid, #[server(default)] up: bool) -> Result<String, AppError> {
    use crate::caller;
    use services::accounts::Move;
    let (services, caller) = (caller::services()?, caller::caller().await?);
    let to = if up { Move::Up } else { Move::Down };
    caller::answer(services::accounts::rearrange(&services, &caller, account, to).await)?;
    Ok(caller::go("/settings"))
}

/// Takes an account off the list; answers with the page to go to.
///
/// # Errors
/// `NotFound`, `SignedOut`.
#[server(endpoint = "accounts/unlink")]
pub async fn unlink(account: Uuid) -> Result<String, AppError> {
    use crate::caller;
    let (services, caller) = (caller::services()?, caller::caller().await?);
    caller::answer(services::accounts::unlink(&services, &caller, account).await)?;
    Ok(caller::go("/settings?unlinked"))
}

/// The end of the number of the account whose link a letter's token would undo; nothing when the token is dead.
///
/// # Errors
/// `Unavailable`.
#[server(endpoint = "accounts/undoable")]
pub async fn undoable(token: String) -> Result<Option<String>, AppError> {
    use crate::caller;
    caller::unless_dead(services::accounts::undoable(&caller::services()?, &token).await)
}

/// Undoes the link of a letter's token; answers with the page to go to.
///
/// # Errors
/// `LinkDead`.
#[server(endpoint = "accounts/undo")]
pub async fn undo(token: String) -> Result<String, AppError> {
    use crate::caller;
    caller::answer(services::accounts::undo(&caller::services()?, &token).await)?;
    Ok(caller::go("/accounts/undone"))
}
