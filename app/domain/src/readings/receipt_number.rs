//! The number of a receipt: eleven digits at random and one that checks them, told in three groups of four.
//!
//! It says nothing of whoever sent the readings, of the account or of how many were sent before it; a digit misheard or two
//! of them swapped make a number that no receipt has.

use std::{fmt, str::FromStr};

/// A receipt's number: «4815-1623-4203».
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct ReceiptNumber(String);

/// Not a number that a receipt could have.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a receipt has twelve digits, the last of which fits the others")]
pub struct ReceiptNumberError;

/// Digits without the one that checks.
const RANDOM: u64 = 100_000_000_000;
/// Digits in all.
const LENGTH: usize = 12;

/// H. M. Damm's quasigroup of order 10: one wrong digit and two neighbours in each other's place always show. Source: his
/// dissertation «Total anti-symmetrische Quasigruppen» (Marburg, 2004).
const DAMM: [[u8; 10]; 10] = [
    [0, 3, 1, 7, 5, 9, 8, 6, 4, 2],
    [7, 0, 9, 2, 1, 5, 4, 8, 6, 3],
    [4, 2, 0, 6, 8, 7, 1, 3, 5, 9],
    [1, 7, 5, 0, 9, 8, 3, 4, 2, 6],
    [6, 1, 2, 3, 0, 4, 5, 9, 7, 8],
    [3, 6, 7, 4, 2, 0, 9, 5, 8, 1],
    [5, 8, 6, 9, 7, 2, 0, 1, 3, 4],
    [8, 9, 4, 5, 3, 6, 2, 0, 1, 7],
    [9, 4, 3, 8, 6, 1, 7, 2, 0, 5],
    [2, 5, 8, 1, 4, 3, 6, 7, 9, 0],
];

impl ReceiptNumber {
    /// A number made of bytes that nobody can guess.
    #[must_use]
    pub fn from_random(bytes: [u8; 8]) -> Self {
        let digits = format!("{:011}", u64::from_be_bytes(bytes) % RANDOM);
        let check = check_digit(&digits);
        Self(format!("{digits}{check}"))
    }

    /// Its digits without hyphens, as tables have it.
    #[must_use]
    pub fn digits(&self) -> &str {
        &self.0
    }
}

/// The digit that behind these makes the check come to nothing.
fn check_digit(digits: &str) -> u8 {
    digits.bytes().fold(0, |interim, digit| {
        let row = DAMM.get(usize::from(interim));
        let digit = usize::from(digit.wrapping_sub(b'0'));
        row.and_then(|row| row.get(digit)).copied().unwrap_or_default()
    })
}

impl FromStr for ReceiptNumber {
    type Err = ReceiptNumberError;

    /// As printed, as stored, or as typed with spaces.
    fn from_str(text: &str) -> Result<Self, ReceiptNumberError> {
        let digits: String = text.chars().filter(|c| !c.is_whitespace() && *c != '-').collect();
        let shaped = digits.len() == LENGTH && digits.bytes().all(|digit| digit.is_ascii_digit());
        if shaped && check_digit(&digits) == 0 {
            Ok(Self(digits))
        } else {
            Err(ReceiptNumberError)
        }
    }
}

impl fmt::Display for ReceiptNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (at, digit) in self.0.chars().enumerate() {
            if at > 0 && at % 4 == 0 {
                f.write_str("-")?;
            }
            write!(f, "{digit}")?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_told_in_groups_and_read_back_however_it_is_typed() {
        let number = ReceiptNumber::from_random(48_151_623_420_u64.to_be_bytes());
        let printed = number.to_string();
        assert_eq!((printed.len(), printed.get(..13)), (14, Some("4815-1623-420")));
        for typed in [printed.as_str(), number.digits(), &printed.replace('-', " ")] {
            assert_eq!(typed.parse(), Ok(number.clone()), "{typed}");
        }
        let small = ReceiptNumber::from_random([0; 8]);
        assert_eq!(small.to_string(), "0000-0000-0000");
        assert_eq!(ReceiptNumber::from_random([0xff; 8]).digits().len(), 12);
    }

    #[test]
    fn the_check_is_damms() {
        assert_eq!(check_digit("572"), 4);
        assert_eq!(check_digit("5724"), 0);
    }

    #[test]
    fn one_wrong_digit_and_two_swapped_ones_show() {
        let number = ReceiptNumber::from_random(90_210_345_678_u64.to_be_bytes());
        let digits: Vec<char> = number.digits().chars().collect();
        for at in 0..digits.len() {
            for other in '0'..='9' {
                let mut wrong = digits.clone();
                wrong[at] = other;
                let read = wrong.iter().collect::<String>().parse::<ReceiptNumber>();
                assert_eq!(read.is_ok(), wrong == digits, "{wrong:?}");
            }
            let mut swapped = digits.clone();
            swapped.swap(at, (at + 1).min(digits.len() - 1));
            let read = swapped.iter().collect::<String>().parse::<ReceiptNumber>();
            assert_eq!(read.is_ok(), swapped == digits, "{swapped:?}");
        }
    }

    #[test]
    fn what_cannot_be_a_number_is_refused() {
        for text in ["", "4815", "4815-1623-42000", "4815-1623-42x0", "٤٨١٥16234200"] {
            assert_eq!(text.parse::<ReceiptNumber>(), Err(ReceiptNumberError), "{text}");
        }
    }
}
