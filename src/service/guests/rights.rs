//! What is kept about a guest, for whoever reads the mails at the address they gave: to see, to take along, to erase. Asking
//! tells nobody who wrote here.

use crate::domain::actor::Actor;
use crate::domain::comment::{Comment, CommentState};
use crate::domain::guest::Guest;
use crate::domain::id::ActorId;
use crate::domain::mail::{Letter, MailPurpose, NewMail, Paragraph};
use crate::domain::message::Message;
use crate::messages::Language;
use crate::service::accounts::check_email;
use crate::service::seals::{Purpose, SealKey};
use crate::service::sessions::client_bucket;
use crate::service::{Error, Service};
use crate::store::{Conn, actors, comments, guests, notices, reports};
use chrono::{DateTime, TimeDelta, Utc};
use serde::Serialize;
use std::collections::HashMap;
use std::net::IpAddr;
use std::time::{Duration, Instant};
use url::Url;

/// How long a link holds, in hours.
const LINK_HOURS: i64 = 24;
/// No answer comes sooner than this, so that a known address cannot be told by the moment that its mail takes.
const ANSWER_TIME: Duration = Duration::from_millis(400);

/// Everything that is kept about whoever gave one mail address.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Kept {
    /// The names they wrote under.
    pub names: Vec<KeptName>,
    /// What they wrote, oldest first.
    pub comments: Vec<KeptComment>,
}

/// A name that a guest wrote under.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct KeptName {
    /// As it stands beside the comments.
    pub name: String,
    /// Their own site.
    pub site: Option<Url>,
    /// The mail address, as long as it is kept.
    pub mail: Option<String>,
    /// A fingerprint of the network address is kept, by which a flood is told. The address itself never is.
    pub has_fingerprint: bool,
    /// They are told of answers.
    pub notify: bool,
    /// When they wrote last.
    pub last_wrote_at: DateTime<Utc>,
}

/// What a guest wrote.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct KeptComment {
    /// Where it stands.
    pub url: Url,
    /// The name it was written under.
    pub name: String,
    /// Markdown, as typed.
    pub text: String,
    /// What was decided about it.
    pub state: &'static str,
    /// When it was written.
    pub written_at: DateTime<Utc>,
    /// Last change.
    pub changed_at: Option<DateTime<Utc>>,
}

impl Service {
    /// Sends a link to what is kept about a guest, when somebody wrote here with that mail address. The answer is the same, and
    /// comes as late, when nobody did.
    ///
    /// # Errors
    /// `Invalid` for what is no mail address; `TooMany`, counted for the mail address and for the client's; `NotFound` when this
    /// site sends no mail.
    pub async fn ask_what_is_kept(&self, mail: &str, client: IpAddr) -> Result<(), Error> {
        if !self.has_mail() {
            return Err(Error::NotFound);
        }
        let begun = Instant::now();
        let mut errors = Vec::new();
        let Some(mail) = check_email(mail, &mut errors).filter(|_| errors.is_empty()) else {
            return Err(Error::field("email", "input-email"));
        };
        let seal = self.seal_key().await?;
        let mail_key = seal.digest("mail", &mail);
        let buckets = vec![format!("kept-{mail_key}"), format!("kept-{}", client_bucket(client))];
        self.check_attempts(&buckets).await?;
        self.record_attempts(buckets).await?;
        let sent = self.send_link(&seal, mail, mail_key).await;
        tokio::time::sleep(ANSWER_TIME.saturating_sub(begun.elapsed())).await;
        sent
    }

    async fn send_link(&self, seal: &SealKey, to: String, mail_key: String) -> Result<(), Error> {
        let until = self.now() + TimeDelta::hours(LINK_HOURS);
        let key = seal.seal(Purpose::Guest, &mail_key, until);
        let link = self.urls().at(&format!("/guests/{mail_key}/{key}")).to_string();
        let site = &self.config().site.name;
        let letter = Letter {
            subject: Message::new("kept-subject").with("site", site),
            name: String::new(),
            paragraphs: vec![
                Paragraph::of(Message::new("kept-said").with("site", site)).leading("kept-see", link),
                Paragraph::of("kept-ignore"),
            ],
            reason: Message::new("kept-reason").with("site", site),
            ways_out: Vec::new(),
        };
        let language = Language::of_tag(&self.config().site.language).unwrap_or_else(|| self.language());
        let written = self.written(&letter, language)?;
        let mail = NewMail {
            to,
            subject: written.subject,
            plain: written.plain,
            html: written.html,
            list_unsubscribe: None,
            purpose: MailPurpose::GuestRights,
            account_id: None,
        };
        let service = self.clone();
        self.store()
            .write(move |c| {
                if guests::by_mail_key(c, &mail_key)?.is_empty() {
                    return Ok(());
                }
                service.post_mail(c, &mail).map(|_| ())
            })
            .await
    }

