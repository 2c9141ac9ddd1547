//! Webmentions out: every page that a review links to is told, and told again when the review is edited, loses the link or goes.

use super::short;
use super::verified::media_type;
use crate::domain::id::{ReviewId, WebmentionId};
use crate::domain::job::JobPayload;
use crate::domain::mention::{ADDRESS_MAX, same_page, without_fragment};
use crate::domain::message::Message;
use crate::domain::review::{Review, Status};
use crate::domain::text::webpage;
use crate::domain::webmention::{TARGETS_MAX, Webmention, WebmentionState, endpoint_in_headers};
use crate::env::{GetRequest, Response};
use crate::service::{Error, Service};
use crate::store::{Conn, actors, jobs, reviews, webmentions};
use chrono::{DateTime, TimeDelta, Utc};
use http::{HeaderMap, HeaderValue, header};
use url::{Url, form_urlencoded};

/// The longest page that is searched for an endpoint, in bytes.
const PAGE_MAX: u64 = 1 << 20;
/// How often a silent server is tried.
const TRIES: u32 = 6;

/// A page that was told of a review, for its author.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PageReceipt {
    /// The page.
    pub target: String,
    /// The review links there now.
    pub linked: bool,
    /// Where it stands, for people.
    pub state_words: Message,
    /// Where it stands.
    pub state: WebmentionState,
    /// Last HTTP status.
    pub last_status: Option<i32>,
    /// What went wrong last.
    pub last_error: Option<String>,
    /// When it was tried last.
    pub tried_at: Option<DateTime<Utc>>,
}

/// What telling a page came to.
struct Told {
    state: WebmentionState,
    endpoint: Option<Url>,
    status: Option<u16>,
    error: Option<String>,
    /// It may work later.
    again: bool,
}

impl Told {
    fn ended(state: WebmentionState, error: impl Into<Option<String>>) -> Self {
        Self {
            state,
            endpoint: None,
            status: None,
            error: error.into(),
            again: false,
        }
    }
}

/// The pages of other sites that a review links to: in its text, in its trivia, and where those come from.
fn links_of(service: &Service, review: &Review) -> Vec<Url> {
    let mut links: Vec<Url> = Vec::new();
    let html = review
        .sections
        .iter()
        .map(|section| &section.html)
        .chain(review.trivia.iter().map(|trivia| &trivia.html));
    for text in html {
        links.extend(webpage::links_in(text.as_str(), TARGETS_MAX * 2));
    }
    links.extend(review.trivia.iter().filter_map(|trivia| trivia.source_url.clone()));
    let mut out: Vec<Url> = Vec::new();
    for link in links {
        let fits = link.as_str().len() <= ADDRESS_MAX && !service.urls().is_local(&link);
        if fits && !out.iter().any(|known| same_page(known, &link)) {
            out.push(link);
        }
    }
    out.truncate(TARGETS_MAX);
    out
}

impl Service {
    /// Queues telling the pages of a review, in the transaction that changes it.
    pub(in crate::service) fn tell_pages_later(
        &self,
        c: &mut Conn,
        review: &Review,
        at: DateTime<Utc>,
    ) -> Result<(), Error> {
        // Most reviews link to nothing and never did.
        let quiet = links_of(self, review).is_empty() && webmentions::by_review(c, &review.id)?.is_empty();
        if quiet || !self.config().mentions.send_webmentions {
            return Ok(());
        }
        let payload = JobPayload::TellPages {
            review: review.id.clone(),
        };
        let dedup = format!("tell:{}:{}:{}", review.id, review.revision, review.status.as_str());
        let group = format!("tell:{}", review.id);
        jobs::enqueue(c, &self.next_id(), &payload, &group, Some(&dedup), at, self.now())?;
        Ok(())
    }

