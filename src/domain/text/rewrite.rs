//! First pass over foreign HTML: a tokenizer that writes balanced, allow-listed markup.
//!
//! ammonia, which runs after it, can only remove. This pass does what removing cannot: headings become bold paragraphs,
//! images become their text, boxes become paragraphs, and the `invisible` spans that Mastodon puts around the scheme and
//! tail of a long address are rebuilt from the real target, so that nobody can hide one address behind another.

use std::cell::{Cell, RefCell};

use html5ever::tokenizer::{Tag, TagKind, Token, TokenSink, TokenSinkResult};
use url::Url;

use super::output::{Link, Output, closing, is_block, push_attribute, strip};
use super::policy::{Fate, Kind, attributes};
use super::tokens::{Skipped, content_model, feed, value};
use super::{links, push_escaped};

/// Tags may nest this deep; deeper ones lose their tags. Keeps every later parser away from pathological trees.
const MAX_DEPTH: usize = 48;

/// Tags in one text. A comment has dozens; a hundred thousand is an attack on the reader's browser.
const MAX_TAGS: usize = 20_000;

/// Rewrites `html` for `kind`. Relative links are resolved against `base` when it is known.
pub(super) fn rewrite(html: &str, kind: Kind, base: Option<&Url>) -> String {
    let mut output = Output::default();
    output.text.reserve(html.len());
    let rewriter = Rewriter {
        kind,
        base: base.cloned(),
        output: RefCell::new(output),
        skipped: Skipped::default(),
        tags: Cell::new(0),
    };
    feed(html, rewriter).output.into_inner().text
}

struct Rewriter {
    kind: Kind,
    base: Option<Url>,
    output: RefCell<Output>,
    skipped: Skipped,
    tags: Cell<usize>,
}

impl TokenSink for Rewriter {
    type Handle = ();

    fn process_token(&self, token: Token, _line: u64) -> TokenSinkResult<()> {
        let mut out = self.output.borrow_mut();
        match token {
            Token::TagToken(tag) => {
                let name: &str = &tag.name;
                let model = match tag.kind {
                    TagKind::StartTag => content_model(name),
                    TagKind::EndTag => TokenSinkResult::Continue,
                };
                if self.skipped.is_on() {
                    self.skipped.follow(&tag);
                } else if tag.kind == TagKind::StartTag {
                    self.start(&mut out, &tag);
                } else {
                    self.end_tag(&mut out, name);
                }
                return model;
            }
            Token::CharacterTokens(text) if !self.skipped.is_on() => out.push_words(&text),
            Token::EOFToken => out.close_down_to(0),
            _ => {}
        }
        TokenSinkResult::Continue
    }
}

impl Rewriter {
    fn start(&self, out: &mut Output, tag: &Tag) {
        let name: &str = &tag.name;
        self.tags.set(self.tags.get() + 1);
        match self.kind.fate(name) {
            Fate::Remove => {
                if !(tag.self_closing && matches!(name, "svg" | "math")) {
                    self.skipped.begin(name);
                }
            }
            Fate::Unwrap => {}
            Fate::Space => out.space(),
            Fate::Image => self.image(out, tag),
            Fate::Void("hr") => {
                out.close_paragraph();
                out.text.push_str("<hr>");
            }
            Fate::Void(_) => out.text.push_str("<br>"),
            _ if out.depth() >= MAX_DEPTH || self.tags.get() > MAX_TAGS => out.space(),
            Fate::Paragraph if name == "div" && has_class(tag, "paragraph") => {
                out.close_paragraph();
                out.open(name, "<div class=\"paragraph\">", "</div>");
            }
            Fate::Paragraph => {
                out.close_paragraph();
                out.open(name, "<p>", "</p>");
            }
            Fate::BoldParagraph => {
                out.close_paragraph();
                out.open(name, "<p><strong>", "</strong></p>");
            }
            Fate::Keep("a") => self.link(out, tag),
            Fate::Keep(kept) => self.keep(out, kept, tag),
        }
    }

    fn end_tag(&self, out: &mut Output, name: &str) {
        match self.kind.fate(name) {
            Fate::Space => out.space(),
            Fate::Void(_) if name == "br" => out.text.push_str("<br>"),
            _ => out.close(name),
        }
    }

    fn keep(&self, out: &mut Output, kept: &'static str, tag: &Tag) {
        if is_block(kept) {
            out.close_paragraph();
        }
        if kept == "li" || kept == "dt" || kept == "dd" {
            out.close_item();
        }
        let Some(close) = closing(kept) else { return };
        let start = out.text.len();
        out.text.push('<');
        out.text.push_str(kept);
        self.push_classes(&mut out.text, kept, tag);
        for attribute in attributes(kept) {
            if let Some(value) = value(tag, attribute) {
                push_attribute(&mut out.text, attribute, &value);
            }
        }
        out.text.push('>');
        out.opened(&tag.name, close, start, None);
    }

    fn link(&self, out: &mut Output, tag: &Tag) {
        // A link inside a link is no HTML: the earlier one ends here.
        out.close("a");
        let href = value(tag, "href")
            .and_then(|text| links::href(&strip(&text), self.base.as_ref(), self.kind == Kind::Review));
        let start = out.text.len();
        out.text.push_str("<a");
        if let Some(href) = &href {
            push_attribute(&mut out.text, "href", href);
        }
        self.push_classes(&mut out.text, "a", tag);
        for attribute in attributes("a") {
            if let Some(value) = value(tag, attribute).filter(|_| self.kind == Kind::Review || *attribute != "title") {
                push_attribute(&mut out.text, attribute, &value);
            }
        }
        out.text.push('>');
        // An author's page has room for whole addresses, and print shows them; a thread has not.
        let target = href
            .as_deref()
            .filter(|_| self.kind == Kind::Comment)
            .and_then(links::web_url);
        let text = String::new();
        out.opened("a", "</a>", start, Some(Link { target, text }));
    }

    /// No page of ours makes a request to a third party: an image is a link to it, or its text inside another link.
    fn image(&self, out: &mut Output, tag: &Tag) {
        let alt = value(tag, "alt").map(|alt| strip(&alt)).unwrap_or_default();
        let alt = alt.trim();
        let is_emoji = value(tag, "class").is_some_and(|class| class.split_whitespace().any(|c| c.contains("emoji")));
        let source = value(tag, "src")
            .and_then(|src| links::href(&strip(&src), self.base.as_ref(), self.kind == Kind::Review))
            .filter(|_| !is_emoji && !out.in_link());
        match (source, alt) {
            (Some(_), "") if self.kind == Kind::Comment => {}
            (Some(source), alt) => {
                out.text.push_str("<a");
                push_attribute(&mut out.text, "href", &source);
                out.text.push('>');
                push_escaped(&mut out.text, if alt.is_empty() { "image" } else { alt });
                out.text.push_str("</a>");
            }
            (None, alt) => out.push_words(alt),
        }
    }

    fn push_classes(&self, out: &mut String, kept: &str, tag: &Tag) {
        let allowed = self.kind.classes(kept);
        let Some(given) = value(tag, "class").filter(|_| !allowed.is_empty()) else {
            return;
        };
        let mut classes: Vec<&str> = Vec::new();
        for class in given.split_ascii_whitespace() {
            if allowed.contains(&class) && !classes.contains(&class) {
                classes.push(class);
            }
        }
        if !classes.is_empty() {
            push_attribute(out, "class", &classes.join(" "));
        }
    }
}

fn has_class(tag: &Tag, wanted: &str) -> bool {
    value(tag, "class").is_some_and(|given| given.split_ascii_whitespace().any(|class| class == wanted))
}
