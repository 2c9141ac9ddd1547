//! A reply from another server becomes a comment.

use super::resolve::{named_by_subject, resolved};
use super::{NoteReceived, Outcome, Resolved, WAS_DELETED};
use crate::domain::actor::Actor;
use crate::domain::change::Change;
use crate::domain::comment::{Comment, CommentState, Door, Root};
use crate::domain::id::{ActorId, CommentId};
use crate::domain::like::Subject;
use crate::domain::moderation::Advice;
use crate::domain::notification::NotificationKind;
use crate::domain::text::SafeHtml;
use crate::service::freshness::Tag;
use crate::service::moderation::{Arriving, Gate};
use crate::service::notifications::Note;
use crate::service::remote::resolve::Named;
use crate::service::{Error, Service};
use crate::store::{Conn, actors, comments, posts, roots};
use url::Url;

impl Service {
    /// Somebody elsewhere answered something here. The rules for comments say whether it is shown, waits for a decision or is
    /// turned away. What was deleted before it came is refused; what is known already is
    /// ignored; what is addressed to fewer than everybody becomes a private notification and nothing else.
    pub async fn comment_received(&self, note: NoteReceived, parent: Resolved) -> Result<Outcome, Error> {
        let (service, gate) = (self.clone(), self.gate().await?);
        self.write(move |c, tags| {
            // The parent may have gone since it was resolved.
            let subject = match &parent.parent_id {
                Some(id) => Subject::Comment(id.clone()),
                None => parent.subject.clone(),
            };
            let named = named_by_subject(c, &subject)?;
            service.take_comment(c, &gate, &note, &parent, named, tags)
        })
        .await
    }

    /// [`Service::comment_received`] of an answer to something that is known here, as nearly all are: looked up and written
    /// down in one go. `None` when it answers nothing known, and then nothing was done.
    pub async fn answer_received(&self, note: NoteReceived) -> Result<Option<Outcome>, Error> {
        let (service, gate) = (self.clone(), self.gate().await?);
        self.write(move |c, tags| {
            let Some(uri) = &note.in_reply_to else { return Ok(None) };
            let Some((parent, named)) = resolved(c, service.urls(), uri)? else {
                return Ok(None);
            };
            service
                .take_comment(c, &gate, &note, &parent, Some(named), tags)
                .map(Some)
        })
        .await
    }

    fn take_comment(
        &self,
        c: &mut Conn,
        gate: &Gate,
        note: &NoteReceived,
        parent: &Resolved,
        named: Option<Named>,
        tags: &mut Vec<Tag>,
    ) -> Result<Outcome, Error> {
        let refusal = self.refusal(c, note)?;
        if let Some(outcome) = refusal
            && outcome != WAS_DELETED
        {
            return Ok(outcome);
        }
        let Some(named) = named.filter(|named| named.root.open) else {
            return Ok(refusal.unwrap_or(Outcome::Ignored("what it answers is gone")));
        };
        if let Some(outcome) = refusal {
            self.keep_place(c, note, parent, &named, tags)?;
            return Ok(outcome);
        }
        if !note.audience.is_public() {
            let answered = [&parent.author.id, &named.root.author_id];
            return self.keep_private(c, note, &answered, Some(&named));
        }
        let mut comment = self.comment_of(note, parent, &named);
        let assessment = self.assess(
            c,
            gate,
            &Arriving {
                comment: &comment,
                author: &note.author,
                root: &named.root,
                is_caretaker: note.author.id == named.root.author_id,
                form: None,
                mail_key: None,
                is_edit: false,
            },
        )?;
        comment.state = assessment.advice.state();
        if !comments::insert(c, &comment)? {
            return Ok(Outcome::Ignored("known already"));
        }
        self.remember_assessment(c, &comment, &assessment)?;
        tags.push(Tag::latest_comments());
        tags.push(Tag::root(&comment.root));
        // Nothing shows it yet, but the search follows these notes.
        tags.push(Tag::comment(&comment.id));
        if let Some(parent) = &comment.parent_id {
            tags.push(Tag::comment(parent));
        }
        self.plan_recheck(c, &comment.id)?;
        let id = comment.id.clone();
        Ok(Outcome::Accepted(match assessment.advice {
            Advice::Show => {
                self.tell_of_comment(c, &comment, note, &parent.author, &named.root.author_id)?;
                self.thread_moved(c, &comment.root)?;
                if gate.rules.under(&comment.root).is_restricted() {
                    self.record_change(c, &Change::ReplyApproved { comment: id }, self.now())?;
                }
                "comment"
            }
            Advice::Hold => "comment held",
            Advice::Spam => "comment held as spam",
            Advice::Reject => {
                self.record_change(c, &Change::ReplyRejected { comment: id }, self.now())?;
                "comment rejected"
            }
        }))
    }

