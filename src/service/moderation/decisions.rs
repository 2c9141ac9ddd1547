//! Deciding about comments. Every door leads through here: the queue, the buttons under a comment, and the rules.

use super::admitting::Said;
use super::checked_reason;
use crate::domain::actor::Actor;
use crate::domain::audit::{AuditEntry, AuditSubject, Deed};
use crate::domain::change::Change;
use crate::domain::comment::{Comment, CommentState, Door, Root};
use crate::domain::id::{ActorId, AuditId, CommentId};
use crate::domain::moderation::Decision;
use crate::domain::notification::NotificationKind;
use crate::domain::text::{plain, webpage};
use crate::service::conversation::looks_after;
use crate::service::freshness::Tag;
use crate::service::notifications::Note;
use crate::service::policies::suspended_server;
use crate::service::views::Viewer;
use crate::service::{Error, Service};
use crate::store::{Conn, actors, comments, policies, roots, spam_words};
use crate::urls::Local;
use url::Url;

/// The most comments that are decided about in one go.
pub const TOGETHER: usize = 200;
/// Characters of a comment in the audit log.
const LABEL: usize = 80;
/// Links of a comment that are looked at.
const LINKS: usize = 30;

/// A decision about some comments.
#[derive(Clone, Debug)]
pub struct DecisionInput {
    /// Which.
    pub ids: Vec<CommentId>,
    /// What.
    pub decision: Decision,
    /// Why; may be empty.
    pub reason: String,
}

impl DecisionInput {
    /// A decision about one comment, without a word on why.
    pub fn about(id: &CommentId, decision: Decision) -> Self {
        Self {
            ids: vec![id.clone()],
            decision,
            reason: String::new(),
        }
    }
}

/// What came of it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Decided {
    /// How many comments changed.
    pub changed: usize,
    /// How many were as they should be already, or could not be changed: deleted by their author, or of a suspended server.
    pub left: usize,
    /// The mark under which all of it can be undone; `None` when nothing changed.
    pub batch: Option<String>,
}

/// What a comment is called in the audit log.
pub(super) fn label_of(author: &Actor, comment: &Comment) -> String {
    let text = plain::from_html(comment.html.as_str()).replace('\n', " ");
    format!("{}: {}", author.display_name(), plain::excerpt(&text, LABEL))
}

/// The deed that leads to a state.
pub(super) fn deed_of(state: CommentState) -> Deed {
    match state {
        CommentState::Visible => Deed::CommentApproved,
        CommentState::Held => Deed::CommentHeld,
        CommentState::Spam => Deed::CommentSpam,
        CommentState::Removed => Deed::CommentRemoved,
        CommentState::Rejected | CommentState::Deleted | CommentState::Suspended => Deed::CommentRejected,
    }
}

impl Service {
    /// Decides about comments, all in one go: a moderator about any, a reviewer about those under their own reviews.
    ///
    /// # Errors
    /// `Forbidden` when one of them is not theirs to decide about, and then nothing changed; `Conflict` when there is only one
    /// and it cannot be shown, its author's server being suspended; `Gone` when its author deleted it.
    pub async fn decide(&self, viewer: &Viewer, input: DecisionInput) -> Result<Decided, Error> {
        let reason = checked_reason(&input.reason)?;
        let (service, viewer) = (self.clone(), viewer.clone());
        let batch = self.next_id();
        self.write(move |c, tags| {
            let mut decided = Decided::default();
            let alone = input.ids.len() == 1;
            for id in input.ids.iter().take(TOGETHER) {
                let comment = comments::by_id(c, id)?.ok_or(Error::NotFound)?;
                let root = roots::by_id(c, &comment.root)?.ok_or(Error::NotFound)?;
                if !looks_after(Some(&viewer), &root.author_id) {
                    return Err(Error::Forbidden);
                }
                match service.decide_one(c, tags, &comment, input.decision)? {
                    Ok(Some(state)) => {
                        service.plan_correction(c, &comment, input.decision)?;
                        let author = actors::by_id(c, &comment.author_id)?.ok_or(Error::NotFound)?;
                        let subject = AuditSubject::Comment(comment.id.clone());
                        service.audit(c, Some(&viewer.actor.id), deed_of(state), subject, |entry| AuditEntry {
                            label: label_of(&author, &comment),
                            was: comment.state.as_str().to_owned(),
                            became: state.as_str().to_owned(),
                            reason: reason.clone(),
                            batch: Some(batch.clone()),
                            ..entry
                        })?;
                        decided.changed += 1;
                    }
                    Ok(None) => decided.left += 1,
                    Err(why) if alone => return Err(why),
                    Err(_) => decided.left += 1,
                }
            }
            decided.batch = Some(batch).filter(|_| decided.changed > 0);
            Ok(decided)
        })
        .await
    }

