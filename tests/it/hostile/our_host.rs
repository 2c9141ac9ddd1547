//! Group 16: ids on *our* host sent by others; host case, trailing dot, port, punycode.

use super::house::{Attack, House};
use super::wire::Draft;
use crate::federation::peers::Ground;
use crate::federation::policies;
use crate::support::fediverse::{Person, public_pem};
use houselights::domain::policy::Severity;
use serde_json::json;
use url::Url;

/// A name that has to be written in punycode.
const NAME: &str = "kürbis.localhost";

/// The ways of writing that name that all mean it.
const SPELLINGS: [&str; 8] = [
    "xn--krbis-kva.localhost",
    "XN--KRBIS-KVA.LOCALHOST",
    "kürbis.localhost",
    "KÜRBIS.localhost",
    "ku\u{308}rbis.localhost",
    "k%C3%BCrbis.localhost",
    "ｋürbis。localhost",
    "kürbis.localhost.",
];

/// Letters, digits, dots and hyphens: what may stand in a handle.
fn is_typed(name: &&&str) -> bool {
    name.chars().all(|c| c.is_alphanumeric() || matches!(c, '.' | '-'))
}

fn spelled(house: &House, path: &str) -> Vec<String> {
    let all = SPELLINGS
        .iter()
        .map(|host| format!("http://{host}:{}{path}", house.peer.port));
    all.chain([format!("http://{}:0{}{path}", SPELLINGS[0], house.peer.port)])
        .collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_speaks_of_themselves_with_an_address_of_ours_however_it_is_written() {
    for ground in Ground::all() {
        let house = House::build_named(ground, NAME, &[]).await;
        let eve = &house.eve;
        let own = house.peer.service.urls().origin().to_owned();
        assert!(own.contains("xn--krbis-kva"), "{own}");
        let mut attacks = Vec::new();
        for id in spelled(&house, "/c/forged") {
            let mut create = house.reply(eve, "Forged.");
            create["object"]["id"] = json!(id);
            attacks.push(Attack::ends(
                format!("a text at {id}"),
                eve,
                create,
                "refused: claims an object of this server",
            ));
            let by_id = house.activity(eve, "Create", &json!(id));
            attacks.push(Attack::ends(
                format!("a text by its id {id}"),
                eve,
                by_id,
                "refused: claims an object of this server",
            ));
            let mut like = eve.like(house.object.as_str(), 50);
            like["id"] = json!(id);
            attacks.push(Attack::answered(format!("an activity at {id}"), eve, like, 403));
        }
        for id in spelled(&house, house.object.path()) {
            let mut update = house.reply(eve, "Rewritten.");
            update["id"] = json!(eve.at(&format!("/updates/{}", house.next())));
            update["type"] = json!("Update");
            update["object"]["id"] = json!(id);
            attacks.push(Attack::ends(
                format!("an Update of {id}"),
                eve,
                update,
                "refused: claims an object of this server",
            ));
            for kind in ["Delete", "Undo", "Move", "Add", "Accept"] {
                attacks.push(Attack::ends(
                    format!("a {kind} of {id}"),
                    eve,
                    house.activity(eve, kind, &json!(id)),
                    "",
                ));
            }
        }
        for id in spelled(&house, "/users/mara") {
            let mut like = eve.like(house.object.as_str(), 51);
            like["actor"] = json!(id);
            attacks.push(Attack::answered(format!("an activity of {id}"), eve, like, 403));
            let mut profile = house.world.document(&eve.id).await;
            profile["id"] = json!(id);
            let update = house.activity(eve, "Update", &profile);
            attacks.push(Attack::ends(
                format!("a profile of {id}"),
                eve,
                update,
                "refused: update of somebody else",
            ));
            attacks.push(Attack::ends(
                format!("a Delete of {id}"),
                eve,
                house.activity(eve, "Delete", &json!(id)),
                "",
            ));
            let mut signed = house.reply(eve, "Forged.");
            signed["object"]["attributedTo"] = json!(id);
            attacks.push(Attack::ends(format!("a text of {id}"), eve, signed, ""));
        }
        // This server by its number, which is not its name: it is asked, and does not say so.
        for path in [house.object.path(), "/users/mara"] {
            let url = format!("http://127.0.0.1:{}{path}", house.peer.port);
            let create = house.activity(eve, "Create", &json!(url));
            attacks.push(Attack::ends(&url, eve, create, "refused: object cannot be read"));
        }
        house.repel(attacks).await;
        assert!(house.comments().await.is_empty());
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_key_or_a_handle_of_ours_is_nobody_elses() {
    for ground in Ground::all() {
        let house = House::build_named(ground, NAME, &[]).await;
        let eve = &house.eve;
        let before = house.snapshot();
        let inbox: Url = house.inbox().parse().unwrap();
        let body = eve.like(house.object.as_str(), 60).to_string().into_bytes();
        for key_id in spelled(&house, "/users/mara#main-key")
            .into_iter()
            .chain(spelled(&house, "/actor#main-key"))
        {
            let reply = Draft {
                key_id: key_id.clone(),
                ..Draft::new(eve, &inbox, body.clone())
            }
            .send(house.peer.port)
            .await;
            // A header that is not ASCII is no header.
            assert!(matches!(reply.status, 401 | 403), "{key_id}: {}", reply.body);
        }
        let by_number = format!("http://127.0.0.1:{}/users/mara#main-key", house.peer.port);
        let reply = Draft {
            key_id: by_number,
            ..Draft::new(eve, &inbox, body)
        }
        .send(house.peer.port)
        .await;
        assert_eq!(reply.status, 401, "{}", reply.body);

        // An actor elsewhere whose handle, page, key or inbox would be here.
        let lookup = house.peer.service.lookup().unwrap();
        let host = house.peer.service.urls().host().to_owned();
        let mara = house.mara.actor.id.clone();
        for handle in ["@mara", "@MARA"] {
            for name in SPELLINGS.iter().filter(is_typed) {
                let found = lookup.actor(&format!("{handle}@{name}:{}", house.peer.port)).await;
                assert!(
                    found.as_ref().is_ok_and(|found| *found == mara),
                    "{handle}@{name}: {found:?}"
                );
            }
        }
        let claims = json!({"subject": format!("acct:mara@{host}"), "links": [{"rel": "self", "type": "application/activity+json", "href": eve.id}]});
        let finger = eve.at(&format!("/.well-known/webfinger?resource=acct:mara@{}", eve.host));
        house
            .world
            .serve(&finger, "application/jrd+json", claims.to_string().into_bytes());
        let found = lookup.actor(&format!("@mara@{}", eve.host)).await;
        assert!(
            found.as_ref().is_err() || found.as_ref().is_ok_and(|found| *found == mara),
            "{found:?}"
        );
        for (field, value) in [
            ("id", json!(house.author())),
            (
                "publicKey",
                json!({"id": house.mara.actor.public_key_id, "owner": eve.at("/users/fake"), "publicKeyPem": public_pem()}),
            ),
            (
                "publicKey",
                json!({"id": eve.at("/users/fake#main-key"), "owner": house.author(), "publicKeyPem": public_pem()}),
            ),
        ] {
            let fake = Person {
                handle: "fake".to_owned(),
                host: eve.host.clone(),
                id: eve.at("/users/fake"),
            };
            let mut document = json!({"id": fake.id, "type": "Person", "preferredUsername": "fake", "inbox": eve.at("/users/fake/inbox"),
                "publicKey": {"id": fake.key_id(), "owner": fake.id, "publicKeyPem": public_pem()}});
            document[field] = value;
            house
                .world
                .serve(&fake.id, "application/activity+json", document.to_string().into_bytes());
            assert!(lookup.object(&fake.id.parse().unwrap()).await.is_err(), "{document}");
        }
        house.settle().await;
        house.assert_untouched(&before, "a key or handle of ours");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn every_spelling_of_an_address_is_one_address() {
    for ground in Ground::all() {
        let house = House::build_named(ground, NAME, &[]).await;
        let (vera, eve) = (&house.vera, &house.eve);
        // Who likes a review likes it once, whatever they call it; an answer to it is an answer.
        for (number, object) in spelled(&house, house.object.path()).into_iter().enumerate() {
            let like = eve.like(&object, 70 + u32::try_from(number).unwrap());
            assert_eq!(house.send(eve, &like).await, 202, "{object}");
            let reply = vera.create_note(&house.next().to_string(), &object, "Here.", house.author());
            assert_eq!(house.send(vera, &reply).await, 202, "{object}");
        }
        assert_eq!(house.comments().await.len(), SPELLINGS.len() + 1);
        assert_eq!(house.peer.conversation(&house.root).await.likes.total, 2);

        // Somebody elsewhere is one person in every spelling, and the same server is kept out in every spelling.
        let port = house.world.address.port();
        let before = house.snapshot();
        for host in ["EVIL.localhost", "evil.localhost.", "ｅvil.localhost"] {
            let poser = Person {
                id: format!("http://{host}:{port}/users/eve"),
                ..eve.clone()
            };
            let mut like = eve.like(house.object.as_str(), house.next());
            like["actor"] = json!(poser.id);
            let inbox: Url = house.inbox().parse().unwrap();
            let draft = Draft {
                key_id: poser.key_id(),
                ..Draft::new(eve, &inbox, like.to_string().into_bytes())
            };
            let reply = draft.send(house.peer.port).await;
            assert!(matches!(reply.status, 202 | 401 | 403), "{host}: {}", reply.status);
        }
        house.settle().await;
        assert_eq!(house.peer.conversation(&house.root).await.likes.total, 2);
        before
            .without(&LIKED)
            .assert_same(&house.snapshot().without(&LIKED), "another spelling");

        policies::set(&house.peer, &format!("evil.localhost:{port}"), Severity::Suspend).await;
        policies::set(&house.peer, "evil.localhost", Severity::Suspend).await;
        house.settle().await;
        let (before, asked) = (house.snapshot(), house.world.fetched().len());
        house.world.person("sub.evil", "eve");
        for host in [
            "evil.localhost",
            "EVIL.localhost",
            "evil.localhost.",
            "ｅvil。localhost",
            "%65vil.localhost",
            "sub.evil.localhost",
        ] {
            let id = format!("http://{host}:{port}/users/eve");
            let poser = Person {
                id: id.clone(),
                ..eve.clone()
            };
            let like = json!({"id": format!("http://{host}:{port}/likes/{}", house.next()), "type": "Like", "actor": id, "object": house.object});
            let inbox: Url = house.inbox().parse().unwrap();
            let draft = Draft {
                key_id: poser.key_id(),
                ..Draft::new(eve, &inbox, like.to_string().into_bytes())
            };
            let reply = draft.send(house.peer.port).await;
            // A header that is not ASCII is no header.
            let status = if host.is_ascii() { 403 } else { 401 };
            assert_eq!(reply.status, status, "{host}: {}", reply.body);
            house
                .peer
                .service
                .lookup()
                .unwrap()
                .object(&id.parse().unwrap())
                .await
                .ok();
        }
        assert_eq!(
            house.world.fetched().len(),
            asked,
            "a suspended server is not asked for anything"
        );
        house.settle().await;
        house.assert_untouched(&before, "a suspended server in other letters");
    }
}

/// A like that is said again goes by its newest activity.
const LIKED: [&str; 2] = ["reactions", "notifications"];
