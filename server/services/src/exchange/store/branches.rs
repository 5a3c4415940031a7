//! Branches: known ones are given the file's values.

use std::collections::HashSet;

use domain::exchange::{BranchRow, RowReason};
use sea_orm::DatabaseTransaction;

use super::{Desk, Store};
use crate::exchange::{ImportError, lines::Line};

/// The codes that stood in the file.
#[derive(Default)]
pub(in super::super) struct Branches {
    seen: HashSet<String>,
}

impl Store for Branches {
    type Row = BranchRow;

    async fn store(
        &mut self,
        transaction: &DatabaseTransaction,
        lines: Vec<Line<BranchRow>>,
        desk: &mut Desk<'_>,
    ) -> Result<(), ImportError> {
        let known = db::exchange::branches::codes(transaction).await?;
        let mut branches = Vec::new();
        for Line {
            number,
            row: BranchRow(branch),
        } in lines
        {
            if !self.seen.insert(branch.code.clone()) {
                desk.faults.note(number, "code", RowReason::Duplicate);
                continue;
            }
            *(if known.contains(&branch.code) {
                &mut desk.updated
            } else {
                &mut desk.added
            }) += 1;
            branches.push(branch);
        }
        Ok(db::exchange::branches::upsert(transaction, &branches).await?)
    }
}
