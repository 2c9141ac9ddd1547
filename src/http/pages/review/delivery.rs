//! What was sent about a review, where, and what came of it.

use crate::domain::id::ReviewId;
use crate::domain::message::Message;
use crate::domain::moderation::{ReviewPolicy, WhoMay};
use crate::domain::webmention::WebmentionState;
use crate::http::extract::Visitor;
use crate::http::forms::Form;
use crate::http::pages::chrome::Chrome;
use crate::http::pages::{go, samples, send, words};
use crate::http::problem::Fault;
use crate::messages::Said;
use crate::service::Service;
use crate::service::receipts::{End, ReceiptQuery, ReceiptRow, Receipts};
use crate::service::showings::{Again, ShowingState};
use crate::service::webmentions::PageReceipt;
use actix_web::http::StatusCode;
use actix_web::{HttpResponse, web};
use askama::Template;
use chrono::{DateTime, Utc};

/// The page.
#[derive(Template)]
#[template(path = "review/delivery.html")]
pub struct Delivery {
    c: Chrome,
    v: Receipts,
    id: ReviewId,
    showing: ShowingState,
    label: String,
    path: String,
    asked: ReceiptQuery,
    comments: ReviewPolicy,
}

impl Delivery {
    fn everybody(&self) -> [WhoMay; 4] {
        WhoMay::ALL
    }

    fn who(&self, who: &WhoMay) -> Said {
        crate::http::pages::moderation::rules::who(who)
    }

    fn ends(&self) -> [End; 3] {
        End::ALL
    }

    /// The same list, or that of another end, from another row on.
    fn address(&self, end: &Option<End>, before: Option<&str>) -> String {
        let mut query = url::form_urlencoded::Serializer::new(String::new());
        query.extend_pairs(end.map(|end| ("state", end.as_str())));
        query.extend_pairs(before.map(|before| ("before", before)));
        match query.finish() {
            empty if empty.is_empty() => self.path.clone(),
            query => format!("{}?{query}", self.path),
        }
    }

    /// From when on the review can be shown again, where that is not now.
    fn again_from(&self) -> Option<DateTime<Utc>> {
        match self.showing.again {
            Again::From(at) => Some(at),
            Again::Now | Again::Never => None,
        }
    }

    fn can_be_shown(&self) -> bool {
        self.showing.again == Again::Now
    }

    /// Examples for the test that renders every page.
    pub fn samples() -> Vec<Self> {
        let row = |state_words, last_status, next| ReceiptRow {
            host: "a-rather-long-server-name.example".to_owned(),
            inbox: "https://a-rather-long-server-name.example/inbox".to_owned(),
            activity_type: "Create".to_owned(),
            state_words: Message::new(state_words),
            attempts: 3,
            last_status,
            last_error: (last_status == Some(503)).then(|| "Service Unavailable".to_owned()),
            next_try: if next { Some(samples::moment()) } else { None },
            finished_at: if next { None } else { Some(samples::moment()) },
        };
        let rows = vec![
            row("delivery-delivered", Some(202), false),
            row("delivery-again", Some(503), true),
            row("delivery-on-its-way", None, true),
        ];
        let page = |state, words, error: Option<&str>| PageReceipt {
            target: "https://a-rather-long-server-name.example/posts/2026/a-long-way-home".to_owned(),
            linked: true,
            state_words: Message::new(words),
            state,
            last_status: error.is_none().then_some(202),
            last_error: error.map(ToOwned::to_owned),
            tried_at: Some(samples::moment()),
        };
        let pages = vec![
            page(WebmentionState::Told, "webmention-told", None),
            page(
                WebmentionState::Failed,
                "webmention-failed",
                Some("the connection broke"),
            ),
        ];
        let new = |v, asked, again| Self {
            c: samples::signed_in("/write/r1/delivery"),
            v,
            id: ReviewId::new("r1"),
            showing: ShowingState {
                last: (again != Again::Now).then(samples::moment),
                again,
            },
            label: "Paper Lanterns (1998)".to_owned(),
            path: "/write/r1/delivery".to_owned(),
            asked,
            comments: ReviewPolicy {
                who: Some(WhoMay::Followers),
                close_after_days: Some(30),
            },
        };
        let later = ReceiptQuery {
            end: Some(End::Waiting),
            before: Some("d7".to_owned()),
        };
        vec![
            new(
                Receipts {
                    delivered: 41,
                    pending: 2,
                    failed: 1,
                    rows,
                    older: Some("d4".to_owned()),
                    pages,
                },
                ReceiptQuery::default(),
                Again::From(samples::moment()),
            ),
            new(
                Receipts {
                    delivered: 41,
                    ..Receipts::default()
                },
                later,
                Again::Never,
            ),
            new(Receipts::default(), ReceiptQuery::default(), Again::Now),
        ]
    }
}

/// `?state=…&before=…`
#[derive(serde::Deserialize)]
pub struct Asked {
    state: Option<String>,
    before: Option<String>,
}

/// `GET /write/{id}/delivery`.
pub async fn show(
    service: web::Data<Service>,
    visitor: Visitor,
    id: web::Path<String>,
    asked: web::Query<Asked>,
) -> Result<HttpResponse, Fault> {
    let viewer = visitor.signed_in()?;
    let id = ReviewId::new(id.into_inner());
    let asked = ReceiptQuery {
        end: asked.state.as_deref().and_then(End::parse),
        before: asked.into_inner().before.filter(|id| !id.is_empty() && id.len() <= 64),
    };
    let v = service.receipts(viewer, &id, asked.clone()).await?;
    let showing = service.showing_state(viewer, &id).await?;
    let input = service.review_for_edit(viewer, &id).await?.input;
    let label = if input.headline.is_empty() {
        input.film
    } else {
        input.headline
    };
    send(
        &visitor,
        StatusCode::OK,
        &Delivery {
            c: visitor.chrome(),
            v,
            showing,
            label,
            path: format!("/write/{id}/delivery"),
            comments: service.rulebook().await?.reviews.get(&id).copied().unwrap_or_default(),
            id,
            asked,
        },
    )
}

/// `POST /write/{id}/show-again`.
pub async fn show_again(
    service: web::Data<Service>,
    visitor: Visitor,
    id: web::Path<String>,
    form: Form,
) -> Result<HttpResponse, Fault> {
    visitor.check(&form, &[])?;
    let id = ReviewId::new(id.into_inner());
    service.show_again(visitor.signed_in()?, &id).await?;
    Ok(go(&format!("/write/{id}/delivery"), "shown-again"))
}
