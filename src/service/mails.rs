//! Mails: recorded in the transaction that causes them, and handed to the mail server by a worker. Where no mail server is set,
//! nothing is recorded: what nobody will ever send must not pile up.

use crate::domain::mail::{Letter, MailPurpose, NewMail, Paragraph, Written};
use crate::domain::message::Message;
use crate::env::mail::{MailError, Outgoing, Session};
use crate::mail::{self, Sender};
use crate::messages::Language;
use crate::service::queues::lease;
use crate::service::{Error, Service};
use crate::store::mails::{End, Mail};
use crate::store::{Conn, mails, notices};
use chrono::{DateTime, TimeDelta, Utc};
use std::time::{Duration, Instant};

/// Mails taken at one time, for one connection.
const BATCH: i64 = 50;
/// A batch ends after this, well before its lease does; what is left is given back.
const BATCH_TIME: Duration = Duration::from_secs(90);
/// A mail is given up this long after it was recorded, in hours.
const PATIENCE_H: i64 = 48;
/// Waits between tries, in seconds; the last one repeats.
const WAITS_S: [i64; 8] = [60, 120, 300, 900, 1800, 3600, 7200, 14_400];

impl Service {
    /// Is a mail server set? What needs mail is offered only then.
    pub fn has_mail(&self) -> bool {
        self.env().mail.is_set()
    }

    /// Records a mail in the caller's transaction, to be sent as soon as that is done; gives back its identifier. `None`, and
    /// nothing recorded, when no mail server is set.
    pub(in crate::service) fn post_mail(&self, c: &mut Conn, mail: &NewMail) -> Result<Option<String>, Error> {
        if !self.has_mail() {
            return Ok(None);
        }
        let id = self.next_id();
        mails::insert(c, &id, mail, self.now())?;
        Ok(Some(id))
    }

    /// Writes a letter of this site in a language.
    pub(in crate::service) fn written(&self, letter: &Letter, language: Language) -> Result<Written, Error> {
        let home = self.urls().home();
        let sender = Sender {
            site: &self.config().site.name,
            home: home.as_str(),
        };
        mail::write(letter, language, sender)
            .map_err(|error| Error::Internal(format!("a mail did not render: {error}")))
    }

    /// Sends what is due over one connection. False when nothing was.
    pub async fn send_mails(&self) -> Result<bool, Error> {
        if !self.has_mail() {
            return Ok(false);
        }
        let now = self.now();
        self.release_once().await?;
        if !self
            .read(move |c| Ok(mails::is_due(c, now)? || notices::is_due(c, now)?))
            .await?
        {
            return Ok(false);
        }
        let service = self.clone();
        let claimed = self
            .store()
            .write(move |c| {
                service.gather_notices(c, now)?;
                Ok::<_, Error>(mails::claim(c, BATCH, now, lease(now))?)
            })
            .await?;
        if claimed.is_empty() {
            return Ok(false);
        }
        match self.env().mail.connect().await {
            Ok(session) => self.send_batch(session, claimed).await?,
            Err(error) => {
                tracing::warn!(mail.error = %error, mail.waiting = claimed.len(), "mails wait for the mail server");
                for mail in &claimed {
                    self.put_off(mail, &error).await?;
                }
            }
        }
        Ok(true)
    }

    async fn send_batch(&self, mut session: Session, claimed: Vec<Mail>) -> Result<(), Error> {
        let begun = Instant::now();
        let mut rest = claimed.into_iter();
        while let Some(mail) = rest.next() {
            let outgoing = match self.outgoing(&mail).await {
                Ok(Some(outgoing)) => outgoing,
                Ok(None) => {
                    // Nothing of it may be seen any more.
                    self.forget_mail(mail.id).await?;
                    continue;
                }
                // One that cannot be written keeps no other waiting.
                Err(error) => {
                    tracing::error!(mail.id, error = %error, "a mail cannot be written");
                    self.put_off(&mail, &MailError::Later("it cannot be written".to_owned()))
                        .await?;
                    continue;
                }
            };
            match session.send(&outgoing).await {
                Ok(()) => {
                    tracing::debug!(mail.purpose = mail.mail.purpose.as_str(), mail.id, "a mail was sent");
                    self.end_mail(&mail, None).await?;
                }
                Err(error @ MailError::Never(_)) => {
                    let purpose = mail.mail.purpose.as_str();
                    tracing::info!(mail.purpose = purpose, mail.id, mail.error = %error, "a mail was given up");
                    self.end_mail(&mail, Some(error.to_string())).await?;
                }
                Err(error @ MailError::Later(_)) => self.put_off(&mail, &error).await?,
                Err(error @ MailError::Server(_)) => {
                    tracing::warn!(mail.error = %error, "mails wait for the mail server");
                    self.put_off(&mail, &error).await?;
                    for mail in rest.by_ref() {
                        self.put_off(&mail, &error).await?;
                    }
                }
            }
            if begun.elapsed() > BATCH_TIME {
                break;
            }
        }
        let left: Vec<String> = rest.map(|mail| mail.id).collect();
        if !left.is_empty() {
            let now = self.now();
            self.store()
                .write(move |c| {
                    let ids: Vec<&str> = left.iter().map(String::as_str).collect();
                    Ok::<_, Error>(mails::give_back(c, &ids, now)?)
                })
                .await?;
        }
        session.end().await;
        Ok(())
    }

