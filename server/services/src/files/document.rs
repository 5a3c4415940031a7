//! Documents are not made anew, so they are looked through for what a scan has no need of.
//!
//! What is told: a file that does not begin or end as a PDF does; a password; programs (`JavaScript`), starting of others
//! (`Launch`), attached files, forms of XFA, embedded media, wherever their names stand in the open or in a part compressed
//! with Flate, also when the names are written with `#` codes. What is not: what hides behind two filters or another one
//! than Flate, or beyond the first [`PART_MAX`] of a part. That is left to the virus scanner; a document is never opened
//! by us and given out as a download alone.

use domain::files::Fault;
use miniz_oxide::{
    DataFormat, MZFlush, MZStatus,
    inflate::stream::{InflateState, inflate},
};

/// The most bytes that are unpacked of one part.
const PART_MAX: usize = 4 * 1024 * 1024;
/// The most bytes that are unpacked of one document: what unpacks to more is made to harm.
const WHOLE_MAX: usize = 256 * 1024 * 1024;
/// The most bytes of one document that may unpack to nothing: whatever packs makes less of a text, never more.
const IDLE_MAX: usize = 256 * 1024;
/// What the beginning of a part counts for, in such bytes.
const PART_COST: usize = 16;
/// Bytes unpacked at a time.
const PIECE: usize = 16 * 1024;
/// The end of a document stands in its last bytes.
const TAIL: usize = 1024;
/// Names that only a document with a program, with other files or with media has.
const ACTIVE: [&[u8]; 6] = [
    b"JavaScript",
    b"Launch",
    b"EmbeddedFile",
    b"EmbeddedFiles",
    b"RichMedia",
    b"XFA",
];

/// Whether a document may be kept.
pub(super) fn check(content: &[u8]) -> Result<(), Fault> {
    if !has_frame(content) {
        return Err(Fault::Unreadable);
    }
    let mut found = names(content);
    let (mut left, mut idle) = (WHOLE_MAX, IDLE_MAX);
    for part in parts(content) {
        let unpacked = unpack(part, PART_MAX.min(left), &mut idle).ok_or(Fault::Unreadable)?;
        left = left.saturating_sub(unpacked.len());
        if left == 0 {
            return Err(Fault::Unreadable);
        }
        found.active |= names(&unpacked).active;
    }
    match found {
        Found { locked: true, .. } => Err(Fault::Locked),
        Found { active: true, .. } => Err(Fault::Active),
        Found { rooted: false, .. } => Err(Fault::Unreadable),
        Found { .. } => Ok(()),
    }
}

/// What a part holds, as far as `most`: what a reader would still make of a broken one counts, too. Nothing when unpacking
/// it would keep a processor busy for no text at all.
fn unpack(part: &[u8], most: usize, idle: &mut usize) -> Option<Vec<u8>> {
    let mut state = InflateState::new_boxed(DataFormat::Zlib);
    let mut buffer = [0; PIECE];
    let (mut unpacked, mut rest, mut read) = (Vec::new(), part, PART_COST);
    loop {
        let piece = rest.get(..rest.len().min(PIECE))?;
        let step = inflate(&mut state, piece, &mut buffer, MZFlush::None);
        unpacked.extend_from_slice(buffer.get(..step.bytes_written)?);
        rest = rest.get(step.bytes_consumed..)?;
        read += step.bytes_consumed;
        let wasted = read.saturating_sub(unpacked.len());
        if wasted > *idle {
            return None;
        }
        let stuck = step.bytes_consumed == 0 && step.bytes_written == 0;
        if stuck || step.status != Ok(MZStatus::Ok) || unpacked.len() >= most {
            *idle -= wasted;
            unpacked.truncate(most);
            return Some(unpacked);
        }
    }
}

