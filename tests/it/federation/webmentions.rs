//! Webmentions: pages of the web that link to a review, and pages that a review links to.

use super::mentions::{Stage, stage_on};
use super::peers::{Ground, Peer, settle};
use super::web::{Page, Site};
use houselights::domain::id::ReviewId;
use houselights::domain::notification::NotificationKind;
use houselights::domain::review::{ReviewInput, SectionInput, SectionKind, TriviaInput};
use houselights::domain::webmention::WebmentionState;
use houselights::env::Response;
use houselights::service::mentions::Mentions;
use houselights::service::receipts::ReceiptQuery;
use houselights::service::reviews::Intent;
use houselights::service::views::Viewer;
use http::{HeaderMap, HeaderValue};
use std::time::Duration;
use url::{Url, form_urlencoded};

const HTML: &str = "text/html,application/xhtml+xml";

struct House {
    a: Peer,
    mara: Viewer,
    review: ReviewId,
    page: Url,
    blog: Site,
}

async fn house(ground: Ground, settings: &[(&str, &str)]) -> House {
    let (a, blog) = (ground.peer_with(settings).await, Site::start().await);
    let mara = a.person("mara").await;
    let review = a.publish(&mara, "The Long Platform").await;
    settle(&[&a]).await;
    let page = a.origin.join(&a.service.review_path(&review).await.unwrap()).unwrap();
    House {
        a,
        mara,
        review,
        page,
        blog,
    }
}

impl House {
    async fn offer(&self, source: &str, target: &str) -> Response {
        let body = form_urlencoded::Serializer::new(String::new())
            .append_pair("source", source)
            .append_pair("target", target)
            .finish();
        let mut headers = HeaderMap::new();
        let form = HeaderValue::from_static("application/x-www-form-urlencoded");
        headers.insert("content-type", form);
        let endpoint = self.a.service.urls().webmention();
        self.a.service.env().net.post(&endpoint, headers, body).await.unwrap()
    }

    /// Offers a page of the blog and lets the server read it.
    async fn tell(&self, source: &Url) -> Mentions {
        let answer = self.offer(source.as_str(), self.page.as_str()).await;
        assert_eq!(answer.status, 202, "{}", String::from_utf8_lossy(&answer.body));
        settle(&[&self.a]).await;
        self.said().await
    }

    async fn said(&self) -> Mentions {
        self.a.service.mentions(&self.review, None).await.unwrap()
    }

    fn post(&self, title: &str) -> Page {
        Page::html(&format!(
            "<html lang=\"de\"><title>{title} – a blog</title><article class=h-entry><h1 class=p-name>{title}</h1>\
             <a class='p-author h-card' href='/about'><img src='/ana.png' alt=''>Ana Bell</a>\
             <time class=dt-published datetime='2026-10-03T18:05:00Z'>3.10.</time>\
             <p class=p-summary>Five films about borders.</p><a href='{}'>Mara</a></article></html>",
            self.page
        ))
    }

    async fn write(&self, id: Option<&ReviewId>, text: &str, trivia_source: &str) -> ReviewId {
        let input = ReviewInput {
            film: "The Salt Road".to_owned(),
            year: "1971".to_owned(),
            language: "en".to_owned(),
            sections: vec![SectionInput {
                kind: SectionKind::Take,
                label: String::new(),
                source: text.to_owned(),
            }],
            trivia: vec![TriviaInput {
                text: "The salt was real.".to_owned(),
                source_name: "A blog".to_owned(),
                source_url: trivia_source.to_owned(),
            }],
            ..ReviewInput::default()
        };
        let saved = self
            .a
            .service
            .save_review(&self.mara, id, &input, Intent::Publish)
            .await;
        settle(&[&self.a]).await;
        saved.unwrap().id
    }

