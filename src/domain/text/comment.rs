//! Markdown of a comment written here: paragraphs, emphasis, lists, quotes, code, links, spoilers and mentions.

use pulldown_cmark::{Event, Options, Parser, TextMergeWithOffset, html};
use std::ops::Range;

use super::inline::{handles, link_text};
use super::sanitize::remote_html;
use super::{SafeHtml, spoiler};

pub use super::inline::Mention;

/// Renders a comment's Markdown. `mentions` are the handles the caller could resolve: each `@user@host` among them
/// becomes a mention link, any other stays text. HTML in the source is shown as it was typed.
#[must_use]
pub fn to_html(source: &str, mentions: &[Mention]) -> SafeHtml {
    let events = link_text(spoiler::open_boxes(parse(source), source), mentions);
    let mut out = String::with_capacity(source.len() + source.len() / 2);
    html::push_html(&mut out, events.into_iter());
    remote_html(&out, None)
}

/// The handles a comment names, in order, each once: `user@host` or `user`, in lower case.
#[must_use]
pub fn handles_in(source: &str) -> Vec<String> {
    let events: Vec<Event<'_>> = parse(source).into_iter().map(|(event, _)| event).collect();
    handles(&events)
}

/// A comment is typed like a message: every line break counts and markup other than Markdown is text.
fn parse(source: &str) -> Vec<(Event<'_>, Range<usize>)> {
    let parser = Parser::new_ext(source, Options::ENABLE_STRIKETHROUGH).into_offset_iter();
    let events = parser.map(|(event, range)| {
        let event = match event {
            Event::Html(html) | Event::InlineHtml(html) => Event::Text(html),
            Event::SoftBreak => Event::HardBreak,
            event => event,
        };
        (event, range)
    });
    TextMergeWithOffset::new(events).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn eve() -> Vec<Mention> {
        vec![Mention {
            handle: "eve@films.example".to_owned(),
            url: "https://films.example/@eve".to_owned(),
        }]
    }

    #[test]
    fn a_known_handle_becomes_a_mention_link() {
        assert_eq!(
            to_html("Thanks @Eve@films.example!", &eve()).as_str(),
            "<p>Thanks <span class=\"h-card\" translate=\"no\"><a href=\"https://films.example/@eve\" class=\"u-url \
             mention\" rel=\"nofollow noopener ugc\">@<span>Eve</span></a></span>!</p>\n"
        );
    }

    #[test]
    fn unknown_handles_mail_addresses_and_code_stay_text() {
        for source in [
            "@bob@films.example",
            "eve@films.example",
            "`@eve@films.example`",
            "    @eve@films.example",
        ] {
            assert!(!to_html(source, &eve()).as_str().contains("<a "), "{source}");
        }
    }

    #[test]
    fn a_mention_with_a_hostile_address_is_not_a_link() {
        let mention = Mention {
            handle: "eve".to_owned(),
            url: "javascript:alert(1)".to_owned(),
        };
        assert_eq!(to_html("@eve", &[mention]).as_str(), "<p>@eve</p>\n");
    }

    #[test]
    fn handles_are_found_once_and_in_order() {
        let source =
            "@bob and @Eve@Films.example, again @bob. Not x@y.example, not `@code`, not [@in](https://l.example)";
        assert_eq!(handles_in(source), ["bob", "eve@films.example"]);
    }

    #[test]
    fn every_line_break_counts_and_html_is_shown_as_typed() {
        assert_eq!(to_html("one\ntwo", &[]).as_str(), "<p>one<br>\ntwo</p>\n");
        let out = to_html("<img src=x onerror=alert(1)> <b>hi</b>", &[]);
        assert!(out.as_str().contains("&lt;b&gt;hi"), "{out}");
        assert!(!out.as_str().contains("<img"), "{out}");
    }

    #[test]
    fn headings_and_images_have_no_place_in_a_comment() {
        let out = to_html("# LOUD\n\n![cat](https://img.example/c.png)", &[]);
        assert!(out.as_str().contains("<p><strong>LOUD</strong></p>"), "{out}");
        assert!(out.as_str().contains(">cat</a>"), "{out}");
    }
}
