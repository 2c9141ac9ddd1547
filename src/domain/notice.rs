//! What people are told by mail, how soon, and what they chose.

use crate::domain::account::{Permission, Role};
use crate::domain::notification::NotificationKind;
use crate::domain::schedule::Zone;
use chrono::{DateTime, TimeDelta, Utc};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// What is told at once is told within so many minutes: everything of one kind in that time comes as one mail.
pub const TOGETHER_MIN: i64 = 10;
/// The hour of the daily digest.
pub const DIGEST_HOUR: u32 = 8;

/// One kind of news.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Topic {
    /// Somebody answered.
    Reply,
    /// Somebody named them.
    Mention,
    /// A private message.
    Private,
    /// Somebody links to or quotes a review.
    Link,
    /// Somebody asks to follow.
    FollowRequest,
    /// Somebody follows.
    Follow,
    /// Somebody likes, boosts, or gave an emoji.
    Reaction,
    /// Somebody reported something.
    Report,
    /// A comment waits for a decision.
    Waiting,
    /// A server of followers cannot be reached, or refuses.
    Trouble,
    /// A server of followers refuses what is sent there. Chosen together with `Trouble`.
    Refusal,
    /// A guest's comment was answered.
    GuestAnswer,
    /// A guest's comment was approved.
    GuestApproved,
}

impl Topic {
    /// What somebody with an account is told, in the order of the settings.
    pub const ALL: [Self; 10] = [
        Self::Reply,
        Self::Mention,
        Self::Private,
        Self::FollowRequest,
        Self::Follow,
        Self::Reaction,
        Self::Link,
        Self::Report,
        Self::Waiting,
        Self::Trouble,
    ];
    /// What nobody chooses by itself.
    const OTHERS: [Self; 3] = [Self::Refusal, Self::GuestAnswer, Self::GuestApproved];

    /// The name in rows, forms and addresses.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Reply => "reply",
            Self::Mention => "mention",
            Self::Private => "private",
            Self::Link => "link",
            Self::FollowRequest => "follow_request",
            Self::Follow => "follow",
            Self::Reaction => "reaction",
            Self::Report => "report",
            Self::Waiting => "waiting",
            Self::Trouble => "trouble",
            Self::Refusal => "refusal",
            Self::GuestAnswer => "guest_answer",
            Self::GuestApproved => "guest_approved",
        }
    }

    /// Reads the name in rows, forms and addresses.
    pub fn parse(name: &str) -> Option<Self> {
        let mut all = Self::ALL.into_iter().chain(Self::OTHERS);
        all.find(|topic| topic.as_str() == name)
    }

    /// The kind that a notification is of; `None` for what nobody waits for. `asks` says that a follow waits for an answer.
    pub fn of(kind: NotificationKind, asks: bool) -> Option<Self> {
        Some(match kind {
            NotificationKind::Reply => Self::Reply,
            NotificationKind::Mention => Self::Mention,
            NotificationKind::Private => Self::Private,
            NotificationKind::Link | NotificationKind::Quote => Self::Link,
            NotificationKind::Like | NotificationKind::Boost | NotificationKind::Emoji => Self::Reaction,
            NotificationKind::Follow if asks => Self::FollowRequest,
            NotificationKind::Follow => Self::Follow,
            NotificationKind::Report => Self::Report,
            NotificationKind::FollowAccepted | NotificationKind::Moved => return None,
        })
    }

    /// Can this happen to somebody in that role?
    pub fn concerns(self, role: Role) -> bool {
        match self {
            Self::Report => role.may(Permission::Moderate),
            // Reviewers look after what stands under their own reviews.
            Self::Waiting => role.may(Permission::WriteReviews),
            Self::Trouble | Self::Refusal => role.may(Permission::ReadDiagnostics),
            Self::GuestAnswer | Self::GuestApproved => false,
            _ => true,
        }
    }

    /// May it stand among the news without being counted as new? What asks for an answer may not.
    pub fn may_be_quiet(self) -> bool {
        matches!(
            self,
            Self::Reply | Self::Mention | Self::Link | Self::Follow | Self::Reaction
        )
    }

    /// The kind under which it is chosen, and with which it shares a mail.
    pub fn chosen_as(self) -> Self {
        match self {
            Self::Refusal => Self::Trouble,
            other => other,
        }
    }

    /// What most people want.
    pub fn usual(self) -> Choice {
        let mail = match self {
            Self::Follow | Self::Reaction | Self::Link | Self::Trouble => Cadence::Digest,
            _ => Cadence::Now,
        };
        Choice { mail, counted: true }
    }
}

/// How soon a mail comes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Cadence {
    /// Never.
    Off,
    /// Within minutes.
    Now,
    /// Once a day, together with everything else.
    Digest,
}

