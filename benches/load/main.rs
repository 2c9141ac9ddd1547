//! `just bench`: real requests against a real server process in release mode, on loopback.
//!
//! The machine that runs this also runs the load, so requests per second depend on how many cores share the work. What
//! compares across machines is the processor time that the server spends, read from /proc before and after.

#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a measurement that goes wrong must stop"
)]

mod federation;
mod large;
mod process;
mod report;
mod traffic;

#[expect(dead_code, reason = "the tests use more of it")]
#[path = "../../tests/it/support"]
mod support {
    pub mod fediverse;
    pub mod postgres;
    pub mod server;
}

use process::Usage;
use report::{Figures, Line, Report};
use serde_json::{Value, json};
use std::time::{Duration, Instant};
use support::fediverse::{Fediverse, Person, signed_headers};
use support::postgres::FreshPostgres;
use support::server::{Database, TestServer};
use traffic::{Prepared, get, run_for, run_once};

/// How long each page is asked for.
const SECONDS: u64 = 5;
/// Connections that are kept open.
const CONNECTIONS: usize = 32;
/// Comments under the review.
const COMMENTS: usize = 50;
/// Activities posted to the inbox.
const POSTS: usize = 4_000;
/// Servers that follow.
const HOSTS: usize = 1_000;

fn main() {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build()
        .unwrap();
    let arguments: Vec<String> = std::env::args().collect();
    let has = |name: &str| arguments.iter().any(|argument| argument == name);
    let minutes = arguments
        .iter()
        .position(|argument| argument == "--soak")
        .map(|at| arguments.get(at + 1).and_then(|value| value.parse().ok()).unwrap_or(30));
    runtime.block_on(async {
        if let Some(minutes) = minutes {
            let mut figures = Figures::default();
            federation::soak(&Fediverse::start().await, minutes, &mut figures).await;
            figures.finish("soak", has("--write"));
        } else if has("--federation") {
            let mut figures = Figures::default();
            let only = ["flood", "wide", "fair"].into_iter().find(|name| has(name));
            other_servers(only, &mut figures).await;
            figures.finish("federation", has("--write"));
        } else if has("--large") {
            let mut pages = report::Pages::default();
            large::measure("SQLite", &Database::Sqlite, &mut pages).await;
            large::measure_thread("SQLite", &Database::Sqlite, &mut pages).await;
            if let (Some(site), Some(thread)) = (FreshPostgres::make(), FreshPostgres::make()) {
                large::measure("PostgreSQL", &Database::Postgres(site.url.clone()), &mut pages).await;
                large::measure_thread("PostgreSQL", &Database::Postgres(thread.url.clone()), &mut pages).await;
            }
            pages.finish(has("--write"));
        } else {
            let mut report = Report::default();
            measure(&mut report).await;
            report.finish(has("--write"));
        }
    });
}

/// What other servers send in masses, and what goes out to thousands of them.
async fn other_servers(only: Option<&str>, figures: &mut Figures) {
    let is_wanted = |name: &str| only.is_none_or(|only| only == name);
    if is_wanted("flood") {
        federation::flood(&Fediverse::start().await, "SQLite", &Database::Sqlite, figures).await;
        if let Some(postgres) = FreshPostgres::make() {
            let database = Database::Postgres(postgres.url.clone());
            federation::flood(&Fediverse::start().await, "PostgreSQL", &database, figures).await;
        }
    }
    if is_wanted("wide") {
        federation::fan_out(&Fediverse::start().await, figures).await;
    }
    if is_wanted("fair") {
        federation::fairness(&Fediverse::start().await, figures).await;
    }
}

async fn measure(report: &mut Report) {
    let world = Fediverse::start().await;
    let mut server = TestServer::prepare("bench", &Database::Sqlite);
    server.set("log.filter", "warn");
    // One machine plays everybody.
    server.set("federation.inbox_per_actor", "0");
    server.set("federation.inbox_per_host", "0");
    server.set("server.workers", "0");
    server.set_up("mara");
    let (page, object) = server.publish("long-platform", KEYS, TEXT);
    report.start_ms = start_time(&mut server).await;
    report.idle_rss_mb = idle_memory(&server).await;

    let ana = world.person("social", "ana");
    let author = format!("{}users/mara", server.origin);
    comment(&world, &server, &ana, object.as_str(), &author).await;
    wait_for_comments(&world, &object).await;
    let finger = server.at(&format!("/.well-known/webfinger?resource=acct:mara@{}", server.host()));
    let actor = server.at("/users/mara");
    for (what, url, accept) in [
        ("Review page, 50 comments", &page, "text/html"),
        (
            "Review page, 50 comments, gzip",
            &page,
            "text/html\r\naccept-encoding: gzip",
        ),
        ("Review Article (JSON)", &object, "application/activity+json"),
        ("Actor (JSON)", &actor, "application/activity+json"),
        ("WebFinger", &finger, "*/*"),
    ] {
        report.lines.push(pages(&server, what, get(url, accept)).await);
    }
    let (status, _, body) = world.get(page.as_str(), "text/html").await;
    assert_eq!(status, 200);
    report.review_bytes = body.len();
    report.lines.push(inbox(&server, &ana).await);
    report.rss_after_mb = Usage::of(server.id().unwrap()).rss_mb;
    fan_out(&world, &server, report).await;
}

const KEYS: &str = "headline: A second look\nquote: {text: Mind the gap., speaker: The guard}\nviewings: [2014-01-13, 2020-05]\nrating: Very good\nrecommend: true\nteaser: Late, but worth it.\ntags: [trains, night]";
const TEXT: &str = "## Synopsis\nA train is late, and everybody on the platform has a reason to mind.\n\n## My take\nThe sound carries it. Twice the film lets a silence stand until the lamp hums, and twice that hum says more than the dialogue.\n\nThe second half loses its way between two platforms, and finds it again.\n\n## Bottom line\nGo, and sit near the middle.";

