//! Files that a customer attaches: which are taken, how many, how large, and what can be wrong with one.

mod name;

use serde::{Deserialize, Serialize};

use crate::FieldError;

pub use self::name::display_name;

/// The most files of one form.
pub const COUNT_MAX: usize = 5;
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

/// What the input of a form accepts: the page tells the browser which files to offer.
pub const ACCEPTED: &str = "application/pdf,image/jpeg,image/png,.pdf,.jpg,.jpeg,.png";

/// A file as chosen in a form.
#[derive(Clone, PartialEq, Eq)]
pub struct Chosen {
    /// As the customer's machine calls it.
    pub name: String,
    /// How long it is.
    pub bytes: u64,
}

/// What is wrong with one file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Fault {
    /// Neither PDF nor JPEG nor PNG.
    Kind,
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

/// The rule about number and size.
///
/// # Errors
/// `FilesMany`, or `Files` with every file that is empty or too large.
pub fn check(chosen: &[Chosen]) -> Result<(), FieldError> {
    refuse(chosen, |file| match file.bytes {
        0 => Some(Fault::Empty),
        bytes if bytes > BYTES_MAX => Some(Fault::Large),
        _ => None,
    })
}

/// [`check`] before sending: a name that promises something else is told at once. The server looks at the content alone.
///
/// # Errors
/// Those of [`check`], and `Files` for such a name.
pub fn check_before_sending(chosen: &[Chosen]) -> Result<(), FieldError> {
    check(chosen)?;
    refuse(chosen, |file| {
        let promises_other = file.name.contains('.') && Kind::of_name(&file.name).is_none();
        promises_other.then_some(Fault::Kind)
    })
}

fn refuse(chosen: &[Chosen], fault: impl Fn(&Chosen) -> Option<Fault>) -> Result<(), FieldError> {
    if chosen.len() > COUNT_MAX {
        return Err(FieldError::FilesMany(COUNT_MAX));
    }
    let refused: Vec<_> = (1..)
        .zip(chosen)
        .filter_map(|(place, file)| fault(file).map(|fault| Refused { place, fault }))
        .collect();
    if refused.is_empty() {
        Ok(())
    } else {
        Err(FieldError::Files(refused))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn chosen(files: &[(&str, u64)]) -> Vec<Chosen> {
        let chosen = |&(name, bytes): &(&str, u64)| Chosen {
            name: name.to_owned(),
            bytes,
        };
        files.iter().map(chosen).collect()
    }

    #[test]
    fn number_and_size_have_bounds_on_both_sides() {
        let fine = ("a.pdf", BYTES_MAX);
        assert_eq!(check(&[]), Ok(()));
        assert_eq!(check(&chosen(&[fine; 5])), Ok(()));
        assert_eq!(check(&chosen(&[fine; 6])), Err(FieldError::FilesMany(5)));
        let refused = |place, fault| Refused { place, fault };
        assert_eq!(
            check(&chosen(&[("a.pdf", 0), fine, ("b.png", BYTES_MAX + 1)])),
            Err(FieldError::Files(vec![
                refused(1, Fault::Empty),
                refused(3, Fault::Large)
            ]))
        );
    }

    #[test]
    fn before_sending_the_name_is_looked_at_too() {
        for (name, fits) in [
            ("счёт.pdf", true),
            ("IMG_1.JPEG", true),
            ("scan.Png", true),
            ("без-окончания", true),
            ("IMG_1.heic", false),
            ("письмо.docx", false),
            ("a.pdf.exe", false),
            ("точка.", false),
        ] {
            let files = chosen(&[(name, 1)]);
            assert_eq!(check_before_sending(&files).is_ok(), fits, "{name}");
            assert_eq!(check(&files), Ok(()), "{name}: the server looks at the content");
        }
    }

    #[test]
    fn a_kind_survives_its_way_through_the_table() {
        for kind in Kind::ALL {
            assert_eq!(Kind::of_media_type(kind.media_type()), Some(kind));
        }
        assert_eq!(Kind::of_media_type("image/heic"), None);
    }
}
