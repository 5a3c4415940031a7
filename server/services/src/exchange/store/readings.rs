//! Readings: what is known already is skipped, what contradicts it is wrong.

use std::collections::HashMap;

use db::exchange::meters::KnownAccount;
use domain::{
    exchange::{ReadingRow, RowReason},
    readings::Energy,
};
use sea_orm::DatabaseTransaction;
use uuid::Uuid;

use super::{Desk, Store};
use crate::exchange::{ImportError, lines::Line};

/// Nothing needs to be remembered: readings of the same file are recognised by their ids.
pub(in super::super) struct Readings;

impl Store for Readings {
    type Row = ReadingRow;

    async fn store(
        &mut self,
        transaction: &DatabaseTransaction,
        lines: Vec<Line<ReadingRow>>,
        desk: &mut Desk<'_>,
    ) -> Result<(), ImportError> {
        let numbers: Vec<_> = lines.iter().map(|line| line.row.account.as_str()).collect();
        let accounts = db::exchange::meters::known(transaction, &numbers).await?;
        let mut rows = Vec::with_capacity(lines.len());
        let mut places = Vec::with_capacity(lines.len());
        for Line { number, row } in &lines {
            match meter(&accounts, row) {
                Ok(meter_id) => {
                    rows.push((desk.ids.next()?, meter_id, row));
                    places.push(*number);
                }
                Err((column, reason)) => desk.faults.note(*number, column, reason),
            }
        }
        let standing = db::exchange::readings::insert(transaction, desk.now, &rows).await?;
        for ((id, _, row), number) in rows.iter().zip(places) {
            match standing.get(id) {
                None => desk.added += 1,
                Some(other) if desk.ids.contains(other.id) => {
                    desk.faults.note(number, "taken_on", RowReason::Duplicate)
                }
                Some(other) if other.value == row.value => desk.skipped += 1,
                Some(_) => desk.faults.note(number, "value", RowReason::Contradicts),
            }
        }
        Ok(())
    }
}

/// The meter that the line is about, if the reading can be one of its registers'.
fn meter(accounts: &HashMap<String, KnownAccount>, row: &ReadingRow) -> Result<Uuid, (&'static str, RowReason)> {
    let account = accounts
        .get(row.account.as_str())
        .ok_or(("account", RowReason::Unknown))?;
    let meter = account.meter(&row.serial).ok_or(("serial", RowReason::Unknown))?;
    if !meter.zones.zones().contains(&row.zone) {
        return Err(("zone", RowReason::Word));
    }
    if row.value >= Energy::turnover(meter.digits) {
        return Err(("value", RowReason::Reading));
    }
    Ok(meter.id)
}
