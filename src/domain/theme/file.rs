//! Reading the file of a theme: two rules with custom properties, nothing else of CSS.

use super::{BUILT_IN, Colour, FAULTS_MAX, FILE_MAX, FONTS, Font, Palette, Theme, Token};
use crate::domain::message::Message;
use crate::domain::review::FieldError;
use crate::domain::text::plain;

/// A rule's colours are for light, for dark.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Mode {
    Light,
    Dark,
}

fn mode(selector: &str) -> Option<Mode> {
    let bare: String = selector
        .chars()
        .filter(|c| !c.is_whitespace() && !matches!(c, '"' | '\''))
        .collect();
    match bare.as_str() {
        ":root" | ":root[data-theme=light]" => Some(Mode::Light),
        ":root[data-theme=dark]" => Some(Mode::Dark),
        _ => None,
    }
}

fn without_comments(css: &str) -> String {
    let mut rest = css;
    let mut out = String::with_capacity(css.len());
    while let Some((before, after)) = rest.split_once("/*") {
        out.push_str(before);
        out.push(' ');
        rest = after.split_once("*/").map_or("", |(_, after)| after);
    }
    out.push_str(rest);
    out
}

struct Reading {
    theme: Theme,
    faults: Vec<FieldError>,
}

/// Reads a file onto the theme every site begins with.
pub(super) fn read(css: &str) -> Result<Theme, Vec<FieldError>> {
    if css.len() > FILE_MAX {
        let message = Message::new("input-theme-size").with("most", FILE_MAX);
        return Err(vec![FieldError::new("css", message)]);
    }
    let mut reading = Reading {
        theme: first(),
        faults: Vec::new(),
    };
    reading.rules(&without_comments(css));
    reading.faults.truncate(FAULTS_MAX);
    if reading.faults.is_empty() {
        Ok(reading.theme)
    } else {
        Err(reading.faults)
    }
}

/// The theme every site begins with. Its own file holds every property, so what it is read onto is never seen.
fn first() -> Theme {
    let nothing = Palette([Colour::BLACK; Token::ALL.len()]);
    let [font, ..] = FONTS;
    let mut reading = Reading {
        theme: Theme {
            light: nothing.clone(),
            dark: nothing,
            serif: font,
            sans: font,
        },
        faults: Vec::new(),
    };
    let [begin, ..] = BUILT_IN;
    reading.rules(&without_comments(begin.css));
    reading.theme
}

impl Reading {
    fn fault(&mut self, message: impl Into<Message>) {
        self.faults.push(FieldError::new("css", message));
    }

    fn rules(&mut self, css: &str) {
        let mut rest = css.trim();
        while !rest.is_empty() {
            let Some((selector, after)) = rest.split_once('{') else {
                self.not_read(rest);
                return;
            };
            let Some((body, after)) = after.split_once('}') else {
                self.fault("input-theme-brace");
                return;
            };
            match mode(selector) {
                Some(mode) => self.declarations(mode, body),
                None => self.not_read(selector),
            }
            rest = after.trim();
        }
    }

    fn not_read(&mut self, what: &str) {
        self.fault(Message::new("input-theme-rule").with("what", plain::one_line(what, 40)));
    }

    fn declarations(&mut self, mode: Mode, body: &str) {
        for declaration in body.split(';').map(str::trim).filter(|one| !one.is_empty()) {
            match declaration.split_once(':') {
                Some((name, value)) => self.declaration(mode, name.trim(), value.trim()),
                None => {
                    let what = plain::one_line(declaration, 40);
                    self.fault(Message::new("input-theme-no-value").with("what", what));
                }
            }
        }
    }

    fn declaration(&mut self, mode: Mode, name: &str, value: &str) {
        let known = name.strip_prefix("--").unwrap_or_default();
        if matches!(known, "serif" | "sans") {
            match Font::parse(value) {
                Some(font) if known == "serif" => self.theme.serif = font,
                Some(font) => self.theme.sans = font,
                None => {
                    let fonts = FONTS.map(|font| font.name).join(", ");
                    self.fault(
                        Message::new("input-theme-font")
                            .with("name", name)
                            .with("value", plain::one_line(value, 40))
                            .with("fonts", fonts),
                    );
                }
            }
            return;
        }
        let Some(token) = Token::parse(known) else {
            let names = Token::ALL.map(|token| format!("--{}", token.name())).join(", ");
            self.fault(
                Message::new("input-theme-property")
                    .with("name", plain::one_line(name, 40))
                    .with("names", names),
            );
            return;
        };
        match Colour::parse(value) {
            Some(colour) if colour.is_translucent() && !token.may_be_translucent() => {
                self.fault(Message::new("input-theme-translucent").with("name", name));
            }
            Some(colour) => match mode {
                Mode::Light => self.theme.light.set(token, colour),
                Mode::Dark => self.theme.dark.set(token, colour),
            },
            None => {
                self.fault(
                    Message::new("input-theme-colour")
                        .with("name", name)
                        .with("value", plain::one_line(value, 40)),
                );
            }
        }
    }
}
