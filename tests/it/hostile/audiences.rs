//! Group 15: followers-only replies anywhere public: page, collections, feeds, search, counts.
//!
//! There are no feeds and no search yet; every public address there is is looked at byte by byte.

use super::house::{ACTIVITY_JSON, House, PUBLIC};
use crate::federation::peers::Ground;
use houselights::domain::notification::NotificationKind;
use houselights::service::lookup::LookupError;
use serde_json::{Value, json};

/// Every public face of the site: what anybody can read without signing in.
async fn faces(house: &House) -> Vec<(String, String)> {
    let review = house.object.path().to_owned();
    let page = house.page_path().await;
    let documents = [
        review.clone(),
        format!("{review}/replies"),
        format!("{review}/replies?page=1"),
        format!("{review}/context"),
        format!("{review}/context?page=1"),
        format!("{review}/likes"),
        format!("{review}/shares"),
        "/users/mara".to_owned(),
        "/users/mara/outbox".to_owned(),
        "/users/mara/outbox?page=1".to_owned(),
        "/users/mara/followers".to_owned(),
        "/users/mara/following".to_owned(),
        "/users/mara/featured".to_owned(),
        "/actor".to_owned(),
        "/actor/outbox".to_owned(),
        "/nodeinfo/2.0".to_owned(),
        "/nodeinfo/2.1".to_owned(),
    ];
    let pages = [
        "/",
        "/@mara",
        &page,
        "/films/the-long-platform-1962",
        "/@mara/tags/trains",
        "/appearance",
        "/sign-in",
    ];
    let mut seen = Vec::new();
    let wanted = documents.iter().map(|path| (path.as_str(), ACTIVITY_JSON));
    for (path, accept) in wanted.chain(pages.iter().map(|path| (*path, "text/html"))) {
        let answer = house.peer.get(path, accept).await;
        assert!(
            answer.status.is_success() || answer.status == 404,
            "{path}: {}",
            answer.status
        );
        seen.push((
            format!("{path} as {accept}"),
            without_tokens(&String::from_utf8_lossy(&answer.body)),
        ));
    }
    seen
}

/// Forms of visitors carry a token of their own.
fn without_tokens(page: &str) -> String {
    let lines = page
        .lines()
        .filter(|line| !line.contains("name=\"csrf\"") && !line.contains("name=\"token\""));
    lines.collect::<Vec<_>>().join("\n")
}

