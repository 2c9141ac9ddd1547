//! How many requests may be under way to one host.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use super::error::NetError;

/// Above this many remembered hosts, those that are idle are forgotten.
const REMEMBERED: usize = 1024;

#[derive(Debug)]
pub(super) struct HostLimits {
    per_host: usize,
    hosts: Mutex<HashMap<String, Arc<Semaphore>>>,
}

impl HostLimits {
    pub(super) fn new(per_host: usize) -> Self {
        Self {
            per_host: per_host.max(1),
            hosts: Mutex::default(),
        }
    }

    /// Waits for a place at `host`, for at most `patience`; the place is free again when the permit is dropped.
    pub(super) async fn enter(&self, host: &str, patience: Duration) -> Result<OwnedSemaphorePermit, NetError> {
        let places = self.places(host);
        match tokio::time::timeout(patience, places.acquire_owned()).await {
            Ok(Ok(permit)) => Ok(permit),
            // Semaphores are never closed here, so only the time can have run out.
            Ok(Err(_)) | Err(_) => Err(NetError::Busy { host: host.to_owned() }),
        }
    }

    fn places(&self, host: &str) -> Arc<Semaphore> {
        let mut hosts = self.hosts.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(places) = hosts.get(host) {
            return places.clone();
        }
        if hosts.len() >= REMEMBERED {
            // A permit or a waiting request holds a second reference.
            hosts.retain(|_, places| Arc::strong_count(places) > 1);
        }
        hosts
            .entry(host.to_owned())
            .or_insert_with(|| Arc::new(Semaphore::new(self.per_host)))
            .clone()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_host_has_its_places_and_no_more() {
        let limits = HostLimits::new(2);
        let short = Duration::from_millis(20);
        let (one, _two) = (
            limits.enter("a", short).await.unwrap(),
            limits.enter("a", short).await.unwrap(),
        );
        assert!(matches!(limits.enter("a", short).await, Err(NetError::Busy { .. })));
        assert!(limits.enter("b", short).await.is_ok());
        drop(one);
        assert!(limits.enter("a", short).await.is_ok());
    }

    #[tokio::test]
    async fn idle_hosts_are_forgotten_and_busy_ones_are_not() {
        let limits = HostLimits::new(1);
        let short = Duration::from_millis(20);
        let _busy = limits.enter("busy", short).await.unwrap();
        for number in 0..3000 {
            drop(limits.enter(&format!("host{number}"), short).await.unwrap());
        }
        assert!(limits.hosts.lock().unwrap().len() <= REMEMBERED);
        assert!(limits.enter("busy", short).await.is_err());
    }
}
