//! Update: a comment, a post or a private message says something else now.

use super::{NoteReceived, Outcome, UNKNOWN_OBJECT, WAS_DELETED};
use crate::domain::comment::{Comment, CommentState};
use crate::domain::post::Post;
use crate::service::freshness::Tag;
use crate::service::media::remote_key;
use crate::service::moderation::Gate;
use crate::service::{Error, Service};
use crate::store::{Conn, comments, media, notifications, posts, tombstones};
use chrono::{DateTime, Utc};

/// When an edit happened; `None` when it is not newer than what is stored, as when two Updates overtook each other. A server
/// that gives no `updated` is believed to have edited now.
fn newer(
    edited_at: Option<DateTime<Utc>>,
    stored: Option<DateTime<Utc>>,
    published: DateTime<Utc>,
    now: DateTime<Utc>,
) -> Option<DateTime<Utc>> {
    let last = stored.unwrap_or(published);
    let edited = edited_at.unwrap_or(now).min(now);
    (edited > last).then_some(edited)
}

impl Service {
    /// The author of an object edited it. Only the same author's, only newer edits count; the old text is kept as history.
    pub async fn object_updated(&self, note: NoteReceived) -> Result<Outcome, Error> {
        let (service, gate) = (self.clone(), self.gate().await?);
        self.write(move |c, tags| {
            if tombstones::is_recorded(c, note.uri.as_str(), note.author.uri.as_str())? {
                // A private message that was told of here was not deleted: a Delete takes it back.
                let told = notifications::edit_private(c, note.uri.as_str(), &note.author.id, &note.html)?;
                return Ok(if told > 0 {
                    Outcome::Accepted("private message edited")
                } else {
                    WAS_DELETED
                });
            }
            if let Some(comment) = comments::by_uri(c, note.uri.as_str())? {
                if comment.author_id != note.author.id || comment.is_local() {
                    return Ok(Outcome::Refused("belongs to somebody else"));
                }
                return service.edit_comment_of(c, &gate, &comment, &note, tags);
            }
            if let Some(post) = posts::by_uri(c, note.uri.as_str())? {
                if post.author_id != note.author.id {
                    return Ok(Outcome::Refused("belongs to somebody else"));
                }
                return service.edit_post_of(c, post, &note, tags);
            }
            let told = notifications::edit_private(c, note.uri.as_str(), &note.author.id, &note.html)?;
            Ok(if told > 0 {
                Outcome::Accepted("private message edited")
            } else {
                UNKNOWN_OBJECT
            })
        })
        .await
    }

    /// An Update made a text private whose Create has not come yet: when it comes, it must not be shown.
    pub async fn remember_private(&self, note: &NoteReceived) -> Result<(), Error> {
        let (uri, author, kind) = (note.uri.clone(), note.author.uri.clone(), note.kind.clone());
        let now = self.now();
        self.write(move |c, _| Ok(tombstones::record(c, uri.as_str(), author.as_str(), &kind, now)?))
            .await
    }

    fn edit_comment_of(
        &self,
        c: &mut Conn,
        gate: &Gate,
        comment: &Comment,
        note: &NoteReceived,
        tags: &mut Vec<Tag>,
    ) -> Result<Outcome, Error> {
        let now = self.now();
        if comment.state == CommentState::Deleted {
            return Ok(Outcome::Refused("was deleted"));
        }
        let touched = [
            Tag::root(&comment.root),
            Tag::comment(&comment.id),
            Tag::latest_comments(),
        ];
        if !note.audience.is_public() {
            // It is not for everybody any more, so it leaves the page like a deleted one.
            comments::empty(c, &comment.id, now)?;
            tags.extend(touched);
            return Ok(Outcome::Accepted("comment made private"));
        }
        let same = (&note.html, &note.summary) == (&comment.html, &comment.summary);
        if same && note.edited_at.is_none() {
            return Ok(Outcome::Ignored("nothing changed"));
        }
        let Some(edited_at) = newer(note.edited_at, comment.edited_at, comment.published_at, now) else {
            return Ok(Outcome::Ignored("not newer than what is known"));
        };
        let edit = comments::Edit {
            source: "",
            html: &note.html,
            summary: note.summary.as_deref(),
            language: note.language.as_deref(),
            edited_at,
        };
        comments::edit(c, comment, &edit, &self.next_id())?;
        tags.extend(touched);
        let edited = Comment {
            html: note.html.clone(),
            summary: note.summary.clone(),
            language: note.language.clone(),
            edited_at: Some(edited_at),
            ..comment.clone()
        };
        let stays = self.assess_edit(c, gate, tags, &edited, &note.author)?;
        Ok(Outcome::Accepted(if stays {
            "comment edited"
        } else {
            "comment edited and held"
        }))
    }

    fn edit_post_of(
        &self,
        c: &mut Conn,
        post: Post,
        note: &NoteReceived,
        tags: &mut Vec<Tag>,
    ) -> Result<Outcome, Error> {
        let now = self.now();
        if post.gone_at.is_some() {
            return Ok(Outcome::Refused("was deleted"));
        }
        tags.push(Tag::post(&post.id));
        if !note.audience.is_public() {
            posts::empty(c, &post.id, now)?;
            return Ok(Outcome::Accepted("post made private"));
        }
        let Some(edited_at) = newer(note.edited_at, post.edited_at, post.published_at, now) else {
            return Ok(Outcome::Ignored("not newer than what is known"));
        };
        let image = self.image_of(c, note)?;
        if let Some((url, _)) = &image {
            media::want_remote(c, &remote_key(url), url.as_str(), "image", now)?;
        }
        let edited = Post {
            url: note.url.clone(),
            name: note.name.clone(),
            summary: note.summary.clone().unwrap_or_default(),
            html: note.html.clone(),
            image_url: image.as_ref().map(|(url, _)| url.clone()),
            image_alt: image.as_ref().map(|(_, alt)| alt.clone()).unwrap_or_default(),
            language: note.language.clone(),
            edited_at: Some(edited_at),
            ..post
        };
        posts::edit(c, &edited)?;
        super::posts::name_films(c, &edited.id, note, tags)?;
        Ok(Outcome::Accepted("post edited"))
    }
}
