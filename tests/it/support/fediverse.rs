//! A fediverse of one listener: Mastodon-like servers of any number of host names, with documents, keys and inboxes.
//!
//! Signatures are made and checked with the `rsa` crate, which the server under test never signs or verifies with, so that
//! a mistake cannot cancel itself out.

use actix_web::{App, HttpRequest, HttpResponse, HttpServer, dev::ServerHandle, http::StatusCode, web};
use base64::{Engine, engine::general_purpose::STANDARD};
use rsa::pkcs1v15::{Signature, SigningKey, VerifyingKey};
use rsa::pkcs8::{DecodePublicKey, EncodePublicKey, LineEnding};
use rsa::signature::{SignatureEncoding, Signer, Verifier};
use rsa::{RsaPrivateKey, RsaPublicKey};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use std::collections::{HashMap, VecDeque};
use std::net::SocketAddr;
use std::sync::{Arc, Mutex, OnceLock};
use std::time::{Duration, Instant};

/// Something that stands at an address.
#[derive(Clone, Debug)]
pub struct Document {
    pub status: u16,
    pub media_type: String,
    pub body: Vec<u8>,
    /// Further headers.
    pub headers: Vec<(&'static str, String)>,
}

/// How an inbox answers; without a script it says 202.
#[derive(Clone, Debug)]
pub enum Answer {
    Status(u16),
    /// 429 with Retry-After in seconds.
    TooMany(u64),
    /// Takes the request and never answers.
    Hang,
    /// 202, and then a byte each tenth of a second for ever.
    Drip,
    /// 202 with a body without end, as fast as it is taken.
    Flood,
    /// 308 to the same address.
    Redirect,
}

/// A POST that arrived.
#[derive(Clone, Debug)]
pub struct Received {
    pub host: String,
    pub path: String,
    pub headers: HashMap<String, String>,
    pub body: Value,
    pub answered: u16,
    pub at: Instant,
}

impl Received {
    pub fn kind(&self) -> &str {
        self.body["type"].as_str().unwrap_or_default()
    }

    pub fn id(&self) -> &str {
        self.body["id"].as_str().unwrap_or_default()
    }

    /// The host and key id of the signature.
    pub fn signature_field(&self, field: &str) -> Option<String> {
        signature_field(self.headers.get("signature")?, field)
    }

    /// Whether date, digest and body are what `public_pem` signed. The request target is that of this inbox.
    pub fn is_signed_by(&self, public_pem: &str, raw_body: &[u8]) -> bool {
        let digest = format!("SHA-256={}", STANDARD.encode(Sha256::digest(raw_body)));
        let Some(signature) = self.headers.get("signature") else {
            return false;
        };
        let (Some(covered), Some(value)) = (
            signature_field(signature, "headers"),
            signature_field(signature, "signature"),
        ) else {
            return false;
        };
        let lines: Option<Vec<String>> = covered
            .split(' ')
            .map(|name| match name {
                "(request-target)" => Some(format!("(request-target): post {}", self.path)),
                name => Some(format!("{name}: {}", self.headers.get(name)?)),
            })
            .collect();
        let (Some(lines), Ok(key), Ok(bytes)) = (
            lines,
            RsaPublicKey::from_public_key_pem(public_pem),
            STANDARD.decode(value),
        ) else {
            return false;
        };
        let Ok(signature) = Signature::try_from(bytes.as_slice()) else {
            return false;
        };
        self.headers.get("digest") == Some(&digest)
            && ["(request-target)", "host", "date", "digest"]
                .iter()
                .all(|needed| covered.contains(needed))
            && VerifyingKey::<Sha256>::new(key)
                .verify(lines.join("\n").as_bytes(), &signature)
                .is_ok()
    }
}

fn signature_field(header: &str, field: &str) -> Option<String> {
    let (_, rest) = header.split_once(&format!("{field}=\""))?;
    rest.split_once('"').map(|(value, _)| value.to_owned())
}

#[derive(Default)]
struct State {
    documents: HashMap<(String, String), Document>,
    received: Vec<(Received, Vec<u8>)>,
    scripts: HashMap<String, VecDeque<Answer>>,
    fetched: Vec<(String, String, bool)>,
}

/// The listener with everything on it. Dropping it ends it.
pub struct Fediverse {
    pub address: SocketAddr,
    state: Arc<Mutex<State>>,
    handle: ServerHandle,
    client: reqwest::Client,
}

/// Somebody on one of the servers.
#[derive(Clone, Debug)]
pub struct Person {
    pub handle: String,
    /// Host with port, as it stands in handles and URLs.
    pub host: String,
    /// Id of the actor.
    pub id: String,
}

impl Person {
    pub fn key_id(&self) -> String {
        format!("{}#main-key", self.id)
    }

