//! `POST /webmention` (W3C Recommendation) and `POST /xmlrpc` (pingback): how pages of the web say that they link to a review. Both
//! answer 404 where the owner switched them off, and then no page offers them.

use crate::domain::xmlrpc::{self, CALL_MAX};
use crate::http::extract::ClientAddress;
use crate::http::problem::Fault;
use crate::messages::Language;
use crate::service::webmentions::PingbackFault;
use crate::service::{Error, Service};
use actix_web::http::{StatusCode, header};
use actix_web::web::{self, Bytes, Data, PayloadConfig, ServiceConfig, resource};
use actix_web::{HttpMessage, HttpRequest, HttpResponse};
use url::form_urlencoded;

/// The longest offer, in bytes: two addresses of 1,024 bytes, percent-encoded.
const OFFER_MAX: usize = 8 * 1024;

/// Both routes.
pub fn configure(app: &mut ServiceConfig) {
    app.service(
        resource("/webmention")
            .app_data(PayloadConfig::new(OFFER_MAX))
            .route(web::post().to(webmention)),
    )
    .service(
        resource("/xmlrpc")
            .app_data(PayloadConfig::new(CALL_MAX))
            .route(web::post().to(pingback)),
    );
}

/// Adds to the answer of a review's page where the page takes mentions.
pub fn announce(service: &Service, answer: &mut HttpResponse) {
    let headers = answer.headers_mut();
    let settings = &service.config().mentions;
    let endpoint = format!("<{}>; rel=\"webmention\"", service.urls().webmention());
    if settings.webmention
        && let Ok(link) = header::HeaderValue::from_str(&endpoint)
    {
        headers.append(header::LINK, link);
    }
    if settings.pingback
        && let Ok(address) = header::HeaderValue::from_str(service.urls().pingback().as_str())
    {
        headers.insert(header::HeaderName::from_static("x-pingback"), address);
    }
}

/// `POST /webmention`: 202 once the offer is written down. The page is read later.
async fn webmention(
    service: Data<Service>,
    client: ClientAddress,
    request: HttpRequest,
    body: Result<Bytes, actix_web::Error>,
) -> Result<HttpResponse, Fault> {
    if !service.config().mentions.webmention {
        return Err(Error::NotFound.into());
    }
    if request.content_type() != "application/x-www-form-urlencoded" {
        return Ok(plain(
            StatusCode::BAD_REQUEST,
            "Send a form (application/x-www-form-urlencoded) with source and target.",
        ));
    }
    let Ok(body) = body else {
        return Ok(plain(
            StatusCode::PAYLOAD_TOO_LARGE,
            "A Webmention is two addresses of at most 1024 bytes.",
        ));
    };
    let field = |name: &str| {
        form_urlencoded::parse(&body)
            .find(|(key, _)| key == name)
            .map(|(_, value)| value.into_owned())
            .unwrap_or_default()
    };
    let (source, target) = (field("source"), field("target"));
    match service.webmention_received(&source, &target, client.0).await {
        Ok(()) => Ok(plain(
            StatusCode::ACCEPTED,
            "Thank you. The source will be read soon, and stands on the page of the review if it links there.",
        )),
        Err(Error::Invalid(errors)) => {
            let words = errors.first().map_or_else(
                || "Source and target are needed.".to_owned(),
                |error| Language::English.tell(&error.message),
            );
            Ok(plain(StatusCode::BAD_REQUEST, &words))
        }
        Err(error) => Err(error.into()),
    }
}

fn plain(status: StatusCode, words: &str) -> HttpResponse {
    HttpResponse::build(status)
        .insert_header((header::CACHE_CONTROL, "no-store"))
        .content_type("text/plain; charset=utf-8")
        .body(format!("{words}\n"))
}

/// `POST /xmlrpc`: `pingback.ping(source, target)`. Every answer is 200, as XML-RPC wants it; faults stand in the body.
async fn pingback(
    service: Data<Service>,
    client: ClientAddress,
    body: Result<Bytes, actix_web::Error>,
) -> Result<HttpResponse, Fault> {
    if !service.config().mentions.pingback {
        return Err(Error::NotFound.into());
    }
    let Ok(body) = body else {
        return Ok(xml(xmlrpc::fault(0, "The call is too long.")));
    };
    let call = match xmlrpc::parse_call(&body) {
        Ok(call) => call,
        Err(error) => return Ok(xml(xmlrpc::fault(0, &format!("The call cannot be read: {error}.")))),
    };
    if call.method != "pingback.ping" {
        return Ok(xml(xmlrpc::fault(0, "The only method here is pingback.ping.")));
    }
    let mut parameters = call.parameters.into_iter();
    let (Some(source), Some(target), None) = (parameters.next(), parameters.next(), parameters.next()) else {
        return Ok(xml(xmlrpc::fault(
            0,
            "pingback.ping takes the address of the source and that of the target.",
        )));
    };
    // In a task of its own: callers wait for three seconds at most, and what they said is to be looked at all the same.
    let answered = tokio::spawn(async move { service.pingback_received(&source, &target, client.0).await });
    Ok(xml(match answered.await {
        Ok(Ok(words)) => xmlrpc::success(&words),
        Ok(Err(PingbackFault { code, words })) => xmlrpc::fault(code, &words),
        Err(_) => xmlrpc::fault(0, "Something went wrong here."),
    }))
}

fn xml(body: String) -> HttpResponse {
    HttpResponse::Ok()
        .insert_header((header::CACHE_CONTROL, "no-store"))
        .content_type("text/xml; charset=utf-8")
        .body(body)
}
