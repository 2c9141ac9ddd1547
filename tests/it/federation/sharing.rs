//! Two processes of one site on one PostgreSQL: no activity is processed twice, no delivery sent twice.

use crate::support::fediverse::Fediverse;
use crate::support::postgres::FreshPostgres;
use crate::support::server::{Database, TestServer};
use crate::support::sql;
use serde_json::json;
use std::collections::HashMap;
use std::time::{Duration, Instant};

const FOLLOWERS: usize = 40;
const COMMENTS: usize = 60;
const REVIEWS: usize = 5;

#[tokio::test]
async fn two_processes_on_one_postgresql_do_everything_once() {
    let Some(fresh) = FreshPostgres::make() else { return };
    let database = Database::Postgres(fresh.url.clone());
    let world = Fediverse::start().await;
    let mut one = TestServer::prepare("shared", &database);
    one.set_up("mara");
    let mut two = one.sibling(&database);
    one.start_and_wait().await;
    two.start_and_wait().await;
    let (author, inbox) = (format!("{}users/mara", one.origin), one.inbox("mara"));

    for number in 0..FOLLOWERS {
        let fan = world.person(&format!("h{number}"), "fan");
        let process = if number.is_multiple_of(2) { &one } else { &two };
        let follow = fan.follow(&author, 1);
        assert_eq!(world.send_over(process.port, &fan, &inbox, &follow).await, 202);
    }
    let accepts = |all: &[crate::support::fediverse::Received]| all.iter().filter(|r| r.kind() == "Accept").count();
    world
        .wait_for("every Follow to be accepted", 60, |all| {
            (accepts(all) >= FOLLOWERS).then_some(())
        })
        .await;

    // Each comment goes to both processes at the same time, as a server that retries may send it.
    let (_, object) = one.publish("first", "headline: The first", "A text.");
    let ana = world.person("social", "ana");
    for number in 0..COMMENTS {
        let note = ana.create_note(
            &format!("n{number}"),
            object.as_str(),
            &format!("<p>Comment {number}</p>"),
            &author,
        );
        let (a, b) = tokio::join!(
            world.send_over(one.port, &ana, &inbox, &note),
            world.send_over(two.port, &ana, &inbox, &note)
        );
        assert_eq!((a, b), (202, 202), "comment {number}");
    }
    for number in 1..REVIEWS {
        one.publish(
            &format!("review-{number}"),
            &format!("headline: Number {number}"),
            "A text.",
        );
    }

    let creates = |all: &[crate::support::fediverse::Received]| all.iter().filter(|r| r.kind() == "Create").count();
    world
        .wait_for("every review at every follower", 90, |all| {
            (creates(all) >= FOLLOWERS * REVIEWS).then_some(())
        })
        .await;
    let begun = Instant::now();
    loop {
        let article = world.document(object.as_str()).await;
        if article["replies"]["totalItems"] == json!(COMMENTS) {
            break;
        }
        assert!(begun.elapsed() < Duration::from_secs(60), "{}", article["replies"]);
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    // A second sending would come within the poll of a second or at once: give it time to happen.
    tokio::time::sleep(Duration::from_secs(3)).await;

    let mut sent: HashMap<(String, String), usize> = HashMap::new();
    for received in world.received() {
        *sent
            .entry((received.host.clone(), received.id().to_owned()))
            .or_default() += 1;
    }
    let twice: Vec<_> = sent.iter().filter(|(_, count)| **count > 1).collect();
    assert!(twice.is_empty(), "sent more than once: {twice:?}");
    assert_eq!(creates(&world.received()), FOLLOWERS * REVIEWS);
    assert_eq!(
        sql::count(&one, &database, "SELECT count(*) AS n FROM comments"),
        i64::try_from(COMMENTS).unwrap()
    );
    let processed = "SELECT count(*) AS n FROM received WHERE state = 'accepted' AND attempts > 1";
    assert_eq!(
        sql::count(&one, &database, processed),
        0,
        "an activity was taken up twice"
    );
}
