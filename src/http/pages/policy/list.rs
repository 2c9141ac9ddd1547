//! Every rule between servers, and the block lists.

use super::words as of;
use crate::domain::account::Permission;
use crate::domain::id::BlockListId;
use crate::domain::policy::{BlockList, Policy, Severity, Target};
use crate::http::extract::Visitor;
use crate::http::forms::Form;
use crate::http::pages::chrome::{Chrome, Errors};
use crate::http::pages::{go, samples, send, words};
use crate::http::problem::Fault;
use crate::service::Service;
use crate::service::policies::{ListInput, RuleLine, RulesPage};
use actix_web::http::{StatusCode, header};
use actix_web::{HttpResponse, web};
use askama::Template;
use url::Url;

/// Where the list stands.
pub const PATH: &str = "/moderation/servers";

/// The page.
#[derive(Template)]
#[template(path = "policy/list.html")]
pub struct List {
    c: Chrome,
    errors: Errors,
    v: RulesPage,
    search: String,
    input: ListInput,
    undo: Option<String>,
}

impl List {
    fn rule_address(&self, line: &RuleLine) -> String {
        super::rule::address(line.policy.target.name())
    }

    fn page_address(&self, page: &u32) -> String {
        let mut query = url::form_urlencoded::Serializer::new(String::new());
        if !self.search.is_empty() {
            query.append_pair("q", &self.search);
        }
        query.append_pair("page", &page.to_string());
        format!("{PATH}?{}", query.finish())
    }

    fn page(&self) -> u32 {
        u32::try_from(self.v.page).unwrap_or(1)
    }

    fn page_count(&self) -> u32 {
        u32::try_from(self.v.pages).unwrap_or(1)
    }

    /// Examples for the test that renders every page.
    pub fn samples() -> Vec<Self> {
        let rule = |target, severity, comment: &str, list: Option<&str>| RuleLine {
            policy: Policy {
                severity,
                reject_media: true,
                public_comment: comment.to_owned(),
                private_comment: comment.to_uppercase(),
                ..Policy::new(target, samples::moment())
            },
            list: list.map(str::to_owned),
        };
        let new = |lines: Vec<RuleLine>, lists, errors, search: &str, pages| Self {
            c: samples::signed_in(PATH),
            errors,
            v: RulesPage {
                total: lines.len(),
                known: lines.len() + 1,
                page: 1,
                pages,
                is_public: pages > 1,
                only_listed: pages > 1,
                lines,
                lists,
            },
            search: search.to_owned(),
            input: ListInput {
                hours: "24".to_owned(),
                ..ListInput::default()
            },
            undo: (pages > 1).then(|| "b1".to_owned()),
        };
        let host = |name: &str| Target::Host(name.to_owned());
        vec![
            new(Vec::new(), Vec::new(), Errors::default(), "", 1),
            new(
                vec![
                    rule(
                        host("spam.example"),
                        Severity::Suspend,
                        "sells <b>pills</b>",
                        Some("A <i>list</i>"),
                    ),
                    rule(host("friend.example"), Severity::Allow, "", None),
                    rule(
                        Target::Actor("https://loud.example/users/eve".to_owned()),
                        Severity::Silence,
                        "",
                        None,
                    ),
                ],
                examples(),
                Errors::one("url", "input-list-url"),
                "<sp>",
                3,
            ),
        ]
    }
}

/// A list that is read, one that cannot be, and a file.
pub(super) fn examples() -> Vec<BlockList> {
    let list = |n: u8, url: Option<&str>, waiting, error: Option<&str>| BlockList {
        id: BlockListId::new(format!("l{n}")),
        name: format!("List <b>{n}</b>"),
        url: url.and_then(|url| Url::parse(url).ok()),
        every_hours: 24,
        content: String::new(),
        passed_over: Vec::new(),
        waiting,
        etag: None,
        last_modified: None,
        read_at: error.is_none().then(samples::moment),
        next_at: Some(samples::moment()),
        error: error.map(str::to_owned),
        created_at: samples::moment(),
    };
    vec![
        list(1, Some("https://lists.example/tier0.csv"), 7, None),
        list(2, Some("https://gone.example/list.csv"), 0, Some("it answered <404>")),
        list(3, None, 120, None),
    ]
}

