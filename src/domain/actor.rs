//! Actors: everybody who can write, follow or like, here or on another server.

use crate::domain::id::{ActorId, MediaId};
use crate::domain::message::Message;
use crate::domain::text::SafeHtml;
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use url::Url;

/// The ActivityStreams actor types.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum ActorKind {
    /// A human being.
    Person,
    /// A server or another program acting for itself; our instance actor is one.
    Application,
    /// A bot.
    Service,
    /// A group, such as a Lemmy community.
    Group,
    /// An organisation.
    Organization,
    /// Somebody who left a name with a comment on this site, and nothing that could be asked: no type of ActivityStreams, never
    /// sent anywhere.
    Guest,
}

impl ActorKind {
    /// The ActivityStreams name.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Person => "Person",
            Self::Application => "Application",
            Self::Service => "Service",
            Self::Group => "Group",
            Self::Organization => "Organization",
            Self::Guest => "Guest",
        }
    }

    /// Reads the name in rows.
    pub fn from_stored(name: &str) -> Option<Self> {
        Self::parse(name).or_else(|| (name == Self::Guest.as_str()).then_some(Self::Guest))
    }

    /// Reads the ActivityStreams name; `None` for anything that is not an actor type, a guest among them.
    pub fn parse(name: &str) -> Option<Self> {
        Some(match name {
            "Person" => Self::Person,
            "Application" => Self::Application,
            "Service" => Self::Service,
            "Group" => Self::Group,
            "Organization" => Self::Organization,
            _ => return None,
        })
    }
}

/// An actor as the rest of the house sees it. `host` is `None` for an actor of this server.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Actor {
    /// Our identifier.
    pub id: ActorId,
    /// The ActivityPub id.
    pub uri: Url,
    /// `preferredUsername`.
    pub handle: String,
    /// Host (with port where it has one) of a remote actor's handle.
    pub host: Option<String>,
    /// ActivityStreams type.
    pub kind: ActorKind,
    /// Display name, plain text; may be empty for remote actors.
    pub name: String,
    /// About text as Markdown (local actors only).
    pub summary_source: String,
    /// About text, sanitised.
    pub summary: SafeHtml,
    /// The human page.
    pub url: Url,
    /// Personal inbox.
    pub inbox: Url,
    /// `endpoints.sharedInbox`.
    pub shared_inbox: Option<Url>,
    /// Id of the followers collection.
    pub followers_url: Option<Url>,
    /// The id of the key that signs for this actor.
    pub public_key_id: String,
    /// SPKI PEM (some servers send PKCS#1).
    pub public_key_pem: String,
    /// Remote icon; shown only through our proxy.
    pub avatar_url: Option<Url>,
    /// Uploaded avatar of a local actor.
    pub avatar_media: Option<MediaId>,
    /// Follows wait for approval.
    pub manually_approves: bool,
    /// Wants to be found.
    pub discoverable: bool,
    /// Public posts may be indexed.
    pub indexable: bool,
    /// When the account was made (local) or first seen (remote).
    pub created_at: DateTime<Utc>,
    /// Last change of this record.
    pub updated_at: DateTime<Utc>,
    /// When a remote document was last read.
    pub fetched_at: Option<DateTime<Utc>>,
    /// Set once the actor is gone; nothing of it is shown.
    pub deleted_at: Option<DateTime<Utc>>,
}

impl Actor {
    /// True for somebody who wrote by name only.
    pub fn is_guest(&self) -> bool {
        self.kind == ActorKind::Guest
    }

    /// True for an actor of this server.
    pub fn is_local(&self) -> bool {
        self.host.is_none()
    }

    /// The name to show: the display name, or the handle where there is none.
    pub fn display_name(&self) -> &str {
        let name = self.name.trim();
        if name.is_empty() { &self.handle } else { name }
    }

