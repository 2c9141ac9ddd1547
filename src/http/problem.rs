//! Where errors become answers: a page for people, problem+json (RFC 9457) for programs. Logged once, here.

use crate::domain::message::Message;
use crate::http::negotiate::{Wants, wants};
use crate::http::pages::chrome::Chrome;
use crate::http::pages::words;
use crate::messages::{Said, say, tell};
use crate::service::Error;
use actix_web::{
    HttpMessage, HttpRequest, HttpResponse, ResponseError,
    body::{BoxBody, MessageBody},
    dev::{ServiceRequest, ServiceResponse},
    http::{StatusCode, header},
    middleware::Next,
};
use askama::Template;
use serde::Serialize;

/// Why a handler has no answer of its own.
#[derive(Debug)]
pub enum Fault {
    /// The use case did not happen.
    Service(Error),
    /// The form did not come from a page of ours, or its page had been open for longer than the session. What was typed
    /// is given back.
    Csrf(Vec<(String, String)>),
    /// A long form was sent before its page had arrived. What was typed is given back.
    Torn(Vec<(String, String)>),
    /// The request itself cannot be read: its status, and the message that says why.
    Request(StatusCode, &'static str),
    /// No fault at all: the answer is at another path of this site.
    Elsewhere(String),
}

impl From<Error> for Fault {
    fn from(error: Error) -> Self {
        Self::Service(error)
    }
}

impl std::fmt::Display for Fault {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Service(error) => error.fmt(f),
            Self::Csrf(_) => f.write_str("form without a valid token"),
            Self::Torn(_) => f.write_str("form without its last field"),
            Self::Request(status, message) => write!(f, "{status}: {message}"),
            Self::Elsewhere(path) => write!(f, "see {path}"),
        }
    }
}

impl Fault {
    /// The stable code; each stands in docs/errors.md.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Service(error) => error.code(),
            Self::Csrf(_) => "form-expired",
            Self::Torn(_) => "form-incomplete",
            Self::Request(..) | Self::Elsewhere(_) => "bad-request",
        }
    }

    /// What a person may read.
    pub fn message(&self) -> Message {
        match self {
            Self::Service(error) => error.message(),
            Self::Csrf(_) => Message::new("error-expired"),
            Self::Torn(_) => Message::new("error-torn"),
            Self::Request(_, key) => Message::new(key),
            Self::Elsewhere(path) => Message::new("error-elsewhere").with("path", path),
        }
    }

    fn title(&self) -> Said {
        say(match self {
            Self::Service(error) => match error {
                Error::Invalid(_) => "error-title-invalid",
                Error::NotFound => "error-title-not-found",
                Error::Gone => "error-title-gone",
                Error::SignInNeeded => "error-title-sign-in",
                Error::Forbidden => "error-title-forbidden",
                Error::Conflict { .. } => "error-title-conflict",
                Error::TooMany { .. } => "error-title-too-many",
                Error::TooLarge(_) => "error-title-too-large",
                Error::Unwritable(_) => "error-title-unwritable",
                Error::Remote(_) => "error-title-remote",
                Error::Internal(_) => "error-title-internal",
            },
            Self::Csrf(_) => "error-title-expired",
            Self::Torn(_) => "error-title-torn",
            Self::Elsewhere(_) => "error-title-elsewhere",
            Self::Request(..) => "error-title-request",
        })
    }
}

impl ResponseError for Fault {
    fn status_code(&self) -> StatusCode {
        match self {
            Self::Service(error) => match error {
                Error::Invalid(_) => StatusCode::UNPROCESSABLE_ENTITY,
                Error::NotFound => StatusCode::NOT_FOUND,
                Error::Gone => StatusCode::GONE,
                Error::SignInNeeded => StatusCode::UNAUTHORIZED,
                Error::Forbidden => StatusCode::FORBIDDEN,
                Error::Conflict { .. } => StatusCode::CONFLICT,
                Error::TooMany { .. } => StatusCode::TOO_MANY_REQUESTS,
                Error::TooLarge(_) => StatusCode::PAYLOAD_TOO_LARGE,
                Error::Unwritable(_) => StatusCode::SERVICE_UNAVAILABLE,
                Error::Remote(_) => StatusCode::BAD_GATEWAY,
                Error::Internal(_) => StatusCode::INTERNAL_SERVER_ERROR,
            },
            Self::Csrf(_) => StatusCode::FORBIDDEN,
            Self::Torn(_) => StatusCode::BAD_REQUEST,
            Self::Request(status, _) => *status,
            Self::Elsewhere(_) => StatusCode::SEE_OTHER,
        }
    }

