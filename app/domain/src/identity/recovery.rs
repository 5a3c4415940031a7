//! Password recovery: ask for the letter, then choose a new password.

use serde::{Deserialize, Serialize};

use super::{Email, Password, PasswordPolicy, password};
use crate::{Checked, Field, FieldErrors};

/// «Забыли пароль?» as typed.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct RecoveryForm {
    /// «Email»
    pub email: String,
}

impl RecoveryForm {
    /// The address to write to.
    ///
    /// # Errors
    /// The error of the address.
    pub fn validate(&self) -> Result<Email, FieldErrors> {
        self.email
            .parse()
            .map_err(|error| FieldErrors::one(Field::Email, error))
    }
}

/// What the link of a letter does that leads to a new password.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Recovery {
    /// Nothing: it is unknown, used or too old.
    Dead,
    /// The new password is set.
    Password,
    /// The second factors are taken away, too.
    PasswordAndFactors,
}

/// The new password as typed, with the letter's token.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct NewPasswordForm {
    /// From the letter's link.
    pub token: String,
    /// «Пароль»
    pub password: String,
    /// «Подтверждение пароля»
    pub password_again: String,
}

/// A new password that keeps the cheap part of the rule.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewPassword(pub Password);

impl NewPasswordForm {
    /// Checks both fields.
    ///
    /// # Errors
    /// The error of each wrong field.
    pub fn validate(&self, policy: PasswordPolicy) -> Result<NewPassword, FieldErrors> {
        let mut checked = Checked::new();
        let parsed = password::pair(&mut checked, &self.password, &self.password_again, policy);
        checked.finish(parsed.map(NewPassword))
    }
}

crate::field::opaque!(RecoveryForm, NewPasswordForm);

#[cfg(test)]
mod tests {
    use super::*;
    use crate::FieldError;

    #[test]
    fn the_repetition_must_match() {
        let form = NewPasswordForm {
            token: String::new(),
            password: "гроза7".into(),
            password_again: "гроза8".into(),
        };
        let errors = form.validate(PasswordPolicy::default()).expect_err("they differ");
        assert_eq!(
            errors,
            FieldErrors::one(Field::PasswordAgain, FieldError::PasswordsDiffer)
        );
    }

    #[test]
    fn recovery_needs_an_address() {
        assert!(
            RecoveryForm {
                email: "кто-то".into()
            }
            .validate()
            .is_err()
        );
    }
}
