//! What people who want to join are told by mail, and those who decide about them.

use crate::domain::account::{Account, Permission};
use crate::domain::joining::{Application, CONFIRM_HOURS};
use crate::domain::mail::{Letter, MailPurpose, NewMail, Paragraph};
use crate::domain::message::Message;
use crate::messages::Language;
use crate::service::seals::Purpose;
use crate::service::{Error, Service};
use crate::store::{Conn, accounts, joining, notices};
use chrono::TimeDelta;

impl Service {
    /// The mail that confirms an address; `None` for an application without one.
    pub(super) async fn confirm_mail(&self, application: &Application) -> Result<Option<NewMail>, Error> {
        if application.email.is_none() {
            return Ok(None);
        }
        let key = self.seal_key().await?;
        let until = self.now() + TimeDelta::hours(CONFIRM_HOURS);
        let seal = key.seal(Purpose::Join, application.id.as_str(), until);
        let link = self.urls().at(&format!("/join/confirm/{}/{seal}", application.id));
        let said = self
            .about_site("join-mail-said")
            .with("handle", format!("@{}", application.handle));
        let paragraphs = vec![
            Paragraph::of(said).leading("join-confirm-press", link.to_string()),
            Paragraph::of("join-mail-ignore"),
        ];
        self.letter_to(application, "join-mail-subject", paragraphs).map(Some)
    }

    /// The mail to somebody whose address has an account already, and was typed to make another.
    pub(super) fn known_address_mail(&self, application: &Application) -> Result<NewMail, Error> {
        let forgotten = self.urls().at("/sign-in/forgotten").to_string();
        let paragraphs = vec![
            Paragraph::of(self.about_site("join-known-said")).leading("forgotten-link", forgotten),
            Paragraph::of("join-mail-ignore"),
        ];
        self.letter_to(application, "join-mail-subject", paragraphs)
    }

    /// The mail to somebody who was let in.
    pub(super) fn welcome_mail(&self, application: &Application, account: &Account) -> Result<Option<NewMail>, Error> {
        if application.email.is_none() {
            return Ok(None);
        }
        let said = self
            .about_site("join-welcome-said")
            .with("handle", format!("@{}", application.handle));
        let paragraph = Paragraph::of(said).leading("nav-sign-in", self.urls().at("/sign-in").to_string());
        let mail = self.letter_to(application, "join-welcome-subject", vec![paragraph])?;
        Ok(Some(NewMail {
            account_id: Some(account.id.clone()),
            ..mail
        }))
    }

    /// The mail to somebody who was turned away.
    pub(super) fn refusal_mail(&self, application: &Application, reason: &str) -> Result<Option<NewMail>, Error> {
        if application.email.is_none() {
            return Ok(None);
        }
        let mut paragraphs = vec![Paragraph::of(self.about_site("join-refused-said"))];
        if !reason.is_empty() {
            paragraphs.push(Paragraph {
                said: "join-refused-why".into(),
                quoted: reason.to_owned(),
                link: None,
            });
        }
        self.letter_to(application, "join-refused-subject", paragraphs)
            .map(Some)
    }

    /// Tells those who decide that somebody waits. Only of the first who does: they find the others there.
    pub(super) fn tell_of_application(&self, c: &mut Conn, application: &Application) -> Result<(), Error> {
        if !self.has_mail() || joining::count_waiting(c)? > 1 {
            return Ok(());
        }
        let link = self.urls().at("/settings/joining").to_string();
        for (account, handle) in accounts::all(c)? {
            let Some(to) = account
                .email
                .clone()
                .filter(|_| account.role.may(Permission::ManageAccounts))
            else {
                continue;
            };
            let paragraph = Paragraph {
                said: Message::new("join-asks-said").with("handle", format!("@{}", application.handle)),
                quoted: application.reason.clone(),
                link: Some(("joining-heading".into(), link.clone())),
            };
            let language = notices::wishes_of(c, &account.id)?.language;
            let language = Language::of_tag(&language).unwrap_or_else(|| self.language());
            let letter = self.letter("join-asks-subject", handle, vec![paragraph], "join-asks-reason");
            let mail = self.mail_of(&letter, language, to)?;
            self.post_mail(
                c,
                &NewMail {
                    account_id: Some(account.id),
                    ..mail
                },
            )?;
        }
        Ok(())
    }

    fn about_site(&self, key: &'static str) -> Message {
        Message::new(key).with("site", &self.config().site.name)
    }

    fn letter(&self, subject: &'static str, name: String, paragraphs: Vec<Paragraph>, reason: &'static str) -> Letter {
        Letter {
            subject: self.about_site(subject),
            name,
            paragraphs,
            reason: self.about_site(reason),
            ways_out: Vec::new(),
        }
    }

    fn letter_to(&self, to: &Application, subject: &'static str, paragraphs: Vec<Paragraph>) -> Result<NewMail, Error> {
        let letter = self.letter(subject, to.name.clone(), paragraphs, "join-mail-reason");
        self.mail_of(&letter, self.language_of(to), to.email.clone().unwrap_or_default())
    }

    fn mail_of(&self, letter: &Letter, language: Language, to: String) -> Result<NewMail, Error> {
        let written = self.written(letter, language)?;
        Ok(NewMail {
            to,
            subject: written.subject,
            plain: written.plain,
            html: written.html,
            list_unsubscribe: None,
            purpose: MailPurpose::Account,
            account_id: None,
        })
    }
}
