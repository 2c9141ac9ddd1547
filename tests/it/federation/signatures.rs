//! Signatures after RFC 9421 over the wire, beside draft-cavage: taken, sent, refused, and each tried when the other is refused.

use super::fake::{Answer, Fake, Sender};
use super::peers::{Ground, Peer, settle};
use aws_lc_rs::signature::{Ed25519KeyPair, KeyPair};
use base64::{Engine, engine::general_purpose::STANDARD};
use houselights::domain::comment::Root;
use houselights::domain::id::ReviewId;
use houselights::federation::fetch::Budget;
use houselights::federation::signatures::{self, BodyDigest, SignatureScheme, SigningKey};
use houselights::service::views::Viewer;
use http::{HeaderMap, Method};
use serde_json::{Value, json};
use url::Url;

const PUBLIC: &str = "https://www.w3.org/ns/activitystreams#Public";

struct Stage {
    peer: Peer,
    fake: Fake,
    sender: Sender,
    mara: Viewer,
    review: ReviewId,
}

async fn stage(ground: Ground) -> Stage {
    let (peer, fake) = (ground.peer().await, Fake::start().await);
    let mara = peer.person("mara").await;
    let review = peer.publish(&mara, "The Long Platform").await;
    settle(&[&peer]).await;
    let sender = Sender::new(&fake, "ivo");
    fake.answer("/users/ivo/inbox", Answer::status(202));
    Stage {
        peer,
        fake,
        sender,
        mara,
        review,
    }
}

impl Stage {
    fn reply(&self, name: &str) -> Value {
        self.sender.create(&json!({
            "id": self.fake.url(&format!("/notes/{name}")), "type": "Note", "attributedTo": self.sender.actor,
            "inReplyTo": self.peer.service.urls().review(&self.review), "content": format!("<p>{name}</p>"),
            "to": [PUBLIC], "published": "2026-11-20T10:00:00Z"
        }))
    }

    fn follow(&self, name: &str) -> Value {
        json!({"id": self.fake.url(&format!("/follows/{name}")), "type": "Follow", "actor": self.sender.actor,
            "object": self.mara.actor.uri})
    }

    fn inbox(&self) -> Url {
        self.peer.service.urls().shared_inbox()
    }

    async fn send(&self, scheme: SignatureScheme, activity: &Value) -> u16 {
        let (key_id, inbox) = (self.sender.key_id(), self.inbox());
        self.sender.send_in(scheme, &self.peer, &inbox, activity, &key_id).await
    }

    async fn comments(&self) -> usize {
        settle(&[&self.peer]).await;
        let root = Root::Review(self.review.clone());
        self.peer.conversation(&root).await.count
    }

    /// What was posted to the inbox of the other side since the last look.
    fn posted(&self) -> Vec<String> {
        let asked = self.fake.asked_since().into_iter();
        asked.filter(|line| line.starts_with("POST")).collect()
    }

