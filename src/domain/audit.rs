//! The audit log: what was decided about people and what they wrote, by whom and why. Every decision of moderation is an entry,
//! and most can be undone from it.

use crate::domain::id::{AccountId, ActorId, AuditId, CommentId, ReportId, ReviewId};
use chrono::{DateTime, Utc};

macro_rules! deeds {
    ($($(#[$doc:meta])* $name:ident = $word:literal, $key:literal;)+) => {
        /// What was done.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum Deed {
            $($(#[$doc])* $name,)+
        }

        impl Deed {
            /// Every deed there is.
            pub const ALL: &[Self] = &[$(Self::$name,)+];

            /// The name in rows.
            pub fn as_str(self) -> &'static str {
                match self {
                    $(Self::$name => $word,)+
                }
            }

            /// The key of the message that says it.
            pub fn key(self) -> &'static str {
                match self {
                    $(Self::$name => $key,)+
                }
            }
        }
    };
}

deeds! {
    /// A comment went onto the page.
    CommentApproved = "comment-approved", "audit-comment-approved";
    /// A comment waits for a decision.
    CommentHeld = "comment-held", "audit-comment-held";
    /// A comment was not let onto the page.
    CommentRejected = "comment-rejected", "audit-comment-rejected";
    /// A comment was called spam.
    CommentSpam = "comment-spam", "audit-comment-spam";
    /// A comment was taken off the page.
    CommentRemoved = "comment-removed", "audit-comment-removed";
    /// What somebody, or everybody of a server, writes is treated in one way from now on.
    RuleSet = "rule-set", "audit-rule-set";
    /// Such a rule was given up.
    RuleLifted = "rule-lifted", "audit-rule-lifted";
    /// Who may comment, here or under a review, was changed.
    CommentPolicyChanged = "comment-policy-changed", "audit-comment-policy-changed";
    /// Nothing goes to a server, or to somebody elsewhere, and nothing comes from there.
    ServerSuspended = "server-suspended", "audit-server-suspended";
    /// A server, or somebody elsewhere, is heard by followers only.
    ServerSilenced = "server-silenced", "audit-server-silenced";
    /// A rule for a server, or for somebody elsewhere, is another now.
    ServerRuleChanged = "server-rule-changed", "audit-server-rule-changed";
    /// There is no rule for it any more.
    ServerRuleLifted = "server-rule-lifted", "audit-server-rule-lifted";
    /// The rules for servers stand on a page for everybody, or no longer do.
    ServerRulesShown = "server-rules-shown", "audit-server-rules-shown";
    /// A block list is read from now on.
    BlockListFollowed = "block-list-followed", "audit-block-list-followed";
    /// It is no longer.
    BlockListLeft = "block-list-left", "audit-block-list-left";
    /// Somebody may do more, or less, than before.
    RoleChanged = "role-changed", "audit-role-changed";
    /// An account cannot sign in any more.
    AccountSuspended = "account-suspended", "audit-account-suspended";
    /// It can again.
    SuspensionLifted = "suspension-lifted", "audit-suspension-lifted";
    /// An account is gone, with everything its owner wrote.
    AccountDeleted = "account-deleted", "audit-account-deleted";
    /// Somebody was done with a report.
    ReportResolved = "report-resolved", "audit-report-resolved";
    /// A report is to be looked at again.
    ReportReopened = "report-reopened", "audit-report-reopened";
    /// A report was passed on to another server.
    ReportForwarded = "report-forwarded", "audit-report-forwarded";
    /// Who may join is another now.
    RegistrationChanged = "registration-changed", "audit-registration-changed";
    /// A link was made by which somebody may join.
    InvitationMade = "invitation-made", "audit-invitation-made";
    /// Such a link was taken back.
    InvitationRevoked = "invitation-revoked", "audit-invitation-revoked";
    /// Somebody who asked to join was let in.
    ApplicationAccepted = "application-accepted", "audit-application-accepted";
    /// Somebody who asked to join was turned away.
    ApplicationRefused = "application-refused", "audit-application-refused";
    /// Somebody's second factor was taken away.
    SecondFactorTaken = "second-factor-taken", "audit-second-factor-taken";
}

impl Deed {
    /// Reads the name in rows.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|deed| deed.as_str() == name)
    }
}

