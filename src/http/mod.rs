//! actix: translates, decides nothing.

pub mod activitypub;
pub mod assets;
pub mod bodies;
pub mod extract;
pub mod feeds;
pub mod forms;
pub mod linked_data;
pub mod media;
pub mod middleware;
pub mod negotiate;
pub mod pages;
pub mod problem;
pub mod sharing;
pub mod shelf;
pub mod sitemap;
pub mod webmention;
pub mod wellknown;

use crate::service::Service;
use actix_web::guard::{Any, Get, Head};
use actix_web::middleware::{Compress, from_fn};
use actix_web::web::{Data, PathConfig, QueryConfig, ServiceConfig, post, resource, route};
use actix_web::{App, HttpServer, dev::Server, http::StatusCode};
use std::net::TcpListener;

/// The web server on an open socket. It runs when it is awaited, and stops gracefully by its handle.
///
/// # Errors
/// When the socket cannot be used.
pub fn server(
    service: Service,
    federation: activitypub::Federation,
    listener: TcpListener,
    workers: usize,
) -> std::io::Result<Server> {
    let (service, shelf) = (Data::new(service), Data::new(shelf::Shelf::default()));
    let federation = Data::new(federation);
    let app = move || {
        App::new()
            .app_data(service.clone())
            .app_data(shelf.clone())
            .app_data(federation.clone())
            .app_data(PathConfig::default().error_handler(|_, _| unreadable().into()))
            .app_data(QueryConfig::default().error_handler(|_, _| unreadable().into()))
            // The last one stands outermost.
            .wrap(from_fn(problem::render))
            .wrap(from_fn(middleware::speak))
            .wrap(from_fn(bodies::in_time))
            .wrap(from_fn(middleware::security_headers))
            .wrap(from_fn(middleware::request_log))
            .wrap(Compress::default())
            .configure(routes)
    };
    Ok(HttpServer::new(app)
        .workers(workers.max(1))
        .disable_signals()
        .shutdown_timeout(10)
        // Longer than clients keep an idle connection (ours 30 s): whoever closes first must not be the one that is sent to.
        .keep_alive(std::time::Duration::from_secs(75))
        .listen(listener)?
        .run())
}

fn unreadable() -> problem::Fault {
    problem::Fault::Request(StatusCode::BAD_REQUEST, "error-request-address")
}

