//! A line of the meter registry.

use chrono::NaiveDate;

use super::{Cells, RegistryRow, RowError, RowReason};
use crate::{accounts::AccountNumber, readings::ZoneSet};

/// One meter of an account.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MeterRow {
    /// The number on its plate, unique within the account.
    pub serial: String,
    /// The account.
    pub account: AccountNumber,
    /// Its zones.
    pub zones: ZoneSet,
    /// Digits before the comma.
    pub digits: u8,
    /// Digits after the comma that a customer may type.
    pub decimals: u8,
    /// Since when it counts.
    pub installed_on: NaiveDate,
    /// When it must be verified next.
    pub verification_due: Option<NaiveDate>,
    /// Since when it does not count any more.
    pub archived_on: Option<NaiveDate>,
    /// The number of its seal.
    pub seal: Option<String>,
    /// Whether it sends its readings itself.
    pub automatic: bool,
}

/// The word of a cell that says yes; an empty one says no.
const YES: &str = "yes";

fn yes(text: &str) -> Result<(), ()> {
    if text == YES { Ok(()) } else { Err(()) }
}

impl RegistryRow for MeterRow {
    const COLUMNS: &'static [&'static str] = &[
        "serial",
        "account",
        "zones",
        "digits",
        "decimals",
        "installed_on",
        "verification_due",
        "archived_on",
        "seal",
        "automatic",
    ];

    fn read(cells: Cells<'_>) -> Result<Self, RowError> {
        let small = |column, low, high| {
            cells
                .between(column, low, high)
                .map(|n| u8::try_from(n).unwrap_or_default())
        };
        Ok(Self {
            serial: cells.required("serial", 40)?.to_owned(),
            account: cells.parse("account", RowReason::Number, str::parse)?,
            zones: cells.parse("zones", RowReason::Range, str::parse)?,
            digits: small("digits", 4, 9)?,
            decimals: small("decimals", 0, 3)?,
            installed_on: cells.date("installed_on")?,
            verification_due: cells.optional_date("verification_due")?,
            archived_on: cells.optional_date("archived_on")?,
            seal: Some(cells.text("seal", 40)?.to_owned()).filter(|seal| !seal.is_empty()),
            automatic: cells.optional("automatic", RowReason::Word, yes)?.is_some(),
        })
    }

    fn write(&self) -> Vec<String> {
        let date = |date: Option<NaiveDate>| date.map(|date| date.to_string()).unwrap_or_default();
        vec![
            self.serial.clone(),
            self.account.as_str().to_owned(),
            self.zones.to_string(),
            self.digits.to_string(),
            self.decimals.to_string(),
            self.installed_on.to_string(),
            date(self.verification_due),
            date(self.archived_on),
            self.seal.clone().unwrap_or_default(),
            if self.automatic { YES.to_owned() } else { String::new() },
        ]
    }
}

#[cfg(test)]
mod tests {
    use super::{super::row::tests::*, *};

    const RIGHT: &[(&str, &str)] = &[
        ("serial", "СЭ-0001"),
        ("account", "690000001"),
        ("zones", "2"),
        ("digits", "5"),
        ("decimals", "0"),
        ("installed_on", "2020-06-01"),
        ("verification_due", "2036-06-01"),
        ("archived_on", ""),
        ("seal", "0012345"),
        ("automatic", "yes"),
    ];

    #[test]
    fn a_meter_is_read_and_written_back() {
        let row: MeterRow = read(RIGHT).expect("a meter");
        assert_eq!(
            row.write(),
            RIGHT.iter().map(|(_, value)| (*value).to_owned()).collect::<Vec<_>>()
        );
    }

    #[test]
    fn a_wrong_cell_is_named() {
        for (column, value, reason) in [
            ("zones", "4", RowReason::Range),
            ("digits", "3", RowReason::Range),
            ("decimals", "x", RowReason::Range),
            ("installed_on", "", RowReason::Empty),
            ("verification_due", "скоро", RowReason::Date),
            ("automatic", "да", RowReason::Word),
        ] {
            assert_eq!(read::<MeterRow>(&with(RIGHT, column, value)), Err((column, reason)));
        }
    }
}
