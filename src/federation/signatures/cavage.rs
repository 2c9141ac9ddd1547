//! draft-cavage-http-signatures-12, the signature that the fediverse speaks.
//!
//! [`parse`] judges everything that needs no key: form, what is covered, age, digest. Then the caller finds the key of
//! [`ParsedSignature::key_id`], and [`ParsedSignature::check`] does the arithmetic.

use base64::{Engine, engine::general_purpose::STANDARD};
use chrono::{DateTime, TimeDelta, Utc};
use http::{HeaderName, HeaderValue, Method, header};
use url::Url;

use super::{
    digest::BodyDigest,
    keys::{KeyError, LENIENT, SigningKey, VerifyingKey},
};

mod parameters;

use parameters::Parameters;

/// How far a signature's time may be from ours, either way.
const SKEW: TimeDelta = TimeDelta::hours(1);
const DIGEST: HeaderName = HeaderName::from_static("digest");
const SIGNATURE: HeaderName = HeaderName::from_static("signature");

/// What a signature is about.
#[derive(Clone, Copy, Debug)]
pub struct RequestHead<'a> {
    pub method: &'a Method,
    /// As received, not normalised.
    pub path_and_query: &'a str,
    /// Our own authority (`reviews.example`, with the port if it has one). It stands in for the Host header: a reverse
    /// proxy may have changed that one, and a request that was signed for another host must fail.
    pub host: &'a str,
    /// All headers, names in lower case.
    pub headers: &'a [(&'a str, &'a str)],
    /// Of the body that was received; a request that can have a body always needs it.
    pub body: Option<BodyDigest>,
}

/// A signature that is well-formed, fresh and covers what it must. Not checked yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ParsedSignature {
    /// Where the key is to be found; an http or https URL.
    pub key_id: Url,
    pub algorithm: Algorithm,
    /// Covered names in order.
    pub headers: Vec<String>,
    pub created: Option<DateTime<Utc>>,
    pub expires: Option<DateTime<Utc>>,
    signature: Vec<u8>,
    /// The strings that may have been signed: some servers leave the query out of `(request-target)`.
    candidates: Vec<String>,
}

/// Both mean RSASSA-PKCS1-v1_5 with SHA-256 here: that is what everybody who writes `hs2019` does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Algorithm {
    RsaSha256,
    Hs2019,
}

