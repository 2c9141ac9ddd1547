//! HTTP Message Signatures (RFC 9421), as Fedify, Hollo, Mastodon 4.4 and later and Ghost send them.
//!
//! Of everything the RFC allows, only what ties a signature to one request to this server is believed: one signature; the
//! method and the target covered; a digest of the body (RFC 9530); `created` within an hour of our clock. Components with
//! parameters (`;req`, `;bs`, …) are refused: nobody sends them, and each is a way to say less than it seems.

mod challenge;
mod components;
mod content_digest;

pub use challenge::Challenge;

use super::digest::BodyDigest;
use super::error::SignatureError;
use super::keys::{Algorithm, KeyError, SigningKey, VerifyingKey};
use super::request::{RequestHead, authority, check_skew, key_address};
use chrono::{DateTime, Utc};
use components::Component;
use http::{HeaderName, HeaderValue, Method, header};
use sfv::{BareItem, Dictionary, FieldType, InnerList, Item, KeyRef, List, ListEntry, Parameters, Parser, Version};
use url::Url;

/// The header that says what is covered; its presence says that a request is signed in this way.
pub(super) const SIGNATURE_INPUT: HeaderName = HeaderName::from_static("signature-input");
const SIGNATURE: HeaderName = HeaderName::from_static("signature");
const CONTENT_DIGEST: HeaderName = HeaderName::from_static("content-digest");
/// How long a signature is good where the other side wants that said, in seconds.
const GOOD_FOR_S: i64 = 300;
/// The longest header that is read.
const LONGEST: usize = 8 * 1024;
/// The most components of one signature.
const MOST: usize = 64;

/// A signature that is well-formed, fresh and covers what it must. Not checked yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ParsedSignature {
    /// Where the key is to be found; an http or https URL.
    pub key_id: Url,
    /// What `alg` says; without it the key decides.
    pub algorithm: Option<Algorithm>,
    /// When it was made.
    pub created: DateTime<Utc>,
    /// When it ends, where it says so.
    pub expires: Option<DateTime<Utc>>,
    signature: Vec<u8>,
    base: String,
}

impl ParsedSignature {
    /// Whether `key` made this signature for the request it was parsed from.
    ///
    /// # Errors
    /// [`SignatureError::Algorithm`] when the key is of another kind than `alg` says, [`SignatureError::Invalid`].
    pub fn check(&self, key: &VerifyingKey) -> Result<(), SignatureError> {
        if let Some(named) = self.algorithm
            && named != key.algorithm()
        {
            return Err(SignatureError::Algorithm(named.registered_name().to_owned()));
        }
        if key.verify(self.base.as_bytes(), &self.signature) {
            Ok(())
        } else {
            Err(SignatureError::Invalid)
        }
    }
}

/// Reads and judges the signature of a request; `now` is our clock.
///
/// # Errors
/// [`SignatureError`]: everything but `Invalid`.
pub fn parse(head: &RequestHead<'_>, now: DateTime<Utc>) -> Result<ParsedSignature, SignatureError> {
    let input = head
        .single(SIGNATURE_INPUT.as_str(), "Signature-Input")?
        .ok_or(SignatureError::Unsigned)?;
    let signatures = head
        .single(SIGNATURE.as_str(), "Signature")?
        .ok_or(SignatureError::Malformed("there is a Signature-Input and no Signature"))?;
    let (label, input) = only(&dictionary(input)?)?;
    let (signed_label, signature) = only(&dictionary(signatures)?)?;
    if label != signed_label {
        return Err(SignatureError::Malformed(
            "Signature and Signature-Input have different labels",
        ));
    }
    let ListEntry::InnerList(input) = input else {
        return Err(SignatureError::Malformed("the Signature-Input is not a list"));
    };
    let ListEntry::Item(Item {
        bare_item: BareItem::ByteSequence(signature),
        ..
    }) = signature
    else {
        return Err(SignatureError::Malformed("the Signature is not a byte sequence"));
    };
    let components = components::read(&input)?;
    require(head, &components)?;
    content_digest::check(head)?;

    let parameters = &input.params;
    let created = time(parameters, "created")?.ok_or(SignatureError::Malformed("it has no time of creation"))?;
    let expires = time(parameters, "expires")?;
    check_skew(created, now)?;
    if expires.is_some_and(|expires| expires < now) {
        return Err(SignatureError::Expired);
    }
    let algorithm = match text(parameters, "alg")? {
        None => None,
        Some(name) => Some(
            Algorithm::of_registered_name(name)
                .ok_or_else(|| SignatureError::Algorithm(name.chars().take(40).collect()))?,
        ),
    };
    let key_id = text(parameters, "keyid")?.ok_or(SignatureError::Malformed("it has no key id"))?;
    Ok(ParsedSignature {
        key_id: key_address(key_id)?,
        algorithm,
        created,
        expires,
        signature,
        base: base(head, &components, input)?,
    })
}

