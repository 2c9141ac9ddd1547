//! Sharing cards: the picture of 1200 × 630 pixels with which other sites show a link to a page here.
//!
//! A card always comes about: without a poster, with a title in any script, far too long, or made of emojis. Fonts are built
//! in, so the picture is the same on every machine.

mod canvas;
mod letters;

use canvas::{Canvas, Rgb};
use letters::{Face, Letters, Piece};

/// Width of every card in pixels: what Mastodon, and most others, show whole.
pub const WIDTH: u32 = 1200;
/// Height of every card in pixels.
pub const HEIGHT: u32 = 630;
/// Counts up when the cards come to look different, so that they get new addresses.
pub const LOOK: u32 = 1;

/// The longest title that is set; the rest would be smaller than anybody can read.
const TITLE_CHARS: usize = 180;
const MARGIN: i32 = 64;

const BACKGROUND: Rgb = Rgb(0x14, 0x16, 0x1a);
const INK: Rgb = Rgb(0xe9, 0xe6, 0xdf);
const MUTED: Rgb = Rgb(0xa9, 0xa4, 0x99);
const ACCENT: Rgb = Rgb(0xf0, 0xa4, 0x4b);
const OK: Rgb = Rgb(0x7c, 0xcb, 0x94);

/// What stands on a card.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Card {
    /// Name of the site.
    pub site: String,
    /// Film, person, list or post.
    pub title: String,
    /// Year of release, set behind the title.
    pub year: Option<i32>,
    /// A second line: the review's own headline, a handle, a description.
    pub subtitle: String,
    /// The verdict.
    pub verdict: Option<Verdict>,
    /// The mark of a recommended film, in words.
    pub recommended: Option<String>,
    /// The last line: who wrote it.
    pub byline: String,
}

/// A rating on a card.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verdict {
    /// The reviewer's word.
    pub label: String,
    /// Lights that are lit, and lights there are; `None` outside the order.
    pub lights: Option<(u32, u32)>,
}

/// Draws a card, with the picture `poster` (JPEG, PNG or WebP) where there is one that can be read. JPEG, about 60 KB.
///
/// # Errors
/// When the picture cannot be encoded, which means that memory is short.
pub fn draw(card: &Card, poster: Option<&[u8]>) -> Result<Vec<u8>, image::ImageError> {
    let mut canvas = Canvas::new(WIDTH, HEIGHT, BACKGROUND);
    canvas.glow(i32::try_from(WIDTH / 2).unwrap_or_default(), -260, 700.0, ACCENT, 0.14);
    let picture = poster.and_then(|bytes| canvas.picture(bytes, (400, 518), MARGIN));
    let width = match picture {
        Some(width) => i32::try_from(WIDTH).unwrap_or_default() - 2 * MARGIN - width - 56,
        None => i32::try_from(WIDTH).unwrap_or_default() - 2 * MARGIN,
    };
    letters::with(|letters| compose(card, &mut canvas, letters, width));
    canvas.into_jpeg()
}

/// Sets the column of text, `width` pixels wide: name of the site above, who wrote it below, the rest between.
fn compose(card: &Card, canvas: &mut Canvas, letters: &mut Letters, width: i32) {
    let bottom = i32::try_from(HEIGHT).unwrap_or_default() - MARGIN + 8;
    for (x, y, r, light) in [(8, 78, 6.0, 0.4), (30, 71, 8.0, 0.7), (56, 63, 10.0, 1.0)] {
        canvas.disc(MARGIN + x, y, r, ACCENT, light);
    }
    let site = letters.lay(&[Piece::new(&card.site, Face::Sans, ACCENT)], 26.0, width - 88, 1);
    letters.draw(canvas, &site, MARGIN + 84, 56);
    let byline = letters.lay(&[Piece::new(&card.byline, Face::Sans, MUTED)], 26.0, width, 1);
    let mut floor = bottom - byline.height();
    letters.draw(canvas, &byline, MARGIN, floor);
    floor -= 20;
    if card.verdict.is_some() || card.recommended.is_some() {
        floor = verdict(card, canvas, letters, width, floor) - 28;
    }
    title(card, canvas, letters, width, (128, floor));
}

