//! The rules between servers as everybody may read them.

use super::words as of;
use crate::domain::policy::{Severity, Verdict};
use crate::http::extract::Visitor;
use crate::http::pages::chrome::Chrome;
use crate::http::pages::{samples, send, words};
use crate::http::problem::Fault;
use crate::messages::Said;
use crate::service::policies::PublicRule;
use crate::service::{Error, Service};
use actix_web::http::StatusCode;
use actix_web::{HttpResponse, web};
use askama::Template;

/// The page.
#[derive(Template)]
#[template(path = "policy/public.html")]
pub struct Public {
    c: Chrome,
    rules: Vec<PublicRule>,
}

impl Public {
    fn marks(&self, rule: &PublicRule) -> Vec<(&'static str, Said)> {
        of::verdict(&Verdict {
            severity: rule.severity,
            reject_media: rule.reject_media,
            reject_reports: false,
        })
    }

    /// Examples for the test that renders every page.
    pub fn samples() -> Vec<Self> {
        let rule = |name: &str, severity| PublicRule {
            name: name.to_owned(),
            severity,
            reject_media: true,
            comment: "sells <b>pills</b>".to_owned(),
        };
        let rules = vec![
            rule("spa*.exa****", Severity::Suspend),
            rule("loud.example", Severity::Silence),
            rule("pictures.example", Severity::None),
        ];
        [Vec::new(), rules]
            .into_iter()
            .map(|rules| Self {
                c: samples::chrome("/about/servers"),
                rules,
            })
            .collect()
    }
}

/// `GET /about/servers`, where those who look after the site chose to show it.
pub async fn show(service: web::Data<Service>, visitor: Visitor) -> Result<HttpResponse, Fault> {
    let rules = service.public_rules().await?.ok_or(Error::NotFound)?;
    let c = visitor.chrome();
    send(&visitor, StatusCode::OK, &Public { c, rules })
}