    pub fn address(&self) -> String {
        format!("@{}@{}", self.handle, self.host)
    }

    /// An address on this person's server.
    pub fn at(&self, path: &str) -> String {
        format!("http://{}{path}", self.host)
    }

    pub fn follow(&self, target: &str, number: u32) -> Value {
        json!({"@context": "https://www.w3.org/ns/activitystreams", "id": self.at(&format!("/follows/{number}")),
            "type": "Follow", "actor": self.id, "object": target})
    }

    /// A Create of a public Note, as Mastodon sends it.
    pub fn create_note(&self, name: &str, in_reply_to: &str, html: &str, to_author: &str) -> Value {
        let (public, followers) = (
            "https://www.w3.org/ns/activitystreams#Public",
            format!("{}/followers", self.id),
        );
        let note = self.note(name, in_reply_to, html, to_author);
        json!({"@context": ["https://www.w3.org/ns/activitystreams", {"sensitive": "as:sensitive", "toot": "http://joinmastodon.org/ns#"}],
            "id": format!("{}/activity", note["id"].as_str().unwrap()), "type": "Create", "actor": self.id,
            "published": note["published"], "to": [public], "cc": [followers, to_author], "object": note})
    }

    pub fn note(&self, name: &str, in_reply_to: &str, html: &str, to_author: &str) -> Value {
        let public = "https://www.w3.org/ns/activitystreams#Public";
        let now = houselights::env::Clock::system()
            .now()
            .format("%Y-%m-%dT%H:%M:%SZ")
            .to_string();
        json!({"id": self.at(&format!("/users/{}/statuses/{name}", self.handle)), "type": "Note", "summary": null,
            "inReplyTo": in_reply_to, "published": now, "url": self.at(&format!("/@{}/{name}", self.handle)),
            "attributedTo": self.id, "to": [public], "cc": [format!("{}/followers", self.id), to_author],
            "sensitive": false, "conversation": null, "content": html, "contentMap": {"en": html}, "attachment": [],
            "tag": [{"type": "Mention", "href": to_author, "name": "@reviewer"}],
            "replies": {"id": self.at(&format!("/users/{}/statuses/{name}/replies", self.handle)), "type": "Collection",
                "first": {"type": "CollectionPage", "items": []}}})
    }

    pub fn like(&self, object: &str, number: u32) -> Value {
        json!({"@context": "https://www.w3.org/ns/activitystreams", "id": format!("{}#likes/{number}", self.id),
            "type": "Like", "actor": self.id, "object": object})
    }

    pub fn undo(&self, activity: &Value) -> Value {
        json!({"@context": "https://www.w3.org/ns/activitystreams", "id": format!("{}/undo", activity["id"].as_str().unwrap()),
            "type": "Undo", "actor": self.id, "object": activity})
    }

    pub fn delete(&self, object: &str) -> Value {
        json!({"@context": "https://www.w3.org/ns/activitystreams", "id": format!("{object}#delete"), "type": "Delete",
            "actor": self.id, "to": ["https://www.w3.org/ns/activitystreams#Public"],
            "object": {"id": object, "type": "Tombstone"}})
    }
}

/// One key pair for everybody here: making one takes a tenth of a second.
pub fn key() -> &'static RsaPrivateKey {
    static KEY: OnceLock<RsaPrivateKey> = OnceLock::new();
    KEY.get_or_init(|| RsaPrivateKey::new(&mut rsa::rand_core::OsRng, 2048).unwrap())
}

