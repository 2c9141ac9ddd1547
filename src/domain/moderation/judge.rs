//! From what is known of a comment to what is advised: rules first, each of which decides by itself, then the score.

use super::policy::{CommentPolicy, GuestsMay, words_of};
use super::reason::{Reason, ReasonKind};
use super::{Advice, Assessment, Treatment, spam};
use crate::domain::comment::Door;

/// What is known of a comment and of whoever wrote it.
#[derive(Clone, Debug)]
pub struct Facts<'a> {
    /// The way by which it came.
    pub door: Door,
    /// Its words, plain.
    pub text: &'a str,
    /// Links in it.
    pub links: usize,
    /// BCP 47 tag, where it says so.
    pub language: Option<&'a str>,
    /// Its author wrote what the conversation hangs on, or looks after the site.
    pub is_caretaker: bool,
    /// The author of what the conversation hangs on follows its author.
    pub is_followed: bool,
    /// Its author follows the author of what the conversation hangs on.
    pub is_follower: bool,
    /// A policy silences its author or their server.
    pub is_silenced: bool,
    /// The rule for its author, or for their server, with why it was made.
    pub rule: Option<(Treatment, &'a str)>,
    /// Comments of theirs that were let through before.
    pub approved_before: i64,
    /// Days since the review was published; `None` where conversations are not closed.
    pub age_days: Option<i64>,
    /// What its words and its sender weigh.
    pub weighed: Vec<Reason>,
}

/// What is advised, and why.
pub fn assess(facts: Facts<'_>, policy: &CommentPolicy) -> Assessment {
    let score = spam::score(&facts.weighed);
    let (advice, mut reasons) = advised(&facts, policy, score);
    let mut weighed = facts.weighed;
    weighed.sort_by_key(|reason| -reason.weight.abs());
    reasons.extend(weighed);
    Assessment { score, advice, reasons }
}

fn advised(facts: &Facts<'_>, policy: &CommentPolicy, score: u8) -> (Advice, Vec<Reason>) {
    use ReasonKind as Kind;
    if facts.is_caretaker {
        return (Advice::Show, vec![Reason::rule(Kind::Caretaker)]);
    }
    if let Some(reason) = refusal(facts, policy) {
        return (Advice::Reject, vec![reason]);
    }
    if let Some((Treatment::Approve, why)) = facts.rule {
        return (Advice::Show, vec![Reason::rule(Kind::RuleApproves).naming(why)]);
    }
    let mut held = holding(facts, policy);
    // What stands in the rules is meant for everybody; what is only guessed is not held against people the author follows.
    if held.is_empty() && facts.is_followed {
        return (Advice::Show, vec![Reason::rule(Kind::Followed)]);
    }
    if score >= policy.spam_at && !facts.is_followed {
        return (Advice::Spam, held);
    }
    if facts.door == Door::Guest && policy.guests == GuestsMay::Wait {
        held.push(Reason::rule(Kind::GuestsHeld));
    }
    let waits = !held.is_empty() || score >= policy.hold_at;
    (if waits { Advice::Hold } else { Advice::Show }, held)
}

/// Why it may not stand there at all.
fn refusal(facts: &Facts<'_>, policy: &CommentPolicy) -> Option<Reason> {
    use super::WhoMay;
    use ReasonKind as Kind;
    if let Some((Treatment::Reject, why)) = facts.rule {
        return Some(Reason::rule(Kind::RuleRejects).naming(why));
    }
    let is_among = match policy.who {
        WhoMay::Everyone => true,
        WhoMay::Followers => facts.is_follower || facts.is_followed,
        WhoMay::Followed => facts.is_followed,
        WhoMay::Nobody => false,
    };
    if !is_among {
        return Some(Reason::rule(Kind::NotAmongThem).naming(policy.who.as_str()));
    }
    if facts.door == Door::Guest && policy.guests == GuestsMay::Not {
        return Some(Reason::rule(Kind::NotAmongThem).naming("guests"));
    }
    let days = i64::from(policy.close_after_days);
    if days > 0 && facts.age_days.is_some_and(|age| age >= days) {
        return Some(Reason::rule(Kind::Closed).counting(days));
    }
    let words = words_of(facts.text);
    let rejecting = policy.words.iter().find(|rule| rule.rejects && rule.is_in(&words))?;
    Some(Reason::rule(Kind::WordRejected).naming(&rejecting.word))
}

/// Why somebody should look at it first, whatever the score says.
fn holding(facts: &Facts<'_>, policy: &CommentPolicy) -> Vec<Reason> {
    use ReasonKind as Kind;
    let mut held = Vec::new();
    if let Some((Treatment::Hold, why)) = facts.rule {
        held.push(Reason::rule(Kind::RuleHolds).naming(why));
    }
    if facts.is_silenced && !facts.is_followed {
        held.push(Reason::rule(Kind::Silenced));
    }
    if policy.hold_first && facts.approved_before == 0 && !facts.is_followed {
        held.push(Reason::rule(Kind::FirstTimer));
    }
    let words = words_of(facts.text);
    let word = policy.words.iter().find(|rule| !rule.rejects && rule.is_in(&words));
    held.extend(word.map(|rule| Reason::rule(Kind::WordHeld).naming(&rule.word)));
    let most = usize::try_from(policy.links_max).unwrap_or(usize::MAX);
    if facts.links > most {
        let links = i64::try_from(facts.links).unwrap_or(i64::MAX);
        held.push(Reason::rule(Kind::TooManyLinks).counting(links));
    }
    if !policy.speaks(facts.language) {
        held.push(Reason::rule(Kind::Language).naming(facts.language.unwrap_or_default()));
    }
    held
}

