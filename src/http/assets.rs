//! The few files every page needs, embedded in the binary.
//!
//! Their addresses carry a hash of their content, so browsers may keep them for ever and a new version is a new address.

use crate::http::negotiate::takes_encoding;
use actix_web::{HttpRequest, HttpResponse, http::header, web};
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use sha2::{Digest, Sha256};
use std::io::Write;
use std::sync::LazyLock;

/// One embedded file, ready to send.
pub struct Asset {
    /// Its address, content hash included.
    pub path: String,
    content_type: &'static str,
    plain: &'static [u8],
    gzip: Vec<u8>,
    brotli: Vec<u8>,
}

impl Asset {
    fn new(stem: &str, extension: &str, content_type: &'static str, plain: &'static [u8]) -> Self {
        let hash: String = URL_SAFE_NO_PAD.encode(Sha256::digest(plain)).chars().take(10).collect();
        Self {
            path: format!("/assets/{stem}.{hash}.{extension}"),
            content_type,
            plain,
            gzip: gzip(plain),
            brotli: brotli(plain),
        }
    }

    /// Size of the smallest encoding, in bytes: the page budget is measured in these.
    pub fn smallest(&self) -> usize {
        self.brotli.len().min(self.gzip.len()).min(self.plain.len())
    }
}

/// The stylesheet.
pub static STYLESHEET: LazyLock<Asset> = LazyLock::new(|| {
    Asset::new(
        "houselights",
        "css",
        "text/css; charset=utf-8",
        include_bytes!("assets/houselights.css"),
    )
});

/// The keys of the moderation queue.
pub static QUEUE_SCRIPT: LazyLock<Asset> = LazyLock::new(|| {
    Asset::new(
        "queue",
        "js",
        "text/javascript; charset=utf-8",
        include_bytes!("assets/queue.js"),
    )
});

/// The mark, used as the icon of the site.
pub static MARK: LazyLock<Asset> =
    LazyLock::new(|| Asset::new("mark", "svg", "image/svg+xml", include_bytes!("assets/mark.svg")));

fn gzip(plain: &[u8]) -> Vec<u8> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    // Writing to memory does not fail; an empty answer would only mean that the encoding is not offered.
    let written = encoder.write_all(plain);
    written.and_then(|()| encoder.finish()).unwrap_or_default()
}

fn brotli(plain: &[u8]) -> Vec<u8> {
    let mut out = Vec::new();
    let parameters = brotli::enc::BrotliEncoderParams {
        quality: 11,
        ..Default::default()
    };
    match brotli::BrotliCompress(&mut &*plain, &mut out, &parameters) {
        Ok(_) => out,
        Err(_) => Vec::new(),
    }
}

fn all() -> [&'static Asset; 3] {
    [&STYLESHEET, &MARK, &QUEUE_SCRIPT]
}

/// `GET /assets/{name}`.
pub async fn asset(name: web::Path<String>, request: HttpRequest) -> HttpResponse {
    let wanted = format!("/assets/{name}");
    let Some(asset) = all().into_iter().find(|a| a.path == wanted) else {
        return HttpResponse::NotFound()
            .content_type("text/plain; charset=utf-8")
            .body("No such file.");
    };
    let accepted = request
        .headers()
        .get(header::ACCEPT_ENCODING)
        .and_then(|v| v.to_str().ok())
        .unwrap_or_default();
    let offers = |name| takes_encoding(accepted, name);
    let mut answer = HttpResponse::Ok();
    answer
        .content_type(asset.content_type)
        .insert_header((header::CACHE_CONTROL, "public, max-age=31536000, immutable"))
        .insert_header((header::VARY, "Accept-Encoding"));
    if offers("br") && !asset.brotli.is_empty() {
        answer
            .insert_header((header::CONTENT_ENCODING, "br"))
            .body(asset.brotli.as_slice())
    } else if offers("gzip") && !asset.gzip.is_empty() {
        answer
            .insert_header((header::CONTENT_ENCODING, "gzip"))
            .body(asset.gzip.as_slice())
    } else {
        answer.body(asset.plain)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_stylesheet_keeps_its_budget_of_12_kilobytes() {
        assert!(STYLESHEET.smallest() <= 12 * 1024, "{} bytes", STYLESHEET.smallest());
        assert!(!STYLESHEET.gzip.is_empty() && !STYLESHEET.brotli.is_empty());
    }

    #[test]
    fn the_stylesheet_loads_nothing_from_elsewhere() {
        let css = include_str!("assets/houselights.css");
        assert!(!css.contains("@import") && !css.contains("url("));
    }
}
