//! Pictures: from the bytes somebody sends to the files we serve.
//!
//! Nothing of the original is kept. The format is found by looking at the content, the size is read from the header
//! before any pixel is decoded, the turn recorded by the camera is applied, and the pixels are encoded anew, which drops
//! every kind of metadata (places, names, thumbnails) and whatever else was hidden in the file.
//! The functions here are CPU work of up to a second: call them from a blocking thread.

use crate::domain::message::Message;
use std::fmt;
use std::io::Cursor;

use image::codecs::jpeg::JpegEncoder;
use image::imageops::FilterType;
use image::metadata::Orientation;
use image::{DynamicImage, ImageDecoder, ImageEncoder, ImageFormat, ImageReader, RgbaImage};

use super::media::{Encoding, Rendition};

/// The widths a page chooses from, in pixels. Narrower originals are never enlarged.
pub const WIDTHS: [u32; 3] = [320, 640, 1280];

/// The longest side of the largest rendition, in pixels.
pub const MAX_SIDE: u32 = 1600;

/// The side of a square avatar, in pixels: 40 CSS pixels on the sharpest screens, and enough for a profile page.
pub const AVATAR_SIDE: u32 = 160;

/// A poster of up to 640 pixels' width may cost a page this many bytes.
const BUDGET_BYTES: usize = 70_000;

/// Qualities tried, best first, until the budget is met.
const QUALITIES: [u8; 6] = [82, 76, 68, 58, 46, 34];

/// What is accepted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Bytes of the file.
    pub max_bytes: usize,
    /// Width times height.
    pub max_pixels: u64,
}

/// A picture ready to be stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Processed {
    /// Width of the largest rendition in pixels.
    pub width: u32,
    /// Height of the largest rendition in pixels.
    pub height: u32,
    /// A blurred preview in 4×3 components, as ActivityPub servers exchange it.
    pub blurhash: String,
    /// Every size, smallest first.
    pub files: Vec<File>,
}

/// One size of a picture in both encodings.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct File {
    pub rendition: Rendition,
    pub webp: Vec<u8>,
    pub jpeg: Vec<u8>,
}

impl File {
    /// The bytes in one encoding.
    #[must_use]
    pub fn bytes(&self, encoding: Encoding) -> &[u8] {
        match encoding {
            Encoding::Webp => &self.webp,
            Encoding::Jpeg => &self.jpeg,
        }
    }
}

/// Why a picture is refused, in words for the person who sent it.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PictureError {
    Empty,
    TooManyBytes { found: usize, max: usize },
    Unsupported { kind: &'static str },
    TooManyPixels { width: u32, height: u32 },
    Damaged,
    NotEncoded,
}

impl PictureError {
    /// For people, with what to do about it.
    pub fn message(&self) -> Message {
        match self {
            Self::Empty => Message::new("input-picture-empty"),
            Self::TooManyBytes { found, max } => Message::new("input-picture-bytes")
                .with("found", bytes(*found))
                .with("most", bytes(*max)),
            Self::Unsupported { kind } => Message::new("input-picture-kind").with("kind", *kind),
            Self::TooManyPixels { width, height } => Message::new("input-picture-pixels")
                .with("width", width)
                .with("height", height),
            Self::Damaged => Message::new("input-picture-damaged"),
            Self::NotEncoded => Message::new("input-picture-not-encoded"),
        }
    }
}

impl fmt::Display for PictureError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.message().fmt(f)
    }
}

/// Makes every size of an uploaded picture.
///
/// # Errors
/// A [`PictureError`] that says what to do; nothing is decoded when the header already breaks a limit.
pub fn process(bytes: &[u8], limits: Limits) -> Result<Processed, PictureError> {
    let mut image = decode(bytes, limits)?;
    let mut files = Vec::new();
    for (width, height) in sizes(image.width(), image.height()).into_iter().rev() {
        image = scale(image, width, height);
        files.push(encode(&image)?);
    }
    files.reverse();
    finish(files, &image)
}

/// Makes a square avatar of [`AVATAR_SIDE`] pixels from the middle of a picture; smaller pictures are enlarged.
///
/// # Errors
/// As [`process`].
pub fn avatar(bytes: &[u8], limits: Limits) -> Result<Processed, PictureError> {
    let image = decode(bytes, limits)?;
    let side = image.width().min(image.height());
    let left = (image.width() - side) / 2;
    let top = (image.height() - side) / 2;
    let square = scale(image.crop_imm(left, top, side, side), AVATAR_SIDE, AVATAR_SIDE);
    let file = encode(&square)?;
    finish(vec![file], &square)
}

