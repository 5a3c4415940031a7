//! «Добавление лицевого счёта».

use domain::accounts::{BranchRules, LinkForm, OfferedAccount};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::AppError;

/// What the page needs: the rules of the branches and the accounts that carry the person's phone.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Adding {
    /// For the hint and the check of the proof.
    pub branches: BranchRules,
    /// Linked with one press.
    pub offered: Vec<OfferedAccount>,
    /// The confirmed phone, masked.
    pub phone: String,
    /// Whether linking by proof waits for staff.
    pub closed: bool,
}

/// Everything for the page.
///
/// # Errors
/// `SignedOut`, `Unavailable`.
#[server(endpoint = "accounts/adding")]
pub async fn load_adding() -> Result<Adding, AppError> {
    use crate::caller;
    let (services, caller) = (caller::services()?, caller::caller().await?);
    let branches = caller::answer(services::accounts::branches(&services).await)?;
    let offered = caller::answer(services::accounts::offered(&services, &caller).await)?;
    let closed = caller::answer(services::accounts::is_closed(&services, &caller).await)?;
    Ok(Adding {
        branches: std::sync::Arc::unwrap_or_clone(branches),
        offered,
        phone: caller.me().phone,
        closed,
    })
}

/// Links an account by number and proof; answers with the account's page.
///
/// # Errors
/// The error of each wrong field; `LinkingClosed`, `SignedOut`.
#[server(endpoint = "accounts/link")]
pub async fn link(form: LinkForm) -> Result<String, AppError> {
    use crate::caller;
    let (services, caller) = (caller::services()?, caller::caller().await?);
    let branches = caller::answer(services::accounts::branches(&services).await)?;
    let valid = caller::answer(form.validate(&branches).map_err(Into::into))?;
    let id = caller::answer(services::accounts::link(&services, &caller, valid).await)?;
    let page = format!("/accounts/{id}");
    Ok(caller::go(&page))
}

/// Links an offered account; answers with the account's page.
///
/// # Errors
/// `NotFound` when it was not offered; `SignedOut`.
#[server(endpoint = "accounts/link-offered")]
pub async fn link_offered(account: Uuid) -> Result<String, AppError> {
    use crate::caller;
    let (services, caller) = (caller::services()?, caller::caller().await?);
    caller::answer(services::accounts::link_offered(&services, &caller, account).await)?;
    let page = format!("/accounts/{account}");
    Ok(caller::go(&page))
}
