//! A browser as far as plain pages need one: cookies, redirects, forms as a person fills them in.

use super::forms::{Contents, Form, read};
use crate::domain::text::plain;
use crate::env::Net;
use crate::env::net::HttpClient;
use http::{HeaderMap, HeaderValue, Method, StatusCode, header};
use std::collections::BTreeMap;
use std::fmt::Write as _;
use url::Url;

/// Redirects followed in a row.
const MAX_HOPS: usize = 6;
/// Between the parts of an upload; no field of ours holds it.
const BOUNDARY: &str = "houselights-form-7f1c2a90b3";

/// Why a page could not be had or used.
#[derive(Debug, thiserror::Error)]
pub enum BrowserError {
    /// No answer.
    #[error("{url} does not answer: {reason}")]
    NoAnswer {
        /// What was asked for.
        url: Url,
        /// Why.
        reason: String,
    },
    /// The page lacks what was looked for.
    #[error("{url} ({status}) has no {what}; it says: {text}")]
    Missing {
        /// The page.
        url: String,
        /// Its status.
        status: StatusCode,
        /// What was looked for.
        what: String,
        /// The beginning of its text.
        text: String,
    },
    /// Too many redirects, or to nowhere.
    #[error("{0} redirects without end")]
    Redirects(Url),
}

/// One person's browser. Cookies are kept for each host.
#[derive(Clone)]
pub struct Browser {
    client: HttpClient,
    cookies: BTreeMap<(String, String), String>,
}

/// A page that was read.
#[derive(Clone, Debug)]
pub struct Page {
    /// Where it was found, after redirects.
    pub url: Url,
    /// Its status.
    pub status: StatusCode,
    /// Its headers.
    pub headers: HeaderMap,
    /// The body as it came.
    pub body: Vec<u8>,
}

impl Page {
    /// The body as text.
    #[must_use]
    pub fn html(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    /// The words a reader sees, one line per block.
    #[must_use]
    pub fn text(&self) -> String {
        plain::from_html(&self.html())
    }

    /// Whether the reader sees `words`, wherever the lines break.
    #[must_use]
    pub fn shows(&self, words: &str) -> bool {
        let flat = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
        flat(&self.text()).contains(&flat(words))
    }

    /// Forms, links and images.
    #[must_use]
    pub fn contents(&self) -> Contents {
        read(&self.html())
    }

    /// The first form whose action holds `action`.
    ///
    /// # Errors
    /// [`BrowserError::Missing`].
    pub fn form(&self, action: &str) -> Result<Form, BrowserError> {
        let form = self
            .contents()
            .forms
            .into_iter()
            .find(|form| form.action.contains(action));
        form.ok_or_else(|| self.missing(format!("form to {action}")))
    }

    /// The first link whose text holds `words`.
    ///
    /// # Errors
    /// [`BrowserError::Missing`].
    pub fn link(&self, words: &str) -> Result<Url, BrowserError> {
        let found = self.contents().links.into_iter().find(|(_, text)| text.contains(words));
        found
            .and_then(|(href, _)| self.url.join(&href).ok())
            .ok_or_else(|| self.missing(format!("link “{words}”")))
    }

    /// The body as JSON.
    ///
    /// # Errors
    /// [`BrowserError::Missing`].
    pub fn json(&self) -> Result<serde_json::Value, BrowserError> {
        serde_json::from_slice(&self.body).map_err(|_| self.missing("JSON".to_owned()))
    }

    /// That something expected is not on this page.
    #[must_use]
    pub fn missing(&self, what: String) -> BrowserError {
        BrowserError::Missing {
            url: self.url.to_string(),
            status: self.status,
            what,
            text: plain::excerpt(&self.text().replace('\n', " / "), 600),
        }
    }
}

impl Browser {
    /// A browser without cookies that reaches what `net` may reach.
    #[must_use]
    pub fn new(net: &Net) -> Self {
        Self {
            client: net.client(Vec::new()),
            cookies: BTreeMap::new(),
        }
    }

    /// Opens a page, following redirects.
    ///
    /// # Errors
    /// [`BrowserError`] when there is no answer; an error page is an answer.
    pub async fn open(&mut self, url: &Url) -> Result<Page, BrowserError> {
        self.walk(Method::GET, url.clone(), "text/html,*/*;q=0.5", None).await
    }

    /// Asks for the ActivityPub document at `url`, following redirects.
    ///
    /// # Errors
    /// As [`Browser::open`].
    pub async fn document(&mut self, url: &Url) -> Result<Page, BrowserError> {
        self.walk(Method::GET, url.clone(), "application/activity+json", None)
            .await
    }

