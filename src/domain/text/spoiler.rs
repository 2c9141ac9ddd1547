//! Spoilers: `||the butler did it||` in Markdown becomes a box that opens without JavaScript.
//!
//! A box cannot stand inside a paragraph, so the paragraph is closed before it and reopened after it. The bars may stand
//! on lines of their own around several paragraphs. Bars without a partner, bars inside other markup and bars written
//! as `\|\|` stay what they are.

use std::ops::Range;

use pulldown_cmark::{CowStr, Event, Tag, TagEnd};

const OPEN: &str = "<details class=\"spoiler\"><summary>Spoiler</summary>\n";
const CLOSE: &str = "</details>\n";
const BARS: &str = "||";

/// Where a pair of bars stands: which event, at which byte, directly in which container.
struct Mark {
    event: usize,
    at: usize,
    container: usize,
    may_open: bool,
    may_close: bool,
}

/// Replaces paired bars in a stream of events (with their places in `source`) by spoiler boxes.
pub(super) fn open_boxes<'a>(events: Vec<(Event<'a>, Range<usize>)>, source: &str) -> Vec<Event<'a>> {
    let pairs = pair(&marks(&events, source));
    let mut out = Vec::with_capacity(events.len());
    let mut paragraph = false;
    for (index, (event, _)) in events.into_iter().enumerate() {
        match &event {
            Event::Start(Tag::Paragraph) => paragraph = true,
            Event::End(TagEnd::Paragraph) => paragraph = false,
            _ => {}
        }
        match event {
            Event::Text(text) if pairs.iter().any(|(event, ..)| *event == index) => {
                split(&mut out, &text, index, &pairs, paragraph);
            }
            event => out.push(event),
        }
    }
    drop_empty_paragraphs(out)
}

fn split<'a>(out: &mut Vec<Event<'a>>, text: &str, index: usize, pairs: &[(usize, usize, bool)], paragraph: bool) {
    let mut done = 0;
    for (_, at, opens) in pairs.iter().filter(|(event, ..)| *event == index) {
        push_text(out, text.get(done..*at).unwrap_or_default());
        done = at + BARS.len();
        // A full stop behind the bars would stand alone in a paragraph of its own.
        if paragraph && !*opens {
            let rest = text.get(done..).unwrap_or_default();
            let stops = rest.len() - rest.trim_start_matches(is_stop).len();
            let (stop, rest) = rest.split_at(stops);
            push_text(out, stop);
            done += stops + (rest.len() - rest.trim_start().len());
        }
        if paragraph {
            out.push(Event::End(TagEnd::Paragraph));
        }
        out.push(Event::Html(CowStr::Borrowed(if *opens { OPEN } else { CLOSE })));
        if paragraph {
            out.push(Event::Start(Tag::Paragraph));
        }
    }
    push_text(out, text.get(done..).unwrap_or_default());
}

/// What ends a sentence or a part of one.
fn is_stop(c: char) -> bool {
    matches!(c, '.' | ',' | ';' | ':' | '!' | '?' | '…' | ')' | ']' | '”' | '’' | '»')
}

fn push_text(out: &mut Vec<Event<'_>>, text: &str) {
    if !text.is_empty() {
        out.push(Event::Text(CowStr::from(text.to_owned())));
    }
}

/// All bars that stand directly in a paragraph or list item.
fn marks(events: &[(Event<'_>, Range<usize>)], source: &str) -> Vec<Mark> {
    let mut marks = Vec::new();
    let mut containers: Vec<usize> = vec![usize::MAX];
    let mut inline_depth = 0_usize;
    for (index, (event, range)) in events.iter().enumerate() {
        match event {
            Event::Start(Tag::Paragraph) | Event::End(TagEnd::Paragraph) => {}
            Event::Start(Tag::Item | Tag::BlockQuote(_)) => containers.push(index),
            Event::End(TagEnd::Item | TagEnd::BlockQuote(_)) => {
                containers.pop();
            }
            Event::Start(Tag::List(_)) | Event::End(TagEnd::List(_)) => {}
            Event::Start(_) => inline_depth += 1,
            Event::End(_) => inline_depth = inline_depth.saturating_sub(1),
            Event::Text(text) if inline_depth == 0 => {
                let escaped = source.get(range.clone()).is_some_and(|written| written.contains("\\|"));
                let container = containers.last().copied().unwrap_or(usize::MAX);
                if !escaped {
                    marks.extend(text.match_indices(BARS).map(|(at, _)| mark(text, at, index, container)));
                }
            }
            _ => {}
        }
    }
    marks
}

/// Opening bars touch the word after them, closing bars the word before; at the edge of a line both are possible.
fn mark(text: &str, at: usize, event: usize, container: usize) -> Mark {
    let before = text.get(..at).and_then(|text| text.chars().next_back());
    let after = text.get(at + BARS.len()..).and_then(|text| text.chars().next());
    Mark {
        event,
        at,
        container,
        may_open: after.is_none_or(|c| !c.is_whitespace()),
        may_close: before.is_none_or(|c| !c.is_whitespace()),
    }
}

/// Pairs the marks: (event, byte, does it open).
fn pair(marks: &[Mark]) -> Vec<(usize, usize, bool)> {
    let mut pairs = Vec::new();
    let mut opened: Option<&Mark> = None;
    for mark in marks {
        match opened {
            Some(open) if open.container == mark.container && mark.may_close => {
                pairs.push((open.event, open.at, true));
                pairs.push((mark.event, mark.at, false));
                opened = None;
            }
            // A partner in another container would cross its edge: the earlier bars stay text.
            Some(open) if open.container == mark.container => {}
            _ => opened = mark.may_open.then_some(mark),
        }
    }
    pairs
}

/// Removes the paragraphs that splitting left without content, and line breaks at their edges.
fn drop_empty_paragraphs(events: Vec<Event<'_>>) -> Vec<Event<'_>> {
    let mut out: Vec<Event<'_>> = Vec::with_capacity(events.len());
    for event in events {
        match event {
            Event::SoftBreak | Event::HardBreak if matches!(out.last(), Some(Event::Start(Tag::Paragraph))) => {}
            Event::End(TagEnd::Paragraph) => {
                while out.last().is_some_and(is_blank) {
                    out.pop();
                }
                if matches!(out.last(), Some(Event::Start(Tag::Paragraph))) {
                    out.pop();
                } else {
                    out.push(event);
                }
            }
            event => out.push(event),
        }
    }
    out
}

fn is_blank(event: &Event<'_>) -> bool {
    match event {
        Event::SoftBreak | Event::HardBreak => true,
        Event::Text(text) => text.trim().is_empty(),
        _ => false,
    }
}
