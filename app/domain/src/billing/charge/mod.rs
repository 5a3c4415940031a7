//! What energy costs: the same figures in the browser and on the server, to the kopeck.

use chrono::NaiveDate;
use rust_decimal::{Decimal, RoundingStrategy, prelude::ToPrimitive as _};
use serde::{Deserialize, Serialize};

use super::{
    Tariff,
    shares::{Days, portion},
};
use crate::{
    Money,
    calendar::{month_of, months_after},
    readings::{Energy, Zone},
};

/// What was used in one zone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Use {
    /// The part of the day.
    pub zone: Zone,
    /// How much; what is below nothing counts as nothing.
    pub volume: Energy,
}

/// What one price comes to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChargeLine {
    /// The part of the day.
    pub zone: Zone,
    /// The range, counted from 1.
    pub range: u8,
    /// The first day on which the price held.
    #[serde(with = "crate::calendar::days")]
    pub from: NaiveDate,
    /// The day after the last one.
    #[serde(with = "crate::calendar::days")]
    pub until: NaiveDate,
    /// How much was used.
    pub volume: Energy,
    /// Roubles for one kWh.
    #[serde(with = "rust_decimal::serde::str")]
    pub rate: Decimal,
    /// What that comes to.
    pub sum: Money,
}

/// A month's charge.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Charge {
    /// Each price that was used, by days, zones and ranges.
    pub lines: Vec<ChargeLine>,
    /// The sum of the lines.
    pub total: Money,
}

impl Tariff {
    /// What a month's use costs. `before` has been charged in the same month already, all zones together: the ranges go on
    /// where it ended.
    ///
    /// A range counts the month's use of all zones together; each zone takes part in each range with its share of the
    /// use. When a price changes within the month, use and ranges are split by days. Volumes are split in thousandths of a
    /// kWh so that the parts sum to the whole, and each line is rounded to the kopeck, a half up: that is the only rounding
    /// of money.
    ///
    /// Nothing when there is no price for a zone on some day of the month.
    #[must_use]
    pub fn charge(&self, month: NaiveDate, used: &[Use], before: Energy) -> Option<Charge> {
        let first = month_of(month);
        let end = months_after(first, 1);
        let mut edges: Vec<_> = self.changes(first, end).into_iter().collect();
        edges.push(end);
        let days = (end - first).num_days();
        let mut charge = Charge::default();
        let mut from = first;
        for until in edges {
            let part = Days {
                from,
                until,
                skipped: (from - first).num_days(),
                counted: (until - from).num_days(),
                all: days,
            };
            self.charge_days(part, used, before, &mut charge)?;
            from = until;
        }
        Some(charge)
    }

    fn charge_days(&self, days: Days, used: &[Use], before: Energy, charge: &mut Charge) -> Option<()> {
        let total: i64 = used.iter().map(|used| days.share(used.volume)).sum();
        let before = days.share(before);
        let mut taken = 0;
        for used in used {
            let volume = days.share(used.volume);
            let line = self.line(used.zone, days.from)?;
            // Where the zone stands in the ranges does not depend on the order of the zones.
            let mut below = before;
            let mut given = 0;
            for (range, band) in (1_u8..).zip(&line.bands) {
                let up_to = band.up_to.map_or(i64::MAX, |up_to| days.share(up_to));
                let upper = up_to.clamp(below, before.saturating_add(total));
                let reached = portion(volume, upper - before, total);
                below = upper;
                let part = reached - given;
                given = reached;
                if part > 0 {
                    let volume = Energy::from_thousandths(part);
                    let sum = cost(volume, band.rate)?;
                    taken += sum.kopecks();
                    charge.lines.push(ChargeLine {
                        zone: used.zone,
                        range,
                        from: days.from,
                        until: days.until,
                        volume,
                        rate: band.rate,
                        sum,
                    });
                }
            }
        }
        charge.total = Money::from_kopecks(charge.total.kopecks().saturating_add(taken));
        Some(())
    }
}

/// What a volume costs at a rate, to the kopeck.
fn cost(volume: Energy, rate: Decimal) -> Option<Money> {
    let kopecks = Decimal::new(volume.thousandths(), 1).checked_mul(rate)?;
    let kopecks = kopecks.round_dp_with_strategy(0, RoundingStrategy::MidpointAwayFromZero);
    kopecks.to_i64().map(Money::from_kopecks)
}

#[cfg(test)]
mod tests;
