//! Posted forms, as the browser sent them.
//!
//! Both encodings end in one [`Form`]. Whatever is wrong with an upload, the text fields beside it are kept: nothing a
//! person typed is lost because an image was too big.

use crate::http::problem::Fault;
use actix_multipart::Multipart;
use actix_web::{FromRequest, HttpMessage, HttpRequest, dev::Payload, error::PayloadError, http::StatusCode, web};
use futures_util::{StreamExt, TryStreamExt, future::LocalBoxFuture};

/// All text fields together, in bytes: three long sections, trivia and their encoding.
const TEXT_MAX: usize = 4 * 1024 * 1024;
/// One uploaded file, in bytes, before its own limit (a setting) is looked at. Longer files are read and dropped.
const FILE_MAX: usize = 32 * 1024 * 1024;
/// Everything, in bytes; after that the connection is not read any further.
const BODY_MAX: usize = 96 * 1024 * 1024;

/// An uploaded file.
#[derive(Clone, Debug)]
pub struct Upload {
    /// Name of the form field.
    pub field: String,
    /// The bytes; `None` when there were more than 32 MiB.
    pub bytes: Option<web::Bytes>,
}

/// A posted form: fields in the order they came, and files.
#[derive(Clone, Debug, Default)]
pub struct Form {
    fields: Vec<(String, String)>,
    files: Vec<Upload>,
}

/// Why a body could not be read as a form.
#[derive(Debug)]
enum FormError {
    /// Neither urlencoded nor multipart.
    NotAForm,
    /// Too many bytes of text, or too many altogether.
    TooLarge,
    /// The body ended early or is not what its header says.
    Broken,
}

impl From<FormError> for Fault {
    fn from(error: FormError) -> Self {
        match error {
            FormError::NotAForm => Self::Request(StatusCode::UNSUPPORTED_MEDIA_TYPE, "error-request-forms-only"),
            FormError::TooLarge => Self::Request(StatusCode::PAYLOAD_TOO_LARGE, "error-request-form-large"),
            FormError::Broken => Self::Request(StatusCode::BAD_REQUEST, "error-request-form-broken"),
        }
    }
}

