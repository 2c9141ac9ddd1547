//! The ActivityPub side of the web server: documents, collections and inboxes. What is said in them is decided in
//! `federation`; here it is given an address, a Content-Type, an ETag and a place on the shelf.

mod authorized;
pub mod collections;
pub mod documents;
pub mod inbox;

/// What the web server is given to talk to other servers; only this folder looks inside.
pub use crate::federation::Federation;
use crate::federation::vocab::ACTIVITY_JSON;
use crate::http::negotiate;
use crate::http::problem::Fault;
use crate::http::shelf::{Finished, Shelf};
use crate::service::Error;
use crate::service::freshness::Tag;
use actix_web::body::MessageBody;
use actix_web::dev::{ServiceFactory, ServiceRequest, ServiceResponse};
use actix_web::guard::fn_guard;
use actix_web::http::{StatusCode, header};
use actix_web::middleware::from_fn;
use actix_web::web::{self, Data, PayloadConfig, ServiceConfig, resource};
use actix_web::{HttpRequest, HttpResponse, Resource, Responder};
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use serde::Serialize;
use sha2::{Digest, Sha256};

/// How long others may keep a document without asking again, in seconds: short, because edits and deletes must show.
const KEEP: &str = "public, max-age=60";

/// Every ActivityPub route. Call it before the routes of pages: where both answer at one address, the guard decides.
pub fn configure(app: &mut ServiceConfig) {
    app.service(for_servers("/users/{handle}", documents::actor))
        .service(resource("/users/{handle}").route(read(documents::actor_page)))
        .service(for_servers("/@{handle}", documents::actor))
        .service(for_servers("/@{handle}/{slug}", documents::review_by_page))
        .service(for_servers("/r/{id}", documents::review))
        .service(for_servers("/p/{id}", documents::essay))
        .service(for_servers("/@{handle}/posts/{slug}", documents::essay_by_page))
        .service(for_servers("/c/{id}", documents::comment))
        .service(resource("/actor").route(read(documents::instance)))
        .service(resource("/actor/outbox").route(read(collections::instance_outbox)))
        .service(closed("/activities/{id}", documents::activity))
        .service(closed("/quotes/{id}", documents::quote))
        .service(closed("/c/{id}/approval", documents::approval))
        .service(resource("/ns/v1.jsonld").route(read(documents::context)))
        .service(closed("/users/{handle}/outbox", collections::outbox))
        .service(closed("/users/{handle}/followers", collections::followers))
        .service(closed("/users/{handle}/following", collections::following))
        .service(closed("/users/{handle}/featured", collections::featured))
        .service(closed(
            "/r/{id}/{part:replies|likes|shares|context}",
            collections::of_review,
        ))
        .service(closed("/c/{id}/{part:replies|likes|shares}", collections::of_comment))
        .service(inbox_at("/inbox", inbox::shared))
        .service(inbox_at("/users/{handle}/inbox", inbox::personal));
}

/// GET and HEAD: actix takes the body off the answer to a HEAD.
fn read<F, Args>(handler: F) -> actix_web::Route
where
    F: actix_web::Handler<Args>,
    Args: actix_web::FromRequest + 'static,
    F::Output: Responder + 'static,
{
    let reads = fn_guard(|context| matches!(context.head().method.as_str(), "GET" | "HEAD"));
    web::route().guard(reads).to(handler)
}

/// A resource that is given only to servers that sign for it, where the settings say so.
fn closed<F, Args>(
    path: &str,
    handler: F,
) -> Resource<
    impl ServiceFactory<
        ServiceRequest,
        Config = (),
        Response = ServiceResponse<impl MessageBody>,
        Error = actix_web::Error,
        InitError = (),
    >,
>
where
    F: actix_web::Handler<Args>,
    Args: actix_web::FromRequest + 'static,
    F::Output: Responder + 'static,
{
    resource(path).wrap(from_fn(authorized::only)).route(read(handler))
}

