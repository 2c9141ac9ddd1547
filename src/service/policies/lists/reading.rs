//! Reading block lists again and again.

use super::BYTES_MAX;
use super::review::review;
use crate::domain::id::BlockListId;
use crate::domain::job::JobPayload;
use crate::domain::policy::BlockList;
use crate::domain::text::plain;
use crate::env::net::{GetRequest, Response};
use crate::messages::Language;
use crate::service::policies::csv;
use crate::service::{Error, Service};
use crate::store::{Conn, block_lists, jobs};
use chrono::TimeDelta;
use http::StatusCode;
use http::header::{ETAG, HeaderName, HeaderValue, IF_MODIFIED_SINCE, IF_NONE_MATCH, LAST_MODIFIED};
use url::Url;

/// A list that could not be read is asked for again after so long, or after its own time, whichever is shorter.
const AFTER_FAILURE: TimeDelta = TimeDelta::hours(6);

impl Service {
    /// Has the lists read whose time has come.
    pub async fn ask_for_block_lists(&self) -> Result<usize, Error> {
        let (service, now) = (self.clone(), self.now());
        let due = self.read(move |c| Ok(block_lists::due(c, now)?)).await?;
        if due.is_empty() {
            return Ok(0);
        }
        let asked = due.len();
        self.store()
            .write(move |c| due.iter().try_for_each(|id| service.have_read(c, id)))
            .await?;
        self.wake().jobs.notify_one();
        Ok(asked)
    }

    pub(super) fn have_read(&self, c: &mut Conn, id: &BlockListId) -> Result<(), Error> {
        let (payload, key) = (JobPayload::ReadBlockList { list: id.clone() }, format!("list:{id}"));
        jobs::enqueue(c, &self.next_id(), &payload, "", Some(&key), self.now(), self.now())?;
        Ok(())
    }

    /// Reads a list again, writes down what it says or why it could not be read, and finishes the job.
    pub async fn read_block_list(&self, job: &str, id: &BlockListId) -> Result<(), Error> {
        let wanted = id.clone();
        let list = self.read(move |c| Ok(block_lists::by_id(c, &wanted)?)).await?;
        let answer = match list.as_ref().and_then(|list| list.url.clone().map(|url| (list, url))) {
            Some((list, url)) => Some(self.fetch_list(list, url).await),
            None => None,
        };
        let (service, job, id) = (self.clone(), job.to_owned(), id.clone());
        self.store()
            .write(move |c| {
                if let (Some(answer), Some(list)) = (answer, block_lists::by_id(c, &id)?) {
                    let list = service.heard(c, list, answer)?;
                    block_lists::update(c, &list)?;
                }
                jobs::finish(c, &job)?;
                Ok(())
            })
            .await
    }

    /// The list after an answer: `None` is "unchanged", an error says why there is none.
    fn heard(
        &self,
        c: &mut Conn,
        list: BlockList,
        answer: Result<Option<Fetched>, String>,
    ) -> Result<BlockList, Error> {
        let (now, own) = (self.now(), TimeDelta::hours(list.every_hours));
        let list = match answer {
            Err(error) => {
                return Ok(BlockList {
                    error: Some(plain::one_line(&error, 300)),
                    next_at: Some(now + own.min(AFTER_FAILURE)),
                    ..list
                });
            }
            Ok(None) => list,
            Ok(Some(new)) => BlockList {
                content: new.content,
                etag: new.etag,
                last_modified: new.last_modified,
                ..list
            },
        };
        let list = BlockList {
            error: None,
            read_at: Some(now),
            next_at: Some(now + own),
            ..list
        };
        let waiting = review(self, c, list.clone())?
            .lines
            .iter()
            .filter(|line| !line.passed_over)
            .count();
        Ok(BlockList {
            waiting: i64::try_from(waiting).unwrap_or(i64::MAX),
            ..list
        })
    }

    async fn fetch_list(&self, list: &BlockList, url: Url) -> Result<Option<Fetched>, String> {
        let mut request = GetRequest {
            max_bytes: BYTES_MAX as u64,
            spare_the_dead: true,
            ..GetRequest::new(url, "text/csv, text/plain;q=0.9, */*;q=0.1")
        };
        for (name, value) in [(IF_NONE_MATCH, &list.etag), (IF_MODIFIED_SINCE, &list.last_modified)] {
            if let Some(value) = value.as_deref().and_then(|value| HeaderValue::from_str(value).ok()) {
                request.headers.insert(name, value);
            }
        }
        let answer = self
            .env()
            .net
            .get(&request, None)
            .await
            .map_err(|error| error.to_string())?;
        if answer.status == StatusCode::NOT_MODIFIED && !list.content.is_empty() {
            return Ok(None);
        }
        if !answer.status.is_success() {
            return Err(format!("it answered {}", answer.status));
        }
        // An empty answer, or a page that says sorry, must not lift every rule.
        csv::read(&answer.body).map_err(|why| Language::default().tell(&why))?;
        let header = |name| header(&answer, &name);
        Ok(Some(Fetched {
            etag: header(ETAG),
            last_modified: header(LAST_MODIFIED),
            content: String::from_utf8_lossy(&answer.body).replace('\0', ""),
        }))
    }
}

/// A list as it was read.
struct Fetched {
    content: String,
    etag: Option<String>,
    last_modified: Option<String>,
}

fn header(answer: &Response, name: &HeaderName) -> Option<String> {
    let value = answer.headers.get(name)?.to_str().ok()?;
    (value.len() <= 300).then(|| value.to_owned())
}
