//! Group 10: forged Update, Delete, Undo, Move, Add; Create over an existing id of another actor.

use super::house::{Attack, House};
use crate::federation::peers::Ground;
use crate::support::fediverse::Person;
use serde_json::{Value, json};

/// What the victim has here: an answer, a post, a like, a boost, a follow, and the author's question to be followed.
struct Belongings {
    comment: Value,
    like: Value,
    boost: Value,
    follow: Value,
}

async fn settled(house: &House) -> Belongings {
    let vera = &house.vera;
    let known = house
        .peer
        .service
        .actor_by_uri(&vera.id.parse().unwrap())
        .await
        .unwrap()
        .unwrap();
    house.peer.service.follow(&house.mara, &known.id).await.unwrap();
    let comment = house.reply(vera, "Vera's own words.");
    let like = house.activity(vera, "Like", &json!(house.object));
    let boost = house.activity(vera, "Announce", &json!(house.object));
    let follow = house.activity(vera, "Follow", &json!(house.author()));
    for activity in [&comment, &like, &boost, &follow] {
        assert_eq!(house.send(vera, activity).await, 202);
    }
    house.world.serve_object(&comment["object"]);
    house.settle().await;
    Belongings {
        comment: comment["object"].clone(),
        like,
        boost,
        follow,
    }
}

fn changed(comment: &Value, author: &Person) -> Value {
    let mut forged = comment.clone();
    forged["attributedTo"] = json!(author.id);
    forged["content"] = json!("<p>Forged.</p>");
    forged["updated"] = json!("2026-11-22T23:59:00Z");
    forged
}

