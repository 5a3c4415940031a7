//! Reads a form with files: a bounded number of bytes in a bounded time, whatever is sent.

use std::{future::pending, time::Duration};

use axum::body::Body;
use bytes::{Bytes, BytesMut};
use domain::files::{BYTES_MAX, Purpose};
use multer::{Constraints, Field, Multipart, SizeLimit};
use services::files::{Upload, Uploads};
use tokio::time::timeout;

use super::{gate::Place, source::Source};

/// The field that tells the page which files were chosen: they are not kept, so that they must be chosen again.
const NAMES: &str = "form[files]";
/// The most bytes of a form that are looked at: five files, and what stands around them.
const FORM_MAX: u64 = 64 * 1024 * 1024;
/// The same for a form whose files nobody takes: the text stands before the files.
const TEXT_FORM_MAX: u64 = 1024 * 1024;
/// The most bytes of text in a form.
const TEXT_MAX: usize = 64 * 1024;
/// The most characters of a name.
const NAME_MAX: usize = 100;
/// A form comes in this time or not at all.
const WHOLE: Duration = Duration::from_secs(600);
/// Nothing for so long: nobody is there.
const SILENCE: Duration = Duration::from_secs(20);

/// A form, taken apart.
#[derive(Default)]
pub(super) struct Received {
    /// The fields of text, and the names of the files.
    pub(super) fields: Vec<(String, String)>,
    /// The files.
    pub(super) uploads: Uploads,
}

/// Why reading ended early.
enum Trouble {
    Slow,
    Broken,
    TooLong,
    /// Somebody else has the place now.
    Displaced,
}

/// Takes a form apart. Without a place, or when it is lost, its files are let run past.
pub(super) async fn receive(body: Body, boundary: String, purpose: Purpose, place: Option<&Place>) -> Received {
    let source = Source::new(body);
    let mut form = Form {
        purpose,
        place,
        text: 0,
        fields: Vec::new(),
        files: Vec::new(),
    };
    let displaced = async {
        match place {
            Some(place) => place.lost().await,
            None => pending().await,
        }
    };
    let read = tokio::select! {
        read = timeout(WHOLE, form.read(&source, boundary)) => read.unwrap_or(Err(Trouble::Slow)),
        () = displaced => Err(Trouble::Displaced),
    };
    if read.is_err() {
        // Nobody looks at them any more, and the place may be somebody else's long before the rest has run past.
        form.files.iter_mut().for_each(|file| file.content = Bytes::new());
    }
    if matches!(read, Err(Trouble::Broken | Trouble::TooLong | Trouble::Displaced)) {
        let _ = timeout(WHOLE, source.run_past(SILENCE)).await;
    }
    form.finish(read)
}

/// What was read so far.
struct Form<'a> {
    purpose: Purpose,
    place: Option<&'a Place>,
    text: usize,
    fields: Vec<(String, String)>,
    files: Vec<Upload>,
}

impl Form<'_> {
    async fn read(&mut self, source: &Source, boundary: String) -> Result<(), Trouble> {
        let limit = if self.place.is_some() { FORM_MAX } else { TEXT_FORM_MAX };
        let limits = Constraints::new().size_limit(SizeLimit::new().whole_stream(limit));
        let mut parts = Multipart::with_constraints(source.flow(), boundary, limits);
        while let Some(part) = patient(parts.next_field()).await? {
            match part.file_name().map(ToOwned::to_owned) {
                Some(name) => self.read_file(name, part).await?,
                None => self.read_text(part).await?,
            }
        }
        Ok(())
    }

    async fn read_text(&mut self, mut part: Field<'_>) -> Result<(), Trouble> {
        let name = part.name().unwrap_or_default().to_owned();
        let mut text = BytesMut::new();
        while let Some(chunk) = patient(part.chunk()).await? {
            self.text += chunk.len();
            if self.text > TEXT_MAX {
                return Err(Trouble::Broken);
            }
            text.extend_from_slice(&chunk);
        }
        self.text += name.len();
        self.fields.push((name, String::from_utf8_lossy(&text).into_owned()));
        Ok(())
    }

    /// Counts what comes and keeps it as long as it may be a file of ours.
    async fn read_file(&mut self, name: String, mut part: Field<'_>) -> Result<(), Trouble> {
        let most = self.purpose.count_max();
        let keeps = self.place.is_some() && self.files.len() < most;
        // The rule needs to see that there is one too many, and no more.
        let counts = self.files.len() <= most;
        if counts {
            self.files.push(Upload {
                name: name.chars().take(NAME_MAX).collect(),
                content: Bytes::new(),
                bytes: 0,
            });
        }
        let mut content = BytesMut::new();
        let mut bytes = 0_u64;
        while let Some(chunk) = patient(part.chunk()).await? {
            bytes = bytes.saturating_add(u64::try_from(chunk.len()).unwrap_or(u64::MAX));
            if let Some(place) = self.place {
                place.count(chunk.len());
            }
            if keeps && bytes <= BYTES_MAX {
                content.extend_from_slice(&chunk);
            } else {
                content = BytesMut::new();
            }
            if counts && let Some(file) = self.files.last_mut() {
                file.bytes = bytes;
            }
        }
        // An input in which nothing was chosen sends a file without a name.
        if counts && name.is_empty() && bytes == 0 {
            self.files.pop();
        } else if counts && let Some(file) = self.files.last_mut() {
            file.content = content.freeze();
        }
        Ok(())
    }

    fn finish(mut self, read: Result<(), Trouble>) -> Received {
        let names: Vec<_> = self.files.iter().map(|file| one_line(&file.name)).collect();
        if !names.is_empty() {
            self.fields.push((NAMES.to_owned(), names.join("\n")));
        }
        let busy = self.place.is_none() && !self.files.is_empty();
        let uploads = match read {
            Ok(()) | Err(Trouble::TooLong) if busy => Uploads::Busy,
            Ok(()) => Uploads::Received(self.files),
            Err(Trouble::Displaced) => Uploads::Busy,
            Err(Trouble::Slow) => Uploads::Slow,
            // The file that was too much is among them and is told by the rule.
            Err(Trouble::TooLong) => match Uploads::Received(self.files) {
                told if told.check(self.purpose).is_err() => told,
                _ => Uploads::Broken,
            },
            Err(Trouble::Broken) => Uploads::Broken,
        };
        Received {
            fields: self.fields,
            uploads,
        }
    }
}

fn one_line(name: &str) -> String {
    name.replace(['\n', '\r'], " ")
}

async fn patient<T>(step: impl Future<Output = multer::Result<T>>) -> Result<T, Trouble> {
    match timeout(SILENCE, step).await {
        Err(_) => Err(Trouble::Slow),
        Ok(Err(multer::Error::StreamSizeExceeded { .. })) => Err(Trouble::TooLong),
        Ok(Err(_)) => Err(Trouble::Broken),
        Ok(Ok(part)) => Ok(part),
    }
}

#[cfg(test)]
mod tests;