/// Every route, on one screen.
pub fn routes(app: &mut ServiceConfig) {
    let page = |path: &'static str| resource(path);
    // First, because they answer at addresses of pages too, to those who ask for ActivityPub.
    app.configure(activitypub::configure)
        .configure(wellknown::configure)
        .configure(webmention::configure)
        .configure(feeds::configure)
        .configure(sitemap::configure)
        .service(page("/").route(get().to(pages::home::front::show)))
        .service(page("/about").route(get().to(pages::home::about::show)))
        .service(page("/about/servers").route(get().to(pages::policy::public::show)))
        .service(page("/privacy").route(get().to(pages::home::privacy::show)))
        .service(page("/assets/{name}").route(get().to(assets::asset)))
        .service(page("/media/remote/{file}").route(get().to(media::remote)))
        .service(page("/media/{id}/{file}").route(get().to(media::rendition)))
        .service(page("/cards/{key}/{file}").route(get().to(sharing::card)))
        .service(page("/search").route(get().to(pages::search::results::show)))
        .service(page("/opensearch.xml").route(get().to(pages::search::results::description)))
        .service(page("/tags/{tag}").route(get().to(pages::tag::reviews::show)))
        .service(page("/@{handle}").route(get().to(pages::actor::profile::show)))
        .service(page("/posts").route(get().to(pages::essay::posts::show)))
        .service(both(
            "/posts/new",
            get().to(pages::essay::edit::begin),
            post().to(pages::essay::edit::create),
        ))
        .service(both(
            "/posts/{id}",
            get().to(pages::essay::edit::open),
            post().to(pages::essay::edit::save),
        ))
        .service(page("/posts/{id}/{verb:withdraw|delete}").route(post().to(pages::essay::edit::press)))
        .service(page("/lists/{id}/complete").route(post().to(pages::essay::edit::complete)))
        .service(page("/p/{id}").route(get().to(pages::post::elsewhere::essay)))
        .service(page("/@{handle}/posts/{slug}").route(get().to(pages::essay::read::show)))
        .service(page("/lists").route(get().to(pages::list::overview::show)))
        .service(both(
            "/lists/new",
            get().to(pages::list::edit::begin),
            post().to(pages::list::edit::create),
        ))
        .service(both(
            "/lists/{id}",
            get().to(pages::list::edit::open),
            post().to(pages::list::edit::save),
        ))
        .service(page("/lists/{id}/items").route(post().to(pages::list::edit::items)))
        .service(page("/lists/{id}/{verb:publish|withdraw|delete}").route(post().to(pages::list::edit::press)))
        .service(page("/@{handle}/lists/{slug}").route(get().to(pages::list::read::show)))
        .service(page("/@{handle}/tags/{tag}").route(get().to(pages::actor::profile::tagged)))
        .service(page("/@{handle}/{slug}").route(get().to(pages::review::read::show)))
        .service(page("/@{handle}/{slug}/changes").route(get().to(pages::review::changes::show)))
        .service(page("/r/{id}").route(get().to(pages::review::read::by_id)))
        .service(page("/films/{slug}").route(get().to(pages::film::looks::show)))
        .service(both(
            "/films/{slug}/edit",
            get().to(pages::film::edit::open),
            post().to(pages::film::edit::save),
        ))
        .service(page("/films/{slug}/{verb:merge|split}").route(post().to(pages::film::edit::reshape)))
        .service(page("/credits/{slug}").route(get().to(pages::person::credits::show)))
        .service(both(
            "/credits/{slug}/edit",
            get().to(pages::person::edit::open),
            post().to(pages::person::edit::save),
        ))
        // The record.
        .service(page("/index").route(get().to(pages::index::list::show)))
        .service(page("/diary").route(get().to(pages::viewing::diary::latest)))
        .service(both(
            "/diary/log",
            get().to(pages::viewing::log::begin),
            post().to(pages::viewing::log::create),
        ))
        .service(both(
            "/diary/log/{id}",
            get().to(pages::viewing::log::open),
            post().to(pages::viewing::log::save),
        ))
        .service(page("/diary/log/{id}/delete").route(post().to(pages::viewing::log::delete)))
        .service(page("/diary/{year}").route(get().to(pages::viewing::diary::year)))
        .service(page("/stats").route(get().to(pages::stats::numbers::all_time)))
        .service(page("/stats/{year}").route(get().to(pages::stats::numbers::year)))
        .service(page("/interact").route(get().to(pages::actor::interact::show)))
        // The conversation.
        .service(page("/c/{id}").route(get().to(pages::comment::reply::place)))
        .service(both(
            "/{kind:r|c|elsewhere}/{id}/reply",
            get().to(pages::comment::reply::open),
            post().to(pages::comment::reply::write),
        ))
        .service(both(
            "/c/{id}/edit",
            get().to(pages::comment::reply::edit),
            post().to(pages::comment::reply::save),
        ))
        .service(both(
            "/c/{id}/delete",
            get().to(pages::comment::reply::ask),
            post().to(pages::comment::reply::delete),
        ))
        .service(page("/{kind:r|c|elsewhere}/{id}/visit").route(post().to(pages::comment::visit::write)))
        .service(page("/visit").route(post().to(pages::comment::visit::set_out)))
        .service(page("/visit/back").route(get().to(pages::comment::visit::back)))
        .service(page("/visit/leave").route(post().to(pages::comment::visit::leave)))
        .service(page("/{kind:r|c|elsewhere}/{id}/guest").route(post().to(pages::comment::guest::write)))
        .service(both(
            "/c/{id}/mine",
            get().to(pages::comment::guest::mine),
            post().to(pages::comment::guest::change),
        ))
        .service(both(
            "/guests",
            get().to(pages::guest::ask::open),
            post().to(pages::guest::ask::send_link),
        ))
        .service(both(
            "/guests/{mail_key}/{key}",
            get().to(pages::guest::kept::show),
            post().to(pages::guest::kept::erase),
        ))
        .service(page("/guests/{mail_key}/{key}/archive.json").route(get().to(pages::guest::kept::archive)))
        .service(page("/c/{id}/remove").route(post().to(pages::comment::reply::delete)))
        .service(page("/c/{id}/restore").route(post().to(pages::comment::reply::restore)))
        .service(
            page("/{kind:r|c|elsewhere}/{id}/{verb:like|unlike|boost|unboost}")
                .route(post().to(pages::comment::react::press)),
        )
        .service(page("/mentions/{id}/{verb:remove|restore}").route(post().to(pages::mention::press::press)))
        // Looking after it.
        .service(both(
            "/moderation",
            get().to(pages::moderation::queue::show),
            post().to(pages::moderation::queue::decide),
        ))
        .service(both(
            "/moderation/rules",
            get().to(pages::moderation::rules::open),
            post().to(pages::moderation::rules::save),
        ))
        .service(page("/moderation/rules/author").route(post().to(pages::moderation::rules::author)))
        .service(both(
            "/moderation/log",
            get().to(pages::moderation::log::show),
            post().to(pages::moderation::log::undo),
        ))
        .service(page(pages::policy::list::PATH).route(get().to(pages::policy::list::show)))
        .service(both(
            "/moderation/servers/rule",
            get().to(pages::policy::rule::open),
            post().to(pages::policy::rule::save),
        ))
        .service(page("/moderation/servers/rules.csv").route(get().to(pages::policy::list::file)))
        .service(
            page("/moderation/servers/{verb:import|follow|public|private}")
                .route(post().to(pages::policy::list::press)),
        )
        .service(page("/moderation/servers/lists/{id}").route(get().to(pages::policy::review::show)))
        .service(
            page("/moderation/servers/lists/{id}/{verb:apply|read|leave}")
                .route(post().to(pages::policy::review::press)),
        )
        .service(page("/moderation/reports").route(get().to(pages::report::list::show)))
        .service(page("/moderation/reports/{id}").route(get().to(pages::report::one::show)))
        .service(
            page("/moderation/reports/{id}/{verb:resolve|reopen|forward}").route(post().to(pages::report::one::press)),
        )
        .service(both(
            "/{kind:r|c|elsewhere|people}/{id}/report",
            get().to(pages::report::make::open),
            post().to(pages::report::make::report),
        ))
        .service(page("/moderation/comments/{id}").route(get().to(pages::moderation::queue::one)))
        .service(page("/write/{id}/comments").route(post().to(pages::moderation::rules::review)))
        // People and posts elsewhere.
        .service(both(
            "/following",
            get().to(pages::actor::following::open),
            post().to(pages::actor::following::look_up),
        ))
        .service(page("/authorize_interaction").route(get().to(pages::actor::following::interaction)))
        .service(page("/people/{id}").route(get().to(pages::actor::following::person)))
        .service(
            page("/people/{id}/{verb:follow|unfollow|accept|refuse}").route(post().to(pages::actor::following::press)),
        )
        .service(page("/elsewhere/{id}").route(get().to(pages::post::elsewhere::show)))
        .service(both(
            "/news",
            get().to(pages::actor::news::show),
            post().to(pages::actor::news::seen),
        ))
        // Accounts and readers.
        .service(both(
            "/welcome",
            get().to(pages::setup::welcome::open),
            post().to(pages::setup::welcome::create),
        ))
        .service(both(
            "/sign-in",
            get().to(pages::session::sign_in::open),
            post().to(pages::session::sign_in::sign_in),
        ))
        .service(both(
            "/sign-in/code",
            get().to(pages::session::code::open),
            post().to(pages::session::code::sign_in),
        ))
        .service(both(
            "/sign-in/forgotten",
            get().to(pages::session::forgotten::open),
            post().to(pages::session::forgotten::ask),
        ))
        .service(both(
            "/sign-in/reset/{account}/{seal}",
            get().to(pages::session::reset::open),
            post().to(pages::session::reset::save),
        ))
        .service(page("/sign-out").route(post().to(pages::session::sign_in::sign_out)))
        .service(both(
            "/appearance",
            get().to(pages::settings::appearance::open),
            post().to(pages::settings::appearance::save),
        ))
        .service(both(
            "/settings",
            get().to(pages::settings::profile::open),
            post().to(pages::settings::profile::save),
        ))
        .service(page("/settings/password").route(post().to(pages::settings::profile::password)))
        .service(both(
            "/settings/notifications",
            get().to(pages::settings::notifications::open),
            post().to(pages::settings::notifications::save),
        ))
        .service(both(
            "/notices/{reader}/{what}/{seal}",
            get().to(pages::notice::stop::open),
            post().to(pages::notice::stop::stop),
        ))
        .service(both(
            "/settings/sessions",
            get().to(pages::settings::sessions::open),
            post().to(pages::settings::sessions::end),
        ))
        .service(page("/settings/second-factor").route(get().to(pages::settings::second_factor::open)))
        .service(
            page("/settings/second-factor/{verb:begin|confirm|codes|off}")
                .route(post().to(pages::settings::second_factor::press)),
        )
        .service(page("/settings/accounts").route(get().to(pages::settings::accounts::open)))
        .service(
            page("/settings/accounts/{handle}/{verb:role|suspend|lift|delete}")
                .route(post().to(pages::settings::accounts::press)),
        )
        .service(both(
            "/settings/leaving",
            get().to(pages::settings::leaving::open),
            post().to(pages::settings::leaving::leave),
        ))
        .service(page("/settings/leaving/archive.zip").route(get().to(pages::settings::leaving::archive)))
        .service(page("/settings/joining").route(get().to(pages::settings::joining::open)))
        .service(
            page("/settings/joining/{verb:mode|invite|revoke|accept|refuse}")
                .route(post().to(pages::settings::joining::press)),
        )
        .service(both(
            "/join",
            get().to(pages::join::form::open),
            post().to(pages::join::form::ask),
        ))
        .service(both(
            "/join/confirm/{id}/{seal}",
            get().to(pages::join::confirm::open),
            post().to(pages::join::confirm::confirm),
        ))
        .service(both(
            "/join/{code}",
            get().to(pages::join::form::open_by_link),
            post().to(pages::join::form::ask_by_link),
        ))
        .service(page("/settings/moving").route(get().to(pages::settings::whereabouts::open)))
        .service(
            page("/settings/moving/{verb:alias|forget|domains|move|back}")
                .route(post().to(pages::settings::whereabouts::press)),
        )
        .service(both(
            "/settings/theme",
            get().to(pages::settings::theme::open),
            post().to(pages::settings::theme::save),
        ))
        .service(page("/theme/{file}").route(get().to(pages::settings::theme::sheet)))
        .service(page("/settings/scales").route(get().to(pages::settings::scales::list)))
        .service(both(
            "/settings/scales/new",
            get().to(pages::settings::scale::begin),
            post().to(pages::settings::scale::create),
        ))
        .service(both(
            "/settings/scales/{id}",
            get().to(pages::settings::scale::open),
            post().to(pages::settings::scale::save),
        ))
        .service(page("/settings/scales/{id}/delete").route(post().to(pages::settings::scale::delete)))
        .service(both(
            "/settings/scales/{id}/replace",
            get().to(pages::settings::replace::open),
            post().to(pages::settings::replace::replace),
        ))
        .service(page("/settings/scales/{id}/restore").route(post().to(pages::settings::replace::restore)))
        // Other servers and what they sent, for whoever runs this one.
        .service(page("/settings/federation/inbox").route(get().to(pages::received::log::show)))
        .service(page("/settings/federation/inbox/{id}").route(get().to(pages::received::entry::show)))
        .service(page("/settings/federation/hosts").route(get().to(pages::host::list::show)))
        .service(page("/settings/federation/hosts/{host}").route(get().to(pages::host::one::show)))
        .service(page("/settings/federation/hosts/{host}/retry").route(post().to(pages::host::one::retry)))
        // The desk.
        .service(page("/drafts").route(get().to(pages::review::drafts::show)))
        .service(both(
            "/write",
            get().to(pages::review::write::begin),
            post().to(pages::review::write::create),
        ))
        .service(both(
            "/write/{id}",
            get().to(pages::review::write::open),
            post().to(pages::review::write::save),
        ))
        .service(both(
            "/write/{id}/delete",
            get().to(pages::review::removal::ask),
            post().to(pages::review::removal::delete),
        ))
        .service(page("/write/{id}/delivery").route(get().to(pages::review::delivery::show)))
        .service(page("/write/{id}/show-again").route(post().to(pages::review::delivery::show_again)))
        .service(page("/write/{id}/withdraw").route(post().to(pages::review::removal::withdraw)))
        .service(page("/write/{id}/unschedule").route(post().to(pages::review::removal::unschedule)))
        .service(page("/write/{id}/revive").route(post().to(pages::review::removal::revive)));
}

/// GET, and HEAD, whose answer actix sends without its body.
fn get() -> actix_web::Route {
    route().guard(Any(Get()).or(Head()))
}

fn both(path: &str, read: actix_web::Route, write: actix_web::Route) -> actix_web::Resource {
    resource(path).route(read).route(write)
}
