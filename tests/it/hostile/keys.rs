//! Group 11: deleted actors, rotated keys, keyId documents that do not list the key.

use super::house::House;
use super::wire::{self, Draft};
use crate::federation::peers::Ground;
use crate::support::fediverse::{Person, public_pem};
use rsa::pkcs1::EncodeRsaPublicKey;
use rsa::pkcs8::{EncodePublicKey, LineEnding};
use rsa::{RsaPrivateKey, RsaPublicKey};
use serde_json::{Value, json};
use url::Url;

fn pem_of(key: &RsaPrivateKey) -> String {
    RsaPublicKey::from(key).to_public_key_pem(LineEnding::LF).unwrap()
}

impl House {
    fn signed(&self, by: &Person, activity: &Value) -> Draft {
        let inbox: Url = self.inbox().parse().unwrap();
        Draft::new(by, &inbox, activity.to_string().into_bytes())
    }
}

/// Nobody of that name is known here yet.
fn stranger(house: &House, change: impl FnOnce(&Person, &mut Value)) -> Person {
    let handle = format!("new{}", house.next());
    let person = house.world.person("strange", &handle);
    let mut document = json!({"id": person.id, "type": "Person", "preferredUsername": handle, "inbox": format!("{}/inbox", person.id),
        "publicKey": {"id": person.key_id(), "owner": person.id, "publicKeyPem": public_pem()}});
    change(&person, &mut document);
    house.world.serve(
        &person.id,
        "application/activity+json",
        document.to_string().into_bytes(),
    );
    person
}

