//! News by mail. Whatever somebody is told is planned in the transaction in which it happens; what becomes due together is one
//! mail, and that mail is written when it goes out.

mod choosing;
mod lines;
mod writing;

pub use choosing::{NoticePage, StopPage};
pub use writing::topic_words;

use crate::domain::account::{Account, Permission};
use crate::domain::comment::{Comment, Door};
use crate::domain::follow::FollowState;
use crate::domain::id::{ActorId, CommentId};
use crate::domain::mail::MailPurpose;
use crate::domain::notice::{Cadence, Choices, Topic};
use crate::domain::notification::{Notification, NotificationKind};
use crate::domain::schedule::Zone;
use crate::service::mails::to_be_written;
use crate::service::{Error, Service};
use crate::store::notices::{Matter, Notice, Reader};
use crate::store::{Conn, accounts, comments, follows, guests, notices};
use chrono::{DateTime, Utc};

/// What one mail tells: to whom, and which kind; everything in the digest, for `None`.
type Heap = (Reader, Option<Topic>);

/// Notices that are gathered in one go.
const TOGETHER: i64 = 1_000;
/// A server of followers is trouble once it has failed so often in a row, about an hour and a half after the first time.
pub(in crate::service) const TROUBLE: i32 = 5;

/// Somebody here who is told, with what they chose.
pub(in crate::service) struct Listener {
    account: Account,
    choices: Choices,
}

impl Listener {
    /// Do they want this among their news without being counted as new?
    pub fn is_quiet(&self, topic: Option<Topic>) -> bool {
        topic.is_some_and(|topic| topic.may_be_quiet() && !self.choices.of(topic).counted)
    }
}

impl Service {
    /// Whoever speaks by that actor, when they can sign in here.
    pub(in crate::service) fn listener(&self, c: &mut Conn, actor: &ActorId) -> Result<Option<Listener>, Error> {
        let Some(account) = accounts::by_actor(c, actor)? else {
            return Ok(None);
        };
        let choices = notices::wishes_of(c, &account.id)?.choices;
        Ok(Some(Listener { account, choices }))
    }

    /// What kind of news that is to its recipient.
    pub(in crate::service) fn topic_of(
        &self,
        c: &mut Conn,
        kind: NotificationKind,
        by: &ActorId,
        recipient: &ActorId,
    ) -> Result<Option<Topic>, Error> {
        let asks = kind == NotificationKind::Follow
            && follows::by_pair(c, by, recipient)?.is_some_and(|follow| follow.state == FollowState::Pending);
        Ok(Topic::of(kind, asks))
    }

    /// Plans a mail of a notification.
    pub(in crate::service) fn plan_notification(
        &self,
        c: &mut Conn,
        listener: &Listener,
        topic: Topic,
        notification: &Notification,
    ) -> Result<(), Error> {
        let matter = Matter::Notification(notification.id.clone());
        self.plan_for(c, listener, topic, matter)
    }

    fn plan_for(&self, c: &mut Conn, listener: &Listener, topic: Topic, matter: Matter) -> Result<(), Error> {
        let Listener { account, choices } = listener;
        if !self.has_mail() || account.email.is_none() || !topic.concerns(account.role) {
            return Ok(());
        }
        let (reader, now) = (Reader::Account(account.id.clone()), self.now());
        let cadence = choices.of(topic).mail;
        let earlier = match cadence {
            Cadence::Now => notices::next_due(c, &reader, topic)?,
            Cadence::Off | Cadence::Digest => None,
        };
        if let Some(due) = cadence.due(account.time_zone.unwrap_or(Zone::UTC), now, earlier) {
            self.plan_at(c, reader, topic, matter, (due, cadence == Cadence::Digest))?;
        }
        Ok(())
    }

    fn plan_at(
        &self,
        c: &mut Conn,
        reader: Reader,
        topic: Topic,
        matter: Matter,
        (due, is_digest): (DateTime<Utc>, bool),
    ) -> Result<(), Error> {
        let notice = Notice {
            id: self.next_id(),
            reader,
            topic,
            matter,
            is_digest,
            created_at: self.now(),
        };
        notices::plan(c, &notice, due)?;
        Ok(())
    }

