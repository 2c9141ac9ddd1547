//! Telling people of this server what concerns them.

use crate::domain::actor::Actor;
use crate::domain::comment::{Comment, CommentState, Root};
use crate::domain::film::film_label;
use crate::domain::follow::FollowState;
use crate::domain::id::{ActorId, CommentId, NotificationId, PostId, ReviewId};
use crate::domain::notification::{Notification, NotificationKind};
use crate::domain::review::Status;
use crate::domain::text::SafeHtml;
use crate::service::elsewhere::post_title;
use crate::service::mentions::card_of_page;
use crate::service::views::{ActorCard, Viewer};
use crate::service::{Error, Service};
use crate::store::{Conn, actors, comments, films, follows, mentions, notifications, posts, reviews};
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
    /// Who did it: an actor, or whoever wrote the page.
    pub actor: ActorCard,
    /// Where their name leads.
    pub actor_path: String,
    /// The review it is about.
    pub review_id: Option<ReviewId>,
    /// The comment it is about.
    pub comment_id: Option<CommentId>,
    /// Where to read on.
    pub url: Option<String>,
    /// What was liked, boosted or answered; `None` when it is about no text, or about one that is gone.
    pub about: Option<About>,
    /// The follow waits for the recipient's answer.
    pub asks: bool,
    /// What was said: the text of a private message, an answer or a mention as it reads now; empty otherwise.
    pub html: SafeHtml,
    /// When it reached us.
    pub created_at: DateTime<Utc>,
    /// Not seen before.
    pub is_new: bool,
}

/// A text that a notification is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct About {
    /// The recipient's own comment was liked, boosted or answered; it is about the review or post otherwise.
    pub is_comment: bool,
    /// An answer that stands below somebody else's comment.
    pub is_deeper: bool,
    /// The recipient wrote the review or post.
    pub is_own: bool,
    /// `The Long Platform (2013)`, or the title of a post elsewhere.
    pub title: String,
    /// Its page, with the place of the comment.
    pub path: String,
}

