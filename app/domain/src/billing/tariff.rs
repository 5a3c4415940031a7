//! A tariff: what a kWh costs one category of consumers of one branch, by zone, range, season and date.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::TariffLine;
use crate::{
    calendar::{month_of, months_after},
    readings::{Energy, Zone},
};

/// Why lines make no tariff.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum TariffError {
    /// Nothing is said at all.
    #[error("нет ни одной строки")]
    Empty,
    /// A line ends before it begins.
    #[error("зона «{}»: цена с {from} кончается раньше, чем начинается", zone.key())]
    Backwards {
        /// Its zone.
        zone: Zone,
        /// Its first day.
        from: NaiveDate,
    },
    /// Ranges that do not grow, have no open end or cost less than nothing.
    #[error("зона «{}»: диапазоны с {from} не растут, не имеют открытого конца или стоят меньше нуля", zone.key())]
    Bands {
        /// Their zone.
        zone: Zone,
        /// Their first day.
        from: NaiveDate,
    },
    /// No price on a day between days that have one.
    #[error("зона «{}»: нет цены на {day}", zone.key())]
    Gap {
        /// For which zone.
        zone: Zone,
        /// The first such day.
        day: NaiveDate,
    },
    /// Two prices on one day.
    #[error("зона «{}»: две цены на {day}", zone.key())]
    Overlap {
        /// For which zone.
        zone: Zone,
        /// The first such day.
        day: NaiveDate,
    },
}

/// The lines of one branch and category: for each zone exactly one holds on every day from its first to its last.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tariff {
    lines: Vec<TariffLine>,
}

impl Tariff {
    /// Makes a tariff of its lines.
    ///
    /// # Errors
    /// The first thing that is wrong with them.
    pub fn new(mut lines: Vec<TariffLine>) -> Result<Self, TariffError> {
        if lines.is_empty() {
            return Err(TariffError::Empty);
        }
        lines.sort_by_key(|line| (line.zone, line.from));
        for line in &lines {
            sensible(line)?;
        }
        for zone in Zone::ALL {
            let of_zone: Vec<_> = lines.iter().filter(|line| line.zone == zone).collect();
            without_gaps(zone, &of_zone)?;
        }
        Ok(Self { lines })
    }

    /// The lines that a few days need out of a tariff that was made by [`Tariff::new`]: seasons that do not touch those days
    /// may be missing.
    #[must_use]
    pub const fn part(lines: Vec<TariffLine>) -> Self {
        Self { lines }
    }

    /// The line of a zone on a day.
    #[must_use]
    pub fn line(&self, zone: Zone, day: NaiveDate) -> Option<&TariffLine> {
        self.lines.iter().find(|line| line.zone == zone && line.holds_on(day))
    }

    /// All lines, by zone and first day.
    #[must_use]
    pub fn lines(&self) -> &[TariffLine] {
        &self.lines
    }

    /// Days within `from..until` on which a price begins to hold, without `from`.
    pub(super) fn changes(&self, from: NaiveDate, until: NaiveDate) -> BTreeSet<NaiveDate> {
        self.lines
            .iter()
            .flat_map(|line| [Some(line.from), line.until])
            .flatten()
            .filter(|&day| from < day && day < until)
            .collect()
    }
}

fn sensible(line: &TariffLine) -> Result<(), TariffError> {
    let TariffLine { zone, from, .. } = *line;
    if line.until.is_some_and(|until| until <= from) {
        return Err(TariffError::Backwards { zone, from });
    }
    let mut below = Some(Energy::ZERO);
    for band in &line.bands {
        let grows = match (below, band.up_to) {
            (Some(below), Some(up_to)) => up_to > below,
            (Some(_), None) => true,
            (None, _) => false,
        };
        if !grows || band.rate < Decimal::ZERO {
            return Err(TariffError::Bands { zone, from });
        }
        below = band.up_to;
    }
    if below.is_some() {
        return Err(TariffError::Bands { zone, from });
    }
    Ok(())
}

