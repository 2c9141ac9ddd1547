//! What the inbox answered without recording it: counted in memory and written once a minute, because whoever sends nonsense
//! must not be able to make us write as often as they send.

use crate::federation::Federation;
use crate::service::Error;
use crate::service::received::TurnedAway;
use crate::service::remote::Outcome;
use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

/// Kinds that are told apart between two times of writing; more are counted under no name, so that invented names do not fill
/// the memory.
const KINDS: usize = 1_000;

/// By outcome and host: the last of its kind, and how often it happened since that was last written.
#[derive(Debug, Default)]
pub(in crate::federation) struct Tally(Mutex<HashMap<(Outcome, String), (TurnedAway, i64)>>);

impl Tally {
    pub(in crate::federation) fn add(&self, outcome: Outcome, one: TurnedAway) {
        self.add_many(outcome, one, 1);
    }

    fn add_many(&self, outcome: Outcome, mut one: TurnedAway, number: i64) {
        let mut kinds = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let mut key = (outcome, one.host.clone());
        if kinds.len() >= KINDS && !kinds.contains_key(&key) {
            one.host = String::new();
            key.1 = String::new();
        }
        let times = kinds.get(&key).map_or(0, |(_, times)| *times);
        kinds.insert(key, (one, times + number));
    }

    fn take(&self) -> Vec<(Outcome, TurnedAway, i64)> {
        let kinds = std::mem::take(&mut *self.0.lock().unwrap_or_else(PoisonError::into_inner));
        let mut taken: Vec<_> = kinds
            .into_iter()
            .map(|((outcome, _), (one, times))| (outcome, one, times))
            .collect();
        // In one order, so that two processes that write at the same time lock the rows in the same order.
        taken.sort_by(|(a, one, _), (b, other, _)| {
            (a.class(), a.reason(), &one.host).cmp(&(b.class(), b.reason(), &other.host))
        });
        taken
    }
}

impl Federation {
    /// Notes that something was answered without being recorded.
    pub fn turn_away(&self, outcome: Outcome, one: TurnedAway) {
        self.inner.tally.add(outcome, one);
    }

    /// Writes what the inbox answered without recording it.
    ///
    /// # Errors
    /// [`Error`] when it cannot be written; it is kept for the next time.
    pub async fn write_tally(&self) -> Result<(), Error> {
        let counts = self.inner.tally.take();
        if counts.is_empty() {
            return Ok(());
        }
        let written = self.service().count_turned_away(counts.clone()).await;
        if written.is_err() {
            for (outcome, one, number) in counts {
                self.inner.tally.add_many(outcome, one, number);
            }
        }
        written
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn from(host: &str, told: &str) -> TurnedAway {
        TurnedAway {
            host: host.to_owned(),
            told: told.to_owned(),
            ..TurnedAway::default()
        }
    }

    #[test]
    fn each_kind_is_counted_once_and_taken_once() {
        let tally = Tally::default();
        let (ignored, refused) = (Outcome::Ignored("unknown actor"), Outcome::Refused("unverified"));
        tally.add(ignored, from("one.example", "a"));
        tally.add(refused, from("one.example", "b"));
        tally.add(ignored, from("one.example", "c"));
        tally.add(ignored, from("two.example", "d"));
        assert_eq!(
            tally.take(),
            [
                (ignored, from("one.example", "c"), 2),
                (ignored, from("two.example", "d"), 1),
                (refused, from("one.example", "b"), 1)
            ]
        );
        assert!(tally.take().is_empty());
    }

    #[test]
    fn a_flood_of_invented_names_is_counted_under_none() {
        let tally = Tally::default();
        for n in 0..3 * KINDS {
            tally.add(Outcome::Refused("unverified"), from(&format!("{n}.example"), ""));
        }
        let taken = tally.take();
        assert_eq!(taken.len(), KINDS + 1);
        assert_eq!(taken.iter().map(|(_, _, times)| times).sum::<i64>(), 3 * KINDS as i64);
        assert_eq!(taken[0].1.host, "");
    }
}
