//! `/.well-known/`: WebFinger (RFC 7033), host-meta (RFC 6415), NodeInfo 2.0 and 2.1 (FEP-f1d5).

use crate::domain::actor::{Actor, split_handle};

use crate::http::problem::Fault;
use crate::http::shelf::{Finished, Shelf};
use crate::service::freshness::Tag;
use crate::service::{Error, Service};
use crate::urls::Local;
use actix_web::http::{StatusCode, header};
use actix_web::web::{self, Data, ServiceConfig, resource};
use actix_web::{HttpRequest, HttpResponse, guard::fn_guard};
use serde::Deserialize;
use serde_json::{Value, json};
use url::Url;

const JRD: &str = "application/jrd+json; charset=utf-8";
const KEEP: &str = "public, max-age=300";

/// Every route under `/.well-known/` and `/nodeinfo/`.
pub fn configure(app: &mut ServiceConfig) {
    let reads = || {
        web::route().guard(fn_guard(|context| {
            matches!(context.head().method.as_str(), "GET" | "HEAD")
        }))
    };
    app.service(resource("/.well-known/webfinger").route(reads().to(webfinger)))
        .service(resource("/.well-known/host-meta").route(reads().to(host_meta)))
        .service(resource("/.well-known/host-meta.json").route(reads().to(host_meta_json)))
        .service(resource("/.well-known/nodeinfo").route(reads().to(nodeinfo_links)))
        .service(resource("/nodeinfo/{version:2\\.0|2\\.1}").route(reads().to(nodeinfo)));
}

/// What is asked for.
#[derive(Deserialize)]
pub struct WebfingerQuery {
    resource: Option<String>,
}

/// `GET /.well-known/webfinger?resource=acct:mara@films.example`.
pub async fn webfinger(
    service: Data<Service>,
    shelf: Data<Shelf>,
    request: HttpRequest,
    query: web::Query<WebfingerQuery>,
) -> Result<HttpResponse, Fault> {
    let asked = query.resource.as_deref().map(str::trim).unwrap_or_default();
    if asked.is_empty() || asked.len() > 2_048 {
        let message = "Say whom you look for: ?resource=acct:name@this.server.";
        return Ok(open_to_all(
            HttpResponse::BadRequest()
                .content_type("text/plain; charset=utf-8")
                .body(message),
        ));
    }
    let made = shelf
        .get(&service, &format!("webfinger:{asked}"), || async {
            let actor = who(&service, asked).await?;
            Ok::<_, Fault>(finished(JRD, &jrd(&actor, &service), vec![Tag::actor(&actor.id)]))
        })
        .await;
    match made {
        Ok(kept) => Ok(open_to_all(kept.respond(&request))),
        Err(Fault::Service(Error::NotFound)) => Ok(open_to_all(HttpResponse::NotFound().finish())),
        Err(Fault::Service(Error::Gone)) => Ok(open_to_all(HttpResponse::Gone().finish())),
        Err(fault) => Err(fault),
    }
}

/// An account, the address of an actor or of its page, or the server itself.
async fn who(service: &Service, asked: &str) -> Result<Actor, Error> {
    let urls = service.urls();
    let instance = || async { service.instance_actor().await };
    if asked.starts_with("http://") || asked.starts_with("https://") {
        let url = Url::parse(asked).map_err(|_| Error::NotFound)?;
        return match urls.parse(&url) {
            Some(Local::Actor(handle)) => service.resident(&handle).await,
            Some(Local::Instance) => instance().await,
            None if url == urls.home() => instance().await,
            _ => Err(Error::NotFound),
        };
    }
    // The name of the instance actor is the host, which a handle of a person cannot be when it has a port.
    if asked
        .strip_prefix("acct:")
        .unwrap_or(asked)
        .eq_ignore_ascii_case(&format!("{0}@{0}", urls.host()))
    {
        return instance().await;
    }
    let (user, host) = split_handle(asked).ok_or(Error::NotFound)?;
    if !host.eq_ignore_ascii_case(urls.host()) {
        return Err(Error::NotFound);
    }
    service.resident(&user).await
}

fn jrd(actor: &Actor, service: &Service) -> Value {
    let urls = service.urls();
    let mut links = vec![
        json!({"rel": "self", "type": "application/activity+json", "href": actor.uri}),
        json!({"rel": "http://webfinger.net/rel/profile-page", "type": "text/html", "href": actor.url}),
    ];
    if let Some(media) = &actor.avatar_media {
        let picture = urls.media(media, 320, "jpg");
        links.push(json!({"rel": "http://webfinger.net/rel/avatar", "type": "image/jpeg", "href": picture}));
    }
    // Where somebody of this server answers or follows something of another one (ostatus, and the intents of FEP-3b86).
    let at = |hole: &str| format!("{}/authorize_interaction?uri={hole}", urls.origin());
    links.push(json!({"rel": "http://ostatus.org/schema/1.0/subscribe", "template": at("{uri}")}));
    links.push(json!({"rel": "https://w3id.org/fep/3b86/Follow", "template": at("{object}")}));
    links.push(json!({"rel": "https://w3id.org/fep/3b86/Object", "template": at("{object}")}));
    json!({
        "subject": format!("acct:{}@{}", actor.handle, urls.host()),
        "aliases": [actor.url, actor.uri],
        "links": links
    })
}

