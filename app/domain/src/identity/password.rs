//! A password: the part of the rule that needs no dictionary.

use std::fmt;

use crate::{
    FieldError,
    identity::{Email, Phone},
};

/// What the operator demands of a password; the floor is the manual's.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct PasswordPolicy {
    min: usize,
}

impl PasswordPolicy {
    /// The fewest characters the manual allows.
    pub const FLOOR: usize = 6;
    /// The most characters accepted; all of them count.
    pub const CEILING: usize = 128;

    /// At least `min` characters, but never fewer than the manual's six.
    #[must_use]
    pub fn at_least(min: usize) -> Self {
        Self {
            min: min.clamp(Self::FLOOR, Self::CEILING),
        }
    }

    /// The fewest characters.
    #[must_use]
    pub const fn min(self) -> usize {
        self.min
    }

    /// What the form says of it, in the manual's words.
    #[must_use]
    pub fn rule(self) -> String {
        let min = self.min;
        format!("Не менее {min} цифр и букв. Не словарное слово и не легко угадываемая комбинация.")
    }
}

impl Default for PasswordPolicy {
    fn default() -> Self {
        Self { min: Self::FLOOR }
    }
}

/// A password that keeps the cheap part of the rule. The dictionary stays on the server.
#[derive(Clone, PartialEq, Eq)]
pub struct Password(String);

impl Password {
    /// Checks length, letters and digits.
    ///
    /// Source: the customers' manual, «не менее 6 цифр и букв».
    ///
    /// # Errors
    /// `Empty`, `PasswordShort`, `TooLong`, `PasswordPlain`, `Unreadable`.
    pub fn new(text: &str, policy: PasswordPolicy) -> Result<Self, FieldError> {
        let length = text.chars().count();
        if text.is_empty() {
            return Err(FieldError::Empty);
        }
        if text.contains('\0') {
            return Err(FieldError::Unreadable);
        }
        if length > PasswordPolicy::CEILING {
            return Err(FieldError::TooLong(PasswordPolicy::CEILING));
        }
        if length < policy.min {
            return Err(FieldError::PasswordShort(policy.min));
        }
        if !text.chars().any(char::is_alphabetic) || !text.chars().any(|c| c.is_ascii_digit()) {
            return Err(FieldError::PasswordPlain);
        }
        Ok(Self(text.to_owned()))
    }

    /// Whether it repeats the owner's e-mail or phone, or is a piece of them.
    #[must_use]
    pub fn repeats(&self, email: Option<&Email>, phone: Option<&Phone>) -> bool {
        let password = self.0.to_lowercase();
        let digits: String = self.0.chars().filter(char::is_ascii_digit).collect();
        let of_email = email.is_some_and(|email| {
            let local = email.local();
            password == email.as_str()
                || email.as_str().contains(&password)
                || (local.len() >= 4 && password.contains(local))
        });
        let of_phone = phone.is_some_and(|phone| {
            digits.len() >= 7 && (digits.contains(phone.digits()) || phone.digits().contains(&digits))
        });
        of_email || of_phone
    }

    /// The password itself, for hashing.
    #[must_use]
    pub fn expose(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Password {
    /// A secret stays out of logs.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Password(…)")
    }
}

/// A password to be compared with the one that is known: anything but nothing and too much.
pub(super) fn typed(text: &str) -> Result<String, FieldError> {
    match text.chars().count() {
        0 => Err(FieldError::Empty),
        1..=PasswordPolicy::CEILING => Ok(text.to_owned()),
        _ => Err(FieldError::TooLong(PasswordPolicy::CEILING)),
    }
}

/// Checks a new password and its repetition.
pub(super) fn pair(
    checked: &mut crate::Checked,
    password: &str,
    again: &str,
    policy: PasswordPolicy,
) -> Option<Password> {
    use crate::Field;
    let parsed = checked.take(Field::Password, Password::new(password, policy));
    if again.is_empty() {
        checked.fail(Field::PasswordAgain, FieldError::Empty);
    } else if password != again {
        checked.fail(Field::PasswordAgain, FieldError::PasswordsDiffer);
    }
    parsed
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_and_digits_and_six_of_them() {
        let policy = PasswordPolicy::default();
        for (text, expected) in [
            ("гроза7", Ok(())),
            ("abc123", Ok(())),
            ("", Err(FieldError::Empty)),
            ("ab12", Err(FieldError::PasswordShort(6))),
            ("abcdef", Err(FieldError::PasswordPlain)),
            ("1234567", Err(FieldError::PasswordPlain)),
            ("abc12\0", Err(FieldError::Unreadable)),
        ] {
            assert_eq!(Password::new(text, policy).map(|_| ()), expected, "{text:?}");
        }
        assert_eq!(Password::new(&"a1".repeat(64), policy).map(|_| ()), Ok(()));
        assert_eq!(Password::new(&"a1".repeat(65), policy), Err(FieldError::TooLong(128)));
        assert_eq!(
            Password::new("abcdef1", PasswordPolicy::at_least(10)),
            Err(FieldError::PasswordShort(10))
        );
        assert_eq!(PasswordPolicy::at_least(1).min(), 6);
    }

    #[test]
    fn ones_own_email_and_phone_are_no_passwords() {
        let email = "petrova77@mail.ru".parse::<Email>().expect("an e-mail");
        let phone = "9101112233".parse::<Phone>().expect("a phone");
        let repeats = |text: &str| {
            Password::new(text, PasswordPolicy::default())
                .expect("a password")
                .repeats(Some(&email), Some(&phone))
        };
        assert!(repeats("Petrova77"));
        assert!(repeats("petrova77!"));
        assert!(repeats("a89101112233"));
        assert!(repeats("t1112233"));
        assert!(!repeats("гроза над Волгой 7"));
    }
}
