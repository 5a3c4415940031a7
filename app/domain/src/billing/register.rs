//! What a register counted, month by month and in a day: what the forecast and the adviser reckon with.

use std::collections::BTreeMap;

use chrono::{Datelike, NaiveDate};

use super::shares::portion;
use crate::{
    calendar::{month_of, months_before},
    readings::{Energy, Zone},
};

/// A pace needs readings so many days apart.
const APART: i64 = 25;
/// After so many months without a real reading nobody knows how fast a register counts.
const PACE_MONTHS: u32 = 3;

/// A reading that counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Shown {
    /// When.
    pub taken_on: NaiveDate,
    /// What the register showed.
    pub value: Energy,
    /// Whether somebody read it; it was calculated otherwise.
    pub real: bool,
}

/// A register with what it showed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Register {
    /// The part of the day.
    zone: Zone,
    /// Digits before the comma.
    digits: u8,
    /// Whether its meter is still in use.
    in_use: bool,
    /// Oldest first.
    readings: Vec<Shown>,
}

/// How fast a register counts: so much in so many days.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Pace {
    volume: Energy,
    days: i64,
}

impl Pace {
    /// What it comes to in so many days; nothing in days that have passed.
    pub(super) fn over(self, days: i64) -> Energy {
        let product = i128::from(self.volume.thousandths()) * i128::from(days.max(0));
        Energy::from_thousandths(i64::try_from(product / i128::from(self.days.max(1))).unwrap_or(i64::MAX))
    }
}

/// What was used in a month.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct MonthVolumes {
    /// By zones.
    pub(super) zones: BTreeMap<Zone, Energy>,
    /// Whether a part of it was calculated for want of a real reading, or spread over months without one.
    pub(super) calculated: bool,
}

impl Register {
    /// A register with the readings that count, in any order.
    #[must_use]
    pub fn new(zone: Zone, digits: u8, in_use: bool, mut readings: Vec<Shown>) -> Self {
        readings.sort_by_key(|shown| (shown.taken_on, shown.value));
        Self {
            zone,
            digits,
            in_use,
            readings,
        }
    }

    pub(super) const fn zone(&self) -> Zone {
        self.zone
    }

    pub(super) const fn in_use(&self) -> bool {
        self.in_use
    }

    #[cfg(test)]
    pub(super) fn readings(&self) -> &[Shown] {
        &self.readings
    }

    /// The day of the last reading.
    pub(super) fn last_day(&self) -> Option<NaiveDate> {
        self.readings.last().map(|shown| shown.taken_on)
    }

    /// What was used between each reading and the one before.
    fn spans(&self) -> impl Iterator<Item = (Shown, Shown, Energy)> {
        self.readings.windows(2).filter_map(|pair| match *pair {
            [before, after] => Some((before, after, after.value.since(before.value, self.digits)?)),
            _ => None,
        })
    }

    /// How fast it counts: from its last real reading back to the nearest real one that lies at least 25 days before.
    /// Calculated readings say what the supplier assumed, so they are left out. Nothing where the last real reading is
    /// older than three months or there is none to compare it with.
    pub(super) fn pace(&self, today: NaiveDate) -> Option<Pace> {
        let real = || self.readings.iter().rev().filter(|shown| shown.real);
        let last = real()
            .next()
            .filter(|last| last.taken_on >= months_before(today, PACE_MONTHS))?;
        let days = |shown: &Shown| (last.taken_on - shown.taken_on).num_days();
        let before = real().find(|shown| days(shown) >= APART)?;
        Some(Pace {
            volume: last.value.since(before.value, self.digits)?,
            days: days(before),
        })
    }
}

/// What was used month by month. A volume belongs to the month in which its reading was taken; after months without a
/// reading it is spread over them evenly.
pub(super) fn month_volumes(registers: &[Register]) -> BTreeMap<NaiveDate, MonthVolumes> {
    let mut months = BTreeMap::<NaiveDate, MonthVolumes>::new();
    for register in registers {
        for (before, after, volume) in register.spans() {
            let parts = months_between(before.taken_on, after.taken_on);
            let up_to = |part| portion(volume.thousandths(), i64::from(part), i64::from(parts));
            for part in 1..=parts {
                let month = months_before(month_of(after.taken_on), parts - part);
                let month = months.entry(month).or_default();
                let sum = month.zones.entry(register.zone).or_default();
                *sum = sum.plus(Energy::from_thousandths(up_to(part) - up_to(part - 1)));
                month.calculated |= !after.real || parts > 1;
            }
        }
    }
    months
}

