//! How much a comment looks like spam: the words it is made of against those of earlier decisions (naive Bayes over the presence
//! of words, after Graham and Robinson), and what is known of whoever sent it.

use super::policy::words_of;
use super::reason::{Reason, ReasonKind};
use std::collections::{BTreeSet, HashMap};

/// The most features of one comment that are looked at and learnt.
pub const FEATURES_MAX: usize = 150;
/// What the words of one comment may weigh at most, in hundredths: many mild words are no proof.
const WORDS_MOST: i32 = 450;
/// The words that are named in a reason.
const NAMED: usize = 5;
/// How certain a word must be to count, in hundredths.
const WORD_LEAST: i32 = 20;
/// The odds before anything is known, in hundredths of a natural logarithm: one comment in ten.
const BEFORE: i32 = -220;

/// What a comment is made of: its words, the hosts of its links and its language, each once, in a fixed order.
pub fn features(text: &str, link_hosts: &[String], language: Option<&str>) -> Vec<String> {
    // Addresses are counted by their hosts; their parts would make every link look like every other.
    let prose: Vec<&str> = text.split_whitespace().filter(|word| !word.contains("://")).collect();
    let words = words_of(&prose.join(" "));
    let plain = words
        .split_whitespace()
        .filter(|word| (3..=24).contains(&word.chars().count()))
        .map(str::to_owned);
    // That there is a link at all says something, too; what it says here is learnt like the rest.
    let any = (!link_hosts.is_empty()).then(|| "link:*".to_owned());
    let hosts = any
        .into_iter()
        .chain(link_hosts.iter().map(|host| format!("link:{host}")));
    let language = language.map(|tag| format!("lang:{tag}"));
    let mut seen = BTreeSet::new();
    hosts
        .chain(language)
        .chain(plain)
        .filter(|feature| seen.insert(feature.clone()))
        .take(FEATURES_MAX)
        .collect()
}

/// How often features were seen, in spam and in what was let through.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Lessons {
    /// Comments that were called spam.
    pub spam: i64,
    /// Comments that were let through.
    pub ham: i64,
    /// `(spam, ham)`: in how many of them each feature stood.
    pub words: HashMap<String, (i64, i64)>,
}

impl Lessons {
    /// Learns from one comment.
    pub fn learn(&mut self, features: &[String], is_spam: bool) {
        let pick = |counts: &mut (i64, i64)| if is_spam { counts.0 += 1 } else { counts.1 += 1 };
        let mut all = (self.spam, self.ham);
        pick(&mut all);
        (self.spam, self.ham) = all;
        for feature in features {
            pick(self.words.entry(feature.clone()).or_default());
        }
    }

    /// Takes other lessons in.
    pub fn take_in(&mut self, other: &Self) {
        self.spam += other.spam;
        self.ham += other.ham;
        for (word, (spam, ham)) in &other.words {
            let counts = self.words.entry(word.clone()).or_default();
            counts.0 += spam;
            counts.1 += ham;
        }
    }

    /// What a feature says, in hundredths of a natural logarithm of the odds. A feature that was seen rarely says little: half an
    /// imagined comment of either kind is added to what was seen.
    fn weight(&self, feature: &str) -> Option<i32> {
        let (spam, ham) = self.words.get(feature)?;
        let share = |seen: i64, of: i64| (seen as f64 + 0.5) / (of as f64 + 1.0);
        let odds = share(*spam, self.spam) / share(*ham, self.ham);
        let seen = (spam + ham) as f64;
        Some(hundredths(odds.ln() * seen / (seen + 1.0)))
    }

    /// What the words of a comment say: at most one reason for spam and one against it.
    pub fn read(&self, features: &[String]) -> Vec<Reason> {
        if self.spam == 0 || self.ham == 0 {
            return Vec::new();
        }
        let mut weights: Vec<(&str, i32)> = features
            .iter()
            .filter_map(|feature| Some((feature.as_str(), self.weight(feature)?)))
            .filter(|(_, weight)| weight.abs() >= WORD_LEAST)
            .collect();
        weights.sort_by_key(|(word, weight)| (-weight.abs(), *word));
        // The fifteen that say most, as in Graham's filter: a long friendly text around one link is still about the link.
        weights.truncate(15);
        let reason = |kind, spam: bool| {
            let on_side: Vec<&(&str, i32)> = weights.iter().filter(|(_, w)| (*w > 0) == spam).collect();
            let total: i32 = on_side.iter().map(|(_, weight)| weight).sum();
            let names: Vec<&str> = on_side.iter().take(NAMED).map(|(word, _)| *word).collect();
            (!on_side.is_empty())
                .then(|| Reason::weighing(kind, total.clamp(-WORDS_MOST, WORDS_MOST)).naming(names.join(", ")))
        };
        [reason(ReasonKind::SpamWords, true), reason(ReasonKind::HamWords, false)]
            .into_iter()
            .flatten()
            .collect()
    }
}