impl Cadence {
    /// All of them, in the order of the form.
    pub const ALL: [Self; 3] = [Self::Now, Self::Digest, Self::Off];

    /// The name in forms.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Off => "off",
            Self::Now => "now",
            Self::Digest => "digest",
        }
    }

    /// Reads the name in forms.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|cadence| cadence.as_str() == name)
    }

    /// When something that happens now is told; `earlier` is when the same kind is told anyway. `None`: never.
    pub fn due(self, zone: Zone, now: DateTime<Utc>, earlier: Option<DateTime<Utc>>) -> Option<DateTime<Utc>> {
        match self {
            Self::Off => None,
            Self::Now => Some(earlier.unwrap_or(now + TimeDelta::minutes(TOGETHER_MIN))),
            Self::Digest => Some(zone.next_hour(DIGEST_HOUR, now)),
        }
    }
}

/// What somebody wants of one kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Choice {
    /// By mail.
    pub mail: Cadence,
    /// Among the news: is the number of new ones to go up?
    pub counted: bool,
}

/// What somebody chose; as usual where they did not.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Choices(BTreeMap<Topic, Choice>);

impl Choices {
    /// What they want of that kind.
    pub fn of(&self, topic: Topic) -> Choice {
        let topic = topic.chosen_as();
        self.0.get(&topic).copied().unwrap_or_else(|| topic.usual())
    }

    /// They want it so.
    pub fn set(&mut self, topic: Topic, choice: Choice) {
        self.0.insert(topic, choice);
    }

    /// No mails of that kind any more.
    pub fn stop(&mut self, topic: Topic) {
        let choice = Choice {
            mail: Cadence::Off,
            ..self.of(topic)
        };
        self.set(topic, choice);
    }

    /// No digest any more: nothing that was in it comes in another way.
    pub fn stop_digest(&mut self) {
        for topic in Topic::ALL {
            if self.of(topic).mail == Cadence::Digest {
                self.stop(topic);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::TimeZone;

    #[test]
    fn what_somebody_waits_for_comes_at_once_and_the_rest_once_a_day() {
        let choices = Choices::default();
        for topic in [
            Topic::Reply,
            Topic::Mention,
            Topic::FollowRequest,
            Topic::Report,
            Topic::Waiting,
        ] {
            assert_eq!(choices.of(topic).mail, Cadence::Now, "{topic:?}");
        }
        for topic in [Topic::Reaction, Topic::Follow] {
            assert_eq!(choices.of(topic).mail, Cadence::Digest, "{topic:?}");
        }
        for topic in Topic::ALL.into_iter().chain(Topic::OTHERS) {
            assert_eq!(Topic::parse(topic.as_str()), Some(topic));
        }
    }

    #[test]
    fn the_digest_comes_at_eight_on_the_readers_clock_even_when_the_clocks_change() {
        let berlin = Zone::parse("Europe/Berlin").unwrap();
        let at = |m, d, h| Utc.with_ymd_and_hms(2026, m, d, h, 0, 0).unwrap();
        // The clocks go back on 25 October 2026: eight is 06:00 UTC the day before, and 07:00 UTC that day.
        assert_eq!(Cadence::Digest.due(berlin, at(10, 23, 7), None), Some(at(10, 24, 6)));
        assert_eq!(Cadence::Digest.due(berlin, at(10, 24, 7), None), Some(at(10, 25, 7)));
        assert_eq!(Cadence::Digest.due(berlin, at(10, 25, 6), None), Some(at(10, 25, 7)));
        assert_eq!(Cadence::Digest.due(berlin, at(10, 25, 7), None), Some(at(10, 26, 7)));
    }

    #[test]
    fn what_comes_at_once_waits_for_what_comes_with_it() {
        let now = DateTime::UNIX_EPOCH;
        let due = Cadence::Now.due(Zone::UTC, now, None).unwrap();
        assert_eq!(due - now, TimeDelta::minutes(TOGETHER_MIN));
        let later = Cadence::Now.due(Zone::UTC, now + TimeDelta::minutes(9), Some(due));
        assert_eq!(later, Some(due));
        assert_eq!(Cadence::Off.due(Zone::UTC, now, Some(due)), None);
    }

    #[test]
    fn whoever_stops_the_digest_is_not_sent_single_mails_instead() {
        let mut choices = Choices::default();
        choices.stop_digest();
        assert_eq!(choices.of(Topic::Reaction).mail, Cadence::Off);
        assert_eq!(choices.of(Topic::Reply).mail, Cadence::Now);
        let kept: Choices = serde_json::from_str(&serde_json::to_string(&choices).unwrap()).unwrap();
        assert_eq!(kept, choices);
    }
}
