//! Group 5: replay: same id, old date, other inbox, Like after Undo.

use super::house::House;
use super::wire::{self, Draft};
use crate::federation::peers::Ground;
use crate::support::fediverse::Person;
use serde_json::{Value, json};
use url::Url;

/// A request as it went over the wire, to be sent again.
struct Captured(Vec<u8>);

impl House {
    async fn capture(&self, by: &Person, activity: &Value) -> Captured {
        let inbox: Url = self.inbox().parse().unwrap();
        let draft = Draft::new(by, &inbox, activity.to_string().into_bytes());
        let captured = Captured(draft.raw(Some(&draft.header())));
        assert_eq!(self.again(&captured).await, 202, "{activity}");
        self.settle().await;
        captured
    }

    async fn again(&self, captured: &Captured) -> u16 {
        wire::exchange(self.peer.port, &captured.0).await.status
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_request_that_was_recorded_on_its_way_does_nothing_again() {
    for ground in Ground::all() {
        let house = House::build(ground).await;
        let (vera, eve) = (&house.vera, &house.eve);
        let reply = house.reply(vera, "Once.");
        let create = house.capture(vera, &reply).await;
        let follow = house
            .capture(vera, &house.activity(vera, "Follow", &json!(house.author())))
            .await;
        assert_eq!(house.comments().await, ["Once."]);
        let before = house.snapshot();
        for captured in [&create, &follow] {
            assert_eq!(house.again(captured).await, 202);
        }
        // The same activity, signed anew, by its sender or passed on by the attacker, to the same door or another.
        assert_eq!(house.send(vera, &reply).await, 202);
        let personal = house.peer.inbox_of("mara");
        assert_eq!(house.world.send(vera, &personal, &reply).await, 202);
        assert_eq!(house.world.send(eve, &personal, &reply).await, 202);
        house.settle().await;
        house.assert_untouched(&before, "the same id");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_request_for_one_door_or_one_hour_opens_no_other() {
    for ground in Ground::all() {
        let house = House::build(ground).await;
        let inbox: Url = house.inbox().parse().unwrap();
        let body = house.reply(&house.vera, "Once.").to_string().into_bytes();
        let draft = Draft::new(&house.vera, &inbox, body);
        let before = house.snapshot();
        let good = draft.header();
        for target in ["/users/mara/inbox", "/inbox/", "//inbox", "/%69nbox"] {
            let mut moved = draft.clone();
            moved.target = target.to_owned();
            let reply = wire::exchange(house.peer.port, &moved.raw(Some(&good))).await;
            assert!(
                matches!(reply.status, 401 | 404),
                "{target}: {} {}",
                reply.status,
                reply.body
            );
        }
        let mut got = draft.clone();
        got.method = "PUT";
        let reply = wire::exchange(house.peer.port, &got.raw(Some(&good))).await;
        assert!(matches!(reply.status, 401 | 404 | 405), "PUT: {}", reply.status);
        for (what, seconds) in [("old", -3630), ("a week old", -604_800), ("from the future", 3630)] {
            let mut old = draft.clone();
            old.date = wire::date(seconds);
            let reply = old.send(house.peer.port).await;
            assert_eq!(reply.status, 401, "{what}: {}", reply.body);
            assert!(reply.body.contains("clock"), "{}", reply.body);
        }
        // A date that was put on later is not the one that was signed.
        let mut old = draft.clone();
        old.date = wire::date(-7200);
        let signature = old.header();
        old.date = wire::date(0);
        assert_eq!(
            wire::exchange(house.peer.port, &old.raw(Some(&signature))).await.status,
            401,
            "a new date"
        );
        let now = houselights::env::Clock::system().now().timestamp();
        for (what, created, expires) in [
            ("created long ago", now - 7200, None),
            ("created in the future", now + 7200, None),
            ("expired", now - 60, Some(now - 30)),
        ] {
            let mut timed = draft.clone();
            (timed.created, timed.expires) = (Some(created), expires);
            timed.algorithm = Some("hs2019");
            timed.covered = Some("(request-target) host (created) digest");
            let reply = timed.send(house.peer.port).await;
            assert_eq!(reply.status, 401, "{what}: {}", reply.body);
        }
        house.settle().await;
        house.assert_untouched(&before, "a request at another door or time");
        assert_eq!(
            wire::exchange(house.peer.port, &draft.raw(Some(&good))).await.status,
            202,
            "the control"
        );
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_taken_back_stays_taken_back() {
    for ground in Ground::all() {
        let house = House::build(ground).await;
        let vera = &house.vera;
        // Like, Announce and Follow, each with its Undo, in both orders of arrival.
        let mut told: Vec<Captured> = Vec::new();
        for (kind, object) in [
            ("Like", house.object.as_str()),
            ("Announce", house.object.as_str()),
            ("Follow", house.author()),
        ] {
            let fan = house.world.person("fans", &kind.to_lowercase());
            let activity = house.activity(&fan, kind, &json!(object));
            told.push(house.capture(&fan, &activity).await);
            house.capture(&fan, &fan.undo(&activity)).await;
            let late = house.activity(&fan, kind, &json!(object));
            house.capture(&fan, &fan.undo(&late)).await;
            told.push(house.capture(&fan, &late).await);
        }
        // A text, deleted.
        let reply = house.reply(vera, "Regretted.");
        told.push(house.capture(vera, &reply).await);
        house
            .capture(vera, &vera.delete(reply["object"]["id"].as_str().unwrap()))
            .await;
        // A text, edited twice: the first edit comes back under a new id.
        let mut second = house.reply(vera, "First.");
        second["object"]["published"] = json!("2026-11-21T00:00:00Z");
        house.capture(vera, &second).await;
        let edit = |words: &str, minute: u32| {
            let mut note = second["object"].clone();
            note["content"] = json!(format!("<p>{words}</p>"));
            note["updated"] = json!(format!("2026-11-22T00:{minute:02}:00Z"));
            house.activity(vera, "Update", &note)
        };
        told.push(house.capture(vera, &edit("Second.", 1)).await);
        house.capture(vera, &edit("Third.", 2)).await;
        assert_eq!(house.comments().await.last().unwrap(), "Third.");

        let before = house.snapshot();
        for captured in &told {
            assert_eq!(house.again(captured).await, 202);
        }
        assert_eq!(house.send(vera, &edit("Second.", 1)).await, 202);
        let mut create = house.activity(vera, "Create", &reply["object"]);
        assert_eq!(
            house.send(vera, &create).await,
            202,
            "the deleted text under a new activity"
        );
        create["id"] = json!(vera.at("/again"));
        assert_eq!(house.send(&house.eve, &create).await, 202, "and passed on");
        house.settle().await;
        house.assert_untouched(&before, "what was taken back");
        let talk = house.peer.conversation(&house.root).await;
        assert_eq!(
            (talk.likes.total, talk.boosts.total),
            (2, 0),
            "of those who like it from the start"
        );
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_undo_that_is_sent_again_does_not_take_back_what_came_later() {
    let house = House::build(Ground::any()).await;
    let fan = house.world.person("fans", "fay");
    let like = house.activity(&fan, "Like", &json!(house.object));
    house.capture(&fan, &like).await;
    let undo = house.capture(&fan, &fan.undo(&like)).await;
    house
        .capture(&fan, &house.activity(&fan, "Like", &json!(house.object)))
        .await;
    let before = house.snapshot();
    assert_eq!(house.again(&undo).await, 202);
    house.settle().await;
    house.assert_untouched(&before, "the old Undo");
    assert_eq!(house.peer.conversation(&house.root).await.likes.total, 3);
}
