//! Writing a mail of news, at the moment it goes out.

use super::choosing::StopPage;
use crate::domain::id::{AccountId, ActorId};
use crate::domain::mail::{Letter, NewMail, Paragraph};
use crate::domain::message::Message;
use crate::domain::notice::Topic;
use crate::messages::Language;
use crate::service::seals::SealKey;
use crate::service::{Error, Service};
use crate::store::mails::Mail;
use crate::store::notices::{Notice, Reader};
use crate::store::{Conn, accounts, actors, guests, notices};

/// Pieces of news in one mail; the rest is a number and a link.
const MOST: usize = 40;

impl Service {
    /// A mail of news with everything that may be seen now. `None` when that is nothing, or when its reader has no address any
    /// more.
    pub(in crate::service) async fn write_notices(&self, mail: &Mail) -> Result<Option<NewMail>, Error> {
        let key = self.seal_key().await?;
        let (service, mail) = (self.clone(), mail.clone());
        self.read(move |c| {
            let planned = notices::by_mail(c, &mail.id)?;
            match planned.first().map(|notice| notice.reader.clone()) {
                Some(Reader::Account(id)) => service.write_for_account(c, &key, &mail, &id, &planned),
                Some(Reader::Guest(id)) => service.write_for_guest(c, &key, &mail, &id, &planned),
                None => Ok(None),
            }
        })
        .await
    }

    fn write_for_account(
        &self,
        c: &mut Conn,
        key: &SealKey,
        mail: &Mail,
        id: &AccountId,
        planned: &[Notice],
    ) -> Result<Option<NewMail>, Error> {
        let Some(account) = accounts::by_id(c, id)? else {
            return Ok(None);
        };
        let (Some(to), Some(actor)) = (account.email.clone(), actors::by_id(c, &account.actor_id)?) else {
            return Ok(None);
        };
        let lines = self.lines_for(c, &account, planned)?;
        let what = match planned.first() {
            Some(notice) if !notice.is_digest => StopPage::Topic(notice.topic.chosen_as()),
            _ => StopPage::Digest,
        };
        let Some(subject) = subject_of(&lines, what, &self.config().site.name) else {
            return Ok(None);
        };
        let stop = self.stop_link(key, id.as_str(), what);
        let settings = self.urls().at("/settings/notifications").to_string();
        let letter = Letter {
            subject,
            name: actor.display_name().to_owned(),
            paragraphs: self.shortened(lines),
            reason: Message::new("notice-reason").with("site", &self.config().site.name),
            ways_out: vec![
                (Message::new("mail-settings"), settings),
                (stop_words(what), stop.clone()),
            ],
        };
        let language = Language::of_tag(&notices::wishes_of(c, id)?.language).unwrap_or_else(|| self.language());
        self.ready(mail, to, &letter, language, stop).map(Some)
    }

    fn write_for_guest(
        &self,
        c: &mut Conn,
        key: &SealKey,
        mail: &Mail,
        id: &ActorId,
        planned: &[Notice],
    ) -> Result<Option<NewMail>, Error> {
        let guest = guests::by_actor(c, id)?.filter(|guest| guest.notify);
        let (Some(to), Some(actor)) = (guest.and_then(|guest| guest.mail), actors::by_id(c, id)?) else {
            return Ok(None);
        };
        let lines = self.lines_for_guest(c, planned)?;
        let Some(subject) = subject_of(&lines, StopPage::Guest, &self.config().site.name) else {
            return Ok(None);
        };
        let stop = self.stop_link(key, id.as_str(), StopPage::Guest);
        let letter = Letter {
            subject,
            name: actor.display_name().to_owned(),
            paragraphs: self.shortened(lines),
            reason: Message::new("notice-guest-reason").with("site", &self.config().site.name),
            ways_out: vec![(stop_words(StopPage::Guest), stop.clone())],
        };
        self.ready(mail, to, &letter, self.language(), stop).map(Some)
    }

    fn shortened(&self, mut lines: Vec<Paragraph>) -> Vec<Paragraph> {
        let more = lines.len().saturating_sub(MOST);
        lines.truncate(MOST);
        if more > 0 {
            let news = self.urls().at("/news").to_string();
            lines.push(Paragraph::of(Message::new("notice-more").with("n", more)).leading("notice-read", news));
        }
        lines
    }

    fn ready(
        &self,
        mail: &Mail,
        to: String,
        letter: &Letter,
        language: Language,
        stop: String,
    ) -> Result<NewMail, Error> {
        let written = self.written(letter, language)?;
        Ok(NewMail {
            to,
            subject: written.subject,
            plain: written.plain,
            html: written.html,
            list_unsubscribe: Some(stop),
            ..mail.mail.clone()
        })
    }
}

/// One piece of news is its own subject; several are counted. `None` when there is nothing to say.
fn subject_of(lines: &[Paragraph], what: StopPage, site: &str) -> Option<Message> {
    match (lines, what) {
        ([], _) => None,
        ([only], _) => Some(only.said.clone()),
        (several, StopPage::Topic(topic)) => Some(
            Message::new("notice-several")
                .with("n", several.len())
                .with("kind", topic_words(topic))
                .with("site", site),
        ),
        (several, StopPage::Digest | StopPage::Guest) => Some(
            Message::new("notice-digest")
                .with("n", several.len())
                .with("site", site),
        ),
    }
}

fn stop_words(what: StopPage) -> Message {
    match what {
        StopPage::Topic(topic) => Message::new("notice-stop").with("kind", topic_words(topic)),
        StopPage::Digest => Message::new("notice-stop-digest"),
        StopPage::Guest => Message::new("notice-stop-guest"),
    }
}

/// What a kind of news is called.
pub fn topic_words(topic: Topic) -> Message {
    Message::new(match topic {
        Topic::Reply => "notice-kind-reply",
        Topic::Mention => "notice-kind-mention",
        Topic::Private => "notice-kind-private",
        Topic::Link => "notice-kind-link",
        Topic::FollowRequest => "notice-kind-follow-request",
        Topic::Follow => "notice-kind-follow",
        Topic::Reaction => "notice-kind-reaction",
        Topic::Report => "notice-kind-report",
        Topic::Waiting => "notice-kind-waiting",
        Topic::Trouble | Topic::Refusal => "notice-kind-trouble",
        Topic::GuestAnswer | Topic::GuestApproved => "notice-kind-guest",
    })
}
