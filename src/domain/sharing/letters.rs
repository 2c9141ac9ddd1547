//! Words on a card: set in the built-in faces, in any direction, broken into lines.

use super::canvas::{Canvas, Rgb};
use cosmic_text::{
    Align, Attrs, Buffer, Color, Ellipsize, EllipsizeHeightLimit, Family, FontSystem, Metrics, Shaping, Style,
    SwashCache, Weight, Wrap, fontdb,
};
use deunicode::deunicode;
use std::sync::{LazyLock, Mutex, PoisonError};

/// A face.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Face {
    Bold,
    Serif,
    Italic,
    Sans,
}

/// Words in one face and colour.
#[derive(Clone, Copy)]
pub(super) struct Piece<'a> {
    words: &'a str,
    face: Face,
    colour: Rgb,
}

impl<'a> Piece<'a> {
    pub(super) fn new(words: &'a str, face: Face, colour: Rgb) -> Self {
        Self { words, face, colour }
    }
}

/// Words that have their places.
pub(super) struct Laid {
    buffer: Buffer,
    height: i32,
    fits: bool,
}

impl Laid {
    /// Height of all lines in pixels.
    pub(super) fn height(&self) -> i32 {
        self.height
    }

    /// No word had to be broken.
    pub(super) fn fits(&self) -> bool {
        self.fits
    }
}

/// The fonts, and the shapes of letters that were drawn before.
pub(super) struct Letters {
    fonts: FontSystem,
    shapes: SwashCache,
}

const SERIF: &str = "DejaVu Serif";
const SANS: &str = "DejaVu Sans";
/// Shapes of letters are forgotten when there are more.
const SHAPES: usize = 4_000;

static LETTERS: LazyLock<Mutex<Letters>> = LazyLock::new(|| Mutex::new(Letters::new()));

/// Does something with the letters; one card is drawn at a time.
pub(super) fn with<T>(work: impl FnOnce(&mut Letters) -> T) -> T {
    let mut letters = LETTERS.lock().unwrap_or_else(PoisonError::into_inner);
    if letters.shapes.image_cache.len() > SHAPES {
        letters.shapes = SwashCache::new();
    }
    work(&mut letters)
}

impl Letters {
    fn new() -> Self {
        let mut db = fontdb::Database::new();
        for face in [
            dejavu::serif_condensed::bold(),
            dejavu::serif_condensed::regular(),
            dejavu::serif_condensed::italic(),
            dejavu::sans::regular(),
        ] {
            db.load_font_data(face.to_vec());
        }
        db.set_serif_family(SERIF);
        db.set_sans_serif_family(SANS);
        db.set_monospace_family(SANS);
        Self {
            // The language of the machine must not change a card.
            fonts: FontSystem::new_with_locale_and_db("en-US".to_owned(), db),
            shapes: SwashCache::new(),
        }
    }

