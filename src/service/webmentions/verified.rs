//! Reading a page that says it links here, and what follows from what it says.

use super::chain;
use crate::domain::comment::Root;
use crate::domain::id::MentionId;
use crate::domain::job::JobPayload;
use crate::domain::like::Subject;
use crate::domain::mention::{
    EXCERPT_CHARS, Mention, MentionAuthor, MentionRole, MentionSource, MentionState, TITLE_CHARS, same_page,
};
use crate::domain::review::is_language_tag;
use crate::domain::text::links::web_url;
use crate::domain::text::{plain, webpage};
use crate::env::{GetRequest, Response};
use crate::service::freshness::Tag;
use crate::service::media::remote_key;
use crate::service::remote::named_by_uri;
use crate::service::{Error, Service};
use crate::store::{comments, jobs, media, mentions, notifications};
use chrono::TimeDelta;
use serde_json::Value;
use url::Url;
use webpage::WebPage;

/// The longest page that is read, in bytes.
const PAGE_MAX: u64 = 1 << 20;
/// What pages are asked for as.
const ACCEPT: &str = "text/html, application/xhtml+xml;q=0.9, text/plain;q=0.5, application/json;q=0.4";
/// How often a silent page is asked before it is given up.
const TRIES: u32 = 4;
/// Characters of an author's name.
const NAME_CHARS: usize = 100;

/// What reading a source showed.
#[derive(Debug)]
pub(super) enum Verdict {
    /// It links to the target.
    Links(Box<WebPage>),
    /// It is there and does not.
    LinksNot,
    /// It was deleted, or never was.
    Gone,
    /// It is there and is nothing that could link; or it may not be asked for. Trying again does not help.
    Unusable(String),
    /// No answer; it may answer later.
    Unreachable(String),
}

impl Service {
    /// Reads the page of a Webmention and does what follows: shows it, renews it, takes it away, or tries again later. Removes
    /// the job.
    ///
    /// # Errors
    /// When the database fails; the job then comes back.
    pub async fn verify_mention(
        &self,
        job: &str,
        by: MentionSource,
        source: &str,
        target: &str,
        tries: u32,
    ) -> Result<(), Error> {
        let (Some(source), Some(target)) = (web_url(source), web_url(target)) else {
            return self.finish_job(job).await;
        };
        match self.read_source(&source, &target).await? {
            Verdict::Links(page) => self.page_links(by, &source, &target, *page).await?,
            Verdict::LinksNot | Verdict::Gone => self.page_links_not(&source, &target).await?,
            Verdict::Unusable(why) => {
                tracing::info!(
                    mention.host = source.host_str(),
                    reason = why,
                    "a page that should link here cannot be used"
                );
            }
            Verdict::Unreachable(why) if tries + 1 < TRIES => {
                tracing::debug!(
                    mention.host = source.host_str(),
                    reason = why,
                    "a page that should link here is silent"
                );
                return self.verify_later(job, by, &source, &target, tries + 1).await;
            }
            Verdict::Unreachable(why) => {
                tracing::info!(
                    mention.host = source.host_str(),
                    reason = why,
                    "a page that should link here stayed silent"
                );
            }
        }
        self.finish_job(job).await
    }

    /// Tries are new jobs outside the chains: a job that waits would hold up all those behind it.
    async fn verify_later(
        &self,
        job: &str,
        by: MentionSource,
        source: &Url,
        target: &Url,
        tries: u32,
    ) -> Result<(), Error> {
        let payload = JobPayload::VerifyMention {
            by,
            source: source.to_string(),
            target: target.to_string(),
            tries,
        };
        let later = self.now() + TimeDelta::minutes(4_i64.saturating_pow(tries));
        self.replace_job(job, payload, later).await
    }

    /// Replaces a job by one for later.
    pub(super) async fn replace_job(
        &self,
        job: &str,
        payload: JobPayload,
        later: chrono::DateTime<chrono::Utc>,
    ) -> Result<(), Error> {
        let (service, job) = (self.clone(), job.to_owned());
        self.store()
            .write(move |c| {
                if jobs::finish(c, &job)? {
                    jobs::enqueue(c, &service.next_id(), &payload, "", None, later, service.now())?;
                }
                Ok(())
            })
            .await
    }

