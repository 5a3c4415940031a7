//! A file as UTF-8 text: decoded, every line ended by `\n`, the last one too, and no line without end.
//!
//! The `csv` crate counts lines by `\n` alone and lets a record grow until the memory is used up; both are mended here.

use std::io::{self, Read};

use encoding_rs::{Decoder, Encoding};

/// Bytes read at once.
pub(super) const BLOCK: usize = 64 * 1024;
/// The most text that may be handed out between two calls of [`Text::line_ended`].
const LONGEST: usize = 1024 * 1024;

/// Reads as much as fits; nothing at the end of the file.
///
/// # Errors
/// When the file cannot be read.
pub(super) fn read_block<'a>(bytes: &mut dyn Read, block: &'a mut [u8]) -> io::Result<&'a [u8]> {
    loop {
        match bytes.read(block) {
            Ok(read) => return Ok(block.get(..read).unwrap_or_default()),
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
}

/// The decoded text.
pub(super) struct Text<R> {
    bytes: R,
    decoder: Decoder,
    block: Vec<u8>,
    decoded: String,
    ready: String,
    handed: usize,
    after_return: bool,
    ended: bool,
    since_line: usize,
}

impl<R: Read> Text<R> {
    /// The text of `bytes` in `encoding`.
    pub(super) fn new(bytes: R, encoding: &'static Encoding) -> Self {
        Self {
            bytes,
            decoder: encoding.new_decoder_with_bom_removal(),
            block: vec![0; BLOCK],
            decoded: String::new(),
            ready: String::new(),
            handed: 0,
            after_return: false,
            ended: false,
            since_line: 0,
        }
    }

    /// Says that a line was read to its end.
    pub(super) const fn line_ended(&mut self) {
        self.since_line = 0;
    }

    /// Whether the text stopped because a line had no end.
    pub(super) const fn is_overlong(&self) -> bool {
        self.since_line > LONGEST
    }

    fn refill(&mut self) -> io::Result<()> {
        let read = read_block(&mut self.bytes, &mut self.block)?;
        let last_break = self.ready.ends_with('\n') || self.ready.is_empty();
        self.decoded.clear();
        self.decoded
            .reserve(self.decoder.max_utf8_buffer_length(read.len()).unwrap_or(BLOCK * 4));
        let _ = self.decoder.decode_to_string(read, &mut self.decoded, read.is_empty());
        self.ended = read.is_empty();
        self.handed = 0;
        self.ready.clear();
        unify(&self.decoded, &mut self.after_return, &mut self.ready);
        if self.ended && !(self.ready.ends_with('\n') || self.ready.is_empty() && last_break) {
            self.ready.push('\n');
        }
        Ok(())
    }
}

/// Turns `\r\n` and `\r` into `\n`. `after_return`: the text before ended with `\r`.
fn unify(text: &str, after_return: &mut bool, out: &mut String) {
    if text.is_empty() {
        return;
    }
    let mut rest = if std::mem::take(after_return) {
        text.strip_prefix('\n').unwrap_or(text)
    } else {
        text
    };
    while let Some((line, behind)) = rest.split_once('\r') {
        out.push_str(line);
        out.push('\n');
        *after_return = behind.is_empty();
        rest = behind.strip_prefix('\n').unwrap_or(behind);
    }
    out.push_str(rest);
}

impl<R: Read> Read for Text<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        while self.handed >= self.ready.len() && !self.ended {
            self.refill()?;
        }
        let mut left = self.ready.as_bytes().get(self.handed..).unwrap_or_default();
        let read = left.read(buffer)?;
        self.handed += read;
        self.since_line += read;
        if self.is_overlong() {
            Err(io::Error::from(io::ErrorKind::InvalidData))
        } else {
            Ok(read)
        }
    }
}

#[cfg(test)]
mod tests {
    use encoding_rs::{UTF_8, WINDOWS_1251};

    use super::*;

    /// Gives a few bytes at a time.
    struct Drip<'a>(&'a [u8], usize);

    impl Read for Drip<'_> {
        fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
            let most = buffer.len().min(self.1);
            self.0.read(&mut buffer[..most])
        }
    }

    fn text(bytes: &[u8], drip: usize, encoding: &'static Encoding) -> String {
        let mut out = String::new();
        Text::new(Drip(bytes, drip), encoding)
            .read_to_string(&mut out)
            .expect("text");
        out
    }

    #[test]
    fn every_line_ends_the_same_way() {
        let (cyrillic, ..) = WINDOWS_1251.encode("ёж\r\nуж");
        for drip in [1, 2, 5, 100] {
            assert_eq!(
                text("\u{feff}ёж\r\nуж\rчиж\n\nстриж\r\n".as_bytes(), drip, UTF_8),
                "ёж\nуж\nчиж\n\nстриж\n"
            );
            assert_eq!(text("ёж\nуж".as_bytes(), drip, UTF_8), "ёж\nуж\n");
            assert_eq!(text("ёж\r".as_bytes(), drip, UTF_8), "ёж\n");
            assert_eq!(text(&cyrillic, drip, WINDOWS_1251), "ёж\nуж\n");
            assert_eq!(text(b"", drip, UTF_8), "");
        }
    }

    #[test]
    fn a_line_without_end_is_not_read_to_its_end() {
        let endless = vec![b'x'; LONGEST * 2];
        let mut text = Text::new(endless.as_slice(), UTF_8);
        assert!(io::copy(&mut text, &mut io::sink()).is_err());
        assert!(text.is_overlong());
    }
}