fn finished(content_type: &'static str, document: &Value, tags: Vec<Tag>) -> Finished {
    Finished {
        status: StatusCode::OK,
        content_type,
        cache_control: KEEP,
        vary: "Accept-Encoding",
        link: None,
        bytes: document.to_string().into_bytes(),
        tags,
    }
}

/// Pages of other sites may read it: that is what it is for.
fn open_to_all(mut response: HttpResponse) -> HttpResponse {
    response.headers_mut().insert(
        header::ACCESS_CONTROL_ALLOW_ORIGIN,
        header::HeaderValue::from_static("*"),
    );
    response
}

/// `GET /.well-known/host-meta`.
pub async fn host_meta(service: Data<Service>) -> HttpResponse {
    let xml = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<XRD xmlns=\"http://docs.oasis-open.org/ns/xri/xrd-1.0\">\n  \
         <Link rel=\"lrdd\" template=\"{}/.well-known/webfinger?resource={{uri}}\"/>\n</XRD>\n",
        service.urls().origin()
    );
    let mut answer = HttpResponse::Ok();
    answer
        .insert_header((header::CACHE_CONTROL, KEEP))
        .insert_header((header::CONTENT_TYPE, "application/xrd+xml; charset=utf-8"));
    open_to_all(answer.body(xml))
}

/// `GET /.well-known/host-meta.json`.
pub async fn host_meta_json(service: Data<Service>) -> HttpResponse {
    let template = format!("{}/.well-known/webfinger?resource={{uri}}", service.urls().origin());
    plain_json(
        JRD,
        &json!({"links": [{"rel": "lrdd", "type": "application/jrd+json", "template": template}]}),
    )
}

/// `GET /.well-known/nodeinfo`.
pub async fn nodeinfo_links(service: Data<Service>) -> HttpResponse {
    let urls = service.urls();
    let link = |version: &str| {
        json!({
            "rel": format!("http://nodeinfo.diaspora.software/ns/schema/{version}"),
            "href": urls.at(&format!("/nodeinfo/{version}"))
        })
    };
    let instance = json!({"rel": "https://www.w3.org/ns/activitystreams#Application", "href": urls.instance_actor()});
    plain_json(
        "application/json; charset=utf-8",
        &json!({"links": [link("2.1"), link("2.0"), instance]}),
    )
}

fn plain_json(content_type: &'static str, document: &Value) -> HttpResponse {
    let mut answer = HttpResponse::Ok();
    answer
        .insert_header((header::CACHE_CONTROL, KEEP))
        .insert_header((header::CONTENT_TYPE, content_type));
    open_to_all(answer.body(document.to_string()))
}

/// `GET /nodeinfo/2.0` and `/nodeinfo/2.1`.
pub async fn nodeinfo(
    service: Data<Service>,
    shelf: Data<Shelf>,
    request: HttpRequest,
    version: web::Path<String>,
) -> Result<HttpResponse, Fault> {
    let content_type = match version.as_str() {
        "2.0" => "application/json; profile=\"http://nodeinfo.diaspora.software/ns/schema/2.0#\"; charset=utf-8",
        _ => "application/json; profile=\"http://nodeinfo.diaspora.software/ns/schema/2.1#\"; charset=utf-8",
    };
    let kept = shelf
        .get(&service, &format!("nodeinfo:{version}"), || async {
            let counts = service.site_counts().await?;
            let site = &service.config().site;
            let is_open = service.registration().await?.takes_strangers();
            let mut software = json!({"name": "houselights", "version": env!("CARGO_PKG_VERSION")});
            if version.as_str() != "2.0"
                && let Some(fields) = software.as_object_mut()
            {
                fields.insert("repository".to_owned(), json!(env!("CARGO_PKG_REPOSITORY")));
            }
            let document = json!({
                "version": version.as_str(),
                "software": software,
                "protocols": ["activitypub"],
                "services": {"inbound": [], "outbound": []},
                "openRegistrations": is_open,
                "usage": {
                    "users": {
                        "total": counts.users,
                        "activeMonth": counts.active_month,
                        "activeHalfyear": counts.active_half_year
                    },
                    "localPosts": counts.reviews,
                    "localComments": counts.comments
                },
                "metadata": {"nodeName": site.name, "nodeDescription": site.description}
            });
            Ok::<_, Fault>(finished(
                content_type,
                &document,
                vec![Tag::site(), Tag::latest_comments()],
            ))
        })
        .await?;
    Ok(open_to_all(kept.respond(&request)))
}
