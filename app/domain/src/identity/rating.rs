//! How good a new password is, while it is typed.

use serde::{Deserialize, Serialize};

use super::{Email, Password, PasswordPolicy, Phone};
use crate::{Field, FieldError, FieldErrors};

/// What is said of a new password.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Rating {
    /// The form would be refused for it.
    Weak(FieldError),
    /// It will do.
    Fair,
    /// Nobody guesses it.
    Strong,
}

impl Rating {
    /// The level of the meter, of three.
    #[must_use]
    pub const fn level(&self) -> u8 {
        match self {
            Self::Weak(_) => 1,
            Self::Fair => 2,
            Self::Strong => 3,
        }
    }
}

/// What a rating looks at: the password as typed, and what the form beside it says of its owner.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct RatingForm {
    /// «Пароль»
    pub password: String,
    /// «Email», when the form has one.
    pub email: String,
    /// «Телефон», when the form has one.
    pub phone: String,
}

/// A password that keeps the cheap part of the rule, and what is known of its owner.
#[derive(Clone, PartialEq, Eq)]
pub struct Rated {
    /// Not yet checked against the dictionary.
    pub password: Password,
    /// The address typed so far, if it is one.
    pub email: Option<Email>,
    /// The phone typed so far, if it is one.
    pub phone: Option<Phone>,
}

impl RatingForm {
    /// The cheap part of the rule; the dictionary is the server's. Other fields may be half typed.
    ///
    /// # Errors
    /// The error of the password.
    pub fn validate(&self, policy: PasswordPolicy) -> Result<Rated, FieldErrors> {
        let wrong = |error| FieldErrors::one(Field::Password, error);
        let password = Password::new(&self.password, policy).map_err(wrong)?;
        let (email, phone) = (self.email.parse().ok(), self.phone.parse().ok());
        if password.repeats(email.as_ref(), phone.as_ref()) {
            return Err(wrong(FieldError::PasswordOwn));
        }
        Ok(Rated { password, email, phone })
    }
}

crate::field::opaque!(RatingForm, Rated);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_cheap_part_of_the_rule_looks_at_the_form_around() {
        let typed = |password: &str, email: &str, phone: &str| {
            let form = RatingForm {
                password: password.into(),
                email: email.into(),
                phone: phone.into(),
            };
            form.validate(PasswordPolicy::default()).map(|_| ())
        };
        let refused = |error| Err(FieldErrors::one(Field::Password, error));
        for (password, email, phone, expected) in [
            ("гроза над 7", "", "", Ok(())),
            ("гроза", "", "", refused(FieldError::PasswordShort(6))),
            ("грозаа", "", "", refused(FieldError::PasswordPlain)),
            ("petrova77", "petrova77@mail.ru", "", refused(FieldError::PasswordOwn)),
            ("petrova77", "petrova77@", "", Ok(())),
            ("t9101112233", "", "+7(910)111-22-33", refused(FieldError::PasswordOwn)),
        ] {
            assert_eq!(typed(password, email, phone), expected, "{password:?} {email:?}");
        }
    }
}
