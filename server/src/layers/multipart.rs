//! Reads a form with files: a bounded number of bytes in a bounded time, whatever is sent.

use std::time::Duration;

use axum::body::Body;
use bytes::{Bytes, BytesMut};
use domain::files::{BYTES_MAX, COUNT_MAX};
use multer::{Constraints, Field, Multipart, SizeLimit};
use services::files::{Upload, Uploads};
use tokio::time::timeout;

use super::source::Source;

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
}

/// Takes a form apart. Without a place its files are let run past.
pub(super) async fn receive(body: Body, boundary: String, has_place: bool) -> Received {
    let source = Source::new(body);
    let mut form = Form {
        has_place,
        ..Form::default()
    };
    let read = timeout(WHOLE, form.read(&source, boundary)).await;
    let read = read.unwrap_or(Err(Trouble::Slow));
    if matches!(read, Err(Trouble::Broken | Trouble::TooLong)) {
        let _ = timeout(WHOLE, source.run_past(SILENCE)).await;
    }
    form.finish(read)
}

/// What was read so far.
#[derive(Default)]
struct Form {
    has_place: bool,
    text: usize,
    fields: Vec<(String, String)>,
    files: Vec<Upload>,
}

impl Form {
    async fn read(&mut self, source: &Source, boundary: String) -> Result<(), Trouble> {
        let limit = if self.has_place { FORM_MAX } else { TEXT_FORM_MAX };
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
        let keeps = self.has_place && self.files.len() < COUNT_MAX;
        // The rule needs to see that there is one too many, and no more.
        let counts = self.files.len() <= COUNT_MAX;
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
        let busy = !self.has_place && !self.files.is_empty();
        let uploads = match read {
            Ok(()) | Err(Trouble::TooLong) if busy => Uploads::Busy,
            Ok(()) => Uploads::Received(self.files),
            Err(Trouble::Slow) => Uploads::Slow,
            // The file that was too much is among them and is told by the rule.
            Err(Trouble::TooLong) => match Uploads::Received(self.files) {
                told if told.check().is_err() => told,
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
mod tests {
    use futures::{StreamExt as _, stream};

    use super::*;

    fn part(name: &str, file: Option<&str>, content: &[u8]) -> Vec<u8> {
        let file = file.map(|file| format!("; filename=\"{file}\"")).unwrap_or_default();
        let head = format!("--x\r\nContent-Disposition: form-data; name=\"form[{name}]\"{file}\r\n\r\n");
        [head.as_bytes(), content, b"\r\n"].concat()
    }

    async fn received(parts: &[Vec<u8>], has_place: bool) -> Received {
        let body = [parts.concat(), b"--x--\r\n".to_vec()].concat();
        // In pieces, as a network brings it.
        let pieces: Vec<_> = body.chunks(16 * 1024).map(Bytes::copy_from_slice).collect();
        let pieces = stream::iter(pieces.into_iter().map(Ok::<_, std::io::Error>));
        receive(Body::from_stream(pieces), "x".to_owned(), has_place).await
    }

    fn files(received: &Received) -> Vec<(&str, u64, usize)> {
        match &received.uploads {
            Uploads::Received(files) => files
                .iter()
                .map(|f| (f.name.as_str(), f.bytes, f.content.len()))
                .collect(),
            _ => panic!("should be received"),
        }
    }

    #[tokio::test]
    async fn texts_and_files_are_told_apart_and_an_empty_input_is_no_file() {
        let text = part("text", None, "Добрый\r\nдень".as_bytes());
        let form = received(
            &[
                text.clone(),
                part("files", Some("a.pdf"), b"1234"),
                part("files", Some(""), b""),
            ],
            true,
        )
        .await;
        let told: Vec<_> = form
            .fields
            .iter()
            .map(|(name, text)| (name.as_str(), text.as_str()))
            .collect();
        assert_eq!(told, [("form[text]", "Добрый\r\nдень"), ("form[files]", "a.pdf")]);
        assert_eq!(files(&form), [("a.pdf", 4, 4)]);
        let form = received(&[text, part("files", Some(""), b"")], false).await;
        assert!(files(&form).is_empty(), "a form without files needs no place");
    }

    #[tokio::test]
    async fn what_is_too_large_or_too_many_is_counted_and_not_kept() {
        let most = usize::try_from(BYTES_MAX).expect("it fits");
        let large = part("files", Some("b.jpg"), &vec![7; most + 1]);
        let fits = part("files", Some("a.jpg"), &vec![7; most]);
        let after = part("name", None, b"Anna");
        let form = received(&[fits, large, after.clone()], true).await;
        assert_eq!(files(&form), [("a.jpg", BYTES_MAX, most), ("b.jpg", BYTES_MAX + 1, 0)]);
        assert_eq!(form.fields.first(), Some(&("form[name]".to_owned(), "Anna".to_owned())));
        let many: Vec<_> = (0..50).map(|_| part("files", Some("a"), b"1")).collect();
        let form = received(&many, true).await;
        assert_eq!(files(&form).len(), 6, "one too many is enough to know");
        let enormous = part("files", Some("film.mp4"), &vec![0; 70 * 1024 * 1024]);
        let form = received(&[after, enormous], true).await;
        assert!(form.uploads.check().is_err());
        assert_eq!(form.fields.len(), 2, "what was typed is there");
    }

    #[tokio::test]
    async fn without_a_place_the_text_is_kept_and_the_files_run_past() {
        let form = received(
            &[part("text", None, b"a"), part("files", Some("a"), &vec![0; 3_000_000])],
            false,
        )
        .await;
        assert!(matches!(form.uploads, Uploads::Busy));
        assert_eq!(form.fields.first(), Some(&("form[text]".to_owned(), "a".to_owned())));
    }

    #[tokio::test]
    async fn what_no_browser_sends_is_broken() {
        for body in [
            &b"nothing"[..],
            b"--x\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\nno end",
        ] {
            let form = receive(Body::from(body), "x".to_owned(), true).await;
            assert!(matches!(form.uploads, Uploads::Broken));
        }
        let form = received(&[part("text", None, &vec![b'a'; TEXT_MAX + 1])], true).await;
        assert!(matches!(form.uploads, Uploads::Broken));
    }

    #[tokio::test(start_paused = true)]
    async fn who_falls_silent_is_given_up_and_what_was_typed_is_there() {
        let begun = [part("text", None, b"a"), part("files", Some("a.pdf"), b"12")].concat();
        let begun = stream::once(async move { Ok::<_, std::io::Error>(Bytes::from(begun)) });
        let body = Body::from_stream(begun.chain(stream::pending()));
        let form = receive(body, "x".to_owned(), true).await;
        assert!(matches!(form.uploads, Uploads::Slow));
        assert_eq!(form.fields.first(), Some(&("form[text]".to_owned(), "a".to_owned())));
    }
}
