//! Group 7: body over the limit, chunked without length, gzip bomb, 10k-deep JSON, 100k tags, slow bodies. What comes in is meant,
//! and what comes back when this server asks.

use super::house::{ACTIVITY_JSON, Attack, House};
use super::wire::{self, Draft};
use crate::federation::peers::Ground;
use crate::support::fediverse::Document;
use flate2::Compression;
use flate2::write::GzEncoder;
use houselights::service::media::remote_key;
use serde_json::json;
use std::io::Write;
use std::sync::OnceLock;
use std::time::{Duration, Instant};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use url::Url;

const LIMIT: usize = 1 << 20;

fn gzip(plain: &[u8], times: usize) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
    for _ in 0..times {
        encoder.write_all(plain).unwrap();
    }
    encoder.finish().unwrap()
}

/// A hundred megabytes of white space in less than half of one, which takes a moment to make.
fn bomb() -> Vec<u8> {
    static BOMB: OnceLock<Vec<u8>> = OnceLock::new();
    BOMB.get_or_init(|| gzip(&vec![b' '; 1 << 20], 100)).clone()
}

/// The most memory this process has held at one time, in KiB.
fn peak_memory() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    line.and_then(|line| line.trim().trim_end_matches(" kB").parse().ok())
        .unwrap_or_default()
}

impl House {
    fn draft(&self, body: Vec<u8>) -> Draft {
        let inbox: Url = self.inbox().parse().unwrap();
        Draft::new(&self.vera, &inbox, body)
    }
}

