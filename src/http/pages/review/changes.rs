//! What changed between a review and its author's review of the same film before it.

use crate::domain::id::{FilmId, ReviewId};
use crate::domain::rating::RatingChange;
use crate::domain::review::comparison::{Comparison, Fate, compare};
use crate::http::extract::Visitor;
use crate::http::pages::chrome::Chrome;
use crate::http::pages::{samples, send_kept, text, words};
use crate::http::problem::Fault;
use crate::http::shelf::Shelf;
use crate::messages::{Said, say};
use crate::service::Service;
use crate::service::freshness::Tag;
use crate::service::views::{ComparedReview, ComparedSection, ComparisonPage};
use actix_web::{HttpRequest, HttpResponse, web};
use askama::Template;

/// The page.
#[derive(Template)]
#[template(path = "review/changes.html")]
pub struct Changes {
    c: Chrome,
    v: ComparisonPage,
}

impl Changes {
    /// Both reviews, with what they are called.
    fn sides(&self) -> [(Said, &ComparedReview); 2] {
        [(say("review-then"), &self.v.before), (say("review-now"), &self.v.after)]
    }

    /// Somewhere both texts stand in one.
    fn is_mixed(&self) -> bool {
        let mut all = self.v.sections.iter();
        all.any(|section| matches!(section.comparison, Comparison::Reworked(_)))
    }

    /// Examples for the test that renders every page.
    pub fn samples() -> Vec<Self> {
        let side = |label: &str, place| ComparedReview {
            id: ReviewId::new("r0"),
            path: "/@ines/film-0".to_owned(),
            published_at: samples::moment(),
            headline: (place > 3).then(|| "A long & patient <wait>".to_owned()),
            rating: Some(samples::rating(label, place)),
            recommend: place > 3,
        };
        let section = |anchor, label: Option<&str>, former: Option<&str>, old: &str, new: &str| ComparedSection {
            anchor,
            label: label.map(str::to_owned),
            former_label: former.map(str::to_owned),
            comparison: compare(old, new),
        };
        let slow = "The first hour is <slow> and I minded it a little, as one does.";
        let full = ComparisonPage {
            film_title: "The Salt Road".to_owned(),
            film_year: Some(1974),
            film_path: "/films/film-0".to_owned(),
            film_id: FilmId::new("f0"),
            author: samples::author(),
            language: "en".to_owned(),
            before: side("Worth the ticket", 3),
            after: side("Will watch again", 5),
            change: Some(RatingChange::Up.to_words("Worth the ticket")),
            sections: vec![
                section("line", None, None, "", "You start to carry it."),
                section("synopsis", Some("What happens"), None, "A road.", "A road."),
                section(
                    "take",
                    Some("My <take>"),
                    Some("Thoughts"),
                    slow,
                    "The first hour is <slow> and I never minded it, as one does.",
                ),
                section(
                    "bottom-line",
                    Some("In one breath"),
                    None,
                    "Go & see.",
                    "Once was enough for me.",
                ),
                section("trivia", None, None, "The salt was sugar.", ""),
            ],
            spoilers: true,
            canonical: "https://rows.example/@ines/film-0/changes".to_owned(),
        };
        let bare = ComparisonPage {
            film_year: None,
            change: None,
            sections: Vec::new(),
            spoilers: false,
            ..full.clone()
        };
        let path = "/@ines/film-0/changes";
        vec![
            Self {
                c: samples::chrome(path),
                v: full,
            },
            Self {
                c: samples::signed_in(path),
                v: bare,
            },
        ]
    }
}

/// `GET /@{handle}/{slug}/changes`.
pub async fn show(
    service: web::Data<Service>,
    shelf: web::Data<Shelf>,
    visitor: Visitor,
    path: web::Path<(String, String)>,
    request: HttpRequest,
) -> Result<HttpResponse, Fault> {
    let (handle, slug) = path.into_inner();
    let make = || async {
        let view = service.comparison_page(&handle, &slug).await?;
        let tags = vec![
            Tag::review(&view.before.id),
            Tag::review(&view.after.id),
            Tag::film(&view.film_id),
            Tag::actor(&view.author.id),
            Tag::site(),
        ];
        let page = Changes {
            c: visitor.chrome(),
            v: view,
        };
        Ok((text(&page)?, tags))
    };
    let key = format!("/@{handle}/{slug}/changes");
    send_kept(&service, &shelf, &request, &visitor, &key, make).await
}
