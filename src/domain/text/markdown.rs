//! Markdown by an author of this site: CommonMark with tables, strike-through, spoilers and bare links.
//!
//! | written | shown |
//! |---|---|
//! | `# Heading` | the highest one used becomes `h3`, because the page owns `h1` and the section owns `h2` |
//! | `\|\|the ending\|\|` | a spoiler that opens in its sentence; around whole paragraphs a box |
//! | `![alt](address)` | a link: pages load nothing from elsewhere |
//! | `https://films.example` | a link |

use pulldown_cmark::{Event, HeadingLevel, Options, Parser, Tag, TagEnd, TextMergeWithOffset, html};

use super::inline::link_text;
use super::sanitize::review_html;
use super::{SafeHtml, spoiler};
use std::collections::BTreeSet;

/// The level of the highest heading: the page owns `h1`, the section `h2`.
const TOP: usize = 3;

/// Renders an author's Markdown. HTML inside it is cleaned, not trusted.
#[must_use]
pub fn to_html(source: &str) -> SafeHtml {
    let options = Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH;
    let events = TextMergeWithOffset::new(Parser::new_ext(source, options).into_offset_iter()).collect();
    let events = link_text(spoiler::open_boxes(events, source), &[]);
    let used: BTreeSet<HeadingLevel> = events.iter().filter_map(heading).collect();
    let events = events.into_iter().map(|event| with_lower_heading(event, &used));
    let mut out = String::with_capacity(source.len() + source.len() / 2);
    html::push_html(&mut out, events);
    review_html(&with_alignment_classes(&out))
}

fn heading(event: &Event<'_>) -> Option<HeadingLevel> {
    match event {
        Event::Start(Tag::Heading { level, .. }) => Some(*level),
        _ => None,
    }
}

/// Moves a heading to where it belongs on the page: the highest one that is used becomes `h3`, the next one follows it, whatever
/// numbers the author gave them, because readers who jump from heading to heading must not find gaps.
fn with_lower_heading<'a>(event: Event<'a>, used: &BTreeSet<HeadingLevel>) -> Event<'a> {
    let lower = |level: HeadingLevel| {
        let below = used.iter().position(|used| *used == level).unwrap_or_default();
        HeadingLevel::try_from(TOP + below).unwrap_or(HeadingLevel::H6)
    };
    match event {
        Event::Start(Tag::Heading {
            level,
            id,
            classes,
            attrs,
        }) => Event::Start(Tag::Heading {
            level: lower(level),
            id,
            classes,
            attrs,
        }),
        Event::End(TagEnd::Heading(level)) => Event::End(TagEnd::Heading(lower(level))),
        event => event,
    }
}

/// Column alignment as classes: the page's content policy forbids inline styles.
fn with_alignment_classes(html: &str) -> String {
    let mut html = html.to_owned();
    for side in ["left", "center", "right"] {
        html = html.replace(
            &format!(" style=\"text-align: {side}\""),
            &format!(" class=\"align-{side}\""),
        );
    }
    html
}

#[cfg(test)]
mod tests {
    use super::*;

    fn html(source: &str) -> String {
        to_html(source).into_string()
    }

    #[test]
    fn headings_start_below_the_section_heading() {
        assert_eq!(
            html("# One\n\n## Two\n\n#### Four"),
            "<h3>One</h3>\n<h4>Two</h4>\n<h5>Four</h5>\n"
        );
        assert_eq!(html("## Two"), "<h3>Two</h3>\n", "no level is left out");
    }

    #[test]
    fn emphasis_lists_quotes_and_strike_through_are_kept() {
        let out = html("*a* **b** ~~c~~\n\n> q\n\n1. x\n2. y");
        for part in [
            "<em>a</em>",
            "<strong>b</strong>",
            "<del>c</del>",
            "<blockquote>",
            "<ol>",
            "<li>x</li>",
        ] {
            assert!(out.contains(part), "{part} in {out}");
        }
    }

