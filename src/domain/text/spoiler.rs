//! Spoilers: `||the butler did it||` in Markdown becomes a box that opens without JavaScript.
//!
//! In the middle of a paragraph it opens where it stands, and the sentence goes on behind it. HTML lets no `details` into a
//! `p`, so such a paragraph is a `div` of the class `paragraph`. A spoiler that is a whole paragraph, or bars on lines of
//! their own around several, become a box. Bars without a partner, bars inside other markup and bars written as `\|\|`
//! stay what they are.

use std::ops::Range;

use pulldown_cmark::{CowStr, Event, Tag, TagEnd};

const OPEN: &str = "<details class=\"spoiler\"><summary>Spoiler</summary>\n";
const OPEN_INLINE: &str = "<details class=\"spoiler inline\"><summary>Spoiler</summary>";
const CLOSE: &str = "</details>\n";
const CLOSE_INLINE: &str = "</details>";
const PARAGRAPH: &str = "<div class=\"paragraph\">";
const END_OF_PARAGRAPH: &str = "</div>\n";
const BARS: &str = "||";

/// Where a pair of bars stands: which event, at which byte, directly in which container and which paragraph.
struct Mark {
    event: usize,
    at: usize,
    container: usize,
    paragraph: Option<usize>,
    may_open: bool,
    may_close: bool,
}

/// Bars that have a partner.
#[derive(Clone, Copy)]
struct Bars {
    event: usize,
    at: usize,
    opens: bool,
    stands: Stands,
    inline: bool,
}

/// Where both bars of a pair stand.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Stands {
    /// In that paragraph.
    InParagraph(usize),
    /// In the words of a tight list item, which no paragraph surrounds.
    InWords,
    /// Around something that is more than words.
    Across,
}

/// Replaces paired bars in a stream of events (with their places in `source`) by spoilers.
pub(super) fn open_boxes<'a>(events: Vec<(Event<'a>, Range<usize>)>, source: &str) -> Vec<Event<'a>> {
    let mut bars = pair(&marks(&events, source));
    let sentences = find_sentences(&events, &mut bars);
    let mut out = Vec::with_capacity(events.len());
    let mut paragraph = None;
    for (index, (event, _)) in events.into_iter().enumerate() {
        match event {
            Event::Start(Tag::Paragraph) if sentences.contains(&index) => {
                paragraph = Some(index);
                out.push(Event::Html(CowStr::Borrowed(PARAGRAPH)));
            }
            Event::Start(Tag::Paragraph) => {
                paragraph = Some(index);
                out.push(event);
            }
            Event::End(TagEnd::Paragraph) => {
                let of_sentence = paragraph.take().is_some_and(|start| sentences.contains(&start));
                out.push(if of_sentence {
                    Event::Html(CowStr::Borrowed(END_OF_PARAGRAPH))
                } else {
                    event
                });
            }
            Event::Text(text) if bars.iter().any(|mark| mark.event == index) => {
                split(&mut out, &text, index, &bars, paragraph.is_some());
            }
            event => out.push(event),
        }
    }
    drop_empty_paragraphs(out)
}

