//! Moving from one account to another: theirs, ours, and between two real servers.

use super::peers::{Ground, Peer, settle};
use crate::support::fediverse::{Fediverse, Person, Received};
use crate::support::server::{Database, PASSWORD, TestServer, visitors_net};
use houselights::cli::demo::visit::Visit;
use houselights::domain::follow::FollowState;
use houselights::domain::notification::NotificationKind;
use houselights::service::Error;
use houselights::service::views::Viewer;
use serde_json::{Value, json};
use std::time::{Duration, Instant};

struct Stage {
    world: Fediverse,
    house: Peer,
    mara: Viewer,
    old: Person,
    new: Person,
}

async fn stage(ground: Ground) -> Stage {
    let world = Fediverse::start().await;
    let house = ground.peer().await;
    let mara = house.person("mara").await;
    let (old, new) = (world.person("old", "ivo"), world.person("new", "ivo"));
    let id = house.find(&old.address()).await;
    house.service.follow(&mara, &id).await.unwrap();
    settle(&[&house]).await;
    Stage {
        world,
        house,
        mara,
        old,
        new,
    }
}

impl Stage {
    async fn send(&self, by: &Person, activity: &Value) {
        let inbox = self.house.service.urls().shared_inbox();
        assert_eq!(self.world.send(by, inbox.as_str(), activity).await, 202);
        settle(&[&self.house]).await;
    }

    /// Changes the document of somebody.
    async fn change(&self, person: &Person, key: &str, value: &Value) {
        let mut document = self.world.document(&person.id).await;
        document[key] = value.clone();
        self.world.serve_object(&document);
    }

    fn moved(&self, number: u32, object: &Value, target: &Value) -> Value {
        json!({"@context": "https://www.w3.org/ns/activitystreams", "id": format!("{}#moves/{number}", self.old.id), "type": "Move",
            "actor": self.old.id, "object": object, "target": target, "to": [format!("{}/followers", self.old.id)]})
    }

    async fn following(&self) -> Vec<(String, FollowState)> {
        let all = self.house.service.following(&self.mara).await.unwrap();
        all.into_iter().map(|one| (one.actor.handle, one.state)).collect()
    }