/// The score of some reasons: 0 (welcome) to 100 (spam).
pub fn score(reasons: &[Reason]) -> u8 {
    let sum: i32 = BEFORE + reasons.iter().map(|reason| reason.weight).sum::<i32>();
    let odds = (f64::from(sum.clamp(-2_000, 2_000)) / 100.0).exp();
    percent(odds / (1.0 + odds))
}

#[expect(clippy::cast_possible_truncation, reason = "the value is within ±2,000")]
fn hundredths(value: f64) -> i32 {
    (value.clamp(-20.0, 20.0) * 100.0).round() as i32
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "the value is within 0 and 100"
)]
fn percent(share: f64) -> u8 {
    (share.clamp(0.0, 1.0) * 100.0).round() as u8
}

/// What is known of a comment apart from its words.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Signs {
    /// Links in it.
    pub links: i64,
    /// Mostly capital letters.
    pub shouting: bool,
    /// How often the same text came before, from anybody.
    pub repeated: i64,
    /// Seconds between opening and sending the form.
    pub filled_in_s: Option<i64>,
    /// The field that people do not see was filled in.
    pub trap: bool,
    /// Comments from the same address within an hour.
    pub rate: i64,
    /// Their name leads to a site.
    pub guest_link: bool,
    /// Comments of theirs that were let through, and that were turned away.
    pub past: (i64, i64),
    /// The same for everybody of their server.
    pub host_past: (i64, i64),
    /// How old their account is, as their server says.
    pub account_days: Option<i64>,
    /// They follow somebody here.
    pub follows_here: bool,
    /// How many follow them, where their server says so.
    pub followers: Option<i64>,
    /// The comment is by a guest: nothing about the author is known.
    pub guest: bool,
}

/// Sent in less time than reading the form takes.
const QUICK_S: i64 = 4;

impl Signs {
    /// What they say.
    pub fn read(&self) -> Vec<Reason> {
        use ReasonKind as Kind;
        let mut found = Vec::new();
        let mut say = |kind, weight: i64, n: i64| {
            let weight = i32::try_from(weight.clamp(-1_000, 1_000)).unwrap_or_default();
            found.push(Reason::weighing(kind, weight).counting(n));
        };
        if self.links > 0 {
            let each = if self.guest { 110 } else { 60 };
            say(Kind::Links, each * self.links.min(5), self.links);
        }
        if self.shouting {
            say(Kind::Shouting, 120, 0);
        }
        if self.repeated > 0 {
            say(Kind::Repeated, 150 * self.repeated.min(3), self.repeated);
        }
        if let Some(seconds) = self.filled_in_s.filter(|s| *s < QUICK_S) {
            say(Kind::Quick, 250, seconds);
        }
        if self.trap {
            say(Kind::Trap, 700, 0);
        }
        if self.rate > 2 {
            say(Kind::Rate, 60 * (self.rate - 2).min(5), self.rate);
        }
        if self.guest_link {
            say(Kind::GuestLink, 60, 0);
        }
        let (approved, rejected) = self.past;
        if approved > 0 {
            say(Kind::ApprovedBefore, -(120 + 40 * approved.min(7)), approved);
        }
        if rejected > 0 {
            say(Kind::RejectedBefore, 150 * rejected.min(4), rejected);
        }
        self.read_of_server(&mut say);
        found
    }

    fn read_of_server(&self, say: &mut impl FnMut(ReasonKind, i64, i64)) {
        use ReasonKind as Kind;
        let (approved, rejected) = self.host_past;
        let all = approved + rejected;
        if all >= 5 && rejected * 2 >= all {
            say(
                Kind::HostRejected,
                40 + 2 * (rejected * 100 / all),
                rejected * 100 / all,
            );
        } else if approved >= 5 && rejected * 10 <= all {
            say(Kind::HostApproved, -80, approved);
        }
        // Everybody was new once: these two alone make nobody wait.
        match self.account_days {
            Some(days) if days < 3 => say(Kind::NewAccount, 90, days),
            Some(days) if days < 30 => say(Kind::NewAccount, 40, days),
            Some(days) if days >= 365 => say(Kind::OldAccount, -60, days / 365),
            _ => {}
        }
        if self.follows_here {
            say(Kind::FollowsHere, -150, 0);
        }
        match self.followers {
            Some(0) => say(Kind::NoFollowers, 40, 0),
            Some(n) if n >= 20 => say(Kind::Followers, -60, n),
            _ => {}
        }
    }
}

