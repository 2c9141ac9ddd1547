//! The interface's own words, in every language it speaks: one catalogue in Fluent, a folder for each language, a file for
//! each noun of the pages. English is complete by definition; a test holds the others to it.
//!
//! A page is said in one language from its beginning to its end, so the language is that of the task which renders it
//! ([`during`], [`within`]) and no word has to carry it along. Where nobody chose one, it is English.

mod catalogue;

use crate::domain::message::{Arg, Message};
use std::fmt;

/// A language the interface speaks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Language {
    /// English, in which every message is written first.
    #[default]
    English,
    /// German.
    German,
}

impl Language {
    /// All of them.
    pub const ALL: [Self; 2] = [Self::English, Self::German];

    /// Its tag (BCP 47), as in `<html lang>`.
    #[must_use]
    pub const fn tag(self) -> &'static str {
        match self {
            Self::English => "en",
            Self::German => "de",
        }
    }

    /// What its speakers call it.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::English => "English",
            Self::German => "Deutsch",
        }
    }

    /// The language of a tag such as `de-AT`, if the interface speaks it.
    #[must_use]
    pub fn of_tag(tag: &str) -> Option<Self> {
        let primary = tag.split(['-', '_']).next().unwrap_or(tag);
        Self::ALL
            .into_iter()
            .find(|known| known.tag().eq_ignore_ascii_case(primary))
    }

    /// The language in which words of ours are put into a text of that language: the same, or English where the interface does
    /// not speak it.
    #[must_use]
    pub fn of_text(tag: &str) -> Self {
        Self::of_tag(tag).unwrap_or_default()
    }

    /// Begins a message in this language.
    pub const fn say(self, key: &'static str) -> Said {
        Said {
            language: self,
            message: Message::new(key),
            markup: Vec::new(),
        }
    }

    /// A message that came from further inside, in this language.
    #[must_use]
    pub fn tell(self, message: &Message) -> String {
        catalogue::text(self, message, &[], false)
    }
}

tokio::task_local! {
    static LANGUAGE: Language;
}

/// The language of what is being rendered.
#[must_use]
pub fn language() -> Language {
    LANGUAGE.try_with(|language| *language).unwrap_or_default()
}

/// Everything that `future` says is said in that language.
pub async fn during<F: Future>(language: Language, future: F) -> F::Output {
    LANGUAGE.scope(language, future).await
}

/// Everything that `work` says is said in that language.
pub fn within<T>(language: Language, work: impl FnOnce() -> T) -> T {
    LANGUAGE.sync_scope(language, work)
}

/// Begins a message in the language of what is being rendered.
pub fn say(key: &'static str) -> Said {
    language().say(key)
}

/// A message that came from further inside, in the language of what is being rendered.
#[must_use]
pub fn tell(message: &Message) -> String {
    language().tell(message)
}

/// A message about to be said: shown as text by `Display`, or as HTML by [`markup`](Self::markup).
#[derive(Clone, Debug)]
#[must_use]
pub struct Said {
    language: Language,
    message: Message,
    markup: Vec<(&'static str, String)>,
}

impl Said {
    /// Fills in `$name`.
    pub fn with(mut self, name: &'static str, value: impl Into<Arg>) -> Self {
        self.message = self.message.with(name, value);
        self
    }

    /// Fills in `$name` with HTML of ours. Only [`markup`](Self::markup) shows it as such.
    pub fn with_markup(mut self, name: &'static str, html: impl fmt::Display) -> Self {
        self.markup.push((name, html.to_string()));
        self
    }

    /// The message as HTML: its own markup is the catalogue's, what was filled in by [`with`](Self::with) is escaped.
    #[must_use]
    pub fn markup(&self) -> String {
        catalogue::text(self.language, &self.message, &self.markup, true)
    }
}

impl fmt::Display for Said {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&catalogue::text(self.language, &self.message, &self.markup, false))
    }
}

/// For templates, which leave a hint out where there is none.
impl PartialEq<&str> for Said {
    fn eq(&self, text: &&str) -> bool {
        self.to_string() == **text
    }
}

impl From<Said> for String {
    fn from(said: Said) -> Self {
        said.to_string()
    }
}

impl From<Said> for Arg {
    fn from(said: Said) -> Self {
        Self::Text(said.to_string())
    }
}

#[cfg(test)]
mod tests;
