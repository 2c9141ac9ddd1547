//! What the rarer activities leave behind: emojis, reports, blocks, approvals.

use super::peers::{Ground, Peer, settle};
use crate::support::fediverse::{Fediverse, Person};
use houselights::domain::account::Role;
use houselights::domain::comment::Root;
use houselights::domain::like::ReactionKind;
use houselights::domain::notification::NotificationKind;
use houselights::domain::report::Reported;
use houselights::service::Error;
use houselights::service::views::Viewer;
use serde_json::{Value, json};
use url::Url;

struct Stage {
    world: Fediverse,
    house: Peer,
    mara: Viewer,
    root: Root,
    review: String,
    ana: Person,
}

async fn stage(ground: Ground) -> Stage {
    let world = Fediverse::start().await;
    let house = ground.peer().await;
    let mara = house.person("mara").await;
    let id = house.publish(&mara, "The Long Platform").await;
    settle(&[&house]).await;
    Stage {
        review: house.service.urls().review(&id).to_string(),
        root: Root::Review(id),
        mara,
        house,
        ana: world.person("social", "ana"),
        world,
    }
}

impl Stage {
    async fn send(&self, by: &Person, activity: &Value) {
        let inbox = self.house.service.urls().shared_inbox();
        assert_eq!(self.world.send(by, inbox.as_str(), activity).await, 202);
        settle(&[&self.house]).await;
    }

    fn said(&self, by: &Person, verb: &str, number: u32, rest: &Value) -> Value {
        let mut activity = json!({"@context": "https://www.w3.org/ns/activitystreams", "id": by.at(&format!("/activities/{number}")),
            "type": verb, "actor": by.id});
        for (key, value) in rest.as_object().unwrap() {
            activity[key] = value.clone();
        }
        activity
    }

    fn emoji(&self, by: &Person, number: u32, emoji: &str) -> Value {
        self.said(
            by,
            "EmojiReact",
            number,
            &json!({"object": self.review, "content": emoji}),
        )
    }

    async fn emojis(&self) -> Vec<(String, i64)> {
        let talk = self.house.conversation(&self.root).await;
        talk.emojis.into_iter().map(|one| (one.emoji, one.count)).collect()
    }

    async fn news(&self) -> Vec<NotificationKind> {
        let all = self.house.service.notifications(&self.mara, None).await.unwrap();
        all.into_iter().map(|one| one.kind).collect()
    }

