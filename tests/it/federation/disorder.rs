//! The same story in any order ends in the same state: nothing that other servers send may depend on who was faster.

use super::fake::{Answer, Fake};
use super::peers::{Ground, Peer, settle};
use chrono::{DateTime, TimeDelta, Utc};
use houselights::domain::comment::Root;
use houselights::domain::id::ReviewId;
use houselights::domain::text::plain;
use houselights::env::Clock;
use houselights::env::keys::generate;
use houselights::service::queues::NewReceived;
use houselights::service::views::Viewer;
use serde_json::{Value, json};
use url::Url;

const PUBLIC: &str = "https://www.w3.org/ns/activitystreams#Public";

/// What a visitor and another server see in the end.
#[derive(Debug, PartialEq)]
pub struct Seen {
    pub comments: Vec<(usize, String, String, bool)>,
    pub likes: usize,
    pub boosts: usize,
    reactions: Vec<(i64, i64)>,
    followers: i64,
    replies: Vec<String>,
    replies_total: i64,
    context: Vec<String>,
    pub context_total: i64,
}

/// Hands an activity to the queue of received ones, as the inbox does after it has checked the signature.
async fn deliver(peer: &Peer, activity: &Value) {
    let actor = Url::parse(activity["actor"].as_str().unwrap()).unwrap();
    let row = NewReceived {
        uri: activity["id"].as_str().unwrap().to_owned(),
        host: format!("{}:{}", actor.host_str().unwrap(), actor.port().unwrap()),
        actor_uri: actor.to_string(),
        type_: activity["type"].as_str().unwrap().to_owned(),
        inbox: String::new(),
        body: activity.to_string(),
        activity_uri: None,
        object_uri: None,
    };
    peer.service.record_received(vec![row]).await.unwrap();
    settle(&[peer]).await;
}

/// One telling of the story, on a review and with people of its own.
struct Telling<'a> {
    n: usize,
    fakes: [&'a Fake; 2],
    review: Url,
    mara: Url,
    begun: DateTime<Utc>,
}