fn finish(files: Vec<File>, smallest: &DynamicImage) -> Result<Processed, PictureError> {
    let largest = files.last().ok_or(PictureError::NotEncoded)?;
    let (width, height) = (largest.rendition.width, largest.rendition.height);
    let preview = smallest.thumbnail(32, 32).into_rgba8();
    let blurhash = blurhash::encode(4, 3, preview.width(), preview.height(), preview.as_raw())
        .map_err(|_| PictureError::NotEncoded)?;
    Ok(Processed {
        width,
        height,
        blurhash,
        files,
    })
}

fn decode(bytes: &[u8], limits: Limits) -> Result<DynamicImage, PictureError> {
    if bytes.is_empty() {
        return Err(PictureError::Empty);
    }
    if bytes.len() > limits.max_bytes {
        return Err(PictureError::TooManyBytes {
            found: bytes.len(),
            max: limits.max_bytes,
        });
    }
    let format = accepted_format(bytes)?;
    let mut reader = ImageReader::with_format(Cursor::new(bytes), format);
    let mut memory = image::Limits::default();
    // Sixteen bits in four channels are the widest pixels; the rest is for the decoder's own tables.
    memory.max_alloc = Some(limits.max_pixels.saturating_mul(8).saturating_add(64 << 20));
    reader.limits(memory);
    let mut decoder = reader.into_decoder().map_err(|_| PictureError::Damaged)?;
    let (width, height) = decoder.dimensions();
    if u64::from(width) * u64::from(height) > limits.max_pixels {
        return Err(PictureError::TooManyPixels { width, height });
    }
    if width == 0 || height == 0 || is_cut_off(bytes, format) {
        return Err(PictureError::Damaged);
    }
    // A broken orientation note is no reason to refuse the picture.
    let orientation = decoder.orientation().unwrap_or(Orientation::NoTransforms);
    let mut image = DynamicImage::from_decoder(decoder).map_err(|_| PictureError::Damaged)?;
    image.apply_orientation(orientation);
    Ok(plain_pixels(image))
}

/// Eight bits a channel, and an alpha channel only where something shines through.
fn plain_pixels(image: DynamicImage) -> DynamicImage {
    if !image.color().has_alpha() {
        return DynamicImage::ImageRgb8(image.into_rgb8());
    }
    let rgba = image.into_rgba8();
    if rgba.pixels().all(|pixel| pixel.0[3] == u8::MAX) {
        DynamicImage::ImageRgb8(DynamicImage::ImageRgba8(rgba).into_rgb8())
    } else {
        DynamicImage::ImageRgba8(rgba)
    }
}

/// The format by content, whatever the file or the sender calls it.
fn accepted_format(bytes: &[u8]) -> Result<ImageFormat, PictureError> {
    match image::guess_format(bytes) {
        Ok(format @ (ImageFormat::Jpeg | ImageFormat::Png | ImageFormat::WebP | ImageFormat::Gif)) => Ok(format),
        _ => Err(PictureError::Unsupported { kind: kind_of(bytes) }),
    }
}

/// What was sent instead of a picture.
fn kind_of(bytes: &[u8]) -> &'static str {
    let head = bytes.get(..bytes.len().min(512)).unwrap_or_default();
    let text = String::from_utf8_lossy(head).to_ascii_lowercase();
    let is_heif = ["ftypheic", "ftypheix", "ftypmif1", "ftyphevc"]
        .iter()
        .any(|brand| text.get(4..12) == Some(*brand));
    if text.contains("<svg") {
        "svg"
    } else if is_heif {
        "heic"
    } else if text.get(4..12) == Some("ftypavif") {
        "avif"
    } else if text.starts_with("%pdf") {
        "pdf"
    } else if head.starts_with(b"BM") {
        "bmp"
    } else if head.starts_with(b"II*\0") || head.starts_with(b"MM\0*") {
        "tiff"
    } else {
        "other"
    }
}

/// JPEG decoders paint what is missing in grey. A file without its end marker was cut off on the way.
fn is_cut_off(bytes: &[u8], format: ImageFormat) -> bool {
    format == ImageFormat::Jpeg && !bytes.windows(2).rev().any(|pair| pair == [0xFF, 0xD9])
}

