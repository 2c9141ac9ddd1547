//! Reports: what somebody, here or on another server, wants those who look after this site to see.

use crate::domain::id::{ActorId, CommentId, PostId, ReportId, ReviewId};
use chrono::{DateTime, Utc};
use url::Url;

/// The longest text that is kept, in characters.
pub const TEXT_MAX: usize = 3_000;
/// The most objects of one report that are kept.
pub const OBJECTS: usize = 50;
/// The most that is kept of what was said, in characters.
pub const WORDS_MAX: usize = 2_000;

/// What is reported.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reported {
    /// Somebody.
    Actor(ActorId),
    /// A review.
    Review(ReviewId),
    /// A comment.
    Comment(CommentId),
    /// A post elsewhere.
    Post(PostId),
}

impl Reported {
    /// Kind and identifier, as they stand in rows and addresses.
    pub fn parts(&self) -> (&'static str, &str) {
        match self {
            Self::Actor(id) => ("actor", id.as_str()),
            Self::Review(id) => ("review", id.as_str()),
            Self::Comment(id) => ("comment", id.as_str()),
            Self::Post(id) => ("post", id.as_str()),
        }
    }

    /// Reads the kind and identifier of a row or an address.
    pub fn from_parts(kind: &str, id: &str) -> Option<Self> {
        Some(match kind {
            "actor" => Self::Actor(ActorId::new(id)),
            "review" => Self::Review(ReviewId::new(id)),
            "comment" => Self::Comment(CommentId::new(id)),
            "post" => Self::Post(PostId::new(id)),
            _ => return None,
        })
    }
}

/// What is wrong with it, as far as whoever reports it says.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Category {
    /// Advertising, or the same thing over and over.
    Spam,
    /// Hurts or threatens somebody.
    Abuse,
    /// Gives an ending away without a warning.
    Spoiler,
    /// Against the law, or somebody else's work.
    Legal,
    /// Anything else; also what other servers report, which say it in words only.
    #[default]
    Other,
}

impl Category {
    /// All of them, in the order of the form.
    pub const ALL: [Self; 5] = [Self::Spam, Self::Abuse, Self::Spoiler, Self::Legal, Self::Other];

    /// The name in rows and forms.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Spam => "spam",
            Self::Abuse => "abuse",
            Self::Spoiler => "spoiler",
            Self::Legal => "legal",
            Self::Other => "other",
        }
    }

    /// Reads the name in rows and forms.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|category| category.as_str() == name)
    }
}

/// One thing that a report is about, as it was then.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReportedThing {
    /// Its ActivityPub id.
    pub uri: Url,
    /// What it is.
    pub what: Reported,
    /// Whose it is; `None` for reports from before that was kept.
    pub author_id: Option<ActorId>,
    /// What it said, plain text.
    pub words: String,
}

/// A report.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Report {
    /// Our identifier.
    pub id: ReportId,
    /// Id of the Flag activity; of one that was made here, its page.
    pub uri: String,
    /// Who reports; the instance actor of a server where nobody is to learn who it was, and ours for readers without an account.
    pub reporter_id: ActorId,
    /// What is wrong.
    pub category: Category,
    /// What they say, plain text; may be empty.
    pub text: String,
    /// What it is about; at least one.
    pub objects: Vec<ReportedThing>,
    /// When it reached us.
    pub created_at: DateTime<Utc>,
    /// When it was passed on to the server of whoever is reported.
    pub forwarded_at: Option<DateTime<Utc>>,
    /// When somebody here was done with it.
    pub resolved_at: Option<DateTime<Utc>>,
    /// Who that was.
    pub resolved_by: Option<ActorId>,
    /// What came of it, in their words; may be empty.
    pub resolution: String,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_reported_and_why_is_read_as_it_was_written() {
        for category in Category::ALL {
            assert_eq!(Category::parse(category.as_str()), Some(category));
        }
        for what in [
            Reported::Actor(ActorId::new("a")),
            Reported::Review(ReviewId::new("r")),
            Reported::Comment(CommentId::new("c")),
            Reported::Post(PostId::new("p")),
        ] {
            let (kind, id) = what.parts();
            assert_eq!(Reported::from_parts(kind, id), Some(what.clone()));
        }
        assert_eq!(Category::parse("taste"), None);
    }
}