    fn actor(&self) -> String {
        self.mara.actor.uri.to_string()
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn emojis_count_once_for_each_actor_and_stand_on_the_page() {
    for ground in Ground::all() {
        let s = stage(ground).await;
        let bo = s.world.person("other", "bo");
        s.send(&s.ana, &s.emoji(&s.ana, 1, "🔥")).await;
        s.send(&s.ana, &s.emoji(&s.ana, 2, "🔥")).await;
        s.send(&s.ana, &s.emoji(&s.ana, 3, ":popcorn:")).await;
        s.send(&bo, &s.emoji(&bo, 1, "🔥")).await;
        s.send(&bo, &s.emoji(&bo, 2, "<script>alert(1)</script>")).await;
        s.send(&bo, &bo.like(&s.review, 3)).await;
        assert_eq!(s.emojis().await, [("🔥".to_owned(), 2), (":popcorn:".to_owned(), 1)]);
        let talk = s.house.conversation(&s.root).await;
        assert_eq!((talk.likes.total, talk.people), (1, 2), "an emoji is no like");
        let page = s.house.get(Url::parse(&s.review).unwrap().path(), "text/html").await;
        let page = match page.headers.get("location") {
            Some(to) => s.house.get(to.to_str().unwrap(), "text/html").await,
            None => page,
        };
        let html = String::from_utf8(page.body.to_vec()).unwrap();
        assert!(html.contains("🔥") && html.contains(":popcorn:"), "{html}");

        // By the newest id, and by type, actor and object alone.
        let mut nameless = s.emoji(&s.ana, 9, ":popcorn:");
        nameless["id"] = json!(s.ana.at("/activities/another"));
        s.send(&s.ana, &s.ana.undo(&nameless)).await;
        assert_eq!(s.emojis().await, [("🔥".to_owned(), 2)]);
        let mut forged = s.ana.undo(&s.emoji(&bo, 1, "🔥"));
        forged["id"] = json!(s.ana.at("/undo/forged"));
        forged["object"]["actor"] = json!(s.ana.id);
        forged["object"]["object"] = json!("https://elsewhere.example/1");
        s.send(&s.ana, &forged).await;
        assert_eq!(s.emojis().await, [("🔥".to_owned(), 2)], "bo's is bo's");
        s.send(&s.ana, &s.ana.undo(&s.emoji(&s.ana, 2, "🔥"))).await;
        assert_eq!(s.emojis().await, [("🔥".to_owned(), 1)]);
        let late = s.emoji(&s.ana, 2, "🔥");
        s.send(&s.ana, &late).await;
        assert_eq!(
            s.emojis().await,
            [("🔥".to_owned(), 1)],
            "what was undone does not come back"
        );
        assert!(s.news().await.contains(&NotificationKind::Emoji));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_report_is_kept_once_for_those_who_look_after_the_site() {
    for ground in Ground::all() {
        let s = stage(ground).await;
        let new = houselights::service::accounts::NewAccount {
            handle: "tove".to_owned(),
            name: "Tove".to_owned(),
            email: String::new(),
            password: "a long enough secret".to_owned(),
        };
        s.house.service.add_account(new, Role::Moderator).await.unwrap();
        let tove = s.house.service.viewer_of("tove").await.unwrap();
        let flag = s.said(
            &s.ana,
            "Flag",
            1,
            &json!({"content": "Look: <img src=x onerror=alert(1)>\u{202e}\nplease.", "object":
                [s.actor(), s.review, "https://elsewhere.example/1", s.review]}),
        );
        s.send(&s.ana, &flag).await;
        s.send(&s.ana, &flag).await;
        let unknown = s.said(
            &s.ana,
            "Flag",
            2,
            &json!({"object": ["https://elsewhere.example/1"], "content": "x"}),
        );
        s.send(&s.ana, &unknown).await;
        let open = s.house.service.reports(&tove, true, None).await.unwrap().lines;
        assert_eq!(open.len(), 1);
        assert_eq!(open[0].report.text, "Look:\nplease.");
        let Root::Review(id) = &s.root else { unreachable!() };
        let about: Vec<&Reported> = open[0].report.objects.iter().map(|thing| &thing.what).collect();
        assert_eq!(
            about,
            [&Reported::Actor(s.mara.actor.id.clone()), &Reported::Review(id.clone())]
        );
        let news = s.house.service.notifications(&tove, None).await.unwrap();
        assert_eq!(news.len(), 1);
        assert_eq!(news[0].kind, NotificationKind::Report);
        assert!(!news[0].html.as_str().contains("img"), "{}", news[0].html);
        assert!(
            news[0]
                .about
                .as_ref()
                .is_some_and(|about| about.title.contains("The Long Platform"))
        );
        assert!(s.news().await.is_empty(), "whom it is about is not told");
        let refused = s.house.service.reports(&s.mara, true, None).await;
        assert!(matches!(refused, Err(Error::Forbidden)));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_block_ends_both_follows_and_no_follow_begins_until_it_ends() {
    for ground in Ground::all() {
        let s = stage(ground).await;
        let service = &s.house.service;
        s.send(&s.ana, &s.ana.follow(&s.actor(), 1)).await;
        let id = s.house.find(&s.ana.address()).await;
        service.follow(&s.mara, &id).await.unwrap();
        settle(&[&s.house]).await;
        assert_eq!(service.followers_count(&s.mara.actor.id).await.unwrap(), 1);
        let block = s.said(&s.ana, "Block", 1, &json!({"object": s.actor()}));
        s.send(&s.ana, &block).await;
        assert_eq!(service.followers_count(&s.mara.actor.id).await.unwrap(), 0);
        assert!(service.following(&s.mara).await.unwrap().is_empty());
        assert!(service.follower_inboxes(&s.mara.actor.id).await.unwrap().is_empty());
        let again = service.follow(&s.mara, &id).await;
        assert!(
            matches!(
                again,
                Err(Error::Conflict {
                    code: "blocked-there",
                    ..
                })
            ),
            "{again:?}"
        );
        s.send(&s.ana, &s.ana.follow(&s.actor(), 2)).await;
        assert_eq!(service.followers_count(&s.mara.actor.id).await.unwrap(), 0);
        let bo = s.world.person("social", "bo");
        let mut forged = bo.undo(&block);
        (forged["id"], forged["object"]["actor"]) = (json!(bo.at("/undo/forged")), json!(bo.id));
        s.send(&bo, &forged).await;
        assert!(service.follow(&s.mara, &id).await.is_err(), "only ana ends her block");
        s.send(&s.ana, &s.ana.undo(&block)).await;
        service.follow(&s.mara, &id).await.unwrap();
        // A Block that its own Undo overtook is none.
        s.send(&s.ana, &block).await;
        assert_eq!(service.following(&s.mara).await.unwrap().len(), 1);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_approval_is_kept_and_named_in_the_comment() {
    for ground in Ground::all() {
        let s = stage(ground).await;
        let service = &s.house.service;
        s.send(&s.ana, &s.ana.create_note("1", &s.review, "<p>Hm.</p>", &s.actor()))
            .await;
        let parent = Url::parse(&s.ana.at("/users/ana/statuses/1")).unwrap();
        let subject = service.resolve(&parent).await.unwrap().unwrap().subject;
        let ours = service
            .write_comment(&s.mara, subject.clone(), "Indeed.")
            .await
            .unwrap();
        service.react(&s.mara, ReactionKind::Like, subject).await.unwrap();
        settle(&[&s.house]).await;
        let path = ours.uri.path().to_owned();
        assert!(s.house.document(&path).await.get("approvedBy").is_none());
        let proof = s.ana.at("/approvals/1");
        let accept = |by: &Person, number, proof: &str| {
            s.said(
                by,
                "Accept",
                number,
                &json!({"object": ours.uri, "result": proof, "target": parent}),
            )
        };
        let bo = s.world.person("other", "bo");
        s.send(&bo, &accept(&bo, 1, &bo.at("/approvals/1"))).await;
        s.send(&s.ana, &accept(&s.ana, 1, "https://elsewhere.example/approvals/1"))
            .await;
        assert!(
            s.house.document(&path).await.get("approvedBy").is_none(),
            "not theirs to give"
        );
        s.send(&s.ana, &accept(&s.ana, 2, &proof)).await;
        let document = s.house.document(&path).await;
        assert_eq!(
            (&document["approvedBy"], &document["replyAuthorization"]),
            (&json!(proof), &json!(proof))
        );
        s.send(&s.ana, &s.said(&s.ana, "Reject", 3, &json!({"object": ours.uri})))
            .await;
        assert!(s.house.document(&path).await.get("approvedBy").is_none(), "taken back");
    }
}
