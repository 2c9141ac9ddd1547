//! Reading HTML token by token, as a browser's tokenizer does.

use std::cell::{Cell, RefCell};

use html5ever::tendril::StrTendril;
use html5ever::tokenizer::states::RawKind;
use html5ever::tokenizer::{BufferQueue, Tag, TagKind, Token, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts};

/// Bytes that are fed at one time to a tokenizer whose work is counted; shorter texts cannot cost much.
const CHUNK: usize = 8 * 1024;
/// The most work, in comparisons of attribute names: about two seconds. Thirty thousand bytes of JSON in one attribute
/// look like a tenth of it, and cost nothing.
const WORK_MAX: usize = 500_000_000;

/// Runs the HTML tokenizer over a string and hands the sink back.
///
/// The tokenizer compares each attribute of a tag with all those before it, so one tag with a megabyte of attributes would keep
/// it busy for a minute. What follows such a tag is not read.
pub(super) fn feed<S: TokenSink>(html: &str, sink: S) -> S {
    let input = BufferQueue::default();
    let counted = Counted {
        sink,
        tokens: Cell::new(0),
    };
    let tokenizer = Tokenizer::new(counted, TokenizerOpts::default());
    let (mut rest, mut pending, mut work, mut seen) = (html, 0_usize, 0_usize, 0);
    while !rest.is_empty() && work < WORK_MAX {
        let mut end = rest.len().min(CHUNK);
        while !rest.is_char_boundary(end) {
            end -= 1;
        }
        let (chunk, after) = rest.split_at(end);
        input.push_back(StrTendril::from(chunk));
        // The tokenizer pauses after a script so that it can be run; nothing runs here, so it is simply fed again.
        while !matches!(tokenizer.feed(&input), html5ever::TokenizerResult::Done) {}
        // Attributes are told apart by these; without a token since, all of them may belong to one tag.
        let attributes = chunk
            .bytes()
            .filter(|b| matches!(b, b' ' | b'\n' | b'\r' | b'\t' | 0x0c | b'/' | b'"' | b'\''))
            .count();
        let tokens = tokenizer.sink.tokens.get();
        pending = if tokens == seen {
            pending + attributes
        } else {
            attributes
        };
        work = work.saturating_add(attributes.saturating_mul(pending));
        (rest, seen) = (after, tokens);
    }
    tokenizer.end();
    tokenizer.sink.sink
}

/// Counts the tokens on their way to a sink.
struct Counted<S> {
    sink: S,
    tokens: Cell<u64>,
}

impl<S: TokenSink> TokenSink for Counted<S> {
    type Handle = S::Handle;

    fn process_token(&self, token: Token, line: u64) -> TokenSinkResult<S::Handle> {
        // Complaints come while a tag is still being read.
        if !matches!(token, Token::ParseError(_)) {
            self.tokens.set(self.tokens.get() + 1);
        }
        self.sink.process_token(token, line)
    }

    fn end(&self) {
        self.sink.end();
    }

    fn adjusted_current_node_present_but_not_in_html_namespace(&self) -> bool {
        self.sink.adjusted_current_node_present_but_not_in_html_namespace()
    }
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

/// The value of an attribute.
pub(super) fn value(tag: &Tag, name: &str) -> Option<String> {
    tag.attrs
        .iter()
        .find(|attribute| &*attribute.name.local == name)
        .map(|attribute| attribute.value.to_string())
}
