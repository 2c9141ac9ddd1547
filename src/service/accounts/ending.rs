//! The end of an account, by its owner's will or by that of those who run the server. Everything of theirs goes in one transaction, and
//! every server that ever heard of them is told.

use super::caring::{Caretaker, cared_for};
use crate::domain::account::{Account, Role};
use crate::domain::actor::Actor;
use crate::domain::audit::{AuditEntry, AuditSubject, Deed};
use crate::domain::change::Change;
use crate::domain::job::JobPayload;
use crate::domain::whereabouts::Whereabouts;
use crate::service::essays::place_of;
use crate::service::freshness::Tag;
use crate::service::media::file_keys;
use crate::service::moderation::checked_reason;
use crate::service::views::Viewer;
use crate::service::{Error, Service};
use crate::store::accounts::ending;
use crate::store::{
    Conn, accounts, actors, comments, essays, follows, jobs, lists, notifications, posts, reactions, tombstones,
    whereabouts,
};
use std::collections::BTreeSet;
use url::Url;

impl Service {
    /// Deletes the viewer's own account with everything they wrote. They type their password and their handle.
    ///
    /// # Errors
    /// `Invalid` (fields `password`, `handle`); `Conflict` (`owner-stays`) for the owner; `TooMany`.
    pub async fn delete_own_account(&self, viewer: &Viewer, password: &str, handle: &str) -> Result<(), Error> {
        if viewer.account.role == Role::Owner {
            return Err(owner_stays());
        }
        if !is_handle(handle, &viewer.actor) {
            return Err(Error::field("handle", "input-handle-again"));
        }
        self.ask_password(viewer, password).await?;
        let (service, viewer) = (self.clone(), viewer.clone());
        self.write(move |c, tags| {
            let account = accounts::by_id(c, &viewer.account.id)?.ok_or(Error::SignInNeeded)?;
            if account.role == Role::Owner {
                return Err(owner_stays());
            }
            service.end_account(c, tags, &account, &viewer.actor, Some(&viewer.actor), "")
        })
        .await
    }

    /// Deletes somebody's account with everything they wrote, and writes down who did it and why. The handle is typed again: this cannot
    /// be undone.
    ///
    /// # Errors
    /// As [`Service::give_role`]; `Invalid` (field `again`) when the handles differ, or for an endless reason.
    pub async fn delete_account(&self, by: &Caretaker, handle: &str, again: &str, reason: &str) -> Result<(), Error> {
        let (service, by, handle, again) = (self.clone(), by.clone(), handle.to_owned(), again.to_owned());
        let reason = checked_reason(reason)?;
        self.write(move |c, tags| {
            let (account, actor) = cared_for(c, &by, &handle)?;
            if !is_handle(&again, &actor) {
                return Err(Error::field("again", "input-handle-again"));
            }
            let by = match by.actor_id() {
                Some(id) => actors::by_id(c, id)?,
                None => None,
            };
            service.end_account(c, tags, &account, &actor, by.as_ref(), &reason)
        })
        .await
    }

    fn end_account(
        &self,
        c: &mut Conn,
        tags: &mut Vec<Tag>,
        account: &Account,
        actor: &Actor,
        by: Option<&Actor>,
        reason: &str,
    ) -> Result<(), Error> {
        let (now, id) = (self.now(), &actor.id);
        // Who must hear of it is known only while the follows and receipts are there.
        let mut inboxes: BTreeSet<Url> = follows::follower_inboxes(c, id)?.into_iter().collect();
        let mut others = follows::followed_by(c, id)?;
        others.extend(ending::neighbours(c, id)?);
        inboxes.extend(actors::delivery_inboxes(c, &others)?);
        inboxes.extend(
            ending::reached(c, id)?
                .iter()
                .filter_map(|inbox| Url::parse(inbox).ok()),
        );
        tags.extend([
            Tag::site(),
            Tag::actor(id),
            Tag::latest_comments(),
            Tag::essays(),
            Tag::lists(),
        ]);
        self.bury_writings(c, tags, actor)?;
        self.silence(c, tags, actor)?;
        let urls = self.urls();
        for uri in [urls.actor(&actor.handle), urls.profile(&actor.handle)] {
            tombstones::record(c, uri.as_str(), actor.uri.as_str(), actor.kind.as_str(), now)?;
        }
        let heir = accounts::of_role(c, Role::Owner)?;
        actors::mark_deleted(c, id, now)?;
        let files: Vec<String> = ending::delete_media(c, id, heir.as_ref())?
            .iter()
            .flat_map(file_keys)
            .collect();
        ending::delete(c, &account.id)?;
        let subject = AuditSubject::Account(account.id.clone());
        self.audit(c, by.map(|by| &by.id), Deed::AccountDeleted, subject, |entry| {
            AuditEntry {
                label: format!("@{}", actor.handle),
                reason: reason.to_owned(),
                ..entry
            }
        })?;
        let erase = JobPayload::EraseFiles { keys: files };
        jobs::enqueue(c, &self.next_id(), &erase, &format!("files:{id}"), None, now, now)?;
        let change = Change::AccountDeleted {
            actor: id.clone(),
            inboxes: inboxes.into_iter().collect(),
        };
        self.record_change(c, &change, now)
    }

