//! Posts elsewhere that link to a review: "Mentioned by" on its page, and never a comment.

use super::peers::{Ground, Peer, settle};
use houselights::domain::comment::Root;
use houselights::domain::id::ReviewId;
use houselights::domain::notification::NotificationKind;
use houselights::domain::review::{ReviewInput, SectionInput, SectionKind};
use houselights::service::mentions::Mentions;
use houselights::service::reviews::Intent;
use houselights::service::views::Viewer;
use serde_json::{Value, json};
use url::Url;

pub const PUBLIC: &str = "https://www.w3.org/ns/activitystreams#Public";
const HTML: &str = "text/html,application/xhtml+xml";

/// A server with two reviews, and somebody of another server who writes about them.
pub struct Stage {
    pub a: Peer,
    pub b: Peer,
    pub mara: Viewer,
    pub ivo: Viewer,
    pub review: ReviewId,
    pub other: ReviewId,
    pub page: Url,
}

pub async fn stage(ground: Ground) -> Stage {
    let (a, b) = (ground.peer().await, ground.peer().await);
    stage_on(a, b).await
}

pub async fn stage_on(a: Peer, b: Peer) -> Stage {
    let (mara, ivo) = (a.person("mara").await, b.person("ivo").await);
    let review = a.publish(&mara, "The Long Platform").await;
    let other = a.publish(&mara, "The Short Platform").await;
    settle(&[&a, &b]).await;
    let path = a.service.review_path(&review).await.unwrap();
    let page = a.origin.join(&path).unwrap();
    Stage {
        a,
        b,
        mara,
        ivo,
        review,
        other,
        page,
    }
}

impl Stage {
    /// A public post of Ivo's, as his server would write it; `change` makes it another.
    pub fn post(&self, name: &str, html: &str, change: impl FnOnce(&mut Value)) -> Value {
        let (origin, actor) = (&self.b.origin, &self.ivo.actor.uri);
        let mut post = json!({
            "id": format!("{origin}notes/{name}"),
            "type": "Note",
            "attributedTo": actor,
            "content": html,
            "published": "2026-11-20T10:00:00Z",
            "to": [PUBLIC],
            "cc": [self.mara.actor.uri],
            "tag": [{"type": "Mention", "href": self.mara.actor.uri, "name": "@mara"}]
        });
        change(&mut post);
        post
    }

    /// Sends an activity about an object and lets the server work.
    pub async fn send(&self, verb: &str, number: u32, object: &Value) {
        let (to, cc) = (object["to"].clone(), object["cc"].clone());
        let body = json!({
            "@context": "https://www.w3.org/ns/activitystreams",
            "id": format!("{}activities/{verb}-{number}", self.b.origin),
            "type": verb, "actor": self.ivo.actor.uri, "to": to, "cc": cc, "object": object
        });
        let inbox = self.a.service.urls().shared_inbox();
        assert_eq!(self.b.send(&self.ivo, &inbox, &body).await, 202);
        settle(&[&self.a]).await;
    }

    pub async fn said_of(&self, review: &ReviewId) -> Mentions {
        self.a.service.mentions(review, None).await.unwrap()
    }

    pub async fn said(&self) -> Mentions {
        self.said_of(&self.review).await
    }

    pub async fn comments(&self) -> usize {
        let root = Root::Review(self.review.clone());
        self.a.conversation(&root).await.count
    }

    pub async fn shown(&self) -> String {
        let page = self.a.get(self.page.path(), HTML).await;
        assert_eq!(page.status, 200);
        String::from_utf8(page.body).unwrap()
    }

