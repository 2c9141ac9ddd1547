//! Group 4: unsigned, `headers=""`, date only, wrong or doubled digest, uncovered digest, wrong host or path, none/hmac, someone
//! else's keyId, two Signature headers.

use super::house::{Attack, House};
use super::wire::{self, Draft, Reply};
use crate::federation::peers::Ground;
use crate::support::fediverse::{key, public_pem};
use aws_lc_rs::hmac;
use base64::{Engine, engine::general_purpose::STANDARD};
use url::Url;

/// The key that algorithm confusion is about: the published one, taken for a secret.
fn hmac_of(text: &str) -> String {
    let secret = hmac::Key::new(hmac::HMAC_SHA256, public_pem().as_bytes());
    STANDARD.encode(hmac::sign(&secret, text.as_bytes()).as_ref())
}

type Change = fn(&mut Draft);

/// Changes before the signature is made: everything else about it is as it should be.
const CHANGES: [(&str, Change); 26] = [
    ("headers empty", |d| d.covered = Some("")),
    ("headers left out", |d| d.covered = None),
    ("date only", |d| d.covered = Some("date")),
    ("date and host only", |d| d.covered = Some("date host")),
    ("digest not covered", |d| d.covered = Some("(request-target) host date")),
    ("host not covered", |d| d.covered = Some("(request-target) date digest")),
    ("target not covered", |d| d.covered = Some("host date digest")),
    ("no time covered", |d| d.covered = Some("(request-target) host digest")),
    ("a header covered twice", |d| {
        d.covered = Some("(request-target) host date digest date");
    }),
    ("no digest", |d| {
        d.digest = None;
        d.covered = Some("(request-target) host date");
    }),
    ("digest of another body", |d| {
        d.digest = Some(format!("SHA-256={}", wire::sha256(b"{}")));
    }),
    ("digest of one byte less", |d| {
        d.digest = Some(format!("SHA-256={}", wire::sha256(&d.body[1..])));
    }),
    ("two digests in one header", |d| {
        d.digest = Some(format!(
            "SHA-256={},SHA-256={}",
            wire::sha256(b"{}"),
            wire::sha256(&d.body)
        ));
    }),
    ("digest of another kind", |d| {
        d.digest = Some("MD5=1B2M2Y8AsgTpgAmY7PhCfg==".to_owned());
    }),
    ("signed for another host", |d| {
        d.signed_host = Some("other.example".to_owned());
    }),
    ("signed for another path", |d| {
        d.signed_target = Some("/users/mara/inbox".to_owned());
    }),
    ("signed for a longer path", |d| {
        d.signed_target = Some("/inbox/".to_owned());
    }),
    ("signed with a query", |d| {
        d.signed_target = Some("/inbox?x=1".to_owned());
    }),
    ("algorithm none", |d| d.algorithm = Some("none")),
    ("algorithm hmac", |d| {
        d.algorithm = Some("hmac-sha256");
        d.signature = Some(hmac_of(&d.text()));
    }),
    ("hmac called hs2019", |d| {
        d.algorithm = Some("hs2019");
        d.signature = Some(hmac_of(&d.text()));
    }),
    ("hmac called nothing", |d| {
        d.algorithm = None;
        d.signature = Some(hmac_of(&d.text()));
    }),
    ("algorithm rsa-sha1", |d| d.algorithm = Some("rsa-sha1")),
    ("an empty signature", |d| d.signature = Some(String::new())),
    ("a signature of zeros", |d| {
        d.signature = Some(STANDARD.encode([0_u8; 256]));
    }),
    ("a key that nobody publishes", |d| d.key = wire::other_key()),
];