    /// Bare: the middleware below turns it into a page or a document, since only it has the request.
    fn error_response(&self) -> HttpResponse<BoxBody> {
        HttpResponse::new(self.status_code())
    }
}

/// The error page.
#[derive(Template)]
#[template(path = "error/error.html")]
pub struct ErrorPage {
    /// What stands around it.
    pub c: Chrome,
    /// Status code.
    pub status: u16,
    /// Heading.
    pub title: Said,
    /// What happened and what to do.
    pub message: Message,
    /// Fields the visitor had filled in, by name.
    pub kept: Option<Vec<(String, String)>>,
    /// Where the form can be opened again.
    pub again: Option<String>,
}

impl ErrorPage {
    /// Examples for the test that renders every page.
    pub fn samples() -> Vec<Self> {
        let page = |status, title, kept| Self {
            c: Chrome::plain("Rows Near the Back", "/nowhere"),
            status,
            title: say(title),
            message: Message::new("error-not-found"),
            kept,
            again: (status == 400).then(|| "/write".to_owned()),
        };
        vec![
            page(
                400,
                "error-title-torn",
                Some(vec![("viewings.0.seen_on".to_owned(), "2014".to_owned())]),
            ),
            page(404, "error-title-not-found", None),
            page(
                403,
                "error-title-expired",
                Some(vec![("comment".to_owned(), "A long answer & a <b>".to_owned())]),
            ),
        ]
    }
}

/// RFC 9457.
#[derive(Serialize)]
struct ProblemDocument<'a> {
    #[serde(rename = "type")]
    kind: String,
    title: String,
    status: u16,
    detail: String,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    errors: Vec<FieldDocument<'a>>,
}

#[derive(Serialize)]
struct FieldDocument<'a> {
    field: &'a str,
    detail: String,
}

