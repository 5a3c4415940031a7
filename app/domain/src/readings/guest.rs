//! «Передать показания без входа»: the account's number, the meter's number, up to three readings.
//!
//! Nobody is told how many zones the meter has, so the form asks for what every meter shows, then for what some do. Its rule
//! knows what everybody may know; whether account, meter and readings are right only the server tells, in one word.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::{Energy, EnergyError, MeterRules, ReadingForm, Serial, WindowState, Zone, ZoneSet};
use crate::{
    Checked, Field, FieldError, FieldErrors,
    accounts::{AccountNumber, BranchRules},
    calendar::business_date,
    fold,
};

/// The most digits that any meter has before the comma.
const DIGITS_MAX: u8 = 9;

/// What everybody may know of where and when readings are taken.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReadingDoor {
    /// Numbers, windows and phones of the branches.
    pub branches: BranchRules,
    /// The server's clock.
    pub now: DateTime<Utc>,
}

/// The form as typed.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct GuestForm {
    /// «Номер лицевого счёта»
    pub number: String,
    /// «Номер счётчика»
    pub serial: String,
    /// The only reading, the day's or the peak's: Т1.
    pub single: String,
    /// The night's, where the meter has it: Т2.
    pub night: String,
    /// The half-peak's, where the meter has it: Т3.
    pub half_peak: String,
}

/// Readings that could be right.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GuestReadings {
    /// Fits the mask of its branch.
    pub number: AccountNumber,
    /// The meter.
    pub serial: Serial,
    zones: ZoneSet,
    form: ReadingForm,
}

impl GuestForm {
    /// The fields of the readings, in the order of the form.
    pub const REGISTERS: [Zone; 3] = [Zone::Single, Zone::Night, Zone::HalfPeak];

    /// Checks every field at once. Outside the window of the number's branch nothing is taken.
    ///
    /// # Errors
    /// The error of each wrong field; `NotYet` at the number.
    pub fn validate(&self, door: &ReadingDoor) -> Result<GuestReadings, FieldErrors> {
        let mut checked = Checked::new();
        let number = checked.take(Field::Number, self.number(door));
        let serial = checked.take(Field::Serial, self.serial.parse());
        let zones = self.zones();
        let mut form = ReadingForm::default();
        for asked in Self::REGISTERS.into_iter().take(zones.count().into()) {
            let text = self.of(asked);
            if checked.take(Field::Register(asked), whole(text)).is_some() {
                form.set(meant(asked, zones), text.to_owned());
            }
        }
        checked.finish((|| {
            Some(GuestReadings {
                number: number?,
                serial: serial?,
                zones,
                form,
            })
        })())
    }

    /// What was typed into a field of [`GuestForm::REGISTERS`].
    fn of(&self, asked: Zone) -> &str {
        match asked {
            Zone::Night => &self.night,
            Zone::HalfPeak => &self.half_peak,
            Zone::Single | Zone::Day | Zone::Peak => &self.single,
        }
    }

    /// The last field with anything in it tells how many zones there are.
    fn zones(&self) -> ZoneSet {
        let is_typed = |zone| !self.of(zone).trim().is_empty();
        if is_typed(Zone::HalfPeak) {
            ZoneSet::Three
        } else if is_typed(Zone::Night) {
            ZoneSet::Two
        } else {
            ZoneSet::One
        }
    }

    fn number(&self, door: &ReadingDoor) -> Result<AccountNumber, FieldError> {
        let number = door.branches.number(&self.number)?;
        let branch = door.branches.of(&number).ok_or(FieldError::NumberUnknown)?;
        match branch.window.state(business_date(door.now, branch.offset_minutes)) {
            WindowState::Open { .. } => Ok(number),
            WindowState::Closed { opens, .. } => Err(FieldError::NotYet(opens)),
        }
    }
}

impl GuestReadings {
    /// The form for a meter, if these are its zones. A jump is never confirmed here: saying what is usual would tell what was.
    #[must_use]
    pub fn for_meter(&self, rules: &MeterRules) -> Option<&ReadingForm> {
        let mut zones: Vec<_> = rules.registers.iter().map(|register| register.zone).collect();
        let mut typed = self.zones.zones().to_vec();
        zones.sort_unstable();
        typed.sort_unstable();
        (zones == typed).then_some(&self.form)
    }
}