/// Mostly capital letters: at least twenty letters, seven tenths of them capitals.
pub fn is_shouting(text: &str) -> bool {
    let letters = text
        .chars()
        .filter(|c| c.is_alphabetic() && (c.is_uppercase() || c.is_lowercase()));
    let (capitals, all) = letters.fold((0_usize, 0_usize), |(up, all), c| {
        (up + usize::from(c.is_uppercase()), all + 1)
    });
    all >= 20 && capitals * 10 >= all * 7
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lessons() -> Lessons {
        let mut lessons = Lessons::default();
        for n in 0..20 {
            let spam = format!("cheap pills casino bonus number{n}");
            let ham = format!("the ending of this film moved me scene{n}");
            lessons.learn(&features(&spam, &["pills.example".to_owned()], None), true);
            lessons.learn(&features(&ham, &[], None), false);
        }
        lessons
    }

    fn score_of(text: &str) -> u8 {
        score(&lessons().read(&features(text, &[], None)))
    }

    #[test]
    fn words_of_spam_score_high_and_words_of_people_low() {
        assert!(
            score_of("Cheap casino pills!") >= 60,
            "{}",
            score_of("Cheap casino pills!")
        );
        assert!(score_of("This film has an ending that moved me.") <= 10);
        assert_eq!(score_of("Entirely unknown vocabulary"), score(&[]));
    }

    #[test]
    fn what_was_learnt_once_says_less_than_what_was_learnt_often() {
        let lessons = lessons();
        assert!(lessons.weight("casino").unwrap() > lessons.weight("number3").unwrap());
        assert_eq!(lessons.weight("never"), None);
    }

    #[test]
    fn reasons_name_the_words() {
        let reasons = lessons().read(&features("cheap pills in the ending", &[], None));
        let words = |kind| reasons.iter().find(|r| r.kind == kind).map(|r| r.what.clone()).unwrap();
        assert_eq!(words(ReasonKind::SpamWords), "cheap, pills");
        assert!(words(ReasonKind::HamWords).contains("ending"));
    }

    #[test]
    fn without_lessons_of_both_kinds_words_say_nothing() {
        let mut one_sided = Lessons::default();
        one_sided.learn(&features("cheap pills", &[], None), true);
        assert!(one_sided.read(&features("cheap pills", &[], None)).is_empty());
    }

    #[test]
    fn signs_add_up_and_the_trap_nearly_suffices() {
        let guest = Signs {
            guest: true,
            ..Signs::default()
        };
        assert_eq!(guest.read(), []);
        let trapped = Signs {
            trap: true,
            ..guest.clone()
        };
        assert!(score(&trapped.read()) >= 95);
        let links = Signs { links: 3, ..guest };
        assert!((60..95).contains(&score(&links.read())), "{}", score(&links.read()));
        let regular = Signs {
            links: 2,
            past: (9, 0),
            follows_here: true,
            ..Signs::default()
        };
        assert!(score(&regular.read()) < 10);
    }

    #[test]
    fn a_server_is_judged_only_after_some_comments() {
        let after = |approved, rejected| {
            let signs = Signs {
                host_past: (approved, rejected),
                ..Signs::default()
            };
            score(&signs.read())
        };
        assert_eq!(after(0, 4), after(0, 0));
        assert!(after(0, 5) > after(0, 0) && after(5, 0) < after(0, 0));
    }

    #[test]
    fn capitals_are_shouting_only_where_there_are_letters_enough() {
        assert!(is_shouting("BUY NOW AND GET THE BEST PRICES EVER"));
        assert!(!is_shouting("WOW!!!") && !is_shouting("What a lovely long calm sentence. OK."));
    }

    #[test]
    fn the_same_features_come_out_in_the_same_order_each_once_and_not_endlessly() {
        let long = (0..1_000).map(|n| format!("word{n} ")).collect::<String>();
        assert_eq!(features(&long, &[], None).len(), FEATURES_MAX);
        assert_eq!(
            features("Ab abc ABC", &["x.example".to_owned()], Some("en")),
            ["link:*", "link:x.example", "lang:en", "abc"]
        );
    }
}
