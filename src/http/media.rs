//! Images: uploads and proxied pictures of people elsewhere.
//!
//! Everything below `/media/` is an image we encoded ourselves and says so: fixed types, `nosniff`, a policy that runs
//! nothing, never ActivityPub whatever the `Accept` header asks for.

use crate::domain::id::MediaId;
use crate::domain::media::Encoding;
use crate::http::problem::Fault;
use crate::service::{Error, Service};
use actix_web::http::header;
use actix_web::{HttpResponse, web};

/// `GET /media/{id}/{width}.{format}`: a rendition, which never changes.
pub async fn rendition(service: web::Data<Service>, path: web::Path<(String, String)>) -> Result<HttpResponse, Fault> {
    let (id, file) = path.into_inner();
    let (width, format) = file.split_once('.').ok_or(Error::NotFound)?;
    let width = width.parse::<u32>().map_err(|_| Error::NotFound)?;
    let (encoding, content_type) = match format {
        "webp" => (Encoding::Webp, "image/webp"),
        "jpg" => (Encoding::Jpeg, "image/jpeg"),
        _ => return Err(Error::NotFound.into()),
    };
    if !is_id(&id) {
        return Err(Error::NotFound.into());
    }
    let bytes = service.media_file(&MediaId::new(id), width, encoding).await?;
    Ok(image(content_type, "public, max-age=31536000, immutable", bytes))
}

/// `GET /media/remote/{key}.webp`: our copy of somebody's picture; people change theirs under one address, so for a day.
pub async fn remote(service: web::Data<Service>, file: web::Path<String>) -> Result<HttpResponse, Fault> {
    let key = file
        .strip_suffix(".webp")
        .filter(|key| is_id(key))
        .ok_or(Error::NotFound)?;
    let bytes = service.remote_media_file(key).await?;
    Ok(image("image/webp", "public, max-age=86400", bytes))
}

/// Keys are letters and digits: nothing that could lead out of the folder.
fn is_id(text: &str) -> bool {
    !text.is_empty() && text.len() <= 80 && text.bytes().all(|b| b.is_ascii_alphanumeric())
}

fn image(content_type: &'static str, cache: &'static str, bytes: Vec<u8>) -> HttpResponse {
    HttpResponse::Ok()
        .content_type(content_type)
        .insert_header((header::CACHE_CONTROL, cache))
        .insert_header((header::X_CONTENT_TYPE_OPTIONS, "nosniff"))
        .insert_header((header::CONTENT_SECURITY_POLICY, "default-src 'none'; sandbox"))
        .body(bytes)
}