    /// Moves a comment to the state a decision leads to, with the lesson that follows from it. `None` when it is there already; the
    /// inner error says why it cannot be.
    fn decide_one(
        &self,
        c: &mut Conn,
        tags: &mut Vec<Tag>,
        comment: &Comment,
        decision: Decision,
    ) -> Result<Result<Option<CommentState>, Error>, Error> {
        let state = decision.state(comment.state);
        match comment.state {
            CommentState::Deleted => return Ok(Err(Error::Gone)),
            CommentState::Suspended => return Ok(Err(suspended_server())),
            _ => {}
        }
        if state == CommentState::Visible && policies::is_suspended(c, &comment.author_id)? {
            return Ok(Err(suspended_server()));
        }
        self.take_lesson(c, tags, comment, decision)?;
        // What was rejected stays so: removing it once more changes nothing.
        let same = state == comment.state
            || (decision == Decision::Reject
                && matches!(comment.state, CommentState::Rejected | CommentState::Removed));
        if same {
            return Ok(Ok(None));
        }
        self.move_comment(c, tags, comment, state)?;
        Ok(Ok(Some(state)))
    }

    /// Approval and spam are lessons; what is only held or rejected teaches nothing.
    pub(super) fn take_lesson(
        &self,
        c: &mut Conn,
        tags: &mut Vec<Tag>,
        comment: &Comment,
        decision: Decision,
    ) -> Result<(), Error> {
        if comment.is_local() {
            return Ok(());
        }
        let is_spam = match decision {
            Decision::Spam => true,
            Decision::Approve => false,
            Decision::Hold | Decision::Reject => {
                if spam_words::unlearn(c, &comment.id)? {
                    tags.push(Tag::spam_lessons());
                }
                return Ok(());
            }
        };
        let words = Said::by(comment, self.urls().host()).features;
        spam_words::learn(c, &comment.id, &words, is_spam, self.now())?;
        tags.push(Tag::spam_lessons());
        Ok(())
    }

    /// Moves a comment to another state, and tells whoever must hear of it: other servers, and people here who were answered.
    pub(in crate::service) fn move_comment(
        &self,
        c: &mut Conn,
        tags: &mut Vec<Tag>,
        comment: &Comment,
        state: CommentState,
    ) -> Result<(), Error> {
        let now = self.now();
        let gone_at = match state {
            CommentState::Visible | CommentState::Held => None,
            _ => Some(now),
        };
        comments::set_state(c, &comment.id, state, gone_at)?;
        tags.extend(crate::service::comments::tags_of(comment));
        let (was_shown, is_shown) = (comment.state == CommentState::Visible, state == CommentState::Visible);
        if is_shown && !was_shown {
            self.tell_of_approved(c, comment)?;
            self.plan_guest_approved(c, comment)?;
            self.thread_moved(c, &comment.root)?;
        }
        self.answers_quote(c, comment, now)?;
        let id = comment.id.clone();
        let change = match (comment.door, was_shown, is_shown) {
            (Door::Member, false, true) => Change::CommentPublished { comment: id },
            (Door::Member, true, false) => Change::CommentRemoved { comment: id },
            (Door::Remote, false, true) => Change::ReplyApproved { comment: id },
            // Whoever sends spam is not told that it was read.
            (Door::Remote, _, false) if matches!(state, CommentState::Rejected | CommentState::Removed) => {
                Change::ReplyRejected { comment: id }
            }
            _ => return Ok(()),
        };
        self.record_change(c, &change, now)
    }

