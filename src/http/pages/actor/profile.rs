//! Somebody's page.

use crate::domain::id::MediaId;
use crate::domain::text::{markdown, plain};
use crate::http::extract::Visitor;
use crate::http::linked_data;
use crate::http::pages::chrome::Chrome;
use crate::http::pages::{PageQuery, samples, send_kept, text, words};
use crate::http::problem::Fault;
use crate::http::sharing::Shared;
use crate::http::shelf::Shelf;
use crate::service::freshness::Tag;
use crate::service::sharing::SharedCard;
use crate::service::views::{ActorCard, MovedTo, ProfilePage};
use crate::service::{Error, Service};
use actix_web::{HttpRequest, HttpResponse, web};
use askama::Template;
use askama::filters::Safe;

/// The page.
#[derive(Template)]
#[template(path = "actor/profile.html")]
pub struct Profile {
    c: Chrome,
    v: ProfilePage,
    s: Shared,
    data: Safe<String>,
    origin: String,
}

impl Profile {
    /// The page of this view.
    pub fn new(c: Chrome, v: ProfilePage, origin: &str) -> Self {
        let card = SharedCard::of_person(&c.site_name, &v.actor, &v.short_handle, v.avatar_id.clone());
        let base = Self::base_of(&v);
        let title = format!("{} ({})", v.actor.name, v.actor.handle);
        let s = Shared {
            description: plain::excerpt(&plain::from_html(v.summary.as_str()), 300),
            creator: Some(v.actor.handle.clone()),
            indexable: v.actor.indexable,
            ..Shared::new("profile", title, format!("{origin}{base}"), origin, &card)
        };
        Self {
            data: linked_data::profile(&v.actor, origin, v.joined),
            s,
            c,
            v,
            origin: origin.to_owned(),
        }
    }

    /// Path of the list without its page number.
    fn base(&self) -> String {
        Self::base_of(&self.v)
    }

    fn base_of(v: &ProfilePage) -> String {
        match &v.tag {
            Some(tag) => format!("{}/tags/{tag}", v.actor.url),
            None => v.actor.url.clone(),
        }
    }

    /// Examples for the test that renders every page.
    pub fn samples() -> Vec<Self> {
        let full = ProfilePage {
            actor: samples::author(),
            short_handle: "ines".to_owned(),
            actor_url: "https://rows.example/users/ines".to_owned(),
            avatar: Some("/media/m0/400.webp".to_owned()),
            avatar_id: Some(MediaId::new("m0")),
            summary: markdown::to_html("I watch old films *late* at night."),
            list: samples::list(samples::cards(), 1),
            tag: None,
            followers: 148,
            following: 1,
            joined: samples::moment(),
            moved: None,
        };
        let bare = ProfilePage {
            avatar: None,
            avatar_id: None,
            actor: ActorCard {
                indexable: false,
                ..samples::author()
            },
            summary: markdown::to_html(""),
            list: samples::list(Vec::new(), 1),
            followers: 0,
            following: 0,
            ..full.clone()
        };
        let new = |v| Self::new(samples::chrome("/@ines"), v, "https://rows.example");
        let tagged = ProfilePage {
            tag: Some("trains".to_owned()),
            ..full.clone()
        };
        let moved = ProfilePage {
            moved: Some(MovedTo {
                words: "@ines@new.example".to_owned(),
                url: "https://new.example/@ines".to_owned(),
            }),
            ..full.clone()
        };
        vec![new(full), new(bare), new(tagged), new(moved)]
    }
}

/// `GET /@{handle}`.
pub async fn show(
    service: web::Data<Service>,
    shelf: web::Data<Shelf>,
    visitor: Visitor,
    handle: web::Path<String>,
    query: web::Query<PageQuery>,
    request: HttpRequest,
) -> Result<HttpResponse, Fault> {
    respond(&service, &shelf, &visitor, (&handle, None), query.number(), &request).await
}

/// `GET /@{handle}/tags/{tag}`.
pub async fn tagged(
    service: web::Data<Service>,
    shelf: web::Data<Shelf>,
    visitor: Visitor,
    path: web::Path<(String, String)>,
    query: web::Query<PageQuery>,
    request: HttpRequest,
) -> Result<HttpResponse, Fault> {
    let (handle, tag) = path.into_inner();
    respond(
        &service,
        &shelf,
        &visitor,
        (&handle, Some(&tag)),
        query.number(),
        &request,
    )
    .await
}

async fn respond(
    service: &Service,
    shelf: &Shelf,
    visitor: &Visitor,
    (handle, tag): (&str, Option<&str>),
    page: u32,
    request: &HttpRequest,
) -> Result<HttpResponse, Fault> {
    let make = || async {
        let view = service.profile_page(handle, tag, page).await?;
        if view.list.reviews.is_empty() && page > 1 {
            return Err(Error::NotFound.into());
        }
        let mut tags = vec![Tag::site(), Tag::actor(&view.actor.id)];
        tags.extend(view.list.reviews.iter().map(|r| Tag::review(&r.id)));
        Ok((
            text(&Profile::new(visitor.chrome(), view, service.urls().origin()))?,
            tags,
        ))
    };
    let key = format!("/@{handle} {} {page}", tag.unwrap_or_default());
    send_kept(service, shelf, request, visitor, &key, make).await
}