/// The title as large as it goes between two heights, and what stands under it.
fn title(card: &Card, canvas: &mut Canvas, letters: &mut Letters, width: i32, (top, floor): (i32, i32)) {
    let words = crate::domain::text::plain::one_line(&card.title, TITLE_CHARS);
    let year = card.year.map(|year| format!("\u{a0}({year})")).unwrap_or_default();
    let pieces = [
        Piece::new(&words, Face::Bold, INK),
        Piece::new(&year, Face::Serif, MUTED),
    ];
    let subtitle = letters.lay(&[Piece::new(&card.subtitle, Face::Italic, MUTED)], 34.0, width, 2);
    let below = if card.subtitle.is_empty() {
        0
    } else {
        20 + subtitle.height()
    };
    let room = floor - top - below;
    let mut laid = letters.lay(&pieces, 84.0, width, 9);
    for size in [72.0, 62.0, 54.0, 46.0, 40.0] {
        if laid.height() <= room && laid.fits() {
            break;
        }
        laid = letters.lay(&pieces, size, width, 9);
    }
    if laid.height() > room {
        let lines = usize::try_from(room / 50).unwrap_or_default().max(1);
        laid = letters.lay(&pieces, 40.0, width, lines);
    }
    let height = laid.height();
    letters.draw(canvas, &laid, MARGIN, top);
    if below > 0 && top + height + below <= floor + 12 {
        letters.draw(canvas, &subtitle, MARGIN, top + height + 20);
    }
}

/// The verdict standing on `floor`; gives its upper edge.
fn verdict(card: &Card, canvas: &mut Canvas, letters: &mut Letters, width: i32, floor: i32) -> i32 {
    let label = card
        .verdict
        .as_ref()
        .map(|verdict| verdict.label.as_str())
        .unwrap_or_default();
    let mark = match (&card.recommended, label.is_empty()) {
        (Some(words), true) => words.clone(),
        (Some(words), false) => format!("  ✓ {words}"),
        (None, _) => String::new(),
    };
    let lights = card.verdict.as_ref().and_then(|verdict| verdict.lights);
    let mut floor = floor;
    if let Some((lit, all)) = lights {
        floor -= 30;
        row_of_lights(canvas, width, floor + 14, lit, all);
    }
    let pieces = [Piece::new(label, Face::Bold, ACCENT), Piece::new(&mark, Face::Sans, OK)];
    let laid = letters.lay(&pieces, 42.0, width, 1);
    let top = floor - laid.height();
    letters.draw(canvas, &laid, MARGIN, top);
    top
}