    /// A comment waits: whoever may decide about it is told.
    pub(in crate::service) fn plan_waiting(
        &self,
        c: &mut Conn,
        comment: &CommentId,
        author: &ActorId,
        root_author: &ActorId,
    ) -> Result<(), Error> {
        if !self.has_mail() {
            return Ok(());
        }
        for (account, _) in accounts::all(c)? {
            let decides = account.role.may(Permission::Moderate) || account.actor_id == *root_author;
            if !decides || account.actor_id == *author {
                continue;
            }
            let choices = notices::wishes_of(c, &account.id)?.choices;
            let listener = Listener { account, choices };
            self.plan_for(c, &listener, Topic::Waiting, Matter::Comment(comment.clone()))?;
        }
        Ok(())
    }

    /// A server of followers is in trouble: whoever runs this one is told.
    pub(in crate::service) fn plan_trouble(&self, c: &mut Conn, host: &str, topic: Topic) -> Result<(), Error> {
        if !self.has_mail() || !follows::has_followers_at(c, host)? {
            return Ok(());
        }
        for (account, _) in accounts::all(c)? {
            let choices = notices::wishes_of(c, &account.id)?.choices;
            let listener = Listener { account, choices };
            self.plan_for(c, &listener, topic, Matter::Host(host.to_owned()))?;
        }
        Ok(())
    }

    /// A comment is on the page now: the guest it answers is told, once, when they asked for that.
    pub(in crate::service) fn plan_guest_answer(&self, c: &mut Conn, comment: &Comment) -> Result<(), Error> {
        let Some(parent) = comment.parent_id.as_ref().filter(|_| self.has_mail()) else {
            return Ok(());
        };
        match comments::by_id(c, parent)?.filter(|parent| parent.door == Door::Guest) {
            Some(parent) if parent.author_id != comment.author_id => {
                self.plan_for_guest(c, &parent.author_id, Topic::GuestAnswer, &comment.id)
            }
            _ => Ok(()),
        }
    }

    /// A guest's comment that waited is on the page now: they are told, once, when they asked for notices.
    pub(in crate::service) fn plan_guest_approved(&self, c: &mut Conn, comment: &Comment) -> Result<(), Error> {
        if comment.door != Door::Guest || !self.has_mail() {
            return Ok(());
        }
        self.plan_for_guest(c, &comment.author_id, Topic::GuestApproved, &comment.id)
    }

    fn plan_for_guest(&self, c: &mut Conn, guest: &ActorId, topic: Topic, comment: &CommentId) -> Result<(), Error> {
        let wants = guests::by_actor(c, guest)?.is_some_and(|guest| guest.notify && guest.mail.is_some());
        if !wants {
            return Ok(());
        }
        let reader = Reader::Guest(guest.clone());
        let earlier = notices::next_due(c, &reader, topic)?;
        match Cadence::Now.due(Zone::UTC, self.now(), earlier) {
            Some(due) => self.plan_at(c, reader, topic, Matter::Comment(comment.clone()), (due, false)),
            None => Ok(()),
        }
    }

    /// Makes mails of what is due: one for each reader and kind, and one for each digest.
    pub(in crate::service) fn gather_notices(&self, c: &mut Conn, now: DateTime<Utc>) -> Result<(), Error> {
        let mut heaps: Vec<(Heap, Vec<String>)> = Vec::new();
        for notice in notices::due(c, now, TOGETHER)? {
            let key = (notice.reader, (!notice.is_digest).then_some(notice.topic.chosen_as()));
            match heaps.iter_mut().find(|(known, _)| *known == key) {
                Some((_, heap)) => heap.push(notice.id),
                None => heaps.push((key, vec![notice.id])),
            }
        }
        for ((reader, _), heap) in heaps {
            let mail = match reader {
                Reader::Account(id) => to_be_written(MailPurpose::Notice, Some(id)),
                Reader::Guest(_) => to_be_written(MailPurpose::GuestNotice, None),
            };
            if let Some(mail) = self.post_mail(c, &mail)? {
                let ids: Vec<&str> = heap.iter().map(String::as_str).collect();
                notices::put_into(c, &ids, &mail)?;
            }
        }
        Ok(())
    }
}
