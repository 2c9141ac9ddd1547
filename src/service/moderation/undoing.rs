//! Taking decisions back, from the audit log.

use super::care_of;
use super::decisions::{deed_of, label_of};
use crate::domain::account::Permission;
use crate::domain::audit::{AuditEntry, AuditSubject, Deed};
use crate::domain::comment::CommentState;
use crate::domain::id::{AuditId, CommentId};
use crate::domain::message::Message;
use crate::domain::moderation::{Decision, RuleTarget, Treatment};
use crate::service::conversation::looks_after;
use crate::service::freshness::Tag;
use crate::service::views::Viewer;
use crate::service::{Error, Service};
use crate::store::{Conn, actors, audits, author_rules, comments, policies, roots};

/// Entries on one page of the log.
const PAGE: i64 = 50;

/// An entry as shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AuditLine {
    /// The entry.
    pub entry: AuditEntry,
    /// The name of whoever did it; `None` for the site itself.
    pub by: Option<String>,
    /// Where it leads; `None` for what has no page.
    pub path: Option<String>,
    /// It can be taken back.
    pub can_undo: bool,
}

impl AuditLine {
    /// What was done, in words.
    pub fn message(&self) -> Message {
        Message::new(self.entry.deed.key()).with("became", self.entry.became.as_str())
    }
}

/// A page of the log.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AuditPage {
    /// Newest first.
    pub lines: Vec<AuditLine>,
    /// Where the next page begins; `None` on the last.
    pub next: Option<String>,
}

/// Can a deed of that kind be taken back?
fn is_reversible(entry: &AuditEntry) -> bool {
    let kind = matches!(
        entry.deed,
        Deed::CommentApproved
            | Deed::CommentHeld
            | Deed::CommentRejected
            | Deed::CommentSpam
            | Deed::CommentRemoved
            | Deed::RuleSet
            | Deed::RuleLifted
            | Deed::ServerSuspended
            | Deed::ServerSilenced
            | Deed::ServerRuleChanged
            | Deed::ServerRuleLifted
    );
    kind && !entry.undone && entry.actor_id.is_some()
}

impl Service {
    /// What was done here, newest first, before that entry. For moderators.
    ///
    /// # Errors
    /// `Forbidden`.
    pub async fn audit_log(&self, viewer: &Viewer, before: Option<String>) -> Result<AuditPage, Error> {
        Self::allow(viewer, Permission::Moderate)?;
        self.read(move |c| {
            let mut entries = audits::latest(c, before.as_deref(), PAGE + 1)?;
            let more = i64::try_from(entries.len()).is_ok_and(|n| n > PAGE);
            entries.truncate(usize::try_from(PAGE).unwrap_or(usize::MAX));
            let next = entries.last().filter(|_| more).map(|entry| entry.id.to_string());
            Ok(AuditPage {
                lines: audit_lines(c, entries)?,
                next,
            })
        })
        .await
    }

    /// What was decided about one comment, newest first, for whoever looks after it.
    ///
    /// # Errors
    /// `NotFound`, `Forbidden`.
    pub async fn comment_history(&self, viewer: &Viewer, id: &CommentId) -> Result<Vec<AuditLine>, Error> {
        care_of(viewer)?;
        let subject = AuditSubject::Comment(id.clone());
        self.read(move |c| {
            let entries = audits::of_subject(c, &subject, PAGE)?;
            audit_lines(c, entries)
        })
        .await
    }

    /// Takes back everything that was done under one mark, the latest first. What has been decided anew since stays as it is.
    ///
    /// # Errors
    /// `NotFound` when nothing bears the mark, `Forbidden`.
    pub async fn undo_batch(&self, viewer: &Viewer, batch: &str) -> Result<usize, Error> {
        let (service, viewer, batch) = (self.clone(), viewer.clone(), batch.to_owned());
        self.write(move |c, tags| {
            let entries = audits::by_batch(c, &batch)?;
            if entries.is_empty() {
                return Err(Error::NotFound);
            }
            let of_servers = |entry: &&AuditEntry| matches!(entry.subject, AuditSubject::Policy(_));
            // Rules between servers are laid down together: each time, everybody elsewhere is looked at.
            let together: Vec<&AuditEntry> = entries.iter().filter(of_servers).filter(|e| is_reversible(e)).collect();
            let mut undone = match together.is_empty() {
                true => 0,
                false => service.undo_rules_between(c, tags, &viewer, &together)?.len(),
            };
            for entry in entries.iter().rev().filter(|entry| !of_servers(entry)) {
                undone += usize::from(service.undo_entry(c, tags, &viewer, entry)?);
            }
            Ok(undone)
        })
        .await
    }

    /// Takes one entry back. False when it was already, or has been decided anew since.
    ///
    /// # Errors
    /// `NotFound`, `Forbidden`.
    pub async fn undo(&self, viewer: &Viewer, id: &AuditId) -> Result<bool, Error> {
        let (service, viewer, id) = (self.clone(), viewer.clone(), id.clone());
        self.write(move |c, tags| {
            let entry = audits::by_id(c, &id)?.ok_or(Error::NotFound)?;
            service.undo_entry(c, tags, &viewer, &entry)
        })
        .await
    }

