//! A Mastodon-like server over real HTTP: what it sends is shown, what it answers decides how deliveries go on.

use crate::support::fediverse::{Answer, Fediverse, Person, Received, public_pem};
use crate::support::server::{Database, TestServer, eventually, visitor};
use serde_json::json;
use std::time::{Duration, Instant};

struct House {
    world: Fediverse,
    server: TestServer,
    author: String,
}

impl House {
    async fn open() -> Self {
        let world = Fediverse::start().await;
        let mut server = TestServer::prepare("house", &Database::Sqlite);
        server.set_up("mara");
        server.start_and_wait().await;
        let author = format!("{}users/mara", server.origin);
        Self { world, server, author }
    }

    async fn follower(&self, host: &str) -> Person {
        let fan = self.world.person(host, "fan");
        let follow = fan.follow(&self.author, 1);
        assert_eq!(self.world.send(&fan, &self.server.inbox("mara"), &follow).await, 202);
        let accepted = |all: &[Received]| {
            all.iter()
                .any(|one| one.kind() == "Accept" && one.host == fan.host)
                .then_some(())
        };
        self.world.wait_for("an Accept", 20, accepted).await;
        fan
    }

    async fn send(&self, person: &Person, activity: &serde_json::Value) {
        assert_eq!(
            self.world.send(person, &self.server.inbox("mara"), activity).await,
            202,
            "{activity:#}"
        );
    }

    fn creates_at<'a>(&self, all: &'a [Received], fan: &Person) -> Vec<&'a Received> {
        all.iter()
            .filter(|one| one.kind() == "Create" && one.host == fan.host)
            .collect()
    }

    async fn wait_for_total(&self, object: &str, collection: &str, wanted: u64) {
        let begun = Instant::now();
        loop {
            let article = self.world.document(object).await;
            if article[collection]["totalItems"] == json!(wanted) {
                return;
            }
            assert!(
                begun.elapsed() < Duration::from_secs(20),
                "{collection}: {}",
                article[collection]
            );
            tokio::time::sleep(Duration::from_millis(40)).await;
        }
    }
}

#[tokio::test]
async fn a_follower_gets_the_accept_and_the_article_with_signatures_that_another_library_verifies() {
    let house = House::open().await;
    let fan = house.follower("social").await;
    house
        .server
        .publish("root", "headline: The root\nrating: Good", "A text.");
    let create = house
        .world
        .wait_for("the Create", 20, |all| {
            house.creates_at(all, &fan).first().map(|one| (*one).clone())
        })
        .await;
    let actor = house.world.document(&house.author).await;
    assert_eq!(
        create.signature_field("keyId").as_deref(),
        actor["publicKey"]["id"].as_str()
    );
    let pem = actor["publicKey"]["publicKeyPem"].as_str().unwrap();
    let raw = house.world.raw();
    assert!(
        raw.iter().all(|(one, body)| one.is_signed_by(pem, body)),
        "every POST is signed by the author's key"
    );
    assert!(
        raw.iter().all(|(one, body)| !one.is_signed_by(&public_pem(), body)),
        "and by no other"
    );
    assert_eq!(create.path, "/inbox", "one POST to the shared inbox");
    assert!(
        create
            .headers
            .get("user-agent")
            .is_some_and(|agent| agent.starts_with("houselights/"))
    );
    assert_eq!(create.body["object"]["type"], "Article");
    assert_eq!(
        create.body["to"],
        json!(["https://www.w3.org/ns/activitystreams#Public"])
    );
    assert!(
        house.world.fetched().iter().all(|(_, _, signed)| *signed),
        "every GET of ours is signed: {:?}",
        house.world.fetched()
    );
}

