//! Who may comment, and what waits for somebody to look at it: for the site, and for a single review.

use crate::domain::text::keys::title_key;
use serde::{Deserialize, Serialize};

/// Who may comment.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum WhoMay {
    /// Everybody.
    #[default]
    Everyone,
    /// Those who follow the author of the review.
    Followers,
    /// Those whom the author of the review follows.
    Followed,
    /// Nobody but the author, and those who look after the site.
    Nobody,
}

impl WhoMay {
    /// All of them, widest first.
    pub const ALL: [Self; 4] = [Self::Everyone, Self::Followers, Self::Followed, Self::Nobody];

    /// The name in rows and forms.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Everyone => "everyone",
            Self::Followers => "followers",
            Self::Followed => "followed",
            Self::Nobody => "nobody",
        }
    }

    /// Reads the name in rows and forms.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|who| who.as_str() == name)
    }
}

/// What becomes of comments that somebody leaves under a name only.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum GuestsMay {
    /// There is no form for guests.
    Not,
    /// They wait in the queue.
    #[default]
    Wait,
    /// They are treated like everybody else's.
    Comment,
}

impl GuestsMay {
    /// All of them, strictest first.
    pub const ALL: [Self; 3] = [Self::Not, Self::Wait, Self::Comment];

    /// The name in forms.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Not => "not",
            Self::Wait => "wait",
            Self::Comment => "comment",
        }
    }

    /// Reads the name in forms.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|may| may.as_str() == name)
    }
}

/// A word or phrase that comments are looked through for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct WordRule {
    /// The word or phrase, in any case; a `*` at its end stands for any end of the word.
    pub word: String,
    /// True to reject, false to hold.
    pub rejects: bool,
    /// Why, for those who look after the site.
    #[serde(default)]
    pub reason: String,
}

impl WordRule {
    /// Does it stand in the text? Whole words only, accents and case apart.
    pub fn is_in(&self, words: &str) -> bool {
        let (word, open) = match self.word.trim().strip_suffix('*') {
            Some(stem) => (stem, true),
            None => (self.word.trim(), false),
        };
        let wanted = words_of(word);
        let wanted = wanted.trim();
        if wanted.is_empty() {
            return false;
        }
        words.match_indices(wanted).any(|(at, found)| {
            let before = words.get(..at).is_some_and(|head| head.ends_with(' '));
            let after = words.get(at + found.len()..).is_some_and(|rest| rest.starts_with(' '));
            before && (open || after)
        })
    }
}

/// A text as its words, in one spelling, with a space around each.
pub fn words_of(text: &str) -> String {
    let plain = title_key(text);
    let words: Vec<&str> = plain
        .split(|c: char| !c.is_alphanumeric())
        .filter(|w| !w.is_empty())
        .collect();
    format!(" {} ", words.join(" "))
}

/// The most words of the list.
pub const WORDS_MAX: usize = 500;
/// The longest word or phrase, in characters.
pub const WORD_MAX: usize = 80;

/// Who may comment on this site, and what waits.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct CommentPolicy {
    /// Who may comment.
    pub who: WhoMay,
    /// What becomes of guests' comments.
    pub guests: GuestsMay,
    /// The first comment of anybody waits.
    pub hold_first: bool,
    /// Conversations are closed that many days after their review; 0 for never.
    pub close_after_days: u32,
    /// More links than that and a comment waits.
    pub links_max: u32,
    /// Words that are looked for.
    pub words: Vec<WordRule>,
    /// BCP 47 tags of the languages spoken here, without regions; empty for all. What is in another one waits.
    pub languages: Vec<String>,
    /// From this score on a comment waits.
    pub hold_at: u8,
    /// From this score on a comment goes to the spam folder.
    pub spam_at: u8,
}

impl Default for CommentPolicy {
    fn default() -> Self {
        Self {
            who: WhoMay::default(),
            guests: GuestsMay::default(),
            hold_first: false,
            close_after_days: 0,
            links_max: 3,
            words: Vec::new(),
            languages: Vec::new(),
            hold_at: 60,
            spam_at: 95,
        }
    }
}

impl CommentPolicy {
    /// The policy under a review that has one of its own.
    #[must_use]
    pub fn under(mut self, review: Option<&ReviewPolicy>) -> Self {
        if let Some(own) = review {
            self.who = own.who.unwrap_or(self.who);
            self.close_after_days = own.close_after_days.unwrap_or(self.close_after_days);
        }
        self
    }

    /// Somebody may be turned away or kept waiting whom other servers would have to tell: they are told how answers are treated.
    pub fn is_restricted(&self) -> bool {
        self.who != WhoMay::Everyone || self.hold_first
    }

    /// Is that language spoken here? One that is not known is.
    pub fn speaks(&self, language: Option<&str>) -> bool {
        let base = |tag: &str| tag.split(['-', '_']).next().unwrap_or_default().to_lowercase();
        match language {
            Some(tag) if !self.languages.is_empty() => self.languages.iter().any(|known| base(known) == base(tag)),
            _ => true,
        }
    }
}

/// What one review says otherwise; what is `None` is as the site says.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ReviewPolicy {
    /// Who may comment.
    pub who: Option<WhoMay>,
    /// Closed that many days after the review; 0 for never.
    pub close_after_days: Option<u32>,
}

impl ReviewPolicy {
    /// It says nothing.
    pub fn is_empty(self) -> bool {
        self == Self::default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn word(word: &str) -> WordRule {
        WordRule {
            word: word.to_owned(),
            rejects: false,
            reason: String::new(),
        }
    }

    #[test]
    fn words_are_whole_words_in_any_case_and_accent() {
        let text = words_of("A Viagra-free Café, cheap pills!");
        for found in ["viagra", "cafe", "CAFÉ", "cheap pills", "via*", "cheap p*"] {
            assert!(word(found).is_in(&text), "{found}");
        }
        for absent in ["agra", "via", "pill", "", "*", "pills cheap"] {
            assert!(!word(absent).is_in(&text), "{absent}");
        }
    }

    #[test]
    fn a_review_says_otherwise_only_where_it_says_something() {
        let site = CommentPolicy {
            close_after_days: 30,
            ..CommentPolicy::default()
        };
        let own = ReviewPolicy {
            who: Some(WhoMay::Followers),
            close_after_days: None,
        };
        let under = site.clone().under(Some(&own));
        assert_eq!((under.who, under.close_after_days), (WhoMay::Followers, 30));
        assert_eq!(site.clone().under(None), site);
        assert!(under.is_restricted() && !site.is_restricted());
    }

    #[test]
    fn a_language_is_known_by_its_base_and_an_unknown_one_is_not_held_against_anybody() {
        let policy = CommentPolicy {
            languages: vec!["en".to_owned(), "pt-BR".to_owned()],
            ..CommentPolicy::default()
        };
        assert!(policy.speaks(Some("en-GB")) && policy.speaks(Some("PT")) && policy.speaks(None));
        assert!(!policy.speaks(Some("de")));
        assert!(CommentPolicy::default().speaks(Some("de")));
    }

    #[test]
    fn a_policy_of_an_older_version_is_read_with_the_defaults_of_today() {
        let read: CommentPolicy = serde_json::from_str(r#"{"who":"followed"}"#).unwrap();
        assert_eq!(read.who, WhoMay::Followed);
        assert_eq!(read.spam_at, CommentPolicy::default().spam_at);
    }
}
