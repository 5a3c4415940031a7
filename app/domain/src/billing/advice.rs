//! What one, two and three zones would have cost over one's own last year. What a meter does not count is not guessed.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use rust_decimal::{Decimal, RoundingStrategy, prelude::ToPrimitive as _};
use serde::{Deserialize, Serialize};

use super::{
    Register, Tariff, Use,
    register::{MonthVolumes, month_volumes},
};
use crate::{
    Money,
    calendar::{month_of, months_before},
    readings::{Energy, Zone, ZoneSet},
};

/// Months that are looked at.
const YEAR: usize = 12;
/// With fewer months of use nothing is told: half a year at least has a share of winter or summer, whatever it is.
const LEAST: usize = 6;
/// How far back the oldest month may lie: a year before a month that was not read yet.
const BACK: u32 = 12;

/// What a set of zones would have cost.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Cost {
    /// Between two sums, which are the same where everything is counted.
    Known {
        /// At best.
        least: Money,
        /// At worst.
        most: Money,
    },
    /// The meter does not count what would tell.
    Uncounted,
    /// The tariff has no price for one of the zones in one of the months.
    Unpriced,
}

/// One thing for each set of zones.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Costs {
    /// One zone.
    pub one: Cost,
    /// Day and night.
    pub two: Cost,
    /// Peak, half-peak and night.
    pub three: Cost,
}

/// What a month would have cost.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct MonthCosts {
    /// Its first day.
    #[serde(with = "crate::calendar::days")]
    pub month: NaiveDate,
    /// What was used, all zones together.
    pub volume: Energy,
    /// Whether a part of it was calculated for want of a real reading, or spread over months without one.
    pub calculated: bool,
    /// By sets of zones.
    pub costs: Costs,
}

/// What sets of zones would have cost over the last months.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Advice {
    /// What the account's meters count.
    pub own: ZoneSet,
    /// Month by month, oldest first.
    pub months: Vec<MonthCosts>,
    /// All of them together.
    pub costs: Costs,
    /// The night's share of the use in thousandths, where it is counted.
    pub night: Option<u16>,
}

/// Why nothing can be told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum NoAdvice {
    /// Too few months have a use.
    Short {
        /// How many have one.
        months: usize,
        /// How many are needed.
        needed: usize,
    },
    /// The account's meters count different zones, or there is none.
    Mixed,
    /// The tariff has no prices for what the meters count.
    Unpriced,
}

/// What follows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// Nothing else would have been cheaper.
    Stay,
    /// Another set would have been cheaper, whatever is not counted.
    Switch {
        /// Which.
        to: ZoneSet,
        /// By so much at least.
        saves: Money,
    },
    /// Another set may have been cheaper: that depends on what is not counted.
    Depends {
        /// Which.
        on: ZoneSet,
    },
    /// There is nothing to compare with.
    Open,
}

/// From which share of the night on more zones are cheaper than one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Share {
    /// From none on.
    Always,
    /// Above so many thousandths.
    Above(u16),
    /// However large it is.
    Never,
}

/// When more zones are cheaper than one, by the prices of the lowest range on a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct BreakEven {
    /// Two zones.
    pub two: Option<Share>,
    /// Three zones, if everything else goes in the peak.
    pub three_at_worst: Option<Share>,
    /// Three zones, if nothing goes in the peak.
    pub three_at_best: Option<Share>,
}

impl Cost {
    const NOTHING: Self = Self::Known {
        least: Money::ZERO,
        most: Money::ZERO,
    };

    fn plus(self, other: Self) -> Self {
        let sum = |one: Money, other: Money| Money::from_kopecks(one.kopecks().saturating_add(other.kopecks()));
        match (self, other) {
            (
                Self::Known { least, most },
                Self::Known {
                    least: other_least,
                    most: other_most,
                },
            ) => Self::Known {
                least: sum(least, other_least),
                most: sum(most, other_most),
            },
            (Self::Unpriced, _) | (_, Self::Unpriced) => Self::Unpriced,
            _ => Self::Uncounted,
        }
    }
}

impl Costs {
    /// Those of a set.
    #[must_use]
    pub const fn of(&self, set: ZoneSet) -> Cost {
        match set {
            ZoneSet::One => self.one,
            ZoneSet::Two => self.two,
            ZoneSet::Three => self.three,
        }
    }

