//! Quotes: asked for, allowed, shown, and taken back (FEP-044f); and those of servers that never ask.

use super::mentions::{PUBLIC, stage};
use super::peers::{Ground, Peer, settle};
use crate::support::fediverse::{Fediverse, Person, Received};
use houselights::domain::comment::Root;
use houselights::domain::id::ReviewId;
use houselights::domain::like::Subject;
use houselights::domain::notification::NotificationKind;
use houselights::service::mentions::Mentions;
use houselights::service::views::Viewer;
use serde_json::{Value, json};
use url::Url;

struct House {
    world: Fediverse,
    a: Peer,
    mara: Viewer,
    review: ReviewId,
    id: String,
    fan: Person,
}

async fn house(ground: Ground, settings: &[(&str, &str)]) -> House {
    let (world, a) = (Fediverse::start().await, ground.peer_with(settings).await);
    let mara = a.person("mara").await;
    let review = a.publish(&mara, "The Long Platform").await;
    settle(&[&a]).await;
    let fan = world.person("social", "fan");
    House {
        id: a.service.urls().review(&review).to_string(),
        world,
        a,
        mara,
        review,
        fan,
    }
}

impl House {
    /// A quote post as Mastodon 4.5 writes it.
    fn post(&self, name: &str, quoted: &str) -> Value {
        let id = self.fan.at(&format!("/users/fan/statuses/{name}"));
        let html =
            format!("<p class=\"quote-inline\">RE: <a href=\"{quoted}\">{quoted}</a></p><p>This, about lorries.</p>");
        json!({"id": id, "type": "Note", "attributedTo": self.fan.id, "published": "2026-11-20T10:00:00Z",
            "url": self.fan.at(&format!("/@fan/{name}")), "to": [PUBLIC], "cc": [format!("{}/followers", self.fan.id)],
            "content": html, "contentMap": {"en": html}, "tag": [], "attachment": [],
            "quote": quoted, "quoteUri": quoted, "_misskey_quote": quoted,
            "quoteAuthorization": null})
    }

    /// The request that Mastodon sends before it, with the post in full.
    fn request(&self, number: u32, object: &str, instrument: &Value) -> Value {
        json!({"@context": ["https://www.w3.org/ns/activitystreams",
                {"QuoteRequest": "https://w3id.org/fep/044f#QuoteRequest"}],
            "id": self.fan.at(&format!("/users/fan/quote_requests/{number}")), "type": "QuoteRequest",
            "actor": self.fan.id, "object": object, "instrument": instrument})
    }

    async fn send(&self, activity: &Value) {
        let inbox = self.a.service.urls().actor_part("mara", "inbox").to_string();
        assert_eq!(self.world.send(&self.fan, &inbox, activity).await, 202, "{activity:#}");
        settle(&[&self.a]).await;
    }

    async fn create(&self, post: &Value) {
        let id = format!("{}/activity", post["id"].as_str().unwrap());
        self.send(&json!({"id": id, "type": "Create", "actor": self.fan.id, "to": post["to"], "cc": post["cc"], "object": post}))
            .await;
    }

    fn answers(&self, kind: &str) -> Vec<Received> {
        self.world
            .received()
            .into_iter()
            .filter(|one| one.kind() == kind)
            .collect()
    }

    async fn said(&self) -> Mentions {
        self.a.service.mentions(&self.review, None).await.unwrap()
    }

