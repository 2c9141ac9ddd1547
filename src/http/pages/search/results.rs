//! The search page: the question, and what answers it.

use crate::domain::search::{Kind, Piece};
use crate::domain::text::escape;
use crate::http::extract::Visitor;
use crate::http::pages::chrome::Chrome;
use crate::http::pages::{samples, send, words};
use crate::http::problem::Fault;
use crate::service::Service;
use crate::service::views::{SearchHit, SearchPage};
use actix_web::http::{StatusCode, header};
use actix_web::{HttpResponse, web};
use askama::Template;

/// The page.
#[derive(Template)]
#[template(path = "search/results.html")]
pub struct Results {
    c: Chrome,
    v: SearchPage,
}

impl Results {
    /// The page of this view.
    pub fn new(c: Chrome, v: SearchPage) -> Self {
        Self { c, v }
    }

    /// Something was asked.
    fn asked(&self) -> bool {
        !self.v.typed.is_empty()
    }

    /// The address of the answers of every kind.
    fn everything(&self) -> String {
        self.at(None, 1)
    }

    /// The address of the answers of one kind.
    fn only(&self, kind: &Kind) -> String {
        self.at(Some(*kind), 1)
    }

    /// That kind, and no other, is shown.
    fn is_shown(&self, kind: &Kind) -> bool {
        self.v.kind == Some(*kind)
    }

    /// The address of another page of these answers.
    fn turned(&self, page: &u32) -> String {
        self.at(self.v.kind, *page)
    }

    fn at(&self, kind: Option<Kind>, page: u32) -> String {
        let mut query = url::form_urlencoded::Serializer::new(String::new());
        query.append_pair("q", &self.v.typed);
        if let Some(kind) = kind {
            query.append_pair("kind", kind.as_str());
        }
        if page > 1 {
            query.append_pair("page", &page.to_string());
        }
        format!("/search?{}", query.finish())
    }

    /// Examples for the test that renders every page.
    pub fn samples() -> Vec<Self> {
        let piece = |text: &str, marked| Piece {
            text: text.to_owned(),
            marked,
        };
        let pieces = vec![
            piece("…the <b>", false),
            piece("salt", true),
            piece("</b> was real.", false),
        ];
        let review = SearchHit {
            by: Some(samples::author()),
            at: Some(samples::moment()),
            rating: Some(samples::rating("Will watch again", 5)),
            recommend: true,
            poster: Some(samples::poster()),
            language: Some("en".to_owned()),
            pieces: pieces.clone(),
            ..SearchHit::plain(
                Kind::Review,
                "The Salt Road (1974)".to_owned(),
                "/@ines/film-0".to_owned(),
            )
        };
        let comment = SearchHit {
            by: Some(samples::stranger()),
            at: Some(samples::moment()),
            on: Some("The Salt Road (1974)".to_owned()),
            pieces,
            ..SearchHit::plain(Kind::Comment, samples::stranger().name, "/c/c1".to_owned())
        };
        let film = SearchHit::plain(
            Kind::Film,
            "The Salt Road (1974)".to_owned(),
            "/films/film-0".to_owned(),
        );
        let full = SearchPage {
            typed: "salt \"road\" <x>".to_owned(),
            kind: None,
            all: 63,
            by_kind: vec![(Kind::Film, 1), (Kind::Review, 21), (Kind::Comment, 41)],
            total: 63,
            more: true,
            hits: vec![film, review, comment],
            page: 2,
            pages: 4,
            corrected: None,
        };
        let corrected = SearchPage {
            kind: Some(Kind::Film),
            corrected: Some("salt".to_owned()),
            page: 1,
            pages: 1,
            ..full.clone()
        };
        let none = SearchPage {
            typed: "zebra".to_owned(),
            ..SearchPage::default()
        };
        let new = |v| Self::new(samples::chrome("/search"), v);
        vec![new(SearchPage::default()), new(full), new(corrected), new(none)]
    }
}

/// `?q=salt&kind=film&page=2`.
#[derive(serde::Deserialize)]
pub struct SearchQuery {
    q: Option<String>,
    kind: Option<String>,
    page: Option<String>,
}

/// `GET /search`.
pub async fn show(
    service: web::Data<Service>,
    visitor: Visitor,
    query: web::Query<SearchQuery>,
) -> Result<HttpResponse, Fault> {
    let kind = query.kind.as_deref().and_then(Kind::parse);
    let page = query.page.as_deref().and_then(|page| page.parse().ok()).unwrap_or(1);
    let view = service
        .search(query.q.as_deref().unwrap_or_default(), kind, page)
        .await?;
    send(&visitor, StatusCode::OK, &Results::new(visitor.chrome(), view))
}

/// `GET /opensearch.xml`: lets browsers search this site from their address bar.
pub async fn description(service: web::Data<Service>) -> HttpResponse {
    let (name, origin) = (escape(&service.config().site.name), escape(service.urls().origin()));
    let xml = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<OpenSearchDescription xmlns=\"http://a9.com/-/spec/opensearch/1.1/\">\
         <ShortName>{name}</ShortName><Description>{name}</Description><InputEncoding>UTF-8</InputEncoding>\
         <Url type=\"text/html\" template=\"{origin}/search?q={{searchTerms}}\"/></OpenSearchDescription>\n"
    );
    HttpResponse::Ok()
        .content_type("application/opensearchdescription+xml; charset=utf-8")
        .insert_header((header::CACHE_CONTROL, "public, max-age=86400"))
        .body(xml)
}
