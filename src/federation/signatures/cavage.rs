//! draft-cavage-http-signatures-12, the signature that the fediverse speaks.
//!
//! [`parse`] judges everything that needs no key: form, what is covered, age, digest. Then the caller finds the key of
//! [`ParsedSignature::key_id`], and [`ParsedSignature::check`] does the arithmetic.

use base64::{Engine, engine::general_purpose::STANDARD};
use chrono::{DateTime, Utc};
use http::{HeaderName, HeaderValue, Method, header};
use url::Url;

use super::{
    digest::BodyDigest,
    error::SignatureError,
    keys::{Algorithm as KeyKind, KeyError, LENIENT, SigningKey, VerifyingKey},
    request::{RequestHead, authority, check_skew, key_address},
};

mod parameters;

use parameters::Parameters;

const DIGEST: HeaderName = HeaderName::from_static("digest");
const SIGNATURE: HeaderName = HeaderName::from_static("signature");

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
    let text = head.single("signature", "Signature")?.ok_or(SignatureError::Unsigned)?;
    let parameters = Parameters::parse(text)?;
    let algorithm = match parameters.algorithm.as_deref() {
        Some(name) if name.eq_ignore_ascii_case("rsa-sha256") => Algorithm::RsaSha256,
        Some(name) if name.eq_ignore_ascii_case("hs2019") => Algorithm::Hs2019,
        // Deprecated by the draft, and then the key decides.
        None => Algorithm::Hs2019,
        Some(name) => return Err(SignatureError::Algorithm(name.chars().take(40).collect())),
    };
    let key_id = key_address(&parameters.key_id)?;
    let signature = LENIENT
        .decode(&parameters.signature)
        .map_err(|_| SignatureError::Malformed("signature is not base64"))?;

    let covers = |name: &str| parameters.headers.iter().any(|covered| covered == name);
    for (name, needed) in [("(request-target)", true), ("host", true), ("digest", head.has_body())] {
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
        // The draft's hs2019 leaves the algorithm to the key; the fediverse means RSA by it.
        let valid = key.algorithm() == KeyKind::RsaSha256
            && self
                .candidates
                .iter()
                .any(|message| key.verify(message.as_bytes(), &self.signature));
        if valid { Ok(()) } else { Err(SignatureError::Invalid) }
    }
}

fn check_digest(head: &RequestHead<'_>) -> Result<(), SignatureError> {
    let header = head.single("digest", "Digest")?;
    if !head.has_body() {
        return Ok(());
    }
    match (header, head.body) {
        (None, _) => Err(SignatureError::MissingHeader("digest".to_owned())),
        (Some(header), Some(body)) if BodyDigest::of(body).matches(header) => Ok(()),
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
        let date = head
            .single("date", "Date")?
            .ok_or_else(|| SignatureError::MissingHeader("date".to_owned()))?;
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
        check_skew(time, now)?;
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
            name => head.covered(name)?,
        };
        lines.push(format!("{name}: {value}"));
    }
    Ok(lines.join("\n"))
}

#[cfg(test)]
mod tests;
