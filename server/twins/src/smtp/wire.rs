//! Reads lines and letters from the connection, never more than a limit at a time.

use std::io;

use tokio::io::{AsyncBufRead, AsyncBufReadExt as _};

/// What came after DATA, up to the line with a single dot.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Body {
    /// The letter, dots unstuffed.
    Whole(Vec<u8>),
    /// More than the limit; read to its end and dropped.
    TooLarge,
    /// A line ended without a carriage return, which lets letters be smuggled past other servers.
    BareNewline,
}

struct RawLine {
    bytes: Vec<u8>,
    cut: bool,
}

/// One command without its line end. `Some(None)` is a line that is too long or no UTF-8; `None` the end of the stream.
pub(super) async fn read_line<R>(reader: &mut R, limit: usize) -> io::Result<Option<Option<String>>>
where
    R: AsyncBufRead + Unpin,
{
    let Some(line) = read_raw_line(reader, limit).await? else {
        return Ok(None);
    };
    if line.cut {
        return Ok(Some(None));
    }
    let text = String::from_utf8(line.bytes).ok();
    Ok(Some(text.map(|text| text.trim_end_matches(['\r', '\n']).to_owned())))
}

/// The letter after DATA; `None` when the stream ends before the letter does.
pub(super) async fn read_letter<R>(reader: &mut R, limit: usize) -> io::Result<Option<Body>>
where
    R: AsyncBufRead + Unpin,
{
    let mut letter = Vec::new();
    let (mut too_large, mut bare_newline) = (false, false);
    while let Some(line) = read_raw_line(reader, limit).await? {
        if line.bytes == b".\r\n" {
            return Ok(Some(match (too_large, bare_newline) {
                (true, _) => Body::TooLarge,
                (false, true) => Body::BareNewline,
                (false, false) => Body::Whole(letter),
            }));
        }
        too_large |= line.cut || letter.len() + line.bytes.len() > limit;
        bare_newline |= !line.bytes.ends_with(b"\r\n");
        if !too_large {
            let unstuffed = line.bytes.strip_prefix(b".").unwrap_or(&line.bytes);
            letter.extend_from_slice(unstuffed);
        }
    }
    Ok(None)
}

async fn read_raw_line<R>(reader: &mut R, limit: usize) -> io::Result<Option<RawLine>>
where
    R: AsyncBufRead + Unpin,
{
    let mut line = RawLine {
        bytes: Vec::new(),
        cut: false,
    };
    loop {
        let buffer = reader.fill_buf().await?;
        if buffer.is_empty() {
            return Ok(None);
        }
        let newline = buffer.iter().position(|byte| *byte == b'\n');
        let taken = newline.map_or(buffer.len(), |at| at + 1);
        let room = limit.saturating_sub(line.bytes.len());
        line.cut |= taken > room;
        line.bytes.extend(buffer.iter().take(taken.min(room)));
        reader.consume(taken);
        if newline.is_some() {
            return Ok(Some(line));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    async fn letter(bytes: &str, limit: usize) -> Option<Body> {
        read_letter(&mut bytes.as_bytes(), limit).await.ok().flatten()
    }

    #[tokio::test]
    async fn dots_are_unstuffed_and_a_single_dot_ends_the_letter() {
        let read = letter("a\r\n..\r\n..b\r\n.\r\nQUIT\r\n", 100).await;
        assert_eq!(read, Some(Body::Whole(b"a\r\n.\r\n.b\r\n".to_vec())));
    }

    #[tokio::test]
    async fn a_letter_past_the_limit_is_read_to_its_end_and_dropped() {
        let mut stream = "0123456789\r\n0123456789\r\n.\r\nQUIT\r\n".as_bytes();
        assert_eq!(read_letter(&mut stream, 20).await.ok().flatten(), Some(Body::TooLarge));
        assert_eq!(
            read_line(&mut stream, 20).await.ok().flatten(),
            Some(Some("QUIT".to_owned()))
        );
    }

    #[tokio::test]
    async fn a_bare_newline_before_the_dot_does_not_end_the_letter_unseen() {
        assert_eq!(letter("a\n.\r\n", 100).await, Some(Body::BareNewline));
        assert_eq!(letter("a\r\n.\n", 100).await, None);
    }

    #[tokio::test]
    async fn a_letter_cut_off_is_no_letter() {
        assert_eq!(letter("a\r\nb", 100).await, None);
    }

    #[tokio::test]
    async fn a_long_command_is_noticed_and_the_next_one_is_read() {
        let mut stream = "0123456789\r\nNOOP\r\n".as_bytes();
        assert_eq!(read_line(&mut stream, 8).await.ok().flatten(), Some(None));
        assert_eq!(
            read_line(&mut stream, 8).await.ok().flatten(),
            Some(Some("NOOP".to_owned()))
        );
    }
}
