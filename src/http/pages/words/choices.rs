//! What can be chosen in a form, where it is more than a template should spell out.

use super::say;
use crate::domain::schedule::Zone;
use crate::domain::theme::{Palette, Theme, Token};
use askama::filters::Safe;
use std::fmt::Write;

/// A theme in small: its page, its texts and its accent, in light and in dark.
pub fn swatch(theme: &Theme) -> Safe<String> {
    let half = |palette: &Palette, x: i32| {
        let of = |token| palette.of(token);
        let rect = |x: i32, y: i32, width: i32, token| {
            format!(
                r#"<rect x="{x}" y="{y}" width="{width}" height="5" rx="2" fill="{}"/>"#,
                of(token)
            )
        };
        let dot = |n: i32| {
            format!(
                r#"<circle cx="{}" cy="50" r="5" fill="{}"/>"#,
                x + 14 + n * 14,
                of(Token::Accent)
            )
        };
        [
            format!(r#"<rect x="{x}" width="80" height="64" fill="{}"/>"#, of(Token::Bg)),
            rect(x + 8, 10, 52, Token::Ink),
            rect(x + 8, 20, 62, Token::Muted),
            rect(x + 8, 30, 34, Token::Link),
            dot(0),
            dot(1),
            dot(2),
        ]
        .concat()
    };
    Safe(format!(
        r#"<svg class="swatch" aria-hidden="true" width="160" height="64" viewBox="0 0 160 64">{}{}</svg>"#,
        half(&theme.light, 0),
        half(&theme.dark, 80)
    ))
}

/// The time zones to choose from, by part of the world; what cannot be chosen leaves the choice open.
pub fn zone_options(chosen: &str) -> Safe<String> {
    let mut html = String::with_capacity(32 * 1024);
    // Names of the IANA database hold nothing that needs escaping, and neither do our own words.
    let option = |html: &mut String, value: &str, label: &str| {
        let mark = if value == chosen { " selected" } else { "" };
        // Writing to a String cannot fail.
        let _ = write!(html, r#"<option value="{value}"{mark}>{label}</option>"#);
    };
    if Zone::parse(chosen).is_none() {
        option(&mut html, "", &say("zone-choose").to_string());
    }
    option(&mut html, Zone::UTC.name(), "UTC");
    for (region, zones) in Zone::by_region() {
        let _ = write!(html, r#"<optgroup label="{region}">"#);
        for zone in zones {
            option(&mut html, zone.name(), &zone.place());
        }
        html.push_str("</optgroup>");
    }
    Safe(html)
}
