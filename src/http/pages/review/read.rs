//! A review's page.

use crate::domain::id::ReviewId;
use crate::http::extract::Visitor;
use crate::http::linked_data;
use crate::http::pages::chrome::{Chrome, done};
use crate::http::pages::comment::thread;
use crate::http::pages::{PageQuery, go, samples, send_kept, text, words};
use crate::http::problem::Fault;
use crate::http::sharing::Shared;
use crate::http::shelf::Shelf;
use crate::http::webmention::announce;
use crate::service::freshness::Tag;
use crate::service::sharing::SharedCard;
use crate::service::views::ReviewPage;
use crate::service::{Error, Service};
use actix_web::http::header;
use actix_web::{HttpRequest, HttpResponse, web};
use askama::Template;
use askama::filters::Safe;

/// The page.
#[derive(Template)]
#[template(path = "review/read.html")]
pub struct Read {
    c: Chrome,
    v: ReviewPage,
    s: Shared,
    data: Safe<String>,
    root_path: String,
    tag: &'static str,
    at: &'static str,
    webmention: Option<String>,
    pingback: Option<String>,
}

impl Read {
    /// The page of this view.
    pub fn new(c: Chrome, v: ReviewPage, origin: &str) -> Self {
        let card = SharedCard::of_review_page(&c.site_name, &v);
        let s = Shared {
            description: v.teaser.clone(),
            creator: Some(v.author.handle.clone()),
            indexable: v.author.indexable,
            published: Some((v.published_at, v.edited_at)),
            tags: v.tags.clone(),
            ..Shared::new("article", v.title(), v.canonical.clone(), origin, &card)
        };
        Self {
            root_path: format!("/r/{}", v.id),
            data: linked_data::review(&v, &c.site_name, origin),
            s,
            c,
            v,
            tag: "h1",
            at: "",
            webmention: None,
            pingback: None,
        }
    }

    /// The page as this site offers it: with the ways in which other sites can say that they link to it.
    fn offering(mut self, service: &Service) -> Self {
        let settings = &service.config().mentions;
        self.webmention = settings.webmention.then(|| service.urls().webmention().into());
        self.pingback = settings.pingback.then(|| service.urls().pingback().into());
        self
    }

    /// Examples for the test that renders every page.
    pub fn samples() -> Vec<Self> {
        let new = |c, v| Self::new(c, v, "https://rows.example");
        vec![
            new(samples::chrome("/@ines/film-0"), samples::full_review()),
            new(samples::signed_in("/@ines/film-0"), samples::full_review()),
            new(samples::signed_in("/@ines/film-0"), samples::bare_review()),
        ]
    }
}

/// `GET /@{handle}/{slug}`.
pub async fn show(
    service: web::Data<Service>,
    shelf: web::Data<Shelf>,
    visitor: Visitor,
    path: web::Path<(String, String)>,
    query: web::Query<PageQuery>,
    request: HttpRequest,
) -> Result<HttpResponse, Fault> {
    let (handle, slug) = path.into_inner();
    let page = query.number();
    service.review_page_seen(&handle, &slug);
    let make = || async {
        let view = service.review_page(&handle, &slug, visitor.viewer(), page).await?;
        let mut tags = vec![
            Tag::review(&view.id),
            Tag::film(&view.film_id),
            Tag::lists(),
            Tag::essays(),
            Tag::actor(&view.author.id),
        ];
        let talk = &view.conversation;
        let faces = talk.likes.shown.iter().chain(&talk.boosts.shown);
        let people = faces.chain(talk.comments.iter().filter_map(|c| c.author.as_ref()));
        tags.extend(people.map(|a| Tag::actor(&a.id)));
        let answered = talk.comments.iter().filter_map(|c| c.in_reply_to.as_ref());
        tags.extend(answered.map(|a| Tag::actor(&a.author)));
        tags.extend(
            view.mentions
                .all()
                .filter_map(|said| said.author_id.as_ref())
                .map(Tag::actor),
        );
        let page = Read::new(visitor.chrome(), view, service.urls().origin()).offering(&service);
        Ok((text(&page)?, tags))
    };
    let sent = send_kept(
        &service,
        &shelf,
        &request,
        &visitor,
        &format!("/@{handle}/{slug} {page}"),
        make,
    )
    .await;
    match sent {
        Ok(mut answer) => {
            announce(&service, &mut answer);
            Ok(answer)
        }
        // The author may have changed the address.
        Err(Fault::Service(Error::NotFound)) => match service.moved_review_path(&handle, &slug).await? {
            Some(path) => Ok(HttpResponse::MovedPermanently()
                .insert_header((header::LOCATION, path))
                .insert_header((header::CACHE_CONTROL, "no-cache"))
                .insert_header((header::VARY, "Accept"))
                .finish()),
            None => Err(Error::NotFound.into()),
        },
        Err(fault) => Err(fault),
    }
}

/// `GET /r/{id}` for people: on to the page of the review, with what was just done and the page of the conversation.
pub async fn by_id(
    service: web::Data<Service>,
    id: web::Path<String>,
    query: web::Query<DoneQuery>,
) -> Result<HttpResponse, Fault> {
    let path = service.review_path(&ReviewId::new(id.into_inner())).await?;
    let done = query.done.as_deref().filter(|code| done(code).is_some());
    let page = query.page.as_deref().and_then(|page| page.parse::<u32>().ok());
    let path = match page {
        Some(page) if page > 1 => format!("{path}?page={page}"),
        _ => path,
    };
    Ok(go(&path, done.unwrap_or_default()))
}

/// `?done=liked&page=2`.
#[derive(serde::Deserialize)]
pub struct DoneQuery {
    done: Option<String>,
    page: Option<String>,
}
