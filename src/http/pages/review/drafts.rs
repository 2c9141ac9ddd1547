//! The author's own reviews: drafts, published, withdrawn.

use crate::domain::account::Permission;
use crate::domain::id::ReviewId;
use crate::domain::review::Status;
use crate::http::extract::Visitor;
use crate::http::pages::chrome::Chrome;
use crate::http::pages::{PageQuery, samples, send, words};
use crate::http::problem::Fault;
use crate::messages::{Said, say};
use crate::service::Service;
use crate::service::views::{OwnReview, OwnReviews};
use actix_web::http::StatusCode;
use actix_web::{HttpResponse, web};
use askama::Template;

/// The page.
#[derive(Template)]
#[template(path = "review/drafts.html")]
pub struct Drafts {
    c: Chrome,
    v: OwnReviews,
}

impl Drafts {
    /// The page of this view.
    pub fn new(c: Chrome, v: OwnReviews) -> Self {
        Self { c, v }
    }

    fn groups(&self) -> [(Said, &[OwnReview]); 4] {
        [
            (say("state-scheduled"), &self.v.scheduled),
            (say("nav-drafts"), &self.v.drafts),
            (say("state-published"), &self.v.published),
            (say("state-withdrawn"), &self.v.withdrawn),
        ]
    }

    /// What the day of these reviews is.
    fn day_of(&self, group: &[OwnReview]) -> Said {
        let ahead = group.iter().any(|review| review.schedule.is_some());
        say(if ahead {
            "review-to-be-published"
        } else {
            "state-published"
        })
    }

    /// Examples for the test that renders every page.
    pub fn samples() -> Vec<Self> {
        let own = |status, published: bool| OwnReview {
            id: ReviewId::new("r1"),
            title: "Paper Lanterns (1998)".to_owned(),
            status,
            path: (status == Status::Published).then(|| "/@ines/paper-lanterns-1998".to_owned()),
            saved_at: samples::moment(),
            published_at: published.then(samples::moment),
            schedule: (status == Status::Scheduled).then(samples::schedule),
        };
        let all = OwnReviews {
            scheduled: vec![own(Status::Scheduled, false)],
            drafts: vec![own(Status::Draft, false)],
            published: vec![own(Status::Published, true), own(Status::Published, true)],
            withdrawn: vec![own(Status::Withdrawn, true)],
            page: 1,
            pages: 2,
        };
        vec![
            Self::new(samples::signed_in("/drafts"), all),
            Self::new(samples::signed_in("/drafts"), OwnReviews::default()),
        ]
    }
}

/// `GET /drafts?page=2`.
pub async fn show(
    service: web::Data<Service>,
    visitor: Visitor,
    query: web::Query<PageQuery>,
) -> Result<HttpResponse, Fault> {
    let viewer = visitor.allowed(Permission::WriteReviews)?;
    let own = service.own_reviews(viewer, query.number()).await?;
    send(&visitor, StatusCode::OK, &Drafts::new(visitor.chrome(), own))
}
