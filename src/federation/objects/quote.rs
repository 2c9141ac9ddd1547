//! Quotes: what a post quotes and links to, read from all the ways in which servers say so; and the documents of permissions.

use crate::domain::actor::Actor;
use crate::federation::vocab::incoming::{Object, web_url};
use crate::service::quotes::QuoteParties;
use crate::urls::Urls;
use serde::Serialize;
use url::Url;

/// Quotes and links of one post that are looked at.
const MOST: usize = 50;
/// `quote` is FEP-044f's, `_misskey_quote` Misskey's, `quoteUrl` Pleroma's, `quoteUri` Fedibird's; some servers write the prefixes
/// of their contexts.
const QUOTE_KEYS: &[&str] = &[
    "quote",
    "https://w3id.org/fep/044f#quote",
    "_misskey_quote",
    "misskey:_misskey_quote",
    "quoteUrl",
    "as:quoteUrl",
    "quoteUri",
    "fedibird:quoteUri",
];

/// What a post quotes.
pub fn quotes_of(object: Object<'_>) -> Vec<Url> {
    let mut found: Vec<Url> = QUOTE_KEYS.iter().flat_map(|key| object.urls(key)).collect();
    let tags = object.objects("tag").filter(|tag| is_object_link(*tag));
    found.extend(tags.filter_map(|tag| tag.text("href").and_then(web_url)));
    found.truncate(MOST);
    found
}

/// The addresses that a post names beside its text: other links among its `url`s (Lemmy and Friendica put what a post is about
/// there), links among its tags and attachments.
pub fn links_of(object: Object<'_>) -> Vec<Url> {
    let mut found = object.urls("url");
    for key in ["tag", "attachment"] {
        let links = object
            .objects(key)
            .filter(|entry| matches!(entry.type_(), Some("Link" | "Page" | "Article" | "Document")))
            .filter(|entry| !is_object_link(*entry));
        found.extend(links.filter_map(|link| link.url("href").or_else(|| link.url("url"))));
    }
    found.truncate(MOST);
    found
}

/// FEP-e232: a `Link` to an ActivityPub object. Misskey adds its own relation.
fn is_object_link(tag: Object<'_>) -> bool {
    let media_type = tag.text("mediaType").unwrap_or_default();
    let to_object = media_type.starts_with("application/activity+json")
        || (media_type.starts_with("application/ld+json") && media_type.contains("activitystreams"));
    tag.type_() == Some("Link") && (to_object || tag.text("rel").is_some_and(|rel| rel.ends_with("_misskey_quote")))
}

/// A request as it is repeated in its answer.
#[derive(Clone, Debug, Serialize)]
pub struct QuoteRequest {
    id: String,
    #[serde(rename = "type")]
    kind: &'static str,
    actor: Url,
    object: Url,
    instrument: Url,
}

impl QuoteRequest {
    /// The request of that id.
    pub fn new(id: &str, actor: &Actor, object: &Url, instrument: &Url) -> Self {
        Self {
            id: id.to_owned(),
            kind: "QuoteRequest",
            actor: actor.uri.clone(),
            object: object.clone(),
            instrument: instrument.clone(),
        }
    }
}

/// The document of a permission. Whoever shows the quote asks for it.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct QuoteAuthorization {
    /// Its address.
    pub id: Url,
    #[serde(rename = "type")]
    kind: &'static str,
    attributed_to: Url,
    interacting_object: Url,
    interaction_target: Url,
}

/// The document of a permission.
pub fn to_authorization(parties: &QuoteParties, urls: &Urls) -> QuoteAuthorization {
    QuoteAuthorization {
        id: urls.quote(&parties.quote.id),
        kind: "QuoteAuthorization",
        attributed_to: parties.author.uri.clone(),
        interacting_object: parties.quote.quoting_uri.clone(),
        interaction_target: parties.quote.subject_uri.clone(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::federation::vocab::incoming::Document;
    use serde_json::{Value, json};

    const REVIEW: &str = "https://films.example/r/01review";

    fn quotes(object: &Value) -> Vec<String> {
        let doc = Document::parse(object.to_string().as_bytes()).unwrap();
        quotes_of(doc.object()).into_iter().map(String::from).collect()
    }

    fn links(object: &Value) -> Vec<String> {
        let doc = Document::parse(object.to_string().as_bytes()).unwrap();
        links_of(doc.object()).into_iter().map(String::from).collect()
    }

    #[test]
    fn a_quote_is_found_in_every_way_of_saying_it() {
        let fep = r#"application/ld+json; profile="https://www.w3.org/ns/activitystreams""#;
        for object in [
            json!({"quote": REVIEW}),
            json!({"quote": {"id": REVIEW, "type": "Article"}}),
            json!({"quote": [null, REVIEW]}),
            json!({"_misskey_quote": REVIEW}),
            json!({"quoteUrl": REVIEW}),
            json!({"quoteUri": REVIEW}),
            json!({"as:quoteUrl": REVIEW}),
            json!({"tag": [{"type": "Mention", "href": "https://films.example/users/mara"},
                {"type": "Link", "mediaType": fep, "href": REVIEW}]}),
            json!({"tag": {"type": "Link", "rel": "https://misskey-hub.net/ns#_misskey_quote", "href": REVIEW}}),
        ] {
            assert_eq!(quotes(&object), [REVIEW], "{object}");
            assert_eq!(links(&object), Vec::<String>::new(), "{object}");
        }
    }

    #[test]
    fn nothing_else_is_a_quote() {
        for object in [
            json!({"quote": null, "quoteUrl": "", "_misskey_quote": 7}),
            json!({"quote": "javascript:alert(1)"}),
            json!({"tag": [{"type": "Mention", "href": REVIEW}, {"type": "Link", "href": REVIEW}]}),
        ] {
            assert_eq!(quotes(&object), Vec::<String>::new(), "{object}");
        }
    }

    #[test]
    fn links_beside_the_text_are_found() {
        for object in [
            json!({"type": "Page", "attachment": [{"type": "Link", "href": REVIEW}]}),
            json!({"type": "Page", "url": REVIEW}),
            json!({"type": "Video", "url": [{"type": "Link", "mediaType": "text/html", "href": REVIEW}]}),
            json!({"tag": {"type": "Link", "href": REVIEW, "name": "a review"}}),
        ] {
            assert_eq!(links(&object), [REVIEW], "{object}");
        }
    }
}
