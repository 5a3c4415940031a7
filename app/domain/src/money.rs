//! Money: whole kopecks.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};

/// A sum in whole kopecks; negative when it is owed the other way.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Money(i64);

/// Why a text is not a sum.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum MoneyError {
    /// Not digits with at most one comma or point.
    #[error("not a sum of money")]
    Shape,
    /// The kopecks are missing or are not two digits.
    #[error("two digits of kopecks are needed")]
    Kopecks,
    /// More than the books can hold.
    #[error("the sum is too large")]
    TooLarge,
}

impl Money {
    /// Nothing.
    pub const ZERO: Self = Self(0);

    /// From whole kopecks.
    #[must_use]
    pub const fn from_kopecks(kopecks: i64) -> Self {
        Self(kopecks)
    }

    /// In whole kopecks.
    #[must_use]
    pub const fn kopecks(self) -> i64 {
        self.0
    }

    /// The same sum without its sign.
    #[must_use]
    pub const fn abs(self) -> Self {
        Self(self.0.saturating_abs())
    }

    /// «1 235 ₽»: in whole roubles, a half up, where more would look surer than it is.
    #[must_use]
    pub fn whole(self) -> String {
        let sign = if self.0 <= -50 { "\u{2212}" } else { "" };
        format!("{sign}{}\u{a0}₽", grouped((self.0.unsigned_abs() + 50) / 100))
    }

    /// As registries write it: `1234.56`.
    #[must_use]
    pub fn plain(self) -> String {
        let sign = if self.0 < 0 { "-" } else { "" };
        let kopecks = self.0.unsigned_abs();
        format!("{sign}{}.{:02}", kopecks / 100, kopecks % 100)
    }
}

impl FromStr for Money {
    type Err = MoneyError;

    /// Reads «102.00», «1 234,56»: kopecks are obligatory; a comma or a point; spaces between digits are ignored.
    fn from_str(text: &str) -> Result<Self, MoneyError> {
        let text: String = text.chars().filter(|c| !c.is_whitespace()).collect();
        let (sign, digits) = text.strip_prefix('-').map_or((1, text.as_str()), |rest| (-1, rest));
        let all_digits = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
        let Some((rubles, kopecks)) = digits.split_once(['.', ',']) else {
            return Err(if all_digits(digits) {
                MoneyError::Kopecks
            } else {
                MoneyError::Shape
            });
        };
        if !all_digits(rubles) || !(kopecks.is_empty() || all_digits(kopecks)) {
            return Err(MoneyError::Shape);
        }
        if kopecks.len() != 2 {
            return Err(MoneyError::Kopecks);
        }
        let number = |part: &str| part.parse::<i64>().map_err(|_| MoneyError::TooLarge);
        number(rubles)?
            .checked_mul(100)
            .and_then(|sum| sum.checked_add(number(kopecks).ok()?))
            .map(|sum| Self(sign * sum))
            .ok_or(MoneyError::TooLarge)
    }
}

impl fmt::Display for Money {
    /// «1 234,56 ₽» with non-breaking spaces and a real minus.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let kopecks = self.0.unsigned_abs();
        if self.0 < 0 {
            f.write_str("\u{2212}")?;
        }
        write!(f, "{},{:02}\u{a0}₽", grouped(kopecks / 100), kopecks % 100)
    }
}

/// Digits in groups of three, parted by non-breaking spaces: «1 234».
#[must_use]
pub fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut out = String::with_capacity(digits.len() + digits.len() / 3);
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push('\u{a0}');
        }
        out.push(digit);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sums_are_read_with_point_or_comma_and_need_kopecks() {
        for (text, expected) in [
            ("102.00", Ok(10_200)),
            ("102,00", Ok(10_200)),
            (" 1 234,56 ", Ok(123_456)),
            ("0.00", Ok(0)),
            ("-5.10", Ok(-510)),
            ("102", Err(MoneyError::Kopecks)),
            ("102.", Err(MoneyError::Kopecks)),
            ("102.5", Err(MoneyError::Kopecks)),
            ("102.500", Err(MoneyError::Kopecks)),
            ("1.000,00", Err(MoneyError::Shape)),
            ("", Err(MoneyError::Shape)),
            (".50", Err(MoneyError::Shape)),
            ("сто", Err(MoneyError::Shape)),
            ("١٠٢.٠٠", Err(MoneyError::Shape)),
            ("92233720368547758.08", Err(MoneyError::TooLarge)),
            ("99999999999999999999.00", Err(MoneyError::TooLarge)),
        ] {
            assert_eq!(text.parse::<Money>().map(Money::kopecks), expected, "{text:?}");
        }
    }

    #[test]
    fn sums_are_shown_as_people_write_them() {
        for (kopecks, expected) in [
            (0, "0,00\u{a0}₽"),
            (5, "0,05\u{a0}₽"),
            (123_456, "1\u{a0}234,56\u{a0}₽"),
            (-100, "\u{2212}1,00\u{a0}₽"),
            (10_000_000_000, "100\u{a0}000\u{a0}000,00\u{a0}₽"),
        ] {
            assert_eq!(Money::from_kopecks(kopecks).to_string(), expected);
        }
        assert_eq!(Money::from_kopecks(-510).plain(), "-5.10");
    }

    #[test]
    fn forecasts_are_told_in_whole_roubles() {
        for (kopecks, expected) in [
            (0, "0\u{a0}₽"),
            (49, "0\u{a0}₽"),
            (50, "1\u{a0}₽"),
            (123_456, "1\u{a0}235\u{a0}₽"),
            (-49, "0\u{a0}₽"),
            (-150, "\u{2212}2\u{a0}₽"),
        ] {
            assert_eq!(Money::from_kopecks(kopecks).whole(), expected);
        }
    }
}
