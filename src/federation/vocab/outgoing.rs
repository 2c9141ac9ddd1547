//! What we write. Absent properties are left out, never null; `to`, `cc`, `tag` and `attachment` are always arrays; `type` is
//! always one string. (Arrays of types are lost on four of six servers tried, and an explicit null broke one server's API.)

use activitypub_federation::protocol::public_key::PublicKey;
use serde::Serialize;
use std::collections::BTreeMap;
use url::Url;

/// A local actor.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Person {
    pub id: Url,
    /// `Person`, or `Application` for the instance actor.
    #[serde(rename = "type")]
    pub kind: &'static str,
    pub preferred_username: String,
    pub name: String,
    pub summary: String,
    pub url: Url,
    pub inbox: Url,
    pub outbox: Url,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub followers: Option<Url>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub following: Option<Url>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub featured: Option<Url>,
    pub endpoints: Endpoints,
    pub public_key: PublicKey,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub icon: Option<Image>,
    pub attachment: Vec<PropertyValue>,
    pub published: String,
    pub manually_approves_followers: bool,
    pub discoverable: bool,
    pub indexable: bool,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub also_known_as: Vec<Url>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub moved_to: Option<Url>,
    /// Hosts whose pages may name the actor as their author; Mastodon shows that on links.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub attribution_domains: Vec<String>,
}

/// `endpoints` of an actor.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Endpoints {
    pub shared_inbox: Url,
}

/// A row of a profile.
#[derive(Clone, Debug, Serialize)]
pub struct PropertyValue {
    #[serde(rename = "type")]
    pub kind: &'static str,
    pub name: String,
    /// HTML.
    pub value: String,
}

/// An image with its alt text in `name`.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Image {
    #[serde(rename = "type")]
    pub kind: &'static str,
    pub media_type: &'static str,
    pub url: Url,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub width: Option<i32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub height: Option<i32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub blurhash: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub focal_point: Option<[f32; 2]>,
}

/// An entry of `tag`.
#[derive(Clone, Debug, Serialize)]
pub struct Tag {
    /// `Hashtag`, `Mention` or `Movie`.
    #[serde(rename = "type")]
    pub kind: &'static str,
    pub href: Url,
    pub name: String,
}

/// Markdown behind the HTML.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Source {
    pub content: String,
    pub media_type: &'static str,
}

/// A collection that stands in an object: Mastodon reads totals only from there, and reads answers at once only from a first
/// page that stands there too.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Totals {
    pub id: Url,
    #[serde(rename = "type")]
    pub kind: &'static str,
    pub total_items: i64,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub first: Option<CollectionPage>,
}

/// Who may quote (FEP-044f; GoToSocial's vocabulary).
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct InteractionPolicy {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub can_reply: Option<Approval>,
    pub can_quote: Approval,
}

/// Whose quotes or answers are approved without asking, and whose once somebody has looked at them.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Approval {
    pub automatic_approval: Vec<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub manual_approval: Vec<String>,
}

/// A review.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Article {
    pub id: Url,
    #[serde(rename = "type")]
    pub kind: &'static str,
    pub attributed_to: Url,
    pub url: Url,
    pub name: String,
    pub summary: String,
    pub content: String,
    pub content_map: BTreeMap<String, String>,
    pub media_type: &'static str,
    pub source: Source,
    pub published: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub updated: Option<String>,
    pub to: Vec<String>,
    pub cc: Vec<String>,
    pub sensitive: bool,
    pub attachment: Vec<Image>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub image: Option<Image>,
    pub tag: Vec<Tag>,
    pub context: Url,
    pub replies: Totals,
    pub likes: Totals,
    pub shares: Totals,
    pub preview: Preview,
    pub interaction_policy: InteractionPolicy,
    pub related_with: Vec<Related>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub review_rating: Option<ReviewRating>,
    #[serde(flatten)]
    pub own: OwnTerms,
}

/// A post that is no review.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct PlainArticle {
    pub id: Url,
    #[serde(rename = "type")]
    pub kind: &'static str,
    pub attributed_to: Url,
    pub url: Url,
    pub name: String,
    pub summary: String,
    pub content: String,
    pub content_map: BTreeMap<String, String>,
    pub media_type: &'static str,
    pub source: Source,
    pub published: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub updated: Option<String>,
    pub to: Vec<String>,
    pub cc: Vec<String>,
    pub sensitive: bool,
    pub preview: Preview,
}

/// The short form for readers that do not show articles (FEP-b2b8).
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Preview {
    #[serde(rename = "type")]
    pub kind: &'static str,
    pub attributed_to: Url,
    pub content: String,
    pub published: String,
    pub attachment: Vec<Image>,
}

