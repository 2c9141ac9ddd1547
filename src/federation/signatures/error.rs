//! Why a signature is not believed.

use super::keys::KeyError;

/// Why a signature is not believed. The texts go to the sender: they say what to mend.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SignatureError {
    /// No signature of either kind.
    #[error("the request is not signed")]
    Unsigned,
    /// Two headers of one name could be read differently by two programs.
    #[error("there are {0} {1} headers instead of one")]
    Repeated(usize, &'static str),
    /// Not what the specification says.
    #[error("the signature is malformed: {0}")]
    Malformed(&'static str),
    /// Not one of ours, or not that of the key.
    #[error("the algorithm {0:?} is not accepted")]
    Algorithm(String),
    /// Something could be changed on the way without anybody noticing.
    #[error("the signature does not cover {0}")]
    NotCovered(&'static str),
    /// It covers something that did not arrive.
    #[error("the signature covers {0:?}, which is not there")]
    MissingHeader(String),
    /// One of the two clocks is wrong, or the request is old.
    #[error(
        "the signature was made {} s {} our clock; at most an hour is accepted, so check the clocks of both servers",
        seconds.unsigned_abs(),
        if *seconds > 0 { "behind" } else { "ahead of" }
    )]
    ClockSkew {
        /// Our time minus theirs.
        seconds: i64,
    },
    /// Its own end has passed.
    #[error("the signature has expired by our clock")]
    Expired,
    /// The body is another.
    #[error("the digest of the body is not that of the body")]
    WrongDigest,
    /// The key cannot be used.
    #[error("the key: {0}")]
    Key(#[from] KeyError),
    /// Another key, or another request.
    #[error("the signature was not made by this key for this request")]
    Invalid,
}

impl SignatureError {
    /// A short stable word, for metrics and the inbox log.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Unsigned => "unsigned",
            Self::Repeated(..) => "repeated_header",
            Self::Malformed(_) => "malformed_signature",
            Self::Algorithm(_) => "unknown_algorithm",
            Self::NotCovered(_) => "not_covered",
            Self::MissingHeader(_) => "missing_header",
            Self::ClockSkew { .. } => "clock_skew",
            Self::Expired => "expired",
            Self::WrongDigest => "wrong_digest",
            Self::Key(_) => "bad_key",
            Self::Invalid => "invalid_signature",
        }
    }

    /// Is it about time? Then the clocks should be looked at before anything else.
    #[must_use]
    pub fn is_about_time(&self) -> bool {
        matches!(self, Self::ClockSkew { .. } | Self::Expired)
    }
}
