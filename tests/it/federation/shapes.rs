//! What each software sends, in every shape its fields may have: as a string, an object, an array, with and without what is
//! optional. The outcome is always the same.

mod cases;
mod table;

use super::peers::{Ground, Peer, settle};
use crate::architecture::root;
use crate::support::fediverse::{Fediverse, public_pem};
use cases::{Before, Case, cases};
use houselights::domain::actor::{Actor, ActorKind};
use houselights::domain::change::Change;
use houselights::domain::comment::Audience;
use houselights::domain::job::JobPayload;
use houselights::domain::like::ReactionKind;
use houselights::domain::text::{SafeHtml, sanitize};
use houselights::service::moderation::CommentPolicyInput;
use houselights::service::queues::Received;
use houselights::service::remote::Outcome::{self, Accepted};
use houselights::service::remote::{NoteReceived, RemoteActor};
use houselights::service::views::Viewer;
use serde_json::{Value, json};
use std::fs;
use url::Url;

/// Fields that name something by its address.
const LINKS: [&str; 10] = [
    "actor",
    "object",
    "target",
    "attributedTo",
    "inReplyTo",
    "to",
    "cc",
    "result",
    "instrument",
    "url",
];
/// Fields that say nothing of use here.
const SPARE: [&str; 12] = [
    "@context",
    "published",
    "signature",
    "proof",
    "context",
    "conversation",
    "audience",
    "endTime",
    "source",
    "sensitive",
    "contentMap",
    "replies",
];

/// The document in every shape that means the same.
fn variations(document: &Value, id_is_enough: bool) -> Vec<(String, Value)> {
    let mut out = vec![("as it is".to_owned(), document.clone())];
    let mut add = |what: String, value: Value| out.push((what, value));
    let is_text = matches!(document["type"].as_str(), Some("Create" | "Update" | "QuoteRequest"));
    for place in ["", "/object"] {
        let Some(map) = document.pointer(place).and_then(Value::as_object) else {
            continue;
        };
        for key in LINKS {
            let Some(old) = map.get(key) else { continue };
            for (shape, new) in shapes(old) {
                let mut changed = document.clone();
                changed.pointer_mut(place).unwrap()[key] = new;
                add(format!("{place}/{key} {shape}"), changed);
            }
        }
        let spare = SPARE
            .iter()
            .copied()
            .chain(["to", "cc", "tag"].into_iter().filter(|_| !is_text));
        for key in spare {
            if map.contains_key(key) {
                let mut changed = document.clone();
                changed.pointer_mut(place).unwrap().as_object_mut().unwrap().remove(key);
                add(format!("{place}/{key} left out"), changed);
            }
            let mut changed = document.clone();
            changed.pointer_mut(place).unwrap()[key] = Value::Null;
            add(format!("{place}/{key} null"), changed);
        }
        if let Some(kind) = map.get("type").and_then(Value::as_str) {
            for shape in [
                json!([kind]),
                json!([kind, "https://example.org/Extra"]),
                json!(format!("as:{kind}")),
            ] {
                let mut changed = document.clone();
                add(format!("{place}/type {shape}"), {
                    changed.pointer_mut(place).unwrap()["type"] = shape;
                    changed
                });
            }
        }
    }
    for context in [
        json!("https://www.w3.org/ns/activitystreams"),
        json!(["https://www.w3.org/ns/activitystreams", {"@vocab": "_:"}]),
        json!({"@vocab": "https://www.w3.org/ns/activitystreams#"}),
        json!([]),
    ] {
        let mut changed = document.clone();
        changed["@context"] = context;
        add("another @context".to_owned(), changed);
    }
    if id_is_enough && document["object"].is_object() {
        let mut changed = document.clone();
        changed["object"] = document["object"]["id"].clone();
        add("the object by its id".to_owned(), changed);
    }
    out
}

fn shapes(old: &Value) -> Vec<(&'static str, Value)> {
    match old {
        Value::String(text) => vec![
            ("in an array", json!([text])),
            ("as an object", json!({"id": text})),
            ("as an object in an array", json!([{"id": text}])),
            ("after nothing", json!([null, text])),
        ],
        Value::Array(entries) if entries.len() == 1 => vec![
            ("out of its array", entries[0].clone()),
            ("before nothing", json!([entries[0], null])),
        ],
        Value::Array(entries) => {
            let mut longer = entries.clone();
            longer.push(Value::Null);
            vec![("before nothing", Value::Array(longer))]
        }
        Value::Object(_) => vec![("in an array", json!([old])), ("after nothing", json!([null, old]))],
        _ => Vec::new(),
    }
}

