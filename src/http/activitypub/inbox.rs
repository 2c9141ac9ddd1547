//! `POST /inbox` and `POST /users/{handle}/inbox`. Nothing a stranger sends makes this answer 5xx; 503 says that our own
//! database did not take the activity, and that it should be sent again.

use super::Server;
use crate::federation::inbox::{Post, Rejection};
use crate::service::received::TurnedAway;
use crate::service::remote::Outcome;
use actix_web::http::{StatusCode, header};
use actix_web::web::{Bytes, Path};
use actix_web::{HttpRequest, HttpResponse};
use serde_json::json;

/// Seconds after which a sender may try again when nothing could be written.
const RETRY_AFTER: &str = "30";

/// The inbox of everybody here.
pub async fn shared(server: Server, request: HttpRequest, body: Result<Bytes, actix_web::Error>) -> HttpResponse {
    take(&server, &request, body, "").await
}

/// The inbox of one.
pub async fn personal(
    server: Server,
    request: HttpRequest,
    handle: Path<String>,
    body: Result<Bytes, actix_web::Error>,
) -> HttpResponse {
    let handle = handle.to_ascii_lowercase();
    match server.service().has_inbox(&handle).await {
        Ok(true) => take(&server, &request, body, &handle).await,
        Ok(false) => {
            turn_away(&server, "no such inbox", "there is no inbox of that name");
            problem(StatusCode::NOT_FOUND, "there is no inbox of that name")
        }
        Err(error) => refuse(&Rejection::Unwritable(error)),
    }
}

async fn take(
    server: &Server,
    request: &HttpRequest,
    body: Result<Bytes, actix_web::Error>,
    inbox: &str,
) -> HttpResponse {
    let body = match body {
        Ok(body) => body,
        Err(error) => {
            let status = error.as_response_error().status_code();
            if status == StatusCode::PAYLOAD_TOO_LARGE {
                turn_away(server, "too long", &Rejection::TooLarge.to_string());
                return refuse(&Rejection::TooLarge);
            }
            turn_away(server, "no activity", "the body could not be read");
            return problem(StatusCode::BAD_REQUEST, "the body could not be read");
        }
    };
    // A value that is no text cannot be in a signature, and is left out as if it were not there.
    let headers: Vec<(&str, &str)> = request
        .headers()
        .iter()
        .filter_map(|(name, value)| Some((name.as_str(), value.to_str().ok()?)))
        .collect();
    let path_and_query = request.uri().path_and_query().map_or("/", |target| target.as_str());
    let post = Post {
        path_and_query,
        headers: &headers,
        body: &body,
        inbox,
    };
    match server.federation.receive(post).await {
        Ok(_) => HttpResponse::Accepted().finish(),
        Err(rejection) => refuse(&rejection),
    }
}

/// Notes what was refused before anything of it was read, so that nothing is known of its sender.
fn turn_away(server: &Server, reason: &'static str, told: &str) {
    let one = TurnedAway {
        told: told.to_owned(),
        ..TurnedAway::default()
    };
    server.federation.turn_away(Outcome::Refused(reason), one);
}

fn refuse(rejection: &Rejection) -> HttpResponse {
    let status = match rejection {
        Rejection::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
        Rejection::BadRequest(_) => StatusCode::BAD_REQUEST,
        Rejection::Unverified(_) | Rejection::WrongTime(_) => StatusCode::UNAUTHORIZED,
        Rejection::Suspended | Rejection::Forbidden(_) => StatusCode::FORBIDDEN,
        Rejection::TooMany { .. } => StatusCode::TOO_MANY_REQUESTS,
        Rejection::Unwritable(error) => {
            tracing::error!(error = %error, "an activity could not be recorded");
            StatusCode::SERVICE_UNAVAILABLE
        }
    };
    if status != StatusCode::SERVICE_UNAVAILABLE {
        tracing::debug!(status = status.as_u16(), reason = %rejection, "an inbox post was refused");
    }
    let mut answer = problem(status, &rejection.to_string());
    if let Rejection::TooMany { wait_s, .. } = rejection {
        answer.headers_mut().insert(header::RETRY_AFTER, (*wait_s).into());
    }
    answer
}

/// problem+json (RFC 9457), because whoever debugs the sending server reads it in a log.
fn problem(status: StatusCode, detail: &str) -> HttpResponse {
    let mut answer = HttpResponse::build(status);
    answer.insert_header((header::CONTENT_TYPE, "application/problem+json"));
    if status == StatusCode::SERVICE_UNAVAILABLE {
        answer.insert_header((header::RETRY_AFTER, RETRY_AFTER));
    }
    let title = status.canonical_reason().unwrap_or_default();
    answer.body(json!({"title": title, "status": status.as_u16(), "detail": detail}).to_string())
}
