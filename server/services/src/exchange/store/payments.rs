//! Payments: each reference once and for all.

use domain::exchange::{PaymentRow, RowReason};
use sea_orm::DatabaseTransaction;

use super::{Desk, Store};
use crate::exchange::{ImportError, lines::Line};

/// Nothing needs to be remembered: the database tells which references are taken.
pub(in super::super) struct Payments;

impl Store for Payments {
    type Row = PaymentRow;

    async fn store(
        &mut self,
        transaction: &DatabaseTransaction,
        lines: Vec<Line<PaymentRow>>,
        desk: &mut Desk<'_>,
    ) -> Result<(), ImportError> {
        let numbers: Vec<_> = lines.iter().map(|line| line.row.account.as_str()).collect();
        let accounts = db::exchange::accounts::known(transaction, &numbers).await?;
        let mut rows = Vec::with_capacity(lines.len());
        let mut places = Vec::with_capacity(lines.len());
        for Line { number, row } in &lines {
            match accounts.get(row.account.as_str()) {
                Some(account_id) => {
                    rows.push((desk.ids.next()?, *account_id, row));
                    places.push(*number);
                }
                None => desk.faults.note(*number, "account", RowReason::Unknown),
            }
        }
        let refused = db::exchange::payments::insert(transaction, &rows).await?;
        for ((id, ..), number) in rows.iter().zip(places) {
            if refused.contains(id) {
                desk.faults.note(number, "reference", RowReason::Duplicate);
            } else {
                desk.added += 1;
            }
        }
        Ok(())
    }
}
