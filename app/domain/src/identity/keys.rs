//! Passkeys: what is typed to add one and to take one away, and what a browser answers.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::password;
use crate::{Checked, Field, FieldErrors, Refusal, fold};

/// The most passkeys of one person.
pub const KEYS_MAX: usize = 10;
/// The longest name of a passkey.
const NAME_MAX: usize = 40;
/// The longest answer of a browser, bytes.
const ANSWER_MAX: usize = 16 * 1024;

/// A passkey to be added, as typed.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct KeyForm {
    /// «Название ключа»
    pub label: String,
    /// «Текущий пароль»
    pub current: String,
}

/// A passkey worth asking the device for.
#[derive(Clone, PartialEq, Eq)]
pub struct NewKey {
    /// What its owner will call it.
    pub name: String,
    /// The password as typed.
    pub current: String,
}

impl KeyForm {
    /// Checks both fields.
    ///
    /// # Errors
    /// The error of each wrong field.
    pub fn validate(&self) -> Result<NewKey, FieldErrors> {
        let mut checked = Checked::new();
        let name = checked.take(Field::Label, fold::required(&self.label, NAME_MAX));
        let current = checked.take(Field::CurrentPassword, password::typed(&self.current));
        checked.finish((|| {
            Some(NewKey {
                name: name?.to_owned(),
                current: current?,
            })
        })())
    }
}

/// A passkey to be taken away.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct KeyRemovalForm {
    /// Which.
    pub id: Uuid,
    /// «Текущий пароль»
    pub current: String,
}

impl KeyRemovalForm {
    /// The password as typed.
    ///
    /// # Errors
    /// The error of the password.
    pub fn validate(&self) -> Result<String, FieldErrors> {
        password::typed(&self.current).map_err(|error| FieldErrors::one(Field::CurrentPassword, error))
    }
}

/// What a browser answers for a passkey.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct KeyAnswerForm {
    /// JSON.
    pub credential: String,
    /// Where to go afterwards.
    pub next: String,
}

impl KeyAnswerForm {
    /// The answer, if its length is one that browsers send.
    ///
    /// # Errors
    /// `Malformed`.
    pub fn validate(&self) -> Result<&str, Refusal> {
        if self.credential.is_empty() || self.credential.len() > ANSWER_MAX {
            return Err(Refusal::Malformed);
        }
        Ok(&self.credential)
    }
}

crate::field::opaque!(KeyForm, KeyRemovalForm, KeyAnswerForm);

#[cfg(test)]
mod tests {
    use super::*;
    use crate::FieldError;

    #[test]
    fn a_key_needs_a_name_and_the_password() {
        let errors = KeyForm::default().validate().err().expect("empty");
        assert_eq!(errors.get(Field::Label), Some(&FieldError::Empty));
        assert_eq!(errors.get(Field::CurrentPassword), Some(&FieldError::Empty));
        let form = KeyForm {
            label: "я".repeat(41),
            current: "x".into(),
        };
        assert_eq!(
            form.validate().err(),
            Some(FieldErrors::one(Field::Label, FieldError::TooLong(40)))
        );
        assert!(KeyRemovalForm::default().validate().is_err());
    }

    #[test]
    fn an_answer_has_an_end() {
        let answer = |length| KeyAnswerForm {
            credential: "x".repeat(length),
            next: String::new(),
        };
        assert_eq!(answer(0).validate(), Err(Refusal::Malformed));
        assert!(answer(16 * 1024).validate().is_ok());
        assert_eq!(answer(16 * 1024 + 1).validate(), Err(Refusal::Malformed));
    }
}
