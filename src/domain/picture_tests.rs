//! Pictures of every kind a person or an attacker may send, made in code.

use image::{Rgb, RgbImage, Rgba};
use proptest::prelude::*;

use super::*;

const LIMITS: Limits = Limits {
    max_bytes: 8 << 20,
    max_pixels: 40_000_000,
};

/// A picture with detail everywhere: gradients, edges and deterministic noise. The left upper quarter is red.
fn scene(width: u32, height: u32) -> DynamicImage {
    DynamicImage::ImageRgb8(RgbImage::from_fn(width, height, |x, y| {
        if x < width / 2 && y < height / 2 {
            return Rgb([220, 20, 20]);
        }
        let noise = (x.wrapping_mul(2_654_435_761) ^ y.wrapping_mul(40_503)) >> 27;
        let low = |v: u32| u8::try_from(v & 0xFF).unwrap();
        Rgb([low(x / 3 + noise), low(y / 3 + noise), low((x ^ y) / 4 + noise)])
    }))
}

fn saved(image: &DynamicImage, format: ImageFormat) -> Vec<u8> {
    let mut out = Cursor::new(Vec::new());
    image.write_to(&mut out, format).unwrap();
    out.into_inner()
}

fn opened(bytes: &[u8]) -> DynamicImage {
    image::load_from_memory(bytes).unwrap()
}

/// An EXIF segment with nothing but an orientation and, behind it, words that must not survive.
fn with_exif(jpeg: &[u8], orientation: u8) -> Vec<u8> {
    let mut exif = b"Exif\0\0MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0".to_vec();
    exif.extend([orientation, 0, 0, 0, 0, 0, 0]);
    exif.extend(b"GPS 52.5200 13.4050 secret place");
    let mut out = jpeg[..2].to_vec();
    out.extend([0xFF, 0xE1]);
    out.extend(u16::try_from(exif.len() + 2).unwrap().to_be_bytes());
    out.extend(exif);
    out.extend(&jpeg[2..]);
    out
}

#[test]
fn a_poster_gets_three_widths_in_two_encodings_within_the_budget() {
    let done = process(&saved(&scene(1400, 2000), ImageFormat::Jpeg), LIMITS).unwrap();
    let widths: Vec<u32> = done.files.iter().map(|file| file.rendition.width).collect();
    assert_eq!(widths, [320, 640, 1120]);
    assert_eq!((done.width, done.height), (1120, 1600));
    for file in &done.files {
        let rendition = &file.rendition;
        for encoding in Encoding::ALL {
            let image = opened(file.bytes(encoding));
            assert_eq!((image.width(), image.height()), (rendition.width, rendition.height));
            assert_eq!(rendition.bytes(encoding), file.bytes(encoding).len() as u64);
        }
        if rendition.width <= 640 {
            assert!(
                file.webp.len() <= 70_000,
                "{} bytes at {}",
                file.webp.len(),
                rendition.width
            );
        }
    }
    assert_eq!(done.blurhash.len(), 28, "4 × 3 components");
}

#[test]
fn a_small_picture_is_never_enlarged() {
    let done = process(&saved(&scene(200, 300), ImageFormat::Png), LIMITS).unwrap();
    assert_eq!(done.files.len(), 1);
    assert_eq!((done.width, done.height), (200, 300));
}

#[test]
fn extreme_shapes_keep_at_least_one_pixel() {
    for (width, height) in [(1, 1), (1, 5000), (6000, 1), (3000, 20)] {
        let done = process(&saved(&scene(width, height), ImageFormat::Png), LIMITS).unwrap();
        assert!(done.width >= 1 && done.height >= 1 && done.width.max(done.height) <= MAX_SIDE);
    }
}

#[test]
fn every_accepted_format_is_recognised_by_content() {
    for format in [ImageFormat::Jpeg, ImageFormat::Png, ImageFormat::WebP, ImageFormat::Gif] {
        let done = process(&saved(&scene(64, 48), format), LIMITS).unwrap();
        assert_eq!((done.width, done.height), (64, 48), "{format:?}");
    }
}

#[test]
fn the_turn_of_the_camera_is_applied_and_all_metadata_is_dropped() {
    let upright = saved(&scene(80, 40), ImageFormat::Jpeg);
    let turned = process(&with_exif(&upright, 6), LIMITS).unwrap();
    assert_eq!((turned.width, turned.height), (40, 80));
    let image = opened(&turned.files[0].jpeg).into_rgb8();
    let [red, green, _] = image.get_pixel(35, 5).0;
    assert!(
        red > 150 && green < 90,
        "the red quarter moved to the right upper corner: {red} {green}"
    );
    for encoding in Encoding::ALL {
        let file = turned.files[0].bytes(encoding);
        assert!(
            !file
                .windows(4)
                .any(|part| part == b"Exif" || part == b"GPS " || part == b"EXIF")
        );
    }
}

#[test]
fn what_is_hidden_behind_a_picture_is_not_served() {
    let mut polyglot = saved(&scene(50, 50), ImageFormat::Jpeg);
    polyglot.extend(b"<script>alert(1)</script>PK\x03\x04");
    let done = process(&polyglot, LIMITS).unwrap();
    for encoding in Encoding::ALL {
        assert!(!done.files[0].bytes(encoding).windows(7).any(|part| part == b"<script"));
    }
}

