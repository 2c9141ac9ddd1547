//! Ten thousand documents that are almost right: no 5xx, no panic, and the server still works afterwards.

use crate::support::fediverse::{Fediverse, Person};
use crate::support::server::{Database, TestServer, eventually, visitor};
use houselights::env::Ids;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::time::Duration;

const MUTATIONS: usize = 10_000;
const AT_ONCE: usize = 16;

/// Captured documents of other servers, beside the project; and our own, inside it.
fn fixtures() -> Vec<Value> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut files = Vec::new();
    for folder in ["tests/fixtures/activitypub", "../shared/fixtures/activitypub"] {
        files.extend(json_files(&root.join(folder)));
    }
    let read = |path: PathBuf| serde_json::from_slice(&std::fs::read(&path).unwrap()).ok();
    files.into_iter().filter_map(read).collect()
}

fn json_files(folder: &Path) -> Vec<PathBuf> {
    let Ok(entries) = std::fs::read_dir(folder) else {
        return Vec::new();
    };
    let mut files = Vec::new();
    for entry in entries {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files.extend(json_files(&path));
        } else if path.extension().is_some_and(|extension| extension == "json") {
            files.push(path);
        }
    }
    files.sort();
    files
}

/// Whole numbers below `below`.
struct Dice(Ids);

impl Dice {
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        clippy::cast_precision_loss,
        reason = "small numbers"
    )]
    fn roll(&self, below: usize) -> usize {
        (self.0.jitter(0.0..below.max(1) as f64) as usize).min(below.saturating_sub(1))
    }
}

/// Addresses of all values inside a document.
fn places(value: &Value, at: &str, found: &mut Vec<String>) {
    let mut go = |key: &str, inner: &Value| {
        let place = format!("{at}/{}", key.replace('~', "~0").replace('/', "~1"));
        found.push(place.clone());
        places(inner, &place, found);
    };
    match value {
        Value::Object(map) => map.iter().for_each(|(key, inner)| go(key, inner)),
        Value::Array(list) => list
            .iter()
            .enumerate()
            .for_each(|(index, inner)| go(&index.to_string(), inner)),
        _ => {}
    }
}

fn odd_value(dice: &Dice, old: &Value) -> Value {
    let deep = (0..dice.roll(200)).fold(json!("x"), |inner, _| json!([inner]));
    match dice.roll(16) {
        0 => Value::Null,
        1 => json!([]),
        2 => json!({}),
        3 => json!([old, old]),
        4 => json!({"id": old, "type": "Note"}),
        5 => json!(-1),
        6 => json!(1e308),
        7 => json!(""),
        8 => json!("http://[::1"),
        9 => json!("javascript:alert(1)"),
        10 => json!("\u{202e}\u{0}x\u{fffd}".repeat(50)),
        11 => json!("2999-13-45T99:99:99Z"),
        12 => json!("<script>alert(1)</script><img src=x onerror=alert(1)>".repeat(20)),
        13 => deep,
        14 => json!(true),
        _ => json!("https://www.w3.org/ns/activitystreams#Public"),
    }
}

fn mutate(dice: &Dice, document: &mut Value) {
    for _ in 0..=dice.roll(3) {
        let mut found = Vec::new();
        places(document, "", &mut found);
        if found.is_empty() {
            return;
        }
        let place = &found[dice.roll(found.len())];
        if let Some(value) = document.pointer_mut(place) {
            *value = odd_value(dice, value);
        }
    }
}

/// Makes the document one that `person` may send about `target`, so that it gets past the first checks.
fn adopt(dice: &Dice, document: &mut Value, person: &Person, target: &str, number: usize) {
    let Some(map) = document.as_object_mut() else { return };
    map.insert("id".to_owned(), json!(person.at(&format!("/mutations/{number}"))));
    map.insert("actor".to_owned(), json!(person.id));
    if let Some(object) = map.get_mut("object").and_then(Value::as_object_mut) {
        object.insert("attributedTo".to_owned(), json!(person.id));
        object.insert(
            "id".to_owned(),
            json!(person.at(&format!("/mutations/{number}/object"))),
        );
        if dice.roll(2) == 0 {
            object.insert("inReplyTo".to_owned(), json!(target));
        }
    } else if dice.roll(2) == 0 {
        map.insert("object".to_owned(), json!(target));
    }
}

#[tokio::test]
async fn ten_thousand_mutations_of_captured_documents_never_give_a_5xx() {
    let documents = fixtures();
    if documents.is_empty() {
        eprintln!("skipped: no captured documents are here");
        return;
    }
    let world = Fediverse::start().await;
    let mut server = TestServer::prepare("mutant", &Database::Sqlite);
    server.set_up("mara");
    server.set("log.filter", "warn");
    // One person says everything here.
    server.set("federation.inbox_per_actor", "0");
    server.set("federation.inbox_per_host", "0");
    server.start_and_wait().await;
    let (_, object) = server.publish("root", "headline: The root", "A text.");
    let person = world.person("social", "ana");
    let dice = Dice(Ids::seeded(20_261_122));
    let mut statuses: BTreeMap<u16, usize> = BTreeMap::new();
    for batch in 0..MUTATIONS / AT_ONCE {
        let sends = (0..AT_ONCE).map(|place| {
            let number = batch * AT_ONCE + place;
            let mut document = documents[dice.roll(documents.len())].clone();
            // Changed before or after it is made acceptable: both the head and the depths of the checks are met.
            let early = dice.roll(4) == 0;
            if !early {
                mutate(&dice, &mut document);
            }
            adopt(&dice, &mut document, &person, object.as_str(), number);
            if early {
                mutate(&dice, &mut document);
            }
            let mut body = document.to_string().into_bytes();
            if dice.roll(20) == 0 {
                body.truncate(dice.roll(body.len()));
            }
            let inbox = if number.is_multiple_of(2) {
                server.inbox("mara")
            } else {
                server.at("/inbox").to_string()
            };
            let (world, key_id) = (&world, person.key_id());
            async move { world.send_raw(&key_id, &inbox, body).await }
        });
        for status in futures_util::future::join_all(sends).await {
            *statuses.entry(status).or_default() += 1;
        }
    }
    println!("answers: {statuses:?}");
    assert!(
        statuses.keys().all(|status| (200..500).contains(status)),
        "{statuses:?}"
    );
    assert!(
        statuses.get(&202).is_some_and(|count| *count > MUTATIONS / 2),
        "most should get as far as the queue: {statuses:?}"
    );

    // What was accepted is worked on by now or soon; then an ordinary reply must still come through.
    let author = format!("{}users/mara", server.origin);
    let note = person.create_note("sane", object.as_str(), "<p>Still here after all that.</p>", &author);
    assert_eq!(world.send(&person, &server.inbox("mara"), &note).await, 202);
    // Newest comments stand last, and thousands of mutations may have become comments: the news of the site show it anyway.
    let home = server.at("/");
    eventually("an ordinary reply", 120, &mut visitor(), &home, |page| {
        page.shows("Still here after all that.")
    })
    .await;
    tokio::time::sleep(Duration::from_millis(300)).await;
    let log = server.log();
    assert!(!log.contains("panicked"), "{log}");
    assert!(!log.contains("request failed"), "{log}");
}
