//! Actors, reviews, comments, activities and our context.

use super::{Server, answer, finished, send};
use crate::domain::actor::Actor;
use crate::domain::id::{ActivityId, CommentId, EssayId, QuoteId, ReviewId};
use crate::federation::objects::{
    self, actor::to_person, comment::to_note, quote::to_authorization, review::to_article,
};
use crate::federation::vocab::{ACTIVITY_JSON, context as contexts, outgoing::Gone};
use crate::http::problem::Fault;
use crate::http::shelf::Finished;
use crate::service::Error;
use crate::service::freshness::Tag;
use actix_web::http::{StatusCode, header};
use actix_web::{HttpRequest, HttpResponse, web};
use url::Url;

/// `GET /users/{handle}`, and `/@{handle}` for those who ask for ActivityPub.
pub async fn actor(server: Server, request: HttpRequest, handle: web::Path<String>) -> Result<HttpResponse, Fault> {
    let handle = handle.to_ascii_lowercase();
    let key = format!("ap:actor:{handle}");
    server
        .kept(&request, &key, || async {
            match server.service().resident(&handle).await {
                Ok(actor) => person(&server, &actor).await,
                Err(Error::Gone) => {
                    let uri = server.service().urls().actor(&handle);
                    tombstone(&server, uri, "Person", vec![Tag::site()]).await
                }
                Err(error) => Err(error.into()),
            }
        })
        .await
}

/// `GET /actor`: the instance actor, to anybody, signed or not.
pub async fn instance(server: Server, request: HttpRequest) -> Result<HttpResponse, Fault> {
    server
        .kept(&request, "ap:actor", || async {
            person(&server, &server.service().instance_actor().await?).await
        })
        .await
}

async fn person(server: &Server, actor: &Actor) -> Result<Finished, Fault> {
    let whereabouts = server.service().whereabouts(&actor.id).await?;
    let person = to_person(actor, &whereabouts, server.service().urls());
    finished(StatusCode::OK, &contexts::of_actor(person), vec![Tag::actor(&actor.id)])
}

/// `GET /users/{handle}` for people: on to the profile.
pub async fn actor_page(server: Server, handle: web::Path<String>) -> Result<HttpResponse, Fault> {
    let actor = server.service().resident(&handle).await?;
    Ok(see_other(actor.url.as_str()))
}

fn see_other(place: &str) -> HttpResponse {
    HttpResponse::SeeOther()
        .insert_header((header::LOCATION, place))
        .insert_header((header::VARY, "Accept"))
        .finish()
}

/// `GET /r/{id}`.
pub async fn review(server: Server, request: HttpRequest, id: web::Path<String>) -> Result<HttpResponse, Fault> {
    review_document(&server, &request, &ReviewId::new(id.into_inner())).await
}

/// `GET /@{handle}/{slug}` for those who ask for ActivityPub: the same document, whose `id` is the object's address.
pub async fn review_by_page(
    server: Server,
    request: HttpRequest,
    path: web::Path<(String, String)>,
) -> Result<HttpResponse, Fault> {
    let (handle, slug) = path.into_inner();
    let id = server
        .service()
        .review_id_by_page(&handle, &slug)
        .await?
        .ok_or(Error::NotFound)?;
    review_document(&server, &request, &id).await
}

async fn review_document(server: &Server, request: &HttpRequest, id: &ReviewId) -> Result<HttpResponse, Fault> {
    let service = server.service();
    server
        .kept(request, &format!("ap:r:{id}"), || async {
            match service.review_document(id).await {
                Ok(Some(doc)) => {
                    let tags = vec![
                        Tag::review(id),
                        Tag::film(&doc.film.id),
                        Tag::actor(&doc.author.id),
                        Tag::comment_rules(),
                    ];
                    let article = to_article(&doc, service.urls());
                    finished(StatusCode::OK, &contexts::of_object(article, service.urls()), tags)
                }
                Ok(None) => Err(Error::NotFound.into()),
                Err(Error::Gone) => {
                    tombstone(server, service.urls().review(id), "Article", vec![Tag::review(id)]).await
                }
                Err(error) => Err(error.into()),
            }
        })
        .await
}

/// `GET /p/{id}`: a post of this site.
pub async fn essay(server: Server, request: HttpRequest, id: web::Path<String>) -> Result<HttpResponse, Fault> {
    essay_document(&server, &request, &EssayId::new(id.into_inner())).await
}

/// `GET /@{handle}/posts/{slug}` for those who ask for ActivityPub.
pub async fn essay_by_page(
    server: Server,
    request: HttpRequest,
    path: web::Path<(String, String)>,
) -> Result<HttpResponse, Fault> {
    let (handle, slug) = path.into_inner();
    let page = server.service().essay_page(&handle, &slug, None, 1).await?;
    essay_document(&server, &request, &page.essay.id).await
}

