//! A list.

use crate::domain::id::{ActorId, ListId, ListItemId};
use crate::domain::list::{List, ListKind, ListOf, SmartQuery};
use crate::domain::text::markdown;
use crate::http::extract::Visitor;
use crate::http::linked_data;
use crate::http::pages::chrome::Chrome;
use crate::http::pages::{samples, send_kept, text, words};
use crate::http::problem::Fault;
use crate::http::sharing::Shared;
use crate::http::shelf::Shelf;
use crate::service::Service;
use crate::service::freshness::Tag;
use crate::service::sharing::SharedCard;
use crate::service::views::{AppearsIn, ListPage, ListProgress, ListRow, ListRowReview};
use actix_web::{HttpRequest, HttpResponse, web};
use askama::Template;
use askama::filters::Safe;

/// The page.
#[derive(Template)]
#[template(path = "list/read.html")]
pub struct Read {
    c: Chrome,
    v: ListPage,
    s: Shared,
    data: Safe<String>,
}

impl Read {
    /// The page of this view.
    pub fn new(c: Chrome, v: ListPage, origin: &str) -> Self {
        let card = SharedCard::of_list(&c.site_name, &v.list, &v.author, v.total);
        let intro = crate::domain::text::plain::from_html(v.list.intro_html.as_str());
        let s = Shared {
            description: crate::domain::text::plain::excerpt(&intro, 300),
            creator: Some(v.author.handle.clone()),
            indexable: v.author.indexable,
            ..Shared::new("article", v.list.title.clone(), v.canonical.clone(), origin, &card)
        };
        Self {
            data: linked_data::list(&v, origin),
            s,
            c,
            v,
        }
    }

    /// The address of another page of what is shown.
    fn turned(&self, page: &u32) -> String {
        let missing = if self.v.only_missing { "missing=yes&" } else { "" };
        format!("{}?{missing}page={page}", self.v.path)
    }

    fn pages(&self) -> Vec<u32> {
        let number = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
        words::page_numbers(&number(self.v.page), &number(self.v.pages))
    }

    fn is_page(&self, page: &u32) -> bool {
        usize::try_from(*page).is_ok_and(|page| page == self.v.page)
    }

    /// The number of the first row.
    fn start(&self) -> usize {
        self.v.rows.first().map_or(1, |row| row.place)
    }

    fn is_ranked(&self) -> bool {
        self.v.list.kind == ListKind::Ranked
    }

    /// An example of a list.
    pub fn sample_list(kind: ListKind, of: ListOf) -> List {
        List {
            id: ListId::new("l1"),
            author_id: ActorId::new("a1"),
            title: "Best Picture <winners>".to_owned(),
            slug: "winners".to_owned(),
            language: "en".to_owned(),
            kind,
            of,
            intro: "Every one of them, *in the end*.".to_owned(),
            intro_html: markdown::to_html("Every one of them, *in the end*."),
            query: SmartQuery::default(),
            canon: None,
            public: true,
            created_at: samples::moment(),
            changed_at: samples::moment(),
            published_at: Some(samples::moment()),
        }
    }

    /// Examples of rows.
    pub fn sample_rows() -> Vec<ListRow> {
        let review = ListRowReview {
            path: "/@ines/film-0".to_owned(),
            rating: Some("Will watch again".to_owned()),
            recommend: true,
            published_at: samples::moment(),
        };
        let done = ListRow {
            place: 1,
            id: ListItemId::new("i1"),
            title: "The Salt Road".to_owned(),
            year: Some(1974),
            film_path: Some("/films/film-0".to_owned()),
            person: "Marta Osei".to_owned(),
            part: "The elder sister".to_owned(),
            award: "1974".to_owned(),
            note: "The border scene.".to_owned(),
            note_html: markdown::to_html("The border scene."),
            done_at: Some(samples::moment()),
            review: Some(review),
            added_at: samples::moment(),
        };
        let missing = ListRow {
            place: 2,
            id: ListItemId::new("i2"),
            title: "Harbour, <Morning>".to_owned(),
            year: None,
            film_path: None,
            person: String::new(),
            part: String::new(),
            award: String::new(),
            note: String::new(),
            note_html: crate::domain::text::SafeHtml::default(),
            done_at: None,
            review: None,
            ..done.clone()
        };
        vec![done, missing]
    }

    /// Examples for the test that renders every page.
    pub fn samples() -> Vec<Self> {
        let canonical = ListPage {
            list: Self::sample_list(ListKind::Canonical, ListOf::Films),
            path: "/@ines/lists/winners".to_owned(),
            canonical: "https://rows.example/@ines/lists/winners".to_owned(),
            author: samples::author(),
            rows: Self::sample_rows(),
            total: 97,
            progress: Some(ListProgress {
                done: 87,
                total: 97,
                complete_on: None,
            }),
            missing_named: vec!["Harbour, Morning".to_owned(), "Paper Lanterns (1998)".to_owned()],
            missing_total: 10,
            only_missing: false,
            page: 2,
            pages: 3,
            is_author: false,
        };
        let performances = ListPage {
            list: Self::sample_list(ListKind::Ranked, ListOf::Performances),
            progress: None,
            page: 1,
            pages: 1,
            is_author: true,
            ..canonical.clone()
        };
        let complete = ListPage {
            progress: Some(ListProgress {
                done: 2,
                total: 2,
                complete_on: Some(samples::moment()),
            }),
            missing_named: Vec::new(),
            missing_total: 0,
            only_missing: true,
            rows: Vec::new(),
            page: 1,
            pages: 1,
            ..canonical.clone()
        };
        let new = |c, v| Self::new(c, v, "https://rows.example");
        vec![
            new(samples::chrome("/@ines/lists/winners"), canonical),
            new(samples::signed_in("/@ines/lists/winners"), performances),
            new(samples::chrome("/@ines/lists/winners"), complete),
        ]
    }
}

/// `?missing=yes&page=2`.
#[derive(serde::Deserialize)]
pub struct ListQuery {
    missing: Option<String>,
    page: Option<String>,
}

/// `GET /@{handle}/lists/{slug}`.
pub async fn show(
    service: web::Data<Service>,
    shelf: web::Data<Shelf>,
    visitor: Visitor,
    path: web::Path<(String, String)>,
    query: web::Query<ListQuery>,
    request: HttpRequest,
) -> Result<HttpResponse, Fault> {
    let (handle, slug) = path.into_inner();
    let missing = query.missing.as_deref() == Some("yes");
    let page = query.page.as_deref().and_then(|page| page.parse().ok()).unwrap_or(1);
    let make = || async {
        let view = service
            .list_page(&handle, &slug, visitor.viewer(), missing, page)
            .await?;
        let tags = vec![Tag::site(), Tag::list(&view.list.id), Tag::actor(&view.author.id)];
        Ok((text(&Read::new(visitor.chrome(), view, service.urls().origin()))?, tags))
    };
    let key = format!("/@{handle}/lists/{slug} {missing} {page}");
    send_kept(&service, &shelf, &request, &visitor, &key, make).await
}

/// Examples of places where a film stands.
pub fn sample_places() -> Vec<AppearsIn> {
    let place = |title: &str, people: &[&str]| AppearsIn {
        title: title.to_owned(),
        path: "/@ines/lists/winners".to_owned(),
        people: people.iter().map(|name| (*name).to_owned()).collect(),
    };
    vec![
        place("Ten films for a <long> train", &[]),
        place("Best Actress winners", &["Marta Osei", "Lena Fell"]),
    ]
}