    fn plus(self, other: Self) -> Self {
        Self {
            one: self.one.plus(other.one),
            two: self.two.plus(other.two),
            three: self.three.plus(other.three),
        }
    }
}

impl Advice {
    /// What follows from what the sets of zones that the account's meters do not count would have cost.
    #[must_use]
    pub fn verdict(&self) -> Verdict {
        let Cost::Known { most: own, .. } = self.costs.of(self.own) else {
            return Verdict::Open;
        };
        let others = ZoneSet::ALL.into_iter().filter(|set| *set != self.own);
        let known: Vec<_> = others
            .filter_map(|set| match self.costs.of(set) {
                Cost::Known { least, most } => Some((set, least, most)),
                Cost::Uncounted | Cost::Unpriced => None,
            })
            .collect();
        if let Some((to, _, most)) = known.iter().filter(|(_, _, most)| *most < own).min_by_key(|of| of.2) {
            return Verdict::Switch {
                to: *to,
                saves: Money::from_kopecks(own.kopecks() - most.kopecks()),
            };
        }
        let maybe = known.iter().filter(|(_, least, _)| *least < own).min_by_key(|of| of.1);
        match (maybe, known.is_empty()) {
            (Some((on, _, _)), _) => Verdict::Depends { on: *on },
            (None, false) => Verdict::Stay,
            (None, true) => Verdict::Open,
        }
    }
}

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
mod tests {
    use super::*;
    use crate::billing::samples::{day, line, monthly, rate};

    const TODAY: &str = "2026-11-24";

    /// Зоны: круглосуточно 5, день 6, ночь 2,50, пик 7, полупик 5.
    fn flat() -> Tariff {
        let prices = [
            (Zone::Single, "5"),
            (Zone::Day, "6"),
            (Zone::Night, "2.5"),
            (Zone::Peak, "7"),
            (Zone::HalfPeak, "5"),
        ];
        let lines = prices.map(|(zone, price)| line(zone, "2025-01-01", None, &[(None, price)]));
        Tariff::new(lines.to_vec()).expect("a tariff")
    }

    fn known(least: i64, most: i64) -> Cost {
        Cost::Known {
            least: Money::from_kopecks(least * 100),
            most: Money::from_kopecks(most * 100),
        }
    }

    fn costs_of(one: Cost, two: Cost, three: Cost) -> Costs {
        Costs { one, two, three }
    }

    fn advice(registers: &[Register], tariff: &Tariff) -> Result<Advice, NoAdvice> {
        advise(registers, tariff, day(TODAY))
    }

    /// A register that counted the same in each of so many months up to November 2026.
    fn steady(zone: Zone, kwh: i64, months: usize) -> Register {
        monthly(zone, day(TODAY), &vec![kwh; months])
    }

    #[test]
    fn three_zones_tell_all_two_zones_tell_bounds_and_one_zone_nothing() {
        let three = [
            steady(Zone::Peak, 20, 12),
            steady(Zone::HalfPeak, 50, 12),
            steady(Zone::Night, 30, 12),
        ];
        let told = advice(&three, &flat()).expect("advice");
        let year = costs_of(known(6_000, 6_000), known(5_940, 5_940), known(5_580, 5_580));
        assert_eq!((told.own, told.costs, told.months.len()), (ZoneSet::Three, year, 12));
        assert_eq!((told.night, told.verdict()), (Some(300), Verdict::Stay));

        let two = [steady(Zone::Day, 70, 12), steady(Zone::Night, 30, 12)];
        let told = advice(&two, &flat()).expect("advice");
        let year = costs_of(known(6_000, 6_000), known(5_940, 5_940), known(5_100, 6_780));
        assert_eq!((told.own, told.costs, told.night), (ZoneSet::Two, year, Some(300)));
        assert_eq!(told.verdict(), Verdict::Depends { on: ZoneSet::Three });

        let told = advice(&[steady(Zone::Single, 100, 12)], &flat()).expect("advice");
        let year = costs_of(known(6_000, 6_000), Cost::Uncounted, Cost::Uncounted);
        assert_eq!((told.own, told.costs, told.night), (ZoneSet::One, year, None));
        assert_eq!(told.verdict(), Verdict::Open);
    }