    /// Reviews, posts, lists, comments and viewings: the words go, and where something was public a Tombstone stays.
    fn bury_writings(&self, c: &mut Conn, tags: &mut Vec<Tag>, actor: &Actor) -> Result<(), Error> {
        let (now, id, by, urls) = (self.now(), &actor.id, actor.uri.as_str(), self.urls());
        for review in ending::reviews_of(c, id)? {
            tags.extend([Tag::review(&review.id), Tag::film(&review.film_id)]);
            if review.was_public {
                let page = urls.review_page(&actor.handle, &review.slug);
                tombstones::record(c, page.as_str(), by, "Article", now)?;
                tombstones::record(c, urls.review(&review.id).as_str(), by, "Article", now)?;
            }
        }
        ending::empty_reviews(c, id, now)?;
        ending::delete_scales(c, id)?;
        for (essay, slug, was_public) in ending::essays_of(c, id)? {
            tags.extend([Tag::essay(&essay), Tag::post(&place_of(&essay))]);
            tags.extend(essays::named(c, &essay)?.iter().map(|film| Tag::film(&film.film_id)));
            if was_public {
                let page = urls.at(&format!("/@{}/posts/{slug}", actor.handle));
                tombstones::record(c, page.as_str(), by, "Article", now)?;
                tombstones::record(c, urls.essay(&essay).as_str(), by, "Article", now)?;
            }
            essays::delete(c, &essay)?;
        }
        tags.extend(posts::empty_all_by(c, id, now)?.iter().map(Tag::post));
        for list in ending::lists_of(c, id)? {
            lists::delete(c, &list)?;
            tags.push(Tag::list(&list));
        }
        for (comment, uri) in ending::comments_of(c, id)? {
            tombstones::record(c, &uri, by, "Note", now)?;
            tags.push(Tag::comment(&comment));
        }
        tags.extend(comments::empty_all_by(c, id, now)?.iter().map(Tag::root));
        Ok(())
    }

    /// Likes, follows, notifications, blocks, and what was sent: they count no more.
    fn silence(&self, c: &mut Conn, tags: &mut Vec<Tag>, actor: &Actor) -> Result<(), Error> {
        let id = &actor.id;
        tags.extend(reactions::roots_by_actor(c, id)?.iter().map(Tag::root));
        reactions::delete_all_by(c, id)?;
        tags.extend(follows::delete_all_of(c, id)?.iter().map(Tag::actor));
        notifications::withdraw_all_by(c, id)?;
        whereabouts::put(c, id, &Whereabouts::default())?;
        Ok(ending::delete_traces(c, id)?)
    }

    /// Deletes files that nothing speaks of any more, and then the job that says so.
    ///
    /// # Errors
    /// [`Error`] when the disk does not let it; the job comes back.
    pub async fn erase_files(&self, job: &str, keys: &[String]) -> Result<(), Error> {
        let (blobs, keys) = (self.env().blobs.clone(), keys.to_vec());
        self.blocking(move || keys.iter().try_for_each(|key| blobs.delete(key)))
            .await??;
        self.finish_job(job).await
    }
}

fn is_handle(typed: &str, actor: &Actor) -> bool {
    typed.trim().trim_start_matches('@').to_lowercase() == actor.handle
}

fn owner_stays() -> Error {
    Error::Conflict {
        code: "owner-stays",
        message: "error-owner-stays".into(),
    }
}
