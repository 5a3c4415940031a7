//! «Обратная связь»: what a person writes to the supplier, with or without an account.

use serde::{Deserialize, Serialize};

use crate::{
    Checked, Field, FieldError, FieldErrors, fold,
    identity::{Email, Phone},
};

/// What a message is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Topic {
    /// Trouble with registration or login.
    Access,
    /// Trouble with linking an account.
    Linking,
    /// Readings and meters.
    Readings,
    /// Charges and payments.
    Billing,
    /// Anything else.
    Other,
}

impl Topic {
    /// All topics in the order of the list.
    pub const ALL: [Self; 5] = [Self::Access, Self::Linking, Self::Readings, Self::Billing, Self::Other];

    /// The value that forms and tables carry.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::Access => "access",
            Self::Linking => "linking",
            Self::Readings => "readings",
            Self::Billing => "billing",
            Self::Other => "other",
        }
    }

    /// What the customer reads.
    #[must_use]
    pub const fn title(self) -> &'static str {
        match self {
            Self::Access => "Регистрация и вход",
            Self::Linking => "Привязка лицевого счёта",
            Self::Readings => "Показания и счётчик",
            Self::Billing => "Начисления и оплата",
            Self::Other => "Другой вопрос",
        }
    }

    fn parse(text: &str) -> Result<Self, FieldError> {
        if text.is_empty() {
            return Err(FieldError::Empty);
        }
        Self::ALL
            .into_iter()
            .find(|topic| topic.key() == text)
            .ok_or(FieldError::TopicUnknown)
    }
}

/// The form as typed.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct FeedbackForm {
    /// One of [`Topic`]'s keys.
    pub topic: String,
    /// How to address the person.
    pub name: String,
    /// Where the answer goes.
    pub email: String,
    /// Where to call; may stay empty.
    pub phone: String,
    /// The message.
    pub text: String,
}

/// A message worth keeping.
#[derive(Clone, PartialEq, Eq)]
pub struct Feedback {
    /// What it is about.
    pub topic: Topic,
    /// How to address the person.
    pub name: String,
    /// Where the answer goes.
    pub email: Email,
    /// Where to call.
    pub phone: Option<Phone>,
    /// The message.
    pub text: String,
}

impl FeedbackForm {
    /// The most characters of a message.
    pub const TEXT_MAX: usize = 4_000;
    /// The most characters of a name.
    pub const NAME_MAX: usize = 100;

    /// Checks every field at once; `files` is what the rule about files says of those attached.
    ///
    /// # Errors
    /// The error of each wrong field.
    pub fn validate(&self, files: Result<(), FieldError>) -> Result<Feedback, FieldErrors> {
        let mut checked = Checked::new();
        let topic = checked.take(Field::Topic, Topic::parse(&self.topic));
        let name = checked.take(Field::Name, fold::required(&self.name, Self::NAME_MAX));
        let email = checked.take(Field::Email, self.email.parse::<Email>());
        let phone = checked.take(Field::Phone, optional_phone(&self.phone));
        let text = checked.take(Field::Text, fold::required(&self.text, Self::TEXT_MAX));
        checked.take(Field::Files, files);
        let form = (|| {
            Some(Feedback {
                topic: topic?,
                name: name?.to_owned(),
                email: email?,
                phone: phone?,
                text: text?.to_owned(),
            })
        })();
        checked.finish(form)
    }
}

fn optional_phone(text: &str) -> Result<Option<Phone>, FieldError> {
    if text.trim().is_empty() {
        return Ok(None);
    }
    text.parse().map(Some)
}

crate::field::opaque!(FeedbackForm, Feedback);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_field_has_a_bound() {
        let form = FeedbackForm {
            topic: "bribes".into(),
            name: "Я".repeat(101),
            email: "нет".into(),
            phone: "112".into(),
            text: "т".repeat(4_001),
        };
        let errors = form.validate(Err(FieldError::FilesDown)).expect_err("all wrong");
        assert_eq!(errors.get(Field::Topic), Some(&FieldError::TopicUnknown));
        assert_eq!(errors.get(Field::Name), Some(&FieldError::TooLong(100)));
        assert_eq!(errors.get(Field::Email), Some(&FieldError::EmailShape));
        assert_eq!(errors.get(Field::Phone), Some(&FieldError::PhoneShape));
        assert_eq!(errors.get(Field::Files), Some(&FieldError::FilesDown));
        assert_eq!(errors.get(Field::Text), Some(&FieldError::TooLong(4_000)));
    }

    #[test]
    fn a_plain_message_passes() {
        let form = FeedbackForm {
            topic: "other".into(),
            name: "Анна".into(),
            email: "a@b.ru".into(),
            phone: " ".into(),
            text: "Добрый день".into(),
        };
        let feedback = form.validate(Ok(())).expect("it passes");
        assert_eq!((feedback.topic, feedback.phone), (Topic::Other, None));
        let phone = FeedbackForm {
            phone: "8 910 111-11-11".into(),
            ..form
        };
        let feedback = phone.validate(Ok(())).expect("it passes");
        assert_eq!(feedback.phone.map(|phone| phone.e164()), Some("+79101111111".into()));
    }
}
