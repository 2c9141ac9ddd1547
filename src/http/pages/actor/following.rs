//! Following people, here and elsewhere.

use crate::domain::follow::FollowState;
use crate::domain::id::ActorId;
use crate::domain::like::Subject;
use crate::domain::message::Message;
use crate::domain::text::markdown;
use crate::http::extract::Visitor;
use crate::http::forms::Form;
use crate::http::pages::chrome::{Chrome, Errors};
use crate::http::pages::{go, samples, send, words};
use crate::http::problem::Fault;
use crate::service::elsewhere::{PersonPage, PostCard};
use crate::service::follows::FollowView;
use crate::service::lookup::{Found, LookupError};
use crate::service::views::{MovedTo, Viewer};
use crate::service::{Error, Service};
use crate::urls::Local;
use actix_web::http::StatusCode;
use actix_web::{HttpResponse, web};
use askama::Template;
use url::Url;

/// Whom the viewer follows, who follows them, and what is new.
#[derive(Template)]
#[template(path = "actor/following.html")]
pub struct Following {
    c: Chrome,
    errors: Errors,
    who: String,
    posts: Vec<PostCard>,
    following: Vec<FollowView>,
    followers: Vec<FollowView>,
    address: String,
}

/// Somebody of another server.
#[derive(Template)]
#[template(path = "actor/person.html")]
pub struct Person {
    c: Chrome,
    v: PersonPage,
}

impl Following {
    /// Examples for the test that renders every page.
    pub fn samples() -> Vec<Self> {
        let follow = |state| FollowView {
            actor: samples::stranger(),
            state,
            since: samples::moment(),
            overdue: state == FollowState::Pending,
        };
        let empty = Self {
            c: samples::signed_in("/following"),
            errors: Errors::default(),
            who: String::new(),
            posts: Vec::new(),
            following: Vec::new(),
            followers: Vec::new(),
            address: samples::author().handle,
        };
        let full = Self {
            c: samples::signed_in("/following"),
            errors: Errors::one("who", "error-lookup-nobody"),
            who: "@nobody".to_owned(),
            posts: vec![samples::post()],
            following: vec![
                follow(FollowState::Pending),
                follow(FollowState::Accepted),
                follow(FollowState::Rejected),
            ],
            followers: vec![follow(FollowState::Pending), follow(FollowState::Accepted)],
            address: samples::author().handle,
        };
        vec![empty, full]
    }
}

impl Person {
    /// Examples for the test that renders every page.
    pub fn samples() -> Vec<Self> {
        let new = |follow: Option<FollowState>, posts| Self {
            c: samples::signed_in("/people/a2"),
            v: PersonPage {
                actor: samples::stranger(),
                summary: markdown::to_html("Films."),
                overdue: follow == Some(FollowState::Pending),
                moved: (follow.is_none()).then(|| MovedTo {
                    words: "@weld@new.example".to_owned(),
                    url: "https://new.example/@weld".to_owned(),
                }),
                follow,
                posts,
            },
        };
        vec![
            new(Some(FollowState::Pending), Vec::new()),
            new(None, Vec::new()),
            new(Some(FollowState::Accepted), vec![samples::post()]),
        ]
    }
}

async fn show(
    service: &Service,
    visitor: &Visitor,
    viewer: &Viewer,
    who: &str,
    (status, errors): (StatusCode, Errors),
) -> Result<HttpResponse, Fault> {
    let page = Following {
        c: visitor.chrome(),
        errors,
        who: who.to_owned(),
        posts: service.elsewhere(viewer).await?,
        following: service.following(viewer).await?,
        followers: service.followers(viewer).await?,
        address: viewer.actor.full_handle(service.urls().host()),
    };
    send(visitor, status, &page)
}

/// `GET /following`.
pub async fn open(service: web::Data<Service>, visitor: Visitor) -> Result<HttpResponse, Fault> {
    show(
        &service,
        &visitor,
        visitor.signed_in()?,
        "",
        (StatusCode::OK, Errors::default()),
    )
    .await
}

