//! Block lists: rules for servers as people pass them around, and how they differ from the rules in force.

use super::{Policy, Severity, Target, Verdict};
use crate::domain::id::BlockListId;
use chrono::{DateTime, Utc};
use url::Url;

/// The shortest time between two readings of a list, in hours.
pub const HOURS_MIN: i64 = 1;
/// The longest: four weeks.
pub const HOURS_MAX: i64 = 24 * 28;

/// A line of a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listed {
    /// The server, as rules write it.
    pub host: String,
    /// How much of it is to reach people: nothing in particular, silence or suspend.
    pub severity: Severity,
    /// No avatars and pictures are fetched.
    pub reject_media: bool,
    /// Reports are not read.
    pub reject_reports: bool,
    /// Why, for everybody.
    pub public_comment: String,
    /// The name is shown with some letters hidden.
    pub obfuscate: bool,
}

impl Listed {
    /// The line of a rule; `None` for rules about single people and for allowances, which such lists do not know.
    pub fn of(policy: &Policy) -> Option<Self> {
        match &policy.target {
            Target::Host(host) if policy.severity != Severity::Allow => Some(Self {
                host: host.clone(),
                severity: policy.severity,
                reject_media: policy.reject_media,
                reject_reports: policy.reject_reports,
                public_comment: policy.public_comment.clone(),
                obfuscate: policy.obfuscate,
            }),
            _ => None,
        }
    }

    /// What the line would have count.
    pub fn verdict(&self) -> Verdict {
        Verdict {
            severity: self.severity,
            reject_media: self.reject_media,
            reject_reports: self.reject_reports,
        }
    }

    /// The rule that the line makes. What was noted here about the server stays.
    pub fn rule(&self, old: Option<Policy>, list: Option<BlockListId>, now: DateTime<Utc>) -> Policy {
        let old = old.unwrap_or_else(|| Policy::new(Target::Host(self.host.clone()), now));
        Policy {
            severity: self.severity,
            reject_media: self.reject_media,
            reject_reports: self.reject_reports,
            public_comment: match self.public_comment.is_empty() {
                true => old.public_comment,
                false => self.public_comment.clone(),
            },
            obfuscate: self.obfuscate,
            list,
            updated_at: now,
            target: old.target,
            private_comment: old.private_comment,
            created_at: old.created_at,
        }
    }

    /// A short text that changes with what the line would have count: what was passed over once is asked about again when it
    /// gets stricter.
    pub fn mark(&self) -> String {
        format!(
            "{} {}{}{}",
            self.host,
            self.severity.as_str(),
            if self.reject_media { " media" } else { "" },
            if self.reject_reports { " reports" } else { "" }
        )
    }
}

/// How a line differs from what counts now.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Difference {
    /// Nothing counts for that server yet.
    New,
    /// More is kept out than now.
    Stricter,
    /// Something that is kept out now would come in again.
    Milder,
    /// The rule came from this list, which does not name the server any more.
    Lifted,
}

impl Difference {
    /// Every difference, in the order in which they are shown.
    pub const ALL: [Self; 4] = [Self::New, Self::Stricter, Self::Milder, Self::Lifted];

    /// What a line changes; `None` when it changes nothing.
    pub fn between(now: Verdict, then: Verdict) -> Option<Self> {
        // Being named as one to talk to keeps nothing out.
        let level = |severity: Severity| severity.max(Severity::None);
        let less = level(then.severity) < level(now.severity)
            || (now.reject_media && !then.reject_media)
            || (now.reject_reports && !then.reject_reports);
        let more = level(then.severity) > level(now.severity)
            || (then.reject_media && !now.reject_media)
            || (then.reject_reports && !now.reject_reports);
        let nothing = level(now.severity) == Severity::None && !now.reject_media && !now.reject_reports;
        match (less, more) {
            (true, _) => Some(Self::Milder),
            (false, true) if nothing => Some(Self::New),
            (false, true) => Some(Self::Stricter),
            (false, false) => None,
        }
    }

    /// Offered as chosen: what keeps more out. What lets something in again is for a person to choose.
    pub fn is_offered(self) -> bool {
        matches!(self, Self::New | Self::Stricter)
    }
}

/// A list of rules that others keep, or a file that somebody sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BlockList {
    /// Our identifier.
    pub id: BlockListId,
    /// What it is called here.
    pub name: String,
    /// Where it is read; `None` for a file.
    pub url: Option<Url>,
    /// Hours between two readings.
    pub every_hours: i64,
    /// What it said last, as CSV.
    pub content: String,
    /// Marks of the lines that were looked at and left.
    pub passed_over: Vec<String>,
    /// Lines that wait to be looked at.
    pub waiting: i64,
    /// For a conditional GET.
    pub etag: Option<String>,
    /// For a conditional GET.
    pub last_modified: Option<String>,
    /// When it was last read as a whole.
    pub read_at: Option<DateTime<Utc>>,
    /// When it is read next.
    pub next_at: Option<DateTime<Utc>>,
    /// Why it could not be read the last time.
    pub error: Option<String>,
    /// When it was added.
    pub created_at: DateTime<Utc>,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn verdict(severity: Severity, reject_media: bool) -> Verdict {
        Verdict {
            severity,
            reject_media,
            reject_reports: false,
        }
    }

    #[test]
    fn a_line_that_lets_anything_in_again_is_milder_whatever_else_it_does() {
        use Severity::{Allow, None, Silence, Suspend};
        let between = |now, then| Difference::between(now, then);
        assert_eq!(
            between(verdict(None, false), verdict(Suspend, false)),
            Some(Difference::New)
        );
        assert_eq!(
            between(verdict(Allow, false), verdict(Silence, false)),
            Some(Difference::New)
        );
        assert_eq!(
            between(verdict(Silence, false), verdict(Suspend, false)),
            Some(Difference::Stricter)
        );
        assert_eq!(
            between(verdict(Silence, true), verdict(Suspend, false)),
            Some(Difference::Milder)
        );
        assert_eq!(
            between(verdict(Suspend, false), verdict(Silence, true)),
            Some(Difference::Milder)
        );
        assert_eq!(between(verdict(Silence, true), verdict(Silence, true)), Option::None);
        assert_eq!(between(verdict(Allow, false), verdict(None, false)), Option::None);
        assert!(Difference::New.is_offered() && !Difference::Milder.is_offered());
    }

    #[test]
    fn what_was_noted_here_survives_a_line_without_words() {
        let now = DateTime::UNIX_EPOCH;
        let old = Policy {
            private_comment: "ask Jo".to_owned(),
            public_comment: "insults".to_owned(),
            ..Policy::new(Target::Host("a.example".to_owned()), now)
        };
        let mut line = Listed::of(&old).unwrap();
        line.severity = Severity::Suspend;
        line.public_comment.clear();
        let rule = line.rule(Some(old), Option::None, now);
        assert_eq!(
            (rule.private_comment.as_str(), rule.public_comment.as_str()),
            ("ask Jo", "insults")
        );
        assert_eq!(line.mark(), "a.example suspend");
    }
}
