//! `just bench-federation`: what other servers send in masses, and what goes out to thousands of them.

use crate::process::Usage;
use crate::report::Figures;
use crate::support::fediverse::{Fediverse, Person, Received, signed_headers};
use crate::support::server::{Database, TestServer};
use crate::traffic::{Prepared, run_once};
use crate::{KEYS, TEXT};
use houselights::env::keys::generate;
use houselights::federation::signatures::SigningKey;
use std::time::{Duration, Instant};
use url::Url;

/// Connections that send.
const CONNECTIONS: usize = 32;
/// Comments of the flood.
const POSTS: usize = 6_000;
/// Servers they come from.
const SENDERS: usize = 20;
/// Followers, and the servers they are on.
const FOLLOWERS: usize = 10_000;
const HOSTS: usize = 1_000;

/// A server with a review; gives the review's object and its author.
fn site(name: &str, database: &Database) -> (TestServer, Url, String) {
    let mut server = TestServer::prepare(name, database);
    // `--log FILTER` shows what the server says when a measurement goes wrong.
    let filter = std::env::args().skip_while(|argument| argument != "--log").nth(1);
    server.set("log.filter", filter.as_deref().unwrap_or("warn"));
    // One machine plays everybody.
    server.set("federation.inbox_per_actor", "0");
    server.set("federation.inbox_per_host", "0");
    server.set("server.workers", "0");
    server.set_up("mara");
    let (_, object) = server.publish("long-platform", KEYS, TEXT);
    let author = format!("{}users/mara", server.origin);
    (server, object, author)
}

async fn total_of_replies(world: &Fediverse, object: &Url) -> usize {
    let article = world.document(object.as_str()).await;
    article["replies"]["totalItems"]
        .as_u64()
        .and_then(|total| usize::try_from(total).ok())
        .unwrap_or_default()
}

