//! Visits: people who show, by signing in on their own server, whose account is theirs, and comment here under its name.

use crate::domain::id::ActorId;
use chrono::{DateTime, Utc};
use url::Url;

/// How long somebody stays signed in as a visitor, in hours.
pub const VISIT_HOURS: i64 = 12;
/// How long the way to one's own server and back may take, in minutes.
pub const WAY_MINUTES: i64 = 15;

/// What this server is called on another one (RFC 6749, section 2.2).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OauthApp {
    /// The other server.
    pub origin: Url,
    /// `client_id`
    pub client_id: String,
    /// `client_secret`
    pub client_secret: String,
}

/// Somebody is on the way to their own server and back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VisitAttempt {
    /// Hash of the `state`.
    pub state: String,
    /// Their server.
    pub origin: Url,
    /// `user@host` as typed; empty when only a server was.
    pub handle: String,
    /// The code verifier (RFC 7636).
    pub verifier: String,
    /// Hash of the secret of the browser that set out.
    pub browser: String,
    /// They let this site post in their name.
    pub may_post: bool,
    /// Path to go back to.
    pub return_to: String,
    /// When they set out.
    pub created_at: DateTime<Utc>,
}

/// Somebody is here.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Visit {
    /// Who.
    pub actor_id: ActorId,
    /// Their server.
    pub origin: Url,
    /// With this their server lets us post in their name; `None` when they did not want that.
    pub access_token: Option<String>,
    /// Until when.
    pub expires_at: DateTime<Utc>,
}
