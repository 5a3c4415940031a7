//! What a file is by its content, and what of it is kept.

use domain::files::{Fault, Kind};

use super::{document, picture};

/// The kind by the first bytes; the name and what the browser says are not asked.
pub(super) fn kind(content: &[u8]) -> Result<Kind, Fault> {
    let known = infer::get(content).and_then(|found| Kind::of_media_type(found.mime_type()));
    known.ok_or(Fault::Kind)
}

/// The content to keep: a picture made anew, a document as it came if it passes.
pub(super) fn clean(kind: Kind, content: &[u8]) -> Result<Vec<u8>, Fault> {
    match kind {
        Kind::Pdf => document::check(content).map(|()| content.to_vec()),
        Kind::Jpeg | Kind::Png => picture::make_anew(kind, content),
    }
}
