//! Themes: one CSS file of custom properties, read property by property and written anew, so that nothing of a typed file ever
//! reaches a page but colours and the names of fonts. A theme is refused when a text could not be read on its background.

mod colour;
mod file;

pub use colour::Colour;

use crate::domain::message::Message;
use crate::domain::review::FieldError;
use std::fmt::Write;

/// The least contrast of text with its background (WCAG 2.2, 1.4.3).
pub const TEXT_MIN: f64 = 4.5;
/// The least contrast of the edge of a control (WCAG 2.2, 1.4.11).
pub const EDGE_MIN: f64 = 3.0;
/// The longest file, in bytes.
pub const FILE_MAX: usize = 20_000;
/// The most faults told at once: somebody who pasted a whole style sheet is helped by a few.
const FAULTS_MAX: usize = 12;

/// The colours of a theme, in the order of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Token {
    /// The page.
    Bg,
    /// What lies on the page: cards, fields.
    Surface,
    /// What lies in the page: code, the row one is in.
    Sunken,
    /// The bottom line and what a search marks.
    Tint,
    /// Text.
    Ink,
    /// Text of less weight.
    Muted,
    /// Links.
    Link,
    /// Rating, recommendation, what matters most.
    Accent,
    /// What went well.
    Ok,
    /// What to look out for.
    Warn,
    /// What went wrong.
    Error,
    /// The border of controls.
    Edge,
    /// Lines between things.
    Line,
    /// The light from above, behind the page; may be translucent.
    Glow,
    /// Shadows; may be translucent.
    Shade,
}

impl Token {
    /// Every one, in the order of a file.
    pub const ALL: [Token; 15] = [
        Self::Bg,
        Self::Surface,
        Self::Sunken,
        Self::Tint,
        Self::Ink,
        Self::Muted,
        Self::Link,
        Self::Accent,
        Self::Ok,
        Self::Warn,
        Self::Error,
        Self::Edge,
        Self::Line,
        Self::Glow,
        Self::Shade,
    ];

    /// Its name without the two dashes.
    pub fn name(self) -> &'static str {
        match self {
            Self::Bg => "bg",
            Self::Surface => "surface",
            Self::Sunken => "sunken",
            Self::Tint => "tint",
            Self::Ink => "ink",
            Self::Muted => "muted",
            Self::Link => "link",
            Self::Accent => "accent",
            Self::Ok => "ok",
            Self::Warn => "warn",
            Self::Error => "error",
            Self::Edge => "edge",
            Self::Line => "line",
            Self::Glow => "glow",
            Self::Shade => "shade",
        }
    }

    fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|token| token.name() == name)
    }

    fn may_be_translucent(self) -> bool {
        matches!(self, Self::Glow | Self::Shade)
    }
}

/// Which colours must stand out from which, and by how much: every text on every background it is set on.
const PAIRS: [(&[Token], &[Token], f64); 3] = [
    (
        &[Token::Ink, Token::Muted, Token::Link, Token::Accent],
        &[Token::Bg, Token::Surface, Token::Sunken, Token::Tint],
        TEXT_MIN,
    ),
    (
        &[Token::Ok, Token::Warn, Token::Error],
        &[Token::Bg, Token::Surface],
        TEXT_MIN,
    ),
    (&[Token::Edge], &[Token::Bg, Token::Surface], EDGE_MIN),
];

/// The colours for light or for dark.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Palette([Colour; Token::ALL.len()]);

impl Palette {
    /// One of them.
    pub fn of(&self, token: Token) -> Colour {
        self.0.get(token as usize).copied().unwrap_or(Colour::BLACK)
    }

    fn set(&mut self, token: Token, colour: Colour) {
        if let Some(place) = self.0.get_mut(token as usize) {
            *place = colour;
        }
    }

    fn declarations(&self) -> String {
        let mut css = String::new();
        for token in Token::ALL {
            // Writing to a String cannot fail.
            let _ = write!(css, "--{}:{};", token.name(), self.of(token));
        }
        css
    }

    fn faults(&self, mode: &str) -> Vec<FieldError> {
        let mut faults = Vec::new();
        for (texts, grounds, least) in PAIRS {
            for (text, ground) in texts
                .iter()
                .flat_map(|text| grounds.iter().map(move |ground| (text, ground)))
            {
                let ratio = self.of(*text).contrast(self.of(*ground));
                if ratio < least {
                    // Rounded down: 4.496 is not 4.50.
                    let shown = (ratio * 100.0).floor() / 100.0;
                    faults.push(FieldError::new(
                        "css",
                        Message::new("input-theme-contrast")
                            .with("mode", mode)
                            .with("text", text.name())
                            .with("ground", ground.name())
                            .with("ratio", format!("{shown:.2}"))
                            .with("least", format!("{least:.1}")),
                    ));
                }
            }
        }
        faults
    }
}

