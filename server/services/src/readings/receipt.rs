//! The receipt for sent readings: its number, what it says, its file.

use std::collections::HashMap;

use db::{
    entity::{meters, readings as row, receipts::Model},
    readings::{readings as reading_rows, receipts as rows},
};
use domain::{
    accounts::Action,
    calendar::{business_date, long_moment},
    readings::{Energy, PreviousReading, Receipt, ReceiptLine, ReceiptNumber, RowReceipt, Source, Stage},
};
use sea_orm::ConnectionTrait;
use uuid::Uuid;

use super::cards::{in_order, small, zone};
use crate::{
    Error, Result, Services,
    accounts::{Own, own},
    identity::Caller,
    ports::{Entropy, EntropyError},
};

/// A number that is taken already is met once in hundreds of tries when there are hundreds of millions of them.
const TRIES: usize = 8;

/// A number that nobody can guess.
pub(crate) fn number(entropy: &dyn Entropy) -> Result<ReceiptNumber, EntropyError> {
    let mut bytes = [0; 8];
    entropy.fill(&mut bytes)?;
    Ok(ReceiptNumber::from_random(bytes))
}

/// Gives a sending its receipt.
pub(super) async fn issue(services: &Services, tx: &impl ConnectionTrait, id: Uuid, meter_id: Uuid) -> Result<()> {
    for _ in 0..TRIES {
        let number = number(services.entropy.as_ref())?;
        let accepted = Stage::accepted(services.now().date_naive());
        if rows::insert(tx, rows::row(id, meter_id, number.digits().to_owned(), accepted)).await? {
            return Ok(());
        }
    }
    Err(Error::internal("every number of a receipt was taken"))
}

/// The receipt with this number, as far as the caller may see what it says.
///
/// # Errors
/// `NotFound` when the account is not in the caller's cabinet or has no such receipt.
pub async fn receipt(services: &Services, caller: &Caller, account_id: Uuid, number: &str) -> Result<Receipt> {
    let number: ReceiptNumber = number.parse().map_err(|_| Error::NotFound)?;
    let conn = services.db.reader();
    let own = own(services, conn, caller.user_id, account_id).await?;
    own.require(Action::SeeReadings)?;
    let found = rows::by_number(conn, number.digits()).await?;
    let (row, meter) = found
        .filter(|(_, meter)| meter.account_id == account_id)
        .ok_or(Error::NotFound)?;
    let readings = reading_rows::of_submission(conn, row.id).await?;
    let lines = lines(conn, &meter, &readings).await?;
    let first = readings
        .first()
        .ok_or_else(|| Error::internal("a receipt has no readings"))?;
    let by_clock = |moment| long_moment(moment, own.branch.offset_minutes);
    let stage = stage(&own, &row, first)?;
    let account = own.view();
    Ok(Receipt {
        number,
        company: own.branch.company.clone(),
        branch: account.branch,
        phone: own.branch.phone.clone(),
        account: account.number,
        address: account.address,
        serial: meter.serial,
        lines,
        taken_on: first.taken_on,
        received: by_clock(first.received_at),
        typed: first.typed_at.map(by_clock),
        source: source(first)?.title(first.user_id == Some(caller.user_id)),
        path: stage.path(),
        objection: stage.objection(),
        ahead: if first.superseded_at.is_some() {
            &[]
        } else {
            stage.ahead()
        },
        superseded: first.superseded_at.filter(|_| !stage.is_refused()).map(by_clock),
        as_of: by_clock(services.now()),
    })
}

/// The same on paper: its number as printed, and a PDF.
///
/// # Errors
/// Those of [`receipt`]; `Busy` when too many are being made.
pub async fn receipt_file(
    services: &Services,
    caller: &Caller,
    account_id: Uuid,
    number: &str,
) -> Result<(String, Vec<u8>)> {
    let receipt = receipt(services, caller, account_id, number).await?;
    Ok((receipt.number.to_string(), services.documents.receipt(&receipt).await?))
}

/// What the history says of the receipt for a reading.
pub(super) fn of_row(own: &Own, receipts: &HashMap<Uuid, Model>, reading: &row::Model) -> Result<Option<RowReceipt>> {
    let Some(row) = reading.submission_id.and_then(|id| receipts.get(&id)) else {
        return Ok(None);
    };
    let stage = stage(own, row, reading)?;
    Ok(Some(RowReceipt {
        number: printed(row)?,
        path: stage.words(),
        refused: stage.is_refused(),
    }))
}

/// A receipt's number as printed.
pub(super) fn printed(row: &Model) -> Result<String> {
    let number: ReceiptNumber = row.number.parse().map_err(Error::internal)?;
    Ok(number.to_string())
}

/// How far a sending has come.
pub(super) fn stage(own: &Own, row: &Model, reading: &row::Model) -> Result<Stage> {
    let accepted_on = business_date(reading.received_at, own.branch.offset_minutes);
    Ok(rows::stage(row, accepted_on)?)
}

/// The registers in the order of the meter's display, each with what it showed before.
async fn lines(
    conn: &impl ConnectionTrait,
    meter: &meters::Model,
    readings: &[row::Model],
) -> Result<Vec<ReceiptLine>> {
    let digits = small(meter.digits)?;
    let mut lines = Vec::with_capacity(readings.len());
    for reading in readings {
        let before = reading_rows::last_before(conn, meter.id, &reading.zone, reading.taken_on).await?;
        let previous = before.map(|before| PreviousReading {
            value: Energy::from_thousandths(before.value),
            taken_on: before.taken_on,
        });
        let value = Energy::from_thousandths(reading.value);
        lines.push(ReceiptLine {
            zone: zone(&reading.zone)?,
            value,
            previous,
            volume: previous.and_then(|previous| value.since(previous.value, digits)),
        });
    }
    lines.sort_by_key(|line| in_order(line.zone));
    Ok(lines)
}

fn source(reading: &row::Model) -> Result<Source> {
    Source::from_key(&reading.source).ok_or_else(|| Error::internal("a reading has an unknown source"))
}
