//! What can go wrong with a request to another server, in words an administrator can act on.

use std::{error::Error, io, net::IpAddr, time::Duration};

use super::resolver::ResolveError;
use crate::domain::message::Message;

/// Why a request to another server gave no answer. Messages name the host, never the path or the query.
#[derive(Debug, thiserror::Error)]
pub enum NetError {
    #[error("the address {url} is refused: {reason}")]
    BadUrl { url: String, reason: &'static str },
    #[error(
        "{host} is refused: {address} is not a public address ({class}); federation.allow_private_networks can open it for tests"
    )]
    ForbiddenAddress {
        host: String,
        address: IpAddr,
        class: &'static str,
    },
    #[error("{host} cannot be found: {detail}")]
    Dns { host: String, detail: String },
    #[error("{host} cannot be connected to: {detail}")]
    Connect { host: String, detail: String },
    #[error("{host} has no valid https: {detail}")]
    Tls { host: String, detail: String },
    #[error("{host} did not answer within {} s", after.as_secs_f32())]
    Timeout { host: String, after: Duration },
    #[error("too many requests to {host} are under way already")]
    Busy { host: String },
    #[error("{host} sent more than {limit} bytes")]
    TooLarge { host: String, limit: u64 },
    #[error("{host} redirected more than {limit} times")]
    TooManyRedirects { host: String, limit: u32 },
    #[error("{host} sent a redirect without a usable Location")]
    BadRedirect { host: String },
    #[error("{host} sent a body compressed with {coding}, which was not asked for")]
    Compressed { host: String, coding: String },
    #[error("{host} answered with {content_type}, which is not what was asked for")]
    ContentType { host: String, content_type: String },
    #[error("{host} did not answer before, and is left alone for another {} s", rest.as_secs().max(1))]
    Dead { host: String, rest: Duration },
    #[error("the connection to {host} broke: {detail}")]
    Broken { host: String, detail: String },
}

fn told(key: &'static str, host: &str, detail: &str) -> Message {
    Message::new(key).with("host", host).with("detail", detail)
}

impl NetError {
    /// Whether trying the same address again later cannot help. An answer that is too large, packed or leads nowhere was sent on
    /// purpose, and asking again would only be what its sender wants.
    #[must_use]
    pub fn is_permanent(&self) -> bool {
        matches!(
            self,
            Self::BadUrl { .. }
                | Self::ForbiddenAddress { .. }
                | Self::ContentType { .. }
                | Self::TooLarge { .. }
                | Self::TooManyRedirects { .. }
                | Self::BadRedirect { .. }
                | Self::Compressed { .. }
        )
    }

    /// What a person may read, as a part of a sentence.
    #[must_use]
    pub fn message(&self) -> Message {
        match self {
            Self::BadUrl { url, reason } => Message::new("error-net-bad-url")
                .with("address", url)
                .with("reason", *reason),
            Self::ForbiddenAddress { host, address, class } => Message::new("error-net-forbidden-address")
                .with("host", host)
                .with("address", address.to_string())
                .with("class", *class),
            Self::Dns { host, detail } => told("error-net-dns", host, detail),
            Self::Connect { host, detail } => told("error-net-connect", host, detail),
            Self::Tls { host, detail } => told("error-net-tls", host, detail),
            Self::Broken { host, detail } => told("error-net-broken", host, detail),
            Self::Timeout { host, after } => Message::new("error-net-timeout")
                .with("host", host)
                .with("seconds", after.as_secs_f32().to_string()),
            Self::Busy { host } => Message::new("error-net-busy").with("host", host),
            Self::TooLarge { host, limit } => Message::new("error-net-too-large")
                .with("host", host)
                .with("most", limit),
            Self::TooManyRedirects { host, limit } => Message::new("error-net-redirects")
                .with("host", host)
                .with("most", limit),
            Self::BadRedirect { host } => Message::new("error-net-bad-redirect").with("host", host),
            Self::Compressed { host, coding } => Message::new("error-net-compressed")
                .with("host", host)
                .with("coding", coding),
            Self::ContentType { host, content_type } => Message::new("error-net-content-type")
                .with("host", host)
                .with("type", content_type),
            Self::Dead { host, rest } => Message::new("error-net-dead")
                .with("host", host)
                .with("seconds", rest.as_secs().max(1)),
        }
    }

    /// Whether it says that nobody is there, and not that this one answer cannot be used.
    pub(super) fn is_silence(&self) -> bool {
        matches!(
            self,
            Self::Dns { .. } | Self::Connect { .. } | Self::Tls { .. } | Self::Timeout { .. } | Self::Broken { .. }
        )
    }

    /// A short stable word, for metrics and receipts.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::BadUrl { .. } => "bad_url",
            Self::ForbiddenAddress { .. } => "forbidden_address",
            Self::Dns { .. } => "dns",
            Self::Connect { .. } => "connect",
            Self::Tls { .. } => "tls",
            Self::Timeout { .. } => "timeout",
            Self::Busy { .. } => "busy",
            Self::TooLarge { .. } => "too_large",
            Self::TooManyRedirects { .. } => "too_many_redirects",
            Self::BadRedirect { .. } => "bad_redirect",
            Self::Compressed { .. } => "compressed",
            Self::ContentType { .. } => "content_type",
            Self::Dead { .. } => "dead",
            Self::Broken { .. } => "broken",
        }
    }

    /// Sorts out an error of reqwest; `after` is the time limit the request had.
    pub(super) fn from_reqwest(error: reqwest::Error, host: &str, after: Duration) -> Self {
        let host = host.to_owned();
        let error = error.without_url();
        if error.is_timeout() {
            return Self::Timeout { host, after };
        }
        let detail = innermost(&error).to_string();
        for cause in causes(&error) {
            if let Some(resolve) = cause.downcast_ref::<ResolveError>() {
                return match resolve {
                    ResolveError::Forbidden(address, class) => Self::ForbiddenAddress {
                        host,
                        address: *address,
                        class,
                    },
                    other => Self::Dns {
                        host,
                        detail: other.to_string(),
                    },
                };
            }
        }
        // rustls reports through io errors of this kind, and nothing else does while connecting.
        let is_tls = causes(&error).any(|cause| {
            cause
                .downcast_ref::<io::Error>()
                .is_some_and(|error| matches!(error.kind(), io::ErrorKind::InvalidData | io::ErrorKind::UnexpectedEof))
        });
        match (error.is_connect(), is_tls) {
            (true, true) => Self::Tls { host, detail },
            (true, false) => Self::Connect { host, detail },
            (false, _) => Self::Broken { host, detail },
        }
    }
}

fn causes<'a>(error: &'a (dyn Error + 'static)) -> impl Iterator<Item = &'a (dyn Error + 'static)> {
    std::iter::successors(Some(error), |error: &&'a (dyn Error + 'static)| {
        let error: &'a (dyn Error + 'static) = *error;
        // An io error hides the error it carries from `source`, and shows only that one's source.
        match error.downcast_ref::<io::Error>().and_then(io::Error::get_ref) {
            Some(inner) => Some(inner as &(dyn Error + 'static)),
            None => error.source(),
        }
    })
}

fn innermost<'a>(error: &'a (dyn Error + 'static)) -> &'a (dyn Error + 'static) {
    causes(error).last().unwrap_or(error)
}
