//! Documents as other software sends them: ours, written for these tests, and those in `../shared/fixtures` where that folder is.

use crate::architecture::{files_below, root};
use chrono::{DateTime, TimeZone, Utc};
use houselights::domain::actor::{Actor, ActorKind};
use houselights::domain::id::ActorId;
use houselights::federation::objects::{actor::from_person, comment::from_note};
use houselights::federation::vocab::incoming::{Document, Object};
use houselights::service::remote::NoteReceived;
use serde_json::Value;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use url::Url;

fn now() -> DateTime<Utc> {
    Utc.with_ymd_and_hms(2026, 11, 22, 12, 0, 0).unwrap()
}

/// Somebody with that id, as if known before.
fn author(uri: &Url) -> Actor {
    let at = |part: &str| Url::parse(&format!("{uri}/{part}")).unwrap();
    Actor {
        id: ActorId::new("01author"),
        uri: uri.clone(),
        handle: "author".to_owned(),
        host: uri.host_str().map(ToOwned::to_owned),
        kind: ActorKind::Person,
        name: String::new(),
        summary_source: String::new(),
        summary: houselights::domain::text::SafeHtml::default(),
        url: uri.clone(),
        inbox: at("inbox"),
        shared_inbox: None,
        followers_url: Some(at("followers")),
        public_key_id: format!("{uri}#main-key"),
        public_key_pem: String::new(),
        avatar_url: None,
        avatar_media: None,
        manually_approves: false,
        discoverable: true,
        indexable: true,
        created_at: now(),
        updated_at: now(),
        fetched_at: Some(now()),
        deleted_at: None,
    }
}

fn json_files(folder: &Path) -> Vec<PathBuf> {
    let mut files: Vec<PathBuf> = files_below(folder)
        .into_iter()
        .filter(|path| path.extension().is_some_and(|e| e == "json"))
        .collect();
    files.sort();
    files
}

/// Reads everything in a document that could be read; what cannot be says so and does not panic.
fn read_all(document: &Document) -> Option<NoteReceived> {
    let top = document.object();
    let mut note = None;
    let inner = |key: &str| top.object(key).and_then(|object| object.embedded());
    for object in [Some(top), inner("object"), inner("instrument")].into_iter().flatten() {
        let _ = from_person(object, None);
        note = note.or_else(|| read_note(object, top));
    }
    note
}

fn read_note(object: Object<'_>, activity: Object<'_>) -> Option<NoteReceived> {
    let by = object.url("attributedTo")?;
    from_note(object, &author(&by), Some(activity), now()).ok()
}

#[test]
fn what_each_software_sends_is_read_as_it_is_meant() {
    let folder = root().join("tests/fixtures/activitypub");
    let mut shown = String::new();
    for path in json_files(&folder) {
        let name = path.strip_prefix(&folder).unwrap().display().to_string();
        let document = Document::parse(&fs::read(&path).unwrap()).unwrap();
        writeln!(shown, "{name}: {}", document.object().type_().unwrap()).unwrap();
        let Some(note) = read_all(&document) else {
            continue;
        };
        writeln!(
            shown,
            "  {} {:?}, {:?}\n  page {}\n  answers {:?}\n  title {:?}, warning {:?}\n  {}\n  written {}, edited {:?}, mentions {}, image {:?}\n  quotes {:?}, links {:?}",
            note.kind,
            note.audience,
            note.language,
            note.url,
            note.in_reply_to.map(String::from),
            note.name,
            note.summary,
            note.html,
            note.published_at,
            note.edited_at,
            note.mentions.len(),
            note.image.map(|(url, alt)| (String::from(url), alt)),
            note.quotes.iter().map(Url::as_str).collect::<Vec<_>>(),
            note.links.iter().map(Url::as_str).collect::<Vec<_>>(),
        )
        .unwrap();
    }
    insta::assert_snapshot!(shown);
}

#[test]
fn real_documents_and_damaged_ones_are_read_or_refused_but_never_panic() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/fixtures/activitypub");
    if !folder.exists() {
        eprintln!("skipped: {} is not here", folder.display());
        return;
    }
    let (mut read, mut damaged) = (0, 0);
    for path in json_files(&folder) {
        let body = fs::read(&path).unwrap();
        if let Ok(document) = Document::parse(&body) {
            read += 1;
            read_all(&document);
            let value: Value = serde_json::from_slice(&body).unwrap();
            for damage in damages(&value) {
                damaged += 1;
                if let Ok(document) = Document::parse(damage.to_string().as_bytes()) {
                    read_all(&document);
                }
            }
        }
        for end in (0..body.len()).step_by(97) {
            Document::parse(&body[..end]).ok();
        }
    }
    assert!(read > 40 && damaged > 5_000, "{read} documents, {damaged} damaged ones");
}

/// The document with each of its values in turn replaced by something else.
fn damages(value: &Value) -> Vec<Value> {
    let others = [
        Value::Null,
        Value::from(-1),
        Value::from("\u{202e}javascript:alert(1)"),
        serde_json::json!([]),
        serde_json::json!({}),
        serde_json::json!([null, ["x"], {"type": ["Note", 7], "id": {"id": "https://a.example/"}}]),
    ];
    let mut out = Vec::new();
    for pointer in pointers(value, "") {
        for other in &others {
            let mut damaged = value.clone();
            if let Some(place) = damaged.pointer_mut(&pointer) {
                *place = other.clone();
                out.push(damaged);
            }
        }
    }
    out
}

fn pointers(value: &Value, at: &str) -> Vec<String> {
    let below: Vec<(String, &Value)> = match value {
        Value::Object(map) => map
            .iter()
            .map(|(key, value)| (key.replace('~', "~0").replace('/', "~1"), value))
            .collect(),
        Value::Array(entries) => entries
            .iter()
            .enumerate()
            .map(|(i, value)| (i.to_string(), value))
            .collect(),
        _ => Vec::new(),
    };
    let mut out = Vec::new();
    for (key, value) in below {
        let pointer = format!("{at}/{key}");
        out.extend(pointers(value, &pointer));
        out.push(pointer);
    }
    out
}
