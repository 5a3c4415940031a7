//! Readings typed outside the window: they wait until it opens.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::{Energy, ReadingForm, Zone};

/// What is kept for a meter.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Kept {
    /// A number for each zone.
    pub values: Vec<(Zone, Energy)>,
    /// Whether the customer has said that a jump is right.
    pub confirmed: bool,
    /// The day on which they were typed.
    #[serde(with = "crate::calendar::days")]
    pub typed_on: NaiveDate,
    /// They were not taken when the window opened.
    pub refused: bool,
    /// The photos that go along, by their ids.
    #[serde(default)]
    pub photos: Vec<Uuid>,
}

impl Kept {
    /// The numbers as tables keep them: `[["day",1395000]]` in thousandths of a kWh.
    #[must_use]
    pub fn stored(values: &[(Zone, Energy)]) -> Vec<(&'static str, i64)> {
        values
            .iter()
            .map(|(zone, value)| (zone.key(), value.thousandths()))
            .collect()
    }

    /// Reads what [`Kept::stored`] gave; nothing when a zone is unknown.
    #[must_use]
    pub fn read(stored: &[(String, i64)]) -> Option<Vec<(Zone, Energy)>> {
        let value = |(zone, value): &(String, i64)| Some((Zone::from_key(zone)?, Energy::from_thousandths(*value)));
        stored.iter().map(value).collect()
    }

    /// The form that sends them.
    #[must_use]
    pub fn form(&self, account: String, meter: String) -> ReadingForm {
        let mut form = ReadingForm {
            account,
            meter,
            ..ReadingForm::default()
        };
        form.confirm(self.confirmed);
        for (zone, value) in &self.values {
            form.set(*zone, value.plain());
        }
        form
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_kept_comes_back_and_is_sent_as_it_was_typed() {
        let values = vec![
            (Zone::Day, Energy::from_thousandths(1_395_500)),
            (Zone::Night, Energy::from_kwh(700)),
        ];
        let stored = Kept::stored(&values);
        assert_eq!(stored, [("day", 1_395_500), ("night", 700_000)]);
        let stored: Vec<_> = stored
            .into_iter()
            .map(|(zone, value)| (zone.to_owned(), value))
            .collect();
        assert_eq!(Kept::read(&stored), Some(values.clone()));
        assert_eq!(Kept::read(&[("noon".to_owned(), 1)]), None);
        let kept = Kept {
            values,
            confirmed: true,
            typed_on: NaiveDate::default(),
            refused: false,
            photos: Vec::new(),
        };
        let form = kept.form("a".to_owned(), "m".to_owned());
        assert_eq!(
            (form.day.as_str(), form.night.as_str(), form.confirmed.as_str()),
            ("1395.5", "700", "yes")
        );
    }
}
