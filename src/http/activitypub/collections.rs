//! Collections, paged: outbox, followers, following, featured, replies, likes, shares, context.
//!
//! Of followers, likes and shares only the totals are given: who is behind them is not ours to publish. `replies` and
//! `context` list the ids of replies from every server, because Mastodon fetches whole threads from them.

use super::{Server, answer};
use crate::domain::comment::Root;
use crate::domain::id::{CommentId, ReviewId};
use crate::federation::vocab::context::plain;
use crate::federation::vocab::outgoing::{Collection, CollectionPage};
use crate::http::problem::Fault;
use crate::service::Error;
use crate::service::collections::{Above, PAGE};
use actix_web::{HttpRequest, HttpResponse, web};
use serde::Deserialize;
use serde_json::Value;
use url::Url;

/// `?page=1` is the first page, `?after=…` a later one; without either the collection itself is meant.
#[derive(Debug, Default, Deserialize)]
pub struct Paging {
    page: Option<String>,
    after: Option<String>,
}

impl Paging {
    fn wants_page(&self) -> bool {
        self.page.is_some() || self.after.is_some()
    }
}

fn collection(id: Url, kind: &'static str, total_items: i64, owner: Option<Url>, paged: bool) -> Collection {
    let first = paged.then(|| with_query(&id, "page=1"));
    Collection {
        id,
        kind,
        total_items,
        attributed_to: owner,
        first,
    }
}

fn with_query(url: &Url, query: &str) -> Url {
    let mut url = url.clone();
    url.set_query(Some(query));
    url
}

/// A page of `id`; `next` is the cursor of the page after it.
fn page(id: &Url, ordered: bool, paging: &Paging, items: Vec<Value>, next: Option<&str>) -> CollectionPage {
    let at = |after: &str| {
        let mut url = id.clone();
        url.query_pairs_mut().clear().append_pair("after", after);
        url
    };
    let (unordered, ordered_items) = if ordered {
        (None, Some(items))
    } else {
        (Some(items), None)
    };
    CollectionPage {
        id: paging.after.as_deref().map_or_else(|| with_query(id, "page=1"), at),
        kind: if ordered {
            "OrderedCollectionPage"
        } else {
            "CollectionPage"
        },
        part_of: id.clone(),
        next: next.map(at),
        items: unordered,
        ordered_items,
    }
}

/// `GET /users/{handle}/outbox`.
pub async fn outbox(
    server: Server,
    request: HttpRequest,
    handle: web::Path<String>,
    paging: web::Query<Paging>,
) -> Result<HttpResponse, Fault> {
    let service = server.service();
    let actor = service.resident(&handle).await?;
    let id = service.urls().actor_part(&actor.handle, "outbox");
    if !paging.wants_page() {
        let total = service.outbox_count(&actor.id).await?;
        return answer(
            &request,
            &plain(collection(id, "OrderedCollection", total, Some(actor.uri), true)),
        );
    }
    let found = service.outbox_page(&actor.id, paging.after.clone(), PAGE).await?;
    // The activities carry a context of their own, which a page says once for all.
    let items = found.items.iter().filter_map(|json| without_context(json)).collect();
    let document = page(&id, true, &paging, items, found.next.as_deref());
    answer(
        &request,
        &crate::federation::vocab::context::of_object(document, service.urls()),
    )
}

fn without_context(json: &str) -> Option<Value> {
    let mut activity: Value = serde_json::from_str(json).ok()?;
    activity.as_object_mut()?.remove("@context");
    Some(activity)
}

/// `GET /actor/outbox`: the instance actor says nothing.
pub async fn instance_outbox(server: Server, request: HttpRequest) -> Result<HttpResponse, Fault> {
    let urls = server.service().urls();
    let id = urls.at("/actor/outbox");
    answer(
        &request,
        &plain(collection(
            id,
            "OrderedCollection",
            0,
            Some(urls.instance_actor()),
            false,
        )),
    )
}

/// `GET /users/{handle}/followers`.
pub async fn followers(server: Server, request: HttpRequest, handle: web::Path<String>) -> Result<HttpResponse, Fault> {
    let service = server.service();
    let actor = service.resident(&handle).await?;
    let id = service.urls().actor_part(&actor.handle, "followers");
    let total = service.followers_count(&actor.id).await?;
    answer(
        &request,
        &plain(collection(id, "OrderedCollection", total, Some(actor.uri), false)),
    )
}

