//! Reading documents of other servers.
//!
//! Any field may be a string, an object, an array or null; an object may stand in full or by its id. Nothing here fails
//! on a field: what cannot be read is absent. Reading by hand instead of by untagged enums keeps it cheap and keeps the
//! reasons readable.

use crate::federation::vocab::is_public;
use chrono::{DateTime, NaiveDateTime, Utc};
use serde_json::{Map, Value};
use url::Url;

/// The longest document that is read, in bytes.
pub const MAX_BYTES: usize = 1 << 20;
/// The deepest nesting. The deepest document of the servers we know has nine levels.
const MAX_DEPTH: usize = 32;
/// The most values in one document, counting every string and number: a page of 1,000 followers has 1,000.
const MAX_VALUES: usize = 20_000;
/// The most entries of one array that are looked at.
const MAX_ENTRIES: usize = 500;
/// The longest URL, as it is normalised. Two of them must fit into one index row of PostgreSQL (2,704 bytes).
const MAX_URL: usize = 1_024;

/// Why a body is not a document.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Unreadable {
    /// Over [`MAX_BYTES`].
    #[error("the document is longer than 1 MiB")]
    TooLong,
    /// No JSON.
    #[error("the body is not JSON")]
    NotJson,
    /// JSON, but no object.
    #[error("the document is not a JSON object")]
    NotAnObject,
    /// Nested deeper than `MAX_DEPTH`.
    #[error("the document is nested too deeply")]
    TooDeep,
    /// More than `MAX_VALUES`.
    #[error("the document holds too many values")]
    TooMany,
    /// `@graph`, `@reverse` and their kin say things about other objects that a plain reader does not see.
    #[error("the document uses JSON-LD keywords that are not accepted")]
    LinkedDataTricks,
}

/// A document that was read and is within the limits.
#[derive(Clone, Debug, PartialEq)]
pub struct Document(Map<String, Value>);

impl Document {
    /// Reads a body.
    ///
    /// # Errors
    /// [`Unreadable`] says what is wrong with it.
    pub fn parse(body: &[u8]) -> Result<Self, Unreadable> {
        if body.len() > MAX_BYTES {
            return Err(Unreadable::TooLong);
        }
        // serde_json refuses more than 128 levels by itself, so the recursion below is bounded.
        let mut value: Value = serde_json::from_slice(body).map_err(|error| {
            if error.to_string().starts_with("recursion limit") {
                Unreadable::TooDeep
            } else {
                Unreadable::NotJson
            }
        })?;
        let mut left = MAX_VALUES;
        measure(&mut value, MAX_DEPTH, &mut left)?;
        let Value::Object(map) = value else {
            return Err(Unreadable::NotAnObject);
        };
        Ok(Self(map))
    }

    /// The document as an object.
    pub fn object(&self) -> Object<'_> {
        Object(&self.0)
    }
}

/// Counts, and takes out NUL characters: PostgreSQL keeps none, and no text needs one. Refuses the keywords by which an object says
/// something of another one at any depth; a context is never acted on, so it may define what it likes.
fn measure(value: &mut Value, depth: usize, left: &mut usize) -> Result<(), Unreadable> {
    *left = left.checked_sub(1).ok_or(Unreadable::TooMany)?;
    let depth = depth.checked_sub(1).ok_or(Unreadable::TooDeep)?;
    match value {
        Value::Array(entries) => entries.iter_mut().try_for_each(|entry| measure(entry, depth, left)),
        Value::Object(map) => map.iter_mut().try_for_each(|(key, entry)| match key.as_str() {
            "@graph" | "@reverse" | "@included" | "@nest" => Err(Unreadable::LinkedDataTricks),
            "@context" => count(entry, depth, left),
            _ => measure(entry, depth, left),
        }),
        Value::String(text) if text.contains('\0') => {
            text.retain(|c| c != '\0');
            Ok(())
        }
        _ => Ok(()),
    }
}

/// Counts what nothing else is asked of.
fn count(value: &Value, depth: usize, left: &mut usize) -> Result<(), Unreadable> {
    *left = left.checked_sub(1).ok_or(Unreadable::TooMany)?;
    let depth = depth.checked_sub(1).ok_or(Unreadable::TooDeep)?;
    match value {
        Value::Array(entries) => entries.iter().try_for_each(|entry| count(entry, depth, left)),
        Value::Object(map) => map.values().try_for_each(|entry| count(entry, depth, left)),
        _ => Ok(()),
    }
}

