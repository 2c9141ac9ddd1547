//! Block lists: files that are sent, lists that are read again and again. What they say counts once a person has looked at it.

mod reading;
mod review;

pub use review::{ListReview, ReviewLine};

use super::{Effect, Manner, csv};
use crate::domain::account::Permission;
use crate::domain::audit::{AuditEntry, AuditSubject, Deed};
use crate::domain::id::BlockListId;
use crate::domain::message::Message;
use crate::domain::policy::{BlockList, HOURS_MAX, HOURS_MIN, Policy};
use crate::domain::review::FieldError;
use crate::domain::text::plain;
use crate::service::freshness::Tag;
use crate::service::views::Viewer;
use crate::service::{Error, Service};
use crate::store::{block_lists, policies};
use review::{review, rules_of};
use std::collections::HashSet;
use url::Url;

/// The longest list that is read, in bytes.
pub const BYTES_MAX: usize = 2 << 20;
/// The longest name of a list, in characters.
const NAME_MAX: usize = 100;

/// A list to be read again and again, as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ListInput {
    /// What it is called here; empty for the name of its server.
    pub name: String,
    /// Where it is.
    pub url: String,
    /// Hours between two readings.
    pub hours: String,
}

impl Service {
    /// Takes a file in. It changes nothing: it waits to be looked at.
    ///
    /// # Errors
    /// `Forbidden`, `Invalid` on `file` when it is no list.
    pub async fn take_block_list(&self, viewer: &Viewer, name: &str, bytes: &[u8]) -> Result<BlockListId, Error> {
        Self::allow(viewer, Permission::Moderate)?;
        if bytes.len() > BYTES_MAX {
            return Err(Error::field(
                "file",
                Message::new("input-list-heavy").with("most", BYTES_MAX >> 20),
            ));
        }
        csv::read(bytes).map_err(|why| Error::field("file", why))?;
        let list = BlockList {
            id: BlockListId::new(self.next_id()),
            name: plain::one_line(name, NAME_MAX),
            url: None,
            every_hours: 0,
            content: String::from_utf8_lossy(bytes).replace('\0', ""),
            passed_over: Vec::new(),
            waiting: 0,
            etag: None,
            last_modified: None,
            read_at: Some(self.now()),
            next_at: None,
            error: None,
            created_at: self.now(),
        };
        let (service, id) = (self.clone(), list.id.clone());
        self.write(move |c, _| {
            let waiting = review(&service, c, list.clone())?.lines.len();
            let waiting = i64::try_from(waiting).unwrap_or(i64::MAX);
            Ok(block_lists::insert(c, &BlockList { waiting, ..list })?)
        })
        .await?;
        Ok(id)
    }

    /// What a file would change, for the command line: nothing is kept of it.
    ///
    /// # Errors
    /// `Invalid` when it is no list.
    pub async fn try_block_list(&self, bytes: &[u8]) -> Result<ListReview, Error> {
        csv::read(bytes).map_err(|why| Error::field("file", why))?;
        let list = self.passing(bytes);
        let service = self.clone();
        self.read(move |c| review(&service, c, list)).await
    }

    /// Makes rules of the lines of a file that keep more out, for the command line; of all lines with `milder`.
    ///
    /// # Errors
    /// `Invalid` when it is no list.
    pub async fn apply_file(&self, bytes: &[u8], milder: bool) -> Result<Effect, Error> {
        csv::read(bytes).map_err(|why| Error::field("file", why))?;
        let list = self.passing(bytes);
        let service = self.clone();
        self.write(move |c, tags| {
            let review = review(&service, c, list.clone())?;
            let wanted = |line: &&ReviewLine| milder || line.difference.is_offered();
            let lines: Vec<&ReviewLine> = review.lines.iter().filter(wanted).collect();
            let rules = rules_of(c, &service, &list, &lines)?;
            Ok(service.lay_down(c, tags, &rules, &Manner::default())?.effect)
        })
        .await
    }

    /// A file as a list that is never stored.
    fn passing(&self, bytes: &[u8]) -> BlockList {
        BlockList {
            id: BlockListId::new(self.next_id()),
            name: String::new(),
            url: None,
            every_hours: 0,
            content: String::from_utf8_lossy(bytes).into_owned(),
            passed_over: Vec::new(),
            waiting: 0,
            etag: None,
            last_modified: None,
            read_at: None,
            next_at: None,
            error: None,
            created_at: self.now(),
        }
    }

    /// Reads a list from now on.
    ///
    /// # Errors
    /// `Forbidden`, `Invalid` by field.
    pub async fn follow_block_list(&self, viewer: &Viewer, input: &ListInput) -> Result<BlockListId, Error> {
        Self::allow(viewer, Permission::Moderate)?;
        let mut errors = Vec::new();
        let url = Url::parse(input.url.trim())
            .ok()
            .filter(|url| self.env().net.check_url(url).is_ok());
        if url.is_none() {
            errors.push(FieldError::new("url", "input-list-url"));
        }
        let hours = input.hours.trim().parse::<i64>().ok();
        let hours = hours.filter(|hours| (HOURS_MIN..=HOURS_MAX).contains(hours));
        if hours.is_none() {
            errors.push(FieldError::new(
                "hours",
                Message::new("input-number").with("most", HOURS_MAX),
            ));
        }
        let (Some(url), Some(every_hours)) = (url, hours) else {
            return Err(Error::Invalid(errors));
        };
        let name = plain::one_line(&input.name, NAME_MAX);
        let list = BlockList {
            name: match name.is_empty() {
                true => url.host_str().unwrap_or_default().to_owned(),
                false => name,
            },
            url: Some(url),
            every_hours,
            content: String::new(),
            next_at: Some(self.now()),
            ..self.passing(&[])
        };
        let (service, by, id) = (self.clone(), viewer.actor.id.clone(), list.id.clone());
        self.write(move |c, _| {
            if block_lists::all(c)?.iter().any(|known| known.url == list.url) {
                return Err(Error::field("url", "input-list-known"));
            }
            block_lists::insert(c, &list)?;
            service.audit(c, Some(&by), Deed::BlockListFollowed, AuditSubject::Site, |entry| {
                AuditEntry {
                    label: list.name.clone(),
                    became: list.url.as_ref().map(ToString::to_string).unwrap_or_default(),
                    ..entry
                }
            })?;
            service.have_read(c, &list.id)
        })
        .await?;
        self.wake().jobs.notify_one();
        Ok(id)
    }

