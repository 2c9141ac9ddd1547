//! Group 3: LD-signature tricks, `@graph`, `@reverse`, aliases.

use super::house::{Attack, House, PUBLIC};
use crate::federation::peers::Ground;
use crate::support::fediverse::Person;
use serde_json::{Value, json};

const CORE: &str = "https://www.w3.org/ns/activitystreams";

fn with(mut document: Value, key: &str, value: Value) -> Value {
    document[key] = value;
    document
}

/// What Mastodon attached to what it passed on: anybody can copy it, and here it is made up altogether.
fn ld_signature(creator: &Person) -> Value {
    json!({"type": "RsaSignature2017", "creator": creator.key_id(), "created": "2026-11-22T10:00:00Z",
        "signatureValue": "b3VyIG5laWdoYm91ciBzYXlzIHNv"})
}

#[tokio::test(flavor = "multi_thread")]
async fn a_signature_inside_a_document_vouches_for_nothing() {
    let house = House::build(Ground::any()).await;
    let (vera, eve) = (&house.vera, &house.eve);
    let signed = |document: Value| with(document, "signature", ld_signature(vera));
    // The victim's server has no such texts, and that is what counts.
    let mut attacks = vec![
        Attack::ends(
            "a Create of the victim",
            eve,
            signed(house.reply(vera, "Forged.")),
            "ignored: object is gone",
        ),
        Attack::ends(
            "a Delete of the victim itself",
            eve,
            signed(house.activity(vera, "Delete", &json!(vera.id))),
            "ignored: its server still has it",
        ),
    ];
    for kind in ["Like", "Follow", "Undo", "Accept", "Reject"] {
        let object = if kind == "Like" {
            house.object.as_str()
        } else {
            house.author()
        };
        let activity = signed(house.activity(vera, kind, &json!(object)));
        attacks.push(Attack::answered(format!("a {kind} of the victim"), eve, activity, 403));
    }
    // The proof of FEP-8b32 is made and read nowhere here either.
    let proof = json!({"type": "DataIntegrityProof", "cryptosuite": "eddsa-jcs-2022", "verificationMethod": vera.key_id(),
            "proofPurpose": "assertionMethod", "proofValue": "z3x"});
    let like = with(house.activity(vera, "Like", &json!(house.object)), "proof", proof);
    attacks.push(Attack::answered("a Like with a proof inside", eve, like, 403));
    // Known and changed on the way: what the victim's server says now is what counts.
    let note = house.note(vera, "What Vera wrote.");
    house.world.serve_object(&note);
    let create = house.activity(vera, "Create", &note);
    assert_eq!(house.send(vera, &create).await, 202);
    assert_eq!(house.comments().await, ["What Vera wrote."]);
    let changed = with(note.clone(), "content", json!("<p>What Eve wrote.</p>"));
    let changed = with(changed, "updated", json!("2026-11-22T23:00:00Z"));
    let update = signed(house.activity(vera, "Update", &changed));
    attacks.push(Attack::ends(
        "an Update of the victim",
        eve,
        update,
        "ignored: nothing changed",
    ));
    house.repel(attacks).await;
    assert_eq!(house.comments().await, ["What Vera wrote."]);
}

