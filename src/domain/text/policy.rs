//! Which tags and attributes each kind of text may use.
//!
//! Two kinds exist. A reviewer writes on their own site and gets a rich set; a comment, local or remote, gets the small
//! set that Mastodon and its neighbours produce. Both are allow-lists: a tag that is not named here loses its tags and
//! keeps its words, or loses both when its words were never meant to be read.

use std::sync::LazyLock;

use ammonia::{Builder, UrlRelative};

/// Whose text is cleaned.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// A section, teaser or biography by an author of this site.
    Review,
    /// A comment, from here or from any other server.
    Comment,
}

/// What happens to one tag.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Fate {
    /// Written as the tag of this name.
    Keep(&'static str),
    /// A tag without content.
    Void(&'static str),
    /// Written as a paragraph, so that words of neighbouring boxes do not run together.
    Paragraph,
    /// A heading where headings have no place: a paragraph in bold.
    BoldParagraph,
    /// A space between the words of two table cells.
    Space,
    /// An image: never loaded, so its text stands in for it.
    Image,
    /// The tag goes, its content stays.
    Unwrap,
    /// The tag and everything in it go.
    Remove,
}

impl Kind {
    /// Decides about a tag by its lower-case name.
    pub(super) fn fate(self, name: &str) -> Fate {
        if hides_content(name) {
            return Fate::Remove;
        }
        match (self, name) {
            (_, "img" | "image") => Fate::Image,
            (_, "br") => Fate::Void("br"),
            (Self::Review, "hr") => Fate::Void("hr"),
            (Self::Review, "h1" | "h2" | "h3") => Fate::Keep("h3"),
            (Self::Review, "h4") => Fate::Keep("h4"),
            (Self::Review, "h5") => Fate::Keep("h5"),
            (Self::Review, "h6") => Fate::Keep("h6"),
            (Self::Comment, "h1" | "h2" | "h3" | "h4" | "h5" | "h6") => Fate::BoldParagraph,
            (Self::Comment, "td" | "th") => Fate::Space,
            _ => {
                if let Some(kept) = self.tags().find(|tag| *tag == name) {
                    Fate::Keep(kept)
                } else if BOXES.split(' ').any(|tag| tag == name) {
                    Fate::Paragraph
                } else {
                    Fate::Unwrap
                }
            }
        }
    }

    /// The tags that survive with their own name (voids and headings are decided in [`Kind::fate`]).
    fn tags(self) -> impl Iterator<Item = &'static str> {
        match self {
            Self::Review => REVIEW_TAGS,
            Self::Comment => COMMENT_TAGS,
        }
        .split(' ')
    }

    /// The classes a tag may carry. `invisible` and `ellipsis` are never taken from the input: the rewriter writes
    /// them itself, and only around the unreadable parts of an address that is shown honestly.
    pub(super) fn classes(self, tag: &str) -> &'static [&'static str] {
        match (self, tag) {
            (_, "a") => &["mention", "hashtag", "u-url"],
            (_, "span") => &["h-card", "mention", "hashtag"],
            (_, "details") => &["spoiler", "inline"],
            // A paragraph that holds a spoiler, which no `p` can; any other box becomes a `p`.
            (_, "div") => &["paragraph"],
            (Self::Review, "td" | "th") => &["align-left", "align-center", "align-right"],
            _ => &[],
        }
    }

    /// What every link says about the trust we put in its target.
    pub(super) fn link_rel(self) -> &'static str {
        match self {
            Self::Review => "noopener",
            Self::Comment => "nofollow noopener ugc",
        }
    }

    /// The ammonia rules: the last word on what is safe, whatever the rewriter before it did.
    pub(super) fn builder(self) -> &'static Builder<'static> {
        match self {
            Self::Review => &REVIEW,
            Self::Comment => &COMMENT,
        }
    }
}

const COMMENT_TAGS: &str = "p a span blockquote ul ol li code pre em strong b i u s del details summary br";

const REVIEW_TAGS: &str = "p a span blockquote ul ol li code pre em strong b i u s del details summary br hr h3 h4 h5 h6 ins \
    mark small sub sup kbd q cite dl dt dd abbr table thead tbody tfoot tr th td caption";

/// Boxes whose words would run together if only the tag went.
const BOXES: &str = "div section article aside header footer main nav figure figcaption address dl dt dd tr center form \
    caption";

/// True for tags whose content was never meant to be read as text.
pub(super) fn hides_content(name: &str) -> bool {
    REMOVED.split(' ').any(|tag| tag == name)
}

const REMOVED: &str = "script style title textarea xmp iframe noembed noframes noscript plaintext svg math template object \
    applet select video audio canvas";

static REVIEW: LazyLock<Builder<'static>> = LazyLock::new(|| {
    let mut builder = builder(Kind::Review);
    builder
        .add_tag_attributes("a", ["title"])
        .add_tag_attributes("abbr", ["title"])
        .add_tag_attributes("td", ["colspan", "rowspan"])
        .add_tag_attributes("th", ["colspan", "rowspan", "scope"])
        .url_relative(UrlRelative::PassThrough);
    builder
});

static COMMENT: LazyLock<Builder<'static>> = LazyLock::new(|| builder(Kind::Comment));

fn builder(kind: Kind) -> Builder<'static> {
    let mut builder = Builder::empty();
    builder
        .tags(kind.tags().chain(["div"]).collect())
        .clean_content_tags(["script", "style"].into_iter().collect())
        .add_tag_attributes("a", ["href", "translate"])
        .add_tag_attributes("span", ["lang", "translate"])
        .add_tag_attributes("p", ["lang", "dir"])
        .add_tag_attributes("ol", ["start", "reversed"])
        .url_schemes(["http", "https", "mailto"].into_iter().collect())
        .url_relative(UrlRelative::Deny)
        .link_rel(Some(kind.link_rel()))
        .strip_comments(true);
    for tag in ["a", "span", "details", "div", "td", "th"] {
        let mut classes = kind.classes(tag).to_vec();
        if tag == "span" {
            classes.extend(["invisible", "ellipsis"]);
        }
        if !classes.is_empty() {
            builder.add_allowed_classes(tag, classes);
        }
    }
    builder
}

/// The attributes the rewriter copies for a tag; values are judged there, then again by ammonia.
pub(super) fn attributes(tag: &str) -> &'static [&'static str] {
    match tag {
        "a" => &["title", "translate"],
        "abbr" => &["title"],
        "span" => &["lang", "translate"],
        "p" => &["lang", "dir"],
        "ol" => &["start", "reversed"],
        "td" => &["colspan", "rowspan"],
        "th" => &["colspan", "rowspan", "scope"],
        _ => &[],
    }
}