/// Turns every fault, and every bare 404 or 405 of the router, into an answer that its reader understands.
pub async fn render(
    request: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse<BoxBody>, actix_web::Error> {
    // The router needs the request to itself: no clone of it may be alive while it routes.
    let response = next.call(request).await?.map_into_boxed_body();
    let http = response.request().clone();
    let status = response.status();
    let is_fault = response
        .response()
        .error()
        .is_some_and(|e| e.as_error::<Fault>().is_some());
    let is_bare = status.is_client_error() && !response.headers().contains_key(header::CONTENT_TYPE);
    if (is_fault || is_bare) && wanted(&http) == Wants::Html {
        crate::http::extract::meet(&http).await;
    }
    let fault = response
        .response()
        .error()
        .and_then(|e| e.as_error::<Fault>())
        .map(|fault| answer(&http, fault));
    let replacement = match fault {
        Some(answer) => answer,
        None if is_bare => bare(&http, status, &response),
        None => return Ok(response),
    };
    Ok(ServiceResponse::new(http, replacement))
}

/// The answer for one fault, in the place of one that was not finished.
pub async fn instead(request: HttpRequest, fault: &Fault) -> ServiceResponse<BoxBody> {
    if wanted(&request) == Wants::Html {
        crate::http::extract::meet(&request).await;
    }
    let answer = answer(&request, fault);
    ServiceResponse::new(request, answer)
}

fn bare(request: &HttpRequest, status: StatusCode, response: &ServiceResponse<BoxBody>) -> HttpResponse {
    let fault = match status {
        StatusCode::NOT_FOUND => Fault::Service(Error::NotFound),
        StatusCode::METHOD_NOT_ALLOWED => Fault::Request(status, "error-request-method"),
        StatusCode::PAYLOAD_TOO_LARGE => Fault::Request(status, "error-request-large"),
        _ => Fault::Request(status, "error-request-form"),
    };
    let mut answer = answer(request, &fault);
    if let Some(allow) = response.headers().get(header::ALLOW) {
        answer.headers_mut().insert(header::ALLOW, allow.clone());
    }
    answer
}

/// The answer for one fault; also used by handlers that have to add to it.
pub fn answer(request: &HttpRequest, fault: &Fault) -> HttpResponse {
    if let Fault::Elsewhere(path) = fault {
        return HttpResponse::SeeOther()
            .insert_header((header::LOCATION, path.as_str()))
            .insert_header((header::CACHE_CONTROL, "no-store"))
            .finish();
    }
    let status = fault.status_code();
    if status.is_server_error() {
        tracing::error!(error.code = fault.code(), error.detail = %fault, http.path = request.path(), "a request could not be answered");
    } else {
        tracing::debug!(
            error.code = fault.code(),
            http.path = request.path(),
            "a request was refused"
        );
    }
    let mut builder = HttpResponse::build(status);
    builder
        .insert_header((header::CACHE_CONTROL, "no-store"))
        .insert_header((header::VARY, "Accept"));
    if let Fault::Service(Error::TooMany { retry_after_s }) = fault {
        builder.insert_header((header::RETRY_AFTER, retry_after_s.to_string()));
    }
    match wanted(request) {
        Wants::Html => page(request, fault, &mut builder),
        Wants::ActivityPub | Wants::Json => document(fault, &mut builder),
    }
}

fn wanted(request: &HttpRequest) -> Wants {
    // Whoever sends JSON is a program, and reads JSON whatever it accepts.
    if request.content_type().ends_with("json") {
        return Wants::Json;
    }
    let accept: Vec<&str> = request
        .headers()
        .get_all(header::ACCEPT)
        .filter_map(|v| v.to_str().ok())
        .collect();
    wants(&accept.join(","))
}

fn page(request: &HttpRequest, fault: &Fault, builder: &mut actix_web::HttpResponseBuilder) -> HttpResponse {
    // Somebody who only has to sign in is shown where, and comes back afterwards.
    if matches!(fault, Fault::Service(Error::SignInNeeded)) && request.method() == actix_web::http::Method::GET {
        let next: String = url::form_urlencoded::byte_serialize(request.path().as_bytes()).collect();
        return HttpResponse::SeeOther()
            .insert_header((header::LOCATION, format!("/sign-in?next={next}")))
            .insert_header((header::CACHE_CONTROL, "no-store"))
            .finish();
    }
    let kept = match fault {
        Fault::Csrf(kept) | Fault::Torn(kept) if !kept.is_empty() => Some(kept.clone()),
        _ => None,
    };
    let page = ErrorPage {
        c: crate::http::extract::chrome_of(request),
        status: fault.status_code().as_u16(),
        title: fault.title(),
        message: fault.message(),
        kept,
        again: matches!(fault, Fault::Torn(_)).then(|| request.path().to_owned()),
    };
    match page.render() {
        Ok(html) => builder.content_type("text/html; charset=utf-8").body(html),
        Err(_) => builder
            .content_type("text/plain; charset=utf-8")
            .body(tell(&fault.message())),
    }
}

fn document(fault: &Fault, builder: &mut actix_web::HttpResponseBuilder) -> HttpResponse {
    let errors = match fault {
        Fault::Service(Error::Invalid(errors)) => errors
            .iter()
            .map(|e| FieldDocument {
                field: &e.field,
                detail: tell(&e.message),
            })
            .collect(),
        _ => Vec::new(),
    };
    let document = ProblemDocument {
        kind: format!("urn:houselights:error:{}", fault.code()),
        title: fault.title().to_string(),
        status: fault.status_code().as_u16(),
        detail: tell(&fault.message()),
        errors,
    };
    let body = serde_json::to_vec(&document).unwrap_or_default();
    builder.content_type("application/problem+json").body(body)
}