/// The version in front, the end behind, and in between a table of contents within the file.
fn has_frame(content: &[u8]) -> bool {
    let version = content.strip_prefix(b"%PDF-");
    let version = version.is_some_and(|rest| matches!(rest, [b'1' | b'2', b'.', b'0'..=b'9', ..]));
    let tail = content.get(content.len().saturating_sub(TAIL)..).unwrap_or_default();
    version && last(tail, b"%%EOF").is_some() && table_at(tail).is_some_and(|at| at > 0 && at < content.len())
}

/// The number behind the last `startxref`.
fn table_at(tail: &[u8]) -> Option<usize> {
    let digits = tail.get(last(tail, b"startxref")? + b"startxref".len()..)?;
    let digits: String = digits
        .iter()
        .skip_while(|byte| byte.is_ascii_whitespace())
        .take_while(|byte| byte.is_ascii_digit())
        .map(|byte| char::from(*byte))
        .collect();
    digits.parse().ok()
}

fn last(text: &[u8], wanted: &[u8]) -> Option<usize> {
    text.windows(wanted.len()).rposition(|window| window == wanted)
}

/// Everything behind the word `stream` that looks packed. Whoever wrote the file decides where the words stand, so every
/// place counts and no structure is believed.
fn parts(content: &[u8]) -> impl Iterator<Item = &[u8]> {
    let word = b"stream";
    content.windows(word.len()).enumerate().filter_map(move |(at, window)| {
        if window != word {
            return None;
        }
        let rest = content.get(at + word.len()..)?;
        let rest = rest.strip_prefix(b"\r").unwrap_or(rest);
        let rest = rest.strip_prefix(b"\n").unwrap_or(rest);
        let packed = matches!(rest, [first, second, ..]
            if first & 0x0f == 8 && u16::from_be_bytes([*first, *second]).is_multiple_of(31));
        packed.then_some(rest)
    })
}

#[derive(Default)]
struct Found {
    locked: bool,
    active: bool,
    rooted: bool,
}

/// Which of the names stand in a text, wherever: also in what only looks like one.
fn names(text: &[u8]) -> Found {
    let mut found = Found::default();
    for after in text.split(|byte| *byte == b'/').skip(1) {
        let name = name(after);
        found.locked |= name == b"Encrypt";
        found.rooted |= name == b"Root";
        found.active |= ACTIVE.contains(&name.as_slice());
    }
    found
}

/// The name at the beginning of a text, its `#` codes read.
fn name(text: &[u8]) -> Vec<u8> {
    /// Longer than any name that is looked for, every letter of it a code.
    const LONGEST: usize = 64;
    let mut name = Vec::new();
    let mut rest = text.get(..text.len().min(LONGEST)).unwrap_or_default();
    loop {
        rest = match rest {
            [b'#', high, low, after @ ..] if high.is_ascii_hexdigit() && low.is_ascii_hexdigit() => {
                name.push(digit(*high) << 4 | digit(*low));
                after
            }
            [byte, after @ ..] if byte.is_ascii_graphic() && !b"()<>[]{}%".contains(byte) => {
                name.push(*byte);
                after
            }
            _ => return name,
        };
    }
}

const fn digit(byte: u8) -> u8 {
    match byte {
        b'0'..=b'9' => byte - b'0',
        _ => (byte | 0x20).wrapping_sub(b'a').wrapping_add(10),
    }
}

#[cfg(test)]
mod tests {
    use miniz_oxide::deflate::compress_to_vec_zlib;

    use super::*;

    fn document(words: &[u8]) -> Vec<u8> {
        let mut pdf = b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog ".to_vec();
        pdf.extend(words);
        pdf.extend(b" >>\nendobj\ntrailer\n<< /Root 1 0 R >>\nstartxref\n9\n%%EOF\n");
        pdf
    }

    fn part(words: &[u8]) -> Vec<u8> {
        let packed = compress_to_vec_zlib(words, 6);
        [
            b"<< /Filter /FlateDecode >>\nstream\n".as_slice(),
            &packed,
            b"\nendstream\n",
        ]
        .concat()
    }