    fn sent(&self) -> Vec<(String, Value)> {
        let all = self.world.received().into_iter();
        all.map(|one| (one.kind().to_owned(), one.body)).collect()
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn followers_go_along_once_the_new_account_names_the_old_one() {
    for ground in Ground::all() {
        let s = stage(ground).await;
        let (old, new) = (json!(s.old.id), json!(s.new.id));
        s.send(&s.old, &s.moved(1, &old, &new)).await;
        assert_eq!(
            s.following().await,
            [(s.old.address(), FollowState::Pending)],
            "the new account says nothing of it"
        );
        s.change(&s.new, "alsoKnownAs", &json!(["https://elsewhere.example/users/ivo"]))
            .await;
        s.send(&s.old, &s.moved(2, &old, &new)).await;
        s.send(&s.old, &s.moved(3, &new, &old)).await;
        s.send(&s.old, &s.moved(4, &old, &old)).await;
        assert_eq!(s.following().await, [(s.old.address(), FollowState::Pending)]);
        let kinds: Vec<String> = s.sent().into_iter().map(|(kind, _)| kind).collect();
        assert_eq!(kinds, ["Follow"], "nobody was told anything");

        s.change(&s.new, "alsoKnownAs", &old).await;
        s.change(&s.old, "movedTo", &new).await;
        s.send(
            &s.old,
            &s.moved(
                5,
                &json!([{"id": s.old.id}]),
                &json!({"id": s.new.id, "type": "Person"}),
            ),
        )
        .await;
        assert_eq!(s.following().await, [(s.new.address(), FollowState::Pending)]);
        let sent = s.sent();
        let of = |kind: &str| {
            sent.iter()
                .filter(|(one, _)| one == kind)
                .map(|(_, body)| body)
                .collect::<Vec<_>>()
        };
        assert_eq!(of("Undo").len(), 1);
        assert_eq!(of("Undo")[0]["object"]["object"], s.old.id);
        assert_eq!(of("Follow").len(), 2);
        assert_eq!(of("Follow")[1]["object"], s.new.id);
        let news = s.house.service.notifications(&s.mara, None).await.unwrap();
        assert!(
            news.iter()
                .any(|one| one.kind == NotificationKind::Moved && one.actor.handle == s.new.address())
        );

        let id = s.house.find(&s.old.address()).await;
        let page = s.house.service.person_page(&s.mara, &id).await.unwrap();
        assert_eq!(page.moved.unwrap().words, s.new.address());
        let again = s.house.service.follow(&s.mara, &id).await;
        assert!(
            matches!(
                again,
                Err(Error::Conflict {
                    code: "account-moved",
                    ..
                })
            ),
            "{again:?}"
        );
        // The same once more changes nothing.
        s.send(&s.old, &s.moved(6, &old, &new)).await;
        assert_eq!(s.following().await.len(), 1);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn somebody_may_move_to_an_account_here() {
    for ground in Ground::all() {
        let s = stage(ground).await;
        let service = &s.house.service;
        let ines = s.house.person("ines").await;
        let target = json!(ines.actor.uri);
        s.send(&s.old, &s.moved(1, &json!(s.old.id), &target)).await;
        assert_eq!(s.following().await[0].0, s.old.address(), "ines does not say so");
        service.add_alias(&ines, &s.old.address()).await.unwrap();
        settle(&[&s.house]).await;
        let document = s.house.document("/users/ines").await;
        assert_eq!(document["alsoKnownAs"], json!([s.old.id]));
        s.send(&s.old, &s.moved(2, &json!(s.old.id), &target)).await;
        assert_eq!(s.following().await, [(s.house.handle("ines"), FollowState::Accepted)]);
        service.remove_alias(&ines, &s.old.id).await.unwrap();
        assert!(s.house.document("/users/ines").await.get("alsoKnownAs").is_none());
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn our_own_move_needs_the_password_and_the_word_of_the_other_account() {
    for ground in Ground::all() {
        let s = stage(ground).await;
        let service = &s.house.service;
        let fan = s.world.person("fans", "fay");
        s.send(&fan, &fan.follow(s.mara.actor.uri.as_str(), 1)).await;
        let noah = s.house.person("noah").await;
        service.follow(&noah, &s.mara.actor.id).await.unwrap();
        let password = "password of mara";
        let wrong = |result: Result<(), Error>, field: &str| match result {
            Err(Error::Invalid(errors)) => assert_eq!(errors[0].field, field),
            other => panic!("{other:?}"),
        };
        wrong(
            service.move_away(&s.mara, &s.new.address(), "guess guess guess").await,
            "move_password",
        );
        wrong(service.move_away(&s.mara, &s.new.address(), password).await, "target");
        wrong(
            service.move_away(&s.mara, &s.house.handle("mara"), password).await,
            "target",
        );
        wrong(
            service.move_away(&s.mara, "@nobody@new.localhost", password).await,
            "target",
        );
        assert!(s.house.document("/users/mara").await.get("movedTo").is_none());

        s.change(&s.new, "alsoKnownAs", &json!([s.mara.actor.uri])).await;
        service.move_away(&s.mara, &s.new.address(), password).await.unwrap();
        settle(&[&s.house]).await;
        assert_eq!(s.house.document("/users/mara").await["movedTo"], s.new.id);
        let told = s.world.accepted_at(&fan.host);
        let kinds: Vec<&str> = told.iter().map(Received::kind).collect();
        assert_eq!(kinds, ["Accept", "Update", "Move"], "the profile first");
        let moved = &told[2].body;
        assert_eq!(
            (&moved["object"], &moved["target"]),
            (&json!(s.mara.actor.uri), &json!(s.new.id))
        );
        assert_eq!(moved["actor"], json!(s.mara.actor.uri));
        let following = service.following(&noah).await.unwrap();
        assert_eq!(
            following[0].actor.handle,
            s.new.address(),
            "followers here go along as well"
        );
        let profile = s.house.get("/@mara", "text/html").await;
        let html = String::from_utf8(profile.body.to_vec()).unwrap();
        assert!(html.contains("has moved") && html.contains(&s.new.address()), "{html}");

        let late = s.world.person("late", "lou");
        s.send(&late, &late.follow(s.mara.actor.uri.as_str(), 1)).await;
        let answers = s.world.accepted_at(&late.host);
        assert_eq!(answers[0].kind(), "Reject");
        assert_eq!(
            service.followers_count(&s.mara.actor.id).await.unwrap(),
            1,
            "fay's server decides for itself"
        );

        service.move_back(&s.mara).await.unwrap();
        settle(&[&s.house]).await;
        assert!(s.house.document("/users/mara").await.get("movedTo").is_none());
        let last = s.world.accepted_at(&fan.host).pop().unwrap();
        assert_eq!((last.kind(), last.body["object"].get("movedTo")), ("Update", None));
        s.send(&late, &late.follow(s.mara.actor.uri.as_str(), 2)).await;
        assert_eq!(service.followers_count(&s.mara.actor.id).await.unwrap(), 2);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_domains_that_may_name_an_author_are_said_with_our_own_first() {
    for ground in Ground::all() {
        let s = stage(ground).await;
        let service = &s.house.service;
        assert_eq!(
            s.house.document("/users/mara").await["attributionDomains"],
            json!(["127.0.0.1"])
        );
        service
            .save_attribution_domains(&s.mara, "Blog.example\n\nhttps://essays.example/about\n")
            .await
            .unwrap();
        let document = s.house.document("/users/mara").await;
        assert_eq!(
            document["attributionDomains"],
            json!(["127.0.0.1", "blog.example", "essays.example"])
        );
        assert!(service.save_attribution_domains(&s.mara, "no domain").await.is_err());
        assert!(s.house.document("/actor").await.get("attributionDomains").is_none());
    }
}

/// Somebody's browser on one of the servers.
async fn sign_in(server: &TestServer, handle: &str) -> Visit {
    Visit::sign_in(&server.origin, handle, PASSWORD, &visitors_net())
        .await
        .unwrap()
}

async fn until(what: &str, visit: &mut Visit, path: &str, fits: impl Fn(&str) -> bool) {
    let begun = Instant::now();
    loop {
        let text = visit.open(path).await.unwrap().text();
        if fits(&text) {
            return;
        }
        assert!(
            begun.elapsed() < Duration::from_secs(60),
            "{what} did not happen:\n{text}"
        );
        tokio::time::sleep(Duration::from_millis(80)).await;
    }
}

#[tokio::test]
async fn a_follower_on_another_server_goes_along_when_somebody_moves_by_the_settings_page() {
    let (mut here, mut there) = (
        TestServer::prepare("here", &Database::Sqlite),
        TestServer::prepare("there", &Database::Sqlite),
    );
    here.set_up("ada");
    there.set_up("ben");
    there.cli_ok(
        &[
            "account",
            "add",
            "--handle",
            "bella",
            "--name",
            "Bella",
            "--password-stdin",
        ],
        PASSWORD,
    );
    tokio::join!(here.start_and_wait(), there.start_and_wait());
    let (mut ada, mut ben, mut bella) = (
        sign_in(&here, "ada").await,
        sign_in(&there, "ben").await,
        sign_in(&there, "bella").await,
    );
    let (old, new) = (format!("@ben@{}", there.host()), format!("@bella@{}", there.host()));
    let page = ada.look_up(&old).await.unwrap();
    ada.press(&page, "/follow").await.unwrap();
    until("the follow", &mut ada, "/following", |text| {
        text.contains("You follow them")
    })
    .await;

    let page = bella.open("/settings/moving").await.unwrap();
    bella
        .fill(&page, "/settings/moving/alias", &[("alias", &old)])
        .await
        .unwrap();
    let page = ben.open("/settings/moving").await.unwrap();
    let typed = [("target", new.as_str()), ("move_password", PASSWORD)];
    let page = ben.fill(&page, "/settings/moving/move", &typed).await.unwrap();
    assert!(page.text().contains("You have moved to"), "{}", page.text());

    until("the new follow", &mut ada, "/following", |text| {
        text.contains(&new) && !text.contains(&old) && text.contains("You follow them")
    })
    .await;
    until("the new follower", &mut bella, "/following", |text| {
        text.contains("@ada@")
    })
    .await;
    until("the news", &mut ada, "/news", |text| {
        text.contains("is the new account of somebody you follow")
    })
    .await;
    let profile = ben.open("/@ben").await.unwrap().text();
    assert!(profile.contains("has moved") && profile.contains(&new), "{profile}");
}
