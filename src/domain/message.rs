//! What is to be said to a person: which message of the catalogue, and what is filled into it. It has no language yet; that
//! is decided where it is read.

use chrono::{Datelike, NaiveDate};

/// A message of the catalogue with what is filled in. Its key stands in `src/messages/en`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Message {
    key: &'static str,
    args: Vec<(&'static str, Arg)>,
}

/// What is filled in at one place of a message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Arg {
    /// A text as it is: a name, a title, what somebody typed.
    Text(String),
    /// A number; plural rules look at it.
    Number(i64),
    /// Another message, said in the same language.
    Message(Box<Message>),
}

impl Message {
    /// The message with that key.
    #[must_use]
    pub const fn new(key: &'static str) -> Self {
        Self { key, args: Vec::new() }
    }

    /// Fills in `$name`.
    #[must_use]
    pub fn with(mut self, name: &'static str, value: impl Into<Arg>) -> Self {
        self.args.push((name, value.into()));
        self
    }

    /// A day of a calendar: `13 January 2014`.
    #[must_use]
    pub fn day(day: NaiveDate) -> Self {
        Self::dated("date-day", &day)
    }

    /// The message of that key, which takes the `$day`, `$month` and `$year` of a date.
    #[must_use]
    pub fn dated(key: &'static str, date: &impl Datelike) -> Self {
        Self::new(key)
            .with("day", date.day())
            .with("month", date.month())
            .with("year", date.year())
    }

    /// Its key in the catalogue.
    #[must_use]
    pub const fn key(&self) -> &'static str {
        self.key
    }

    /// What is filled in, by name.
    #[must_use]
    pub fn args(&self) -> &[(&'static str, Arg)] {
        &self.args
    }
}

/// For the log, where a key says more to whoever searches for it than a sentence.
impl std::fmt::Display for Message {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.key)?;
        for (name, arg) in &self.args {
            match arg {
                Arg::Text(text) => write!(f, " {name}={text:?}")?,
                Arg::Number(n) => write!(f, " {name}={n}")?,
                Arg::Message(message) => write!(f, " {name}=({message})")?,
            }
        }
        Ok(())
    }
}

impl From<&'static str> for Message {
    fn from(key: &'static str) -> Self {
        Self::new(key)
    }
}

impl From<String> for Arg {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl From<&str> for Arg {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<Message> for Arg {
    fn from(message: Message) -> Self {
        Self::Message(Box::new(message))
    }
}

/// For templates, which hand over what they show by reference.
impl<T: Clone> From<&T> for Arg
where
    Self: From<T>,
{
    fn from(value: &T) -> Self {
        value.clone().into()
    }
}

macro_rules! numbers {
    ($($type:ty)*) => {$(
        impl From<$type> for Arg {
            fn from(n: $type) -> Self {
                Self::Number(i64::try_from(n).unwrap_or(i64::MAX))
            }
        }
    )*};
}

numbers!(i16 i32 i64 u8 u16 u32 u64 usize);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_message_shows_its_key_and_what_is_filled_in() {
        let message = Message::new("year-range").with("least", 1870).with("typed", "18");
        assert_eq!(message.to_string(), "year-range least=1870 typed=\"18\"");
        assert_eq!(
            Message::new("outer")
                .with("inner", Message::new("inner-one"))
                .to_string(),
            "outer inner=(inner-one)"
        );
        assert_eq!(Arg::from(u64::MAX), Arg::Number(i64::MAX));
    }
}
