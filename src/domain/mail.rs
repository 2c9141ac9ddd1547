//! Mails: what one says before it has a language, and what one is once it is written.

use crate::domain::id::AccountId;
use crate::domain::message::Message;
use serde::{Deserialize, Serialize};

/// How the connection to the mail server is protected.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum MailTls {
    /// Encrypted after the first words, or not used (RFC 3207).
    Starttls,
    /// Encrypted from the first byte (RFC 8314).
    Tls,
    /// Not at all.
    None,
}

/// What a mail is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MailPurpose {
    /// News for somebody with an account. It is written at the moment it goes out, from what may be seen then.
    Notice,
    /// News for a guest, written in the same way.
    GuestNotice,
    /// The account itself: its password, its address, whether somebody is let in.
    Account,
    /// A guest asked what is kept about them.
    GuestRights,
}

impl MailPurpose {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Notice, Self::GuestNotice, Self::Account, Self::GuestRights];

    /// The name in rows and logs.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Notice => "notice",
            Self::GuestNotice => "guest_notice",
            Self::Account => "account",
            Self::GuestRights => "guest_rights",
        }
    }

    /// Reads the name in rows.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|purpose| purpose.as_str() == name)
    }

    /// Is it written only when it goes out?
    pub fn is_written_late(self) -> bool {
        matches!(self, Self::Notice | Self::GuestNotice)
    }
}

/// A mail to be sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewMail {
    /// The address it goes to.
    pub to: String,
    /// One line.
    pub subject: String,
    /// As plain text.
    pub plain: String,
    /// As HTML.
    pub html: String,
    /// Where a mail program ends mails like this with one click (RFC 8058).
    pub list_unsubscribe: Option<String>,
    /// What it is for.
    pub purpose: MailPurpose,
    /// Whose it is, when it is for an account.
    pub account_id: Option<AccountId>,
}

/// What a mail says, before it has a language.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Letter {
    /// Its subject.
    pub subject: Message,
    /// Whom it speaks to; empty when that is not known.
    pub name: String,
    /// What it says, in order.
    pub paragraphs: Vec<Paragraph>,
    /// Why they get it.
    pub reason: Message,
    /// The ways to get no more of them: words and address.
    pub ways_out: Vec<(Message, String)>,
}

/// One thing that a mail says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Paragraph {
    /// The sentence.
    pub said: Message,
    /// Somebody's own words, as plain text; shown as theirs. May be empty.
    pub quoted: String,
    /// Where to go on: words and address.
    pub link: Option<(Message, String)>,
}

impl Paragraph {
    /// A sentence, nothing more.
    pub fn of(said: impl Into<Message>) -> Self {
        Self {
            said: said.into(),
            quoted: String::new(),
            link: None,
        }
    }

    /// With a link below.
    #[must_use]
    pub fn leading(mut self, words: impl Into<Message>, to: impl Into<String>) -> Self {
        self.link = Some((words.into(), to.into()));
        self
    }
}

/// A letter in a language, in both forms.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Written {
    /// One line.
    pub subject: String,
    /// As plain text.
    pub plain: String,
    /// As HTML.
    pub html: String,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_purpose_has_a_name_of_its_own() {
        for purpose in MailPurpose::ALL {
            assert_eq!(MailPurpose::parse(purpose.as_str()), Some(purpose));
        }
        assert_eq!(MailPurpose::parse("spam"), None);
    }
}
