//! Requests byte by byte, and signatures of any make: what no client library would send.

use crate::support::fediverse::{Person, key};
use base64::{Engine, engine::general_purpose::STANDARD};
use houselights::env::Clock;
use rsa::RsaPrivateKey;
use rsa::pkcs1v15::SigningKey;
use rsa::signature::{SignatureEncoding, Signer};
use sha2::{Digest, Sha256};
use std::sync::OnceLock;
use std::time::Duration;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use url::Url;

/// What came back.
#[derive(Debug)]
pub struct Reply {
    pub status: u16,
    /// Status line and headers.
    pub head: String,
    pub body: String,
}

impl Reply {
    /// A header's value.
    pub fn header(&self, name: &str) -> Option<&str> {
        let fields = self.head.lines().filter_map(|line| line.split_once(": "));
        fields
            .into_iter()
            .find_map(|(known, value)| known.eq_ignore_ascii_case(name).then_some(value))
    }
}

/// Sends bytes and reads until the server hangs up or says nothing more.
pub async fn exchange(port: u16, raw: &[u8]) -> Reply {
    let mut socket = TcpStream::connect(("127.0.0.1", port)).await.unwrap();
    // A server that refuses a long body may hang up before it has all of it.
    socket.write_all(raw).await.ok();
    read(&mut socket).await
}

/// Reads an answer to its end.
pub async fn read(socket: &mut TcpStream) -> Reply {
    let mut bytes = Vec::new();
    let mut part = [0; 16_384];
    while let Ok(Ok(count)) = tokio::time::timeout(Duration::from_secs(10), socket.read(&mut part)).await {
        if count == 0 {
            break;
        }
        bytes.extend_from_slice(&part[..count]);
        if is_whole(&bytes) {
            break;
        }
    }
    let text = String::from_utf8_lossy(&bytes).into_owned();
    let (head, body) = text.split_once("\r\n\r\n").unwrap_or((text.as_str(), ""));
    let status = head
        .split(' ')
        .nth(1)
        .and_then(|word| word.parse().ok())
        .unwrap_or_default();
    Reply {
        status,
        head: head.to_owned(),
        body: body.to_owned(),
    }
}

fn is_whole(bytes: &[u8]) -> bool {
    let Some(end) = bytes.windows(4).position(|four| four == b"\r\n\r\n") else {
        return false;
    };
    let head = String::from_utf8_lossy(&bytes[..end]).to_ascii_lowercase();
    let length = head.lines().find_map(|line| line.strip_prefix("content-length: "));
    length
        .and_then(|length| length.trim().parse::<usize>().ok())
        .is_some_and(|length| bytes.len() >= end + 4 + length)
}

/// A second key, which nobody publishes.
pub fn other_key() -> &'static RsaPrivateKey {
    static KEY: OnceLock<RsaPrivateKey> = OnceLock::new();
    KEY.get_or_init(|| RsaPrivateKey::new(&mut rsa::rand_core::OsRng, 2048).unwrap())
}

pub fn sha256(body: &[u8]) -> String {
    STANDARD.encode(Sha256::digest(body))
}

/// What `key` makes of a text.
pub fn sign(key: &RsaPrivateKey, text: &str) -> String {
    STANDARD.encode(SigningKey::<Sha256>::new(key.clone()).sign(text.as_bytes()).to_bytes())
}

/// `Date` of a moment that many seconds from now.
pub fn date(seconds: i64) -> String {
    httpdate::fmt_http_date((Clock::system().now() + chrono::TimeDelta::seconds(seconds)).into())
}

/// A POST that is signed after draft-cavage, with everything open to change.
#[derive(Clone)]
pub struct Draft {
    pub method: &'static str,
    /// What is asked for; signed unless `signed_target` says otherwise.
    pub target: String,
    pub signed_target: Option<String>,
    pub host: String,
    pub signed_host: Option<String>,
    pub date: String,
    pub digest: Option<String>,
    pub created: Option<i64>,
    pub expires: Option<i64>,
    pub key: &'static RsaPrivateKey,
    pub key_id: String,
    pub algorithm: Option<&'static str>,
    /// The covered names, or no parameter of that name at all.
    pub covered: Option<&'static str>,
    /// Stands for the signature that would be made.
    pub signature: Option<String>,
    /// Headers besides, as they are written.
    pub more: Vec<String>,
    pub body: Vec<u8>,
}

impl Draft {
    /// As Mastodon does it.
    pub fn new(by: &Person, inbox: &Url, body: Vec<u8>) -> Self {
        let host = inbox.port().map_or_else(
            || inbox.host_str().unwrap().to_owned(),
            |port| format!("{}:{port}", inbox.host_str().unwrap()),
        );
        Self {
            method: "POST",
            target: inbox.path().to_owned(),
            signed_target: None,
            host,
            signed_host: None,
            date: date(0),
            digest: Some(format!("SHA-256={}", sha256(&body))),
            created: None,
            expires: None,
            key: key(),
            key_id: by.key_id(),
            algorithm: Some("rsa-sha256"),
            covered: Some("(request-target) host date digest"),
            signature: None,
            more: Vec::new(),
            body,
        }
    }

    /// The text that is signed.
    pub fn text(&self) -> String {
        let target = self.signed_target.as_ref().unwrap_or(&self.target);
        let line = |name: &str| {
            let value = match name {
                "(request-target)" => format!("{} {target}", self.method.to_ascii_lowercase()),
                "(created)" => self.created.unwrap_or_default().to_string(),
                "(expires)" => self.expires.unwrap_or_default().to_string(),
                "host" => self.signed_host.clone().unwrap_or_else(|| self.host.clone()),
                "date" => self.date.clone(),
                "digest" => self.digest.clone().unwrap_or_default(),
                other => panic!("{other} is not signed here"),
            };
            format!("{name}: {value}")
        };
        let names = self.covered.unwrap_or("date").split_ascii_whitespace();
        names.map(line).collect::<Vec<_>>().join("\n")
    }

    /// The value of the Signature header.
    pub fn header(&self) -> String {
        let signature = self.signature.clone().unwrap_or_else(|| sign(self.key, &self.text()));
        let mut fields = vec![format!("keyId=\"{}\"", self.key_id)];
        fields.extend(self.algorithm.map(|name| format!("algorithm=\"{name}\"")));
        fields.extend(self.created.map(|time| format!("created={time}")));
        fields.extend(self.expires.map(|time| format!("expires={time}")));
        fields.extend(self.covered.map(|names| format!("headers=\"{names}\"")));
        fields.push(format!("signature=\"{signature}\""));
        fields.join(",")
    }

    /// The request with that Signature header, or without one.
    pub fn raw(&self, signature: Option<&str>) -> Vec<u8> {
        let mut lines = vec![
            format!("{} {} HTTP/1.1", self.method, self.target),
            format!("Host: {}", self.host),
            format!("Date: {}", self.date),
            format!("Content-Length: {}", self.body.len()),
            "Content-Type: application/activity+json".to_owned(),
            "Connection: close".to_owned(),
        ];
        lines.extend(self.digest.iter().map(|digest| format!("Digest: {digest}")));
        lines.extend(self.more.clone());
        lines.extend(signature.map(|signature| format!("Signature: {signature}")));
        let mut raw = format!("{}\r\n\r\n", lines.join("\r\n")).into_bytes();
        raw.extend_from_slice(&self.body);
        raw
    }

    /// Signs and sends it.
    pub async fn send(&self, port: u16) -> Reply {
        exchange(port, &self.raw(Some(&self.header()))).await
    }
}
