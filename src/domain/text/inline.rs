//! Bare addresses and handles in running text.

use pulldown_cmark::{CowStr, Event, Tag, TagEnd};

use super::{links, push_escaped};

/// A person named in a text, resolved by the caller.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mention {
    /// `user@host`, or `user` for somebody of this site; case does not matter.
    pub handle: String,
    /// The person's profile page.
    pub url: String,
}

/// Where something linkable stands in a text.
enum Found<'t> {
    Address { text: &'t str },
    Handle { text: &'t str },
}

/// Turns bare `https://…` addresses into links and known `@user@host` handles into Mastodon-style mentions, outside of
/// links and code.
pub(super) fn link_text<'a>(events: Vec<Event<'a>>, mentions: &[Mention]) -> Vec<Event<'a>> {
    let mut out = Vec::with_capacity(events.len());
    let mut closed = 0_usize;
    for event in events {
        match &event {
            Event::Start(Tag::Link { .. } | Tag::Image { .. } | Tag::CodeBlock(_)) => closed += 1,
            Event::End(TagEnd::Link | TagEnd::Image | TagEnd::CodeBlock) => closed = closed.saturating_sub(1),
            _ => {}
        }
        match event {
            Event::Text(text) if closed == 0 => push_linked(&mut out, text, mentions),
            event => out.push(event),
        }
    }
    out
}

/// The handles written in a stream of events, in order, each once: `user@host` or `user`, host in lower case.
pub(super) fn handles(events: &[Event<'_>]) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    let mut closed = 0_usize;
    for event in events {
        match event {
            Event::Start(Tag::Link { .. } | Tag::Image { .. } | Tag::CodeBlock(_)) => closed += 1,
            Event::End(TagEnd::Link | TagEnd::Image | TagEnd::CodeBlock) => closed = closed.saturating_sub(1),
            Event::Text(text) if closed == 0 => {
                let mut rest: &str = text;
                let mut previous = None;
                while let Some((start, hit, len)) = next(rest, previous) {
                    if let Found::Handle { text } = hit {
                        let handle = text.trim_start_matches('@').to_ascii_lowercase();
                        if !found.contains(&handle) {
                            found.push(handle);
                        }
                    }
                    previous = rest.get(..start + len).and_then(|text| text.chars().next_back());
                    rest = rest.get(start + len..).unwrap_or_default();
                }
            }
            _ => {}
        }
    }
    found
}

fn push_linked<'a>(out: &mut Vec<Event<'a>>, text: CowStr<'a>, mentions: &[Mention]) {
    if next(&text, None).is_none() {
        out.push(Event::Text(text));
        return;
    }
    let mut rest: &str = &text;
    let mut previous = None;
    while let Some((start, hit, len)) = next(rest, previous) {
        push_text(out, rest.get(..start).unwrap_or_default());
        match hit {
            Found::Address { text } => push_address(out, text),
            Found::Handle { text } => push_handle(out, text, mentions),
        }
        previous = rest.get(..start + len).and_then(|text| text.chars().next_back());
        rest = rest.get(start + len..).unwrap_or_default();
    }
    push_text(out, rest);
}

fn push_text(out: &mut Vec<Event<'_>>, text: &str) {
    if !text.is_empty() {
        out.push(Event::Text(CowStr::from(text.to_owned())));
    }
}

fn push_address(out: &mut Vec<Event<'_>>, text: &str) {
    let mut html = String::from("<a href=\"");
    push_escaped(&mut html, text);
    html.push_str("\">");
    push_escaped(&mut html, text);
    html.push_str("</a>");
    out.push(Event::InlineHtml(CowStr::from(html)));
}

fn push_handle(out: &mut Vec<Event<'_>>, text: &str, mentions: &[Mention]) {
    let handle = text.trim_start_matches('@');
    let known = mentions
        .iter()
        .find(|mention| mention.handle.trim_start_matches('@').eq_ignore_ascii_case(handle));
    let Some(mention) = known.filter(|mention| links::web_url(&mention.url).is_some()) else {
        push_text(out, text);
        return;
    };
    let user = handle.split('@').next().unwrap_or(handle);
    let mut html = String::from(r#"<span class="h-card" translate="no"><a href=""#);
    push_escaped(&mut html, &mention.url);
    html.push_str(r#"" class="u-url mention">@<span>"#);
    push_escaped(&mut html, user);
    html.push_str("</span></a></span>");
    out.push(Event::InlineHtml(CowStr::from(html)));
}

/// The next linkable thing in `text`: where it starts, what it is, how long it is. `previous` is the character before.
fn next(text: &str, previous: Option<char>) -> Option<(usize, Found<'_>, usize)> {
    let mut before = previous;
    for (at, c) in text.char_indices() {
        let rest = text.get(at..).unwrap_or_default();
        let at_edge = before.is_none_or(|c| !c.is_alphanumeric() && !matches!(c, '/' | '@' | '_'));
        if at_edge && c == '@' {
            if let Some(len) = handle_len(rest) {
                return Some((at, Found::Handle { text: rest.get(..len)? }, len));
            }
        } else if at_edge && (rest.starts_with("https://") || rest.starts_with("http://")) {
            let len = address_len(rest);
            let text = rest.get(..len)?;
            if links::web_url(text).is_some() {
                return Some((at, Found::Address { text }, len));
            }
        }
        before = Some(c);
    }
    None
}

/// Bytes of `@user` or `@user@host.tld` at the start of `text`.
fn handle_len(text: &str) -> Option<usize> {
    let after = text.get(1..)?;
    let user = name_len(after, |c| c.is_ascii_alphanumeric() || matches!(c, '_' | '.' | '-'));
    if user == 0 {
        return None;
    }
    let rest = after.get(user..)?;
    if let Some(host_text) = rest.strip_prefix('@') {
        let host = name_len(host_text, |c| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | ':'));
        if host > 0 {
            return Some(1 + user + 1 + host);
        }
    }
    Some(1 + user)
}

fn name_len(text: &str, belongs: impl Fn(char) -> bool) -> usize {
    let end = text.find(|c| !belongs(c)).unwrap_or(text.len());
    text.get(..end)
        .unwrap_or_default()
        .trim_end_matches(['.', '-', ':'])
        .len()
}

/// Bytes of the address at the start of `text`: up to white space or a quote, without the punctuation of the sentence
/// around it, with a closing bracket only when the address opened it.
fn address_len(text: &str) -> usize {
    let end = text
        .find(|c: char| c.is_whitespace() || matches!(c, '<' | '>' | '"'))
        .unwrap_or(text.len());
    let mut address = text.get(..end).unwrap_or_default();
    loop {
        let trimmed = address.trim_end_matches(['.', ',', ';', ':', '!', '?', '\'', '*', '_', '~', '|', '…', '”', '’']);
        let unmatched = trimmed.ends_with(')') && trimmed.matches(')').count() > trimmed.matches('(').count();
        let shorter = if unmatched {
            trimmed.trim_end_matches(')')
        } else {
            trimmed
        };
        if shorter.len() == address.len() {
            return address.len();
        }
        address = shorter;
    }
}
