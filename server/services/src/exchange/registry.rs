//! The kinds of registries.

use std::{fmt, str::FromStr};

/// What a file holds; each refers to the ones before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Registry {
    /// Branches of the supplier.
    Branches,
    /// Personal accounts.
    Accounts,
    /// Meters.
    Meters,
    /// Readings.
    Readings,
    /// Payments.
    Payments,
    /// Tariffs.
    Tariffs,
    /// What became of sent readings.
    States,
}

/// No registry has such a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("реестр называется branches, accounts, meters, readings, payments, tariffs или states")]
pub struct UnknownRegistry;

impl Registry {
    /// Every registry, in the order in which they must be taken in.
    pub const ALL: [Self; 7] = [
        Self::Branches,
        Self::Accounts,
        Self::Meters,
        Self::Readings,
        Self::Payments,
        Self::Tariffs,
        Self::States,
    ];

    /// Its name in commands, addresses and tables.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::Branches => "branches",
            Self::Accounts => "accounts",
            Self::Meters => "meters",
            Self::Readings => "readings",
            Self::Payments => "payments",
            Self::Tariffs => "tariffs",
            Self::States => "states",
        }
    }
}

impl FromStr for Registry {
    type Err = UnknownRegistry;

    fn from_str(key: &str) -> Result<Self, UnknownRegistry> {
        Self::ALL
            .into_iter()
            .find(|registry| registry.key() == key)
            .ok_or(UnknownRegistry)
    }
}

impl fmt::Display for Registry {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.key())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_leads_back_to_its_registry() {
        for registry in Registry::ALL {
            assert_eq!(registry.to_string().parse(), Ok(registry));
        }
        assert_eq!("users".parse::<Registry>(), Err(UnknownRegistry));
    }
}
