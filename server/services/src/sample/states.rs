//! What the billing has done with the readings of an account's last months: most are in a bill, the last ones on their way.

use chrono::{Days, NaiveDate};
use domain::{
    calendar::{month_of, months_before},
    exchange::{ReadingRow, StateRow},
    readings::{Objection, Source, Step},
};

use super::Plan;

/// Months whose readings count as sent by customers here; those before came from the billing and have no receipts.
pub(super) const MONTHS: u32 = 6;

/// The first day of those months.
pub(super) fn since(today: NaiveDate) -> NaiveDate {
    months_before(month_of(today), MONTHS)
}

/// The steps that the readings of the account `index` have taken until today. How far the last two months have come
/// follows from its place, so that a small sample has every state.
pub(super) fn of(plan: Plan, index: u32, readings: &[ReadingRow]) -> Vec<StateRow> {
    let mut states = Vec::new();
    let mut last = None;
    for reading in readings {
        let sending = (&reading.serial, reading.taken_on);
        if reading.source != Source::Customer || reading.taken_on < since(plan.today) || last == Some(sending) {
            continue;
        }
        last = Some(sending);
        let row = |step| StateRow {
            account: reading.account.clone(),
            serial: reading.serial.clone(),
            taken_on: reading.taken_on,
            step,
        };
        states.extend(steps(plan.today, index, reading.taken_on).into_iter().map(row));
    }
    states
}

/// Checked two days after it came, in the bill of its month on the first day of the next one.
fn steps(today: NaiveDate, index: u32, taken_on: NaiveDate) -> Vec<Step> {
    let month = month_of(taken_on);
    let back = (1..=MONTHS).find(|back| months_before(month_of(today), *back) == month);
    let check = Step::Check {
        on: taken_on + Days::new(2),
    };
    let bill = Step::Bill {
        on: domain::calendar::months_after(month, 1),
        month,
    };
    match (back, index % 3) {
        (Some(3), _) if index % 40 == 17 => vec![Step::Refuse {
            on: taken_on + Days::new(2),
            objection: Objection::Control,
        }],
        (Some(1), 2) => Vec::new(),
        (Some(1), 1) | (Some(2), 2) => vec![check],
        _ => vec![check, bill],
    }
}