/// The sizes made of an original, smallest first: the usual widths below the largest, and the largest.
fn sizes(width: u32, height: u32) -> Vec<(u32, u32)> {
    let widest = WIDTHS.iter().copied().max().unwrap_or(MAX_SIDE);
    let by_side = f64::from(MAX_SIDE) / f64::from(width.max(height));
    let by_width = f64::from(widest) / f64::from(width);
    let largest = scaled(width, by_side.min(by_width).min(1.0));
    let height_at = |w: u32| scaled(height, f64::from(w) / f64::from(width)).min(MAX_SIDE);
    // A size hardly smaller than the largest saves nobody anything.
    let smaller = WIDTHS
        .into_iter()
        .filter(|w| u64::from(*w) * 5 <= u64::from(largest) * 4);
    smaller.chain([largest]).map(|w| (w, height_at(w))).collect()
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a side times a factor in 0..=1 is a side again"
)]
fn scaled(side: u32, factor: f64) -> u32 {
    ((f64::from(side) * factor).round() as u32).max(1)
}

fn scale(image: DynamicImage, width: u32, height: u32) -> DynamicImage {
    if (image.width(), image.height()) == (width, height) {
        return image;
    }
    // A fast box filter down to twice the size first: as good to the eye, and many times faster on a camera's photo.
    let coarse = if image.width() > width.saturating_mul(4) && image.height() > height.saturating_mul(4) {
        image.thumbnail_exact(width * 2, height * 2)
    } else {
        image
    };
    coarse.resize_exact(width, height, FilterType::Lanczos3)
}

fn encode(image: &DynamicImage) -> Result<File, PictureError> {
    let (width, height) = (image.width(), image.height());
    let budget = if width <= 640 { BUDGET_BYTES } else { BUDGET_BYTES * 3 };
    let webp = within(budget, |quality| webp(image, quality))?;
    let opaque = on_white(image);
    let jpeg = within(budget * 2, |quality| jpeg(&opaque, quality))?;
    let rendition = Rendition {
        width,
        height,
        bytes_webp: webp.len() as u64,
        bytes_jpeg: jpeg.len() as u64,
    };
    Ok(File { rendition, webp, jpeg })
}

/// Tries the qualities, best first, and takes the first within the budget, or the last.
fn within(budget: usize, encode: impl Fn(u8) -> Result<Vec<u8>, PictureError>) -> Result<Vec<u8>, PictureError> {
    let mut last = Err(PictureError::NotEncoded);
    for quality in QUALITIES {
        let bytes = encode(quality)?;
        if bytes.len() <= budget {
            return Ok(bytes);
        }
        last = Ok(bytes);
    }
    last
}

fn webp(image: &DynamicImage, quality: u8) -> Result<Vec<u8>, PictureError> {
    let (width, height) = (image.width(), image.height());
    let encoded = match image {
        DynamicImage::ImageRgb8(pixels) => {
            webp::Encoder::from_rgb(pixels.as_raw(), width, height).encode_simple(false, f32::from(quality))
        }
        other => {
            let pixels = other.to_rgba8();
            webp::Encoder::from_rgba(pixels.as_raw(), width, height).encode_simple(false, f32::from(quality))
        }
    };
    encoded
        .map(|memory| memory.to_vec())
        .map_err(|_| PictureError::NotEncoded)
}

fn jpeg(image: &DynamicImage, quality: u8) -> Result<Vec<u8>, PictureError> {
    let pixels = image.to_rgb8();
    let mut out = Vec::new();
    JpegEncoder::new_with_quality(&mut out, quality)
        .write_image(
            pixels.as_raw(),
            pixels.width(),
            pixels.height(),
            image::ExtendedColorType::Rgb8,
        )
        .map_err(|_| PictureError::NotEncoded)?;
    Ok(out)
}

/// JPEG has no transparency: what shines through becomes white, as paper would.
fn on_white(image: &DynamicImage) -> DynamicImage {
    if !image.color().has_alpha() {
        return image.clone();
    }
    let mut paper = RgbaImage::from_pixel(image.width(), image.height(), image::Rgba([u8::MAX; 4]));
    image::imageops::overlay(&mut paper, &image.to_rgba8(), 0, 0);
    DynamicImage::ImageRgb8(DynamicImage::ImageRgba8(paper).into_rgb8())
}

/// A number of bytes as a person says it.
fn bytes(count: usize) -> String {
    if count >= 1 << 20 {
        let tenths = count.saturating_mul(10) / (1 << 20);
        format!("{}.{} MB", tenths / 10, tenths % 10)
    } else {
        format!("{} KB", count.div_ceil(1 << 10))
    }
}

#[cfg(test)]
#[path = "picture_tests.rs"]
mod tests;
