use std::sync::LazyLock;

use rsa::{Pkcs1v15Sign, RsaPrivateKey, RsaPublicKey, pkcs8::DecodePrivateKey, pkcs8::DecodePublicKey};
use sha2::{Digest, Sha256};

use chrono::TimeDelta;

use super::*;
use crate::env::keys::{KeyPair, generate};

static PAIR: LazyLock<KeyPair> = LazyLock::new(|| generate().unwrap());
const KEY_ID: &str = "https://peer.example/users/ada#main-key";
const BODY: &[u8] = b"{\"type\":\"Follow\"}";

fn now() -> DateTime<Utc> {
    DateTime::from_timestamp(1_790_000_000, 0).unwrap()
}

fn date(at: DateTime<Utc>) -> String {
    httpdate::fmt_http_date(at.into())
}

fn public() -> VerifyingKey {
    VerifyingKey::from_pem(&PAIR.public_pem).unwrap()
}

fn signature_of(message: &str) -> String {
    STANDARD.encode(
        SigningKey::from_pem(&PAIR.private_pem)
            .unwrap()
            .sign(message.as_bytes())
            .unwrap(),
    )
}

/// A POST to our inbox as an attacker or an odd server would make it: every part can be changed.
#[derive(Clone)]
struct Post {
    /// Names and values in the order they are covered.
    covered: Vec<(&'static str, String)>,
    /// Sent beside Signature.
    headers: Vec<(&'static str, String)>,
    algorithm: &'static str,
    path: &'static str,
    extra: &'static str,
}

impl Post {
    fn good() -> Self {
        let digest = BodyDigest::of(BODY).header_value();
        Self {
            covered: vec![
                ("(request-target)", "post /inbox".to_owned()),
                ("host", "reviews.example".to_owned()),
                ("date", date(now())),
                ("digest", digest.clone()),
            ],
            headers: vec![("date", date(now())), ("digest", digest)],
            algorithm: "rsa-sha256",
            path: "/inbox",
            extra: "",
        }
    }

    fn cover(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.covered.retain(|(covered, _)| *covered != name);
        self.covered.push((name, value.into()));
        self
    }

    fn uncover(mut self, name: &str) -> Self {
        self.covered.retain(|(covered, _)| *covered != name);
        self
    }

    fn header(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.headers.retain(|(header, _)| *header != name);
        self.headers.push((name, value.into()));
        self
    }

    fn also(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.headers.push((name, value.into()));
        self
    }

    fn signature(&self) -> String {
        let names: Vec<&str> = self.covered.iter().map(|(name, _)| *name).collect();
        let lines: Vec<String> = self
            .covered
            .iter()
            .map(|(name, value)| format!("{name}: {value}"))
            .collect();
        format!(
            "keyId=\"{KEY_ID}\",algorithm=\"{}\",{}headers=\"{}\",signature=\"{}\"",
            self.algorithm,
            self.extra,
            names.join(" "),
            signature_of(&lines.join("\n"))
        )
    }

    fn verdict_with(&self, signature: &str) -> Result<(), SignatureError> {
        let mut headers: Vec<(&str, &str)> = self
            .headers
            .iter()
            .map(|(name, value)| (*name, value.as_str()))
            .collect();
        headers.push(("signature", signature));
        let head = RequestHead {
            method: &Method::POST,
            path_and_query: self.path,
            origin: "https://reviews.example",
            host: "reviews.example",
            headers: &headers,
            body: Some(BODY),
        };
        parse(&head, now())?.check(&public())
    }

    fn verdict(&self) -> Result<(), SignatureError> {
        self.verdict_with(&self.signature())
    }
}

fn verify_own(method: &Method, url: &str, body: Option<&[u8]>) -> Result<(), SignatureError> {
    let (key, url) = (
        SigningKey::from_pem(&PAIR.private_pem).unwrap(),
        Url::parse(url).unwrap(),
    );
    let digest = body.map(BodyDigest::of);
    let signed = sign(&key, KEY_ID, method, &url, digest.as_ref(), now()).unwrap();
    let headers: Vec<(&str, &str)> = signed
        .iter()
        .map(|(name, value)| (name.as_str(), value.to_str().unwrap()))
        .collect();
    let target = url
        .query()
        .map_or(url.path().to_owned(), |query| format!("{}?{query}", url.path()));
    let (path_and_query, host) = (target.as_str(), &*authority(&url));
    let parsed = parse(
        &RequestHead {
            method,
            path_and_query,
            origin: &url.origin().ascii_serialization(),
            host,
            headers: &headers,
            body,
        },
        now(),
    )?;
    assert_eq!(parsed.key_id.as_str(), KEY_ID);
    parsed.check(&public())
}

#[test]
fn what_we_sign_we_accept_with_and_without_body_query_and_port() {
    assert_eq!(
        verify_own(&Method::POST, "https://reviews.example/inbox", Some(BODY)),
        Ok(())
    );
    assert_eq!(
        verify_own(&Method::GET, "https://reviews.example/users/ada?page=2", None),
        Ok(())
    );
    assert_eq!(verify_own(&Method::GET, "http://beta.localhost:8081/", None), Ok(()));
}

#[test]
fn signatures_of_the_rsa_crate_and_ours_are_interchangeable() {
    let post = Post::good();
    let lines: Vec<String> = post
        .covered
        .iter()
        .map(|(name, value)| format!("{name}: {value}"))
        .collect();
    let message = lines.join("\n");
    let private = RsaPrivateKey::from_pkcs8_pem(&PAIR.private_pem).unwrap();
    let theirs = private
        .sign(Pkcs1v15Sign::new::<Sha256>(), &Sha256::digest(&message))
        .unwrap();
    let header = post
        .signature()
        .replace(&signature_of(&message), &STANDARD.encode(&theirs));
    assert_eq!(post.verdict_with(&header), Ok(()));
    let ours = STANDARD.decode(signature_of(&message)).unwrap();
    let public = RsaPublicKey::from_public_key_pem(&PAIR.public_pem).unwrap();
    assert!(
        public
            .verify(Pkcs1v15Sign::new::<Sha256>(), &Sha256::digest(&message), &ours)
            .is_ok()
    );
}

#[test]
fn the_spellings_of_other_servers_are_accepted() {
    let post = Post::good();
    assert_eq!(post.verdict(), Ok(()));
    assert_eq!(post.verdict_with(&post.signature().replace(",", ", ")), Ok(()));
    assert_eq!(
        post.verdict_with(&post.signature().replace("algorithm=\"rsa-sha256\",", "")),
        Ok(())
    );
    assert_eq!(
        Post {
            algorithm: "hs2019",
            ..Post::good()
        }
        .verdict(),
        Ok(())
    );
    let lower = BodyDigest::of(BODY).header_value().replace("SHA", "sha");
    assert_eq!(
        Post::good().cover("digest", &lower).header("digest", &lower).verdict(),
        Ok(())
    );
    let json = "application/activity+json";
    assert_eq!(
        Post::good()
            .cover("content-type", json)
            .header("content-type", json)
            .verdict(),
        Ok(())
    );
    // The Host header may have been rewritten by a reverse proxy; ours counts.
    assert_eq!(Post::good().header("host", "127.0.0.1:8080").verdict(), Ok(()));
}

#[test]
fn created_stands_in_for_date_with_hs2019_only() {
    let seconds = now().timestamp().to_string();
    let post = Post {
        algorithm: "hs2019",
        extra: "created=1790000000,expires=1790000300,",
        ..Post::good().uncover("date")
    };
    let post = post.cover("(created)", &seconds).cover("(expires)", "1790000300");
    assert_eq!(post.verdict(), Ok(()));
    assert!(matches!(
        Post {
            algorithm: "rsa-sha256",
            ..post.clone()
        }
        .verdict(),
        Err(SignatureError::Malformed(_))
    ));
    let stale = Post {
        extra: "created=1789990000,expires=1790000300,",
        ..post.clone()
    }
    .cover("(created)", "1789990000");
    assert_eq!(stale.verdict(), Err(SignatureError::ClockSkew { seconds: 10_000 }));
    let expired = Post {
        extra: "created=1790000000,expires=1789999999,",
        ..post.clone()
    }
    .cover("(expires)", "1789999999");
    assert_eq!(expired.verdict(), Err(SignatureError::Expired));
    assert!(Post { extra: "", ..post }.verdict().is_err());
}

#[test]
fn the_query_may_be_covered_or_left_out() {
    let path = "/inbox?via=relay";
    assert_eq!(Post { path, ..Post::good() }.verdict(), Ok(()));
    assert_eq!(
        Post {
            path,
            ..Post::good().cover("(request-target)", "post /inbox?via=relay")
        }
        .verdict(),
        Ok(())
    );
    let other = Post {
        path,
        ..Post::good().cover("(request-target)", "post /inbox?via=other")
    };
    assert_eq!(other.verdict(), Err(SignatureError::Invalid));
}

#[test]
fn an_unsigned_request_and_two_signatures_are_refused() {
    let head = RequestHead {
        method: &Method::GET,
        path_and_query: "/",
        origin: "https://reviews.example",
        host: "reviews.example",
        headers: &[],
        body: None,
    };
    assert_eq!(parse(&head, now()), Err(SignatureError::Unsigned));
    let doubled = Post::good().also("signature", Post::good().signature());
    assert_eq!(doubled.verdict(), Err(SignatureError::Repeated(2, "Signature")));
}

#[test]
fn a_signature_that_covers_too_little_is_refused() {
    let post = Post::good();
    let none = post.signature().replace("(request-target) host date digest", "");
    assert!(matches!(post.verdict_with(&none), Err(SignatureError::NotCovered(_))));
    let absent = format!(
        "keyId=\"{KEY_ID}\",algorithm=\"rsa-sha256\",signature=\"{}\"",
        signature_of("date: x")
    );
    assert!(matches!(post.verdict_with(&absent), Err(SignatureError::NotCovered(_))));
    let date_only = Post::good()
        .uncover("(request-target)")
        .uncover("host")
        .uncover("digest");
    assert!(matches!(date_only.verdict(), Err(SignatureError::NotCovered(_))));
    for (name, missing) in [
        ("(request-target)", "(request-target)"),
        ("host", "host"),
        ("digest", "digest"),
        ("date", "date or (created)"),
    ] {
        assert_eq!(
            Post::good().uncover(name).verdict(),
            Err(SignatureError::NotCovered(missing))
        );
    }
}

#[test]
fn a_wrong_doubled_or_missing_digest_is_refused() {
    let other = BodyDigest::of(b"{\"type\":\"Delete\"}").header_value();
    assert_eq!(
        Post::good().cover("digest", &other).header("digest", &other).verdict(),
        Err(SignatureError::WrongDigest)
    );
    assert_eq!(
        Post::good().also("digest", &other).verdict(),
        Err(SignatureError::Repeated(2, "Digest"))
    );
    let listed = format!("{},{other}", BodyDigest::of(BODY).header_value());
    assert_eq!(
        Post::good()
            .cover("digest", &listed)
            .header("digest", &listed)
            .verdict(),
        Err(SignatureError::WrongDigest)
    );
    let mut post = Post::good();
    post.headers.retain(|(name, _)| *name != "digest");
    assert_eq!(post.verdict(), Err(SignatureError::MissingHeader("digest".to_owned())));
}

#[test]
fn a_signature_for_another_host_path_or_method_is_refused() {
    assert_eq!(
        Post::good().cover("host", "evil.example").verdict(),
        Err(SignatureError::Invalid)
    );
    assert_eq!(
        Post::good()
            .cover("host", "evil.example")
            .header("host", "evil.example")
            .verdict(),
        Err(SignatureError::Invalid)
    );
    assert_eq!(
        Post::good()
            .cover("(request-target)", "post /users/ada/inbox")
            .verdict(),
        Err(SignatureError::Invalid)
    );
    assert_eq!(
        Post::good().cover("(request-target)", "get /inbox").verdict(),
        Err(SignatureError::Invalid)
    );
}

#[test]
fn other_algorithms_are_refused_by_name() {
    for algorithm in ["none", "hmac-sha256", "rsa-sha1", "ed25519", ""] {
        let verdict = Post {
            algorithm,
            ..Post::good()
        }
        .verdict();
        assert_eq!(verdict, Err(SignatureError::Algorithm(algorithm.to_owned())));
    }
}

#[test]
fn a_date_more_than_an_hour_off_is_told_as_clock_skew() {
    for (offset, accepted) in [
        (-3600, true),
        (3600, true),
        (-3601, false),
        (3601, false),
        (86_400, false),
    ] {
        let then = date(now() + TimeDelta::seconds(offset));
        let verdict = Post::good().cover("date", &then).header("date", &then).verdict();
        if accepted {
            assert_eq!(verdict, Ok(()), "{offset}");
        } else {
            assert_eq!(verdict, Err(SignatureError::ClockSkew { seconds: -offset }), "{offset}");
        }
    }
    let nonsense = Post::good().cover("date", "yesterday").header("date", "yesterday");
    assert!(matches!(nonsense.verdict(), Err(SignatureError::Malformed(_))));
    let doubled = Post::good().also("date", date(now()));
    assert_eq!(doubled.verdict(), Err(SignatureError::Repeated(2, "Date")));
}

#[test]
fn somebody_elses_key_and_a_changed_header_are_refused() {
    let stranger = generate().unwrap();
    let post = Post::good();
    let signature = post.signature();
    let mut headers: Vec<(&str, &str)> = post
        .headers
        .iter()
        .map(|(name, value)| (*name, value.as_str()))
        .collect();
    headers.push(("signature", &signature));
    let head = RequestHead {
        method: &Method::POST,
        path_and_query: "/inbox",
        origin: "https://reviews.example",
        host: "reviews.example",
        headers: &headers,
        body: Some(BODY),
    };
    let parsed = parse(&head, now()).unwrap();
    assert_eq!(
        parsed.check(&VerifyingKey::from_pem(&stranger.public_pem).unwrap()),
        Err(SignatureError::Invalid)
    );
    assert_eq!(
        Post::good()
            .header("date", date(now() + TimeDelta::seconds(1)))
            .verdict(),
        Err(SignatureError::Invalid)
    );
}

#[test]
fn malformed_signature_headers_are_refused_and_never_panic() {
    let good = Post::good().signature();
    let long = format!("{good},x=\"{}\"", "y".repeat(10_000));
    let twice = format!("{good},keyId=\"https://evil.example/key\"");
    let key = good.replace(KEY_ID, "not a url");
    let scheme = good.replace(KEY_ID, "acct:ada@peer.example");
    let repeated = good.replace("host date", "host host date");
    let escaped = good.replace("algorithm=\"", "algorithm=\"\\");
    let headers = [
        "",
        ",",
        "=",
        "keyId",
        "keyId=",
        "keyId=\"",
        "keyId=\"a\"algorithm=\"b\"",
        "é=\"é\"",
        "keyId=\"https://x.example/k\"",
        &long,
        &twice,
        &key,
        &scheme,
        &repeated,
        &escaped,
        &good.replace("signature=\"", "signature=\"%"),
        &good[..good.len() - 1],
    ];
    for header in headers {
        let verdict = Post::good().verdict_with(header);
        assert!(
            matches!(
                verdict,
                Err(SignatureError::Malformed(_) | SignatureError::NotCovered(_))
            ),
            "{header}: {verdict:?}"
        );
    }
    for end in 0..good.len() {
        assert!(Post::good().verdict_with(&good[..end]).is_err());
    }
}

#[test]
fn a_post_without_a_body_still_needs_its_digest() {
    let post = Post::good();
    let signature = post.signature();
    let headers = [("date", post.headers[0].1.as_str()), ("signature", signature.as_str())];
    let head = RequestHead {
        method: &Method::POST,
        path_and_query: "/inbox",
        origin: "https://reviews.example",
        host: "reviews.example",
        headers: &headers,
        body: None,
    };
    assert!(parse(&head, now()).is_err());
}
