//! What nobody sent is found where it stands, and asking for it harms nobody.

use super::fake::{Answer, Fake};
use super::peers::{Peer, settle};
use crate::support::db;
use chrono::TimeDelta;
use houselights::domain::comment::Root;
use houselights::domain::id::ReviewId;
use houselights::domain::text::plain;
use houselights::env::Clock;
use houselights::env::keys::generate;
use houselights::federation::fetch::Budget;
use houselights::service::remote::Outcome;
use houselights::service::views::Viewer;
use serde_json::{Value, json};
use url::Url;

const PUBLIC: &str = "https://www.w3.org/ns/activitystreams#Public";

struct Scene {
    clock: Clock,
    peer: Peer,
    fake: Fake,
    ivo: Url,
    mara: Viewer,
    review: ReviewId,
    at: Url,
}

impl Scene {
    async fn set() -> Self {
        Self::with(&[]).await
    }

    async fn with(settings: &[(&str, &str)]) -> Self {
        let clock = Clock::manual(Clock::system().now());
        let peer = Peer::start_by(db::sqlite(), settings, clock.clone()).await;
        let fake = Fake::start().await;
        let ivo = fake.actor("ivo", &generate().unwrap().public_pem);
        let mara = peer.person("mara").await;
        let review = peer.publish(&mara, "The Long Platform").await;
        settle(&[&peer]).await;
        let at = peer.service.urls().review(&review);
        Self {
            clock,
            peer,
            fake,
            ivo,
            mara,
            review,
            at,
        }
    }

    fn note(&self, path: &str, answers: &Url) -> Value {
        json!({
            "id": self.fake.url(path), "type": "Note", "attributedTo": self.ivo, "inReplyTo": answers,
            "content": format!("<p>{path}</p>"), "to": [PUBLIC], "published": self.clock.now().to_rfc3339()
        })
    }

    /// A comment that was sent here; its server gives `document` when it is asked.
    async fn arrives(&self, document: &Value) {
        let id = Url::parse(document["id"].as_str().unwrap()).unwrap();
        self.fake.answer(id.path(), Answer::document(document));
        let budget = Budget::new();
        let note = self.peer.federation.note(&id, &budget).await.unwrap();
        let outcome = self.peer.federation.take_in(note, &budget).await.unwrap();
        assert!(matches!(outcome, Outcome::Accepted(_)), "{outcome:?}");
        self.fake.asked_since();
    }

    /// Lets so much time pass, and the workers work.
    async fn pass(&self, time: TimeDelta) {
        self.clock.advance(time);
        settle(&[&self.peer]).await;
    }

    async fn texts(&self) -> Vec<String> {
        let talk = self.peer.conversation(&Root::Review(self.review.clone())).await;
        let text = |c: &houselights::service::conversation::CommentView| plain::from_html(c.html.as_str());
        let mut texts: Vec<String> = talk.comments.iter().map(text).collect();
        texts.sort();
        texts
    }

    async fn view(&self) {
        let path = self.peer.service.review_path(&self.review).await.unwrap();
        assert_eq!(self.peer.get(&path, "text/html").await.status, 200);
        settle(&[&self.peer]).await;
    }