/// Why a signature is not believed.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SignatureError {
    #[error("the request is not signed")]
    Unsigned,
    #[error("there are {0} {1} headers instead of one")]
    Repeated(usize, &'static str),
    #[error("the Signature header is malformed: {0}")]
    Malformed(&'static str),
    #[error("the algorithm {0:?} is not accepted")]
    Algorithm(String),
    #[error("the signature does not cover {0}")]
    NotCovered(&'static str),
    #[error("the signature covers the header {0:?}, which is not there")]
    MissingHeader(String),
    #[error("the signature is {seconds} s away from our clock; at most an hour is accepted")]
    ClockSkew { seconds: i64 },
    #[error("the signature has expired")]
    Expired,
    #[error("the Digest header does not match the body")]
    WrongDigest,
    #[error("the key: {0}")]
    Key(#[from] KeyError),
    #[error("the signature was not made by this key for this request")]
    Invalid,
}

impl SignatureError {
    /// A short stable word, for metrics and the inbox log.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Unsigned => "unsigned",
            Self::Repeated(..) => "repeated_header",
            Self::Malformed(_) => "malformed_signature",
            Self::Algorithm(_) => "unknown_algorithm",
            Self::NotCovered(_) => "not_covered",
            Self::MissingHeader(_) => "missing_header",
            Self::ClockSkew { .. } => "clock_skew",
            Self::Expired => "expired",
            Self::WrongDigest => "wrong_digest",
            Self::Key(_) => "bad_key",
            Self::Invalid => "invalid_signature",
        }
    }
}

/// `host` or `host:port` of a URL: what the Host header of a request to it says.
#[must_use]
pub fn authority(url: &Url) -> String {
    let host = url.host_str().unwrap_or_default();
    url.port()
        .map_or_else(|| host.to_owned(), |port| format!("{host}:{port}"))
}

/// The headers that sign a request to `url`: Date, Digest when there is a body, Signature. The HTTP client adds Host.
///
/// # Errors
/// [`KeyError`] when the library cannot sign, or `key_id` cannot stand in a header.
pub fn sign(
    key: &SigningKey,
    key_id: &str,
    method: &Method,
    url: &Url,
    body: Option<&BodyDigest>,
    now: DateTime<Utc>,
) -> Result<Vec<(HeaderName, HeaderValue)>, KeyError> {
    let date = httpdate::fmt_http_date(now.into());
    let target = match url.query() {
        Some(query) => format!("{}?{query}", url.path()),
        None => url.path().to_owned(),
    };
    let mut covered = "(request-target) host date".to_owned();
    let mut message = format!(
        "(request-target): {} {target}\nhost: {}\ndate: {date}",
        method.as_str().to_lowercase(),
        authority(url)
    );
    let mut headers = vec![(header::DATE, date)];
    if let Some(body) = body {
        let digest = body.header_value();
        covered.push_str(" digest");
        message.push_str(&format!("\ndigest: {digest}"));
        headers.push((DIGEST, digest));
    }
    let signature = STANDARD.encode(key.sign(message.as_bytes())?);
    headers.push((
        SIGNATURE,
        format!("keyId=\"{key_id}\",algorithm=\"rsa-sha256\",headers=\"{covered}\",signature=\"{signature}\""),
    ));
    headers
        .into_iter()
        .map(|(name, value)| {
            HeaderValue::from_str(&value)
                .map(|value| (name, value))
                .map_err(|_| KeyError::Library)
        })
        .collect()
}

/// Reads and judges the signature of a request; `now` is our clock.
///
/// # Errors
/// [`SignatureError`]: everything but `Invalid`.
pub fn parse(head: &RequestHead<'_>, now: DateTime<Utc>) -> Result<ParsedSignature, SignatureError> {
    let text = single(head, "signature", "Signature")?.ok_or(SignatureError::Unsigned)?;
    let parameters = Parameters::parse(text)?;
    let algorithm = match parameters.algorithm.as_deref() {
        Some(name) if name.eq_ignore_ascii_case("rsa-sha256") => Algorithm::RsaSha256,
        Some(name) if name.eq_ignore_ascii_case("hs2019") => Algorithm::Hs2019,
        // Deprecated by the draft, and then the key decides.
        None => Algorithm::Hs2019,
        Some(name) => return Err(SignatureError::Algorithm(name.chars().take(40).collect())),
    };
    let key_id = Url::parse(&parameters.key_id).map_err(|_| SignatureError::Malformed("keyId is not a URL"))?;
    if !matches!(key_id.scheme(), "https" | "http") || key_id.host().is_none() {
        return Err(SignatureError::Malformed("keyId is not a web address"));
    }
    let signature = LENIENT
        .decode(&parameters.signature)
        .map_err(|_| SignatureError::Malformed("signature is not base64"))?;

    let covers = |name: &str| parameters.headers.iter().any(|covered| covered == name);
    for (name, needed) in [("(request-target)", true), ("host", true), ("digest", has_body(head))] {
        if needed && !covers(name) {
            return Err(SignatureError::NotCovered(name));
        }
    }
    // The draft forbids (created) and (expires) with algorithms that begin with rsa (section 2.3).
    let timed = algorithm == Algorithm::Hs2019;
    if !timed && (covers("(created)") || covers("(expires)")) {
        return Err(SignatureError::Malformed("(created) and (expires) need hs2019"));
    }
    if !covers("date") && !covers("(created)") {
        return Err(SignatureError::NotCovered("date or (created)"));
    }
    check_digest(head)?;
    check_times(head, &parameters, covers("date"), covers("(created)"), now)?;

    let mut candidates = vec![signing_string(head, &parameters, head.path_and_query)?];
    if let Some((path, _)) = head.path_and_query.split_once('?') {
        candidates.push(signing_string(head, &parameters, path)?);
    }
    Ok(ParsedSignature {
        key_id,
        algorithm,
        headers: parameters.headers,
        created: parameters.created,
        expires: parameters.expires,
        signature,
        candidates,
    })
}

impl ParsedSignature {
    /// Whether `key` made this signature for the request it was parsed from, with or without the query string.
    ///
    /// # Errors
    /// [`SignatureError::Invalid`].
    pub fn check(&self, key: &VerifyingKey) -> Result<(), SignatureError> {
        let valid = self
            .candidates
            .iter()
            .any(|message| key.verify(message.as_bytes(), &self.signature));
        if valid { Ok(()) } else { Err(SignatureError::Invalid) }
    }
}

fn has_body(head: &RequestHead<'_>) -> bool {
    head.body.is_some() || !matches!(*head.method, Method::GET | Method::HEAD)
}

/// The value of a header that may be there once at most.
fn single<'a>(head: &RequestHead<'a>, name: &str, shown: &'static str) -> Result<Option<&'a str>, SignatureError> {
    let mut values = head
        .headers
        .iter()
        .filter(|(header, _)| header.eq_ignore_ascii_case(name))
        .map(|(_, value)| *value);
    match (values.next(), values.count()) {
        (value, 0) => Ok(value),
        (_, more) => Err(SignatureError::Repeated(more + 1, shown)),
    }
}

fn check_digest(head: &RequestHead<'_>) -> Result<(), SignatureError> {
    let header = single(head, "digest", "Digest")?;
    if !has_body(head) {
        return Ok(());
    }
    match (header, head.body) {
        (None, _) => Err(SignatureError::MissingHeader("digest".to_owned())),
        (Some(header), Some(body)) if body.matches(header) => Ok(()),
        (Some(_), _) => Err(SignatureError::WrongDigest),
    }
}

fn check_times(
    head: &RequestHead<'_>,
    parameters: &Parameters,
    by_date: bool,
    by_created: bool,
    now: DateTime<Utc>,
) -> Result<(), SignatureError> {
    let mut times = Vec::new();
    if by_date {
        let date = single(head, "date", "Date")?.ok_or_else(|| SignatureError::MissingHeader("date".to_owned()))?;
        let date =
            httpdate::parse_http_date(date).map_err(|_| SignatureError::Malformed("Date is not an HTTP date"))?;
        times.push(DateTime::<Utc>::from(date));
    }
    if by_created {
        times.push(
            parameters
                .created
                .ok_or(SignatureError::Malformed("(created) is covered but not given"))?,
        );
    }
    for time in times {
        let distance = now - time;
        if distance.abs() > SKEW {
            return Err(SignatureError::ClockSkew {
                seconds: distance.num_seconds(),
            });
        }
    }
    match parameters.expires {
        Some(expires) if expires < now => Err(SignatureError::Expired),
        _ => Ok(()),
    }
}

fn signing_string(head: &RequestHead<'_>, parameters: &Parameters, target: &str) -> Result<String, SignatureError> {
    let mut lines = Vec::with_capacity(parameters.headers.len());
    for name in &parameters.headers {
        let missing = || SignatureError::MissingHeader(name.clone());
        let value = match name.as_str() {
            "(request-target)" => format!("{} {target}", head.method.as_str().to_lowercase()),
            "(created)" => parameters.created.ok_or_else(missing)?.timestamp().to_string(),
            "(expires)" => parameters.expires.ok_or_else(missing)?.timestamp().to_string(),
            "host" => head.host.to_owned(),
            name => {
                let mut values = head
                    .headers
                    .iter()
                    .filter(|(header, _)| header.eq_ignore_ascii_case(name))
                    .map(|(_, value)| value.trim());
                let first = values.next().ok_or_else(missing)?.to_owned();
                values.fold(first, |joined, value| format!("{joined}, {value}"))
            }
        };
        lines.push(format!("{name}: {value}"));
    }
    Ok(lines.join("\n"))
}

#[cfg(test)]
mod tests;
