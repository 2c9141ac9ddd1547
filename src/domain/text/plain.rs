//! Plain text: what is left when the markup is gone, and how much of it fits.

use std::cell::RefCell;

use html5ever::tokenizer::{Tag, TagKind, Token, TokenSink, TokenSinkResult};

use super::policy::hides_content;
use super::reorders_text;
use super::tokens::{Skipped, content_model, feed, value};

/// Characters of an ActivityPub `summary`.
pub const SUMMARY_CHARS: usize = 500;

/// Words an adult reads in a minute on a screen.
const WORDS_PER_MINUTE: usize = 230;

/// What stands where a spoiler was: search results, feeds and summaries must not tell the ending.
const SPOILER: &str = "[spoiler]";

/// The words of some HTML: one line per block, entities decoded, scripts and spoilers left out.
#[must_use]
pub fn from_html(html: &str) -> String {
    let reader = feed(html, Reader::default());
    let text = reader.out.into_inner();
    let mut lines: Vec<String> = Vec::new();
    for line in text.lines() {
        let line = collapse(line);
        if !line.is_empty() {
            lines.push(line);
        }
    }
    lines.join("\n")
}

/// One clean line of at most `max_chars` characters: for names, titles and labels that others send.
/// Control characters and characters that reorder text are removed, white space is collapsed.
#[must_use]
pub fn one_line(text: &str, max_chars: usize) -> String {
    excerpt(&collapse(text), max_chars)
}

/// The start of a text: at most `max_chars` characters, cut between words where there are any, with an ellipsis when
/// something was cut.
#[must_use]
pub fn excerpt(text: &str, max_chars: usize) -> String {
    let text = text.trim();
    if text.chars().count() <= max_chars {
        return text.to_owned();
    }
    let Some(room) = max_chars.checked_sub(1) else {
        return String::new();
    };
    let cut: String = text.chars().take(room).collect();
    let ends_word = text.chars().nth(room).is_none_or(char::is_whitespace);
    let kept = match cut.rfind(char::is_whitespace) {
        // A language without spaces, or one endless word, is cut where it must be.
        Some(space) if !ends_word && space >= cut.len() / 2 => cut.get(..space).unwrap_or(&cut),
        _ => &cut,
    };
    let kept =
        kept.trim_end_matches(|c: char| c.is_whitespace() || matches!(c, ',' | ';' | ':' | '-' | '–' | '—' | '.'));
    format!("{kept}…")
}

/// Text for an ActivityPub `summary`: one line, at most [`SUMMARY_CHARS`], without `<` or `&`, because some servers
/// read it as HTML and others escape it. `language` (BCP 47, empty for English) chooses the word for a lone `&`.
#[must_use]
pub fn for_summary(text: &str, language: &str) -> String {
    let and = match language.split('-').next().unwrap_or_default() {
        "" | "en" => "and",
        "de" => "und",
        "fr" => "et",
        "es" => "y",
        "it" | "pt" => "e",
        "nl" => "en",
        "sv" => "och",
        "da" | "nb" | "nn" | "no" => "og",
        _ => "+",
    };
    let mut out = String::with_capacity(text.len());
    for word in collapse(text).split(' ') {
        if !out.is_empty() {
            out.push(' ');
        }
        if word == "&" {
            out.push_str(and);
        } else {
            out.extend(word.chars().map(|c| match c {
                '<' => '‹',
                '>' => '›',
                '&' => '+',
                c => c,
            }));
        }
    }
    excerpt(&out, SUMMARY_CHARS)
}

/// Minutes a person needs to read a plain text, at least one.
#[must_use]
pub fn reading_minutes(text: &str) -> u32 {
    let words = text.split_whitespace().count();
    // Scripts without spaces: about two characters make one word.
    let dense = text
        .chars()
        .filter(|c| matches!(c, '\u{3040}'..='\u{30FF}' | '\u{3400}'..='\u{9FFF}'))
        .count()
        / 2;
    u32::try_from((words + dense).div_ceil(WORDS_PER_MINUTE))
        .unwrap_or(u32::MAX)
        .max(1)
}

/// White space as single spaces, nothing at the ends, no control characters and none that reorder text.
pub(super) fn collapse(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if c.is_whitespace() || matches!(c, '\u{0085}' | '\u{200B}' | '\u{FEFF}') {
            if !out.is_empty() && !out.ends_with(' ') {
                out.push(' ');
            }
        } else if !c.is_control() && !reorders_text(c) {
            out.push(c);
        }
    }
    out.truncate(out.trim_end().len());
    out
}

#[derive(Default)]
struct Reader {
    out: RefCell<String>,
    skipped: Skipped,
}

impl TokenSink for Reader {
    type Handle = ();

