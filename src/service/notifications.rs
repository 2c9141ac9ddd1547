//! Telling people of this server what concerns them.

use crate::domain::actor::Actor;
use crate::domain::comment::CommentState;
use crate::domain::id::{ActorId, CommentId, NotificationId, ReviewId};
use crate::domain::notification::{Notification, NotificationKind};
use crate::domain::text::SafeHtml;
use crate::service::views::{ActorCard, Viewer};
use crate::service::{Error, Service};
use crate::store::{Conn, actors, comments, notifications};
use chrono::{DateTime, Utc};
use std::collections::HashMap;
use url::Url;

/// Something to tell somebody here.
pub(in crate::service) struct Note {
    /// Who is told.
    pub recipient: ActorId,
    /// What happened.
    pub kind: NotificationKind,
    /// Who did it.
    pub actor: ActorId,
    /// The review it is about.
    pub review: Option<ReviewId>,
    /// The comment it is about.
    pub comment: Option<CommentId>,
    /// What it is told once of.
    pub object_uri: String,
    /// The human page.
    pub url: Option<Url>,
    /// The text of a private message.
    pub html: SafeHtml,
}

impl Note {
    /// A note about an object, nothing more.
    pub fn new(recipient: &ActorId, kind: NotificationKind, actor: &ActorId, object_uri: String) -> Self {
        Self {
            recipient: recipient.clone(),
            kind,
            actor: actor.clone(),
            review: None,
            comment: None,
            object_uri,
            url: None,
            html: SafeHtml::default(),
        }
    }
}

/// A notification as shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NotificationView {
    /// Our identifier.
    pub id: NotificationId,
    /// What happened.
    pub kind: NotificationKind,
    /// Who did it.
    pub actor: ActorCard,
    /// The review it is about.
    pub review_id: Option<ReviewId>,
    /// The comment it is about.
    pub comment_id: Option<CommentId>,
    /// Where to read on.
    pub url: Option<String>,
    /// What was said: the text of a private message, an answer or a mention as it reads now; empty otherwise.
    pub html: SafeHtml,
    /// When it reached us.
    pub created_at: DateTime<Utc>,
    /// Not seen before.
    pub is_new: bool,
}

impl Service {
    /// Tells somebody here, once for each object; nobody is told of what they did themselves. False when nobody was told.
    pub(in crate::service) fn notify(&self, c: &mut Conn, note: Note) -> Result<bool, Error> {
        if note.recipient == note.actor {
            return Ok(false);
        }
        let notification = Notification {
            id: NotificationId::new(self.next_id()),
            recipient_id: note.recipient,
            kind: note.kind,
            actor_id: note.actor,
            review_id: note.review,
            comment_id: note.comment,
            object_uri: note.object_uri,
            url: note.url,
            html: note.html,
            created_at: self.now(),
            read_at: None,
        };
        Ok(notifications::insert(c, &notification)?)
    }

    /// The people of this server among some ActivityPub ids. One query.
    pub(in crate::service) fn local_among(&self, c: &mut Conn, uris: &[Url]) -> Result<Vec<Actor>, Error> {
        let ours: Vec<&str> = uris
            .iter()
            .filter(|uri| self.urls().is_local(uri))
            .map(Url::as_str)
            .collect();
        if ours.is_empty() {
            return Ok(Vec::new());
        }
        let found = actors::by_uris(c, &ours)?;
        Ok(found
            .into_iter()
            .filter(|actor| actor.is_local() && actor.deleted_at.is_none())
            .collect())
    }

    /// What the viewer was told, newest first, and how many of it is new. Reading marks nothing as seen.
    pub async fn notifications(&self, viewer: &Viewer, before: Option<String>) -> Result<Vec<NotificationView>, Error> {
        const PAGE: i64 = 50;
        let (service, id) = (self.clone(), viewer.actor.id.clone());
        self.read(move |c| {
            let rows = notifications::by_recipient(c, &id, before.as_deref(), PAGE)?;
            let said = words_of(c, &rows)?;
            let view = |(note, actor): (Notification, Actor)| NotificationView {
                actor: ActorCard::of(&actor, service.urls()),
                id: note.id,
                kind: note.kind,
                html: match &note.comment_id {
                    Some(id) if note.html.is_blank() => said.get(id).cloned().unwrap_or_default(),
                    _ => note.html,
                },
                review_id: note.review_id,
                comment_id: note.comment_id,
                url: note.url.map(String::from),
                created_at: note.created_at,
                is_new: note.read_at.is_none(),
            };
            Ok(rows.into_iter().map(view).collect())
        })
        .await
    }

    /// How many notifications the viewer has not seen.
    pub async fn unread_notifications(&self, viewer: &Viewer) -> Result<i64, Error> {
        let id = viewer.actor.id.clone();
        self.read(move |c| Ok(notifications::count_unread(c, &id)?)).await
    }

    /// Marks every notification of the viewer as seen.
    pub async fn mark_notifications_read(&self, viewer: &Viewer) -> Result<(), Error> {
        let (id, now) = (viewer.actor.id.clone(), self.now());
        self.write(move |c, _| Ok(notifications::mark_read(c, &id, now)?))
            .await?;
        Ok(())
    }
}

/// The texts of the answers and mentions among these, as far as they may be read. One query.
fn words_of(c: &mut Conn, rows: &[(Notification, Actor)]) -> Result<HashMap<CommentId, SafeHtml>, Error> {
    let says = |note: &Notification| matches!(note.kind, NotificationKind::Reply | NotificationKind::Mention);
    let ids: Vec<CommentId> = rows
        .iter()
        .filter(|(note, _)| says(note))
        .filter_map(|(note, _)| note.comment_id.clone())
        .collect();
    Ok(comments::by_ids(c, &ids)?
        .into_iter()
        .filter(|comment| comment.state == CommentState::Visible)
        .map(|comment| (comment.id, comment.html))
        .collect())
}
