//! What is told of sets of zones, and what follows from it.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::{
    Money,
    readings::{Energy, ZoneSet},
};

/// Less is not worth a word: sums are told in whole roubles.
const WORTH: Money = Money::from_kopecks(100);

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
    pub(super) const NOTHING: Self = Self::Known {
        least: Money::ZERO,
        most: Money::ZERO,
    };

    pub(super) fn plus(self, other: Self) -> Self {
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

    pub(super) fn plus(self, other: Self) -> Self {
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
        let gain =
            |cost: Money| Some(Money::from_kopecks(own.kopecks() - cost.kopecks())).filter(|gain| *gain >= WORTH);
        let best = known.iter().min_by_key(|of| of.2);
        if let Some((to, saves)) = best.and_then(|(to, _, most)| Some((*to, gain(*most)?))) {
            return Verdict::Switch { to, saves };
        }
        let maybe = known
            .iter()
            .filter(|(_, least, _)| gain(*least).is_some())
            .min_by_key(|of| of.1);
        match (maybe, known.is_empty()) {
            (Some((on, _, _)), _) => Verdict::Depends { on: *on },
            (None, false) => Verdict::Stay,
            (None, true) => Verdict::Open,
        }
    }
}