    /// A mail as it goes out; one of news is written now. `None` when it has nothing to say any more.
    async fn outgoing(&self, mail: &Mail) -> Result<Option<Outgoing>, Error> {
        let ready = if mail.mail.purpose.is_written_late() {
            match self.write_notices(mail).await? {
                Some(ready) => ready,
                None => return Ok(None),
            }
        } else {
            mail.mail.clone()
        };
        Ok(Some(Outgoing {
            id: mail.id.clone(),
            to: ready.to,
            subject: ready.subject,
            plain: ready.plain,
            html: ready.html,
            list_unsubscribe: ready.list_unsubscribe,
            date: mail.created_at,
        }))
    }

    async fn forget_mail(&self, id: String) -> Result<(), Error> {
        self.store()
            .write(move |c| Ok::<_, Error>(mails::delete(c, &id)?))
            .await
    }

    /// Nothing is to be done with it any more: it was sent, or there is a reason why it never will be.
    async fn end_mail(&self, mail: &Mail, given_up: Option<String>) -> Result<(), Error> {
        let (id, now) = (mail.id.clone(), self.now());
        self.store()
            .write(move |c| {
                let end = given_up.as_deref().map_or(End::Sent(now), End::GivenUp);
                mails::end(c, &id, end)?;
                Ok::<_, Error>(notices::told(c, &id)?)
            })
            .await
    }

    /// Tries again later, for two days.
    async fn put_off(&self, mail: &Mail, error: &MailError) -> Result<(), Error> {
        let now = self.now();
        let words = error.to_string();
        let Some(next) = next_try(mail, now, self.env().ids.jitter(0.8..1.2)) else {
            tracing::warn!(mail.purpose = mail.mail.purpose.as_str(), mail.id, mail.error = %error, "a mail was given up after two days");
            return self.end_mail(mail, Some(words)).await;
        };
        let id = mail.id.clone();
        self.store()
            .write(move |c| Ok::<_, Error>(mails::retry(c, &id, &words, next)?))
            .await
    }

    /// How many mails wait, and what the mail server said last of one that it did not take.
    pub async fn unsent_mails(&self) -> Result<(i64, Option<String>), Error> {
        self.read(|c| Ok((mails::count_waiting(c)?, mails::complaints(c, 1)?.pop())))
            .await
    }

    /// Connects to the mail server and says goodbye; gives back what it calls itself.
    ///
    /// # Errors
    /// In words, for whoever runs the site.
    pub async fn check_mail(&self) -> Result<String, String> {
        let session = self.env().mail.connect().await.map_err(|error| error.to_string())?;
        let name = session.server();
        session.end().await;
        Ok(name)
    }

    /// Sends one mail at once, to see whether mail works.
    ///
    /// # Errors
    /// In words, for whoever runs the site.
    pub async fn try_mail(&self, to: &str) -> Result<String, String> {
        let letter = Letter {
            subject: Message::new("mail-test-subject").with("site", &self.config().site.name),
            name: String::new(),
            paragraphs: vec![Paragraph::of("mail-test-said")],
            reason: Message::new("mail-test-reason"),
            ways_out: Vec::new(),
        };
        let written = self
            .written(&letter, self.language())
            .map_err(|error| error.to_string())?;
        let mut session = self.env().mail.connect().await.map_err(|error| error.to_string())?;
        let outgoing = Outgoing {
            id: self.next_id(),
            to: to.to_owned(),
            subject: written.subject,
            plain: written.plain,
            html: written.html,
            list_unsubscribe: None,
            date: self.now(),
        };
        session.send(&outgoing).await.map_err(|error| error.to_string())?;
        let name = session.server();
        session.end().await;
        Ok(name)
    }
}

/// When a mail is tried again; `None` when it has waited long enough.
fn next_try(mail: &Mail, now: DateTime<Utc>, jitter: f64) -> Option<DateTime<Utc>> {
    let tried = usize::try_from(mail.attempts.saturating_sub(1)).unwrap_or_default();
    let seconds = WAITS_S.get(tried).or(WAITS_S.last()).copied().unwrap_or(14_400);
    let next = now + TimeDelta::milliseconds((seconds as f64 * jitter * 1000.0) as i64);
    (next - mail.created_at < TimeDelta::hours(PATIENCE_H)).then_some(next)
}

/// What a mail of news is until it is written: whose it is.
pub(in crate::service) fn to_be_written(
    purpose: MailPurpose,
    account_id: Option<crate::domain::id::AccountId>,
) -> NewMail {
    NewMail {
        to: String::new(),
        subject: String::new(),
        plain: String::new(),
        html: String::new(),
        list_unsubscribe: None,
        purpose,
        account_id,
    }
}
