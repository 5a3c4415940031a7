//! Which letters and messages a person wants, beside those about safety, which are always sent.

mod choices;

pub use choices::{Choice, ChoicesForm};

use serde::{Deserialize, Serialize};

/// The version of the consent to news that the form shows.
pub const NEWS_VERSION: &str = "2026-11";

/// What a notice that one may do without is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Kind {
    /// It is time to send readings.
    Readings,
    /// A bill has come.
    Bills,
    /// A payment was made, or failed.
    Payments,
    /// News and offers: only for those who agreed to them.
    News,
}

/// How a notice reaches a person.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Channel {
    /// A letter.
    Email,
    /// A text message.
    Sms,
}

impl Kind {
    /// All kinds in the order of the page.
    pub const ALL: [Self; 4] = [Self::Readings, Self::Bills, Self::Payments, Self::News];

    /// The word that tables carry.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::Readings => "readings",
            Self::Bills => "bills",
            Self::Payments => "payments",
            Self::News => "news",
        }
    }

    /// What the customer reads.
    #[must_use]
    pub const fn title(self) -> &'static str {
        match self {
            Self::Readings => "Напоминания о показаниях",
            Self::Bills => "Счета",
            Self::Payments => "Платежи",
            Self::News => "Новости",
        }
    }

    /// What comes, in a sentence.
    #[must_use]
    pub const fn meaning(self) -> &'static str {
        match self {
            Self::Readings => "Когда пора передать показания счётчика.",
            Self::Bills => "Когда готов новый счёт.",
            Self::Payments => "Когда платёж прошёл или не прошёл.",
            Self::News => {
                "Новости и предложения «АтомЭнергоСбыт». Отмечая, вы соглашаетесь их получать; отказаться можно здесь же в любой момент."
            }
        }
    }

    /// The ways it may come: a text message only where a day matters and a letter may be read too late.
    #[must_use]
    pub const fn channels(self) -> &'static [Channel] {
        match self {
            Self::Readings => &[Channel::Email, Channel::Sms],
            Self::Bills | Self::Payments | Self::News => &[Channel::Email],
        }
    }

    /// Whether it comes to somebody who has chosen nothing. Nobody gets news or text messages unasked.
    #[must_use]
    pub const fn unasked(self, channel: Channel) -> bool {
        matches!(
            (self, channel),
            (Self::Readings | Self::Bills | Self::Payments, Channel::Email)
        )
    }

    /// The version of the text that somebody agrees to who chooses it.
    #[must_use]
    pub const fn consent(self) -> Option<&'static str> {
        match self {
            Self::News => Some(NEWS_VERSION),
            Self::Readings | Self::Bills | Self::Payments => None,
        }
    }
}

impl Channel {
    /// The word that tables carry.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::Email => "email",
            Self::Sms => "sms",
        }
    }

    /// What the customer reads.
    #[must_use]
    pub const fn title(self) -> &'static str {
        match self {
            Self::Email => "По email",
            Self::Sms => "По смс",
        }
    }
}

/// Every kind by every way it may come, in the order of the page.
pub fn all() -> impl Iterator<Item = (Kind, Channel)> {
    Kind::ALL
        .into_iter()
        .flat_map(|kind| kind.channels().iter().map(move |channel| (kind, *channel)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn news_and_text_messages_come_to_nobody_unasked() {
        let unasked: Vec<_> = all().filter(|(kind, channel)| kind.unasked(*channel)).collect();
        assert_eq!(
            unasked,
            [
                (Kind::Readings, Channel::Email),
                (Kind::Bills, Channel::Email),
                (Kind::Payments, Channel::Email)
            ]
        );
        let with_consent: Vec<_> = Kind::ALL.into_iter().filter(|kind| kind.consent().is_some()).collect();
        assert_eq!(with_consent, [Kind::News]);
    }
}