    /// Gives words their places: at most `lines` lines of `width` pixels, the last one with an ellipsis where they do not fit.
    /// Scripts that no face has are written in Latin letters; what cannot be written at all is left out.
    pub(super) fn lay(&mut self, pieces: &[Piece<'_>], size: f32, width: i32, lines: usize) -> Laid {
        let cleaned: Vec<String> = pieces.iter().map(|piece| clean(piece.words)).collect();
        let laid = self.set(pieces, &cleaned, size, width, lines);
        if !self.lacks_letters(&laid) {
            return laid;
        }
        // Emojis would come out as English words.
        let written =
            |c: &char| c.is_ascii() || c.is_alphanumeric() || matches!(*c, '\u{a0}' | '\u{2010}'..='\u{2027}');
        let latin: Vec<String> = cleaned
            .iter()
            .map(|words| deunicode(&words.chars().filter(written).collect::<String>()))
            .collect();
        self.set(pieces, &latin, size, width, lines)
    }

    fn set(&mut self, pieces: &[Piece<'_>], words: &[String], size: f32, width: i32, lines: usize) -> Laid {
        let metrics = Metrics::new(size, (size * 1.2).round());
        let mut buffer = Buffer::new(&mut self.fonts, metrics);
        buffer.set_wrap(Wrap::WordOrGlyph);
        buffer.set_size(Some(width.max(1) as f32), None);
        buffer.set_ellipsize(Ellipsize::End(EllipsizeHeightLimit::Lines(lines.max(1))));
        let spans = pieces
            .iter()
            .zip(words)
            .map(|(piece, words)| (words.as_str(), attributes(piece)));
        let plain = Attrs::new().family(Family::Name(SANS));
        // A title in Arabic or Hebrew begins where the column begins too, so that the card keeps its edge.
        buffer.set_rich_text(spans, &plain, Shaping::Advanced, Some(Align::Left));
        buffer.shape_until_scroll(&mut self.fonts, false);
        let (mut count, mut broken) = (0_i32, false);
        let longest = words
            .iter()
            .flat_map(|w| w.split_whitespace())
            .map(str::len)
            .max()
            .unwrap_or_default();
        for run in buffer.layout_runs() {
            count += 1;
            let starts_inside = run.glyphs.first().is_some_and(|glyph| {
                let before = run.text.get(..glyph.start).and_then(|t| t.chars().next_back());
                let after = run.text.get(glyph.start..).and_then(|t| t.chars().next());
                before.is_some_and(char::is_alphanumeric) && after.is_some_and(char::is_alphanumeric)
            });
            broken |= starts_inside && longest > 12;
        }
        Laid {
            buffer,
            height: count.min(i32::try_from(lines).unwrap_or(i32::MAX)) * metrics.line_height as i32,
            fits: !broken,
        }
    }

    /// True when letters (emojis and signs apart) are in none of the faces.
    fn lacks_letters(&self, laid: &Laid) -> bool {
        laid.buffer.layout_runs().any(|run| {
            run.glyphs.iter().any(|glyph| {
                let cluster = run.text.get(glyph.start..glyph.end).unwrap_or_default();
                glyph.glyph_id == 0 && cluster.chars().any(char::is_alphanumeric)
            })
        })
    }

    /// Draws words with their upper left corner there.
    pub(super) fn draw(&mut self, canvas: &mut Canvas, laid: &Laid, left: i32, top: i32) {
        for run in laid.buffer.layout_runs() {
            for glyph in run.glyphs.iter().filter(|glyph| glyph.glyph_id != 0) {
                let placed = glyph.physical((0.0, run.line_y), 1.0);
                let colour = glyph.color_opt.unwrap_or(Color::rgb(0xff, 0xff, 0xff));
                self.shapes
                    .with_pixels(&mut self.fonts, placed.cache_key, colour, |x, y, pixel| {
                        let over = Rgb(pixel.r(), pixel.g(), pixel.b());
                        canvas.dot(
                            left + placed.x + x,
                            top + placed.y + y,
                            over,
                            f32::from(pixel.a()) / 255.0,
                        );
                    });
            }
        }
    }
}

fn attributes<'a>(piece: &Piece<'_>) -> Attrs<'a> {
    let Rgb(r, g, b) = piece.colour;
    let attrs = Attrs::new().color(Color::rgb(r, g, b));
    let serif = |attrs: Attrs<'a>| {
        attrs
            .family(Family::Name(SERIF))
            .stretch(fontdb::Stretch::SemiCondensed)
    };
    match piece.face {
        Face::Bold => serif(attrs).weight(Weight::BOLD),
        Face::Serif => serif(attrs),
        Face::Italic => serif(attrs).style(Style::Italic),
        Face::Sans => attrs.family(Family::Name(SANS)),
    }
}

/// One line without what reorders text or joins emojis.
fn clean(words: &str) -> String {
    let kept = words
        .chars()
        .take(400)
        .map(|c| if c.is_whitespace() && c != '\u{a0}' { ' ' } else { c });
    kept.filter(|c| {
        !c.is_control() && !crate::domain::text::reorders_text(*c) && !matches!(c, '\u{fe00}'..='\u{fe0f}' | '\u{200d}')
    })
    .collect()
}
