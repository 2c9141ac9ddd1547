//! One report, with what was said, what was decided before, and what can be done.

use super::list::examples;
use crate::domain::account::Permission;
use crate::domain::id::ReportId;
use crate::http::extract::Visitor;
use crate::http::forms::Form;
use crate::http::pages::chrome::Chrome;
use crate::http::pages::report::words as of;
use crate::http::pages::{go, samples, send, words};
use crate::http::problem::Fault;
use crate::service::reports::{ReportPage, ThingNow};
use crate::service::{Error, Service};
use actix_web::http::StatusCode;
use actix_web::{HttpResponse, web};
use askama::Template;

/// The page.
#[derive(Template)]
#[template(path = "report/one.html")]
pub struct OneReport {
    c: Chrome,
    v: ReportPage,
    /// Whoever looks may look after accounts and servers too.
    may_manage: bool,
}

impl OneReport {
    /// Examples for the test that renders every page.
    pub fn samples() -> Vec<Self> {
        let now = |path: Option<&str>, changed| ThingNow {
            path: path.map(str::to_owned),
            changed,
            decide: path.map(|_| "/moderation/comments/c1".to_owned()),
            person: path.map(|_| "/settings/federation/hosts/other.example".to_owned()),
        };
        let new = |n: usize, now, origin: Option<&str>| {
            let mut lines = examples();
            let line = lines.remove(n);
            Self {
                c: samples::signed_in("/moderation/reports/f1"),
                v: ReportPage {
                    line,
                    now: vec![now],
                    related: if n == 0 { lines } else { Vec::new() },
                    history: if n == 0 {
                        Vec::new()
                    } else {
                        crate::http::pages::moderation::log::examples()
                    },
                    origin: origin.map(str::to_owned),
                },
                may_manage: true,
            }
        };
        vec![
            new(0, now(Some("/c/c1"), true), Some("other.example")),
            new(1, now(None, false), None),
        ]
    }
}

/// `GET /moderation/reports/{id}`.
pub async fn show(service: web::Data<Service>, visitor: Visitor, id: web::Path<String>) -> Result<HttpResponse, Fault> {
    let viewer = visitor.allowed(Permission::Moderate)?;
    let v = service.report_page(viewer, &ReportId::new(id.into_inner())).await?;
    let may_manage = viewer.account.role.may(Permission::ManageAccounts);
    let c = visitor.chrome();
    send(&visitor, StatusCode::OK, &OneReport { c, v, may_manage })
}

/// `POST /moderation/reports/{id}/{verb}`.
pub async fn press(
    service: web::Data<Service>,
    visitor: Visitor,
    path: web::Path<(String, String)>,
    form: Form,
) -> Result<HttpResponse, Fault> {
    visitor.check(&form, &["reason"])?;
    let viewer = visitor.allowed(Permission::Moderate)?;
    let (id, verb) = path.into_inner();
    let report = ReportId::new(&id);
    let (place, done) = match verb.as_str() {
        "resolve" => {
            service.resolve_report(viewer, &report, form.text("reason")).await?;
            ("/moderation/reports".to_owned(), "report-resolved")
        }
        "reopen" => {
            service.reopen_report(viewer, &report).await?;
            (format!("/moderation/reports/{id}"), "report-reopened")
        }
        "forward" => {
            service.forward_report(viewer, &report).await?;
            (format!("/moderation/reports/{id}"), "report-forwarded")
        }
        _ => return Err(Error::NotFound.into()),
    };
    Ok(go(&place, done))
}
