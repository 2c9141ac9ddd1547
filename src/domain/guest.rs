//! Guests: people who comment under a name only. Nothing they say of themselves is verified, so they are nobody in the fediverse.

use crate::domain::id::ActorId;
use chrono::{DateTime, Utc};

/// The longest name, in characters.
pub const NAME_MAX: usize = 60;
/// For so many minutes a guest may change or delete what they wrote.
pub const EDIT_MINUTES: i64 = 15;

/// What is known of a guest beside their name and site, which are their actor's.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Guest {
    /// Their actor, of kind `Guest`.
    pub actor_id: ActorId,
    /// Where notices of answers go; never shown.
    pub mail: Option<String>,
    /// Keyed digest of the mail address, by which they are known again once it is forgotten.
    pub mail_key: Option<String>,
    /// Keyed digest of their network address.
    pub client: Option<String>,
    /// They want notices of answers.
    pub notify: bool,
    /// When they wrote last.
    pub created_at: DateTime<Utc>,
}
