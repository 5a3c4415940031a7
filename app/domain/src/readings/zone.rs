//! Tariff zones of the day and the sets of them that meters have.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};

/// A tariff zone: the part of the day that one register of a meter counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Zone {
    /// The whole day.
    Single,
    /// 07–23.
    Day,
    /// 23–07.
    Night,
    /// The hours of the highest load.
    Peak,
    /// The hours between peak and night.
    HalfPeak,
}

impl Zone {
    /// Every zone there is.
    pub const ALL: [Self; 5] = [Self::Single, Self::Day, Self::Night, Self::Peak, Self::HalfPeak];

    /// The word that forms, tables and registries carry.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::Single => "single",
            Self::Day => "day",
            Self::Night => "night",
            Self::Peak => "peak",
            Self::HalfPeak => "half_peak",
        }
    }

    /// Reads [`Zone::key`] back.
    #[must_use]
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|zone| zone.key() == key)
    }

    /// What the customer reads.
    #[must_use]
    pub const fn title(self) -> &'static str {
        match self {
            Self::Single => "Круглосуточно",
            Self::Day => "День",
            Self::Night => "Ночь",
            Self::Peak => "Пик",
            Self::HalfPeak => "Полупик",
        }
    }
}

/// The registers of one meter.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum ZoneSet {
    /// One register.
    One,
    /// Day and night.
    Two,
    /// Peak, half-peak and night.
    Three,
}

/// No meter has such a number of zones.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a meter has 1, 2 or 3 zones")]
pub struct ZoneSetError;

impl ZoneSet {
    /// Every set there is.
    pub const ALL: [Self; 3] = [Self::One, Self::Two, Self::Three];

    /// The zones in the order a meter shows them.
    #[must_use]
    pub const fn zones(self) -> &'static [Zone] {
        match self {
            Self::One => &[Zone::Single],
            Self::Two => &[Zone::Day, Zone::Night],
            Self::Three => &[Zone::Peak, Zone::HalfPeak, Zone::Night],
        }
    }

    /// What the customer reads.
    #[must_use]
    pub const fn title(self) -> &'static str {
        match self {
            Self::One => "Одна зона",
            Self::Two => "Две зоны",
            Self::Three => "Три зоны",
        }
    }

    /// How many there are.
    #[must_use]
    pub const fn count(self) -> u8 {
        match self {
            Self::One => 1,
            Self::Two => 2,
            Self::Three => 3,
        }
    }
}

impl TryFrom<i64> for ZoneSet {
    type Error = ZoneSetError;

    fn try_from(count: i64) -> Result<Self, ZoneSetError> {
        match count {
            1 => Ok(Self::One),
            2 => Ok(Self::Two),
            3 => Ok(Self::Three),
            _ => Err(ZoneSetError),
        }
    }
}

impl FromStr for ZoneSet {
    type Err = ZoneSetError;

    fn from_str(text: &str) -> Result<Self, ZoneSetError> {
        Self::try_from(text.parse::<i64>().map_err(|_| ZoneSetError)?)
    }
}

impl fmt::Display for ZoneSet {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.count())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_leads_back_to_its_zone() {
        for zone in Zone::ALL {
            assert_eq!(Zone::from_key(zone.key()), Some(zone));
        }
        assert_eq!(Zone::from_key("noon"), None);
    }

    #[test]
    fn a_set_has_as_many_zones_as_it_says() {
        for count in 1..=3_i64 {
            let set = ZoneSet::try_from(count).expect("a set");
            assert_eq!(set.zones().len(), usize::from(set.count()));
        }
        assert_eq!(ZoneSet::try_from(4), Err(ZoneSetError));
    }
}
