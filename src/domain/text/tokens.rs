//! Reading HTML token by token, as a browser's tokenizer does.

use std::cell::{Cell, RefCell};

use html5ever::tendril::StrTendril;
use html5ever::tokenizer::states::RawKind;
use html5ever::tokenizer::{BufferQueue, Tag, TagKind, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts};

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

/// The value of an attribute.
pub(super) fn value(tag: &Tag, name: &str) -> Option<String> {
    tag.attrs
        .iter()
        .find(|attribute| &*attribute.name.local == name)
        .map(|attribute| attribute.value.to_string())
}
