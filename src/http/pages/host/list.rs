//! Every server that is known here.

use super::words as doing;
use crate::domain::account::Permission;
use crate::http::extract::Visitor;
use crate::http::pages::chrome::Chrome;
use crate::http::pages::{samples, send, words};
use crate::http::problem::Fault;
use crate::service::Service;
use crate::service::hosts::{HostPage, HostQuery, HostState, HostView, Sort};
use actix_web::http::StatusCode;
use actix_web::{HttpResponse, web};
use askama::Template;

/// Where the list stands.
pub const PATH: &str = "/settings/federation/hosts";

/// The page.
#[derive(Template)]
#[template(path = "host/list.html")]
pub struct List {
    c: Chrome,
    v: HostPage,
    asked: HostQuery,
}

impl List {
    fn is_filtered(&self) -> bool {
        !self.asked.search.trim().is_empty() || self.asked.state.is_some()
    }

    fn states(&self) -> [HostState; 4] {
        HostState::ALL
    }

    fn sorts(&self) -> [Sort; 5] {
        Sort::ALL
    }

    /// The same question for another page.
    fn address(&self, page: &u32) -> String {
        let mut query = url::form_urlencoded::Serializer::new(String::new());
        let sort = (self.asked.sort != Sort::default()).then(|| self.asked.sort.as_str());
        let number = (*page > 1).then(|| page.to_string());
        for (name, value) in [
            ("q", self.asked.search.as_str()),
            ("state", self.asked.state.map_or("", HostState::as_str)),
            ("sort", sort.unwrap_or_default()),
            ("page", number.as_deref().unwrap_or_default()),
        ] {
            if !value.is_empty() {
                query.append_pair(name, value);
            }
        }
        match query.finish() {
            empty if empty.is_empty() => PATH.to_owned(),
            query => format!("{PATH}?{query}"),
        }
    }

    /// Examples for the test that renders every page.
    pub fn samples() -> Vec<Self> {
        let new = |hosts: Vec<HostView>, pages: u32, asked: HostQuery| Self {
            c: samples::signed_in(PATH),
            v: HostPage {
                total: hosts.len(),
                known: hosts.len() * 3,
                hosts,
                page: 1,
                pages,
            },
            asked,
        };
        let asked = HostQuery {
            search: "<mast>".to_owned(),
            state: Some(HostState::Parked),
            sort: Sort::Waiting,
            page: 1,
        };
        vec![
            new(Vec::new(), 1, HostQuery::default()),
            new(Vec::new(), 1, asked.clone()),
            new(super::one::examples(), 1, HostQuery::default()),
            new(super::one::examples(), 12, asked),
        ]
    }
}

/// `?q=…&state=…&sort=…&page=…`
#[derive(serde::Deserialize)]
pub struct Asked {
    q: Option<String>,
    state: Option<String>,
    sort: Option<String>,
    page: Option<String>,
}

/// `GET /settings/federation/hosts`.
pub async fn show(
    service: web::Data<Service>,
    visitor: Visitor,
    asked: web::Query<Asked>,
) -> Result<HttpResponse, Fault> {
    let viewer = visitor.allowed(Permission::ReadDiagnostics)?;
    let asked = asked.into_inner();
    let search = asked.q.unwrap_or_default();
    let asked = HostQuery {
        search: search.chars().filter(|c| !c.is_control()).take(300).collect(),
        state: asked.state.as_deref().and_then(HostState::parse),
        sort: asked.sort.as_deref().and_then(Sort::parse).unwrap_or_default(),
        page: asked.page.and_then(|page| page.parse().ok()).unwrap_or(1),
    };
    let v = service.known_hosts(viewer, asked.clone()).await?;
    let c = visitor.chrome();
    send(&visitor, StatusCode::OK, &List { c, v, asked })
}
