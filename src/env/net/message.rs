//! What is asked of another server, and what it answers.

use http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header};
use url::Url;

/// Adds headers that authenticate a GET; asked again for each redirect, because the signature covers host and path.
pub trait RequestSigner: Send + Sync {
    /// The headers to add to a GET of `url` with this Accept header.
    fn sign_get(&self, url: &Url, accept: &str) -> Vec<(HeaderName, HeaderValue)>;
}

/// A GET to make.
#[derive(Clone, Debug)]
pub struct GetRequest {
    pub url: Url,
    /// The Accept header.
    pub accept: String,
    /// Further headers; left out when a redirect leads to another origin.
    pub headers: HeaderMap,
    /// Longest body that is read; a longer one is [`super::NetError::TooLarge`].
    pub max_bytes: u64,
    /// Follow up to three redirects, each checked like a first request; otherwise the 3xx is the answer.
    pub follow_redirects: bool,
    /// Judges the Content-Type of a success (empty when there is none) before its body is read; otherwise any is read.
    pub takes_type: Option<fn(&str) -> bool>,
    /// Do not ask a host that did not answer a moment ago: for requests that a stranger caused.
    pub spare_the_dead: bool,
}

impl GetRequest {
    /// A GET that follows redirects and reads at most 1 MiB.
    #[must_use]
    pub fn new(url: Url, accept: &str) -> Self {
        Self {
            url,
            accept: accept.to_owned(),
            headers: HeaderMap::new(),
            max_bytes: 1 << 20,
            follow_redirects: true,
            takes_type: None,
            spare_the_dead: false,
        }
    }
}

/// An answer, read to its end.
#[derive(Clone, Debug)]
pub struct Response {
    pub status: StatusCode,
    pub headers: HeaderMap,
    /// Where the answer came from, after redirects.
    pub final_url: Url,
    /// How many redirects led there.
    pub redirects: u32,
    pub body: Vec<u8>,
}

impl Response {
    /// The Content-Type header, when it is text.
    #[must_use]
    pub fn content_type(&self) -> Option<&str> {
        self.headers.get(header::CONTENT_TYPE)?.to_str().ok()
    }
}
