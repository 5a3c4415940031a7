//! The first reading of a file: its digest, its encoding, its header.

use std::io::SeekFrom;

use encoding_rs::{Encoding, UTF_8, WINDOWS_1251};
use sha2::{Digest, Sha256};

use super::{
    FileRefusal, ImportError, RegistryFile,
    header::Header,
    source::Bytes,
    text::{BLOCK, read_block},
};

/// A file that may be read as a registry.
pub(super) struct Surveyed {
    /// Rewound to its beginning.
    pub(super) bytes: Box<dyn Bytes>,
    /// SHA-256 of the bytes as they are.
    pub(super) digest: [u8; 32],
    /// UTF-8 or windows-1251.
    pub(super) encoding: &'static Encoding,
    /// What the first line says.
    pub(super) header: Header,
}

/// Reads the whole file once.
///
/// # Errors
/// When the file cannot be read, is no text in a known encoding or does not begin with the right header.
pub(super) fn survey(file: RegistryFile, columns: &'static [&'static str]) -> Result<Surveyed, ImportError> {
    let mut bytes = file.open()?;
    let (mut sha, mut scan, mut head) = (Sha256::new(), Scan::default(), Vec::new());
    let mut block = vec![0; BLOCK];
    loop {
        let read = read_block(&mut bytes, &mut block)?;
        if read.is_empty() {
            break;
        }
        if head.is_empty() {
            head = read.to_vec();
        }
        sha.update(read);
        scan.feed(read);
    }
    let encoding = scan.encoding(&head)?;
    let (head, _) = encoding.decode_with_bom_removal(&head);
    let first = head
        .split(['\n', '\r'])
        .find(|line| !line.is_empty())
        .ok_or(FileRefusal::Empty)?;
    let header = Header::read(first, columns)?;
    bytes.seek(SeekFrom::Start(0))?;
    Ok(Surveyed {
        bytes,
        digest: sha.finalize().into(),
        encoding,
        header,
    })
}

/// What the bytes of a file say about its encoding.
#[derive(Default)]
struct Scan {
    /// Bytes of a character that the block broke off.
    tail: Vec<u8>,
    /// Bytes above ASCII that make up UTF-8 characters.
    woven: u64,
    /// Bytes above ASCII that do not.
    stray: u64,
    /// A control character that no text has.
    control: bool,
    /// 0x98, which windows-1251 leaves unassigned.
    unassigned: bool,
}

impl Scan {
    fn feed(&mut self, block: &[u8]) {
        self.control |= block.iter().any(|b| matches!(b, 0..=8 | 11..=12 | 14..=31 | 127));
        self.unassigned |= block.contains(&0x98);
        let mut joined = std::mem::take(&mut self.tail);
        joined.extend_from_slice(block);
        let mut rest = joined.as_slice();
        while let Err(error) = std::str::from_utf8(rest) {
            let (valid, broken) = rest.split_at_checked(error.valid_up_to()).unwrap_or((rest, &[]));
            self.woven += above_ascii(valid);
            let Some(length) = error.error_len() else {
                self.tail = broken.to_vec();
                return;
            };
            let (stray, behind) = broken.split_at_checked(length).unwrap_or((broken, &[]));
            self.stray += above_ascii(stray);
            rest = behind;
        }
        self.woven += above_ascii(rest);
    }

    /// Russian text in windows-1251 has hardly a pair of bytes that UTF-8 knows; a file with more such pairs than other
    /// bytes is UTF-8 that lost something on its way.
    fn encoding(mut self, head: &[u8]) -> Result<&'static Encoding, FileRefusal> {
        self.stray += above_ascii(&std::mem::take(&mut self.tail));
        if head.is_empty() {
            return Err(FileRefusal::Empty);
        }
        if head.starts_with(&[0xff, 0xfe]) || head.starts_with(&[0xfe, 0xff]) {
            return Err(FileRefusal::Utf16);
        }
        match self {
            Self { control: true, .. } => Err(FileRefusal::Binary),
            Self { stray: 0, .. } => Ok(UTF_8),
            Self { woven, stray, .. } if woven > stray => Err(FileRefusal::BrokenUtf8),
            Self { unassigned: true, .. } => Err(FileRefusal::Encoding),
            _ => Ok(WINDOWS_1251),
        }
    }
}

fn above_ascii(bytes: &[u8]) -> u64 {
    bytes.iter().map(|byte| u64::from(!byte.is_ascii())).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn encoding(bytes: &[u8], block: usize) -> Result<&'static str, FileRefusal> {
        let mut scan = Scan::default();
        bytes.chunks(block).for_each(|block| scan.feed(block));
        scan.encoding(bytes).map(Encoding::name)
    }

    #[test]
    fn encodings_are_told_apart_wherever_the_blocks_end() {
        let text = "owner;address\r\nСёмина Анна;«Тверь», ИЗБА — 1\r\n";
        let (cyrillic, ..) = WINDOWS_1251.encode(text);
        let wide: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
        let marked = [&[0xff, 0xfe], wide.as_slice()].concat();
        let mut broken = text.as_bytes().to_vec();
        broken.remove(16);
        for block in [1, 2, 3, 7, 1_000] {
            assert_eq!(encoding(text.as_bytes(), block), Ok("UTF-8"));
            assert_eq!(encoding(&cyrillic, block), Ok("windows-1251"));
            assert_eq!(encoding(&wide, block), Err(FileRefusal::Binary));
            assert_eq!(encoding(&marked, block), Err(FileRefusal::Utf16));
            assert_eq!(encoding(b"PK\x03\x04owner", block), Err(FileRefusal::Binary));
            assert_eq!(encoding(&broken, block), Err(FileRefusal::BrokenUtf8));
            assert_eq!(encoding(b"owner\n\x98\xc0\xc1", block), Err(FileRefusal::Encoding));
            assert_eq!(encoding(b"", block), Err(FileRefusal::Empty));
        }
    }
}
