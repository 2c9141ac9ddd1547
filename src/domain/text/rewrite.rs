//! First pass over foreign HTML: a tokenizer that writes balanced, allow-listed markup.
//!
//! ammonia, which runs after it, can only remove. This pass does what removing cannot: headings become bold paragraphs,
//! images become their text, boxes become paragraphs, and the `invisible` spans that Mastodon puts around the scheme and
//! tail of a long address are rebuilt from the real target, so that nobody can hide one address behind another.

use std::cell::{Cell, RefCell};

use html5ever::tendril::StrTendril;
use html5ever::tokenizer::states::RawKind;
use html5ever::tokenizer::{BufferQueue, Tag, TagKind, Token, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts};
use url::Url;

use super::policy::{Fate, Kind, attributes};
use super::{links, push_escaped, reorders_text};

/// Tags may nest this deep; deeper ones lose their tags. Keeps every later parser away from pathological trees.
const MAX_DEPTH: usize = 48;

/// Tags in one text. A comment has dozens; a hundred thousand is an attack on the reader's browser.
const MAX_TAGS: usize = 20_000;

/// Rewrites `html` for `kind`. Relative links are resolved against `base` when it is known.
pub(super) fn rewrite(html: &str, kind: Kind, base: Option<&Url>) -> String {
    let sink = Rewriter {
        kind,
        base: base.cloned(),
        state: RefCell::new(State {
            out: String::with_capacity(html.len()),
            ..State::default()
        }),
    };
    feed(html, sink).state.into_inner().out
}

/// Runs the HTML tokenizer over a string and hands the sink back.
pub(super) fn feed<S: TokenSink>(html: &str, sink: S) -> S {
    let input = BufferQueue::default();
    input.push_back(StrTendril::from(html));
    let tokenizer = Tokenizer::new(sink, TokenizerOpts::default());
    // The tokenizer pauses after a script so that it can be run; nothing runs here, so it is simply fed again.
    while !matches!(tokenizer.feed(&input), html5ever::TokenizerResult::Done) {}
    tokenizer.end();
    tokenizer.sink
}

/// Tells the tokenizer how to read what follows a start tag, as a browser's tree builder would.
pub(super) fn content_model<H>(name: &str) -> TokenSinkResult<H> {
    match name {
        "script" => TokenSinkResult::RawData(RawKind::ScriptData),
        "title" | "textarea" => TokenSinkResult::RawData(RawKind::Rcdata),
        "style" | "xmp" | "iframe" | "noembed" | "noframes" | "noscript" => TokenSinkResult::RawData(RawKind::Rawtext),
        "plaintext" => TokenSinkResult::Plaintext,
        _ => TokenSinkResult::Continue,
    }
}

/// Counts how deep the reader stands inside an element whose content is dropped.
#[derive(Debug, Default)]
pub(super) struct Skipped {
    name: RefCell<String>,
    depth: Cell<usize>,
}

impl Skipped {
    pub(super) fn is_on(&self) -> bool {
        self.depth.get() > 0
    }

    pub(super) fn begin(&self, name: &str) {
        self.name.replace(name.to_owned());
        self.depth.set(1);
    }

    /// Follows a tag while skipping.
    pub(super) fn follow(&self, tag: &Tag) {
        if *self.name.borrow() != *tag.name {
            return;
        }
        match tag.kind {
            TagKind::StartTag if tag.self_closing => {}
            TagKind::StartTag => self.depth.set(self.depth.get() + 1),
            TagKind::EndTag => self.depth.set(self.depth.get() - 1),
        }
    }
}

struct Rewriter {
    kind: Kind,
    base: Option<Url>,
    state: RefCell<State>,
}

#[derive(Default)]
struct State {
    out: String,
    open: Vec<Open>,
    skipped: Skipped,
    tags: usize,
}

/// An element whose start is written and whose end is not.
struct Open {
    /// Name of the tag in the input; its end tag closes this.
    source: String,
    /// What is written to close it.
    close: &'static str,
    link: Option<Link>,
}

/// A link being written: where its inside begins, where it goes, and the words read so far.
struct Link {
    inside: usize,
    target: Option<Url>,
    text: String,
}

impl TokenSink for Rewriter {
    type Handle = ();

