//! What files are attached for, which says how many and which kinds a form takes.

use super::{BYTES_MAX, Chosen, Fault, Kind, Refused, kind_of};
use crate::FieldError;

/// What files are attached for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Purpose {
    /// A message: scans, documents, photos.
    Message,
    /// Readings: photos of the meter. A meter shows its zones one after the other, so there may be one for each of three.
    Reading,
}

impl Purpose {
    /// The most files.
    #[must_use]
    pub const fn count_max(self) -> usize {
        match self {
            Self::Message => 5,
            Self::Reading => 3,
        }
    }

    /// The kinds that are taken.
    #[must_use]
    pub const fn kinds(self) -> &'static [Kind] {
        match self {
            Self::Message => &Kind::ALL,
            Self::Reading => &[Kind::Jpeg, Kind::Png],
        }
    }

    /// What the input of the form accepts: the page tells the browser which files to offer.
    #[must_use]
    pub const fn accepted(self) -> &'static str {
        match self {
            Self::Message => "application/pdf,image/jpeg,image/png,.pdf,.jpg,.jpeg,.png",
            // The last one is no type of any file. Where everything accepted is a picture, Chromium on Android 14 offers
            // the gallery alone; with something else among it, the camera, too.
            Self::Reading => "image/jpeg,image/png,android/allowCamera",
        }
    }

    /// What a file is by its content, if it is taken.
    ///
    /// # Errors
    /// `Heic`, `Kind`.
    pub fn admit(self, content: &[u8]) -> Result<Kind, Fault> {
        let kind = kind_of(content)?;
        if self.kinds().contains(&kind) {
            Ok(kind)
        } else {
            Err(Fault::Kind)
        }
    }

    /// The rule about number and size.
    ///
    /// # Errors
    /// `FilesMany`, or `Files` with every file that is empty or too large.
    pub fn check(self, chosen: &[Chosen]) -> Result<(), FieldError> {
        self.refuse(chosen, size)
    }

    /// [`Purpose::check`] before sending, and the content by its first bytes. Where those were not read, a name that
    /// promises something else is told.
    ///
    /// # Errors
    /// Those of [`Purpose::check`], and `Files` for what is of another kind.
    pub fn check_before_sending(self, chosen: &[Chosen]) -> Result<(), FieldError> {
        self.refuse(chosen, |file| {
            size(file).or_else(|| match &file.head {
                Some(head) => self.admit(head).err(),
                None => self.promises_other(&file.name),
            })
        })
    }

    fn promises_other(self, name: &str) -> Option<Fault> {
        let (_, ending) = name.rsplit_once('.')?;
        if ["heic", "heif"].iter().any(|known| ending.eq_ignore_ascii_case(known)) {
            return Some(Fault::Heic);
        }
        let fits = Kind::of_name(name).is_some_and(|kind| self.kinds().contains(&kind));
        (!fits).then_some(Fault::Kind)
    }

    fn refuse(self, chosen: &[Chosen], fault: impl Fn(&Chosen) -> Option<Fault>) -> Result<(), FieldError> {
        if chosen.len() > self.count_max() {
            return Err(FieldError::FilesMany(self.count_max()));
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
}

const fn size(file: &Chosen) -> Option<Fault> {
    match file.bytes {
        0 => Some(Fault::Empty),
        bytes if bytes > BYTES_MAX => Some(Fault::Large),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const PDF: &[u8] = b"%PDF-1.7";
    const JPEG: &[u8] = b"\xff\xd8\xff\xe0";
    const PNG: &[u8] = b"\x89PNG\r\n\x1a\n";
    const HEIC: &[u8] = b"\0\0\0\x18ftypheic";

    fn file(name: &str, bytes: u64, head: Option<&[u8]>) -> Chosen {
        Chosen {
            name: name.to_owned(),
            bytes,
            head: head.map(ToOwned::to_owned),
        }
    }

    fn chosen(files: &[(&str, u64)]) -> Vec<Chosen> {
        files.iter().map(|(name, bytes)| file(name, *bytes, None)).collect()
    }

    fn refused(faults: &[(usize, Fault)]) -> Result<(), FieldError> {
        Err(FieldError::Files(faults.iter().copied().map(Into::into).collect()))
    }

    #[test]
    fn number_and_size_have_bounds_on_both_sides() {
        for (purpose, most) in [(Purpose::Message, 5), (Purpose::Reading, 3)] {
            let fine = ("a.png", BYTES_MAX);
            assert_eq!(purpose.check(&[]), Ok(()));
            assert_eq!(purpose.check(&chosen(&vec![fine; most])), Ok(()));
            let many = purpose.check(&chosen(&vec![fine; most + 1]));
            assert_eq!(many, Err(FieldError::FilesMany(most)));
            assert_eq!(
                purpose.check(&chosen(&[("a.png", 0), fine, ("b.png", BYTES_MAX + 1)])),
                refused(&[(1, Fault::Empty), (3, Fault::Large)])
            );
        }
    }

    #[test]
    fn a_photo_is_a_jpeg_or_a_png_and_a_message_takes_documents_too() {
        for (content, message, reading) in [
            (JPEG, Ok(Kind::Jpeg), Ok(Kind::Jpeg)),
            (PNG, Ok(Kind::Png), Ok(Kind::Png)),
            (PDF, Ok(Kind::Pdf), Err(Fault::Kind)),
            (HEIC, Err(Fault::Heic), Err(Fault::Heic)),
            (b"just words", Err(Fault::Kind), Err(Fault::Kind)),
        ] {
            assert_eq!(Purpose::Message.admit(content), message);
            assert_eq!(Purpose::Reading.admit(content), reading);
        }
    }

    #[test]
    fn before_sending_the_first_bytes_are_believed_whatever_the_name_says() {
        for (name, head, expected) in [
            ("IMG_1.jpg", JPEG, Ok(())),
            ("IMG_1.heic", JPEG, Ok(())),
            ("IMG_1.jpg", HEIC, refused(&[(1, Fault::Heic)])),
            ("IMG_1.jpg", b"just words", refused(&[(1, Fault::Kind)])),
            ("счёт.jpg", PDF, refused(&[(1, Fault::Kind)])),
        ] {
            let files = [file(name, 1, Some(head))];
            assert_eq!(Purpose::Reading.check_before_sending(&files), expected, "{name}");
        }
        let film = [file("film.jpg", BYTES_MAX + 1, Some(b"just words"))];
        let told = Purpose::Reading.check_before_sending(&film);
        assert_eq!(told, refused(&[(1, Fault::Large)]), "the size comes first");
    }

    #[test]
    fn where_the_content_was_not_read_the_name_is_looked_at() {
        for (name, message, reading) in [
            ("счёт.pdf", None, Some(Fault::Kind)),
            ("IMG_1.JPEG", None, None),
            ("scan.Png", None, None),
            ("без-окончания", None, None),
            ("IMG_1.heic", Some(Fault::Heic), Some(Fault::Heic)),
            ("IMG_1.HEIF", Some(Fault::Heic), Some(Fault::Heic)),
            ("письмо.docx", Some(Fault::Kind), Some(Fault::Kind)),
            ("a.png.exe", Some(Fault::Kind), Some(Fault::Kind)),
            ("точка.", Some(Fault::Kind), Some(Fault::Kind)),
        ] {
            let files = chosen(&[(name, 1)]);
            for (purpose, fault) in [(Purpose::Message, message), (Purpose::Reading, reading)] {
                let expected = fault.map_or(Ok(()), |fault| refused(&[(1, fault)]));
                assert_eq!(purpose.check_before_sending(&files), expected, "{name}");
                assert_eq!(purpose.check(&files), Ok(()), "{name}: the server looks at the content");
            }
        }
    }
}
