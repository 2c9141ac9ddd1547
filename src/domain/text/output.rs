//! Balanced markup: whatever is opened is closed, in order, and nothing is closed that is not open.

use url::Url;

use super::{links, push_escaped, reorders_text};

/// The text written so far, and the elements that are still open in it.
#[derive(Default)]
pub(super) struct Output {
    pub(super) text: String,
    open: Vec<Open>,
}

/// An element whose start is written and whose end is not.
struct Open {
    /// Name of the tag in the input; its end tag closes this.
    source: String,
    /// What is written to close it.
    close: &'static str,
    /// Where its start tag begins in the output, and where its inside does.
    start: usize,
    inside: usize,
    link: Option<Link>,
}

/// A link being written: where it goes, and the words read so far.
pub(super) struct Link {
    pub(super) target: Option<Url>,
    pub(super) text: String,
}

impl Output {
    /// Elements that are open.
    pub(super) fn depth(&self) -> usize {
        self.open.len()
    }

    pub(super) fn open(&mut self, source: &str, start: &str, close: &'static str) {
        let at = self.text.len();
        self.text.push_str(start);
        self.opened(source, close, at, None);
    }

    /// Remembers an element whose start tag was written at `start`.
    pub(super) fn opened(&mut self, source: &str, close: &'static str, start: usize, link: Option<Link>) {
        let (source, inside) = (source.to_owned(), self.text.len());
        self.open.push(Open {
            source,
            close,
            start,
            inside,
            link,
        });
    }

    pub(super) fn push_words(&mut self, text: &str) {
        let mut text = strip(text);
        // A parser drops one line break after <pre>; dropping all of them keeps the output stable.
        if self.text.ends_with("<pre>") {
            text = text.trim_start_matches('\n').to_owned();
        }
        for open in &mut self.open {
            if let Some(link) = &mut open.link {
                link.text.push_str(&text);
            }
        }
        push_escaped(&mut self.text, &text);
    }

    pub(super) fn space(&mut self) {
        if !self.text.ends_with(|c: char| c.is_whitespace() || c == '>') {
            self.text.push(' ');
        }
    }

    pub(super) fn in_link(&self) -> bool {
        self.open.iter().any(|open| open.link.is_some())
    }

    /// Closes the innermost element of that name and everything opened inside it; an end without a start is ignored.
    pub(super) fn close(&mut self, source: &str) {
        if let Some(at) = self.open.iter().rposition(|open| open.source == source) {
            self.close_down_to(at);
        }
    }

    /// A block ends the paragraph it appears in, unless that paragraph lies outside an enclosing box.
    pub(super) fn close_paragraph(&mut self) {
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
    pub(super) fn close_item(&mut self) {
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

    pub(super) fn close_down_to(&mut self, at: usize) {
        while self.open.len() > at {
            let Some(open) = self.open.pop() else { return };
            if let Some(link) = &open.link {
                self.fold_own_address(link, open.inside);
            }
            let inside = self.text.get(open.inside..).unwrap_or_default();
            if open.close.ends_with("</p>") && inside.trim().is_empty() {
                self.text.truncate(open.start);
            } else {
                self.text.push_str(open.close);
            }
        }
    }

    /// A link whose words are its own address is shown folded; any other keeps its words, all of them visible.
    fn fold_own_address(&mut self, link: &Link, inside: usize) {
        let Some(target) = &link.target else { return };
        let said = link.text.trim();
        if said == target.as_str() || links::web_url(said).as_ref() == Some(target) {
            self.text.truncate(inside);
            links::push_folded(&mut self.text, target);
        }
    }
}

pub(super) fn push_attribute(out: &mut String, name: &str, value: &str) {
    out.push(' ');
    out.push_str(name);
    out.push_str("=\"");
    push_escaped(out, &strip(value));
    out.push('"');
}

/// Removes control characters (but line breaks and tabs) and characters that reorder the text around them.
pub(super) fn strip(text: &str) -> String {
    text.chars()
        .filter(|c| !reorders_text(*c) && (!c.is_control() || matches!(c, '\n' | '\t')))
        .collect()
}

pub(super) fn is_block(tag: &str) -> bool {
    matches!(
        tag,
        "p" | "h3" | "h4" | "h5" | "h6" | "details" | "dl" | "table" | "blockquote" | "ul" | "ol" | "pre"
    )
}

fn is_container(close: &str) -> bool {
    matches!(
        close,
        "</blockquote>" | "</li>" | "</td>" | "</th>" | "</details>" | "</dd>" | "</dt>" | "</div>"
    )
}

/// The end tag for each tag the rewriter may open.
pub(super) fn closing(tag: &str) -> Option<&'static str> {
    CLOSING
        .split(' ')
        .find(|close| close.get(2..close.len() - 1) == Some(tag))
}

const CLOSING: &str = "</p> </span> </blockquote> </ul> </ol> </li> </code> </pre> </em> </strong> </b> </i> </u> </s> \
    </del> </details> </summary> </h3> </h4> </h5> </h6> </ins> </mark> </small> </sub> </sup> </kbd> \
    </q> </cite> </dl> </dt> </dd> </abbr> </table> </thead> </tbody> </tfoot> </tr> </th> </td> \
    </caption>";
