//! Mentions: posts and pages elsewhere that speak of a review. They stand below its conversation and are no part of it.

mod received;
mod shown;

pub(in crate::service) use shown::card_of_page;
pub use shown::{MentionActions, MentionView, Mentions};

use crate::domain::actor::Actor;
use crate::domain::change::Change;
use crate::domain::id::{ActorId, MentionId, ReviewId};
use crate::domain::like::Subject;
use crate::domain::mention::{Mention, MentionAuthor, MentionRole, MentionState};
use crate::domain::notification::NotificationKind;
use crate::service::conversation::looks_after;
use crate::service::freshness::Tag;
use crate::service::notifications::Note;
use crate::service::policies::suspended_server;
use crate::service::remote::named_by_subject;
use crate::service::views::Viewer;
use crate::service::{Error, Service};
use crate::store::{Conn, actors, mentions, notifications, policies, quotes};
use url::Url;

/// Who wrote what a subject names: the review's author, or the comment's.
fn author_of(c: &mut Conn, subject: &Subject) -> Result<Option<ActorId>, Error> {
    Ok(named_by_subject(c, subject)?.map(|named| match named.comment {
        Some(comment) => comment.author_id,
        None => named.root.author_id,
    }))
}

impl Service {
    /// Takes a mention off the page: the review's author and moderators may, and the author of a comment that is quoted. When
    /// the author of what is quoted does it, the permission to quote is taken back too, and the other server is told. Gives
    /// back whose page it stood on.
    ///
    /// # Errors
    /// `NotFound`, `Forbidden`.
    pub async fn remove_mention(&self, viewer: &Viewer, id: &MentionId) -> Result<ReviewId, Error> {
        let (service, viewer, id) = (self.clone(), viewer.clone(), id.clone());
        self.write(move |c, tags| {
            let mention = mentions::by_id(c, &id)?.ok_or(Error::NotFound)?;
            let root_author = author_of(c, &Subject::Review(mention.review_id.clone()))?.ok_or(Error::NotFound)?;
            let wrote = author_of(c, &mention.subject)?.is_some_and(|author| author == viewer.actor.id);
            if !wrote && !looks_after(Some(&viewer), &root_author) {
                return Err(Error::Forbidden);
            }
            mentions::set_state(c, &id, MentionState::Removed)?;
            tags.push(Tag::review(&mention.review_id));
            if wrote && let Some(quote) = quotes::by_quoting(c, mention.source_uri.as_str(), &mention.subject)? {
                let now = service.now();
                if quotes::revoke(c, &quote.id, now)? {
                    service.record_change(c, &Change::QuoteRevoked { quote: quote.id }, now)?;
                }
            }
            Ok(mention.review_id)
        })
        .await
    }

    /// Puts a mention back on the page. A quote whose permission was taken back stays off.
    ///
    /// # Errors
    /// `NotFound`, `Forbidden`, `Conflict`.
    pub async fn restore_mention(&self, viewer: &Viewer, id: &MentionId) -> Result<ReviewId, Error> {
        let (viewer, id) = (viewer.clone(), id.clone());
        self.write(move |c, tags| {
            let mention = mentions::by_id(c, &id)?.ok_or(Error::NotFound)?;
            let root_author = author_of(c, &Subject::Review(mention.review_id.clone()))?.ok_or(Error::NotFound)?;
            if !looks_after(Some(&viewer), &root_author) {
                return Err(Error::Forbidden);
            }
            let quote = quotes::by_quoting(c, mention.source_uri.as_str(), &mention.subject)?;
            if quote.is_some_and(|quote| quote.revoked_at.is_some()) {
                return Err(Error::Conflict {
                    code: "quote-revoked",
                    message: "error-quote-revoked".into(),
                });
            }
            let author_hidden = match &mention.author {
                MentionAuthor::Actor(id) => policies::is_suspended(c, id)?,
                MentionAuthor::Named { .. } => false,
            };
            if author_hidden || mention.state == MentionState::Suspended {
                return Err(suspended_server());
            }
            mentions::set_state(c, &id, MentionState::Visible)?;
            tags.push(Tag::review(&mention.review_id));
            Ok(mention.review_id)
        })
        .await
    }

    /// Tells the author of what is linked to or quoted. `by` is the actor who did it, or the server's own for a page of the
    /// web. Somebody who was told already that the post names them is told more exactly.
    pub(in crate::service) fn tell_of_mention(
        &self,
        c: &mut Conn,
        mention: &Mention,
        by: &ActorId,
    ) -> Result<(), Error> {
        let Some(recipient) = author_of(c, &mention.subject)? else {
            return Ok(());
        };
        if !actors::by_id(c, &recipient)?.is_some_and(|actor| actor.is_local() && actor.deleted_at.is_none()) {
            return Ok(());
        }
        let kind = match mention.role {
            MentionRole::Mention => NotificationKind::Link,
            MentionRole::Quote => NotificationKind::Quote,
        };
        if notifications::specify(c, mention.source_uri.as_str(), &recipient, kind, &mention.review_id)? > 0 {
            return Ok(());
        }
        let mut note = Note::new(&recipient, kind, by, mention.source_uri.to_string());
        note.review = Some(mention.review_id.clone());
        note.url = Some(mention.url.clone());
        self.notify(c, note)?;
        Ok(())
    }

    /// The author of a post that is a mention here.
    pub async fn author_of_mention(&self, source: &Url) -> Result<Option<Actor>, Error> {
        let source = source.clone();
        self.read(move |c| {
            let author = mentions::by_source(c, source.as_str())?
                .into_iter()
                .find_map(|mention| match mention.author {
                    MentionAuthor::Actor(id) => Some(id),
                    MentionAuthor::Named { .. } => None,
                });
            match author {
                Some(id) => Ok(actors::by_id(c, &id)?),
                None => Ok(None),
            }
        })
        .await
    }

    /// Forgets what an author's post named here.
    pub(in crate::service) fn forget_mentions(
        &self,
        c: &mut Conn,
        source_uri: &str,
        author: &ActorId,
        tags: &mut Vec<Tag>,
    ) -> Result<bool, Error> {
        let reviews = mentions::delete_of(c, source_uri, author)?;
        tags.extend(reviews.iter().map(Tag::review));
        Ok(!reviews.is_empty())
    }
}

/// True for a mention of that actor.
fn is_by(mention: &Mention, actor: &ActorId) -> bool {
    matches!(&mention.author, MentionAuthor::Actor(id) if id == actor)
}
