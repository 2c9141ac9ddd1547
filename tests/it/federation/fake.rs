//! A server that answers what a test tells it to, to whatever path, and remembers what it was asked.

use super::peers::Peer;
use houselights::env::keys::{KeyPair, generate};
use houselights::federation::signatures::{self, SignatureScheme, SigningKey};
use serde_json::Value;
use std::collections::HashMap;
use std::sync::{Arc, Mutex};
use std::time::Duration;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use url::Url;

/// An answer.
#[derive(Clone)]
pub struct Answer {
    pub status: u16,
    pub content_type: &'static str,
    pub location: Option<String>,
    pub body: Vec<u8>,
    /// How long the answer takes.
    pub after: Duration,
    /// Further headers. A request that names the ETag among them is answered 304.
    pub headers: Vec<(&'static str, String)>,
}

impl Answer {
    pub fn document(value: &Value) -> Self {
        Self {
            status: 200,
            content_type: "application/activity+json; charset=utf-8",
            location: None,
            body: value.to_string().into_bytes(),
            after: Duration::ZERO,
            headers: Vec::new(),
        }
    }

    pub fn status(status: u16) -> Self {
        Self {
            status,
            content_type: "text/plain",
            location: None,
            body: Vec::new(),
            after: Duration::ZERO,
            headers: Vec::new(),
        }
    }

    pub fn redirect(to: &Url) -> Self {
        Self {
            location: Some(to.to_string()),
            ..Self::status(302)
        }
    }

    pub fn slow(self, after: Duration) -> Self {
        Self { after, ..self }
    }

    pub fn header(mut self, name: &'static str, value: &str) -> Self {
        self.headers.push((name, value.to_owned()));
        self
    }

    pub fn typed(self, content_type: &'static str) -> Self {
        Self { content_type, ..self }
    }
}

#[derive(Default)]
struct State {
    answers: HashMap<String, Answer>,
    asked: Vec<String>,
    /// Path and body of each POST, with the headers in lower case before it.
    posted: Vec<(String, String)>,
    takes_only: Option<SignatureScheme>,
    nonce: Option<&'static str>,
}

/// The server; it stops when the test's runtime does.
#[derive(Clone)]
pub struct Fake {
    pub origin: Url,
    state: Arc<Mutex<State>>,
}

impl Fake {
    pub async fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let origin = Url::parse(&format!("http://{}", listener.local_addr().unwrap())).unwrap();
        let state = Arc::new(Mutex::new(State::default()));
        let served = state.clone();
        tokio::spawn(async move {
            while let Ok((socket, _)) = listener.accept().await {
                tokio::spawn(serve(socket, served.clone()));
            }
        });
        Self { origin, state }
    }

    pub fn url(&self, path: &str) -> Url {
        self.origin.join(path).unwrap()
    }

    pub fn answer(&self, path: &str, answer: Answer) {
        self.state.lock().unwrap().answers.insert(path.to_owned(), answer);
    }

    /// From now on requests that are not signed in that way are answered 401.
    pub fn takes_only(&self, scheme: SignatureScheme) {
        self.state.lock().unwrap().takes_only = Some(scheme);
    }

    /// From now on POSTs without this nonce in their signature are answered 401, with a wish for it.
    pub fn wants_nonce(&self, nonce: &'static str) {
        self.state.lock().unwrap().nonce = Some(nonce);
    }

    /// Forgets what it was asked, and gives it back.
    pub fn asked_since(&self) -> Vec<String> {
        std::mem::take(&mut self.state.lock().unwrap().asked)
    }

    /// The requests so far: method and path, and how they were signed unless that was draft-cavage.
    pub fn asked(&self) -> Vec<String> {
        self.state.lock().unwrap().asked.clone()
    }

    /// Path, and the whole text with its headers in lower case, of each POST so far.
    pub fn posted(&self) -> Vec<(String, String)> {
        self.state.lock().unwrap().posted.clone()
    }

    /// What is answered at a path.
    pub fn answered(&self, path: &str) -> Vec<u8> {
        self.state.lock().unwrap().answers[path].body.clone()
    }

    /// An actor of this server, whose document is served.
    pub fn actor(&self, name: &str, public_key_pem: &str) -> Url {
        let id = self.url(&format!("/users/{name}"));
        let document = serde_json::json!({
            "@context": ["https://www.w3.org/ns/activitystreams", "https://w3id.org/security/v1"],
            "id": id, "type": "Person", "preferredUsername": name,
            "inbox": format!("{id}/inbox"), "followers": format!("{id}/followers"),
            "publicKey": {"id": format!("{id}#main-key"), "owner": id, "publicKeyPem": public_key_pem}
        });
        self.answer(id.path(), Answer::document(&document));
        id
    }
}

