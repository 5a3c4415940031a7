//! Account numbers and the masks that branches give them.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};

use crate::FieldError;

/// An account's number: digits, as many as its branch uses.
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct AccountNumber(String);

impl AccountNumber {
    /// The most digits any branch may use.
    pub const DIGITS_MAX: usize = 20;

    /// The digits.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for AccountNumber {
    type Err = FieldError;

    /// Spaces and hyphens between the digits are ignored.
    fn from_str(text: &str) -> Result<Self, FieldError> {
        let text = crate::fold::required(text, 40)?;
        let digits: String = text.chars().filter(|c| !matches!(c, ' ' | '-' | '\u{a0}')).collect();
        let right = (1..=Self::DIGITS_MAX).contains(&digits.len()) && digits.bytes().all(|b| b.is_ascii_digit());
        if right {
            Ok(Self(digits))
        } else {
            Err(FieldError::NumberShape)
        }
    }
}

impl fmt::Debug for AccountNumber {
    /// Personal data stays out of logs.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("AccountNumber(…)")
    }
}

/// How a branch's numbers look: given digits first, then `#` for any digit, as in `19##########`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct NumberMask {
    prefix: String,
    length: usize,
}

/// The mask has something else than digits followed by `#`, or is longer than a number may be.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("a mask is digits followed by '#', 1 to 20 characters")]
pub struct NumberMaskError;

impl NumberMask {
    /// The digits every number of the branch begins with.
    #[must_use]
    pub fn prefix(&self) -> &str {
        &self.prefix
    }

    /// How many digits a number has.
    #[must_use]
    pub const fn length(&self) -> usize {
        self.length
    }

    /// Whether what was typed so far begins like a number of this branch.
    #[must_use]
    pub fn begins(&self, typed: &str) -> bool {
        typed.starts_with(&self.prefix)
    }

    /// Whether the number is one of this branch.
    #[must_use]
    pub fn fits(&self, number: &AccountNumber) -> bool {
        number.0.len() == self.length && self.begins(&number.0)
    }
}

impl FromStr for NumberMask {
    type Err = NumberMaskError;

    fn from_str(text: &str) -> Result<Self, NumberMaskError> {
        let prefix = text.trim_end_matches('#');
        let right = (1..=AccountNumber::DIGITS_MAX).contains(&text.len()) && prefix.bytes().all(|b| b.is_ascii_digit());
        if right {
            Ok(Self {
                prefix: prefix.to_owned(),
                length: text.len(),
            })
        } else {
            Err(NumberMaskError)
        }
    }
}

impl TryFrom<String> for NumberMask {
    type Error = NumberMaskError;

    fn try_from(text: String) -> Result<Self, NumberMaskError> {
        text.parse()
    }
}

impl From<NumberMask> for String {
    fn from(mask: NumberMask) -> Self {
        mask.to_string()
    }
}

impl fmt::Display for NumberMask {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{}{}",
            self.prefix,
            "#".repeat(self.length.saturating_sub(self.prefix.len()))
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_digits_alone() {
        for (text, expected) in [
            ("123456789", Ok("123456789")),
            (" 19 0012-3456 78 ", Ok("190012345678")),
            ("", Err(FieldError::Empty)),
            ("12a", Err(FieldError::NumberShape)),
            ("１２３", Err(FieldError::NumberShape)),
            ("123456789012345678901", Err(FieldError::NumberShape)),
        ] {
            assert_eq!(
                text.parse::<AccountNumber>()
                    .as_ref()
                    .map(AccountNumber::as_str)
                    .map_err(Clone::clone),
                expected,
                "{text:?}"
            );
        }
    }

    #[test]
    fn a_mask_tells_its_own_numbers() {
        let mask: NumberMask = "19########".parse().expect("a mask");
        assert_eq!((mask.prefix(), mask.length()), ("19", 10));
        assert!(mask.fits(&"1900123456".parse().expect("a number")));
        assert!(!mask.fits(&"190012345".parse().expect("a number")));
        assert!(!mask.fits(&"2900123456".parse().expect("a number")));
        assert!(mask.begins("19") && !mask.begins("1"));
        assert_eq!(mask.to_string(), "19########");
        for wrong in ["", "19x#", "#19", "#####################"] {
            assert_eq!(wrong.parse::<NumberMask>(), Err(NumberMaskError), "{wrong:?}");
        }
    }
}
