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

    /// The use in a month above which each range but the first begins: where zones or parts of the month differ, the first
    /// of them. Nothing when there is no price for a zone on some day of the month.
    pub(super) fn limits(&self, month: NaiveDate, zones: impl Iterator<Item = Zone>) -> Option<Vec<Energy>> {
        let mut days = self.changes(month, months_after(month, 1));
        days.insert(month);
        let mut limits = Vec::<Energy>::new();
        for zone in zones {
            for day in &days {
                let bands = &self.line(zone, *day)?.bands;
                for (at, up_to) in bands.iter().filter_map(|band| band.up_to).enumerate() {
                    match limits.get_mut(at) {
                        Some(limit) => *limit = up_to.min(*limit),
                        None => limits.push(up_to),
                    }
                }
            }
        }
        Some(limits)
    }

    /// The same tariff as if there were only so many ranges: the last of them has no end.
    pub(super) fn capped(&self, ranges: usize) -> Self {
        let line = |line: &TariffLine| {
            let mut line = line.clone();
            line.bands.truncate(ranges.max(1));
            if let Some(last) = line.bands.last_mut() {
                last.up_to = None;
            }
            line
        };
        Self::part(self.lines.iter().map(line).collect())
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
mod tests;