impl Service {
    /// Tells somebody here, once for each object; nobody is told of what they did themselves, nor of what a silenced actor did
    /// whom they do not follow. False when nobody was told.
    pub(in crate::service) fn notify(&self, c: &mut Conn, note: Note) -> Result<bool, Error> {
        if note.recipient == note.actor {
            return Ok(false);
        }
        if self.policy_book(c)?.has_silence()
            && let Some(actor) = actors::by_id(c, &note.actor)?
            && self.is_unheard(c, &actor, &note.recipient)?
        {
            return Ok(false);
        }
        let topic = self.topic_of(c, note.kind, &note.actor, &note.recipient)?;
        let listener = self.listener(c, &note.recipient)?;
        let is_quiet = listener.as_ref().is_some_and(|listener| listener.is_quiet(topic));
        let now = self.now();
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
            created_at: now,
            // What is not to be counted among the new stands there as if it had been seen.
            read_at: is_quiet.then_some(now),
        };
        let added = notifications::insert(c, &notification)?;
        if let (true, Some(listener), Some(topic)) = (added, listener, topic) {
            self.plan_notification(c, &listener, topic, &notification)?;
        }
        Ok(added)
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
            service.notification_views(c, &id, rows)
        })
        .await
    }

    /// Notifications with everything around them. A fixed number of queries.
    pub(in crate::service) fn notification_views(
        &self,
        c: &mut Conn,
        recipient: &ActorId,
        rows: Vec<(Notification, Actor)>,
    ) -> Result<Vec<NotificationView>, Error> {
        let said = words_of(c, &rows)?;
        let mut abouts = abouts_of(c, recipient, &rows)?;
        let asking = asking_of(c, recipient, &rows)?;
        let pages = pages_of(c, &rows, self)?;
        let view = |(note, actor): (Notification, Actor)| NotificationView {
            about: abouts.remove(&note.id),
            asks: note.kind == NotificationKind::Follow && asking.contains(&actor.id),
            actor_path: match (pages.get(&note.object_uri), actor.is_local()) {
                (Some(page), _) => page.url.clone(),
                (None, true) => format!("/@{}", actor.handle),
                (None, false) => format!("/people/{}", actor.id),
            },
            actor: match pages.get(&note.object_uri) {
                Some(page) => page.clone(),
                None => ActorCard::of(&actor, self.urls()),
            },
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

/// What the likes, boosts, answers and mentions among these are about. A fixed number of queries.
fn abouts_of(
    c: &mut Conn,
    recipient: &ActorId,
    rows: &[(Notification, Actor)],
) -> Result<HashMap<NotificationId, About>, Error> {
    let comment_ids: Vec<CommentId> = rows.iter().filter_map(|(note, _)| note.comment_id.clone()).collect();
    let comments: HashMap<CommentId, Comment> = comments::by_ids(c, &comment_ids)?
        .into_iter()
        .map(|comment| (comment.id.clone(), comment))
        .collect();
    let answered: Vec<CommentId> = comments
        .values()
        .filter_map(|comment| comment.parent_id.clone())
        .collect();
    let authors: HashMap<CommentId, ActorId> = comments::by_ids(c, &answered)?
        .into_iter()
        .map(|comment| (comment.id, comment.author_id))
        .collect();
    let root_of = |note: &Notification| match note.comment_id.as_ref().map(|id| comments.get(id)) {
        Some(Some(comment)) => Some(comment.root.clone()),
        Some(None) => None,
        None => note.review_id.clone().map(Root::Review),
    };
    let mut wanted: (Vec<ReviewId>, Vec<PostId>) = Default::default();
    for root in rows.iter().filter_map(|(note, _)| root_of(note)) {
        match root {
            Root::Review(id) => wanted.0.push(id),
            Root::Post(id) => wanted.1.push(id),
        }
    }
    let titles = titles_of(c, &wanted)?;
    let about = |note: &Notification| {
        let (author, title) = titles.get(&root_of(note)?)?;
        let comment = note.comment_id.as_ref();
        let answered = comment.and_then(|id| comments.get(id)?.parent_id.as_ref());
        let to_recipient = answered.is_some_and(|id| authors.get(id) == Some(recipient));
        let path = match (comment, root_of(note)?) {
            (Some(id), _) => format!("/c/{id}"),
            (None, Root::Review(id)) if matches!(note.kind, NotificationKind::Link | NotificationKind::Quote) => {
                format!("/r/{id}#elsewhere")
            }
            (None, Root::Review(id)) => format!("/r/{id}"),
            (None, Root::Post(id)) => format!("/elsewhere/{id}"),
        };
        Some(About {
            is_comment: match note.kind {
                NotificationKind::Reply | NotificationKind::Mention => to_recipient,
                _ => comment.is_some(),
            },
            is_deeper: answered.is_some() && !to_recipient,
            is_own: author == recipient,
            title: title.clone(),
            path,
        })
    };
    let found = rows
        .iter()
        .filter_map(|(note, _)| Some((note.id.clone(), about(note)?)));
    Ok(found.collect())
}

/// Author and title of those reviews and posts, as far as they can be read.
pub(in crate::service) fn titles_of(
    c: &mut Conn,
    (review_ids, post_ids): &(Vec<ReviewId>, Vec<PostId>),
) -> Result<HashMap<Root, (ActorId, String)>, Error> {
    let found = reviews::by_ids(c, review_ids)?;
    let film_ids: Vec<_> = found.iter().map(|review| review.film_id.clone()).collect();
    let films: HashMap<_, _> = films::by_ids(c, &film_ids)?
        .into_iter()
        .map(|film| (film.id, film_label(&film.title, film.year)))
        .collect();
    let mut titles = HashMap::new();
    for review in found.into_iter().filter(|review| review.status == Status::Published) {
        if let Some(label) = films.get(&review.film_id) {
            titles.insert(Root::Review(review.id), (review.author_id, label.clone()));
        }
    }
    for post in posts::by_ids(c, post_ids)?
        .into_iter()
        .filter(|post| post.gone_at.is_none())
    {
        let title = post_title(&post);
        titles.insert(Root::Post(post.id), (post.author_id, title));
    }
    Ok(titles)
}

/// Those whose wish to follow still waits for an answer.
fn asking_of(c: &mut Conn, recipient: &ActorId, rows: &[(Notification, Actor)]) -> Result<Vec<ActorId>, Error> {
    let mut asking = Vec::new();
    for (note, actor) in rows.iter().filter(|(note, _)| note.kind == NotificationKind::Follow) {
        let follow = follows::by_pair(c, &note.actor_id, recipient)?;
        if follow.is_some_and(|follow| follow.state == FollowState::Pending) {
            asking.push(actor.id.clone());
        }
    }
    Ok(asking)
}

/// Who wrote the pages of the web among these, by their addresses: the notification itself is by the server. One query.
fn pages_of(
    c: &mut Conn,
    rows: &[(Notification, Actor)],
    service: &Service,
) -> Result<HashMap<String, ActorCard>, Error> {
    let sources: Vec<&str> = rows
        .iter()
        .filter(|(note, actor)| note.kind == NotificationKind::Link && actor.is_local())
        .map(|(note, _)| note.object_uri.as_str())
        .collect();
    let found = mentions::by_sources(c, &sources)?;
    Ok(found
        .iter()
        .filter_map(|mention| Some((mention.source_uri.to_string(), card_of_page(mention, service.urls())?)))
        .collect())
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
