//! Counts of what the inbox answered without recording it. Kept in memory and written once a minute: whoever sends
//! nonsense must not be able to make us write as often as they send.

use crate::federation::Federation;
use crate::service::Error;
use crate::service::remote::Outcome;
use std::sync::{Mutex, PoisonError};

/// Outcomes with how often they happened since they were last written. There are few kinds, so a list will do.
#[derive(Debug, Default)]
pub(in crate::federation) struct Tally(Mutex<Vec<(Outcome, i64)>>);

impl Tally {
    pub(in crate::federation) fn add(&self, outcome: Outcome) {
        self.add_many(outcome, 1);
    }

    fn add_many(&self, outcome: Outcome, number: i64) {
        let mut counts = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        match counts.iter_mut().find(|(known, _)| *known == outcome) {
            Some((_, count)) => *count += number,
            None => counts.push((outcome, number)),
        }
    }

    fn take(&self) -> Vec<(Outcome, i64)> {
        std::mem::take(&mut *self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

impl Federation {
    /// Writes the counts of what the inbox answered without recording it.
    ///
    /// # Errors
    /// [`Error`] when they cannot be written; they are kept for the next time.
    pub async fn write_tally(&self) -> Result<(), Error> {
        let counts = self.inner.tally.take();
        if counts.is_empty() {
            return Ok(());
        }
        let written = self.service().count_inbox(counts.clone()).await;
        if written.is_err() {
            for (outcome, number) in counts {
                self.inner.tally.add_many(outcome, number);
            }
        }
        written
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_kind_is_counted_once_and_taken_once() {
        let tally = Tally::default();
        tally.add(Outcome::Ignored("unknown actor"));
        tally.add(Outcome::Refused("unverified"));
        tally.add(Outcome::Ignored("unknown actor"));
        assert_eq!(
            tally.take(),
            [
                (Outcome::Ignored("unknown actor"), 2),
                (Outcome::Refused("unverified"), 1)
            ]
        );
        assert!(tally.take().is_empty());
    }
}