    /// Compares the links of a review with what was told before, and queues one Webmention for each page that has to hear
    /// something. Removes the job, in one transaction.
    pub async fn tell_pages(&self, job: &str, id: &ReviewId) -> Result<(), Error> {
        let (service, job, id, now) = (self.clone(), job.to_owned(), id.clone(), self.now());
        self.store()
            .write(move |c| {
                if !jobs::finish(c, &job)? {
                    return Ok(());
                }
                let Some(review) = reviews::by_id(c, &id)? else {
                    return Ok(());
                };
                let author = actors::by_id(c, &review.author_id)?.ok_or(Error::NotFound)?;
                let source = service.urls().review_page(&author.handle, &review.slug);
                let links = match review.status {
                    Status::Published => links_of(&service, &review),
                    Status::Draft | Status::Scheduled | Status::Withdrawn | Status::Deleted => Vec::new(),
                };
                let known = webmentions::by_review(c, &id)?;
                let mut due: Vec<Webmention> = Vec::new();
                for old in &known {
                    let linked = old.source == source && links.iter().any(|link| same_page(link, &old.target));
                    // A page that was never told need not hear that a link is gone.
                    if linked || (old.linked && old.endpoint.is_some()) {
                        due.push(Webmention {
                            linked,
                            state: WebmentionState::Waiting,
                            ..old.clone()
                        });
                    } else if old.linked {
                        webmentions::save(c, &Webmention { linked, ..old.clone() })?;
                    }
                }
                for link in links {
                    let is_known = |old: &Webmention| old.source == source && same_page(&old.target, &link);
                    if !known.iter().any(is_known) {
                        due.push(Webmention {
                            id: WebmentionId::new(service.next_id()),
                            review_id: id.clone(),
                            source: source.clone(),
                            target: without_fragment(&link),
                            linked: true,
                            state: WebmentionState::Waiting,
                            endpoint: None,
                            last_status: None,
                            last_error: None,
                            created_at: now,
                            tried_at: None,
                        });
                    }
                }
                for sent in due {
                    webmentions::save(c, &sent)?;
                    let payload = JobPayload::SendWebmention {
                        webmention: sent.id.clone(),
                        tries: 0,
                    };
                    let group = Self::chain_of(&sent.target);
                    let dedup = format!(
                        "send:{}:{}",
                        sent.id,
                        short(&format!("{} {}", review.revision, sent.linked))
                    );
                    jobs::enqueue(c, &service.next_id(), &payload, &group, Some(&dedup), now, now)?;
                }
                Ok::<_, Error>(())
            })
            .await?;
        self.wake().jobs.notify_one();
        Ok(())
    }

    /// Finds out where a page wants to be told, tells it, and notes what came of it. Removes the job, or replaces it by one
    /// for later.
    pub async fn send_webmention(&self, job: &str, id: &WebmentionId, tries: u32) -> Result<(), Error> {
        let wanted = id.clone();
        let found = self.read(move |c| Ok(webmentions::by_id(c, &wanted)?)).await?;
        let Some(sent) = found.filter(|_| self.config().mentions.send_webmentions) else {
            return self.finish_job(job).await;
        };
        let told = self.tell(&sent.source, &sent.target).await?;
        let again = told.again && tries + 1 < TRIES;
        let state = match (again, told.again) {
            (true, _) => WebmentionState::Waiting,
            (false, true) => WebmentionState::Failed,
            (false, false) => told.state,
        };
        let noted = Webmention {
            state,
            endpoint: told.endpoint.or(sent.endpoint),
            last_status: told.status.map(i32::from),
            last_error: told.error,
            tried_at: Some(self.now()),
            ..sent
        };
        self.store()
            .write(move |c| Ok::<_, Error>(webmentions::save(c, &noted)?))
            .await?;
        if !again {
            return self.finish_job(job).await;
        }
        let payload = JobPayload::SendWebmention {
            webmention: id.clone(),
            tries: tries + 1,
        };
        let later = self.now() + TimeDelta::minutes(4_i64.saturating_pow(tries));
        self.replace_job(job, payload, later).await
    }

