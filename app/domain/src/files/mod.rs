//! Files that a customer attaches: which are taken, how many, how large, and what can be wrong with one.

mod content;
mod name;
mod purpose;

use serde::{Deserialize, Serialize};

pub use self::{
    content::{HEAD, kind_of},
    name::display_name,
    purpose::Purpose,
};

/// The most bytes of one file.
pub const BYTES_MAX: u64 = 10 * 1024 * 1024;
/// The most pixels of a picture.
pub const PIXELS_MAX: u64 = 40_000_000;

/// What a file's content may be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A document.
    Pdf,
    /// A photo.
    Jpeg,
    /// A picture.
    Png,
}

impl Kind {
    /// All kinds.
    pub const ALL: [Self; 3] = [Self::Pdf, Self::Jpeg, Self::Png];

    /// The media type, which is also what the table holds.
    #[must_use]
    pub const fn media_type(self) -> &'static str {
        match self {
            Self::Pdf => "application/pdf",
            Self::Jpeg => "image/jpeg",
            Self::Png => "image/png",
        }
    }

    /// The endings of names that go with it, the usual one first.
    #[must_use]
    pub const fn endings(self) -> &'static [&'static str] {
        match self {
            Self::Pdf => &["pdf"],
            Self::Jpeg => &["jpg", "jpeg", "jpe", "jfif"],
            Self::Png => &["png"],
        }
    }

    /// The kind of a media type.
    #[must_use]
    pub fn of_media_type(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.media_type() == text)
    }

    /// The kind that a name promises.
    #[must_use]
    pub fn of_name(name: &str) -> Option<Self> {
        let (_, ending) = name.rsplit_once('.')?;
        Self::ALL
            .into_iter()
            .find(|kind| kind.endings().iter().any(|known| ending.eq_ignore_ascii_case(known)))
    }
}

/// A file as chosen in a form.
#[derive(Clone, PartialEq, Eq)]
pub struct Chosen {
    /// As the customer's machine calls it.
    pub name: String,
    /// How long it is.
    pub bytes: u64,
    /// Its first bytes ([`HEAD`] are enough), where they were read.
    pub head: Option<Vec<u8>>,
}

/// What is wrong with one file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Fault {
    /// None of the kinds that the form takes.
    Kind,
    /// A photo as some telephones keep it, which nobody here opens.
    Heic,
    /// More than [`BYTES_MAX`].
    Large,
    /// Nothing in it.
    Empty,
    /// Broken: it cannot be read to its end.
    Unreadable,
    /// A picture of more than [`PIXELS_MAX`].
    Pixels,
    /// A document that wants a password.
    Locked,
    /// A document that carries a program or other files.
    Active,
    /// The virus scanner refuses it.
    Infected,
}

/// A file that is not taken. It is told by its place: a name may be personal and must not stand in an address.
///
/// A pair on the wire: its reader is in every browser and weighs less so.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "(usize, Fault)", into = "(usize, Fault)")]
pub struct Refused {
    /// The place among the files of the form, from 1.
    pub place: usize,
    /// What is wrong with it.
    pub fault: Fault,
}

impl From<(usize, Fault)> for Refused {
    fn from((place, fault): (usize, Fault)) -> Self {
        Self { place, fault }
    }
}

impl From<Refused> for (usize, Fault) {
    fn from(Refused { place, fault }: Refused) -> Self {
        (place, fault)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_kind_survives_its_way_through_the_table() {
        for kind in Kind::ALL {
            assert_eq!(Kind::of_media_type(kind.media_type()), Some(kind));
        }
        assert_eq!(Kind::of_media_type("image/heic"), None);
    }
}