/// `POST /following`: looks up an address and goes to what is there.
pub async fn look_up(service: web::Data<Service>, visitor: Visitor, form: Form) -> Result<HttpResponse, Fault> {
    visitor.check(&form, &["who"])?;
    let viewer = visitor.signed_in()?;
    let who = form.text("who").trim();
    match find(&service, who).await {
        Ok(path) => Ok(go(&path, "")),
        Err(message) => {
            show(
                &service,
                &visitor,
                viewer,
                who,
                (StatusCode::UNPROCESSABLE_ENTITY, Errors::one("who", message)),
            )
            .await
        }
    }
}

/// What another server's “follow” or “reply” button leads to: `GET /authorize_interaction?uri=…`.
pub async fn interaction(
    service: web::Data<Service>,
    visitor: Visitor,
    query: web::Query<UriQuery>,
) -> Result<HttpResponse, Fault> {
    let viewer = visitor.signed_in()?;
    match find(&service, query.uri.trim()).await {
        Ok(path) => Ok(go(&path, "")),
        Err(message) => {
            let errors = (StatusCode::NOT_FOUND, Errors::one("who", message));
            show(&service, &visitor, viewer, query.uri.trim(), errors).await
        }
    }
}

/// `?uri=acct:mara@films.example`.
#[derive(serde::Deserialize)]
pub struct UriQuery {
    uri: String,
}

/// The page for an address, here or elsewhere; in words what went wrong otherwise.
async fn find(service: &Service, address: &str) -> Result<String, Message> {
    if address.is_empty() {
        return Err("input-address".into());
    }
    let lookup = service.lookup().map_err(|e| e.message())?;
    match Url::parse(address)
        .ok()
        .filter(|u| matches!(u.scheme(), "http" | "https"))
    {
        Some(url) => match service.urls().parse(&url) {
            Some(Local::Review(id)) => Ok(format!("/r/{id}")),
            Some(Local::Comment(id)) => Ok(format!("/c/{id}")),
            Some(Local::ReviewPage(handle, slug)) => Ok(format!("/@{handle}/{slug}")),
            _ => Ok(match lookup.object(&url).await.map_err(LookupError::into_message)? {
                Found::Actor(id) => format!("/people/{id}"),
                Found::Subject(Subject::Review(id)) => format!("/r/{id}"),
                Found::Subject(Subject::Comment(id)) => format!("/c/{id}"),
                Found::Subject(Subject::Post(id)) => format!("/elsewhere/{id}"),
            }),
        },
        None => Ok(format!(
            "/people/{}",
            lookup.actor(address).await.map_err(LookupError::into_message)?
        )),
    }
}

/// `GET /people/{id}`.
pub async fn person(
    service: web::Data<Service>,
    visitor: Visitor,
    id: web::Path<String>,
) -> Result<HttpResponse, Fault> {
    let viewer = visitor.signed_in()?;
    let view = service.person_page(viewer, &ActorId::new(id.into_inner())).await?;
    if view.actor.id == viewer.actor.id {
        return Ok(go(&view.actor.url, ""));
    }
    send(
        &visitor,
        StatusCode::OK,
        &Person {
            c: visitor.chrome(),
            v: view,
        },
    )
}

/// `POST /people/{id}/{follow|unfollow|accept|refuse}`.
pub async fn press(
    service: web::Data<Service>,
    visitor: Visitor,
    path: web::Path<(String, String)>,
    form: Form,
) -> Result<HttpResponse, Fault> {
    visitor.check(&form, &[])?;
    let viewer = visitor.signed_in()?;
    let (id, verb) = path.into_inner();
    let id = ActorId::new(id);
    match verb.as_str() {
        "follow" => {
            service.follow(viewer, &id).await?;
            Ok(go(&format!("/people/{id}"), "followed"))
        }
        "unfollow" => {
            service.unfollow(viewer, &id).await?;
            Ok(go("/following", "unfollowed"))
        }
        "accept" => {
            service.accept_follower(viewer, &id).await?;
            Ok(go("/following", "saved"))
        }
        "refuse" => {
            service.remove_follower(viewer, &id).await?;
            Ok(go("/following", "saved"))
        }
        _ => Err(Error::NotFound.into()),
    }
}