    /// The empty place of a comment that was deleted before it came, so that what answers it stands where it would stand had
    /// everything come in order.
    fn keep_place(
        &self,
        c: &mut Conn,
        note: &NoteReceived,
        parent: &Resolved,
        named: &Named,
        tags: &mut Vec<Tag>,
    ) -> Result<(), Error> {
        if !note.audience.is_public() || posts::by_uri(c, note.uri.as_str())?.is_some() {
            return Ok(());
        }
        let place = Comment {
            html: SafeHtml::default(),
            summary: None,
            edited_at: None,
            state: CommentState::Deleted,
            gone_at: Some(self.now()),
            ..self.comment_of(note, parent, named)
        };
        if comments::insert(c, &place)? {
            tags.push(Tag::root(&place.root));
        }
        Ok(())
    }

    /// Why an object may not be stored as new; `None` when it may.
    pub(super) fn refusal(&self, c: &mut Conn, note: &NoteReceived) -> Result<Option<Outcome>, Error> {
        if self.urls().is_local(&note.uri) || note.author.is_local() {
            return Ok(Some(Outcome::Refused("an address of this server")));
        }
        if note.author.deleted_at.is_some() {
            return Ok(Some(Outcome::Refused("its author was deleted")));
        }
        if self.verdict_on(c, &note.author)?.is_suspended() {
            return Ok(Some(Outcome::Refused("suspended")));
        }
        let fate = roots::fate_of(c, note.uri.as_str(), note.author.uri.as_str())?;
        if fate.deleted {
            return Ok(Some(WAS_DELETED));
        }
        Ok(fate.owner.map(|owner| {
            if owner == note.author.id {
                Outcome::Ignored("known already")
            } else {
                Outcome::Refused("belongs to somebody else")
            }
        }))
    }

    fn comment_of(&self, note: &NoteReceived, parent: &Resolved, named: &Named) -> Comment {
        let now = self.now();
        let published_at = note.published_at.min(now);
        Comment {
            id: CommentId::new(self.next_id()),
            uri: note.uri.clone(),
            url: note.url.clone(),
            root: named.root.root.clone(),
            parent_id: parent.parent_id.clone(),
            in_reply_to: note.in_reply_to.clone().unwrap_or_else(|| note.uri.clone()),
            author_id: note.author.id.clone(),
            door: Door::Remote,
            source: String::new(),
            html: note.html.clone(),
            summary: note.summary.clone(),
            language: note.language.clone(),
            audience: note.audience,
            state: CommentState::Visible,
            published_at,
            edited_at: note
                .edited_at
                .map(|edited| edited.min(now))
                .filter(|edited| *edited > published_at),
            gone_at: None,
            created_at: now,
        }
    }

    fn tell_of_comment(
        &self,
        c: &mut Conn,
        comment: &Comment,
        note: &NoteReceived,
        parent_author: &Actor,
        root_author: &ActorId,
    ) -> Result<(), Error> {
        self.plan_guest_answer(c, comment)?;
        let mut answered = vec![parent_author.clone()];
        if parent_author.id != *root_author {
            answered.extend(actors::by_id(c, root_author)?);
        }
        // Whoever is answered is nearly always mentioned too, and known already.
        let others: Vec<Url> = note
            .mentions
            .iter()
            .filter(|uri| answered.iter().all(|actor| actor.uri != **uri))
            .cloned()
            .collect();
        let mut told: Vec<(ActorId, NotificationKind)> = answered
            .into_iter()
            .filter(|actor| actor.is_local() && actor.deleted_at.is_none())
            .map(|actor| (actor.id, NotificationKind::Reply))
            .collect();
        for actor in self.local_among(c, &others)? {
            if told.iter().all(|(id, _)| *id != actor.id) {
                told.push((actor.id, NotificationKind::Mention));
            }
        }
        for (recipient, kind) in told {
            let mut told = Note::new(&recipient, kind, &comment.author_id, comment.uri.to_string());
            told.comment = Some(comment.id.clone());
            if let Root::Review(id) = &comment.root {
                told.review = Some(id.clone());
            }
            told.url = Some(comment.url.clone());
            self.notify(c, told)?;
        }
        Ok(())
    }
}