struct Stage {
    world: Fediverse,
    house: Peer,
    mara: Viewer,
    review: String,
}

impl Stage {
    /// The document with hosts nobody has seen before, and this server's addresses.
    fn fresh(&self, text: &str, number: usize, names: &[(String, String)]) -> Value {
        let mut text = text.to_owned();
        for (name, value) in names {
            text = text.replace(name, value);
        }
        for review in ["01review", "01hreview0000000000000000a"] {
            text = text.replace(&format!("https://films.example/r/{review}"), &self.review);
        }
        text = text.replace("https://films.example/@mara/salt", &self.review);
        text = text.replace("https://films.example/", self.house.origin.as_str());
        let mut out = String::new();
        let mut rest = text.as_str();
        while let Some(at) = rest.find("https://") {
            let (before, after) = rest.split_at(at);
            let host = after[8..].split(['/', '"', '#', '?']).next().unwrap();
            out.push_str(before);
            match host.strip_suffix(".example") {
                Some(name) => out.push_str(&format!("http://{}", self.world.host(&format!("{name}{number}")))),
                None => out.push_str(&after[..8 + host.len()]),
            }
            rest = &after[8 + host.len()..];
        }
        out.push_str(rest);
        serde_json::from_str(&out).unwrap()
    }

    async fn actor(&self, document: &Value, kind: ActorKind) -> Actor {
        let id = document["actor"]
            .as_str()
            .or_else(|| document["actor"]["id"].as_str())
            .unwrap();
        let uri = Url::parse(id).unwrap();
        let remote = RemoteActor {
            handle: "somebody".to_owned(),
            host: format!("{}:{}", uri.host_str().unwrap(), uri.port().unwrap()),
            kind,
            name: "Somebody".to_owned(),
            summary: SafeHtml::default(),
            url: uri.clone(),
            inbox: uri.join("/inbox").unwrap(),
            shared_inbox: None,
            followers_url: Url::parse(&format!("{uri}/followers")).ok(),
            public_key_id: format!("{uri}#main-key"),
            public_key_pem: public_pem(),
            avatar_url: None,
            manually_approves: false,
            discoverable: true,
            indexable: true,
            born_at: None,
            also_known_as: Vec::new(),
            moved_to: None,
            uri,
        };
        self.house.service.upsert_actor(remote).await.unwrap()
    }

    async fn process(&self, document: &Value, by: &Actor) -> Outcome {
        let received = Received {
            id: "row".to_owned(),
            uri: document["id"].as_str().unwrap().to_owned(),
            actor_uri: by.uri.to_string(),
            host: by.host.clone().unwrap(),
            type_: document["type"].as_str().unwrap_or_default().to_owned(),
            inbox: String::new(),
            body: document.to_string(),
            // Its last try: what is unknown by now is not waited for.
            attempts: 9,
        };
        self.house.federation.process(&received).await.unwrap()
    }

    /// The sender wrote a comment here, which was answered and liked.
    async fn answer(&self, by: &Actor) -> (String, String) {
        let service = &self.house.service;
        let uri = by.uri.join("/notes/parent").unwrap();
        let note = NoteReceived {
            url: uri.clone(),
            uri: uri.clone(),
            author: by.clone(),
            in_reply_to: Url::parse(&self.review).ok(),
            html: sanitize::remote_html("<p>Hm.</p>", None),
            summary: None,
            language: None,
            audience: Audience::Public,
            published_at: service.env().clock.now(),
            edited_at: None,
            mentions: Vec::new(),
            kind: "Note".to_owned(),
            name: String::new(),
            image: None,
            links: Vec::new(),
            quotes: Vec::new(),
            films: Vec::new(),
            is_review: false,
        };
        let review = service
            .resolve(&Url::parse(&self.review).unwrap())
            .await
            .unwrap()
            .unwrap();
        service.comment_received(note, review).await.unwrap();
        let parent = service.resolve(&uri).await.unwrap().unwrap();
        let ours = service
            .write_comment(&self.mara, parent.subject.clone(), "Indeed.")
            .await
            .unwrap();
        service
            .react(&self.mara, ReactionKind::Like, parent.subject)
            .await
            .unwrap();
        let like = self.said(|change| match change {
            Change::ReactionAdded { activity_uri, .. } => Some(activity_uri),
            _ => None,
        });
        (ours.uri.to_string(), like.await)
    }

