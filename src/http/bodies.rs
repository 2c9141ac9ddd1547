//! Bodies of requests: they come as they are, and they come soon. Whoever sends a byte now and then would otherwise hold a
//! connection for as long as they like, and a packed body of a few kilobytes may be gigabytes.

use crate::http::problem::{self, Fault};
use crate::service::Service;
use actix_web::body::{BoxBody, MessageBody};
use actix_web::dev::{Payload, ServiceRequest, ServiceResponse};
use actix_web::error::PayloadError;
use actix_web::http::{ConnectionType, StatusCode, header};
use actix_web::middleware::Next;
use actix_web::web::Data;
use actix_web::{Error, HttpMessage};
use futures_util::StreamExt;
use futures_util::stream::unfold;
use std::cell::Cell;
use std::io;
use std::rc::Rc;
use std::time::Duration;
use tokio::time::Instant;

/// Bytes that buy another second: a slow line may upload a picture.
const PER_SECOND: u64 = 16 * 1024;

/// Refuses packed bodies (415), and ends the wait for one that does not come (408).
///
/// # Errors
/// Those of what stands inside.
pub async fn in_time(
    mut request: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse<BoxBody>, Error> {
    let coding = request.headers().get(header::CONTENT_ENCODING);
    if coding.is_some_and(|coding| !coding.as_bytes().eq_ignore_ascii_case(b"identity")) {
        let (request, _) = request.into_parts();
        let refused = Fault::Request(StatusCode::UNSUPPORTED_MEDIA_TYPE, "error-request-encoding");
        return Ok(hang_up(problem::instead(request, &refused).await));
    }
    let service = request.app_data::<Data<Service>>();
    let patience = service.map_or(Duration::from_secs(30), |service| service.config().server.body_timeout);
    let late = Rc::new(Cell::new(false));
    match request.take_payload() {
        Payload::None => {}
        payload => request.set_payload(timely(payload, patience, late.clone())),
    }
    let response = next.call(request).await?.map_into_boxed_body();
    if !late.get() {
        return Ok(response);
    }
    let late = Fault::Request(StatusCode::REQUEST_TIMEOUT, "error-request-late");
    let http = response.request().clone();
    Ok(hang_up(problem::instead(http, &late).await))
}

/// Nobody reads the rest of the body, so nothing can follow it.
fn hang_up(mut response: ServiceResponse<BoxBody>) -> ServiceResponse<BoxBody> {
    response
        .response_mut()
        .head_mut()
        .set_connection_type(ConnectionType::Close);
    response
}

/// The same body, until its time is over.
fn timely(payload: Payload, patience: Duration, late: Rc<Cell<bool>>) -> Payload {
    let begun = Instant::now();
    // Fused: the reader of forms asks once more after the end.
    let stream = unfold(Some((payload, 0_u64)), move |state| {
        let late = late.clone();
        async move {
            let (mut payload, received) = state?;
            let until = begun + patience + Duration::from_secs(received / PER_SECOND);
            match tokio::time::timeout_at(until, payload.next()).await {
                Ok(Some(Ok(bytes))) => {
                    let received = received + bytes.len() as u64;
                    Some((Ok(bytes), Some((payload, received))))
                }
                Ok(Some(Err(error))) => Some((Err(error), None)),
                Ok(None) => None,
                Err(_) => {
                    late.set(true);
                    Some((Err(PayloadError::Io(io::ErrorKind::TimedOut.into())), None))
                }
            }
        }
    });
    Payload::Stream {
        payload: Box::pin(stream.fuse()),
    }
}
