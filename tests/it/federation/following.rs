//! Following others: held for approval, asked again, and what of theirs is kept.

use super::peers::{Ground, Peer, settle};
use crate::support::fediverse::{Fediverse, Person};
use crate::support::world::World;
use chrono::TimeDelta;
use houselights::domain::account::Role;
use houselights::domain::change::Change;
use houselights::domain::follow::FollowState;
use houselights::domain::job::JobPayload;
use houselights::domain::like::{ReactionKind, Subject};
use houselights::service::accounts::ProfileInput;
use houselights::service::remote::{NoteReceived, Outcome};
use houselights::service::views::Viewer;
use serde_json::{Value, json};
use url::Url;

struct Stage {
    world: Fediverse,
    house: Peer,
    mara: Viewer,
    ana: Person,
}

async fn stage(ground: Ground) -> Stage {
    let world = Fediverse::start().await;
    let house = ground.peer().await;
    Stage {
        mara: house.person("mara").await,
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

    fn sent(&self, kind: &str) -> Vec<Value> {
        let all = self.world.received().into_iter();
        all.filter(|one| one.kind() == kind).map(|one| one.body).collect()
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_follow_that_waits_for_approval_is_answered_when_the_person_says_so() {
    for ground in Ground::all() {
        let s = stage(ground).await;
        let service = &s.house.service;
        let profile = ProfileInput {
            name: "Mara".to_owned(),
            manually_approves: true,
            ..ProfileInput::default()
        };
        service.edit_profile(&s.mara, profile).await.unwrap();
        let bo = s.world.person("other", "bo");
        for by in [&s.ana, &bo] {
            s.send(by, &by.follow(s.mara.actor.uri.as_str(), 1)).await;
        }
        assert!(s.sent("Accept").is_empty());
        assert_eq!(service.followers_count(&s.mara.actor.id).await.unwrap(), 0);
        let waiting = service.followers(&s.mara).await.unwrap();
        assert!(waiting.iter().all(|one| one.state == FollowState::Pending));
        let id = |handle: &str| {
            waiting
                .iter()
                .find(|one| one.actor.handle.contains(handle))
                .unwrap()
                .actor
                .id
                .clone()
        };
        service.accept_follower(&s.mara, &id("ana")).await.unwrap();
        service.remove_follower(&s.mara, &id("bo")).await.unwrap();
        settle(&[&s.house]).await;
        let (accepts, rejects) = (s.sent("Accept"), s.sent("Reject"));
        assert_eq!(accepts[0]["object"]["id"], s.ana.at("/follows/1"));
        assert_eq!((rejects.len(), &rejects[0]["object"]["actor"]), (1, &json!(bo.id)));
        assert_eq!(service.followers_count(&s.mara.actor.id).await.unwrap(), 1);
        // Refused, bo may ask again, and waits again.
        s.send(&bo, &bo.follow(s.mara.actor.uri.as_str(), 2)).await;
        assert_eq!(service.followers(&s.mara).await.unwrap().len(), 2);
        assert_eq!(s.sent("Accept").len(), 1);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn reviews_and_articles_of_the_followed_are_kept_and_short_posts_are_not() {
    for ground in Ground::all() {
        let s = stage(ground).await;
        let service = &s.house.service;
        let id = s.house.find(&s.ana.address()).await;
        service.follow(&s.mara, &id).await.unwrap();
        settle(&[&s.house]).await;
        let follow = s.sent("Follow").pop().unwrap();
        let accept = json!({"id": s.ana.at("/accepts/1"), "type": "Accept", "actor": s.ana.id, "object": follow});
        s.send(&s.ana, &accept).await;
        let create = |name: &str| {
            let mut create = s.ana.create_note(name, "", "<p>Words.</p>", &s.ana.id);
            let note = &mut create["object"];
            (note["inReplyTo"], note["name"]) = (Value::Null, json!(name));
            match name {
                "article" => note["type"] = json!("Article"),
                "page" => note["type"] = json!("Page"),
                "rated" => note["relatedWith"] = json!([{"type": "Rating", "value": 7, "best": 10}]),
                _ => {}
            }
            create
        };
        for name in ["article", "page", "rated", "short"] {
            s.send(&s.ana, &create(name)).await;
        }
        let boost = json!({"id": s.ana.at("/boosts/1"), "type": "Announce", "actor": s.ana.id, "object": "https://far.example/1"});
        s.send(&s.ana, &boost).await;
        let mut kept: Vec<String> = service
            .elsewhere(&s.mara)
            .await
            .unwrap()
            .into_iter()
            .map(|post| post.title)
            .collect();
        kept.sort();
        assert_eq!(kept, ["article", "page", "rated"]);
        // What somebody here asks for is kept, whatever it is.
        let short = create("short")["object"].clone();
        s.world.serve_object(&short);
        s.house.read(&Url::parse(short["id"].as_str().unwrap()).unwrap()).await;
        assert_eq!(service.elsewhere(&s.mara).await.unwrap().len(), 4);
    }
}

fn article(w: &World, author: &houselights::domain::actor::Actor, name: &str) -> NoteReceived {
    NoteReceived {
        in_reply_to: None,
        kind: "Article".to_owned(),
        ..w.note(author, name, &author.uri)
    }
}

#[tokio::test]
async fn posts_with_which_nobody_here_has_anything_to_do_any_more_are_forgotten() {
    crate::support::db::for_each_database(|database| async move {
        let w = World::on(database);
        let mara = w.person("mara", Role::Owner).await;
        let (ivo, eve) = (
            w.stranger("ivo", "a.example").await,
            w.stranger("eve", "b.example").await,
        );
        w.service.follow(&mara, &ivo.id).await.unwrap();
        w.service
            .follow_answered(&ivo, None, Some(&mara.actor.uri), true)
            .await
            .unwrap();
        let mut ids = Vec::new();
        for name in ["liked", "answered", "below", "unheard"] {
            let (id, outcome) = w.service.post_received(article(&w, &ivo, name), false).await.unwrap();
            assert_eq!(outcome, Outcome::Accepted("post"));
            ids.push(id.unwrap());
        }
        let subject = |n: usize| Subject::Post(ids[n].clone());
        w.service.react(&mara, ReactionKind::Like, subject(0)).await.unwrap();
        w.service.write_comment(&mara, subject(1), "Yes.").await.unwrap();
        for post in ["below", "unheard"] {
            let parent = ivo.uri.join(&format!("/notes/{post}")).unwrap();
            assert_eq!(
                w.reply(w.note(&eve, &format!("under-{post}"), &parent)).await,
                Outcome::Accepted("comment")
            );
        }
        let under = w
            .service
            .resolve(&eve.uri.join("/notes/under-below").unwrap())
            .await
            .unwrap()
            .unwrap();
        w.service
            .react(&mara, ReactionKind::Boost, under.subject)
            .await
            .unwrap();
        w.pass(TimeDelta::days(8));
        assert_eq!(
            w.service.prune().await.unwrap().posts,
            0,
            "somebody follows their author"
        );
        w.service.unfollow(&mara, &ivo.id).await.unwrap();
        assert_eq!(w.service.prune().await.unwrap().posts, 1);
        assert_eq!(w.service.prune().await.unwrap().posts, 0);
        for (name, there) in [
            ("liked", true),
            ("answered", true),
            ("below", true),
            ("unheard", false),
            ("under-unheard", false),
        ] {
            let by = if name.starts_with("under") { &eve } else { &ivo };
            let uri = by.uri.join(&format!("/notes/{name}")).unwrap();
            assert_eq!(w.service.resolve(&uri).await.unwrap().is_some(), there, "{name}");
        }
    })
    .await;
}

#[tokio::test]
async fn a_question_without_an_answer_may_be_asked_again_after_a_day() {
    crate::support::db::for_each_database(|database| async move {
        let w = World::on(database);
        let mara = w.person("mara", Role::Owner).await;
        let ivo = w.stranger("ivo", "a.example").await;
        let asked = |jobs: Vec<JobPayload>| {
            let of = |job: JobPayload| match job {
                JobPayload::FanOut(Change::FollowRequested { activity_uri, .. }) => Some(activity_uri),
                _ => None,
            };
            jobs.into_iter().filter_map(of).collect::<Vec<String>>()
        };
        w.service.follow(&mara, &ivo.id).await.unwrap();
        w.pass(TimeDelta::hours(23));
        w.service.follow(&mara, &ivo.id).await.unwrap();
        let first = asked(w.take_jobs().await);
        assert_eq!(first.len(), 1);
        assert!(!w.service.following(&mara).await.unwrap()[0].overdue);
        w.pass(TimeDelta::hours(2));
        assert!(w.service.following(&mara).await.unwrap()[0].overdue);
        assert_eq!(w.service.follow(&mara, &ivo.id).await.unwrap(), FollowState::Pending);
        let second = asked(w.take_jobs().await);
        assert_eq!(second.len(), 1);
        assert_ne!(first, second, "a new activity, which their server has not seen");
        assert!(
            !w.service.following(&mara).await.unwrap()[0].overdue,
            "the waiting begins anew"
        );
        let answered = w
            .service
            .follow_answered(&ivo, Some(&second[0]), None, true)
            .await
            .unwrap();
        assert_eq!(answered, Outcome::Accepted("follow accepted"));
    })
    .await;
}