    /// The id of the activity that the next job will send; nothing is sent.
    async fn said(&self, wanted: impl Fn(Change) -> Option<String>) -> String {
        let mut found = None;
        loop {
            let jobs = self.house.service.claim_jobs(100).await.unwrap();
            if jobs.is_empty() {
                return found.unwrap();
            }
            for job in jobs {
                self.house.service.finish_job(&job.id).await.unwrap();
                if let JobPayload::FanOut(change) = job.payload {
                    found = wanted(change).or(found);
                }
            }
        }
    }

    /// Makes true what must have happened before, then carries out the document.
    async fn run(&self, case: &Case, number: usize, what: &str, document: &Value) {
        let plain = self.fresh(&read(case.file), number, &[]);
        let by = self.actor(&plain, case.kind).await;
        let mut names = Vec::new();
        match case.before {
            Before::Nothing => {}
            Before::Inner => {
                let inner = plain["object"].clone();
                let outcome = self.process(&inner, &by).await;
                assert!(matches!(outcome, Accepted(_)), "{}: {outcome:?}", case.file);
            }
            Before::Did(file) => {
                let other = self.fresh(&read(file), number, &[]);
                let outcome = self.process(&other, &by).await;
                assert!(matches!(outcome, Accepted(_)), "{file}: {outcome:?}");
            }
            Before::Asked => {
                self.house.service.follow(&self.mara, &by.id).await.unwrap();
                let asked = self.said(|change| match change {
                    Change::FollowRequested { activity_uri, .. } => Some(activity_uri),
                    _ => None,
                });
                names.push(("https://films.example/activities/01follow".to_owned(), asked.await));
            }
            Before::Answered => {
                let (comment, like) = self.answer(&by).await;
                names.push(("https://films.example/c/01comment".to_owned(), comment));
                names.push(("https://films.example/activities/01like".to_owned(), like));
            }
        }
        let document = self.fresh(&document.to_string(), number, &names);
        let outcome = self.process(&document, &by).await;
        assert_eq!(outcome, case.outcome, "{}, {what}:\n{document:#}", case.file);
    }
}

fn read(file: &str) -> String {
    fs::read_to_string(root().join(format!("tests/fixtures/activitypub/{file}.json"))).unwrap()
}

async fn stage(ground: Ground) -> Stage {
    let world = Fediverse::start().await;
    let house = ground.peer().await;
    let mara = house.owner("mara").await;
    // The same words from hundreds of people are spam, but not here.
    let lenient = CommentPolicyInput {
        who: "everyone".to_owned(),
        guests: "wait".to_owned(),
        links_max: "100".to_owned(),
        hold_at: "100".to_owned(),
        spam_at: "100".to_owned(),
        ..CommentPolicyInput::default()
    };
    house.service.set_comment_policy(&mara, &lenient).await.unwrap();
    let id = house.publish(&mara, "The Long Platform").await;
    settle(&[&house]).await;
    Stage {
        review: house.service.urls().review(&id).to_string(),
        house,
        mara,
        world,
    }
}

/// Every other case, so that the two halves run side by side.
async fn vary(half: usize) {
    let s = stage(Ground::all()[0]).await;
    let mut number = 0;
    for case in cases().iter().skip(half).step_by(2) {
        let document: Value = serde_json::from_str(&read(case.file)).unwrap();
        let all = variations(&document, case.id_is_enough);
        assert!(all.len() > 10, "{} was hardly varied", case.file);
        for (what, document) in all {
            number += 1;
            s.run(case, number, &what, &document).await;
        }
    }
    println!("{number} documents");
    assert!(number > 800, "{number} documents");
}

#[tokio::test(flavor = "multi_thread")]
async fn every_field_may_have_every_shape_and_the_outcome_is_the_same() {
    vary(0).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn every_field_of_the_others_may_have_every_shape_too() {
    vary(1).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn each_document_as_it_is_has_the_same_outcome_on_either_database() {
    for ground in Ground::all() {
        let s = stage(ground).await;
        for (number, case) in cases().iter().enumerate() {
            let document = serde_json::from_str(&read(case.file)).unwrap();
            s.run(case, number, "as it is", &document).await;
        }
    }
}
