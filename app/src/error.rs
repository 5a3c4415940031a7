//! What a server function answers when it does not do what was asked: closed, without personal data.

use domain::{FieldError, FieldErrors, Refusal, texts};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};
use server_fn::{codec::JsonEncoding, error::FromServerFnError};

/// The error of every server function.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
pub enum AppError {
    /// Fields of the form are wrong.
    #[error("wrong fields")]
    Fields(FieldErrors),
    /// The request as a whole is refused.
    #[error("refused: {0}")]
    Refused(Refusal),
    /// Nobody is logged in.
    #[error("signed out")]
    SignedOut,
    /// Their cabinet waits to be deleted: as nobody, but they may have it back.
    #[error("leaving")]
    Leaving,
    /// Nothing there for this person.
    #[error("not found")]
    NotFound,
    /// Too much at once.
    #[error("busy")]
    Busy,
    /// The database does not answer.
    #[error("unavailable")]
    Unavailable,
    /// Ours to mend; the request's id, which stands in the log.
    #[error("internal error {0}")]
    Internal(String),
    /// The server was not reached or did not answer as ours does.
    #[error("no connection")]
    Connection,
}

impl AppError {
    /// The HTTP status that goes with it.
    #[must_use]
    pub fn status(&self) -> u16 {
        match self {
            // Not the customer's doing: the same form may be taken later, unless something else is wrong with it.
            Self::Fields(fields)
                if fields
                    .iter()
                    .all(|(_, error)| matches!(error, FieldError::FilesDown | FieldError::FilesSlow)) =>
            {
                503
            }
            Self::Fields(_)
            | Self::Refused(
                Refusal::LinkDead
                | Refusal::NothingToConfirm
                | Refusal::Malformed
                | Refusal::KeyRefused
                | Refusal::NotTaken
                | Refusal::SetupOver,
            ) => 422,
            Self::Refused(Refusal::TooMany(_) | Refusal::LettersSpent) => 429,
            Self::Refused(Refusal::Credentials | Refusal::SecondStepOver) | Self::SignedOut | Self::Leaving => 401,
            Self::Refused(Refusal::MeterArchived | Refusal::MeterAutomatic | Refusal::InvitationsFull(_)) => 409,
            Self::Refused(
                Refusal::RoleForbids | Refusal::MemberStronger | Refusal::InvitedAnother | Refusal::LinkingClosed,
            ) => 403,
            Self::NotFound => 404,
            Self::Busy | Self::Unavailable => 503,
            Self::Internal(_) | Self::Connection => 500,
        }
    }

    /// The sentence for the top of a form; nothing when the fields say it all.
    #[must_use]
    pub fn sentence(&self) -> Option<String> {
        Some(match self {
            Self::Fields(_) => return None,
            Self::Refused(refusal) => texts::refusal(refusal),
            Self::SignedOut => "Чтобы продолжить, войдите ещё раз: введённое сохранится.".to_owned(),
            Self::Leaving => "Личный кабинет ждёт удаления. Чтобы продолжить, восстановите его.".to_owned(),
            Self::NotFound => "Этого нет в вашем личном кабинете.".to_owned(),
            Self::Busy => "Сейчас очень много запросов. Попробуйте ещё раз через несколько секунд.".to_owned(),
            Self::Unavailable => "Сервис временно недоступен. Попробуйте ещё раз через минуту.".to_owned(),
            Self::Internal(id) => format!("Что-то сломалось у нас, мы уже разбираемся. Номер ошибки: {id}."),
            Self::Connection => "Нет связи с сервером. Проверьте интернет и попробуйте ещё раз.".to_owned(),
        })
    }
}

impl FromServerFnError for AppError {
    type Encoder = JsonEncoding;

    fn from_server_fn_error(error: ServerFnErrorErr) -> Self {
        match error {
            ServerFnErrorErr::Deserialization(_) | ServerFnErrorErr::Args(_) | ServerFnErrorErr::MissingArg(_) => {
                Self::Refused(Refusal::Malformed)
            }
            _ => Self::Connection,
        }
    }
}
