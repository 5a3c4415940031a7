//! The login form.

use serde::{Deserialize, Serialize};

use super::{Email, password};
use crate::{Checked, Field, FieldErrors};

/// The form as typed.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct LoginForm {
    /// «Email»
    pub email: String,
    /// «Пароль»
    pub password: String,
    /// `yes` when this device should be remembered.
    pub remember: String,
    /// Where to go afterwards.
    pub next: String,
}

/// A login attempt worth checking.
#[derive(Clone, PartialEq, Eq)]
pub struct Login {
    /// Who says to be coming in.
    pub email: Email,
    /// The password as typed: old passwords may be shorter than today's rule.
    pub password: String,
    /// Whether the session lives longer.
    pub remember: bool,
}

impl LoginForm {
    /// Checks what can be checked without looking anybody up.
    ///
    /// # Errors
    /// The error of each wrong field.
    pub fn validate(&self) -> Result<Login, FieldErrors> {
        let mut checked = Checked::new();
        let email = checked.take(Field::Email, self.email.parse::<Email>());
        let password = checked.take(Field::Password, password::typed(&self.password));
        let remember = self.remember == "yes";
        checked.finish((|| {
            Some(Login {
                email: email?,
                password: password?,
                remember,
            })
        })())
    }
}

crate::field::opaque!(LoginForm);

#[cfg(test)]
mod tests {
    use super::*;
    use crate::FieldError;

    #[test]
    fn both_fields_are_needed() {
        let errors = LoginForm::default().validate().err().expect("empty");
        assert_eq!(errors.get(Field::Email), Some(&FieldError::Empty));
        assert_eq!(errors.get(Field::Password), Some(&FieldError::Empty));
    }

    #[test]
    fn a_flood_is_not_hashed() {
        let form = LoginForm {
            email: "a@b.ru".into(),
            password: "я".repeat(129),
            ..LoginForm::default()
        };
        assert_eq!(
            form.validate().err(),
            Some(FieldErrors::one(Field::Password, FieldError::TooLong(128)))
        );
    }
}
