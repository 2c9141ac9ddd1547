//! Servers that misbehave in every way at once: the healthy one beside them gets everything, without waiting for them to time
//! out.

use crate::support::fediverse::{Answer, Fediverse, Person, Received};
use crate::support::server::{Database, TestServer};
use diesel::connection::Connection;
use diesel::prelude::*;
use diesel::sql_types::{Integer, Nullable, Text};
use diesel::{QueryableByName, SqliteConnection, sql_query};
use std::time::Duration;

/// Far more than there are slots for deliveries in this set-up.
const SILENT: usize = 24;
const SLOTS: &str = "4";
/// Longer than the test may take: nothing in it passes because something timed out.
const TIMEOUT_S: &str = "120";

#[derive(QueryableByName, Debug)]
struct Row {
    #[diesel(sql_type = Text)]
    host: String,
    #[diesel(sql_type = Text)]
    state: String,
    #[diesel(sql_type = Integer)]
    attempts: i32,
    #[diesel(sql_type = Nullable<Integer>)]
    last_status: Option<i32>,
}

/// Deliveries of Creates, by the first label of their host.
fn creates(server: &TestServer) -> Vec<Row> {
    let path = server.folder.join("houselights.sqlite");
    let mut c = SqliteConnection::establish(path.to_str().unwrap()).unwrap();
    sql_query(
        "SELECT d.host AS host, d.state AS state, d.attempts AS attempts, d.last_status AS last_status FROM deliveries d \
         JOIN activities a ON a.id = d.activity_id WHERE a.type = 'Create' ORDER BY d.id",
    )
    .load(&mut c)
    .unwrap()
}

async fn follow_all(world: &Fediverse, server: &TestServer, people: &[Person]) {
    let author = format!("{}users/mara", server.origin);
    for person in people {
        assert_eq!(
            world
                .send(person, &server.inbox("mara"), &person.follow(&author, 1))
                .await,
            202
        );
    }
    world
        .wait_for("the follows to be accepted", 60, |all| {
            // Of these alone: a host that begins to misbehave before it has its own would be gone before there is a Create for it.
            let has_one = |person: &Person| all.iter().any(|one| one.kind() == "Accept" && one.host == person.host);
            people.iter().all(has_one).then_some(())
        })
        .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_healthy_server_gets_everything_while_others_misbehave_in_every_way() {
    let world = Fediverse::start().await;
    let mut server = TestServer::prepare("chaos", &Database::Sqlite);
    server.set("federation.delivery_concurrency", SLOTS);
    server.set("federation.request_timeout", TIMEOUT_S);
    server.set_up("mara");
    server.start_and_wait().await;

    let person = |name: &str| world.person_alone(name, "ana");
    let silent: Vec<Person> = (0..SILENT).map(|n| person(&format!("silent{n}"))).collect();
    let odd: Vec<Person> = ["broken", "busy", "gone", "drip", "flood", "loop"].map(person).into();
    // Last to follow, so that its deliveries are the last of each fan-out.
    let healthy = person("healthy");
    follow_all(&world, &server, &silent).await;
    follow_all(&world, &server, &odd).await;
    follow_all(&world, &server, std::slice::from_ref(&healthy)).await;
    for one in &silent {
        world.script(&one.host, vec![Answer::Hang; 50]);
    }
    let answers = [
        Answer::Status(500),
        Answer::TooMany(3600),
        Answer::Status(410),
        Answer::Drip,
        Answer::Flood,
        Answer::Redirect,
    ];
    for (one, answer) in odd.iter().zip(answers) {
        world.script(&one.host, vec![answer; 50]);
    }

    let titles = ["first", "second", "third"];
    for slug in titles {
        server.publish(slug, &format!("headline: The {slug}"), "A text.");
    }
    let is_healthy = |one: &Received| one.kind() == "Create" && one.host == healthy.host;
    world
        .wait_for("the healthy server to have all three", 90, |all| {
            (all.iter().filter(|one| is_healthy(one)).count() >= titles.len()).then_some(())
        })
        .await;
    for title in titles {
        let named = |one: &Received| {
            one.body["object"]["name"]
                .as_str()
                .is_some_and(|name| name.contains(title))
        };
        assert_eq!(world.count(|one| is_healthy(one) && named(one)), 1, "{title}");
    }
    assert_eq!(world.count(|one| is_healthy(one)), titles.len(), "each once");

    // An answer whose body never ends is an answer: its status arrived.
    for host in ["drip", "flood"] {
        let host = world.host(host);
        world
            .wait_for("one Create each", 60, |all| {
                (all.iter()
                    .filter(|one| one.kind() == "Create" && one.host == host)
                    .count()
                    == titles.len())
                .then_some(())
            })
            .await;
    }
    let of = |name: &str| -> Vec<Row> {
        let host = world.host(name);
        creates(&server).into_iter().filter(|row| row.host == host).collect()
    };
    // Results are written in batches, a moment after the request.
    let answered = |name: &str| of(name).iter().any(|row| row.last_status.is_some());
    let delivered = |name: &str| of(name).iter().all(|row| row.state == "delivered");
    for _ in 0..600 {
        if ["healthy", "drip", "flood"].into_iter().all(delivered)
            && ["broken", "busy", "gone", "loop"].into_iter().all(answered)
        {
            break;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    for name in ["healthy", "drip", "flood"] {
        assert!(
            of(name)
                .iter()
                .all(|row| row.state == "delivered" && row.last_status == Some(202)),
            "{:?}",
            of(name)
        );
    }
    for (name, status) in [("broken", 500), ("busy", 429), ("loop", 308)] {
        let rows = of(name);
        assert!(rows.iter().all(|row| row.state == "pending"), "{rows:?}");
        assert!(
            rows.iter()
                .any(|row| row.last_status == Some(status) && row.attempts > 0),
            "{rows:?}"
        );
    }
    assert!(
        world.count(|one| one.host == world.host("busy") && one.kind() == "Create") <= 2,
        "asked to wait an hour"
    );
    assert!(of("gone").iter().any(|row| row.state == "gone"), "{:?}", of("gone"));
    // What is kept of the collection is renewed a moment after the row.
    let left = SILENT + odd.len();
    let mut followers = serde_json::Value::Null;
    for _ in 0..200 {
        followers = world.document(&format!("{}users/mara/followers", server.origin)).await;
        if followers["totalItems"] == left {
            break;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    assert_eq!(followers["totalItems"], left, "whose inbox is gone follows no more");
    assert!(!server.log().contains("panicked"), "{}", server.log());
    // The silent ones hold the process up to their timeout otherwise.
    server.kill();
}
