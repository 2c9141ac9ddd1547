//! The guarded HTTP client: the only way out of the house.
//!
//! Every address is checked where it is connected to (see `net/resolver.rs`), every URL before it is asked for, every redirect
//! again, and every answer has a limit of size and time. Strangers choose the URLs that come here.

mod address;
mod dead;
mod error;
mod guard;
mod limits;
mod message;
mod resolver;

use std::{
    collections::HashMap,
    fmt,
    future::Future,
    net::{IpAddr, SocketAddr},
    sync::{Arc, PoisonError},
    time::{Duration, Instant},
};

use http::{HeaderMap, HeaderValue, Method, StatusCode, header};
use ipnet::IpNet;
use reqwest_middleware::{ClientWithMiddleware, Middleware};
use url::Url;

pub use error::NetError;
pub use message::{GetRequest, RequestSigner, Response};

use dead::DeadHosts;
use guard::UrlGuard;
use limits::HostLimits;
use resolver::{GuardedResolver, Overrides};

/// The guarded client for those who bring requests of their own: ActivityPub dereferencing, the demo's browser.
pub type HttpClient = ClientWithMiddleware;

/// Redirects followed by one [`Net::get`].
const MAX_REDIRECTS: u32 = 3;
/// What is read of the answer to a [`Net::post`]; it only serves diagnostics.
const POST_ANSWER_LIMIT: u64 = 64 * 1024;
/// How long that is waited for once the status is there.
const POST_ANSWER_TIME: Duration = Duration::from_secs(2);

/// What [`Net`] needs to know of the settings.
#[derive(Clone, Debug)]
pub struct NetSettings {
    /// Our own origin, for the User-Agent.
    pub public_url: Url,
    /// `federation.allow_private_networks`
    pub allow_private_networks: Vec<IpNet>,
    /// `federation.allow_insecure_http`
    pub allow_insecure_http: bool,
    /// `federation.per_host_concurrency`
    pub per_host_concurrency: usize,
    /// `federation.request_timeout`: for a whole [`Net::get`] or [`Net::post`], redirects and body included.
    pub request_timeout: Duration,
}

/// Outbound HTTP. Clones share the pool of connections and the limits per host.
#[derive(Clone)]
pub struct Net {
    http: reqwest::Client,
    guard: Arc<UrlGuard>,
    resolver: GuardedResolver,
    limits: Arc<HostLimits>,
    dead: Arc<DeadHosts>,
    timeout: Duration,
}

impl Net {
    /// Builds the client. Without root certificates on the machine it still works, for everything but https.
    ///
    /// # Errors
    /// A message when the TLS library refuses to start.
    pub fn new(settings: &NetSettings) -> Result<Self, String> {
        let allowed: Arc<[IpNet]> = settings.allow_private_networks.clone().into();
        let resolver = GuardedResolver {
            allowed: allowed.clone(),
            overrides: Overrides::default(),
            script: Arc::default(),
        };
        let http = match builder(settings, &resolver).build() {
            Ok(http) => http,
            Err(error) => {
                // Installing, reading and writing must work on a bare machine: only federation has to wait.
                tracing::warn!(%error, "no root certificates on this machine, so https to other servers will fail: install the package ca-certificates");
                let bare = builder(settings, &resolver).tls_certs_only([]);
                bare.build()
                    .map_err(|error| format!("the HTTP client cannot be built: {error}"))?
            }
        };
        Ok(Self {
            http,
            guard: Arc::new(UrlGuard {
                allow_ports: settings.allow_insecure_http || !allowed.is_empty(),
                allow_http: settings.allow_insecure_http,
                allowed,
            }),
            resolver,
            limits: Arc::new(HostLimits::new(settings.per_host_concurrency)),
            dead: Arc::default(),
            timeout: settings.request_timeout,
        })
    }

    /// Points hosts at addresses of the caller's choosing, without checking them: for tests that run several servers in
    /// one process. Adds to what was given before.
    pub fn overrides(&self, hosts: impl IntoIterator<Item = (String, SocketAddr)>) {
        let mut overrides: std::sync::RwLockWriteGuard<'_, HashMap<String, SocketAddr>> =
            self.resolver.overrides.write().unwrap_or_else(PoisonError::into_inner);
        overrides.extend(
            hosts
                .into_iter()
                .map(|(host, address)| (host.to_ascii_lowercase(), address)),
        );
    }

    /// Plays the name server of `host`, for tests of names that lead astray: each look-up is given the next of `answers`, and
    /// after the last one nothing. The answers are checked like any other.
    pub fn script_name(&self, host: &str, answers: impl IntoIterator<Item = Vec<IpAddr>>) {
        let mut script = self.resolver.script.lock().unwrap_or_else(PoisonError::into_inner);
        script.insert(host.to_ascii_lowercase(), answers.into_iter().collect());
    }

    /// Whether a URL may be asked for at all, as far as that can be said without looking up its host.
    ///
    /// # Errors
    /// [`NetError::BadUrl`] and [`NetError::ForbiddenAddress`].
    pub fn check_url(&self, url: &Url) -> Result<(), NetError> {
        self.guard.check(url)
    }