async fn essay_document(server: &Server, request: &HttpRequest, id: &EssayId) -> Result<HttpResponse, Fault> {
    let service = server.service();
    server
        .kept(request, &format!("ap:p:{id}"), || async {
            match service.essay_document(id).await {
                Ok(Some(doc)) => {
                    // Which films have pages changes with the reviews of the site.
                    let tags = vec![Tag::essay(id), Tag::site(), Tag::actor(&doc.author.id)];
                    let article = objects::essay::to_article(&doc, service.urls());
                    finished(StatusCode::OK, &contexts::of_object(article, service.urls()), tags)
                }
                Ok(None) => Err(Error::NotFound.into()),
                Err(Error::Gone) => tombstone(server, service.urls().essay(id), "Article", vec![Tag::essay(id)]).await,
                Err(error) => Err(error.into()),
            }
        })
        .await
}

/// `GET /c/{id}`.
pub async fn comment(server: Server, request: HttpRequest, id: web::Path<String>) -> Result<HttpResponse, Fault> {
    let id = CommentId::new(id.into_inner());
    let service = server.service();
    server
        .kept(&request, &format!("ap:c:{id}"), || async {
            match service.comment_document(&id).await {
                Ok(Some(doc)) => {
                    let mut tags = vec![
                        Tag::comment(&id),
                        Tag::root(&doc.comment.root),
                        Tag::actor(&doc.author.id),
                    ];
                    tags.extend(
                        doc.parent_author
                            .iter()
                            .chain(&doc.mentions)
                            .map(|actor| Tag::actor(&actor.id)),
                    );
                    let note = to_note(&doc, service.urls());
                    finished(StatusCode::OK, &contexts::of_object(note, service.urls()), tags)
                }
                Ok(None) => Err(Error::NotFound.into()),
                Err(Error::Gone) => {
                    tombstone(&server, service.urls().comment(&id), "Note", vec![Tag::comment(&id)]).await
                }
                Err(error) => Err(error.into()),
            }
        })
        .await
}

/// 410 with what is left. It stays on the shelf like any other document: a deleted review is asked for by every server.
async fn tombstone(server: &Server, id: Url, former_type: &'static str, tags: Vec<Tag>) -> Result<Finished, Fault> {
    let deleted = server.service().deleted_at(&id).await?;
    let gone = Gone::new(id, Some(former_type), deleted);
    finished(StatusCode::GONE, &contexts::plain(gone), tags)
}

/// `GET /activities/{id}`: what was said to everybody. What was said to one person is nobody else's business.
pub async fn activity(server: Server, request: HttpRequest, id: web::Path<String>) -> Result<HttpResponse, Fault> {
    match server
        .service()
        .activity_json(&ActivityId::new(id.into_inner()))
        .await?
    {
        Some((json, true)) => send(&request, ACTIVITY_JSON, json.into_bytes()),
        _ => Err(Error::NotFound.into()),
    }
}

/// `GET /quotes/{id}`: a permission to quote (FEP-044f). Once it is taken back, or what it speaks of is gone, so is this.
pub async fn quote(server: Server, request: HttpRequest, id: web::Path<String>) -> Result<HttpResponse, Fault> {
    let parties = server
        .service()
        .quote_authorization(&QuoteId::new(id.into_inner()))
        .await?;
    let document = to_authorization(&parties, server.service().urls());
    answer(&request, &contexts::of_quote(document))
}

/// `GET /c/{id}/approval`: a permission for an answer from elsewhere (GoToSocial). Gone once the answer was taken off the page.
pub async fn approval(server: Server, request: HttpRequest, id: web::Path<String>) -> Result<HttpResponse, Fault> {
    let parties = server
        .service()
        .reply_authorization(&CommentId::new(id.into_inner()))
        .await?;
    let document = objects::reply::to_authorization(&parties, server.service().urls());
    answer(&request, &contexts::of_reply(document))
}

/// `GET /ns/v1.jsonld`: the meaning of our own words.
pub async fn context(server: Server, request: HttpRequest) -> Result<HttpResponse, Fault> {
    let text = contexts::published(server.service().urls());
    let mut response = send(&request, "application/ld+json; charset=utf-8", text.into_bytes())?;
    let headers = response.headers_mut();
    headers.insert(
        header::CACHE_CONTROL,
        header::HeaderValue::from_static("public, max-age=86400"),
    );
    headers.insert(
        header::ACCESS_CONTROL_ALLOW_ORIGIN,
        header::HeaderValue::from_static("*"),
    );
    Ok(response)
}
