//! Webmentions and pingbacks as they arrive: checked by their look, counted, and written down. Nothing is believed yet.

use super::{chain, short};
use crate::domain::comment::Root;
use crate::domain::job::JobPayload;
use crate::domain::mention::{ADDRESS_MAX, MentionSource, MentionState, same_page};
use crate::domain::text::links::web_url;
use crate::messages::Language;
use crate::service::remote::named_by_uri;
use crate::service::sessions::client_bucket;
use crate::service::webmentions::verified::Verdict;
use crate::service::{Error, Service};
use crate::store::{Conn, accounts, jobs, mentions};
use crate::urls::Local;
use chrono::TimeDelta;
use std::net::IpAddr;
use url::Url;

/// Time over which offers are counted, in minutes.
const WINDOW_MINUTES: i64 = 15;
/// Offers that one client may make in that time.
const PER_CLIENT: i64 = 60;
/// Offers that may name pages of one host in that time: this server must not be made to flood another.
const PER_HOST: i64 = 60;
/// Pages that may wait to be read. An offer above that has to come again.
const WAITING: i64 = 1_000;

/// What is wrong with an offer by its look alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Wrong {
    Source,
    Same,
    SourceHere,
    TargetElsewhere,
    TargetNoReview,
    TargetUnknown,
}

impl Wrong {
    fn key(self) -> &'static str {
        match self {
            Self::Source => "input-mention-source",
            Self::Same => "input-mention-same",
            Self::SourceHere => "input-mention-source-here",
            Self::TargetElsewhere => "input-mention-target-elsewhere",
            Self::TargetNoReview => "input-mention-target-no-review",
            Self::TargetUnknown => "input-mention-target-unknown",
        }
    }
}

/// Why a pingback was not taken, with the code that the specification gives.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PingbackFault {
    /// 0, 16, 17, 32, 33, 48, 49 or 50.
    pub code: i32,
    /// For people.
    pub words: String,
}

impl PingbackFault {
    fn new(code: i32, words: impl Into<String>) -> Self {
        Self {
            code,
            words: words.into(),
        }
    }
}

impl From<Wrong> for PingbackFault {
    fn from(wrong: Wrong) -> Self {
        let code = match wrong {
            Wrong::Source | Wrong::Same | Wrong::SourceHere => 16,
            Wrong::TargetElsewhere | Wrong::TargetNoReview => 33,
            Wrong::TargetUnknown => 32,
        };
        Self::new(code, Language::English.say(wrong.key()))
    }
}

impl From<Error> for PingbackFault {
    fn from(error: Error) -> Self {
        match error {
            Error::TooMany { .. } => Self::new(49, "Too many pingbacks at one time. Try again later."),
            other => Self::new(0, Language::English.tell(&other.message())),
        }
    }
}

impl Service {
    /// Somebody says by Webmention that a page links to a review here. When this gives back Ok, the offer is committed and
    /// the page will be read.
    ///
    /// # Errors
    /// `NotFound` where Webmentions are switched off, `Invalid` with what is wrong, `TooMany`.
    pub async fn webmention_received(&self, source: &str, target: &str, client: IpAddr) -> Result<(), Error> {
        if !self.config().mentions.webmention {
            return Err(Error::NotFound);
        }
        let (source, target) = match self.addresses(source, target).await? {
            Ok(both) => both,
            Err(wrong) => {
                let field = match wrong {
                    Wrong::Source | Wrong::Same | Wrong::SourceHere => "source",
                    _ => "target",
                };
                return Err(Error::field(field, wrong.key()));
            }
        };
        self.count_offer(&source, client).await?;
        let service = self.clone();
        self.store()
            .write(move |c| {
                let payload = JobPayload::VerifyMention {
                    by: MentionSource::Webmention,
                    source: source.to_string(),
                    target: target.to_string(),
                    tries: 0,
                };
                let now = service.now();
                let waiting = jobs::count_of(c, payload.kind())?;
                if waiting >= WAITING {
                    return Err(Error::TooMany { retry_after_s: 300 });
                }
                let group = chain("mention", source.host_str().unwrap_or_default());
                let dedup = format!("mention:{}", short(&format!("{source} {target}")));
                jobs::enqueue(c, &service.next_id(), &payload, &group, Some(&dedup), now, now)?;
                Ok(())
            })
            .await?;
        self.wake().jobs.notify_one();
        Ok(())
    }

