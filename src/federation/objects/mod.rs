//! Conversion between the wire and the domain, one file for each noun.

pub mod actor;
pub mod comment;
pub mod essay;
pub mod post;
pub mod quote;
pub mod reply;
pub mod review;

use crate::domain::actor::Actor;
use crate::domain::comment::Audience;
use crate::domain::quote::QuotePolicy;
use crate::federation::vocab::PUBLIC;
use crate::federation::vocab::incoming::Object;
use crate::federation::vocab::outgoing::{Approval, CollectionPage, InteractionPolicy, Totals};
use crate::service::collections::Page;
use crate::urls::Urls;
use serde_json::Value;
use url::Url;

/// Why a document cannot be used; the texts end up in the inbox log.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct Misfit(pub &'static str);

/// The answers to an object as they stand in it: the total, and the first page by ids, since Mastodon asks for answers at once
/// only where that page is there. It is the very page that stands at its address.
fn replies_at(id: Url, total_items: i64, page: &Page<Url>) -> Totals {
    let at = |query: &str, value: &str| {
        let mut url = id.clone();
        url.query_pairs_mut().append_pair(query, value);
        url
    };
    Totals {
        kind: "Collection",
        total_items,
        first: Some(CollectionPage {
            id: at("page", "1"),
            kind: "CollectionPage",
            part_of: id.clone(),
            next: page.next.as_deref().map(|after| at("after", after)),
            items: Some(page.items.iter().map(|uri| Value::String(uri.to_string())).collect()),
            ordered_items: None,
        }),
        id,
    }
}

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

/// Who may quote what `author` wrote. Mastodon lets nobody quote a document that says nothing of it.
fn may_quote(policy: QuotePolicy, author: &Actor, urls: &Urls) -> InteractionPolicy {
    let approved = match policy {
        QuotePolicy::Anyone => PUBLIC.to_owned(),
        QuotePolicy::Followers => urls.actor_part(&author.handle, "followers").into(),
        // The author alone: an empty list is read as no answer by some.
        QuotePolicy::Nobody => author.uri.to_string(),
    };
    InteractionPolicy {
        can_reply: None,
        can_quote: Approval {
            automatic_approval: vec![approved],
            manual_approval: Vec::new(),
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
