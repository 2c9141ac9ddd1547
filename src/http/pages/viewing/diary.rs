//! The diary: a year of viewings, month by month.

use crate::domain::id::ViewingId;
use crate::http::extract::Visitor;
use crate::http::pages::chrome::Chrome;
use crate::http::pages::{samples, send_kept, text, words};
use crate::http::problem::Fault;
use crate::http::sharing::Shared;
use crate::http::shelf::Shelf;
use crate::service::diary::DiaryPart;
use crate::service::freshness::Tag;
use crate::service::sharing::SharedCard;
use crate::service::views::{DiaryEntry, DiaryMonth, DiaryPage, Keeper, YearLink};
use crate::service::{Error, Service};
use actix_web::{HttpRequest, HttpResponse, web};
use askama::Template;

/// The page.
#[derive(Template)]
#[template(path = "viewing/diary.html")]
pub struct Diary {
    c: Chrome,
    v: DiaryPage,
    s: Shared,
}

impl Diary {
    /// The page of this view.
    pub fn new(c: Chrome, v: DiaryPage, origin: &str, card: &SharedCard) -> Self {
        let title = words::diary_title(&v.author.name, &v.year, v.years.is_empty()).to_string();
        Self {
            s: Shared::new(
                "website",
                title,
                format!("{origin}{}", path_of(&v, v.year)),
                origin,
                card,
            ),
            c,
            v,
        }
    }

    fn path(&self, year: &Option<i32>) -> String {
        path_of(&self.v, *year)
    }

    /// The address of this part; `page` follows.
    fn base(&self) -> String {
        let path = self.path(&self.v.year);
        if path.contains('?') {
            format!("{path}&page=")
        } else {
            format!("{path}?page=")
        }
    }

    /// What keeps to the diary of the same person.
    fn of(&self) -> String {
        words::record_of(&self.v.keepers)
    }

    /// Examples for the test that renders every page.
    pub fn samples() -> Vec<Self> {
        let entry = |n: usize, title: &str| DiaryEntry {
            id: ViewingId::new(format!("v{n}")),
            day: (n != 2).then_some(13),
            datetime: (n != 2).then(|| "2026-01-13".to_owned()),
            film_title: title.to_owned(),
            film_year: (n != 1).then_some(1974),
            film_path: "/films/film-0".to_owned(),
            details: if n == 0 {
                "Cinema · the <Orpheum> · row nine".to_owned()
            } else {
                String::new()
            },
            ordinal: n + 1,
            private: n == 1,
            review_path: (n == 0).then(|| "/@ines/film-0".to_owned()),
            rating: (n == 0).then(|| samples::rating("Will watch again", 5)),
            edit_path: Some(format!("/diary/log/v{n}")),
        };
        let keeper = |name: &str, here| Keeper {
            name: name.to_owned(),
            handle: name.to_lowercase(),
            here,
        };
        let year = |year, here| YearLink { year, count: 12, here };
        let full = DiaryPage {
            author: samples::author(),
            keepers: vec![keeper("Ines", true), keeper("Jo & Kim", false)],
            year: Some(2026),
            years: vec![year(Some(2026), true), year(Some(2025), false), year(None, false)],
            months: vec![
                DiaryMonth {
                    month: 1,
                    entries: vec![entry(0, "The Salt Road"), entry(1, "Harbour, Morning")],
                },
                DiaryMonth {
                    month: 0,
                    entries: vec![entry(2, "Paper Lanterns")],
                },
            ],
            page: 1,
            pages: 3,
            count: 3,
            rewatches: 2,
            is_own: true,
        };
        let empty = DiaryPage {
            keepers: vec![keeper("Ines", true)],
            year: None,
            years: Vec::new(),
            months: Vec::new(),
            pages: 1,
            count: 0,
            rewatches: 0,
            is_own: false,
            ..full.clone()
        };
        let new = |c, v| Self::new(c, v, "https://rows.example", &samples::site_card());
        vec![
            new(samples::signed_in("/diary"), full.clone()),
            new(samples::chrome("/diary"), empty.clone()),
            new(samples::signed_in("/diary"), DiaryPage { is_own: true, ..empty }),
            new(
                samples::chrome("/diary/undated"),
                DiaryPage {
                    year: None,
                    is_own: false,
                    ..full
                },
            ),
        ]
    }
}

/// The address of a part of the same person's diary.
fn path_of(v: &DiaryPage, year: Option<i32>) -> String {
    let part = year.map_or_else(|| "undated".to_owned(), |year| year.to_string());
    format!("/diary/{part}{}", words::record_of(&v.keepers))
}

/// `?of=ines`.
#[derive(serde::Deserialize)]
pub struct Of {
    /// A handle.
    pub of: Option<String>,
    /// A page, from 1.
    pub page: Option<String>,
}

/// `GET /diary`: the latest year.
pub async fn latest(
    service: web::Data<Service>,
    shelf: web::Data<Shelf>,
    visitor: Visitor,
    of: web::Query<Of>,
    request: HttpRequest,
) -> Result<HttpResponse, Fault> {
    show(&service, &shelf, &visitor, &of, DiaryPart::Latest, &request).await
}

/// `GET /diary/{year}` and `/diary/undated`.
pub async fn year(
    service: web::Data<Service>,
    shelf: web::Data<Shelf>,
    visitor: Visitor,
    (part, of): (web::Path<String>, web::Query<Of>),
    request: HttpRequest,
) -> Result<HttpResponse, Fault> {
    let part = match part.as_str() {
        "undated" => DiaryPart::Undated,
        year if year.len() == 4 => DiaryPart::Year(year.parse().map_err(|_| Error::NotFound)?),
        _ => return Err(Error::NotFound.into()),
    };
    show(&service, &shelf, &visitor, &of, part, &request).await
}

async fn show(
    service: &Service,
    shelf: &Shelf,
    visitor: &Visitor,
    asked: &Of,
    part: DiaryPart,
    request: &HttpRequest,
) -> Result<HttpResponse, Fault> {
    let of = asked.of.as_deref();
    let page = asked.page.as_deref().and_then(|page| page.parse().ok()).unwrap_or(1);
    let key = format!("/diary {part:?} {of:?} {page}");
    let make = || async {
        let v = service.diary_page(of, part, page, visitor.viewer()).await?;
        let tags = vec![Tag::site(), Tag::actor(&v.author.id)];
        let page = Diary::new(visitor.chrome(), v, service.urls().origin(), &service.site_card());
        Ok((text(&page)?, tags))
    };
    send_kept(service, shelf, request, visitor, &key, make).await
}
