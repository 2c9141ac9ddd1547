//! Comments: `Note` out, and any object that may be a reply in.

use crate::domain::actor::Actor;
use crate::domain::review::is_language_tag;
use crate::domain::text::{plain, sanitize};
use crate::federation::objects::{Misfit, audience_of, escape, may_quote, replies_at};
use crate::federation::vocab::PUBLIC;
use crate::federation::vocab::incoming::{Object, same_host};
use crate::federation::vocab::outgoing::{Note, Source, Tag, Totals, timestamp};
use crate::service::outgoing::CommentDocument;
use crate::service::remote::NoteReceived;
use crate::urls::Urls;
use chrono::{DateTime, TimeDelta, Utc};
use std::collections::BTreeMap;
use url::Url;

/// The types of object that can be a comment or a post elsewhere.
pub const KINDS: &[&str] = &[
    "Note", "Article", "Page", "Question", "Video", "Audio", "Image", "Document", "Event", "Review",
];
/// The longest title and content warning taken in, in characters.
const LINE_MAX: usize = 500;
/// The most attachments of a comment that are named below it.
const ATTACHMENTS: usize = 4;
/// The most mentions that are looked at: floods of them are an attack.
const MENTIONS: usize = 50;

/// The Note of a local comment.
pub fn to_note(doc: &CommentDocument, urls: &Urls) -> Note {
    let (comment, author) = (&doc.comment, &doc.author);
    let mentioned = mentioned(doc);
    let id = &comment.id;
    let mut content = sanitize::with_absolute_links(&comment.html, &urls.home()).into_string();
    if let Some(quoted) = &doc.quoted {
        let said = sanitize::with_absolute_links(&quoted.html, &urls.home());
        let name = escape(&quoted.name);
        content = format!("<blockquote><p>{name}:</p>{}</blockquote>{content}", said.as_str());
    }
    let content_map: BTreeMap<_, _> = comment
        .language
        .iter()
        .map(|tag| (tag.clone(), content.clone()))
        .collect();
    let mut cc = vec![urls.actor_part(&author.handle, "followers").to_string()];
    cc.extend(mentioned.iter().map(|actor| actor.uri.to_string()));
    let totals = |part: &str, total_items: i64| Totals {
        id: urls.comment_part(id, part),
        kind: "Collection",
        total_items,
        first: None,
    };
    Note {
        id: comment.uri.clone(),
        kind: "Note",
        attributed_to: author.uri.clone(),
        url: comment.url.clone(),
        in_reply_to: comment.in_reply_to.clone(),
        context: doc.context.clone(),
        approved_by: doc.approved_by.clone(),
        reply_authorization: doc.approved_by.clone(),
        summary: comment.summary.clone(),
        content,
        content_map,
        source: Source {
            content: comment.source.clone(),
            media_type: "text/markdown",
        },
        published: timestamp(comment.published_at),
        updated: comment.edited_at.map(timestamp),
        to: vec![PUBLIC.to_owned()],
        cc,
        sensitive: comment.summary.is_some(),
        attachment: Vec::new(),
        tag: mentioned.iter().map(|actor| mention(actor, urls)).collect(),
        replies: replies_at(urls.comment_part(id, "replies"), doc.counts.replies, &doc.replies),
        likes: totals("likes", doc.counts.likes),
        shares: totals("shares", doc.counts.boosts),
        interaction_policy: may_quote(doc.quotes, author, urls),
    }
}

/// Whom a comment mentions: those it names, the author of what it answers and the author of the review. Clients keep these
/// mentions in their answers, and so deep answers keep reaching us.
pub fn mentioned(doc: &CommentDocument) -> Vec<&Actor> {
    let mut out: Vec<&Actor> = Vec::new();
    let all = doc.parent_author.iter().chain([&doc.root_author]).chain(&doc.mentions);
    for actor in all {
        if actor.id != doc.author.id && !out.iter().any(|known| known.id == actor.id) {
            out.push(actor);
        }
    }
    out
}

/// The tag that mentions an actor.
pub fn mention(actor: &Actor, urls: &Urls) -> Tag {
    Tag {
        kind: "Mention",
        href: actor.uri.clone(),
        name: actor.full_handle(urls.host()),
    }
}