fn chunked(draft: &Draft, chunks: &[&[u8]]) -> Vec<u8> {
    let raw = draft.raw(Some(&draft.header()));
    let head = String::from_utf8_lossy(&raw[..raw.len() - draft.body.len()]).into_owned();
    let length = format!("Content-Length: {}", draft.body.len());
    let mut raw = head.replace(&length, "Transfer-Encoding: chunked").into_bytes();
    for chunk in chunks.iter().filter(|chunk| !chunk.is_empty()) {
        raw.extend_from_slice(format!("{:x}\r\n", chunk.len()).as_bytes());
        raw.extend_from_slice(chunk);
        raw.extend_from_slice(b"\r\n");
    }
    raw.extend_from_slice(b"0\r\n\r\n");
    raw
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_too_long_too_deep_or_too_much_is_refused_and_costs_little() {
    let house = House::build(Ground::any()).await;
    let before = house.snapshot();
    let send = async |raw: &[u8]| wire::exchange(house.peer.port, raw).await.status;
    let long = vec![b' '; LIMIT + 1];
    assert_eq!(
        house.draft(long.clone()).send(house.peer.port).await.status,
        413,
        "a byte too long"
    );
    let mut announced = house.draft(Vec::new());
    announced.more.push("Content-Length: 99999999999".to_owned());
    let raw = String::from_utf8(announced.raw(None))
        .unwrap()
        .replace("Content-Length: 0\r\n", "");
    assert_eq!(send(raw.as_bytes()).await, 413, "a hundred gigabytes announced");
    let pieces: Vec<&[u8]> = long.chunks(8_192).collect();
    assert_eq!(
        send(&chunked(&house.draft(long.clone()), &pieces)).await,
        413,
        "in pieces, without a length"
    );
    let body = house.reply(&house.vera, "In pieces.").to_string().into_bytes();
    let mut both = String::from_utf8(chunked(&house.draft(body.clone()), &[&body])).unwrap();
    both = both.replace("Transfer-Encoding", "Content-Length: 5\r\nTransfer-Encoding");
    assert_eq!(
        send(both.as_bytes()).await,
        400,
        "two lengths: smuggled requests hide between them"
    );

    assert!(bomb().len() < LIMIT / 2);
    let held = peak_memory();
    for coding in ["gzip", "br", "deflate", "zstd", "gzip, gzip", "x-unknown"] {
        let mut packed = house.draft(bomb());
        packed.more.push(format!("Content-Encoding: {coding}"));
        let reply = packed.send(house.peer.port).await;
        assert_eq!(reply.status, 415, "{coding}: {}", reply.body);
        assert_eq!(reply.header("content-type"), Some("application/problem+json"));
    }
    for path in ["/webmention", "/xmlrpc", "/sign-in"] {
        let head = format!(
            "POST {path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Encoding: gzip\r\nContent-Length: {}\r\n\r\n",
            bomb().len()
        );
        assert_eq!(send(&[head.as_bytes(), &bomb()].concat()).await, 415, "{path}");
    }
    assert!(
        peak_memory() < held + 90 * 1024,
        "a bomb was unpacked: {} KiB",
        peak_memory() - held
    );

    let deep = |levels: usize| format!("{{\"type\":{}1{}}}", "[".repeat(levels), "]".repeat(levels));
    let objects = |levels: usize| format!("{}1{}", "{\"object\":".repeat(levels), "}".repeat(levels));
    let tags = |count: usize| {
        let mut reply = house.reply(&house.vera, "Many tags.");
        let tag = json!({"type": "Mention", "href": house.author(), "name": "@mara"});
        reply["object"]["tag"] = vec![tag; count].into();
        reply.to_string()
    };
    let many = |count: usize| format!("{{\"to\": [{}0]}}", "0,".repeat(count));
    for (what, body) in [
        ("10k arrays", deep(10_000)),
        ("10k objects", objects(10_000)),
        ("40 arrays", deep(40)),
        ("half a million brackets that are never closed", "[".repeat(500_000)),
        ("100k recipients", many(100_000)),
        ("6k tags of four values each", tags(6_000)),
        (
            "a number of 100k digits",
            format!("{{\"type\": {}}}", "9".repeat(100_000)),
        ),
        ("no JSON", "type=Create".to_owned()),
        (
            "not UTF-8",
            String::from_utf8_lossy(b"{\"type\": \"\\ud800\"}").into_owned(),
        ),
        ("a list", "[1, 2]".to_owned()),
        ("nothing", String::new()),
    ] {
        let reply = house.draft(body.into_bytes()).send(house.peer.port).await;
        assert_eq!(reply.status, 400, "{what}: {}", reply.body);
    }
    // 100k tags in full do not fit into a body at all.
    assert_eq!(
        house
            .draft(tags(100_000).into_bytes())
            .send(house.peer.port)
            .await
            .status,
        413
    );
    house.settle().await;
    house.assert_untouched(&before, "a body that is too large");
    assert_eq!(
        send(&chunked(&house.draft(body.clone()), &[&body[..9], &body[9..]])).await,
        202,
        "the control"
    );
    assert_eq!(house.comments().await, ["In pieces."]);
}

/// Sends the head, and then a byte now and then; gives back the answer and when it came.
async fn drip(port: u16, head: &str) -> (String, Duration) {
    let begun = Instant::now();
    let mut socket = TcpStream::connect(("127.0.0.1", port)).await.unwrap();
    socket.write_all(head.as_bytes()).await.unwrap();
    let (mut reader, mut writer) = socket.into_split();
    let dripping = tokio::spawn(async move {
        while writer.write_all(b"x").await.is_ok() {
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
    });
    let mut answer = Vec::new();
    tokio::time::timeout(Duration::from_secs(15), reader.read_to_end(&mut answer))
        .await
        .ok();
    dripping.abort();
    (String::from_utf8_lossy(&answer).into_owned(), begun.elapsed())
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_is_too_slow_is_hung_up_on_while_others_are_served() {
    let house = House::build_named(Ground::any(), "films.localhost", &[("server.body_timeout", "1")]).await;
    let before = house.snapshot();
    let (port, host) = (house.peer.port, house.peer.service.urls().host());
    let slow = |path: &str, length: &str, kind: &str| {
        format!("POST {path} HTTP/1.1\r\nHost: {host}\r\n{length}\r\nContent-Type: {kind}\r\n\r\n")
    };
    let heads = [
        slow("/inbox", "Content-Length: 100000", ACTIVITY_JSON),
        slow("/users/mara/inbox", "Content-Length: 100000", ACTIVITY_JSON),
        slow("/inbox", "Transfer-Encoding: chunked", ACTIVITY_JSON),
        slow(
            "/webmention",
            "Content-Length: 5000",
            "application/x-www-form-urlencoded",
        ),
        slow("/xmlrpc", "Content-Length: 5000", "text/xml"),
        slow("/sign-in", "Content-Length: 5000", "application/x-www-form-urlencoded"),
    ];
    // A head that never ends is the web server's own business, and has five seconds.
    let endless = "GET / HTTP/1.1\r\nX-Long: ".to_owned();
    let attackers: Vec<String> = heads.into_iter().cycle().take(60).chain([endless]).collect();
    let dripped = futures_util::future::join_all(attackers.iter().map(|head| drip(port, head)));
    let served = async {
        tokio::time::sleep(Duration::from_millis(300)).await;
        let begun = Instant::now();
        let honest = house.reply(&house.vera, "Meanwhile.");
        assert_eq!(house.send(&house.vera, &honest).await, 202);
        assert!(house.page("/").await.contains("The Long Platform"));
        begun.elapsed()
    };
    let (answers, served) = futures_util::future::join(dripped, served).await;
    assert!(served < Duration::from_secs(5), "others waited {served:?}");
    for (head, (answer, after)) in attackers.iter().zip(answers) {
        let chunked = head.contains("chunked");
        let in_time = after < Duration::from_secs(14);
        // A byte that is no chunk is a bad request at once.
        let known = answer.contains(" 408 ") || (chunked && answer.contains(" 400 "));
        assert!(known && in_time, "{head}\nwas answered after {after:?}: {answer}");
    }
    before
        .without(&ANSWERED)
        .assert_same(&house.snapshot().without(&ANSWERED), "what came too slowly");
    assert_eq!(house.comments().await, ["Meanwhile."]);
}

/// What the honest answer above leaves behind before it is carried out.
const ANSWERED: [&str; 1] = ["jobs"];

/// A server whose answers are as no library makes them: it sends `head` and then `chunk` for ever, with `pause` between.
async fn endless(head: &'static str, chunk: Vec<u8>, pause: Duration) -> u16 {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    tokio::spawn(async move {
        while let Ok((mut socket, _)) = listener.accept().await {
            let chunk = chunk.clone();
            tokio::spawn(async move {
                let mut asked = [0; 4096];
                if socket.read(&mut asked).await.is_err() {
                    return;
                }
                socket.write_all(head.as_bytes()).await.ok();
                while socket.write_all(&chunk).await.is_ok() {
                    tokio::time::sleep(pause).await;
                }
            });
        }
    });
    port
}

#[tokio::test(flavor = "multi_thread")]
async fn what_other_servers_answer_is_limited_in_size_time_and_depth_too() {
    let house = House::build_named(Ground::any(), "films.localhost", &[("federation.request_timeout", "1")]).await;
    let before = house.snapshot();
    let served = |name: &str, headers: Vec<(&'static str, String)>, body: Vec<u8>| {
        let url = house.eve.at(&format!("/big/{name}"));
        let document = Document {
            status: 200,
            media_type: ACTIVITY_JSON.to_owned(),
            body,
            headers,
        };
        house.world.serve_as(&url, document);
        url
    };
    let mut attacks = Vec::new();
    let mut hint = |what: &'static str, url: &str, outcome: &'static str| {
        let create = house.activity(&house.eve, "Create", &json!(url));
        attacks.push(Attack::ends(what, &house.eve, create, outcome));
    };
    let refused = "refused: object cannot be read";
    hint("two megabytes", &served("long", vec![], vec![b' '; 2 << 20]), refused);
    hint(
        "a bomb",
        &served("bomb", vec![("content-encoding", "gzip".to_owned())], bomb()),
        refused,
    );
    hint(
        "a bomb within the limit",
        &served("small", vec![("content-encoding", "gzip".to_owned())], gzip(b"{}", 1)),
        refused,
    );
    hint(
        "10k deep",
        &served("deep", vec![], "[".repeat(10_000).into_bytes()),
        refused,
    );
    let ok = "HTTP/1.1 200 OK\r\nContent-Type: application/activity+json\r\n\r\n";
    let flood = endless(ok, vec![b' '; 65_536], Duration::ZERO).await;
    hint(
        "a body without end",
        &format!("http://flood.localhost:{flood}/n"),
        refused,
    );
    // These may be the network's fault, so they are tried again; each try ends soon.
    let slow = endless(ok, b" ".to_vec(), Duration::from_millis(50)).await;
    hint("a body that drips", &format!("http://slow.localhost:{slow}/n"), "");
    let heads = endless(
        "HTTP/1.1 200 OK\r\n",
        b"X-More: and more\r\n".to_vec(),
        Duration::from_millis(1),
    )
    .await;
    hint("a head without end", &format!("http://heads.localhost:{heads}/n"), "");
    let begun = Instant::now();
    house.repel(attacks).await;
    assert!(
        begun.elapsed() < Duration::from_secs(30),
        "it took {:?}",
        begun.elapsed()
    );

    // A picture, and the page of a Webmention.
    let picture = format!("http://flood.localhost:{flood}/p.png");
    let mut document = house.world.document(&house.eve.id).await;
    document["icon"] = json!({"type": "Image", "url": picture});
    house.world.serve_object(&document);
    assert_eq!(
        house
            .send(&house.eve, &house.activity(&house.eve, "Update", &document))
            .await,
        202
    );
    house.settle().await;
    let copy = format!("/media/remote/{}.webp", remote_key(&picture.parse().unwrap()));
    assert_eq!(house.peer.get(&copy, "image/webp").await.status, 404);
    let page = endless(
        "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n",
        vec![b' '; 65_536],
        Duration::ZERO,
    )
    .await;
    let source = format!("http://page.localhost:{page}/");
    let fault = house
        .peer
        .service
        .pingback_received(&source, house.object.as_str(), [127, 0, 0, 1].into())
        .await;
    assert!(fault.is_err(), "{fault:?}");
    let left = ["actors", "remote_media", "sign_in_attempts", "cache_events"];
    before
        .without(&left)
        .assert_same(&house.snapshot().without(&left), "an answer without end");
}
