//! The people of an account: who they are, invitations, roles.

use domain::accounts::{Household, InviteForm};
use leptos::prelude::*;
use uuid::Uuid;

use crate::AppError;

/// Everybody who has linked an account, and who is invited.
///
/// # Errors
/// `RoleForbids`, `NotFound`, `SignedOut`.
#[server(endpoint = "accounts/household")]
pub async fn load_household(account: Uuid) -> Result<Household, AppError> {
    use crate::caller;
    let (services, caller) = (caller::services()?, caller::caller().await?);
    caller::answer(services::accounts::household(&services, &caller, account).await)
}

/// Invites somebody; answers with the page to go to.
///
/// # Errors
/// The error of each wrong field; `RoleForbids`, `InvitationsFull`, `TooMany`, `NotFound`, `SignedOut`.
#[server(endpoint = "accounts/invite")]
pub async fn invite(form: InviteForm) -> Result<String, AppError> {
    use crate::caller;
    let (services, caller) = (caller::services()?, caller::caller().await?);
    let id = form
        .account
        .parse::<Uuid>()
        .map_err(|_| caller::fail(AppError::NotFound))?;
    // Another's account is not found, whatever else was typed.
    caller::answer(services::accounts::one(&services, &caller, id).await)?;
    let valid = caller::answer(form.validate().map_err(Into::into))?;
    caller::answer(services::accounts::invite(&services, &caller, id, valid).await)?;
    let page = format!("/accounts/{id}/settings?invited");
    Ok(caller::go(&page))
}

/// Takes an invitation back; answers with the page to go to.
///
/// # Errors
/// `RoleForbids`, `NotFound`, `SignedOut`.
#[server(endpoint = "accounts/withdraw")]
pub async fn withdraw(account: Uuid, invitation: Uuid) -> Result<String, AppError> {
    use crate::caller;
    let (services, caller) = (caller::services()?, caller::caller().await?);
    caller::answer(services::accounts::withdraw(&services, &caller, account, invitation).await)?;
    let page = format!("/accounts/{account}/settings?withdrawn");
    Ok(caller::go(&page))
}

/// Gives a member another role; answers with the page to go to.
///
/// # Errors
/// `RoleForbids`, `MemberStronger`, `NotFound`, `SignedOut`.
#[server(endpoint = "accounts/change-role")]
pub async fn change_role(account: Uuid, member: Uuid, role: String) -> Result<String, AppError> {
    use crate::caller;
    use domain::{Refusal, accounts::Role};
    let (services, caller) = (caller::services()?, caller::caller().await?);
    // The page offers the roles there are.
    let role = Role::from_key(&role).ok_or_else(|| caller::fail(AppError::Refused(Refusal::Malformed)))?;
    caller::answer(services::accounts::change_role(&services, &caller, account, member, role).await)?;
    let page = format!("/accounts/{account}/settings?role-changed");
    Ok(caller::go(&page))
}

/// Takes a member off an account; answers with the page to go to.
///
/// # Errors
/// `RoleForbids`, `MemberStronger`, `NotFound`, `SignedOut`.
#[server(endpoint = "accounts/remove-member")]
pub async fn remove_member(account: Uuid, member: Uuid) -> Result<String, AppError> {
    use crate::caller;
    let (services, caller) = (caller::services()?, caller::caller().await?);
    caller::answer(services::accounts::remove_member(&services, &caller, account, member).await)?;
    let page = format!("/accounts/{account}/settings?removed");
    Ok(caller::go(&page))
}
