//! Looking again at comments from elsewhere: what was deleted or changed there should not stay here only because nobody told
//! us. Rarely, spread out, and never many at one server.

use crate::domain::actor::Actor;
use crate::domain::id::CommentId;
use crate::service::remote::Validators;
use crate::service::{Error, Service};
use crate::store::{Conn, actors, comments, rechecks};
use chrono::{DateTime, TimeDelta, Utc};
use std::collections::HashMap;
use url::Url;

/// Days from one look to the next: soon after it came, since most second thoughts come soon, then once a month.
const ROUNDS: [i64; 3] = [1, 7, 30];
/// Two answers of "there is no such thing" count as deleted when so many hours lie between them: one may be a server in
/// disorder.
const TWICE_H: i64 = 24;
/// How long a comment that is being looked at is left alone by others, in minutes.
const LEASE_M: i64 = 10;
/// Comments of one server in one round.
const PER_HOST: usize = 2;

/// A comment from elsewhere to look at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recheck {
    /// Which.
    pub id: CommentId,
    /// Its ActivityPub id.
    pub uri: Url,
    /// Who wrote it.
    pub author: Actor,
    /// What its server said of its version.
    pub validators: Validators,
}

impl Service {
    pub(in crate::service) fn recheck_of(&self, c: &mut Conn, id: &CommentId) -> Result<Option<Recheck>, Error> {
        let Some(comment) = comments::by_id(c, id)?.filter(|comment| !comment.is_local()) else {
            return Ok(None);
        };
        let Some(author) = actors::by_id(c, &comment.author_id)? else {
            return Ok(None);
        };
        let check = rechecks::get(c, id)?.unwrap_or_default();
        Ok(Some(Recheck {
            id: comment.id,
            uri: comment.uri,
            author,
            validators: Validators {
                etag: check.etag,
                last_modified: check.last_modified,
            },
        }))
    }

    /// Plans the first look at a comment that just came.
    pub(in crate::service) fn plan_recheck(&self, c: &mut Conn, id: &CommentId) -> Result<(), Error> {
        let next_at = self.next_look(0, self.now());
        Ok(rechecks::plan(c, id, next_at)?)
    }

    /// The moment of the next look, some hours more or less, so that what came together is not asked for together.
    fn next_look(&self, rounds: i32, now: DateTime<Utc>) -> DateTime<Utc> {
        let round = usize::try_from(rounds).unwrap_or_default();
        let days = ROUNDS.get(round).or(ROUNDS.last()).copied().unwrap_or(30);
        let minutes = (days * 24 * 60) as f64 * self.env().ids.jitter(1.0..1.2);
        now + TimeDelta::minutes(minutes as i64)
    }

    /// Takes up to `limit` comments that are due, at most two of one server.
    pub async fn claim_rechecks(&self, limit: usize) -> Result<Vec<Recheck>, Error> {
        let (service, now) = (self.clone(), self.now());
        let window = i64::try_from(limit.saturating_mul(20)).unwrap_or(i64::MAX);
        let due = self.read(move |c| Ok(rechecks::due(c, now, window)?)).await?;
        let mut per_host: HashMap<String, usize> = HashMap::new();
        let mut chosen = Vec::new();
        for (id, uri) in due {
            let host = Url::parse(&uri)
                .map(|uri| uri.authority().to_owned())
                .unwrap_or_default();
            let taken = per_host.entry(host).or_default();
            if *taken < PER_HOST && chosen.len() < limit {
                *taken += 1;
                chosen.push(id);
            }
        }
        if chosen.is_empty() {
            return Ok(Vec::new());
        }
        self.store()
            .write(move |c| {
                let mut claimed = Vec::new();
                for id in rechecks::claim(c, &chosen, now, now + TimeDelta::minutes(LEASE_M))? {
                    claimed.extend(service.recheck_of(c, &id)?);
                }
                Ok(claimed)
            })
            .await
    }

    /// A comment was found in order, with what its server says of its version where it says that anew.
    pub async fn found_in_order(&self, id: &CommentId, validators: Option<Validators>) -> Result<(), Error> {
        let (service, id) = (self.clone(), id.clone());
        self.change_check(id, move |check, now| {
            check.missing_since = None;
            if let Some(validators) = validators {
                check.etag = validators.etag;
                check.last_modified = validators.last_modified;
            }
            check.rounds = check.rounds.saturating_add(1);
            service.next_look(check.rounds, now)
        })
        .await?;
        Ok(())
    }

    /// Nothing certain was heard: tomorrow is another day.
    pub async fn look_later(&self, id: &CommentId) -> Result<(), Error> {
        let (service, id) = (self.clone(), id.clone());
        self.change_check(id, move |_, now| service.next_look(0, now)).await?;
        Ok(())
    }

    /// Its server says that there is no such thing (404). True when it said so before, at least a day ago: then it counts as
    /// deleted.
    pub async fn found_missing(&self, id: &CommentId) -> Result<bool, Error> {
        let (service, id) = (self.clone(), id.clone());
        let since = self
            .change_check(id, move |check, now| {
                check.missing_since.get_or_insert(now);
                service.next_look(0, now)
            })
            .await?;
        Ok(since.is_some_and(|since| self.now() - since >= TimeDelta::hours(TWICE_H)))
    }

    async fn change_check(
        &self,
        id: CommentId,
        change: impl FnOnce(&mut rechecks::Check, DateTime<Utc>) -> DateTime<Utc> + Send + 'static,
    ) -> Result<Option<DateTime<Utc>>, Error> {
        let now = self.now();
        self.store()
            .write(move |c| {
                let Some(mut check) = rechecks::get(c, &id)? else {
                    return Ok(None);
                };
                let next_at = change(&mut check, now);
                rechecks::put(c, &id, &check, next_at)?;
                Ok::<_, Error>(check.missing_since)
            })
            .await
    }
}
