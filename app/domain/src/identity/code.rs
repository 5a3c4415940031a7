//! The code of a text message.

use std::{fmt, str::FromStr};

use crate::FieldError;

/// Six digits.
#[derive(Clone, PartialEq, Eq)]
pub struct SmsCode(String);

impl SmsCode {
    /// The six digits for a number below a million; larger ones wrap.
    #[must_use]
    pub fn from_number(number: u32) -> Self {
        Self(format!("{:06}", number % 1_000_000))
    }

    /// The six digits.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for SmsCode {
    type Err = FieldError;

    /// Spaces and a hyphen between the digits are ignored.
    fn from_str(text: &str) -> Result<Self, FieldError> {
        let text = crate::fold::required(text, 20)?;
        let digits: String = text.chars().filter(|c| !matches!(c, ' ' | '-' | '\u{a0}')).collect();
        let right = digits.len() == 6 && digits.bytes().all(|b| b.is_ascii_digit());
        if right {
            Ok(Self(digits))
        } else {
            Err(FieldError::CodeShape)
        }
    }
}

impl fmt::Debug for SmsCode {
    /// A secret stays out of logs.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SmsCode(…)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn six_digits_and_nothing_else() {
        for text in ["012345", " 012 345 ", "012-345"] {
            assert_eq!(text.parse::<SmsCode>().expect("a code").as_str(), "012345");
        }
        for text in ["12345", "1234567", "12345a", "１２３４５６"] {
            assert_eq!(text.parse::<SmsCode>(), Err(FieldError::CodeShape), "{text:?}");
        }
        assert_eq!(SmsCode::from_number(42).as_str(), "000042");
    }
}
