//! Who a reading came from.

use serde::{Deserialize, Serialize};

/// The source of a reading.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Source {
    /// The customer sent it.
    Customer,
    /// Somebody sent it without login, who knew the account's number and the meter's.
    Guest,
    /// Staff entered it.
    Staff,
    /// A controller read the meter.
    Controller,
    /// The grid company sent it.
    Grid,
    /// It was calculated for want of a real one.
    Calculated,
}

impl Source {
    /// Every source there is.
    pub const ALL: [Self; 6] = [
        Self::Customer,
        Self::Guest,
        Self::Staff,
        Self::Controller,
        Self::Grid,
        Self::Calculated,
    ];

    /// The word that tables and registries carry.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::Customer => "customer",
            Self::Guest => "guest",
            Self::Staff => "staff",
            Self::Controller => "controller",
            Self::Grid => "grid",
            Self::Calculated => "calculated",
        }
    }

    /// Reads [`Source::key`] back.
    #[must_use]
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|source| source.key() == key)
    }

    /// What the customer reads; `own`: they sent it themselves.
    #[must_use]
    pub const fn title(self, own: bool) -> &'static str {
        match self {
            Self::Customer if own => "Передали вы",
            Self::Customer => "Передал потребитель",
            Self::Guest => "Передано без входа",
            Self::Staff => "Внёс сотрудник",
            Self::Controller => "Снял контролёр",
            Self::Grid => "Сетевая организация",
            Self::Calculated => "Расчётное",
        }
    }

    /// Whether it came through this program, from whoever lives there: one of them counts in a window, whichever it is.
    #[must_use]
    pub const fn is_sent(self) -> bool {
        matches!(self, Self::Customer | Self::Guest)
    }

    /// Whether somebody looked at the meter.
    #[must_use]
    pub const fn is_real(self) -> bool {
        !matches!(self, Self::Calculated)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_leads_back_to_its_source() {
        for source in Source::ALL {
            assert_eq!(Source::from_key(source.key()), Some(source));
        }
        assert!(!Source::Calculated.is_real());
        assert!(Source::Guest.is_real() && Source::Guest.is_sent() && !Source::Staff.is_sent());
    }

    #[test]
    fn only_the_sender_reads_that_they_sent_it() {
        assert_eq!(Source::Customer.title(true), "Передали вы");
        assert_eq!(Source::Customer.title(false), "Передал потребитель");
        assert_eq!(Source::Controller.title(true), Source::Controller.title(false));
    }
}
