//! Who pays which tariff.

use serde::{Deserialize, Serialize};

/// A group of consumers with a tariff of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Category {
    /// Homes in towns with gas stoves.
    City,
    /// Homes in the country.
    Rural,
    /// Homes in towns with electric stoves.
    ElectricStove,
    /// Homes that are heated by electricity.
    ElectricHeating,
}

impl Category {
    /// Every category there is.
    pub const ALL: [Self; 4] = [Self::City, Self::Rural, Self::ElectricStove, Self::ElectricHeating];

    /// The word that tables and registries carry.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::City => "city",
            Self::Rural => "rural",
            Self::ElectricStove => "electric_stove",
            Self::ElectricHeating => "electric_heating",
        }
    }

    /// Reads [`Category::key`] back.
    #[must_use]
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|category| category.key() == key)
    }

    /// What the customer reads.
    #[must_use]
    pub const fn title(self) -> &'static str {
        match self {
            Self::City => "Городское население",
            Self::Rural => "Сельское население",
            Self::ElectricStove => "Дома с электроплитами",
            Self::ElectricHeating => "Дома с электроотоплением",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_leads_back_to_its_category() {
        for category in Category::ALL {
            assert_eq!(Category::from_key(category.key()), Some(category));
        }
        assert_eq!(Category::from_key("firm"), None);
    }
}
