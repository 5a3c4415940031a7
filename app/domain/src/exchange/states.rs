//! A line of the registry of states: what the billing has done with a sending of readings.

use chrono::{Datelike, NaiveDate};

use super::{Cells, RegistryRow, RowError, RowReason};
use crate::{
    accounts::AccountNumber,
    readings::{Objection, Step},
};

/// One step of one sending.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StateRow {
    /// The account.
    pub account: AccountNumber,
    /// The meter's number, as in the meter registry.
    pub serial: String,
    /// The day that the readings hold for.
    pub taken_on: NaiveDate,
    /// What was done.
    pub step: Step,
}

impl RegistryRow for StateRow {
    const COLUMNS: &'static [&'static str] = &["account", "serial", "taken_on", "state", "date", "month", "reason"];

    fn read(cells: Cells<'_>) -> Result<Self, RowError> {
        let (account, serial) = (
            cells.parse("account", RowReason::Number, str::parse)?,
            cells.required("serial", 40)?,
        );
        let (taken_on, on) = (cells.date("taken_on")?, cells.date("date")?);
        let step = match cells.required("state", 20)? {
            "checked" => Step::Check { on },
            "refused" => Step::Refuse {
                on,
                objection: cells.parse("reason", RowReason::Word, |key| Objection::from_key(key).ok_or(()))?,
            },
            "billed" => Step::Bill {
                on,
                month: cells.parse("month", RowReason::Month, |text| read_month(text, taken_on))?,
            },
            _ => return Err(wrong("state", RowReason::Word)),
        };
        let has = |column| cells.text(column, 20).map(|text| !text.is_empty());
        if has("month")? && !matches!(step, Step::Bill { .. }) {
            return Err(wrong("month", RowReason::Idle));
        }
        if has("reason")? && !matches!(step, Step::Refuse { .. }) {
            return Err(wrong("reason", RowReason::Idle));
        }
        Ok(Self {
            account,
            serial: serial.to_owned(),
            taken_on,
            step,
        })
    }

    fn write(&self) -> Vec<String> {
        let (state, on, month, reason) = match self.step {
            Step::Check { on } => ("checked", on, String::new(), ""),
            Step::Refuse { on, objection } => ("refused", on, String::new(), objection.key()),
            Step::Bill { on, month } => ("billed", on, month.format("%Y-%m").to_string(), ""),
        };
        vec![
            self.account.as_str().to_owned(),
            self.serial.clone(),
            self.taken_on.to_string(),
            state.to_owned(),
            on.to_string(),
            month,
            reason.to_owned(),
        ]
    }
}

const fn wrong(column: &'static str, reason: RowReason) -> RowError {
    RowError { column, reason }
}

/// `2026-11`: a month whose bill may count with a reading of the day. That is the day's own, the one before (a window may
/// end after it) or one of the twelve behind: a slip of the year could never be mended.
fn read_month(text: &str, taken_on: NaiveDate) -> Result<NaiveDate, ()> {
    let month: NaiveDate = format!("{text}-01").parse().map_err(|_| ())?;
    let months = |day: NaiveDate| i64::from(day.year()) * 12 + i64::from(day.month());
    let is_near = (-1..=12).contains(&(months(month) - months(taken_on)));
    (text.len() == 7 && is_near).then_some(month).ok_or(())
}

#[cfg(test)]
mod tests {
    use super::{super::row::tests::*, *};

    const RIGHT: &[(&str, &str)] = &[
        ("account", "690000001"),
        ("serial", "СЭ-0001"),
        ("taken_on", "2026-11-24"),
        ("state", "billed"),
        ("date", "2026-12-01"),
        ("month", "2026-11"),
        ("reason", ""),
    ];

    fn states() -> [Vec<(&'static str, &'static str)>; 3] {
        let without_month = with(RIGHT, "month", "");
        let refused = with(&with(&without_month, "state", "refused"), "reason", "seal");
        [RIGHT.to_vec(), with(&without_month, "state", "checked"), refused]
    }

    #[test]
    fn every_state_is_read_and_written_back() {
        for line in states() {
            let row: StateRow = read(&line).expect("a state");
            assert_eq!(
                row.write(),
                line.iter().map(|(_, value)| (*value).to_owned()).collect::<Vec<_>>()
            );
        }
    }

    #[test]
    fn a_wrong_cell_is_named() {
        let [billed, checked, refused] = states();
        for (line, column, value, reason) in [
            (&billed, "account", "А-1", RowReason::Number),
            (&billed, "taken_on", "24.11.2026", RowReason::Date),
            (&billed, "state", "accepted", RowReason::Word),
            (&billed, "state", "", RowReason::Empty),
            (&billed, "date", "", RowReason::Empty),
            (&billed, "month", "", RowReason::Empty),
            (&billed, "month", "11.2026", RowReason::Month),
            (&billed, "month", "2026-11-01", RowReason::Month),
            (&billed, "month", "2026-09", RowReason::Month),
            (&billed, "month", "2062-11", RowReason::Month),
            (&billed, "reason", "seal", RowReason::Idle),
            (&checked, "month", "2026-11", RowReason::Idle),
            (&refused, "reason", "", RowReason::Empty),
            (&refused, "reason", "mood", RowReason::Word),
        ] {
            let found = read::<StateRow>(&with(line, column, value));
            assert_eq!(found, Err((column, reason)), "{column}: {value}");
        }
    }

    #[test]
    fn a_bill_is_of_a_month_near_the_reading() {
        let taken_on = NaiveDate::from_ymd_opt(2026, 11, 24).expect("a date");
        for (month, expected) in [
            ("2026-09", false),
            ("2026-10", true),
            ("2026-11", true),
            ("2027-11", true),
            ("2027-12", false),
        ] {
            assert_eq!(read_month(month, taken_on).is_ok(), expected, "{month}");
        }
    }
}
