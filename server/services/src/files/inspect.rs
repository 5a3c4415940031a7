//! What of a file is kept.

use domain::files::{Fault, Kind};

use super::{document, picture};

/// The content to keep: a picture made anew, a document as it came if it passes.
pub(super) fn clean(kind: Kind, content: &[u8]) -> Result<Vec<u8>, Fault> {
    match kind {
        Kind::Pdf => document::check(content).map(|()| content.to_vec()),
        Kind::Jpeg | Kind::Png => picture::make_anew(kind, content),
    }
}