    pub fn link(&self) -> String {
        format!("<p>A good one: <a href=\"{}\">over there</a></p>", self.page)
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_post_that_links_to_a_review_is_a_mention_and_no_comment() {
    for ground in Ground::all() {
        let s = stage(ground).await;
        let post = s.post("1", &s.link(), |post| {
            post["type"] = json!("Article");
            post["name"] = json!("My week & other <b>films</b>");
            post["summary"] = json!("Seven evenings.");
        });
        s.send("Create", 1, &post).await;
        let said = s.said().await;
        assert_eq!((said.links.len(), said.quotes.len(), s.comments().await), (1, 0, 0));
        let mention = &said.links[0];
        assert_eq!(mention.title, "My week & other films");
        assert_eq!(mention.excerpt, "Seven evenings.");
        assert_eq!(mention.author.handle, s.b.handle("ivo"));
        assert_eq!(mention.permalink, post["id"].as_str().unwrap());
        let page = s.shown().await;
        assert!(
            page.contains("Mentioned by") && page.contains("My week &#38; other films"),
            "{page}"
        );
        assert!(!page.contains("Quoted by"));

        let news = s.a.service.notifications(&s.mara, None).await.unwrap();
        assert_eq!(news.len(), 1, "told once, although the post also names her");
        assert_eq!(news[0].kind, NotificationKind::Link);
        assert_eq!(news[0].review_id, Some(s.review.clone()));
        s.send("Create", 2, &post).await;
        assert_eq!(s.said().await.links.len(), 1, "the same post again");
        assert!(s.said_of(&s.other).await.is_empty());
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn edits_and_deletes_of_a_mention_are_followed() {
    for ground in Ground::all() {
        let s = stage(ground).await;
        s.send("Create", 1, &s.post("1", &s.link(), |_| {})).await;
        assert!(s.shown().await.contains("A good one"));
        let edited = s.post("1", &s.link().replace("A good one", "The best one"), |post| {
            post["updated"] = json!("2026-11-20T11:00:00Z");
        });
        s.send("Update", 1, &edited).await;
        let said = s.said().await;
        assert!(said.links[0].excerpt.contains("The best one") && said.links[0].edited);
        assert!(
            s.shown().await.contains("The best one"),
            "the page is not from the shelf"
        );
        s.send(
            "Update",
            2,
            &s.post("1", &s.link(), |_| {
                // An older edit that comes late.
            }),
        )
        .await;

        let elsewhere = s.a.service.review_path(&s.other).await.unwrap();
        let moved = s.post(
            "1",
            &format!("<p><a href=\"{}\">x</a></p>", s.a.origin.join(&elsewhere).unwrap()),
            |post| {
                post["updated"] = json!("2099-11-20T12:00:00Z");
            },
        );
        s.send("Update", 3, &moved).await;
        assert!(s.said().await.is_empty(), "it links there no more");
        assert_eq!(s.said_of(&s.other).await.links.len(), 1, "but here");

        s.send("Delete", 1, &json!(moved["id"])).await;
        assert!(s.said_of(&s.other).await.is_empty());
        s.send("Create", 2, &moved).await;
        assert!(
            s.said_of(&s.other).await.is_empty(),
            "what was deleted does not come back"
        );
        assert!(!s.shown().await.contains("Mentioned by"));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn every_address_of_a_review_counts_wherever_it_stands_in_the_post() {
    for ground in Ground::all() {
        let s = stage(ground).await;
        let id = s.a.service.urls().review(&s.review).to_string();
        let old = s.page.to_string();
        // The author gives the page another address; the old one still leads there.
        let input = ReviewInput {
            film: "The Long Platform".to_owned(),
            year: "1962".to_owned(),
            language: "en".to_owned(),
            slug: "waiting".to_owned(),
            sections: vec![SectionInput {
                kind: SectionKind::Take,
                label: String::new(),
                source: "Still lovely.".to_owned(),
            }],
            ..ReviewInput::default()
        };
        s.a.service
            .save_review(&s.mara, Some(&s.review), &input, Intent::Publish)
            .await
            .unwrap();
        let moved = s.a.get(s.page.path(), HTML).await;
        assert_eq!(moved.status, 301);
        assert_eq!(moved.headers["location"], "/@mara/waiting");

        let in_text = |url: &str| s.post("1", &format!("<p><a href=\"{url}\">x</a></p>"), |_| {});
        let beside = |change: &dyn Fn(&mut Value)| s.post("1", "<p>x</p>", |post| change(post));
        let posts = [
            in_text(&id),
            in_text(&old),
            in_text(&format!("{}@mara/waiting?from=feed#take", s.a.origin)),
            in_text(&format!("{}@Mara/waiting/", s.a.origin)),
            beside(&|post| post["attachment"] = json!([{"type": "Link", "href": id}])),
            beside(&|post| post["tag"] = json!([{"type": "Link", "href": id, "name": "x"}])),
            beside(&|post| {
                post["type"] = json!("Page");
                post["name"] = json!("A link");
                post["url"] = json!(id);
            }),
            beside(&|post| post["type"] = json!("Question")),
        ];
        for (n, post) in posts.iter().enumerate() {
            let mut post = post.clone();
            post["id"] = json!(format!("{}notes/every-{n}", s.b.origin));
            s.send("Create", u32::try_from(n).unwrap(), &post).await;
            let expected = (n + 1).min(7);
            assert_eq!(s.said().await.links.len(), expected, "{n}: {post:#}");
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_answer_that_links_to_another_review_is_a_comment_here_and_a_mention_there() {
    for ground in Ground::all() {
        let s = stage(ground).await;
        let there =
            s.a.origin
                .join(&s.a.service.review_path(&s.other).await.unwrap())
                .unwrap();
        let html = format!(
            "<p>As in <a href=\"{there}\">that one</a>, unlike <a href=\"{}\">here</a>.</p>",
            s.page
        );
        let answer = s.post("1", &html, |post| {
            post["inReplyTo"] = json!(s.a.service.urls().review(&s.review));
        });
        s.send("Create", 1, &answer).await;
        assert_eq!(s.comments().await, 1);
        assert!(
            s.said().await.is_empty(),
            "a comment is not also a mention of what it answers"
        );
        assert_eq!(s.said_of(&s.other).await.links.len(), 1);
        s.send("Delete", 1, &json!({"id": answer["id"], "type": "Tombstone"}))
            .await;
        assert_eq!(s.comments().await, 0);
        assert!(s.said_of(&s.other).await.is_empty());
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_post_of_somebody_followed_is_kept_and_is_a_mention_too() {
    for ground in Ground::all() {
        let s = stage(ground).await;
        s.a.follow(&s.mara, &s.b.handle("ivo")).await;
        settle(&[&s.a, &s.b]).await;
        for (n, kind, kept) in [(1, "Article", true), (2, "Note", false)] {
            let post = s.post(&n.to_string(), &s.link(), |post| post["type"] = json!(kind));
            s.send("Create", n, &post).await;
            assert_eq!(s.said().await.links.len(), usize::try_from(n).unwrap());
            let uri = Url::parse(&format!("{}notes/{n}", s.b.origin)).unwrap();
            assert_eq!(s.a.service.resolve(&uri).await.unwrap().is_some(), kept, "{kind}");
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_not_for_everybody_never_appears_and_disappears_when_it_becomes_private() {
    for ground in Ground::all() {
        let s = stage(ground).await;
        let followers = format!("{}/followers", s.ivo.actor.uri);
        for (n, to) in [json!([followers]), json!([s.mara.actor.uri])].into_iter().enumerate() {
            let secret = s.post(&format!("secret-{n}"), &s.link(), |post| {
                (post["to"], post["cc"]) = (to, json!([]));
                post["quote"] = json!(s.a.service.urls().review(&s.review));
            });
            s.send("Create", u32::try_from(n).unwrap(), &secret).await;
        }
        assert!(s.said().await.is_empty());
        let news = s.a.service.notifications(&s.mara, None).await.unwrap();
        assert!(
            news.iter().all(|note| note.kind == NotificationKind::Private),
            "{news:?}"
        );

        let unlisted = s.post("1", &s.link(), |post| {
            (post["to"], post["cc"]) = (json!([followers]), json!([PUBLIC]));
        });
        s.send("Create", 8, &unlisted).await;
        assert_eq!(s.said().await.links.len(), 1);
        let hidden = s.post("1", &s.link(), |post| {
            (post["to"], post["cc"]) = (json!([followers]), json!([]));
            post["updated"] = json!("2026-11-20T12:00:00Z");
        });
        s.send("Update", 8, &hidden).await;
        assert!(s.said().await.is_empty());
        assert!(!s.shown().await.contains("Mentioned by"));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_reviewer_takes_a_mention_off_the_page_and_it_stays_off() {
    for ground in Ground::all() {
        let s = stage(ground).await;
        let reader = s.a.person("reader").await;
        s.send("Create", 1, &s.post("1", &s.link(), |_| {})).await;
        let id = s.said().await.links[0].id.clone();
        assert!(
            s.a.service.remove_mention(&reader, &id).await.is_err(),
            "a reader may not"
        );
        s.a.service.remove_mention(&s.mara, &id).await.unwrap();
        assert!(s.said().await.is_empty());
        let own = s.a.service.mentions(&s.review, Some(&s.mara)).await.unwrap();
        assert!(own.links[0].removed && own.links[0].may.restore, "she still sees it");
        let edited = s.post("1", &s.link(), |post| post["updated"] = json!("2026-11-20T12:00:00Z"));
        s.send("Update", 1, &edited).await;
        s.send("Create", 2, &edited).await;
        assert!(s.said().await.is_empty(), "an edit does not bring it back");
        assert!(s.a.service.restore_mention(&reader, &id).await.is_err());
        s.a.service.restore_mention(&s.mara, &id).await.unwrap();
        assert_eq!(s.said().await.links.len(), 1);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_edits_or_deletes_the_mention_of_somebody_else() {
    for ground in Ground::all() {
        let s = stage(ground).await;
        let eve = s.b.person("eve").await;
        s.send("Create", 1, &s.post("1", &s.link(), |_| {})).await;
        let inbox = s.a.service.urls().shared_inbox();
        let forged = s.post("1", "<p>Buy salt</p>", |post| {
            post["attributedTo"] = json!(eve.actor.uri);
            post["updated"] = json!("2026-11-20T12:00:00Z");
        });
        for (n, (verb, object)) in [
            ("Update", forged.clone()),
            ("Create", forged.clone()),
            ("Delete", forged["id"].clone()),
        ]
        .into_iter()
        .enumerate()
        {
            let body = json!({"id": format!("{}activities/forged-{n}", s.b.origin), "type": verb,
                "actor": eve.actor.uri, "to": [PUBLIC], "object": object});
            assert_eq!(s.b.send(&eve, &inbox, &body).await, 202);
            settle(&[&s.a]).await;
            let said = s.said().await;
            assert!(
                said.links.len() == 1 && said.links[0].excerpt.contains("A good one"),
                "{verb}"
            );
        }
        // Ivo's whole account goes, and his words with it.
        s.send("Delete", 7, &json!(s.ivo.actor.uri)).await;
        assert!(s.said().await.is_empty());
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_flood_of_links_names_no_more_than_a_few_reviews_and_no_draft() {
    let ground = Ground::all().remove(0);
    let s = stage(ground).await;
    let mut html = String::new();
    for n in 0..400 {
        html.push_str(&format!("<a href=\"{}r/01nothing{n}\">x</a>", s.a.origin));
    }
    html.push_str(&s.link());
    s.send("Create", 1, &s.post("flood", &html, |_| {})).await;
    let found = s.said().await.links.len();
    assert!(found <= 1);
    s.send(
        "Create",
        2,
        &s.post("profile", &format!("<a href=\"{}@mara\">her</a>", s.a.origin), |_| {}),
    )
    .await;
    assert_eq!(s.said().await.links.len(), found, "a profile is no review");
    s.a.service.withdraw_review(&s.mara, &s.other).await.unwrap();
    let gone = format!("<a href=\"{}\">x</a>", s.a.service.urls().review(&s.other));
    s.send("Create", 3, &s.post("gone", &gone, |_| {})).await;
    assert!(s.said_of(&s.other).await.is_empty(), "nor is one that was withdrawn");
}
