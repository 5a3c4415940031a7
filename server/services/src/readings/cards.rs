//! An account's meters with what the browser needs to check a reading.

use chrono::NaiveDate;
use db::{
    entity::{meters, registers},
    readings::{
        kept as kept_rows, meters as meter_rows, photos as photo_rows,
        readings::{self as reading_rows, Counting},
        receipts as receipt_rows,
    },
};
use domain::{
    accounts::Branch,
    billing::{Register, Shown},
    calendar::months_before,
    readings::{Energy, MeterCard, MeterRules, PastReading, RegisterRules, Source, WindowState, Zone, ZoneHours},
};
use sea_orm::ConnectionTrait;
use uuid::Uuid;

use super::{keep, photos, receipt, refusals};
use crate::{Error, Result};

/// Usual use is taken from so many months: two years before this one, and the month before the first of them.
const MONTHS: u32 = 26;

/// What is known of an account's meters.
pub(crate) struct Seen {
    /// As its page shows them, archived ones last.
    pub(crate) cards: Vec<MeterCard>,
    /// As forecast and advice reckon with them, archived ones too.
    pub(crate) registers: Vec<Register>,
}

/// The account's meters.
pub(crate) async fn seen(
    conn: &impl ConnectionTrait,
    account_id: Uuid,
    branch: &Branch,
    today: NaiveDate,
) -> Result<Seen> {
    let window = &branch.window.state(today);
    let meters = meter_rows::of_account(conn, account_id).await?;
    let past = past(conn, &meters, window, today).await?;
    let kept = kept_rows::of_account(conn, account_id).await?;
    let since = counts_since(window, today);
    // The page shows what counts now and what is kept; there are years of the rest.
    let counting = meters.iter().filter_map(|(meter, _)| sent_with(&past, meter.id, since));
    let shown: Vec<_> = counting.chain(kept.iter().map(|row| row.id)).collect();
    let attached = photo_rows::of_sendings(conn, &shown).await?;
    let receipts = receipt_rows::of_sendings(conn, &shown).await?;
    let ids: Vec<_> = meters.iter().map(|(meter, _)| meter.id).collect();
    let refused = receipt_rows::refused(conn, &ids).await?;
    let mut cards = Vec::with_capacity(meters.len());
    let mut counted = Vec::new();
    for (meter, registers) in &meters {
        let mut card = card(meter, registers, &past, window, today)?;
        for register in &card.rules.registers {
            counted.push(counted_by(meter, register.zone, &past, !card.is_archived(today))?);
        }
        let kept = kept.iter().find(|row| row.meter_id == meter.id);
        card.kept = kept.map(keep::read).transpose()?;
        card.hours = branch.hours.clone();
        if let (Some(kept), Some(row)) = (&mut card.kept, kept) {
            kept.photos = photos::of(&attached, Some(row.id));
        }
        let sending = sent_with(&past, meter.id, since);
        card.photos = photos::of(&attached, sending);
        let receipt = receipts.iter().find(|row| Some(row.id) == sending);
        card.receipt = receipt.map(receipt::printed).transpose()?;
        card.refused = refusals::refused(meter, &past, &refused)?;
        cards.push(card);
    }
    cards.sort_by_key(|card| (card.is_archived(today), card.serial.clone()));
    Ok(Seen {
        cards,
        registers: counted,
    })
}

/// What one register of a meter showed.
fn counted_by(meter: &meters::Model, zone: Zone, past: &[Counting], in_use: bool) -> Result<Register> {
    let own = past
        .iter()
        .filter(|reading| reading.meter_id == meter.id && reading.zone == zone.key());
    let shown = own.map(|reading| Shown {
        taken_on: reading.taken_on,
        value: Energy::from_thousandths(reading.value),
        real: Source::from_key(&reading.source).is_some_and(Source::is_real),
    });
    Ok(Register::new(zone, small(meter.digits)?, in_use, shown.collect()))
}