fn addressed(mut create: Value, to: Value, cc: Value) -> Value {
    create["object"]["to"] = to.clone();
    create["object"]["cc"] = cc.clone();
    (create["to"], create["cc"]) = (to, cc);
    create
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_not_for_everybody_stands_nowhere_and_changes_no_count() {
    for ground in Ground::all() {
        let house = House::build(ground).await;
        let (vera, author) = (&house.vera, house.author().to_owned());
        let known = house
            .peer
            .service
            .actor_by_uri(&vera.id.parse().unwrap())
            .await
            .unwrap()
            .unwrap();
        house.peer.service.follow(&house.mara, &known.id).await.unwrap();
        house.settle().await;
        let accept = json!({"id": vera.at("/accepts/1"), "type": "Accept", "actor": vera.id,
            "object": {"type": "Follow", "actor": author, "object": vera.id}});
        assert_eq!(house.send(vera, &accept).await, 202);
        let public = house.reply(vera, "Said aloud.");
        house.world.serve_object(&public["object"]);
        assert_eq!(house.send(vera, &public).await, 202);
        house.settle().await;
        let (before, seen) = (house.snapshot().without(&["notifications"]), faces(&house).await);

        let followers = format!("{}/followers", vera.id);
        let secret = |to: Value, cc: Value| addressed(house.reply(vera, "Whispered."), to, cc);
        let mut told = vec![
            secret(json!([followers]), json!([author])),
            secret(json!(followers), json!(null)),
            secret(json!([author]), json!([])),
            secret(json!([]), json!([])),
            secret(
                json!([author, followers]),
                json!([
                    "public",
                    "Public ",
                    "as:public",
                    "https://www.w3.org/ns/activitystreams"
                ]),
            ),
            secret(json!([vera.id]), json!([{"type": "Collection", "items": [PUBLIC]}])),
        ];
        for field in ["bto", "bcc", "audience", "inReplyToAtomUri"] {
            let mut whispered = secret(json!([author]), json!([]));
            whispered["object"][field] = json!([PUBLIC]);
            whispered[field] = json!([PUBLIC]);
            told.push(whispered);
        }
        // The activity says everybody, the text does not.
        let mut torn = secret(json!([followers]), json!([author]));
        torn["to"] = json!([PUBLIC]);
        told.push(torn);
        // Not an answer: a post of somebody followed here, one that links to the review, and one that quotes it.
        for key in ["content", "quoteUrl", "url"] {
            let mut post = secret(json!([followers]), json!([author]));
            post["object"]["inReplyTo"] = json!(null);
            post["object"]["name"] = json!("Whispered.");
            post["object"][key] = if key == "content" {
                json!(format!("<p>Whispered of <a href=\"{}\">it</a>.</p>", house.object))
            } else {
                json!(house.object)
            };
            told.push(post);
        }
        // Below what was said aloud.
        let mut below = secret(json!([followers]), json!([author]));
        below["object"]["inReplyTo"] = public["object"]["id"].clone();
        told.push(below);
        for activity in &told {
            // Its server shows it to whoever it trusts, and this server's signature may be enough for that.
            house.world.serve_object(&activity["object"]);
            assert_eq!(house.send(vera, activity).await, 202);
        }
        house.settle().await;
        let notes = house.peer.service.notifications(&house.mara, None).await.unwrap();
        let private = notes
            .iter()
            .filter(|note| note.kind == NotificationKind::Private)
            .count();
        assert!(private >= 5, "those it is for are told: {private}");

        // Passed on, announced, liked, boosted, answered aloud, looked up, and asked for in a round of questions.
        let secret_id = told[0]["object"]["id"].clone();
        let mut passed = told[0].clone();
        passed["id"] = json!(vera.at("/activities/passed"));
        assert_eq!(house.send(&house.eve, &passed).await, 202);
        for kind in ["Announce", "Like"] {
            assert_eq!(
                house
                    .send(&house.eve, &house.activity(&house.eve, kind, &secret_id))
                    .await,
                202
            );
        }
        let aloud = house
            .eve
            .create_note("aloud", secret_id.as_str().unwrap(), "Did you hear?", &author);
        assert_eq!(house.send(&house.eve, &aloud).await, 202);
        house.settle().await;
        let found = house
            .peer
            .service
            .lookup()
            .unwrap()
            .object(&secret_id.as_str().unwrap().parse().unwrap())
            .await;
        assert!(matches!(found, Err(LookupError::Refused(_))), "{found:?}");

        for ((what, was), (_, is)) in seen.iter().zip(faces(&house).await) {
            assert_eq!(*was, is, "{what} has changed");
            assert!(!is.contains("Whispered") && !is.contains("Did you hear"), "{what}");
        }
        before.assert_same(
            &house.snapshot().without(&["notifications"]),
            "a message that is not for everybody",
        );
        assert_eq!(house.trap.touched(), []);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_taken_back_from_the_public_is_gone_from_every_page() {
    for ground in Ground::all() {
        let house = House::build(ground).await;
        let vera = &house.vera;
        let seen = faces(&house).await;
        let mut answer = house.reply(vera, "Said too loudly.");
        answer["object"]["published"] = json!("2026-11-20T10:00:00Z");
        let mut post = house.reply(
            vera,
            &format!("<p>Said too loudly of <a href=\"{}\">it</a>.</p>", house.object),
        );
        post["object"]["inReplyTo"] = json!(null);
        for activity in [&answer, &post] {
            assert_eq!(house.send(vera, activity).await, 202);
        }
        house.settle().await;
        let page = house.page_path().await;
        assert!(
            house.page(&page).await.matches("Said too loudly").count() >= 2,
            "both are there first"
        );
        let followers = json!([format!("{}/followers", vera.id)]);
        for activity in [answer, post] {
            let mut update = addressed(activity, followers.clone(), json!([]));
            update["id"] = json!(vera.at(&format!("/updates/{}", house.next())));
            update["type"] = json!("Update");
            update["object"]["updated"] = json!("2026-11-22T00:00:00Z");
            assert_eq!(house.send(vera, &update).await, 202);
        }
        house.settle().await;
        for ((what, was), (_, is)) in seen.iter().zip(faces(&house).await) {
            assert!(!is.contains("Said too loudly"), "{what} still says it");
            if what.contains("/replies") || what.contains("/context") {
                assert_eq!(*was, is, "{what} still counts it");
            }
        }
    }
}