/// Waits until that many comments stand under the review; gives the seconds.
async fn until_visible(world: &Fediverse, object: &Url, wanted: usize) -> f64 {
    let begun = Instant::now();
    loop {
        let total = total_of_replies(world, object).await;
        if total == wanted {
            return begun.elapsed().as_secs_f64();
        }
        assert!(
            begun.elapsed() < Duration::from_secs(120),
            "{total} of {wanted} comments are there"
        );
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
}

/// Thousands of comments at once from servers that are known: every one is verified, stored, answered 202 and shown.
pub async fn flood(world: &Fediverse, what: &str, database: &Database, figures: &mut Figures) {
    let (mut server, object, author) = site("flood", database);
    server.start_and_wait().await;
    let people: Vec<Person> = (0..SENDERS).map(|n| world.person(&format!("s{n}"), "ana")).collect();
    let create = |n: usize| {
        let person = &people[n % SENDERS];
        let html = format!("<p>Number {n}: I stayed for the lamp, and for the silence after it.</p>");
        (
            person,
            person.create_note(&format!("n{n}"), object.as_str(), &html, &author),
        )
    };
    for n in 0..SENDERS {
        let (person, activity) = create(n);
        assert_eq!(world.send(person, &server.inbox("mara"), &activity).await, 202);
    }
    until_visible(world, &object, SENDERS).await;
    let target = Url::parse(&server.inbox("mara")).unwrap();
    let posts = (SENDERS..SENDERS + POSTS)
        .map(|n| {
            let (person, activity) = create(n);
            let body = activity.to_string().into_bytes();
            Prepared::post(&target, &signed_headers(&person.key_id(), &target, &body), &body)
        })
        .collect();
    let id = server.id().unwrap();
    let before = Usage::of(id);
    let done = run_once(server.port, posts, CONNECTIONS).await;
    assert_eq!(
        done.statuses.keys().copied().collect::<Vec<_>>(),
        [202],
        "{:?}",
        done.statuses
    );
    let settled = until_visible(world, &object, SENDERS + POSTS).await;
    let after = Usage::of(id);
    figures.add(
        &format!("{what}: comments posted to the inbox, verified and stored"),
        format!("{:.0} per second", done.count as f64 / done.seconds),
        "≥ 1,500 per second",
    );
    figures.add(
        &format!("{what}: all {POSTS} visible after the last was acknowledged, none lost"),
        format!("{settled:.2} s"),
        "≤ 2 s",
    );
    figures.add(
        &format!("{what}: server cpu-seconds per 1,000 comments, until visible"),
        format!(
            "{:.2}",
            (after.cpu_seconds - before.cpu_seconds) * 1000.0 / done.count as f64
        ),
        "",
    );
    server.terminate();
}

fn is_of(one: &Received, kind: &str, prefix: &str) -> bool {
    one.kind() == kind && one.host.starts_with(prefix)
}

/// Everybody follows; then their Accepts are waited for.
async fn follow(world: &Fediverse, server: &TestServer, author: &str, people: &[Person], prefix: &str) {
    for (n, person) in people.iter().enumerate() {
        let status = world
            .send(person, &server.inbox("mara"), &person.follow(author, 1))
            .await;
        assert_eq!(status, 202, "follow {n}, by {}", person.id);
    }
    let begun = Instant::now();
    while world.count(|one| is_of(one, "Accept", prefix)) < people.len() {
        assert!(
            begun.elapsed() < Duration::from_secs(600),
            "the follows are not all accepted"
        );
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
}

/// Seconds that one signature takes here, on one core.
fn signature_seconds() -> f64 {
    const ROUNDS: u32 = 500;
    let key = SigningKey::from_pem(&generate().unwrap().private_pem).unwrap();
    let begun = Instant::now();
    for round in 0..ROUNDS {
        std::hint::black_box(key.sign(&round.to_be_bytes()).unwrap());
    }
    begun.elapsed().as_secs_f64() / f64::from(ROUNDS)
}

/// A review goes out to ten thousand inboxes on a thousand servers, none of which shares one.
pub async fn fan_out(world: &Fediverse, figures: &mut Figures) {
    let (mut server, _, author) = site("wide", &Database::Sqlite);
    server.start_and_wait().await;
    let people: Vec<Person> = (0..FOLLOWERS)
        .map(|n| world.person_alone(&format!("w{}", n % HOSTS), &format!("fan{n}")))
        .collect();
    follow(world, &server, &author, &people, "w").await;
    let id = server.id().unwrap();
    let before = Usage::of(id);
    server.publish("second-platform", KEYS, TEXT);
    let (begun, mut most) = (Instant::now(), 0.0_f64);
    while world.count(|one| is_of(one, "Create", "w")) < FOLLOWERS {
        assert!(begun.elapsed() < Duration::from_secs(300), "not every inbox has it");
        most = most.max(Usage::of(id).rss_mb);
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    let took = begun.elapsed().as_secs_f64();
    let cpu = Usage::of(id).cpu_seconds - before.cpu_seconds;
    let signing = signature_seconds() * FOLLOWERS as f64;
    figures.add(
        "publish to the 10,000th inbox on 1,000 hosts",
        format!("{took:.1} s"),
        "≤ 15 s",
    );
    figures.add("memory during it (RSS, most)", format!("{most:.1} MB"), "≤ 120 MB");
    figures.add("server cpu-seconds during it", format!("{cpu:.1} s"), "");
    figures.add(
        "of which 10,000 RSA-2048 signatures",
        format!("{signing:.1} s ({:.0} %)", signing / cpu * 100.0),
        "",
    );
    figures.add(
        "server cpu-seconds against the signatures alone",
        format!("{:.2} ×", cpu / signing),
        "≤ 1.5 ×",
    );
    server.terminate();
}

/// What a healthy server notices of two hundred that never answer.
pub async fn fairness(world: &Fediverse, figures: &mut Figures) {
    const READERS: usize = 40;
    const DEAD: usize = 200;
    let (mut server, _, author) = site("fair", &Database::Sqlite);
    server.start_and_wait().await;
    let readers: Vec<Person> = (0..READERS)
        .map(|n| world.person_alone("healthy", &format!("r{n}")))
        .collect();
    follow(world, &server, &author, &readers, "healthy").await;
    let alone = p99(world, &server, "alone", READERS).await;
    let dead: Vec<Person> = (0..DEAD)
        .map(|n| world.person_alone(&format!("dead{n}"), "x"))
        .collect();
    follow(world, &server, &author, &dead, "dead").await;
    for person in &dead {
        world.script(&person.host, vec![crate::support::fediverse::Answer::Hang; 1_000]);
    }
    let beside = p99(world, &server, "beside", READERS).await;
    figures.add(
        "healthy host, publish to delivery, p99, alone",
        format!("{:.0} ms", alone * 1000.0),
        "",
    );
    figures.add(
        "the same while 200 hosts never answer and are tried again",
        format!("{:.0} ms ({:.1} ×)", beside * 1000.0, beside / alone),
        "≤ 2 ×",
    );
    server.terminate();
}

/// Publishes twenty reviews over forty seconds, so that parked hosts become due again; gives the 99th percentile of the
/// seconds from publishing to each delivery at the healthy host.
async fn p99(world: &Fediverse, server: &TestServer, name: &str, readers: usize) -> f64 {
    const ROUNDS: usize = 20;
    let mut waits = Vec::new();
    for round in 0..ROUNDS {
        let slug = format!("{name}-{round}");
        let before = world.count(|one| is_of(one, "Create", "healthy"));
        let begun = Instant::now();
        server.publish(&slug, KEYS, TEXT);
        while world.count(|one| is_of(one, "Create", "healthy")) < before + readers {
            assert!(
                begun.elapsed() < Duration::from_secs(120),
                "{slug} did not arrive everywhere"
            );
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
        let all = world.received();
        let of_this_round = all
            .iter()
            .filter(|one| is_of(one, "Create", "healthy") && one.at >= begun);
        waits.extend(of_this_round.map(|one| one.at.duration_since(begun).as_secs_f64()));
        tokio::time::sleep(Duration::from_secs(2).saturating_sub(begun.elapsed())).await;
    }
    waits.sort_by(f64::total_cmp);
    waits[waits.len() * 99 / 100]
}

/// Activities of all kinds at a steady pace; prints the memory once a minute.
pub async fn soak(world: &Fediverse, minutes: u64, figures: &mut Figures) {
    const PER_SECOND: usize = 200;
    let (mut server, object, author) = site("soak", &Database::Sqlite);
    server.start_and_wait().await;
    let people: Vec<Person> = (0..SENDERS).map(|n| world.person(&format!("k{n}"), "ana")).collect();
    let (target, id) = (Url::parse(&server.inbox("mara")).unwrap(), server.id().unwrap());
    let (begun, mut sent, mut memory) = (Instant::now(), 0_usize, Vec::new());
    for second in 0..minutes * 60 {
        let posts: Vec<Vec<u8>> = (0..PER_SECOND)
            .map(|_| {
                let activity = one_of_many(&people, sent, &object, &author);
                let person = &people[sent / 5 % SENDERS];
                sent += 1;
                let body = activity.to_string().into_bytes();
                Prepared::post(&target, &signed_headers(&person.key_id(), &target, &body), &body)
            })
            .collect();
        let done = run_once(server.port, posts, 8).await;
        assert_eq!(
            done.statuses.keys().copied().collect::<Vec<_>>(),
            [202],
            "{:?}",
            done.statuses
        );
        if second % 60 == 59 {
            memory.push(Usage::of(id).rss_mb);
            println!("minute {}: {:.1} MB", second / 60 + 1, memory[memory.len() - 1]);
        }
        let next = begun + Duration::from_secs(second + 1);
        tokio::time::sleep_until(next.into()).await;
    }
    let half = memory[memory.len() / 2];
    let pace = sent as f64 / begun.elapsed().as_secs_f64();
    figures.add(
        &format!(
            "memory (RSS) over {minutes} minutes at {pace:.0} activities per second: first, middle and last minute"
        ),
        format!("{:.1}, {half:.1}, {:.1} MB", memory[0], memory[memory.len() - 1]),
        "does not grow",
    );
    server.terminate();
}

/// A comment, an edit of it, a like, its undo, and the comment's end, again and again.
fn one_of_many(people: &[Person], number: usize, object: &Url, author: &str) -> serde_json::Value {
    let (round, person) = (number / 5, &people[number / 5 % people.len()]);
    let name = format!("k{round}");
    let create = person.create_note(&name, object.as_str(), &format!("<p>Round {round}.</p>"), author);
    let like = person.like(object.as_str(), u32::try_from(round).unwrap_or_default());
    match number % 5 {
        0 => create,
        1 => {
            let mut update = create;
            update["type"] = "Update".into();
            update["id"] = format!("{}#updates/1", update["object"]["id"].as_str().unwrap()).into();
            update["object"]["content"] = format!("<p>Round {round}, mended.</p>").into();
            update["object"]["updated"] = "2099-01-01T00:00:00Z".into();
            update
        }
        2 => like,
        3 => person.undo(&like),
        _ => person.delete(create["object"]["id"].as_str().unwrap()),
    }
}
