//! What a file is by its first bytes: the browser looks before it sends, the server before it opens anything.

use super::{Fault, Kind};

/// So many first bytes tell the kind.
pub const HEAD: usize = 16;

/// The main brands of the container in which telephones keep HEIC.
const HEIC: [&[u8]; 8] = [b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1"];

/// The kind by the first bytes; name and media type are not asked.
///
/// # Errors
/// `Heic` for a telephone's own format, `Kind` for everything else that is none of ours.
pub fn kind_of(content: &[u8]) -> Result<Kind, Fault> {
    match content {
        [b'%', b'P', b'D', b'F', ..] => Ok(Kind::Pdf),
        [0xff, 0xd8, 0xff, ..] => Ok(Kind::Jpeg),
        [0x89, b'P', b'N', b'G', b'\r', b'\n', 0x1a, b'\n', ..] => Ok(Kind::Png),
        [_, _, _, _, b'f', b't', b'y', b'p', brand @ ..] if HEIC.iter().any(|known| brand.starts_with(known)) => {
            Err(Fault::Heic)
        }
        _ => Err(Fault::Kind),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_bytes_tell_what_a_file_is() {
        for (content, expected) in [
            (b"%PDF-1.7\n".as_slice(), Ok(Kind::Pdf)),
            (b"\xff\xd8\xff\xe1\x12\x34Exif\0\0", Ok(Kind::Jpeg)),
            (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", Ok(Kind::Png)),
            (b"\0\0\0\x18ftypheic\0\0\0\0mif1heic", Err(Fault::Heic)),
            (b"\0\0\0\x24ftypmif1\0\0\0\0", Err(Fault::Heic)),
            (b"\0\0\0\x1cftypavif\0\0\0\0", Err(Fault::Kind)),
            (b"\0\0\0\x18ftypmp42\0\0\0\0", Err(Fault::Kind)),
            (b"GIF89a%PDF-1.7", Err(Fault::Kind)),
            (b"RIFF\x24\0\0\0WEBPVP8 ", Err(Fault::Kind)),
            (b"just words", Err(Fault::Kind)),
            (b"\xff\xd8", Err(Fault::Kind)),
            (b"", Err(Fault::Kind)),
        ] {
            assert_eq!(kind_of(content), expected, "{content:?}");
            let head = content.get(..HEAD).unwrap_or(content);
            assert_eq!(kind_of(head), expected, "the head of {content:?} is enough");
        }
    }
}