/// A view of one object in a document.
#[derive(Clone, Copy, Debug)]
pub struct Object<'a>(&'a Map<String, Value>);

/// A field that names an object: by id, or with the object in full.
#[derive(Clone, Debug)]
pub enum Ref<'a> {
    /// Its id.
    Id(Url),
    /// The object, which may have an id.
    Embedded(Object<'a>),
}

impl<'a> Ref<'a> {
    /// The id, where there is one.
    pub fn id(&self) -> Option<Url> {
        match self {
            Self::Id(url) => Some(url.clone()),
            Self::Embedded(object) => object.id(),
        }
    }

    /// The object, where it stands in full: with a type, and not merely as a link.
    pub fn embedded(&self) -> Option<Object<'a>> {
        match self {
            Self::Id(_) => None,
            Self::Embedded(object) => object.type_().filter(|t| *t != "Link").map(|_| *object),
        }
    }
}

impl<'a> Object<'a> {
    /// A view of a JSON value, when that is an object.
    pub fn of(value: &'a Value) -> Option<Self> {
        value.as_object().map(Self)
    }

    /// The object as a document of its own.
    pub fn to_document(self) -> Document {
        Document(self.0.clone())
    }

    fn first(self, key: &str) -> Option<&'a Value> {
        match self.0.get(key)? {
            Value::Null => None,
            Value::Array(entries) => entries.iter().find(|entry| !entry.is_null()),
            value => Some(value),
        }
    }

    fn each(self, key: &str) -> impl Iterator<Item = &'a Value> + use<'a> {
        let entries: &'a [Value] = match self.0.get(key) {
            None | Some(Value::Null) => &[],
            Some(Value::Array(entries)) => entries,
            Some(value) => std::slice::from_ref(value),
        };
        entries.iter().filter(|entry| !entry.is_null()).take(MAX_ENTRIES)
    }

    /// Is the field there at all, and not null or empty?
    pub fn has(self, key: &str) -> bool {
        self.first(key).is_some()
    }

    /// `id`, when it is a web address without a fragment that would hide another object.
    pub fn id(self) -> Option<Url> {
        web_url(self.0.get("id").or_else(|| self.0.get("@id"))?.as_str()?)
    }

    /// `type`: the first where there are several.
    pub fn type_(self) -> Option<&'a str> {
        let name = self.first("type").or_else(|| self.first("@type"))?.as_str()?;
        (name.len() <= 100).then(|| name.strip_prefix("as:").unwrap_or(name))
    }

    /// A plain string of the field; numbers, objects and empty strings are not.
    pub fn text(self, key: &str) -> Option<&'a str> {
        self.first(key)?.as_str().filter(|text| !text.is_empty())
    }

    /// A whole number of the field.
    pub fn integer(self, key: &str) -> Option<i64> {
        self.first(key)?.as_i64()
    }

    /// The text of a field that may come by language (`contentMap`), with the language where it is known. The plain field
    /// wins, and takes the language whose text it repeats.
    pub fn natural(self, key: &str) -> Option<(&'a str, Option<&'a str>)> {
        let map = self.0.get(&format!("{key}Map")).and_then(Value::as_object);
        let by_language = || {
            map.into_iter()
                .flatten()
                .filter_map(|(tag, text)| Some((tag.as_str(), text.as_str()?)))
        };
        match self.text(key) {
            Some(text) => {
                let language = by_language().find(|(_, t)| *t == text).or_else(|| by_language().next());
                Some((text, language.map(|(tag, _)| tag)))
            }
            None => by_language().next().map(|(tag, text)| (text, Some(tag))),
        }
    }

    /// A yes or no; strings `"true"` and `"false"` are read too.
    pub fn flag(self, key: &str) -> Option<bool> {
        match self.first(key)? {
            Value::Bool(flag) => Some(*flag),
            Value::String(text) => text.parse().ok(),
            _ => None,
        }
    }

    /// A moment; without a time zone it is read as UTC, as old Pleroma and Friendica mean it.
    pub fn time(self, key: &str) -> Option<DateTime<Utc>> {
        let text = self.text(key)?;
        DateTime::parse_from_rfc3339(text)
            .map(|time| time.with_timezone(&Utc))
            .ok()
            .or_else(|| {
                NaiveDateTime::parse_from_str(text, "%Y-%m-%dT%H:%M:%S%.f")
                    .ok()
                    .map(|t| t.and_utc())
            })
    }

    /// The address a field names: itself, or the `id` or `href` of the object that stands there; the first of several.
    pub fn url(self, key: &str) -> Option<Url> {
        self.each(key).find_map(url_of)
    }

    /// All the addresses a field names.
    pub fn urls(self, key: &str) -> Vec<Url> {
        self.each(key).filter_map(url_of).collect()
    }

    /// A reference to an object; the first of several.
    pub fn object(self, key: &str) -> Option<Ref<'a>> {
        self.refs(key).next()
    }

    /// References to objects.
    pub fn refs(self, key: &str) -> impl Iterator<Item = Ref<'a>> + use<'a> {
        self.each(key).filter_map(|value| match value {
            Value::String(text) => web_url(text).map(Ref::Id),
            Value::Object(map) => Some(Ref::Embedded(Self(map))),
            _ => None,
        })
    }

    /// The objects that stand in full in a field, such as the entries of `tag` and `attachment`.
    pub fn objects(self, key: &str) -> impl Iterator<Item = Self> + use<'a> {
        self.each(key).filter_map(Self::of)
    }

    /// The page for people: the `text/html` link of `url`, or its first web address.
    pub fn page(self) -> Option<Url> {
        let html = self.objects("url").find_map(|link| {
            let is_html = link.text("mediaType").is_some_and(|t| t.starts_with("text/html"));
            is_html.then(|| link.text("href").and_then(web_url)).flatten()
        });
        html.or_else(|| self.url("url"))
    }

    /// The address of an image in a field such as `icon`: its `url`, or `href`, or the field itself.
    pub fn image(self, key: &str) -> Option<Url> {
        self.each(key).find_map(|value| match value {
            Value::String(text) => web_url(text),
            Value::Object(map) => {
                let object = Self(map);
                object.url("url").or_else(|| object.text("href").and_then(web_url))
            }
            _ => None,
        })
    }

    /// Is one of the fields `to` or `cc` (by name) addressed to everybody?
    pub fn is_public_in(self, key: &str) -> bool {
        self.each(key).any(|value| match value {
            Value::String(text) => is_public(text),
            Value::Object(map) => map.get("id").and_then(Value::as_str).is_some_and(is_public),
            _ => false,
        })
    }
}

