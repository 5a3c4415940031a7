//! A meter's number as people copy it from its plate.

use std::{fmt, str::FromStr};

use crate::{FieldError, fold};

/// A meter's number without what people copy in different ways: case, spaces, dots, hyphens, «№», and letters that look like
/// others. Two numbers that look alike are equal.
#[derive(Clone, PartialEq, Eq)]
pub struct Serial(String);

impl Serial {
    /// The most characters, as in the meter registry.
    pub const MAX: usize = 40;

    /// A number that is on file.
    #[must_use]
    pub fn on_file(text: &str) -> Self {
        let known = text.chars().filter(|c| c.is_alphanumeric());
        Self(known.flat_map(char::to_uppercase).map(look).collect())
    }
}

impl FromStr for Serial {
    type Err = FieldError;

    fn from_str(text: &str) -> Result<Self, FieldError> {
        let serial = Self::on_file(fold::required(text, Self::MAX)?);
        if serial.0.is_empty() {
            Err(FieldError::Empty)
        } else {
            Ok(serial)
        }
    }
}

impl fmt::Debug for Serial {
    /// It opens the form for readings: it stays out of logs.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Serial(…)")
    }
}

/// One character for all that look like it, Latin, Cyrillic or a digit.
const fn look(c: char) -> char {
    match c {
        'A' => 'А',
        'B' => 'В',
        'C' => 'С',
        'E' | 'Ё' => 'Е',
        'H' => 'Н',
        'K' => 'К',
        'M' => 'М',
        'P' => 'Р',
        'T' => 'Т',
        'X' => 'Х',
        'Y' => 'У',
        'O' | 'О' => '0',
        'I' | 'L' | 'І' => '1',
        'З' => '3',
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_found_however_it_was_copied() {
        let on_file = Serial::on_file("СЕ-0123 М7");
        for typed in [
            "СЕ-0123 М7",
            " се0123м7 ",
            "№ СЕ-0123 М7",
            "CE 0123.M7",
            "ce-O123-m7",
            "СЁ о123/M7",
        ] {
            assert_eq!(typed.parse::<Serial>().as_ref(), Ok(&on_file), "{typed:?}");
        }
        for other in ["СЕ-0123 М8", "0123М7", "СЕ-123 М7"] {
            assert_ne!(other.parse::<Serial>().as_ref(), Ok(&on_file), "{other:?}");
        }
    }

    #[test]
    fn what_has_no_letter_and_no_digit_is_nothing() {
        for (typed, expected) in [
            ("", FieldError::Empty),
            (" № - ", FieldError::Empty),
            ("1\u{0}2", FieldError::Unreadable),
            (&"1".repeat(41), FieldError::TooLong(40)),
        ] {
            assert_eq!(typed.parse::<Serial>(), Err(expected), "{typed:?}");
        }
    }
}