pub fn public_pem() -> String {
    RsaPublicKey::from(key()).to_public_key_pem(LineEnding::LF).unwrap()
}

/// Date, Digest and Signature of a POST in Mastodon's shape.
pub fn signed_headers(key_id: &str, target: &url::Url, body: &[u8]) -> Vec<(&'static str, String)> {
    let host = target.port().map_or_else(
        || target.host_str().unwrap().to_owned(),
        |port| format!("{}:{port}", target.host_str().unwrap()),
    );
    let date = httpdate::fmt_http_date(houselights::env::Clock::system().now().into());
    let digest = format!("SHA-256={}", STANDARD.encode(Sha256::digest(body)));
    let text = format!(
        "(request-target): post {}\nhost: {host}\ndate: {date}\ndigest: {digest}\ncontent-type: application/activity+json",
        target.path()
    );
    let signature = SigningKey::<Sha256>::new(key().clone()).sign(text.as_bytes());
    let signature = format!(
        "keyId=\"{key_id}\",algorithm=\"rsa-sha256\",headers=\"(request-target) host date digest content-type\",signature=\"{}\"",
        STANDARD.encode(signature.to_bytes())
    );
    vec![
        ("date", date),
        ("digest", digest),
        ("signature", signature),
        ("content-type", "application/activity+json".to_owned()),
    ]
}

#[expect(
    clippy::disallowed_methods,
    reason = "a stranger's client, which is not guarded like ours"
)]
fn client() -> reqwest::Client {
    reqwest::Client::builder()
        .dns_resolver(Loopback)
        .redirect(reqwest::redirect::Policy::none())
        .no_proxy()
        .timeout(Duration::from_secs(20))
        .build()
        .unwrap()
}

/// Every name is this machine.
#[derive(Clone, Copy)]
pub struct Loopback;

impl reqwest::dns::Resolve for Loopback {
    fn resolve(&self, _name: reqwest::dns::Name) -> reqwest::dns::Resolving {
        let here: reqwest::dns::Addrs = Box::new(std::iter::once(SocketAddr::from(([127, 0, 0, 1], 0))));
        Box::pin(std::future::ready(Ok(here)))
    }
}

impl Fediverse {
    /// Listens on a free port of this machine.
    pub async fn start() -> Self {
        let state = Arc::new(Mutex::new(State::default()));
        let shared = web::Data::from(Arc::clone(&state));
        let server = HttpServer::new(move || {
            App::new()
                .app_data(shared.clone())
                .app_data(web::PayloadConfig::new(8 << 20))
                .default_service(web::to(answer))
        })
        .workers(1)
        .disable_signals()
        .shutdown_timeout(0)
        .bind(("127.0.0.1", 0))
        .unwrap();
        let address = server.addrs()[0];
        let server = server.run();
        let handle = server.handle();
        tokio::spawn(server);
        Self {
            address,
            state,
            handle,
            client: client(),
        }
    }

    /// Host names here look like `mastodon.localhost:4711`.
    pub fn host(&self, name: &str) -> String {
        format!("{name}.localhost:{}", self.address.port())
    }

    /// Somebody on the server `name`, with actor document and WebFinger.
    pub fn person(&self, name: &str, handle: &str) -> Person {
        self.settle(name, handle, true)
    }

    /// As [`Fediverse::person`], on a server whose people share no inbox.
    pub fn person_alone(&self, name: &str, handle: &str) -> Person {
        self.settle(name, handle, false)
    }