#[tokio::test(flavor = "multi_thread")]
async fn what_cannot_be_verified_is_answered_401_and_changes_nothing() {
    let house = House::build(Ground::any()).await;
    let inbox: Url = house.inbox().parse().unwrap();
    let body = house.reply(&house.vera, "Honest.").to_string().into_bytes();
    let draft = Draft::new(&house.vera, &inbox, body.clone());
    let before = house.snapshot();
    let refused = |what: &str, reply: Reply| {
        assert_eq!(reply.status, 401, "{what}: {}", reply.body);
        assert_eq!(reply.header("content-type"), Some("application/problem+json"), "{what}");
    };
    for (what, change) in CHANGES {
        let mut changed = draft.clone();
        change(&mut changed);
        refused(what, changed.send(house.peer.port).await);
    }
    let send = async |raw: Vec<u8>| wire::exchange(house.peer.port, &raw).await;
    let good = draft.header();
    refused("unsigned", send(draft.raw(None)).await);
    refused("an empty header", send(draft.raw(Some(""))).await);
    refused("no parameters", send(draft.raw(Some("signature"))).await);

    let with = |line: String| {
        let mut doubled = draft.clone();
        doubled.more.push(line);
        doubled.raw(Some(&good))
    };
    refused("two Signature headers", send(with(format!("Signature: {good}"))).await);
    let other = Draft {
        key: wire::other_key(),
        ..draft.clone()
    };
    refused(
        "two different Signature headers",
        send(with(format!("Signature: {}", other.header()))).await,
    );
    refused(
        "two Digest headers",
        send(with(format!("Digest: SHA-256={}", wire::sha256(b"{}")))).await,
    );
    refused(
        "the same Digest twice",
        send(with(format!("Digest: SHA-256={}", wire::sha256(&body)))).await,
    );
    refused("two Date headers", send(with(format!("Date: {}", wire::date(0)))).await);
    let bearer = Draft {
        more: vec![format!("Authorization: Signature {good}")],
        ..draft.clone()
    };
    refused("a signature in Authorization", send(bearer.raw(None)).await);
    for (what, from, to) in [
        (
            "keyId twice",
            "keyId=",
            format!("keyId=\"{}\",keyId=", house.eve.key_id()),
        ),
        ("headers twice", "headers=", "headers=\"date\",headers=".to_owned()),
        (
            "an escaped quote",
            "algorithm=\"rsa-sha256\"",
            "algorithm=\"rsa-sha256\\\"\"".to_owned(),
        ),
        ("a signature cut short", "signature=\"", "signature=\"AAAA".to_owned()),
    ] {
        refused(what, send(draft.raw(Some(&good.replace(from, &to)))).await);
    }
    // What was signed, with another body behind it.
    let mut swapped = draft.clone();
    swapped.body = house.reply(&house.vera, "Swapped.").to_string().into_bytes();
    refused("another body", send(swapped.raw(Some(&good))).await);
    let mut chained = draft.clone();
    chained.body.push(b' ');
    refused("a longer body", send(chained.raw(Some(&good))).await);

    house.settle().await;
    house.assert_untouched(&before, "a signature that cannot be verified");
    assert_eq!(send(draft.raw(Some(&good))).await.status, 202, "the control");
    assert_eq!(house.comments().await, ["Honest."]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_key_signs_for_its_owner_alone() {
    let house = House::build(Ground::any()).await;
    let inbox: Url = house.inbox().parse().unwrap();
    let reply = house.reply(&house.vera, "Forged.");
    let body = reply.to_string().into_bytes();
    let before = house.snapshot();
    let draft = Draft {
        key: wire::other_key(),
        ..Draft::new(&house.vera, &inbox, body)
    };
    let trap = house.trap.url("127.66.0.1", "/key");
    for (what, key_id, status) in [
        ("the victim's keyId", house.vera.key_id(), 401),
        ("the victim's other keyIds", format!("{}/main-key", house.vera.id), 401),
        ("the keyId of nobody", house.vera.at("/users/nobody#main-key"), 401),
        ("the author's keyId", format!("{}#main-key", house.author()), 403),
        (
            "this server's own keyId",
            format!("{}#main-key", house.peer.service.urls().instance_actor()),
            403,
        ),
        ("the keyId of a forbidden address", trap, 401),
        (
            "a keyId with credentials",
            format!("http://vera:secret@{}/users/vera#main-key", house.vera.host),
            401,
        ),
        (
            "a keyId that is no address",
            "acct:vera@honest.localhost".to_owned(),
            401,
        ),
        ("a keyId that is a file", "file:///etc/passwd".to_owned(), 401),
        (
            "a keyId that is data",
            "data:application/activity+json,{}".to_owned(),
            401,
        ),
        ("an empty keyId", String::new(), 401),
    ] {
        let reply = Draft {
            key_id,
            ..draft.clone()
        }
        .send(house.peer.port)
        .await;
        assert_eq!(reply.status, status, "{what}: {}", reply.body);
    }
    house.assert_untouched(&before, "somebody else's keyId");
    // A true key of the attacker's, for the victim's words: a hint at best.
    house
        .repel(vec![Attack::ends(
            "the attacker's own key",
            &house.eve,
            reply,
            "ignored: object is gone",
        )])
        .await;
}

/// Changes the headers after they were signed.
type Rewrite = fn(&str) -> String;

/// A POST signed after RFC 9421, put together by hand: `covered` as it stands in the header.
fn rfc9421(house: &House, covered: &str, parameters: &str, body: &[u8], change: Rewrite) -> Vec<u8> {
    let inbox: Url = house.inbox().parse().unwrap();
    let host = format!("{}:{}", inbox.host_str().unwrap(), inbox.port().unwrap());
    let digest = format!("sha-256=:{}:", wire::sha256(body));
    let input = format!("({covered}){parameters}");
    let mut base = String::new();
    for name in covered.split_ascii_whitespace() {
        let value = match name.trim_matches('"') {
            "@method" => "POST",
            "@target-uri" => inbox.as_str(),
            "@path" => inbox.path(),
            "@authority" | "host" => &host,
            "content-digest" => &digest,
            other => panic!("{other} is not signed here"),
        };
        base.push_str(&format!("{name}: {value}\n"));
    }
    base.push_str(&format!("\"@signature-params\": {input}"));
    let signature = wire::sign(key(), &base);
    let headers = change(&format!(
        "Content-Digest: {digest}\r\nSignature-Input: sig1={input}\r\nSignature: sig1=:{signature}:\r\n"
    ));
    let head = format!(
        "POST {} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\nContent-Length: {}\r\n{headers}\r\n",
        inbox.path(),
        body.len()
    );
    [head.as_bytes(), body].concat()
}

#[tokio::test(flavor = "multi_thread")]
async fn the_newer_kind_of_signature_is_refused_for_the_same_faults() {
    let house = House::build(Ground::any()).await;
    let body = house.reply(&house.vera, "Honest.").to_string().into_bytes();
    let now = houselights::env::Clock::system().now().timestamp();
    let parameters = |created: i64| format!(";created={created};keyid=\"{}\"", house.vera.key_id());
    let all = "\"@method\" \"@target-uri\" \"content-digest\"";
    let before = house.snapshot();
    let send = async |raw: Vec<u8>| wire::exchange(house.peer.port, &raw).await;
    let same: Rewrite = ToOwned::to_owned;
    for (what, covered) in [
        ("nothing covered", ""),
        ("method only", "\"@method\""),
        ("digest not covered", "\"@method\" \"@target-uri\""),
        ("target not covered", "\"@method\" \"content-digest\""),
        ("path without host", "\"@method\" \"@path\" \"content-digest\""),
        ("method not covered", "\"@target-uri\" \"content-digest\""),
    ] {
        let reply = send(rfc9421(&house, covered, &parameters(now), &body, same)).await;
        assert_eq!(reply.status, 401, "{what}: {}", reply.body);
    }
    let hmac = format!("{};alg=\"hmac-sha256\"", parameters(now));
    for (what, parameters) in [
        ("hmac", hmac.as_str()),
        ("no time", &format!(";keyid=\"{}\"", house.vera.key_id())),
        ("no key", &format!(";created={now}")),
        ("two hours old", &parameters(now - 7200)),
        ("from the future", &parameters(now + 7200)),
        ("expired", &format!("{};expires={}", parameters(now), now - 10)),
        (
            "somebody else's key",
            &format!(";created={now};keyid=\"{}\"", house.vera.at("/users/nobody#main-key")),
        ),
    ] {
        let reply = send(rfc9421(&house, all, parameters, &body, same)).await;
        assert_eq!(reply.status, 401, "{what}: {}", reply.body);
    }
    let changes: [(&str, Rewrite); 5] = [
        ("two labels", |h| {
            h.replace("Signature-Input: ", "Signature-Input: sig2=(\"@method\");created=1, ")
        }),
        ("two inputs", |h| format!("{h}Signature-Input: sig1=(\"@method\")\r\n")),
        ("two signatures", |h| format!("{h}Signature: sig1=:AAAA:\r\n")),
        ("two digests", |h| format!("{h}Content-Digest: sha-256=:AAAA:\r\n")),
        ("no signature", |h| h.replace("\r\nSignature: ", "\r\nX-Signature: ")),
    ];
    for (what, change) in changes {
        let reply = send(rfc9421(&house, all, &parameters(now), &body, change)).await;
        assert_eq!(reply.status, 401, "{what}: {}", reply.body);
    }
    // A good signature of the old kind does not outweigh a bad one of the new kind.
    let inbox: Url = house.inbox().parse().unwrap();
    let mut both = Draft::new(&house.vera, &inbox, body.clone());
    both.more
        .push("Signature-Input: sig1=(\"@method\");created=1;keyid=\"x\"".to_owned());
    assert_eq!(both.send(house.peer.port).await.status, 401, "both kinds");
    house.assert_untouched(&before, "a signature after RFC 9421");
    let good = rfc9421(&house, all, &parameters(now), &body, same);
    assert_eq!(send(good).await.status, 202, "the control");
    assert_eq!(house.comments().await, ["Honest."]);
}
