//! Writing in the conversation from here: comments, edits, deletion and moderation.

use crate::domain::account::Permission;
use crate::domain::actor::{Actor, split_handle};
use crate::domain::change::Change;
use crate::domain::comment::{Audience, COMMENT_MAX, Comment, CommentState, Door, Root};
use crate::domain::id::{ActorId, CommentId};
use crate::domain::like::Subject;
use crate::domain::message::Message;
use crate::domain::moderation::{Advice, Assessment, Decision, Reason};
use crate::domain::notification::NotificationKind;
use crate::domain::text::SafeHtml;
use crate::domain::text::comment::{Mention, handles_in, to_html};
use crate::service::conversation::looks_after;
use crate::service::freshness::Tag;
use crate::service::moderation::{Arriving, DecisionInput};
use crate::service::notifications::Note;
use crate::service::remote::{Named, named_by_subject};
use crate::service::views::Viewer;
use crate::service::{Error, Service};
use crate::store::roots::Address;
use crate::store::{Conn, actors, comments, notifications, roots, tombstones};
use chrono::TimeDelta;
use url::Url;

/// The most handles of one comment that become mentions.
const MENTIONS: usize = 10;
/// The most handles of one comment that are looked up on other servers while its author waits.
const LOOKUPS: usize = 3;
/// The same words in the same place within this time are one comment that was sent twice.
const TWICE_S: i64 = 60;

pub(in crate::service) fn checked_source(source: &str) -> Result<String, Error> {
    let source = source.trim().replace("\r\n", "\n");
    if source.is_empty() {
        return Err(Error::field("text", "comment-empty"));
    }
    let length = source.chars().count();
    if length > COMMENT_MAX {
        return Err(Error::field(
            "text",
            Message::new("input-too-long")
                .with("length", length)
                .with("most", COMMENT_MAX),
        ));
    }
    if source.contains('\0') {
        return Err(Error::field("text", "input-nul"));
    }
    Ok(source)
}

pub(in crate::service) fn tags_of(comment: &Comment) -> Vec<Tag> {
    let mut tags = vec![
        Tag::latest_comments(),
        Tag::root(&comment.root),
        Tag::comment(&comment.id),
        Tag::actor(&comment.author_id),
    ];
    tags.extend(comment.parent_id.as_ref().map(Tag::comment));
    tags
}

/// Why somebody may not comment there, for them to read.
pub(in crate::service) fn not_here(assessment: &Assessment) -> Error {
    let why = assessment
        .reasons
        .first()
        .map_or_else(|| "comment-not-here".into(), Reason::told);
    Error::field("text", why)
}

/// The nearest comment that other servers know, going up from that one.
fn nearest_federated(c: &mut Conn, from: Option<Comment>) -> Result<Option<Comment>, Error> {
    let mut at = from;
    while let Some(comment) = at.take_if(|comment| !comment.is_federated()) {
        at = match &comment.parent_id {
            Some(above) => comments::by_id(c, above)?,
            None => None,
        };
    }
    Ok(at)
}

impl Service {
    /// Answers a review, a post elsewhere or a comment.
    ///
    /// # Errors
    /// `Invalid` for an empty or too long text, and where they may not comment; `NotFound` or `Gone` when what it answers cannot be
    /// answered. A comment that waits for a decision is no error: its state says so.
    pub async fn write_comment(&self, viewer: &Viewer, target: Subject, source: &str) -> Result<Comment, Error> {
        Self::allow(viewer, Permission::Comment)?;
        let source = checked_source(source)?;
        self.meet_mentioned(&source).await?;
        let (service, viewer, gate) = (self.clone(), viewer.clone(), self.gate().await?);
        self.write(move |c, tags| {
            let named = named_by_subject(c, &target)?.ok_or(Error::NotFound)?;
            if !named.open() {
                return Err(Error::Gone);
            }
            let parent_id = named.comment.as_ref().map(|parent| parent.id.clone());
            let latest = comments::by_author(c, &viewer.actor.id, None, 1)?.pop();
            if let Some(latest) = latest
                && latest.root == named.root.root
                && latest.parent_id == parent_id
                && latest.source == source
                && service.now() - latest.created_at < TimeDelta::seconds(TWICE_S)
            {
                return Ok(latest);
            }
            let mut comment = service.new_comment(c, &viewer.actor, Door::Member, &named, source)?;
            let assessment = service.assess(
                c,
                &gate,
                &Arriving {
                    comment: &comment,
                    author: &viewer.actor,
                    root: &named.root,
                    is_caretaker: looks_after(Some(&viewer), &named.root.author_id),
                    form: None,
                    mail_key: None,
                    is_edit: false,
                },
            )?;
            if assessment.advice == Advice::Reject {
                return Err(not_here(&assessment));
            }
            comment.state = assessment.advice.state();
            comments::insert(c, &comment)?;
            service.remember_assessment(c, &comment, &assessment)?;
            tags.extend(tags_of(&comment));
            if comment.state != CommentState::Visible {
                return Ok(comment);
            }
            let answered = named.comment.as_ref().map(|parent| &parent.author_id);
            service.tell_locally(c, &comment, answered, &named.root.author_id)?;
            let change = Change::CommentPublished {
                comment: comment.id.clone(),
            };
            service.record_change(c, &change, comment.created_at)?;
            Ok(comment)
        })
        .await
    }

