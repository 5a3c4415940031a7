//! The reading form: one field for each zone of a meter.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

use super::{Energy, MeterRules, Zone};
use crate::{Checked, Field, FieldError, FieldErrors};

/// What the field `confirmed` carries.
const CONFIRMED: &str = "yes";

/// The form as typed. Only the fields of the meter's own zones are looked at.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ReadingForm {
    /// The account, by its id.
    pub account: String,
    /// The meter, by its id.
    pub meter: String,
    /// The whole day.
    pub single: String,
    /// Day.
    pub day: String,
    /// Night.
    pub night: String,
    /// Peak.
    pub peak: String,
    /// Half-peak.
    pub half_peak: String,
    /// `yes` when the customer says that a jump is right.
    pub confirmed: String,
    /// The id that the browser gave this sending (UUID): however often it arrives, it is taken once. Empty without scripts.
    pub id: String,
    /// When it was typed by the browser's clock (RFC 3339), if it may have waited for a connection.
    pub typed_at: String,
}

/// Readings that may be stored, one for each zone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Submission {
    /// What each register shows.
    pub values: Vec<(Zone, Energy)>,
}

impl ReadingForm {
    /// What was typed for a zone.
    #[must_use]
    pub fn of(&self, zone: Zone) -> &str {
        match zone {
            Zone::Single => &self.single,
            Zone::Day => &self.day,
            Zone::Night => &self.night,
            Zone::Peak => &self.peak,
            Zone::HalfPeak => &self.half_peak,
        }
    }

    /// Puts a text where a zone's reading is typed.
    pub fn set(&mut self, zone: Zone, text: String) {
        *match zone {
            Zone::Single => &mut self.single,
            Zone::Day => &mut self.day,
            Zone::Night => &mut self.night,
            Zone::Peak => &mut self.peak,
            Zone::HalfPeak => &mut self.half_peak,
        } = text;
    }

    /// Whether the customer says that a jump is right.
    #[must_use]
    pub fn is_confirmed(&self) -> bool {
        self.confirmed == CONFIRMED
    }

    /// Says that a jump is right, or not.
    pub fn confirm(&mut self, right: bool) {
        self.confirmed = if right { CONFIRMED.to_owned() } else { String::new() };
    }

    /// When it was typed, if the browser says so in a way that can be read.
    #[must_use]
    pub fn typed_at(&self) -> Option<DateTime<Utc>> {
        self.typed_at.parse().ok()
    }

    /// Checks every zone of the meter on `today`, the day at the branch.
    ///
    /// # Errors
    /// The error of each wrong zone.
    pub fn validate(&self, meter: &MeterRules, today: NaiveDate) -> Result<Submission, FieldErrors> {
        self.validate_with(meter, today, Ok(()))
    }

    /// [`ReadingForm::validate`] for readings with photos; `photos` is what the rule about files says of those attached.
    ///
    /// # Errors
    /// The error of each wrong zone, and of the photos.
    pub fn validate_with(
        &self,
        meter: &MeterRules,
        today: NaiveDate,
        photos: Result<(), FieldError>,
    ) -> Result<Submission, FieldErrors> {
        let mut checked = Checked::new();
        let confirmed = self.is_confirmed();
        let mut values = Vec::new();
        for register in &meter.registers {
            let value = meter.check(register, self.of(register.zone), today, confirmed);
            values.extend(
                checked
                    .take(Field::Register(register.zone), value)
                    .map(|value| (register.zone, value)),
            );
        }
        checked.take(Field::Files, photos);
        checked.finish(Some(Submission { values }))
    }
}

crate::field::opaque!(ReadingForm);

#[cfg(test)]
mod tests {
    use super::*;
    use crate::readings::RegisterRules;

    fn two_zones() -> MeterRules {
        let register = |zone| RegisterRules {
            zone,
            previous: None,
            monthly: None,
            seasonal: None,
        };
        MeterRules {
            digits: 5,
            decimals: 0,
            registers: vec![register(Zone::Day), register(Zone::Night)],
        }
    }

    #[test]
    fn every_zone_must_be_filled() {
        let today = NaiveDate::from_ymd_opt(2026, 11, 24).expect("a date");
        let mut form = ReadingForm {
            day: "120".into(),
            ..ReadingForm::default()
        };
        assert_eq!(
            form.validate(&two_zones(), today),
            Err(FieldErrors::one(Field::Register(Zone::Night), FieldError::Empty))
        );
        form.set(Zone::Night, "45".into());
        let submission = form.validate(&two_zones(), today).expect("both are right");
        assert_eq!(
            submission.values,
            [(Zone::Day, Energy::from_kwh(120)), (Zone::Night, Energy::from_kwh(45))]
        );
    }

    #[test]
    fn what_is_wrong_with_a_photo_is_told_with_all_the_rest() {
        let today = NaiveDate::from_ymd_opt(2026, 11, 24).expect("a date");
        let form = ReadingForm {
            day: "120".into(),
            ..ReadingForm::default()
        };
        let errors = form
            .validate_with(&two_zones(), today, Err(FieldError::FilesMany(3)))
            .expect_err("both are wrong");
        let fields: Vec<_> = errors.iter().map(|(field, _)| *field).collect();
        assert_eq!(fields, [Field::Register(Zone::Night), Field::Files]);
    }
}
