//! Group 1: objects served as `application/json`, `text/plain`, `application/octet-stream`; uploads served as ActivityPub (media
//! host, nosniff, CSP).

use super::house::{ACTIVITY_JSON, Attack, House};
use crate::federation::peers::Ground;
use crate::support::fediverse::{Document, Person};
use houselights::service::media::Purpose;
use serde_json::{Value, json};

/// What storage, pastebins and APIs say of what strangers put there.
const WRONG: [&str; 10] = [
    "application/json",
    "application/json; profile=\"https://www.w3.org/ns/activitystreams\"",
    "text/plain",
    "text/html",
    "application/octet-stream",
    "image/png",
    "application/activity+jsonp",
    "application/x-activity+json",
    "text/plain, application/activity+json",
    "",
];

fn serve(house: &House, object: &Value, media_type: &str) {
    let document = Document {
        status: 200,
        media_type: media_type.to_owned(),
        body: object.to_string().into_bytes(),
        headers: Vec::new(),
    };
    house.world.serve_as(object["id"].as_str().unwrap(), document);
}

/// Somebody new, whose document is of that type.
fn stranger(house: &House, handle: &str, media_type: &str) -> Person {
    let person = house.world.person("paste", handle);
    let inbox = format!("{}/inbox", person.id);
    let document = json!({"id": person.id, "type": "Person", "preferredUsername": handle, "inbox": inbox,
        "publicKey": {"id": person.key_id(), "owner": person.id, "publicKeyPem": crate::support::fediverse::public_pem()}});
    serve(house, &document, media_type);
    person
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_not_served_as_activitypub_is_believed_nowhere() {
    let house = House::build(Ground::any()).await;
    let (mut attacks, mut climbs) = (Vec::new(), Vec::new());
    for (number, wrong) in WRONG.into_iter().enumerate() {
        let note = house.note(&house.vera, "Planted.");
        serve(&house, &note, wrong);
        let hint = house.activity(&house.eve, "Create", &note["id"]);
        attacks.push(Attack::ends(
            format!("an object as {wrong:?}"),
            &house.eve,
            hint,
            "refused: object cannot be read",
        ));
        let own = house.note(&house.eve, "Planted.");
        serve(&house, &own, wrong);
        let below = house.eve.create_note(
            &house.next().to_string(),
            own["id"].as_str().unwrap(),
            "Above.",
            house.author(),
        );
        attacks.push(Attack::ends(
            format!("a parent as {wrong:?}"),
            &house.eve,
            below,
            "ignored: parent cannot be read",
        ));
        let by = stranger(&house, &format!("key{number}"), wrong);
        attacks.push(Attack::answered(
            format!("a key as {wrong:?}"),
            &by,
            by.like(house.object.as_str(), 1),
            401,
        ));
        climbs.push((by.id.clone(), wrong));
    }
    house.repel(attacks).await;

    // A person here who looks it up is told so.
    let before = house.snapshot();
    let lookup = house.peer.service.lookup().unwrap();
    for (id, wrong) in climbs {
        let found = lookup.object(&id.parse().unwrap()).await;
        assert!(found.is_err(), "{wrong}: {found:?}");
    }
    house.assert_untouched(&before, "looking it up");
    // The same object, served as it should be, is taken.
    let note = house.note(&house.vera, "Honest.");
    serve(
        &house,
        &note,
        "application/ld+json; profile=\"https://www.w3.org/ns/activitystreams\"",
    );
    let hint = house.activity(&house.eve, "Create", &note["id"]);
    assert_eq!(house.send(&house.eve, &hint).await, 202);
    assert_eq!(house.comments().await, ["Honest."]);
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_that_was_uploaded_is_ever_served_as_activitypub_or_as_a_page() {
    let house = House::build(Ground::any()).await;
    let service = &house.peer.service;
    let before = house.snapshot();
    let forged = house.note(&house.mara_as_person(), "Not by Mara.").to_string();
    for body in [
        forged.as_bytes(),
        b"<!doctype html><script>alert(1)</script>",
        b"%PDF-1.7",
        b"",
    ] {
        let refused = service
            .upload(&house.mara, body.to_vec(), "A lamp", Purpose::Picture)
            .await;
        assert!(refused.is_err(), "{refused:?}");
    }
    house.assert_untouched(&before, "an upload that is no picture");

    // A picture with a document behind it: the picture is encoded anew, and nothing of the rest is kept.
    let mut polyglot = super::media::picture(64, 64);
    polyglot.extend_from_slice(forged.as_bytes());
    let picture = service
        .upload(&house.mara, polyglot, "A lamp", Purpose::Picture)
        .await
        .unwrap();
    for (path, kind) in [
        (picture.src.as_str(), "image/jpeg"),
        (&picture.src.replace(".jpg", ".webp"), "image/webp"),
    ] {
        for accept in [ACTIVITY_JSON, "application/ld+json", "text/html", "*/*"] {
            let answer = house.peer.get(path, accept).await;
            assert_eq!(
                (answer.status.as_u16(), answer.content_type()),
                (200, Some(kind)),
                "{path} as {accept}"
            );
            assert_eq!(answer.headers["x-content-type-options"], "nosniff");
            let policy = answer.headers["content-security-policy"].to_str().unwrap();
            assert!(
                policy.contains("default-src 'none'") && policy.contains("sandbox"),
                "{policy}"
            );
            assert!(!answer.body.windows(12).any(|part| part == b"Not by Mara."));
        }
    }
    for name in [
        "/media/x/640.json",
        "/media/x/../../config",
        "/media/remote/x.json",
        "/media/remote/..%2f..%2fx.webp",
    ] {
        assert_eq!(house.peer.get(name, ACTIVITY_JSON).await.status, 404, "{name}");
    }
}

impl House {
    /// The author here, as an attacker would write her.
    fn mara_as_person(&self) -> Person {
        Person {
            handle: "mara".to_owned(),
            host: self.peer.service.urls().host().to_owned(),
            id: self.author().to_owned(),
        }
    }
}
