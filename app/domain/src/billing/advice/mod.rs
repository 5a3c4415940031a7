//! What one, two and three zones would have cost over one's own last year. What a meter does not count is not guessed.

mod told;

use std::collections::BTreeMap;

use chrono::NaiveDate;
use rust_decimal::{Decimal, RoundingStrategy, prelude::ToPrimitive as _};

use super::{
    Register, Tariff, Use,
    register::{MonthVolumes, month_volumes},
};
use crate::{
    calendar::{month_of, months_before},
    readings::{Energy, Zone, ZoneSet},
};

pub use told::{Advice, BreakEven, Cost, Costs, MonthCosts, NoAdvice, Share, Verdict};

/// Months that are looked at.
const YEAR: usize = 12;
/// With fewer months of use nothing is told: half a year at least has a share of winter or summer, whatever it is.
const LEAST: usize = 6;
/// How far back the oldest month may lie: a year before a month that was not read yet.
const BACK: u32 = 12;

/// What each set of zones would have cost in the last twelve months that have a use, the oldest a year ago: month by month,
/// with the ranges, seasons and prices of that time.
///
/// A meter with three zones tells all: peak and half-peak are the day. One with two zones does not tell how its day parts
/// into peak and half-peak: three zones are told between all of it in the one and all in the other. One with one zone tells
/// nothing of others.
///
/// # Errors
/// What is missing.
pub fn advise(registers: &[Register], tariff: &Tariff, today: NaiveDate) -> Result<Advice, NoAdvice> {
    let own = own_set(registers).ok_or(NoAdvice::Mixed)?;
    let since = months_before(month_of(today), BACK);
    let mut used: Vec<_> = month_volumes(registers)
        .into_iter()
        // Where another meter counted other zones it is as if nothing was counted.
        .filter(|(month, of)| *month >= since && of.zones.keys().copied().eq(sorted(own)))
        .collect();
    used.drain(..used.len().saturating_sub(YEAR));
    if used.len() < LEAST {
        return Err(NoAdvice::Short {
            months: used.len(),
            needed: LEAST,
        });
    }
    let priced = |(month, of): &(NaiveDate, MonthVolumes)| {
        let costs = costs(tariff, *month, own, &of.zones);
        matches!(costs.of(own), Cost::Known { .. }).then(|| MonthCosts {
            month: *month,
            volume: of.zones.values().copied().fold(Energy::ZERO, Energy::plus),
            calculated: of.calculated,
            costs,
        })
    };
    let months: Vec<_> = used
        .iter()
        .map(priced)
        .collect::<Option<_>>()
        .ok_or(NoAdvice::Unpriced)?;
    let none = Costs {
        one: Cost::NOTHING,
        two: Cost::NOTHING,
        three: Cost::NOTHING,
    };
    Ok(Advice {
        own,
        costs: months.iter().fold(none, |sum, of| sum.plus(of.costs)),
        night: night(&used),
        months,
    })
}

/// What the meters in use count, if they all count the same.
fn own_set(registers: &[Register]) -> Option<ZoneSet> {
    let mut zones: Vec<_> = registers
        .iter()
        .filter(|register| register.in_use())
        .map(Register::zone)
        .collect();
    zones.sort_unstable();
    zones.dedup();
    ZoneSet::ALL
        .into_iter()
        .find(|set| sorted(*set).eq(zones.iter().copied()))
}

fn sorted(set: ZoneSet) -> impl Iterator<Item = Zone> {
    Zone::ALL.into_iter().filter(move |zone| set.zones().contains(zone))
}

fn night(used: &[(NaiveDate, MonthVolumes)]) -> Option<u16> {
    let of = |wanted: fn(&Zone) -> bool| {
        let zones = used.iter().flat_map(|(_, of)| &of.zones);
        zones
            .filter(|(zone, _)| wanted(zone))
            .map(|(_, volume)| volume.thousandths())
            .sum::<i64>()
    };
    let (night, all) = (of(|zone| *zone == Zone::Night), of(|_| true));
    (night > 0 && all > 0).then(|| thousandths(Decimal::from(night) / Decimal::from(all)))
}

