//! Personal accounts: the billing system's word, so known ones are given the file's values.

use std::collections::{HashMap, HashSet};

use domain::{
    accounts::NumberMask,
    exchange::{AccountRow, RowReason},
};
use sea_orm::DatabaseTransaction;
use uuid::Uuid;

use super::{Desk, Store};
use crate::exchange::{ImportError, lines::Line};

/// What stood in the file before.
#[derive(Default)]
pub(in super::super) struct Accounts {
    /// The masks of the branches, once they are read.
    masks: Option<HashMap<String, NumberMask>>,
    /// Accounts of the database that the file has updated: at most as many as the supplier has. New ones are recognised
    /// by their ids.
    updated: HashSet<Uuid>,
}

impl Accounts {
    async fn masks(&mut self, transaction: &DatabaseTransaction) -> Result<&HashMap<String, NumberMask>, ImportError> {
        let masks = match self.masks.take() {
            Some(masks) => masks,
            None => {
                let branches = db::accounts::branches::all(transaction).await?;
                branches.into_iter().map(|branch| (branch.code, branch.mask)).collect()
            }
        };
        Ok(self.masks.insert(masks))
    }
}

impl Store for Accounts {
    type Row = AccountRow;

    async fn store(
        &mut self,
        transaction: &DatabaseTransaction,
        lines: Vec<Line<AccountRow>>,
        desk: &mut Desk<'_>,
    ) -> Result<(), ImportError> {
        let masks = self.masks(transaction).await?;
        let lines: Vec<_> = lines.iter().filter(|line| fits(masks, line, desk)).collect();
        let numbers: Vec<_> = lines.iter().map(|line| line.row.number.as_str()).collect();
        let known = db::exchange::accounts::known(transaction, &numbers).await?;
        let mut in_batch = HashSet::with_capacity(lines.len());
        let mut rows = Vec::with_capacity(lines.len());
        for Line { number, row } in lines {
            let standing = known.get(row.number.as_str()).copied();
            let stood = standing.is_some_and(|id| desk.ids.contains(id) || !self.updated.insert(id));
            if stood || !in_batch.insert(row.number.as_str()) {
                desk.faults.note(*number, "number", RowReason::Duplicate);
                continue;
            }
            *(if standing.is_some() {
                &mut desk.updated
            } else {
                &mut desk.added
            }) += 1;
            rows.push((desk.ids.next()?, row));
        }
        Ok(db::exchange::accounts::upsert(transaction, desk.now, &rows).await?)
    }
}

/// Whether the branch is known and the number is one of its own.
fn fits(masks: &HashMap<String, NumberMask>, line: &Line<AccountRow>, desk: &mut Desk<'_>) -> bool {
    let (column, reason) = match masks.get(&line.row.branch) {
        None => ("branch", RowReason::Unknown),
        Some(mask) if !mask.fits(&line.row.number) => ("number", RowReason::Mask),
        Some(_) => return true,
    };
    desk.faults.note(line.number, column, reason);
    false
}
