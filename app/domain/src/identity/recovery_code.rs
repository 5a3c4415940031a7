//! A recovery code: printed once, typed on the day when the phone is lost.

use std::{fmt, str::FromStr};

use crate::FieldError;

/// Letters and digits that nobody takes for each other (Crockford's Base32): five bits each.
const LETTERS: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
/// Sixty bits.
const LENGTH: usize = 12;

/// Twelve letters and digits.
#[derive(Clone, PartialEq, Eq)]
pub struct RecoveryCode(String);

impl RecoveryCode {
    /// The code of the lowest sixty bits.
    #[must_use]
    pub fn from_bits(bits: u64) -> Self {
        let letter = |at: usize| {
            let five = usize::try_from((bits >> (5 * at)) & 31).unwrap_or_default();
            LETTERS.get(five).copied().map_or('0', char::from)
        };
        Self((0..LENGTH).map(letter).collect())
    }

    /// Without hyphens.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// «7K3M-QX2A-0PZD»
    #[must_use]
    pub fn grouped(&self) -> String {
        let mut text = String::with_capacity(LENGTH + 2);
        for (at, letter) in self.0.chars().enumerate() {
            if at > 0 && at % 4 == 0 {
                text.push('-');
            }
            text.push(letter);
        }
        text
    }
}

impl FromStr for RecoveryCode {
    type Err = FieldError;

    /// Case, spaces and hyphens do not matter, nor whether a letter that looks the same is of the Russian alphabet.
    fn from_str(text: &str) -> Result<Self, FieldError> {
        let text = crate::fold::required(text, 40)?;
        let letters = text
            .chars()
            .filter(|c| !c.is_whitespace() && !matches!(c, '-' | '–' | '—'));
        let code: Option<String> = letters.flat_map(char::to_uppercase).map(meant).collect();
        code.filter(|code| code.len() == LENGTH)
            .map(Self)
            .ok_or(FieldError::RecoveryCodeShape)
    }
}

fn meant(typed: char) -> Option<char> {
    let latin = match typed {
        'O' | 'О' => '0',
        'I' | 'L' | 'І' => '1',
        'А' => 'A',
        'В' => 'B',
        'С' => 'C',
        'Е' => 'E',
        'Н' => 'H',
        'К' => 'K',
        'М' => 'M',
        'Р' => 'P',
        'Т' => 'T',
        'Х' => 'X',
        'У' => 'Y',
        other => other,
    };
    u8::try_from(latin)
        .is_ok_and(|letter| LETTERS.contains(&letter))
        .then_some(latin)
}

impl fmt::Debug for RecoveryCode {
    /// A secret stays out of logs.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("RecoveryCode(…)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_read_as_it_was_printed_however_it_is_typed() {
        let code = RecoveryCode::from_bits(0x0fed_cba9_8765_4321);
        let printed = code.grouped();
        assert_eq!(printed.len(), 14);
        for typed in [
            printed.clone(),
            printed.to_lowercase(),
            printed.replace('-', " "),
            code.as_str().to_owned(),
        ] {
            assert_eq!(typed.parse::<RecoveryCode>(), Ok(code.clone()), "{typed}");
        }
    }

    #[test]
    fn letters_that_look_the_same_are_the_same() {
        let code = "OIL0-ABCE-HKMX".parse::<RecoveryCode>().expect("a code");
        assert_eq!(code.as_str(), "0110ABCEHKMX");
        assert_eq!("ОІ10-АВСЕ-НКМХ".parse::<RecoveryCode>(), Ok(code));
    }

    #[test]
    fn sixty_bits_and_no_less() {
        assert_eq!(RecoveryCode::from_bits(u64::MAX).as_str(), "ZZZZZZZZZZZZ");
        assert_ne!(RecoveryCode::from_bits(1 << 59), RecoveryCode::from_bits(0));
        for text in ["ABCD-EFGH-JKM", "ABCD-EFGH-JKMNP", "ABCD-EFGH-JKMU", "АБВГ-ДЕЖЗ-ИКЛМ"] {
            assert_eq!(
                text.parse::<RecoveryCode>(),
                Err(FieldError::RecoveryCodeShape),
                "{text}"
            );
        }
        assert_eq!(" ".parse::<RecoveryCode>(), Err(FieldError::Empty));
    }
}