    async fn receipts(&self, id: &ReviewId) -> Vec<(String, bool, WebmentionState)> {
        let receipts = self
            .a
            .service
            .receipts(&self.mara, id, ReceiptQuery::default())
            .await
            .unwrap();
        let row = |page: houselights::service::webmentions::PageReceipt| (page.target, page.linked, page.state);
        receipts.pages.into_iter().map(row).collect()
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_blog_tells_of_its_link_its_edit_and_its_end() {
    for ground in Ground::all() {
        let h = house(ground, &[]).await;
        let shown = h.a.get(h.page.path(), HTML).await;
        let endpoint = format!("{}webmention", h.a.origin);
        assert_eq!(
            shown.headers["link"],
            format!("<{endpoint}>; rel=\"webmention\"").as_str()
        );
        assert!(
            String::from_utf8(shown.body)
                .unwrap()
                .contains(&format!("<link rel=\"webmention\" href=\"{endpoint}\">"))
        );

        let source = h.blog.put("/salt", h.post("Salt & light"));
        let said = h.tell(&source).await;
        assert_eq!((said.links.len(), said.quotes.len()), (1, 0));
        let mention = &said.links[0];
        assert_eq!(
            (mention.title.as_str(), mention.excerpt.as_str()),
            ("Salt & light", "Five films about borders.")
        );
        assert_eq!(
            (mention.author.name.as_str(), mention.language.as_deref()),
            ("Ana Bell", Some("de"))
        );
        assert_eq!(mention.author.url, h.blog.origin.join("/about").unwrap().as_str());
        assert!(
            mention.author.avatar.as_deref().unwrap().starts_with("/media/remote/"),
            "never from their server"
        );
        assert_eq!(mention.permalink, source.as_str());
        assert_eq!(mention.published_at.to_rfc3339(), "2026-10-03T18:05:00+00:00");
        let page = h.a.get(h.page.path(), HTML).await;
        let page = String::from_utf8(page.body).unwrap();
        assert!(
            page.contains("Mentioned by") && page.contains("Ana Bell") && !page.contains("/ana.png"),
            "{page}"
        );
        let news = h.a.service.notifications(&h.mara, None).await.unwrap();
        assert_eq!((news.len(), news[0].kind), (1, NotificationKind::Link));
        assert_eq!(
            (news[0].actor.name.as_str(), news[0].actor_path.as_str()),
            ("Ana Bell", mention.author.url.as_str())
        );

        h.blog.put("/salt", h.post("Salt, light and bread"));
        let said = h.tell(&source).await;
        assert_eq!(
            (said.links.len(), said.links[0].title.as_str()),
            (1, "Salt, light and bread")
        );
        h.blog.put("/salt", Page::html("<p>I took the link out.</p>"));
        assert!(h.tell(&source).await.is_empty());
        assert!(h.a.service.notifications(&h.mara, None).await.unwrap().is_empty());

        h.blog.put("/salt", h.post("Back again"));
        assert_eq!(h.tell(&source).await.links.len(), 1);
        h.blog.put("/salt", Page::status(410));
        assert!(h.tell(&source).await.is_empty());
        let page = h.a.get(h.page.path(), HTML).await;
        assert!(!String::from_utf8(page.body).unwrap().contains("Mentioned by"));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_offer_is_written_down_before_it_is_answered_and_nothing_is_believed_before_it_is_read() {
    for ground in Ground::all() {
        let h = house(ground, &[]).await;
        let source = h.blog.put("/salt", h.post("Salt"));
        assert_eq!(h.offer(source.as_str(), h.page.as_str()).await.status, 202);
        assert_eq!(h.a.service.backlog().await.unwrap().jobs, 1);
        assert!(h.said().await.is_empty());
        assert!(h.blog.asked().is_empty());
        // The same offer again waits no second time.
        assert_eq!(h.offer(source.as_str(), h.page.as_str()).await.status, 202);
        assert_eq!(h.a.service.backlog().await.unwrap().jobs, 1);
        settle(&[&h.a]).await;
        assert_eq!(
            (h.said().await.links.len(), h.a.service.backlog().await.unwrap().jobs),
            (1, 0)
        );
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_offer_that_cannot_be_is_refused_in_plain_words() {
    for ground in Ground::all() {
        let h = house(ground, &[]).await;
        let (page, origin) = (h.page.as_str(), &h.a.origin);
        let long = format!("https://blog.example/{}", "x".repeat(1_100));
        for (source, target, words) in [
            ("", page, "source must be"),
            ("javascript:alert(1)", page, "source must be"),
            ("https://user:secret@blog.example/", page, "source must be"),
            (long.as_str(), page, "source must be"),
            (page, page, "same page"),
            (origin.as_str(), page, "page of this site"),
            ("https://blog.example/", "", "not a page of this site"),
            (
                "https://blog.example/",
                "https://blog.example/2",
                "not a page of this site",
            ),
            ("https://blog.example/", origin.as_str(), "only reviews"),
            (
                "https://blog.example/",
                &format!("{origin}@mara/nothing"),
                "no published review",
            ),
            (
                "https://blog.example/",
                &format!("{origin}r/01nothing"),
                "no published review",
            ),
        ] {
            let answer = h.offer(source, target).await;
            let said = String::from_utf8(answer.body).unwrap();
            assert_eq!(answer.status, 400, "{source} {target}: {said}");
            assert!(said.contains(words), "{source} {target}: {said}");
        }
        let draft = ReviewInput {
            film: "Not Yet".to_owned(),
            language: "en".to_owned(),
            slug: "not-yet".to_owned(),
            ..ReviewInput::default()
        };
        h.a.service
            .save_review(&h.mara, None, &draft, Intent::Save)
            .await
            .unwrap();
        let answer = h
            .offer("https://blog.example/", &format!("{origin}@mara/not-yet"))
            .await;
        assert_eq!(answer.status, 400, "a draft is not there for others");
        let net = &h.a.service.env().net;
        let endpoint = h.a.service.urls().webmention();
        assert_eq!(
            net.post(&endpoint, HeaderMap::new(), "source=x").await.unwrap().status,
            400
        );
        assert_eq!(h.a.service.backlog().await.unwrap().jobs, 0);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn pages_that_only_seem_to_link_are_not_shown() {
    for ground in Ground::all() {
        let h = house(ground, &[("federation.request_timeout", "2")]).await;
        let link = format!("<a href=\"{}\">x</a>", h.page);
        let mut huge = Page::html(&link);
        huge.body.resize(3 << 20, b' ');
        let mut slow = Page::html(&link);
        slow.after = Duration::from_secs(20);
        let pages = [
            Page::html(&format!("<!-- {link} -->")),
            Page::html(&format!(
                "<script>\"{link}\"</script><style>{link}</style><template>{link}</template>"
            )),
            Page::html(&format!("<p>{}</p>", h.page)),
            Page::html(&format!("<a href=\"{}/\">x</a>", h.page)),
            Page::typed("image/svg+xml", &link),
            Page::typed("application/octet-stream", &link),
            Page::html(&link).with("Content-Encoding", "gzip"),
            Page::status(404),
            Page::status(403),
            Page::redirect("http://169.254.169.254/latest/meta-data"),
            Page::redirect("http://10.0.0.1/"),
            Page::redirect("http://[::1]:1/"),
            Page::redirect(h.page.as_str()),
            Page::redirect("/13"),
            Page::redirect("file:///etc/passwd"),
            huge,
            slow,
        ];
        for (n, page) in pages.into_iter().enumerate() {
            let source = h.blog.put(&format!("/{n}"), page);
            assert!(h.tell(&source).await.is_empty(), "{n}");
        }
        assert!(h.a.service.notifications(&h.mara, None).await.unwrap().is_empty());
        // The slow page made its host one that is left alone for a while, unless it speaks to us.
        h.a.service.env().net.revive(h.blog.origin.authority());
        // Other ways of linking that count.
        let plain = h
            .blog
            .put("/plain", Page::typed("text/plain", &format!("see {}.", h.page)));
        assert_eq!(h.tell(&plain).await.links.len(), 1);
        let json = format!("{{\"a\": [{{\"url\": \"{}\"}}]}}", h.page);
        let json = h.blog.put("/json", Page::typed("application/json", &json));
        assert_eq!(h.tell(&json).await.links.len(), 2);
        h.blog.put("/moved", Page::html(&link));
        let moved = h.blog.put("/old", Page::redirect("/moved"));
        let said = h.tell(&moved).await;
        assert_eq!(said.links.len(), 3);
        let host = h.blog.origin.authority();
        assert_eq!(
            said.links[0].author.name, host,
            "who names nobody is called by the host"
        );
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_silent_page_is_asked_again_and_a_flood_is_stopped() {
    for ground in Ground::all() {
        let h = house(ground, &[]).await;
        let source = h.blog.put("/salt", Page::status(503));
        assert!(h.tell(&source).await.is_empty());
        assert_eq!(h.a.service.backlog().await.unwrap().jobs, 1, "it will be tried again");

        let mut refused = None;
        for n in 0..80 {
            let answer = h.offer(&format!("https://other-{n}.example/"), h.page.as_str()).await;
            if answer.status != 202 {
                refused = Some((n, answer));
                break;
            }
        }
        let (n, answer) = refused.unwrap();
        assert!((40..=60).contains(&n), "{n}");
        assert_eq!(answer.status, 429);
        assert!(answer.headers.contains_key("retry-after"));
        assert!(h.said().await.is_empty());
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_the_reviewer_took_off_the_page_stays_off() {
    for ground in Ground::all() {
        let h = house(ground, &[]).await;
        let source = h.blog.put("/salt", h.post("Salt"));
        let id = h.tell(&source).await.links[0].id.clone();
        h.a.service.remove_mention(&h.mara, &id).await.unwrap();
        h.blog.put("/salt", h.post("Salt again"));
        assert!(h.tell(&source).await.is_empty());
        h.blog.put("/salt", Page::status(410));
        h.tell(&source).await;
        h.blog.put("/salt", h.post("Salt once more"));
        assert!(h.tell(&source).await.is_empty());
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn switched_off_it_is_not_there() {
    for ground in Ground::all() {
        let off = [
            ("mentions.webmention", "false"),
            ("mentions.pingback", "false"),
            ("mentions.send_webmentions", "false"),
        ];
        let h = house(ground, &off).await;
        let shown = h.a.get(h.page.path(), HTML).await;
        assert!(!shown.headers.contains_key("link") && !shown.headers.contains_key("x-pingback"));
        let html = String::from_utf8(shown.body).unwrap();
        assert!(!html.contains("rel=\"webmention\"") && !html.contains("rel=\"pingback\""));
        assert_eq!(h.offer("https://blog.example/", h.page.as_str()).await.status, 404);
        let net = &h.a.service.env().net;
        let answer = net
            .post(&h.a.service.urls().pingback(), HeaderMap::new(), "<x/>")
            .await
            .unwrap();
        assert_eq!(answer.status, 404);
        let target = h
            .blog
            .put("/post", Page::html("x").with("Link", "</hook>; rel=webmention"));
        let id = h.write(None, &format!("See [this]({target})."), "").await;
        assert!(h.blog.asked().is_empty());
        assert!(h.receipts(&id).await.is_empty());
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_pages_a_review_links_to_are_told_of_its_beginning_its_edits_and_its_end() {
    for ground in Ground::all() {
        let h = house(ground, &[]).await;
        h.blog.put("/hook", Page::status(202));
        h.blog.put("/other-hook?a=b", Page::status(200));
        let one = h
            .blog
            .put("/one", Page::html("x").with("Link", "</hook>; rel=\"webmention\""));
        h.blog.put(
            "/two-at-last",
            Page::html("<link rel=webmention href='other-hook?a=b'>"),
        );
        let two = h.blog.put("/two", Page::redirect("/two-at-last"));
        let deaf = h
            .blog
            .put("/deaf", Page::html("<!-- <link rel=webmention href=/hook> -->"));
        let own = h.page.clone();
        let text = format!(
            "[One]({one}#here), [two]({two}), [me]({own}), [mail](mailto:x@blog.example) and [site](/films/x)."
        );
        let id = h.write(None, &text, deaf.as_str()).await;
        let source = h.a.origin.join(&h.a.service.review_path(&id).await.unwrap()).unwrap();

        let told = |path: &str| {
            let forms = h.blog.sent_to(path);
            let pair = |one: &super::web::Asked| (one.field("source"), one.field("target"));
            forms.iter().map(pair).collect::<Vec<_>>()
        };
        assert_eq!(told("/hook"), [(source.to_string(), one.to_string())]);
        assert_eq!(told("/other-hook?a=b"), [(source.to_string(), two.to_string())]);
        assert_eq!(
            h.receipts(&id).await,
            [
                (one.to_string(), true, WebmentionState::Told),
                (two.to_string(), true, WebmentionState::Told),
                (deaf.to_string(), true, WebmentionState::Deaf),
            ]
        );

        // An edit tells those that are still linked, and once more those that are not.
        h.write(Some(&id), &format!("Only [one]({one}) now."), "").await;
        assert_eq!((told("/hook").len(), told("/other-hook?a=b").len()), (2, 2));
        h.write(Some(&id), &format!("Only [one]({one}) now, I said."), "").await;
        assert_eq!((told("/hook").len(), told("/other-hook?a=b").len()), (3, 2));
        assert_eq!(
            h.receipts(&id).await[1],
            (two.to_string(), false, WebmentionState::Told)
        );

        // The end: whoever asks for the source then finds that it is gone.
        h.a.service.withdraw_review(&h.mara, &id).await.unwrap();
        settle(&[&h.a]).await;
        assert_eq!((told("/hook").len(), told("/other-hook?a=b").len()), (4, 2));
        assert_eq!(told("/hook")[3].0, source.as_str());
        assert_eq!(h.a.get(source.path(), HTML).await.status, 410);
        assert!(
            h.blog.asked().iter().all(|one| one.path != own.path()),
            "never to ourselves"
        );
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_server_that_fails_is_told_later_and_one_that_refuses_is_not() {
    for ground in Ground::all() {
        let h = house(ground, &[]).await;
        h.blog.put("/busy-hook", Page::status(503));
        h.blog.put("/strict-hook", Page::status(400));
        let busy = h
            .blog
            .put("/busy", Page::html("<a rel=webmention href=/busy-hook>x</a>"));
        let strict = h
            .blog
            .put("/strict", Page::html("<a rel=webmention href=/strict-hook>x</a>"));
        let home = h.blog.put(
            "/home",
            Page::html("x").with("Link", "<http://10.0.0.1/hook>; rel=webmention"),
        );
        let ours = format!("<{}>; rel=webmention", h.a.service.urls().webmention());
        let tricky = h.blog.put("/tricky", Page::html("x").with("Link", &ours));
        let text = format!("[a]({busy}) [b]({strict}) [c]({home}) [d]({tricky})");
        let id = h.write(None, &text, "").await;
        let states: Vec<_> = h.receipts(&id).await.into_iter().map(|row| row.2).collect();
        assert_eq!(
            states,
            [
                WebmentionState::Waiting,
                WebmentionState::Refused,
                WebmentionState::Failed,
                WebmentionState::Deaf
            ]
        );
        assert_eq!(h.a.service.backlog().await.unwrap().jobs, 1);
        assert_eq!(
            (h.blog.sent_to("/busy-hook").len(), h.blog.sent_to("/strict-hook").len()),
            (1, 1)
        );
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn two_servers_that_do_not_follow_each_other_find_each_others_links() {
    for ground in Ground::all() {
        let s: Stage = stage_on(ground.peer().await, ground.peer().await).await;
        let input = ReviewInput {
            film: "A Reply".to_owned(),
            language: "en".to_owned(),
            headline: "After Mara".to_owned(),
            sections: vec![SectionInput {
                kind: SectionKind::Take,
                label: String::new(),
                source: format!("She is right: [here]({}).", s.page),
            }],
            ..ReviewInput::default()
        };
        s.b.service
            .save_review(&s.ivo, None, &input, Intent::Publish)
            .await
            .unwrap();
        settle(&[&s.a, &s.b]).await;
        let said = s.said().await;
        assert_eq!(said.links.len(), 1);
        assert!(said.links[0].title.contains("After Mara"), "{:?}", said.links[0]);
        assert!(
            said.links[0].author.name.starts_with("IVO"),
            "{:?}",
            said.links[0].author
        );
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_page_that_speaks_both_languages_is_mentioned_once() {
    for ground in Ground::all() {
        let s = stage_on(ground.peer().await, ground.peer().await).await;
        let path = s.b.service.urls().profile("ivo");
        // Their post has a page of its own; the page is told of first, the post comes after it.
        let permalink = format!("{}@ivo/a-post", s.b.origin);
        assert!(path.as_str().starts_with(s.b.origin.as_str()));
        let post = s.post("1", &s.link(), |post| post["url"] = serde_json::json!(permalink));
        s.send("Create", 1, &post).await;
        assert_eq!(s.said().await.links.len(), 1);
        assert_eq!(s.said().await.links[0].permalink, permalink);
        let target = s.page.to_string();
        s.a.service
            .webmention_received(&permalink, &target, "127.0.0.1".parse().unwrap())
            .await
            .unwrap();
        settle(&[&s.a]).await;
        assert_eq!(
            s.said().await.links.len(),
            1,
            "their server has no such page, but the post stands"
        );
    }
}