    fn process_token(&self, token: Token, _line: u64) -> TokenSinkResult<()> {
        let mut state = self.state.borrow_mut();
        match token {
            Token::TagToken(tag) => {
                let name: &str = &tag.name;
                let model = match tag.kind {
                    TagKind::StartTag => content_model(name),
                    TagKind::EndTag => TokenSinkResult::Continue,
                };
                if state.skipped.is_on() {
                    state.skipped.follow(&tag);
                } else if tag.kind == TagKind::StartTag {
                    self.start(&mut state, &tag);
                } else {
                    self.end_tag(&mut state, name);
                }
                return model;
            }
            Token::CharacterTokens(text) if !state.skipped.is_on() => state.text(&text),
            Token::EOFToken => state.close_down_to(0),
            _ => {}
        }
        TokenSinkResult::Continue
    }
}

impl Rewriter {
    fn start(&self, state: &mut State, tag: &Tag) {
        let name: &str = &tag.name;
        state.tags += 1;
        match self.kind.fate(name) {
            Fate::Remove => {
                if !(tag.self_closing && matches!(name, "svg" | "math")) {
                    state.skipped.begin(name);
                }
            }
            Fate::Unwrap => {}
            Fate::Space => state.space(),
            Fate::Image => self.image(state, tag),
            Fate::Void("hr") => {
                state.close_paragraph();
                state.out.push_str("<hr>");
            }
            Fate::Void(_) => state.out.push_str("<br>"),
            _ if state.open.len() >= MAX_DEPTH || state.tags > MAX_TAGS => state.space(),
            Fate::Paragraph => {
                state.close_paragraph();
                state.open(name, "<p>", "</p>");
            }
            Fate::BoldParagraph => {
                state.close_paragraph();
                state.open(name, "<p><strong>", "</strong></p>");
            }
            Fate::Keep("a") => self.link(state, tag),
            Fate::Keep(kept) => self.keep(state, kept, tag),
        }
    }

    fn end_tag(&self, state: &mut State, name: &str) {
        match self.kind.fate(name) {
            Fate::Space => state.space(),
            Fate::Void(_) if name == "br" => state.out.push_str("<br>"),
            _ => state.close(name),
        }
    }

    fn keep(&self, state: &mut State, kept: &'static str, tag: &Tag) {
        if is_block(kept) {
            state.close_paragraph();
        }
        if kept == "li" || kept == "dt" || kept == "dd" {
            state.close_item();
        }
        let Some(close) = closing(kept) else { return };
        state.out.push('<');
        state.out.push_str(kept);
        self.push_classes(&mut state.out, kept, tag);
        for attribute in attributes(kept) {
            if let Some(value) = value(tag, attribute) {
                push_attribute(&mut state.out, attribute, &value);
            }
        }
        state.out.push('>');
        state.open.push(Open {
            source: tag.name.to_string(),
            close,
            link: None,
        });
    }

    fn link(&self, state: &mut State, tag: &Tag) {
        // A link inside a link is no HTML: the earlier one ends here.
        state.close("a");
        let href = value(tag, "href")
            .and_then(|text| links::href(&strip(&text), self.base.as_ref(), self.kind == Kind::Review));
        state.out.push_str("<a");
        if let Some(href) = &href {
            push_attribute(&mut state.out, "href", href);
        }
        self.push_classes(&mut state.out, "a", tag);
        for attribute in attributes("a") {
            if let Some(value) = value(tag, attribute).filter(|_| self.kind == Kind::Review || *attribute != "title") {
                push_attribute(&mut state.out, attribute, &value);
            }
        }
        state.out.push('>');
        let target = href.as_deref().and_then(links::web_url);
        let link = Link {
            inside: state.out.len(),
            target,
            text: String::new(),
        };
        state.open.push(Open {
            source: "a".to_owned(),
            close: "</a>",
            link: Some(link),
        });
    }