    /// `@handle@host`, with `local_host` for an actor of this server.
    pub fn full_handle(&self, local_host: &str) -> String {
        format!("@{}@{}", self.handle, self.host.as_deref().unwrap_or(local_host))
    }

    /// Where deliveries for this actor go when several share a server.
    pub fn delivery_inbox(&self) -> &Url {
        self.shared_inbox.as_ref().unwrap_or(&self.inbox)
    }
}

/// Why a handle was refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HandleError {
    /// Nothing was typed.
    Empty,
    /// Longer than 30 characters.
    TooLong,
    /// Other characters than a–z, 0–9 and _.
    Characters,
    /// Needed by the server itself.
    Reserved,
}

impl HandleError {
    /// For people, with what to do about it.
    pub fn message(self) -> Message {
        match self {
            Self::Empty => Message::new("input-handle-missing"),
            Self::TooLong => Message::new("input-handle-long").with("most", HANDLE_MAX),
            Self::Characters => Message::new("input-handle-characters"),
            Self::Reserved => Message::new("input-handle-reserved"),
        }
    }
}

/// The most characters of a handle.
const HANDLE_MAX: usize = 30;

/// Names the server needs for itself or that would mislead people.
const RESERVED: &[&str] = &[
    "actor",
    "admin",
    "administrator",
    "instance",
    "root",
    "system",
    "support",
    "houselights",
];

/// Checks a local handle: `[a-z0-9_]{1,30}`, not reserved. Upper case is folded, since `preferredUsername` never changes
/// later and Mastodon compares handles without case.
pub fn check_handle(input: &str) -> Result<String, HandleError> {
    let handle = input.trim().trim_start_matches('@').to_ascii_lowercase();
    if handle.is_empty() {
        return Err(HandleError::Empty);
    }
    if handle.chars().count() > HANDLE_MAX {
        return Err(HandleError::TooLong);
    }
    if !handle
        .chars()
        .all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_')
    {
        return Err(HandleError::Characters);
    }
    if RESERVED.contains(&handle.as_str()) {
        return Err(HandleError::Reserved);
    }
    Ok(handle)
}

/// Splits `@user@host`, `user@host` or `acct:user@host`; the host is lower-cased and may carry a port.
pub fn split_handle(input: &str) -> Option<(String, String)> {
    let rest = input.trim();
    let rest = rest.strip_prefix("acct:").unwrap_or(rest);
    let rest = rest.strip_prefix('@').unwrap_or(rest);
    let (user, host) = rest.split_once('@')?;
    let host_ok = !host.is_empty()
        && host.len() <= 253
        && host
            .chars()
            .all(|c| c.is_alphanumeric() || matches!(c, '.' | '-' | ':' | '[' | ']'));
    let user_ok = !user.is_empty()
        && user.len() <= 128
        && user
            .chars()
            .all(|c| c.is_alphanumeric() || matches!(c, '_' | '-' | '.'));
    (host_ok && user_ok).then(|| (user.to_owned(), host.to_ascii_lowercase()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_handle_is_folded_and_checked() {
        assert_eq!(check_handle(" @Mara_9 "), Ok("mara_9".to_owned()));
        assert_eq!(check_handle(""), Err(HandleError::Empty));
        assert_eq!(check_handle("mära"), Err(HandleError::Characters));
        assert_eq!(check_handle("actor"), Err(HandleError::Reserved));
        assert_eq!(check_handle(&"a".repeat(31)), Err(HandleError::TooLong));
    }

    #[test]
    fn a_full_handle_is_split_in_each_spelling() {
        let want = Some(("mara".to_owned(), "films.example:8443".to_owned()));
        for text in [
            "@mara@films.example:8443",
            "mara@Films.example:8443",
            "acct:mara@films.example:8443",
        ] {
            assert_eq!(split_handle(text), want);
        }
        assert_eq!(split_handle("mara"), None);
        assert_eq!(split_handle("@mara@"), None);
        assert_eq!(split_handle("@mara@evil/../x"), None);
    }
}
