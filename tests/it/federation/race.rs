//! Fifty people, ten activities each, all at once: what is there in the end is what one after the other would have made.

use super::disorder::{Seen, seen};
use super::fake::{Answer, Fake, Sender};
use super::peers::{Ground, Peer, settle};
use chrono::{DateTime, TimeDelta, Utc};
use futures_util::future::join_all;
use houselights::env::Clock;
use houselights::env::keys::{KeyPair, generate};
use houselights::worker;
use serde_json::{Value, json};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;
use url::Url;

const PUBLIC: &str = "https://www.w3.org/ns/activitystreams#Public";
const PEOPLE: usize = 50;
const THINGS: [&str; 5] = [
    "the long shot of the harbour",
    "the score in the last act",
    "the sister, who says little",
    "the grain of that print",
    "the ending, which I misread",
];

/// Fifty people at five servers and one review they talk about.
struct Crowd<'a> {
    n: usize,
    fakes: &'a [Fake],
    review: Url,
    begun: DateTime<Utc>,
}

impl Crowd<'_> {
    fn fake(&self, i: usize) -> &Fake {
        &self.fakes[i % self.fakes.len()]
    }

    fn person(&self, i: usize) -> Url {
        self.fake(i).url(&format!("/users/p{i}of{}", self.n))
    }

    fn at(&self, i: usize, path: &str) -> Url {
        self.fake(i).url(&format!("/t{}/{i}{path}", self.n))
    }

    fn note(&self, i: usize, name: &str, answers: &Url, minute: usize) -> Value {
        let published = self.begun + TimeDelta::minutes(i64::try_from(minute).unwrap());
        let text = format!(
            "<p>Number {i}, {name}: I keep thinking of {}.</p>",
            THINGS[i % THINGS.len()]
        );
        json!({
            "id": self.at(i, &format!("/{name}")), "type": "Note", "attributedTo": self.person(i), "inReplyTo": answers,
            "content": text, "to": [PUBLIC], "published": published.to_rfc3339()
        })
    }

    fn edited(&self, note: &Value, minute: i64, text: &str) -> Value {
        let mut note = note.clone();
        note["content"] = json!(format!("<p>{text}</p>"));
        note["updated"] = json!((self.begun + TimeDelta::minutes(minute)).to_rfc3339());
        note
    }

    fn act(&self, i: usize, kind: &str, name: &str, object: impl serde::Serialize) -> Value {
        let (id, actor) = (self.at(i, &format!("/activities/{name}")), self.person(i));
        json!({"id": id, "type": kind, "actor": actor, "to": [PUBLIC], "object": object})
    }

    /// The ten things one of them does, in that order; their server gives what they end with from the start.
    fn doings(&self, i: usize) -> Vec<Value> {
        let one = self.note(i, "one", &self.review, i);
        let once = self.edited(&one, 500, &format!("Number {i}, one, edited."));
        let twice = self.edited(&one, 600, &format!("Number {i}, one, edited again."));
        // Answers somebody whose own comment may not have arrived.
        let two = self.note(i, "two", &self.at((i + 1) % PEOPLE, "/one"), 100 + i);
        let two_edited = self.edited(&two, 510, &format!("Number {i}, two, edited."));
        let three = self.note(i, "three", &self.at(i, "/one"), 200 + i);
        let three_edited = self.edited(&three, 520, &format!("Number {i}, three, edited."));
        let liked = self.act(i, "Like", "like", &self.review);
        let gone = |name: &str| {
            let tombstone = json!({"type": "Tombstone", "id": self.at(i, &format!("/{name}"))});
            self.act(i, "Delete", &format!("delete-{name}"), tombstone)
        };
        let (two_goes, three_goes) = (i.is_multiple_of(2), !i.is_multiple_of(5));
        for (name, goes, last) in [
            ("one", false, &twice),
            ("two", two_goes, &two_edited),
            ("three", three_goes, &three_edited),
        ] {
            let answer = if goes {
                Answer::status(410)
            } else {
                Answer::document(last)
            };
            self.fake(i).answer(self.at(i, &format!("/{name}")).path(), answer);
        }
        vec![
            self.act(i, "Create", "create-one", &one),
            liked.clone(),
            self.act(i, "Update", "update-one", &once),
            self.act(i, "Create", "create-two", &two),
            self.act(i, "Update", "update-two", &two_edited),
            self.act(i, "Update", "update-one-again", &twice),
            if two_goes {
                gone("two")
            } else {
                self.act(i, "Announce", "boost", &self.review)
            },
            self.act(i, "Create", "create-three", &three),
            if three_goes {
                gone("three")
            } else {
                self.act(i, "Update", "update-three", &three_edited)
            },
            if i.is_multiple_of(3) {
                self.act(i, "Undo", "unlike", &liked)
            } else {
                self.act(i, "Like", "like-one", self.at((i + 2) % PEOPLE, "/one"))
            },
        ]
    }
}

