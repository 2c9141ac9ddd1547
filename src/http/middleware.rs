//! What stands around every request: security headers, a request id and one log line.

use crate::http::extract::chosen_language;
use crate::messages::{Language, during};
use crate::service::Service;
use actix_web::{
    Error,
    body::MessageBody,
    dev::{ServiceRequest, ServiceResponse},
    http::header::{self, HeaderMap, HeaderName, HeaderValue},
    middleware::Next,
    web::Data,
};
use std::time::Instant;

/// No script but our own files, nothing from elsewhere, no frames.
const CONTENT_SECURITY_POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

/// A year, and only this name: what else is served below it is not ours to decide.
const STRICT_TRANSPORT_SECURITY: &str = "max-age=31536000";

/// Adds the security headers to every answer that has not set its own.
pub async fn security_headers(
    request: ServiceRequest,
    next: Next<impl MessageBody>,
) -> Result<ServiceResponse<impl MessageBody>, Error> {
    let service = request.app_data::<Data<Service>>();
    let behind_tls = service.is_some_and(|service| service.config().server.public_url.scheme() == "https");
    let mut response = next.call(request).await?;
    let headers = response.headers_mut();
    if behind_tls {
        default_header(headers, header::STRICT_TRANSPORT_SECURITY, STRICT_TRANSPORT_SECURITY);
    }
    default_header(headers, header::CONTENT_SECURITY_POLICY, CONTENT_SECURITY_POLICY);
    default_header(headers, header::X_CONTENT_TYPE_OPTIONS, "nosniff");
    default_header(headers, header::REFERRER_POLICY, "strict-origin-when-cross-origin");
    default_header(headers, header::X_FRAME_OPTIONS, "DENY");
    default_header(
        headers,
        HeaderName::from_static("cross-origin-opener-policy"),
        "same-origin",
    );
    default_header(
        headers,
        HeaderName::from_static("permissions-policy"),
        "camera=(), geolocation=(), microphone=()",
    );
    Ok(response)
}

fn default_header(headers: &mut HeaderMap, name: HeaderName, value: &'static str) {
    if !headers.contains_key(&name) {
        headers.insert(name, HeaderValue::from_static(value));
    }
}

/// Everything about a request is said in one language: the one that its reader chose, or else that of the site.
pub async fn speak(
    request: ServiceRequest,
    next: Next<impl MessageBody>,
) -> Result<ServiceResponse<impl MessageBody>, Error> {
    let language = chosen_language(request.request()).unwrap_or_else(|| {
        let service = request.app_data::<Data<Service>>();
        service.map_or_else(Language::default, |service| service.language())
    });
    during(language, next.call(request)).await
}

/// Numbers the request, names the number in the answer and logs one line: never the address of the visitor, never the
/// query, which may hold a handle.
pub async fn request_log(
    request: ServiceRequest,
    next: Next<impl MessageBody>,
) -> Result<ServiceResponse<impl MessageBody>, Error> {
    let id = request
        .app_data::<Data<Service>>()
        .map(|s| s.env().ids.next(s.env().clock.now()))
        .unwrap_or_default();
    let method = request.method().clone();
    let path = request.path().to_owned();
    let begun = Instant::now();
    let mut response = next.call(request).await?;
    let status = response.status().as_u16();
    let micros = u64::try_from(begun.elapsed().as_micros()).unwrap_or(u64::MAX);
    if status >= 500 {
        tracing::error!(request.id = %id, http.method = %method, http.path = %path, http.status = status, http.micros = micros, "request failed");
    } else {
        tracing::debug!(request.id = %id, http.method = %method, http.path = %path, http.status = status, http.micros = micros, "request answered");
    }
    if let Ok(value) = HeaderValue::from_str(&id) {
        response
            .headers_mut()
            .insert(HeaderName::from_static("x-request-id"), value);
    }
    Ok(response)
}
