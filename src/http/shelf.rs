//! Finished answers, kept ready: pages for readers who are not signed in and ActivityPub documents.
//!
//! An answer is rendered once, compressed once in each encoding that somebody asks for, and sent until one of the tags it
//! was made from changes ([`Freshness`](crate::service::freshness::Freshness)), in this process or in another.

use crate::http::negotiate::takes_encoding;
use crate::service::freshness::{Stamp, Tag};
use crate::service::{Error, Service};
use actix_web::{
    HttpRequest, HttpResponse,
    http::{StatusCode, header},
    web::Bytes,
};
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use chrono::{DateTime, TimeDelta, Timelike, Utc};
use quick_cache::{Weighter, sync::Cache};
use sha2::{Digest, Sha256};
use std::io::Write;
use std::sync::{Arc, OnceLock};

/// All kept answers together, in bytes.
const CAPACITY: u64 = 48 * 1024 * 1024;

/// A finished answer before it is kept.
#[derive(Clone, Debug)]
pub struct Finished {
    /// 200, or 410 for a Tombstone.
    pub status: StatusCode,
    /// Media type with its charset.
    pub content_type: &'static str,
    /// How long others may keep it.
    pub cache_control: &'static str,
    /// What decides which answer is given at the address, besides the encoding.
    pub vary: &'static str,
    /// The `Link` header, where there is one.
    pub link: Option<String>,
    /// The answer.
    pub bytes: Vec<u8>,
    /// What it was made from.
    pub tags: Vec<Tag>,
}

impl Finished {
    /// A page for everybody who is not signed in.
    pub fn page(html: String, tags: Vec<Tag>) -> Self {
        Self {
            status: StatusCode::OK,
            content_type: "text/html; charset=utf-8",
            cache_control: "no-cache",
            vary: "Accept, Accept-Encoding, Cookie",
            link: None,
            bytes: html.into_bytes(),
            tags,
        }
    }
}

/// A finished answer with its encodings.
#[derive(Debug)]
pub struct Kept {
    answer: Finished,
    plain: Bytes,
    gzip: OnceLock<Bytes>,
    brotli: OnceLock<Bytes>,
    etag: String,
    modified: DateTime<Utc>,
    stamp: Stamp,
}

#[derive(Clone)]
struct ByBytes;

impl Weighter<String, Arc<Kept>> for ByBytes {
    fn weight(&self, key: &String, kept: &Arc<Kept>) -> u64 {
        // Room for both encodings, which are made later: neither is ever larger than a third of the text.
        (key.len() + 512 + kept.plain.len() * 5 / 3) as u64
    }
}

/// The place where finished answers stand. Cheap to clone.
#[derive(Clone)]
pub struct Shelf(Arc<Cache<String, Arc<Kept>, ByBytes>>);

impl Default for Shelf {
    fn default() -> Self {
        Self(Arc::new(Cache::with_weighter(2000, CAPACITY, ByBytes)))
    }
}

impl Shelf {
    /// The kept answer for `key`, or a new one from `render`.
    ///
    /// What an answer is made from is known only after reading, so the moment before is what its stamp is of: an answer that a
    /// change overtook is given once, and made anew for whoever comes next.
    ///
    /// # Errors
    /// Those of `render`, and of looking for other processes' changes.
    pub async fn get<F, Fut, E>(&self, service: &Service, key: &str, render: F) -> Result<Arc<Kept>, E>
    where
        F: FnOnce() -> Fut,
        Fut: Future<Output = Result<Finished, E>>,
        E: From<Error>,
    {
        service.sync_freshness().await?;
        if let Some(kept) = self.0.get(key).filter(|kept| service.freshness().is_fresh(&kept.stamp)) {
            return Ok(kept);
        }
        let before = service.freshness().moment();
        let mut answer = render().await?;
        let stamp = service.freshness().stamp_of(before, &answer.tags);
        let plain = Bytes::from(std::mem::take(&mut answer.bytes));
        let hash: String = URL_SAFE_NO_PAD
            .encode(Sha256::digest(&plain))
            .chars()
            .take(20)
            .collect();
        let etag = format!("W/\"{hash}\"");
        let kept = Arc::new(Kept {
            modified: self.modified(key, &etag, service.now()),
            answer,
            plain,
            gzip: OnceLock::new(),
            brotli: OnceLock::new(),
            etag,
            stamp,
        });
        self.0.insert(key.to_owned(), kept.clone());
        Ok(kept)
    }
}

