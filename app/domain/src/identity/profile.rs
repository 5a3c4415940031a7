//! «Профиль»: how a person wants to be addressed, a new e-mail, a new phone.

use serde::{Deserialize, Serialize};

use super::{Email, Phone, SmsCode, password};
use crate::{Checked, Field, FieldError, FieldErrors, fold};

/// What the profile's page shows to its person.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Profile {
    /// How they want to be addressed; empty when they did not say.
    pub name: String,
    /// The address they log in with.
    pub email: String,
    /// The confirmed phone, masked.
    pub phone: String,
}

/// «Как к вам обращаться» as typed.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct NameForm {
    /// May be empty.
    pub name: String,
}

impl NameForm {
    /// The most characters of a name.
    pub const MAX: usize = 100;

    /// The name on one line; nothing when it was emptied.
    ///
    /// # Errors
    /// `TooLong`; `Unreadable` for control characters.
    pub fn validate(&self) -> Result<Option<String>, FieldErrors> {
        let name = fold::tidy(&self.name, Self::MAX).and_then(|name| {
            if name.chars().any(char::is_control) {
                Err(FieldError::Unreadable)
            } else {
                Ok((!name.is_empty()).then(|| name.to_owned()))
            }
        });
        name.map_err(|error| FieldErrors::one(Field::Name, error))
    }
}

/// A new e-mail as typed.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct EmailChangeForm {
    /// «Новый email»
    pub email: String,
    /// «Текущий пароль»
    pub current: String,
}

/// A new e-mail worth a letter.
#[derive(Clone, PartialEq, Eq)]
pub struct EmailChange {
    /// Where the letter goes.
    pub email: Email,
    /// As typed.
    pub current: String,
}

impl EmailChangeForm {
    /// Checks both fields.
    ///
    /// # Errors
    /// The error of each wrong field.
    pub fn validate(&self) -> Result<EmailChange, FieldErrors> {
        let mut checked = Checked::new();
        let email = checked.take(Field::Email, self.email.parse::<Email>());
        let current = checked.take(Field::CurrentPassword, password::typed(&self.current));
        checked.finish((|| {
            Some(EmailChange {
                email: email?,
                current: current?,
            })
        })())
    }
}

/// A new phone as typed.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct PhoneChangeForm {
    /// «Телефон»
    pub phone: String,
    /// «Код подтверждения»
    pub code: String,
    /// «Текущий пароль»
    pub current: String,
}

/// A new phone with the code that went to it.
#[derive(Clone, PartialEq, Eq)]
pub struct PhoneChange {
    /// Proven by `code`.
    pub phone: Phone,
    /// What the customer read in the message.
    pub code: SmsCode,
    /// As typed.
    pub current: String,
}

impl PhoneChangeForm {
    /// Checks all three fields.
    ///
    /// # Errors
    /// The error of each wrong field.
    pub fn validate(&self) -> Result<PhoneChange, FieldErrors> {
        let mut checked = Checked::new();
        let phone = checked.take(Field::Phone, self.phone.parse::<Phone>());
        let code = checked.take(Field::Code, self.code.parse::<SmsCode>());
        let current = checked.take(Field::CurrentPassword, password::typed(&self.current));
        checked.finish((|| {
            Some(PhoneChange {
                phone: phone?,
                code: code?,
                current: current?,
            })
        })())
    }
}

crate::field::opaque!(Profile, NameForm, EmailChangeForm, PhoneChangeForm);

#[cfg(test)]
mod tests {
    use super::*;

    fn named(name: &str) -> Result<Option<String>, FieldErrors> {
        NameForm { name: name.into() }.validate()
    }

    #[test]
    fn a_name_is_one_readable_line_or_nothing() {
        assert_eq!(named("  Анна Сергеевна "), Ok(Some("Анна Сергеевна".to_owned())));
        assert_eq!(named(" "), Ok(None));
        assert_eq!(named(&"я".repeat(100)).map(|name| name.is_some()), Ok(true));
        for (text, error) in [
            ("я".repeat(101), FieldError::TooLong(100)),
            ("Анна\nАдмин".to_owned(), FieldError::Unreadable),
            ("Анна\u{7}".to_owned(), FieldError::Unreadable),
        ] {
            assert_eq!(named(&text), Err(FieldErrors::one(Field::Name, error)), "{text:?}");
        }
    }

    #[test]
    fn every_wrong_field_is_named_at_once() {
        let errors = EmailChangeForm::default().validate().err().expect("empty");
        let fields: Vec<_> = errors.iter().map(|(field, _)| *field).collect();
        assert_eq!(fields, [Field::Email, Field::CurrentPassword]);
        let errors = PhoneChangeForm::default().validate().err().expect("empty");
        let fields: Vec<_> = errors.iter().map(|(field, _)| *field).collect();
        assert_eq!(fields, [Field::Phone, Field::Code, Field::CurrentPassword]);
    }
}
