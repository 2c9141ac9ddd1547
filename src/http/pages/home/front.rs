//! The first page: the newest review large, the rest in rows.

use crate::http::extract::Visitor;
use crate::http::linked_data;
use crate::http::pages::chrome::Chrome;
use crate::http::pages::{PageQuery, samples, send_kept, text, words};
use crate::http::problem::Fault;
use crate::http::sharing::Shared;
use crate::http::shelf::Shelf;
use crate::service::freshness::Tag;
use crate::service::sharing::SharedCard;
use crate::service::views::{HomePage, ReviewCard};
use crate::service::{Error, Service};
use actix_web::{HttpRequest, HttpResponse, web};
use askama::Template;
use askama::filters::Safe;

/// The page.
#[derive(Template)]
#[template(path = "home/front.html")]
pub struct Front {
    c: Chrome,
    v: HomePage,
    s: Shared,
    data: Safe<String>,
    origin: String,
    description: String,
    newest: Option<ReviewCard>,
    rest: Vec<ReviewCard>,
    many_writers: bool,
}

impl Front {
    /// Lays the view out: on the first page the newest review stands alone.
    pub fn new(c: Chrome, mut v: HomePage, origin: &str, description: &str) -> Self {
        let mut reviews = std::mem::take(&mut v.list.reviews).into_iter();
        let newest = if v.list.page == 1 { reviews.next() } else { None };
        let many_writers = v.writers.len() > 1;
        let card = SharedCard::of_site(&c.site_name, description);
        let s = Shared {
            description: description.to_owned(),
            ..Shared::new("website", c.site_name.clone(), format!("{origin}/"), origin, &card)
        };
        Self {
            data: linked_data::site(&c.site_name, description, origin),
            s,
            c,
            v,
            origin: origin.to_owned(),
            description: description.to_owned(),
            newest,
            rest: reviews.collect(),
            many_writers,
        }
    }

    /// Whether there is anything to show.
    fn is_empty(&self) -> bool {
        self.newest.is_none() && self.rest.is_empty()
    }

    /// Examples for the test that renders every page.
    pub fn samples() -> Vec<Self> {
        let new = |c, v| {
            Self::new(
                c,
                v,
                "https://rows.example",
                "Film reviews, and the conversation after the film.",
            )
        };
        vec![
            new(samples::chrome("/"), samples::home(samples::cards(), 1)),
            new(samples::chrome("/"), samples::home(samples::cards(), 2)),
            new(samples::chrome("/"), samples::home(Vec::new(), 1)),
            new(samples::signed_in("/"), samples::home(Vec::new(), 1)),
        ]
    }
}

/// `GET /`. An empty site without an owner leads to the page that makes one.
pub async fn show(
    service: web::Data<Service>,
    shelf: web::Data<Shelf>,
    visitor: Visitor,
    query: web::Query<PageQuery>,
    request: HttpRequest,
) -> Result<HttpResponse, Fault> {
    let page = query.number();
    let make = || async {
        let view = service.home_page(page).await?;
        if view.list.reviews.is_empty() && !service.has_owner().await? {
            return Err(Fault::Elsewhere("/welcome".to_owned()));
        }
        if view.list.reviews.is_empty() && page > 1 {
            return Err(Error::NotFound.into());
        }
        let cards = view
            .list
            .reviews
            .iter()
            .chain(view.shown_again.iter().map(|(card, _)| card))
            .chain(&view.on_this_day);
        let mut tags = vec![Tag::site(), Tag::latest_comments()];
        tags.extend(cards.flat_map(|r| [Tag::review(&r.id), Tag::actor(&r.author.id)]));
        tags.extend(
            view.writers
                .iter()
                .chain(view.latest_comments.iter().map(|l| &l.author))
                .map(|a| Tag::actor(&a.id)),
        );
        let description = &service.config().site.description;
        Ok((
            text(&Front::new(
                visitor.chrome(),
                view,
                service.urls().origin(),
                description,
            ))?,
            tags,
        ))
    };
    // What was published on this day is another day's news tomorrow.
    let today = service.now().date_naive();
    send_kept(&service, &shelf, &request, &visitor, &format!("/ {page} {today}"), make).await
}
