//! «Привязанные лицевые счета»: names, order, taking an account off the list.

use db::accounts::{household as rows, links};
use sea_orm::DatabaseTransaction;
use uuid::Uuid;

use super::household;
use crate::{Error, Result, Services, identity::Caller};

/// Which way an account moves in the list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Move {
    /// Towards the beginning.
    Up,
    /// Towards the end.
    Down,
}

/// Gives an account another name, or none.
///
/// # Errors
/// [`Error::NotFound`] when it is not in the caller's cabinet.
pub async fn rename(services: &Services, caller: &Caller, account_id: Uuid, label: Option<String>) -> Result<()> {
    if links::rename(services.db.writer(), caller.user_id, account_id, label).await? {
        Ok(())
    } else {
        Err(Error::NotFound)
    }
}

/// Moves an account by one place; at the end of the list nothing changes.
///
/// # Errors
/// [`Error::NotFound`] when it is not in the caller's cabinet.
pub async fn rearrange(services: &Services, caller: &Caller, account_id: Uuid, to: Move) -> Result<()> {
    let tx = services.db.begin().await?;
    let mut list: Vec<_> = links::linked(&tx, caller.user_id).await?;
    let at = list
        .iter()
        .position(|(link, _)| link.account_id == account_id)
        .ok_or(Error::NotFound)?;
    let other = match to {
        Move::Up => at.checked_sub(1),
        Move::Down => Some(at + 1).filter(|next| *next < list.len()),
    };
    let Some(other) = other else { return Ok(()) };
    list.swap(at, other);
    for (place, (link, _)) in (0..).zip(&list) {
        if link.place != place {
            links::set_place(&tx, link.id, place).await?;
        }
    }
    tx.commit().await?;
    Ok(())
}

/// Takes an account off the caller's list. Its readings stay where they are; nobody else gains or loses a right.
///
/// # Errors
/// [`Error::NotFound`] when it is not in the caller's cabinet.
pub async fn unlink(services: &Services, caller: &Caller, account_id: Uuid) -> Result<()> {
    let tx = services.db.begin().await?;
    rows::lock(&tx, account_id).await?;
    if !household::end(&tx, caller.user_id, account_id).await? {
        return Err(Error::NotFound);
    }
    tx.commit().await?;
    Ok(())
}

/// Ends all links of somebody who leaves for good, account by account in one order, so that two who leave at once take
/// turns.
pub(crate) async fn end_all(tx: &DatabaseTransaction, user_id: Uuid) -> Result<()> {
    let mut ids: Vec<_> = links::linked(tx, user_id)
        .await?
        .into_iter()
        .map(|(link, _)| link.account_id)
        .collect();
    ids.sort();
    for account_id in ids {
        rows::lock(tx, account_id).await?;
        household::end(tx, user_id, account_id).await?;
    }
    Ok(())
}