/// Fonts that are on people's machines, from the most wanted to the most common.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Font {
    /// What a theme calls it.
    pub name: &'static str,
    stack: &'static str,
}

/// The fonts to choose from, for `--serif` (texts) and `--sans` (what is operated) alike.
pub const FONTS: [Font; 7] = [
    Font {
        name: "charter",
        stack: r#"Charter,"Iowan Old Style","Source Serif 4",Georgia,serif"#,
    },
    Font {
        name: "old-style",
        stack: r#""Iowan Old Style","Palatino Linotype",Palatino,"URW Palladio L",P052,serif"#,
    },
    Font {
        name: "book",
        stack: r#"Cambria,"Hoefler Text","Liberation Serif","Times New Roman",serif"#,
    },
    Font {
        name: "slab",
        stack: r#"Rockwell,"Rockwell Nova","Roboto Slab","DejaVu Serif",serif"#,
    },
    Font {
        name: "system",
        stack: r#"system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue",sans-serif"#,
    },
    Font {
        name: "humanist",
        stack: r#"Seravek,"Gill Sans Nova",Ubuntu,Calibri,"DejaVu Sans",source-sans-pro,sans-serif"#,
    },
    Font {
        name: "geometric",
        stack: r#"Avenir,Montserrat,Corbel,"URW Gothic",source-sans-pro,sans-serif"#,
    },
];

impl Font {
    fn parse(name: &str) -> Option<Self> {
        FONTS.into_iter().find(|font| font.name == name)
    }
}

/// A theme whose every text can be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Theme {
    /// Lights up.
    pub light: Palette,
    /// Lights down.
    pub dark: Palette,
    serif: Font,
    sans: Font,
}

impl Theme {
    /// Reads a file; what it leaves out is as in the theme every site begins with.
    ///
    /// # Errors
    /// All of field `css`: what cannot be read, or, when all can, the pairs of colours that are too close.
    pub fn parse(css: &str) -> Result<Self, Vec<FieldError>> {
        let theme = file::read(css)?;
        theme.refuse_what_cannot_be_read()?;
        Ok(theme)
    }

    fn refuse_what_cannot_be_read(&self) -> Result<(), Vec<FieldError>> {
        let mut faults = self.light.faults("light");
        faults.extend(self.dark.faults("dark"));
        faults.truncate(FAULTS_MAX);
        if faults.is_empty() { Ok(()) } else { Err(faults) }
    }

    /// The style sheet that is served after the site's own. Paper keeps its ink, and whoever asks for more contrast gets it.
    pub fn to_css(&self) -> String {
        let (light, dark) = (self.light.declarations(), self.dark.declarations());
        format!(
            "@media screen{{:root{{{light}--serif:{};--sans:{};}}:root[data-theme=dark]{{{dark}}}}}\n\
             @media screen and (prefers-color-scheme:dark){{:root:not([data-theme=light]){{{dark}}}}}\n\
             @media (prefers-contrast:more){{:root:root{{--muted:var(--ink);--line:var(--edge);--edge:var(--ink);\
             --glow:transparent}}}}\n",
            self.serif.stack, self.sans.stack
        )
    }
}

/// A theme that comes with the program.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BuiltIn {
    /// What the setting holds.
    pub key: &'static str,
    /// What people call it.
    pub name: &'static str,
    /// What it is like: a message.
    pub words: &'static str,
    /// The file.
    pub css: &'static str,
}

/// The themes to choose from; the first is the one every site begins with.
pub const BUILT_IN: [BuiltIn; 3] = [
    BuiltIn {
        key: "houselights",
        name: "House lights",
        words: "settings-theme-houselights",
        css: include_str!("theme/houselights.css"),
    },
    BuiltIn {
        key: "matinee",
        name: "Matinée",
        words: "settings-theme-matinee",
        css: include_str!("theme/matinee.css"),
    },
    BuiltIn {
        key: "velvet",
        name: "Velvet",
        words: "settings-theme-velvet",
        css: include_str!("theme/velvet.css"),
    },
];

#[cfg(test)]
mod tests {
    use super::*;

    fn wrong(css: &str) -> Vec<Message> {
        let faults = Theme::parse(css).unwrap_err();
        assert!(faults.iter().all(|fault| fault.field == "css"));
        faults.into_iter().map(|fault| fault.message).collect()
    }

