//! Reading pages of other sites: do they link to us, who wrote them, and where do they want to be told of links.
//!
//! Everything is read from the tokens, in one pass. A tree builder is not used on purpose: one megabyte of nested formatting
//! tags makes it build billions of nodes, and strangers choose these pages.

mod entry;

use std::cell::RefCell;

use chrono::{DateTime, Utc};
use html5ever::tokenizer::{Tag, TagKind, Token, TokenSink, TokenSinkResult};
use url::Url;

use super::links::is_web;
use super::plain;
use super::tokens::{Skipped, content_model, feed, value};
use crate::domain::mention::same_page;
use entry::Entries;

/// What a page says, as far as a mention needs it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct WebPage {
    /// It links to what was asked for, where a reader can see it: not in a comment, not in a script.
    pub links: bool,
    /// Where it wants to be told of links (the first `rel="webmention"` of `link` and `a` with a web address).
    pub endpoint: Option<Url>,
    /// Name of the entry, else the title of the page; may be empty.
    pub title: String,
    /// The entry's summary, else the start of its text; empty for a page without h-entry.
    pub words: String,
    /// Who wrote it: the entry's author, else the page's only h-card.
    pub author: Option<Card>,
    /// When the entry was published.
    pub published_at: Option<DateTime<Utc>>,
    /// BCP 47 tag of the page, as it says.
    pub language: Option<String>,
}

/// Somebody named by an h-card.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Card {
    /// Plain text; may be empty.
    pub name: String,
    /// Their own page.
    pub url: Option<Url>,
    /// Their picture.
    pub photo: Option<Url>,
}

/// Reads a page that came from `base`. `target` is the address it should link to; fragments do not count.
#[must_use]
pub fn read(html: &str, base: &Url, target: Option<&Url>) -> WebPage {
    let reader = Reader {
        state: RefCell::new(State {
            base: base.clone(),
            base_is_set: false,
            target: target.cloned(),
            page: WebPage::default(),
            in_title: false,
            title: String::new(),
            entries: Entries::default(),
        }),
        skipped: Skipped::default(),
    };
    feed(html, reader).state.into_inner().finish()
}

/// The web addresses that the links of some HTML lead to, in order, each once, at most `max`.
#[must_use]
pub fn links_in(html: &str, max: usize) -> Vec<Url> {
    anchors(html, max, |_| true)
}

/// The same without mentions of people and hashtags, as Mastodon and its kin mark them.
#[must_use]
pub fn links_said_in(html: &str, max: usize) -> Vec<Url> {
    anchors(html, max, |tag| {
        value(tag, "class").is_none_or(|class| !has_word(&class, "mention") && !has_word(&class, "hashtag"))
    })
}

fn anchors(html: &str, max: usize, wanted: fn(&Tag) -> bool) -> Vec<Url> {
    struct Links(RefCell<Vec<Url>>, usize, fn(&Tag) -> bool);
    impl TokenSink for Links {
        type Handle = ();

        fn process_token(&self, token: Token, _line: u64) -> TokenSinkResult<()> {
            let mut found = self.0.borrow_mut();
            if let Token::TagToken(tag) = token
                && tag.kind == TagKind::StartTag
                && &*tag.name == "a"
                && found.len() < self.1
                && (self.2)(&tag)
                && let Some(url) = value(&tag, "href").as_deref().and_then(super::links::web_url)
                && !found.contains(&url)
            {
                found.push(url);
            }
            TokenSinkResult::Continue
        }
    }
    feed(html, Links(RefCell::default(), max, wanted)).0.into_inner()
}

/// Does a plain text hold this address as a word of its own?
#[must_use]
pub fn text_links(text: &str, target: &Url) -> bool {
    let edges = |c: char| {
        matches!(
            c,
            '<' | '>' | '(' | ')' | '[' | ']' | '"' | '\'' | ',' | ';' | '.' | '!'
        )
    };
    text.split_whitespace()
        .filter(|word| word.contains("://"))
        .filter_map(|word| Url::parse(word.trim_matches(edges)).ok())
        .any(|url| same_page(&url, target))
}

