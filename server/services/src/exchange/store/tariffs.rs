//! Tariffs: what a file says of a branch's category takes the place of everything that was known of it.

use std::collections::HashSet;

use domain::exchange::{RowReason, TariffRow, tariffs};
use sea_orm::DatabaseTransaction;

use super::{Desk, Store};
use crate::exchange::{ImportError, lines::Line};

/// The ranges of the file: gaps and overlaps show when all of them are there.
#[derive(Default)]
pub(in super::super) struct Tariffs {
    branches: Option<HashSet<String>>,
    rows: Vec<TariffRow>,
}

impl Store for Tariffs {
    type Row = TariffRow;

    async fn store(
        &mut self,
        transaction: &DatabaseTransaction,
        lines: Vec<Line<TariffRow>>,
        desk: &mut Desk<'_>,
    ) -> Result<(), ImportError> {
        let branches = match self.branches.take() {
            Some(branches) => branches,
            None => db::exchange::branches::codes(transaction).await?,
        };
        for Line { number, row } in lines {
            if branches.contains(&row.branch) {
                self.rows.push(row);
            } else {
                desk.faults.note(number, "branch", RowReason::Unknown);
            }
        }
        self.branches = Some(branches);
        Ok(())
    }

    async fn finish(self, transaction: &DatabaseTransaction, desk: &mut Desk<'_>) -> Result<(), ImportError> {
        tariffs(self.rows.iter().cloned())?;
        let mut rows = Vec::with_capacity(self.rows.len());
        for row in &self.rows {
            rows.push((desk.ids.next()?, row));
        }
        let gone = db::exchange::tariffs::replace(transaction, &rows).await?;
        let stored = u64::try_from(rows.len()).unwrap_or(u64::MAX);
        desk.updated = gone.min(stored);
        desk.added = stored - desk.updated;
        Ok(())
    }
}