    /// A comment that is written on this site, not stored yet.
    pub(in crate::service) fn new_comment(
        &self,
        c: &mut Conn,
        author: &Actor,
        door: Door,
        named: &Named,
        source: String,
    ) -> Result<Comment, Error> {
        let (id, now) = (CommentId::new(self.next_id()), self.now());
        // Its place in a conversation moves from page to page as others answer; this address leads to it wherever it is.
        let page = self.urls().comment(&id);
        let html = self.comment_html(c, &source)?;
        // Of what guests and visitors wrote other servers know nothing: an answer to that hangs on what is above it.
        let above = nearest_federated(c, named.comment.clone())?;
        let in_reply_to = match (&above, &named.root.root, &named.root.address) {
            (Some(parent), _, _) => parent.uri.clone(),
            (None, Root::Review(review), _) => self.urls().review(review),
            (None, Root::Post(_), Address::Uri(uri)) => {
                Url::parse(uri).map_err(|e| Error::Internal(format!("bad address of a post: {e}")))?
            }
            (None, Root::Post(post), Address::Slug(_)) => self.urls().post(post),
        };
        Ok(Comment {
            uri: self.urls().comment(&id),
            id,
            url: page,
            root: named.root.root.clone(),
            parent_id: named.comment.as_ref().map(|parent| parent.id.clone()),
            in_reply_to,
            author_id: author.id.clone(),
            door,
            source,
            html,
            summary: None,
            language: named.root.language.clone(),
            audience: Audience::Public,
            state: CommentState::Visible,
            published_at: now,
            edited_at: None,
            gone_at: None,
            created_at: now,
        })
    }

    /// Handle and host of each person a comment names, the host empty for this server.
    fn named_in(&self, source: &str) -> Vec<(String, String)> {
        let here = self.urls().host();
        let pairs = handles_in(source)
            .into_iter()
            .filter_map(|name| match name.contains('@') {
                true => split_handle(&name).map(|(handle, host)| {
                    let host = if host == here { String::new() } else { host };
                    (handle, host)
                }),
                false => Some((name, String::new())),
            });
        pairs.take(MENTIONS).collect()
    }

    /// The actors a comment names, as far as they are known here.
    pub(in crate::service) fn mentioned_in(&self, c: &mut Conn, source: &str) -> Result<Vec<Actor>, Error> {
        Ok(actors::by_handles(c, &self.named_in(source))?)
    }

    pub(in crate::service) fn comment_html(&self, c: &mut Conn, source: &str) -> Result<SafeHtml, Error> {
        let mut mentions = Vec::new();
        for actor in self.mentioned_in(c, source)? {
            let url = actor.url.to_string();
            let handle = actor.handle.to_lowercase();
            let host = actor.host.as_deref().unwrap_or_else(|| self.urls().host());
            mentions.push(Mention {
                handle: format!("{handle}@{host}"),
                url: url.clone(),
            });
            if actor.is_local() {
                mentions.push(Mention { handle, url });
            }
        }
        Ok(to_html(source, &mentions))
    }

    /// Looks up people a comment names who are not known here yet. A server that does not answer is no reason to lose the
    /// comment: the handle stays text then.
    async fn meet_mentioned(&self, source: &str) -> Result<(), Error> {
        let named: Vec<_> = self
            .named_in(source)
            .into_iter()
            .filter(|(_, host)| !host.is_empty())
            .collect();
        if named.is_empty() {
            return Ok(());
        }
        let Ok(lookup) = self.lookup() else { return Ok(()) };
        let wanted = named.clone();
        let known = self.read(move |c| Ok(actors::by_handles(c, &wanted)?)).await?;
        let is_known = |(handle, host): &&(String, String)| {
            known
                .iter()
                .any(|actor| actor.handle.to_lowercase() == *handle && actor.host.as_deref() == Some(host.as_str()))
        };
        for (handle, host) in named.iter().filter(|pair| !is_known(pair)).take(LOOKUPS) {
            if let Err(reason) = lookup.actor(&format!("@{handle}@{host}")).await {
                tracing::debug!(actor.host = %host, %reason, "somebody named in a comment was not found");
            }
        }
        Ok(())
    }

    fn tell_locally(
        &self,
        c: &mut Conn,
        comment: &Comment,
        answered: Option<&ActorId>,
        root_author: &ActorId,
    ) -> Result<(), Error> {
        self.plan_guest_answer(c, comment)?;
        let answered: Vec<ActorId> = answered.into_iter().chain([root_author]).cloned().collect();
        let mut people: Vec<(Actor, NotificationKind)> = actors::by_ids(c, &answered)?
            .into_iter()
            .map(|actor| (actor, NotificationKind::Reply))
            .collect();
        let mentioned = self.mentioned_in(c, &comment.source)?;
        people.extend(mentioned.into_iter().map(|actor| (actor, NotificationKind::Mention)));
        for (actor, kind) in people {
            if !actor.is_local() || actor.deleted_at.is_some() {
                continue;
            }
            let mut note = Note::new(&actor.id, kind, &comment.author_id, comment.uri.to_string());
            note.comment = Some(comment.id.clone());
            if let Root::Review(id) = &comment.root {
                note.review = Some(id.clone());
            }
            note.url = Some(comment.url.clone());
            self.notify(c, note)?;
        }
        Ok(())
    }

