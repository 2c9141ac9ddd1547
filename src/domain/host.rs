//! What is known of another server as a whole.

/// The two ways in which servers of the fediverse sign requests.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum SignatureScheme {
    /// draft-cavage-http-signatures-12: everybody understands it.
    Cavage,
    /// RFC 9421, its standardised successor.
    Rfc9421,
}

impl SignatureScheme {
    /// The name in rows.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Cavage => "cavage",
            Self::Rfc9421 => "rfc9421",
        }
    }

    /// Reads the name in rows.
    pub fn parse(name: &str) -> Option<Self> {
        [Self::Cavage, Self::Rfc9421]
            .into_iter()
            .find(|scheme| scheme.as_str() == name)
    }

    /// What to try when a server refuses this one.
    pub fn other(self) -> Self {
        match self {
            Self::Cavage => Self::Rfc9421,
            Self::Rfc9421 => Self::Cavage,
        }
    }
}

/// A way of signing that a server is known to take, and since when.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct KnownScheme {
    /// Which.
    pub scheme: SignatureScheme,
    /// When that was last learned.
    pub learned_at: chrono::DateTime<chrono::Utc>,
}