    #[test]
    fn a_plain_document_passes() {
        for words in [
            b"".as_slice(),
            b"/OpenAction [3 0 R /Fit] /Lang (ru)",
            b"/JavaScripture /Launched /EncryptMetadata false",
            &part(b"BT (JavaScript is a word) Tj ET"),
        ] {
            assert_eq!(check(&document(words)), Ok(()), "{}", String::from_utf8_lossy(words));
        }
    }

    #[test]
    fn a_program_is_found_however_its_name_is_written() {
        for words in [
            b"/S /JavaScript".as_slice(),
            b"/S/JavaScript/JS(1)",
            b"/S /J#61va#53cript",
            b"/S /Launch",
            b"/Names << /EmbeddedFiles 5 0 R >>",
            b"/Type/EmbeddedFile",
            b"/Subtype /RichMedia",
            b"/AcroForm << /XFA [] >>",
            b"(a string that never ends /JavaScript",
            &part(b"7 0 << /S /JavaScript >>"),
            &part(b"7 0 << /S /#4aavaScript >>"),
            // The word of the part's end means nothing: a reader goes by its length.
            &[b"stream\nendstream ( ".as_slice(), &part(b"<< /S/Launch >>")].concat(),
        ] {
            assert_eq!(
                check(&document(words)),
                Err(Fault::Active),
                "{}",
                String::from_utf8_lossy(words)
            );
        }
    }

    #[test]
    fn a_part_that_is_cut_off_counts_as_far_as_it_goes() {
        let words: Vec<u8> = b"<< /S /JavaScript >> "
            .iter()
            .copied()
            .chain((0..2_000_u16).map(|n| n.to_le_bytes()[0]))
            .collect();
        let mut packed = part(&words);
        packed.truncate(packed.len() - 40);
        assert_eq!(check(&document(&packed)), Err(Fault::Active));
    }

    #[test]
    fn a_document_with_a_password_is_told_apart() {
        assert_eq!(check(&document(b"/Encrypt 9 0 R")), Err(Fault::Locked));
    }

    #[test]
    fn what_is_no_whole_document_is_unreadable() {
        let whole = document(b"");
        let text = String::from_utf8(whole.clone()).expect("a text");
        for broken in [
            text.replace("%PDF-1.7", "%PDF-x.7"),
            format!(" {text}"),
            text.replace("%%EOF", ""),
            text.replace("startxref\n9", "startxref\n99999"),
            text.replace("startxref\n9", "startxref\n"),
            text.replace("/Root", "/Toor"),
            format!("{text}{}", " ".repeat(2_000)),
            String::new(),
        ] {
            assert_eq!(check(broken.as_bytes()), Err(Fault::Unreadable), "{broken}");
        }
    }

    #[test]
    fn a_document_that_keeps_busy_and_unpacks_to_nothing_is_refused() {
        // Four empty blocks of ten bits each, again and again.
        let blocks = [0x02, 0x08, 0x20, 0x80, 0x00].repeat(IDLE_MAX / 5 + PIECE);
        let idle = [b"stream\n\x78\x01".as_slice(), &blocks].concat();
        assert_eq!(check(&document(&idle)), Err(Fault::Unreadable));
        let parts = b"stream\n\x78\x01\x02 ".repeat(IDLE_MAX / PART_COST + 1);
        assert_eq!(check(&document(&parts)), Err(Fault::Unreadable));
    }

    #[test]
    fn a_document_that_unpacks_without_end_is_refused() {
        let bomb = part(&vec![0; PART_MAX]).repeat(WHOLE_MAX / PART_MAX + 1);
        assert!(bomb.len() < 1024 * 1024);
        assert_eq!(check(&document(&bomb)), Err(Fault::Unreadable));
        // One part that is larger than what is looked at is no bomb yet: a scan in full colour is.
        assert_eq!(check(&document(&part(&vec![0; PART_MAX * 4]))), Ok(()));
    }
}