/// The zone that a field stands for.
const fn meant(asked: Zone, zones: ZoneSet) -> Zone {
    match (asked, zones) {
        (Zone::Single, ZoneSet::Two) => Zone::Day,
        (Zone::Single, ZoneSet::Three) => Zone::Peak,
        (asked, _) => asked,
    }
}

/// Whole kilowatt-hours of some meter.
fn whole(text: &str) -> Result<Energy, FieldError> {
    Energy::parse(fold::required(text, 40)?, DIGITS_MAX, 0).map_err(|error| match error {
        EnergyError::Shape => FieldError::ReadingShape,
        EnergyError::Decimals => FieldError::ReadingDecimal,
        EnergyError::Digits => FieldError::TooLong(DIGITS_MAX.into()),
    })
}

crate::field::opaque!(GuestForm);

#[cfg(test)]
mod tests {
    use chrono::{NaiveDate, TimeZone};

    use super::*;
    use crate::{accounts::sample, readings::RegisterRules};

    fn door(day: u32) -> ReadingDoor {
        ReadingDoor {
            branches: sample(),
            now: Utc.with_ymd_and_hms(2026, 11, day, 9, 0, 0).single().expect("a moment"),
        }
    }

    fn form(single: &str, night: &str, half_peak: &str) -> GuestForm {
        GuestForm {
            number: "69 000 0001".into(),
            serial: "СЭ-1".into(),
            single: single.into(),
            night: night.into(),
            half_peak: half_peak.into(),
        }
    }

    fn meter(zones: &[Zone]) -> MeterRules {
        let register = |zone: &Zone| RegisterRules {
            zone: *zone,
            previous: None,
            monthly: None,
            seasonal: None,
        };
        MeterRules {
            digits: 5,
            decimals: 0,
            registers: zones.iter().map(register).collect(),
        }
    }

    #[test]
    fn as_many_readings_as_were_typed_are_those_of_a_meter_with_so_many_zones() {
        for (typed, zones, expected) in [
            (form("120", "", ""), vec![Zone::Single], vec!["120"]),
            (form("120", " 45", ""), vec![Zone::Day, Zone::Night], vec!["120", " 45"]),
            (
                form("120", "45", "70"),
                vec![Zone::Peak, Zone::HalfPeak, Zone::Night],
                vec!["120", "70", "45"],
            ),
        ] {
            let readings = typed.validate(&door(24)).expect("all is right");
            let form = readings.for_meter(&meter(&zones)).expect("its zones");
            let found: Vec<_> = zones.iter().map(|zone| form.of(*zone)).collect();
            assert_eq!(found, expected);
            assert!(!form.is_confirmed());
            assert_eq!(readings.for_meter(&meter(&[Zone::Night])), None, "other zones");
        }
    }

    #[test]
    fn what_everybody_may_know_is_told_at_its_field() {
        use FieldError::{Empty, NotYet, NumberShape, NumberUnknown, ReadingDecimal, ReadingShape, TooLong};
        let register = Field::Register;
        let numbered = |number: &str| GuestForm {
            number: number.into(),
            ..form("120", "", "")
        };
        let opens = NaiveDate::from_ymd_opt(2026, 12, 20).expect("a day");
        for (typed, day, field, expected) in [
            (numbered(""), 24, Field::Number, Empty),
            (numbered("55 000 0001"), 24, Field::Number, NumberUnknown),
            (numbered("69"), 24, Field::Number, NumberShape),
            (form("120", "", ""), 26, Field::Number, NotYet(opens)),
            (
                GuestForm {
                    serial: " № ".into(),
                    ..form("1", "", "")
                },
                24,
                Field::Serial,
                Empty,
            ),
            (form("", "", ""), 24, register(Zone::Single), Empty),
            (form("", "45", ""), 24, register(Zone::Single), Empty),
            (form("120", "", "70"), 24, register(Zone::Night), Empty),
            (form("сто", "", ""), 24, register(Zone::Single), ReadingShape),
            (form("120", "45,6", ""), 24, register(Zone::Night), ReadingDecimal),
            (form("1234567890", "", ""), 24, register(Zone::Single), TooLong(9)),
        ] {
            assert_eq!(typed.validate(&door(day)), Err(FieldErrors::one(field, expected)));
        }
        let all = GuestForm::default().validate(&door(24)).expect_err("nothing is typed");
        assert_eq!(all.iter().count(), 3);
    }
}