/// A resource that is there only for those who ask for ActivityPub, and may be [`closed`].
fn for_servers<F, Args>(
    path: &str,
    handler: F,
) -> Resource<
    impl ServiceFactory<
        ServiceRequest,
        Config = (),
        Response = ServiceResponse<impl MessageBody>,
        Error = actix_web::Error,
        InitError = (),
    >,
>
where
    F: actix_web::Handler<Args>,
    Args: actix_web::FromRequest + 'static,
    F::Output: Responder + 'static,
{
    closed(path, handler).guard(fn_guard(negotiate::activitypub))
}

fn inbox_at<F, Args>(path: &str, handler: F) -> Resource
where
    F: actix_web::Handler<Args>,
    Args: actix_web::FromRequest + 'static,
    F::Output: Responder + 'static,
{
    resource(path)
        // One byte more than is accepted, so that the refusal is ours and has a reason.
        .app_data(PayloadConfig::new(crate::federation::vocab::incoming::MAX_BYTES + 1))
        .route(web::post().to(handler))
}

/// What every handler here works with.
#[derive(Clone)]
pub struct Server {
    federation: Data<Federation>,
    shelf: Data<Shelf>,
}

impl actix_web::FromRequest for Server {
    type Error = actix_web::Error;
    type Future = std::future::Ready<Result<Self, Self::Error>>;

    fn from_request(request: &HttpRequest, _: &mut actix_web::dev::Payload) -> Self::Future {
        let found = (
            request.app_data::<Data<Federation>>(),
            request.app_data::<Data<Shelf>>(),
        );
        std::future::ready(match found {
            (Some(federation), Some(shelf)) => Ok(Self {
                federation: federation.clone(),
                shelf: shelf.clone(),
            }),
            _ => Err(actix_web::error::ErrorInternalServerError("federation is not wired")),
        })
    }
}

impl Server {
    fn service(&self) -> &crate::service::Service {
        self.federation.service()
    }

    /// A document from the shelf, or made by `make` and put there.
    async fn kept<F, Fut>(&self, request: &HttpRequest, key: &str, make: F) -> Result<HttpResponse, Fault>
    where
        F: FnMut() -> Fut,
        Fut: Future<Output = Result<Finished, Fault>>,
    {
        Ok(self.shelf.get(self.service(), key, make).await?.respond(request))
    }
}

/// A document for the shelf.
fn finished<T: Serialize>(status: StatusCode, document: &T, tags: Vec<Tag>) -> Result<Finished, Fault> {
    Ok(Finished {
        status,
        content_type: ACTIVITY_JSON,
        cache_control: KEEP,
        vary: "Accept, Accept-Encoding",
        link: None,
        bytes: to_json(document)?,
        tags,
    })
}

fn to_json<T: Serialize>(document: &T) -> Result<Vec<u8>, Fault> {
    serde_json::to_vec(document).map_err(|error| Fault::Service(Error::Internal(error.to_string())))
}

/// A document that is made anew for every request, such as a page of a collection; 304 when the reader has it.
fn answer<T: Serialize>(request: &HttpRequest, document: &T) -> Result<HttpResponse, Fault> {
    send(request, ACTIVITY_JSON, to_json(document)?)
}

fn send(request: &HttpRequest, content_type: &str, bytes: Vec<u8>) -> Result<HttpResponse, Fault> {
    let hash: String = URL_SAFE_NO_PAD
        .encode(Sha256::digest(&bytes))
        .chars()
        .take(20)
        .collect();
    let etag = format!("W/\"{hash}\"");
    let known = request
        .headers()
        .get(header::IF_NONE_MATCH)
        .and_then(|value| value.to_str().ok())
        .unwrap_or_default();
    let same = known.split(',').any(|tag| tag.trim() == etag || tag.trim() == "*");
    let mut answer = HttpResponse::build(if same { StatusCode::NOT_MODIFIED } else { StatusCode::OK });
    answer
        .insert_header((header::ETAG, etag))
        .insert_header((header::CACHE_CONTROL, KEEP))
        .insert_header((header::VARY, "Accept, Accept-Encoding"));
    if same {
        return Ok(answer.finish());
    }
    Ok(answer.insert_header((header::CONTENT_TYPE, content_type)).body(bytes))
}