/// Reads a Note, Article, Page… of `author`, who was authenticated by a signature or by where the object was fetched from.
/// `activity` is the activity around it, for servers that address only that one.
///
/// # Errors
/// [`Misfit`] when it is not this author's, or not a text at all.
pub fn from_note(
    object: Object<'_>,
    author: &Actor,
    activity: Option<Object<'_>>,
    now: DateTime<Utc>,
) -> Result<NoteReceived, Misfit> {
    let uri = object.id().ok_or(Misfit("the object has no usable id"))?;
    let kind = object
        .type_()
        .filter(|name| KINDS.contains(name))
        .ok_or(Misfit("the object is not a text"))?;
    if !same_host(&uri, &author.uri) {
        return Err(Misfit("the object is not on its author's server"));
    }
    if !object.urls("attributedTo").contains(&author.uri) {
        return Err(Misfit("the object is attributed to somebody else"));
    }
    if is_poll_vote(object) {
        return Err(Misfit("poll vote"));
    }
    let addressed = if object.has("to") || object.has("cc") {
        object
    } else {
        activity.unwrap_or(object)
    };
    let (content, language) = object.natural("content").unwrap_or_default();
    let html = with_attachments(object, content);
    let published_at = object.time("published").unwrap_or(now).min(now);
    // Servers that always send `updated` repeat `published` in it.
    let edited_at = object
        .time("updated")
        .map(|t| t.min(now))
        .filter(|t| *t > published_at + TimeDelta::seconds(1));
    let line = |key: &str| {
        object
            .natural(key)
            .map(|(text, _)| plain::one_line(&plain::from_html(text), LINE_MAX))
            .filter(|text| !text.is_empty())
    };
    Ok(NoteReceived {
        url: object
            .page()
            .filter(|page| same_host(page, &uri))
            .unwrap_or_else(|| uri.clone()),
        in_reply_to: object.url("inReplyTo"),
        html: sanitize::remote_html(&html, Some(&uri)),
        summary: line("summary"),
        language: language.filter(|tag| is_language_tag(tag)).map(ToOwned::to_owned),
        audience: audience_of(addressed, author.followers_url.as_ref()),
        published_at,
        edited_at,
        mentions: mentions_of(object),
        kind: kind.to_owned(),
        name: line("name").unwrap_or_default(),
        image: super::post::image_of(object),
        links: super::quote::links_of(object),
        quotes: super::quote::quotes_of(object),
        films: super::post::films_of(object),
        is_review: super::post::is_review(object),
        author: author.clone(),
        uri,
    })
}

/// A vote is a Note with a `name`, which is the option chosen, and no text.
fn is_poll_vote(object: Object<'_>) -> bool {
    object.type_() == Some("Note")
        && object.text("name").is_some()
        && object.natural("content").is_none()
        && object.has("inReplyTo")
}

/// Whom an object mentions.
pub fn mentions_of(object: Object<'_>) -> Vec<Url> {
    let mentions = object.objects("tag").filter(|tag| tag.type_() == Some("Mention"));
    mentions.filter_map(|tag| tag.url("href")).take(MENTIONS).collect()
}

