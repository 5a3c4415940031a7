//! What can be wrong with a field of a form: closed lists that cross the wire.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::{
    files::Refused,
    readings::{Energy, Zone},
};

/// Keeps what was typed into a form out of logs.
macro_rules! opaque {
    ($($form:ident),+) => {$(
        impl std::fmt::Debug for $form {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(concat!(stringify!($form), "(…)"))
            }
        }
    )+};
}
pub(crate) use opaque;

/// A field of one of the forms.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Field {
    /// «Email»
    Email,
    /// «Пароль»
    Password,
    /// «Подтверждение пароля»
    PasswordAgain,
    /// «Текущий пароль»
    CurrentPassword,
    /// «Телефон»
    Phone,
    /// «Код подтверждения»
    Code,
    /// «Код из приложения»
    AppCode,
    /// «Код восстановления»
    RecoveryCode,
    /// Consent to personal data processing.
    Consent,
    /// That the person knows what happens.
    Agreed,
    /// «Номер лицевого счёта»
    Number,
    /// «Подтверждение»
    Proof,
    /// «Название для лицевого счета»
    Label,
    /// «Номер счётчика»
    Serial,
    /// The reading of one zone.
    Register(Zone),
    /// What an appeal is about.
    Topic,
    /// The text of an appeal.
    Text,
    /// How to address the person.
    Name,
    /// «Роль»
    Role,
    /// What is attached.
    Files,
}

impl Field {
    /// The name of the input element, unique within a form.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Email => "email",
            Self::Password => "password",
            Self::PasswordAgain => "password_again",
            Self::CurrentPassword => "current",
            Self::Phone => "phone",
            Self::Code => "code",
            Self::AppCode => "app_code",
            Self::RecoveryCode => "recovery_code",
            Self::Consent => "consent",
            Self::Agreed => "agreed",
            Self::Number => "number",
            Self::Proof => "proof",
            Self::Label => "label",
            Self::Serial => "serial",
            Self::Register(zone) => zone.key(),
            Self::Topic => "topic",
            Self::Text => "text",
            Self::Name => "name",
            Self::Role => "role",
            Self::Files => "files",
        }
    }
}

/// What is wrong with one field. The sentence for each is made in [`crate::texts`].
///
/// It crosses the wire, and its reader is in every browser: a variant of one value, without a name for it, weighs less.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum FieldError {
    /// Nothing was typed.
    Empty,
    /// More characters than the field takes; the most it takes.
    TooLong(usize),
    /// Characters that cannot be part of any text: control characters, null bytes.
    Unreadable,
    /// Not an e-mail address.
    EmailShape,
    /// Not a Russian mobile number.
    PhoneShape,
    /// Fewer characters than a password needs; the fewest allowed.
    PasswordShort(usize),
    /// A password without a letter or without a digit.
    PasswordPlain,
    /// A password that repeats the e-mail or the phone.
    PasswordOwn,
    /// A dictionary word or an easily guessed combination.
    PasswordGuessable,
    /// Not the password that is in use.
    PasswordWrong,
    /// What is to be replaced by itself.
    Unchanged,
    /// The two passwords differ.
    PasswordsDiffer,
    /// A code is six digits.
    CodeShape,
    /// The code is not the one that was sent; how many more tries it allows.
    CodeWrong(u8),
    /// The code's ten minutes are over, it was used or replaced, or tried too often.
    CodeDead,
    /// Not the code that the app shows, or one that has been used.
    AppCodeWrong,
    /// A recovery code is twelve letters and digits.
    RecoveryCodeShape,
    /// Not a recovery code of this person, or one that has been used.
    RecoveryCodeWrong,
    /// The box that says one knows what happens is not ticked.
    Unconfirmed,
    /// Consent was not given.
    ConsentMissing,
    /// An account number has digits only, as many as its branch uses.
    NumberShape,
    /// The number begins like no branch's numbers.
    NumberUnknown,
    /// The account is in the cabinet already.
    NumberLinked,
    /// The account's branch takes readings from this day on.
    NotYet(#[serde(with = "crate::calendar::days")] NaiveDate),
    /// A payment sum needs its kopecks.
    SumWithoutKopecks,
    /// A payment of zero proves nothing.
    SumZero,
    /// Neither a sum nor what this branch also accepts.
    ProofShape,
    /// An address as on the bill is longer.
    AddressShort,
    /// The account and the proof do not match, or the tries are used up: never told apart.
    ProofRefused,
    /// A reading has digits only.
    ReadingShape,
    /// This meter shows whole kWh; type the digits before the comma.
    ReadingDecimal,
    /// More digits than the meter has; its digits before the comma.
    ReadingDigits(u8),
    /// Less than the reading before.
    ReadingBelow {
        /// The reading before.
        previous: Energy,
        /// When it was taken.
        #[serde(with = "crate::calendar::days")]
        taken_on: NaiveDate,
    },
    /// It may be right, but looks like a slip: told once, in the browser, before it is sent.
    ReadingDoubtful,
    /// Much more than this household usually uses; may be confirmed.
    ReadingJump {
        /// Volume since the reading before.
        volume: Energy,
        /// What was to be expected for the same days.
        expected: Energy,
        /// Whether that is what other years had at this time.
        season: bool,
    },
    /// None of the topics.
    TopicUnknown,
    /// None of the roles.
    RoleUnknown,
    /// An invitation to oneself.
    InvitesSelf,
    /// More files than a form takes; the most it takes.
    FilesMany(usize),
    /// Some of the files are not taken.
    Files(Vec<Refused>),
    /// Files came too slowly.
    FilesSlow,
    /// Files cannot be checked or kept at present.
    FilesDown,
}

