//! Every list of the site.

use crate::domain::id::ListId;
use crate::domain::list::{ListKind, ListOf};
use crate::http::extract::Visitor;
use crate::http::pages::chrome::Chrome;
use crate::http::pages::{samples, send_kept, text, words};
use crate::http::problem::Fault;
use crate::http::sharing::Shared;
use crate::http::shelf::Shelf;
use crate::service::Service;
use crate::service::freshness::Tag;
use crate::service::sharing::SharedCard;
use crate::service::views::{ListCard, ListProgress, ListsPage};
use actix_web::{HttpRequest, HttpResponse, web};
use askama::Template;

/// The page.
#[derive(Template)]
#[template(path = "list/overview.html")]
pub struct Overview {
    c: Chrome,
    v: ListsPage,
    s: Shared,
    many_authors: bool,
}

impl Overview {
    /// The page of this view.
    pub fn new(c: Chrome, v: ListsPage, origin: &str, card: &SharedCard) -> Self {
        let first = v.lists.first().map(|list| &list.author.id);
        Self {
            many_authors: v.lists.iter().any(|list| Some(&list.author.id) != first),
            s: Shared::new(
                "website",
                words::say("nav-lists").into(),
                format!("{origin}/lists"),
                origin,
                card,
            ),
            c,
            v,
        }
    }

    fn may_write(&self) -> bool {
        self.c.viewer.as_ref().is_some_and(|viewer| viewer.may_write)
    }

    /// Examples for the test that renders every page.
    pub fn samples() -> Vec<Self> {
        let card = |title: &str, kind, progress| ListCard {
            id: ListId::new("l1"),
            path: "/@ines/lists/winners".to_owned(),
            title: title.to_owned(),
            author: samples::author(),
            kind,
            of: ListOf::Films,
            public: kind != ListKind::Smart,
            total: (kind != ListKind::Smart).then_some(97),
            progress,
            changed_at: samples::moment(),
        };
        let partly = ListProgress {
            done: 87,
            total: 97,
            complete_on: None,
        };
        let complete = ListProgress {
            done: 97,
            total: 97,
            complete_on: Some(samples::moment()),
        };
        let full = ListsPage {
            lists: vec![
                card("Best Picture winners", ListKind::Canonical, Some(partly)),
                card("Best Actor <winners>", ListKind::Canonical, Some(complete)),
                card("Ten films for a long train", ListKind::Ranked, None),
                card("Seen at night", ListKind::Smart, None),
            ],
        };
        let new = |c, v| Self::new(c, v, "https://rows.example", &samples::site_card());
        vec![
            new(samples::chrome("/lists"), full.clone()),
            new(samples::signed_in("/lists"), full),
            new(samples::signed_in("/lists"), ListsPage::default()),
        ]
    }
}

/// `GET /lists`.
pub async fn show(
    service: web::Data<Service>,
    shelf: web::Data<Shelf>,
    visitor: Visitor,
    request: HttpRequest,
) -> Result<HttpResponse, Fault> {
    let make = || async {
        let view = service.lists_page(visitor.viewer()).await?;
        let mut tags = vec![Tag::site(), Tag::lists()];
        tags.extend(view.lists.iter().map(|list| Tag::actor(&list.author.id)));
        let page = Overview::new(visitor.chrome(), view, service.urls().origin(), &service.site_card());
        Ok((text(&page)?, tags))
    };
    send_kept(&service, &shelf, &request, &visitor, "/lists", make).await
}