/// Tells a server of its own everything, signed and over HTTP, and gives back what is there in the end.
async fn tell(ground: Ground, fakes: &[Fake], key: &KeyPair, n: usize, at_once: bool) -> Seen {
    let clock = Clock::manual(Clock::system().now());
    let settings = [
        ("federation.fetch_replies", "false"),
        ("federation.inbox_per_actor", "0"),
        ("federation.inbox_per_host", "0"),
    ];
    let peer = Peer::start_by(ground.database(), &settings, clock.clone()).await;
    let mara = peer.person("mara").await;
    let review = peer.publish(&mara, "The Long Platform").await;
    settle(&[&peer]).await;
    let crowd = Crowd {
        n,
        fakes,
        review: peer.service.urls().review(&review),
        begun: clock.now() - TimeDelta::hours(24),
    };
    let inbox = peer.service.urls().shared_inbox();
    let say = async |i: usize| {
        let actor = crowd.fake(i).actor(&format!("p{i}of{n}"), &key.public_pem);
        let sender = Sender {
            key: key.clone(),
            actor,
        };
        for activity in crowd.doings(i) {
            assert_eq!(sender.send(&peer, &inbox, &activity).await, 202, "{activity}");
        }
    };
    if at_once {
        // Three workers take from the queue while it fills.
        let over = Arc::new(AtomicBool::new(false));
        let workers = (0..3).map(|_| {
            let (federation, over) = (peer.federation.clone(), over.clone());
            tokio::spawn(async move {
                while !over.load(Ordering::Relaxed) {
                    worker::drain(&federation).await.unwrap();
                    tokio::time::sleep(Duration::from_millis(5)).await;
                }
            })
        });
        let workers: Vec<_> = workers.collect();
        join_all((0..PEOPLE).map(say)).await;
        over.store(true, Ordering::Relaxed);
        for worker in workers {
            worker.await.unwrap();
        }
    } else {
        for i in 0..PEOPLE {
            say(i).await;
            settle(&[&peer]).await;
        }
    }
    for _ in 0..4 {
        settle(&[&peer]).await;
        clock.advance(TimeDelta::minutes(10));
    }
    settle(&[&peer]).await;
    seen(&peer, &mara, &review, n).await
}

#[tokio::test(flavor = "multi_thread")]
async fn five_hundred_activities_at_once_end_as_one_after_the_other() {
    let mut fakes = Vec::new();
    for _ in 0..5 {
        fakes.push(Fake::start().await);
    }
    let key = generate().unwrap();
    for (kind, ground) in Ground::all().into_iter().enumerate() {
        let calm = tell(ground, &fakes, &key, 2 * kind, false).await;
        let standing = calm.comments.iter().filter(|comment| !comment.2.is_empty()).count();
        // Of 50 each: 25 took their second comment back and boosted nothing, 40 their third, 17 their like.
        assert_eq!((standing, calm.likes, calm.boosts), (85, 33, 25), "{calm:#?}");
        assert!(
            calm.comments
                .iter()
                .any(|comment| comment.2 == "Number 7, one, edited again.")
        );
        let wild = tell(ground, &fakes, &key, 2 * kind + 1, true).await;
        assert_eq!(wild, calm);
    }
}