    /// Changes the text of one's own comment. The old text is kept as history.
    pub async fn edit_comment(&self, viewer: &Viewer, id: &CommentId, source: &str) -> Result<Comment, Error> {
        let source = checked_source(source)?;
        self.meet_mentioned(&source).await?;
        let (service, viewer, id) = (self.clone(), viewer.clone(), id.clone());
        let gate = self.gate().await?;
        self.write(move |c, tags| {
            let old = comments::by_id(c, &id)?.ok_or(Error::NotFound)?;
            if old.author_id != viewer.actor.id || !old.is_local() {
                return Err(Error::Forbidden);
            }
            if old.state != CommentState::Visible {
                return Err(Error::Gone);
            }
            if old.source == source {
                return Ok(old);
            }
            let (html, now) = (service.comment_html(c, &source)?, service.now());
            let edit = comments::Edit {
                source: &source,
                html: &html,
                summary: None,
                language: old.language.as_deref(),
                edited_at: now,
            };
            comments::edit(c, &old, &edit, &service.next_id())?;
            tags.extend(tags_of(&old));
            let edited = Comment {
                source,
                html,
                edited_at: Some(now),
                ..old
            };
            if service.assess_edit(c, &gate, tags, &edited, &viewer.actor)? {
                service.record_change(c, &Change::CommentEdited { comment: id }, now)?;
            }
            Ok(edited)
        })
        .await
    }

    /// One's own comment is deleted for good, here and elsewhere; somebody else's is taken off the page by whoever looks after the
    /// conversation, which can be undone. Of a comment that was written here other servers hear then too, since they have it from
    /// this one; of their own they hear that it was not let stand.
    pub async fn delete_comment(&self, viewer: &Viewer, id: &CommentId) -> Result<(), Error> {
        let (service, own, by) = (self.clone(), id.clone(), viewer.clone());
        let deleted = self
            .write(move |c, tags| {
                let comment = comments::by_id(c, &own)?.ok_or(Error::NotFound)?;
                if comment.author_id != by.actor.id || !comment.is_local() {
                    return Ok(comment.state == CommentState::Deleted);
                }
                if comment.state != CommentState::Deleted {
                    service.delete_own(c, tags, &comment, &by.actor)?;
                }
                Ok(true)
            })
            .await?;
        if !deleted {
            self.decide(viewer, DecisionInput::about(id, Decision::Reject)).await?;
        }
        Ok(())
    }

    fn delete_own(&self, c: &mut Conn, tags: &mut Vec<Tag>, comment: &Comment, author: &Actor) -> Result<(), Error> {
        let now = self.now();
        comments::empty(c, &comment.id, now)?;
        let (uri, by) = (comment.uri.as_str(), author.uri.as_str());
        tombstones::record(c, uri, by, "Note", now)?;
        notifications::withdraw(c, uri, &author.id)?;
        let id = comment.id.clone();
        self.record_change(c, &Change::CommentRemoved { comment: id }, now)?;
        tags.extend(tags_of(comment));
        Ok(())
    }

    /// Puts a comment that was removed or held on the page. One that was written here is sent anew: servers that keep a
    /// Tombstone of it go on without it, the others show it again.
    pub async fn restore_comment(&self, viewer: &Viewer, id: &CommentId) -> Result<(), Error> {
        self.decide(viewer, DecisionInput::about(id, Decision::Approve)).await?;
        Ok(())
    }

    /// A comment with the page it stands on, for a form that answers or edits it. Only what the viewer may read.
    pub async fn comment(&self, viewer: Option<&Viewer>, id: &CommentId) -> Result<Comment, Error> {
        let (viewer, id) = (viewer.cloned(), id.clone());
        self.read(move |c| {
            let comment = comments::by_id(c, &id)?.ok_or(Error::NotFound)?;
            let root = roots::by_id(c, &comment.root)?.ok_or(Error::NotFound)?;
            let own = viewer.as_ref().is_some_and(|v| v.actor.id == comment.author_id);
            match comment.state {
                CommentState::Deleted => Err(Error::Gone),
                CommentState::Visible if root.open => Ok(comment),
                CommentState::Visible => Err(Error::Gone),
                CommentState::Suspended => Err(Error::NotFound),
                CommentState::Held | CommentState::Removed | CommentState::Rejected | CommentState::Spam => {
                    if own || looks_after(viewer.as_ref(), &root.author_id) {
                        Ok(comment)
                    } else {
                        Err(Error::NotFound)
                    }
                }
            }
        })
        .await
    }
}
