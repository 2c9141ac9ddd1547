//! Reports that wait, and those that somebody was done with.

use crate::domain::account::Permission;
use crate::domain::id::{ActorId, CommentId, ReportId};
use crate::domain::report::{Category, Report, Reported, ReportedThing};
use crate::http::extract::Visitor;
use crate::http::pages::chrome::Chrome;
use crate::http::pages::report::words as of;
use crate::http::pages::{samples, send, words};
use crate::http::problem::Fault;
use crate::service::Service;
use crate::service::reports::{ReportLine, ReportsPage};
use actix_web::http::StatusCode;
use actix_web::{HttpResponse, web};
use askama::Template;
use url::Url;

/// The page.
#[derive(Template)]
#[template(path = "report/list.html")]
pub struct Reports {
    c: Chrome,
    v: ReportsPage,
}

impl Reports {
    /// Examples for the test that renders every page.
    pub fn samples() -> Vec<Self> {
        let new = |open, lines: Vec<ReportLine>| Self {
            c: samples::signed_in("/moderation/reports"),
            v: ReportsPage {
                open,
                next: lines.last().map(|line| line.report.id.to_string()),
                waiting: 2,
                lines,
            },
        };
        vec![
            new(true, Vec::new()),
            new(true, examples()),
            new(false, examples().split_off(1)),
        ]
    }
}

/// A report by a reader about a comment, and one that somebody was done with.
pub(super) fn examples() -> Vec<ReportLine> {
    let line = |n: u8, done: bool| ReportLine {
        report: Report {
            id: ReportId::new(format!("f{n}")),
            uri: format!("https://rows.example/moderation/reports/f{n}"),
            reporter_id: ActorId::new("a1"),
            category: if done { Category::Other } else { Category::Spam },
            text: if done {
                String::new()
            } else {
                "Sells <b>pills</b>".to_owned()
            },
            objects: Url::parse("https://other.example/@jo/1")
                .map(|uri| ReportedThing {
                    uri,
                    what: Reported::Comment(CommentId::new("c1")),
                    author_id: Some(ActorId::new("a2")),
                    words: "Buy <b>this</b> & that".to_owned(),
                })
                .into_iter()
                .collect(),
            created_at: samples::moment(),
            forwarded_at: done.then(samples::moment),
            resolved_at: done.then(samples::moment),
            resolved_by: None,
            resolution: if done {
                "Nothing <i>wrong</i>".to_owned()
            } else {
                String::new()
            },
        },
        reporter: done.then(samples::stranger),
        author: Some(samples::stranger()),
        resolver: done.then(|| "Ines & co".to_owned()),
    };
    vec![line(1, false), line(2, true)]
}

/// `?state=closed&before=…`
#[derive(serde::Deserialize)]
pub struct Asked {
    state: Option<String>,
    before: Option<String>,
}

/// `GET /moderation/reports`.
pub async fn show(
    service: web::Data<Service>,
    visitor: Visitor,
    asked: web::Query<Asked>,
) -> Result<HttpResponse, Fault> {
    let viewer = visitor.allowed(Permission::Moderate)?;
    let asked = asked.into_inner();
    let open = asked.state.as_deref() != Some("closed");
    let v = service.reports(viewer, open, asked.before).await?;
    let c = visitor.chrome();
    send(&visitor, StatusCode::OK, &Reports { c, v })
}