/// Is `word` one of the space-separated words of a value such as `rel` or `class`? Case does not matter.
#[must_use]
pub fn has_word(value: &str, word: &str) -> bool {
    value
        .split_ascii_whitespace()
        .any(|found| found.eq_ignore_ascii_case(word))
}

struct Reader {
    state: RefCell<State>,
    skipped: Skipped,
}

struct State {
    base: Url,
    base_is_set: bool,
    target: Option<Url>,
    page: WebPage,
    in_title: bool,
    title: String,
    entries: Entries,
}

/// Characters of the title of a page that are read.
const TITLE_MAX: usize = 1_000;

impl TokenSink for Reader {
    type Handle = ();

    fn process_token(&self, token: Token, _line: u64) -> TokenSinkResult<()> {
        let mut state = self.state.borrow_mut();
        match token {
            Token::TagToken(tag) => {
                let name: &str = &tag.name;
                if self.skipped.is_on() {
                    self.skipped.follow(&tag);
                } else if tag.kind == TagKind::StartTag {
                    if is_unseen(name) {
                        self.skipped.begin(name);
                    } else {
                        state.start(&tag);
                    }
                } else {
                    state.end(&tag);
                }
                if tag.kind == TagKind::StartTag {
                    return content_model(name);
                }
            }
            Token::CharacterTokens(text) if !self.skipped.is_on() => state.words(&text),
            _ => {}
        }
        TokenSinkResult::Continue
    }
}

/// Elements whose content nobody sees.
fn is_unseen(name: &str) -> bool {
    matches!(
        name,
        "script"
            | "style"
            | "template"
            | "noscript"
            | "textarea"
            | "xmp"
            | "iframe"
            | "noembed"
            | "noframes"
            | "object"
    )
}

impl State {
    fn start(&mut self, tag: &Tag) {
        let name: &str = &tag.name;
        match name {
            "base" if !self.base_is_set => {
                if let Some(base) = value(tag, "href").and_then(|href| self.base.join(&href).ok()) {
                    self.base = base;
                    self.base_is_set = true;
                }
            }
            "html" => self.page.language = value(tag, "lang").filter(|tag| !tag.is_empty()),
            "title" if self.title.is_empty() => self.in_title = true,
            _ => {}
        }
        if matches!(name, "link" | "a")
            && self.page.endpoint.is_none()
            && value(tag, "rel").is_some_and(|rel| has_word(&rel, "webmention"))
        {
            // Without a value of href there is no endpoint; with an empty one it is the page itself.
            self.page.endpoint = value(tag, "href")
                .and_then(|href| self.base.join(&href).ok())
                .filter(is_web);
        }
        let linked = self.links_to_target(tag);
        self.page.links |= linked;
        self.entries.start(tag, &self.base);
        if linked {
            self.entries.linked();
        }
    }

    fn links_to_target(&self, tag: &Tag) -> bool {
        let Some(target) = &self.target else { return false };
        let attribute = match &*tag.name {
            "a" | "area" => "href",
            "img" | "video" | "audio" | "source" | "embed" => "src",
            "blockquote" | "q" | "ins" | "del" => "cite",
            _ => return false,
        };
        value(tag, attribute)
            .and_then(|address| self.base.join(address.trim()).ok())
            .is_some_and(|address| same_page(&address, target))
    }

    fn end(&mut self, tag: &Tag) {
        if &*tag.name == "title" {
            self.in_title = false;
        }
        self.entries.end(tag);
    }

    fn words(&mut self, text: &str) {
        if !self.in_title {
            self.entries.words(text);
        } else if self.title.len() < TITLE_MAX {
            self.title.push_str(text);
        }
    }

    fn finish(self) -> WebPage {
        let entry = self.entries.finish();
        let title = Some(entry.name).filter(|name| !name.is_empty());
        WebPage {
            title: title.unwrap_or_else(|| plain::collapse(&self.title)),
            words: entry.words,
            author: entry.author,
            published_at: entry.published_at,
            ..self.page
        }
    }
}

#[cfg(test)]
#[path = "webpage_tests.rs"]
mod tests;
