//! What those who run a server can read: the inbox log, and what is known of other servers.

use super::fake::{Answer, Fake, Sender};
use super::peers::{Ground, Peer, settle};
use crate::support::db::for_each_database;
use crate::support::world::World;
use chrono::TimeDelta;
use houselights::domain::account::Role;
use houselights::messages::Language;
use houselights::service::Error;
use houselights::service::accounts::NewAccount;
use houselights::service::queues::NewReceived;
use houselights::service::received::{Entry, LogQuery, State, TurnedAway};
use houselights::service::remote::Outcome;
use houselights::service::views::Viewer;
use houselights::store::received;
use serde_json::{Value, json};
use std::collections::HashSet;

pub async fn owner(peer: &Peer) -> Viewer {
    let new = NewAccount {
        handle: "olga".to_owned(),
        name: "Olga".to_owned(),
        email: "olga@mail.example".to_owned(),
        password: "password of olga".to_owned(),
    };
    peer.service.add_account(new, Role::Owner).await.unwrap();
    peer.service.viewer_of("olga").await.unwrap()
}

fn asked(search: &str) -> LogQuery {
    LogQuery {
        search: search.to_owned(),
        ..LogQuery::default()
    }
}

struct Stage {
    peer: Peer,
    fake: Fake,
    ivo: Sender,
    olga: Viewer,
}

impl Stage {
    async fn on(ground: Ground) -> Self {
        let (peer, fake) = (ground.peer().await, Fake::start().await);
        let olga = owner(&peer).await;
        let ivo = Sender::new(&fake, "ivo");
        fake.answer("/users/ivo/inbox", Answer::status(202));
        Self { peer, fake, ivo, olga }
    }

    fn host(&self) -> String {
        self.fake.origin.authority().to_owned()
    }

    async fn send(&self, activity: &Value) -> u16 {
        let inbox = self.peer.service.urls().shared_inbox();
        let status = self.ivo.send(&self.peer, &inbox, activity).await;
        settle(&[&self.peer]).await;
        status
    }

    /// Posts bytes without a signature.
    async fn post(&self, path: &str, body: Vec<u8>) -> u16 {
        let url = self.peer.origin.join(path).unwrap();
        let net = &self.peer.service.env().net;
        net.post(&url, http::HeaderMap::new(), body)
            .await
            .unwrap()
            .status
            .as_u16()
    }

    async fn log(&self, query: LogQuery) -> Vec<Entry> {
        self.peer.federation.write_tally().await.unwrap();
        self.peer.service.inbox_log(&self.olga, query).await.unwrap().entries
    }
}

