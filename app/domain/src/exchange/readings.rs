//! A line of the reading registry.

use chrono::NaiveDate;

use super::{Cells, RegistryRow, RowError, RowReason};
use crate::{
    accounts::AccountNumber,
    readings::{Energy, Source, Zone},
};

/// One reading of one register.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReadingRow {
    /// The account.
    pub account: AccountNumber,
    /// The meter's number, as in the meter registry.
    pub serial: String,
    /// The register.
    pub zone: Zone,
    /// The day it was taken.
    pub taken_on: NaiveDate,
    /// What the register showed.
    pub value: Energy,
    /// Who it came from.
    pub source: Source,
}

impl RegistryRow for ReadingRow {
    const COLUMNS: &'static [&'static str] = &["account", "serial", "zone", "taken_on", "value", "source"];

    fn read(cells: Cells<'_>) -> Result<Self, RowError> {
        Ok(Self {
            account: cells.parse("account", RowReason::Number, str::parse)?,
            serial: cells.required("serial", 40)?.to_owned(),
            zone: cells.parse("zone", RowReason::Word, |text| Zone::from_key(text).ok_or(()))?,
            taken_on: cells.date("taken_on")?,
            value: cells.parse("value", RowReason::Reading, |text| Energy::parse(text, 9, 3))?,
            source: cells.parse("source", RowReason::Word, |text| Source::from_key(text).ok_or(()))?,
        })
    }

    fn write(&self) -> Vec<String> {
        vec![
            self.account.as_str().to_owned(),
            self.serial.clone(),
            self.zone.key().to_owned(),
            self.taken_on.to_string(),
            self.value.plain(),
            self.source.key().to_owned(),
        ]
    }
}

#[cfg(test)]
mod tests {
    use super::{super::row::tests::*, *};

    const RIGHT: &[(&str, &str)] = &[
        ("account", "690000001"),
        ("serial", "СЭ-0001"),
        ("zone", "half_peak"),
        ("taken_on", "2026-10-24"),
        ("value", "1234.5"),
        ("source", "calculated"),
    ];

    #[test]
    fn a_reading_is_read_and_written_back() {
        let row: ReadingRow = read(RIGHT).expect("a reading");
        assert_eq!(
            row.write(),
            RIGHT.iter().map(|(_, value)| (*value).to_owned()).collect::<Vec<_>>()
        );
    }

    #[test]
    fn a_wrong_cell_is_named() {
        for (column, value, reason) in [
            ("zone", "noon", RowReason::Word),
            ("value", "-5", RowReason::Reading),
            ("value", "1234567890", RowReason::Reading),
            ("source", "", RowReason::Empty),
        ] {
            assert_eq!(read::<ReadingRow>(&with(RIGHT, column, value)), Err((column, reason)));
        }
    }
}
