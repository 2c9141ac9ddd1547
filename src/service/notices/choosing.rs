//! How somebody wants to be told, and the links in mails that end them.

use crate::domain::id::{AccountId, ActorId};
use crate::domain::notice::{Cadence, Choices, Topic};
use crate::messages::Language;
use crate::service::seals::{Purpose, SealKey};
use crate::service::views::Viewer;
use crate::service::{Error, Service};
use crate::store::notices::{Notice, Wishes};
use crate::store::{accounts, guests, notices};
use chrono::TimeDelta;

/// How long the link in a mail ends mails like it, in days: RFC 8058 leaves it open, and mails are kept.
const STOP_DAYS: i64 = 400;
/// Stands for the digest in a link.
const DIGEST: &str = "digest";
/// Stands for a guest's notices in a link.
const GUEST: &str = "guest";

/// What the settings show.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NoticePage {
    /// Kind by kind, those that concern the viewer.
    pub topics: Vec<(Topic, crate::domain::notice::Choice)>,
    /// Language of the mails; empty: that of the site.
    pub language: String,
    /// Can this site send mails?
    pub has_mail: bool,
    /// Where they go; `None` when the account has no address.
    pub email: Option<String>,
}

/// What a link in a mail ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StopPage {
    /// Mails of one kind.
    Topic(Topic),
    /// The daily digest.
    Digest,
    /// Notices of answers to a guest.
    Guest,
}

impl StopPage {
    fn as_str(self) -> &'static str {
        match self {
            Self::Topic(topic) => topic.as_str(),
            Self::Digest => DIGEST,
            Self::Guest => GUEST,
        }
    }

    fn parse(name: &str) -> Option<Self> {
        match name {
            DIGEST => Some(Self::Digest),
            GUEST => Some(Self::Guest),
            topic => Topic::parse(topic).map(Self::Topic),
        }
    }

    fn purpose(self) -> Purpose {
        match self {
            Self::Topic(_) | Self::Digest => Purpose::StopMails,
            Self::Guest => Purpose::StopNotices,
        }
    }
}

impl Service {
    /// How the viewer wants to be told.
    pub async fn notice_page(&self, viewer: &Viewer) -> Result<NoticePage, Error> {
        let (service, id) = (self.clone(), viewer.account.id.clone());
        self.read(move |c| {
            let account = accounts::by_id(c, &id)?.ok_or(Error::NotFound)?;
            let wishes = notices::wishes_of(c, &id)?;
            let concern = |topic: &Topic| topic.concerns(account.role);
            Ok(NoticePage {
                topics: Topic::ALL
                    .into_iter()
                    .filter(concern)
                    .map(|topic| (topic, wishes.choices.of(topic)))
                    .collect(),
                language: wishes.language,
                has_mail: service.has_mail(),
                email: account.email,
            })
        })
        .await
    }

    /// Remembers how the viewer wants to be told. What waits already is told only if it is still wanted so.
    pub async fn save_notices(
        &self,
        viewer: &Viewer,
        choices: Choices,
        language: Option<Language>,
    ) -> Result<(), Error> {
        let id = viewer.account.id.clone();
        let language = language.map_or("", Language::tag).to_owned();
        self.write(move |c, _| {
            notices::forget(c, &id, |notice| is_unwanted(&choices, notice))?;
            Ok(notices::set_wishes(c, &id, &Wishes { language, choices })?)
        })
        .await
    }

    /// Where mails of that kind to that reader are ended.
    pub(in crate::service) fn stop_link(&self, key: &SealKey, reader: &str, what: StopPage) -> String {
        let until = self.now() + TimeDelta::days(STOP_DAYS);
        let name = what.as_str();
        let seal = key.seal(what.purpose(), &format!("{reader}:{name}"), until);
        self.urls().at(&format!("/notices/{reader}/{name}/{seal}")).to_string()
    }

    /// What a link in a mail ends.
    ///
    /// # Errors
    /// `NotFound` for a link that is not ours or too old.
    pub async fn stop_page(&self, reader: &str, what: &str, seal: &str) -> Result<StopPage, Error> {
        let page = StopPage::parse(what).ok_or(Error::NotFound)?;
        let key = self.seal_key().await?;
        let about = format!("{reader}:{what}");
        key.opens(page.purpose(), &about, seal, self.now())
            .ok_or(Error::NotFound)?;
        Ok(page)
    }

    /// Ends what a link in a mail ends. Once is as good as twice.
    ///
    /// # Errors
    /// As [`Service::stop_page`].
    pub async fn stop_mails(&self, reader: &str, what: &str, seal: &str) -> Result<StopPage, Error> {
        let page = self.stop_page(reader, what, seal).await?;
        let reader = reader.to_owned();
        self.write(move |c, _| {
            if page == StopPage::Guest {
                let guest = ActorId::new(reader);
                if let Some(key) = guests::by_actor(c, &guest)?.and_then(|guest| guest.mail_key) {
                    guests::stop_notices(c, &key)?;
                }
                return Ok(notices::forget_guest(c, &guest)?);
            }
            let id = AccountId::new(reader);
            if accounts::by_id(c, &id)?.is_none() {
                return Ok(());
            }
            let mut wishes = notices::wishes_of(c, &id)?;
            match page {
                StopPage::Topic(topic) => wishes.choices.stop(topic),
                StopPage::Digest => wishes.choices.stop_digest(),
                StopPage::Guest => {}
            }
            notices::forget(c, &id, |notice| is_unwanted(&wishes.choices, notice))?;
            Ok(notices::set_wishes(c, &id, &wishes)?)
        })
        .await?;
        Ok(page)
    }
}

/// What waits is not as its reader wants it any more.
fn is_unwanted(choices: &Choices, notice: &Notice) -> bool {
    match choices.of(notice.topic).mail {
        Cadence::Off => true,
        // What was planned for the digest does not come at once because of that, and the other way round.
        Cadence::Now | Cadence::Digest => false,
    }
}