/// `GET /users/{handle}/following`.
pub async fn following(server: Server, request: HttpRequest, handle: web::Path<String>) -> Result<HttpResponse, Fault> {
    let service = server.service();
    let actor = service.resident(&handle).await?;
    let id = service.urls().actor_part(&actor.handle, "following");
    let total = service.following_count(&actor.id).await?;
    answer(
        &request,
        &plain(collection(id, "OrderedCollection", total, Some(actor.uri), false)),
    )
}

/// `GET /users/{handle}/featured`: nothing is pinned yet, and Mastodon wants to be told so.
pub async fn featured(server: Server, request: HttpRequest, handle: web::Path<String>) -> Result<HttpResponse, Fault> {
    let service = server.service();
    let actor = service.resident(&handle).await?;
    let id = service.urls().actor_part(&actor.handle, "featured");
    answer(
        &request,
        &plain(collection(id, "OrderedCollection", 0, Some(actor.uri), false)),
    )
}

/// `GET /r/{id}/replies`, `/likes`, `/shares`, `/context`.
pub async fn of_review(
    server: Server,
    request: HttpRequest,
    path: web::Path<(String, String)>,
    paging: web::Query<Paging>,
) -> Result<HttpResponse, Fault> {
    let (id, part) = path.into_inner();
    let review = ReviewId::new(id);
    let service = server.service();
    let doc = service.review_document(&review).await?.ok_or(Error::NotFound)?;
    let id = service.urls().review_part(&review, &part);
    let owner = doc.author.uri.clone();
    match part.as_str() {
        "replies" => {
            replies(
                &server,
                &request,
                id,
                owner,
                Above::Root(Root::Review(review)),
                doc.counts.replies,
                &paging,
            )
            .await
        }
        "context" => {
            let root = Root::Review(review.clone());
            if !paging.wants_page() {
                // The review itself stands in it too.
                let total = 1 + service.replies_count(Above::Whole(root)).await?;
                return answer(
                    &request,
                    &plain(collection(id, "OrderedCollection", total, Some(owner), true)),
                );
            }
            let found = service.context_page(&root, paging.after.clone(), PAGE).await?;
            let items = found.items.into_iter().map(|uri| Value::String(uri.into())).collect();
            answer(&request, &plain(page(&id, true, &paging, items, found.next.as_deref())))
        }
        "likes" => answer(
            &request,
            &plain(collection(id, "Collection", doc.counts.likes, Some(owner), false)),
        ),
        _ => answer(
            &request,
            &plain(collection(id, "Collection", doc.counts.boosts, Some(owner), false)),
        ),
    }
}

/// `GET /c/{id}/replies`, `/likes`, `/shares`.
pub async fn of_comment(
    server: Server,
    request: HttpRequest,
    path: web::Path<(String, String)>,
    paging: web::Query<Paging>,
) -> Result<HttpResponse, Fault> {
    let (id, part) = path.into_inner();
    let comment = CommentId::new(id);
    let service = server.service();
    let doc = service.comment_document(&comment).await?.ok_or(Error::NotFound)?;
    let id = service.urls().comment_part(&comment, &part);
    let owner = doc.author.uri.clone();
    match part.as_str() {
        "replies" => {
            replies(
                &server,
                &request,
                id,
                owner,
                Above::Comment(comment),
                doc.counts.replies,
                &paging,
            )
            .await
        }
        "likes" => answer(
            &request,
            &plain(collection(id, "Collection", doc.counts.likes, Some(owner), false)),
        ),
        _ => answer(
            &request,
            &plain(collection(id, "Collection", doc.counts.boosts, Some(owner), false)),
        ),
    }
}

async fn replies(
    server: &Server,
    request: &HttpRequest,
    id: Url,
    owner: Url,
    above: Above,
    total: i64,
    paging: &Paging,
) -> Result<HttpResponse, Fault> {
    if !paging.wants_page() {
        return answer(request, &plain(collection(id, "Collection", total, Some(owner), true)));
    }
    let found = server.service().replies_page(above, paging.after.clone(), PAGE).await?;
    let items = found.items.into_iter().map(|uri| Value::String(uri.into())).collect();
    answer(request, &plain(page(&id, false, paging, items, found.next.as_deref())))
}