    /// A host (with its port, where it is not the usual one) gave a sign of life: it may be asked again by anybody.
    pub fn revive(&self, host: &str) {
        self.dead.alive(host);
    }

    /// GETs a document. `sign` authenticates each hop.
    ///
    /// # Errors
    /// [`NetError`] when there is no whole answer; an HTTP error status is an answer.
    pub async fn get(&self, request: &GetRequest, sign: Option<&dyn RequestSigner>) -> Result<Response, NetError> {
        let host = host_of(&request.url);
        self.within_time(host, self.get_hops(request, sign)).await
    }

    async fn get_hops(&self, request: &GetRequest, sign: Option<&dyn RequestSigner>) -> Result<Response, NetError> {
        let mut url = request.url.clone();
        for redirects in 0_u32..=MAX_REDIRECTS {
            url.set_fragment(None);
            let mut headers = HeaderMap::new();
            if url.origin() == request.url.origin() {
                headers.clone_from(&request.headers);
            }
            if let Ok(accept) = HeaderValue::from_str(&request.accept) {
                headers.insert(header::ACCEPT, accept);
            }
            if let Some(signer) = sign {
                headers.extend(signer.sign_get(&url, &request.accept));
            }
            if request.spare_the_dead
                && let Some(rest) = self.dead.rest(url.authority(), Instant::now())
            {
                return Err(NetError::Dead {
                    host: host_of(&url).to_owned(),
                    rest,
                });
            }
            let wanted = Wanted {
                max_bytes: request.max_bytes,
                takes_type: request.takes_type,
            };
            let response = self.exchange(Method::GET, &url, headers, None, &wanted).await?;
            if !(request.follow_redirects && is_redirect(response.status)) {
                return Ok(Response { redirects, ..response });
            }
            url = target(&url, &response.headers)?;
        }
        Err(NetError::TooManyRedirects {
            host: host_of(&request.url).to_owned(),
            limit: MAX_REDIRECTS,
        })
    }

    /// POSTs `body`. Redirects are not followed, and at most 64 KiB of the answer are kept.
    ///
    /// # Errors
    /// [`NetError`] when there is no answer; an HTTP error status is an answer.
    pub async fn post(
        &self,
        url: &Url,
        headers: HeaderMap,
        body: impl Into<reqwest::Body>,
    ) -> Result<Response, NetError> {
        let wanted = Wanted {
            max_bytes: POST_ANSWER_LIMIT,
            takes_type: None,
        };
        let exchange = self.exchange(Method::POST, url, headers, Some(body.into()), &wanted);
        self.within_time(host_of(url), exchange).await
    }

    /// The client for libraries that want one of their own: the same pool and guards, with `middlewares` before them. Its
    /// answers are not limited in size, and it follows no redirects.
    #[must_use]
    pub fn client(&self, middlewares: Vec<Arc<dyn Middleware>>) -> ClientWithMiddleware {
        let mut stack = middlewares;
        // Last, so that it sees the request as it leaves.
        stack.push(self.guard.clone());
        ClientWithMiddleware::new(self.http.clone(), stack)
    }

    /// One request and its answer, and what the answer says about the host.
    async fn exchange(
        &self,
        method: Method,
        url: &Url,
        headers: HeaderMap,
        body: Option<reqwest::Body>,
        wanted: &Wanted,
    ) -> Result<Response, NetError> {
        self.guard.check(url)?;
        // Two ports of one address are two servers: a silent one must not take the places of the other.
        let _permit = self.limits.enter(url.authority(), self.timeout).await?;
        let answer = self.ask(method, url, headers, body, wanted).await;
        match &answer {
            Err(error) if error.is_silence() => self.dead.failed(url.authority(), Instant::now()),
            Err(NetError::ForbiddenAddress { .. }) => {}
            _ => self.dead.alive(url.authority()),
        }
        answer
    }