/// How many months a reading stands for: those after the month of the reading before, and one at least.
fn months_between(before: NaiveDate, after: NaiveDate) -> u32 {
    let months = |day: NaiveDate| i64::from(day.year()) * 12 + i64::from(day.month());
    u32::try_from(months(after) - months(before)).unwrap_or_default().max(1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::billing::samples::{day, register};

    /// So many kWh in so many days.
    fn pace(readings: &[(&str, i64)], today: &str) -> Option<(i64, i64)> {
        let pace = register(Zone::Single, readings).pace(day(today))?;
        Some((pace.volume.thousandths() / 1_000, pace.days))
    }

    #[test]
    fn the_pace_is_that_of_the_last_readings_a_month_apart() {
        for (readings, today, expected) in [
            (
                &[("2026-09-24", 100), ("2026-10-24", 400)][..],
                "2026-11-10",
                Some((300, 30)),
            ),
            (
                &[("2026-08-24", 0), ("2026-09-24", 100), ("2026-10-24", 400)],
                "2026-11-10",
                Some((300, 30)),
            ),
            // A controller came a week before: too near to tell anything.
            (
                &[("2026-09-24", 100), ("2026-10-17", 390), ("2026-10-24", 400)],
                "2026-11-10",
                Some((300, 30)),
            ),
            (&[("2026-10-17", 390), ("2026-10-24", 400)], "2026-11-10", None),
            (&[("2026-10-24", 400)], "2026-11-10", None),
            (&[], "2026-11-10", None),
            // Three months are the most.
            (
                &[("2026-07-10", 100), ("2026-08-10", 400)],
                "2026-11-10",
                Some((300, 31)),
            ),
            (&[("2026-07-09", 100), ("2026-08-09", 400)], "2026-11-10", None),
            // The register has turned over.
            (
                &[("2026-09-24", 99_900), ("2026-10-24", 200)],
                "2026-11-10",
                Some((300, 30)),
            ),
            (&[("2026-09-24", 500), ("2026-10-24", 400)], "2026-11-10", None),
        ] {
            assert_eq!(pace(readings, today), expected, "{readings:?}");
        }
    }

    #[test]
    fn calculated_readings_have_no_part_in_the_pace() {
        let shown = |taken_on, kwh, real| Shown {
            taken_on: day(taken_on),
            value: Energy::from_kwh(kwh),
            real,
        };
        let readings = vec![
            shown("2026-08-24", 100, true),
            shown("2026-09-24", 900, false),
            shown("2026-10-24", 710, true),
            shown("2026-11-24", 5_000, false),
        ];
        let register = Register::new(Zone::Single, 5, true, readings);
        let pace = register.pace(day("2026-11-28")).expect("a pace");
        assert_eq!(pace.over(30), Energy::from_kwh(300), "610 in 61 days");
        assert_eq!(pace.over(-1), Energy::ZERO);
    }

    #[test]
    fn a_volume_belongs_to_the_month_of_its_reading_or_to_all_months_without_one() {
        let day_zone = register(
            Zone::Day,
            &[
                ("2026-06-24", 0),
                ("2026-07-24", 100),
                ("2026-10-10", 401),
                ("2026-10-24", 411),
            ],
        );
        let night = register(Zone::Night, &[("2026-09-24", 0), ("2026-10-24", 30)]);
        let months = month_volumes(&[day_zone, night]);
        let told: Vec<_> = months
            .iter()
            .map(|(month, of)| {
                let zones: Vec<_> = of.zones.iter().map(|(zone, volume)| (*zone, volume.plain())).collect();
                (month.to_string(), zones, of.calculated)
            })
            .collect();
        let of = |month: &str, zones: &[(Zone, &str)], calculated| {
            let zones: Vec<_> = zones.iter().map(|(zone, kwh)| (*zone, (*kwh).to_owned())).collect();
            (month.to_owned(), zones, calculated)
        };
        assert_eq!(
            told,
            [
                of("2026-07-01", &[(Zone::Day, "100")], false),
                of("2026-08-01", &[(Zone::Day, "100.333")], true),
                of("2026-09-01", &[(Zone::Day, "100.333")], true),
                of("2026-10-01", &[(Zone::Day, "110.334"), (Zone::Night, "30")], true),
            ]
        );
    }
}
