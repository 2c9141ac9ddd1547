//! Text: from what people type or send to what a page may show.
//!
//! Everything here is a pure function. Two rules hold for the whole folder: HTML that reaches a template is a
//! [`SafeHtml`], which only the sanitiser can make, and plain text that reaches a page is escaped by the template.

pub mod comment;
mod inline;
pub mod keys;
pub mod links;
pub mod markdown;
mod output;
pub mod plain;
mod policy;
mod rewrite;
pub mod sanitize;
pub mod sort;
mod spoiler;
mod tokens;
pub mod webpage;

use std::fmt;

use serde::Serialize;

/// HTML that is safe to write into a page without escaping: it came out of the sanitiser, now or before it was stored.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
#[serde(transparent)]
pub struct SafeHtml(String);

impl SafeHtml {
    /// Wraps HTML read back from our own database, where only sanitised HTML is ever written.
    /// Nothing that arrives from outside may take this door.
    #[must_use]
    pub fn from_stored(html: String) -> Self {
        Self(html)
    }

    /// Only the sanitiser calls this.
    fn sanitised(html: String) -> Self {
        Self(html)
    }

    /// The markup.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The markup as an owned string, for storing.
    #[must_use]
    pub fn into_string(self) -> String {
        self.0
    }

    /// True when a reader would see nothing.
    #[must_use]
    pub fn is_blank(&self) -> bool {
        plain::from_html(&self.0).is_empty()
    }
}

impl fmt::Display for SafeHtml {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Characters that reorder the text around them and can make `exe.gpj` read as `jpg.exe` or a name swallow what follows.
/// Ordinary right-to-left marks (U+200E, U+200F) stay: Hebrew and Arabic need them.
#[must_use]
pub fn reorders_text(c: char) -> bool {
    matches!(c, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}

/// `text` so that it can stand between tags or inside a double-quoted attribute, of HTML and of XML.
#[must_use]
pub fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    push_escaped(&mut out, text);
    out
}

/// Writes `text` so that it can stand between tags or inside a double-quoted attribute.
fn push_escaped(out: &mut String, text: &str) {
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            _ => out.push(c),
        }
    }
}
