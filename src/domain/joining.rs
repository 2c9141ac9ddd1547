//! Joining a site: who may, by which links, and who waits.

use crate::domain::account::Role;
use crate::domain::id::{ActorId, ApplicationId, InvitationId};
use chrono::{DateTime, Utc};

/// Who may make an account here.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Registration {
    /// Nobody; invitations rest.
    #[default]
    Closed,
    /// Whoever has an invitation.
    Invited,
    /// Everybody may ask, and somebody decides. An invitation is a decision.
    Approval,
    /// Everybody.
    Open,
}

impl Registration {
    /// All of them, the most careful first.
    pub const ALL: [Self; 4] = [Self::Closed, Self::Invited, Self::Approval, Self::Open];

    /// The name in rows and forms.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Closed => "closed",
            Self::Invited => "invited",
            Self::Approval => "approval",
            Self::Open => "open",
        }
    }

    /// Reads the name in rows and forms.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|mode| mode.as_str() == name)
    }

    /// May somebody come without an invitation?
    pub fn takes_strangers(self) -> bool {
        matches!(self, Self::Approval | Self::Open)
    }
}

/// A link by which somebody may make an account.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Invitation {
    /// Our identifier.
    pub id: InvitationId,
    /// The end of the link.
    pub code: String,
    /// What the new accounts may do.
    pub role: Role,
    /// For those who look after accounts: for whom it is.
    pub note: String,
    /// How many more accounts may be made with it; `None` for any number.
    pub uses_left: Option<i64>,
    /// How many were.
    pub used: i64,
    /// When it ends.
    pub expires_at: Option<DateTime<Utc>>,
    /// Who made it; `None` from the command line.
    pub made_by: Option<ActorId>,
    /// When it was made.
    pub created_at: DateTime<Utc>,
}

impl Invitation {
    /// Does it still let somebody in?
    pub fn holds(&self, now: DateTime<Utc>) -> bool {
        self.uses_left.is_none_or(|left| left > 0) && self.expires_at.is_none_or(|end| end > now)
    }
}

/// Somebody who asked for an account and has none yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Application {
    /// Our identifier.
    pub id: ApplicationId,
    /// The handle they want.
    pub handle: String,
    /// Their name.
    pub name: String,
    /// Their mail address.
    pub email: Option<String>,
    /// Of the password they chose.
    pub password_hash: String,
    /// What the account will be allowed to do.
    pub role: Role,
    /// Why they want to join, in their words.
    pub reason: String,
    /// The language they asked in, as a tag.
    pub language: String,
    /// Somebody is to decide.
    pub needs_approval: bool,
    /// The link they came by.
    pub invitation_id: Option<InvitationId>,
    /// When their address was confirmed; at once where this site sends no mail.
    pub confirmed_at: Option<DateTime<Utc>>,
    /// When they asked.
    pub created_at: DateTime<Utc>,
}

/// The longest reason to join, in characters.
pub const REASON_MAX: usize = 500;
/// The longest note on an invitation, in characters.
pub const NOTE_MAX: usize = 100;
/// The most people that one link lets in.
pub const USES_MAX: i64 = 1_000;
/// The longest time that a link holds, in days.
pub const DAYS_MAX: i64 = 365;
/// A mail address is confirmed within so many hours, or the application is forgotten.
pub const CONFIRM_HOURS: i64 = 48;

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::TimeDelta;

    #[test]
    fn a_way_to_join_is_read_as_it_was_written() {
        for mode in Registration::ALL {
            assert_eq!(Registration::parse(mode.as_str()), Some(mode));
        }
        assert_eq!(Registration::parse("ajar"), None);
        assert_eq!(Registration::default(), Registration::Closed);
        assert!(!Registration::Invited.takes_strangers() && Registration::Approval.takes_strangers());
    }

    #[test]
    fn a_link_ends_with_its_time_and_its_uses() {
        let now = DateTime::UNIX_EPOCH;
        let link = |uses_left, expires_at| Invitation {
            id: InvitationId::new("i"),
            code: String::new(),
            role: Role::Member,
            note: String::new(),
            uses_left,
            used: 0,
            expires_at,
            made_by: None,
            created_at: now,
        };
        assert!(link(None, None).holds(now) && link(Some(1), Some(now + TimeDelta::seconds(1))).holds(now));
        assert!(!link(Some(0), None).holds(now) && !link(None, Some(now)).holds(now));
    }
}
