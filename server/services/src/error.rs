//! The error of a use case. Which one when:
//!
//! - [`Error::Fields`], [`Error::Refused`]: the customer can do something about it; the text is made in `domain`.
//! - [`Error::SignedOut`]: nobody is logged in, or the session is over.
//! - [`Error::Leaving`]: as nobody, but they may have their cabinet back.
//! - [`Error::NotFound`]: it does not exist, or it is somebody else's: never told apart.
//! - [`Error::Busy`]: too much is going on; the same request may succeed in a moment.
//! - [`Error::Unavailable`]: the database does not answer; comes back by itself.
//! - [`Error::Internal`]: ours to mend; logged with an id, shown without detail.

use domain::{FieldErrors, Refusal};

use crate::ports::EntropyError;

/// What a use case answers when it does not do what was asked.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// Fields of the form are wrong.
    #[error(transparent)]
    Fields(#[from] FieldErrors),
    /// The request as a whole is refused.
    #[error(transparent)]
    Refused(#[from] Refusal),
    /// Nobody is logged in.
    #[error("nobody is logged in")]
    SignedOut,
    /// Somebody is logged in whose cabinet waits to be deleted.
    #[error("the cabinet waits to be deleted")]
    Leaving,
    /// Nothing there for this person.
    #[error("not found")]
    NotFound,
    /// Too much at once.
    #[error("busy")]
    Busy,
    /// The database does not answer.
    #[error("the database is unavailable: {0}")]
    Unavailable(#[source] db::Error),
    /// Ours to mend.
    #[error("internal: {0}")]
    Internal(#[source] Box<dyn std::error::Error + Send + Sync>),
}

/// What a use case answers.
pub type Result<T, E = Error> = std::result::Result<T, E>;

impl Error {
    /// Wraps a cause that is ours to mend.
    pub fn internal(cause: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> Self {
        Self::Internal(cause.into())
    }
}

impl From<db::Error> for Error {
    fn from(error: db::Error) -> Self {
        if error.is_unavailable() {
            Self::Unavailable(error)
        } else {
            Self::Internal(Box::new(error))
        }
    }
}

impl From<sea_orm::DbErr> for Error {
    fn from(error: sea_orm::DbErr) -> Self {
        db::Error::from(error).into()
    }
}

impl From<EntropyError> for Error {
    fn from(error: EntropyError) -> Self {
        Self::Internal(Box::new(error))
    }
}
