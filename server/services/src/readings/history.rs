//! The history of an account's readings.

use std::ops::Range;

use chrono::{Datelike, Months, NaiveDate};
use db::{
    entity::{meters, reading_photos, readings::Model},
    readings::{photos as photo_rows, readings as reading_rows, receipts as receipt_rows},
};
use domain::{
    accounts::Action,
    calendar::{business_date, long_moment, months_before},
    readings::{Energy, History, HistoryRow, Source, month_uses},
};
use sea_orm::ConnectionTrait;
use uuid::Uuid;

use super::{
    cards::{small, zone},
    photos, receipt,
};
use crate::{
    Error, Result, Services,
    accounts::{Own, own},
    identity::Caller,
};

/// The most rows of a page: more than a three-zone meter has in ten years.
const PAGE_ROWS: u64 = 2_000;
/// The most rows of the file: more than any account has.
const FILE_ROWS: u64 = 100_000;
/// The years of every date that a registry may have.
const EVER: Range<i32> = 1950..2201;
/// Months of a year's page.
const MONTHS: u32 = 12;

/// The account's readings of a year, or of the last twelve months; what was used in it and the year before. A year before
/// the first reading or to come is as none.
///
/// # Errors
/// `NotFound` when the account is not in the caller's cabinet.
pub async fn history(services: &Services, caller: &Caller, account_id: Uuid, year: Option<i32>) -> Result<History> {
    let conn = services.db.reader();
    let own = own(services, conn, caller.user_id, account_id).await?;
    own.require(Action::SeeReadings)?;
    let today = business_date(services.now(), own.branch.offset_minutes);
    let first = reading_rows::first_day(conn, account_id).await?;
    let years: Vec<_> = first.map_or_else(Vec::new, |first| (first.year()..=today.year()).rev().collect());
    let year = year.filter(|year| years.contains(year));
    let chart_year = year.unwrap_or_else(|| today.year());
    // A quarter more than is shown: the reading before the first one tells what was used.
    let days = january(chart_year - 1) - Months::new(3)..january(chart_year + 1);
    let attached = photo_rows::of_account(conn, account_id).await?;
    let mut rows = rows(conn, caller, &own, &attached, days, PAGE_ROWS).await?;
    let mut uses = month_uses(&rows);
    uses.retain(|of| of.year >= chart_year - 1);
    let since = months_before(today, MONTHS);
    rows.retain(|row| year.map_or(row.taken_on > since, |year| row.taken_on.year() == year));
    Ok(History {
        year,
        years,
        rows,
        chart_year,
        uses,
    })
}

/// All readings of an account as a table for other programs: CSV with `;` in UTF-8 with its mark, as spreadsheets here
/// expect it.
///
/// # Errors
/// `NotFound` when the account is not in the caller's cabinet.
pub async fn history_table(services: &Services, caller: &Caller, account_id: Uuid) -> Result<Vec<u8>> {
    let conn = services.db.reader();
    let own = own(services, conn, caller.user_id, account_id).await?;
    own.require(Action::SeeReadings)?;
    let ever = january(EVER.start)..january(EVER.end);
    let rows = rows(conn, caller, &own, &[], ever, FILE_ROWS).await?;
    let mut table = csv::WriterBuilder::new()
        .delimiter(b';')
        .terminator(csv::Terminator::CRLF)
        .from_writer("\u{feff}".as_bytes().to_vec());
    let head = [
        "Дата",
        "Счётчик",
        "Зона",
        "Показание, кВт·ч",
        "Расход, кВт·ч",
        "Источник",
        "Заменено",
    ];
    table.write_record(head).map_err(Error::internal)?;
    for row in rows {
        let cells = [
            row.taken_on.to_string(),
            harmless(&row.serial),
            row.zone.title().to_owned(),
            number(row.value),
            row.volume.map(number).unwrap_or_default(),
            row.source.title(row.own).to_owned(),
            replaced(&row).to_owned(),
        ];
        table.write_record(cells).map_err(Error::internal)?;
    }
    table.into_inner().map_err(|error| Error::internal(error.into_error()))
}

fn replaced(row: &HistoryRow) -> &'static str {
    match &row.receipt {
        Some(receipt) if receipt.refused => "не принято",
        _ if row.superseded => "да",
        _ => "",
    }
}

/// The readings of some days, newest first, each with the difference to the one before.
async fn rows(
    conn: &impl ConnectionTrait,
    caller: &Caller,
    own: &Own,
    attached: &[reading_photos::Model],
    days: Range<NaiveDate>,
    most: u64,
) -> Result<Vec<HistoryRow>> {
    let rows = reading_rows::history(conn, own.account.id, days, most).await?;
    let receipts = receipt_rows::of_account(conn, own.account.id).await?;
    let receipts = receipts.into_iter().map(|receipt| (receipt.id, receipt)).collect();
    let row = |(at, (row, meter)): (usize, &(Model, meters::Model))| {
        let behind = rows.iter().skip(at + 1).map(|(row, _)| row);
        let earlier = behind.clone().find(|earlier| counts_before(earlier, row));
        let digits = small(meter.digits)?;
        Ok(HistoryRow {
            serial: meter.serial.clone(),
            zone: zone(&row.zone)?,
            value: Energy::from_thousandths(row.value),
            volume: earlier.and_then(|earlier| {
                Energy::from_thousandths(row.value).since(Energy::from_thousandths(earlier.value), digits)
            }),
            taken_on: row.taken_on,
            received: came_here(row).then(|| long_moment(row.received_at, own.branch.offset_minutes)),
            typed: row
                .typed_at
                .map(|typed_at| long_moment(typed_at, own.branch.offset_minutes)),
            own: row.user_id == Some(caller.user_id),
            source: Source::from_key(&row.source).ok_or_else(|| Error::internal("a reading has an unknown source"))?,
            superseded: row.superseded_at.is_some(),
            photos: photos::of(attached, row.submission_id),
            receipt: receipt::of_row(own, &receipts, row)?,
        })
    };
    rows.iter().enumerate().map(row).collect()
}

/// Whether somebody sent it through this program.
fn came_here(row: &Model) -> bool {
    row.submission_id.is_some() || row.user_id.is_some() || row.source == Source::Guest.key()
}

fn counts_before(earlier: &Model, row: &Model) -> bool {
    let same_register = earlier.meter_id == row.meter_id && earlier.zone == row.zone;
    same_register && earlier.superseded_at.is_none() && earlier.taken_on < row.taken_on
}

fn january(year: i32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, 1, 1).unwrap_or_default()
}

/// With a comma, as spreadsheets here read numbers.
fn number(value: Energy) -> String {
    value.plain().replace('.', ",")
}

/// A text that no spreadsheet takes for a formula.
fn harmless(text: &str) -> String {
    if text.starts_with(['=', '+', '-', '@', '\t', '\r']) {
        format!("'{text}")
    } else {
        text.to_owned()
    }
}