    fn process_token(&self, token: Token, _line: u64) -> TokenSinkResult<()> {
        match token {
            Token::TagToken(tag) => {
                let name: &str = &tag.name;
                if self.skipped.is_on() {
                    self.skipped.follow(&tag);
                } else {
                    self.tag(&tag);
                }
                if tag.kind == TagKind::StartTag {
                    return content_model(name);
                }
            }
            Token::CharacterTokens(text) if !self.skipped.is_on() => {
                // Line breaks inside a paragraph are only spaces.
                self.out
                    .borrow_mut()
                    .extend(text.chars().map(|c| if c == '\n' { ' ' } else { c }));
            }
            _ => {}
        }
        TokenSinkResult::Continue
    }
}

impl Reader {
    fn tag(&self, tag: &Tag) {
        let name: &str = &tag.name;
        let mut out = self.out.borrow_mut();
        let is_start = tag.kind == TagKind::StartTag;
        if is_start && is_spoiler(tag) {
            // Behind it a sentence may go on at once, with a comma.
            out.push(' ');
            out.push_str(SPOILER);
            self.skipped.begin(name);
        } else if is_start && hides_content(name) {
            self.skipped.begin(name);
        } else if is_start && name == "img" {
            out.push_str(&value(tag, "alt").unwrap_or_default());
        } else if matches!(name, "td" | "th") {
            out.push(' ');
        } else if !is_inline(name) {
            out.push('\n');
        }
    }
}

fn is_spoiler(tag: &Tag) -> bool {
    &*tag.name == "details"
        && tag.attrs.iter().any(|attribute| {
            &*attribute.name.local == "class"
                && attribute.value.split_ascii_whitespace().any(|class| class == "spoiler")
        })
}

pub(super) fn is_inline(name: &str) -> bool {
    matches!(
        name,
        "a" | "abbr"
            | "b"
            | "bdi"
            | "bdo"
            | "cite"
            | "code"
            | "del"
            | "em"
            | "font"
            | "i"
            | "ins"
            | "kbd"
            | "mark"
            | "q"
            | "s"
            | "samp"
            | "small"
            | "span"
            | "strong"
            | "sub"
            | "sup"
            | "time"
            | "u"
            | "var"
            | "wbr"
            | "tt"
            | "strike"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blocks_become_lines_and_entities_become_characters() {
        let html = "<h3>Heat</h3><p>Two men,\none <em>city</em> &amp; no rest.</p><ul><li>one</li><li>two</li></ul>";
        assert_eq!(from_html(html), "Heat\nTwo men, one city & no rest.\none\ntwo");
    }

    #[test]
    fn scripts_styles_and_spoilers_are_not_words() {
        let html = r#"<style>p{}</style><script>alert("<p>x")</script><p>Before</p>
            <details class="spoiler"><summary>Spoiler</summary><p>He dies</p></details><p>after</p>"#;
        assert_eq!(from_html(html), "Before\n[spoiler]\nafter");
    }

    #[test]
    fn a_sentence_goes_on_behind_its_spoiler() {
        let html = r#"<div class="paragraph">It ends when <details class="spoiler inline"><summary>Spoiler</summary>he
            wakes up</details>, sadly.</div>"#;
        assert_eq!(from_html(html), "It ends when [spoiler], sadly.");
    }

    #[test]
    fn excerpts_are_cut_between_words() {
        assert_eq!(excerpt("The quick brown fox", 40), "The quick brown fox");
        assert_eq!(excerpt("The quick brown fox", 14), "The quick…");
        assert_eq!(excerpt("The quick, brown fox", 11), "The quick…");
        assert_eq!(excerpt("Donaudampfschifffahrt", 6), "Donau…");
        assert_eq!(excerpt("anything", 0), "");
        assert_eq!(excerpt("映画の感想を書きます", 5), "映画の感…");
    }

    #[test]
    fn a_summary_has_no_markup_characters_and_fits() {
        assert_eq!(for_summary("Thelma & Louise <1991>", "en"), "Thelma and Louise ‹1991›");
        assert_eq!(for_summary("Hänsel & Gretel", "de-AT"), "Hänsel und Gretel");
        assert_eq!(for_summary("AT&T", "en"), "AT+T");
        let long = for_summary(&"word ".repeat(400), "en");
        assert!(long.chars().count() <= SUMMARY_CHARS, "{}", long.chars().count());
    }

    #[test]
    fn names_lose_the_characters_that_turn_text_around() {
        assert_eq!(one_line("  Ann\u{202E}a \n\t Bell\u{0000}  ", 30), "Anna Bell");
        assert_eq!(
            one_line("<b>Eve</b>", 30),
            "<b>Eve</b>",
            "names are text; the template escapes them"
        );
    }

    #[test]
    fn reading_time_is_at_least_a_minute() {
        assert_eq!(reading_minutes(""), 1);
        assert_eq!(reading_minutes(&"word ".repeat(231)), 2);
    }
}
