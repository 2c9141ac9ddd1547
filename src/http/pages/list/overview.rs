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
    /// Award lists that whoever reads this may take: key, title, entries.
    canons: Vec<(&'static str, &'static str, usize)>,
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
            canons: Vec::new(),
        }
    }

    /// With the award lists on offer that the viewer does not keep yet.
    fn offering(mut self, canons: Vec<(&'static str, &'static str, usize)>) -> Self {
        let Some(viewer) = self.c.viewer.as_ref().filter(|viewer| viewer.may_write) else {
            return self;
        };
        let own = |title: &str| {
            let mut lists = self.v.lists.iter();
            lists.any(|list| list.kind == ListKind::Canonical && list.author.url == viewer.path && list.title == title)
        };
        self.canons = canons.into_iter().filter(|(_, title, _)| !own(title)).collect();
        self
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
            new(samples::signed_in("/lists"), ListsPage::default()).offering(vec![(
                "best-picture",
                "Best Picture winners",
                97,
            )]),
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
        Ok((text(&page.offering(service.canon_choices()))?, tags))
    };
    send_kept(&service, &shelf, &request, &visitor, "/lists", make).await
}
