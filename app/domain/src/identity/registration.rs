//! The registration form: «Email», «Пароль», «Подтверждение пароля», «Телефон», «Код подтверждения».

use serde::{Deserialize, Serialize};

use super::{Email, Password, PasswordPolicy, Phone, SmsCode, password};
use crate::{Checked, Field, FieldError, FieldErrors};

/// The version of the consent text that the form shows.
pub const CONSENT_VERSION: &str = "2026-11";
/// How long a code of a text message is good for.
pub const CODE_MINUTES: i64 = 10;

/// The form as typed.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct RegistrationForm {
    /// «Email»
    pub email: String,
    /// «Пароль»
    pub password: String,
    /// «Подтверждение пароля»
    pub password_again: String,
    /// «Телефон»
    pub phone: String,
    /// «Код подтверждения»
    pub code: String,
    /// `yes` when consent to personal data processing is given.
    pub consent: String,
    /// `yes` when news and advice are wanted. Separate from the other consent, and never needed (152-ФЗ).
    pub news: String,
}

/// A registration whose every field is right.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Registration {
    /// Where the control line goes.
    pub email: Email,
    /// Not yet checked against the dictionary.
    pub password: Password,
    /// Proven by `code`.
    pub phone: Phone,
    /// What the customer read in the message.
    pub code: SmsCode,
    /// Whether news and advice are wanted.
    pub news: bool,
}

impl RegistrationForm {
    /// Checks every field at once.
    ///
    /// # Errors
    /// The error of each wrong field.
    pub fn validate(&self, policy: PasswordPolicy) -> Result<Registration, FieldErrors> {
        let mut checked = Checked::new();
        let email = checked.take(Field::Email, self.email.parse::<Email>());
        let password = password::pair(&mut checked, &self.password, &self.password_again, policy);
        let phone = checked.take(Field::Phone, self.phone.parse::<Phone>());
        if password
            .as_ref()
            .is_some_and(|password| password.repeats(email.as_ref(), phone.as_ref()))
        {
            checked.fail(Field::Password, FieldError::PasswordOwn);
        }
        let code = checked.take(Field::Code, self.code.parse::<SmsCode>());
        if self.consent != "yes" {
            checked.fail(Field::Consent, FieldError::ConsentMissing);
        }
        let form = (|| {
            Some(Registration {
                email: email?,
                password: password?,
                phone: phone?,
                code: code?,
                news: self.news == "yes",
            })
        })();
        checked.finish(form)
    }
}

/// What «Получить код» needs of the registration form; the rest is carried along so that nothing typed is lost.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct CodeForm {
    /// «Телефон»
    pub phone: String,
}

impl CodeForm {
    /// The phone to send a code to.
    ///
    /// # Errors
    /// The error of the phone.
    pub fn validate(&self) -> Result<Phone, FieldErrors> {
        self.phone
            .parse()
            .map_err(|error| FieldErrors::one(Field::Phone, error))
    }
}

crate::field::opaque!(RegistrationForm, CodeForm);

#[cfg(test)]
mod tests {
    use super::*;

    /// A slip of the pen, the field it spoils, and what is said of it.
    type Slip = (fn(&mut RegistrationForm), Field, FieldError);

    fn right() -> RegistrationForm {
        RegistrationForm {
            email: "sample@example.com".into(),
            password: "гроза над 7".into(),
            password_again: "гроза над 7".into(),
            phone: "+7(910)111-11-11".into(),
            code: "123456".into(),
            consent: "yes".into(),
            news: String::new(),
        }
    }

    #[test]
    fn consent_to_news_is_given_by_itself_and_never_needed() {
        let with = |consent: &str, news: &str| {
            let form = RegistrationForm {
                consent: consent.into(),
                news: news.into(),
                ..right()
            };
            form.validate(PasswordPolicy::default()).map(|form| form.news)
        };
        assert_eq!(with("yes", ""), Ok(false));
        assert_eq!(with("yes", "yes"), Ok(true));
        assert!(with("", "yes").is_err());
    }

    #[test]
    fn every_wrong_field_is_named_at_once() {
        let errors = RegistrationForm::default()
            .validate(PasswordPolicy::default())
            .expect_err("empty");
        let fields: Vec<_> = errors.iter().map(|(field, _)| *field).collect();
        assert_eq!(
            fields,
            [
                Field::Email,
                Field::Password,
                Field::PasswordAgain,
                Field::Phone,
                Field::Code,
                Field::Consent
            ]
        );
    }

    #[test]
    fn a_right_form_passes_and_each_slip_is_found() {
        let policy = PasswordPolicy::default();
        assert!(right().validate(policy).is_ok());
        let slips: [Slip; 4] = [
            (
                |form| form.password_again.push('!'),
                Field::PasswordAgain,
                FieldError::PasswordsDiffer,
            ),
            (|form| form.consent.clear(), Field::Consent, FieldError::ConsentMissing),
            (|form| form.code = "12345".into(), Field::Code, FieldError::CodeShape),
            (
                |form| {
                    form.password = "sample1".into();
                    form.password_again = "sample1".into();
                    form.email = "sample1@example.com".into();
                },
                Field::Password,
                FieldError::PasswordOwn,
            ),
        ];
        for (slip, field, error) in slips {
            let mut form = right();
            slip(&mut form);
            assert_eq!(form.validate(policy), Err(FieldErrors::one(field, error)));
        }
    }
}