/// Prices change on the first day of a line, after its last one and with the seasons, nowhere else: it is enough to look at
/// those days.
fn without_gaps(zone: Zone, lines: &[&TariffLine]) -> Result<(), TariffError> {
    let edges = || lines.iter().flat_map(|line| [Some(line.from), line.until]).flatten();
    let (Some(first), Some(last)) = (edges().min(), edges().max()) else {
        return Ok(());
    };
    let open = lines.iter().any(|line| line.until.is_none());
    // With an open end every season after the last change has to be there, too.
    let end = if open { months_after(last, 13) } else { last };
    let month_starts = (0..).map(|months| months_after(month_of(first), months));
    let looked_at: BTreeSet<_> = month_starts
        .take_while(|&day| day < end)
        .chain(edges())
        .filter(|&day| first <= day && day < end)
        .collect();
    for day in looked_at {
        match lines.iter().filter(|line| line.holds_on(day)).count() {
            1 => {}
            0 => return Err(TariffError::Gap { zone, day }),
            _ => return Err(TariffError::Overlap { zone, day }),
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::billing::samples::{day, line, seasonal, with};

    #[test]
    fn the_line_of_a_day_is_found_by_date_and_season() {
        let tariff = Tariff::new(vec![
            line(Zone::Single, "2026-01-01", Some("2026-10-01"), &[(None, "5.95")]),
            line(Zone::Single, "2026-10-01", None, &[(None, "6.62")]),
        ]);
        let tariff = tariff.expect("a tariff");
        let rate = |on| {
            tariff
                .line(Zone::Single, day(on))
                .map(|line| line.bands[0].rate.to_string())
        };
        assert_eq!(rate("2026-09-30").as_deref(), Some("5.95"));
        assert_eq!(rate("2026-10-01").as_deref(), Some("6.62"));
        assert_eq!(rate("2025-12-31"), None);
        assert!(tariff.line(Zone::Night, day("2026-10-01")).is_none());
        let tariff = Tariff::new(seasonal()).expect("a tariff");
        let limit = |on| tariff.line(Zone::Single, day(on)).and_then(|line| line.bands[0].up_to);
        assert_eq!(limit("2027-04-30"), Some(Energy::from_kwh(7_020)));
        assert_eq!(limit("2027-05-01"), Some(Energy::from_kwh(3_900)));
    }

    #[test]
    fn gaps_and_overlaps_are_refused_with_their_first_day() {
        let single = |from, until| line(Zone::Single, from, until, &[(None, "5")]);
        let made = |lines| Tariff::new(lines).map(|_| ());
        let zone = Zone::Single;
        assert_eq!(made(vec![]), Err(TariffError::Empty));
        assert_eq!(
            made(vec![
                single("2026-01-01", Some("2026-02-10")),
                single("2026-02-11", None)
            ]),
            Err(TariffError::Gap {
                zone,
                day: day("2026-02-10")
            })
        );
        assert_eq!(
            made(vec![
                single("2026-01-01", Some("2026-02-10")),
                single("2026-02-09", None)
            ]),
            Err(TariffError::Overlap {
                zone,
                day: day("2026-02-09")
            })
        );
        assert_eq!(
            made(vec![single("2026-01-01", None), single("2026-02-01", None)]),
            Err(TariffError::Overlap {
                zone,
                day: day("2026-02-01")
            })
        );
        assert_eq!(
            made(vec![single("2026-02-01", Some("2026-02-01"))]),
            Err(TariffError::Backwards {
                zone,
                from: day("2026-02-01")
            })
        );
        assert_eq!(
            made(vec![single("2026-01-01", Some("2026-02-10"))]),
            Ok(()),
            "an end may be known"
        );
    }

    #[test]
    fn a_season_without_prices_is_a_gap_even_after_the_last_change() {
        let mut lines = seasonal();
        lines.retain(|line| !line.months.contain(day("2026-06-01")));
        let gap = TariffError::Gap {
            zone: Zone::Single,
            day: day("2026-05-01"),
        };
        assert_eq!(Tariff::new(lines).map(|_| ()), Err(gap));
        let mut lines = seasonal();
        lines.push(with(line(Zone::Single, "2026-01-01", None, &[(None, "1")]), "9-9"));
        let twice = TariffError::Overlap {
            zone: Zone::Single,
            day: day("2026-09-01"),
        };
        assert_eq!(Tariff::new(lines).map(|_| ()), Err(twice));
    }

    #[test]
    fn ranges_grow_and_the_last_one_is_open() {
        for bands in [
            &[][..],
            &[(Some(100), "1")],
            &[(Some(100), "1"), (Some(100), "2"), (None, "3")],
            &[(None, "1"), (None, "2")],
            &[(None, "-1")],
            &[(Some(0), "1"), (None, "2")],
        ] {
            let made = Tariff::new(vec![line(Zone::Day, "2026-01-01", None, bands)]);
            assert!(
                matches!(made, Err(TariffError::Bands { zone: Zone::Day, .. })),
                "{bands:?}"
            );
        }
    }
}
