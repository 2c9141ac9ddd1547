//! What groups announce of their members: asked at its origin, and never believed.

use super::peers::{Ground, Peer, settle};
use crate::support::fediverse::{Fediverse, Person, public_pem};
use houselights::domain::comment::Root;
use houselights::domain::text::plain;
use serde_json::{Value, json};

struct Stage {
    world: Fediverse,
    house: Peer,
    root: Root,
    review: String,
    /// Writes.
    ben: Person,
    /// Announces.
    films: Person,
}

async fn stage(ground: Ground) -> Stage {
    let world = Fediverse::start().await;
    let house = ground.peer().await;
    let mara = house.person("mara").await;
    let id = house.publish(&mara, "The Long Platform").await;
    settle(&[&house]).await;
    let films = world.person("lemmy", "films");
    world.serve_object(&json!({"@context": ["https://join-lemmy.org/context.json", "https://www.w3.org/ns/activitystreams"],
        "type": "Group", "id": films.id, "preferredUsername": "films", "name": "Films", "inbox": format!("{}/inbox", films.id),
        "outbox": format!("{}/outbox", films.id), "followers": format!("{}/followers", films.id),
        "publicKey": {"id": films.key_id(), "owner": films.id, "publicKeyPem": public_pem()}}));
    Stage {
        review: house.service.urls().review(&id).to_string(),
        root: Root::Review(id),
        house,
        ben: world.person("writers", "ben"),
        films,
        world,
    }
}

impl Stage {
    async fn announce(&self, by: &Person, number: u32, object: &Value) {
        let announce = json!({"@context": "https://www.w3.org/ns/activitystreams", "id": by.at(&format!("/announce/{number}")),
            "type": "Announce", "actor": by.id, "to": ["https://www.w3.org/ns/activitystreams#Public"], "object": object});
        let inbox = self.house.service.urls().shared_inbox();
        assert_eq!(self.world.send(by, inbox.as_str(), &announce).await, 202);
        settle(&[&self.house]).await;
    }

    fn wrapped(&self, verb: &str, number: u32, object: &Value) -> Value {
        json!({"id": self.ben.at(&format!("/activities/{number}")), "type": verb, "actor": self.ben.id,
            "to": ["https://www.w3.org/ns/activitystreams#Public"], "audience": self.films.id, "object": object})
    }

    fn note(&self, name: &str, text: &str) -> Value {
        let mara = self.house.service.urls().actor("mara").to_string();
        self.ben.note(name, &self.review, &format!("<p>{text}</p>"), &mara)
    }

    async fn texts(&self) -> Vec<String> {
        let talk = self.house.conversation(&self.root).await;
        talk.comments
            .iter()
            .map(|one| plain::from_html(one.html.as_str()))
            .collect()
    }

    async fn likes(&self) -> usize {
        self.house.conversation(&self.root).await.likes.total
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_a_group_wraps_is_taken_as_its_origin_has_it() {
    for ground in Ground::all() {
        let s = stage(ground).await;
        let real = s.note("1", "The lamp hums.");
        let mut forged = real.clone();
        forged["content"] = json!("<p>Buy lamps.</p>");
        s.announce(&s.films, 1, &s.wrapped("Create", 1, &forged)).await;
        assert!(s.texts().await.is_empty(), "its origin does not have it");
        s.world.serve_object(&real);
        s.announce(&s.ben, 2, &s.wrapped("Create", 2, &forged)).await;
        assert!(s.texts().await.is_empty(), "only a group speaks for its members");
        s.announce(&s.films, 3, &s.wrapped("Create", 3, &forged)).await;
        assert_eq!(s.texts().await, ["The lamp hums."]);

        let mut edited = real.clone();
        edited["content"] = json!("<p>The lamp hums twice.</p>");
        edited["updated"] = json!(s.house.service.env().clock.now().to_rfc3339());
        s.world.serve_object(&edited);
        s.announce(&s.films, 4, &s.wrapped("Update", 4, &forged)).await;
        assert_eq!(s.texts().await, ["The lamp hums twice."]);
        s.announce(&s.films, 5, &s.wrapped("Delete", 5, &real["id"])).await;
        assert_eq!(s.texts().await.len(), 1, "its origin still has it");
        s.world.forget(real["id"].as_str().unwrap());
        s.announce(&s.films, 6, &s.wrapped("Delete", 6, &real["id"])).await;
        assert!(s.texts().await.is_empty());
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn votes_that_a_group_passes_on_count_only_when_their_origin_gives_them_out() {
    for ground in Ground::all() {
        let s = stage(ground).await;
        let like = s.wrapped("Like", 1, &json!(s.review));
        s.announce(&s.films, 1, &like).await;
        assert_eq!(s.likes().await, 0, "Lemmy keeps votes to itself");
        s.world.serve_object(&like);
        s.announce(&s.films, 2, &like).await;
        assert_eq!(s.likes().await, 1);
        s.announce(&s.films, 3, &s.wrapped("Dislike", 2, &json!(s.review)))
            .await;
        let undo = s.wrapped("Undo", 3, &like);
        s.announce(&s.films, 4, &undo).await;
        assert_eq!(s.likes().await, 1);
        s.world.serve_object(&undo);
        s.announce(&s.films, 5, &undo).await;
        assert_eq!(s.likes().await, 0);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_text_that_a_group_names_is_a_comment_when_it_answers_something_here() {
    for ground in Ground::all() {
        let s = stage(ground).await;
        let (reply, mut other) = (s.note("1", "The lamp hums."), s.note("2", "Something else."));
        other["inReplyTo"] = Value::Null;
        let mut whispered = s.note("3", "Only for some.");
        whispered["to"] = json!([format!("{}/followers", s.ben.id)]);
        whispered["cc"] = json!([]);
        for note in [&reply, &other, &whispered] {
            s.world.serve_object(note);
        }
        s.announce(&s.ben, 1, &reply["id"]).await;
        assert!(
            s.texts().await.is_empty(),
            "somebody's boost of what is not known here says nothing"
        );
        for (number, note) in (2..).zip([&reply, &other, &whispered]) {
            s.announce(&s.films, number, &note["id"]).await;
        }
        assert_eq!(s.texts().await, ["The lamp hums."]);
        // Guppe and Friendica name the activity.
        let late = s.note("4", "By its activity.");
        let create = s.wrapped("Create", 9, &late["id"]);
        s.world.serve_object(&late);
        s.world.serve_object(&create);
        s.announce(&s.films, 9, &create["id"]).await;
        assert_eq!(s.texts().await.len(), 2);
        s.announce(&s.films, 10, &json!(s.review)).await;
        assert_eq!(
            s.house.conversation(&s.root).await.boosts.total,
            1,
            "a boost of the review itself"
        );
    }
}
