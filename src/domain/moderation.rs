//! Moderation: what is advised about a comment before anybody has looked at it, and why.

pub mod judge;
pub mod policy;
pub mod reason;
pub mod spam;
pub mod starter;

use crate::domain::comment::CommentState;
use crate::domain::id::{ActorId, AuthorRuleId};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

pub use policy::{CommentPolicy, ReviewPolicy, WhoMay};
pub use reason::{Reason, ReasonKind};

/// What happens to a comment unless somebody decides otherwise. From mild to strict.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Advice {
    /// Onto the page.
    Show,
    /// Into the queue.
    Hold,
    /// Into the spam folder of the queue.
    Spam,
    /// Not onto the page.
    Reject,
}

impl Advice {
    /// The name in rows.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Show => "show",
            Self::Hold => "hold",
            Self::Spam => "spam",
            Self::Reject => "reject",
        }
    }

    /// Reads the name in rows.
    pub fn parse(name: &str) -> Option<Self> {
        [Self::Show, Self::Hold, Self::Spam, Self::Reject]
            .into_iter()
            .find(|advice| advice.as_str() == name)
    }

    /// The state a new comment gets by it.
    pub fn state(self) -> CommentState {
        match self {
            Self::Show => CommentState::Visible,
            Self::Hold => CommentState::Held,
            Self::Spam => CommentState::Spam,
            Self::Reject => CommentState::Rejected,
        }
    }
}

/// What the rules and the score said of a comment when it came.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Assessment {
    /// 0 (welcome) to 100 (spam).
    pub score: u8,
    /// What happened to it by that.
    pub advice: Advice,
    /// Why, the weightiest first.
    pub reasons: Vec<Reason>,
}

/// How all that somebody, or everybody of a server, writes is treated.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Treatment {
    /// Shown at once, whatever the score says.
    Approve,
    /// Always looked at first.
    Hold,
    /// Never shown.
    Reject,
}

impl Treatment {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Approve, Self::Hold, Self::Reject];

    /// The name in rows and forms.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Approve => "approve",
            Self::Hold => "hold",
            Self::Reject => "reject",
        }
    }

    /// Reads the name in rows and forms.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|treatment| treatment.as_str() == name)
    }
}

/// Whose comments a rule is for.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum RuleTarget {
    /// Somebody, here or elsewhere.
    Actor(ActorId),
    /// Everybody of a server, by its host.
    Host(String),
}

impl RuleTarget {
    /// Kind and name, as they stand in rows.
    pub fn parts(&self) -> (&'static str, &str) {
        match self {
            Self::Actor(id) => ("actor", id.as_str()),
            Self::Host(host) => ("host", host),
        }
    }

    /// Reads the kind and name of a row.
    pub fn from_parts(kind: &str, name: &str) -> Option<Self> {
        match kind {
            "actor" => Some(Self::Actor(ActorId::new(name))),
            "host" => Some(Self::Host(name.to_owned())),
            _ => None,
        }
    }
}

/// A rule for what somebody, or everybody of a server, writes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AuthorRule {
    /// Our identifier.
    pub id: AuthorRuleId,
    /// Whose comments it is for.
    pub target: RuleTarget,
    /// How they are treated.
    pub treatment: Treatment,
    /// Why, in the words of whoever made it; may be empty.
    pub reason: String,
    /// When.
    pub created_at: DateTime<Utc>,
}

/// What a moderator can do with a comment.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Decision {
    /// Put it on the page.
    Approve,
    /// Put it (back) into the queue.
    Hold,
    /// Not on the page.
    Reject,
    /// Not on the page, and a lesson in what spam is.
    Spam,
}

impl Decision {
    /// All of them, in the order of their buttons.
    pub const ALL: [Self; 4] = [Self::Approve, Self::Hold, Self::Reject, Self::Spam];

    /// The name in forms.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Approve => "approve",
            Self::Hold => "hold",
            Self::Reject => "reject",
            Self::Spam => "spam",
        }
    }

    /// Reads the name in forms.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|decision| decision.as_str() == name)
    }

    /// The state it leads to from another one: what stood on the page is removed, what never did is rejected.
    pub fn state(self, from: CommentState) -> CommentState {
        match self {
            Self::Approve => CommentState::Visible,
            Self::Hold => CommentState::Held,
            Self::Reject if matches!(from, CommentState::Visible | CommentState::Removed) => CommentState::Removed,
            Self::Reject => CommentState::Rejected,
            Self::Spam => CommentState::Spam,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_read_as_they_were_written() {
        for decision in Decision::ALL {
            assert_eq!(Decision::parse(decision.as_str()), Some(decision));
        }
        for treatment in Treatment::ALL {
            assert_eq!(Treatment::parse(treatment.as_str()), Some(treatment));
        }
        for advice in [Advice::Show, Advice::Hold, Advice::Spam, Advice::Reject] {
            assert_eq!(Advice::parse(advice.as_str()), Some(advice));
        }
        let host = RuleTarget::Host("other.example".to_owned());
        assert_eq!(RuleTarget::from_parts(host.parts().0, host.parts().1), Some(host));
    }

    #[test]
    fn what_stood_on_the_page_is_removed_and_what_never_did_is_rejected() {
        assert_eq!(Decision::Reject.state(CommentState::Visible), CommentState::Removed);
        assert_eq!(Decision::Reject.state(CommentState::Held), CommentState::Rejected);
        assert_eq!(Decision::Reject.state(CommentState::Spam), CommentState::Rejected);
        assert_eq!(Decision::Approve.state(CommentState::Removed), CommentState::Visible);
    }
}
