//! Energy: thousandths of a kilowatt-hour.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::money::grouped;

/// What a register shows or what was used, in thousandths of a kWh.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Energy(i64);

/// Why a text is not a register's state.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum EnergyError {
    /// Something else than digits with at most one comma or point.
    #[error("not digits")]
    Shape,
    /// More digits after the comma than the register has.
    #[error("too many digits after the comma")]
    Decimals,
    /// More digits before the comma than the register has.
    #[error("too many digits")]
    Digits,
}

impl Energy {
    /// Nothing.
    pub const ZERO: Self = Self(0);

    /// From thousandths of a kWh.
    #[must_use]
    pub const fn from_thousandths(thousandths: i64) -> Self {
        Self(thousandths)
    }

    /// From whole kWh.
    #[must_use]
    pub const fn from_kwh(kwh: i64) -> Self {
        Self(kwh.saturating_mul(1_000))
    }

    /// In thousandths of a kWh.
    #[must_use]
    pub const fn thousandths(self) -> i64 {
        self.0
    }

    /// The difference, never leaving the range of the type.
    #[must_use]
    pub const fn minus(self, other: Self) -> Self {
        Self(self.0.saturating_sub(other.0))
    }

    /// The sum, never leaving the range of the type.
    #[must_use]
    pub const fn plus(self, other: Self) -> Self {
        Self(self.0.saturating_add(other.0))
    }

    /// What was used between an earlier state of a register with `digits` before the comma and this one; a register near
    /// its top may have turned over. Nothing when it went backwards.
    #[must_use]
    pub fn since(self, previous: Self, digits: u8) -> Option<Self> {
        if self >= previous {
            return Some(self.minus(previous));
        }
        let top = Self::turnover(digits);
        let tenth = top.thousandths() / 10;
        let near_top = previous.thousandths() >= tenth.saturating_mul(9) && self.thousandths() < tenth;
        near_top.then(|| self.plus(top).minus(previous))
    }

    /// How many digits it has before the comma.
    #[must_use]
    pub fn whole_digits(self) -> usize {
        (self.0.unsigned_abs() / 1_000).to_string().len()
    }

    /// To so many digits after the comma, a half up: what a register with them could show.
    #[must_use]
    pub fn rounded(self, decimals: u8) -> Self {
        let step = 10_i64.pow(3 - u32::from(decimals.min(3)));
        Self(self.0.saturating_add(step / 2).div_euclid(step).saturating_mul(step))
    }

    /// A register with `digits` before the comma turns over at this state.
    #[must_use]
    pub fn turnover(digits: u8) -> Self {
        Self(10_i64.saturating_pow(u32::from(digits)).saturating_mul(1_000))
    }

    /// Reads a register's state as typed: spaces are ignored, comma or point parts the decimals.
    ///
    /// # Errors
    /// [`EnergyError`] says which bound of the register was passed.
    pub fn parse(text: &str, digits: u8, decimals: u8) -> Result<Self, EnergyError> {
        let text: String = text.chars().filter(|c| !c.is_whitespace()).collect();
        let all_digits = |part: &str| part.bytes().all(|b| b.is_ascii_digit());
        let (whole, part) = text.split_once(['.', ',']).unwrap_or((&text, ""));
        if whole.is_empty() || !all_digits(whole) || !all_digits(part) || text.ends_with(['.', ',']) {
            return Err(EnergyError::Shape);
        }
        if whole.trim_start_matches('0').len() > usize::from(digits) || whole.len() > 20 {
            return Err(EnergyError::Digits);
        }
        if part.len() > usize::from(decimals.min(3)) {
            return Err(EnergyError::Decimals);
        }
        let number = |digits: &str| digits.parse::<i64>().map_err(|_| EnergyError::Digits);
        let thousandths = number(&format!("{part:0<3}"))?;
        number(whole)?
            .checked_mul(1_000)
            .and_then(|kwh| kwh.checked_add(thousandths))
            .map(Self)
            .ok_or(EnergyError::Digits)
    }

    /// As registries write it: `1234` or `1234.5`.
    #[must_use]
    pub fn plain(self) -> String {
        let sign = if self.0 < 0 { "-" } else { "" };
        let (kwh, rest) = (self.0.unsigned_abs() / 1_000, self.0.unsigned_abs() % 1_000);
        let decimals = format!("{rest:03}");
        match decimals.trim_end_matches('0') {
            "" => format!("{sign}{kwh}"),
            decimals => format!("{sign}{kwh}.{decimals}"),
        }
    }
}

impl fmt::Display for Energy {
    /// «1 234» or «1 234,5», without the unit.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.0 < 0 { "\u{2212}" } else { "" };
        let plain = Self(self.0.saturating_abs()).plain();
        let decimals = plain
            .split_once('.')
            .map(|(_, decimals)| format!(",{decimals}"))
            .unwrap_or_default();
        write!(f, "{sign}{}{decimals}", grouped(self.0.unsigned_abs() / 1_000))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn states_are_read_within_the_registers_bounds() {
        for (text, digits, decimals, expected) in [
            ("1234", 5, 0, Ok(1_234_000)),
            (" 01 234 ", 5, 0, Ok(1_234_000)),
            ("0000000123", 5, 0, Ok(123_000)),
            ("1234,5", 5, 1, Ok(1_234_500)),
            ("1234.567", 5, 3, Ok(1_234_567)),
            ("1234,5", 5, 0, Err(EnergyError::Decimals)),
            ("1234,", 5, 1, Err(EnergyError::Shape)),
            ("123456", 5, 0, Err(EnergyError::Digits)),
            ("123456789012", 6, 0, Err(EnergyError::Digits)),
            ("99999999999999999999999", 30, 0, Err(EnergyError::Digits)),
            ("-5", 5, 0, Err(EnergyError::Shape)),
            ("", 5, 0, Err(EnergyError::Shape)),
            ("12З4", 5, 0, Err(EnergyError::Shape)),
        ] {
            assert_eq!(
                Energy::parse(text, digits, decimals).map(Energy::thousandths),
                expected,
                "{text:?}"
            );
        }
    }

    #[test]
    fn states_are_written_for_people_and_for_registries() {
        assert_eq!(Energy::from_thousandths(12_345_500).to_string(), "12\u{a0}345,5");
        assert_eq!(Energy::from_kwh(-7).to_string(), "\u{2212}7");
        assert_eq!(Energy::from_thousandths(1_234_050).plain(), "1234.05");
        assert_eq!(Energy::from_kwh(1_234).plain(), "1234");
        assert_eq!(Energy::turnover(5), Energy::from_kwh(100_000));
    }

    #[test]
    fn states_are_rounded_to_what_a_register_shows() {
        let rounded = |thousandths, decimals| Energy::from_thousandths(thousandths).rounded(decimals).thousandths();
        assert_eq!(rounded(222_862, 0), 223_000);
        assert_eq!(rounded(222_499, 0), 222_000);
        assert_eq!(rounded(222_862, 1), 222_900);
        assert_eq!(rounded(222_862, 3), 222_862);
        assert_eq!(rounded(222_862, 200), 222_862);
    }
}