    /// Asks for a page and looks for the link. Everything about the request is limited: address, size, time, redirects.
    pub(super) async fn read_source(&self, source: &Url, target: &Url) -> Result<Verdict, Error> {
        if self.policies().await?.of_url(source).is_suspended() {
            return Ok(Verdict::Unusable("this site does not talk to its server".to_owned()));
        }
        let mut request = GetRequest::new(source.clone(), ACCEPT);
        request.max_bytes = PAGE_MAX;
        request.spare_the_dead = true;
        let response = match self.env().net.get(&request, None).await {
            Ok(response) => response,
            Err(error) if !error.is_permanent() => return Ok(Verdict::Unreachable(error.to_string())),
            Err(error) => return Ok(Verdict::Unusable(error.to_string())),
        };
        if self.urls().is_local(&response.final_url) {
            return Ok(Verdict::Unusable("it leads back to this site".to_owned()));
        }
        match response.status.as_u16() {
            200..=299 => {}
            404 | 410 => return Ok(Verdict::Gone),
            status @ (408 | 429 | 500..) => return Ok(Verdict::Unreachable(format!("it answered {status}"))),
            status => return Ok(Verdict::Unusable(format!("it answered {status}"))),
        }
        let target = target.clone();
        tokio::task::spawn_blocking(move || look(&response, &target))
            .await
            .map_err(|error| Error::Internal(error.to_string()))
    }

    /// A page links to a review: it stands below it, or is renewed there. Posts and comments that came by ActivityPub stay as
    /// they are: they say more.
    pub(super) async fn page_links(
        &self,
        by: MentionSource,
        source: &Url,
        target: &Url,
        page: WebPage,
    ) -> Result<(), Error> {
        let instance = self.instance_actor().await?;
        let (service, source, target) = (self.clone(), source.clone(), target.clone());
        self.write(move |c, tags| {
            let named = named_by_uri(c, service.urls(), &target)?.filter(|named| named.root.open);
            let Some(Root::Review(review)) = named.map(|named| named.root.root) else {
                return Ok(());
            };
            let here_otherwise = mentions::by_url(c, &review, source.as_str())?
                .iter()
                .any(|mention| mention.source == MentionSource::ActivityPub);
            if here_otherwise || comments::by_uri(c, source.as_str())?.is_some() {
                return Ok(());
            }
            let subject = Subject::Review(review.clone());
            let known = mentions::by_source(c, source.as_str())?;
            let old = known.iter().find(|mention| mention.subject == subject);
            if old.is_some_and(|old| old.source == MentionSource::ActivityPub) {
                return Ok(());
            }
            let mut mention = service.mention_of_page(by, &source, &target, &page, old, review);
            let verdict = service.policy_book(c)?.of_url(&source);
            if old.is_none() && verdict.is_silenced() {
                mention.state = MentionState::Removed;
            }
            if verdict.reject_media
                && let MentionAuthor::Named { photo, .. } = &mut mention.author
            {
                *photo = None;
            }
            if let MentionAuthor::Named { photo: Some(photo), .. } = &mention.author {
                media::want_remote(c, &remote_key(photo), photo.as_str(), "avatar", service.now())?;
            }
            match old {
                Some(old) if *old == mention => {}
                Some(_) => {
                    mentions::edit(c, &mention)?;
                    tags.push(Tag::review(&mention.review_id));
                }
                None => {
                    if mentions::insert(c, &mention)? {
                        tags.push(Tag::review(&mention.review_id));
                        if mention.state == MentionState::Visible {
                            service.tell_of_mention(c, &mention, &instance.id)?;
                        }
                    }
                }
            }
            Ok(())
        })
        .await
    }

