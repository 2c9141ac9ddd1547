//! The rules: who may comment, what waits, and how single people and servers are treated.

use super::words as doing;
use crate::domain::account::Permission;
use crate::domain::id::{ActorId, AuthorRuleId, ReviewId};
use crate::domain::moderation::policy::{GuestsMay, WordRule};
use crate::domain::moderation::{AuthorRule, CommentPolicy, RuleTarget, Treatment, WhoMay};
use crate::http::extract::Visitor;
use crate::http::forms::Form;
use crate::http::pages::chrome::{Chrome, Errors};
use crate::http::pages::{go, samples, send, words};
use crate::http::problem::Fault;
use crate::messages::{Said, say};
use crate::service::moderation::{AuthorRuleLine, CommentPolicyInput};
use crate::service::{Error, Service};
use actix_web::http::StatusCode;
use actix_web::{HttpResponse, web};
use askama::Template;

/// The page.
#[derive(Template)]
#[template(path = "moderation/rules.html")]
pub struct Rules {
    c: Chrome,
    errors: Errors,
    input: CommentPolicyInput,
    rules: Vec<AuthorRuleLine>,
    may_edit: bool,
}

impl Rules {
    fn everybody(&self) -> [WhoMay; 4] {
        WhoMay::ALL
    }

    fn guests(&self) -> [GuestsMay; 3] {
        GuestsMay::ALL
    }

    /// Examples for the test that renders every page.
    pub fn samples() -> Vec<Self> {
        let rule = |n: u8, target| AuthorRuleLine {
            name: "@jonas@<other>.example".to_owned(),
            rule: AuthorRule {
                id: AuthorRuleId::new(format!("u{n}")),
                target,
                treatment: Treatment::Hold,
                reason: "Sold <b>pills</b>".to_owned(),
                created_at: samples::moment(),
            },
        };
        let new = |errors, rules, may_edit| Self {
            c: samples::signed_in("/moderation/rules"),
            errors,
            input: typed_of(&CommentPolicy {
                words: vec![WordRule {
                    word: "<casino>".to_owned(),
                    rejects: true,
                    reason: "spam".to_owned(),
                }],
                languages: vec!["en".to_owned()],
                ..CommentPolicy::default()
            }),
            rules,
            may_edit,
        };
        let rules = vec![
            rule(1, RuleTarget::Actor(ActorId::new("a1"))),
            rule(2, RuleTarget::Host("other.example".to_owned())),
        ];
        let wrong = Errors::one("spam_at", "input-spam-below-hold");
        vec![new(Errors::default(), Vec::new(), false), new(wrong, rules, true)]
    }
}

/// What may be said of who may comment.
pub fn who(who: &WhoMay) -> Said {
    say(match who {
        WhoMay::Everyone => "who-everyone",
        WhoMay::Followers => "who-followers",
        WhoMay::Followed => "who-followed",
        WhoMay::Nobody => "who-nobody",
    })
}

fn guests(may: &GuestsMay) -> Said {
    say(match may {
        GuestsMay::Not => "guests-not",
        GuestsMay::Wait => "guests-wait",
        GuestsMay::Comment => "guests-comment",
    })
}

/// A policy as it would be typed.
fn typed_of(policy: &CommentPolicy) -> CommentPolicyInput {
    let words = |rejects: bool| {
        let line = |rule: &WordRule| match rule.reason.as_str() {
            "" => rule.word.clone(),
            reason => format!("{}, {reason}", rule.word),
        };
        let lines: Vec<String> = policy
            .words
            .iter()
            .filter(|rule| rule.rejects == rejects)
            .map(line)
            .collect();
        lines.join("\n")
    };
    CommentPolicyInput {
        who: policy.who.as_str().to_owned(),
        guests: policy.guests.as_str().to_owned(),
        hold_first: policy.hold_first,
        close_after_days: match policy.close_after_days {
            0 => String::new(),
            days => days.to_string(),
        },
        links_max: policy.links_max.to_string(),
        words_held: words(false),
        words_rejected: words(true),
        languages: policy.languages.join(", "),
        hold_at: policy.hold_at.to_string(),
        spam_at: policy.spam_at.to_string(),
    }
}

async fn page(
    service: &Service,
    visitor: &Visitor,
    errors: Errors,
    typed: Option<CommentPolicyInput>,
) -> Result<Rules, Fault> {
    let viewer = visitor.allowed(Permission::WriteReviews)?;
    let may_edit = viewer.account.role.may(Permission::Moderate);
    Ok(Rules {
        c: visitor.chrome(),
        errors,
        input: match typed {
            Some(typed) => typed,
            None => typed_of(&service.rulebook().await?.policy),
        },
        rules: match may_edit {
            true => service.author_rules(viewer).await?,
            false => Vec::new(),
        },
        may_edit,
    })
}

/// `GET /moderation/rules`; who writes reviews may read them.
pub async fn open(service: web::Data<Service>, visitor: Visitor) -> Result<HttpResponse, Fault> {
    let page = page(&service, &visitor, Errors::default(), None).await?;
    send(&visitor, StatusCode::OK, &page)
}

/// `POST /moderation/rules`.
pub async fn save(service: web::Data<Service>, visitor: Visitor, form: Form) -> Result<HttpResponse, Fault> {
    visitor.check(&form, &["words_held", "words_rejected"])?;
    form.whole()?;
    let viewer = visitor.allowed(Permission::Moderate)?;
    let text = |name| form.text(name).to_owned();
    let input = CommentPolicyInput {
        who: text("who"),
        guests: text("guests"),
        hold_first: form.has("hold_first"),
        close_after_days: text("close_after_days"),
        links_max: text("links_max"),
        words_held: text("words_held"),
        words_rejected: text("words_rejected"),
        languages: text("languages"),
        hold_at: text("hold_at"),
        spam_at: text("spam_at"),
    };
    match service.set_comment_policy(viewer, &input).await {
        Ok(()) => Ok(go("/moderation/rules", "policy")),
        Err(error) => {
            let (status, errors) = Errors::from_service(error, "who")?;
            send(&visitor, status, &page(&service, &visitor, errors, Some(input)).await?)
        }
    }
}

/// `POST /moderation/rules/author`: makes a rule for a server, or gives any rule up.
pub async fn author(service: web::Data<Service>, visitor: Visitor, form: Form) -> Result<HttpResponse, Fault> {
    visitor.check(&form, &["host", "reason"])?;
    let viewer = visitor.allowed(Permission::Moderate)?;
    let target = RuleTarget::from_parts(form.text("kind"), form.text("host").trim()).ok_or(Error::NotFound)?;
    let treatment = Treatment::parse(form.text("treatment"));
    match service
        .set_author_rule(viewer, target, treatment, form.text("reason"))
        .await
    {
        Ok(_) => Ok(go(
            "/moderation/rules",
            if treatment.is_some() { "rule" } else { "rule-lifted" },
        )),
        Err(error) => {
            let (status, errors) = Errors::from_service(error, "host")?;
            send(&visitor, status, &page(&service, &visitor, errors, None).await?)
        }
    }
}

/// `POST /write/{id}/comments`: who may comment under one review.
pub async fn review(
    service: web::Data<Service>,
    visitor: Visitor,
    id: web::Path<String>,
    form: Form,
) -> Result<HttpResponse, Fault> {
    visitor.check(&form, &[])?;
    let viewer = visitor.signed_in()?;
    let id = ReviewId::new(id.into_inner());
    service
        .set_review_policy(viewer, &id, form.text("who"), form.text("close_after_days"))
        .await?;
    Ok(go(&format!("/write/{id}/delivery"), "policy"))
}
