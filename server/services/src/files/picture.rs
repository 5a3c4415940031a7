//! Pictures are decoded and encoded anew: only the pixels stay. Place, time and whatever else was hidden in the file are
//! lost. What is made may be as large as what may be sent, not larger: few bytes can hold many pixels.

use std::io::Cursor;

use domain::files::{BYTES_MAX, Fault, Kind, PIXELS_MAX};
use image::{
    DynamicImage, ImageDecoder, ImageFormat, ImageReader, ImageResult, Limits,
    codecs::{
        jpeg::JpegEncoder,
        png::{CompressionType, FilterType, PngEncoder},
    },
};

/// The most memory that decoding takes: eight bytes for each pixel of the largest picture.
const MEMORY_MAX: u64 = PIXELS_MAX * 8;
/// Looks like the original.
const QUALITY: u8 = 88;
/// For a photo that the better quality makes too large; a figure on a meter stays legible.
const QUALITY_OF_LARGE: u8 = 70;

/// The same picture, upright, without anything but pixels.
pub(super) fn make_anew(kind: Kind, content: &[u8]) -> Result<Vec<u8>, Fault> {
    let format = match kind {
        Kind::Jpeg => ImageFormat::Jpeg,
        Kind::Png => ImageFormat::Png,
        Kind::Pdf => return Err(Fault::Kind),
    };
    let reader = || {
        let mut reader = ImageReader::with_format(Cursor::new(content), format);
        let mut limits = Limits::default();
        limits.max_alloc = Some(MEMORY_MAX);
        reader.limits(limits);
        reader
    };
    // The header alone: a picture that is too large is never decoded.
    let (width, height) = reader().into_dimensions().map_err(|_| Fault::Unreadable)?;
    if u64::from(width) * u64::from(height) > PIXELS_MAX {
        return Err(Fault::Pixels);
    }
    // The decoder paints the missing part of a photo grey and says nothing.
    if kind == Kind::Jpeg && !has_end(content) {
        return Err(Fault::Unreadable);
    }
    let mut decoder = reader().into_decoder().map_err(|_| Fault::Unreadable)?;
    let orientation = decoder.orientation().map_err(|_| Fault::Unreadable)?;
    let mut picture = DynamicImage::from_decoder(decoder).map_err(|_| Fault::Unreadable)?;
    picture.apply_orientation(orientation);
    let picture = plain(kind, picture);
    if kind == Kind::Png {
        return within(png(&picture));
    }
    match within(jpeg(&picture, QUALITY)) {
        Err(Fault::Large) => within(jpeg(&picture, QUALITY_OF_LARGE)),
        made => made,
    }
}

/// Eight bits a colour are enough for a scan.
fn plain(kind: Kind, picture: DynamicImage) -> DynamicImage {
    let (coloured, see_through) = (picture.color().has_color(), picture.color().has_alpha());
    match (kind, see_through, coloured) {
        (Kind::Png, true, _) => picture.into_rgba8().into(),
        (_, _, true) => picture.into_rgb8().into(),
        (_, _, false) => picture.into_luma8().into(),
    }
}

/// Not the fast compression: it knows no repetition, so that two rows in turn would grow a hundredfold.
fn png(picture: &DynamicImage) -> ImageResult<Vec<u8>> {
    let mut out = Vec::new();
    let encoder = PngEncoder::new_with_quality(&mut out, CompressionType::Default, FilterType::Adaptive);
    picture.write_with_encoder(encoder)?;
    Ok(out)
}

fn jpeg(picture: &DynamicImage, quality: u8) -> ImageResult<Vec<u8>> {
    let mut out = Vec::new();
    picture.write_with_encoder(JpegEncoder::new_with_quality(&mut out, quality))?;
    Ok(out)
}

fn within(made: ImageResult<Vec<u8>>) -> Result<Vec<u8>, Fault> {
    let made = made.map_err(|_| Fault::Unreadable)?;
    match u64::try_from(made.len()) {
        Ok(bytes) if bytes <= BYTES_MAX => Ok(made),
        _ => Err(Fault::Large),
    }
}

/// Whether a photo has its end: the mark stands behind the beginning of the pixels. Marks before that belong to the
/// small picture in the camera's notes.
fn has_end(content: &[u8]) -> bool {
    let mut rest = content.get(2..).unwrap_or_default();
    loop {
        match rest {
            [0xff, 0xda, pixels @ ..] => return pixels.windows(2).any(|pair| pair == [0xff, 0xd9]),
            [0xff, 0xff, ..] => rest = rest.get(1..).unwrap_or_default(),
            [0xff, _, high, low, ..] => {
                let length = usize::from(u16::from_be_bytes([*high, *low]));
                let Some(next) = rest.get(2 + length.max(2)..) else {
                    return false;
                };
                rest = next;
            }
            _ => return false,
        }
    }
}