    /// What is kept about whoever a link was sent to.
    ///
    /// # Errors
    /// `Gone` when the link is over or was never made here.
    pub async fn kept_about_guest(&self, mail_key: &str, key: &str) -> Result<Kept, Error> {
        self.check_link(mail_key, key).await?;
        let (service, mail_key) = (self.clone(), mail_key.to_owned());
        self.read(move |c| {
            let theirs = Theirs::load(c, &mail_key)?;
            Ok(service.kept(&theirs))
        })
        .await
    }

    /// Erases a guest: their names, sites and addresses, and the words of everything they wrote. Where somebody answered, an empty
    /// place stays.
    ///
    /// # Errors
    /// As [`Service::kept_about_guest`].
    pub async fn erase_guest(&self, mail_key: &str, key: &str) -> Result<(), Error> {
        self.check_link(mail_key, key).await?;
        let (service, mail_key, now) = (self.clone(), mail_key.to_owned(), self.now());
        self.write(move |c, tags| {
            let theirs = Theirs::load(c, &mail_key)?;
            for comment in &theirs.comments {
                service.forget_comment(c, tags, comment)?;
            }
            for guest in &theirs.guests {
                notices::forget_guest(c, &guest.actor_id)?;
                reports::erase_words(c, &guest.actor_id)?;
                guests::erase(c, &guest.actor_id, now)?;
            }
            Ok(())
        })
        .await
    }

    async fn check_link(&self, mail_key: &str, key: &str) -> Result<(), Error> {
        let seal = self.seal_key().await?;
        seal.opens(Purpose::Guest, mail_key, key, self.now())
            .map(|_| ())
            .ok_or(Error::Gone)
    }

    fn kept(&self, theirs: &Theirs) -> Kept {
        let name = |id: &ActorId| {
            theirs
                .actors
                .get(id)
                .map(|actor| actor.name.clone())
                .unwrap_or_default()
        };
        Kept {
            names: theirs
                .guests
                .iter()
                .map(|guest| KeptName {
                    name: name(&guest.actor_id),
                    site: theirs
                        .actors
                        .get(&guest.actor_id)
                        .filter(|actor| actor.url != actor.uri)
                        .map(|actor| actor.url.clone()),
                    mail: guest.mail.clone(),
                    has_fingerprint: guest.client.is_some(),
                    notify: guest.notify,
                    last_wrote_at: guest.created_at,
                })
                .collect(),
            comments: theirs
                .comments
                .iter()
                .map(|comment| KeptComment {
                    url: self.urls().at(&format!("/c/{}", comment.id)),
                    name: name(&comment.author_id),
                    text: comment.source.clone(),
                    state: CommentState::as_str(comment.state),
                    written_at: comment.created_at,
                    changed_at: comment.edited_at,
                })
                .collect(),
        }
    }
}

/// All rows about the guests of one mail address.
struct Theirs {
    guests: Vec<Guest>,
    actors: HashMap<ActorId, Actor>,
    comments: Vec<Comment>,
}

impl Theirs {
    fn load(c: &mut Conn, mail_key: &str) -> Result<Self, Error> {
        let guests = guests::by_mail_key(c, mail_key)?;
        let ids: Vec<ActorId> = guests.iter().map(|guest| guest.actor_id.clone()).collect();
        let actors = actors::by_ids(c, &ids)?;
        Ok(Self {
            comments: comments::of_authors(c, &ids)?,
            actors: actors.into_iter().map(|actor| (actor.id.clone(), actor)).collect(),
            guests,
        })
    }
}