/// The text with a link to each attachment: a picture without words would otherwise be an empty comment. The picture itself
/// is never shown from another server.
fn with_attachments(object: Object<'_>, content: &str) -> String {
    let mut html = content.to_owned();
    if object.type_() != Some("Note") {
        return html;
    }
    for attachment in object.objects("attachment").take(ATTACHMENTS) {
        let Some(url) = attachment.image("url").or_else(|| attachment.url("href")) else {
            continue;
        };
        let words = attachment.text("name").or_else(|| attachment.text("summary"));
        let words = plain::one_line(words.unwrap_or("Attachment"), LINE_MAX);
        html.push_str(&format!(
            "<p><a href=\"{}\">{}</a></p>",
            escape(url.as_str()),
            escape(&words)
        ));
    }
    html
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::comment::Audience;
    use crate::federation::objects::samples;
    use crate::federation::vocab::context;
    use crate::federation::vocab::incoming::Document;
    use serde_json::{Value, json};

    fn read(value: &Value) -> Result<NoteReceived, Misfit> {
        let doc = Document::parse(value.to_string().as_bytes()).unwrap();
        from_note(doc.object(), &samples::ivo(), None, samples::noon())
    }

    fn note() -> Value {
        json!({
            "id": "https://other.example/notes/1",
            "type": "Note",
            "attributedTo": "https://other.example/users/ivo",
            "inReplyTo": "https://films.example/r/01review",
            "content": "<p>I saw it differently.</p>",
            "published": "2026-11-22T09:00:00Z",
            "to": ["https://www.w3.org/ns/activitystreams#Public"],
            "cc": ["https://other.example/users/ivo/followers"]
        })
    }

    #[test]
    fn a_comment_is_a_note_that_mentions_the_people_it_answers() {
        let urls = samples::urls();
        insta::assert_json_snapshot!(context::of_object(to_note(&samples::comment_document(), &urls), &urls));
    }

    #[test]
    fn a_reply_of_mastodon_reads() {
        let got = read(&note()).unwrap();
        assert_eq!(got.audience, Audience::Public);
        assert_eq!(got.in_reply_to.unwrap().as_str(), "https://films.example/r/01review");
        assert_eq!(got.url, got.uri);
        assert_eq!(got.edited_at, None);
    }

    #[test]
    fn the_audience_is_public_unlisted_followers_or_direct() {
        let with = |to: Value, cc: Value| {
            let mut note = note();
            (note["to"], note["cc"]) = (to, cc);
            read(&note).unwrap().audience
        };
        let followers = "https://other.example/users/ivo/followers";
        assert_eq!(with(json!("as:Public"), json!([])), Audience::Public);
        assert_eq!(with(json!(followers), json!(PUBLIC)), Audience::Unlisted);
        assert_eq!(with(json!([followers]), json!(null)), Audience::Followers);
        assert_eq!(
            with(json!("https://films.example/users/mara"), json!([])),
            Audience::Direct
        );
        assert_eq!(with(json!([]), json!(null)), Audience::Direct);
    }

    #[test]
    fn somebody_elses_object_is_refused() {
        let mut other = note();
        other["attributedTo"] = json!("https://other.example/users/eve");
        assert!(read(&other).is_err());
        let mut other = note();
        other["id"] = json!("https://films.example/c/1");
        assert!(read(&other).is_err());
    }

    #[test]
    fn a_poll_vote_and_a_chat_message_are_no_comments() {
        let mut vote = note();
        vote["name"] = json!("Yes");
        vote.as_object_mut().unwrap().remove("content");
        assert_eq!(read(&vote), Err(Misfit("poll vote")));
        let mut chat = note();
        chat["type"] = json!("ChatMessage");
        assert!(read(&chat).is_err());
    }

    #[test]
    fn a_time_in_the_future_is_now_and_an_edit_must_come_later() {
        let mut late = note();
        late["published"] = json!("2099-01-01T00:00:00Z");
        late["updated"] = json!("2099-01-01T00:00:00Z");
        let got = read(&late).unwrap();
        assert_eq!(got.published_at, samples::noon());
        assert_eq!(got.edited_at, None);
    }

    #[test]
    fn a_picture_without_words_becomes_a_link_with_its_description() {
        let mut picture = note();
        picture["content"] = json!("");
        picture["attachment"] = json!({"type": "Document", "mediaType": "image/png", "url": "https://other.example/p.png", "name": "A <poster>"});
        let got = read(&picture).unwrap();
        assert!(got.html.as_str().contains("A &lt;poster&gt;"), "{}", got.html);
    }

    #[test]
    fn a_page_address_on_another_server_is_not_believed() {
        let mut note = note();
        note["url"] = json!("https://bank.example/login");
        assert_eq!(read(&note).unwrap().url.as_str(), "https://other.example/notes/1");
        note["url"] = json!([{"type": "Link", "mediaType": "text/html", "href": "https://other.example/@ivo/1"}]);
        assert_eq!(read(&note).unwrap().url.as_str(), "https://other.example/@ivo/1");
    }
}
