//! New keys, ours and theirs.

use super::fake::{Fake, Sender};
use super::peers::{Ground, settle};
use crate::support::postgres::FreshPostgres;
use crate::support::server::{Database, PASSWORD, TestServer, eventually, visitor, visitors_net};
use houselights::cli::demo::visit::Visit;
use houselights::domain::comment::Root;
use houselights::env::keys::generate;
use houselights::federation::signatures::{BodyDigest, SigningKey, cavage};
use http::{HeaderMap, Method};
use serde_json::{Value, json};
use std::time::{Duration, Instant};
use url::Url;

#[tokio::test(flavor = "multi_thread")]
async fn after_a_new_key_everything_goes_on_and_the_old_key_signs_no_more() {
    for ground in Ground::all() {
        let (a, b) = (ground.peer().await, ground.peer().await);
        let (mara, ivo) = (a.person("mara").await, b.person("ivo").await);
        let review = a.publish(&mara, "The Long Platform").await;
        settle(&[&a, &b]).await;
        a.follow(&mara, &b.handle("ivo")).await;
        let subject = b.read(&a.service.urls().review(&review)).await;
        b.service
            .write_comment(&ivo, subject.clone(), "With the first key.")
            .await
            .unwrap();
        settle(&[&a, &b]).await;
        let root = Root::Review(review);
        assert_eq!(a.conversation(&root).await.count, 1);

        let old = b.service.signing_key(&ivo.actor.id).await.unwrap();
        let new_id = b.service.rotate_key(Some("ivo")).await.unwrap();
        assert_eq!(new_id, format!("{}#main-key-2", ivo.actor.uri));
        let new = b.service.signing_key(&ivo.actor.id).await.unwrap();
        assert_eq!(new.key_id, new_id);
        assert_ne!(new.private_pem, old.private_pem);
        let document = b.document("/users/ivo").await;
        assert_eq!(document["publicKey"]["id"], new_id);
        settle(&[&a, &b]).await;
        let known = a.service.actor_by_uri(&ivo.actor.uri).await.unwrap().unwrap();
        assert_eq!(known.public_key_id, new_id, "the Update told it");

        b.service
            .write_comment(&ivo, subject.clone(), "With the second key.")
            .await
            .unwrap();
        b.service
            .react(&ivo, houselights::domain::like::ReactionKind::Like, subject)
            .await
            .unwrap();
        settle(&[&a, &b]).await;
        let talk = a.conversation(&root).await;
        assert_eq!((talk.count, talk.likes.total), (2, 1));

        // Whoever has the old key says nothing with it any more.
        let like = json!({"id": format!("{}likes/1", b.origin), "type": "Like", "actor": ivo.actor.uri,
            "object": a.service.urls().review(match &root { Root::Review(id) => id, Root::Post(_) => unreachable!() })});
        let body = like.to_string().into_bytes();
        let (key, inbox) = (
            SigningKey::from_pem(&old.private_pem).unwrap(),
            a.service.urls().shared_inbox(),
        );
        for key_id in [&old.key_id, &new_id] {
            let (digest, now) = (BodyDigest::of(&body), b.service.env().clock.now());
            let headers: HeaderMap = cavage::sign(&key, key_id, &Method::POST, &inbox, Some(&digest), now)
                .unwrap()
                .into_iter()
                .collect();
            let net = &b.service.env().net;
            assert_eq!(
                net.post(&inbox, headers, body.clone()).await.unwrap().status,
                401,
                "{key_id}"
            );
        }
        assert!(b.service.rotate_key(Some("nobody")).await.is_err());
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_servers_own_key_can_be_changed_too() {
    for ground in Ground::all() {
        let closed = [("federation.authorized_fetch", "true")];
        let (a, b) = (ground.peer_with(&closed).await, ground.peer().await);
        let mara = a.person("mara").await;
        let one = a.publish(&mara, "The Long Platform").await;
        let two = a.publish(&mara, "The Short Platform").await;
        settle(&[&a, &b]).await;
        b.read(&a.service.urls().review(&one)).await;
        let new_id = b.service.rotate_key(None).await.unwrap();
        assert_eq!(new_id, format!("{}actor#main-key-2", b.origin));
        assert_eq!(b.document("/actor").await["publicKey"]["id"], new_id);
        b.read(&a.service.urls().review(&two)).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_peer_that_keeps_its_key_id_is_asked_once_and_then_left_alone_for_five_minutes() {
    for ground in Ground::all() {
        let (peer, fake) = (ground.peer().await, Fake::start().await);
        let mara = peer.person("mara").await;
        let review = peer.publish(&mara, "The Long Platform").await;
        settle(&[&peer]).await;
        let mut ivo = Sender::new(&fake, "ivo");
        let inbox = peer.service.urls().shared_inbox();
        let like = |number: u32| -> Value {
            json!({"id": fake.url(&format!("/likes/{number}")), "type": "Like", "actor": fake.url("/users/ivo"),
                "object": peer.service.urls().review(&review)})
        };
        assert_eq!(ivo.send(&peer, &inbox, &like(1)).await, 202);
        assert_eq!(fake.asked_since(), ["GET /users/ivo"]);
        // A new key under the old id: within five minutes of the last look nobody asks again.
        let first = std::mem::replace(&mut ivo.key, generate().unwrap());
        fake.actor("ivo", &ivo.key.public_pem);
        assert_eq!(ivo.send(&peer, &inbox, &like(2)).await, 401);
        assert_eq!(fake.asked_since(), [""; 0]);
        // Its actor is looked at for another reason, and the new key is known.
        let budget = houselights::federation::fetch::Budget::new();
        peer.federation
            .fetch_actor(&fake.url("/users/ivo"), &budget)
            .await
            .unwrap();
        assert_eq!(ivo.send(&peer, &inbox, &like(2)).await, 202);
        ivo.key = first;
        assert_eq!(
            ivo.send(&peer, &inbox, &like(3)).await,
            401,
            "the old key is worth nothing"
        );
    }
}

/// Waits until the actor document at `url` names a key with that ending.
async fn wait_for_key(url: &Url, ending: &str) {
    let begun = Instant::now();
    loop {
        let document = visitor().document(url).await.unwrap().json().unwrap();
        if document["publicKey"]["id"].as_str().unwrap().ends_with(ending) {
            return;
        }
        assert!(
            begun.elapsed() < Duration::from_secs(20),
            "{url} still names {}",
            document["publicKey"]["id"]
        );
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
}

async fn walk(one: Database, two: Database) {
    let mut ada = TestServer::prepare("ada", &one);
    let mut ben = TestServer::prepare("ben", &two);
    for (server, handle) in [(&mut ada, "ada"), (&mut ben, "ben")] {
        server.set_up(handle);
        server.start_and_wait().await;
    }
    let mut visit = Visit::sign_in(&ben.origin, "ben", PASSWORD, &visitors_net())
        .await
        .unwrap();
    let person = visit.look_up(&format!("@ada@{}", ada.host())).await.unwrap();
    visit.press(&person, "/follow").await.unwrap();
    super::processes::wait_for_followers(&ada, "ada", 1).await;
    let (page, _) = ada.publish("root", "headline: Waiting for the lamp", "It *listens*.");
    let place = async |visit: &mut Visit, headline: &str| {
        let begun = Instant::now();
        loop {
            let page = visit.open("/following").await.unwrap();
            if let Ok(link) = page.link(headline) {
                return link.path().to_owned();
            }
            assert!(
                begun.elapsed() < Duration::from_secs(30),
                "{headline} does not arrive:\n{}",
                page.text()
            );
            tokio::time::sleep(Duration::from_millis(60)).await;
        }
    };
    let there = place(&mut visit, "Waiting for the lamp").await;
    let post = visit.open(&there).await.unwrap();
    visit.comment(&post, "Said with the first key.").await.unwrap();
    let mut reader = visitor();
    eventually("the first reply", 30, &mut reader, &page, |page| {
        page.shows("Said with the first key.")
    })
    .await;

    // Both change their keys, and the servers theirs, while everything runs.
    for (server, handle) in [(&ada, "ada"), (&ben, "ben")] {
        let printed = server.cli_ok(&["admin", "rotate-key", handle], "");
        assert_eq!(printed.trim(), format!("{}users/{handle}#main-key-2", server.origin));
        let printed = server.cli_ok(&["admin", "rotate-key", "--server"], "");
        assert_eq!(printed.trim(), format!("{}actor#main-key-2", server.origin));
        wait_for_key(&server.at(&format!("/users/{handle}")), "#main-key-2").await;
        wait_for_key(&server.at("/actor"), "#main-key-2").await;
    }
    let post = visit.open(&there).await.unwrap();
    visit.comment(&post, "Said with the second key.").await.unwrap();
    let post = visit.open(&there).await.unwrap();
    visit.press(&post, "/like").await.unwrap();
    eventually("the second reply", 30, &mut reader, &page, |page| {
        page.shows("Said with the second key.")
    })
    .await;
    let object = ada.at(page.path());
    let begun = Instant::now();
    loop {
        let article = visitor().document(&object).await.unwrap().json().unwrap();
        if article["likes"]["totalItems"] == 1 {
            break;
        }
        assert!(begun.elapsed() < Duration::from_secs(30), "the like does not arrive");
        tokio::time::sleep(Duration::from_millis(60)).await;
    }
    // And the other way: what ada publishes is signed with her new key.
    ada.publish("second", "headline: The lamp came", "It *shines*.");
    place(&mut visit, "The lamp came").await;
    assert!(!ada.cli(&["admin", "rotate-key", "nobody"], "").status.success());
    assert!(!ada.cli(&["admin", "rotate-key"], "").status.success());
}

#[tokio::test]
async fn two_servers_change_their_keys_while_they_talk_on_sqlite() {
    walk(Database::Sqlite, Database::Sqlite).await;
}

#[tokio::test]
async fn two_servers_change_their_keys_while_they_talk_on_postgresql() {
    let Some(one) = FreshPostgres::make() else { return };
    let two = FreshPostgres::make().unwrap();
    walk(Database::Postgres(one.url.clone()), Database::Postgres(two.url.clone())).await;
}