    /// No page of ours makes a request to a third party: an image is a link to it, or its text inside another link.
    fn image(&self, state: &mut State, tag: &Tag) {
        let alt = value(tag, "alt").map(|alt| strip(&alt)).unwrap_or_default();
        let alt = alt.trim();
        let is_emoji = value(tag, "class").is_some_and(|class| class.split_whitespace().any(|c| c.contains("emoji")));
        let source = value(tag, "src")
            .and_then(|src| links::href(&strip(&src), self.base.as_ref(), self.kind == Kind::Review))
            .filter(|_| !is_emoji && !state.in_link());
        match (source, alt) {
            (Some(_), "") if self.kind == Kind::Comment => {}
            (Some(source), alt) => {
                state.out.push_str("<a");
                push_attribute(&mut state.out, "href", &source);
                state.out.push('>');
                push_escaped(&mut state.out, if alt.is_empty() { "image" } else { alt });
                state.out.push_str("</a>");
            }
            (None, alt) => state.text(alt),
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

impl State {
    fn open(&mut self, source: &str, start: &str, close: &'static str) {
        self.out.push_str(start);
        self.open.push(Open {
            source: source.to_owned(),
            close,
            link: None,
        });
    }

    fn text(&mut self, text: &str) {
        let mut text = strip(text);
        // A parser drops one line break after <pre>; dropping all of them keeps the output stable.
        if self.out.ends_with("<pre>") {
            text = text.trim_start_matches('\n').to_owned();
        }
        for open in &mut self.open {
            if let Some(link) = &mut open.link {
                link.text.push_str(&text);
            }
        }
        push_escaped(&mut self.out, &text);
    }

    fn space(&mut self) {
        if !self.out.ends_with(|c: char| c.is_whitespace() || c == '>') {
            self.out.push(' ');
        }
    }

    fn in_link(&self) -> bool {
        self.open.iter().any(|open| open.link.is_some())
    }

    /// Closes the innermost element of that name and everything opened inside it; an end without a start is ignored.
    fn close(&mut self, source: &str) {
        if let Some(at) = self.open.iter().rposition(|open| open.source == source) {
            self.close_down_to(at);
        }
    }

    /// A block ends the paragraph it appears in, unless that paragraph lies outside an enclosing box.
    fn close_paragraph(&mut self) {
        let found = self
            .open
            .iter()
            .rposition(|open| open.close.ends_with("</p>") || is_container(open.close));
        if let Some(at) = found
            && self.open.get(at).is_some_and(|open| open.close.ends_with("</p>"))
        {
            self.close_down_to(at);
        }
    }

    /// A list item ends the item before it, unless a nested list stands between them.
    fn close_item(&mut self) {
        let found = self.open.iter().rposition(|open| {
            matches!(
                open.close,
                "</li>" | "</dt>" | "</dd>" | "</ul>" | "</ol>" | "</dl>" | "</blockquote>"
            )
        });
        if let Some(at) = found
            && self
                .open
                .get(at)
                .is_some_and(|open| matches!(open.close, "</li>" | "</dt>" | "</dd>"))
        {
            self.close_down_to(at);
        }
    }

    fn close_down_to(&mut self, at: usize) {
        while self.open.len() > at {
            let Some(open) = self.open.pop() else { return };
            if let Some(link) = open.link {
                self.fold_own_address(&link);
            }
            self.out.push_str(open.close);
        }
    }

    /// A link whose words are its own address is shown folded; any other keeps its words, all of them visible.
    fn fold_own_address(&mut self, link: &Link) {
        let Some(target) = &link.target else { return };
        let said = link.text.trim();
        if said == target.as_str() || links::web_url(said).as_ref() == Some(target) {
            self.out.truncate(link.inside);
            links::push_folded(&mut self.out, target);
        }
    }
}

fn value(tag: &Tag, name: &str) -> Option<String> {
    tag.attrs
        .iter()
        .find(|attribute| &*attribute.name.local == name)
        .map(|attribute| attribute.value.to_string())
}

fn push_attribute(out: &mut String, name: &str, value: &str) {
    out.push(' ');
    out.push_str(name);
    out.push_str("=\"");
    push_escaped(out, &strip(value));
    out.push('"');
}

/// Removes control characters (but line breaks and tabs) and characters that reorder the text around them.
fn strip(text: &str) -> String {
    text.chars()
        .filter(|c| !reorders_text(*c) && (!c.is_control() || matches!(c, '\n' | '\t')))
        .collect()
}

fn is_block(tag: &str) -> bool {
    matches!(
        tag,
        "p" | "h3" | "h4" | "h5" | "h6" | "details" | "dl" | "table" | "blockquote" | "ul" | "ol" | "pre"
    )
}

fn is_container(close: &str) -> bool {
    matches!(
        close,
        "</blockquote>" | "</li>" | "</td>" | "</th>" | "</details>" | "</dd>" | "</dt>"
    )
}

/// The end tag for each tag the rewriter may open.
fn closing(tag: &str) -> Option<&'static str> {
    CLOSING
        .split(' ')
        .find(|close| close.get(2..close.len() - 1) == Some(tag))
}

const CLOSING: &str = "</p> </span> </blockquote> </ul> </ol> </li> </code> </pre> </em> </strong> </b> </i> </u> </s> \
    </del> </details> </summary> </h3> </h4> </h5> </h6> </ins> </mark> </small> </sub> </sup> </kbd> \
    </q> </cite> </dl> </dt> </dd> </abbr> </table> </thead> </tbody> </tfoot> </tr> </th> </td> \
    </caption>";
