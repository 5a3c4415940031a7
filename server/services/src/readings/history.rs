//! The history of an account's readings.

use db::{entity::readings::Model, readings::readings as reading_rows};
use domain::{
    accounts::Action,
    calendar::long_moment,
    readings::{Energy, HistoryRow, Source},
};
use uuid::Uuid;

use super::cards::{small, zone};
use crate::{Error, Result, Services, accounts::own, identity::Caller};

/// The most rows shown at once: three years of a three-zone meter with room for corrections.
const ROWS: u64 = 200;

/// The account's readings, newest first.
///
/// # Errors
/// `NotFound` when the account is not in the caller's cabinet.
pub async fn history(services: &Services, caller: &Caller, account_id: Uuid) -> Result<Vec<HistoryRow>> {
    let conn = services.db.reader();
    let own = own(services, conn, caller, account_id).await?;
    own.require(Action::SeeReadings)?;
    let rows = reading_rows::history(conn, account_id, ROWS).await?;
    let mut history = Vec::with_capacity(rows.len());
    for (at, (row, meter)) in rows.iter().enumerate() {
        let earlier = rows
            .iter()
            .skip(at + 1)
            .map(|(row, _)| row)
            .find(|earlier| counts_before(earlier, row));
        let digits = small(meter.digits)?;
        history.push(HistoryRow {
            serial: meter.serial.clone(),
            zone: zone(&row.zone)?,
            value: Energy::from_thousandths(row.value),
            volume: earlier.and_then(|earlier| {
                Energy::from_thousandths(row.value).since(Energy::from_thousandths(earlier.value), digits)
            }),
            taken_on: row.taken_on,
            received: row
                .user_id
                .map(|_| long_moment(row.received_at, own.branch.offset_minutes)),
            own: row.user_id == Some(caller.user_id),
            source: Source::from_key(&row.source).ok_or_else(|| Error::internal("a reading has an unknown source"))?,
            superseded: row.superseded_at.is_some(),
        });
    }
    Ok(history)
}

fn counts_before(earlier: &Model, row: &Model) -> bool {
    let same_register = earlier.meter_id == row.meter_id && earlier.zone == row.zone;
    same_register && earlier.superseded_at.is_none() && earlier.taken_on < row.taken_on
}
