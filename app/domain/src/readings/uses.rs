//! What was used, month by month: the figures of the chart.

use chrono::Datelike;
use serde::{Deserialize, Serialize};

use super::{Energy, HistoryRow, Zone};

/// What one zone used in one month, all meters together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct MonthUse {
    /// The year.
    pub year: i32,
    /// The month, from 1.
    pub month: u32,
    /// The part of the day.
    pub zone: Zone,
    /// How much.
    pub volume: Energy,
    /// Whether a part of it was calculated for want of a real reading.
    pub calculated: bool,
}

/// Adds up what readings say of each month: a volume belongs to the month in which its reading was taken, and a reading
/// that another one replaced counts nowhere. Oldest first.
#[must_use]
pub fn month_uses(rows: &[HistoryRow]) -> Vec<MonthUse> {
    let mut uses: Vec<MonthUse> = Vec::new();
    for row in rows.iter().filter(|row| !row.superseded) {
        let Some(volume) = row.volume else { continue };
        let (year, month, zone) = (row.taken_on.year(), row.taken_on.month(), row.zone);
        let calculated = !row.source.is_real();
        match uses
            .iter_mut()
            .find(|of| (of.year, of.month, of.zone) == (year, month, zone))
        {
            Some(of) => {
                of.volume = of.volume.plus(volume);
                of.calculated |= calculated;
            }
            None => uses.push(MonthUse {
                year,
                month,
                zone,
                volume,
                calculated,
            }),
        }
    }
    uses.sort_by_key(|of| (of.year, of.month, of.zone));
    uses
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::readings::Source;

    fn row(taken_on: &str, zone: Zone, volume: Option<i64>, source: Source, superseded: bool) -> HistoryRow {
        HistoryRow {
            serial: "СЭ-1".to_owned(),
            zone,
            value: Energy::from_kwh(1_000),
            volume: volume.map(Energy::from_kwh),
            taken_on: taken_on.parse().expect("a day"),
            received: None,
            typed: None,
            own: false,
            source,
            superseded,
            photos: Vec::new(),
            receipt: None,
        }
    }

    #[test]
    fn months_add_up_what_counts() {
        let rows = [
            row("2026-11-24", Zone::Day, Some(120), Source::Customer, false),
            row("2026-11-23", Zone::Day, Some(900), Source::Customer, true),
            row("2026-11-24", Zone::Night, Some(40), Source::Customer, false),
            row("2026-10-24", Zone::Day, Some(100), Source::Calculated, false),
            // The old meter's last days and the new one's first.
            row("2026-10-10", Zone::Day, Some(30), Source::Controller, false),
            row("2025-11-24", Zone::Day, None, Source::Customer, false),
        ];
        let of = |year, month, zone, kwh, calculated| MonthUse {
            year,
            month,
            zone,
            volume: Energy::from_kwh(kwh),
            calculated,
        };
        assert_eq!(
            month_uses(&rows),
            [
                of(2026, 10, Zone::Day, 130, true),
                of(2026, 11, Zone::Day, 120, false),
                of(2026, 11, Zone::Night, 40, false),
            ]
        );
    }
}
