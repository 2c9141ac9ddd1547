//! One rule: what it is about, and making or changing it.

use super::list::PATH;
use super::words as of;
use crate::domain::account::Permission;
use crate::domain::policy::{Policy, Severity, Target};
use crate::http::extract::Visitor;
use crate::http::forms::Form;
use crate::http::pages::chrome::{Chrome, Errors};
use crate::http::pages::{go, samples, send, words};
use crate::http::problem::Fault;
use crate::service::Service;
use crate::service::policies::{Reach, RuleInput, RuleView, Touched, word};
use actix_web::http::StatusCode;
use actix_web::{HttpResponse, web};
use askama::Template;

/// Where the rule for that server or actor stands.
pub(super) fn address(target: &str) -> String {
    let mut query = url::form_urlencoded::Serializer::new(String::new());
    query.append_pair("target", target);
    format!("{PATH}/rule?{}", query.finish())
}

/// The page.
#[derive(Template)]
#[template(path = "policy/rule.html")]
pub struct Rule {
    c: Chrome,
    errors: Errors,
    v: RuleView,
    input: RuleInput,
}

impl Rule {
    fn levels(&self) -> [Severity; 4] {
        Severity::ALL
    }

    /// The host of a rule for a server, for its page.
    fn host(&self) -> Option<&str> {
        match &self.v.policy.target {
            Target::Host(host) => Some(host),
            Target::Actor(_) => None,
        }
    }

    /// Examples for the test that renders every page.
    pub fn samples() -> Vec<Self> {
        let new = |policy: Policy, exists, reach, people, errors| Self {
            c: samples::signed_in("/moderation/servers/rule?target=spam.example"),
            errors,
            input: RuleInput::of(&policy),
            v: RuleView {
                policy,
                exists,
                reach,
                people,
            },
        };
        let host = Policy::new(Target::Host("spam.example".to_owned()), samples::moment());
        let actor = Target::Actor("https://loud.example/users/eve".to_owned());
        let eve = Touched {
            handle: "@eve@loud.example".to_owned(),
            name: "Eve <b>".to_owned(),
            comments: 3,
            followers: 1,
            following: 2,
        };
        let reach = Reach {
            people: 1,
            comments: 3,
            followers: 1,
            following: 2,
        };
        let silenced = Policy {
            severity: Severity::Silence,
            public_comment: "Loud <i>indeed</i>".to_owned(),
            obfuscate: true,
            ..Policy::new(actor, samples::moment())
        };
        vec![
            new(host, false, Reach::default(), Vec::new(), Errors::default()),
            new(
                silenced,
                true,
                reach,
                vec![eve],
                Errors::one("public_comment", "input-policy-severity"),
            ),
        ]
    }
}

/// `?target=…`
#[derive(serde::Deserialize)]
pub struct Asked {
    target: Option<String>,
}

/// `GET /moderation/servers/rule`.
pub async fn open(
    service: web::Data<Service>,
    visitor: Visitor,
    asked: web::Query<Asked>,
) -> Result<HttpResponse, Fault> {
    let viewer = visitor.allowed(Permission::Moderate)?;
    let target = asked.into_inner().target.unwrap_or_default();
    let v = service.rule_view(viewer, &target).await?;
    let page = Rule {
        c: visitor.chrome(),
        errors: Errors::default(),
        input: RuleInput::of(&v.policy),
        v,
    };
    send(&visitor, StatusCode::OK, &page)
}

/// `POST /moderation/servers/rule`.
pub async fn save(service: web::Data<Service>, visitor: Visitor, form: Form) -> Result<HttpResponse, Fault> {
    visitor.check(&form, &["private_comment", "public_comment"])?;
    let viewer = visitor.allowed(Permission::Moderate)?;
    let mut input = RuleInput {
        target: form.text("target").to_owned(),
        severity: form.text("severity").to_owned(),
        reject_media: form.has("reject_media"),
        reject_reports: form.has("reject_reports"),
        private_comment: form.text("private_comment").to_owned(),
        public_comment: form.text("public_comment").to_owned(),
        obfuscate: form.has("obfuscate"),
    };
    if form.has("lift") {
        input = RuleInput {
            severity: word(Severity::None).to_owned(),
            target: input.target,
            ..RuleInput::default()
        };
    }
    let saved = service.set_rule_between(viewer, &input).await;
    match saved {
        Ok(effect) if effect.rules == 0 => Ok(go(PATH, "nothing-changed")),
        Ok(_) if form.has("lift") => Ok(go(PATH, "server-rule-lifted")),
        Ok(_) => Ok(go(PATH, "server-rule")),
        Err(error) => {
            let (status, errors) = Errors::from_service(error, "severity")?;
            let v = service.rule_view(viewer, &input.target).await?;
            let c = visitor.chrome();
            send(&visitor, status, &Rule { c, errors, v, input })
        }
    }
}
