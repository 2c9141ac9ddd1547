//! `kill -9` at any moment: nothing that was acknowledged is lost, and every inbox gets every activity.

use crate::support::fediverse::{Answer, Fediverse, Person, Received};
use crate::support::server::{Database, TestServer};
use crate::support::sql;
use houselights::env::Ids;
use serde_json::json;
use std::collections::HashSet;
use std::time::{Duration, Instant};

const FOLLOWERS: usize = 8;
const ROUNDS: usize = 8;

struct House {
    server: TestServer,
    world: Fediverse,
    fans: Vec<Person>,
    author: String,
}

impl House {
    async fn with_followers() -> Self {
        let world = Fediverse::start().await;
        let mut server = TestServer::prepare("killed", &Database::Sqlite);
        server.set_up("mara");
        server.start_and_wait().await;
        let author = format!("{}users/mara", server.origin);
        let mut fans = Vec::new();
        for number in 0..FOLLOWERS {
            let fan = world.person(&format!("h{number}"), "fan");
            assert_eq!(
                world.send(&fan, &server.inbox("mara"), &fan.follow(&author, 1)).await,
                202
            );
            fans.push(fan);
        }
        let accepts = |all: &[Received]| all.iter().filter(|r| r.kind() == "Accept").count();
        world
            .wait_for("every Follow to be accepted", 60, |all| {
                (accepts(all) >= FOLLOWERS).then_some(())
            })
            .await;
        Self {
            server,
            world,
            fans,
            author,
        }
    }

    /// Starts again after a kill. Leases of the dead process are made to run out at once instead of in minutes.
    async fn rise(&mut self) {
        self.server.kill();
        sql::hurry(&self.server, &Database::Sqlite);
        self.server.start_and_wait().await;
    }

    /// Waits until every fan has an activity of that type about `object`.
    async fn everybody_has(&self, kind: &str, object: &str) {
        let hosts: HashSet<String> = self.fans.iter().map(|fan| fan.host.clone()).collect();
        let is_it = |one: &Received| {
            let about = one.body["object"]["id"]
                .as_str()
                .or(one.body["object"].as_str())
                .unwrap_or_default();
            one.kind() == kind && about == object && one.answered == 202
        };
        self.world
            .wait_for(&format!("{kind} of {object} everywhere"), 60, |all| {
                let have: HashSet<&str> = all
                    .iter()
                    .filter(|one| is_it(one))
                    .map(|one| one.host.as_str())
                    .collect();
                hosts.iter().all(|host| have.contains(host.as_str())).then_some(())
            })
            .await;
    }

    /// Waits until the review shows as many replies as were acknowledged.
    async fn replies(&self, object: &str, wanted: usize) {
        let begun = Instant::now();
        loop {
            let article = self.world.document(object).await;
            if article["replies"]["totalItems"] == json!(wanted) {
                return;
            }
            assert!(
                begun.elapsed() < Duration::from_secs(60),
                "{wanted} were acknowledged: {}",
                article["replies"]
            );
            tokio::time::sleep(Duration::from_millis(60)).await;
        }
    }
}

#[tokio::test]
async fn killing_the_server_at_random_moments_loses_nothing() {
    let mut house = House::with_followers().await;
    let (_, root) = house.server.publish("root", "headline: The root", "A text.");
    let ana = house.world.person("social", "ana");
    let ids = Ids::random();
    let (mut acknowledged, mut objects) = (0, Vec::new());
    for round in 0..ROUNDS {
        let moment = Duration::from_secs_f64(ids.jitter(0.0..0.35));
        let deadline = Instant::now() + moment;
        // Saved means: the command said so. It writes to the same database beside the server.
        let (_, object) = house.server.publish(
            &format!("round-{round}"),
            &format!("headline: Round {round}"),
            "A text.",
        );
        objects.push(object.to_string());
        let mut number = 0;
        while Instant::now() < deadline || number == 0 {
            let note = ana.create_note(
                &format!("r{round}-{number}"),
                root.as_str(),
                &format!("<p>{round}.{number}</p>"),
                &house.author,
            );
            let inbox = house.server.inbox("mara");
            assert_eq!(
                house
                    .world
                    .try_send(&ana.key_id(), &inbox, note.to_string().into_bytes())
                    .await
                    .unwrap(),
                202
            );
            acknowledged += 1;
            number += 1;
        }
        println!("round {round}: killed after {moment:?}, {number} comments");
        house.rise().await;
    }
    house.replies(root.as_str(), acknowledged).await;
    for object in &objects {
        house.everybody_has("Create", object).await;
    }
}

#[tokio::test]
async fn killing_the_server_after_each_durable_step_of_a_publication_loses_nothing() {
    let mut house = House::with_followers().await;

    // Saved, and the server dead before it could fan out.
    house.server.kill();
    let (_, object) = house.server.publish("one", "headline: One", "A text.");
    house.rise().await;
    house.everybody_has("Create", object.as_str()).await;

    // Fanned out, and killed while every delivery hangs unanswered.
    for fan in &house.fans {
        house.world.script(&fan.host, [Answer::Hang]);
    }
    let (_, object) = house.server.publish("two", "headline: Two", "A text.");
    let hanging = |all: &[Received]| all.iter().filter(|one| one.answered == 0).count();
    house
        .world
        .wait_for("a delivery that hangs", 20, |all| (hanging(all) > 0).then_some(()))
        .await;
    for fan in &house.fans {
        house.world.script(&fan.host, []);
    }
    house.rise().await;
    house.everybody_has("Create", object.as_str()).await;

    // Some delivered and some not.
    for fan in house.fans.iter().skip(FOLLOWERS / 2) {
        house.world.script(&fan.host, [Answer::Hang]);
    }
    let (_, object) = house.server.publish("three", "headline: Three", "A text.");
    house
        .world
        .wait_for("a delivery that hangs", 20, |all| {
            (hanging(all) > FOLLOWERS / 2).then_some(())
        })
        .await;
    for fan in &house.fans {
        house.world.script(&fan.host, []);
    }
    house.rise().await;
    house.everybody_has("Create", object.as_str()).await;

    // Deleted, and the server dead before it could tell.
    house.server.kill();
    house.server.cli_ok(&["delete", object.as_str()], "");
    house.rise().await;
    house.everybody_has("Delete", object.as_str()).await;
    let (status, _, _) = house.world.get(object.as_str(), "application/activity+json").await;
    assert_eq!(status, 410);
}

#[tokio::test]
async fn an_activity_that_was_answered_202_survives_a_kill_before_it_is_processed() {
    let mut house = House::with_followers().await;
    let (_, object) = house.server.publish("root", "headline: The root", "A text.");
    let ana = house.world.person("social", "ana");
    for number in 0..5 {
        let note = ana.create_note(
            &format!("n{number}"),
            object.as_str(),
            &format!("<p>{number}</p>"),
            &house.author,
        );
        assert_eq!(house.world.send(&ana, &house.server.inbox("mara"), &note).await, 202);
        house.rise().await;
    }
    house.replies(object.as_str(), 5).await;
}

#[tokio::test]
async fn a_server_that_is_asked_to_stop_finishes_what_it_has_begun_and_exits_with_0() {
    let mut house = House::with_followers().await;
    let before = house.server.id();
    assert_eq!(house.server.terminate(), Some(0), "{}", house.server.log());
    assert_eq!(house.server.id(), None);
    house.server.start_and_wait().await;
    assert_ne!(house.server.id(), before);
}