    /// Headers signed after RFC 9421, changed by `change`, with `body`: status and words of the answer.
    async fn send_changed(&self, body: &[u8], age_s: i64, change: impl FnOnce(&mut HeaderMap)) -> (u16, String) {
        let key = SigningKey::from_pem(&self.sender.key.private_pem).unwrap();
        let now = self.peer.service.env().clock.now() - chrono::TimeDelta::seconds(age_s);
        let signed = signatures::sign(
            SignatureScheme::Rfc9421,
            &key,
            &self.sender.key_id(),
            &Method::POST,
            &self.inbox(),
            Some(body),
            now,
        );
        let mut headers: HeaderMap = signed.unwrap().into_iter().collect();
        change(&mut headers);
        let net = &self.peer.service.env().net;
        let answer = net.post(&self.inbox(), headers, body.to_vec()).await.unwrap();
        (answer.status.as_u16(), String::from_utf8(answer.body).unwrap())
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_signature_after_rfc_9421_is_taken_and_answered_in_kind() {
    for ground in Ground::all() {
        let s = stage(ground).await;
        assert_eq!(s.send(SignatureScheme::Rfc9421, &s.reply("1")).await, 202);
        assert_eq!(s.comments().await, 1);
        assert_eq!(s.send(SignatureScheme::Rfc9421, &s.follow("1")).await, 202);
        settle(&[&s.peer]).await;
        assert_eq!(s.posted(), ["POST /users/ivo/inbox rfc9421"], "the Accept");
        // Nobody forgets: another process on the same database would do the same.
        let host = s.fake.origin.authority().to_owned();
        let known = s.peer.service.signature_scheme(&host).await.unwrap();
        assert_eq!(known, SignatureScheme::Rfc9421);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_server_that_says_nothing_of_rfc_9421_gets_what_everybody_understands() {
    let s = stage(Ground::all()[0]).await;
    assert_eq!(s.send(SignatureScheme::Cavage, &s.follow("1")).await, 202);
    settle(&[&s.peer]).await;
    assert_eq!(s.posted(), ["POST /users/ivo/inbox"]);
    // It asks for the new kind in an answer.
    let answer = Answer::status(202).header("Accept-Signature", "sig1=(\"@method\" \"@target-uri\");created");
    s.fake.answer("/users/ivo/inbox", answer);
    for (number, posted) in [("2", "POST /users/ivo/inbox"), ("3", "POST /users/ivo/inbox rfc9421")] {
        assert_eq!(s.send(SignatureScheme::Cavage, &s.follow(number)).await, 202);
        settle(&[&s.peer]).await;
        assert_eq!(s.posted(), [posted]);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_refused_signature_is_tried_once_in_the_other_way_and_the_answer_remembered() {
    for ground in Ground::all() {
        let s = stage(ground).await;
        let (old, new) = ("POST /users/ivo/inbox", "POST /users/ivo/inbox rfc9421");
        let deliver = async |number: &str| {
            assert_eq!(s.send(SignatureScheme::Cavage, &s.follow(number)).await, 202);
            settle(&[&s.peer]).await;
            s.posted()
        };
        assert_eq!(deliver("1").await, [old]);
        s.fake.takes_only(SignatureScheme::Rfc9421);
        assert_eq!(deliver("2").await, [old, new]);
        assert_eq!(deliver("3").await, [new]);
        s.fake.takes_only(SignatureScheme::Cavage);
        assert_eq!(deliver("4").await, [new, old]);
        assert_eq!(deliver("5").await, [old]);
        // It sends what it does not take: that does not outweigh what was tried.
        assert_eq!(s.send(SignatureScheme::Rfc9421, &s.reply("1")).await, 202);
        assert_eq!(deliver("6").await, [old]);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_server_that_takes_neither_is_asked_twice_and_tried_again_later() {
    let s = stage(Ground::all()[0]).await;
    assert_eq!(s.send(SignatureScheme::Cavage, &s.follow("1")).await, 202);
    s.fake.answer("/users/ivo/inbox", Answer::status(401));
    settle(&[&s.peer]).await;
    assert_eq!(s.posted(), ["POST /users/ivo/inbox", "POST /users/ivo/inbox rfc9421"]);
    let backlog = s.peer.service.backlog().await.unwrap();
    assert_eq!(backlog.deliveries, 1, "it waits for another try");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_server_that_asks_for_a_nonce_gets_it_at_once() {
    let s = stage(Ground::all()[0]).await;
    s.fake.wants_nonce("used-once");
    let (old, new) = ("POST /users/ivo/inbox", "POST /users/ivo/inbox rfc9421");
    for (number, posted) in [("1", [old, new]), ("2", [new, new])] {
        assert_eq!(s.send(SignatureScheme::Cavage, &s.follow(number)).await, 202);
        settle(&[&s.peer]).await;
        assert_eq!(s.posted(), posted);
        assert_eq!(s.peer.service.backlog().await.unwrap().deliveries, 0);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn gets_are_signed_in_either_way_and_fall_back_too() {
    let s = stage(Ground::all()[0]).await;
    let (actor, budget) = (&s.sender.actor, Budget::new());
    s.peer.federation.fetch(actor, &budget).await.unwrap();
    s.fake.takes_only(SignatureScheme::Rfc9421);
    s.peer.federation.fetch(actor, &budget).await.unwrap();
    s.peer.federation.fetch(actor, &budget).await.unwrap();
    let get = "GET /users/ivo".to_owned();
    let new = format!("{get} rfc9421");
    assert_eq!(s.fake.asked(), [get.clone(), get, new.clone(), new]);
}

type Change = fn(&mut HeaderMap);

fn replace(headers: &mut HeaderMap, name: &'static str, from: &str, to: &str) {
    let value = headers[name].to_str().unwrap().replace(from, to);
    headers.insert(name, value.parse().unwrap());
}

#[tokio::test(flavor = "multi_thread")]
async fn what_cannot_be_verified_is_answered_401_and_changes_nothing() {
    for ground in Ground::all() {
        let s = stage(ground).await;
        let body = s.reply("1").to_string().into_bytes();
        let changes: [(&str, Change); 10] = [
            ("signature no bytes", |h| replace(h, "signature", ":", "")),
            ("digest not covered", |h| {
                replace(h, "signature-input", " \"content-digest\"", "");
            }),
            ("method not covered", |h| {
                replace(h, "signature-input", "\"@method\" ", "");
            }),
            ("target not covered", |h| {
                replace(h, "signature-input", "\"@target-uri\" ", "");
            }),
            ("alg", |h| {
                replace(h, "signature-input", "rsa-v1_5-sha256", "hmac-sha256");
            }),
            ("key of nobody", |h| {
                replace(h, "signature-input", "#main-key", "#other-key");
            }),
            ("wrong digest", |h| {
                let other = format!("sha-256=:{}:", STANDARD.encode(BodyDigest::of(b"{}").bytes()));
                h.insert("content-digest", other.parse().unwrap());
            }),
            ("two labels", |h| {
                let twice = h["signature-input"].to_str().unwrap().replace("sig1", "sig2");
                replace(h, "signature-input", "sig1=", &format!("{twice}, sig1="));
            }),
            ("two headers", |h| {
                let again = h["signature-input"].clone();
                h.append("signature-input", again);
            }),
            ("no signature", |h| {
                h.remove("signature");
            }),
        ];
        for (what, change) in changes {
            let (status, words) = s.send_changed(&body, 0, change).await;
            assert_eq!(status, 401, "{what}: {words}");
        }
        assert_eq!(s.comments().await, 0);
        let (status, _) = s.send_changed(&body, 0, |_| {}).await;
        assert_eq!((status, s.comments().await), (202, 1));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_wrong_clock_is_told_apart_in_the_answer_and_in_the_counts() {
    for ground in Ground::all() {
        let s = stage(ground).await;
        let body = s.reply("1").to_string().into_bytes();
        let (status, words) = s.send_changed(&body, 3_700, |_| {}).await;
        assert_eq!(status, 401);
        assert!(
            words.contains("behind our clock") && words.contains("check the clocks"),
            "{words}"
        );
        let (status, words) = s.send_changed(&body, -3_700, |_| {}).await;
        assert_eq!(status, 401);
        assert!(words.contains("ahead of our clock"), "{words}");
        s.send_changed(&body, 0, |headers| {
            headers.remove("signature");
        })
        .await;
        s.peer.federation.write_tally().await.unwrap();
        let counts = s.peer.service.inbox_counts(1).await.unwrap();
        let of = |reason: &str| counts.iter().find(|row| row.2 == reason).map_or(0, |row| row.3);
        assert_eq!((of("clock skew"), of("signature not verified")), (2, 1), "{counts:?}");
    }
}

/// A Create signed with an Ed25519 key, put together by hand.
fn ed25519_headers(pair: &Ed25519KeyPair, key_id: &str, inbox: &Url, body: &[u8], now: i64) -> HeaderMap {
    let digest = format!("sha-256=:{}:", STANDARD.encode(BodyDigest::of(body).bytes()));
    let input = format!("(\"@method\" \"@target-uri\" \"content-digest\");created={now};keyid=\"{key_id}\"");
    let base = format!(
        "\"@method\": POST\n\"@target-uri\": {inbox}\n\"content-digest\": {digest}\n\"@signature-params\": {input}"
    );
    let signature = STANDARD.encode(pair.sign(base.as_bytes()));
    HeaderMap::from_iter([
        ("content-digest".parse().unwrap(), digest.parse().unwrap()),
        (
            "signature-input".parse().unwrap(),
            format!("sig1={input}").parse().unwrap(),
        ),
        (
            "signature".parse().unwrap(),
            format!("sig1=:{signature}:").parse().unwrap(),
        ),
    ])
}

#[tokio::test(flavor = "multi_thread")]
async fn an_ed25519_key_that_the_actor_lists_signs_for_it_and_another_does_not() {
    for ground in Ground::all() {
        let s = stage(ground).await;
        let pair = Ed25519KeyPair::from_seed_unchecked(&[3; 32]).unwrap();
        let multibase = |pair: &Ed25519KeyPair| {
            let bytes = [&[0xed, 0x01], pair.public_key().as_ref()].concat();
            format!("z{}", bs58::encode(bytes).into_string())
        };
        let key_id = format!("{}#ed25519-key", s.sender.actor);
        let serve = |listed: &Ed25519KeyPair| {
            let document = json!({
                "id": s.sender.actor, "type": "Person", "preferredUsername": "ivo", "inbox": format!("{}/inbox", s.sender.actor),
                "publicKey": {"id": s.sender.key_id(), "owner": s.sender.actor, "publicKeyPem": s.sender.key.public_pem},
                "assertionMethod": [{"id": key_id, "type": "Multikey", "controller": s.sender.actor,
                    "publicKeyMultibase": multibase(listed)}]
            });
            s.fake.answer("/users/ivo", Answer::document(&document));
        };
        let send = async |pair: &Ed25519KeyPair, name: &str| {
            let body = s.reply(name).to_string().into_bytes();
            let now = s.peer.service.env().clock.now().timestamp();
            let headers = ed25519_headers(pair, &key_id, &s.inbox(), &body, now);
            let net = &s.peer.service.env().net;
            net.post(&s.inbox(), headers, body).await.unwrap().status.as_u16()
        };
        let other = Ed25519KeyPair::from_seed_unchecked(&[4; 32]).unwrap();
        serve(&pair);
        assert_eq!(send(&other, "0").await, 401);
        assert_eq!(send(&pair, "1").await, 202);
        assert_eq!(s.comments().await, 1);
        // The actor takes the key back, and says so.
        serve(&other);
        let update = json!({"id": s.fake.url("/updates/1"), "type": "Update", "actor": s.sender.actor, "object": s.sender.actor});
        assert_eq!(s.send(SignatureScheme::Cavage, &update).await, 202);
        settle(&[&s.peer]).await;
        assert_eq!(send(&pair, "2").await, 401);
        assert_eq!(send(&other, "3").await, 202);
        assert_eq!(s.comments().await, 2);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn with_authorised_fetch_documents_are_for_those_who_sign_and_are_not_suspended() {
    for ground in Ground::all() {
        let closed = [("federation.authorized_fetch", "true")];
        let (a, b) = (ground.peer_with(&closed).await, ground.peer_with(&closed).await);
        let mara = a.person("mara").await;
        let review = a.publish(&mara, "The Long Platform").await;
        let path = a.service.urls().review(&review).path().to_owned();
        let activity = "application/activity+json";
        let paths = [
            path.as_str(),
            "/users/mara",
            "/@mara",
            "/users/mara/outbox",
            &format!("{path}/replies"),
        ];
        for (number, path) in paths.into_iter().enumerate() {
            let scheme = [SignatureScheme::Cavage, SignatureScheme::Rfc9421][number % 2];
            let given = a.get_signed_by(&b, path, scheme).await;
            assert_eq!(given.status, 200, "{path}");
            assert_eq!(given.headers["cache-control"], "private, no-cache");
            assert!(given.headers["vary"].to_str().unwrap().contains("Signature-Input"));
            // It is on the shelf now, and still not for everybody.
            let denied = a.get(path, activity).await;
            assert_eq!(denied.status, 401, "{path}");
            assert_eq!(denied.headers["cache-control"], "no-store");
            assert_eq!(denied.content_type(), Some("application/problem+json"));
        }
        let finger = format!("/.well-known/webfinger?resource=acct:mara@{}", a.service.urls().host());
        for open in ["/actor", "/actor/outbox", "/ns/v1.jsonld", "/nodeinfo/2.1", &finger] {
            assert_eq!(a.get(open, activity).await.status, 200, "{open}");
        }
        for page in ["/", "/@mara", "/about-nothing"] {
            let status = a.get(page, "text/html").await.status;
            assert!(status == 200 || status == 404, "{page}: {status}");
        }
        // Two closed servers still understand each other.
        let ivo = b.person("ivo").await;
        b.follow(&ivo, &a.handle("mara")).await;
        settle(&[&a, &b]).await;
        let subject = b.read(&a.service.urls().review(&review)).await;
        b.service
            .write_comment(&ivo, subject, "Through closed doors.")
            .await
            .unwrap();
        settle(&[&a, &b]).await;
        assert_eq!(a.conversation(&Root::Review(review.clone())).await.count, 1);
        assert_eq!(a.service.followers_count(&mara.actor.id).await.unwrap(), 1);

        super::policies::set(&a, b.origin.authority(), houselights::domain::policy::Severity::Suspend).await;
        let denied = a.get_signed_by(&b, &path, SignatureScheme::Cavage).await;
        assert_eq!(denied.status, 403);
    }
}