#[tokio::test(flavor = "multi_thread")]
async fn a_key_counts_only_when_its_owner_lists_it() {
    for ground in Ground::all() {
        let house = House::build(ground).await;
        let before = house.snapshot();
        let short = RsaPrivateKey::new(&mut rsa::rand_core::OsRng, 1024).unwrap();
        let short = RsaPublicKey::from(&short).to_pkcs1_pem(LineEnding::LF).unwrap();
        let other = pem_of(wire::other_key());
        type Change<'a> = Box<dyn Fn(&Person, &mut Value) + 'a>;
        let documents: Vec<(&str, Change<'_>)> = vec![
            (
                "another key id",
                Box::new(|who, d| d["publicKey"]["id"] = json!(format!("{}#other", who.id))),
            ),
            (
                "a key of another owner",
                Box::new(|_, d| d["publicKey"]["owner"] = json!(house.vera.id)),
            ),
            (
                "a key on another server",
                Box::new(|_, d| d["publicKey"]["id"] = json!(house.vera.key_id())),
            ),
            (
                "another key",
                Box::new(|_, d| d["publicKey"]["publicKeyPem"] = json!(other)),
            ),
            (
                "a key too short",
                Box::new(|_, d| d["publicKey"]["publicKeyPem"] = json!(short)),
            ),
            ("no key", Box::new(|_, d| d["publicKey"] = json!(null))),
            (
                "a key that is none",
                Box::new(|_, d| d["publicKey"]["publicKeyPem"] = json!("secret")),
            ),
            (
                "a list of ten keys before it",
                Box::new(|who, d| {
                    let real = d["publicKey"].clone();
                    let mut all: Vec<Value> = (0..10)
                        .map(|n| json!({"id": format!("{}#{n}", who.id), "owner": who.id, "publicKeyPem": other}))
                        .collect();
                    all.push(real);
                    d["publicKey"] = json!(all);
                }),
            ),
            (
                "a document of somebody else",
                Box::new(|_, d| d["id"] = json!(house.vera.id)),
            ),
            (
                "a document that is no actor",
                Box::new(|_, d| d["type"] = json!("Note")),
            ),
            ("an actor without an inbox", Box::new(|_, d| d["inbox"] = json!(null))),
            ("a Tombstone", Box::new(|_, d| d["type"] = json!("Tombstone"))),
        ];
        for (what, change) in documents {
            let person = stranger(&house, change);
            let reply = house
                .signed(&person, &person.like(house.object.as_str(), 1))
                .send(house.peer.port)
                .await;
            assert_eq!(reply.status, 401, "{what}: {}", reply.body);
        }
        for status in [404, 410, 403, 500] {
            let person = stranger(&house, |_, _| {});
            house.world.say(&person.id, status);
            let reply = house
                .signed(&person, &person.like(house.object.as_str(), 1))
                .send(house.peer.port)
                .await;
            assert_eq!(reply.status, 401, "{status}: {}", reply.body);
        }
        // A key with an address of its own: its owner must list it, be on its server, and be who signs.
        let path = |name: &str| house.eve.at(&format!("/keys/{name}"));
        let key = |name: &str, kind: &str, owner: &str, pem: &str| {
            let id = path(name);
            house.world.serve_object(
                &json!({"id": id, "type": kind, "owner": owner, "controller": owner, "publicKeyPem": pem}),
            );
            id
        };
        let mine = pem_of(wire::other_key());
        for key_id in [
            key("unlisted", "Key", &house.eve.id, &mine),
            key("of-the-victim", "Key", &house.vera.id, &mine),
            key("of-nobody", "Key", &house.eve.at("/users/nobody"), &mine),
            key("in-a-note", "Note", &house.eve.id, &mine),
            key("multi", "Multikey", &house.eve.id, &mine),
            format!("{}#unlisted", house.eve.id),
            format!("{}?x=1#main-key", house.eve.id),
        ] {
            let like = house.eve.like(house.object.as_str(), house.next());
            let draft = Draft {
                key: wire::other_key(),
                key_id: key_id.clone(),
                ..house.signed(&house.eve, &like)
            };
            let reply = draft.send(house.peer.port).await;
            assert_eq!(reply.status, 401, "{key_id}: {}", reply.body);
        }
        // Genuine, known to nobody here, and not the one who signed: nothing is kept of somebody who has said nothing.
        let bystander = house.world.person("strange", "bystander");
        let like = bystander.like(house.object.as_str(), 1);
        let forged = Draft {
            key: wire::other_key(),
            ..house.signed(&bystander, &like)
        };
        assert_eq!(forged.send(house.peer.port).await.status, 401);
        house.settle().await;
        house.assert_untouched(&before, "a key that is not listed");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_key_that_was_given_up_signs_no_more_and_brings_in_no_other() {
    for ground in Ground::all() {
        let house = House::build(ground).await;
        let vera = &house.vera;
        // Vera's server has a new key; it says so, signed with the old one.
        let mut document = house.world.document(&vera.id).await;
        document["publicKey"] =
            json!({"id": format!("{}#second", vera.id), "owner": vera.id, "publicKeyPem": pem_of(wire::other_key())});
        house.world.serve_object(&document);
        let update = house.activity(vera, "Update", &document);
        assert_eq!(house.send(vera, &update).await, 202);
        house.settle().await;
        let new = Draft {
            key: wire::other_key(),
            key_id: format!("{}#second", vera.id),
            ..house.signed(vera, &house.reply(vera, "With the new key."))
        };
        assert_eq!(new.send(house.peer.port).await.status, 202);
        assert_eq!(house.comments().await, ["With the new key."]);

        let before = house.snapshot();
        // Whoever has the old key can say nothing with it, least of all what the key is.
        let mut stolen = document.clone();
        stolen["publicKey"] = json!({"id": vera.key_id(), "owner": vera.id, "publicKeyPem": public_pem()});
        for activity in [
            house.reply(vera, "With the old key."),
            house.activity(vera, "Update", &stolen),
            house.activity(vera, "Delete", &json!(vera.id)),
        ] {
            let old = house.signed(vera, &activity).send(house.peer.port).await;
            assert_eq!(old.status, 401, "{activity}: {}", old.body);
            let named = Draft {
                key_id: format!("{}#second", vera.id),
                ..house.signed(vera, &activity)
            };
            assert_eq!(
                named.send(house.peer.port).await.status,
                401,
                "the old key under the new name"
            );
        }
        // Even with the key in hand, a document in full does not bring in another key: its server is asked.
        let update = house.activity(vera, "Update", &stolen);
        let draft = Draft {
            key: wire::other_key(),
            key_id: format!("{}#second", vera.id),
            ..house.signed(vera, &update)
        };
        assert_eq!(draft.send(house.peer.port).await.status, 202);
        house.settle().await;
        house.assert_untouched(&before, "an old key");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn who_was_deleted_stays_deleted() {
    for ground in Ground::all() {
        let house = House::build(ground).await;
        let vera = &house.vera;
        // Deletes and Updates of people nobody here knows: no key is asked for, and nothing is kept.
        let before = house.snapshot();
        let unknown = house.world.person("strange", "unknown");
        house.world.say(&unknown.id, 410);
        for kind in ["Delete", "Update"] {
            assert_eq!(
                house
                    .send(&unknown, &house.activity(&unknown, kind, &json!(unknown.id)))
                    .await,
                202
            );
        }
        assert_eq!(house.fetched("strange", "/users/unknown"), 0);
        let like = house
            .signed(&unknown, &unknown.like(house.object.as_str(), 1))
            .send(house.peer.port)
            .await;
        assert_eq!(like.status, 401, "{}", like.body);
        house.settle().await;
        house.assert_untouched(&before, "somebody unknown who was deleted");

        // Somebody known leaves. Whatever is said in their name afterwards, and even when their server takes them back.
        assert_eq!(house.send(vera, &house.reply(vera, "Goodbye.")).await, 202);
        assert_eq!(house.comments().await, ["Goodbye."]);
        let document = house.world.document(&vera.id).await;
        house.world.say(&vera.id, 410);
        assert_eq!(
            house.send(vera, &house.activity(vera, "Delete", &json!(vera.id))).await,
            202
        );
        house.settle().await;
        let talk = house.peer.conversation(&house.root).await;
        assert_eq!(
            (talk.count, talk.likes.total),
            (0, 1),
            "what she said and liked went with her"
        );
        let before = house.snapshot();
        for round in ["gone", "back"] {
            for activity in [
                house.reply(vera, "I am back."),
                vera.like(house.object.as_str(), house.next()),
                vera.follow(house.author(), 9),
            ] {
                let status = house.signed(vera, &activity).send(house.peer.port).await.status;
                assert!(matches!(status, 401 | 202), "{round}: {status}");
            }
            let passed = house.activity(vera, "Create", &house.note(vera, "I am back."));
            assert_eq!(house.send(&house.eve, &passed).await, 202);
            house.settle().await;
            house.assert_untouched(&before, "somebody who was deleted");
            house.world.serve_object(&document);
            let note = house.note(vera, "Really.");
            house.world.serve_object(&note);
            assert_eq!(
                house
                    .send(&house.eve, &house.activity(&house.eve, "Create", &note["id"]))
                    .await,
                202
            );
            let found = house
                .peer
                .service
                .lookup()
                .unwrap()
                .object(&vera.id.parse().unwrap())
                .await;
            assert!(found.is_err(), "{found:?}");
        }
        house.settle().await;
        house.assert_untouched(&before, "a return");
    }
}
