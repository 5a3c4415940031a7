//! A new password for somebody who is logged in.

use serde::{Deserialize, Serialize};

use super::{Password, PasswordPolicy, password};
use crate::{Checked, Field, FieldErrors};

/// The form as typed.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct PasswordChangeForm {
    /// «Текущий пароль»
    pub current: String,
    /// «Новый пароль»
    pub password: String,
    /// «Подтверждение пароля»
    pub password_again: String,
}

/// A change worth checking.
#[derive(Clone, PartialEq, Eq)]
pub struct PasswordChange {
    /// As typed: old passwords may be shorter than today's rule.
    pub current: String,
    /// Keeps the cheap part of the rule.
    pub new: Password,
}

impl PasswordChangeForm {
    /// Checks all three fields.
    ///
    /// # Errors
    /// The error of each wrong field.
    pub fn validate(&self, policy: PasswordPolicy) -> Result<PasswordChange, FieldErrors> {
        let mut checked = Checked::new();
        let current = checked.take(Field::CurrentPassword, password::typed(&self.current));
        let new = password::pair(&mut checked, &self.password, &self.password_again, policy);
        checked.finish((|| {
            Some(PasswordChange {
                current: current?,
                new: new?,
            })
        })())
    }
}

crate::field::opaque!(PasswordChangeForm);

#[cfg(test)]
mod tests {
    use super::*;
    use crate::FieldError;

    #[test]
    fn every_wrong_field_is_named_at_once() {
        let form = PasswordChangeForm {
            current: String::new(),
            password: "123".into(),
            password_again: "124".into(),
        };
        let errors = form.validate(PasswordPolicy::default()).err().expect("all are wrong");
        assert_eq!(errors.get(Field::CurrentPassword), Some(&FieldError::Empty));
        assert_eq!(errors.get(Field::Password), Some(&FieldError::PasswordShort(6)));
        assert_eq!(errors.get(Field::PasswordAgain), Some(&FieldError::PasswordsDiffer));
    }

    #[test]
    fn an_old_password_may_be_shorter_than_todays_rule() {
        let form = PasswordChangeForm {
            current: "стар1".into(),
            password: "гроза над Волгой 7".into(),
            password_again: "гроза над Волгой 7".into(),
        };
        assert!(form.validate(PasswordPolicy::at_least(12)).is_ok());
    }
}