/// From the start of the process to its first answer, on a database that is there: the best of five.
async fn start_time(server: &mut TestServer) -> f64 {
    let mut best = f64::MAX;
    for _ in 0..5 {
        let begun = Instant::now();
        server.start();
        loop {
            if tokio::net::TcpStream::connect(("127.0.0.1", server.port)).await.is_ok() {
                let request = get(&server.at("/"), "text/html");
                assert!(
                    run_once(server.port, vec![request], 1)
                        .await
                        .statuses
                        .contains_key(&200)
                );
                break;
            }
            tokio::time::sleep(Duration::from_millis(1)).await;
        }
        best = best.min(begun.elapsed().as_secs_f64() * 1000.0);
        server.terminate();
    }
    server.start_and_wait().await;
    best
}

/// Resident memory after two requests and a rest.
async fn idle_memory(server: &TestServer) -> f64 {
    run_once(server.port, vec![get(&server.at("/"), "text/html"); 2], 1).await;
    tokio::time::sleep(Duration::from_secs(3)).await;
    Usage::of(server.id().unwrap()).rss_mb
}

async fn pages(server: &TestServer, what: &str, request: Vec<u8>) -> Line {
    let id = server.id().unwrap();
    run_for(server.port, &request, CONNECTIONS, Duration::from_millis(500)).await;
    let before = Usage::of(id);
    let done = run_for(server.port, &request, CONNECTIONS, Duration::from_secs(SECONDS)).await;
    let after = Usage::of(id);
    assert_eq!(done.statuses.keys().copied().collect::<Vec<_>>(), [200], "{what}");
    Line::new(what, done.count, done.seconds, after.cpu_seconds - before.cpu_seconds)
}

async fn comment(world: &Fediverse, server: &TestServer, ana: &Person, object: &str, author: &str) {
    for number in 0..COMMENTS {
        let html = format!("<p>Comment number {number}: I stayed for the lamp, and for the silence after it.</p>");
        let create = ana.create_note(&format!("c{number}"), object, &html, author);
        assert_eq!(world.send(ana, &server.inbox("mara"), &create).await, 202);
    }
}

async fn wait_for_comments(world: &Fediverse, object: &url::Url) {
    let begun = Instant::now();
    loop {
        let article: Value = world.document(object.as_str()).await;
        if article["replies"]["totalItems"] == json!(COMMENTS) {
            return;
        }
        assert!(
            begun.elapsed() < Duration::from_secs(60),
            "comments are missing: {}",
            article["replies"]
        );
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
}

/// Signed Likes of objects nobody has, from an actor that is known: read, verified, stored, answered 202.
async fn inbox(server: &TestServer, ana: &Person) -> Line {
    let target = url::Url::parse(&server.inbox("mara")).unwrap();
    let posts: Vec<Vec<u8>> = (0..POSTS)
        .map(|number| {
            let body = ana
                .like(
                    &format!("http://{}/nothing/{number}", ana.host),
                    u32::try_from(number).unwrap(),
                )
                .to_string();
            Prepared::post(
                &target,
                &signed_headers(&ana.key_id(), &target, body.as_bytes()),
                body.as_bytes(),
            )
        })
        .collect();
    let id = server.id().unwrap();
    let before = Usage::of(id);
    let done = run_once(server.port, posts, CONNECTIONS).await;
    let after = Usage::of(id);
    assert_eq!(
        done.statuses.keys().copied().collect::<Vec<_>>(),
        [202],
        "{:?}",
        done.statuses
    );
    Line::new(
        "Inbox POST, verified and stored",
        done.count,
        done.seconds,
        after.cpu_seconds - before.cpu_seconds,
    )
}

/// A thousand servers follow; then a review is published, and the last of them has it.
async fn fan_out(world: &Fediverse, server: &TestServer, report: &mut Report) {
    let author = format!("{}users/mara", server.origin);
    let begun = Instant::now();
    for number in 0..HOSTS {
        let person = world.person(&format!("h{number}"), "fan");
        let follow = person.follow(&author, 1);
        assert_eq!(world.send(&person, &server.inbox("mara"), &follow).await, 202);
    }
    let accepted = |all: &[support::fediverse::Received]| all.iter().filter(|one| one.kind() == "Accept").count();
    world
        .wait_for("all follows to be accepted", 240, |all| {
            (accepted(all) >= HOSTS).then_some(())
        })
        .await;
    report.follow_seconds = begun.elapsed().as_secs_f64();

    let id = server.id().unwrap();
    server.publish("second-platform", KEYS, TEXT);
    let (before, begun) = (Usage::of(id), Instant::now());
    let is_create = |one: &&support::fediverse::Received| one.kind() == "Create" && one.host.starts_with('h');
    let last = world
        .wait_for("a thousand Creates", 120, |all| {
            let creates: Vec<_> = all.iter().filter(is_create).collect();
            (creates.len() >= HOSTS)
                .then(|| creates.iter().map(|one| one.at).max())
                .flatten()
        })
        .await;
    let first = world
        .received()
        .iter()
        .filter(is_create)
        .map(|one| one.at)
        .min()
        .unwrap();
    let after = Usage::of(id);
    report.fan_out_seconds = last.duration_since(begun).as_secs_f64();
    report.fan_out_spread = last.duration_since(first).as_secs_f64();
    report.fan_out_cpu = after.cpu_seconds - before.cpu_seconds;
}
