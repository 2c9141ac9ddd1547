//! Addresses that lead elsewhere, and requests that claim to have come to another site.

use super::{crawl, fill};
use crate::pages::browser::world;
use actix_web::http::header;
use actix_web::test::TestRequest;

/// Where somebody would like a form to lead.
const ELSEWHERE: [&str; 9] = [
    "https://evil.example/",
    "//evil.example/",
    "/\\evil.example/",
    "\\/evil.example/",
    "/\t/evil.example/",
    "javascript:alert(1)",
    "data:text/html,hello",
    "/\r\nlocation: https://evil.example/",
    "evil.example",
];

/// Does that `Location` stay on this site?
fn stays(location: &str) -> bool {
    location.starts_with('/') && !location.starts_with("//") && !location.contains(['\\', '\r', '\n', '\t'])
}

#[actix_web::test]
async fn no_form_leads_off_this_site() {
    let world = world().await;
    let full = fill(&world).await;
    for to in ELSEWHERE {
        let browser = world.browser();
        let page = browser.get(&format!("/sign-in?next={}", urlencoding(to))).await;
        assert!(!page.value("next").contains("evil"), "{to}: {}", page.value("next"));
        let fields = [("handle", "mara"), ("password", "password of mara"), ("next", to)];
        let answer = browser.post("/sign-in", &fields).await;
        assert_eq!(answer.status, 303, "{to}");
        assert!(stays(answer.header("location")), "{to}: {}", answer.header("location"));
        let comment = full.comment.id.to_string();
        browser.get("/moderation").await;
        let decide = [("do", "hold"), ("id", comment.as_str()), ("back", to)];
        let left = [("to", to)];
        let undo = [("back", to), ("id", "01none")];
        let tries: [(&str, &[(&str, &str)]); 3] = [
            ("/moderation", &decide),
            ("/visit/leave", &left),
            ("/moderation/log", &undo),
        ];
        for (path, fields) in tries {
            let answer = browser.post(path, fields).await;
            let location = answer.header("location");
            assert!(location.is_empty() || stays(location), "{path} {to}: {location}");
        }
        let visit = browser.post("/visit", &[("address", "nonsense"), ("to", to)]).await;
        assert!(
            !visit.body.contains("href=\"https://evil") && !visit.body.contains("href=\"//evil"),
            "{to}"
        );
    }
    // No address of the dialog with other servers leads anywhere by itself.
    let reader = world.browser();
    for path in [
        "/interact?uri=https%3A%2F%2Fevil.example%2F&from=evil.example",
        "/authorize_interaction?uri=https%3A%2F%2Fevil.example%2F",
        "/visit/back?state=x&code=y&iss=https%3A%2F%2Fevil.example",
    ] {
        let answer = reader.get(path).await;
        let location = answer.header("location");
        assert!(location.is_empty() || stays(location), "{path}: {location}");
    }
}

fn urlencoding(text: &str) -> String {
    url::form_urlencoded::byte_serialize(text.as_bytes()).collect()
}

#[actix_web::test]
async fn a_host_that_a_request_claims_stands_nowhere() {
    let world = world().await;
    fill(&world).await;
    let reader = world.browser();
    let mut pages = crawl(&reader, &["/"], 150).await;
    for path in [
        "/feed.atom",
        "/rss",
        "/feed.json",
        "/sitemap.xml",
        "/robots.txt",
        "/opensearch.xml",
        "/.well-known/nodeinfo",
    ] {
        pages.insert(path.to_owned());
    }
    assert!(pages.len() > 30, "{pages:?}");
    for path in &pages {
        let lying = TestRequest::get()
            .uri(path)
            .insert_header((header::ACCEPT, "text/html"))
            .insert_header((header::HOST, "evil.example"))
            .insert_header(("x-forwarded-host", "evil.example"))
            .insert_header(("x-forwarded-proto", "gopher"))
            .insert_header(("forwarded", "host=evil.example"));
        let answer = reader.send(lying).await;
        let told: String = answer
            .headers
            .iter()
            .map(|(_, value)| value.to_str().unwrap_or_default())
            .collect();
        assert!(
            !answer.body.contains("evil.example") && !told.contains("evil.example"),
            "{path}"
        );
        // And whoever comes next does not get what was kept of it.
        assert!(!reader.get(path).await.body.contains("evil.example"), "{path}");
    }
}
