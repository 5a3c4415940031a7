//! Files on their way in, as they were received and before anybody has looked at them.

use bytes::Bytes;
use domain::{
    FieldError, Refusal,
    files::{Chosen, Purpose},
};

use super::wrong;
use crate::{Error, Result};

/// One file as it was received.
#[derive(Clone, PartialEq, Eq)]
pub struct Upload {
    /// As the customer's machine calls it; nothing is concluded from it.
    pub name: String,
    /// Its content; nothing when it is longer than any file may be.
    pub content: Bytes,
    /// How long it was.
    pub bytes: u64,
}

/// What was received along with a form.
#[derive(Clone, PartialEq, Eq)]
pub enum Uploads {
    /// These, perhaps none.
    Received(Vec<Upload>),
    /// Nothing: too many send files at the same time.
    Busy,
    /// Not all: they came too slowly.
    Slow,
    /// Something that no browser sends.
    Broken,
}

impl Default for Uploads {
    fn default() -> Self {
        Self::Received(Vec::new())
    }
}

impl Uploads {
    /// Whether none came, and nothing went wrong on their way.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        matches!(self, Self::Received(uploads) if uploads.is_empty())
    }

    /// The rule about number and size, for the form they came with.
    ///
    /// # Errors
    /// What is wrong with the field.
    pub fn check(&self, purpose: Purpose) -> Result<(), FieldError> {
        match self {
            Self::Received(uploads) => check(purpose, uploads),
            Self::Slow => Err(FieldError::FilesSlow),
            Self::Busy | Self::Broken => Ok(()),
        }
    }

    pub(super) fn into_files(self) -> Result<Vec<Upload>> {
        match self {
            Self::Received(uploads) => Ok(uploads),
            Self::Busy => Err(Error::Busy),
            Self::Slow => Err(wrong(FieldError::FilesSlow)),
            Self::Broken => Err(Refusal::Malformed.into()),
        }
    }
}

pub(super) fn check(purpose: Purpose, uploads: &[Upload]) -> Result<(), FieldError> {
    let chosen = |upload: &Upload| Chosen {
        name: upload.name.clone(),
        bytes: upload.bytes,
        head: None,
    };
    purpose.check(&uploads.iter().map(chosen).collect::<Vec<_>>())
}
