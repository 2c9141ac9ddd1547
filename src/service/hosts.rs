//! What is remembered of other servers as a whole: the kind of signature each one takes, what it runs, and how it is doing.

mod directory;
mod nodeinfo;

pub use directory::{HostPage, HostQuery, HostState, HostStory, HostView, Sort};

use crate::domain::host::{KnownScheme, SignatureScheme};
use crate::service::{Error, Service};
use crate::store::hosts;
use chrono::{DateTime, TimeDelta, Utc};
use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

/// How long what was read counts in this process, before another process may have learned more.
const READ_AGAIN: TimeDelta = TimeDelta::minutes(10);
/// How long the discovery that a server refuses RFC 9421 outweighs its own use of it.
const REFUSAL_COUNTS: TimeDelta = TimeDelta::days(7);
/// How soon it is written down again that a server speaks RFC 9421.
const NOTED: TimeDelta = TimeDelta::days(7);
/// More hosts than this are not remembered in memory: a flood of invented ones must not fill it.
const MOST: usize = 10_000;

/// What the database knew of a host, and when it was asked.
type Read = (Option<KnownScheme>, DateTime<Utc>);

/// Signature schemes by host.
#[derive(Default)]
pub(in crate::service) struct Schemes(Mutex<HashMap<String, Read>>);

impl Schemes {
    fn get(&self, host: &str, now: DateTime<Utc>) -> Option<Option<KnownScheme>> {
        let schemes = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let (known, read_at) = schemes.get(host)?;
        (now - *read_at < READ_AGAIN).then_some(*known)
    }

    fn put(&self, host: &str, known: Option<KnownScheme>, now: DateTime<Utc>) {
        let mut schemes = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if schemes.len() >= MOST {
            schemes.clear();
        }
        schemes.insert(host.to_owned(), (known, now));
    }
}

/// How it came out that a server takes a kind of signature.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Learned {
    /// It speaks it itself, or asks for it.
    FromItsWords,
    /// It took it where it had refused the other.
    ByTrying,
}

impl Service {
    /// The kind of signature to send to a server (host, with the port where it is not the usual one): draft-cavage, unless
    /// it is known to take RFC 9421.
    pub async fn signature_scheme(&self, host: &str) -> Result<SignatureScheme, Error> {
        Ok(self
            .known_scheme(host)
            .await?
            .map_or(SignatureScheme::Cavage, |known| known.scheme))
    }

    async fn known_scheme(&self, host: &str) -> Result<Option<KnownScheme>, Error> {
        let now = self.now();
        if let Some(known) = self.memory().schemes.get(host, now) {
            return Ok(known);
        }
        let wanted = host.to_owned();
        let known = self.read(move |c| Ok(hosts::scheme(c, &wanted)?)).await?;
        self.memory().schemes.put(host, known, now);
        Ok(known)
    }

    /// What this process remembers of a server without asking the database.
    pub fn remembered_scheme(&self, host: &str) -> Option<SignatureScheme> {
        let known = self.memory().schemes.get(host, self.now())??;
        Some(known.scheme)
    }

    /// Remembers which kind of signature a server takes. What was tried outweighs what it says of itself: some servers send
    /// what they do not take.
    pub async fn learn_scheme(&self, host: &str, scheme: SignatureScheme, how: Learned) -> Result<(), Error> {
        let now = self.now();
        let known = self.known_scheme(host).await?;
        let nothing_new = match (known, how) {
            (Some(known), Learned::FromItsWords) if known.scheme == scheme => now - known.learned_at < NOTED,
            (Some(known), Learned::FromItsWords) => now - known.learned_at < REFUSAL_COUNTS,
            (Some(known), Learned::ByTrying) => known.scheme == scheme && now - known.learned_at < TimeDelta::days(1),
            (None, _) => false,
        };
        if nothing_new {
            return Ok(());
        }
        let known = KnownScheme {
            scheme,
            learned_at: now,
        };
        let named = host.to_owned();
        self.store()
            .write(move |c| Ok::<_, Error>(hosts::set_scheme(c, &named, known)?))
            .await?;
        self.memory().schemes.put(host, Some(known), now);
        Ok(())
    }
}
