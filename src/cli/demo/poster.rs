//! A film poster, drawn here so that the demo needs no file: a lamp above an empty platform at night.

use image::{ImageFormat, Rgb, RgbImage};
use std::io::Cursor;

const WIDTH: u32 = 600;
const HEIGHT: u32 = 900;
/// Where the lamp hangs.
const LAMP: (f32, f32) = (300.0, 260.0);

/// The poster as a PNG file; empty only if the encoder refuses, which the upload form then says.
#[must_use]
pub fn png() -> Vec<u8> {
    let picture = RgbImage::from_fn(WIDTH, HEIGHT, |x, y| Rgb(colour(x, y)));
    let mut file = Cursor::new(Vec::new());
    match picture.write_to(&mut file, ImageFormat::Png) {
        Ok(()) => file.into_inner(),
        Err(_) => Vec::new(),
    }
}

fn colour(x: u32, y: u32) -> [u8; 3] {
    let (dx, dy) = (to_float(x) - LAMP.0, to_float(y) - LAMP.1);
    let distance = dx.hypot(dy);
    let bulb = distance < 26.0;
    let cord = x.abs_diff(300) < 2 && y < 236;
    // Light falls in a cone and fades with the distance.
    let in_cone = dy > 0.0 && dx.abs() < dy * 0.55;
    let glow = (1.0 - distance / 420.0).max(0.0) * if in_cone { 1.0 } else { 0.45 };
    let edge = y > 700 && (y - 700) % 60 < 5;
    let ground: f32 = if y > 700 { 34.0 } else { 14.0 };
    match (bulb, cord) {
        (true, _) => [255, 238, 196],
        (false, true) => [60, 62, 70],
        _ => {
            let line: f32 = if edge { 40.0 } else { 0.0 };
            [
                to_byte(ground + line + glow * 210.0),
                to_byte(ground + 4.0 + line + glow * 150.0),
                to_byte(ground + 16.0 + line + glow * 70.0),
            ]
        }
    }
}

fn to_float(pixel: u32) -> f32 {
    // Coordinates of a picture this small are exact in 16 bits.
    f32::from(u16::try_from(pixel).unwrap_or(u16::MAX))
}

fn to_byte(level: f32) -> u8 {
    // A cast from a float stops at the ends of the range.
    level.round() as u8
}