/// One light for each step, or a bar where there are too many for lights.
fn row_of_lights(canvas: &mut Canvas, width: i32, y: i32, lit: u32, all: u32) {
    let all = all.clamp(1, 100);
    let lit = lit.min(all);
    if all > 12 {
        let long = 420.min(width);
        canvas.bar(MARGIN, y - 2, long, 4, ACCENT, 0.35);
        let part = i64::from(long) * i64::from(lit) / i64::from(all);
        canvas.bar(MARGIN, y - 6, i32::try_from(part).unwrap_or_default(), 12, ACCENT, 1.0);
        return;
    }
    let mut x = MARGIN + 10;
    for place in 0..all {
        if place < lit {
            canvas.disc(x, y, 10.0, ACCENT, 1.0);
        } else {
            canvas.ring(x, y, 9.0, ACCENT, 0.6);
        }
        x += 32;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn card(title: &str) -> Card {
        Card {
            site: "Rows Near the Back".to_owned(),
            title: title.to_owned(),
            year: Some(1974),
            subtitle: "Nobody here walks in a straight line".to_owned(),
            verdict: Some(Verdict {
                label: "Will watch again".to_owned(),
                lights: Some((5, 6)),
            }),
            recommended: Some("Recommended".to_owned()),
            byline: "Ines Calder · @ines@rows.example".to_owned(),
        }
    }

    fn poster() -> Vec<u8> {
        let picture = image::RgbImage::from_fn(200, 300, |x, y| image::Rgb([(x % 256) as u8, (y % 256) as u8, 90]));
        let mut bytes = std::io::Cursor::new(Vec::new());
        picture.write_to(&mut bytes, image::ImageFormat::Png).unwrap();
        bytes.into_inner()
    }

    fn read(jpeg: &[u8]) -> image::RgbImage {
        image::load_from_memory(jpeg).unwrap().to_rgb8()
    }

    /// How many pixels of a band of lines are bright, as letters are.
    fn letters_between(picture: &image::RgbImage, rows: std::ops::Range<u32>) -> usize {
        let bright = |p: &image::Rgb<u8>| p.0.iter().all(|v| *v > 150);
        rows.flat_map(|y| (0..WIDTH).map(move |x| (x, y)))
            .filter(|(x, y)| bright(picture.get_pixel(*x, *y)))
            .count()
    }

    #[test]
    fn every_title_gives_a_card_with_letters_on_it() {
        let long = "A very long title indeed ".repeat(400);
        let endless = "w".repeat(10_000);
        let titles = [
            "The Salt Road",
            "ليلة القبض على فاطمة",
            "שיר השירים (director's cut)",
            "東京物語",
            "Ночь на Земле",
            "😀😀😀",
            "🧂🛣️",
            &long,
            &endless,
            "مرحبا Hello שלום 2001: \u{202e}evil\u{202c}",
            "Z\u{301}\u{302}\u{303}\u{304}algo",
        ];
        for title in titles {
            for poster in [None, Some(poster())] {
                let jpeg = draw(&card(title), poster.as_deref()).unwrap();
                let picture = read(&jpeg);
                assert_eq!(picture.dimensions(), (WIDTH, HEIGHT));
                assert!(
                    letters_between(&picture, 120..360) > 150,
                    "{}",
                    title.chars().take(20).collect::<String>()
                );
                assert!(jpeg.len() < 300_000, "{} bytes", jpeg.len());
            }
        }
    }

    #[test]
    fn a_card_with_nothing_but_a_name_is_a_card() {
        let bare = Card {
            site: "Rows".to_owned(),
            title: "Rows".to_owned(),
            ..Card::default()
        };
        assert_eq!(
            read(&draw(&bare, Some(b"no picture at all")).unwrap()).dimensions(),
            (WIDTH, HEIGHT)
        );
        assert_eq!(
            read(&draw(&Card::default(), None).unwrap()).dimensions(),
            (WIDTH, HEIGHT)
        );
    }

    #[test]
    fn a_poster_stands_at_the_right_and_pushes_no_letter_out() {
        let with = read(&draw(&card("The Salt Road"), Some(&poster())).unwrap());
        let without = read(&draw(&card("The Salt Road"), None).unwrap());
        let differs = |x: u32, y: u32| {
            with.get_pixel(x, y)
                .0
                .iter()
                .zip(without.get_pixel(x, y).0)
                .any(|(a, b)| a.abs_diff(b) > 40)
        };
        assert!(differs(1000, 300) && !differs(10, 620));
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(24))]
        #[test]
        fn no_words_stop_the_press(title in "\\PC{0,60}", subtitle in "\\PC{0,200}", label in "\\PC{0,40}", year in proptest::option::of(any::<i32>()), lights in proptest::option::of((any::<u32>(), any::<u32>()))) {
            let card = Card { title, subtitle, year, verdict: Some(Verdict { label, lights }), ..card("") };
            prop_assert!(draw(&card, None).is_ok());
        }
    }
}