#[tokio::test]
async fn replies_likes_undos_edits_and_deletes_of_a_stranger_show_and_vanish() {
    let house = House::open().await;
    let (page, object) = house.server.publish("root", "headline: The root", "A text.");
    let ana = house.world.person("social", "ana");
    house
        .send(
            &ana,
            &ana.create_note("1", object.as_str(), "<p>The lamp hums.</p>", &house.author),
        )
        .await;
    let shown = eventually("the reply", 20, &mut visitor(), &page, |page| {
        page.shows("The lamp hums.")
    })
    .await;
    assert!(shown.shows(&ana.address()), "{}", shown.text());

    let mut edited = ana.note("1", object.as_str(), "<p>The lamp hums twice.</p>", &house.author);
    edited["updated"] = json!(houselights::env::Clock::system().now().to_rfc3339());
    let update = json!({"@context": "https://www.w3.org/ns/activitystreams", "id": ana.at("/updates/1"), "type": "Update",
        "actor": ana.id, "to": edited["to"], "object": edited});
    house.send(&ana, &update).await;
    eventually("the edit", 20, &mut visitor(), &page, |page| {
        page.shows("The lamp hums twice.") && page.shows("edited")
    })
    .await;

    let like = ana.like(object.as_str(), 1);
    house.send(&ana, &like).await;
    house.wait_for_total(object.as_str(), "likes", 1).await;
    house.send(&ana, &ana.undo(&like)).await;
    house.wait_for_total(object.as_str(), "likes", 0).await;

    let note = edited["id"].as_str().unwrap();
    house.send(&ana, &ana.delete(note)).await;
    eventually("a page without it", 20, &mut visitor(), &page, |page| {
        !page.shows("The lamp hums twice.")
    })
    .await;
    house
        .send(
            &ana,
            &ana.create_note("1", object.as_str(), "<p>Back from the dead.</p>", &house.author),
        )
        .await;
    house.wait_for_total(object.as_str(), "replies", 0).await;
}

#[tokio::test]
async fn an_unknown_parent_is_fetched_and_a_missing_one_is_no_error() {
    let house = House::open().await;
    let (page, object) = house.server.publish("root", "headline: The root", "A text.");
    let (ana, bo) = (house.world.person("social", "ana"), house.world.person("other", "bo"));
    let parent = ana.note(
        "parent",
        object.as_str(),
        "<p>Not sent, only linked.</p>",
        &house.author,
    );
    house.world.serve_object(&parent);
    house
        .send(
            &bo,
            &bo.create_note("child", parent["id"].as_str().unwrap(), "<p>I answer Ana.</p>", &ana.id),
        )
        .await;
    eventually("both", 30, &mut visitor(), &page, |page| {
        page.shows("Not sent, only linked.") && page.shows("I answer Ana.")
    })
    .await;
    house.world.forget(parent["id"].as_str().unwrap());
    house
        .send(
            &bo,
            &bo.create_note(
                "lost",
                &ana.at("/users/ana/statuses/none"),
                "<p>To nobody.</p>",
                &ana.id,
            ),
        )
        .await;
    eventually("the page as before", 10, &mut visitor(), &page, |page| {
        !page.shows("To nobody.")
    })
    .await;
}

#[tokio::test]
async fn a_429_is_retried_no_sooner_than_the_server_asked_and_a_410_ends_the_follow() {
    let house = House::open().await;
    let (busy, gone, wrong) = (
        house.follower("busy").await,
        house.follower("gone").await,
        house.follower("wrong").await,
    );
    house.world.script(&busy.host, [Answer::TooMany(4)]);
    house.world.script(&gone.host, [Answer::Status(410)]);
    house.world.script(&wrong.host, [Answer::Status(422)]);
    house.server.publish("root", "headline: The root", "A text.");
    let times = house
        .world
        .wait_for("the second attempt", 40, |all| {
            let attempts = house.creates_at(all, &busy);
            (attempts.len() == 2).then(|| attempts.iter().map(|one| one.at).collect::<Vec<_>>())
        })
        .await;
    let waited = times[1].duration_since(times[0]);
    assert!(waited >= Duration::from_secs(4), "retried after {waited:?}");
    assert_eq!(
        house
            .world
            .accepted_at(&busy.host)
            .iter()
            .filter(|one| one.kind() == "Create")
            .count(),
        1
    );
    let all = house.world.received();
    assert_eq!(house.creates_at(&all, &wrong).len(), 1, "a 422 is final");
    let followers = house.world.document(&format!("{}/followers", house.author)).await;
    assert_eq!(followers["totalItems"], 2, "the gone server's follower is dropped");
    house.server.publish("second", "headline: The second", "A text.");
    house
        .world
        .wait_for("the second review", 20, |all| {
            (house.creates_at(all, &wrong).len() == 2).then_some(())
        })
        .await;
    assert_eq!(
        house.creates_at(&house.world.received(), &gone).len(),
        1,
        "nothing more goes to a server that is gone"
    );
}
