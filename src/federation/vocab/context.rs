//! JSON-LD contexts: what our documents declare, and the one this server publishes.

use crate::urls::Urls;
use activitypub_federation::protocol::context::WithContext;
use serde_json::{Value, json};

/// Path of the context this server publishes. The number changes only if a term changes its meaning, which must not happen.
pub const CONTEXT_PATH: &str = "/ns/v1.jsonld";

/// Terms that several servers share. They stand in every document itself, because some readers never fetch a context.
fn shared_terms() -> Value {
    json!({
        "sensitive": "as:sensitive",
        "Hashtag": "as:Hashtag",
        "manuallyApprovesFollowers": "as:manuallyApprovesFollowers",
        "schema": "http://schema.org#",
        "PropertyValue": "schema:PropertyValue",
        "value": "schema:value",
        "toot": "http://joinmastodon.org/ns#",
        "featured": {"@id": "toot:featured", "@type": "@id"},
        "discoverable": "toot:discoverable",
        "indexable": "toot:indexable",
        "blurhash": "toot:blurhash",
        "focalPoint": {"@container": "@list", "@id": "toot:focalPoint"},
        "gts": "https://gotosocial.org/ns#",
        "interactionPolicy": {"@id": "gts:interactionPolicy", "@type": "@id"},
        "canQuote": {"@id": "gts:canQuote", "@type": "@id"},
        "canReply": {"@id": "gts:canReply", "@type": "@id"},
        "manualApproval": {"@id": "gts:manualApproval", "@type": "@id"},
        "automaticApproval": {"@id": "gts:automaticApproval", "@type": "@id"},
        "approvedBy": {"@id": "gts:approvedBy", "@type": "@id"},
        "replyAuthorization": {"@id": "gts:replyAuthorization", "@type": "@id"}
    })
}

/// Terms about moving and authorship, which stand on actors and in a Move.
fn actor_terms() -> Value {
    json!({
        "alsoKnownAs": {"@id": "as:alsoKnownAs", "@type": "@id"},
        "movedTo": {"@id": "as:movedTo", "@type": "@id"},
        "attributionDomains": {"@id": "toot:attributionDomains", "@type": "@id"}
    })
}

/// An actor with the context it needs: the security vocabulary holds `publicKey`.
pub fn of_actor<T>(inner: T) -> WithContext<T> {
    WithContext::new(
        inner,
        json!([
            "https://www.w3.org/ns/activitystreams",
            "https://w3id.org/security/v1",
            shared_terms(),
            actor_terms()
        ]),
    )
}

/// A review, a comment or an activity about one, with the shared terms and our own.
pub fn of_object<T>(inner: T, urls: &Urls) -> WithContext<T> {
    WithContext::new(
        inner,
        json!([
            "https://www.w3.org/ns/activitystreams",
            shared_terms(),
            urls.at(CONTEXT_PATH)
        ]),
    )
}

/// A permission to quote, and the activities about one (FEP-044f).
pub fn of_quote<T>(inner: T) -> WithContext<T> {
    WithContext::new(
        inner,
        json!([
            "https://www.w3.org/ns/activitystreams",
            {
                "gts": "https://gotosocial.org/ns#",
                "QuoteRequest": "https://w3id.org/fep/044f#QuoteRequest",
                "QuoteAuthorization": "https://w3id.org/fep/044f#QuoteAuthorization",
                "interactingObject": {"@id": "gts:interactingObject", "@type": "@id"},
                "interactionTarget": {"@id": "gts:interactionTarget", "@type": "@id"}
            }
        ]),
    )
}

/// A permission for an answer, and what is said of it (GoToSocial's interaction controls).
pub fn of_reply<T>(inner: T) -> WithContext<T> {
    WithContext::new(
        inner,
        json!([
            "https://www.w3.org/ns/activitystreams",
            {
                "gts": "https://gotosocial.org/ns#",
                "ReplyRequest": "gts:ReplyRequest",
                "ReplyAuthorization": "gts:ReplyAuthorization",
                "interactingObject": {"@id": "gts:interactingObject", "@type": "@id"},
                "interactionTarget": {"@id": "gts:interactionTarget", "@type": "@id"}
            }
        ]),
    )
}

/// A document that needs nothing but ActivityStreams: collections, Follow, Accept, Like, Tombstone.
pub fn plain<T>(inner: T) -> WithContext<T> {
    WithContext::new_default(inner)
}

/// The context document this server publishes: our own words about reviews, each of them an addition that a reader who does
/// not know it may ignore. `Rating` with `value`, `best` and `worst`, `relatedWith` and `withRegardTo` are NeoDB's; inside
/// `reviewRating` a `Rating` is that of schema.org, whose terms begin with `http://schema.org/`. (The `schema` of the shared terms
/// ends with `#`, as Mastodon writes it, and only `PropertyValue` uses that.)
pub fn published(urls: &Urls) -> String {
    include_str!("v1.jsonld").replace("{{namespace}}", &format!("{}#", urls.at(CONTEXT_PATH)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use url::Url;

    #[test]
    fn a_document_carries_the_context_first() {
        let urls = Urls::new(&Url::parse("https://films.example").unwrap());
        let json = serde_json::to_string(&of_object(json!({"type": "Note"}), &urls)).unwrap();
        assert!(json.starts_with(r#"{"@context":["https://www.w3.org/ns/activitystreams","#));
        assert!(json.ends_with(r#""https://films.example/ns/v1.jsonld"],"type":"Note"}"#));
    }

    #[test]
    fn the_published_context_is_json_and_names_this_server() {
        let urls = Urls::new(&Url::parse("https://films.example").unwrap());
        let context: Value = serde_json::from_str(&published(&urls)).unwrap();
        assert_eq!(context["@context"]["hl"], "https://films.example/ns/v1.jsonld#");
    }

    #[test]
    fn a_rating_is_neodbs_or_that_of_schema_org_where_it_says_so() {
        let urls = Urls::new(&Url::parse("https://films.example").unwrap());
        let context: Value = serde_json::from_str(&published(&urls)).unwrap();
        let terms = &context["@context"];
        // The addresses that schema.org itself uses; tests/peers expands a whole review.
        assert_eq!(terms["schema"], "http://schema.org/");
        assert_eq!(terms["reviewRating"]["@context"]["Rating"], "schema:Rating");
        for term in ["Rating", "value", "best", "worst"] {
            assert_eq!(terms[term], format!("https://neodb.net/ns/{term}"));
        }
    }
}
