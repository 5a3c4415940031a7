//! A Russian mobile number.

use std::{fmt, str::FromStr};

use crate::FieldError;

/// What may stand between the digits.
pub(super) const MARKS: [char; 8] = [' ', '(', ')', '-', '.', '\u{a0}', '\u{2011}', '\u{2013}'];

/// Ten digits after +7, the first of them 9.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Phone(String);

impl Phone {
    /// `+79101111111`, as gateways and registries want it.
    #[must_use]
    pub fn e164(&self) -> String {
        format!("+7{}", self.0)
    }

    /// The ten digits after +7.
    #[must_use]
    pub fn digits(&self) -> &str {
        &self.0
    }

    /// `+7(910)111-11-11`, as the manual writes it.
    #[must_use]
    pub fn pretty(&self) -> String {
        let part = |from: usize, to: usize| self.0.get(from..to).unwrap_or_default();
        format!("+7({}){}-{}-{}", part(0, 3), part(3, 6), part(6, 8), part(8, 10))
    }

    /// `+7(•••)•••-11-11`: enough to recognise one's own number.
    #[must_use]
    pub fn masked(&self) -> String {
        let part = |from: usize, to: usize| self.0.get(from..to).unwrap_or_default();
        format!("+7(•••)•••-{}-{}", part(6, 8), part(8, 10))
    }
}

impl FromStr for Phone {
    type Err = FieldError;

    /// Accepts +7…, 7…, 8… and ten digits alone, with spaces, brackets, hyphens and points anywhere.
    fn from_str(text: &str) -> Result<Self, FieldError> {
        let text = crate::fold::required(text, 40)?;
        let mut digits = String::new();
        for (at, c) in text.chars().enumerate() {
            match c {
                '0'..='9' => digits.push(c),
                '+' if at == 0 => {}
                c if MARKS.contains(&c) => {}
                _ => return Err(FieldError::PhoneShape),
            }
        }
        let national = match (digits.len(), digits.strip_prefix('7'), digits.strip_prefix('8')) {
            (11, Some(rest), _) => rest.to_owned(),
            (11, None, Some(rest)) if !text.starts_with('+') => rest.to_owned(),
            (10, ..) if !text.starts_with('+') => digits,
            _ => return Err(FieldError::PhoneShape),
        };
        if national.starts_with('9') {
            Ok(Self(national))
        } else {
            Err(FieldError::PhoneShape)
        }
    }
}

impl fmt::Debug for Phone {
    /// Personal data stays out of logs.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Phone(…)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_read_however_they_are_typed() {
        for text in [
            "+7(910)111-22-33",
            "8 910 111 22 33",
            "79101112233",
            "9101112233",
            "+7 910 111-22-33 ",
        ] {
            assert_eq!(
                text.parse::<Phone>().expect("a phone").pretty(),
                "+7(910)111-22-33",
                "{text:?}"
            );
        }
        for text in [
            "+1 212 555 0101",
            "+375 29 111 22 33",
            "84951112233",
            "910111223",
            "+89101112233",
            "910-111-22-3a",
            "+7910111223344",
        ] {
            assert_eq!(text.parse::<Phone>(), Err(FieldError::PhoneShape), "{text:?}");
        }
        assert_eq!("".parse::<Phone>(), Err(FieldError::Empty));
    }

    #[test]
    fn a_masked_number_shows_its_end_alone() {
        assert_eq!(
            "9101112233".parse::<Phone>().expect("a phone").masked(),
            "+7(•••)•••-22-33"
        );
    }
}