#[tokio::test(flavor = "multi_thread")]
async fn what_belongs_to_one_cannot_be_changed_or_taken_away_by_another() {
    for ground in Ground::all() {
        let house = House::build(ground).await;
        let vera = &house.vera;
        let own = settled(&house).await;
        let id = own.comment["id"].clone();
        // Somebody on another server, and somebody on the victim's own.
        let mallory = house.world.person("honest", "mallory");
        assert_eq!(house.send(&mallory, &mallory.like(house.object.as_str(), 1)).await, 202);
        house.settle().await;
        let foreign = "refused: delete of an object elsewhere";
        for by in [&house.eve, &mallory] {
            let near = by.host == vera.host;
            let forge = |kind: &str, object: Value| house.activity(by, kind, &object);
            let what = |text: &str| format!("{text} by {}", by.handle);
            let mut attacks = vec![
                Attack::ends(
                    what("an Update as the victim"),
                    by,
                    forge("Update", changed(&own.comment, vera)),
                    "ignored: nothing changed",
                ),
                Attack::ends(
                    what("an Update as herself"),
                    by,
                    forge("Update", changed(&own.comment, by)),
                    if near {
                        "refused: belongs to somebody else"
                    } else {
                        "ignored: nothing changed"
                    },
                ),
                Attack::ends(
                    what("a Create over it"),
                    by,
                    forge("Create", changed(&own.comment, by)),
                    if near {
                        "refused: belongs to somebody else"
                    } else {
                        "ignored: known already"
                    },
                ),
                Attack::ends(
                    what("a Create over it as the victim"),
                    by,
                    forge("Create", changed(&own.comment, vera)),
                    "ignored: known already",
                ),
            ];
            // What is on one's own server is remembered as deleted by oneself, and binds nobody else: see below.
            if !near {
                attacks.push(Attack::ends(what("a Delete"), by, forge("Delete", id.clone()), foreign));
                attacks.push(Attack::ends(
                    what("a Delete of the victim"),
                    by,
                    forge("Delete", json!(vera.id)),
                    foreign,
                ));
            }
            for inner in [&own.like, &own.boost, &own.follow] {
                let kind = inner["type"].as_str().unwrap();
                attacks.push(Attack::ends(
                    what(&format!("an Undo of her {kind}")),
                    by,
                    forge("Undo", inner.clone()),
                    "refused: undoes what somebody else did",
                ));
                if !near {
                    attacks.push(Attack::ends(
                        what(&format!("an Undo of a {kind} by its id")),
                        by,
                        forge("Undo", inner["id"].clone()),
                        "",
                    ));
                }
            }
            for kind in ["Accept", "Reject"] {
                let follow = json!({"type": "Follow", "actor": house.author(), "object": vera.id});
                attacks.push(Attack::ends(
                    what(&format!("{kind} of a follow of the victim")),
                    by,
                    forge(kind, follow),
                    "refused: answers a Follow of somebody else",
                ));
            }
            let mut moved = forge("Move", json!(vera.id));
            moved["target"] = json!(by.id);
            attacks.push(Attack::ends(
                what("a Move of the victim"),
                by,
                moved,
                "refused: moves somebody else",
            ));
            for kind in ["Add", "Remove"] {
                let mut feature = forge(kind, id.clone());
                feature["target"] = json!(vera.at("/users/vera/collections/featured"));
                let outcome = if near {
                    "ignored: what others feature is not kept"
                } else {
                    "refused: a collection of another server"
                };
                attacks.push(Attack::ends(
                    what(&format!("{kind} to her collection")),
                    by,
                    feature,
                    outcome,
                ));
            }
            attacks.push(Attack::ends(
                what("her profile"),
                by,
                forge("Update", json!({"id": vera.id, "type": "Person", "name": "Forged"})),
                "refused: update of somebody else",
            ));
            // In the victim's name, signed by another.
            for kind in [
                "Like",
                "Undo",
                "Follow",
                "Accept",
                "Reject",
                "Move",
                "Block",
                "Flag",
                "EmojiReact",
                "Add",
                "Remove",
            ] {
                let mut speaking = house.activity(vera, kind, &own.follow);
                speaking["target"] = json!(by.id);
                attacks.push(Attack::answered(
                    what(&format!("a {kind} in her name")),
                    by,
                    speaking,
                    403,
                ));
            }
            for (kind, object, outcome) in [
                ("Delete", id.clone(), "ignored: its server still has it"),
                ("Delete", json!(vera.id), "ignored: its server still has it"),
                ("Update", changed(&own.comment, vera), "ignored: nothing changed"),
            ] {
                attacks.push(Attack::ends(
                    what(&format!("a {kind} in her name")),
                    by,
                    house.activity(vera, kind, &object),
                    outcome,
                ));
            }
            house.repel(attacks).await;
        }
        assert_eq!(house.comments().await, ["Vera's own words."]);
        // Whoever runs the server can read how often that was tried.
        house.peer.federation.write_tally().await.unwrap();
        let counts = house.peer.service.inbox_counts(1).await.unwrap();
        let tried = counts
            .iter()
            .find(|row| row.1 == "refused" && row.2 == "speaks for somebody else");
        assert_eq!(tried.map(|row| row.3), Some(22), "{counts:?}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_neighbour_binds_only_herself() {
    for ground in Ground::all() {
        let house = House::build(ground).await;
        let vera = &house.vera;
        let own = settled(&house).await;
        let mallory = house.world.person("honest", "mallory");
        assert_eq!(
            house
                .send(&mallory, &mallory.like(own.comment["id"].as_str().unwrap(), 1))
                .await,
            202
        );
        house.settle().await;
        let before = house.snapshot().without(&["tombstones"]);
        // Of what is, and of what will be.
        let next = house.reply(vera, "Vera's next words.");
        for object in [&own.comment["id"], &json!(vera.id), &next["object"]["id"], &next["id"]] {
            assert_eq!(
                house.send(&mallory, &house.activity(&mallory, "Delete", object)).await,
                202
            );
            assert_eq!(
                house.send(&mallory, &house.activity(&mallory, "Undo", object)).await,
                202
            );
        }
        for inner in [&own.like, &own.boost, &own.follow] {
            let mut bare = inner.clone();
            bare.as_object_mut().unwrap().remove("actor");
            assert_eq!(
                house.send(&mallory, &house.activity(&mallory, "Undo", &bare)).await,
                202
            );
            assert_eq!(
                house
                    .send(&mallory, &house.activity(&mallory, "Undo", &inner["id"]))
                    .await,
                202
            );
        }
        house.settle().await;
        before.assert_same(
            &house.snapshot().without(&["tombstones"]),
            "what a neighbour takes back",
        );
        // An activity under the id that the victim's next one will have.
        let mut taken = mallory.like(house.object.as_str(), 1);
        taken["id"] = next["id"].clone();
        assert_eq!(house.send(&mallory, &taken).await, 202);
        house.settle().await;
        assert_eq!(house.send(vera, &next).await, 202);
        assert_eq!(house.comments().await, ["Vera's own words.", "Vera's next words."]);
        assert_eq!(house.trap.touched(), []);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn followers_are_handed_to_nobody_who_does_not_say_so_as_well() {
    for ground in Ground::all() {
        let house = House::build(ground).await;
        let eve = &house.eve;
        let known = house
            .peer
            .service
            .actor_by_uri(&eve.id.parse().unwrap())
            .await
            .unwrap()
            .unwrap();
        house.peer.service.follow(&house.mara, &known.id).await.unwrap();
        house.settle().await;
        let accept = json!({"id": eve.at("/accepts/1"), "type": "Accept", "actor": eve.id,
            "object": {"type": "Follow", "actor": house.author(), "object": eve.id}});
        assert_eq!(house.send(eve, &accept).await, 202);
        let friend = house.world.person("honest", "friend");
        let mut elsewhere = house.world.document(&friend.id).await;
        elsewhere["alsoKnownAs"] = json!([house.vera.id]);
        house.world.serve_object(&elsewhere);
        let known = house.world.document(&friend.id).await;
        house
            .peer
            .service
            .lookup()
            .unwrap()
            .object(&known["id"].as_str().unwrap().parse().unwrap())
            .await
            .unwrap();
        house.settle().await;
        let moves = |target: &str| {
            let mut moved = house.activity(eve, "Move", &json!(eve.id));
            moved["target"] = json!(target);
            moved
        };
        let unnamed = "refused: the new account does not name the old one";
        house
            .repel(vec![
                Attack::ends(
                    "to somebody who knows nothing of it",
                    eve,
                    moves(&house.vera.id),
                    unnamed,
                ),
                Attack::ends("to somebody who names another", eve, moves(&friend.id), unnamed),
                Attack::ends("to the author here", eve, moves(house.author()), unnamed),
                Attack::ends("to herself", eve, moves(&eve.id), "refused: moves nowhere"),
                Attack::ends(
                    "to nobody",
                    eve,
                    moves(&eve.at("/users/nobody")),
                    "ignored: object is gone",
                ),
                Attack::ends("to a text", eve, moves(house.object.as_str()), ""),
                Attack::ends(
                    "to a forbidden address",
                    eve,
                    moves(&house.trap.url("127.66.0.1", "/users/x")),
                    "",
                ),
            ])
            .await;
    }
}
