//! What this server believes when it asks another one, and how much it lets itself be made to ask.

use super::fake::{Answer, Fake, Sender};
use super::peers::{Peer, settle};
use houselights::domain::comment::Root;
use houselights::env::keys::generate;
use houselights::federation::fetch::{Budget, FetchError};
use houselights::service::lookup::LookupError;
use serde_json::{Value, json};
use url::Url;

const PUBLIC: &str = "https://www.w3.org/ns/activitystreams#Public";

fn note(id: &Url, author: &Url, in_reply_to: &Url) -> Value {
    json!({
        "id": id, "type": "Note", "attributedTo": author, "inReplyTo": in_reply_to,
        "content": format!("<p>{}</p>", id.path()), "to": [PUBLIC], "published": "2026-11-20T10:00:00Z"
    })
}

async fn fetch(peer: &Peer, url: &Url) -> Result<String, FetchError> {
    let document = peer.federation.fetch(url, &Budget::new()).await?;
    Ok(document.object().id().unwrap().to_string())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_document_is_believed_only_at_its_own_address() {
    let (peer, fake, victim) = (Peer::start().await, Fake::start().await, Fake::start().await);
    let author = fake.url("/users/x");
    let reply = fake.url("/r/1");
    let at = |path: &str| note(&fake.url(path), &author, &reply);

    fake.answer("/good", Answer::document(&at("/good")));
    assert_eq!(
        fetch(&peer, &fake.url("/good")).await.unwrap(),
        fake.url("/good").to_string()
    );
    fake.answer("/alias", Answer::document(&at("/good")));
    assert_eq!(
        fetch(&peer, &fake.url("/alias")).await.unwrap(),
        fake.url("/good").to_string(),
        "asked again by its id"
    );

    fake.answer("/theirs", Answer::document(&note(&victim.url("/n/1"), &author, &reply)));
    assert!(matches!(
        fetch(&peer, &fake.url("/theirs")).await,
        Err(FetchError::WrongId(_))
    ));
    assert!(victim.asked().is_empty());
    victim.answer("/back", Answer::redirect(&fake.url("/posing")));
    fake.answer(
        "/posing",
        Answer::document(&note(&victim.url("/back"), &author, &reply)),
    );
    assert!(
        matches!(fetch(&peer, &victim.url("/back")).await, Err(FetchError::WrongId(_))),
        "victim to evil"
    );
    fake.answer("/a", Answer::document(&at("/b")));
    fake.answer("/b", Answer::document(&at("/a")));
    assert!(matches!(
        fetch(&peer, &fake.url("/a")).await,
        Err(FetchError::WrongId(_))
    ));

    for wrong in [
        "application/json",
        "text/plain",
        "text/html",
        "application/octet-stream",
        "image/png",
    ] {
        fake.answer("/upload", Answer::document(&at("/upload")).typed(wrong));
        assert!(
            matches!(
                fetch(&peer, &fake.url("/upload")).await,
                Err(FetchError::ContentType { .. })
            ),
            "{wrong}"
        );
    }
    fake.answer(
        "/ld",
        Answer::document(&at("/ld")).typed("application/ld+json;profile=\"https://www.w3.org/ns/activitystreams\""),
    );
    assert!(fetch(&peer, &fake.url("/ld")).await.is_ok());

    fake.answer("/gone", Answer::status(410));
    fake.answer(
        "/tomb",
        Answer::document(&json!({"id": fake.url("/tomb"), "type": "Tombstone"})),
    );
    assert!(matches!(
        fetch(&peer, &fake.url("/gone")).await,
        Err(FetchError::Gone(_))
    ));
    assert!(matches!(
        fetch(&peer, &fake.url("/tomb")).await,
        Err(FetchError::Gone(_))
    ));
    assert!(matches!(
        fetch(&peer, &fake.url("/none")).await,
        Err(FetchError::NotFound(_))
    ));
    assert!(matches!(fetch(&peer, &peer.origin).await, Err(FetchError::OurOwn)));
    fake.answer("/home", Answer::redirect(&peer.origin));
    assert!(
        fetch(&peer, &fake.url("/home")).await.is_err(),
        "redirected to ourselves"
    );
    fake.answer(
        "/metadata",
        Answer::redirect(&Url::parse("http://169.254.169.254/latest").unwrap()),
    );
    assert!(matches!(
        fetch(&peer, &fake.url("/metadata")).await,
        Err(FetchError::Net(_))
    ));
    assert!(
        fake.asked().iter().all(|asked| !asked.ends_with("unsigned")),
        "every GET is signed"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_rotated_key_comes_through_once_and_a_key_that_is_not_listed_never() {
    let (peer, fake) = (Peer::start().await, Fake::start().await);
    let mara = peer.person("mara").await;
    let review = peer
        .service
        .urls()
        .review(&peer.publish(&mara, "The Long Platform").await);
    settle(&[&peer]).await;
    let inbox = peer.service.urls().shared_inbox();
    let ivo = Sender::new(&fake, "ivo");
    let like =
        |n: u32| json!({"id": fake.url(&format!("/likes/{n}")), "type": "Like", "actor": ivo.actor, "object": review});
    assert_eq!(ivo.send(&peer, &inbox, &like(1)).await, 202);
    assert_eq!(ivo.send(&peer, &inbox, &like(2)).await, 202);
    assert_eq!(fake.asked().len(), 1, "the key is asked for once: {:?}", fake.asked());

    // A key of its own, which its owner does not list.
    let path = fake.url("/keys/1");
    let document = json!({"id": path, "type": "Key", "owner": ivo.actor, "publicKeyPem": ivo.key.public_pem});
    fake.answer("/keys/1", Answer::document(&document));
    assert_eq!(ivo.send_as(&peer, &inbox, &like(3), path.as_str()).await, 401);

    let rotated = Sender::new(&fake, "ivo");
    let before = fake.asked().len();
    assert_eq!(
        rotated.send(&peer, &inbox, &like(4)).await,
        401,
        "fetched a moment ago: once in five minutes"
    );
    assert_eq!(fake.asked().len(), before);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_unknown_parent_is_climbed_to_when_the_review_is_at_its_end() {
    let (peer, fake) = (Peer::start().await, Fake::start().await);
    let mara = peer.person("mara").await;
    let id = peer.publish(&mara, "The Long Platform").await;
    settle(&[&peer]).await;
    let review = peer.service.urls().review(&id);
    let (ivo, noor) = (Sender::new(&fake, "ivo"), Sender::new(&fake, "noor"));
    let n = |k: usize| fake.url(&format!("/n/{k}"));
    fake.answer("/n/1", Answer::document(&note(&n(1), &ivo.actor, &review)));
    fake.answer("/n/2", Answer::document(&note(&n(2), &noor.actor, &n(1))));
    let inbox = peer.service.urls().shared_inbox();
    assert_eq!(
        ivo.send(&peer, &inbox, &ivo.create(&note(&n(3), &ivo.actor, &n(2))))
            .await,
        202
    );
    settle(&[&peer]).await;
    let talk = peer.conversation(&Root::Review(id)).await;
    let depths: Vec<usize> = talk.comments.iter().map(|comment| comment.depth).collect();
    assert_eq!(depths, [0, 1, 2]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_handle_must_lead_back_to_itself() {
    let (peer, fake, other) = (Peer::start().await, Fake::start().await, Fake::start().await);
    let key = generate().unwrap();
    let victim = other.actor("vera", &key.public_pem);
    let (host, home) = (fake.origin.authority().to_owned(), other.origin.authority().to_owned());
    let finger = |at: &Fake, name: &str, subject: &str, actor: &Url| {
        let host = at.origin.authority();
        let jrd =
            json!({"subject": subject, "links": [{"rel": "self", "type": "application/activity+json", "href": actor}]});
        let resource: String = url::form_urlencoded::byte_serialize(format!("acct:{name}@{host}").as_bytes()).collect();
        at.answer(
            &format!("/.well-known/webfinger?resource={resource}"),
            Answer::document(&jrd).typed("application/jrd+json"),
        );
    };
    let lookup = peer.service.lookup().unwrap();
    // A server that claims somebody else's actor under a handle of its own.
    finger(&fake, "vera", &format!("acct:vera@{host}"), &victim);
    finger(&other, "vera", &format!("acct:vera@{home}"), &victim);
    let claimed = lookup.actor(&format!("@vera@{host}")).await;
    assert!(matches!(claimed, Err(LookupError::Refused(_))), "{claimed:?}");
    // The same with the consent of the actor's server: a handle on another host than the id.
    finger(&other, "vera", &format!("acct:vera@{host}"), &victim);
    let id = lookup.actor(&format!("@vera@{host}")).await.unwrap();
    let vera = peer.service.actor_by_id(&id).await.unwrap().unwrap();
    assert_eq!(vera.host.as_deref(), Some(host.as_str()));
    assert_eq!(vera.uri, victim);
    // A name that the actor does not carry.
    finger(&other, "boss", &format!("acct:boss@{home}"), &victim);
    assert!(lookup.actor(&format!("@boss@{home}")).await.is_err());
    let nobody = lookup.actor(&format!("@nobody@{home}")).await;
    assert!(matches!(nobody, Err(LookupError::NotFound(_))), "{nobody:?}");
}
