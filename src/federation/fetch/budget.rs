//! How much one cause may make us fetch.

use super::FetchError;
use quick_cache::sync::Cache;
use std::sync::atomic::{AtomicU32, Ordering};

/// The most requests because of one activity or one question of a person: keys, actors, parents and redirects together.
pub const FETCHES: u32 = 50;
/// How many of them may go into finding the key, before it is known whether the activity is genuine.
pub const KEY_FETCHES: u32 = 6;
/// Activities whose spending is remembered; each is tried again some times at most.
const REMEMBERED: usize = 10_000;

/// What is left of the requests that one cause may have.
#[derive(Debug)]
pub struct Budget {
    left: AtomicU32,
    for_person: bool,
}

impl Budget {
    /// A full budget, for something that a stranger caused: hosts that did not answer a moment ago are not asked.
    pub fn new() -> Self {
        Self::of(FETCHES)
    }

    /// A smaller one.
    pub fn of(requests: u32) -> Self {
        Self {
            left: AtomicU32::new(requests),
            for_person: false,
        }
    }

    /// A full budget for what a person here asked for, who may try a server that was silent before.
    pub fn for_person() -> Self {
        Self {
            for_person: true,
            ..Self::new()
        }
    }

    pub(super) fn is_for_person(&self) -> bool {
        self.for_person
    }

    /// True when nothing is left.
    pub(in crate::federation) fn is_spent(&self) -> bool {
        self.left() == 0
    }

    pub(super) fn spend(&self) -> Result<(), FetchError> {
        let taken = self
            .left
            .fetch_update(Ordering::AcqRel, Ordering::Acquire, |left| left.checked_sub(1));
        taken.map(|_| ()).map_err(|_| FetchError::Budget)
    }

    /// Counts requests that were made already.
    pub(super) fn spend_also(&self, requests: u32) {
        let less = |left: u32| Some(left.saturating_sub(requests));
        self.left.fetch_update(Ordering::AcqRel, Ordering::Acquire, less).ok();
    }

    fn left(&self) -> u32 {
        self.left.load(Ordering::Acquire)
    }
}

impl Default for Budget {
    fn default() -> Self {
        Self::new()
    }
}

/// What is left to each received activity, so that trying one again does not give it a new budget.
#[derive(Debug)]
pub(in crate::federation) struct Ledger(Cache<String, u32>);

impl Default for Ledger {
    fn default() -> Self {
        Self(Cache::new(REMEMBERED))
    }
}

impl Ledger {
    /// The budget of an activity, by its row.
    pub(in crate::federation) fn open(&self, id: &str) -> Budget {
        Budget::of(self.0.get(id).unwrap_or(FETCHES - KEY_FETCHES))
    }

    /// Writes down what is left; nothing is remembered of one that spent nothing.
    pub(in crate::federation) fn close(&self, id: &str, budget: &Budget) {
        if budget.left() < FETCHES - KEY_FETCHES {
            self.0.insert(id.to_owned(), budget.left());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_budget_is_spent_once_redirects_included() {
        let budget = Budget::new();
        budget.spend_also(10);
        assert!((10..FETCHES).all(|_| budget.spend().is_ok()));
        assert!(matches!(budget.spend(), Err(FetchError::Budget)));
        budget.spend_also(3);
        assert!(matches!(budget.spend(), Err(FetchError::Budget)));
    }

    #[test]
    fn an_activity_that_is_tried_again_goes_on_with_what_it_has_left() {
        let ledger = Ledger::default();
        let budget = ledger.open("a");
        assert!((0..40).all(|_| budget.spend().is_ok()));
        ledger.close("a", &budget);
        let again = ledger.open("a");
        let more = (0..100).filter(|_| again.spend().is_ok()).count();
        assert_eq!(40 + more + KEY_FETCHES as usize, FETCHES as usize);
        assert_eq!(ledger.open("b").left(), FETCHES - KEY_FETCHES);
    }
}
