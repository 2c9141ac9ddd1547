//! `robots.txt` and the sitemap (sitemaps.org 0.9, with the images of search engines).

use crate::domain::text::escape;
use crate::http::problem::Fault;
use crate::http::shelf::{Finished, Shelf};
use crate::service::freshness::Tag;
use crate::service::sitemap::Address;
use crate::service::{Error, Service};
use actix_web::http::{StatusCode, header};
use actix_web::web::{self, Data, ServiceConfig, resource};
use actix_web::{HttpRequest, HttpResponse};
use std::fmt::Write;

/// Addresses in one file: with pictures about 5 MB, where 50,000 addresses and 10 MB are allowed.
const IN_FILE: usize = 10_000;
const XML: &str = "application/xml; charset=utf-8";
const HEAD: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";
const SITEMAPS: &str = "http://www.sitemaps.org/schemas/sitemap/0.9";
const IMAGES: &str = "http://www.google.com/schemas/sitemap-image/1.1";

/// Both files, and the parts of a large sitemap.
pub fn configure(app: &mut ServiceConfig) {
    let read = || web::route().guard(actix_web::guard::Any(actix_web::guard::Get()).or(actix_web::guard::Head()));
    app.service(resource("/robots.txt").route(read().to(robots)))
        .service(resource("/sitemap.xml").route(read().to(whole)))
        .service(resource("/sitemap-{number:\\d{1,6}}.xml").route(read().to(part)));
}

/// `GET /robots.txt`: everything public may be read; forms and private pages are of no use to a machine.
pub async fn robots(service: Data<Service>) -> HttpResponse {
    let text = format!(
        "User-agent: *\nDisallow: /write\nDisallow: /drafts\nDisallow: /settings\nDisallow: /sign-in\nDisallow: /interact\n\
         Disallow: /authorize_interaction\nDisallow: /appearance\nDisallow: /search\n\nSitemap: {}/sitemap.xml\n",
        service.urls().origin()
    );
    HttpResponse::Ok()
        .content_type("text/plain; charset=utf-8")
        .insert_header((header::CACHE_CONTROL, "public, max-age=86400"))
        .body(text)
}

/// `GET /sitemap.xml`: the addresses, or where they stand when one file is too small for them.
pub async fn whole(service: Data<Service>, shelf: Data<Shelf>, request: HttpRequest) -> Result<HttpResponse, Fault> {
    send(&service, &shelf, &request, None).await
}

/// `GET /sitemap-1.xml`: a part of a large sitemap, counted from 1.
pub async fn part(
    service: Data<Service>,
    shelf: Data<Shelf>,
    request: HttpRequest,
    number: web::Path<usize>,
) -> Result<HttpResponse, Fault> {
    send(&service, &shelf, &request, Some(number.into_inner())).await
}

async fn send(
    service: &Service,
    shelf: &Shelf,
    request: &HttpRequest,
    number: Option<usize>,
) -> Result<HttpResponse, Fault> {
    let kept = shelf
        .get(service, &format!("sitemap {number:?}"), || async {
            let all = service.sitemap().await?;
            let xml = file(&all, IN_FILE, number, service.urls().origin()).ok_or(Error::NotFound)?;
            Ok::<_, Fault>(Finished {
                status: StatusCode::OK,
                content_type: XML,
                cache_control: "public, max-age=600",
                vary: "Accept-Encoding",
                link: None,
                bytes: xml.into_bytes(),
                tags: vec![Tag::site(), Tag::lists(), Tag::essays()],
            })
        })
        .await?;
    Ok(kept.respond(request))
}

/// One file of a sitemap: that part, or all of it, which is an index where there are more than `most` addresses. `None` for a
/// part that there is not.
pub fn file(all: &[Address], most: usize, number: Option<usize>, origin: &str) -> Option<String> {
    let parts = all.len().div_ceil(most.max(1));
    match number {
        None if parts > 1 => Some(index(parts, origin)),
        None => Some(addresses(all)),
        Some(number) => {
            let part = all.chunks(most.max(1)).nth(number.checked_sub(1)?)?;
            (parts > 1).then(|| addresses(part))
        }
    }
}

fn index(parts: usize, origin: &str) -> String {
    let mut xml = format!("{HEAD}<sitemapindex xmlns=\"{SITEMAPS}\">\n");
    for number in 1..=parts {
        // Writing to a String cannot fail.
        let _ = writeln!(
            xml,
            "<sitemap><loc>{}/sitemap-{number}.xml</loc></sitemap>",
            escape(origin)
        );
    }
    xml.push_str("</sitemapindex>\n");
    xml
}

fn addresses(some: &[Address]) -> String {
    let mut xml = format!("{HEAD}<urlset xmlns=\"{SITEMAPS}\" xmlns:image=\"{IMAGES}\">\n");
    for address in some {
        let _ = write!(xml, "<url><loc>{}</loc>", escape(&address.url));
        if let Some(at) = address.changed {
            let _ = write!(xml, "<lastmod>{}</lastmod>", at.format("%Y-%m-%dT%H:%M:%SZ"));
        }
        if let Some(image) = &address.image {
            let _ = write!(
                xml,
                "<image:image><image:loc>{}</image:loc></image:image>",
                escape(image)
            );
        }
        xml.push_str("</url>\n");
    }
    xml.push_str("</urlset>\n");
    xml
}
