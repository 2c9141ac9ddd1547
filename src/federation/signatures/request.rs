//! The request a signature is about, and what both kinds of signature ask of it.

use super::error::SignatureError;
use chrono::{DateTime, TimeDelta, Utc};
use http::Method;
use url::Url;

/// How far a signature's time may be from ours, either way.
const SKEW: TimeDelta = TimeDelta::hours(1);

/// What a signature is about.
#[derive(Clone, Copy, Debug)]
pub struct RequestHead<'a> {
    /// GET, HEAD or POST.
    pub method: &'a Method,
    /// As received, not normalised.
    pub path_and_query: &'a str,
    /// Our own origin as the world sees it, without a slash at the end: a reverse proxy hides scheme and host from us, and
    /// a request that was signed for another address must fail.
    pub origin: &'a str,
    /// Our own authority (`reviews.example`, with the port if it has one). It stands in for the Host header, for the same
    /// reason.
    pub host: &'a str,
    /// All headers, names in lower case.
    pub headers: &'a [(&'a str, &'a str)],
    /// What was received; a request that can have a body always needs it.
    pub body: Option<&'a [u8]>,
}

impl<'a> RequestHead<'a> {
    /// Is there a header of that name?
    pub(super) fn has(&self, name: &str) -> bool {
        self.values(name).next().is_some()
    }

    pub(super) fn values(&self, name: &str) -> impl Iterator<Item = &'a str> {
        self.headers
            .iter()
            .filter(move |(header, _)| header.eq_ignore_ascii_case(name))
            .map(|(_, value)| *value)
    }

    /// The value of a header that may be there once at most.
    pub(super) fn single(&self, name: &str, shown: &'static str) -> Result<Option<&'a str>, SignatureError> {
        let mut values = self.values(name);
        match (values.next(), values.count()) {
            (value, 0) => Ok(value),
            (_, more) => Err(SignatureError::Repeated(more + 1, shown)),
        }
    }

    /// All values of a covered header as both specifications join them; `host` is always our own.
    pub(super) fn covered(&self, name: &str) -> Result<String, SignatureError> {
        if name == "host" {
            return Ok(self.host.to_owned());
        }
        let mut values = self.values(name).map(str::trim);
        let first = values
            .next()
            .ok_or_else(|| SignatureError::MissingHeader(name.to_owned()))?
            .to_owned();
        Ok(values.fold(first, |joined, value| format!("{joined}, {value}")))
    }

    /// Must the signature cover a digest?
    pub(super) fn has_body(&self) -> bool {
        self.body.is_some_and(|body| !body.is_empty()) || !matches!(*self.method, Method::GET | Method::HEAD)
    }
}

/// Refuses times further than an hour from `now`.
pub(super) fn check_skew(time: DateTime<Utc>, now: DateTime<Utc>) -> Result<(), SignatureError> {
    let distance = now - time;
    if distance.abs() > SKEW {
        return Err(SignatureError::ClockSkew {
            seconds: distance.num_seconds(),
        });
    }
    Ok(())
}

/// A keyId: an http or https address of a host.
pub(super) fn key_address(text: &str) -> Result<Url, SignatureError> {
    let url = Url::parse(text).map_err(|_| SignatureError::Malformed("the key id is not a URL"))?;
    if !matches!(url.scheme(), "https" | "http") || url.host().is_none() {
        return Err(SignatureError::Malformed("the key id is not a web address"));
    }
    Ok(url)
}

/// `host` or `host:port` of a URL: what the Host header of a request to it says.
#[must_use]
pub fn authority(url: &Url) -> String {
    let host = url.host_str().unwrap_or_default();
    url.port()
        .map_or_else(|| host.to_owned(), |port| format!("{host}:{port}"))
}
