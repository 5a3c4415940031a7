//! The page behind the control line: who opens the letter shows that they are who registered.

use serde::{Deserialize, Serialize};

use super::password;
use crate::{Checked, Field, FieldErrors};

/// The form as typed, with the letter's token.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ConfirmForm {
    /// From the letter's link.
    pub token: String,
    /// «Пароль»: the one chosen at registration.
    pub password: String,
}

/// A password worth comparing.
#[derive(Clone, PartialEq, Eq)]
pub struct Confirmation {
    /// As typed: the rule may have grown since the registration.
    pub password: String,
}

impl ConfirmForm {
    /// Checks the password's length; the token is looked up.
    ///
    /// # Errors
    /// The error of the password.
    pub fn validate(&self) -> Result<Confirmation, FieldErrors> {
        let mut checked = Checked::new();
        let password = checked.take(Field::Password, password::typed(&self.password));
        checked.finish(password.map(|password| Confirmation { password }))
    }
}

crate::field::opaque!(ConfirmForm, Confirmation);

#[cfg(test)]
mod tests {
    use super::*;
    use crate::FieldError;

    #[test]
    fn a_password_of_any_age_passes_but_not_none_and_not_a_flood() {
        let typed = |password: &str| {
            let form = ConfirmForm {
                token: String::new(),
                password: password.into(),
            };
            form.validate().map(|_| ())
        };
        assert_eq!(typed("стар1"), Ok(()));
        for (text, error) in [
            (String::new(), FieldError::Empty),
            ("я".repeat(129), FieldError::TooLong(128)),
        ] {
            assert_eq!(typed(&text), Err(FieldErrors::one(Field::Password, error)));
        }
    }
}
