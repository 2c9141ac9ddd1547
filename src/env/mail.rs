//! Mail: one connection to the mail server that the settings name, and messages whose headers nobody can break out of.
//!
//! What goes wrong is sorted by what helps: another server later, another try of this mail later, or nothing. Addresses stand
//! neither in errors nor in the log, and what the server said is kept without them.

use crate::domain::mail::MailTls;
use chrono::{DateTime, Utc};
use ipnet::IpNet;
use lettre::message::header::{HeaderName, HeaderValue};
use lettre::message::{Mailbox, MultiPart};
use lettre::transport::smtp::Error as SmtpError;
use lettre::transport::smtp::authentication::{Credentials, Mechanism};
use lettre::transport::smtp::client::{AsyncSmtpConnection, TlsParameters};
use lettre::transport::smtp::extension::ClientId;
use lettre::{Address, Message};
use std::fmt;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

/// How long the mail server may take for one answer.
const PATIENCE: Duration = Duration::from_secs(20);
/// How long it may take for a whole mail.
const PATIENCE_FOR_A_MAIL: Duration = Duration::from_secs(60);
/// What is kept of the server's words, in characters.
const WORDS: usize = 200;
/// Answers that are about us and not about one mail, though they begin with a 5 (RFC 4954, RFC 5321): sign in first, wrong
/// password, too weak a way to sign in, encrypt first, this server takes no mail.
const ABOUT_US: [u16; 5] = [521, 530, 534, 535, 538];

/// What the mailer needs to know.
#[derive(Clone)]
pub struct MailSettings {
    /// Name or address of the mail server.
    pub host: String,
    /// Its port.
    pub port: u16,
    /// How the connection is protected.
    pub tls: MailTls,
    /// Networks that may be spoken to without TLS, beside this machine.
    pub plain_networks: Vec<IpNet>,
    /// Empty for a server that asks for none.
    pub username: String,
    /// Belongs to `username`.
    pub password: String,
    /// The address mails come from.
    pub from: String,
    /// The name beside it.
    pub from_name: String,
    /// What we call ourselves: the site's host.
    pub hello: String,
}

/// A mail to be handed over.
#[derive(Clone)]
pub struct Outgoing {
    /// Part of its `Message-ID`, the same at every try.
    pub id: String,
    /// The address it goes to.
    pub to: String,
    /// One line.
    pub subject: String,
    /// As plain text.
    pub plain: String,
    /// As HTML.
    pub html: String,
    /// Where mails like this are ended with one click.
    pub list_unsubscribe: Option<String>,
    /// When it was written.
    pub date: DateTime<Utc>,
}

/// Why a mail was not handed over. The words name no address.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum MailError {
    /// The server cannot be reached, does not let us in, or takes nothing now: no other mail would fare better.
    #[error("the mail server: {0}")]
    Server(String),
    /// This mail is not taken now.
    #[error("not now: {0}")]
    Later(String),
    /// This mail will never be taken.
    #[error("refused: {0}")]
    Never(String),
}

/// Sends mails, where a mail server is set.
#[derive(Clone, Default)]
pub struct Mailer(Option<Arc<Inner>>);

struct Inner {
    settings: MailSettings,
    from: Mailbox,
}

impl fmt::Debug for Mailer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Mailer").field(&self.is_set()).finish()
    }
}

/// One connection to the mail server, for as many mails as there are. It is made anew when the server ends it.
pub struct Session {
    mailer: Arc<Inner>,
    connection: Option<AsyncSmtpConnection>,
}

impl Mailer {
    /// Sends nothing.
    #[must_use]
    pub fn none() -> Self {
        Self(None)
    }

    /// Sends by that server.
    ///
    /// # Errors
    /// When `mail.from` is no address.
    pub fn new(settings: MailSettings) -> Result<Self, String> {
        let address: Address = settings.from.trim().parse().map_err(|error| {
            format!(
                "mail.from {:?} is not a mail address ({error}): write it as houselights@films.example",
                settings.from
            )
        })?;
        let name = one_line(&settings.from_name);
        let from = Mailbox::new(Some(name).filter(|name| !name.is_empty()), address);
        Ok(Self(Some(Arc::new(Inner { settings, from }))))
    }

    /// Is a mail server set?
    #[must_use]
    pub fn is_set(&self) -> bool {
        self.0.is_some()
    }

    /// Connects, encrypts and signs in.
    ///
    /// # Errors
    /// [`MailError::Server`].
    pub async fn connect(&self) -> Result<Session, MailError> {
        let Some(mailer) = self.0.clone() else {
            return Err(MailError::Server("none is set; see mail.host".to_owned()));
        };
        let connection = Some(mailer.connect().await?);
        Ok(Session { mailer, connection })
    }

    /// The message as it goes over the wire; for tests.
    ///
    /// # Errors
    /// [`MailError::Never`] when its address or its texts cannot be sent.
    pub fn message(&self, mail: &Outgoing) -> Result<Vec<u8>, MailError> {
        match &self.0 {
            Some(mailer) => Ok(mailer.message(mail)?.formatted()),
            None => Err(MailError::Server("none is set; see mail.host".to_owned())),
        }
    }
}

