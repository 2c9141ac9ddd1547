//! Accounts, roles and the one permission table.

use crate::domain::id::{AccountId, ActorId};
use crate::domain::schedule::Zone;
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

/// What an account is on this server, from most to least.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Role {
    /// Set the server up; may do everything and cannot be removed.
    Owner,
    /// Runs the server.
    Admin,
    /// Looks after the conversation.
    Moderator,
    /// Writes reviews.
    Reviewer,
    /// Comments, likes and follows.
    Member,
}

impl Role {
    /// All roles, most powerful first.
    pub const ALL: [Role; 5] = [Role::Owner, Role::Admin, Role::Moderator, Role::Reviewer, Role::Member];

    /// The name in rows and forms.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Owner => "owner",
            Self::Admin => "admin",
            Self::Moderator => "moderator",
            Self::Reviewer => "reviewer",
            Self::Member => "member",
        }
    }

    /// Reads the name in rows and forms.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|role| role.as_str() == name)
    }

    /// May somebody of this role change the role of somebody of that one, suspend them, or delete their account? Only of those who
    /// may do less than oneself: nobody removes the owner, and admins do not remove one another.
    pub fn looks_after(self, other: Role) -> bool {
        self.may(Permission::ManageAccounts) && self.rank() < other.rank()
    }

    /// May somebody of this role give that one? Nobody gives more than they have, and there is one owner.
    pub fn may_give(self, role: Role) -> bool {
        self.may(Permission::ManageAccounts) && role != Role::Owner && self.rank() <= role.rank()
    }

    fn rank(self) -> usize {
        Self::ALL
            .iter()
            .position(|role| *role == self)
            .unwrap_or(Self::ALL.len())
    }

    /// The permission table.
    pub fn may(self, permission: Permission) -> bool {
        use Permission::{Comment, EditSite, ManageAccounts, Moderate, ReadDiagnostics, WriteReviews};
        match self {
            Self::Owner | Self::Admin => true,
            Self::Moderator => matches!(permission, Comment | Moderate | WriteReviews),
            Self::Reviewer => matches!(permission, Comment | WriteReviews),
            Self::Member => match permission {
                Comment => true,
                WriteReviews | Moderate | EditSite | ReadDiagnostics | ManageAccounts => false,
            },
        }
    }
}

/// One thing that not everybody may do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Permission {
    /// Comment, like, boost and follow.
    Comment,
    /// Write, publish and withdraw one's own reviews.
    WriteReviews,
    /// Hide and remove other people's comments.
    Moderate,
    /// Change settings of the site.
    EditSite,
    /// Read the queues and the inbox log.
    ReadDiagnostics,
    /// Look after accounts: see [`Role::looks_after`] for whose.
    ManageAccounts,
}

/// An account cannot sign in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Suspension {
    /// What its owner is told; may be empty.
    pub reason: String,
    /// Since when.
    pub since: DateTime<Utc>,
}

/// A person who can sign in here.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Account {
    /// Our identifier.
    pub id: AccountId,
    /// The actor that speaks for the account.
    pub actor_id: ActorId,
    /// Mail address, as typed.
    pub email: Option<String>,
    /// What the account may do.
    pub role: Role,
    /// When it was made.
    pub created_at: DateTime<Utc>,
    /// Where its owner reads the clock; `None` until they say.
    pub time_zone: Option<Zone>,
}

/// The shortest password accepted, in characters (NIST SP 800-63B asks for eight at least).
pub const PASSWORD_MIN: usize = 10;
/// The longest password accepted, in characters, so that hashing cannot be used to burn the CPU.
pub const PASSWORD_MAX: usize = 256;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn roles_give_what_the_table_says_and_no_more() {
        assert!(Role::Owner.may(Permission::EditSite));
        assert!(Role::Moderator.may(Permission::Moderate));
        assert!(!Role::Moderator.may(Permission::EditSite));
        assert!(Role::Reviewer.may(Permission::WriteReviews));
        assert!(!Role::Reviewer.may(Permission::Moderate));
        assert!(!Role::Member.may(Permission::WriteReviews));
        for role in Role::ALL {
            assert!(role.may(Permission::Comment));
            assert_eq!(Role::parse(role.as_str()), Some(role));
        }
    }

    #[test]
    fn nobody_reaches_above_themselves() {
        for role in Role::ALL {
            assert!(!role.looks_after(Role::Owner));
            assert!(!role.may_give(Role::Owner));
            assert!(!role.looks_after(role));
            assert_eq!(role.may_give(Role::Member), role.may(Permission::ManageAccounts));
        }
        assert!(Role::Owner.looks_after(Role::Admin) && Role::Owner.may_give(Role::Admin));
        assert!(Role::Admin.looks_after(Role::Moderator) && Role::Admin.may_give(Role::Admin));
        assert!(!Role::Moderator.looks_after(Role::Member) && !Role::Moderator.may_give(Role::Member));
    }
}