    fn page(&self, path: &str, items: impl serde::Serialize, next: Option<&str>) -> Value {
        let mut page = json!({"id": self.fake.url(path), "type": "CollectionPage", "items": items});
        if let Some(next) = next {
            page["next"] = json!(self.fake.url(next));
        }
        page
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn paged_replies_and_contexts_of_every_server_are_found_and_only_the_authors_own_word_is_taken_unasked() {
    let s = Scene::set().await;
    let other = Fake::start().await;
    let noor = other.actor("noor", &generate().unwrap().public_pem);
    let mut one = s.note("/one", &s.at);
    let at_one = s.fake.url("/one");
    let own = s.note("/own", &at_one);
    let mut forged = s.note("/forged", &at_one);
    forged["attributedTo"] = json!(s.fake.url("/users/eve"));
    let mut private = s.note("/private", &at_one);
    private["to"] = json!([s.ivo]);
    s.fake.answer("/private", Answer::document(&private));
    // Its server knows nothing of a text by eve; the address gives what ivo wrote.
    s.fake.answer("/forged", Answer::document(&s.note("/forged", &at_one)));
    one["replies"] = json!({
        "id": s.fake.url("/one/replies"), "type": "Collection",
        "first": s.page("/one/replies?page=true", json!([own, forged, private["id"]]), Some("/one/replies?page=2"))
    });
    one["context"] = json!(s.fake.url("/context"));
    let theirs = json!({
        "id": other.url("/theirs"), "type": "Note", "attributedTo": noor, "inReplyTo": at_one,
        "content": "<p>/theirs</p>", "to": [PUBLIC], "replies": other.url("/theirs/replies")
    });
    other.answer("/theirs", Answer::document(&theirs));
    let deeper = json!({
        "id": other.url("/deeper"), "type": "Note", "attributedTo": noor, "inReplyTo": other.url("/theirs"),
        "content": "<p>/deeper</p>", "to": [PUBLIC]
    });
    other.answer("/deeper", Answer::document(&deeper));
    let listed = json!({"id": other.url("/theirs/replies"), "type": "OrderedCollection", "orderedItems": [other.url("/deeper"), s.at]});
    other.answer("/theirs/replies", Answer::document(&listed));
    let second = s.page(
        "/one/replies?page=2",
        json!([other.url("/theirs"), at_one]),
        Some("/one/replies?page=2"),
    );
    s.fake.answer("/one/replies?page=2", Answer::document(&second));
    let context = json!({"id": s.fake.url("/context"), "type": "OrderedCollection", "orderedItems": [s.at, at_one, s.fake.url("/in-context")]});
    s.fake.answer("/context", Answer::document(&context));
    s.fake
        .answer("/in-context", Answer::document(&s.note("/in-context", &s.at)));

    s.arrives(&one).await;
    settle(&[&s.peer]).await;
    assert_eq!(
        s.fake.asked(),
        Vec::<String>::new(),
        "whoever writes one often writes two"
    );
    s.pass(TimeDelta::seconds(61)).await;
    assert_eq!(
        s.texts().await,
        ["/deeper", "/forged", "/in-context", "/one", "/own", "/theirs"]
    );
    let asked = s.fake.asked();
    assert!(
        !asked.contains(&"GET /own".to_owned()),
        "ivo's own word in ivo's own list: {asked:?}"
    );
    assert!(
        asked.contains(&"GET /forged".to_owned()),
        "asked where it stands: {asked:?}"
    );
    let talk = s.peer.conversation(&Root::Review(s.review.clone())).await;
    assert!(
        talk.comments
            .iter()
            .all(|c| c.author.as_ref().unwrap().name.to_lowercase() != "eve"),
        "eve said nothing"
    );
    assert_eq!(
        asked.iter().filter(|path| path.contains("page=2")).count(),
        1,
        "a page that leads to itself"
    );
    // Everything that was found stands in our own lists, so that others find it here.
    let whole = s.peer.document(&format!("/r/{}/context?page=1", s.review)).await;
    assert_eq!(whole["orderedItems"].as_array().unwrap().len(), 7);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_page_view_asks_at_most_every_quarter_of_an_hour_and_ever_more_rarely_when_nothing_comes() {
    let s = Scene::set().await;
    s.arrives(&s.note("/one", &s.at)).await;
    s.pass(TimeDelta::seconds(61)).await;
    assert_eq!(s.fake.asked_since(), ["GET /one"]);
    for _ in 0..3 {
        s.view().await;
    }
    assert_eq!(s.fake.asked_since(), Vec::<String>::new());
    // One round brought nothing, so half an hour is due.
    s.pass(TimeDelta::minutes(16)).await;
    s.view().await;
    assert_eq!(s.fake.asked_since(), Vec::<String>::new());
    s.pass(TimeDelta::minutes(16)).await;
    s.view().await;
    s.view().await;
    assert_eq!(s.fake.asked_since(), ["GET /one"]);
    s.pass(TimeDelta::minutes(31)).await;
    s.view().await;
    assert_eq!(s.fake.asked_since(), Vec::<String>::new(), "an hour now");
    s.pass(TimeDelta::minutes(31)).await;
    s.view().await;
    assert_eq!(s.fake.asked_since(), ["GET /one"]);
    // An answer wakes the conversation again.
    let mut two = s.note("/two", &s.fake.url("/one"));
    two["replies"] = json!({"type": "Collection", "items": [s.fake.url("/three")]});
    s.fake
        .answer("/three", Answer::document(&s.note("/three", &s.fake.url("/two"))));
    s.arrives(&two).await;
    s.pass(TimeDelta::minutes(16)).await;
    assert_eq!(s.texts().await, ["/one", "/three", "/two"]);
    s.fake.asked_since();
    // A conversation in which nobody said anything for long is left alone, however often it is read.
    s.pass(TimeDelta::days(90)).await;
    s.view().await;
    assert_eq!(s.fake.asked_since(), Vec::<String>::new());
}

#[tokio::test(flavor = "multi_thread")]
async fn asking_can_be_switched_off() {
    let s = Scene::with(&[("federation.fetch_replies", "false")]).await;
    s.arrives(&s.note("/one", &s.at)).await;
    s.view().await;
    s.pass(TimeDelta::hours(2)).await;
    s.view().await;
    assert_eq!(s.fake.asked(), Vec::<String>::new());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_listing_cannot_send_us_round_in_circles_or_against_somebody_else() {
    let s = Scene::set().await;
    let victim = Fake::start().await;
    let mut one = s.note("/one", &s.at);
    one["replies"] = json!(s.fake.url("/flood"));
    one["context"] = json!(s.fake.url("/endless?page=0"));
    for n in 0..60 {
        let page = s.page(
            &format!("/endless?page={n}"),
            json!([]),
            Some(&format!("/endless?page={}", n + 1)),
        );
        s.fake.answer(&format!("/endless?page={n}"), Answer::document(&page));
    }
    let many: Vec<Url> = (0..3_000).map(|n| victim.url(&format!("/{n}"))).collect();
    let mut flood = s.page("/flood", json!(many), None);
    // The next page is somebody else's.
    flood["next"] = json!(victim.url("/next"));
    s.fake.answer("/flood", Answer::document(&flood));
    s.arrives(&one).await;
    s.pass(TimeDelta::seconds(61)).await;
    let asked = s.fake.asked();
    assert_eq!(
        asked.iter().filter(|path| path.contains("endless")).count(),
        25,
        "{asked:?}"
    );
    assert!(victim.asked().len() <= 10, "{:?}", victim.asked());
    assert!(!victim.asked().contains(&"GET /next".to_owned()));
    assert_eq!(s.texts().await, ["/one"]);
    // Too large, not a collection, not there, not ActivityPub: nothing of it is an error.
    for (answer, minutes) in [
        (
            Answer::document(&json!({"type": "Collection", "items": vec!["x".repeat(100); 12_000]})),
            31,
        ),
        (Answer::document(&json!({"type": "Note"})), 61),
        (Answer::status(404), 121),
        (Answer::document(&flood).typed("text/html"), 241),
    ] {
        s.fake.answer("/flood", answer);
        s.pass(TimeDelta::minutes(minutes)).await;
        s.view().await;
        assert_eq!(s.texts().await, ["/one"]);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn our_own_collections_list_the_whole_conversation_by_id_and_nothing_that_is_not_shown() {
    let s = Scene::set().await;
    let budget = Budget::new();
    for n in 0..53 {
        let note = s.note(&format!("/n{n:02}"), &s.at);
        s.fake.answer(&format!("/n{n:02}"), Answer::document(&note));
        let read = s
            .peer
            .federation
            .note(&s.fake.url(&format!("/n{n:02}")), &Budget::new())
            .await
            .unwrap();
        s.peer.federation.take_in(read, &budget).await.unwrap();
    }
    let first = s.peer.read(&s.fake.url("/n00")).await;
    let ours = s
        .peer
        .service
        .write_comment(&s.mara, first, "Thank you.")
        .await
        .unwrap();
    let below = s.note("/below", &ours.uri);
    s.arrives(&below).await;
    let talk = s.peer.conversation(&Root::Review(s.review.clone())).await;
    let by_text = |text: &str| {
        let found = talk.comments.iter().find(|c| plain::from_html(c.html.as_str()) == text);
        found.unwrap().id.clone()
    };
    s.peer.service.delete_comment(&s.mara, &by_text("/n07")).await.unwrap();
    settle(&[&s.peer]).await;

    let article = s.peer.document(&format!("/r/{}", s.review)).await;
    let replies = &article["replies"];
    assert_eq!(replies["totalItems"], 52);
    assert_eq!(replies["first"]["type"], "CollectionPage");
    assert_eq!(replies["first"]["partOf"], replies["id"]);
    assert_eq!(replies["first"]["items"].as_array().unwrap().len(), 50);
    // As Mastodon walks it: the collection, its first page, then `next` until there is none.
    let mut walked: Vec<String> = Vec::new();
    let collection = s.peer.document(&format!("/r/{}/replies", s.review)).await;
    assert_eq!(
        (&collection["type"], &collection["totalItems"]),
        (&json!("Collection"), &json!(52))
    );
    assert_eq!(collection["first"], replies["first"]["id"]);
    let mut at = collection["first"].as_str().map(ToOwned::to_owned);
    let mut pages = 0;
    while let Some(url) = at {
        let url = Url::parse(&url).unwrap();
        let path = format!("{}?{}", url.path(), url.query().unwrap());
        let page = s.peer.document(&path).await;
        if pages == 0 {
            let mut inline = replies["first"].clone();
            inline["@context"] = page["@context"].clone();
            assert_eq!(inline, page, "the page inside is the page at its address");
        }
        walked.extend(
            page["items"]
                .as_array()
                .unwrap()
                .iter()
                .map(|item| item.as_str().unwrap().to_owned()),
        );
        at = page["next"].as_str().map(ToOwned::to_owned);
        pages += 1;
    }
    assert_eq!((walked.len(), pages), (52, 2));
    assert!(!walked.iter().any(|uri| uri.ends_with("/n07")));
    let note = s.peer.document(ours.uri.path()).await;
    assert_eq!(note["replies"]["first"]["items"], json!([s.fake.url("/below")]));
    assert_eq!(note["replies"]["totalItems"], 1);
    assert_eq!(note["context"], article["context"]);
    let context = s.peer.document(&format!("/r/{}/context", s.review)).await;
    assert_eq!(
        context["totalItems"], 55,
        "the review, 52 answers, ours, and the one below it"
    );
    assert_eq!(context["attributedTo"], article["attributedTo"]);
}