    async fn tell(&self, source: &Url, target: &Url) -> Result<Told, Error> {
        let endpoint = match self.endpoint_of(target).await? {
            Ok(endpoint) => endpoint,
            Err(told) => return Ok(told),
        };
        let body = form_urlencoded::Serializer::new(String::new())
            .append_pair("source", source.as_str())
            .append_pair("target", target.as_str())
            .finish();
        let mut headers = HeaderMap::new();
        let form = HeaderValue::from_static("application/x-www-form-urlencoded");
        headers.insert(header::CONTENT_TYPE, form);
        let answer = self.env().net.post(&endpoint, headers, body).await;
        let mut told = Told::ended(WebmentionState::Told, None);
        match answer {
            Ok(response) => {
                let status = response.status.as_u16();
                told.status = Some(status);
                match status {
                    200..=299 => {}
                    408 | 429 | 500.. => told.again = true,
                    _ => told.state = WebmentionState::Refused,
                }
            }
            Err(error) => {
                told.state = WebmentionState::Failed;
                told.again = !error.is_permanent();
                told.error = Some(error.to_string());
            }
        }
        told.endpoint = Some(endpoint);
        Ok(told)
    }

    /// Where a page wants to be told: its `Link` header, else the first `link` or `a` of its HTML.
    async fn endpoint_of(&self, target: &Url) -> Result<Result<Url, Told>, Error> {
        if self.policies().await?.of_url(target).is_suspended() {
            let told = Told::ended(
                WebmentionState::Deaf,
                "this site does not talk to that server".to_owned(),
            );
            return Ok(Err(told));
        }
        let mut request = GetRequest::new(target.clone(), "text/html, application/xhtml+xml;q=0.9, */*;q=0.1");
        request.max_bytes = PAGE_MAX;
        let response = match self.env().net.get(&request, None).await {
            Ok(response) => response,
            Err(error) => {
                let mut told = Told::ended(WebmentionState::Failed, error.to_string());
                told.again = !error.is_permanent();
                return Ok(Err(told));
            }
        };
        let status = response.status.as_u16();
        if !(200..=299).contains(&status) {
            let mut told = Told::ended(WebmentionState::Deaf, None);
            told.status = Some(status);
            told.again = matches!(status, 408 | 429 | 500..);
            return Ok(Err(told));
        }
        let endpoint = tokio::task::spawn_blocking(move || discover(&response))
            .await
            .map_err(|error| Error::Internal(error.to_string()))?;
        let book = self.policies().await?;
        let usable = endpoint.filter(|url| !self.urls().is_local(url) && !book.of_url(url).is_suspended());
        Ok(usable.ok_or_else(|| Told::ended(WebmentionState::Deaf, None)))
    }

    /// The pages that a review links to or linked to, for receipts.
    pub(in crate::service) fn page_receipts(c: &mut Conn, id: &ReviewId) -> Result<Vec<PageReceipt>, Error> {
        let rows = webmentions::by_review(c, id)?;
        Ok(rows
            .into_iter()
            .map(|sent| PageReceipt {
                state_words: words(&sent),
                target: sent.target.into(),
                linked: sent.linked,
                state: sent.state,
                last_status: sent.last_status,
                last_error: sent.last_error,
                tried_at: sent.tried_at,
            })
            .collect())
    }
}

fn words(sent: &Webmention) -> Message {
    Message::new(match (sent.state, sent.tried_at.is_some()) {
        (WebmentionState::Waiting, false) => "webmention-on-its-way",
        (WebmentionState::Waiting, true) => "webmention-again",
        (WebmentionState::Told, _) if sent.linked => "webmention-told",
        (WebmentionState::Told, _) => "webmention-told-gone",
        (WebmentionState::Deaf, _) => "webmention-deaf",
        (WebmentionState::Refused, _) => "webmention-refused",
        (WebmentionState::Failed, _) => "webmention-failed",
    })
}

fn discover(response: &Response) -> Option<Url> {
    let headers = response.headers.get_all(header::LINK);
    let named = endpoint_in_headers(
        headers.iter().filter_map(|value| value.to_str().ok()),
        &response.final_url,
    );
    let endpoint = named.or_else(|| {
        let is_page = matches!(media_type(response).as_str(), "text/html" | "application/xhtml+xml");
        let body = is_page.then(|| String::from_utf8_lossy(&response.body))?;
        webpage::read(&body, &response.final_url, None).endpoint
    });
    endpoint.filter(|url| matches!(url.scheme(), "http" | "https"))
}
