//! Asking as little as possible: only for what has changed, not those who were silent, and never more than one activity is worth.

use super::fake::{Answer, Fake, Sender};
use super::peers::{Ground, Peer, settle};
use houselights::env::NetError;
use houselights::federation::fetch::{Budget, FETCHES, FetchError};
use houselights::service::lookup::LookupError;
use serde_json::{Value, json};
use url::Url;

const PUBLIC: &str = "https://www.w3.org/ns/activitystreams#Public";

fn person(fake: &Fake, name: &str) -> Value {
    let id = fake.url("/users/ivo");
    json!({"id": id, "type": "Person", "preferredUsername": "ivo", "name": name, "inbox": format!("{id}/inbox"),
        "publicKey": {"id": format!("{id}#main-key"), "owner": id, "publicKeyPem": "-----BEGIN PUBLIC KEY-----"}})
}

#[tokio::test(flavor = "multi_thread")]
async fn an_actor_is_asked_for_again_only_if_it_has_changed() {
    for ground in Ground::all() {
        let (peer, fake) = (ground.peer().await, Fake::start().await);
        let uri = fake.url("/users/ivo");
        let serve = |name: &str, etag: &str| {
            let answer = Answer::document(&person(&fake, name)).header("etag", etag);
            fake.answer("/users/ivo", answer);
        };
        serve("Ivo", "\"one\"");
        let first = peer.federation.fetch_actor(&uri, &Budget::new()).await.unwrap();
        // The same version, and now a body that nobody could use: only a 304 keeps what is known.
        fake.answer("/users/ivo", Answer::document(&json!({})).header("etag", "\"one\""));
        let same = peer.federation.refresh_actor(&first, &Budget::new()).await.unwrap();
        assert_eq!(same.name, "Ivo");
        let stored = peer.service.actor_by_uri(&uri).await.unwrap().unwrap();
        assert!(stored.fetched_at > first.fetched_at, "a 304 counts as read");
        serve("Ivo the Second", "\"two\"");
        let changed = peer.federation.refresh_actor(&stored, &Budget::new()).await.unwrap();
        assert_eq!(changed.name, "Ivo the Second");
        // A first question is never conditional.
        let again = peer.federation.fetch_actor(&uri, &Budget::new()).await.unwrap();
        assert_eq!(again.name, "Ivo the Second");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_silent_host_is_spared_until_it_speaks_but_a_person_may_try() {
    let peer = Peer::start().await;
    let silent = std::net::TcpListener::bind("127.0.0.1:0")
        .unwrap()
        .local_addr()
        .unwrap();
    let url = Url::parse(&format!("http://{silent}/users/ivo")).unwrap();
    let fetch = async |budget: Budget| peer.federation.fetch(&url, &budget).await.unwrap_err();
    let is_dead = |error: &FetchError| matches!(error, FetchError::Net(NetError::Dead { .. }));
    assert!(!is_dead(&fetch(Budget::new()).await));
    let spared = fetch(Budget::new()).await;
    assert!(is_dead(&spared) && spared.is_transient(), "{spared}");
    assert!(!is_dead(&fetch(Budget::for_person()).await));
    let found = peer.service.lookup().unwrap().object(&url).await;
    assert!(
        matches!(&found, Err(LookupError::Unreachable(words)) if words.to_string().contains("error-net-connect")),
        "{found:?}"
    );
    peer.service.env().net.revive(&silent.to_string());
    assert!(!is_dead(&fetch(Budget::new()).await));
}

#[tokio::test(flavor = "multi_thread")]
async fn one_activity_causes_no_more_requests_than_its_budget_however_often_it_is_tried() {
    let (peer, fake) = (Peer::start().await, Fake::start().await);
    peer.person("mara").await;
    let ivo = Sender::new(&fake, "ivo");
    // Each text answers the next one, each of somebody else, each behind redirects: four requests a level.
    for number in 0..60 {
        let (id, next) = (
            fake.url(&format!("/notes/{number}")),
            fake.url(&format!("/notes/{}", number + 1)),
        );
        let note = json!({"id": id, "type": "Note", "attributedTo": fake.actor(&format!("p{number}"), &ivo.key.public_pem),
            "inReplyTo": next.join(&format!("/go/{}", number + 1)).unwrap(), "content": "<p>x</p>", "to": [PUBLIC],
            "published": "2026-11-20T10:00:00Z"});
        fake.answer(id.path(), Answer::document(&note));
        fake.answer(
            &format!("/go/{number}"),
            Answer::redirect(&fake.url(&format!("/then/{number}"))),
        );
        fake.answer(&format!("/then/{number}"), Answer::redirect(&id));
    }
    let create = ivo.create(&json!({
        "id": fake.url("/notes/start"), "type": "Note", "attributedTo": ivo.actor, "inReplyTo": fake.url("/go/0"),
        "content": "<p>start</p>", "to": [PUBLIC], "published": "2026-11-20T10:00:00Z"
    }));
    assert_eq!(ivo.send(&peer, &peer.service.urls().shared_inbox(), &create).await, 202);
    settle(&[&peer]).await;
    let asked = fake.asked().len();
    assert!(asked > 20 && asked <= FETCHES as usize, "{asked} requests");
}