impl Inner {
    async fn connect(&self) -> Result<AsyncSmtpConnection, MailError> {
        let settings = &self.settings;
        let (places, hello) = (self.places().await?, ClientId::Domain(settings.hello.clone()));
        let tls = || TlsParameters::new(settings.host.clone()).map_err(|error| about_server(&error));
        let at_once = match settings.tls {
            MailTls::Tls => Some(tls()?),
            MailTls::Starttls | MailTls::None => None,
        };
        let connecting = AsyncSmtpConnection::connect_tokio1(places.as_slice(), Some(PATIENCE), &hello, at_once, None);
        let mut connection = in_time(PATIENCE, connecting)
            .await?
            .map_err(|error| about_server(&error))?;
        if settings.tls == MailTls::Starttls {
            if !connection.can_starttls() {
                return Err(MailError::Server(
                    "does not offer STARTTLS, and nothing is sent without encryption; try mail.tls = \"tls\" with its port, often 465"
                        .to_owned(),
                ));
            }
            let encrypting = connection.starttls(tls()?, &hello);
            in_time(PATIENCE, encrypting)
                .await?
                .map_err(|error| about_server(&error))?;
        }
        if !settings.username.is_empty() {
            let who = Credentials::new(settings.username.clone(), settings.password.clone());
            let ways = [Mechanism::Plain, Mechanism::Login];
            let signing_in = connection.auth(&ways, &who);
            in_time(PATIENCE, signing_in)
                .await?
                .map_err(|error| about_server(&error))?;
        }
        Ok(connection)
    }

    /// The addresses of the server. Without TLS all of them must be near.
    async fn places(&self) -> Result<Vec<SocketAddr>, MailError> {
        let settings = &self.settings;
        let found = tokio::net::lookup_host((settings.host.as_str(), settings.port));
        let places: Vec<SocketAddr> = in_time(PATIENCE, found)
            .await?
            .map_err(|error| MailError::Server(format!("{} is not found: {error}", settings.host)))?
            .collect();
        let is_near = |place: &SocketAddr| {
            let ip = place.ip().to_canonical();
            ip.is_loopback() || settings.plain_networks.iter().any(|network| network.contains(&ip))
        };
        if settings.tls == MailTls::None && !places.iter().all(is_near) {
            return Err(MailError::Server(
                "is neither this machine nor in mail.plain_networks, and mail.tls is \"none\"".to_owned(),
            ));
        }
        Ok(places)
    }

    fn message(&self, mail: &Outgoing) -> Result<Message, MailError> {
        let to: Address = mail
            .to
            .trim()
            .parse()
            .map_err(|_| MailError::Never("the address cannot be one".to_owned()))?;
        let header = |name: &'static str, value: String| HeaderValue::new(HeaderName::new_from_ascii_str(name), value);
        let mut message = Message::builder()
            .from(self.from.clone())
            .to(Mailbox::new(None, to))
            .date(mail.date.into())
            .message_id(Some(format!("<{}@{}>", mail.id, self.settings.hello)))
            .subject(one_line(&mail.subject))
            // RFC 3834: no answering machine is to answer this.
            .raw_header(header("Auto-Submitted", "auto-generated".to_owned()));
        if let Some(address) = &mail.list_unsubscribe {
            message = message
                .raw_header(header("List-Unsubscribe", format!("<{}>", one_line(address))))
                .raw_header(header("List-Unsubscribe-Post", "List-Unsubscribe=One-Click".to_owned()));
        }
        message
            .multipart(MultiPart::alternative_plain_html(mail.plain.clone(), mail.html.clone()))
            .map_err(|error| MailError::Never(error.to_string()))
    }
}

impl Session {
    /// What the server calls itself.
    #[must_use]
    pub fn server(&self) -> String {
        let connection = self.connection.as_ref();
        connection
            .map(|it| one_line(it.server_info().name()))
            .unwrap_or_default()
    }

    /// Hands a mail over.
    ///
    /// # Errors
    /// [`MailError`], which says what helps.
    pub async fn send(&mut self, mail: &Outgoing) -> Result<(), MailError> {
        let message = self.mailer.message(mail)?;
        let mut connection = match self.connection.take().filter(|connection| !connection.has_broken()) {
            Some(connection) => connection,
            None => self.mailer.connect().await?,
        };
        let bytes = message.formatted();
        let sending = connection.send(message.envelope(), &bytes);
        // Whoever runs out of time is left in the middle of a word: that connection is of no use any more.
        let sent = in_time(PATIENCE_FOR_A_MAIL, sending).await?;
        self.connection = Some(connection);
        sent.map(|_| ()).map_err(|error| about_mail(&error, &mail.to))
    }

    /// Says goodbye.
    pub async fn end(mut self) {
        if let Some(mut connection) = self.connection.take().filter(|connection| !connection.has_broken()) {
            // What was taken is taken, however the goodbye goes.
            in_time(PATIENCE, connection.quit()).await.ok();
        }
    }
}

