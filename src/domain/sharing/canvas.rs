//! The pixels of a card: soft discs, bars, the glow of the lights and a poster.

use image::codecs::jpeg::JpegEncoder;
use image::imageops::{FilterType, resize};
use image::{ImageError, ImageReader, Limits, RgbImage};
use std::io::Cursor;

/// A colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Rgb(pub u8, pub u8, pub u8);

/// What is drawn on.
pub(super) struct Canvas {
    pixels: RgbImage,
}

const QUALITY: u8 = 86;
/// Corners of a poster, in pixels.
const ROUND: f32 = 10.0;

impl Canvas {
    /// One colour all over.
    pub(super) fn new(width: u32, height: u32, ground: Rgb) -> Self {
        Self {
            pixels: RgbImage::from_pixel(width, height, image::Rgb([ground.0, ground.1, ground.2])),
        }
    }

    /// Lays a colour over one pixel, `cover` between 0 and 1; nothing outside.
    pub(super) fn dot(&mut self, x: i32, y: i32, colour: Rgb, cover: f32) {
        let (Ok(x), Ok(y)) = (u32::try_from(x), u32::try_from(y)) else {
            return;
        };
        if let Some(pixel) = self.pixels.get_pixel_mut_checked(x, y) {
            let cover = cover.clamp(0.0, 1.0);
            let mix = |under: u8, over: u8| (f32::from(under) * (1.0 - cover) + f32::from(over) * cover).round() as u8;
            let [r, g, b] = pixel.0;
            pixel.0 = [mix(r, colour.0), mix(g, colour.1), mix(b, colour.2)];
        }
    }

    fn around(&mut self, x: i32, y: i32, radius: f32, mut cover: impl FnMut(f32) -> f32, colour: Rgb) {
        let reach = radius.ceil() as i32 + 1;
        for dy in -reach..=reach {
            for dx in -reach..=reach {
                let distance = ((dx * dx + dy * dy) as f32).sqrt();
                let cover = cover(distance);
                if cover > 0.0 {
                    self.dot(x + dx, y + dy, colour, cover);
                }
            }
        }
    }

    /// A filled disc.
    pub(super) fn disc(&mut self, x: i32, y: i32, radius: f32, colour: Rgb, strength: f32) {
        self.around(x, y, radius, |d| (radius - d + 0.5).clamp(0.0, 1.0) * strength, colour);
    }

    /// An empty one.
    pub(super) fn ring(&mut self, x: i32, y: i32, radius: f32, colour: Rgb, strength: f32) {
        self.around(
            x,
            y,
            radius + 1.0,
            |d| (1.6 - (d - radius).abs()).clamp(0.0, 1.0) * strength,
            colour,
        );
    }

    /// A pool of light that fades outwards.
    pub(super) fn glow(&mut self, x: i32, y: i32, radius: f32, colour: Rgb, strength: f32) {
        self.around(x, y, radius, |d| (1.0 - d / radius).max(0.0) * strength, colour);
    }

    /// A rectangle.
    pub(super) fn bar(&mut self, x: i32, y: i32, width: i32, height: i32, colour: Rgb, strength: f32) {
        for dy in 0..height {
            for dx in 0..width {
                self.dot(x + dx, y + dy, colour, strength);
            }
        }
    }

    /// Puts a picture at the right, in the middle of the height, as large as it goes into `room`; gives its width. `None` when
    /// it cannot be read.
    pub(super) fn picture(&mut self, bytes: &[u8], room: (u32, u32), margin: i32) -> Option<i32> {
        let mut reader = ImageReader::new(Cursor::new(bytes)).with_guessed_format().ok()?;
        let mut limits = Limits::default();
        limits.max_image_width = Some(10_000);
        limits.max_image_height = Some(10_000);
        limits.max_alloc = Some(256 * 1024 * 1024);
        reader.limits(limits);
        let picture = reader.decode().ok()?.to_rgb8();
        let (w, h) = picture.dimensions();
        // Small pictures are not blown up until nothing can be made out.
        let fits = (f64::from(room.0) / f64::from(w.max(1))).min(f64::from(room.1) / f64::from(h.max(1)));
        let scale = fits.min(2.0);
        let size = |n: u32, most: u32| ((f64::from(n) * scale).round() as u32).clamp(1, most);
        let small = resize(&picture, size(w, room.0), size(h, room.1), FilterType::CatmullRom);
        let (w, h) = (i32::try_from(small.width()).ok()?, i32::try_from(small.height()).ok()?);
        let left = i32::try_from(self.pixels.width()).ok()? - margin - w;
        let top = (i32::try_from(self.pixels.height()).ok()? - h) / 2;
        for (x, y, pixel) in small.enumerate_pixels() {
            let (x, y) = (i32::try_from(x).ok()?, i32::try_from(y).ok()?);
            let [r, g, b] = pixel.0;
            self.dot(left + x, top + y, Rgb(r, g, b), corner(x, y, w, h));
        }
        Some(w)
    }

    /// The picture as a file.
    pub(super) fn into_jpeg(self) -> Result<Vec<u8>, ImageError> {
        let mut out = Vec::new();
        JpegEncoder::new_with_quality(&mut out, QUALITY).encode_image(&self.pixels)?;
        Ok(out)
    }
}

/// How much of a pixel of a picture with rounded corners is seen.
fn corner(x: i32, y: i32, w: i32, h: i32) -> f32 {
    let inside = |at: i32, size: i32| {
        let (at, size) = (at as f32 + 0.5, size as f32);
        (ROUND - at).max(at - (size - ROUND)).max(0.0)
    };
    let (dx, dy) = (inside(x, w), inside(y, h));
    (ROUND - (dx * dx + dy * dy).sqrt() + 0.5).clamp(0.0, 1.0)
}
