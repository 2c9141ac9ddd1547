//! The inside of a Signature header: `keyId="…",algorithm="…",headers="…",signature="…"`.

use chrono::{DateTime, Utc};

use super::SignatureError;

/// No signature of an 8192-bit key with a long keyId comes near this.
const LONGEST: usize = 8 * 1024;

#[derive(Debug, PartialEq, Eq)]
pub(super) struct Parameters {
    pub(super) key_id: String,
    pub(super) algorithm: Option<String>,
    /// Covered names, lower case, in order, each once.
    pub(super) headers: Vec<String>,
    pub(super) signature: String,
    pub(super) created: Option<DateTime<Utc>>,
    pub(super) expires: Option<DateTime<Utc>>,
}

impl Parameters {
    pub(super) fn parse(text: &str) -> Result<Self, SignatureError> {
        if text.len() > LONGEST {
            return Err(SignatureError::Malformed("it is longer than 8 KiB"));
        }
        let mut found: Vec<(&str, &str)> = Vec::new();
        let mut rest = text.trim();
        loop {
            let (name, value, after) = parameter(rest)?;
            if found.iter().any(|(earlier, _)| earlier.eq_ignore_ascii_case(name)) {
                return Err(SignatureError::Malformed("a parameter is given twice"));
            }
            found.push((name, value));
            match after.strip_prefix(',') {
                Some(next) => rest = next.trim_start(),
                None if after.is_empty() => break,
                None => return Err(SignatureError::Malformed("parameters are not separated by commas")),
            }
        }
        let get = |name: &str| found.iter().find(|(found, _)| *found == name).map(|(_, value)| *value);
        Ok(Self {
            key_id: get("keyId")
                .ok_or(SignatureError::Malformed("it has no keyId"))?
                .to_owned(),
            algorithm: get("algorithm").map(str::to_owned),
            headers: covered(get("headers"))?,
            signature: get("signature")
                .ok_or(SignatureError::Malformed("it has no signature"))?
                .to_owned(),
            created: get("created").map(time).transpose()?,
            expires: get("expires").map(time).transpose()?,
        })
    }
}

/// Splits `name="value"` or `name=value` off the front; what is left has no white space before it.
fn parameter(text: &str) -> Result<(&str, &str, &str), SignatureError> {
    let (name, rest) = text
        .split_once('=')
        .ok_or(SignatureError::Malformed("a parameter has no value"))?;
    let name = name.trim();
    if name.is_empty() || !name.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
        return Err(SignatureError::Malformed("a parameter has no proper name"));
    }
    if let Some(quoted) = rest.strip_prefix('"') {
        let (value, after) = quoted
            .split_once('"')
            .ok_or(SignatureError::Malformed("a quotation mark is missing"))?;
        if value.contains('\\') {
            // Nobody needs escapes here, and parsers disagree about them.
            return Err(SignatureError::Malformed("a value holds a backslash"));
        }
        return Ok((name, value, after.trim_start()));
    }
    let end = rest.find(',').unwrap_or(rest.len());
    let (value, after) = rest.split_at_checked(end).unwrap_or((rest, ""));
    Ok((name, value.trim(), after))
}

fn covered(list: Option<&str>) -> Result<Vec<String>, SignatureError> {
    let mut names: Vec<String> = Vec::new();
    for name in list.unwrap_or_default().split_ascii_whitespace() {
        let name = name.to_ascii_lowercase();
        if names.contains(&name) {
            return Err(SignatureError::Malformed("a header is covered twice"));
        }
        if names.len() == 64 {
            return Err(SignatureError::Malformed("more than 64 headers are covered"));
        }
        names.push(name);
    }
    if names.is_empty() {
        // Without the parameter the draft means (created) alone, which would not cover what it must either.
        return Err(SignatureError::NotCovered("(request-target)"));
    }
    Ok(names)
}

fn time(seconds: &str) -> Result<DateTime<Utc>, SignatureError> {
    let seconds = seconds
        .parse()
        .ok()
        .and_then(|seconds| DateTime::from_timestamp(seconds, 0));
    seconds.ok_or(SignatureError::Malformed("created or expires is not a time in seconds"))
}