    /// Answers from here to what stands on this site alone quote it: where it comes or goes, they are sent anew.
    pub(in crate::service) fn answers_quote(
        &self,
        c: &mut Conn,
        comment: &Comment,
        now: chrono::DateTime<chrono::Utc>,
    ) -> Result<(), Error> {
        if comment.is_federated() {
            return Ok(());
        }
        for answer in comments::local_answers(c, &comment.id)? {
            self.record_change(c, &Change::CommentEdited { comment: answer }, now)?;
        }
        Ok(())
    }

    /// People here who were answered or named hear of a comment once it is shown, if they did not before.
    pub(in crate::service) fn tell_of_approved(&self, c: &mut Conn, comment: &Comment) -> Result<(), Error> {
        self.plan_guest_answer(c, comment)?;
        let Some(root) = roots::by_id(c, &comment.root)? else {
            return Ok(());
        };
        let mut told: Vec<(ActorId, NotificationKind)> = Vec::new();
        if let Some(parent) = &comment.parent_id
            && let Some(parent) = comments::by_id(c, parent)?
        {
            told.push((parent.author_id, NotificationKind::Reply));
        }
        told.push((root.author_id, NotificationKind::Reply));
        for named in self.named_in_comment(c, comment)? {
            told.push((named.id, NotificationKind::Mention));
        }
        let ids: Vec<ActorId> = told.iter().map(|(id, _)| id.clone()).collect();
        let here: Vec<ActorId> = actors::by_ids(c, &ids)?
            .into_iter()
            .filter(|actor| actor.is_local() && actor.deleted_at.is_none())
            .map(|actor| actor.id)
            .collect();
        for (recipient, kind) in told.into_iter().filter(|(id, _)| here.contains(id)) {
            let mut note = Note::new(&recipient, kind, &comment.author_id, comment.uri.to_string());
            note.comment = Some(comment.id.clone());
            if let Root::Review(id) = &comment.root {
                note.review = Some(id.clone());
            }
            note.url = Some(comment.url.clone());
            self.notify(c, note)?;
        }
        Ok(())
    }

    /// The people of this server whom a comment names: by handle where it was written here, by links otherwise.
    fn named_in_comment(&self, c: &mut Conn, comment: &Comment) -> Result<Vec<Actor>, Error> {
        if comment.door != Door::Remote {
            return self.mentioned_in(c, &comment.source);
        }
        let handle = |url: &Url| match self.urls().parse(url) {
            Some(Local::Actor(handle)) => Some((handle.to_lowercase(), String::new())),
            _ => None,
        };
        let links = webpage::links_in(comment.html.as_str(), LINKS);
        let handles: Vec<(String, String)> = links
            .iter()
            .filter(|url| self.urls().is_local(url))
            .filter_map(handle)
            .collect();
        Ok(actors::by_handles(c, &handles)?)
    }

    /// An entry for what a rule did by itself to a comment that stood on the page.
    pub(super) fn audit_rule(
        &self,
        c: &mut Conn,
        author: &Actor,
        comment: &Comment,
        state: CommentState,
    ) -> Result<AuditId, Error> {
        let subject = AuditSubject::Comment(comment.id.clone());
        self.audit(c, None, deed_of(state), subject, |entry| AuditEntry {
            label: label_of(author, comment),
            was: comment.state.as_str().to_owned(),
            became: state.as_str().to_owned(),
            ..entry
        })
    }
}