impl Shelf {
    /// When the answer came to say what it says: whole seconds, as HTTP has them, and never those of an answer that said
    /// something else.
    fn modified(&self, key: &str, etag: &str, now: DateTime<Utc>) -> DateTime<Utc> {
        let now = now.with_nanosecond(0).unwrap_or(now);
        match self.0.get(key) {
            Some(before) if before.etag == etag => before.modified,
            Some(before) => now.max(before.modified + TimeDelta::seconds(1)),
            None => now,
        }
    }
}

impl Kept {
    /// True when the visitor has this very answer (RFC 9110, section 13.2.2): by its tag, or by its age where they know no tag.
    fn is_known(&self, headers: &header::HeaderMap) -> bool {
        let text = |name| headers.get(name).and_then(|v| v.to_str().ok());
        if let Some(known) = text(header::IF_NONE_MATCH) {
            return known.split(',').any(|tag| tag.trim() == self.etag || tag.trim() == "*");
        }
        text(header::IF_MODIFIED_SINCE)
            .and_then(|at| httpdate::parse_http_date(at).ok())
            .is_some_and(|at| self.modified <= DateTime::<Utc>::from(at))
    }

    /// The answer in the best encoding the request takes, or 304 when the visitor has it already.
    pub fn respond(&self, request: &HttpRequest) -> HttpResponse {
        let headers = request.headers();
        let status = if self.is_known(headers) && self.answer.status == StatusCode::OK {
            StatusCode::NOT_MODIFIED
        } else {
            self.answer.status
        };
        let mut answer = HttpResponse::build(status);
        answer
            .insert_header((header::ETAG, self.etag.as_str()))
            .insert_header((header::LAST_MODIFIED, httpdate::fmt_http_date(self.modified.into())))
            .insert_header((header::CACHE_CONTROL, self.answer.cache_control))
            .insert_header((header::VARY, self.answer.vary));
        if let Some(link) = &self.answer.link {
            answer.insert_header((header::LINK, link.as_str()));
        }
        if status == StatusCode::NOT_MODIFIED {
            return answer.finish();
        }
        answer.insert_header((header::CONTENT_TYPE, self.answer.content_type));
        let accepted = headers
            .get(header::ACCEPT_ENCODING)
            .and_then(|v| v.to_str().ok())
            .unwrap_or_default();
        let takes = |name| takes_encoding(accepted, name);
        if takes("br") {
            let body = self.brotli.get_or_init(|| brotli(&self.plain)).clone();
            answer.insert_header((header::CONTENT_ENCODING, "br")).body(body)
        } else if takes("gzip") {
            let body = self.gzip.get_or_init(|| gzip(&self.plain)).clone();
            answer.insert_header((header::CONTENT_ENCODING, "gzip")).body(body)
        } else {
            answer.body(self.plain.clone())
        }
    }
}

fn gzip(plain: &[u8]) -> Bytes {
    let mut encoder = flate2::write::GzEncoder::new(Vec::with_capacity(plain.len() / 3), flate2::Compression::new(6));
    // Writing to memory does not fail.
    let written = encoder.write_all(plain);
    written.and_then(|()| encoder.finish()).unwrap_or_default().into()
}

fn brotli(plain: &[u8]) -> Bytes {
    let mut out = Vec::with_capacity(plain.len() / 3);
    let parameters = brotli::enc::BrotliEncoderParams {
        quality: 6,
        ..Default::default()
    };
    // Writing to memory does not fail.
    brotli::BrotliCompress(&mut &*plain, &mut out, &parameters).ok();
    out.into()
}
