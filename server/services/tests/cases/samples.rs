//! Small real files, made here: pictures, documents, and what pretends to be one.

use std::io::Cursor;

use image::{
    DynamicImage, ImageFormat, Rgb, RgbImage,
    codecs::{
        jpeg::JpegEncoder,
        png::{CompressionType, FilterType, PngEncoder},
    },
};
use miniz_oxide::deflate::compress_to_vec_zlib;

/// The file that every scanner takes for a virus, in two pieces: this source is none.
pub fn eicar() -> Vec<u8> {
    [
        br"X5O!P%@AP[4\PZX54(P^)7CC)7}$".as_slice(),
        b"EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*",
    ]
    .concat()
}

fn picture(format: ImageFormat) -> Vec<u8> {
    // Red on the left, blue on the right.
    let picture = RgbImage::from_fn(64, 32, |x, _| if x < 32 { Rgb([250, 0, 0]) } else { Rgb([0, 0, 250]) });
    let mut bytes = Cursor::new(Vec::new());
    DynamicImage::from(picture).write_to(&mut bytes, format).unwrap();
    bytes.into_inner()
}

pub fn png() -> Vec<u8> {
    picture(ImageFormat::Png)
}

pub fn jpeg() -> Vec<u8> {
    picture(ImageFormat::Jpeg)
}

/// A photo that lies on its side (orientation 6) and says where it was taken.
pub fn photo_with_place() -> Vec<u8> {
    let mut tiff = b"II*\0\x08\0\0\0\x02\0".to_vec();
    // Orientation, SHORT, one, 6; GPS, LONG, one, at 38.
    tiff.extend(b"\x12\x01\x03\0\x01\0\0\0\x06\0\0\0");
    tiff.extend(b"\x25\x88\x04\0\x01\0\0\0\x26\0\0\0\0\0\0\0");
    // GPS: latitude's half of the world, ASCII; then words that must not survive.
    tiff.extend(b"\x01\0\x01\0\x02\0\x02\0\0\0N\0\0\0\0\0\0\0");
    tiff.extend(b"GPS 56.8587 35.9176");
    let mut segment = b"Exif\0\0".to_vec();
    segment.extend(tiff);
    let length = u16::try_from(segment.len() + 2).unwrap();
    let jpeg = jpeg();
    [&jpeg[..2], b"\xff\xe1", &length.to_be_bytes(), &segment, &jpeg[2..]].concat()
}

/// Rows of noise, again and again.
fn noise(width: u32, rows: u32, turns: u32) -> DynamicImage {
    let mut pixels = vec![0_u8; (width * rows * 3) as usize];
    fastrand::Rng::with_seed(7).fill(&mut pixels);
    let picture = RgbImage::from_raw(width, rows * turns, pixels.repeat(turns as usize));
    picture.unwrap().into()
}

/// Noise of 4 000 pixels by eight rows for each turn: what a low quality drops of it no better one brings back, but the
/// better one takes more bytes for the rest.
pub fn noisy_jpeg(turns: u32, quality: u8) -> Vec<u8> {
    let mut bytes = Vec::new();
    let encoder = JpegEncoder::new_with_quality(&mut bytes, quality);
    noise(4_000, 8, turns).write_with_encoder(encoder).unwrap();
    bytes
}

/// Two rows of noise in turn: far smaller than its pixels for whoever finds repetitions.
pub fn repeating_png() -> Vec<u8> {
    let mut bytes = Vec::new();
    let encoder = PngEncoder::new_with_quality(&mut bytes, CompressionType::Best, FilterType::NoFilter);
    noise(500, 2, 250).write_with_encoder(encoder).unwrap();
    bytes
}

/// A picture whose header claims 100 megapixels.
pub fn enormous_png() -> Vec<u8> {
    let mut png = png();
    png[16..20].copy_from_slice(&10_000_u32.to_be_bytes());
    png[20..24].copy_from_slice(&10_000_u32.to_be_bytes());
    let sum = crc(&png[12..29]);
    png[29..33].copy_from_slice(&sum.to_be_bytes());
    png
}

fn crc(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(u32::MAX, |sum, byte| {
        (0..8).fold(sum ^ u32::from(*byte), |sum, _| {
            (sum >> 1) ^ (0xedb8_8320 & (0_u32.wrapping_sub(sum & 1)))
        })
    })
}

pub fn half(file: Vec<u8>) -> Vec<u8> {
    file[..file.len() / 2].to_vec()
}

/// A document with these words in one of its objects.
pub fn pdf_with(words: &[u8]) -> Vec<u8> {
    let mut pdf = b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R ".to_vec();
    pdf.extend(words);
    pdf.extend(b" >>\nendobj\n2 0 obj\n<< /Type /Pages /Kids [] /Count 0 >>\nendobj\n");
    let table = pdf.len();
    pdf.extend(b"xref\n0 1\n0000000000 65535 f \ntrailer\n<< /Size 3 /Root 1 0 R >>\nstartxref\n");
    pdf.extend(format!("{table}\n%%EOF\n").into_bytes());
    pdf
}

pub fn pdf() -> Vec<u8> {
    pdf_with(b"")
}

/// A document with these words in a packed part.
pub fn pdf_packing(words: &[u8]) -> Vec<u8> {
    let packed = compress_to_vec_zlib(words, 6);
    let mut part = b">>\nendobj\n3 0 obj\n<< /Type /ObjStm /Filter /FlateDecode >>\nstream\r\n".to_vec();
    part.extend(packed);
    part.extend(b"\nendstream\nendobj\n4 0 obj\n<<");
    pdf_with(&part)
}

/// The first bytes of an archive.
pub fn zip() -> Vec<u8> {
    [b"PK\x03\x04\x14\0\0\0\x08\0".as_slice(), &[0; 200]].concat()
}

/// The first bytes of a telephone's photo.
pub fn heic() -> Vec<u8> {
    [b"\0\0\0\x18ftypheic\0\0\0\0mif1heic".as_slice(), &[0; 200]].concat()
}

/// Whether these words stand in a content.
pub fn has(content: &[u8], words: &[u8]) -> bool {
    content.windows(words.len()).any(|window| window == words)
}

/// What the first bytes look like.
pub fn looks_like(content: &[u8]) -> Option<&'static str> {
    [
        ("pdf", b"%PDF".as_slice()),
        ("png", b"\x89PNG"),
        ("jpeg", b"\xff\xd8\xff"),
    ]
    .into_iter()
    .find(|(_, begin)| content.windows(begin.len()).take(64).any(|window| window == *begin))
    .map(|(name, _)| name)
}
