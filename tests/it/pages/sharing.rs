//! What a page tells machines: feeds to be found, cards, linked data, and when nothing has changed.

use super::browser::{Answer, World, world};
use actix_web::http::header;
use actix_web::test::TestRequest;
use houselights::domain::account::Role;
use houselights::domain::id::ReviewId;
use houselights::domain::review::{ReviewInput, SectionInput, SectionKind};
use houselights::service::reviews::Intent;
use scraper::Selector;
use serde_json::Value;

const PAGE: &str = "/@mara/the-salt-road-1974";

async fn reviewed(world: &World) -> ReviewId {
    let mara = world.site.person("mara", Role::Owner).await;
    let input = ReviewInput {
        film: "The Salt Road".to_owned(),
        year: "1974".to_owned(),
        headline: "Nobody </script><b>here".to_owned(),
        language: "en".to_owned(),
        teaser: "Two sisters & a lorry.".to_owned(),
        tags: vec!["Road films".to_owned()],
        sections: vec![SectionInput {
            kind: SectionKind::Take,
            label: String::new(),
            source: "Slow, and worth it.".to_owned(),
        }],
        ..ReviewInput::default()
    };
    world
        .site
        .service
        .save_review(&mara, None, &input, Intent::Publish)
        .await
        .unwrap()
        .id
}

fn attribute(page: &Answer, selector: &str, name: &str) -> Vec<String> {
    let html = page.html();
    let selector = Selector::parse(selector).unwrap();
    html.select(&selector)
        .map(|e| e.value().attr(name).unwrap_or_default().to_owned())
        .collect()
}

fn data(page: &Answer) -> Value {
    let html = page.html();
    let block = html
        .select(&Selector::parse("script[type='application/ld+json']").unwrap())
        .next();
    let text: String = block
        .unwrap_or_else(|| panic!("no linked data in {}", page.body))
        .text()
        .collect();
    serde_json::from_str(&text).unwrap_or_else(|error| panic!("{error}: {text}"))
}

/// The path of one of our addresses.
fn path(url: &str) -> &str {
    url.strip_prefix("https://films.example")
        .unwrap_or_else(|| panic!("{url} is not whole"))
}

#[actix_web::test]
async fn every_page_that_grows_names_its_feeds_and_each_of_them_answers() {
    let world = world().await;
    reviewed(&world).await;
    let browser = world.browser();
    for place in ["/", "/@mara", "/@mara/tags/roadfilms", "/tags/roadfilms", PAGE] {
        let page = browser.get(place).await;
        assert_eq!(page.status, 200, "{place}");
        let feeds = attribute(
            &page,
            "link[rel=alternate][type*=atom], link[rel=alternate][type*=rss], link[rel=alternate][type*=feed]",
            "href",
        );
        assert_eq!(feeds.len(), 3, "{place}: {feeds:?}");
        for feed in &feeds {
            let answer = browser.get(path(feed)).await;
            assert_eq!(answer.status, 200, "{feed}");
            assert_eq!(answer.header("access-control-allow-origin"), "*");
            let type_of = attribute(&page, &format!("link[href='{feed}']"), "type");
            assert!(answer.header("content-type").starts_with(&type_of[0]), "{feed}");
            assert!(feed_rs::parser::parse(answer.body.as_bytes()).is_ok(), "{feed}");
            let itself = feed
                .trim_end_matches(".atom")
                .trim_end_matches(".rss")
                .trim_end_matches(".json");
            assert!(answer.body.contains(itself), "{feed} names its own address");
        }
        assert!(!attribute(&page, "link[rel=canonical]", "href")[0].is_empty());
    }
    for usual in ["/feed", "/feed/", "/rss"] {
        let answer = browser.get(usual).await;
        assert_eq!(
            (answer.status, answer.header("location")),
            (301, "/feed.rss"),
            "{usual}"
        );
    }
    for none in [
        "/@nobody/feed.atom",
        "/tags/none/feed.rss",
        "/feed.xml",
        "/@mara/no-such/feed.json",
    ] {
        assert_eq!(browser.get(none).await.status, 404, "{none}");
    }
}

#[actix_web::test]
async fn a_feed_is_sent_again_only_when_it_says_something_new() {
    let world = world().await;
    let id = reviewed(&world).await;
    let browser = world.browser();
    let ask = async |name: header::HeaderName, value: String| {
        browser
            .send(TestRequest::get().uri("/feed.atom").insert_header((name, value)))
            .await
    };
    let first = browser.get("/feed.atom").await;
    let (etag, modified) = (
        first.header("etag").to_owned(),
        first.header("last-modified").to_owned(),
    );
    assert!(!etag.is_empty() && modified.ends_with("GMT"), "{modified}");
    assert_eq!(ask(header::IF_NONE_MATCH, etag.clone()).await.status, 304);
    assert_eq!(ask(header::IF_MODIFIED_SINCE, modified.clone()).await.status, 304);
    assert_eq!(
        ask(header::IF_MODIFIED_SINCE, "yesterday, perhaps".to_owned())
            .await
            .status,
        200
    );
    // A second in which two things happen is no excuse.
    let mara = world.site.service.viewer_of("mara").await.unwrap();
    world.site.service.withdraw_review(&mara, &id).await.unwrap();
    assert_eq!(ask(header::IF_NONE_MATCH, etag).await.status, 200);
    let again = ask(header::IF_MODIFIED_SINCE, modified).await;
    assert_eq!(again.status, 200);
    assert!(!again.body.contains("Salt Road"));
}

