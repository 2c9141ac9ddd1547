//! The wall clock, which tests can hold in their hand.

use std::sync::{Arc, Mutex, PoisonError};

use chrono::{DateTime, SubsecRound, TimeDelta, Utc};

/// Tells the time in UTC, truncated to microseconds: the precision both databases keep, so that a time read back equals
/// the time written.
#[derive(Clone, Debug)]
pub struct Clock(Arc<Source>);

#[derive(Debug)]
enum Source {
    System,
    Manual(Mutex<DateTime<Utc>>),
}

impl Clock {
    /// The system's clock.
    #[must_use]
    pub fn system() -> Self {
        Self(Arc::new(Source::System))
    }

    /// A clock that stands at `start` until [`Clock::advance`] or [`Clock::set`] moves it. Clones share the hands.
    #[must_use]
    pub fn manual(start: DateTime<Utc>) -> Self {
        Self(Arc::new(Source::Manual(Mutex::new(start))))
    }

    /// The present moment.
    #[must_use]
    pub fn now(&self) -> DateTime<Utc> {
        let now = match &*self.0 {
            Source::System => system_now(),
            Source::Manual(hands) => *hands.lock().unwrap_or_else(PoisonError::into_inner),
        };
        now.trunc_subsecs(6)
    }

    /// Moves a manual clock forward (or back, when negative); a system clock cannot be moved and ignores it.
    pub fn advance(&self, by: TimeDelta) {
        if let Source::Manual(hands) = &*self.0 {
            let mut hands = hands.lock().unwrap_or_else(PoisonError::into_inner);
            *hands += by;
        }
    }

    /// Puts a manual clock to `to`; a system clock ignores it.
    pub fn set(&self, to: DateTime<Utc>) {
        if let Source::Manual(hands) = &*self.0 {
            *hands.lock().unwrap_or_else(PoisonError::into_inner) = to;
        }
    }
}

#[expect(
    clippy::disallowed_methods,
    reason = "this is the one place that reads the wall clock"
)]
fn system_now() -> DateTime<Utc> {
    Utc::now()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_system_clock_tells_whole_microseconds() {
        assert_eq!(Clock::system().now().timestamp_subsec_nanos() % 1000, 0);
    }

    #[test]
    fn clones_of_a_manual_clock_move_together() {
        let start = DateTime::from_timestamp(1_700_000_000, 123_456_789).unwrap();
        let clock = Clock::manual(start);
        let other = clock.clone();
        clock.advance(TimeDelta::seconds(90));
        assert_eq!(
            other.now(),
            DateTime::from_timestamp(1_700_000_090, 123_456_000).unwrap()
        );
        other.set(start);
        assert_eq!(clock.now().timestamp(), 1_700_000_000);
    }
}
