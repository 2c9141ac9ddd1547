//! The sanitiser: the only way from a string to [`SafeHtml`].
//!
//! A text goes through the rewriter and then through ammonia, again and again until nothing changes any more, so that
//! what is stored is what every parser makes of it. A text that never settles is shown as plain words.

use url::Url;

use super::policy::Kind;
use super::rewrite::rewrite;
use super::{SafeHtml, plain, push_escaped};

/// Bytes of a comment that are looked at; Mastodon's own posts end at a few thousand characters.
pub const MAX_COMMENT_BYTES: usize = 128 * 1024;

/// Rounds until a text must have settled. Ordinary texts settle in two.
const MAX_ROUNDS: usize = 5;

/// Cleans HTML by an author of this site: rich text, headings from `h3` down, site paths allowed in links.
#[must_use]
pub fn review_html(html: &str) -> SafeHtml {
    settle(html, Kind::Review, None, usize::MAX)
}

/// The same text with every site path turned into a full address, for readers elsewhere (feeds, other servers).
#[must_use]
pub fn with_absolute_links(html: &SafeHtml, base: &Url) -> SafeHtml {
    settle(html.as_str(), Kind::Review, Some(base), usize::MAX)
}

/// The same text with `[spoiler]` in the place of every box that hides something, for readers that have no boxes.
#[must_use]
pub fn without_spoilers(html: &SafeHtml) -> SafeHtml {
    let text = html.as_str();
    if !text.contains(SPOILER) {
        return html.clone();
    }
    let (mut out, mut rest) = (String::with_capacity(text.len()), text);
    while let Some((before, hidden)) = rest.split_once(SPOILER) {
        out.push_str(before);
        let inline = hidden.starts_with(" inline");
        out.push_str(if inline { "[spoiler]" } else { "<p>[spoiler]</p>" });
        rest = behind_box(hidden);
    }
    out.push_str(rest);
    review_html(&out)
}

const SPOILER: &str = "<details class=\"spoiler";
const BOX_ENDS: &str = "</details>";

/// What follows the box that `inside` begins in; boxes within it belong to it.
fn behind_box(inside: &str) -> &str {
    let (mut open, mut rest) = (1_usize, inside);
    while let Some(end) = rest.find(BOX_ENDS) {
        let (within, after) = rest.split_at(end);
        open += within.matches("<details").count();
        rest = after.get(BOX_ENDS.len()..).unwrap_or_default();
        open = open.saturating_sub(1);
        if open == 0 {
            return rest;
        }
    }
    ""
}

/// Cleans the HTML of a comment from anywhere: paragraphs, links, lists, quotes, code and emphasis.
///
/// Relative links are resolved against `base` (the address of the object) or lose their target without one. Images
/// become their text, headings bold paragraphs. At most [`MAX_COMMENT_BYTES`] are kept.
#[must_use]
pub fn remote_html(html: &str, base: Option<&Url>) -> SafeHtml {
    settle(html, Kind::Comment, base, MAX_COMMENT_BYTES)
}

fn settle(html: &str, kind: Kind, base: Option<&Url>, max_bytes: usize) -> SafeHtml {
    let mut current = clean_once(head(html, max_bytes), kind, base);
    for _ in 0..MAX_ROUNDS {
        if current.len() > max_bytes {
            break;
        }
        let next = clean_once(&current, kind, base);
        if next == current {
            return SafeHtml::sanitised(current);
        }
        current = next;
    }
    as_words(html, max_bytes)
}

fn clean_once(html: &str, kind: Kind, base: Option<&Url>) -> String {
    kind.builder().clean(&rewrite(html, kind, base)).to_string()
}

/// The words of a text as escaped paragraphs. Escaping makes a character at most six bytes, so an eighth always fits.
fn as_words(html: &str, max_bytes: usize) -> SafeHtml {
    let words = plain::from_html(head(html, max_bytes));
    let mut out = String::new();
    for line in head(&words, max_bytes / 8)
        .lines()
        .filter(|line| !line.trim().is_empty())
    {
        if out.len() > max_bytes / 2 {
            break;
        }
        out.push_str("<p>");
        push_escaped(&mut out, line.trim());
        out.push_str("</p>");
    }
    // Serialised once by the same writer as every other text, so that quotes and spaces are written its way.
    SafeHtml::sanitised(Kind::Comment.builder().clean(&out).to_string())
}

/// The longest start of `text` within `max_bytes` that ends at a character.
fn head(text: &str, max_bytes: usize) -> &str {
    let mut end = text.len().min(max_bytes);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    text.get(..end).unwrap_or_default()
}

#[cfg(test)]
#[path = "sanitize_tests.rs"]
mod tests;