async fn in_time<F: Future>(patience: Duration, work: F) -> Result<F::Output, MailError> {
    tokio::time::timeout(patience, work)
        .await
        .map_err(|_| MailError::Server("gave no answer in time".to_owned()))
}

fn about_server(error: &SmtpError) -> MailError {
    MailError::Server(words_of(error, ""))
}

fn about_mail(error: &SmtpError, to: &str) -> MailError {
    let words = words_of(error, to);
    match error.status().map(u16::from) {
        Some(421) => MailError::Server(words),
        Some(code) if ABOUT_US.contains(&code) => MailError::Server(words),
        Some(code) if code >= 500 => MailError::Never(words),
        Some(_) => MailError::Later(words),
        // We will not send it: the server cannot take such an address or such a text.
        None if error.is_client() => MailError::Never(words),
        None => MailError::Server(words),
    }
}

/// What went wrong, without the address it was about.
fn words_of(error: &SmtpError, to: &str) -> String {
    let words = one_line(&error.to_string());
    let bare: Vec<&str> = words
        .split(' ')
        .map(|word| {
            let names_somebody = word.contains('@') || (!to.is_empty() && word.contains(to));
            if names_somebody { "…" } else { word }
        })
        .collect();
    bare.join(" ").chars().take(WORDS).collect()
}

/// Without anything that could begin a line of its own.
fn one_line(text: &str) -> String {
    let spaced: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    spaced.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn settings() -> MailSettings {
        MailSettings {
            host: "127.0.0.1".to_owned(),
            port: 25,
            tls: MailTls::None,
            plain_networks: Vec::new(),
            username: String::new(),
            password: String::new(),
            from: "films@films.example".to_owned(),
            from_name: "Weekly\r\nBcc: victim@example.org".to_owned(),
            hello: "films.example".to_owned(),
        }
    }

    fn mail(to: &str, subject: &str) -> Outgoing {
        Outgoing {
            id: "m1".to_owned(),
            to: to.to_owned(),
            subject: subject.to_owned(),
            plain: "Hello.\r\n.\r\nMAIL FROM:<x@y.example>".to_owned(),
            html: "<p>Hello.</p>".to_owned(),
            list_unsubscribe: Some("https://films.example/x\r\nBcc: v@example.org".to_owned()),
            date: DateTime::UNIX_EPOCH,
        }
    }

    fn heads(mail: &Outgoing) -> Vec<String> {
        let text = String::from_utf8(Mailer::new(settings()).unwrap().message(mail).unwrap()).unwrap();
        let (head, _) = text.split_once("\r\n\r\n").unwrap();
        head.split("\r\n").map(str::to_owned).collect()
    }

    #[test]
    fn no_header_can_be_broken_out_of() {
        for subject in [
            "Hello\r\nBcc: victim@example.org",
            "Hello\nBcc: victim@example.org",
            "Hello\r\n\r\nBody",
            "Hello\u{0}\u{85}\u{2028}Bcc: x",
            "Grüße\r\nBcc: victim@example.org",
        ] {
            let lines = heads(&mail("jo@example.org", subject));
            let begins = |name: &str| {
                lines
                    .iter()
                    .filter(|line| line.to_lowercase().starts_with(name))
                    .count()
            };
            assert_eq!(begins("bcc"), 0, "{lines:?}");
            for once in ["subject:", "from:", "to:", "list-unsubscribe:", "message-id:"] {
                assert_eq!(begins(once), 1, "{once} {lines:?}");
            }
        }
    }

    #[test]
    fn an_address_that_is_none_is_refused_for_good() {
        for to in [
            "jo@example.org\r\nRCPT TO:<victim@example.org>",
            "jo@example.org\nBcc: x@y.example",
            "jo@example.org> <x@y.example",
            "jo@example.org,victim@example.org",
            "jo",
            "",
        ] {
            let message = Mailer::new(settings()).unwrap().message(&mail(to, "x"));
            assert!(matches!(message, Err(MailError::Never(_))), "{to:?}");
        }
    }

    #[test]
    fn a_mail_says_that_no_person_wrote_it_and_how_to_end_them() {
        let lines = heads(&mail("jo@example.org", "x")).join("\n");
        assert!(lines.contains("Auto-Submitted: auto-generated"), "{lines}");
        assert!(lines.contains("Message-ID: <m1@films.example>"), "{lines}");
        assert!(
            lines.contains("List-Unsubscribe-Post: List-Unsubscribe=One-Click"),
            "{lines}"
        );
        assert!(lines.contains("Date: Thu, 01 Jan 1970 00:00:00 +0000"), "{lines}");
        assert!(lines.contains("multipart/alternative"), "{lines}");
    }

    #[test]
    fn a_sender_that_is_no_address_is_refused_at_the_start() {
        for from in ["", "films", "films@films.example\r\nBcc: x@y.example"] {
            let wrong = MailSettings {
                from: from.to_owned(),
                ..settings()
            };
            assert!(Mailer::new(wrong).unwrap_err().contains("mail.from"), "{from:?}");
        }
    }
}