    async fn status(&self, address: &str) -> u16 {
        let url = Url::parse(address).unwrap();
        self.a
            .get(url.path(), "application/activity+json")
            .await
            .status
            .as_u16()
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_quote_is_asked_for_allowed_shown_and_can_be_taken_back() {
    for ground in Ground::all() {
        let h = house(ground, &[]).await;
        let post = h.post("1", &h.id);
        h.send(&h.request(1, &h.id, &post)).await;

        // The answer, and the document behind it.
        let accepts = h.answers("Accept");
        assert_eq!(accepts.len(), 1);
        let accept = &accepts[0].body;
        assert_eq!(accept["actor"], h.mara.actor.uri.as_str());
        assert_eq!(accept["object"]["id"], h.fan.at("/users/fan/quote_requests/1"));
        assert_eq!(accept["object"]["type"], "QuoteRequest");
        assert_eq!(accept["object"]["instrument"], post["id"]);
        let stamp = accept["result"].as_str().unwrap().to_owned();
        let document = h.world.document(&stamp).await;
        assert_eq!(document["id"], stamp);
        assert_eq!(document["type"], "QuoteAuthorization");
        assert_eq!(document["attributedTo"], h.mara.actor.uri.as_str());
        assert_eq!(document["interactingObject"], post["id"]);
        assert_eq!(document["interactionTarget"], h.id);
        assert!(
            document["@context"]
                .to_string()
                .contains("https://w3id.org/fep/044f#QuoteAuthorization")
        );

        // On the page, once: the request brought the post, the Create says it again.
        h.create(&post).await;
        let said = h.said().await;
        assert_eq!((said.quotes.len(), said.links.len()), (1, 0));
        assert_eq!(said.quotes[0].excerpt, "This, about lorries.");
        let root = Root::Review(h.review.clone());
        assert_eq!(h.a.conversation(&root).await.count, 0);
        let path = h.a.service.review_path(&h.review).await.unwrap();
        let page = String::from_utf8(h.a.get(&path, "text/html").await.body).unwrap();
        assert!(
            page.contains("Quoted by") && page.contains("This, about lorries."),
            "{page}"
        );
        let news = h.a.service.notifications(&h.mara, None).await.unwrap();
        assert_eq!(
            news.iter().filter(|note| note.kind == NotificationKind::Quote).count(),
            1
        );

        // Asked again, answered again, with the same permission.
        h.send(&h.request(2, &h.id, &post["id"])).await;
        let accepts = h.answers("Accept");
        assert_eq!(accepts.len(), 2);
        assert_eq!(accepts[1].body["result"], stamp);
        assert_eq!(accepts[1].body["object"]["id"], h.fan.at("/users/fan/quote_requests/2"));

        // Taken back.
        let own = h.a.service.mentions(&h.review, Some(&h.mara)).await.unwrap();
        assert!(own.quotes[0].may.revoke);
        h.a.service.remove_mention(&h.mara, &own.quotes[0].id).await.unwrap();
        settle(&[&h.a]).await;
        assert!(h.said().await.is_empty());
        assert!(matches!(h.status(&stamp).await, 404 | 410));
        let deletes = h.answers("Delete");
        assert_eq!(deletes.len(), 1);
        assert_eq!(deletes[0].body["object"]["id"], stamp);
        assert_eq!(deletes[0].body["object"]["type"], "QuoteAuthorization");
        assert_eq!(deletes[0].body["actor"], h.mara.actor.uri.as_str());
        let failed =
            h.a.service
                .restore_mention(&h.mara, &own.quotes[0].id)
                .await
                .unwrap_err();
        assert_eq!(failed.code(), "quote-revoked");

        // Neither an edit nor another request brings it back.
        let mut edited = post.clone();
        edited["updated"] = json!("2026-11-21T10:00:00Z");
        h.send(&json!({"id": h.fan.at("/updates/1"), "type": "Update", "actor": h.fan.id, "to": [PUBLIC], "object": edited}))
            .await;
        h.send(&h.request(3, &h.id, &post)).await;
        assert!(h.said().await.is_empty());
        assert_eq!((h.answers("Accept").len(), h.answers("Reject").len()), (2, 1));
        assert_eq!(
            h.answers("Reject")[0].body["object"]["id"],
            h.fan.at("/users/fan/quote_requests/3")
        );
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_policy_decides_and_every_document_says_so() {
    for ground in Ground::all() {
        let nobody = house(ground, &[("mentions.quotes", "nobody")]).await;
        nobody
            .send(&nobody.request(1, &nobody.id, &nobody.post("1", &nobody.id)))
            .await;
        assert_eq!((nobody.answers("Accept").len(), nobody.answers("Reject").len()), (0, 1));
        assert!(nobody.said().await.is_empty());
        let article = nobody.world.document(&nobody.id).await;
        let policy = |article: &Value| article["interactionPolicy"]["canQuote"]["automaticApproval"].clone();
        assert_eq!(policy(&article), json!([nobody.mara.actor.uri]));

        let followers = house(ground, &[("mentions.quotes", "followers")]).await;
        let post = followers.post("1", &followers.id);
        followers.send(&followers.request(1, &followers.id, &post)).await;
        assert_eq!(followers.answers("Reject").len(), 1);
        followers
            .send(&followers.fan.follow(followers.mara.actor.uri.as_str(), 1))
            .await;
        followers.send(&followers.request(2, &followers.id, &post)).await;
        let allowed = followers.answers("Accept");
        assert_eq!(allowed.iter().filter(|one| one.body["result"].is_string()).count(), 1);
        let article = followers.world.document(&followers.id).await;
        assert_eq!(
            policy(&article),
            json!([format!("{}/followers", followers.mara.actor.uri)])
        );

        let anyone = house(ground, &[]).await;
        let article = anyone.world.document(&anyone.id).await;
        assert_eq!(policy(&article), json!([PUBLIC]));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_comment_is_quoted_below_its_review_and_its_author_decides() {
    for ground in Ground::all() {
        let h = house(ground, &[]).await;
        let eve = h.a.person("eve").await;
        let there = Subject::Review(h.review.clone());
        let comment =
            h.a.service
                .write_comment(&eve, there, "The lorry is real.")
                .await
                .unwrap();
        settle(&[&h.a]).await;
        let uri = comment.uri.to_string();
        let post = h.post("1", &uri);
        h.send(&h.request(1, &uri, &post)).await;
        assert_eq!(h.answers("Accept")[0].body["actor"], eve.actor.uri.as_str());
        let said = h.said().await;
        assert_eq!((said.quotes.len(), said.links.len()), (1, 0));
        assert_eq!(
            said.quotes[0].quoted,
            Some((format!("c-{}", comment.id), eve.actor.display_name().to_owned()))
        );
        let news = h.a.service.notifications(&eve, None).await.unwrap();
        assert!(news.iter().any(|note| note.kind == NotificationKind::Quote));

        // The reviewer may take it off the page; only Eve takes the permission back.
        let stamp = h.answers("Accept")[0].body["result"].as_str().unwrap().to_owned();
        let id = said.quotes[0].id.clone();
        h.a.service.remove_mention(&h.mara, &id).await.unwrap();
        assert_eq!(h.status(&stamp).await, 200);
        h.a.service.restore_mention(&h.mara, &id).await.unwrap();
        h.a.service.remove_mention(&eve, &id).await.unwrap();
        settle(&[&h.a]).await;
        assert_eq!(h.status(&stamp).await, 410);
        assert_eq!(h.answers("Delete")[0].body["actor"], eve.actor.uri.as_str());
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_post_that_is_not_there_yet_may_be_asked_for_by_its_id() {
    for ground in Ground::all() {
        let h = house(ground, &[]).await;
        let post = h.post("1", &h.id);
        h.send(&h.request(1, &h.id, &post["id"])).await;
        assert_eq!(h.answers("Accept").len(), 1);
        assert!(h.said().await.is_empty(), "nothing is known of it");
        h.create(&post).await;
        assert_eq!(h.said().await.quotes.len(), 1);

        // One that can be fetched is there at once.
        let second = h.post("2", &h.id);
        h.world.serve_object(&second);
        h.send(&h.request(2, &h.id, &second["id"])).await;
        assert_eq!(h.said().await.quotes.len(), 2);

        // When the review goes, so do the permissions.
        let stamp = h.answers("Accept")[0].body["result"].as_str().unwrap().to_owned();
        assert_eq!(h.status(&stamp).await, 200);
        h.a.service.withdraw_review(&h.mara, &h.review).await.unwrap();
        assert_eq!(h.status(&stamp).await, 410);
        h.send(&h.request(3, &h.id, &second)).await;
        assert_eq!(h.answers("Accept").len(), 2, "nothing to quote any more");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn forged_requests_are_refused_and_leave_nothing() {
    for ground in Ground::all() {
        let h = house(ground, &[]).await;
        let mut stolen = h.post("1", &h.id);
        stolen["attributedTo"] = json!(h.fan.at("/users/somebody"));
        let mut elsewhere = h.post("2", &h.id);
        elsewhere["id"] = json!("https://other.example/notes/1");
        let victim = h.world.person("social", "victim");
        let mut served = h.post("3", &h.id);
        served["attributedTo"] = json!(victim.id);
        h.world.serve_object(&served);
        let ours = h.a.service.urls().review(&h.review).to_string();
        for (n, (object, instrument)) in [
            (h.id.clone(), stolen),
            (h.id.clone(), elsewhere),
            (h.id.clone(), served["id"].clone()),
            (h.id.clone(), json!(ours)),
            (h.id.clone(), json!(null)),
            (format!("{}r/01nothing", h.a.origin), h.post("4", &h.id)),
            (format!("{}users/mara", h.a.origin), h.post("5", &h.id)),
            ("https://other.example/notes/9".to_owned(), h.post("6", &h.id)),
        ]
        .into_iter()
        .enumerate()
        {
            h.send(&h.request(u32::try_from(n).unwrap(), &object, &instrument))
                .await;
            assert!(h.said().await.is_empty(), "{n}");
            assert!(h.answers("Accept").is_empty(), "{n}");
        }
        assert_eq!(h.status(&format!("{}quotes/01nothing", h.a.origin)).await, 404);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn quotes_of_servers_that_never_ask_are_shown_too() {
    for ground in Ground::all() {
        let s = stage(ground).await;
        let id = s.a.service.urls().review(&s.review).to_string();
        let fep = r#"application/ld+json; profile="https://www.w3.org/ns/activitystreams""#;
        let ways = [
            json!({"_misskey_quote": id, "quoteUrl": id}),
            json!({"quoteUri": s.page}),
            json!({"quoteUrl": id}),
            json!({"tag": [{"type": "Link", "mediaType": fep, "href": id, "name": "RE: a review"}]}),
        ];
        for (n, way) in ways.iter().enumerate() {
            let quote = s.post(
                &format!("quote-{n}"),
                "<p>Yes, <b>this</b><script>x()</script>.</p>",
                |post| {
                    for (key, value) in way.as_object().unwrap() {
                        post[key] = value.clone();
                    }
                },
            );
            s.send("Create", u32::try_from(n).unwrap(), &quote).await;
            let said = s.said().await;
            assert_eq!((said.quotes.len(), said.links.len()), (n + 1, 0), "{way}");
            assert_eq!(said.quotes[0].excerpt, "Yes, this.");
            assert!(!said.quotes[0].may.revoke);
        }
        // Off the page: a permission asked for afterwards is refused.
        let said = s.a.service.mentions(&s.review, Some(&s.mara)).await.unwrap();
        s.a.service.remove_mention(&s.mara, &said.quotes[0].id).await.unwrap();
        assert_eq!(s.said().await.quotes.len(), 3);
        s.send("Delete", 9, &json!(format!("{}notes/quote-0", s.b.origin)))
            .await;
        assert_eq!(s.said().await.quotes.len(), 2);
    }
}