/// What a month's use of one set would have cost with each.
fn costs(tariff: &Tariff, month: NaiveDate, own: ZoneSet, used: &BTreeMap<Zone, Energy>) -> Costs {
    let cost = |set| {
        let Some(ways) = ways(own, set, used) else {
            return Cost::Uncounted;
        };
        let charge = |uses: &Vec<Use>| Some(tariff.charge(month, uses, Energy::ZERO)?.total);
        let sums: Option<Vec<_>> = ways.iter().map(charge).collect();
        let bounds = sums.as_ref().and_then(|sums| sums.iter().min().zip(sums.iter().max()));
        bounds.map_or(Cost::Unpriced, |(least, most)| Cost::Known {
            least: *least,
            most: *most,
        })
    };
    Costs {
        one: cost(ZoneSet::One),
        two: cost(ZoneSet::Two),
        three: cost(ZoneSet::Three),
    }
}

/// How another set would have counted the same use: in one way where that is known, else in the two ways between which
/// it lies. What all zones use together fills the ranges, so the sum is a straight line between the two.
fn ways(own: ZoneSet, other: ZoneSet, used: &BTreeMap<Zone, Energy>) -> Option<Vec<Vec<Use>>> {
    let of = |zone| used.get(&zone).copied().unwrap_or_default();
    let uses = |zones: &[(Zone, Energy)]| zones.iter().map(|&(zone, volume)| Use { zone, volume }).collect();
    let all = used.values().copied().fold(Energy::ZERO, Energy::plus);
    let night = (Zone::Night, of(Zone::Night));
    match (own, other) {
        (ZoneSet::One, ZoneSet::One) | (ZoneSet::Two | ZoneSet::Three, ZoneSet::One) => {
            Some(vec![uses(&[(Zone::Single, all)])])
        }
        (ZoneSet::One, _) => None,
        (ZoneSet::Two, ZoneSet::Two) => Some(vec![uses(&[(Zone::Day, of(Zone::Day)), night])]),
        (ZoneSet::Two, ZoneSet::Three) => {
            let day = |zone| uses(&[(zone, of(Zone::Day)), night]);
            Some(vec![day(Zone::HalfPeak), day(Zone::Peak)])
        }
        (ZoneSet::Three, ZoneSet::Two) => {
            let day = of(Zone::Peak).plus(of(Zone::HalfPeak));
            Some(vec![uses(&[(Zone::Day, day), night])])
        }
        (ZoneSet::Three, ZoneSet::Three) => {
            let zones = [Zone::Peak, Zone::HalfPeak].map(|zone| (zone, of(zone)));
            Some(vec![uses(&[zones.as_slice(), &[night]].concat())])
        }
    }
}

/// From which share of the night on more zones are cheaper than one, by the lowest range on a day; nothing where there is
/// no price for one zone.
#[must_use]
pub fn break_even(tariff: &Tariff, day: NaiveDate) -> Option<BreakEven> {
    let rate = |zone| Some(tariff.line(zone, day)?.bands.first()?.rate);
    let single = rate(Zone::Single)?;
    let share = |rest: Zone| share(single, rate(rest)?, rate(Zone::Night)?);
    Some(BreakEven {
        two: share(Zone::Day),
        three_at_worst: share(Zone::Peak),
        three_at_best: share(Zone::HalfPeak),
    })
}

/// The share of the night at which night and rest cost what one zone costs; nothing where the night is the dearer one.
fn share(single: Decimal, rest: Decimal, night: Decimal) -> Option<Share> {
    if night > rest {
        return None;
    }
    Some(match (rest > single, night < single) {
        (false, _) if rest < single || night < single => Share::Always,
        (true, true) => {
            let share = (rest - single).checked_div(rest - night)?;
            Share::Above(thousandths(share))
        }
        _ => Share::Never,
    })
}

/// A share in thousandths, a half up.
fn thousandths(share: Decimal) -> u16 {
    let share = share * Decimal::ONE_THOUSAND;
    let share = share.round_dp_with_strategy(0, RoundingStrategy::MidpointAwayFromZero);
    share.to_u16().unwrap_or_default().min(1_000)
}

#[cfg(test)]
mod tests;