async fn serve(mut socket: TcpStream, state: Arc<Mutex<State>>) -> std::io::Result<()> {
    let mut read = Vec::new();
    let mut buffer = [0; 4096];
    let head = loop {
        let n = socket.read(&mut buffer).await?;
        read.extend_from_slice(&buffer[..n]);
        if let Some(end) = read.windows(4).position(|w| w == b"\r\n\r\n") {
            let head = String::from_utf8_lossy(&read[..end]).into_owned();
            let length = head.lines().find_map(|line| {
                line.to_ascii_lowercase()
                    .strip_prefix("content-length:")
                    .map(str::to_owned)
            });
            let length: usize = length.map_or(0, |text| text.trim().parse().unwrap());
            while read.len() < end + 4 + length {
                let n = socket.read(&mut buffer).await?;
                read.extend_from_slice(&buffer[..n]);
            }
            break head;
        }
        if n == 0 {
            return Ok(());
        }
    };
    let line = head.lines().next().unwrap_or_default();
    let mut words = line.split(' ');
    let (method, path) = (words.next().unwrap_or_default(), words.next().unwrap_or_default());
    let lower = head.to_ascii_lowercase();
    let scheme = if lower.contains("\r\nsignature: keyid=") {
        Some(SignatureScheme::Cavage)
    } else {
        lower
            .contains("\r\nsignature-input: ")
            .then_some(SignatureScheme::Rfc9421)
    };
    let mut answer = {
        let mut state = state.lock().unwrap();
        state.asked.push(match scheme {
            Some(SignatureScheme::Cavage) => format!("{method} {path}"),
            Some(SignatureScheme::Rfc9421) => format!("{method} {path} rfc9421"),
            None => format!("{method} {path} unsigned"),
        });
        if method == "POST" {
            let body = read.windows(4).position(|w| w == b"\r\n\r\n").map_or(0, |end| end + 4);
            let body = String::from_utf8_lossy(&read[body..]).into_owned();
            state.posted.push((path.to_owned(), format!("{lower}\n\n{body}")));
        }
        let nonce = state
            .nonce
            .filter(|nonce| method == "POST" && !head.contains(&format!("nonce=\"{nonce}\"")));
        match (state.takes_only, nonce) {
            (_, Some(nonce)) => {
                let wish = format!("a=(\"@method\" \"@target-uri\" \"content-digest\");created;nonce=\"{nonce}\"");
                Answer::status(401).header("Accept-Signature", &wish)
            }
            (Some(only), None) if scheme != Some(only) => Answer::status(401),
            _ => state.answers.get(path).cloned().unwrap_or_else(|| Answer::status(404)),
        }
    };
    let etag = answer.headers.iter().find(|(name, _)| *name == "etag");
    if etag.is_some_and(|(_, value)| head.contains(&format!("if-none-match: {value}"))) {
        (answer.status, answer.body) = (304, Vec::new());
    }
    let more: String = answer
        .headers
        .iter()
        .map(|(name, value)| format!("{name}: {value}\r\n"))
        .collect();
    let location = answer
        .location
        .map(|to| format!("Location: {to}\r\n"))
        .unwrap_or_default();
    let head = format!(
        "HTTP/1.1 {} X\r\nContent-Type: {}\r\nContent-Length: {}\r\n{location}{more}Connection: close\r\n\r\n",
        answer.status,
        answer.content_type,
        answer.body.len()
    );
    tokio::time::sleep(answer.after).await;
    socket.write_all(head.as_bytes()).await?;
    socket.write_all(&answer.body).await
}

/// Somebody of a fake server, who signs.
pub struct Sender {
    pub key: KeyPair,
    pub actor: Url,
}

impl Sender {
    pub fn new(fake: &Fake, name: &str) -> Self {
        let key = generate().unwrap();
        let actor = fake.actor(name, &key.public_pem);
        Self { key, actor }
    }

    pub async fn send(&self, from: &Peer, inbox: &Url, activity: &Value) -> u16 {
        self.send_as(from, inbox, activity, &format!("{}#main-key", self.actor))
            .await
    }

    pub async fn send_as(&self, from: &Peer, inbox: &Url, activity: &Value, key_id: &str) -> u16 {
        self.send_in(SignatureScheme::Cavage, from, inbox, activity, key_id)
            .await
    }

    /// Signed in that way, with that key id.
    pub async fn send_in(
        &self,
        scheme: SignatureScheme,
        from: &Peer,
        inbox: &Url,
        activity: &Value,
        key_id: &str,
    ) -> u16 {
        let body = activity.to_string().into_bytes();
        let key = SigningKey::from_pem(&self.key.private_pem).unwrap();
        let now = from.service.env().clock.now();
        let signed = signatures::sign(scheme, &key, key_id, &http::Method::POST, inbox, Some(&body), now).unwrap();
        let net = &from.service.env().net;
        net.post(inbox, signed.into_iter().collect(), body)
            .await
            .unwrap()
            .status
            .as_u16()
    }

    pub fn key_id(&self) -> String {
        format!("{}#main-key", self.actor)
    }

    pub fn create(&self, object: &Value) -> Value {
        let id = object["id"].as_str().unwrap();
        serde_json::json!({"id": format!("{id}/activity"), "type": "Create", "actor": self.actor, "to": ["https://www.w3.org/ns/activitystreams#Public"], "object": object})
    }
}
