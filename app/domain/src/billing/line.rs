//! The prices of one zone for a time.

use chrono::NaiveDate;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::Months;
use crate::readings::{Energy, Zone};

/// A range («диапазон») of a month's use and its price.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Band {
    /// The use in a month up to which the price holds, of all zones together; the last range has no end.
    pub up_to: Option<Energy>,
    /// Roubles for one kWh.
    #[serde(with = "rust_decimal::serde::str")]
    pub rate: Decimal,
}

/// A rate is kept to so many digits after the point.
const SCALE: u32 = 5;

impl Band {
    /// The rate as whole hundred-thousandths of a rouble, for tables; nothing for a rate with more digits than that.
    #[must_use]
    pub fn stored_rate(&self) -> Option<i64> {
        let mut rate = self.rate.normalize();
        if rate.scale() > SCALE {
            return None;
        }
        rate.rescale(SCALE);
        i64::try_from(rate.mantissa()).ok()
    }

    /// A range out of a table, its rate as [`Band::stored_rate`] gave it.
    #[must_use]
    pub fn stored(up_to: Option<Energy>, rate: i64) -> Self {
        Self {
            up_to,
            rate: Decimal::new(rate, SCALE).normalize(),
        }
    }
}

/// The prices of one zone for a time.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TariffLine {
    /// The part of the day.
    pub zone: Zone,
    /// The season.
    pub months: Months,
    /// The first day.
    #[serde(with = "crate::calendar::days")]
    pub from: NaiveDate,
    /// The first day on which it holds no more; nothing when no end is known.
    #[serde(with = "crate::calendar::days")]
    pub until: Option<NaiveDate>,
    /// The ranges, the lowest first.
    pub bands: Vec<Band>,
}

impl TariffLine {
    /// Whether the line holds on a day.
    #[must_use]
    pub fn holds_on(&self, day: NaiveDate) -> bool {
        self.from <= day && self.until.is_none_or(|until| day < until) && self.months.contain(day)
    }

    /// Lines out of single ranges, as tables and registries write them, in any order: ranges of one zone, season and time
    /// are put together, the lowest first.
    #[must_use]
    pub fn of_ranges(ranges: impl IntoIterator<Item = Self>) -> Vec<Self> {
        let mut lines: Vec<Self> = Vec::new();
        for range in ranges {
            let same = lines.iter_mut().find(|line| {
                (line.zone, line.months, line.from, line.until) == (range.zone, range.months, range.from, range.until)
            });
            match same {
                Some(line) => line.bands.extend(range.bands),
                None => lines.push(range),
            }
        }
        for line in &mut lines {
            // The range without an end is the last one.
            line.bands.sort_by_key(|band| (band.up_to.is_none(), band.up_to));
        }
        lines
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::billing::samples::{line, rate};

    #[test]
    fn rates_are_stored_whole_and_come_back() {
        for (text, stored) in [
            ("6.62", Some(662_000)),
            ("0.00001", Some(1)),
            ("6.6215", Some(662_150)),
            ("1.000001", None),
        ] {
            let band = Band {
                up_to: None,
                rate: rate(text),
            };
            assert_eq!(band.stored_rate(), stored, "{text}");
            if let Some(stored) = stored {
                assert_eq!(Band::stored(None, stored), band, "{text}");
            }
        }
    }

    #[test]
    fn ranges_of_one_line_are_put_together_with_the_open_one_last() {
        let range = |zone, up_to, price| line(zone, "2026-01-01", None, &[(up_to, price)]);
        let ranges = [
            range(Zone::Day, None, "9.31"),
            range(Zone::Night, None, "3.01"),
            range(Zone::Day, Some(3_900), "6.84"),
        ];
        let expected = [
            line(Zone::Day, "2026-01-01", None, &[(Some(3_900), "6.84"), (None, "9.31")]),
            line(Zone::Night, "2026-01-01", None, &[(None, "3.01")]),
        ];
        assert_eq!(TariffLine::of_ranges(ranges), expected);
    }
}