impl FieldError {
    /// Whether the customer may insist that what was typed is right.
    #[must_use]
    pub const fn may_be_confirmed(&self) -> bool {
        matches!(self, Self::ReadingJump { .. })
    }
}

/// Every wrong field of a form, in the order of the form.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[error("{} field(s) of the form are wrong", .0.len())]
pub struct FieldErrors(Vec<(Field, FieldError)>);

impl FieldErrors {
    /// One wrong field.
    #[must_use]
    pub fn one(field: Field, error: FieldError) -> Self {
        Self(vec![(field, error)])
    }

    /// Notes an error; the first one of a field stays.
    pub fn add(&mut self, field: Field, error: FieldError) {
        if self.get(field).is_none() {
            self.0.push((field, error));
        }
    }

    /// The same without what is wrong with one field.
    #[must_use]
    pub fn without(mut self, field: Field) -> Self {
        self.0.retain(|(wrong, _)| *wrong != field);
        self
    }

    /// The error of a field.
    #[must_use]
    pub fn get(&self, field: Field) -> Option<&FieldError> {
        self.0.iter().find(|(at, _)| *at == field).map(|(_, error)| error)
    }

    /// Whether nothing is wrong.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The wrong fields in the order of the form.
    pub fn iter(&self) -> impl Iterator<Item = &(Field, FieldError)> {
        self.0.iter()
    }

    /// Whether everything that is wrong may be confirmed by the customer.
    #[must_use]
    pub fn may_be_confirmed(&self) -> bool {
        !self.is_empty() && self.0.iter().all(|(_, error)| error.may_be_confirmed())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Checked;

    #[test]
    fn the_first_error_of_a_field_stays_and_the_order_is_kept() {
        let mut errors = FieldErrors::default();
        errors.add(Field::Phone, FieldError::PhoneShape);
        errors.add(Field::Email, FieldError::Empty);
        errors.add(Field::Phone, FieldError::Empty);
        let fields: Vec<_> = errors.iter().map(|(field, _)| *field).collect();
        assert_eq!(fields, [Field::Phone, Field::Email]);
        assert_eq!(errors.get(Field::Phone), Some(&FieldError::PhoneShape));
        let left = errors.without(Field::Phone);
        assert_eq!(left, FieldErrors::one(Field::Email, FieldError::Empty));
    }

    #[test]
    fn a_form_with_any_error_is_not_made() {
        let mut checked = Checked::new();
        let left: Option<u8> = checked.take(Field::Email, Err(FieldError::Empty));
        assert_eq!(left, None);
        assert_eq!(
            checked.finish(Some(1)),
            Err(FieldErrors::one(Field::Email, FieldError::Empty))
        );
    }
}
