//! A colour, and how far it stands out from another.

use std::fmt;

/// Longer values are no colours anybody writes.
const TYPED_MAX: usize = 80;

/// A colour of eight bits a channel, as screens have them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Colour {
    red: u8,
    green: u8,
    blue: u8,
    alpha: u8,
}

impl Colour {
    pub(super) const BLACK: Self = Self {
        red: 0,
        green: 0,
        blue: 0,
        alpha: 255,
    };

    /// Reads what CSS reads as a colour by itself: `#0b5a8a`, `rgb(11 90 138)`, `hsl(202 85% 29%)`, `oklch(45% .1 240)`, `navy`.
    pub fn parse(typed: &str) -> Option<Self> {
        let typed = typed.trim();
        if typed.len() > TYPED_MAX || !typed.is_ascii() {
            return None;
        }
        // The crate also reads hexadecimal digits without their mark, which browsers do not.
        if typed.bytes().all(|byte| byte.is_ascii_hexdigit()) {
            return None;
        }
        let [red, green, blue, alpha] = csscolorparser::parse(typed).ok()?.to_rgba8();
        Some(Self {
            red,
            green,
            blue,
            alpha,
        })
    }

    /// True when what lies behind it shines through.
    pub fn is_translucent(self) -> bool {
        self.alpha < 255
    }

    /// WCAG 2.2, relative luminance, 0 for black to 1 for white; the alpha is left out.
    pub fn luminance(self) -> f64 {
        let linear = |channel: u8| {
            let part = f64::from(channel) / 255.0;
            if part <= 0.04045 {
                part / 12.92
            } else {
                ((part + 0.055) / 1.055).powf(2.4)
            }
        };
        0.2126 * linear(self.red) + 0.7152 * linear(self.green) + 0.0722 * linear(self.blue)
    }

    /// WCAG 2.2, contrast ratio of two opaque colours, 1 to 21; the order does not matter.
    pub fn contrast(self, other: Self) -> f64 {
        let (a, b) = (self.luminance(), other.luminance());
        (a.max(b) + 0.05) / (a.min(b) + 0.05)
    }
}

impl fmt::Display for Colour {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "#{:02x}{:02x}{:02x}", self.red, self.green, self.blue)?;
        if self.is_translucent() {
            write!(f, "{:02x}", self.alpha)?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn contrast(a: &str, b: &str) -> f64 {
        Colour::parse(a).unwrap().contrast(Colour::parse(b).unwrap())
    }

    #[test]
    fn contrast_is_that_of_wcag() {
        assert!((contrast("#000", "#fff") - 21.0).abs() < 1e-9);
        assert!(
            (contrast("#777", "white") - 4.48).abs() < 0.005,
            "the grey just below the line"
        );
        assert!(
            (contrast("#767676", "white") - 4.54).abs() < 0.005,
            "the grey just above it"
        );
        assert!((contrast("red", "white") - 4.0).abs() < 0.005);
        assert!((contrast("#abc", "#abc") - 1.0).abs() < 1e-9);
        assert!((contrast("#fff", "#000") - contrast("#000", "#fff")).abs() < 1e-9);
    }

    #[test]
    fn colours_are_read_as_css_reads_them_and_written_one_way() {
        for (typed, written) in [
            ("#0B5A8A", "#0b5a8a"),
            ("#abc", "#aabbcc"),
            (" rgb(11 90 138) ", "#0b5a8a"),
            ("rgba(11, 90, 138, 0.5)", "#0b5a8a80"),
            ("hsl(0 100% 50%)", "#ff0000"),
            ("Navy", "#000080"),
        ] {
            assert_eq!(Colour::parse(typed).unwrap().to_string(), written);
        }
        for typed in [
            "",
            "fff",
            "url(x)",
            "var(--ink)",
            "inherit",
            "currentColor",
            "12px",
            "#12345",
            "red; }",
            "ré",
        ] {
            assert_eq!(Colour::parse(typed), None, "{typed}");
        }
    }
}