#[actix_web::test]
async fn a_review_says_to_machines_what_it_says_to_people() {
    let world = world().await;
    let id = reviewed(&world).await;
    let browser = world.browser();
    let page = browser.get(PAGE).await;
    let meta = |name: &str| {
        attribute(
            &page,
            &format!("meta[property='{name}'], meta[name='{name}']"),
            "content",
        )
        .join("|")
    };
    assert_eq!(meta("og:title"), "Nobody </script><b>here: The Salt Road (1974)");
    assert_eq!(meta("og:type"), "article");
    assert_eq!(meta("og:description"), "Two sisters & a lorry.");
    assert_eq!(meta("description"), "Two sisters & a lorry.");
    assert_eq!(
        (meta("og:image:width"), meta("og:image:height")),
        ("1200".to_owned(), "630".to_owned())
    );
    assert_eq!(meta("twitter:card"), "summary_large_image");
    assert_eq!(meta("fediverse:creator"), "@mara@films.example");
    assert_eq!(meta("article:tag"), "Road films");
    let card = browser.get(path(&meta("og:image"))).await;
    assert_eq!((card.status, card.header("content-type")), (200, "image/jpeg"));
    assert!(card.header("cache-control").contains("immutable"));
    let stale = browser.get(&format!("/cards/review-{id}/0000.jpg")).await;
    assert_eq!((stale.status, stale.header("location")), (302, path(&meta("og:image"))));
    let data = data(&page);
    assert_eq!(data["@type"], "Review");
    assert_eq!(data["@id"], format!("https://films.example/r/{id}"));
    assert_eq!(data["itemReviewed"]["@type"], "Movie");
    assert_eq!(data["itemReviewed"]["name"], "The Salt Road");
    assert_eq!(data["author"]["name"], "MARA");
    assert_eq!(data["name"], "Nobody </script><b>here: The Salt Road (1974)");
}

#[actix_web::test]
async fn a_film_says_to_machines_what_is_known_of_it_and_is_shown_with_a_card() {
    let world = world().await;
    world.site.person("mara", Role::Owner).await;
    let mara = world.signed_in("mara").await;
    mara.get("/write").await;
    assert_eq!(mara.post("/write", &super::films::FILM).await.status, 303);
    let browser = world.browser();
    let page = browser.get("/films/the-salt-road-1974").await;
    let found = data(&page);
    assert_eq!(
        (found["@type"].as_str(), found["duration"].as_str()),
        (Some("Movie"), Some("PT117M"))
    );
    assert_eq!(found["director"][0]["name"], "Ada Fiore");
    assert_eq!(found["actor"][0]["url"], "https://films.example/credits/marta-osei");
    assert_eq!(found["countryOfOrigin"][1]["name"], "France");
    assert_eq!(found["review"][0]["author"]["name"], "MARA");
    let image = attribute(&page, "meta[property='og:image']", "content");
    let card = browser.get(path(&image[0])).await;
    assert_eq!((card.status, card.header("content-type")), (200, "image/jpeg"));
    let review = data(&browser.get("/@mara/the-salt-road-1974").await);
    assert_eq!(review["itemReviewed"]["director"][0]["name"], "Ada Fiore");
    let person = data(&browser.get("/credits/ada-fiore").await);
    assert_eq!(
        (person["@type"].as_str(), person["name"].as_str()),
        (Some("Person"), Some("Ada Fiore"))
    );
    for place in ["/credits/ada-fiore", "/index", "/diary", "/stats"] {
        let page = browser.get(place).await;
        let image = attribute(&page, "meta[property='og:image']", "content");
        assert_eq!(browser.get(path(&image[0])).await.status, 200, "{place}");
    }
    assert_eq!(browser.get("/cards/film-nothing/00.jpg").await.status, 404);
}

#[actix_web::test]
async fn robots_are_told_where_to_look_and_where_not() {
    let world = world().await;
    reviewed(&world).await;
    let browser = world.browser();
    let robots = browser.get("/robots.txt").await;
    assert!(robots.header("content-type").starts_with("text/plain"));
    assert!(robots.body.contains("Sitemap: https://films.example/sitemap.xml"));
    assert!(robots.body.contains("Disallow: /write"));
    let map = browser.get("/sitemap.xml").await;
    assert!(map.header("content-type").starts_with("application/xml"));
    assert!(
        map.body
            .contains("<loc>https://films.example/@mara/the-salt-road-1974</loc>"),
        "{}",
        map.body
    );
    for none in ["/sitemap-1.xml", "/sitemap-0.xml", "/sitemap-x.xml"] {
        assert_eq!(browser.get(none).await.status, 404, "{none}");
    }
}
