//! The meters of a sample's account: mostly one; a few have taken the place of an older one.

use chrono::{Days, Months, NaiveDate};
use domain::{accounts::AccountNumber, exchange::MeterRow, readings::ZoneSet};
use fastrand::Rng;

use super::Plan;

/// Months of readings that a sample has.
pub(super) const MONTHS: u32 = 36;
/// Months between two verifications.
const VERIFIED_FOR: u32 = 16 * 12;

/// The meters of the account at `place` of the branch `at`, the one in use last. Which account gets which kind follows
/// from its place alone, so that a small sample has every kind, in every branch.
pub(super) fn of(plan: Plan, account: &AccountNumber, at: u32, place: u32, rng: &mut Rng) -> Vec<MeterRow> {
    let zones = match (place + at) % 10 {
        0..=6 => ZoneSet::One,
        7..=8 => ZoneSet::Two,
        _ => ZoneSet::Three,
    };
    let installed_on = before(plan.today, rng.u32(44..150), rng.u64(..28));
    let mut meter = MeterRow {
        serial: serial(rng),
        account: account.clone(),
        zones,
        digits: if rng.u32(..4) == 0 { 6 } else { 5 },
        decimals: u8::from(rng.u32(..20) == 0),
        installed_on,
        verification_due: installed_on.checked_add_months(Months::new(VERIFIED_FOR)),
        archived_on: None,
        seal: Some(format!("{:07}", rng.u32(..10_000_000))),
        // One in forty, in every branch.
        automatic: (place + at) % 40 == 13,
    };
    if (place + 2 * at) % 20 == 7 {
        let due = before(plan.today, rng.u32(1..14), rng.u64(..28));
        meter.installed_on = before(due, VERIFIED_FOR, 0);
        meter.verification_due = Some(due);
    }
    if (place + 2 * at) % 20 == 9 {
        let due = domain::calendar::months_after(plan.today, 1);
        meter.installed_on = before(due, VERIFIED_FOR, 0);
        meter.verification_due = Some(due);
    }
    if (place + 3 * at) % 25 != 11 {
        return vec![meter];
    }
    let replaced_on = before(plan.today, rng.u32(4..MONTHS - 4), rng.u64(..28));
    let new = MeterRow {
        serial: serial(rng),
        digits: 6,
        installed_on: replaced_on,
        verification_due: replaced_on.checked_add_months(Months::new(VERIFIED_FOR)),
        ..meter.clone()
    };
    meter.archived_on = Some(replaced_on);
    vec![meter, new]
}

fn serial(rng: &mut Rng) -> String {
    format!("СЭ-{:08}", rng.u32(..100_000_000))
}

fn before(date: NaiveDate, months: u32, days: u64) -> NaiveDate {
    domain::calendar::months_before(date, months)
        .checked_sub_days(Days::new(days))
        .unwrap_or(date)
}