impl Form {
    /// A form of these fields.
    pub fn of<'a>(fields: impl IntoIterator<Item = (&'a str, &'a str)>) -> Self {
        let fields = fields.into_iter().map(|(n, v)| (n.to_owned(), v.to_owned())).collect();
        Self {
            fields,
            files: Vec::new(),
        }
    }

    /// The first value of that field; empty when it is missing.
    pub fn text(&self, name: &str) -> &str {
        self.fields
            .iter()
            .find(|(n, _)| n == name)
            .map_or("", |(_, v)| v.as_str())
    }

    /// All values of that field.
    pub fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> + 'a {
        self.fields
            .iter()
            .filter(move |(n, _)| n == name)
            .map(|(_, v)| v.as_str())
    }

    /// The fields whose names begin with `prefix`: the rest of the name, and the value.
    pub fn under<'a>(&'a self, prefix: &'a str) -> impl Iterator<Item = (&'a str, &'a str)> + 'a {
        self.fields
            .iter()
            .filter_map(move |(name, value)| Some((name.strip_prefix(prefix)?, value.as_str())))
    }

    /// True when the field was sent: a ticked box, a pressed button.
    pub fn has(&self, name: &str) -> bool {
        self.fields.iter().any(|(n, _)| n == name)
    }

    /// Refuses a long form that was sent before the browser had received its page to the end: what is missing of it must not
    /// be taken for empty. Its last field is the macro `whole`. What was typed is given back.
    pub fn whole(&self) -> Result<(), Fault> {
        if self.has("whole") {
            return Ok(());
        }
        let typed =
            |(name, text): &&(String, String)| !matches!(name.as_str(), "csrf" | "do") && !text.trim().is_empty();
        Err(Fault::Torn(self.fields.iter().filter(typed).cloned().collect()))
    }

    /// How many numbered rows `prefix.0.…`, `prefix.1.…` there are, capped at 250.
    pub fn rows(&self, prefix: &str) -> usize {
        let number = |name: &str| -> Option<usize> {
            name.strip_prefix(prefix)?
                .strip_prefix('.')?
                .split('.')
                .next()?
                .parse()
                .ok()
        };
        self.fields
            .iter()
            .filter_map(|(n, _)| number(n))
            .max()
            .map_or(0, |last| last.min(249) + 1)
    }

    /// The file of that field; `None` when nothing was chosen.
    pub fn file(&self, name: &str) -> Option<&Upload> {
        self.files.iter().find(|f| f.field == name)
    }

    async fn urlencoded(payload: &mut Payload) -> Result<Self, FormError> {
        let mut body = web::BytesMut::new();
        while let Some(chunk) = payload.next().await {
            let chunk = chunk.map_err(|e| payload_error(&e))?;
            if body.len() + chunk.len() > TEXT_MAX {
                return Err(FormError::TooLarge);
            }
            body.extend_from_slice(&chunk);
        }
        let fields = url::form_urlencoded::parse(&body).into_owned().collect();
        Ok(Self {
            fields,
            files: Vec::new(),
        })
    }

    async fn multipart(mut parts: Multipart) -> Result<Self, FormError> {
        let mut form = Self::default();
        let (mut text, mut total) = (0, 0);
        while let Some(mut part) = parts.try_next().await.map_err(|_| FormError::Broken)? {
            let name = part.name().unwrap_or_default().to_owned();
            let is_file = part.content_disposition().is_some_and(|d| d.get_filename().is_some());
            let mut bytes = web::BytesMut::new();
            let mut kept = true;
            while let Some(chunk) = part.try_next().await.map_err(|_| FormError::Broken)? {
                total += chunk.len();
                if !is_file {
                    text += chunk.len();
                }
                if total > BODY_MAX || text > TEXT_MAX {
                    return Err(FormError::TooLarge);
                }
                kept = kept && bytes.len() + chunk.len() <= FILE_MAX;
                if kept {
                    bytes.extend_from_slice(&chunk);
                } else {
                    bytes.clear();
                }
            }
            if !is_file {
                form.fields.push((name, String::from_utf8_lossy(&bytes).into_owned()));
            } else if !bytes.is_empty() || !kept {
                form.files.push(Upload {
                    field: name,
                    bytes: kept.then(|| bytes.freeze()),
                });
            }
        }
        Ok(form)
    }
}

fn payload_error(error: &PayloadError) -> FormError {
    match error {
        PayloadError::Overflow => FormError::TooLarge,
        _ => FormError::Broken,
    }
}

impl FromRequest for Form {
    type Error = Fault;
    type Future = LocalBoxFuture<'static, Result<Self, Self::Error>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let request = request.clone();
        let mut payload = payload.take();
        Box::pin(async move {
            let form = match request.content_type() {
                "application/x-www-form-urlencoded" => Self::urlencoded(&mut payload).await,
                "multipart/form-data" => Self::multipart(Multipart::new(request.headers(), payload)).await,
                _ => Err(FormError::NotAForm),
            };
            form.map_err(Fault::from)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbered_rows_are_counted_by_their_highest_number() {
        let form = Form::of([
            ("viewings.0.seen_on", "2014"),
            ("viewings.3.venue", "x"),
            ("trivia.x.text", ""),
        ]);
        assert_eq!(
            (form.rows("viewings"), form.rows("trivia"), form.rows("steps")),
            (4, 0, 0)
        );
        assert_eq!(Form::of([("v.99999999.a", "")]).rows("v"), 250);
    }

    #[test]
    fn a_missing_field_is_empty_and_a_repeated_one_keeps_its_order() {
        let form = Form::of([("tag", "a"), ("tag", "b")]);
        assert_eq!(form.text("nothing"), "");
        assert_eq!(form.all("tag").collect::<Vec<_>>(), ["a", "b"]);
    }
}
