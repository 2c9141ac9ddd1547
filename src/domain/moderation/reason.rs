//! Why a comment was let through, held or turned away: each reason in words, with what it weighed.

use crate::domain::message::Message;
use serde::{Deserialize, Serialize};

macro_rules! reasons {
    ($($(#[$doc:meta])* $name:ident = $word:literal, $key:literal;)+) => {
        /// What a reason says.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
        pub enum ReasonKind {
            $($(#[$doc])* #[serde(rename = $word)] $name,)+
        }

        impl ReasonKind {
            /// Every reason there is.
            pub const ALL: &[Self] = &[$(Self::$name,)+];

            /// The key of the message that says it; `$what` and `$n` are filled in.
            pub fn key(self) -> &'static str {
                match self {
                    $(Self::$name => $key,)+
                }
            }
        }
    };
}

reasons! {
    /// Their author is always approved. `what`: why.
    RuleApproves = "rule-approves", "why-rule-approves";
    /// Their author is always held. `what`: why.
    RuleHolds = "rule-holds", "why-rule-holds";
    /// Their author is always rejected. `what`: why.
    RuleRejects = "rule-rejects", "why-rule-rejects";
    /// A policy silences their author or server.
    Silenced = "silenced", "why-silenced";
    /// It looks after this conversation, or after all of them.
    Caretaker = "caretaker", "why-caretaker";
    /// The author of the review follows them.
    Followed = "followed", "why-followed";
    /// Comments of guests wait.
    GuestsHeld = "guests-held", "why-guests-held";
    /// Nothing of theirs was let through before.
    FirstTimer = "first-timer", "why-first-timer";
    /// Under this review only some may comment. `what`: who, as the policy calls it.
    NotAmongThem = "not-among-them", "why-not-among-them";
    /// The conversation is closed. `n`: after how many days.
    Closed = "closed", "why-closed";
    /// A word of the list. `what`: the word.
    WordHeld = "word-held", "why-word-held";
    /// A word of the list. `what`: the word.
    WordRejected = "word-rejected", "why-word-rejected";
    /// More links than allowed. `n`: how many.
    TooManyLinks = "too-many-links", "why-too-many-links";
    /// Not one of the languages spoken here. `what`: its tag.
    Language = "language", "why-language";
    /// Words that were seen in spam. `what`: which.
    SpamWords = "spam-words", "why-spam-words";
    /// Words that were seen in what was let through. `what`: which.
    HamWords = "ham-words", "why-ham-words";
    /// Links. `n`: how many.
    Links = "links", "why-links";
    /// Mostly capital letters.
    Shouting = "shouting", "why-shouting";
    /// The same text came before. `n`: how often.
    Repeated = "repeated", "why-repeated";
    /// Sent very soon after the form was opened. `n`: seconds.
    Quick = "quick", "why-quick";
    /// A field was filled in that people do not see.
    Trap = "trap", "why-trap";
    /// Many comments from one address within an hour. `n`: how many.
    Rate = "rate", "why-rate";
    /// Comments of theirs that were let through. `n`: how many.
    ApprovedBefore = "approved-before", "why-approved-before";
    /// Comments of theirs that were turned away. `n`: how many.
    RejectedBefore = "rejected-before", "why-rejected-before";
    /// Of what came from their server, so much was turned away. `n`: percent.
    HostRejected = "host-rejected", "why-host-rejected";
    /// Nearly all that came from their server was let through. `n`: how many.
    HostApproved = "host-approved", "why-host-approved";
    /// Their account is new. `n`: days.
    NewAccount = "new-account", "why-new-account";
    /// Their account is old. `n`: years.
    OldAccount = "old-account", "why-old-account";
    /// They follow somebody here.
    FollowsHere = "follows-here", "why-follows-here";
    /// How many follow them. `n`: how many.
    Followers = "followers", "why-followers";
    /// Nobody follows them.
    NoFollowers = "no-followers", "why-no-followers";
    /// They gave a web address for their name.
    GuestLink = "guest-link", "why-guest-link";
    /// The service that was asked calls it spam. `what`: which service.
    ServiceSpam = "service-spam", "why-service-spam";
    /// The service that was asked lets it through. `what`: which service.
    ServiceHam = "service-ham", "why-service-ham";
    /// The service that was asked did not answer. `what`: which service.
    ServiceSilent = "service-silent", "why-service-silent";
}

/// One reason.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reason {
    /// What it says.
    pub kind: ReasonKind,
    /// The text it names; may be empty.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub what: String,
    /// The number it names.
    #[serde(default)]
    pub n: i64,
    /// What it weighed, in hundredths of a natural logarithm of the odds: above zero for spam, below for the contrary; 0 for a
    /// rule, which decides by itself.
    #[serde(default)]
    pub weight: i32,
}

impl Reason {
    /// A rule that decides by itself.
    pub fn rule(kind: ReasonKind) -> Self {
        Self {
            kind,
            what: String::new(),
            n: 0,
            weight: 0,
        }
    }

    /// Something that is weighed.
    pub fn weighing(kind: ReasonKind, weight: i32) -> Self {
        Self {
            weight,
            ..Self::rule(kind)
        }
    }

    /// With the text it names.
    #[must_use]
    pub fn naming(mut self, what: impl Into<String>) -> Self {
        self.what = what.into();
        self
    }

    /// With the number it names.
    #[must_use]
    pub fn counting(mut self, n: i64) -> Self {
        self.n = n;
        self
    }

    /// To whoever wrote the comment, why they may not write it there: no more than what they can see for themselves.
    pub fn told(&self) -> Message {
        match (self.kind, self.what.as_str()) {
            (ReasonKind::Closed, _) => Message::new("comment-closed").with("n", self.n),
            (ReasonKind::NotAmongThem, "followers") => Message::new("comment-followers-only"),
            (ReasonKind::NotAmongThem, "followed") => Message::new("comment-followed-only"),
            (ReasonKind::NotAmongThem, "guests") => Message::new("comment-no-guests"),
            (ReasonKind::NotAmongThem, _) => Message::new("comment-nobody"),
            (ReasonKind::WordRejected, word) => Message::new("comment-word").with("word", word),
            _ => Message::new("comment-not-here"),
        }
    }

    /// In words.
    pub fn message(&self) -> Message {
        Message::new(self.kind.key())
            .with("what", self.what.as_str())
            .with("n", self.n)
    }
}
