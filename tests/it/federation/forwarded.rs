//! What somebody passes on for somebody else: a hint to ask at its origin, and never believed.

use super::peers::{Ground, Peer, settle};
use crate::support::fediverse::{Fediverse, Person};
use houselights::domain::comment::Root;
use houselights::domain::text::plain;
use serde_json::{Value, json};

struct Stage {
    world: Fediverse,
    house: Peer,
    root: Root,
    review: String,
    /// Writes.
    ana: Person,
    /// Passes on.
    bo: Person,
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
        house,
        ana: world.person("social", "ana"),
        bo: world.person("other", "bo"),
        world,
    }
}

impl Stage {
    fn note(&self, name: &str, html: &str) -> Value {
        let mara = self.house.service.urls().actor("mara").to_string();
        self.ana.note(name, &self.review, html, &mara)
    }

    fn said(&self, verb: &str, number: u32, object: &Value) -> Value {
        json!({"@context": "https://www.w3.org/ns/activitystreams", "id": self.ana.at(&format!("/activities/{number}")),
            "type": verb, "actor": self.ana.id, "to": ["https://www.w3.org/ns/activitystreams#Public"], "object": object})
    }

    async fn send(&self, by: &Person, activity: &Value) -> u16 {
        let inbox = self.house.service.urls().shared_inbox();
        let status = self.world.send(by, inbox.as_str(), activity).await;
        settle(&[&self.house]).await;
        status
    }

    async fn texts(&self) -> Vec<String> {
        let talk = self.house.conversation(&self.root).await;
        let texts = talk.comments.iter().map(|one| {
            let text = plain::from_html(one.html.as_str());
            format!("{}: {text}", one.author.as_ref().unwrap().name)
        });
        texts.collect()
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_reply_that_is_passed_on_is_taken_as_its_origin_has_it() {
    for ground in Ground::all() {
        let s = stage(ground).await;
        let real = s.note("1", "<p>The lamp hums.</p>");
        let mut forged = real.clone();
        forged["content"] = json!("<p>Buy lamps.</p>");
        let create = s.said("Create", 1, &forged);
        assert_eq!(s.send(&s.bo, &create).await, 202);
        assert!(s.texts().await.is_empty(), "its origin does not have it");
        s.world.serve_object(&real);
        assert_eq!(s.send(&s.bo, &s.said("Create", 2, &forged)).await, 202);
        assert_eq!(s.texts().await, ["ANA: The lamp hums."]);

        let mut edited = real.clone();
        edited["content"] = json!("<p>The lamp hums twice.</p>");
        edited["updated"] = json!(s.house.service.env().clock.now().to_rfc3339());
        let mut forged = edited.clone();
        forged["content"] = json!("<p>Buy more lamps.</p>");
        s.world.serve_object(&edited);
        assert_eq!(s.send(&s.bo, &s.said("Update", 3, &forged)).await, 202);
        assert_eq!(s.texts().await, ["ANA: The lamp hums twice."]);

        let id = real["id"].as_str().unwrap();
        assert_eq!(s.send(&s.bo, &s.said("Delete", 4, &json!(id))).await, 202);
        assert_eq!(s.texts().await.len(), 1, "its origin still has it");
        s.world.forget(id);
        assert_eq!(s.send(&s.bo, &s.said("Delete", 5, &json!(id))).await, 202);
        assert!(s.texts().await.is_empty());
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_forgery_keeps_the_real_activity_from_nothing() {
    for ground in Ground::all() {
        let s = stage(ground).await;
        let note = s.note("1", "<p>The lamp hums.</p>");
        let create = s.said("Create", 1, &note);
        let mut forged = create.clone();
        forged["object"]["id"] = json!(s.ana.at("/nothing"));
        assert_eq!(s.send(&s.bo, &forged).await, 202);
        assert!(s.texts().await.is_empty());
        assert_eq!(s.send(&s.ana, &create).await, 202);
        assert_eq!(s.texts().await, ["ANA: The lamp hums."]);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_boost_that_is_passed_on_counts_when_its_origin_says_so() {
    for ground in Ground::all() {
        let s = stage(ground).await;
        let announce = s.said("Announce", 1, &json!(s.review));
        assert_eq!(s.send(&s.bo, &announce).await, 202);
        assert_eq!(s.house.conversation(&s.root).await.boosts.total, 0);
        let other = s.said("Announce", 2, &json!(s.review));
        let mut bos = other.clone();
        bos["actor"] = json!(s.bo.id);
        s.world.serve_object(&bos);
        assert_eq!(s.send(&s.bo, &other).await, 202);
        assert_eq!(s.house.conversation(&s.root).await.boosts.total, 0);
        let real = s.said("Announce", 3, &json!(s.review));
        s.world.serve_object(&real);
        assert_eq!(s.send(&s.bo, &real).await, 202);
        assert_eq!(s.house.conversation(&s.root).await.boosts.total, 1);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_vouches_for_what_cannot_be_asked_nor_ends_an_actor_who_is_there() {
    for ground in Ground::all() {
        let s = stage(ground).await;
        let like = s.ana.like(&s.review, 1);
        assert_eq!(s.send(&s.bo, &like).await, 403);
        assert_eq!(s.send(&s.bo, &s.ana.undo(&like)).await, 403);
        let note = s.note("1", "<p>The lamp hums.</p>");
        assert_eq!(s.send(&s.ana, &s.said("Create", 1, &note)).await, 202);
        assert_eq!(s.send(&s.bo, &s.said("Delete", 2, &json!(s.ana.id))).await, 202);
        assert_eq!(s.texts().await.len(), 1);
        s.world.forget(&s.ana.id);
        assert_eq!(s.send(&s.bo, &s.said("Delete", 3, &json!(s.ana.id))).await, 202);
        assert_eq!(s.texts().await.len(), 1, "a 404 may be a server in disorder");
        let tombstone = json!({"id": s.ana.id, "type": "Tombstone"});
        s.world.serve_object(&tombstone);
        assert_eq!(s.send(&s.bo, &s.said("Delete", 4, &json!(s.ana.id))).await, 202);
        assert!(s.texts().await.is_empty());
    }
}
