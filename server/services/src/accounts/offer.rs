//! Accounts that carry the person's confirmed phone: offered, and linked with one press.

use db::{
    accounts::{accounts, links},
    entity::links::Model,
};
use domain::accounts::{OfferedAccount, ProofKind, Role};
use sea_orm::DatabaseTransaction;
use uuid::Uuid;

use super::{away::is_away, branches::branches, undo::Others};
use crate::{Error, Result, Services, identity::Caller};

/// The accounts that carry the caller's phone and are not in their cabinet yet.
///
/// # Errors
/// Those of the database.
pub async fn offered(services: &Services, caller: &Caller) -> Result<Vec<OfferedAccount>> {
    let rows = links::offered(services.db.reader(), caller.user_id, &caller.phone).await?;
    if rows.is_empty() {
        return Ok(Vec::new());
    }
    let branches = branches(services).await?;
    let name = |code: &str| {
        branches
            .0
            .iter()
            .find(|branch| branch.code == code)
            .map(|branch| branch.name.clone())
    };
    let mut offered = Vec::with_capacity(rows.len());
    for row in rows {
        if !is_away(services, services.db.reader(), caller.user_id, row.id, ProofKind::Phone).await? {
            offered.push(OfferedAccount {
                id: row.id,
                branch: name(&row.branch).unwrap_or_default(),
                number: row.number,
                address: row.address,
            });
        }
    }
    Ok(offered)
}

/// Links an offered account.
///
/// # Errors
/// [`Error::NotFound`] when it was not offered to the caller.
pub async fn link_offered(services: &Services, caller: &Caller, account_id: Uuid) -> Result<()> {
    let tx = services.db.begin().await?;
    let account = accounts::by_id(&tx, account_id).await?.ok_or(Error::NotFound)?;
    if account.phone.as_deref() != Some(caller.phone.as_str()) {
        return Err(Error::NotFound);
    }
    if is_away(services, &tx, caller.user_id, account_id, ProofKind::Phone).await? {
        return Err(Error::NotFound);
    }
    insert(services, &tx, caller, &account, ProofKind::Phone, None).await?;
    tx.commit().await?;
    services.notices_wait.notify_one();
    Ok(())
}

/// Writes the link of a new owner and tells those who were owners before. A link that is there already changes nothing.
pub(super) async fn insert(
    services: &Services,
    tx: &DatabaseTransaction,
    caller: &Caller,
    account: &db::entity::accounts::Model,
    proof: ProofKind,
    label: Option<String>,
) -> Result<()> {
    let now = services.now();
    let others = Others::of(services, tx, caller, account, proof).await?;
    let (undo_hash, undo_until) = others.undo(now).unzip();
    let row = Model {
        id: services.new_id()?,
        user_id: caller.user_id,
        account_id: account.id,
        label,
        proof: proof.key().to_owned(),
        created_at: now,
        place: links::next_place(tx, caller.user_id).await?,
        undo_hash,
        undo_until,
        role: Role::Owner.key().to_owned(),
        seen_as: None,
        invited_by: None,
    };
    if links::insert(tx, row).await? {
        others.tell(services, tx, account).await?;
    }
    Ok(())
}
