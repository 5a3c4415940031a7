//! The months of the year in which a line of a tariff holds: a season.

use std::{fmt, str::FromStr};

use chrono::{Datelike, NaiveDate};
use serde::{Deserialize, Serialize};

/// Months in a row, over the turn of the year too: the heating season is October to April.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Months {
    first: u8,
    last: u8,
}

/// The text names no months.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("months are two numbers from 1 to 12, as 10-4, or nothing")]
pub struct MonthsError;

impl Months {
    /// The whole year.
    pub const YEAR: Self = Self { first: 1, last: 12 };

    /// From one month to another, both included; 1 is January.
    ///
    /// # Errors
    /// When one of them is no month.
    pub fn new(first: u8, last: u8) -> Result<Self, MonthsError> {
        let months = 1..=12;
        if months.contains(&first) && months.contains(&last) {
            Ok(Self { first, last })
        } else {
            Err(MonthsError)
        }
    }

    /// Whether a day is in one of them.
    #[must_use]
    pub fn contain(self, day: NaiveDate) -> bool {
        let month = day.month();
        let (first, last) = (u32::from(self.first), u32::from(self.last));
        if first <= last {
            (first..=last).contains(&month)
        } else {
            month >= first || month <= last
        }
    }
}

impl FromStr for Months {
    type Err = MonthsError;

    /// Reads `10-4`; nothing is the whole year.
    fn from_str(text: &str) -> Result<Self, MonthsError> {
        let text = text.trim();
        if text.is_empty() {
            return Ok(Self::YEAR);
        }
        let (first, last) = text.split_once('-').ok_or(MonthsError)?;
        let month = |text: &str| text.trim().parse().map_err(|_| MonthsError);
        Self::new(month(first)?, month(last)?)
    }
}

impl fmt::Display for Months {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}-{}", self.first, self.last)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn within(months: &str) -> Vec<u32> {
        let months: Months = months.parse().expect("months");
        let first = |month| NaiveDate::from_ymd_opt(2026, month, 1).expect("a day");
        (1..=12).filter(|&month| months.contain(first(month))).collect()
    }

    #[test]
    fn a_season_may_turn_the_year() {
        assert_eq!(within("10-4"), [1, 2, 3, 4, 10, 11, 12]);
        assert_eq!(within("5-9"), [5, 6, 7, 8, 9]);
        assert_eq!(within(""), (1..=12).collect::<Vec<_>>());
        assert_eq!(within("7-7"), [7]);
    }

    #[test]
    fn what_names_no_months_is_refused() {
        for text in ["0-4", "1-13", "4", "a-b", "1-2-3", "-"] {
            assert_eq!(text.parse::<Months>(), Err(MonthsError), "{text}");
        }
    }
}