/// What the meters showed in about two years. A register that was not read for longer, perhaps because its meter is long
/// archived, adds the two years before its last reading: that one still bounds the next.
pub(super) async fn past(
    conn: &impl ConnectionTrait,
    meters: &[(meters::Model, Vec<registers::Model>)],
    window: &WindowState,
    today: NaiveDate,
) -> Result<Vec<Counting>> {
    let ids: Vec<_> = meters.iter().map(|(meter, _)| meter.id).collect();
    let past = reading_rows::since(conn, &ids, months_before(today, MONTHS)).await?;
    let since = counts_since(window, today);
    let was_read = |register: &registers::Model| {
        past.iter().any(|reading| {
            reading.meter_id == register.meter_id && reading.zone == register.zone && reading.taken_on < since
        })
    };
    let mut oldest = None::<NaiveDate>;
    for register in meters.iter().flat_map(|(_, registers)| registers) {
        if !was_read(register) {
            let last = reading_rows::last_day(conn, register.meter_id, &register.zone, since).await?;
            oldest = oldest.into_iter().chain(last).min();
        }
    }
    match oldest {
        Some(last) => Ok(reading_rows::since(conn, &ids, months_before(last, MONTHS)).await?),
        None => Ok(past),
    }
}

/// The day from which on readings belong to the present window.
fn counts_since(window: &WindowState, today: NaiveDate) -> NaiveDate {
    match window {
        WindowState::Open { from, .. } => *from,
        WindowState::Closed { .. } => today.succ_opt().unwrap_or(today),
    }
}

/// The sending whose readings count in the present window.
fn sent_with(past: &[Counting], meter_id: Uuid, since: NaiveDate) -> Option<Uuid> {
    past.iter()
        .find(|reading| reading.meter_id == meter_id && is_sent(reading) && reading.taken_on >= since)
        .and_then(|reading| reading.submission_id)
}

/// One meter, without what is kept for it and without photos and its zones' hours. In a closed window every reading so far counts as previous; in an open one those before it.
pub(super) fn card(
    meter: &meters::Model,
    registers: &[registers::Model],
    past: &[Counting],
    window: &WindowState,
    today: NaiveDate,
) -> Result<MeterCard> {
    let digits = small(meter.digits)?;
    let since = counts_since(window, today);
    let of_meter = || past.iter().filter(|reading| reading.meter_id == meter.id);
    let mut counted = Vec::new();
    for reading in of_meter() {
        counted.push(PastReading {
            zone: zone(&reading.zone)?,
            value: Energy::from_thousandths(reading.value),
            taken_on: reading.taken_on,
        });
    }
    let mut zones = registers
        .iter()
        .map(|register| zone(&register.zone))
        .collect::<Result<Vec<_>>>()?;
    zones.sort_by_key(|zone| in_order(*zone));
    let sent = of_meter().filter(|reading| is_sent(reading) && reading.taken_on >= since);
    let sent = sent
        .map(|reading| Ok((zone(&reading.zone)?, Energy::from_thousandths(reading.value))))
        .collect::<Result<_>>()?;
    let registers = zones
        .into_iter()
        .map(|zone| RegisterRules::from_history(zone, digits, &counted, since))
        .collect();
    Ok(MeterCard {
        id: meter.id,
        serial: meter.serial.clone(),
        installed_on: meter.installed_on,
        seal: meter.seal.clone(),
        automatic: meter.automatic,
        verification_due: meter.verification_due,
        archived_on: meter.archived_on,
        rules: MeterRules {
            digits,
            decimals: small(meter.decimals)?,
            registers,
        },
        sent,
        receipt: None,
        refused: None,
        kept: None,
        hours: ZoneHours::default(),
        photos: Vec::new(),
    })
}

/// Where a zone stands on a meter's display.
pub(super) fn in_order(zone: Zone) -> Option<usize> {
    [Zone::Single, Zone::Day, Zone::Peak, Zone::HalfPeak, Zone::Night]
        .iter()
        .position(|of| *of == zone)
}

pub(super) fn is_sent(reading: &Counting) -> bool {
    Source::from_key(&reading.source).is_some_and(Source::is_sent)
}

pub(super) fn zone(key: &str) -> Result<Zone> {
    Zone::from_key(key).ok_or_else(|| Error::internal("a register has an unknown zone"))
}

pub(super) fn small(number: i32) -> Result<u8> {
    u8::try_from(number).map_err(Error::internal)
}
