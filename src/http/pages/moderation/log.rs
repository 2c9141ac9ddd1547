//! What was decided, by whom and why; and taking it back.

use crate::domain::audit::{AuditEntry, AuditSubject, Deed};
use crate::domain::id::{ActorId, AuditId, CommentId};
use crate::http::extract::Visitor;
use crate::http::forms::Form;
use crate::http::pages::chrome::Chrome;
use crate::http::pages::{go, own_path, samples, send, words};
use crate::http::problem::Fault;
use crate::service::Service;
use crate::service::moderation::{AuditLine, AuditPage};
use actix_web::http::StatusCode;
use actix_web::{HttpResponse, web};
use askama::Template;

/// The page.
#[derive(Template)]
#[template(path = "moderation/log.html")]
pub struct Log {
    c: Chrome,
    v: AuditPage,
}

impl Log {
    /// Examples for the test that renders every page.
    pub fn samples() -> Vec<Self> {
        let new = |lines: Vec<AuditLine>| Self {
            c: samples::signed_in("/moderation/log"),
            v: AuditPage {
                next: lines.last().map(|line| line.entry.id.to_string()),
                lines,
            },
        };
        vec![new(Vec::new()), new(examples())]
    }
}

/// One line for each deed.
pub(in crate::http::pages) fn examples() -> Vec<AuditLine> {
    let line = |(n, deed): (usize, &Deed)| {
        let subject = AuditSubject::Comment(CommentId::new("c1"));
        let entry = AuditEntry::new(AuditId::new(format!("e{n}")), *deed, subject, samples::moment());
        AuditLine {
            entry: AuditEntry {
                actor_id: (n > 0).then(|| ActorId::new("a1")),
                label: "Jonas <b>Weld</b>: Buy this …".to_owned(),
                reason: if n == 1 {
                    "Sold <b>pills</b>".to_owned()
                } else {
                    String::new()
                },
                undone: n == 2,
                ..entry
            },
            by: (n > 0).then(|| "Ines & co".to_owned()),
            path: (n != 3).then(|| "/moderation/comments/c1".to_owned()),
            can_undo: n == 1,
        }
    };
    Deed::ALL.iter().enumerate().map(line).collect()
}

/// `?before=…`
#[derive(serde::Deserialize)]
pub struct Asked {
    before: Option<String>,
}

/// `GET /moderation/log`.
pub async fn show(
    service: web::Data<Service>,
    visitor: Visitor,
    asked: web::Query<Asked>,
) -> Result<HttpResponse, Fault> {
    let viewer = visitor.signed_in()?;
    let v = service.audit_log(viewer, asked.into_inner().before).await?;
    let c = visitor.chrome();
    send(&visitor, StatusCode::OK, &Log { c, v })
}

/// `POST /moderation/log`: takes back what bears the mark `batch`, or the entry `id`.
pub async fn undo(service: web::Data<Service>, visitor: Visitor, form: Form) -> Result<HttpResponse, Fault> {
    visitor.check(&form, &[])?;
    let viewer = visitor.signed_in()?;
    let undone = match form.text("batch") {
        "" => service.undo(viewer, &AuditId::new(form.text("id"))).await?,
        batch => service.undo_batch(viewer, batch).await? > 0,
    };
    let done = if undone { "undone" } else { "not-undone" };
    Ok(go(own_path(form.text("back")), done))
}
