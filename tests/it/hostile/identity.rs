//! Group 2: id host ≠ fetched host, id ≠ final URL, redirect evil→victim and back, attributedTo elsewhere.

use super::house::{Attack, House};
use crate::federation::peers::Ground;
use crate::support::fediverse::public_pem;
use serde_json::{Value, json};

/// An object that stands at `url` and says that it is `id`.
fn posing(house: &House, url: &str, object: &Value) {
    let body = object.to_string().into_bytes();
    house.world.serve(url, "application/activity+json", body);
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_is_believed_about_an_object_of_another_server() {
    let house = House::build(Ground::any()).await;
    let (vera, eve) = (&house.vera, &house.eve);
    let fresh = |by| house.note(by, "Forged.");
    let hint = |url: &str| house.activity(eve, "Create", &json!(url));
    let mut attacks = Vec::new();
    let unreadable = "refused: object cannot be read";

    posing(&house, &eve.at("/posing/1"), &fresh(vera));
    attacks.push(Attack::ends(
        "id on another host",
        eve,
        hint(&eve.at("/posing/1")),
        unreadable,
    ));

    let mut shifting = fresh(eve);
    shifting["id"] = json!(eve.at("/posing/3"));
    posing(&house, &eve.at("/posing/2"), &shifting);
    let mut back = shifting.clone();
    back["id"] = json!(eve.at("/posing/2"));
    posing(&house, &eve.at("/posing/3"), &back);
    attacks.push(Attack::ends(
        "two that name each other",
        eve,
        hint(&eve.at("/posing/2")),
        unreadable,
    ));

    // The victim has an open redirect, as many sites do.
    let mut posed = fresh(vera);
    posed["id"] = json!(vera.at("/leave?to=evil"));
    house.world.redirect(&vera.at("/leave?to=evil"), &eve.at("/posing/4"));
    posing(&house, &eve.at("/posing/4"), &posed);
    attacks.push(Attack::ends(
        "victim to evil",
        eve,
        hint(&vera.at("/leave?to=evil")),
        unreadable,
    ));
    house.world.redirect(&eve.at("/posing/5"), &vera.at("/leave?to=evil"));
    attacks.push(Attack::ends(
        "evil to victim and back",
        eve,
        hint(&eve.at("/posing/5")),
        unreadable,
    ));

    // What the evil server's redirect leads to is the victim's, and the victim's alone.
    let real = fresh(vera);
    let mut as_eves = real.clone();
    as_eves["attributedTo"] = json!(eve.id);
    house.world.serve_object(&as_eves);
    house
        .world
        .redirect(&eve.at("/posing/6"), as_eves["id"].as_str().unwrap());
    attacks.push(Attack::ends(
        "attributed to somebody of another server",
        eve,
        hint(&eve.at("/posing/6")),
        "ignored: the object is attributed to nobody on its server",
    ));
    let mut mine = fresh(eve);
    mine["attributedTo"] = json!(vera.id);
    house.world.serve_object(&mine);
    attacks.push(Attack::ends(
        "on the evil server, attributed to the victim",
        eve,
        hint(mine["id"].as_str().unwrap()),
        "ignored: the object is attributed to nobody on its server",
    ));
    let mut nobody = fresh(eve);
    nobody.as_object_mut().unwrap().remove("attributedTo");
    house.world.serve_object(&nobody);
    attacks.push(Attack::ends(
        "attributed to nobody",
        eve,
        hint(nobody["id"].as_str().unwrap()),
        "ignored: the object is attributed to nobody on its server",
    ));
    // In full, where only the signer's own would count: each is asked for where it says it is, and is not there.
    for (what, id, by) in [
        ("in full, of the victim", vera.at("/n/1"), &vera.id),
        ("in full, the victim's id as the signer's", vera.at("/n/2"), &eve.id),
        (
            "in full, of the signer's server, by the victim",
            eve.at("/n/3"),
            &vera.id,
        ),
    ] {
        let mut note = fresh(eve);
        note["id"] = json!(id);
        note["attributedTo"] = json!(by);
        let create = house.activity(eve, "Create", &note);
        attacks.push(Attack::ends(what, eve, create, "ignored: object is gone"));
    }
    let mut two = fresh(eve);
    two["attributedTo"] = json!([vera.id, "https://third.example/x"]);
    attacks.push(Attack::ends(
        "in full, by two others",
        eve,
        house.activity(eve, "Create", &two),
        "ignored: object is gone",
    ));
    house.repel(attacks).await;
    assert!(house.comments().await.is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_becomes_somebody_else_by_a_document_or_a_handle() {
    let house = House::build(Ground::any()).await;
    let (vera, eve) = (&house.vera, &house.eve);
    let mut attacks = Vec::new();
    // The document of an actor on the evil server that is said to be the victim's.
    let mut posed = json!({"id": vera.id, "type": "Person", "preferredUsername": "vera", "inbox": eve.at("/inbox"),
            "publicKey": {"id": vera.key_id(), "owner": vera.id, "publicKeyPem": public_pem()}});
    posing(&house, &eve.at("/users/vera"), &posed);
    let mut poser = eve.clone();
    poser.id = eve.at("/users/vera");
    attacks.push(Attack::answered(
        "an actor document with another id",
        &poser,
        poser.like(house.object.as_str(), 7),
        401,
    ));
    // The victim's profile, renewed by somebody else.
    posed["name"] = json!("VERA WAS HERE");
    let update = house.activity(eve, "Update", &posed);
    attacks.push(Attack::ends(
        "an Update of another actor",
        eve,
        update,
        "refused: update of somebody else",
    ));
    let follow = json!({"id": eve.at("/f/1"), "type": "Follow", "actor": [vera.id, eve.id], "object": house.author()});
    attacks.push(Attack::answered("two actors, the victim first", eve, follow, 403));
    let like = json!({"id": vera.at("/likes/1"), "type": "Like", "actor": eve.id, "object": house.object});
    attacks.push(Attack::answered(
        "an activity with an id of the victim's server",
        eve,
        like,
        403,
    ));
    house.repel(attacks).await;

    // A handle that leads to the victim's actor, and one whose actor does not carry it.
    let before = house.snapshot();
    let lookup = house.peer.service.lookup().unwrap();
    for (name, actor) in [("vera", &vera.id), ("boss", &eve.id)] {
        let subject = format!("acct:{name}@{}", eve.host);
        let jrd =
            json!({"subject": subject, "links": [{"rel": "self", "type": "application/activity+json", "href": actor}]});
        let url = eve.at(&format!("/.well-known/webfinger?resource={subject}"));
        house
            .world
            .serve(&url, "application/jrd+json", jrd.to_string().into_bytes());
        let found = lookup.actor(&format!("@{name}@{}", eve.host)).await;
        assert!(found.is_err(), "{name}: {found:?}");
    }
    house.assert_untouched(&before, "a borrowed handle");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_same_object_at_its_own_address_is_taken() {
    let house = House::build(Ground::any()).await;
    let note = house.note(&house.vera, "Honest.");
    house.world.serve_object(&note);
    // An alias on its own server leads to it, and a hint of anybody does no harm.
    house
        .world
        .redirect(&house.vera.at("/alias"), note["id"].as_str().unwrap());
    let hint = house.activity(&house.eve, "Create", &json!(house.vera.at("/alias")));
    assert_eq!(house.send(&house.eve, &hint).await, 202);
    assert_eq!(house.comments().await, ["Honest."]);
    let talk = house.peer.conversation(&house.root).await;
    assert_eq!(talk.comments[0].author.as_ref().unwrap().handle, house.vera.address());
}
