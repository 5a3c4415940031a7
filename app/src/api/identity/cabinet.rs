//! What stands at the top of every page: who is logged in and which accounts they have.

use domain::{accounts::LinkedAccount, identity::Me};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use crate::AppError;

/// A person's cabinet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cabinet {
    /// The person.
    pub me: Me,
    /// Their accounts in their order.
    pub accounts: Vec<LinkedAccount>,
    /// Whether this browser has looked at an invitation and not answered it.
    pub invited: bool,
}

/// The cabinet of the person asking; nothing when nobody is logged in.
///
/// # Errors
/// `Unavailable`, `Internal`.
#[server(endpoint = "identity/cabinet")]
pub async fn load_cabinet() -> Result<Option<Cabinet>, AppError> {
    use crate::caller;
    let Some(caller) = caller::maybe_caller().await? else {
        return Ok(None);
    };
    let accounts = caller::answer(services::accounts::linked(&caller::services()?, &caller).await)?;
    Ok(Some(Cabinet {
        me: caller.me(),
        accounts,
        invited: caller::token(caller::INVITATION).is_some(),
    }))
}
