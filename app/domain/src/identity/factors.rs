//! Second factors: what is typed to turn them on and off, and after the password.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};

use super::{RecoveryCode, SmsCode, password};
use crate::{Checked, Field, FieldError, FieldErrors};

/// The six digits that an app shows for half a minute.
#[derive(Clone, PartialEq, Eq)]
pub struct AppCode(SmsCode);

impl AppCode {
    /// The six digits.
    #[must_use]
    pub fn as_str(&self) -> &str {
        self.0.as_str()
    }
}

impl FromStr for AppCode {
    type Err = FieldError;

    /// Spaces and a hyphen between the digits are ignored.
    fn from_str(text: &str) -> Result<Self, FieldError> {
        text.parse().map(Self)
    }
}

impl fmt::Debug for AppCode {
    /// A secret stays out of logs.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("AppCode(…)")
    }
}

/// What proves the second factor when no passkey does.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Proof {
    /// The code of the app.
    App(AppCode),
    /// One of the codes printed for the day when the phone is lost.
    Recovery(RecoveryCode),
}

impl Proof {
    /// The field it was typed into.
    #[must_use]
    pub const fn field(&self) -> Field {
        match self {
            Self::App(_) => Field::AppCode,
            Self::Recovery(_) => Field::RecoveryCode,
        }
    }

    /// A recovery code counts when there is one; else the code of the app is needed.
    fn take(checked: &mut Checked, app: &str, recovery: &str) -> Option<Self> {
        if recovery.trim().is_empty() {
            checked.take(Field::AppCode, app.parse()).map(Self::App)
        } else {
            checked.take(Field::RecoveryCode, recovery.parse()).map(Self::Recovery)
        }
    }
}

/// The second step of a login as typed.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct SecondStepForm {
    /// «Код из приложения»
    pub app_code: String,
    /// «Код восстановления»
    pub recovery_code: String,
    /// Where to go afterwards.
    pub next: String,
}

impl SecondStepForm {
    /// Checks the code that was typed.
    ///
    /// # Errors
    /// The error of its field.
    pub fn validate(&self) -> Result<Proof, FieldErrors> {
        let mut checked = Checked::new();
        let proof = Proof::take(&mut checked, &self.app_code, &self.recovery_code);
        checked.finish(proof)
    }
}

/// The first code of an app that is being set up.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct AppCodeForm {
    /// «Код из приложения»
    pub app_code: String,
}

impl AppCodeForm {
    /// The code.
    ///
    /// # Errors
    /// The error of the code.
    pub fn validate(&self) -> Result<AppCode, FieldErrors> {
        self.app_code
            .parse()
            .map_err(|error| FieldErrors::one(Field::AppCode, error))
    }
}

/// The password and a code, for what weakens the login: turning the app off, making new recovery codes.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ProvenForm {
    /// «Текущий пароль»
    pub current: String,
    /// «Код из приложения»
    pub app_code: String,
    /// «Код восстановления»
    pub recovery_code: String,
}

/// Both, worth checking.
#[derive(Clone, PartialEq, Eq)]
pub struct Proven {
    /// The password as typed.
    pub current: String,
    /// The code.
    pub proof: Proof,
}

impl ProvenForm {
    /// Checks both.
    ///
    /// # Errors
    /// The error of each wrong field.
    pub fn validate(&self) -> Result<Proven, FieldErrors> {
        let mut checked = Checked::new();
        let current = checked.take(Field::CurrentPassword, password::typed(&self.current));
        let proof = Proof::take(&mut checked, &self.app_code, &self.recovery_code);
        checked.finish((|| {
            Some(Proven {
                current: current?,
                proof: proof?,
            })
        })())
    }
}

crate::field::opaque!(SecondStepForm, AppCodeForm, ProvenForm);

#[cfg(test)]
mod tests {
    use super::*;

    fn step(app_code: &str, recovery_code: &str) -> Result<Proof, FieldErrors> {
        SecondStepForm {
            app_code: app_code.into(),
            recovery_code: recovery_code.into(),
            next: String::new(),
        }
        .validate()
    }

    #[test]
    fn one_of_the_two_codes_is_needed_and_a_recovery_code_counts_first() {
        assert!(matches!(step("012 345", " "), Ok(Proof::App(code)) if code.as_str() == "012345"));
        assert!(matches!(step("", "ABCD-EFGH-JKMN"), Ok(Proof::Recovery(_))));
        assert!(matches!(step("01", "ABCD-EFGH-JKMN"), Ok(Proof::Recovery(_))));
        assert_eq!(step("", ""), Err(FieldErrors::one(Field::AppCode, FieldError::Empty)));
        assert_eq!(
            step("012345", "ABCD"),
            Err(FieldErrors::one(Field::RecoveryCode, FieldError::RecoveryCodeShape))
        );
    }

    #[test]
    fn the_password_and_a_code_are_both_needed() {
        let errors = ProvenForm::default().validate().err().expect("empty");
        assert_eq!(errors.get(Field::CurrentPassword), Some(&FieldError::Empty));
        assert_eq!(errors.get(Field::AppCode), Some(&FieldError::Empty));
    }
}