/// Marks the bars that stand in a sentence: in a paragraph that says something outside of them and that no other pair of
/// bars cuts, or in a list item without paragraphs. Gives back those paragraphs by their first event.
fn find_sentences(events: &[(Event<'_>, Range<usize>)], bars: &mut [Bars]) -> Vec<usize> {
    let mut sentences = Vec::new();
    let mut start = None;
    for (index, (event, _)) in events.iter().enumerate() {
        match event {
            Event::Start(Tag::Paragraph) => start = Some(index),
            Event::End(TagEnd::Paragraph) => {
                if let Some(first) = start.take()
                    && is_sentence(events, first, index, bars)
                {
                    sentences.push(first);
                }
            }
            _ => {}
        }
    }
    for mark in bars {
        mark.inline = match mark.stands {
            Stands::InParagraph(paragraph) => sentences.contains(&paragraph),
            Stands::InWords => true,
            Stands::Across => false,
        };
    }
    sentences
}

fn is_sentence(events: &[(Event<'_>, Range<usize>)], first: usize, last: usize, bars: &[Bars]) -> bool {
    let mine = || bars.iter().filter(|mark| (first..last).contains(&mark.event));
    if mine().next().is_none() || mine().any(|mark| mark.stands != Stands::InParagraph(first)) {
        return false;
    }
    let mut inside = false;
    for (index, (event, _)) in events.iter().enumerate().take(last).skip(first + 1) {
        match event {
            Event::Text(text) => {
                let mut done = 0;
                for mark in mine().filter(|mark| mark.event == index) {
                    if !inside && says_something(text.get(done..mark.at).unwrap_or_default()) {
                        return true;
                    }
                    inside = mark.opens;
                    done = mark.at + BARS.len();
                }
                if !inside && says_something(text.get(done..).unwrap_or_default()) {
                    return true;
                }
            }
            Event::SoftBreak | Event::HardBreak => {}
            _ if !inside => return true,
            _ => {}
        }
    }
    false
}

fn says_something(text: &str) -> bool {
    !text.trim_matches(|c: char| c.is_whitespace() || is_stop(c)).is_empty()
}

fn split<'a>(out: &mut Vec<Event<'a>>, text: &str, index: usize, bars: &[Bars], paragraph: bool) {
    let mut done = 0;
    for mark in bars.iter().filter(|mark| mark.event == index) {
        push_text(out, text.get(done..mark.at).unwrap_or_default());
        done = mark.at + BARS.len();
        if mark.inline {
            let tag = if mark.opens { OPEN_INLINE } else { CLOSE_INLINE };
            out.push(Event::InlineHtml(CowStr::Borrowed(tag)));
            continue;
        }
        // A full stop behind the bars would stand alone in a paragraph of its own.
        if paragraph && !mark.opens {
            let rest = text.get(done..).unwrap_or_default();
            let stops = rest.len() - rest.trim_start_matches(is_stop).len();
            let (stop, rest) = rest.split_at(stops);
            push_text(out, stop);
            done += stops + (rest.len() - rest.trim_start().len());
        }
        if paragraph {
            out.push(Event::End(TagEnd::Paragraph));
        }
        out.push(Event::Html(CowStr::Borrowed(if mark.opens { OPEN } else { CLOSE })));
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
    let mut paragraph = None;
    for (index, (event, range)) in events.iter().enumerate() {
        match event {
            Event::Start(Tag::Paragraph) => paragraph = Some(index),
            Event::End(TagEnd::Paragraph) => paragraph = None,
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
                    let found = text.match_indices(BARS).map(|(at, _)| mark(text, at, index));
                    marks.extend(found.map(|mark| Mark {
                        container,
                        paragraph,
                        ..mark
                    }));
                }
            }
            _ => {}
        }
    }
    marks
}

/// Opening bars touch the word after them, closing bars the word before; at the edge of a line both are possible.
fn mark(text: &str, at: usize, event: usize) -> Mark {
    let before = text.get(..at).and_then(|text| text.chars().next_back());
    let after = text.get(at + BARS.len()..).and_then(|text| text.chars().next());
    Mark {
        event,
        at,
        container: usize::MAX,
        paragraph: None,
        may_open: after.is_none_or(|c| !c.is_whitespace()),
        may_close: before.is_none_or(|c| !c.is_whitespace()),
    }
}

/// Pairs the marks.
fn pair(marks: &[Mark]) -> Vec<Bars> {
    let mut pairs = Vec::new();
    let mut opened: Option<&Mark> = None;
    for mark in marks {
        match opened {
            Some(open) if open.container == mark.container && mark.may_close => {
                let stands = match (open.paragraph, mark.paragraph) {
                    (Some(first), Some(last)) if first == last => Stands::InParagraph(first),
                    (None, None) => Stands::InWords,
                    _ => Stands::Across,
                };
                let bars = |mark: &Mark, opens| Bars {
                    event: mark.event,
                    at: mark.at,
                    opens,
                    stands,
                    inline: false,
                };
                pairs.push(bars(open, true));
                pairs.push(bars(mark, false));
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