/// The headers that sign a request to `url`: Date, Content-Digest when there is a body, Signature-Input, Signature. The HTTP
/// client adds Host. With a `challenge`, as the other side asked for it; never over less than usual, since a signature over less
/// could be used elsewhere.
///
/// # Errors
/// [`KeyError`] when the library cannot sign, or `key_id` cannot stand in a header.
pub fn sign(
    key: &SigningKey,
    key_id: &str,
    method: &Method,
    url: &Url,
    body: Option<&[u8]>,
    now: DateTime<Utc>,
    challenge: Option<&Challenge>,
) -> Result<Vec<(HeaderName, HeaderValue)>, KeyError> {
    let mut headers = vec![(header::DATE, httpdate::fmt_http_date(now.into()))];
    let mut covered = vec![Component::Method, Component::TargetUri, Component::Authority];
    if let Some(body) = body {
        let digest = BodyDigest::of(body);
        headers.push((CONTENT_DIGEST, content_digest::header_value(&digest)));
        covered.push(Component::Header(CONTENT_DIGEST.as_str().to_owned()));
    }
    for more in challenge.iter().flat_map(|challenge| &challenge.components) {
        if !covered.contains(more) {
            covered.push(more.clone());
        }
    }
    let input = input_of(&covered, key_id, now, challenge).ok_or(KeyError::Library)?;
    let mut origin = url.origin().ascii_serialization();
    origin.make_ascii_lowercase();
    let seen: Vec<(&str, &str)> = headers
        .iter()
        .map(|(name, value)| (name.as_str(), value.as_str()))
        .collect();
    let target = match url.query() {
        Some(query) => format!("{}?{query}", url.path()),
        None => url.path().to_owned(),
    };
    let head = RequestHead {
        method,
        path_and_query: &target,
        origin: &origin,
        host: &authority(url),
        headers: &seen,
        body,
    };
    let base = base(&head, &covered, input.clone()).map_err(|_| KeyError::Library)?;
    let signature = key.sign(base.as_bytes())?;
    let label = match challenge {
        Some(challenge) => challenge.label.clone(),
        None => KeyRef::from_str("sig1").map_err(|_| KeyError::Library)?.to_owned(),
    };
    let one = |entry: ListEntry| Dictionary::from_iter([(label.clone(), entry)]).serialize();
    let input = one(ListEntry::InnerList(input)).ok_or(KeyError::Library)?;
    let signature = one(ListEntry::from(BareItem::ByteSequence(signature))).ok_or(KeyError::Library)?;
    headers.push((SIGNATURE_INPUT, input));
    headers.push((SIGNATURE, signature));
    headers
        .into_iter()
        .map(|(name, value)| {
            HeaderValue::from_str(&value)
                .map(|value| (name, value))
                .map_err(|_| KeyError::Library)
        })
        .collect()
}

