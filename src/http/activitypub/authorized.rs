//! Authorised fetch: documents for servers that say who they are, and for no others, where the settings ask for that.
//!
//! It stands before the shelf of finished answers, so that a kept document is never given to somebody who did not sign. What is
//! given may not be kept on the way: the next one who asks may be somebody else.

use super::Federation;
use crate::federation::authorize::{Ask, Denial};
use actix_web::body::{BoxBody, EitherBody, MessageBody};
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::http::StatusCode;
use actix_web::http::header::{self, HeaderValue};
use actix_web::middleware::Next;
use actix_web::web::Data;
use actix_web::{Error, HttpResponse};
use serde_json::json;

/// What decides about an answer here, besides what decides elsewhere.
const VARY: &str = "Accept, Accept-Encoding, Signature, Signature-Input";
/// May be kept by whoever asked, and asked about again each time.
const KEEP: &str = "private, no-cache";

/// Lets a request through when it is signed by somebody this server talks to, or when the settings ask for nothing.
pub(super) async fn only<B: MessageBody + 'static>(
    request: ServiceRequest,
    next: Next<B>,
) -> Result<ServiceResponse<EitherBody<B, BoxBody>>, Error> {
    let federation = request.app_data::<Data<Federation>>().cloned();
    let Some(federation) = federation.filter(|federation| federation.service().config().asks_for_signatures()) else {
        return Ok(next.call(request).await?.map_into_left_body());
    };
    let denied = {
        let headers: Vec<(&str, &str)> = request
            .headers()
            .iter()
            .filter_map(|(name, value)| Some((name.as_str(), value.to_str().ok()?)))
            .collect();
        // actix has the method in a version of the crate of its own.
        let method = http::Method::from_bytes(request.method().as_str().as_bytes()).unwrap_or_default();
        let ask = Ask {
            method: &method,
            path_and_query: request.uri().path_and_query().map_or("/", |target| target.as_str()),
            headers: &headers,
        };
        federation.authorize(ask).await.err()
    };
    if let Some(denial) = denied {
        tracing::debug!(reason = %denial, "a document was not given");
        return Ok(request.into_response(deny(&denial)).map_into_right_body());
    }
    let mut response = next.call(request).await?.map_into_left_body();
    let headers = response.headers_mut();
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static(KEEP));
    headers.insert(header::VARY, HeaderValue::from_static(VARY));
    Ok(response)
}

fn deny(denial: &Denial) -> HttpResponse {
    let status = match denial {
        Denial::Unverified(_) => StatusCode::UNAUTHORIZED,
        Denial::Suspended => StatusCode::FORBIDDEN,
        Denial::Unavailable(error) => {
            tracing::error!(error = %error, "it could not be looked up who asks for a document");
            StatusCode::SERVICE_UNAVAILABLE
        }
    };
    let title = status.canonical_reason().unwrap_or_default();
    HttpResponse::build(status)
        .insert_header((header::CONTENT_TYPE, "application/problem+json"))
        .insert_header((header::CACHE_CONTROL, "no-store"))
        .insert_header((header::VARY, VARY))
        .body(json!({"title": title, "status": status.as_u16(), "detail": denial.to_string()}).to_string())
}
