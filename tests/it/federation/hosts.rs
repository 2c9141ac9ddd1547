//! What is known of other servers: how each is doing, what it runs, and the button that tries it again.

use super::diagnostics::owner;
use super::fake::{Answer, Fake, Sender};
use super::peers::{Ground, Peer, settle};
use super::policies::set;
use crate::support::db::for_each_database;
use crate::support::world::World;
use houselights::domain::account::Role;
use houselights::domain::policy::{Policy, Severity, Target};
use houselights::service::Error;
use houselights::service::hosts::{HostQuery, HostState, HostView, Sort};
use houselights::service::views::Viewer;
use houselights::store::hosts;
use serde_json::{Value, json};

async fn follow(peer: &Peer, by: &Sender, whom: &Viewer) {
    let follow =
        json!({"id": format!("{}/follow", by.actor), "type": "Follow", "actor": by.actor, "object": whom.actor.uri});
    let status = by.send(peer, &peer.service.urls().shared_inbox(), &follow).await;
    assert_eq!(status, 202);
    settle(&[peer]).await;
}

async fn host(peer: &Peer, olga: &Viewer, fake: &Fake) -> HostView {
    peer.service
        .known_host(olga, fake.origin.authority())
        .await
        .unwrap()
        .host
}

#[tokio::test(flavor = "multi_thread")]
async fn a_paused_server_gets_what_waits_for_it_when_the_owner_says_so() {
    for ground in Ground::all() {
        let (peer, fake) = (ground.peer().await, Fake::start().await);
        let olga = owner(&peer).await;
        let ivo = Sender::new(&fake, "ivo");
        fake.answer("/users/ivo/inbox", Answer::status(202));
        follow(&peer, &ivo, &olga).await;
        let before = host(&peer, &olga, &fake).await;
        assert_eq!(
            (before.state, before.followers, before.following),
            (HostState::Alive, 1, 0)
        );
        assert!(before.heard_at.is_some() && before.reached_at.is_some());

        fake.answer("/users/ivo/inbox", Answer::status(503));
        peer.publish(&olga, "The Long Platform").await;
        settle(&[&peer]).await;
        peer.publish(&olga, "The Short Platform").await;
        settle(&[&peer]).await;
        let name = fake.origin.authority();
        let story = peer.service.known_host(&olga, name).await.unwrap();
        assert_eq!(
            (story.host.state, story.host.failures, story.host.waiting),
            (HostState::Parked, 1, 2)
        );
        assert!(story.host.parked_until.is_some() && story.host.last_error.unwrap().contains("503"));
        assert_eq!((story.queue.len(), story.failed.len()), (2, 0));
        assert_eq!(story.heard.len(), 1, "its Follow stands in the log");

        fake.answer("/users/ivo/inbox", Answer::status(202));
        fake.asked_since();
        settle(&[&peer]).await;
        assert_eq!(fake.asked(), [""; 0], "a paused server is left alone");
        let mara = peer.person("mara").await;
        let refused = peer.service.try_host_again(&mara, name).await;
        assert!(matches!(refused, Err(Error::Forbidden)), "{refused:?}");
        let unknown = peer.service.try_host_again(&olga, "nobody.example").await;
        assert!(matches!(unknown, Err(Error::NotFound)), "{unknown:?}");
        peer.service.try_host_again(&olga, name).await.unwrap();
        settle(&[&peer]).await;
        assert_eq!(fake.asked(), ["POST /users/ivo/inbox"; 2]);
        let after = host(&peer, &olga, &fake).await;
        assert_eq!((after.state, after.failures, after.waiting), (HostState::Alive, 0, 0));
        assert!(after.last_error.is_some(), "what went wrong last stays to be read");
    }
}

fn announce(fake: &Fake, links: &Value) {
    let body = json!({ "links": links });
    fake.answer(
        "/.well-known/nodeinfo",
        Answer::document(&body).typed("application/json"),
    );
}

fn link(version: &str, href: &str) -> Value {
    json!({"rel": format!("http://nodeinfo.diaspora.software/ns/schema/{version}"), "href": href})
}

