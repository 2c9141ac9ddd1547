//! What an account is told: answers, likes, followers, private messages.

use crate::domain::notification::NotificationKind;
use crate::domain::text::{SafeHtml, markdown};
use crate::http::extract::Visitor;
use crate::http::forms::Form;
use crate::http::pages::chrome::Chrome;
use crate::http::pages::{go, samples, send, words};
use crate::http::problem::Fault;
use crate::messages::{Said, say};
use crate::service::Service;
use crate::service::notifications::{About, NotificationView};
use actix_web::http::StatusCode;
use actix_web::{HttpResponse, web};
use askama::Template;

/// So many stand on one page; the service gives no more.
const PAGE: usize = 50;

/// The page.
#[derive(Template)]
#[template(path = "actor/news.html")]
pub struct News {
    c: Chrome,
    notes: Vec<NotificationView>,
    unread: bool,
    before: Option<String>,
}

impl News {
    fn new(c: Chrome, notes: Vec<NotificationView>) -> Self {
        let before = (notes.len() >= PAGE)
            .then(|| notes.last().map(|n| n.id.to_string()))
            .flatten();
        Self {
            c,
            unread: notes.iter().any(|n| n.is_new),
            notes,
            before,
        }
    }

    /// Where to read on, where no title leads there already.
    fn path_of(&self, note: &NotificationView) -> Option<String> {
        note.url
            .clone()
            .filter(|_| note.about.is_none() || note.kind == NotificationKind::Report)
    }

    /// What stands there.
    fn path_words(&self, note: &NotificationView) -> Said {
        say(match note.kind {
            NotificationKind::Private | NotificationKind::Mention | NotificationKind::Reply => "actor-news-original",
            NotificationKind::Report => "actor-news-reported",
            _ => "actor-news-page",
        })
    }

    /// Examples for the test that renders every page.
    pub fn samples() -> Vec<Self> {
        let note = |(i, kind): (usize, NotificationKind)| NotificationView {
            id: crate::domain::id::NotificationId::new(format!("n{i}")),
            html: if kind == NotificationKind::Private {
                markdown::to_html("Only for you.")
            } else {
                SafeHtml::default()
            },
            kind,
            actor: samples::stranger(),
            actor_path: "/people/x".to_owned(),
            review_id: None,
            comment_id: None,
            about: matches!(
                kind,
                NotificationKind::Like | NotificationKind::Boost | NotificationKind::Reply
            )
            .then(|| About {
                is_comment: kind == NotificationKind::Boost,
                is_deeper: false,
                is_own: true,
                title: "The Salt Road (1974)".to_owned(),
                path: "/r/r0".to_owned(),
            }),
            asks: kind == NotificationKind::Follow,
            url: Some("https://other.example/1".to_owned()),
            created_at: samples::moment(),
            is_new: i == 0,
        };
        let all = NotificationKind::ALL.into_iter().enumerate().map(note).collect();
        vec![
            Self::new(samples::signed_in("/news"), all),
            Self::new(samples::signed_in("/news"), Vec::new()),
        ]
    }
}

/// `?before=…`: older than that one.
#[derive(serde::Deserialize)]
pub struct BeforeQuery {
    before: Option<String>,
}

/// `GET /news`.
pub async fn show(
    service: web::Data<Service>,
    visitor: Visitor,
    query: web::Query<BeforeQuery>,
) -> Result<HttpResponse, Fault> {
    let viewer = visitor.signed_in()?;
    let notes = service.notifications(viewer, query.into_inner().before).await?;
    send(&visitor, StatusCode::OK, &News::new(visitor.chrome(), notes))
}

/// `POST /news`: everything was seen.
pub async fn seen(service: web::Data<Service>, visitor: Visitor, form: Form) -> Result<HttpResponse, Fault> {
    visitor.check(&form, &[])?;
    service.mark_notifications_read(visitor.signed_in()?).await?;
    Ok(go("/news", "saved"))
}
