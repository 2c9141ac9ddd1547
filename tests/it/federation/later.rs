//! What followers' servers are sent later than a review was written: at its hour, and when it is shown again. The clock of the
//! server is in the test's hand, and is moved only after the followers' signed requests have come.

use super::peers::{Ground, Peer, settle};
use crate::support::fediverse::{Fediverse, Received};
use chrono::TimeDelta;
use houselights::domain::like::{ReactionKind, Subject};
use houselights::domain::review::{ReviewInput, SectionInput, SectionKind};
use houselights::domain::schedule::{Schedule, Zone};
use houselights::env::Clock;
use houselights::service::Error;
use houselights::service::reviews::Intent;
use houselights::service::views::Viewer;
use serde_json::{Value, json};

struct Stage {
    world: Fediverse,
    house: Peer,
    mara: Viewer,
    clock: Clock,
}

/// A reviewer who is followed from elsewhere.
async fn stage(ground: Ground) -> Stage {
    let world = Fediverse::start().await;
    let clock = Clock::manual(Clock::system().now());
    let house = Peer::start_by(ground.database(), &[], clock.clone()).await;
    let mara = house.person("mara").await;
    let ana = world.person("social", "ana");
    let inbox = house.service.urls().shared_inbox();
    let follow = ana.follow(mara.actor.uri.as_str(), 1);
    assert_eq!(world.send(&ana, inbox.as_str(), &follow).await, 202);
    settle(&[&house]).await;
    Stage {
        world,
        house,
        mara,
        clock,
    }
}

impl Stage {
    /// What the follower's server was sent, but the answer to its Follow.
    fn sent(&self) -> Vec<Value> {
        let all = self.world.received().into_iter();
        all.filter(|one: &Received| one.kind() != "Accept")
            .map(|one| one.body)
            .collect()
    }

    fn verbs(&self) -> Vec<String> {
        let verb = |activity: Value| activity["type"].as_str().unwrap().to_owned();
        self.sent().into_iter().map(verb).collect()
    }

    async fn pass(&self, time: TimeDelta) {
        self.clock.advance(time);
        settle(&[&self.house]).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_scheduled_review_is_sent_at_its_hour_and_not_before() {
    for ground in Ground::all() {
        let s = stage(ground).await;
        let schedule = Schedule {
            at: s.clock.now() + TimeDelta::hours(30),
            zone: Zone::parse("Pacific/Auckland").unwrap(),
        };
        let input = ReviewInput {
            film: "The Long Platform".to_owned(),
            language: "en".to_owned(),
            sections: vec![SectionInput {
                kind: SectionKind::Take,
                label: String::new(),
                source: "Nothing happens, and it is lovely.".to_owned(),
            }],
            ..ReviewInput::default()
        };
        let intent = Intent::Schedule(schedule.to_input());
        let saved = s
            .house
            .service
            .save_review(&s.mara, None, &input, intent)
            .await
            .unwrap();
        let path = s.house.service.urls().review(&saved.id).path().to_owned();
        // To the minute, which is all that can be typed.
        s.pass(TimeDelta::hours(29)).await;
        assert!(s.verbs().is_empty());
        assert_eq!(s.house.get(&path, "application/activity+json").await.status, 404);
        let outbox = s.house.service.outbox_count(&s.mara.actor.id).await.unwrap();
        assert_eq!(outbox, 0);
        s.pass(TimeDelta::hours(1)).await;
        assert_eq!(s.verbs(), ["Create"]);
        let article = s.house.document(&path).await;
        assert_eq!(article["published"], s.sent()[0]["object"]["published"]);
        assert!(article.get("updated").is_none());
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_review_that_is_shown_again_is_boosted_by_its_author_and_each_time_anew() {
    for ground in Ground::all() {
        let s = stage(ground).await;
        let (service, author) = (&s.house.service, &s.mara.actor.id);
        let id = s.house.publish(&s.mara, "The Long Platform").await;
        s.house.publish(&s.mara, "Paper Lanterns").await;
        settle(&[&s.house]).await;
        let early = service.show_again(&s.mara, &id).await;
        assert!(matches!(
            early,
            Err(Error::Conflict {
                code: "shown-lately",
                ..
            })
        ));

        s.pass(TimeDelta::days(30)).await;
        service.show_again(&s.mara, &id).await.unwrap();
        settle(&[&s.house]).await;
        assert_eq!(s.verbs(), ["Create", "Create", "Announce"]);
        let announce = s.sent().pop().unwrap();
        let (review, followers) = (
            service.urls().review(&id),
            service.urls().actor_part("mara", "followers"),
        );
        assert_eq!(announce["object"], json!(review));
        assert_eq!(announce["actor"], json!(s.mara.actor.uri));
        assert_eq!(announce["to"], json!(["https://www.w3.org/ns/activitystreams#Public"]));
        assert_eq!(announce["cc"], json!([followers]));
        let path = |activity: &Value| {
            let id = url::Url::parse(activity["id"].as_str().unwrap()).unwrap();
            id.path().to_owned()
        };
        assert_eq!(s.house.document(&path(&announce)).await["type"], "Announce");
        assert_eq!(service.outbox_count(author).await.unwrap(), 3);

        s.pass(TimeDelta::days(30)).await;
        service.show_again(&s.mara, &id).await.unwrap();
        settle(&[&s.house]).await;
        assert_eq!(s.verbs()[3..], ["Undo", "Announce"]);
        let undo = &s.sent()[3];
        assert_eq!(undo["object"]["id"], announce["id"]);
        assert_eq!(undo["object"]["type"], "Announce");
        let again = s.sent().pop().unwrap();
        assert_ne!(again["id"], announce["id"]);
        let there = s.house.get(&path(&announce), "application/activity+json").await;
        assert_eq!(there.status, 404, "what was taken back cannot be read");
        assert_eq!(service.outbox_count(author).await.unwrap(), 3);

        service.withdraw_review(&s.mara, &id).await.unwrap();
        settle(&[&s.house]).await;
        assert_eq!(s.verbs().last().unwrap(), "Delete");
        assert_eq!(service.outbox_count(author).await.unwrap(), 1);
        let gone = service.show_again(&s.mara, &id).await;
        assert!(matches!(
            gone,
            Err(Error::Conflict {
                code: "not-published",
                ..
            })
        ));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_boost_of_the_authors_own_makes_way_for_showing_the_review_again() {
    for ground in Ground::all() {
        let s = stage(ground).await;
        let id = s.house.publish(&s.mara, "The Long Platform").await;
        let subject = Subject::Review(id.clone());
        s.house
            .service
            .react(&s.mara, ReactionKind::Boost, subject.clone())
            .await
            .unwrap();
        s.pass(TimeDelta::days(31)).await;
        s.house.service.show_again(&s.mara, &id).await.unwrap();
        settle(&[&s.house]).await;
        assert_eq!(s.verbs(), ["Create", "Announce", "Undo", "Announce"]);
        assert_eq!(s.sent()[2]["object"]["id"], s.sent()[1]["id"]);
        assert_eq!(s.house.service.shares_count(&subject).await.unwrap(), 0);
    }
}
