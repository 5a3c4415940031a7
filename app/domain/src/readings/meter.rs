//! What a meter lets one type: its digits, its registers and what they showed before.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::{Energy, EnergyError, Zone};
use crate::FieldError;

/// The last reading that counts before the one to be sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct PreviousReading {
    /// What the register showed.
    pub value: Energy,
    /// When.
    #[serde(with = "crate::calendar::days")]
    pub taken_on: NaiveDate,
}

/// One register of a meter.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct RegisterRules {
    /// What it counts.
    pub zone: Zone,
    /// The reading before.
    pub previous: Option<PreviousReading>,
    /// Usual use in thirty days, from the months before.
    pub monthly: Option<Energy>,
    /// Use in thirty days at this time of other years; nothing where nobody was at home then.
    pub seasonal: Option<Energy>,
}

/// What the rules need to know about a meter.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MeterRules {
    /// Digits before the comma; then it turns over.
    pub digits: u8,
    /// Digits after the comma that a customer may type.
    pub decimals: u8,
    /// Its registers in the order of its display.
    pub registers: Vec<RegisterRules>,
}

/// A volume below this is never called implausible, however little the household used before.
const CALM: Energy = Energy::from_kwh(300);
/// A volume this many times the usual one is called implausible.
const JUMP_FACTOR: i64 = 4;
impl RegisterRules {
    /// What it usually would have used from the reading before until `today`: as at this time of other years, or as in the
    /// months before; nothing without a history.
    #[must_use]
    pub fn expected(&self, today: NaiveDate) -> Option<Energy> {
        let (previous, usual) = self.previous.zip(self.seasonal.or(self.monthly))?;
        let days = (today - previous.taken_on).num_days().max(1);
        Some(Energy::from_thousandths(usual.thousandths().saturating_mul(days) / 30))
    }
}

impl MeterRules {
    /// Checks one register's reading as typed. `confirmed`: the customer insists on a jump.
    ///
    /// # Errors
    /// `Empty`, `ReadingShape`, `ReadingDecimal`, `ReadingDigits`, `ReadingBelow`, `ReadingJump`.
    pub fn check(
        &self,
        register: &RegisterRules,
        text: &str,
        today: NaiveDate,
        confirmed: bool,
    ) -> Result<Energy, FieldError> {
        let text = crate::fold::required(text, 40)?;
        let value = Energy::parse(text, self.digits, self.decimals).map_err(|error| match error {
            EnergyError::Shape => FieldError::ReadingShape,
            EnergyError::Decimals => FieldError::ReadingDecimal,
            EnergyError::Digits => FieldError::ReadingDigits(self.digits),
        })?;
        let Some(previous) = register.previous else {
            return Ok(value);
        };
        let volume = self.volume(previous.value, value).ok_or(FieldError::ReadingBelow {
            previous: previous.value,
            taken_on: previous.taken_on,
        })?;
        let expected = register.expected(today).map(|expected| expected.rounded(self.decimals));
        match expected {
            Some(expected) if !confirmed && is_jump(volume, expected) => Err(FieldError::ReadingJump {
                volume,
                expected,
                season: register.seasonal.is_some(),
            }),
            _ => Ok(value),
        }
    }

    /// What was used between two states of a register.
    #[must_use]
    pub fn volume(&self, previous: Energy, value: Energy) -> Option<Energy> {
        value.since(previous, self.digits)
    }
}

fn is_jump(volume: Energy, expected: Energy) -> bool {
    let bound = Energy::from_thousandths(expected.thousandths().saturating_mul(JUMP_FACTOR));
    volume > CALM && volume > bound
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(month: u32, day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, month, day).expect("a date")
    }

    fn meter(previous: i64) -> MeterRules {
        let previous = PreviousReading {
            value: Energy::from_kwh(previous),
            taken_on: day(10, 24),
        };
        let register = RegisterRules {
            zone: Zone::Single,
            previous: Some(previous),
            monthly: Some(Energy::from_kwh(150)),
            seasonal: None,
        };
        MeterRules {
            digits: 5,
            decimals: 0,
            registers: vec![register],
        }
    }

    fn check(previous: i64, text: &str, confirmed: bool) -> Result<i64, FieldError> {
        let meter = meter(previous);
        meter
            .check(&meter.registers[0], text, day(11, 24), confirmed)
            .map(|value| value.thousandths() / 1_000)
    }

    #[test]
    fn each_slip_has_its_own_answer() {
        let below = FieldError::ReadingBelow {
            previous: Energy::from_kwh(1_000),
            taken_on: day(10, 24),
        };
        let jump = |volume| FieldError::ReadingJump {
            volume: Energy::from_kwh(volume),
            expected: Energy::from_kwh(155),
            season: false,
        };
        for (text, expected) in [
            ("1150", Ok(1_150)),
            ("1000", Ok(1_000)),
            ("", Err(FieldError::Empty)),
            ("999", Err(below)),
            ("1150,5", Err(FieldError::ReadingDecimal)),
            ("123456789012", Err(FieldError::ReadingDigits(5))),
            ("тысяча", Err(FieldError::ReadingShape)),
            ("1620", Ok(1_620)),
            ("1621", Err(jump(621))),
        ] {
            assert_eq!(check(1_000, text, false), expected, "{text:?}");
        }
        assert_eq!(check(1_000, "1621", true), Ok(1_621), "a jump may be confirmed");
        assert!(check(1_000, "999", true).is_err(), "nothing else may");
        let mut odd = meter(1_000);
        odd.registers[0].monthly = Some(Energy::from_thousandths(150_123));
        let told = |meter: &MeterRules| meter.check(&meter.registers[0], "2000", day(11, 24), false);
        let jump = |expected| FieldError::ReadingJump {
            volume: Energy::from_kwh(1_000),
            expected: Energy::from_thousandths(expected),
            season: false,
        };
        assert_eq!(
            told(&odd),
            Err(jump(155_000)),
            "a usual volume is told as the meter counts"
        );
        odd.decimals = 1;
        assert_eq!(told(&odd), Err(jump(155_100)));
    }

    #[test]
    fn a_register_near_its_top_turns_over() {
        assert_eq!(check(99_950, "30", false), Ok(30));
        assert!(matches!(
            check(89_000, "30", false),
            Err(FieldError::ReadingBelow { .. })
        ));
        assert!(matches!(
            check(95_000, "9000", false),
            Err(FieldError::ReadingJump { .. })
        ));
    }

    #[test]
    fn a_new_meter_takes_any_first_reading() {
        let mut meter = meter(0);
        meter.registers[0].previous = None;
        assert!(meter.check(&meter.registers[0], "54321", day(11, 24), false).is_ok());
    }
}