#[cfg(test)]
mod tests {
    use super::super::{WhoMay, policy::WordRule};
    use super::*;

    fn stranger() -> Facts<'static> {
        Facts {
            door: Door::Remote,
            text: "What a film!",
            links: 0,
            language: None,
            is_caretaker: false,
            is_followed: false,
            is_follower: false,
            is_silenced: false,
            rule: None,
            approved_before: 0,
            age_days: Some(3),
            weighed: Vec::new(),
        }
    }

    fn advice(facts: Facts<'_>, policy: &CommentPolicy) -> (Advice, Option<ReasonKind>) {
        let found = assess(facts, policy);
        (found.advice, found.reasons.first().map(|reason| reason.kind))
    }

    fn spammy() -> Vec<Reason> {
        vec![Reason::weighing(ReasonKind::SpamWords, 900)]
    }

    #[test]
    fn a_stranger_with_nothing_against_them_is_shown() {
        assert_eq!(advice(stranger(), &CommentPolicy::default()), (Advice::Show, None));
    }

    #[test]
    fn a_guest_waits_unless_the_site_says_otherwise() {
        let guest = || Facts {
            door: Door::Guest,
            ..stranger()
        };
        let site = |guests| CommentPolicy {
            guests,
            ..CommentPolicy::default()
        };
        let (held, refused) = (Some(ReasonKind::GuestsHeld), Some(ReasonKind::NotAmongThem));
        assert_eq!(advice(guest(), &site(GuestsMay::Wait)), (Advice::Hold, held));
        assert_eq!(advice(guest(), &site(GuestsMay::Comment)), (Advice::Show, None));
        assert_eq!(advice(guest(), &site(GuestsMay::Not)), (Advice::Reject, refused));
    }

    #[test]
    fn what_looks_like_spam_goes_to_the_spam_folder_and_never_further() {
        let facts = Facts {
            weighed: spammy(),
            ..stranger()
        };
        assert_eq!(
            advice(facts.clone(), &CommentPolicy::default()),
            (Advice::Spam, Some(ReasonKind::SpamWords))
        );
        let friend = Facts {
            is_followed: true,
            ..facts.clone()
        };
        assert_eq!(advice(friend, &CommentPolicy::default()).0, Advice::Show);
        let trusted = Facts {
            rule: Some((Treatment::Approve, "a friend")),
            ..facts
        };
        assert_eq!(
            advice(trusted, &CommentPolicy::default()),
            (Advice::Show, Some(ReasonKind::RuleApproves))
        );
    }

    #[test]
    fn who_may_comment_is_asked_before_anything_else_but_the_caretaker() {
        let policy = |who| CommentPolicy {
            who,
            ..CommentPolicy::default()
        };
        let follower = || Facts {
            is_follower: true,
            rule: Some((Treatment::Approve, "")),
            ..stranger()
        };
        let followed = || Facts {
            is_followed: true,
            ..stranger()
        };
        let owner = || Facts {
            is_caretaker: true,
            ..stranger()
        };
        for (who, facts, shown) in [
            (WhoMay::Followers, stranger(), false),
            (WhoMay::Followers, follower(), true),
            (WhoMay::Followers, followed(), true),
            (WhoMay::Followed, follower(), false),
            (WhoMay::Followed, followed(), true),
            (WhoMay::Nobody, followed(), false),
            (WhoMay::Nobody, owner(), true),
        ] {
            let wanted = if shown { Advice::Show } else { Advice::Reject };
            assert_eq!(advice(facts, &policy(who)).0, wanted, "{who:?}");
        }
    }

    #[test]
    fn rules_hold_and_reject_with_their_reasons() {
        let policy = CommentPolicy {
            hold_first: true,
            close_after_days: 10,
            languages: vec!["en".to_owned()],
            words: vec![
                WordRule {
                    word: "casino".to_owned(),
                    rejects: true,
                    reason: String::new(),
                },
                WordRule {
                    word: "remake*".to_owned(),
                    rejects: false,
                    reason: String::new(),
                },
            ],
            ..CommentPolicy::default()
        };
        let known = || Facts {
            approved_before: 1,
            ..stranger()
        };
        let cases = [
            (stranger(), Advice::Hold, ReasonKind::FirstTimer),
            (
                Facts {
                    age_days: Some(10),
                    ..known()
                },
                Advice::Reject,
                ReasonKind::Closed,
            ),
            (
                Facts {
                    text: "A casino!",
                    ..known()
                },
                Advice::Reject,
                ReasonKind::WordRejected,
            ),
            (
                Facts {
                    text: "Remakes...",
                    ..known()
                },
                Advice::Hold,
                ReasonKind::WordHeld,
            ),
            (Facts { links: 4, ..known() }, Advice::Hold, ReasonKind::TooManyLinks),
            (
                Facts {
                    language: Some("de"),
                    ..known()
                },
                Advice::Hold,
                ReasonKind::Language,
            ),
            (
                Facts {
                    is_silenced: true,
                    ..known()
                },
                Advice::Hold,
                ReasonKind::Silenced,
            ),
            (
                Facts {
                    rule: Some((Treatment::Reject, "")),
                    ..known()
                },
                Advice::Reject,
                ReasonKind::RuleRejects,
            ),
            (
                Facts {
                    rule: Some((Treatment::Hold, "")),
                    ..known()
                },
                Advice::Hold,
                ReasonKind::RuleHolds,
            ),
        ];
        for (facts, wanted, why) in cases {
            assert_eq!(advice(facts, &policy), (wanted, Some(why)));
        }
        assert_eq!(advice(known(), &policy), (Advice::Show, None));
    }
}