fn url_of(value: &Value) -> Option<Url> {
    match value {
        Value::String(text) => web_url(text),
        Value::Object(map) => ["id", "@id", "href", "url"]
            .iter()
            .find_map(|key| map.get(*key)?.as_str().and_then(web_url)),
        _ => None,
    }
}

/// An http or https address with a host and without credentials, at most 1,024 bytes long as it is normalised.
pub fn web_url(text: &str) -> Option<Url> {
    if text.len() > MAX_URL {
        return None;
    }
    let url = Url::parse(text).ok()?;
    let plain = url.username().is_empty() && url.password().is_none();
    let fits = url.as_str().len() <= MAX_URL;
    (matches!(url.scheme(), "http" | "https") && url.has_host() && plain && fits).then_some(url)
}

/// Do two addresses belong to the same server? Scheme, host and port count; a final dot of the host does not.
pub fn same_host(a: &Url, b: &Url) -> bool {
    let host = |url: &Url| url.host_str().map(|h| h.trim_end_matches('.').to_ascii_lowercase());
    a.scheme() == b.scheme()
        && a.port_or_known_default() == b.port_or_known_default()
        && host(a).is_some()
        && host(a) == host(b)
}

/// Host of a handle as addresses write it, whatever it was typed like: punycode, lower case, no final dot.
pub fn plain_host(host: &str) -> Option<String> {
    let url = Url::parse(&format!("https://{host}/")).ok()?;
    (url.path() == "/" && url.username().is_empty() && url.query().is_none()).then(|| host_of(&url))
}

/// Host of an address as handles and queues write it: lower case, with the port where it is not the usual one.
pub fn host_of(url: &Url) -> String {
    let host = url
        .host_str()
        .unwrap_or_default()
        .trim_end_matches('.')
        .to_ascii_lowercase();
    match url.port() {
        Some(port) => format!("{host}:{port}"),
        None => host,
    }
}

#[cfg(test)]
mod tests;