/// An entry of `relatedWith`, as NeoDB reads it.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Related {
    pub id: String,
    /// `Review` or `Rating`.
    #[serde(rename = "type")]
    pub kind: &'static str,
    pub attributed_to: Url,
    pub href: Url,
    pub published: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub updated: Option<String>,
    pub with_regard_to: Url,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub content: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub media_type: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub value: Option<i32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub best: Option<i32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub worst: Option<i32>,
}

/// schema.org's rating.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ReviewRating {
    #[serde(rename = "type")]
    pub kind: &'static str,
    pub name: String,
    pub rating_value: i32,
    pub best_rating: i32,
    pub worst_rating: i32,
}

/// The words of our own context.
#[derive(Clone, Debug, Default, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct OwnTerms {
    pub film: FilmTerm,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub headline: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rating_scale: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rating_label: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rating_normalised: Option<i32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rating_change: Option<String>,
    pub recommended: bool,
    pub spoilers: bool,
    pub times_seen: i64,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub viewings: Vec<ViewingTerm>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub previous_review: Option<Url>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub sections: Vec<SectionTerm>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub epigraph: Option<EpigraphTerm>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub trivia: Vec<TriviaTerm>,
}

/// The film of a review.
#[derive(Clone, Debug, Default, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct FilmTerm {
    #[serde(rename = "type")]
    pub kind: &'static str,
    pub name: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub year: Option<i32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub url: Option<Url>,
    /// Pages of the same film elsewhere.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub same_as: Vec<Url>,
}

/// One time seen.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ViewingTerm {
    /// `2014-01-13`, `2014-01` or `2014`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub seen_on: Option<String>,
    /// `day`, `month`, `year` or `unknown`.
    pub precision: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub medium: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub venue: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

/// One section.
#[derive(Clone, Debug, Serialize)]
pub struct SectionTerm {
    pub kind: &'static str,
    pub label: String,
    pub html: String,
}

/// The line in front.
#[derive(Clone, Debug, Serialize)]
pub struct EpigraphTerm {
    pub text: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub speaker: Option<String>,
}

/// Trivia with its source.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct TriviaTerm {
    pub html: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub source_name: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub source_url: Option<Url>,
}

/// A comment.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Note {
    pub id: Url,
    #[serde(rename = "type")]
    pub kind: &'static str,
    pub attributed_to: Url,
    pub url: Url,
    pub in_reply_to: Url,
    pub context: Url,
    /// The proof of approval, as GoToSocial called it before 0.20.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub approved_by: Option<Url>,
    /// The same, as it calls it since.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reply_authorization: Option<Url>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub summary: Option<String>,
    pub content: String,
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub content_map: BTreeMap<String, String>,
    pub source: Source,
    pub published: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub updated: Option<String>,
    pub to: Vec<String>,
    pub cc: Vec<String>,
    pub sensitive: bool,
    pub attachment: Vec<Image>,
    pub tag: Vec<Tag>,
    pub replies: Totals,
    pub likes: Totals,
    pub shares: Totals,
    pub interaction_policy: InteractionPolicy,
}

/// An activity of ours. `object` is an object in full, an activity, or an id.
#[derive(Clone, Debug, Serialize)]
pub struct Activity<T> {
    pub id: String,
    #[serde(rename = "type")]
    pub kind: &'static str,
    pub actor: Url,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub published: Option<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub to: Vec<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub cc: Vec<String>,
    pub object: T,
    /// What came of it: a permission to quote, in its Accept.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub result: Option<Url>,
    /// Where a Move goes.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub target: Option<Url>,
    /// What a Flag says.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub content: Option<String>,
}

/// What is left of an object of ours.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Gone {
    pub id: Url,
    #[serde(rename = "type")]
    pub kind: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub former_type: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub deleted: Option<String>,
}

impl Gone {
    /// A Tombstone.
    pub fn new(id: Url, former_type: Option<&str>, deleted: Option<chrono::DateTime<chrono::Utc>>) -> Self {
        Self {
            id,
            kind: "Tombstone",
            former_type: former_type.filter(|t| !t.is_empty()).map(ToOwned::to_owned),
            deleted: deleted.map(timestamp),
        }
    }
}

/// A paged collection.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Collection {
    pub id: Url,
    /// `Collection` or `OrderedCollection`.
    #[serde(rename = "type")]
    pub kind: &'static str,
    pub total_items: i64,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub attributed_to: Option<Url>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub first: Option<Url>,
}

/// A page of a collection.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct CollectionPage {
    pub id: Url,
    /// `CollectionPage` or `OrderedCollectionPage`.
    #[serde(rename = "type")]
    pub kind: &'static str,
    pub part_of: Url,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next: Option<Url>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub items: Option<Vec<serde_json::Value>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ordered_items: Option<Vec<serde_json::Value>>,
}

/// A moment as every server reads it: UTC, whole seconds.
pub fn timestamp(time: chrono::DateTime<chrono::Utc>) -> String {
    time.to_rfc3339_opts(chrono::SecondsFormat::Secs, true)
}