    /// Presses the button `pressed` (name and value) of a form that stands on `page`.
    ///
    /// # Errors
    /// As [`Browser::open`].
    pub async fn submit(
        &mut self,
        page: &Page,
        form: &Form,
        pressed: Option<(&str, &str)>,
    ) -> Result<Page, BrowserError> {
        let mut target = page
            .url
            .join(&form.action)
            .map_err(|_| page.missing(format!("usable address {}", form.action)))?;
        let mut fields = form.fields.clone();
        fields.extend(pressed.map(|(name, value)| (name.to_owned(), value.to_owned())));
        if form.method != "post" {
            target.query_pairs_mut().clear().extend_pairs(&fields);
            return self.open(&target).await;
        }
        let body = if form.multipart {
            (
                format!("multipart/form-data; boundary={BOUNDARY}"),
                multipart(form, &fields),
            )
        } else {
            let text = url::form_urlencoded::Serializer::new(String::new())
                .extend_pairs(&fields)
                .finish();
            ("application/x-www-form-urlencoded".to_owned(), text.into_bytes())
        };
        self.walk(Method::POST, target, "text/html,*/*;q=0.5", Some(body)).await
    }

    async fn walk(
        &mut self,
        method: Method,
        url: Url,
        accept: &str,
        body: Option<(String, Vec<u8>)>,
    ) -> Result<Page, BrowserError> {
        let (mut method, mut url, mut body) = (method, url, body);
        for _ in 0..MAX_HOPS {
            let page = self.exchange(&method, &url, accept, body.as_ref()).await?;
            let location = page.headers.get(header::LOCATION).and_then(|at| at.to_str().ok());
            let Some(location) = location.filter(|_| page.status.is_redirection()) else {
                return Ok(page);
            };
            url = url.join(location).map_err(|_| BrowserError::Redirects(url.clone()))?;
            // After a form everybody's browser turns these into a GET.
            if !matches!(page.status.as_u16(), 307 | 308) {
                method = Method::GET;
                body = None;
            }
        }
        Err(BrowserError::Redirects(url))
    }

    async fn exchange(
        &mut self,
        method: &Method,
        url: &Url,
        accept: &str,
        body: Option<&(String, Vec<u8>)>,
    ) -> Result<Page, BrowserError> {
        let failed = |reason: String| BrowserError::NoAnswer {
            url: url.clone(),
            reason,
        };
        let mut request = self
            .client
            .request(method.clone(), url.clone())
            .header(header::ACCEPT, accept)
            // A connection that the server closes while it is idle would lose the next form.
            .header(header::CONNECTION, "close");
        if let Some(cookies) = self.cookies_for(url) {
            request = request.header(header::COOKIE, cookies);
        }
        if let Some((media_type, bytes)) = body {
            request = request
                .header(header::CONTENT_TYPE, media_type.as_str())
                .header(header::ORIGIN, url.origin().ascii_serialization())
                .body(bytes.clone());
        }
        let response = request.send().await.map_err(|error| failed(format!("{error:#}")))?;
        let (status, headers) = (response.status(), response.headers().clone());
        for cookie in headers.get_all(header::SET_COOKIE) {
            self.keep(url, cookie);
        }
        let body = response.bytes().await.map_err(|error| failed(error.to_string()))?;
        Ok(Page {
            url: url.clone(),
            status,
            headers,
            body: body.to_vec(),
        })
    }

    /// The `Cookie` header that goes to `url`, if anything is kept for its host.
    #[must_use]
    pub fn cookies_for(&self, url: &Url) -> Option<String> {
        let host = host_of(url);
        let mut line = String::new();
        for ((_, name), value) in self.cookies.iter().filter(|((of, _), _)| *of == host) {
            let gap = if line.is_empty() { "" } else { "; " };
            write!(line, "{gap}{name}={value}").ok()?;
        }
        (!line.is_empty()).then_some(line)
    }

    fn keep(&mut self, url: &Url, cookie: &HeaderValue) {
        let Ok(text) = cookie.to_str() else { return };
        let mut parts = text.split(';').map(str::trim);
        let Some((name, value)) = parts.next().and_then(|pair| pair.split_once('=')) else {
            return;
        };
        let key = (host_of(url), name.to_owned());
        let over = parts.any(|attribute| attribute.eq_ignore_ascii_case("max-age=0"));
        if over || value.is_empty() {
            self.cookies.remove(&key);
        } else {
            self.cookies.insert(key, value.to_owned());
        }
    }
}

fn host_of(url: &Url) -> String {
    format!(
        "{}:{}",
        url.host_str().unwrap_or_default(),
        url.port_or_known_default().unwrap_or_default()
    )
}

fn multipart(form: &Form, fields: &[(String, String)]) -> Vec<u8> {
    let mut out = Vec::new();
    let mut part = |head: String, bytes: &[u8]| {
        out.extend_from_slice(format!("--{BOUNDARY}\r\nContent-Disposition: form-data; {head}\r\n\r\n").as_bytes());
        out.extend_from_slice(bytes);
        out.extend_from_slice(b"\r\n");
    };
    for (name, value) in fields {
        part(format!("name=\"{name}\""), value.as_bytes());
    }
    for name in &form.file_fields {
        match form.files.iter().find(|file| file.field == *name) {
            Some(file) => part(
                format!(
                    "name=\"{name}\"; filename=\"{}\"\r\nContent-Type: {}",
                    file.name, file.media_type
                ),
                &file.bytes,
            ),
            // What a browser sends when nothing was chosen.
            None => part(
                format!("name=\"{name}\"; filename=\"\"\r\nContent-Type: application/octet-stream"),
                b"",
            ),
        }
    }
    out.extend_from_slice(format!("--{BOUNDARY}--\r\n").as_bytes());
    out
}
