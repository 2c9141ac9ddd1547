//! The numbers of a year, or of all time.

use crate::http::extract::Visitor;
use crate::http::pages::chrome::Chrome;
use crate::http::pages::stats::chart;
use crate::http::pages::viewing::diary::Of;
use crate::http::pages::{samples, send_kept, text, words};
use crate::http::problem::Fault;
use crate::http::sharing::Shared;
use crate::http::shelf::Shelf;
use crate::messages::{Said, say};
use crate::service::freshness::Tag;
use crate::service::sharing::SharedCard;
use crate::service::views::{Bar, Grid, Keeper, StatsPage, YearLink};
use crate::service::{Error, Service};
use actix_web::{HttpRequest, HttpResponse, web};
use askama::Template;
use askama::filters::Safe;

/// The page.
#[derive(Template)]
#[template(path = "stats/numbers.html")]
pub struct Numbers {
    c: Chrome,
    v: StatsPage,
    s: Shared,
}

impl Numbers {
    /// The page of this view; months and decades get their names here.
    pub fn new(c: Chrome, mut v: StatsPage, origin: &str, card: &SharedCard) -> Self {
        if v.year.is_some() {
            for bar in &mut v.over_time {
                bar.label = bar
                    .label
                    .parse()
                    .map_or_else(|_| bar.label.clone(), |n| words::month(&n).to_string());
            }
        }
        for (decade, _) in &mut v.decades.rows {
            *decade = say("stats-decade").with("decade", decade.as_str()).to_string();
        }
        let title = words::stats_title(&v.author.name, &v.year).to_string();
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

    fn all_time(&self) -> String {
        self.path(&None)
    }

    /// The chart over time; months go by their first letters there.
    fn over_time(&self) -> Safe<String> {
        let short = |bar: &Bar| Bar {
            label: if self.v.year.is_some() {
                bar.label.chars().take(3).collect()
            } else {
                bar.label.clone()
            },
            ..bar.clone()
        };
        let columns: Vec<Bar> = self.v.over_time.iter().map(short).collect();
        chart::columns(&columns, say("stats-over-time-chart"))
    }

    /// Whole hours; of less than one nothing is said.
    fn hours(&self) -> Option<i64> {
        self.v
            .minutes
            .map(|minutes| (minutes + 30) / 60)
            .filter(|hours| *hours > 0)
    }

    fn period(&self) -> Said {
        say(if self.v.year.is_some() {
            "stats-month"
        } else {
            "field-year"
        })
    }

    fn seen_any(&self) -> bool {
        self.v.over_time.iter().any(|bar| bar.value > 0)
    }

    /// Examples for the test that renders every page.
    pub fn samples() -> Vec<Self> {
        let bar = |label: &str, value: i64| Bar {
            label: label.to_owned(),
            value,
            path: Some("/films/film-0".to_owned()),
        };
        let keeper = |name: &str, here| Keeper {
            name: name.to_owned(),
            handle: name.to_lowercase(),
            here,
        };
        let year = |year, here| YearLink {
            year: Some(year),
            count: 12,
            here,
        };
        let full = StatsPage {
            author: samples::author(),
            keepers: vec![keeper("Ines", true), keeper("Jo", false)],
            year: Some(2026),
            years: vec![year(2026, true), year(2025, false)],
            as_of: samples::moment(),
            films: 31,
            viewings: 40,
            rewatches: 9,
            reviews: 12,
            minutes: Some(4321),
            over_time: (1..=12).map(|month| bar(&month.to_string(), (month * 7) % 5)).collect(),
            undated: 2,
            ratings: vec![
                bar("Would <miss> a train & a boat for it", 4),
                bar("Fine", 7),
                bar("Walked out", 1),
            ],
            decades: Grid {
                columns: vec![
                    "Walked out".to_owned(),
                    "Fine".to_owned(),
                    "Framed on the wall".to_owned(),
                ],
                rows: vec![("1930".to_owned(), vec![0, 2, 1]), ("1970".to_owned(), vec![1, 4, 3])],
            },
            countries: vec![bar("Italy", 9), bar("Côte d’Ivoire", 1)],
            directors: vec![bar("Ada Fiore", 3)],
            rewatched: vec![bar("The Salt Road (1974)", 5)],
        };
        let empty = StatsPage {
            keepers: vec![keeper("Ines", true)],
            year: None,
            years: Vec::new(),
            films: 0,
            viewings: 0,
            rewatches: 0,
            reviews: 0,
            minutes: None,
            over_time: Vec::new(),
            undated: 0,
            ratings: Vec::new(),
            decades: Grid::default(),
            countries: Vec::new(),
            directors: Vec::new(),
            rewatched: Vec::new(),
            ..full.clone()
        };
        let all_time = StatsPage {
            year: None,
            over_time: (1990..=2026).map(|year| bar(&year.to_string(), year % 7)).collect(),
            ..full.clone()
        };
        let new = |path: &str, v| Self::new(samples::chrome(path), v, "https://rows.example", &samples::site_card());
        vec![new("/stats/2026", full), new("/stats", all_time), new("/stats", empty)]
    }
}

/// The address of the numbers of the same person's year.
fn path_of(v: &StatsPage, year: Option<i32>) -> String {
    let part = year.map_or_else(String::new, |year| format!("/{year}"));
    format!("/stats{part}{}", words::record_of(&v.keepers))
}

/// `GET /stats`: all time.
pub async fn all_time(
    service: web::Data<Service>,
    shelf: web::Data<Shelf>,
    visitor: Visitor,
    of: web::Query<Of>,
    request: HttpRequest,
) -> Result<HttpResponse, Fault> {
    show(&service, &shelf, &visitor, &of, None, &request).await
}

/// `GET /stats/{year}`.
pub async fn year(
    service: web::Data<Service>,
    shelf: web::Data<Shelf>,
    visitor: Visitor,
    (year, of): (web::Path<String>, web::Query<Of>),
    request: HttpRequest,
) -> Result<HttpResponse, Fault> {
    let year = Some(year.into_inner())
        .filter(|year| year.len() == 4)
        .and_then(|year| year.parse().ok());
    let year: i32 = year.ok_or(Error::NotFound)?;
    show(&service, &shelf, &visitor, &of, Some(year), &request).await
}

async fn show(
    service: &Service,
    shelf: &Shelf,
    visitor: &Visitor,
    of: &Of,
    year: Option<i32>,
    request: &HttpRequest,
) -> Result<HttpResponse, Fault> {
    let of = of.of.as_deref();
    let key = format!("/stats {year:?} {of:?}");
    let make = || async {
        let v = service.stats_page(of, year).await?;
        let tags = vec![Tag::site(), Tag::actor(&v.author.id)];
        let page = Numbers::new(visitor.chrome(), v, service.urls().origin(), &service.site_card());
        Ok((text(&page)?, tags))
    };
    send_kept(service, shelf, request, visitor, &key, make).await
}