impl Telling<'_> {
    fn at(&self, fake: usize, path: &str) -> Url {
        self.fakes[fake].url(&format!("/t{}{path}", self.n))
    }

    fn person(&self, fake: usize, name: &str) -> Url {
        self.fakes[fake].url(&format!("/users/{name}{}", self.n))
    }

    fn note(&self, (fake, name): (usize, &str), author: &Url, answers: &Url, minute: i64, text: &str) -> Value {
        json!({
            "id": self.at(fake, name), "type": "Note", "attributedTo": author, "inReplyTo": answers,
            "content": format!("<p>{text}</p>"), "to": [PUBLIC],
            "published": (self.begun + TimeDelta::minutes(minute)).to_rfc3339()
        })
    }

    fn edited(&self, mut note: Value, minute: i64, text: &str) -> Value {
        note["content"] = json!(format!("<p>{text}</p>"));
        note["updated"] = json!((self.begun + TimeDelta::minutes(minute)).to_rfc3339());
        note
    }

    fn act(&self, kind: &str, actor: &Url, name: &str, object: impl serde::Serialize) -> Value {
        let id = actor.join(&format!("/t{}/activities/{name}", self.n)).unwrap();
        json!({"id": id, "type": kind, "actor": actor, "to": [PUBLIC], "object": object})
    }

    /// The story in its order; the servers already give what it all ends with, as they do when everything comes late.
    fn story(&self) -> Vec<Value> {
        let (ivo, noor, zoe) = (self.person(0, "ivo"), self.person(1, "noor"), self.person(1, "zoe"));
        let one = self.note((0, "/one"), &ivo, &self.review, 1, "One, with a tpyo.");
        let second = self.edited(one.clone(), 20, "One, with a typo.");
        let third = self.edited(one.clone(), 30, "One.");
        let two = self.note((1, "/two"), &noor, &self.at(0, "/one"), 2, "Two.");
        let gone = self.note((0, "/gone"), &ivo, &self.at(1, "/two"), 3, "Regretted.");
        let below = self.note((1, "/below"), &noor, &self.at(0, "/gone"), 4, "I read that.");
        let late = self.note((1, "/late"), &zoe, &self.review, 5, "Of an account that is gone.");
        let public = self.note((0, "/secret"), &ivo, &self.review, 6, "Not for long.");
        let mut secret = self.edited(public.clone(), 40, "Not for everybody.");
        secret["to"] = json!([self.mara]);
        for (fake, note) in [(0, &third), (1, &two), (1, &below)] {
            let path = Url::parse(note["id"].as_str().unwrap()).unwrap().path().to_owned();
            self.fakes[fake].answer(&path, Answer::document(note));
        }
        for path in ["/gone", "/secret"] {
            self.fakes[0].answer(self.at(0, path).path(), Answer::status(410));
        }
        self.fakes[1].answer(zoe.path(), Answer::status(410));
        let liked = self.act("Like", &noor, "like-1", &self.review);
        let followed = self.act("Follow", &ivo, "follow", &self.mara);
        let boosted = self.act("Announce", &noor, "boost-2", &self.review);
        vec![
            self.act("Create", &ivo, "create-one", &one),
            self.act("Update", &ivo, "update-2", &second),
            self.act("Update", &ivo, "update-3", &third),
            self.act("Create", &ivo, "create-one-again", &one),
            self.act("Create", &noor, "create-two", &two),
            self.act("Create", &ivo, "create-gone", &gone),
            self.act("Create", &noor, "create-below", &below),
            self.act(
                "Delete",
                &ivo,
                "delete-gone",
                json!({"type": "Tombstone", "id": self.at(0, "/gone")}),
            ),
            self.act(
                "Update",
                &ivo,
                "update-gone",
                self.edited(gone.clone(), 35, "Regretted more."),
            ),
            self.act("Create", &zoe, "create-late", &late),
            self.act("Delete", &zoe, "delete-zoe", &zoe),
            self.act("Create", &ivo, "create-secret", &public),
            self.act("Update", &ivo, "update-secret", &secret),
            liked.clone(),
            self.act("Undo", &noor, "undo-like-1", &liked),
            self.act("Like", &noor, "like-2", self.at(0, "/one")),
            self.act("Announce", &ivo, "boost-1", self.at(1, "/two")),
            boosted.clone(),
            self.act("Undo", &noor, "undo-boost-2", &boosted),
            self.act("Announce", &ivo, "boost-3", &self.review),
            followed.clone(),
            self.act("Undo", &ivo, "undo-follow", &followed),
            self.act("Follow", &noor, "follow-2", &self.mara),
        ]
    }
}

/// What is there of telling `n` in the end.
pub async fn seen(peer: &Peer, mara: &Viewer, review: &ReviewId, n: usize) -> Seen {
    let same = |text: &str| {
        text.replace(&format!("/t{n}/"), "/t/")
            .replace(review.as_str(), "REVIEW")
            .replace(peer.origin.as_str(), "HERE/")
    };
    let talk = peer
        .service
        .conversation(&Root::Review(review.clone()), Some(mara))
        .await
        .unwrap();
    let mut lists = Vec::new();
    for part in ["replies", "context"] {
        let whole = peer.document(&format!("/r/{review}/{part}")).await;
        let mut items: Vec<String> = Vec::new();
        let mut next = Some(format!("/r/{review}/{part}?page=1"));
        while let Some(path) = next {
            let page = peer.document(&path).await;
            let here = page["items"].as_array().or(page["orderedItems"].as_array()).unwrap();
            items.extend(here.iter().map(|item| same(item.as_str().unwrap())));
            next = page["next"].as_str().map(ToOwned::to_owned);
        }
        items.sort();
        lists.push((items, whole["totalItems"].as_i64().unwrap()));
    }
    let (context, context_total) = lists.pop().unwrap();
    let (replies, replies_total) = lists.pop().unwrap();
    Seen {
        comments: talk
            .comments
            .iter()
            .map(|c| {
                let author = c
                    .author
                    .as_ref()
                    .map(|a| a.name.trim_end_matches(char::is_numeric).to_owned());
                let text = plain::from_html(c.html.as_str());
                (c.depth, author.unwrap_or_default(), text, c.edited_at.is_some())
            })
            .collect(),
        likes: talk.likes.total,
        boosts: talk.boosts.total,
        reactions: talk.comments.iter().map(|c| (c.likes, c.boosts)).collect(),
        followers: peer.service.followers_count(&mara.actor.id).await.unwrap(),
        replies,
        replies_total,
        context,
        context_total,
    }
}