    fn mention_of_page(
        &self,
        by: MentionSource,
        source: &Url,
        target: &Url,
        page: &WebPage,
        old: Option<&Mention>,
        review_id: crate::domain::id::ReviewId,
    ) -> Mention {
        let now = self.now();
        let host = source.authority();
        let card = page.author.clone().unwrap_or_default();
        let name = plain::one_line(&card.name, NAME_CHARS);
        let short = |url: Option<Url>| url.filter(|url| url.as_str().len() <= 2_000);
        Mention {
            id: old.map_or_else(|| MentionId::new(self.next_id()), |old| old.id.clone()),
            source: by,
            role: MentionRole::Mention,
            source_uri: source.clone(),
            subject: Subject::Review(review_id.clone()),
            review_id,
            target: target.clone(),
            author: MentionAuthor::Named {
                name: if name.is_empty() { host.to_owned() } else { name },
                url: short(card.url.and_then(|url| web_url(url.as_str()))),
                photo: short(card.photo.and_then(|url| web_url(url.as_str()))),
            },
            url: source.clone(),
            title: plain::one_line(&page.title, TITLE_CHARS),
            excerpt: plain::one_line(&page.words, EXCERPT_CHARS),
            language: page.language.clone().filter(|tag| is_language_tag(tag)),
            state: old.map_or(MentionState::Visible, |old| old.state),
            published_at: match (page.published_at, old) {
                (Some(at), _) => at.min(now),
                (None, Some(old)) => old.published_at,
                (None, None) => now,
            },
            edited_at: None,
            created_at: old.map_or(now, |old| old.created_at),
        }
    }

    /// A page does not link to a review any more, or is gone: so is its mention. What was taken off the page stays on record,
    /// so that it does not come back with the next Webmention.
    async fn page_links_not(&self, source: &Url, target: &Url) -> Result<(), Error> {
        let instance = self.instance_actor().await?;
        let (source, target) = (source.clone(), target.clone());
        self.write(move |c, tags| {
            for mention in mentions::by_source(c, source.as_str())? {
                let theirs = mention.source != MentionSource::ActivityPub && same_page(&mention.target, &target);
                if theirs && mention.state == MentionState::Visible {
                    mentions::delete(c, &mention.id)?;
                    tags.push(Tag::review(&mention.review_id));
                }
            }
            if mentions::by_source(c, source.as_str())?.is_empty() {
                notifications::withdraw(c, source.as_str(), &instance.id)?;
            }
            Ok(())
        })
        .await
    }

    /// The chain in which a host's pages are told.
    pub(super) fn chain_of(url: &Url) -> String {
        chain("tell", url.host_str().unwrap_or_default())
    }
}

/// Media type of an answer, in lower case and without parameters.
pub(super) fn media_type(response: &Response) -> String {
    let name = response.content_type().unwrap_or_default().split(';').next();
    name.unwrap_or_default().trim().to_ascii_lowercase()
}

fn look(response: &Response, target: &Url) -> Verdict {
    let body = String::from_utf8_lossy(&response.body);
    let page = match media_type(response).as_str() {
        "text/html" | "application/xhtml+xml" => webpage::read(&body, &response.final_url, Some(target)),
        "text/plain" => WebPage {
            links: webpage::text_links(&body, target),
            ..WebPage::default()
        },
        "application/json" => WebPage {
            links: serde_json::from_str(&body).is_ok_and(|value: Value| json_links(&value, target)),
            ..WebPage::default()
        },
        other => {
            let other: String = other.chars().take(60).collect();
            return Verdict::Unusable(format!("it is {other:?} and no page"));
        }
    };
    if page.links {
        Verdict::Links(Box::new(page))
    } else {
        Verdict::LinksNot
    }
}

/// Does any value of a document equal the address? serde_json reads at most 128 levels.
fn json_links(value: &Value, target: &Url) -> bool {
    match value {
        Value::String(text) => Url::parse(text).is_ok_and(|url| same_page(&url, target)),
        Value::Array(values) => values.iter().any(|value| json_links(value, target)),
        Value::Object(fields) => fields.values().any(|value| json_links(value, target)),
        _ => false,
    }
}