/// `?q=…&page=…&undo=…`
#[derive(serde::Deserialize)]
pub struct Asked {
    q: Option<String>,
    page: Option<String>,
    undo: Option<String>,
}

async fn page(
    service: &Service,
    visitor: &Visitor,
    asked: Asked,
    input: ListInput,
    (status, errors): (StatusCode, Errors),
) -> Result<HttpResponse, Fault> {
    let viewer = visitor.allowed(Permission::Moderate)?;
    let search: String = asked.q.unwrap_or_default();
    let search: String = search.chars().filter(|c| !c.is_control()).take(300).collect();
    let number = asked.page.and_then(|page| page.parse().ok()).unwrap_or(1);
    let v = service.rules_page(viewer, &search, number).await?;
    let page = List {
        c: visitor.chrome(),
        errors,
        v,
        search,
        input,
        undo: asked.undo.filter(|batch| batch.len() <= 40),
    };
    send(visitor, status, &page)
}

fn daily() -> ListInput {
    ListInput {
        hours: "24".to_owned(),
        ..ListInput::default()
    }
}

/// `GET /moderation/servers`.
pub async fn show(
    service: web::Data<Service>,
    visitor: Visitor,
    asked: web::Query<Asked>,
) -> Result<HttpResponse, Fault> {
    let fine = (StatusCode::OK, Errors::default());
    page(&service, &visitor, asked.into_inner(), daily(), fine).await
}

/// `GET /moderation/servers/rules.csv`: every rule for a server, in the columns of Mastodon.
pub async fn file(service: web::Data<Service>, visitor: Visitor) -> Result<HttpResponse, Fault> {
    let viewer = visitor.allowed(Permission::Moderate)?;
    let file = service.rules_file(viewer).await?;
    Ok(HttpResponse::Ok()
        .content_type("text/csv; charset=utf-8")
        .insert_header((header::CACHE_CONTROL, "private, no-store"))
        .insert_header((
            header::CONTENT_DISPOSITION,
            "attachment; filename=\"domain_blocks.csv\"",
        ))
        .body(file))
}

/// `POST /moderation/servers/{verb}`: `import` a file or what was pasted, `follow` a list, `public` or `private`.
pub async fn press(
    service: web::Data<Service>,
    visitor: Visitor,
    verb: web::Path<String>,
    form: Form,
) -> Result<HttpResponse, Fault> {
    visitor.check(&form, &["name", "url", "hours", "text"])?;
    let viewer = visitor.allowed(Permission::Moderate)?;
    let mut input = daily();
    let pressed = match verb.as_str() {
        "import" => {
            let name = words::say("policy-file").to_string();
            let bytes = match form.file("file") {
                Some(file) => file.bytes.clone().unwrap_or_default(),
                None => web::Bytes::copy_from_slice(form.text("text").as_bytes()),
            };
            let taken = service.take_block_list(viewer, &name, &bytes).await;
            taken.map(|id| (format!("{PATH}/lists/{id}"), "list-taken"))
        }
        "follow" => {
            input = ListInput {
                name: form.text("name").to_owned(),
                url: form.text("url").to_owned(),
                hours: form.text("hours").to_owned(),
            };
            let followed = service.follow_block_list(viewer, &input).await;
            followed.map(|id| (format!("{PATH}/lists/{id}"), "list-followed"))
        }
        "public" | "private" => {
            let shown = service.show_rules(viewer, verb.as_str() == "public").await;
            shown.map(|()| (PATH.to_owned(), "saved"))
        }
        _ => return Err(crate::service::Error::NotFound.into()),
    };
    match pressed {
        Ok((place, done)) => Ok(go(&place, done)),
        Err(error) => {
            let wrong = Errors::from_service(error, "file")?;
            let asked = Asked {
                q: None,
                page: None,
                undo: None,
            };
            page(&service, &visitor, asked, input, wrong).await
        }
    }
}