    fn settle(&self, name: &str, handle: &str, shared_inbox: bool) -> Person {
        let host = self.host(name);
        let id = format!("http://{host}/users/{handle}");
        let person = Person {
            handle: handle.to_owned(),
            host,
            id: id.clone(),
        };
        let mut actor = json!({
            "@context": ["https://www.w3.org/ns/activitystreams", "https://w3id.org/security/v1"],
            "id": id, "type": "Person", "preferredUsername": handle, "name": handle.to_uppercase(),
            "summary": "<p>Watches too much.</p>", "url": person.at(&format!("/@{handle}")),
            "inbox": format!("{id}/inbox"), "outbox": format!("{id}/outbox"), "followers": format!("{id}/followers"),
            "following": format!("{id}/following"), "manuallyApprovesFollowers": false, "discoverable": true,
            "indexable": true, "published": "2020-01-01T00:00:00Z",
            "endpoints": {"sharedInbox": person.at("/inbox")},
            "publicKey": {"id": format!("{id}#main-key"), "owner": id, "publicKeyPem": public_pem()},
        });
        if !shared_inbox {
            actor.as_object_mut().unwrap().remove("endpoints");
        }
        self.serve(
            &person.id,
            "application/activity+json; charset=utf-8",
            actor.to_string().into_bytes(),
        );
        let finger = json!({"subject": format!("acct:{handle}@{}", person.host), "aliases": [id], "links": [
            {"rel": "self", "type": "application/activity+json", "href": id},
            {"rel": "http://ostatus.org/schema/1.0/subscribe", "template": person.at("/authorize_interaction?uri={uri}")}]});
        self.serve(
            &person.at(&format!(
                "/.well-known/webfinger?resource=acct:{handle}@{}",
                person.host
            )),
            "application/jrd+json",
            finger.to_string().into_bytes(),
        );
        person
    }

    /// Puts a document at `url`.
    pub fn serve(&self, url: &str, media_type: &str, body: Vec<u8>) {
        self.serve_as(
            url,
            Document {
                status: 200,
                media_type: media_type.to_owned(),
                body,
                headers: Vec::new(),
            },
        );
    }

    /// Lets `url` answer with anything.
    pub fn serve_as(&self, url: &str, document: Document) {
        self.state.lock().unwrap().documents.insert(place(url), document);
    }

    /// Lets `url` lead elsewhere.
    pub fn redirect(&self, url: &str, to: &str) {
        let document = Document {
            status: 302,
            media_type: "text/plain".to_owned(),
            body: Vec::new(),
            headers: vec![("location", to.to_owned())],
        };
        self.serve_as(url, document);
    }

    /// Lets `url` answer with a status and nothing else.
    pub fn say(&self, url: &str, status: u16) {
        let document = Document {
            status,
            media_type: "text/plain".to_owned(),
            body: Vec::new(),
            headers: Vec::new(),
        };
        self.serve_as(url, document);
    }

    /// Puts an ActivityPub object at its id.
    pub fn serve_object(&self, object: &Value) {
        let id = object["id"].as_str().unwrap();
        self.serve(
            id,
            "application/activity+json; charset=utf-8",
            object.to_string().into_bytes(),
        );
    }

    /// Takes a document away again.
    pub fn forget(&self, url: &str) {
        self.state.lock().unwrap().documents.remove(&place(url));
    }

    /// The next POSTs to any inbox of `host` get these answers, then 202.
    pub fn script(&self, host: &str, answers: impl IntoIterator<Item = Answer>) {
        self.state
            .lock()
            .unwrap()
            .scripts
            .insert(host.to_owned(), answers.into_iter().collect());
    }

    /// What arrived so far.
    pub fn received(&self) -> Vec<Received> {
        self.state
            .lock()
            .unwrap()
            .received
            .iter()
            .map(|(one, _)| one.clone())
            .collect()
    }

    /// How much arrived so far of what `wanted` says; copies nothing.
    pub fn count(&self, wanted: impl Fn(&Received) -> bool) -> usize {
        self.state
            .lock()
            .unwrap()
            .received
            .iter()
            .filter(|(one, _)| wanted(one))
            .count()
    }

