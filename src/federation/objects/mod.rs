//! Conversion between the wire and the domain, one file for each noun.

pub mod actor;
pub mod comment;
pub mod post;
pub mod review;

use crate::domain::comment::Audience;
use crate::federation::vocab::PUBLIC;
use crate::federation::vocab::incoming::Object;
use crate::federation::vocab::outgoing::{Approval, InteractionPolicy};
use url::Url;

/// Why a document cannot be used; the texts end up in the inbox log.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct Misfit(pub &'static str);

/// Whom an object is for, by its `to` and `cc`; `followers` is the author's followers collection.
pub fn audience_of(object: Object<'_>, followers: Option<&Url>) -> Audience {
    if object.is_public_in("to") {
        return Audience::Public;
    }
    if object.is_public_in("cc") {
        return Audience::Unlisted;
    }
    let to_followers = ["to", "cc"].iter().any(|key| {
        object
            .urls(key)
            .iter()
            .any(|url| Some(url) == followers || url.path().ends_with("/followers"))
    });
    if to_followers {
        Audience::Followers
    } else {
        Audience::Direct
    }
}

/// Everything here may be quoted: it is public, and the policy says so because Mastodon asks.
fn anybody_may_quote() -> InteractionPolicy {
    InteractionPolicy {
        can_quote: Approval {
            automatic_approval: vec![PUBLIC],
        },
    }
}

/// Text that stands between tags or in a double-quoted attribute.
fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            _ => out.push(c),
        }
    }
    out
}

#[cfg(test)]
pub(crate) mod samples;
