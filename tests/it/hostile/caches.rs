//! Group 12: cache poisoning by Accept. One address is a page for people and a document for servers, and a cache between must never
//! give the one to whoever wants the other; nor may any header that is not part of the key change what everybody is given.

use super::house::{ACTIVITY_JSON, House};
use super::wire::{self, Reply};
use crate::federation::peers::Ground;

const LD_JSON: &str = "application/ld+json; profile=\"https://www.w3.org/ns/activitystreams\"";
const BROWSER: &str = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8";

impl House {
    /// A GET with headers as they are written.
    async fn ask(&self, path: &str, headers: &[&str]) -> Reply {
        let host = self.peer.service.urls().host();
        let own_host = headers
            .iter()
            .any(|line| line.to_ascii_lowercase().starts_with("host:"));
        let mut head = format!("GET {path} HTTP/1.1\r\nConnection: close\r\n");
        if !own_host {
            head.push_str(&format!("Host: {host}\r\n"));
        }
        for line in headers {
            head.push_str(line);
            head.push_str("\r\n");
        }
        head.push_str("\r\n");
        wire::exchange(self.peer.port, head.as_bytes()).await
    }

    async fn accept(&self, path: &str, accept: &str) -> Reply {
        self.ask(path, &[&format!("Accept: {accept}")]).await
    }
}

fn is_document(reply: &Reply) -> bool {
    reply
        .header("content-type")
        .is_some_and(|kind| kind.starts_with("application/activity+json"))
}

fn is_page(reply: &Reply) -> bool {
    reply
        .header("content-type")
        .is_some_and(|kind| kind.starts_with("text/html"))
}

#[tokio::test(flavor = "multi_thread")]
async fn a_page_and_a_document_at_one_address_are_never_mistaken_for_each_other() {
    let house = House::build(Ground::any()).await;
    assert_eq!(house.send(&house.vera, &house.reply(&house.vera, "Known.")).await, 202);
    house.settle().await;
    let before = house.snapshot();
    let page = house.page_path().await;
    for path in [house.object.path(), &page, "/users/mara", "/@mara"] {
        // First come, first kept: in either order, again and again, packed and not.
        for round in 0..3 {
            let wishes = [
                (BROWSER, false),
                (ACTIVITY_JSON, true),
                ("*/*", false),
                (LD_JSON, true),
                ("", false),
            ];
            let wishes: Vec<_> = if round == 1 {
                wishes.into_iter().rev().collect()
            } else {
                wishes.to_vec()
            };
            for (accept, document) in wishes {
                let packed = if round == 2 {
                    "Accept-Encoding: gzip"
                } else {
                    "Accept-Encoding: identity"
                };
                let reply = house.ask(path, &[&format!("Accept: {accept}"), packed]).await;
                let redirected = matches!(reply.status, 301 | 302 | 303 | 308);
                assert!(
                    reply.status == 200 || redirected,
                    "{path} as {accept:?}: {}",
                    reply.status
                );
                assert_eq!(
                    is_document(&reply),
                    document && !redirected,
                    "{path} as {accept:?}: {}",
                    reply.head
                );
                let vary = reply.header("vary").unwrap_or_default().to_ascii_lowercase();
                assert!(
                    vary.contains("accept,") || vary.ends_with("accept"),
                    "{path} as {accept:?} varies by {vary:?}"
                );
            }
        }
        // The mark of the one is not the mark of the other.
        let (html, json) = (
            house.accept(path, BROWSER).await,
            house.accept(path, ACTIVITY_JSON).await,
        );
        let (Some(of_page), Some(of_document)) = (html.header("etag"), json.header("etag")) else {
            assert!(html.status != 200, "{path}: {}", html.head);
            continue;
        };
        assert_ne!(of_page, of_document, "{path}");
        for (accept, own, other) in [(BROWSER, of_page, of_document), (ACTIVITY_JSON, of_document, of_page)] {
            let same = house
                .ask(path, &[&format!("Accept: {accept}"), &format!("If-None-Match: {own}")])
                .await;
            assert_eq!(same.status, 304, "{path}: {own} is its own");
            let wrong = house
                .ask(
                    path,
                    &[&format!("Accept: {accept}"), &format!("If-None-Match: {other}")],
                )
                .await;
            assert_eq!(wrong.status, 200, "{path}: {own} is not {other}");
        }
    }
    house.assert_untouched(&before, "asking");
}