    async fn ask(
        &self,
        method: Method,
        url: &Url,
        headers: HeaderMap,
        body: Option<reqwest::Body>,
        wanted: &Wanted,
    ) -> Result<Response, NetError> {
        let (host, max_bytes) = (host_of(url), wanted.max_bytes);
        let mut request = self.http.request(method.clone(), url.clone()).headers(headers);
        if let Some(body) = body {
            request = request.body(body);
        }
        let failed = |error| NetError::from_reqwest(error, host, self.timeout);
        let request = request.build().map_err(failed)?;
        let again = request.try_clone();
        let mut sent = self.http.execute(request).await;
        // The other side closes a connection that was idle for its taste (Node after five seconds) just when we use it again.
        // That says nothing about the server, and everything we send may be sent twice.
        if let Some(again) = again
            && sent.as_ref().is_err_and(was_cut_off)
        {
            sent = self.http.execute(again).await;
        }
        let response = sent.map_err(failed)?;
        let (status, headers) = (response.status(), response.headers().clone());

        if let Some(takes) = wanted.takes_type.filter(|_| status.is_success()) {
            let given = headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok());
            if !takes(given.unwrap_or_default()) {
                return Err(NetError::ContentType {
                    host: host.to_owned(),
                    content_type: given.unwrap_or("no type").chars().take(60).collect(),
                });
            }
        }
        if let Some(coding) = headers
            .get(header::CONTENT_ENCODING)
            .filter(|coding| *coding != "identity")
        {
            // Never asked for, so never unpacked: a small body cannot become a large one here.
            if method == Method::GET {
                let coding = String::from_utf8_lossy(coding.as_bytes()).chars().take(20).collect();
                return Err(NetError::Compressed {
                    host: host.to_owned(),
                    coding,
                });
            }
        }
        let body = if method == Method::GET {
            whole(response, host, max_bytes, self.timeout).await?
        } else {
            beginning(response, max_bytes).await
        };
        Ok(Response {
            status,
            headers,
            final_url: url.clone(),
            redirects: 0,
            body,
        })
    }

    async fn within_time<T>(&self, host: &str, work: impl Future<Output = Result<T, NetError>>) -> Result<T, NetError> {
        // Twice, because the wait for a place at the host may take as long as the request itself.
        match tokio::time::timeout(self.timeout * 2, work).await {
            Ok(result) => result,
            Err(_) => Err(NetError::Timeout {
                host: host.to_owned(),
                after: self.timeout * 2,
            }),
        }
    }
}

/// What of an answer is read.
struct Wanted {
    max_bytes: u64,
    takes_type: Option<fn(&str) -> bool>,
}

#[expect(
    clippy::disallowed_methods,
    reason = "this is the one place that builds HTTP clients, with the guard"
)]
fn builder(settings: &NetSettings, resolver: &GuardedResolver) -> reqwest::ClientBuilder {
    reqwest::Client::builder()
        .user_agent(format!(
            "houselights/{} (+{})",
            env!("CARGO_PKG_VERSION"),
            settings.public_url
        ))
        .dns_resolver(resolver.clone())
        .redirect(reqwest::redirect::Policy::none())
        // A proxy from the environment would look names up by itself, past the guard.
        .no_proxy()
        .referer(false)
        .timeout(settings.request_timeout)
        // Shorter than what servers keep (Node and actix: five seconds), so that they rarely close one under our hands; and each
        // holds some 26 KB, which is much when a review goes to a thousand servers.
        .pool_idle_timeout(Duration::from_secs(1))
        .pool_max_idle_per_host(settings.per_host_concurrency.max(2))
}

/// Whether a connection that was there ended before the answer began.
fn was_cut_off(error: &reqwest::Error) -> bool {
    error.is_request() && !error.is_connect() && !error.is_timeout()
}

/// The body of an answer, or none of it when it is too long.
async fn whole(
    mut response: reqwest::Response,
    host: &str,
    max_bytes: u64,
    timeout: Duration,
) -> Result<Vec<u8>, NetError> {
    let announced = response.content_length().unwrap_or_default();
    let too_large = || NetError::TooLarge {
        host: host.to_owned(),
        limit: max_bytes,
    };
    if announced > max_bytes {
        return Err(too_large());
    }
    let mut bytes = Vec::with_capacity(usize::try_from(announced.min(1 << 20)).unwrap_or_default());
    let failed = |error| NetError::from_reqwest(error, host, timeout);
    while let Some(chunk) = response.chunk().await.map_err(failed)? {
        if (bytes.len() + chunk.len()) as u64 > max_bytes {
            return Err(too_large());
        }
        bytes.extend_from_slice(&chunk);
    }
    Ok(bytes)
}

/// What came of the answer to a POST in a moment. Its status has said all that counts: a body that drips or never ends does not
/// make an answer a failure, or we would send again what was taken.
async fn beginning(mut response: reqwest::Response, max_bytes: u64) -> Vec<u8> {
    let until = tokio::time::Instant::now() + POST_ANSWER_TIME;
    let most = usize::try_from(max_bytes).unwrap_or(usize::MAX);
    let mut bytes = Vec::new();
    while bytes.len() < most
        && let Ok(Ok(Some(chunk))) = tokio::time::timeout_at(until, response.chunk()).await
    {
        let room = most - bytes.len();
        bytes.extend(chunk.iter().take(room));
    }
    bytes
}

fn host_of(url: &Url) -> &str {
    url.host_str().unwrap_or_default()
}

fn is_redirect(status: StatusCode) -> bool {
    matches!(status.as_u16(), 301 | 302 | 303 | 307 | 308)
}

fn target(url: &Url, headers: &HeaderMap) -> Result<Url, NetError> {
    let location = headers
        .get(header::LOCATION)
        .and_then(|location| location.to_str().ok());
    location
        .and_then(|location| url.join(location).ok())
        .ok_or_else(|| NetError::BadRedirect {
            host: host_of(url).to_owned(),
        })
}

impl fmt::Debug for Net {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Net")
            .field("guard", &self.guard)
            .field("timeout", &self.timeout)
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests;