    /// What arrived so far at `host` and was answered with success.
    pub fn accepted_at(&self, host: &str) -> Vec<Received> {
        let all = self.received();
        all.into_iter()
            .filter(|one| one.host == host && one.answered < 300)
            .collect()
    }

    /// The bodies as they came, beside what was read from them.
    pub fn raw(&self) -> Vec<(Received, Vec<u8>)> {
        self.state.lock().unwrap().received.clone()
    }

    /// GETs so far: host, path, and whether they were signed.
    pub fn fetched(&self) -> Vec<(String, String, bool)> {
        self.state.lock().unwrap().fetched.clone()
    }

    /// Waits until `found` gives something of what was received, at most `seconds`.
    pub async fn wait_for<T>(&self, what: &str, seconds: u64, found: impl Fn(&[Received]) -> Option<T>) -> T {
        let begun = Instant::now();
        loop {
            let received = self.received();
            if let Some(value) = found(&received) {
                return value;
            }
            if begun.elapsed() > Duration::from_secs(seconds) {
                let seen: Vec<String> = received
                    .iter()
                    .map(|r| format!("{} {} {}", r.host, r.kind(), r.answered))
                    .collect();
                panic!("waited {seconds} s for {what}; received: {seen:#?}");
            }
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    }

    /// Signs and posts an activity as `person`; gives the status.
    pub async fn send(&self, person: &Person, inbox: &str, activity: &Value) -> u16 {
        self.send_raw(&person.key_id(), inbox, activity.to_string().into_bytes())
            .await
    }

    /// Signs and posts a body with any key id.
    pub async fn send_raw(&self, key_id: &str, inbox: &str, body: Vec<u8>) -> u16 {
        self.try_send(key_id, inbox, body)
            .await
            .unwrap_or_else(|error| panic!("POST {inbox}: {error}"))
    }

    /// As [`Fediverse::send_raw`], for a server that may be dead.
    pub async fn try_send(&self, key_id: &str, inbox: &str, body: Vec<u8>) -> Result<u16, reqwest::Error> {
        let url = url::Url::parse(inbox).unwrap();
        let mut request = self.client.post(url.clone());
        for (name, value) in signed_headers(key_id, &url, &body) {
            request = request.header(name, value);
        }
        Ok(request.body(body).send().await?.status().as_u16())
    }

    /// As [`Fediverse::send`], over the process that listens on `port`, as a reverse proxy passes a request on: the Host header
    /// and the signature are those of `inbox`.
    pub async fn send_over(&self, port: u16, person: &Person, inbox: &str, activity: &Value) -> u16 {
        let (url, body) = (url::Url::parse(inbox).unwrap(), activity.to_string().into_bytes());
        let mut request = self.client.post(format!("http://127.0.0.1:{port}{}", url.path()));
        request = request.header("host", format!("{}:{}", url.host_str().unwrap(), url.port().unwrap()));
        for (name, value) in signed_headers(&person.key_id(), &url, &body) {
            request = request.header(name, value);
        }
        request.body(body).send().await.unwrap().status().as_u16()
    }

    /// GETs `url` with an Accept header, unsigned: status, headers, body.
    pub async fn get(&self, url: &str, accept: &str) -> (u16, reqwest::header::HeaderMap, Vec<u8>) {
        let response = self.client.get(url).header("accept", accept).send().await.unwrap();
        let (status, headers) = (response.status().as_u16(), response.headers().clone());
        (status, headers, response.bytes().await.unwrap().to_vec())
    }

    /// The ActivityPub document at `url`; fails when there is none.
    pub async fn document(&self, url: &str) -> Value {
        let (status, _, body) = self.get(url, "application/activity+json").await;
        assert_eq!(status, 200, "{url}: {}", String::from_utf8_lossy(&body));
        serde_json::from_slice(&body).unwrap()
    }
}

impl Drop for Fediverse {
    fn drop(&mut self) {
        drop(self.handle.stop(false));
    }
}

/// Host with port, and path with query, as they arrive in a request.
fn place(url: &str) -> (String, String) {
    let url = url::Url::parse(url).unwrap();
    let host = url.host_str().unwrap();
    let host = url
        .port()
        .map_or_else(|| host.to_owned(), |port| format!("{host}:{port}"));
    let query: String = url
        .query()
        .map(|query| format!("?{}", decode(query)))
        .unwrap_or_default();
    (host, format!("{}{query}", url.path()))
}

fn decode(query: &str) -> String {
    percent_encoding::percent_decode_str(query)
        .decode_utf8_lossy()
        .into_owned()
}

async fn answer(request: HttpRequest, body: web::Bytes, state: web::Data<Mutex<State>>) -> HttpResponse {
    let host = request.connection_info().host().to_owned();
    let query = Some(request.query_string()).filter(|query| !query.is_empty());
    let path = query.map_or_else(
        || request.path().to_owned(),
        |query| format!("{}?{}", request.path(), decode(query)),
    );
    if request.method() == actix_web::http::Method::POST {
        return take(&request, host, path, &body, &state).await;
    }
    let mut state = state.lock().unwrap();
    let signed = request.headers().contains_key("signature");
    state.fetched.push((host.clone(), path.clone(), signed));
    match state.documents.get(&(host, path)) {
        Some(document) => {
            let mut answer = HttpResponse::build(StatusCode::from_u16(document.status).unwrap());
            for (name, value) in &document.headers {
                answer.insert_header((*name, value.as_str()));
            }
            if !document.media_type.is_empty() {
                answer.content_type(document.media_type.as_str());
            }
            answer.body(document.body.clone())
        }
        None => HttpResponse::NotFound().finish(),
    }
}

async fn take(request: &HttpRequest, host: String, path: String, body: &[u8], state: &Mutex<State>) -> HttpResponse {
    let script = state
        .lock()
        .unwrap()
        .scripts
        .get_mut(&host)
        .and_then(VecDeque::pop_front);
    let (status, retry) = match script {
        None | Some(Answer::Drip | Answer::Flood) => (202, None),
        Some(Answer::Status(status)) => (status, None),
        Some(Answer::TooMany(seconds)) => (429, Some(seconds)),
        Some(Answer::Redirect) => (308, None),
        Some(Answer::Hang) => (0, None),
    };
    let here = format!("http://{host}{path}");
    let headers = request
        .headers()
        .iter()
        .filter_map(|(name, value)| Some((name.as_str().to_owned(), value.to_str().ok()?.to_owned())))
        .collect();
    let received = Received {
        host,
        path,
        headers,
        body: serde_json::from_slice(body).unwrap_or(Value::Null),
        answered: status,
        at: Instant::now(),
    };
    state.lock().unwrap().received.push((received, body.to_vec()));
    if status == 0 {
        tokio::time::sleep(Duration::from_secs(3600)).await;
    }
    let mut response = HttpResponse::build(StatusCode::from_u16(status).unwrap_or(StatusCode::ACCEPTED));
    match script {
        Some(Answer::Redirect) => {
            response.insert_header(("location", here));
        }
        Some(Answer::Drip) => {
            return response.streaming(futures_util::stream::unfold((), |()| async {
                tokio::time::sleep(Duration::from_millis(100)).await;
                Some((Ok::<_, actix_web::Error>(web::Bytes::from_static(b"x")), ()))
            }));
        }
        Some(Answer::Flood) => {
            static CHUNK: [u8; 65_536] = [b'x'; 65_536];
            let chunk = web::Bytes::from_static(&CHUNK);
            return response.streaming(futures_util::stream::repeat_with(move || {
                Ok::<_, actix_web::Error>(chunk.clone())
            }));
        }
        _ => {}
    }
    if let Some(seconds) = retry {
        response.insert_header(("retry-after", seconds.to_string()));
    }
    response.finish()
}