#[tokio::test(flavor = "multi_thread")]
async fn odd_wishes_get_a_page_or_a_document_and_spoil_neither_for_others() {
    let house = House::build(Ground::any()).await;
    let before = house.snapshot();
    let page = house.page_path().await;
    let (html, json) = (
        house.accept(&page, BROWSER).await,
        house.accept(&page, ACTIVITY_JSON).await,
    );
    assert!(is_page(&html) && is_document(&json), "{}\n{}", html.head, json.head);
    let long = format!("Accept: {}", "application/activity+json;x=y,".repeat(200));
    let odd: Vec<Vec<&str>> = vec![
        vec!["Accept: application/activity+json;q=0, text/html"],
        vec!["Accept: text/html;q=0, application/activity+json"],
        vec!["Accept: APPLICATION/ACTIVITY+JSON"],
        vec!["Accept: application/activity+json\tx"],
        vec!["Accept: application/activity+json\u{e9}"],
        vec!["Accept: application/json", "Accept: text/html"],
        vec!["Accept: text/html", "Accept: application/activity+json"],
        vec!["Accept: <script>alert(1)</script>"],
        vec!["Accept: image/svg+xml"],
        vec![&long],
        vec!["Accept: application/activity+json", "X-HTTP-Method-Override: DELETE"],
        vec!["Accept: text/html", "Range: bytes=0-10"],
        vec!["Accept: text/html", "Cookie: appearance=%3Cscript%3E; session=x"],
    ];
    for headers in odd {
        let reply = house.ask(&page, &headers).await;
        assert!(
            matches!(reply.status, 200 | 206 | 400 | 431),
            "{headers:?}: {}",
            reply.status
        );
        assert!(!reply.body.contains("<script>"), "{headers:?}");
        if reply.status == 200 {
            let vary = reply.header("vary").unwrap_or_default().to_ascii_lowercase();
            assert!(vary.contains("accept"), "{headers:?} varies by {vary:?}");
        }
        assert_eq!(house.accept(&page, BROWSER).await.body, html.body, "after {headers:?}");
        assert_eq!(
            house.accept(&page, ACTIVITY_JSON).await.body,
            json.body,
            "after {headers:?}"
        );
    }
    house.assert_untouched(&before, "an odd wish");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_a_request_says_of_itself_reaches_nobody_else() {
    let house = House::build(Ground::any()).await;
    let before = house.snapshot();
    let page = house.page_path().await;
    for (path, accept) in [
        (page.as_str(), BROWSER),
        (house.object.path(), ACTIVITY_JSON),
        ("/", BROWSER),
        ("/users/mara", ACTIVITY_JSON),
    ] {
        for poison in [
            "Host: evil.example",
            "X-Forwarded-Host: evil.example",
            "X-Forwarded-Proto: gopher",
            "Forwarded: host=evil.example;proto=gopher",
            "X-Original-URL: /evil.example",
            "X-Rewrite-URL: /evil.example",
            "Referer: https://evil.example/",
            "Origin: https://evil.example",
            "User-Agent: evil.example",
            "Accept-Language: evil.example",
        ] {
            let reply = house.ask(path, &[poison, &format!("Accept: {accept}")]).await;
            let clean = !reply.body.contains("evil.example") && !reply.head.contains("evil.example");
            assert!(clean, "{path} with {poison}: {}\n{}", reply.head, reply.body);
        }
        let reply = house
            .accept(&format!("{path}?utm=%3Cscript%3Eevil.example"), accept)
            .await;
        assert!(!reply.body.contains("<script>"), "{path}");
        let clean = house.accept(path, accept).await;
        assert_eq!(clean.status, 200, "{path}");
        assert!(!clean.body.contains("evil.example"), "{path} was poisoned");
    }
    // What is wrong is not kept by anybody, under whatever type it was asked for.
    for path in [
        "/nothing-here",
        "/@mara/nothing",
        "/r/nothing",
        "/users/nobody",
        "/c/nothing",
        "/%c0%ae",
    ] {
        for accept in [BROWSER, ACTIVITY_JSON] {
            let reply = house.accept(path, accept).await;
            assert!(matches!(reply.status, 400 | 404), "{path}: {}", reply.status);
            let kept = reply.header("cache-control").unwrap_or_default();
            assert!(
                kept.contains("no-store") || kept.contains("no-cache"),
                "{path} as {accept} may be kept: {kept:?}"
            );
            assert!(!is_document(&reply), "{path}");
        }
    }
    house.assert_untouched(&before, "a poisoned request");
}