    #[test]
    fn every_theme_that_comes_with_the_program_can_be_read_in_light_and_in_dark() {
        for theme in BUILT_IN {
            let read = Theme::parse(theme.css).unwrap_or_else(|faults| panic!("{}: {faults:#?}", theme.name));
            for token in Token::ALL {
                let name = format!("--{}:", token.name());
                assert_eq!(theme.css.matches(&name).count(), 2, "{}: {name}", theme.name);
            }
            assert!(read.to_css().len() < 3_000);
        }
    }

    #[test]
    fn the_theme_every_site_begins_with_is_the_style_sheet_itself() {
        let sheet = include_str!("../http/assets/houselights.css");
        let theme = Theme::parse(BUILT_IN[0].css).unwrap();
        let (light, dark) = sheet
            .split_once("@media screen and (prefers-color-scheme: dark)")
            .unwrap();
        for (part, palette) in [(light, &theme.light), (dark, &theme.dark)] {
            for token in Token::ALL {
                let value = part.split(&format!("--{}:", token.name())).nth(1).unwrap();
                let value = value.split(';').next().unwrap();
                assert_eq!(Colour::parse(value).unwrap(), palette.of(token), "{}", token.name());
            }
        }
    }

    #[test]
    fn a_pair_below_the_line_is_refused_with_its_number() {
        let faults = wrong(":root { --muted: #8f877a; }");
        let pair = |mode: &str, text: &str, ratio: &str, least: &str| {
            Message::new("input-theme-contrast")
                .with("mode", mode)
                .with("text", text)
                .with("ground", "bg")
                .with("ratio", ratio)
                .with("least", least)
        };
        assert_eq!(faults[0], pair("light", "muted", "3.40", "4.5"));
        let of_muted = |fault: &Message| fault.to_string().contains("text=\"muted\"");
        assert!(faults.len() > 1 && faults.iter().all(of_muted));
        let faults = wrong(":root[data-theme=dark] { --edge: #33373f; }");
        assert_eq!(faults[0], pair("dark", "edge", "1.51", "3.0"));
        // All of them at once would help nobody.
        assert_eq!(
            wrong(":root { --bg: #1c1a17; --surface: #000; --sunken: #000; --tint: #000; }").len(),
            FAULTS_MAX
        );
    }

    #[test]
    fn what_is_served_is_written_anew_from_colours_and_names() {
        let theme = Theme::parse(
            "/* mine { */ :root{--link:NAVY;--serif:slab}\n:root[data-theme=\"dark\"] { --link : hsl(200 90% 75%) }",
        )
        .unwrap();
        let css = theme.to_css();
        assert!(
            css.contains("--link:#000080;") && css.contains("--serif:Rockwell,"),
            "{css}"
        );
        assert_eq!(
            css.matches("--bg:#14161a;").count(),
            2,
            "what a file leaves out is there"
        );
        assert!(!css.contains("mine") && !css.contains("hsl"));
        assert_eq!(css.matches('{').count(), css.matches('}').count());
    }

    #[test]
    fn nothing_but_known_properties_with_colours_and_fonts_is_read() {
        for (css, said) in [
            (":root { --ink: url(https://evil.example/x) }", "input-theme-colour"),
            (
                ":root { --ink: red; } body { display: none }",
                "input-theme-rule what=\"body\"",
            ),
            (":root { background: red }", "input-theme-property name=\"background\""),
            (":root { --evil: red }", "input-theme-property name=\"--evil\""),
            (":root { --ink: var(--bg) }", "input-theme-colour"),
            (":root { --ink: #0008 }", "input-theme-translucent"),
            (":root { --serif: \"Comic Sans\", url(x) }", "input-theme-font"),
            (
                "@import 'https://evil.example/x.css'; :root { --ink: #000 }",
                "input-theme-rule",
            ),
            (":root { --ink: #000; ", "input-theme-brace"),
            (":root { --ink }", "input-theme-no-value what=\"--ink\""),
            ("</style><script>alert(1)</script>", "input-theme-rule"),
            (":root { --ink: red\\3b } body{} ", "input-theme-colour"),
        ] {
            let faults = wrong(css);
            assert!(
                faults.iter().any(|fault| fault.to_string().starts_with(said)),
                "{css}: {faults:?}"
            );
        }
        let long = format!(":root {{ --ink: {} }}", "#".repeat(FILE_MAX));
        assert_eq!(wrong(&long)[0].to_string(), "input-theme-size most=20000");
    }
}