    /// Has a list read at once.
    ///
    /// # Errors
    /// `Forbidden`, `NotFound`.
    pub async fn read_now(&self, viewer: &Viewer, id: &BlockListId) -> Result<(), Error> {
        Self::allow(viewer, Permission::Moderate)?;
        let (service, id) = (self.clone(), id.clone());
        self.write(move |c, _| {
            let list = block_lists::by_id(c, &id)?.ok_or(Error::NotFound)?;
            match list.url {
                Some(_) => service.have_read(c, &id),
                None => Err(Error::NotFound),
            }
        })
        .await?;
        self.wake().jobs.notify_one();
        Ok(())
    }

    /// Reads a list no more, or throws a file away. The rules that were taken from it stay, as if they had been made by hand; with
    /// `lift` they are given up.
    ///
    /// # Errors
    /// `Forbidden`, `NotFound`.
    pub async fn leave_block_list(&self, viewer: &Viewer, id: &BlockListId, lift: bool) -> Result<Effect, Error> {
        Self::allow(viewer, Permission::Moderate)?;
        let (service, by, id) = (self.clone(), viewer.actor.id.clone(), id.clone());
        self.write(move |c, tags| {
            let list = block_lists::by_id(c, &id)?.ok_or(Error::NotFound)?;
            block_lists::delete(c, &id)?;
            if list.url.is_none() {
                return Ok(Effect::default());
            }
            let batch = service.next_id();
            let how = Manner {
                by: Some(&by),
                batch: Some(&batch),
            };
            let mut effect = Effect::default();
            if lift {
                let own = policies::all(c)?
                    .into_iter()
                    .filter(|rule| rule.list.as_ref() == Some(&id));
                let nothing: Vec<Policy> = own.map(|rule| Policy::new(rule.target, service.now())).collect();
                effect = service.lay_down(c, tags, &nothing, &how)?.effect;
            }
            policies::keep_as_own(c, &id)?;
            tags.push(Tag::policies());
            service.audit(c, Some(&by), Deed::BlockListLeft, AuditSubject::Site, |entry| {
                AuditEntry {
                    label: list.name.clone(),
                    was: list.url.as_ref().map(ToString::to_string).unwrap_or_default(),
                    batch: Some(batch.clone()),
                    ..entry
                }
            })?;
            Ok(effect)
        })
        .await
    }

    /// What a list would change.
    ///
    /// # Errors
    /// `Forbidden`, `NotFound`.
    pub async fn block_list(&self, viewer: &Viewer, id: &BlockListId) -> Result<ListReview, Error> {
        Self::allow(viewer, Permission::Moderate)?;
        let (service, id) = (self.clone(), id.clone());
        self.read(move |c| {
            let list = block_lists::by_id(c, &id)?.ok_or(Error::NotFound)?;
            review(&service, c, list)
        })
        .await
    }

    /// Makes rules of the lines with these marks and passes the others over. Gives back what the rules did, and the mark under
    /// which all of it can be taken back. A file is done with then.
    ///
    /// # Errors
    /// `Forbidden`, `NotFound`; `Conflict` when the list has been read anew since it was shown.
    pub async fn apply_block_list(
        &self,
        viewer: &Viewer,
        id: &BlockListId,
        edition: &str,
        marks: HashSet<String>,
    ) -> Result<(Effect, String), Error> {
        Self::allow(viewer, Permission::Moderate)?;
        let (service, by, id) = (self.clone(), viewer.actor.id.clone(), id.clone());
        let (edition, batch) = (edition.to_owned(), self.next_id());
        self.write(move |c, tags| {
            let list = block_lists::by_id(c, &id)?.ok_or(Error::NotFound)?;
            let review = review(&service, c, list.clone())?;
            if review.edition() != edition {
                return Err(Error::Conflict {
                    code: "list-changed",
                    message: "error-list-changed".into(),
                });
            }
            let (taken, left): (Vec<_>, Vec<_>) = review.lines.iter().partition(|line| marks.contains(&line.mark));
            let rules = rules_of(c, &service, &list, &taken)?;
            let how = Manner {
                by: Some(&by),
                batch: Some(&batch),
            };
            let effect = service.lay_down(c, tags, &rules, &how)?.effect;
            match list.url {
                None => block_lists::delete(c, &id)?,
                Some(_) => block_lists::update(
                    c,
                    &BlockList {
                        passed_over: left.iter().map(|line| line.mark.clone()).collect(),
                        waiting: 0,
                        ..list
                    },
                )?,
            }
            Ok((effect, batch))
        })
        .await
    }
}
