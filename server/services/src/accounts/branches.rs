//! The rules of the branches: every page needs them, and they change only when a registry is imported.

use std::sync::Arc;

use domain::accounts::BranchRules;
use sea_orm::ConnectionTrait;

use crate::{Result, Services, fresh::Fresh};

/// The rules as last read.
pub type Branches = Fresh<(), BranchRules>;

/// The rules of every branch, at most ten seconds old.
///
/// # Errors
/// Those of the database.
pub async fn branches(services: &Services) -> Result<Arc<BranchRules>> {
    known(services, services.db.reader()).await
}

/// The same for whoever holds a connection already: waiting for a second one could last for ever.
pub(crate) async fn known(services: &Services, conn: &impl ConnectionTrait) -> Result<Arc<BranchRules>> {
    let read = async {
        let all = db::accounts::branches::all(conn).await?;
        Ok((!all.is_empty()).then_some(BranchRules(all)))
    };
    let rules = services.branches.or_read(services.now(), (), read).await?;
    Ok(rules.unwrap_or_default())
}
