//! Identifiers, secrets and jitter: all randomness comes from here.

use std::{
    fmt,
    ops::Range,
    sync::{Arc, Mutex, PoisonError},
};

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use chrono::{DateTime, Utc};
use rand::{Rng, RngCore, SeedableRng, rngs::StdRng};
use ulid::Ulid;

/// Makes ids, tokens and random numbers. Clones share their state, so ids stay unique and in order.
#[derive(Clone)]
pub struct Ids(Arc<Mutex<State>>);

struct State {
    source: Source,
    last: Ulid,
}

enum Source {
    /// The operating system's randomness, through rand's cryptographic generator.
    System,
    /// Repeatable, for tests.
    Seeded(Box<StdRng>),
}

impl Ids {
    /// Unpredictable ids and tokens.
    #[must_use]
    pub fn random() -> Self {
        Self::from_source(Source::System)
    }

    /// The same ids and tokens for the same seed: for tests and snapshots only.
    #[must_use]
    pub fn seeded(seed: u64) -> Self {
        Self::from_source(Source::Seeded(Box::new(StdRng::seed_from_u64(seed))))
    }

    fn from_source(source: Source) -> Self {
        Self(Arc::new(Mutex::new(State {
            source,
            last: Ulid::nil(),
        })))
    }

    /// A new id: a ULID in lower case, 26 characters, sorting by `now` (milliseconds) and, within a millisecond of this
    /// process, by order of making.
    #[must_use]
    pub fn next(&self, now: DateTime<Utc>) -> String {
        let milliseconds = u64::try_from(now.timestamp_millis()).unwrap_or_default();
        self.with(|state| {
            let same_moment = state.last.timestamp_ms() == milliseconds;
            let following = if same_moment { state.last.increment().ok() } else { None };
            let id = following.unwrap_or_else(|| {
                let mut random = [0_u8; 16];
                state.source.fill(&mut random);
                Ulid::from_parts(milliseconds, u128::from_be_bytes(random))
            });
            state.last = id;
            id.to_string().to_ascii_lowercase()
        })
    }

    /// What stands before every id made from that moment on, and after every earlier one, to cut a list of ids by time.
    #[must_use]
    pub fn floor(moment: DateTime<Utc>) -> String {
        let milliseconds = u64::try_from(moment.timestamp_millis()).unwrap_or_default();
        Ulid::from_parts(milliseconds, 0).to_string().to_ascii_lowercase()
    }

    /// A secret of 256 bits in URL-safe base64, 43 characters: for sessions, CSRF and approval links.
    #[must_use]
    pub fn token(&self) -> String {
        let mut secret = [0_u8; 32];
        self.fill(&mut secret);
        URL_SAFE_NO_PAD.encode(secret)
    }

    /// Fills `bytes` with randomness, as for salts.
    pub fn fill(&self, bytes: &mut [u8]) {
        self.with(|state| state.source.fill(bytes));
    }

    /// A number drawn evenly from `range`, to spread retries; the start when the range is empty.
    #[must_use]
    pub fn jitter(&self, range: Range<f64>) -> f64 {
        if range.is_empty() {
            return range.start;
        }
        self.with(|state| match &mut state.source {
            Source::System => system().gen_range(range),
            Source::Seeded(rng) => rng.gen_range(range),
        })
    }

    fn with<T>(&self, act: impl FnOnce(&mut State) -> T) -> T {
        act(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

impl Source {
    fn fill(&mut self, bytes: &mut [u8]) {
        match self {
            Self::System => system().fill_bytes(bytes),
            Self::Seeded(rng) => rng.fill_bytes(bytes),
        }
    }
}

#[expect(clippy::disallowed_methods, reason = "this is the one place that makes randomness")]
fn system() -> rand::rngs::ThreadRng {
    rand::thread_rng()
}

impl fmt::Debug for Ids {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // The generator's state would give away the next secrets.
        f.write_str("Ids")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_sort_by_time_and_by_order_of_making() {
        let ids = Ids::random();
        let now = DateTime::from_timestamp_millis(1_700_000_000_000).unwrap();
        let mut made: Vec<String> = (0..1000).map(|_| ids.next(now)).collect();
        made.push(ids.next(now + chrono::TimeDelta::milliseconds(1)));
        assert!(made.is_sorted());
        made.dedup();
        assert_eq!(made.len(), 1001);
        assert!(made.iter().all(|id| id.len() == 26 && *id == id.to_lowercase()));
    }

    #[test]
    fn an_id_for_an_earlier_time_sorts_earlier() {
        let ids = Ids::random();
        let now = DateTime::from_timestamp_millis(1_700_000_000_000).unwrap();
        let later = ids.next(now);
        assert!(ids.next(now - chrono::TimeDelta::days(365)) < later);
    }

    #[test]
    fn a_seed_repeats_itself_and_randomness_does_not() {
        let now = DateTime::from_timestamp_millis(1_700_000_000_000).unwrap();
        let (a, b) = (Ids::seeded(7), Ids::seeded(7));
        assert_eq!(
            (a.next(now), a.token(), a.jitter(0.5..1.5)),
            (b.next(now), b.token(), b.jitter(0.5..1.5))
        );
        assert_ne!(Ids::random().token(), Ids::random().token());
        assert_eq!(Ids::random().token().len(), 43);
    }

    #[test]
    fn jitter_stays_in_its_range() {
        let ids = Ids::random();
        assert!((0..100).all(|_| (0.8..1.2).contains(&ids.jitter(0.8..1.2))));
        assert!((ids.jitter(1.0..1.0) - 1.0).abs() < f64::EPSILON);
    }
}
