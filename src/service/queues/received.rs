//! Activities received: recorded before they are acknowledged, processed in the order each server said them.

use super::lease;
use crate::service::remote::Outcome;
use crate::service::{Error, Service};
use crate::store::deliveries::Share;
use crate::store::received::{self, Ending, NewRow};
use chrono::TimeDelta;
use std::collections::BTreeMap;

/// An activity that was authenticated and is to be recorded.
#[derive(Clone, Debug)]
pub struct NewReceived {
    /// The ActivityPub id.
    pub uri: String,
    /// Who sent it.
    pub actor_uri: String,
    /// Host of the sender.
    pub host: String,
    /// ActivityStreams type.
    pub type_: String,
    /// Handle of the personal inbox, or nothing for the shared one.
    pub inbox: String,
    /// The document.
    pub body: String,
    /// The activity's own id, where `uri` is another key.
    pub activity_uri: Option<String>,
    /// Id of what the activity is about, for the log.
    pub object_uri: Option<String>,
}

/// An activity to process.
#[derive(Clone, Debug)]
pub struct Received {
    /// Identifies it for finishing.
    pub id: String,
    /// The ActivityPub id.
    pub uri: String,
    /// Who sent it.
    pub actor_uri: String,
    /// Host of the sender.
    pub host: String,
    /// ActivityStreams type.
    pub type_: String,
    /// Handle of the personal inbox, or nothing for the shared one.
    pub inbox: String,
    /// The document.
    pub body: String,
    /// How often it was put back, because it could not be carried out yet.
    pub attempts: i32,
}

/// The most of one host in one batch.
const PER_HOST: usize = 16;
/// An activity that cannot be processed this often is given up.
const TRIES: i32 = 8;
/// The first wait before it is tried again, in seconds; it triples.
const WAIT_S: i64 = 20;
/// A longer document is not kept for the log: what people send is short, and the disk is small.
const KEEP_CHARS: i32 = 64 * 1024;

impl Service {
    /// Who sent the activity that is recorded under that id, where there is one.
    pub async fn sender_of(&self, uri: &str) -> Result<Option<String>, Error> {
        let uri = uri.to_owned();
        self.read(move |c| Ok(received::sender_of(c, &uri)?)).await
    }

    /// Records activities in one transaction; says of each whether it is new. It may be acknowledged as soon as this
    /// returns.
    pub async fn record_received(&self, new: Vec<NewReceived>) -> Result<Vec<bool>, Error> {
        let (service, now) = (self.clone(), self.now());
        let answers = self
            .store()
            .write_first(move |c| {
                let rows: Vec<NewRow<'_>> = new
                    .iter()
                    .map(|one| NewRow {
                        id: service.next_id(),
                        uri: &one.uri,
                        actor_uri: &one.actor_uri,
                        host: &one.host,
                        type_: &one.type_,
                        inbox: &one.inbox,
                        body: &one.body,
                        activity_uri: one.activity_uri.as_deref(),
                        object_uri: one.object_uri.as_deref(),
                    })
                    .collect();
                let added = received::insert_all(c, &rows, now)?;
                Ok::<_, Error>(rows.iter().map(|row| added.contains(&row.id)).collect::<Vec<bool>>())
            })
            .await?;
        self.wake().received.notify_one();
        Ok(answers)
    }

    /// Takes up to `limit` activities to process, each host's in their order; hosts in `busy` are left out.
    pub async fn claim_received(&self, limit: usize, busy: &[String]) -> Result<Vec<Received>, Error> {
        let (now, busy) = (self.now(), busy.to_vec());
        self.release_once().await?;
        if !self.read(move |c| Ok(received::is_due(c, now)?)).await? {
            return Ok(Vec::new());
        }
        let share = Share {
            total: limit,
            per_host: PER_HOST,
        };
        let claimed = self
            .store()
            .write(move |c| Ok::<_, Error>(received::claim(c, share, &busy, now, lease(now))?))
            .await?;
        let view = |one: received::Claimed| Received {
            id: one.id,
            uri: one.uri,
            actor_uri: one.actor_uri,
            host: one.host,
            type_: one.type_,
            inbox: one.inbox,
            body: one.body,
            attempts: one.attempts,
        };
        Ok(claimed.into_iter().map(view).collect())
    }

    /// Writes down what became of activities, and counts it, in one transaction. Doing it twice changes nothing.
    pub async fn finish_received(&self, done: Vec<(String, Outcome)>) -> Result<(), Error> {
        let (now, keep_chars) = (self.now(), self.kept_chars());
        self.store()
            .write(move |c| {
                // Sorted, so that two processes lock the counts in the same order.
                let mut alike: BTreeMap<(&str, &str), Vec<&str>> = BTreeMap::new();
                for (id, outcome) in &done {
                    alike.entry((outcome.class(), outcome.reason())).or_default().push(id);
                }
                for ((state, reason), ids) in alike {
                    let ending = Ending {
                        state,
                        reason,
                        keep_chars,
                    };
                    let ended = received::finish(c, &ids, ending, now)?;
                    if ended > 0 {
                        received::count(c, &day(now), state, reason, ended)?;
                    }
                }
                Ok(())
            })
            .await
    }

    /// Puts an activity back that could not be processed now, or gives it up.
    pub async fn retry_received(&self, id: &str, reason: &str) -> Result<(), Error> {
        let (id, reason, now) = (id.to_owned(), reason.to_owned(), self.now());
        let keep_chars = self.kept_chars();
        self.store()
            .write(move |c| {
                let Some(tried) = received::attempts(c, &id)? else {
                    return Ok(());
                };
                if tried + 1 >= TRIES {
                    let ending = Ending {
                        state: "failed",
                        reason: &reason,
                        keep_chars,
                    };
                    received::finish(c, &[&id], ending, now)?;
                    received::count(c, &day(now), "failed", "tried too often", 1)?;
                    return Ok(());
                }
                let wait = WAIT_S * 3_i64.saturating_pow(u32::try_from(tried).unwrap_or_default());
                Ok(received::retry(c, &id, &reason, now + TimeDelta::seconds(wait))?)
            })
            .await
    }

    /// Counts something that was answered without being recorded: refused at the door, or of no use to anybody.
    pub async fn count_inbox(&self, counts: Vec<(Outcome, i64)>) -> Result<(), Error> {
        let now = self.now();
        self.store()
            .write(move |c| {
                for (outcome, number) in counts {
                    received::count(c, &day(now), outcome.class(), outcome.reason(), number)?;
                }
                Ok(())
            })
            .await
    }

    /// The longest document that stays for the log.
    fn kept_chars(&self) -> i32 {
        match self.config().federation.inbox_log_days {
            0 => 0,
            _ => KEEP_CHARS,
        }
    }

    /// What became of everything other servers sent, by day, outcome and reason, newest day first.
    pub async fn inbox_counts(&self, days: i64) -> Result<Vec<(String, String, String, i64)>, Error> {
        let since = day(self.now() - TimeDelta::days(days));
        self.read(move |c| Ok(received::counts(c, &since)?)).await
    }
}

/// The day of a moment, `2026-11-22`.
pub(super) fn day(at: chrono::DateTime<chrono::Utc>) -> String {
    at.format("%Y-%m-%d").to_string()
}