/// What our own signatures say of themselves. Our keys are RSA keys.
fn input_of(
    covered: &[Component],
    key_id: &str,
    now: DateTime<Utc>,
    challenge: Option<&Challenge>,
) -> Option<InnerList> {
    let string = |text: &str| sfv::String::from_string(text.to_owned()).ok().map(BareItem::String);
    let items: Option<Vec<Item>> = covered
        .iter()
        .map(|component| string(component.name()).map(Item::new))
        .collect();
    let mut parameters = Parameters::new();
    let mut set = |name: &str, value: BareItem| {
        let name = KeyRef::from_str(name).ok()?.to_owned();
        parameters.insert(name, value);
        Some(())
    };
    set("created", BareItem::Integer(now.timestamp().try_into().ok()?))?;
    set("keyid", string(key_id)?)?;
    set("alg", string(Algorithm::RsaSha256.registered_name())?)?;
    if let Some(challenge) = challenge {
        for (name, value) in [("nonce", &challenge.nonce), ("tag", &challenge.tag)] {
            if let Some(value) = value {
                set(name, string(value)?)?;
            }
        }
        if challenge.expires {
            set(
                "expires",
                BareItem::Integer((now.timestamp() + GOOD_FOR_S).try_into().ok()?),
            )?;
        }
    }
    Some(InnerList::with_params(items?, parameters))
}

fn dictionary(text: &str) -> Result<Dictionary, SignatureError> {
    if text.len() > LONGEST {
        return Err(SignatureError::Malformed("a header is longer than 8 KiB"));
    }
    Parser::new(text)
        .with_version(Version::Rfc8941)
        .parse()
        .map_err(|_| SignatureError::Malformed("a header is not a structured field"))
}

/// The only member: two signatures could be read differently by two programs, and nobody in the fediverse sends two.
fn only(dictionary: &Dictionary) -> Result<(String, ListEntry), SignatureError> {
    let mut members = dictionary.iter();
    match (members.next(), members.next()) {
        (Some((label, entry)), None) => Ok((label.as_str().to_owned(), entry.clone())),
        (Some(_), Some(_)) => Err(SignatureError::Malformed("there is more than one signature")),
        (None, _) => Err(SignatureError::Malformed("there is no signature in the header")),
    }
}

fn text<'a>(parameters: &'a Parameters, name: &str) -> Result<Option<&'a str>, SignatureError> {
    match parameters.get(name) {
        None => Ok(None),
        Some(BareItem::String(text)) => Ok(Some(text.as_str())),
        Some(_) => Err(SignatureError::Malformed("a parameter is not a string")),
    }
}

fn time(parameters: &Parameters, name: &str) -> Result<Option<DateTime<Utc>>, SignatureError> {
    let wrong = SignatureError::Malformed("created or expires is not a time in seconds");
    match parameters.get(name) {
        None => Ok(None),
        Some(BareItem::Integer(seconds)) => DateTime::from_timestamp(i64::from(*seconds), 0).map(Some).ok_or(wrong),
        Some(_) => Err(wrong),
    }
}

/// What must be covered: the method; the whole address, at once or in its parts; and the body.
fn require(head: &RequestHead<'_>, components: &[Component]) -> Result<(), SignatureError> {
    let covers = |wanted: &Component| components.contains(wanted);
    let header = |name: &str| covers(&Component::Header(name.to_owned()));
    if !covers(&Component::Method) {
        return Err(SignatureError::NotCovered("@method"));
    }
    if !covers(&Component::TargetUri) {
        if !covers(&Component::Authority) && !header("host") {
            return Err(SignatureError::NotCovered("@target-uri or @authority"));
        }
        if !covers(&Component::RequestTarget) {
            if !covers(&Component::Path) {
                return Err(SignatureError::NotCovered("@target-uri or @path"));
            }
            if head.path_and_query.contains('?') && !covers(&Component::Query) {
                return Err(SignatureError::NotCovered("@query"));
            }
        }
    }
    if head.has_body() && !header(CONTENT_DIGEST.as_str()) {
        return Err(SignatureError::NotCovered("content-digest"));
    }
    Ok(())
}

/// The signature base (section 2.5): one line for each component, and the parameters.
fn base(head: &RequestHead<'_>, components: &[Component], input: InnerList) -> Result<String, SignatureError> {
    let mut base = String::with_capacity(512);
    for component in components {
        base.push_str(&format!("\"{}\": {}\n", component.name(), component.value(head)?));
    }
    let list: List = vec![ListEntry::InnerList(input)];
    let parameters = list
        .serialize()
        .ok_or(SignatureError::Malformed("the Signature-Input is empty"))?;
    base.push_str("\"@signature-params\": ");
    base.push_str(&parameters);
    Ok(base)
}

#[cfg(test)]
mod tests;