    #[test]
    fn tables_keep_their_alignment_without_styles() {
        let out = html("| film | year |\n|:--|--:|\n| Heat | 1995 |");
        assert!(out.contains(r#"<td class="align-right">1995</td>"#), "{out}");
        assert!(!out.contains("style"), "{out}");
    }

    #[test]
    fn an_image_becomes_a_link_so_that_nothing_is_loaded_from_elsewhere() {
        let out = html("![a still](https://img.example/still.jpg)");
        assert_eq!(
            out,
            "<p><a href=\"https://img.example/still.jpg\" rel=\"noopener\">a still</a></p>\n"
        );
        assert!(!html("<img src=x onerror=alert(1)>").contains("<img"));
        let inside = html("[![still](https://img.example/a.jpg)](https://films.example/)");
        assert_eq!(
            inside,
            "<p><a href=\"https://films.example/\" rel=\"noopener\">still</a></p>\n"
        );
    }

    #[test]
    fn a_spoiler_in_a_sentence_opens_where_it_stands() {
        assert_eq!(
            html("It ends when ||he *wakes* up||, sadly.\n\nAfter."),
            "<div class=\"paragraph\">It ends when <details class=\"spoiler inline\"><summary>Spoiler</summary>he <em>wakes</em> \
             up</details>, sadly.</div>\n<p>After.</p>\n"
        );
        let out = html("It goes on until ||he has missed his boat||. Then, ||soup||, and more.");
        assert_eq!(out.matches("<div").count(), 1, "one paragraph: {out}");
        assert!(
            out.contains("</details>. Then, <details") && out.contains("</details>, and more.</div>"),
            "{out}"
        );
        assert_eq!(review_html(&out).as_str(), out, "cleaning it once more changes nothing");
    }

    #[test]
    fn a_spoiler_that_is_a_whole_paragraph_is_a_box() {
        let box_of = |inside: &str| {
            format!("<details class=\"spoiler\"><summary>Spoiler</summary>\n<p>{inside}</p>\n</details>\n")
        };
        assert_eq!(html("||They do not cross.||"), box_of("They do not cross."));
        assert_eq!(
            html("||They do not cross||."),
            box_of("They do not cross."),
            "the full stop goes in with it"
        );
    }

    #[test]
    fn a_box_of_another_site_is_no_paragraph_of_ours() {
        assert_eq!(review_html("<div class=\"card\">a</div>").as_str(), "<p>a</p>");
        assert_eq!(
            review_html("<div class=\"paragraph evil\" style=\"position:fixed\">a<p>b</div>").as_str(),
            "<div class=\"paragraph\">a<p>b</p></div>"
        );
    }

    #[test]
    fn a_spoiler_can_enclose_whole_paragraphs() {
        let out = html("Before.\n\n||\n\nFirst *secret*.\n\n- second\n\n||\n\nAfter.");
        assert!(out.starts_with("<p>Before.</p>\n<details class=\"spoiler\">"), "{out}");
        assert!(out.contains("<p>First <em>secret</em>.</p>"), "{out}");
        assert!(out.ends_with("</details>\n<p>After.</p>\n"), "{out}");
        assert!(!out.contains("||"), "{out}");
    }

    #[test]
    fn bars_that_are_no_spoiler_stay_text() {
        for source in [
            "a || b || c",
            "only ||one",
            "\\|\\|not this\\|\\|",
            "`||code||`",
            "||a\n\n> b||",
        ] {
            let out = html(source);
            assert!(!out.contains("<details"), "{source}: {out}");
            assert!(out.contains("||"), "{source}: {out}");
        }
    }

    #[test]
    fn a_spoiler_in_a_tight_list_stays_in_its_item() {
        let out = html("- one ||two||\n- three");
        assert!(
            out.contains("<li>one <details class=\"spoiler inline\"><summary>Spoiler</summary>two</details>"),
            "{out}"
        );
    }

    #[test]
    fn bare_addresses_become_links_without_the_punctuation_around_them() {
        let out = html("See https://films.example/heat_(1995), please.");
        assert!(
            out.contains(r#"<a href="https://films.example/heat_(1995)" rel="noopener">"#),
            "{out}"
        );
        assert!(out.contains("</a>, please."), "{out}");
    }

    #[test]
    fn scripts_in_an_authors_text_do_not_survive() {
        let out = html("<script>alert(1)</script>\n\n[x](javascript:alert(1)) <b onclick=x>bold</b>");
        assert!(!out.contains("script") && !out.contains("onclick"), "{out}");
        assert!(out.contains("<b>bold</b>"), "{out}");
    }
}
