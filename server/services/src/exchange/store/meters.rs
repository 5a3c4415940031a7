//! Meters: known ones are given the file's dates; new ones get their registers.

use std::collections::HashSet;

use domain::exchange::{MeterRow, RowReason};
use sea_orm::DatabaseTransaction;
use uuid::Uuid;

use super::{Desk, Store};
use crate::exchange::{ImportError, lines::Line};

/// What stood in the file before.
#[derive(Default)]
pub(in super::super) struct Meters {
    /// Meters of the database that the file has updated: at most as many as the supplier has. New ones are recognised by
    /// their ids.
    updated: HashSet<Uuid>,
}

impl Store for Meters {
    type Row = MeterRow;

    async fn store(
        &mut self,
        transaction: &DatabaseTransaction,
        lines: Vec<Line<MeterRow>>,
        desk: &mut Desk<'_>,
    ) -> Result<(), ImportError> {
        let numbers: Vec<_> = lines.iter().map(|line| line.row.account.as_str()).collect();
        let accounts = db::exchange::meters::known(transaction, &numbers).await?;
        let mut in_batch = HashSet::with_capacity(lines.len());
        let (mut rows, mut registers) = (Vec::with_capacity(lines.len()), Vec::with_capacity(lines.len()));
        for Line { number, row } in &lines {
            let Some(account) = accounts.get(row.account.as_str()) else {
                desk.faults.note(*number, "account", RowReason::Unknown);
                continue;
            };
            let standing = account.meter(&row.serial);
            let stood = standing.is_some_and(|meter| desk.ids.contains(meter.id) || !self.updated.insert(meter.id));
            if stood || !in_batch.insert((account.id, row.serial.as_str())) {
                desk.faults.note(*number, "serial", RowReason::Duplicate);
                continue;
            }
            // Another device under a known number: its readings would be read by the wrong rules.
            if standing.is_some_and(|meter| meter.zones != row.zones || meter.digits != row.digits) {
                desk.faults.note(*number, "serial", RowReason::Contradicts);
                continue;
            }
            let id = desk.ids.next()?;
            rows.push((id, account.id, row));
            if standing.is_some() {
                desk.updated += 1;
                continue;
            }
            desk.added += 1;
            for zone in row.zones.zones() {
                registers.push((desk.ids.next()?, id, zone.key()));
            }
        }
        db::exchange::meters::upsert(transaction, &rows).await?;
        Ok(db::exchange::meters::insert_registers(transaction, &registers).await?)
    }
}
