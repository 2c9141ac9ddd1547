//! A block list before it counts: what it would change, and choosing.

use super::list::PATH;
use super::words as of;
use crate::domain::account::Permission;
use crate::domain::id::BlockListId;
use crate::domain::message::Message;
use crate::domain::policy::{Difference, Listed, Severity, Verdict};
use crate::http::extract::Visitor;
use crate::http::forms::Form;
use crate::http::pages::chrome::{Chrome, Errors};
use crate::http::pages::{go, samples, send, words};
use crate::http::problem::Fault;
use crate::service::policies::{ListReview, Reach, ReviewLine, Wrong};
use crate::service::{Error, Service};
use actix_web::http::StatusCode;
use actix_web::{HttpResponse, web};
use askama::Template;

/// The page.
#[derive(Template)]
#[template(path = "policy/review.html")]
pub struct Review {
    c: Chrome,
    errors: Errors,
    v: ListReview,
}

impl Review {
    fn differences(&self) -> [Difference; 4] {
        Difference::ALL
    }

    /// The lines that make that change.
    fn lines(&self, difference: &Difference) -> Vec<&ReviewLine> {
        let these = |line: &&ReviewLine| line.difference == *difference && !line.passed_over;
        self.v.lines.iter().filter(these).collect()
    }

    fn passed_over(&self) -> Vec<&ReviewLine> {
        self.v.lines.iter().filter(|line| line.passed_over).collect()
    }

    fn rule_address(&self, line: &ReviewLine) -> String {
        super::rule::address(&line.listed.host)
    }

    /// Examples for the test that renders every page.
    pub fn samples() -> Vec<Self> {
        let line = |host: &str, difference, severity, people: usize, passed_over| ReviewLine {
            listed: Listed {
                host: host.to_owned(),
                severity,
                reject_media: true,
                reject_reports: false,
                public_comment: "insults & <b>more</b>".to_owned(),
                obfuscate: false,
            },
            now: Verdict::default(),
            difference,
            reach: Reach {
                people,
                comments: 2,
                followers: 1,
                following: 1,
            },
            passed_over,
            mark: format!("{host} suspend"),
        };
        let new = |list, lines, wrong, errors| Self {
            c: samples::signed_in("/moderation/servers/lists/l1"),
            errors,
            v: ListReview {
                list,
                lines,
                same: 12,
                wrong,
            },
        };
        let wrong = Wrong {
            line: 7,
            text: "s***.<b>".to_owned(),
            why: Message::new("input-list-hidden"),
        };
        let all = || {
            vec![
                line("spam.example", Difference::New, Severity::Suspend, 3, false),
                line("loud.example", Difference::Stricter, Severity::Silence, 0, false),
                line("milder.example", Difference::Milder, Severity::None, 0, false),
                line("gone.example", Difference::Lifted, Severity::None, 0, false),
                line("left.example", Difference::New, Severity::Suspend, 1, true),
            ]
        };
        let changed = Errors::one("lines", "error-list-changed");
        super::list::examples()
            .into_iter()
            .flat_map(|list| {
                [
                    new(list.clone(), Vec::new(), Vec::new(), Errors::default()),
                    new(list, all(), vec![wrong.clone()], changed.clone()),
                ]
            })
            .collect()
    }
}

/// `GET /moderation/servers/lists/{id}`.
pub async fn show(service: web::Data<Service>, visitor: Visitor, id: web::Path<String>) -> Result<HttpResponse, Fault> {
    let viewer = visitor.allowed(Permission::Moderate)?;
    let v = service.block_list(viewer, &BlockListId::new(id.into_inner())).await?;
    let c = visitor.chrome();
    let errors = Errors::default();
    send(&visitor, StatusCode::OK, &Review { c, errors, v })
}

/// `POST /moderation/servers/lists/{id}/{verb}`: `apply` the chosen lines, `read` the list again, `leave` it.
pub async fn press(
    service: web::Data<Service>,
    visitor: Visitor,
    path: web::Path<(String, String)>,
    form: Form,
) -> Result<HttpResponse, Fault> {
    visitor.check(&form, &[])?;
    let viewer = visitor.allowed(Permission::Moderate)?;
    let (id, verb) = path.into_inner();
    let id = BlockListId::new(id);
    match verb.as_str() {
        "apply" => {
            form.whole()?;
            let marks = form.all("take").map(str::to_owned).collect();
            match service.apply_block_list(viewer, &id, form.text("edition"), marks).await {
                Ok((effect, batch)) if effect.rules > 0 => Ok(go(&format!("{PATH}?undo={batch}"), "list-applied")),
                Ok(_) => Ok(go(PATH, "list-passed-over")),
                Err(error) => {
                    let (status, errors) = Errors::from_service(error, "lines")?;
                    let v = service.block_list(viewer, &id).await?;
                    let c = visitor.chrome();
                    send(&visitor, status, &Review { c, errors, v })
                }
            }
        }
        "read" => {
            service.read_now(viewer, &id).await?;
            Ok(go(&format!("{PATH}/lists/{id}"), "list-asked"))
        }
        "leave" => {
            service.leave_block_list(viewer, &id, form.has("lift")).await?;
            Ok(go(PATH, "list-left"))
        }
        _ => Err(Error::NotFound.into()),
    }
}