    /// Somebody says by pingback that a page links to a review here. The page is read before this answers, because the
    /// protocol wants to know what came of it.
    ///
    /// # Errors
    /// [`PingbackFault`]. Whether pingbacks are switched on is the caller's question.
    pub async fn pingback_received(&self, source: &str, target: &str, client: IpAddr) -> Result<String, PingbackFault> {
        let (source, target) = self.addresses(source, target).await??;
        let known = {
            let (source, target) = (source.clone(), target.clone());
            self.read(move |c| {
                let known = mentions::by_source(c, source.as_str())?;
                Ok(known.into_iter().find(|mention| same_page(&mention.target, &target)))
            })
            .await?
        };
        match known.map(|mention| mention.state) {
            Some(MentionState::Visible) => return Err(PingbackFault::new(48, "This pingback is registered already.")),
            Some(MentionState::Removed | MentionState::Suspended) => {
                return Err(PingbackFault::new(49, "This page may not be mentioned here."));
            }
            None => {}
        }
        self.count_offer(&source, client).await?;
        let Ok(_place) = self.memory().pingbacks.0.try_acquire() else {
            return Err(PingbackFault::new(
                49,
                "Too many pingbacks at one time. Try again later.",
            ));
        };
        match self.read_source(&source, &target).await? {
            Verdict::Links(page) => {
                self.page_links(MentionSource::Pingback, &source, &target, *page)
                    .await?;
                Ok(format!("Thank you. {source} is mentioned at {target} now."))
            }
            Verdict::LinksNot => Err(PingbackFault::new(17, "The source does not link to the target.")),
            Verdict::Gone => Err(PingbackFault::new(16, "There is no page at the source.")),
            Verdict::Unusable(why) => Err(PingbackFault::new(16, format!("The source cannot be used: {why}."))),
            Verdict::Unreachable(why) => Err(PingbackFault::new(50, format!("The source cannot be read: {why}."))),
        }
    }

    /// Reads the two addresses of an offer; the target must be a published review.
    async fn addresses(&self, source: &str, target: &str) -> Result<Result<(Url, Url), Wrong>, Error> {
        let address = |text: &str| web_url(text).filter(|url| url.as_str().len() <= ADDRESS_MAX);
        let Some(source) = address(source) else {
            return Ok(Err(Wrong::Source));
        };
        let Some(target) = address(target).filter(|target| self.urls().is_local(target)) else {
            return Ok(Err(Wrong::TargetElsewhere));
        };
        if same_page(&source, &target) {
            return Ok(Err(Wrong::Same));
        }
        if self.urls().is_local(&source) {
            return Ok(Err(Wrong::SourceHere));
        }
        if !matches!(
            self.urls().parse(&target),
            Some(Local::Review(_) | Local::ReviewPage(..) | Local::Comment(_))
        ) {
            return Ok(Err(Wrong::TargetNoReview));
        }
        let (service, wanted) = (self.clone(), target.clone());
        let there = self.read(move |c| service.is_review(c, &wanted)).await?;
        Ok(if there {
            Ok((source, target))
        } else {
            Err(Wrong::TargetUnknown)
        })
    }

    fn is_review(&self, c: &mut Conn, target: &Url) -> Result<bool, Error> {
        let named = named_by_uri(c, self.urls(), target)?;
        Ok(named.is_some_and(|named| named.root.open && matches!(named.root.root, Root::Review(_))))
    }

    /// Counts an offer for its client and for the host it names.
    async fn count_offer(&self, source: &Url, client: IpAddr) -> Result<(), Error> {
        let (service, now) = (self.clone(), self.now());
        let buckets = [
            (format!("mention-{}", client_bucket(client)), PER_CLIENT),
            (
                format!("mention-of:{}", source.host_str().unwrap_or_default()),
                PER_HOST,
            ),
        ];
        self.store()
            .write(move |c| {
                let window = TimeDelta::minutes(WINDOW_MINUTES);
                for (bucket, limit) in &buckets {
                    let (count, first) = accounts::attempts_since(c, bucket, now - window)?;
                    if count >= *limit {
                        let wait = first.map_or(60, |first| (first + window - now).num_seconds().max(1));
                        return Err(Error::TooMany {
                            retry_after_s: u64::try_from(wait).unwrap_or(60),
                        });
                    }
                }
                for (bucket, _) in &buckets {
                    accounts::record_attempt(c, &service.next_id(), bucket, now)?;
                }
                Ok(())
            })
            .await
    }
}
