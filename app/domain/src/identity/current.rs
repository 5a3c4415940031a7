//! The current password, asked for again before something grave.

use serde::{Deserialize, Serialize};

use super::password;
use crate::{Field, FieldErrors};

/// The current password alone, as typed.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct CurrentPasswordForm {
    /// «Текущий пароль»
    pub current: String,
}

impl CurrentPasswordForm {
    /// The password as typed.
    ///
    /// # Errors
    /// The error of the password.
    pub fn validate(&self) -> Result<String, FieldErrors> {
        password::typed(&self.current).map_err(|error| FieldErrors::one(Field::CurrentPassword, error))
    }
}

crate::field::opaque!(CurrentPasswordForm);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_password_is_needed() {
        assert!(CurrentPasswordForm::default().validate().is_err());
    }
}
