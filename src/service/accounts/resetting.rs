//! A new password for whoever lost theirs, by a link in a mail. Asking tells nobody who has an account here.

use crate::domain::account::Account;
use crate::domain::actor::Actor;
use crate::domain::id::AccountId;
use crate::domain::mail::{Letter, MailPurpose, NewMail, Paragraph};
use crate::domain::message::Message;
use crate::messages::Language;
use crate::service::seals::Purpose;
use crate::service::sessions::client_bucket;
use crate::service::{Error, Service, passwords};
use crate::store::{accounts, actors, notices, sessions, suspensions};
use chrono::TimeDelta;
use std::net::IpAddr;
use std::time::{Duration, Instant};

/// How long a link holds, in minutes.
const LINK_MINUTES: i64 = 60;
/// No answer comes sooner than this, so that a known name cannot be told by the moment that its mail takes.
const ANSWER_TIME: Duration = Duration::from_millis(400);

/// What a link is for: an account with the password and the address that it has now. It is void as soon as either has changed, so it
/// works once.
fn about(account: &Account, password_hash: &str) -> String {
    let email = account.email.as_deref().unwrap_or_default();
    format!("{} {password_hash} {email}", account.id)
}

/// The account that may get a mail, in the language that its owner chose.
struct Asking {
    account: Account,
    password_hash: String,
    actor: Actor,
    language: String,
}

impl Service {
    /// Sends a link for a new password to the address of an account, when there is one. The answer is the same, and comes as late,
    /// for names that nobody has, and for accounts without an address or that may not sign in.
    ///
    /// # Errors
    /// `TooMany`, counted for the name and for the client's address; `NotFound` when this site sends no mail.
    pub async fn ask_for_password(&self, login: &str, client: IpAddr) -> Result<(), Error> {
        if !self.has_mail() {
            return Err(Error::NotFound);
        }
        let begun = Instant::now();
        let login = self.typed_login(login);
        let buckets = vec![
            format!("reset-name:{}", login.chars().take(100).collect::<String>()),
            format!("reset-{}", client_bucket(client)),
        ];
        self.check_attempts(&buckets).await?;
        self.record_attempts(buckets).await?;
        let sent = self.send_reset(login).await;
        tokio::time::sleep(ANSWER_TIME.saturating_sub(begun.elapsed())).await;
        sent
    }

    async fn send_reset(&self, login: String) -> Result<(), Error> {
        let found = self
            .read(move |c| {
                let Some((account, password_hash)) = accounts::by_login(c, &login)? else {
                    return Ok(None);
                };
                let actor = actors::by_id(c, &account.actor_id)?.filter(|actor| actor.deleted_at.is_none());
                let Some(actor) = actor.filter(|_| account.email.is_some()) else {
                    return Ok(None);
                };
                if suspensions::of(c, &account.id)?.is_some() {
                    return Ok(None);
                }
                Ok(Some(Asking {
                    language: notices::wishes_of(c, &account.id)?.language,
                    account,
                    password_hash,
                    actor,
                }))
            })
            .await?;
        let Some(asking) = found else { return Ok(()) };
        let mail = self.reset_mail(&asking).await?;
        let service = self.clone();
        self.store()
            .write(move |c| service.post_mail(c, &mail).map(|_| ()))
            .await
    }

    async fn reset_mail(&self, asking: &Asking) -> Result<NewMail, Error> {
        let key = self.seal_key().await?;
        let until = self.now() + TimeDelta::minutes(LINK_MINUTES);
        let seal = key.seal(Purpose::Reset, &about(&asking.account, &asking.password_hash), until);
        let link = self
            .urls()
            .at(&format!("/sign-in/reset/{}/{seal}", asking.account.id))
            .to_string();
        let site = &self.config().site.name;
        let handle = format!("@{}", asking.actor.handle);
        let letter = Letter {
            subject: Message::new("reset-subject").with("site", site),
            name: asking.actor.display_name().to_owned(),
            paragraphs: vec![
                Paragraph::of(Message::new("reset-said").with("handle", handle)).leading("reset-heading", link),
                Paragraph::of("reset-ignore"),
            ],
            reason: Message::new("reset-reason").with("site", site),
            ways_out: Vec::new(),
        };
        let language = Language::of_tag(&asking.language).unwrap_or_else(|| self.language());
        let written = self.written(&letter, language)?;
        Ok(NewMail {
            to: asking.account.email.clone().unwrap_or_default(),
            subject: written.subject,
            plain: written.plain,
            html: written.html,
            list_unsubscribe: None,
            purpose: MailPurpose::Account,
            account_id: Some(asking.account.id.clone()),
        })
    }

    /// Does the link of a mail still hold?
    pub async fn may_reset(&self, account: &str, seal: &str) -> Result<bool, Error> {
        Ok(self.resettable(account, seal).await?.is_some())
    }

    /// Sets the password of whoever has the link of a mail, and ends every session of the account. A second factor stays, and is asked
    /// for when they sign in.
    ///
    /// # Errors
    /// `Invalid` for a password that is too short or too long; `Gone` when the link was used or is over.
    pub async fn reset_by_mail(&self, account: &str, seal: &str, password: &str) -> Result<(), Error> {
        let (account, known_hash, handle) = self.resettable(account, seal).await?.ok_or(Error::Gone)?;
        passwords::check(password)?;
        let hashed = passwords::hash(password.to_owned(), &self.env().ids).await?;
        self.store()
            .write(move |c| {
                // The same link may be used twice in one moment; the statement decides who is first.
                if !accounts::replace_password_hash(c, &account.id, &known_hash, &hashed)? {
                    return Err(Error::Gone);
                }
                sessions::delete_others(c, &account.id, None)?;
                // Whoever tried so often that they had to wait is let in with the new one.
                for login in [Some(&handle), account.email.as_ref()].into_iter().flatten() {
                    accounts::forget_attempts(c, &format!("login:{login}"))?;
                }
                Ok(())
            })
            .await
    }

    /// The account of a link that holds, its password hash and its handle.
    async fn resettable(&self, account: &str, seal: &str) -> Result<Option<(Account, String, String)>, Error> {
        let (key, id, now) = (self.seal_key().await?, AccountId::new(account), self.now());
        let found = self
            .read(move |c| {
                let Some(account) = accounts::by_id(c, &id)? else {
                    return Ok(None);
                };
                let hash = accounts::password_hash(c, &id)?;
                let actor = actors::by_id(c, &account.actor_id)?.filter(|actor| actor.deleted_at.is_none());
                Ok(hash.zip(actor).map(|(hash, actor)| (account, hash, actor.handle)))
            })
            .await?;
        Ok(found.filter(|(account, hash, _)| key.opens(Purpose::Reset, &about(account, hash), seal, now).is_some()))
    }
}
