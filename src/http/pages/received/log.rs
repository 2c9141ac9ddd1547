//! The inbox log: what other servers sent, newest first.

use super::words as kinds;
use crate::domain::account::Permission;
use crate::http::extract::Visitor;
use crate::http::pages::chrome::Chrome;
use crate::http::pages::{samples, send, words};
use crate::http::problem::Fault;
use crate::service::Service;
use crate::service::received::{Entry, LogPage, LogQuery, State, VERBS};
use actix_web::http::StatusCode;
use actix_web::{HttpResponse, web};
use askama::Template;

/// Where the log stands.
pub const PATH: &str = "/settings/federation/inbox";

/// The page.
#[derive(Template)]
#[template(path = "received/log.html")]
pub struct Log {
    c: Chrome,
    v: LogPage,
    asked: LogQuery,
}

impl Log {
    fn is_filtered(&self) -> bool {
        !self.asked.search.trim().is_empty() || self.asked.state.is_some() || !self.asked.verb.is_empty()
    }

    fn states(&self) -> [State; 5] {
        State::ALL
    }

    fn verbs(&self) -> [&'static str; 18] {
        VERBS
    }

    /// The type that was asked for, when the list does not offer it.
    fn other_verb(&self) -> Option<&str> {
        let verb = self.asked.verb.as_str();
        (!verb.is_empty() && !VERBS.contains(&verb)).then_some(verb)
    }

    /// The same question from another row on.
    fn address(&self, before: Option<&str>) -> String {
        let mut query = url::form_urlencoded::Serializer::new(String::new());
        for (name, value) in [
            ("q", self.asked.search.as_str()),
            ("outcome", self.asked.state.map_or("", State::as_str)),
            ("kind", &self.asked.verb),
            ("before", before.unwrap_or_default()),
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
        let new = |entries: Vec<Entry>, older: Option<&str>, asked: LogQuery| Self {
            c: samples::signed_in(PATH),
            v: LogPage {
                entries,
                older: older.map(str::to_owned),
                days: 14,
            },
            asked,
        };
        let asked = LogQuery {
            search: "a-rather-long-server-name.example".to_owned(),
            state: Some(State::Refused),
            verb: "Listen".to_owned(),
            before: Some("01j".to_owned()),
        };
        let entries = super::entry::examples();
        vec![
            new(Vec::new(), None, LogQuery::default()),
            new(Vec::new(), None, asked.clone()),
            new(entries.clone(), None, LogQuery::default()),
            new(entries, Some("01h"), asked),
        ]
    }
}

/// `?q=…&outcome=…&kind=…&before=…`
#[derive(serde::Deserialize)]
pub struct Asked {
    q: Option<String>,
    outcome: Option<String>,
    kind: Option<String>,
    before: Option<String>,
}

/// `GET /settings/federation/inbox`.
pub async fn show(
    service: web::Data<Service>,
    visitor: Visitor,
    asked: web::Query<Asked>,
) -> Result<HttpResponse, Fault> {
    let viewer = visitor.allowed(Permission::ReadDiagnostics)?;
    let asked = asked.into_inner();
    let short = |text: Option<String>, most: usize| -> String {
        text.unwrap_or_default()
            .chars()
            .filter(|c| !c.is_control())
            .take(most)
            .collect()
    };
    let asked = LogQuery {
        search: short(asked.q, 2_000),
        state: asked.outcome.as_deref().and_then(State::parse),
        verb: short(asked.kind, 60),
        before: Some(short(asked.before, 26)).filter(|id| !id.is_empty()),
    };
    let v = service.inbox_log(viewer, asked.clone()).await?;
    let c = visitor.chrome();
    send(&visitor, StatusCode::OK, &Log { c, v, asked })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_address_of_the_next_page_holds_what_was_asked() {
        let page = Log {
            c: samples::signed_in(PATH),
            v: LogPage::default(),
            asked: LogQuery {
                search: "@a&b@c.example".to_owned(),
                state: Some(State::Ignored),
                ..LogQuery::default()
            },
        };
        assert_eq!(
            page.address(Some("01j")),
            "/settings/federation/inbox?q=%40a%26b%40c.example&outcome=ignored&before=01j"
        );
    }
}
