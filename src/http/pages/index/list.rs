//! The index: a bar of letters, years or words, a filter, and two columns.

use crate::domain::index::{IndexMode, Label};
use crate::http::extract::Visitor;
use crate::http::pages::chrome::Chrome;
use crate::http::pages::{samples, send_kept, text, words};
use crate::http::problem::Fault;
use crate::http::sharing::Shared;
use crate::http::shelf::Shelf;
use crate::service::Service;
use crate::service::freshness::Tag;
use crate::service::index::IndexQuery;
use crate::service::sharing::SharedCard;
use crate::service::views::{IndexEntry, IndexGroup, IndexPage, IndexPlace};
use actix_web::{HttpRequest, HttpResponse, web};
use askama::Template;

/// The longest filter, in characters.
const QUERY_MAX: usize = 100;

/// The page.
#[derive(Template)]
#[template(path = "index/list.html")]
pub struct List {
    c: Chrome,
    v: IndexPage,
    s: Shared,
}

impl List {
    /// The page of this view.
    pub fn new(c: Chrome, v: IndexPage, origin: &str, card: &SharedCard) -> Self {
        let title = words::index_title(&v.mode).into();
        Self {
            s: Shared::new("website", title, format!("{origin}{}", base_of(&v)), origin, card),
            c,
            v,
        }
    }

    fn modes(&self) -> [IndexMode; 5] {
        IndexMode::ALL
    }

    /// The address of what is shown; `page` follows.
    fn base(&self) -> String {
        base_of(&self.v)
    }

    fn at(&self, place: &IndexPlace) -> String {
        address(&self.v, Some(place))
    }

    /// Examples for the test that renders every page.
    pub fn samples() -> Vec<Self> {
        let entry = |name: &str, year, rating: Option<&str>, count| IndexEntry {
            name: name.to_owned(),
            year,
            path: "/films/film-0".to_owned(),
            rating: rating.map(str::to_owned),
            count,
        };
        let place = |label: &str, here| IndexPlace {
            key: label.to_lowercase(),
            label: Label::Own(label.to_owned()),
            count: 3,
            here,
        };
        let page = |mode, query: &str, groups: Vec<IndexGroup>, pages| {
            let v = IndexPage {
                mode,
                query: query.to_owned(),
                places: if groups.is_empty() {
                    Vec::new()
                } else {
                    vec![place("#", false), place("S", true)]
                },
                total: groups.iter().map(|group| group.entries.len()).sum(),
                groups,
                page: 1,
                pages,
            };
            Self::new(
                samples::chrome("/index"),
                v,
                "https://rows.example",
                &samples::site_card(),
            )
        };
        let films = vec![
            entry("The Salt Road", Some(1974), Some("Will watch again"), 3),
            entry("Die Straße & der <Regen>", None, None, 1),
        ];
        let group = |heading: &str, entries| IndexGroup {
            heading: Label::Own(heading.to_owned()),
            entries,
        };
        vec![
            page(IndexMode::Title, "", vec![group("S", films.clone())], 4),
            page(
                IndexMode::Rating,
                "salt & \"sea\"",
                vec![group("Will watch again", films)],
                1,
            ),
            page(
                IndexMode::Person,
                "",
                vec![group("O", vec![entry("Marta Osei", None, None, 12)])],
                1,
            ),
            page(
                IndexMode::Tag,
                "",
                vec![group("R", vec![entry("road films", None, None, 2)])],
                1,
            ),
            page(IndexMode::Year, "nothing like it", Vec::new(), 1),
        ]
    }
}

fn base_of(v: &IndexPage) -> String {
    address(v, v.places.iter().find(|place| place.here))
}

/// The address of a place of the same index, filtered alike.
fn address(v: &IndexPage, place: Option<&IndexPlace>) -> String {
    let mut query = url::form_urlencoded::Serializer::new(String::new());
    query.append_pair("by", v.mode.as_str());
    if let Some(place) = place {
        query.append_pair("at", &place.key);
    }
    if !v.query.is_empty() {
        query.append_pair("q", &v.query);
    }
    format!("/index?{}", query.finish())
}

/// `?by=year&at=1970&q=salt&page=2`.
#[derive(serde::Deserialize)]
pub struct Asked {
    by: Option<String>,
    at: Option<String>,
    q: Option<String>,
    page: Option<String>,
}

/// `GET /index`.
pub async fn show(
    service: web::Data<Service>,
    shelf: web::Data<Shelf>,
    visitor: Visitor,
    asked: web::Query<Asked>,
    request: HttpRequest,
) -> Result<HttpResponse, Fault> {
    let typed = asked.q.as_deref().unwrap_or_default();
    let typed = typed.split_whitespace().collect::<Vec<_>>().join(" ");
    let query = IndexQuery {
        mode: IndexMode::parse(asked.by.as_deref().unwrap_or_default()),
        at: asked.at.as_deref().unwrap_or_default().chars().take(100).collect(),
        query: typed.chars().take(QUERY_MAX).collect(),
        page: asked.page.as_deref().and_then(|page| page.parse().ok()).unwrap_or(1),
    };
    let key = format!(
        "/index {} {:?} {:?} {}",
        query.mode.as_str(),
        query.at,
        query.query,
        query.page
    );
    let make = || async {
        let v = service.index_page(query.clone()).await?;
        let page = List::new(visitor.chrome(), v, service.urls().origin(), &service.site_card());
        Ok((text(&page)?, vec![Tag::site()]))
    };
    send_kept(&service, &shelf, &request, &visitor, &key, make).await
}
