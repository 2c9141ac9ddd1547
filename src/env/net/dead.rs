//! Hosts that did not answer, so that requests which strangers cause do not knock at them again and again.
//!
//! Only requests that say so are held back: a delivery has its own patience, and a person who looks somebody up may try.

use std::{
    collections::HashMap,
    sync::{Mutex, PoisonError},
    time::{Duration, Instant},
};

/// The first wait after a failure; it doubles.
const FIRST: Duration = Duration::from_secs(30);
/// The longest wait.
const LONGEST: Duration = Duration::from_secs(60 * 60);
/// The most hosts remembered, some hundred bytes each.
const REMEMBERED: usize = 4096;

#[derive(Clone, Copy, Debug)]
struct Silence {
    failures: u32,
    until: Instant,
}

/// When which host may be asked again.
#[derive(Debug, Default)]
pub(super) struct DeadHosts(Mutex<HashMap<String, Silence>>);

impl DeadHosts {
    /// How long a host is still to be left alone; `None` when it may be asked.
    pub(super) fn rest(&self, host: &str, now: Instant) -> Option<Duration> {
        let hosts = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let silence = hosts.get(host)?;
        silence.until.checked_duration_since(now).filter(|rest| !rest.is_zero())
    }

    /// A host did not answer. Requests that were under way together count once.
    pub(super) fn failed(&self, host: &str, now: Instant) {
        let mut hosts = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let failures = match hosts.get(host) {
            Some(silence) if silence.until > now => return,
            Some(silence) => silence.failures.saturating_add(1),
            None => 1,
        };
        if hosts.len() >= REMEMBERED && !hosts.contains_key(host) {
            make_room(&mut hosts, now);
        }
        let wait = FIRST.saturating_mul(1 << (failures - 1).min(16)).min(LONGEST);
        let silence = Silence {
            failures,
            until: now + wait,
        };
        hosts.insert(host.to_owned(), silence);
    }

    /// A host answered, or spoke to us.
    pub(super) fn alive(&self, host: &str) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).remove(host);
    }
}

/// Forgets those whose wait is over; else those whose wait ends first, a quarter of all.
fn make_room(hosts: &mut HashMap<String, Silence>, now: Instant) {
    hosts.retain(|_, silence| silence.until > now);
    if hosts.len() < REMEMBERED {
        return;
    }
    let mut ends: Vec<Instant> = hosts.values().map(|silence| silence.until).collect();
    ends.sort_unstable();
    if let Some(end) = ends.get(REMEMBERED / 4).copied() {
        hosts.retain(|_, silence| silence.until > end);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_failure_doubles_the_wait_up_to_an_hour() {
        let (dead, mut now) = (DeadHosts::default(), Instant::now());
        assert_eq!(dead.rest("a.example", now), None);
        let mut waits = Vec::new();
        for _ in 0..10 {
            dead.failed("a.example", now);
            dead.failed("a.example", now + Duration::from_secs(1));
            let rest = dead.rest("a.example", now).unwrap();
            waits.push(rest.as_secs());
            now += rest;
            assert_eq!(dead.rest("a.example", now), None);
        }
        assert_eq!(waits, [30, 60, 120, 240, 480, 960, 1920, 3600, 3600, 3600]);
    }

    #[test]
    fn a_host_that_speaks_is_forgotten_and_others_are_not() {
        let (dead, now) = (DeadHosts::default(), Instant::now());
        dead.failed("a.example", now);
        dead.failed("b.example", now);
        dead.alive("a.example");
        assert_eq!(dead.rest("a.example", now), None);
        assert!(dead.rest("b.example", now).is_some());
    }

    #[test]
    fn a_flood_of_invented_hosts_does_not_fill_the_memory() {
        let (dead, now) = (DeadHosts::default(), Instant::now());
        for number in 0..20_000_u32 {
            dead.failed(
                &format!("{number}.example"),
                now + Duration::from_millis(u64::from(number)),
            );
        }
        assert!(dead.0.lock().unwrap().len() <= REMEMBERED);
        assert!(dead.rest("19999.example", now).is_some(), "the latest is remembered");
    }
}