#[tokio::test(flavor = "multi_thread")]
async fn keywords_that_speak_of_other_objects_are_refused_at_any_depth() {
    let house = House::build(Ground::any()).await;
    let (vera, eve) = (&house.vera, &house.eve);
    let create = || house.reply(eve, "Innocent.");
    let theirs = json!({"id": vera.at("/n/1"), "type": "Note", "attributedTo": vera.id, "content": "Forged."});
    let mut attacks = Vec::new();
    for (keyword, value) in [
        ("@graph", json!([theirs])),
        (
            "@reverse",
            json!({"object": {"id": vera.at("/a/1"), "type": "Create", "actor": vera.id}}),
        ),
        ("@included", json!([theirs])),
        ("@nest", json!({"actor": vera.id})),
    ] {
        attacks.push(Attack::answered(
            keyword,
            eve,
            with(create(), keyword, value.clone()),
            400,
        ));
        let mut inside = create();
        inside["object"][keyword] = value.clone();
        attacks.push(Attack::answered(format!("{keyword} in the object"), eve, inside, 400));
        let mut deep = create();
        deep["object"]["tag"] = json!([{"type": "Mention", "href": [{keyword: value}]}]);
        attacks.push(Attack::answered(format!("{keyword} deep inside"), eve, deep, 400));
    }
    house.repel(attacks).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn names_that_a_context_changes_are_read_as_they_stand() {
    let house = House::build(Ground::any()).await;
    let (vera, eve) = (&house.vera, &house.eve);
    let bare = || json!({"id": eve.at(&format!("/a/{}", house.next())), "type": "Like"});
    let like = |actor: &str| with(with(bare(), "actor", json!(actor)), "object", json!(house.object));
    let mut attacks = Vec::new();
    // A reader of linked data would take these for the victim's.
    for (what, context) in [
        (
            "the actor under another name",
            json!([CORE, {"actor": "as:target", "by": "as:actor"}]),
        ),
        ("a context of the attacker's own", json!([eve.at("/context"), CORE])),
        (
            "a context without the core",
            json!({"actor": "https://www.w3.org/ns/activitystreams#actor"}),
        ),
        (
            "a context that is no context",
            json!([[[7]], null, {"@base": vera.at("/")}]),
        ),
    ] {
        let forged = with(with(like(&vera.id), "@context", context), "by", json!(eve.id));
        attacks.push(Attack::answered(what, eve, forged, 403));
    }
    let full = |name: &str| format!("{CORE}#{name}");
    let mut spelled = bare();
    spelled[full("actor")] = json!({"@id": eve.id});
    spelled[full("object")] = json!({"@id": house.object});
    attacks.push(Attack::answered("fields by their full addresses", eve, spelled, 400));
    for (what, actor) in [
        ("a set of actors", json!({"@set": [eve.id]})),
        ("a list of actors", json!({"@list": [eve.id]})),
        ("an actor as a value", json!({"@value": eve.id})),
        ("a relative address", json!("/users/eve")),
        ("a number", json!(7)),
        ("nothing", json!(null)),
    ] {
        attacks.push(Attack::answered(what, eve, with(like(&eve.id), "actor", actor), 400));
    }
    for (what, actor) in [
        ("the victim by @id", json!({"@id": vera.id})),
        ("an actor with two ids", json!({"id": vera.id, "@id": eve.id})),
        (
            "the victim in full",
            json!({"id": vera.id, "type": "Person", "publicKey": {"id": eve.key_id()}}),
        ),
    ] {
        attacks.push(Attack::answered(what, eve, with(like(&eve.id), "actor", actor), 403));
    }
    // The first type is the type, whatever stands behind it.
    let two = with(like(&eve.id), "type", json!(["Juggle", "Delete"]));
    attacks.push(Attack::ends(
        "two types",
        eve,
        with(two, "object", json!(vera.id)),
        "ignored: unknown type",
    ));
    let aliased = with(with(like(&eve.id), "@type", json!("Delete")), "type", json!("Juggle"));
    attacks.push(Attack::ends(
        "a type and another behind an @",
        eve,
        aliased,
        "ignored: unknown type",
    ));
    let mut public = house.reply(eve, "For everybody.");
    for place in ["to", "cc"] {
        public[place] = json!([]);
        public["object"][place] = json!([]);
    }
    public["object"]["tag"] = json!([]);
    public["object"]["audience"] = json!(PUBLIC);
    public["object"][full("to")] = json!([PUBLIC]);
    attacks.push(Attack::ends(
        "public by other fields",
        eve,
        public,
        "ignored: private, and for nobody here",
    ));
    house.repel(attacks).await;
    assert_eq!(house.fetched("evil", "/context"), 0, "contexts are never fetched");
}

#[tokio::test(flavor = "multi_thread")]
async fn of_a_name_that_stands_twice_the_last_counts_for_every_check() {
    let house = House::build(Ground::any()).await;
    let (vera, eve) = (&house.vera, &house.eve);
    let before = house.snapshot();
    let like = |first: &str, second: &str| {
        format!(
            r#"{{"id": "{}", "type": "Like", "actor": "{first}", "actor": "{second}", "object": "{}"}}"#,
            eve.like("", 1)["id"].as_str().unwrap(),
            house.object
        )
    };
    let send = async |body: String| {
        house
            .world
            .send_raw(&eve.key_id(), &house.inbox(), body.into_bytes())
            .await
    };
    assert_eq!(send(like(&eve.id, &vera.id)).await, 403);
    // Signed by the one who counts: it is hers, and was here before.
    assert_eq!(send(like(&vera.id, &eve.id)).await, 202);
    house.settle().await;
    house.assert_untouched(&before, "a name that stands twice");
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_a_stranger_sends_is_our_fault() {
    for ground in Ground::all() {
        let house = House::build(ground).await;
        let eve = &house.eve;
        let inside = house.trap.url("127.66.0.1", "/latest");
        let said = |kind: Value, object: Value| {
            let mut activity = house.activity(eve, "", &object);
            activity["type"] = kind;
            activity
        };
        let mut attacks = Vec::new();
        for body in [
            json!({}),
            json!({"type": "Create"}),
            json!({"type": ["Create", 7], "actor": {"id": null}, "id": 9}),
            json!({"id": eve.at("/x"), "type": {"Create": 1}, "actor": eve.id}),
            json!({"id": "about:blank", "type": "Like", "actor": eve.id, "object": house.object}),
        ] {
            attacks.push(Attack::answered(body.to_string(), eve, body, 400));
        }
        for (kind, object, outcome) in [
            (json!("Create"), json!(null), "refused: no object"),
            (json!("Create"), json!([[], [[]], 7, false]), "refused: no object"),
            (json!("Undo"), json!([[]]), "refused: no object"),
            (json!("Like"), json!({"id": "about:blank"}), "refused: no object"),
            (json!("Juggle"), json!("https://a.example/"), "ignored: unknown type"),
            (json!(["Juggle", "Like"]), json!(house.object), "ignored: unknown type"),
            (
                json!("Follow"),
                json!(house.object),
                "ignored: nobody here has that address",
            ),
            (json!("Create"), json!(inside), "refused: object cannot be read"),
        ] {
            attacks.push(Attack::ends(
                format!("{kind} of {object}"),
                eve,
                said(kind, object),
                outcome,
            ));
        }
        house.repel(attacks).await;
        let nobody = house.peer.inbox_of("nobody");
        assert_eq!(house.world.send(eve, &nobody, &json!({})).await, 404);
    }
}
