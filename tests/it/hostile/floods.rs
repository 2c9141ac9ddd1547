//! Group 14: floods of mentions, links, flags, follows.

use super::house::House;
use super::wire::{self, Draft, Reply};
use crate::federation::peers::Ground;
use crate::support::fediverse::Person;
use crate::support::snapshot::lines;
use houselights::domain::notification::NotificationKind;
use houselights::domain::report::OBJECTS;
use houselights::env::Clock;
use houselights::service::remote::{EMOJI_PER_ACTOR, OPEN_REPORTS_PER_HOST};
use serde_json::{Value, json};
use url::Url;

impl House {
    async fn post(&self, by: &Person, activity: &Value) -> Reply {
        let inbox: Url = self.inbox().parse().unwrap();
        Draft::new(by, &inbox, activity.to_string().into_bytes())
            .send(self.peer.port)
            .await
    }

    /// A list of notifications ends somewhere; this does not.
    fn reports_told(&self) -> usize {
        lines(
            self.peer.database_url(),
            "SELECT id AS line FROM notifications WHERE kind = 'report'",
        )
        .len()
    }

    async fn told(&self, kind: NotificationKind) -> usize {
        let all = self.peer.service.notifications(&self.mara, None).await.unwrap();
        all.iter().filter(|told| told.kind == kind).count()
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_says_too_much_is_asked_to_wait_and_nobody_else_is() {
    let clock = Clock::manual(Clock::system().now());
    let limits = [
        ("federation.inbox_per_actor", "20"),
        ("federation.inbox_per_host", "45"),
    ];
    let house = House::build_with_clock(Ground::any(), &limits, clock.clone()).await;
    let (vera, eve) = (&house.vera, &house.eve);
    // Both have said something a moment ago; a minute later that is forgotten.
    clock.advance(chrono::TimeDelta::seconds(61));
    // Forgeries in her name use up nothing of what she may say.
    for _ in 0..50 {
        let inbox: Url = house.inbox().parse().unwrap();
        let like = vera.like(house.object.as_str(), house.next()).to_string().into_bytes();
        let forged = Draft {
            key: wire::other_key(),
            ..Draft::new(vera, &inbox, like)
        };
        assert_eq!(forged.send(house.peer.port).await.status, 401);
    }
    let before = house.snapshot();
    let flood = async |by: &Person| {
        let mut taken = 0;
        for number in 0..30 {
            let juggle = json!({"id": by.at(&format!("/juggles/{}/{number}", by.handle)), "type": "Juggle", "actor": by.id, "object": by.id});
            let reply = house.post(by, &juggle).await;
            if reply.status == 202 {
                taken += 1;
            } else {
                assert_eq!(reply.status, 429, "{}", reply.body);
                let wait: u64 = reply.header("retry-after").unwrap().parse().unwrap();
                assert!((1..=60).contains(&wait), "{wait}");
                assert!(reply.body.contains("wait"), "{}", reply.body);
            }
        }
        taken
    };
    let crowd: Vec<Person> = (0..3)
        .map(|n| house.world.person("evil", &format!("sock{n}")))
        .collect();
    assert_eq!(flood(eve).await, 20, "of one actor");
    assert_eq!(flood(&crowd[0]).await, 20);
    assert_eq!(flood(&crowd[1]).await, 5, "of all actors of one server");
    assert_eq!(flood(&crowd[2]).await, 0);
    assert_eq!(flood(vera).await, 20, "another server");
    house.settle().await;
    // Their documents were read, and what they said is of no use to anybody.
    before
        .without(&["actors", "standings"])
        .assert_same(&house.snapshot().without(&["actors", "standings"]), "a flood");
    // It is counted for whoever runs the server, and passes with time.
    house.peer.federation.write_tally().await.unwrap();
    let counts = house.peer.service.inbox_counts(1).await.unwrap();
    let refused = counts
        .iter()
        .find(|row| row.1 == "refused" && row.2 == "too many")
        .map_or(0, |row| row.3);
    assert_eq!(refused, 10 + 10 + 25 + 30 + 10, "{counts:?}");
    clock.advance(chrono::TimeDelta::seconds(4));
    assert_eq!(house.post(eve, &house.reply(eve, "Late.")).await.status, 202);
    assert_eq!(house.comments().await, ["Late."]);
}

#[tokio::test(flavor = "multi_thread")]
async fn key_ids_that_strangers_name_are_not_asked_for_without_end() {
    let clock = Clock::manual(Clock::system().now());
    let house = House::build_with_clock(Ground::any(), &[], clock).await;
    let before = house.snapshot();
    let asked = house.world.fetched().len();
    let inbox: Url = house.inbox().parse().unwrap();
    let mut waits = 0;
    for number in 0..1_240 {
        let like = house
            .eve
            .like(house.object.as_str(), house.next())
            .to_string()
            .into_bytes();
        let draft = Draft {
            key_id: house.vera.at(&format!("/users/{number}#main-key")),
            ..Draft::new(&house.eve, &inbox, like)
        };
        let reply = draft.send(house.peer.port).await;
        match reply.status {
            401 => {}
            429 => {
                assert!(reply.header("retry-after").is_some(), "{}", reply.head);
                waits += 1;
            }
            other => panic!("{other}: {}", reply.body),
        }
    }
    let asked = house.world.fetched().len() - asked;
    assert!(
        (600..=1_201).contains(&asked) && waits >= 39,
        "{asked} requests to the victim, {waits} refusals"
    );
    house.assert_untouched(&before, "a flood of key ids");
    // Whoever is known is heard all the while.
    assert_eq!(
        house
            .post(&house.vera, &house.reply(&house.vera, "Still here."))
            .await
            .status,
        202
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn floods_of_mentions_links_emoji_and_follows_tell_somebody_once() {
    for ground in Ground::all() {
        let house = House::build(ground).await;
        let eve = &house.eve;
        let known = house.told(NotificationKind::Mention).await + house.told(NotificationKind::Reply).await;
        // One text that names the author four hundred times, and fifty others of hers that are nobody.
        let mut shouting = house.reply(eve, "Hey!");
        let own = json!({"type": "Mention", "href": house.author(), "name": "@mara"});
        let others = (0..500)
            .map(|n| json!({"type": "Mention", "href": house.peer.service.urls().actor(&format!("nobody{n}"))}));
        shouting["object"]["tag"] = std::iter::repeat_n(own, 400).chain(others).collect();
        assert_eq!(house.send(eve, &shouting).await, 202);
        house.settle().await;
        let told = house.told(NotificationKind::Mention).await + house.told(NotificationKind::Reply).await;
        assert_eq!(told, known + 1);

        // One text that links to the review two thousand times, and names it in every other way.
        let link = format!("<a href=\"{}\">x</a> ", house.object);
        let mut linking = house.reply(eve, &link.repeat(2_000));
        linking["object"]["inReplyTo"] = json!(null);
        linking["object"]["url"] = json!(vec![house.object.as_str(); 200]);
        linking["object"]["quoteUrl"] = json!(vec![house.object.as_str(); 200]);
        assert_eq!(house.send(eve, &linking).await, 202);
        house.settle().await;
        let mentions = lines(house.peer.database_url(), "SELECT id AS line FROM mentions");
        assert_eq!(mentions.len(), 1);

        // Every emoji there is, from one actor.
        for number in 0..EMOJI_PER_ACTOR + 10 {
            let emoji = char::from_u32(0x1F300 + u32::try_from(number).unwrap())
                .unwrap()
                .to_string();
            let mut react = house.activity(eve, "EmojiReact", &json!(house.object));
            react["content"] = json!(emoji);
            assert_eq!(house.send(eve, &react).await, 202);
            house.settle().await;
            let outcome = house.outcome(react["id"].as_str().unwrap());
            let expected = if number < EMOJI_PER_ACTOR {
                "accepted: emoji"
            } else {
                "ignored: too many emoji"
            };
            assert_eq!(outcome, expected, "the {number}th");
        }

        // Following and leaving, again and again.
        let follows = house.told(NotificationKind::Follow).await;
        for _ in 0..20 {
            let follow = house.activity(eve, "Follow", &json!(house.author()));
            assert_eq!(house.send(eve, &follow).await, 202);
            assert_eq!(house.send(eve, &eve.undo(&follow)).await, 202);
        }
        house.settle().await;
        assert_eq!(
            house.told(NotificationKind::Follow).await,
            follows,
            "nobody follows in the end"
        );
        for _ in 0..20 {
            let follow = house.activity(eve, "Follow", &json!(house.author()));
            assert_eq!(house.send(eve, &follow).await, 202);
        }
        house.settle().await;
        assert_eq!(house.told(NotificationKind::Follow).await, follows + 1);
        assert_eq!(
            house.peer.service.followers_count(&house.mara.actor.id).await.unwrap(),
            1
        );
        assert_eq!(house.trap.touched(), []);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_flood_of_reports_buries_no_other() {
    for ground in Ground::all() {
        let house = House::build_named(ground, "films.localhost", &[("federation.inbox_per_actor", "0")]).await;
        let (vera, eve) = (&house.vera, &house.eve);
        let report = |by: &Person, objects: Value, words: &str| {
            let mut flag = house.activity(by, "Flag", &objects);
            flag["content"] = json!(words);
            flag
        };
        // Everything in one, and far more than there is.
        let mut objects = vec![json!(house.object)];
        objects.extend((0..400).map(|n| json!(house.peer.service.urls().actor(&format!("nobody{n}")))));
        objects.extend(vec![json!(house.author()); 90]);
        let all = report(eve, json!(objects), &"Unheard of! ".repeat(5_000));
        assert_eq!(house.send(eve, &all).await, 202);
        house.settle().await;
        let kept = house.peer.service.reports(&house.mara, true, None).await.unwrap().lines;
        assert_eq!(kept.len(), 1);
        assert!(kept[0].report.objects.len() <= OBJECTS && kept[0].report.text.chars().count() <= 3_000);
        // One after the other, by a crowd of one server.
        let crowd: Vec<Person> = (0..4)
            .map(|n| house.world.person("evil", &format!("crowd{n}")))
            .collect();
        for number in 1..OPEN_REPORTS_PER_HOST {
            let by = &crowd[number % crowd.len()];
            assert_eq!(house.send(by, &report(by, json!(house.object), "Look!")).await, 202);
        }
        house.settle().await;
        assert_eq!(
            house
                .peer
                .service
                .reports(&house.mara, true, None)
                .await
                .unwrap()
                .waiting,
            OPEN_REPORTS_PER_HOST as i64
        );
        let told = house.reports_told();
        let before = house.snapshot();
        for by in crowd.iter().chain([eve]) {
            let flag = report(by, json!(house.object), "And look again!");
            assert_eq!(house.send(by, &flag).await, 202);
            house.settle().await;
            assert_eq!(house.outcome(flag["id"].as_str().unwrap()), "refused: too many reports");
        }
        house.assert_untouched(&before, "a flood of reports");
        // Somebody else's is heard.
        assert_eq!(
            house
                .send(vera, &report(vera, json!(house.author()), "In earnest."))
                .await,
            202
        );
        house.settle().await;
        let open = house.peer.service.reports(&house.mara, true, None).await.unwrap().lines;
        assert_eq!(open.first().map(|line| line.report.text.as_str()), Some("In earnest."));
        assert_eq!(house.reports_told(), told + 1);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn offers_of_links_from_the_web_are_limited_too() {
    let house = House::build(Ground::any()).await;
    let host = house.peer.service.urls().host().to_owned();
    let offer = async |number: u32| {
        let source = house.eve.at(&format!("/blog/{number}"));
        let body = format!("source={source}&target={}", house.object);
        let head = format!(
            "POST /webmention HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\nContent-Type: application/x-www-form-urlencoded\r\n\
                 Content-Length: {}\r\n\r\n{body}",
            body.len()
        );
        wire::exchange(house.peer.port, head.as_bytes()).await
    };
    let mut refused = Vec::new();
    for number in 0..70 {
        let reply = offer(number).await;
        if reply.status != 202 {
            assert_eq!(reply.status, 429, "{}", reply.body);
            assert!(reply.header("retry-after").is_some(), "{}", reply.head);
            refused.push(number);
        }
    }
    assert_eq!(refused.len(), 10, "{refused:?}");
    let before = house.snapshot();
    assert_eq!(offer(99).await.status, 429);
    let source = house.eve.at("/blog/100");
    let fault = house
        .peer
        .service
        .pingback_received(&source, house.object.as_str(), [127, 0, 0, 1].into())
        .await;
    assert!(matches!(fault, Err(fault) if fault.code == 49));
    house.assert_untouched(&before, "an offer too many");
}