/// Tells the story in the order that `arrange` gives it.
async fn tell(peer: &Peer, clock: &Clock, fakes: [&Fake; 2], n: usize, arrange: impl FnOnce(&mut Vec<Value>)) -> Seen {
    let mara = peer.person(&format!("mara{n}")).await;
    let review = peer.publish(&mara, "The Long Platform").await;
    settle(&[peer]).await;
    let telling = Telling {
        n,
        fakes,
        review: peer.service.urls().review(&review),
        mara: mara.actor.uri.clone(),
        begun: clock.now() - TimeDelta::hours(1),
    };
    let pem = generate().unwrap().public_pem;
    for (fake, name) in [(0, "ivo"), (1, "noor"), (1, "zoe")] {
        let actor = fakes[fake].actor(&format!("{name}{n}"), &pem);
        // Everybody was heard of before.
        let known = telling.act(
            "Like",
            &actor,
            &format!("hello-{name}"),
            peer.service.urls().at("/r/none"),
        );
        deliver(peer, &known).await;
    }
    let mut story = telling.story();
    arrange(&mut story);
    for activity in &story {
        deliver(peer, activity).await;
    }
    for _ in 0..4 {
        clock.advance(TimeDelta::minutes(10));
        settle(&[peer]).await;
    }
    seen(peer, &mara, &review, n).await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_story_told_in_any_order_ends_in_the_same_state() {
    for ground in Ground::all() {
        let clock = Clock::manual(Clock::system().now());
        // Only the order is on trial: nobody goes and asks what is missing.
        let settings = [("federation.fetch_replies", "false")];
        let peer = Peer::start_by(ground.database(), &settings, clock.clone()).await;
        let fakes = [&Fake::start().await, &Fake::start().await];
        let told = tell(&peer, &clock, fakes, 0, |_| {}).await;
        let texts: Vec<&str> = told.comments.iter().map(|c| c.2.as_str()).collect();
        assert_eq!(texts, ["One.", "Two.", "", "I read that."], "{told:#?}");
        assert_eq!((told.likes, told.boosts, told.followers), (0, 1, 1), "{told:#?}");
        assert_eq!((told.reactions[0].0, told.reactions[1].1), (1, 1), "{told:#?}");
        assert_eq!((told.replies_total, told.context_total), (1, 4), "{told:#?}");
        let reversed = tell(&peer, &clock, fakes, 1, |story| story.reverse()).await;
        assert_eq!(reversed, told, "told backwards");
        let mut dice = 20_261_122_u64;
        for n in 2..26 {
            let mut order = Vec::new();
            let seen = tell(&peer, &clock, fakes, n, |story| {
                for i in (1..story.len()).rev() {
                    dice = dice
                        .wrapping_mul(6_364_136_223_846_793_005)
                        .wrapping_add(1_442_695_040_888_963_407);
                    let j = usize::try_from((dice >> 33) % (i as u64 + 1)).unwrap();
                    story.swap(i, j);
                }
                let name = |a: &Value| a["id"].as_str().unwrap().rsplit('/').next().unwrap().to_owned();
                order = story.iter().map(name).collect();
            })
            .await;
            assert_eq!(seen, told, "told in the order {order:?}");
        }
    }
}