    #[test]
    fn the_verdict_names_what_is_surely_cheaper_first() {
        let saves = Money::from_kopecks;
        for (registers, expected) in [
            // 10 % at night: 12 × (100 × 5 − 90 × 6 − 10 × 2,50) is 780 too much, whatever three zones would be.
            (
                vec![steady(Zone::Day, 90, 12), steady(Zone::Night, 10, 12)],
                Verdict::Switch {
                    to: ZoneSet::One,
                    saves: saves(78_000),
                },
            ),
            // All of it at night: no zone is better than another.
            (
                vec![steady(Zone::Day, 0, 12), steady(Zone::Night, 100, 12)],
                Verdict::Stay,
            ),
            // Mostly in the peak: 12 × (80 × 7 + 20 × 2,50 − 80 × 6 − 20 × 2,50), and one zone saves still more.
            (
                vec![
                    steady(Zone::Peak, 80, 12),
                    steady(Zone::HalfPeak, 0, 12),
                    steady(Zone::Night, 20, 12),
                ],
                Verdict::Switch {
                    to: ZoneSet::One,
                    saves: saves(132_000),
                },
            ),
            (
                vec![
                    steady(Zone::Peak, 70, 12),
                    steady(Zone::HalfPeak, 0, 12),
                    steady(Zone::Night, 30, 12),
                ],
                Verdict::Switch {
                    to: ZoneSet::Two,
                    saves: saves(84_000),
                },
            ),
        ] {
            let told = advice(&registers, &flat()).expect("advice");
            assert_eq!(told.verdict(), expected, "{:?}", told.costs);
        }
    }

    #[test]
    fn each_month_has_the_prices_ranges_and_season_of_its_time() {
        let bands = |first: &str, above: &str| vec![(Some(100), first.to_owned()), (None, above.to_owned())];
        let lines = |zone, old: &[&str; 2], new: &[&str; 2]| {
            let of = |from, until, [first, above]: &[&str; 2]| {
                let bands = bands(first, above);
                let bands: Vec<_> = bands.iter().map(|(up_to, price)| (*up_to, price.as_str())).collect();
                line(zone, from, until, &bands)
            };
            [of("2025-01-01", Some("2026-10-01"), old), of("2026-10-01", None, new)]
        };
        let zones = [
            lines(Zone::Single, &["4", "8"], &["5", "10"]),
            lines(Zone::Day, &["5", "9"], &["6", "11"]),
            lines(Zone::Night, &["2", "4"], &["3", "6"]),
        ];
        let tariff = Tariff::new(zones.concat()).expect("a tariff");
        // From June to November 60 + 40 kWh, in November twice as much: half of it is above.
        let registers = [
            monthly(Zone::Day, day(TODAY), &[60, 60, 60, 60, 60, 120]),
            monthly(Zone::Night, day(TODAY), &[40, 40, 40, 40, 40, 80]),
        ];
        let told = advice(&registers, &tariff).expect("advice");
        let month = |at: usize| {
            (
                told.months[at].month.to_string(),
                told.months[at].costs.one,
                told.months[at].costs.two,
            )
        };
        assert_eq!(month(3), ("2026-09-01".to_owned(), known(400, 400), known(380, 380)));
        assert_eq!(month(4), ("2026-10-01".to_owned(), known(500, 500), known(480, 480)));
        let november = known(100 * 5 + 100 * 10, 100 * 5 + 100 * 10);
        let zoned = 60 * 6 + 60 * 11 + 40 * 3 + 40 * 6;
        assert_eq!(month(5), ("2026-11-01".to_owned(), november, known(zoned, zoned)));
        assert_eq!(told.costs.one, known(4 * 400 + 500 + 1_500, 4 * 400 + 500 + 1_500));
        assert_eq!(told.costs.three, Cost::Unpriced, "no price for a peak");
    }