fn reasons(entries: &[Entry]) -> Vec<(State, &str)> {
    entries
        .iter()
        .map(|entry| (entry.state, entry.reason.as_str()))
        .collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn what_other_servers_send_stands_in_the_log_with_its_reason() {
    for ground in Ground::all() {
        let s = Stage::on(ground).await;
        let review = s.peer.publish(&s.olga, "The Long Platform").await;
        settle(&[&s.peer]).await;
        let subject = s.peer.service.urls().review(&review);
        let reply = s.ivo.create(&json!({
            "id": s.fake.url("/notes/1"), "type": "Note", "attributedTo": s.ivo.actor, "inReplyTo": subject,
            "content": "<p>What a clock</p>", "to": ["https://www.w3.org/ns/activitystreams#Public"],
            "published": "2026-11-20T10:00:00Z"
        }));
        assert_eq!(s.send(&reply).await, 202);
        let listen = json!({"id": s.fake.url("/listen/1"), "type": "Listen", "actor": s.ivo.actor, "object": subject});
        assert_eq!(s.send(&listen).await, 202);
        let foreign = json!({"id": s.fake.url("/delete/1"), "type": "Delete", "actor": s.ivo.actor, "object": "https://else.example/notes/1"});
        assert_eq!(s.send(&foreign).await, 202);
        assert_eq!(s.post("/inbox", reply.to_string().into_bytes()).await, 401);
        assert_eq!(s.post("/inbox", b"{}".to_vec()).await, 400);
        assert_eq!(s.post("/inbox", vec![b'x'; (1 << 20) + 1]).await, 413);
        assert_eq!(s.post("/users/nobody/inbox", reply.to_string().into_bytes()).await, 404);

        let log = s.log(LogQuery::default()).await;
        let found: HashSet<(State, &str)> = reasons(&log).into_iter().collect();
        let expected = [
            (State::Accepted, "comment"),
            (State::Ignored, "unknown type"),
            (State::Refused, "delete of an object elsewhere"),
            (State::Refused, "signature not verified"),
            (State::Refused, "no activity"),
            (State::Refused, "too long"),
            (State::Refused, "no such inbox"),
        ];
        assert_eq!(found, HashSet::from(expected), "{log:#?}");
        assert_eq!(log.len(), expected.len());
        for entry in &log {
            let words = Language::English.tell(&entry.words);
            assert!(words.ends_with('.') && words.contains(' '), "{words}");
        }

        let unsigned = log
            .iter()
            .find(|entry| entry.reason == "signature not verified")
            .unwrap();
        assert_eq!((unsigned.host.as_str(), unsigned.at_door), (s.host().as_str(), true));
        assert_eq!(
            unsigned.told,
            "the signature cannot be verified: the request is not signed"
        );
        assert_eq!(unsigned.activity.as_deref(), reply["id"].as_str());
        let story = s.peer.service.inbox_entry(&s.olga, &unsigned.id).await.unwrap();
        assert_eq!(story.document, None, "nothing of what is refused is kept");

        let taken = log.iter().find(|entry| entry.reason == "comment").unwrap();
        assert_eq!(
            taken.sender,
            format!("@ivo@{}", s.host()),
            "a handle is easier to read than an id"
        );
        let story = s.peer.service.inbox_entry(&s.olga, &taken.id).await.unwrap();
        let document: Value = serde_json::from_str(&story.document.unwrap()).unwrap();
        assert_eq!(document, reply, "the whole document, as it came");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_log_is_searched_by_server_handle_and_address_and_read_page_by_page() {
    for ground in Ground::all() {
        let s = Stage::on(ground).await;
        let activity = |n: usize| json!({"id": s.fake.url(&format!("/listen/{n}")), "type": "Listen", "actor": s.ivo.actor, "object": s.fake.url(&format!("/songs/{n}"))});
        for n in 0..60 {
            assert_eq!(s.send(&activity(n)).await, 202);
        }
        let follow =
            json!({"id": s.fake.url("/follow/1"), "type": "Follow", "actor": s.ivo.actor, "object": s.olga.actor.uri});
        assert_eq!(s.send(&follow).await, 202);
        let elsewhere = json!({"id": "https://liar.example/1", "type": "Like", "actor": "https://liar.example/users/lia", "object": "https://liar.example/2"});
        assert_eq!(s.post("/inbox", elsewhere.to_string().into_bytes()).await, 401);

        let first = s.log(LogQuery::default()).await;
        assert_eq!(first.len(), 50);
        assert_eq!(first[0].reason, "signature not verified", "newest first");
        let before = Some(first[49].id.clone());
        let second = s
            .log(LogQuery {
                before,
                ..LogQuery::default()
            })
            .await;
        assert_eq!(second.len(), 12);
        let ids: HashSet<&str> = first.iter().chain(&second).map(|entry| entry.id.as_str()).collect();
        assert_eq!(ids.len(), 62, "each on one page only");

        let port = s.fake.origin.port().unwrap().to_string();
        assert_eq!(
            s.log(asked(&port)).await.len(),
            50,
            "a part of the name of a server we know"
        );
        assert_eq!(
            reasons(&s.log(asked("liar.example")).await),
            [(State::Refused, "signature not verified")]
        );
        assert_eq!(s.log(asked("IVO.example")).await, []);
        assert_eq!(s.log(asked("%")).await, [], "a wildcard is a letter like any other");
        let handle = format!("@ivo@{}", s.host());
        assert_eq!(s.log(asked(&handle)).await.len(), 50);
        assert_eq!(s.log(asked("@nobody@liar.example")).await, []);
        for address in [
            activity(7)["id"].as_str().unwrap(),
            activity(7)["object"].as_str().unwrap(),
        ] {
            assert_eq!(s.log(asked(address)).await.len(), 1, "{address}");
        }
        assert_eq!(
            s.log(asked("https://liar.example/1")).await.len(),
            1,
            "what was refused is found by its id, too"
        );
        assert_eq!(s.log(asked(s.ivo.actor.as_str())).await.len(), 50);

        let of = |state, verb: &str| LogQuery {
            state,
            verb: verb.to_owned(),
            ..LogQuery::default()
        };
        assert_eq!(
            reasons(&s.log(of(None, "Follow")).await),
            [(State::Accepted, "followed")]
        );
        assert_eq!(s.log(of(Some(State::Refused), "")).await.len(), 1);
        assert_eq!(s.log(of(Some(State::Accepted), "Listen")).await, []);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_flood_of_refusals_is_counted_and_not_written_one_by_one() {
    for ground in Ground::all() {
        let s = Stage::on(ground).await;
        let from = |host: &str| TurnedAway {
            host: host.to_owned(),
            type_: "Delete".to_owned(),
            told: "x".repeat(5_000),
            ..TurnedAway::default()
        };
        let refused = Outcome::Refused("signature not verified");
        for _ in 0..3 {
            for n in 0..900 {
                s.peer
                    .federation
                    .turn_away(refused, from(&format!("{n}.flood.example")));
            }
            s.peer.federation.write_tally().await.unwrap();
        }
        let (mut rows, mut before) = (Vec::new(), None);
        loop {
            let query = LogQuery {
                before: before.clone(),
                ..LogQuery::default()
            };
            let page = s.peer.service.inbox_log(&s.olga, query).await.unwrap();
            rows.extend(page.entries);
            before = page.older;
            if before.is_none() {
                break;
            }
        }
        assert_eq!(rows.len(), 301, "300 by name, and one for all the others");
        assert_eq!(rows.iter().map(|row| row.times).sum::<i64>(), 2_700, "none is lost");
        let crowd = rows.iter().find(|row| row.host.is_empty()).unwrap();
        assert_eq!(crowd.times, 1_800);
        assert!(rows.iter().all(|row| row.told.len() <= 1_000));
        let counts = s.peer.service.inbox_counts(1).await.unwrap();
        assert_eq!(counts.iter().map(|row| row.3).sum::<i64>(), 2_700);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_log_forgets_after_its_days_and_what_was_carried_out_is_still_known() {
    for_each_database(|database| async move {
        let world = World::on(database);
        let mara = world.person("mara", Role::Owner).await;
        let activity = || NewReceived {
            uri: "https://peer.example/activities/1".to_owned(),
            actor_uri: "https://peer.example/users/ivo".to_owned(),
            host: "peer.example".to_owned(),
            type_: "Like".to_owned(),
            inbox: "mara".to_owned(),
            body: json!({"type": "Like", "content": "a secret"}).to_string(),
            activity_uri: None,
            object_uri: Some("https://films.example/r/1".to_owned()),
        };
        let carry_out = async || {
            for one in world.service.claim_received(10, &[]).await.unwrap() {
                world
                    .service
                    .finish_received(vec![(one.id.clone(), Outcome::Accepted("like"))])
                    .await
                    .unwrap();
            }
        };
        let log = async || {
            world
                .service
                .inbox_log(&mara, LogQuery::default())
                .await
                .unwrap()
                .entries
        };
        assert_eq!(world.service.record_received(vec![activity()]).await.unwrap(), [true]);
        carry_out().await;
        let turned_away = vec![(Outcome::Refused("no activity"), TurnedAway::default(), 1)];
        world.service.count_turned_away(turned_away).await.unwrap();
        let entry = log()
            .await
            .into_iter()
            .find(|entry| entry.state == State::Accepted)
            .unwrap();
        assert_eq!(log().await.len(), 2);

        world.pass(TimeDelta::days(13));
        world.service.prune().await.unwrap();
        assert_eq!(log().await.len(), 2);
        let story = world.service.inbox_entry(&mara, &entry.id).await.unwrap();
        assert!(story.document.unwrap().contains("a secret"));

        world.pass(TimeDelta::days(2));
        assert_eq!(log().await, [], "gone from the page even before it is cleared out");
        world.service.prune().await.unwrap();
        let gone = world.service.inbox_entry(&mara, &entry.id).await;
        assert!(matches!(gone, Err(Error::NotFound)), "{gone:?}");
        assert_eq!(
            world.service.record_received(vec![activity()]).await.unwrap(),
            [false],
            "known for longer"
        );
        let id = entry.id.clone();
        let (row, body) = world.store(move |c| received::get(c, &id, "")).await.unwrap();
        let rest = (
            body.as_str(),
            row.actor_uri.as_str(),
            row.object_uri,
            row.inbox.as_str(),
        );
        assert_eq!(rest, ("", "", None, ""), "but only its id is");

        world.pass(TimeDelta::days(16));
        assert_eq!(world.service.prune().await.unwrap().received, 1);
        assert_eq!(world.service.record_received(vec![activity()]).await.unwrap(), [true]);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_but_those_who_run_the_site_reads_the_log() {
    for ground in Ground::all() {
        let s = Stage::on(ground).await;
        let mara = s.peer.person("mara").await;
        let refused = s.peer.service.inbox_log(&mara, LogQuery::default()).await;
        assert!(matches!(refused, Err(Error::Forbidden)), "{refused:?}");
        let refused = s.peer.service.inbox_entry(&mara, "01h").await;
        assert!(matches!(refused, Err(Error::Forbidden)), "{refused:?}");
    }
}