    fn undo_entry(
        &self,
        c: &mut Conn,
        tags: &mut Vec<Tag>,
        viewer: &Viewer,
        entry: &AuditEntry,
    ) -> Result<bool, Error> {
        care_of(viewer)?;
        if !is_reversible(entry) {
            return Ok(false);
        }
        let taken_back = match &entry.subject {
            AuditSubject::Comment(_) => self.undo_decision(c, tags, viewer, entry)?,
            AuditSubject::Actor(id) => self.undo_rule(c, tags, viewer, entry, &RuleTarget::Actor(id.clone()))?,
            AuditSubject::Host(host) => self.undo_rule(c, tags, viewer, entry, &RuleTarget::Host(host.clone()))?,
            AuditSubject::Policy(_) => return Ok(!self.undo_rules_between(c, tags, viewer, &[entry])?.is_empty()),
            _ => false,
        };
        if taken_back {
            audits::mark_undone(c, &entry.id)?;
        }
        Ok(taken_back)
    }

    fn undo_decision(
        &self,
        c: &mut Conn,
        tags: &mut Vec<Tag>,
        viewer: &Viewer,
        entry: &AuditEntry,
    ) -> Result<bool, Error> {
        let AuditSubject::Comment(id) = &entry.subject else {
            return Ok(false);
        };
        let (Some(was), Some(became)) = (CommentState::parse(&entry.was), CommentState::parse(&entry.became)) else {
            return Ok(false);
        };
        let comment = comments::by_id(c, id)?.ok_or(Error::NotFound)?;
        let root = roots::by_id(c, &comment.root)?.ok_or(Error::NotFound)?;
        if !looks_after(Some(viewer), &root.author_id) {
            return Err(Error::Forbidden);
        }
        let blocked = was == CommentState::Visible && policies::is_suspended(c, &comment.author_id)?;
        if comment.state != became || blocked {
            return Ok(false);
        }
        // The lesson of the decision that is taken back goes with it.
        self.take_lesson(c, tags, &comment, Decision::Hold)?;
        self.move_comment(c, tags, &comment, was)?;
        let author = actors::by_id(c, &comment.author_id)?.ok_or(Error::NotFound)?;
        let subject = entry.subject.clone();
        self.audit(c, Some(&viewer.actor.id), deed_of(was), subject, |new| AuditEntry {
            label: label_of(&author, &comment),
            was: entry.became.clone(),
            became: entry.was.clone(),
            undoes: Some(entry.id.clone()),
            ..new
        })?;
        Ok(true)
    }

    fn undo_rule(
        &self,
        c: &mut Conn,
        tags: &mut Vec<Tag>,
        viewer: &Viewer,
        entry: &AuditEntry,
        target: &RuleTarget,
    ) -> Result<bool, Error> {
        Self::allow(viewer, Permission::Moderate)?;
        let now = author_rules::by_target(c, target)?;
        let stands = now.as_ref().map_or("", |rule| rule.treatment.as_str());
        if stands != entry.became {
            return Ok(false);
        }
        let id = self.set_rule(c, tags, viewer, target, Treatment::parse(&entry.was), "", None)?;
        if let Some(id) = id {
            audits::mark_undoing(c, &id, &entry.id)?;
        }
        Ok(true)
    }
}

/// Entries with the names and places around them. A fixed number of queries.
pub(in crate::service) fn audit_lines(c: &mut Conn, entries: Vec<AuditEntry>) -> Result<Vec<AuditLine>, Error> {
    let ids: Vec<_> = entries.iter().filter_map(|entry| entry.actor_id.clone()).collect();
    let people = actors::by_ids(c, &ids)?;
    let name = |entry: &AuditEntry| {
        let id = entry.actor_id.as_ref()?;
        let actor = people.iter().find(|actor| actor.id == *id)?;
        Some(actor.display_name().to_owned())
    };
    let line = |entry: AuditEntry| AuditLine {
        by: name(&entry),
        path: path_of(&entry.subject),
        can_undo: is_reversible(&entry),
        entry,
    };
    Ok(entries.into_iter().map(line).collect())
}

fn path_of(subject: &AuditSubject) -> Option<String> {
    match subject {
        AuditSubject::Comment(id) => Some(format!("/moderation/comments/{id}")),
        AuditSubject::Actor(id) => Some(format!("/moderation?author={id}")),
        AuditSubject::Host(host) => Some(format!("/moderation?host={host}")),
        AuditSubject::Policy(name) => {
            let query = url::form_urlencoded::Serializer::new(String::new())
                .append_pair("target", name)
                .finish();
            Some(format!("/moderation/servers/rule?{query}"))
        }
        AuditSubject::Review(id) => Some(format!("/r/{id}")),
        AuditSubject::Report(id) => Some(format!("/moderation/reports/{id}")),
        AuditSubject::Account(_) | AuditSubject::Site => None,
    }
}