    #[test]
    fn the_year_is_the_last_twelve_months_that_were_read() {
        let months = |registers: &[Register], today: &str| {
            advise(registers, &flat(), day(today)).map(|told| {
                let months = told.months.iter().map(|of| of.month.to_string());
                let months: Vec<_> = months.collect();
                (months.len(), months[0].clone(), months[months.len() - 1].clone())
            })
        };
        let told = |count, first: &str, last: &str| Ok((count, first.to_owned(), last.to_owned()));
        let long = [steady(Zone::Single, 100, 20)];
        assert_eq!(months(&long, "2026-11-24"), told(12, "2025-12-01", "2026-11-01"));
        assert_eq!(
            months(&long, "2026-12-10"),
            told(12, "2025-12-01", "2026-11-01"),
            "not read yet"
        );
        assert_eq!(months(&long, "2027-03-10"), told(9, "2026-03-01", "2026-11-01"));
        let short = |months| Err(NoAdvice::Short { months, needed: 6 });
        assert_eq!(months(&long, "2027-07-10"), short(5), "it was long ago");
        assert_eq!(months(&[steady(Zone::Single, 100, 5)], "2026-11-24"), short(5));
        assert_eq!(
            months(&[steady(Zone::Single, 100, 6)], "2026-11-24"),
            told(6, "2026-06-01", "2026-11-01")
        );
        assert_eq!(months(&[steady(Zone::Single, 100, 0)], "2026-11-24"), short(0));
    }

    #[test]
    fn meters_that_count_different_zones_tell_nothing_and_an_exchanged_one_is_left_out() {
        let registers = [
            steady(Zone::Single, 100, 12),
            steady(Zone::Day, 100, 12),
            steady(Zone::Night, 100, 12),
        ];
        assert_eq!(advice(&registers, &flat()), Err(NoAdvice::Mixed));
        assert_eq!(advice(&registers[1..2], &flat()), Err(NoAdvice::Mixed), "half a meter");
        assert_eq!(advice(&[], &flat()), Err(NoAdvice::Mixed));
        // One zone until March, two since.
        let old = monthly(Zone::Single, day("2026-03-24"), &[100; 12]);
        let old = Register::new(Zone::Single, 5, false, old.readings().to_vec());
        let new = [old, steady(Zone::Day, 70, 8), steady(Zone::Night, 30, 8)];
        let told = advice(&new, &flat()).expect("advice");
        assert_eq!((told.own, told.months.len()), (ZoneSet::Two, 8));
    }

    #[test]
    fn without_prices_nothing_is_told() {
        let late = Tariff::new(vec![line(Zone::Single, "2026-07-01", None, &[(None, "5")])]).expect("a tariff");
        assert_eq!(advice(&[steady(Zone::Single, 100, 12)], &late), Err(NoAdvice::Unpriced));
    }

    #[test]
    fn the_share_of_the_night_from_which_on_more_zones_pay() {
        for (single, rest, night, expected) in [
            ("5", "6", "2.5", Some(Share::Above(286))),
            ("5", "7", "2.5", Some(Share::Above(444))),
            // Тверь, 2021: 14 копеек of 1,43.
            ("4.32", "4.46", "3.03", Some(Share::Above(98))),
            // Ульяновск: the day costs what one zone costs.
            ("4.93", "4.93", "2.96", Some(Share::Always)),
            ("5", "4", "3", Some(Share::Always)),
            ("5", "6", "5", Some(Share::Never)),
            ("5", "6", "5.5", Some(Share::Never)),
            ("5", "5", "5", Some(Share::Never)),
            ("5", "4", "6", None),
        ] {
            assert_eq!(
                share(rate(single), rate(rest), rate(night)),
                expected,
                "{single} {rest} {night}"
            );
        }
        let told = break_even(&flat(), day(TODAY)).expect("prices");
        assert_eq!(told.two, Some(Share::Above(286)));
        assert_eq!(
            (told.three_at_worst, told.three_at_best),
            (Some(Share::Above(444)), Some(Share::Always))
        );
        assert_eq!(break_even(&flat(), day("2024-11-24")), None);
        let single = Tariff::new(vec![line(Zone::Single, "2025-01-01", None, &[(None, "5")])]).expect("a tariff");
        let told = break_even(&single, day(TODAY)).expect("a price");
        assert_eq!((told.two, told.three_at_worst, told.three_at_best), (None, None, None));
    }

    #[test]
    fn advice_reaches_the_browser_as_it_is() {
        let told = advice(&[steady(Zone::Day, 70, 6), steady(Zone::Night, 30, 6)], &flat());
        let json = serde_json::to_string(&told).expect("a text");
        assert_eq!(
            serde_json::from_str::<Result<Advice, NoAdvice>>(&json).expect("advice"),
            told
        );
    }
}
