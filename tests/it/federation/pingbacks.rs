//! XML-RPC pingbacks of old blogs.

use super::peers::{Ground, Peer, settle};
use super::web::{Page, Site};
use crate::support::server::visitors_net;
use houselights::domain::id::ReviewId;
use houselights::service::views::Viewer;
use http::HeaderMap;
use std::time::Duration;
use url::Url;

struct House {
    a: Peer,
    mara: Viewer,
    review: ReviewId,
    page: Url,
    blog: Site,
}

async fn house(ground: Ground) -> House {
    let a = ground.peer_with(&[("federation.request_timeout", "2")]).await;
    let mara = a.person("mara").await;
    let review = a.publish(&mara, "The Long Platform").await;
    settle(&[&a]).await;
    let page = a.origin.join(&a.service.review_path(&review).await.unwrap()).unwrap();
    House {
        a,
        mara,
        review,
        page,
        blog: Site::start().await,
    }
}

impl House {
    async fn call(&self, body: String) -> String {
        let endpoint = self.a.service.urls().pingback();
        // Not the server's own client, whose patience is short in these tests.
        let answer = visitors_net().post(&endpoint, HeaderMap::new(), body).await.unwrap();
        assert_eq!(answer.status, 200);
        assert_eq!(answer.content_type(), Some("text/xml; charset=utf-8"));
        String::from_utf8(answer.body).unwrap()
    }

    async fn ping(&self, source: &str, target: &str) -> String {
        let text = |url: &str| {
            format!(
                "<param><value><string>{}</string></value></param>",
                url.replace('&', "&amp;")
            )
        };
        self.call(format!(
            "<?xml version=\"1.0\" encoding=\"utf-8\"?><methodCall><methodName>pingback.ping</methodName><params>{}{}</params></methodCall>",
            text(source),
            text(target)
        ))
        .await
    }

    async fn links(&self) -> usize {
        self.a.service.mentions(&self.review, None).await.unwrap().links.len()
    }

    fn link(&self) -> Page {
        Page::html(&format!("<title>An old blog</title><p><a href='{}'>x</a>", self.page))
    }
}

fn code(answer: &str) -> i32 {
    let rest = answer.split_once("<int>").unwrap_or_else(|| panic!("{answer}")).1;
    rest.split_once("</int>").unwrap().0.parse().unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn an_old_blog_pings_and_stands_below_the_review() {
    for ground in Ground::all() {
        let h = house(ground).await;
        let shown = h.a.get(h.page.path(), "text/html").await;
        assert_eq!(shown.headers["x-pingback"], format!("{}xmlrpc", h.a.origin).as_str());
        let source = h.blog.put("/?p=7&preview=no", h.link());
        let answer = h.ping(source.as_str(), h.page.as_str()).await;
        assert!(!answer.contains("fault") && answer.contains("<string>"), "{answer}");
        let said = h.a.service.mentions(&h.review, None).await.unwrap();
        assert_eq!((said.links.len(), said.links[0].title.as_str()), (1, "An old blog"));
        assert_eq!(code(&h.ping(source.as_str(), h.page.as_str()).await), 48);
        h.a.service.remove_mention(&h.mara, &said.links[0].id).await.unwrap();
        assert_eq!(code(&h.ping(source.as_str(), h.page.as_str()).await), 49);
        assert_eq!(h.links().await, 0);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn every_fault_has_its_code_and_leaves_nothing() {
    for ground in Ground::all() {
        let h = house(ground).await;
        let (page, origin) = (h.page.as_str(), h.a.origin.as_str());
        let source = h.blog.put("/good", h.link());
        let without = h.blog.put("/without", Page::html("<p>No link"));
        let gone = h.blog.put("/gone", Page::status(410));
        let broken = h.blog.put("/broken", Page::status(500));
        let mut slow = h.link();
        slow.after = Duration::from_secs(20);
        let slow = h.blog.put("/slow", slow);
        let inside = h.blog.put("/inside", Page::redirect("http://10.0.0.1/"));
        let dead = "http://127.0.0.1:1/";
        for (source, target, fault) in [
            (gone.as_str(), page, 16),
            ("nonsense", page, 16),
            ("http://10.0.0.1/", page, 16),
            (inside.as_str(), page, 16),
            (page, page, 16),
            (without.as_str(), page, 17),
            (source.as_str(), &format!("{origin}@mara/nothing"), 32),
            (source.as_str(), origin, 33),
            (source.as_str(), "https://other.example/", 33),
            (broken.as_str(), page, 50),
            (slow.as_str(), page, 50),
            (dead, page, 50),
        ] {
            let answer = h.ping(source, target).await;
            assert_eq!(code(&answer), fault, "{source} {target}: {answer}");
        }
        for body in [
            "",
            "not xml",
            "<methodCall><methodName>system.listMethods</methodName></methodCall>",
            "<methodCall><methodName>pingback.ping</methodName><params></params></methodCall>",
            "<!DOCTYPE x [<!ENTITY a \"b\">]><methodCall><methodName>&a;</methodName></methodCall>",
            "<!DOCTYPE x [<!ENTITY a SYSTEM \"file:///etc/passwd\">]><methodCall><methodName>pingback.ping</methodName>\
             <params><param><value>&a;</value></param></params></methodCall>",
            &format!("<methodCall>{}", "<a>".repeat(5_000)),
            &"x".repeat(100_000),
        ] {
            let answer = h.call(body.to_owned()).await;
            assert_eq!(code(&answer), 0, "{answer}");
            assert!(!answer.contains("root:"), "{answer}");
        }
        assert_eq!(h.links().await, 0);
        assert!(h.a.service.notifications(&h.mara, None).await.unwrap().is_empty());
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn laughs_are_never_expanded_and_a_flood_is_stopped() {
    let h = house(Ground::all().remove(0)).await;
    let mut laughs = "<!DOCTYPE lolz [<!ENTITY lol0 \"lol\">".to_owned();
    for n in 1..10 {
        laughs.push_str(&format!(
            "<!ENTITY lol{n} \"{}\">",
            format!("&lol{};", n - 1).repeat(10)
        ));
    }
    laughs.push_str("]><methodCall><methodName>&lol9;</methodName></methodCall>");
    let begun = std::time::Instant::now();
    assert_eq!(code(&h.call(laughs).await), 0);
    // Expanded it would be three gigabytes; the bound is far above what a busy machine needs to refuse it.
    assert!(begun.elapsed() < Duration::from_secs(20));
    let mut last = 0;
    for n in 0..70 {
        let without = h.blog.put(&format!("/{n}"), Page::html("x"));
        last = code(&h.ping(without.as_str(), h.page.as_str()).await);
    }
    assert_eq!(last, 49, "too many from one address");
    assert!(h.blog.asked().len() <= 60);
}