#[test]
fn a_giant_picture_is_refused_by_its_header_alone() {
    // A PNG that says 50,000 × 50,000 and has no pixels at all.
    let mut png = b"\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR".to_vec();
    let mut header = Vec::new();
    header.extend(50_000_u32.to_be_bytes());
    header.extend(50_000_u32.to_be_bytes());
    header.extend([8, 2, 0, 0, 0]);
    let crc = crc32(&[b"IHDR".as_slice(), &header].concat());
    png.extend(&header);
    png.extend(crc.to_be_bytes());
    png.extend(b"\0\0\0\0IDAT\x35\xaf\x06\x1e");
    assert_eq!(
        process(&png, LIMITS),
        Err(PictureError::TooManyPixels {
            width: 50_000,
            height: 50_000
        })
    );
    // The same in a GIF header.
    let gif = b"GIF89a\x50\xC3\x50\xC3\x80\0\0\0\0\0\xff\xff\xff,\0\0\0\0\x50\xC3\x50\xC3\0\x02\x02D\x01\0;";
    assert_eq!(
        process(gif, LIMITS),
        Err(PictureError::TooManyPixels {
            width: 50_000,
            height: 50_000
        })
    );
}

#[test]
fn pictures_that_are_cut_off_are_refused_in_every_format() {
    for format in [ImageFormat::Jpeg, ImageFormat::Png, ImageFormat::WebP, ImageFormat::Gif] {
        let whole = saved(&scene(300, 200), format);
        for part in [12, whole.len() / 4, whole.len() / 2, whole.len() * 9 / 10] {
            let error = process(&whole[..part], LIMITS);
            assert_eq!(
                error,
                Err(PictureError::Damaged),
                "{format:?} cut at {part} of {}",
                whole.len()
            );
        }
    }
}

#[test]
fn other_files_are_refused_by_name_with_advice() {
    let cases: [(&[u8], &str); 8] = [
        (
            b"<svg xmlns=\"http://www.w3.org/2000/svg\" onload=\"alert(1)\"/>",
            "svg",
        ),
        (b"<?xml version=\"1.0\"?>\n<!-- x --><svg/>", "svg"),
        (b"\0\0\0\x18ftypheic\0\0\0\0", "heic"),
        (b"\0\0\0\x18ftypavif\0\0\0\0", "avif"),
        (b"%PDF-1.7", "pdf"),
        (b"BM\0\0\0\0", "bmp"),
        (b"<html><script>alert(1)</script>", "other"),
        (b"GIF89", "other"),
    ];
    for (bytes, word) in cases {
        assert_eq!(process(bytes, LIMITS), Err(PictureError::Unsupported { kind: word }));
    }
    assert_eq!(process(b"", LIMITS), Err(PictureError::Empty));
}

#[test]
fn a_file_over_the_byte_limit_is_refused_with_both_sizes() {
    let limits = Limits {
        max_bytes: 1 << 20,
        ..LIMITS
    };
    let error = process(&vec![0_u8; 3 << 20], limits).unwrap_err();
    let both = Message::new("input-picture-bytes")
        .with("found", "3.0 MB")
        .with("most", "1.0 MB");
    assert_eq!(error.message(), both);
}

#[test]
fn transparency_stays_in_webp_and_becomes_white_in_jpeg() {
    let clear = DynamicImage::ImageRgba8(RgbaImage::from_pixel(40, 40, Rgba([0, 0, 0, 0])));
    let done = process(&saved(&clear, ImageFormat::Png), LIMITS).unwrap();
    assert_eq!(opened(&done.files[0].webp).into_rgba8().get_pixel(5, 5).0[3], 0);
    assert_eq!(
        opened(&done.files[0].jpeg).into_rgb8().get_pixel(5, 5).0,
        [255, 255, 255]
    );
}

#[test]
fn an_avatar_is_a_square_from_the_middle() {
    for (width, height) in [(500, 300), (20, 60)] {
        let done = avatar(&saved(&scene(width, height), ImageFormat::Png), LIMITS).unwrap();
        assert_eq!((done.width, done.height), (AVATAR_SIDE, AVATAR_SIDE));
        assert_eq!(done.files.len(), 1);
        assert!(done.files[0].webp.len() < 20_000);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(120))]

    #[test]
    fn damaged_bytes_never_panic(flips in proptest::collection::vec((0_usize..4000, any::<u8>()), 1..20), kind in 0..4_usize) {
        let format = [ImageFormat::Jpeg, ImageFormat::Png, ImageFormat::WebP, ImageFormat::Gif][kind];
        let mut bytes = saved(&scene(40, 30), format);
        for (at, value) in flips {
            let length = bytes.len();
            bytes[at % length] = value;
        }
        let small = Limits { max_pixels: 1_000_000, ..LIMITS };
        let _ = process(&bytes, small);
        let _ = avatar(&bytes, small);
    }
}

/// The checksum of a PNG chunk.
fn crc32(bytes: &[u8]) -> u32 {
    let mut crc = u32::MAX;
    for byte in bytes {
        crc ^= u32::from(*byte);
        for _ in 0..8 {
            crc = if crc & 1 == 1 {
                (crc >> 1) ^ 0xEDB8_8320
            } else {
                crc >> 1
            };
        }
    }
    !crc
}