#[tokio::test(flavor = "multi_thread")]
async fn the_software_of_other_servers_is_read_from_their_nodeinfo_once_a_week() {
    for ground in Ground::all() {
        let peer = ground.peer().await;
        let olga = owner(&peer).await;
        // As Mastodon, Pleroma and Lemmy say it: one version, two versions with the better one last, and an address by itself.
        let (mastodon, pleroma, lemmy) = (Fake::start().await, Fake::start().await, Fake::start().await);
        announce(&mastodon, &json!([link("2.0", mastodon.url("/nodeinfo/2.0").as_str())]));
        let said = json!({"version": "2.0", "software": {"name": "mastodon", "version": "4.3.1"},
            "protocols": ["activitypub"], "services": {"outbound": [], "inbound": []},
            "usage": {"users": {"total": 12, "activeMonth": 3, "activeHalfyear": 7}, "localPosts": 912}, "openRegistrations": false, "metadata": {}});
        mastodon.answer(
            "/nodeinfo/2.0",
            Answer::document(&said).typed("application/json; charset=utf-8"),
        );
        announce(
            &pleroma,
            &json!([
                link("2.0", pleroma.url("/nodeinfo/2.0.json").as_str()),
                link("2.1", pleroma.url("/nodeinfo/2.1.json").as_str())
            ]),
        );
        let said = json!({"version": "2.1", "software": {"name": "pleroma", "version": "2.7.0-develop", "repository": "https://git.example/pleroma"}});
        let typed = "application/json; profile=\"http://nodeinfo.diaspora.software/ns/schema/2.1#\"";
        pleroma.answer("/nodeinfo/2.1.json", Answer::document(&said).typed(typed));
        announce(&lemmy, &json!([link("2.1", "/nodeinfo/2.1")]));
        lemmy.answer(
            "/nodeinfo/2.1",
            Answer::document(&json!({"software": {"name": "lemmy", "version": "0.19.5"}})),
        );
        for fake in [&mastodon, &pleroma, &lemmy] {
            let sender = Sender::new(fake, "ivo");
            fake.answer("/users/ivo/inbox", Answer::status(202));
            follow(&peer, &sender, &olga).await;
            fake.asked_since();
        }

        assert_eq!(peer.service.ask_for_software().await.unwrap(), 3);
        assert_eq!(
            peer.service.ask_for_software().await.unwrap(),
            0,
            "not twice, even before they have answered"
        );
        settle(&[&peer]).await;
        assert_eq!(host(&peer, &olga, &mastodon).await.software, "mastodon 4.3.1");
        assert_eq!(host(&peer, &olga, &pleroma).await.software, "pleroma 2.7.0-develop");
        assert_eq!(host(&peer, &olga, &lemmy).await.software, "lemmy 0.19.5");
        assert_eq!(
            mastodon.asked(),
            ["GET /.well-known/nodeinfo unsigned", "GET /nodeinfo/2.0 unsigned"]
        );
        assert_eq!(peer.service.ask_for_software().await.unwrap(), 0);

        let query = HostQuery {
            search: "Pleroma".to_owned(),
            ..HostQuery::default()
        };
        let found = peer.service.known_hosts(&olga, query).await.unwrap();
        assert_eq!((found.total, found.known), (1, 3));
        assert_eq!(found.hosts[0].host, pleroma.origin.authority());
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_hostile_nodeinfo_is_data_and_sends_us_nowhere() {
    for ground in Ground::all() {
        let peer = ground.peer().await;
        let olga = owner(&peer).await;
        let victim = Fake::start().await;
        victim.answer(
            "/nodeinfo/2.0",
            Answer::document(&json!({"software": {"name": "victim"}})),
        );
        let at_victim = victim.url("/nodeinfo/2.0");
        let deep = format!("{}{}", "[".repeat(50_000), "]".repeat(50_000));
        let bytes = |body: &str| Answer {
            body: body.as_bytes().to_vec(),
            ..Answer::status(200)
        };
        let document = |value: Value| Answer::document(&value);
        let hostile = [
            ("nothing", Answer::status(404), "404"),
            ("a page", bytes("<!doctype html><title>Hello</title>"), "no JSON"),
            (
                "too long",
                bytes(&format!("{{\"links\": [], \"x\": \"{}\"}}", "x".repeat(100_000))),
                "more than",
            ),
            ("too deep", bytes(&deep), "more than"),
            ("deep", bytes(&deep[49_000..51_000]), "no JSON"),
            ("a list", document(json!([1, 2])), "announces no NodeInfo"),
            (
                "somebody else",
                document(json!({"links": [link("2.0", at_victim.as_str())]})),
                "another server",
            ),
            (
                "a file",
                document(json!({"links": [link("2.0", "file:///etc/passwd")]})),
                "another server",
            ),
            (
                "itself",
                document(json!({"links": [link("2.0", "/.well-known/nodeinfo")]})),
                "names no software",
            ),
        ];
        let mut fakes = Vec::new();
        for (_, answer, _) in &hostile {
            let fake = Fake::start().await;
            fake.answer("/.well-known/nodeinfo", answer.clone());
            fakes.push(fake);
        }
        let liar = Fake::start().await;
        announce(&liar, &json!([link("2.1", "/n")]));
        let name = "<script>alert(1)</script>\n\u{202e}evil";
        liar.answer(
            "/n",
            document(json!({"software": {"name": name, "version": "9".repeat(5_000)}})),
        );
        fakes.push(liar);
        for fake in &fakes {
            let name = fake.origin.authority().to_owned();
            peer.service.host_seen(&name).await.unwrap();
        }
        assert_eq!(peer.service.ask_for_software().await.unwrap(), fakes.len());
        settle(&[&peer]).await;
        for (fake, (name, _, expected)) in fakes.iter().zip(&hostile) {
            let view = host(&peer, &olga, fake).await;
            assert_eq!(view.software, "", "{name}");
            let error = view.software_error.unwrap_or_default();
            assert!(error.contains(expected), "{name}: {error}");
            assert_eq!(
                (view.failures, view.state),
                (0, HostState::Alive),
                "{name}: that is no failure to deliver"
            );
        }
        let liar = host(&peer, &olga, fakes.last().unwrap()).await;
        assert!(
            liar.software.starts_with("<script>alert(1)</script>"),
            "text, for the template to escape"
        );
        assert!(liar.software.chars().count() <= 103 && !liar.software.contains(['\n', '\u{202e}']));
        assert_eq!(victim.asked(), [""; 0]);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_suspended_server_is_not_asked_and_its_rule_is_shown() {
    for ground in Ground::all() {
        let (peer, fake) = (ground.peer().await, Fake::start().await);
        let olga = owner(&peer).await;
        peer.service.host_seen(fake.origin.authority()).await.unwrap();
        set(&peer, fake.origin.authority(), Severity::Suspend).await;
        assert_eq!(peer.service.ask_for_software().await.unwrap(), 0);
        settle(&[&peer]).await;
        assert_eq!(fake.asked(), [""; 0]);
        assert_eq!(host(&peer, &olga, &fake).await.rule, Some("host-rule-suspended".into()));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn thousands_of_servers_are_searched_sorted_and_paged() {
    for_each_database(|database| async move {
        let world = World::on(database);
        let mara = world.person("mara", Role::Owner).await;
        let now = world.clock.now();
        world
            .store(move |c| {
                for n in 0..3_000 {
                    hosts::meet(c, &format!("host-{n:04}.example"))?;
                }
                for n in 0..3_i32 {
                    let failing = hosts::Host {
                        failures: n + 1,
                        parked_until: (n == 2).then_some(now + chrono::TimeDelta::hours(1)),
                        last_seen_at: Some(now),
                        ..hosts::Host::default()
                    };
                    hosts::put(c, &format!("host-01{n}0.example"), &failing)?;
                }
                Ok(())
            })
            .await;
        let silence = Policy {
            severity: Severity::Silence,
            ..Policy::new(Target::read("host-0005.example").unwrap(), now)
        };
        world.service.set_policy(silence).await.unwrap();
        world.stranger("ivo", "host-2999.example").await;

        let ask = async |search: &str, state, sort, page| {
            let query = HostQuery {
                search: search.to_owned(),
                state,
                sort,
                page,
            };
            let found = world.service.known_hosts(&mara, query).await.unwrap();
            let names: Vec<String> = found.hosts.iter().map(|host| host.host.clone()).collect();
            (found.total, found.pages, names)
        };
        let (total, pages, names) = ask("", None, Sort::Name, 2).await;
        assert_eq!(
            (total, pages, names.len()),
            (3_000, 60, 50),
            "whom we have met once is not met again"
        );
        assert_eq!(names[0], "host-0050.example");
        assert_eq!(
            ask("", None, Sort::Name, 999).await.2[49],
            "host-2999.example",
            "the last page there is"
        );
        let (total, _, names) = ask("HOST-01", Some(HostState::Failing), Sort::Failures, 1).await;
        assert_eq!(
            (total, names),
            (2, vec!["host-0110.example".to_owned(), "host-0100.example".to_owned()])
        );
        assert_eq!(
            ask("", Some(HostState::Parked), Sort::Seen, 1).await.2,
            ["host-0120.example"]
        );
        assert_eq!(ask("", None, Sort::Seen, 1).await.2[0], "host-0100.example");
        let rule = world
            .service
            .known_host(&mara, "host-0005.example")
            .await
            .unwrap()
            .host
            .rule;
        assert_eq!(rule, Some("host-rule-silenced".into()));
    })
    .await;
}
