//! Why the supplier's billing does not count with a reading.

/// Why the billing does not count with a reading.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Objection {
    /// The meter's verification is overdue.
    Verification,
    /// The seal is missing or not the known one.
    Seal,
    /// The meter has been replaced or taken off the books.
    Meter,
    /// A controller or the grid company has read something else.
    Control,
    /// No household uses so much, or so little.
    Volume,
    /// Something that only a person can explain.
    Other,
}

impl Objection {
    /// Every objection there is.
    pub const ALL: [Self; 6] = [
        Self::Verification,
        Self::Seal,
        Self::Meter,
        Self::Control,
        Self::Volume,
        Self::Other,
    ];

    /// The word that tables and registries carry.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::Verification => "verification",
            Self::Seal => "seal",
            Self::Meter => "meter",
            Self::Control => "control",
            Self::Volume => "volume",
            Self::Other => "other",
        }
    }

    /// Reads [`Objection::key`] back.
    #[must_use]
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|objection| objection.key() == key)
    }

    /// What the customer reads after «Не принято к расчёту: ».
    #[must_use]
    pub const fn title(self) -> &'static str {
        match self {
            Self::Verification => "истёк срок поверки счётчика",
            Self::Seal => "пломба счётчика не подтверждена",
            Self::Meter => "счётчик заменён или снят с учёта",
            Self::Control => "при контрольном снятии показания другие",
            Self::Volume => "расход требует уточнения",
            Self::Other => "нужна ваша помощь, позвоните в контактный центр",
        }
    }

    /// What the customer can do about it.
    #[must_use]
    pub const fn advice(self) -> &'static str {
        match self {
            Self::Verification => "Счётчик нужно поверить или заменить: как это сделать, подскажет контактный центр.",
            Self::Seal => "Счётчик нужно осмотреть и опломбировать: как это сделать, подскажет контактный центр.",
            Self::Meter => "Проверьте номер счётчика, показания которого вы передаёте.",
            Self::Control | Self::Volume => "Сверьте показания со счётчиком и передайте их ещё раз, пока идёт приём.",
            Self::Other => "Назовите оператору номер квитанции.",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_objection_says_what_to_do() {
        for objection in Objection::ALL {
            assert!(objection.advice().ends_with('.'), "{objection:?}");
        }
    }

    #[test]
    fn a_key_leads_back_to_its_objection() {
        for objection in Objection::ALL {
            assert_eq!(Objection::from_key(objection.key()), Some(objection));
        }
        assert_eq!(Objection::from_key("mood"), None);
    }
}
