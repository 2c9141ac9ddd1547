//! Group 8: inReplyTo cycles and 10k chains, endless collection pages, one inbound POST causing more than 50 fetches.

use super::house::{ACTIVITY_JSON, Attack, House, PUBLIC};
use crate::federation::peers::Ground;
use crate::support::fediverse::Person;
use houselights::federation::backfill::{PER_COLLECTION, ROUND_FETCHES};
use houselights::federation::fetch::FETCHES;
use houselights::federation::thread::LEVELS;
use serde_json::{Value, json};
use std::collections::HashMap;

fn note(by: &Person, id: &str, parent: &str) -> Value {
    json!({"id": id, "type": "Note", "attributedTo": by.id, "inReplyTo": parent, "content": "<p>Round and round.</p>",
        "to": [PUBLIC], "published": "2026-11-20T10:00:00Z"})
}

impl House {
    /// Serves a text of the attacker's that answers another.
    fn link(&self, name: &str, parent: &str) -> String {
        let id = self.eve.at(name);
        self.world.serve_object(&note(&self.eve, &id, parent));
        id
    }

    /// All requests that other servers have had so far.
    fn requests(&self) -> usize {
        self.world.fetched().len()
    }

    /// A Create of a text that is not served.
    fn answering(&self, parent: &str) -> Value {
        let id = self.eve.at(&format!("/start/{}", self.next()));
        self.activity(&self.eve, "Create", &note(&self.eve, &id, parent))
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn circles_and_ladders_without_end_are_left_after_a_few_steps() {
    let house = House::build(Ground::any()).await;
    let eve = &house.eve;
    let circle = "refused: the thread goes round in a circle";
    let mut attacks = Vec::new();
    let own = house.activity(eve, "Create", &note(eve, &eve.at("/self"), &eve.at("/self")));
    attacks.push(Attack::ends("a text that answers itself", eve, own, circle));
    for length in [1, 2, 3, 19] {
        for step in 0..length {
            house.link(
                &format!("/circle/{length}/{step}"),
                &eve.at(&format!("/circle/{length}/{}", (step + 1) % length)),
            );
        }
        let create = house.answering(&eve.at(&format!("/circle/{length}/0")));
        attacks.push(Attack::ends(format!("a circle of {length}"), eve, create, circle));
    }
    // Back to where it came from.
    let start = eve.at("/begun");
    let turn = house.link("/turn", &start);
    let begun = house.activity(eve, "Create", &note(eve, &start, &turn));
    attacks.push(Attack::ends("a circle through the start", eve, begun, circle));
    // Through a server of its own, and by aliases that change the name at each step.
    let vera = &house.vera;
    let other = vera.at("/between");
    house.world.serve_object(&note(vera, &other, &eve.at("/across")));
    house.link("/across", &other);
    attacks.push(Attack::ends(
        "a circle over two servers",
        eve,
        house.answering(&other),
        circle,
    ));
    house.repel(attacks).await;

    for step in 0..10_000 {
        house.link(&format!("/ladder/{step}"), &eve.at(&format!("/ladder/{}", step + 1)));
    }
    let before = house.requests();
    let create = house.answering(&eve.at("/ladder/0"));
    house
        .repel(vec![Attack::ends(
            "a ladder of 10k",
            eve,
            create,
            "ignored: thread is too deep",
        )])
        .await;
    let asked = house.requests() - before;
    assert!((10..=LEVELS).contains(&asked), "{asked} requests");
}

#[tokio::test(flavor = "multi_thread")]
async fn one_post_causes_no_more_than_fifty_requests_whatever_is_in_it() {
    let house = House::build(Ground::any()).await;
    let eve = &house.eve;
    // Every text by somebody else, on a server of their own, behind redirects.
    let crowd: Vec<Person> = (0..60).map(|n| house.world.person(&format!("crowd{n}"), "p")).collect();
    for (step, person) in crowd.iter().enumerate() {
        let next = crowd
            .get(step + 1)
            .map_or_else(|| eve.at("/end"), |next| next.at("/hop"));
        house.world.serve_object(&note(person, &person.at("/n"), &next));
        house.world.redirect(&person.at("/hop"), &person.at("/hop/2"));
        house.world.redirect(&person.at("/hop/2"), &person.at("/n"));
    }
    let far = |n: usize| crowd[n].at("/hop");
    let many: Vec<String> = (0..60).map(far).collect();
    let group = house.world.person("group", "g");
    let mut document = house.world.document(&group.id).await;
    document["type"] = json!("Group");
    house.world.serve_object(&document);
    let announce = |inner: &str| json!({"id": group.at(inner), "type": "Announce", "actor": group.id, "to": [PUBLIC]});
    let mut first = announce("/a/1");
    let mut second = announce("/a/2");
    first["object"] = second["id"].clone();
    second["object"] = first["id"].clone();
    house.world.serve_object(&first);
    house.world.serve_object(&second);
    let mut nested = house.activity(eve, "Create", &json!(far(0)));
    for _ in 0..8 {
        nested = house.activity(eve, "Announce", &nested);
    }
    let mut reply = house.answering(&far(0));
    reply["object"]["tag"] = many.iter().map(|url| json!({"type": "Mention", "href": url})).collect();
    reply["object"]["quoteUrl"] = json!(many);
    reply["object"]["attachment"] = many.iter().map(|url| json!({"type": "Link", "href": url})).collect();
    reply["object"]["replies"] = json!({"type": "Collection", "items": many});
    let mut flag = house.activity(eve, "Flag", &json!(many));
    flag["content"] = json!("Look at all these.");
    let mut moved = house.activity(eve, "Move", &json!(eve.id));
    moved["target"] = json!(far(0));
    let mut add = house.activity(eve, "Add", &json!(far(0)));
    add["target"] = json!(eve.at("/users/eve/collections/featured"));
    let mut posts = vec![reply, flag, moved, add, nested, first];
    for kind in [
        "Create",
        "Update",
        "Like",
        "Announce",
        "EmojiReact",
        "Delete",
        "Undo",
        "Accept",
        "QuoteRequest",
        "Dislike",
    ] {
        let mut activity = house.activity(eve, kind, &json!(far(0)));
        activity["content"] = json!("🎞️");
        activity["instrument"] = json!(eve.at("/nothing"));
        posts.push(activity);
    }
    for post in posts {
        let by = if post["actor"] == json!(group.id) { &group } else { eve };
        let before = house.requests();
        assert_eq!(house.send(by, &post).await, 202, "{post}");
        house.settle().await;
        let asked = house.requests() - before;
        assert!(asked <= FETCHES as usize, "{asked} requests because of {post}");
    }
    assert!(house.comments().await.is_empty());
    assert_eq!(house.trap.touched(), []);
    // A redirect that leads to itself is left after three steps.
    house.world.redirect(&eve.at("/spin"), &eve.at("/spin"));
    let spin = house.activity(eve, "Create", &json!(eve.at("/spin")));
    house
        .repel(vec![Attack::ends(
            "a redirect to itself",
            eve,
            spin,
            "refused: object cannot be read",
        )])
        .await;
    assert_eq!(house.fetched("evil", "/spin"), 4);
}

#[tokio::test(flavor = "multi_thread")]
async fn listings_without_end_are_left_and_floods_of_names_ask_nobody_often() {
    let house = House::build(Ground::any()).await;
    let (eve, vera) = (&house.eve, &house.vera);
    let page = |at: &str, next: &str, items: Vec<String>| {
        let page = json!({"id": eve.at(at), "type": "CollectionPage", "partOf": eve.at("/replies"), "next": eve.at(next), "items": items});
        house
            .world
            .serve(&eve.at(at), ACTIVITY_JSON, page.to_string().into_bytes());
    };
    // Pages that never end, and pages that come back to themselves; what they name is nothing, here and at a third server.
    for number in 0..400 {
        let items = vec![eve.at(&format!("/nothing/{number}"))];
        page(&format!("/pages/{number}"), &format!("/pages/{}", number + 1), items);
    }
    page("/round/1", "/round/2", Vec::new());
    page("/round/2", "/round/1", Vec::new());
    page(
        "/victims",
        "/victims",
        (0..3_000).map(|n| vera.at(&format!("/private/{n}"))).collect(),
    );
    let listings = [
        json!({"type": "Collection", "first": eve.at("/pages/0")}),
        json!(eve.at("/round/1")),
        json!({"type": "Collection", "first": {"type": "CollectionPage", "next": eve.at("/victims"), "items": []}}),
        json!({"type": "Collection", "id": eve.at("/deep"), "first": {"type": "CollectionPage", "first": {"type": "CollectionPage",
                "first": eve.at("/pages/200")}}}),
    ];
    for listing in listings {
        let mut create = house.reply(eve, "See what others say.");
        create["object"]["replies"] = listing.clone();
        create["object"]["context"] = listing;
        house.world.serve_object(&create["object"]);
        assert_eq!(house.send(eve, &create).await, 202);
    }
    assert_eq!(house.comments().await.len(), 4);
    let books = ["thread_crawls", "comment_checks", "jobs"];
    let (before, requests) = (house.snapshot().without(&books), house.requests());
    let (mut seen, mut rounds) = (HashMap::<String, usize>::new(), 0);
    while rounds < 3 {
        house.peer.federation.fill_thread(&house.root).await.unwrap();
        rounds += 1;
    }
    let asked = house.world.fetched().split_off(requests);
    for (host, _, _) in &asked {
        *seen.entry(host.clone()).or_default() += 1;
    }
    assert!(
        asked.len() <= rounds * ROUND_FETCHES as usize,
        "{} requests in {rounds} rounds",
        asked.len()
    );
    assert!(asked.len() > 20, "they were read: {}", asked.len());
    assert!(
        asked.len() < PER_COLLECTION,
        "a page is not read for ever: {}",
        asked.len()
    );
    let victim = seen.get(&vera.host).copied().unwrap_or_default();
    assert!(
        victim <= rounds * 12,
        "a third server was asked {victim} times for what it does not have"
    );
    house.settle().await;
    before.assert_same(&house.snapshot().without(&books), "a listing without end");
    assert_eq!(house.trap.touched(), []);
}
