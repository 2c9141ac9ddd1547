//! How much one sender may say in a minute. Counted in memory, in each process for itself: what a flood costs is the work, and
//! that is counted where it is done.

use chrono::{DateTime, Utc};
use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

/// Above this many remembered senders, those who have been quiet are forgotten.
const REMEMBERED: usize = 20_000;

/// A bucket for each sender: it holds what may be said in a minute, and fills again within one.
#[derive(Debug)]
pub(in crate::federation) struct Throttle {
    per_minute: f64,
    buckets: Mutex<HashMap<String, Bucket>>,
}

#[derive(Clone, Copy, Debug)]
struct Bucket {
    left: f64,
    at: DateTime<Utc>,
}

impl Throttle {
    /// `per_minute` of zero is no limit.
    pub(in crate::federation) fn new(per_minute: u32) -> Self {
        Self {
            per_minute: f64::from(per_minute),
            buckets: Mutex::default(),
        }
    }

    /// Takes one. Otherwise the seconds after which there is one again.
    pub(in crate::federation) fn take(&self, who: &str, now: DateTime<Utc>) -> Result<(), u64> {
        if self.per_minute <= 0.0 {
            return Ok(());
        }
        let mut buckets = self.buckets.lock().unwrap_or_else(PoisonError::into_inner);
        if buckets.len() >= REMEMBERED {
            buckets.retain(|_, bucket| self.filled(*bucket, now) < self.per_minute);
        }
        let full = Bucket {
            left: self.per_minute,
            at: now,
        };
        let bucket = buckets.entry(who.to_owned()).or_insert(full);
        let left = self.filled(*bucket, now);
        let taken = left >= 1.0;
        *bucket = Bucket {
            left: if taken { left - 1.0 } else { left },
            at: now,
        };
        if taken { Ok(()) } else { Err(self.wait(1.0 - left)) }
    }

    fn filled(&self, bucket: Bucket, now: DateTime<Utc>) -> f64 {
        // A clock that was set back fills nothing.
        let passed = (now - bucket.at).to_std().unwrap_or_default().as_secs_f64();
        (bucket.left + passed * self.per_minute / 60.0).min(self.per_minute)
    }

    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "between one second and sixty"
    )]
    fn wait(&self, missing: f64) -> u64 {
        (missing * 60.0 / self.per_minute).ceil().clamp(1.0, 60.0) as u64
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::{TimeDelta, TimeZone};

    fn noon() -> DateTime<Utc> {
        Utc.with_ymd_and_hms(2026, 11, 22, 12, 0, 0).unwrap()
    }

    #[test]
    fn a_minutes_worth_may_come_at_once_and_then_it_drips() {
        let throttle = Throttle::new(30);
        assert!((0..30).all(|_| throttle.take("a", noon()).is_ok()));
        assert_eq!(throttle.take("a", noon()), Err(2));
        assert!(throttle.take("b", noon()).is_ok(), "nobody pays for another");
        assert_eq!(throttle.take("a", noon() + TimeDelta::seconds(1)), Err(1));
        assert!(throttle.take("a", noon() + TimeDelta::seconds(2)).is_ok());
        let later = noon() + TimeDelta::minutes(10);
        assert!((0..30).all(|_| throttle.take("a", later).is_ok()));
        assert!(throttle.take("a", later).is_err());
    }

    #[test]
    fn zero_is_no_limit_and_the_quiet_are_forgotten() {
        let free = Throttle::new(0);
        assert!((0..1_000).all(|_| free.take("a", noon()).is_ok()));
        let throttle = Throttle::new(1);
        for number in 0..REMEMBERED {
            throttle.take(&number.to_string(), noon()).unwrap();
        }
        let later = noon() + TimeDelta::minutes(2);
        throttle.take("new", later).unwrap();
        assert_eq!(throttle.buckets.lock().unwrap().len(), 1);
    }

    #[test]
    fn a_clock_that_is_set_back_fills_nothing() {
        let throttle = Throttle::new(1);
        assert!(throttle.take("a", noon()).is_ok());
        assert!(throttle.take("a", noon() - TimeDelta::hours(1)).is_err());
    }
}