/// What an entry is about.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum AuditSubject {
    /// A comment.
    Comment(CommentId),
    /// Somebody who writes here, from whatever door.
    Actor(ActorId),
    /// A server.
    Host(String),
    /// A rule between servers, by the name of the server or actor.
    Policy(String),
    /// A report.
    Report(ReportId),
    /// Somebody who can sign in here.
    Account(AccountId),
    /// A review.
    Review(ReviewId),
    /// The site as a whole.
    Site,
}

impl AuditSubject {
    /// Kind and identifier, as they stand in rows.
    pub fn parts(&self) -> (&'static str, &str) {
        match self {
            Self::Comment(id) => ("comment", id.as_str()),
            Self::Actor(id) => ("actor", id.as_str()),
            Self::Host(host) => ("host", host),
            Self::Policy(name) => ("policy", name),
            Self::Report(id) => ("report", id.as_str()),
            Self::Account(id) => ("account", id.as_str()),
            Self::Review(id) => ("review", id.as_str()),
            Self::Site => ("site", ""),
        }
    }

    /// Reads the kind and identifier of a row.
    pub fn from_parts(kind: &str, id: &str) -> Option<Self> {
        Some(match kind {
            "comment" => Self::Comment(CommentId::new(id)),
            "actor" => Self::Actor(ActorId::new(id)),
            "host" => Self::Host(id.to_owned()),
            "policy" => Self::Policy(id.to_owned()),
            "report" => Self::Report(ReportId::new(id)),
            "account" => Self::Account(AccountId::new(id)),
            "review" => Self::Review(ReviewId::new(id)),
            "site" => Self::Site,
            _ => return None,
        })
    }
}

/// The longest reason, in characters.
pub const REASON_MAX: usize = 500;

/// One thing that was done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AuditEntry {
    /// Our identifier.
    pub id: AuditId,
    /// Who did it; `None` for the site itself, by one of its rules.
    pub actor_id: Option<ActorId>,
    /// What was done.
    pub deed: Deed,
    /// What it was done to.
    pub subject: AuditSubject,
    /// What that was called then, for people.
    pub label: String,
    /// How it was before, in the words of rows.
    pub was: String,
    /// How it was then.
    pub became: String,
    /// Why, in the words of whoever did it; may be empty.
    pub reason: String,
    /// What was done together bears the same mark.
    pub batch: Option<String>,
    /// The entry that this one took back.
    pub undoes: Option<AuditId>,
    /// It was taken back.
    pub undone: bool,
    /// When.
    pub created_at: DateTime<Utc>,
}

impl AuditEntry {
    /// An entry that says what was done to what; the rest is filled in by whoever knows it.
    pub fn new(id: AuditId, deed: Deed, subject: AuditSubject, now: DateTime<Utc>) -> Self {
        Self {
            id,
            actor_id: None,
            deed,
            subject,
            label: String::new(),
            was: String::new(),
            became: String::new(),
            reason: String::new(),
            batch: None,
            undoes: None,
            undone: false,
            created_at: now,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_deed_and_subject_is_read_as_it_was_written() {
        for deed in Deed::ALL {
            assert_eq!(Deed::parse(deed.as_str()), Some(*deed));
        }
        for subject in [
            AuditSubject::Comment(CommentId::new("c")),
            AuditSubject::Actor(ActorId::new("a")),
            AuditSubject::Host("other.example".to_owned()),
            AuditSubject::Report(ReportId::new("f")),
            AuditSubject::Account(AccountId::new("b")),
            AuditSubject::Review(ReviewId::new("r")),
            AuditSubject::Site,
        ] {
            let (kind, id) = subject.parts();
            assert_eq!(AuditSubject::from_parts(kind, id), Some(subject.clone()));
        }
        assert_eq!(Deed::parse("comment-eaten"), None);
        assert_eq!(AuditSubject::from_parts("moon", "1"), None);
    }
}
