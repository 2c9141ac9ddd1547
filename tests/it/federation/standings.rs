//! What a server says of an account counts when somebody unknown comments: how old it is, and how many follow it.

use super::fake::{Answer, Fake, Sender};
use super::peers::{Ground, settle};
use chrono::TimeDelta;
use houselights::domain::comment::Root;
use houselights::domain::moderation::ReasonKind;
use houselights::service::moderation::QueueFilter;
use serde_json::{Value, json};

#[tokio::test(flavor = "multi_thread")]
async fn a_new_account_without_followers_is_weighed_once_and_a_known_one_is_not_asked_about() {
    for ground in Ground::all() {
        let (peer, fake) = (ground.peer().await, Fake::start().await);
        let mara = peer.owner("mara").await;
        let review = peer.publish(&mara, "The Long Platform").await;
        settle(&[&peer]).await;
        let subject = peer.service.urls().review(&review);
        let now = peer.service.env().clock.now();
        let arrange = |name: &str, days: i64, followers: Value| {
            let sender = Sender::new(&fake, name);
            let mut actor: Value = serde_json::from_slice(&fake.answered(sender.actor.path())).unwrap();
            actor["published"] = json!((now - TimeDelta::days(days)).to_rfc3339());
            fake.answer(sender.actor.path(), Answer::document(&actor));
            let path = format!("{}/followers", sender.actor.path());
            let id = fake.url(&path);
            if !followers.is_null() {
                let collection = json!({"id": id, "type": "OrderedCollection", "totalItems": followers});
                fake.answer(&path, Answer::document(&collection));
            }
            (sender, path)
        };
        let say = async |sender: &Sender, n: u32, more: &str| {
            let note = sender.create(&json!({
                "id": fake.url(&format!("{}/notes/{n}", sender.actor.path())), "type": "Note", "attributedTo": sender.actor,
                "inReplyTo": subject, "content": format!("<p>Words number {n} of a somewhat longer kind.{more}</p>"),
                "to": ["https://www.w3.org/ns/activitystreams#Public"], "published": now.to_rfc3339()
            }));
            let inbox = peer.service.urls().shared_inbox();
            assert_eq!(sender.send(&peer, &inbox, &note).await, 202);
            settle(&[&peer]).await;
        };
        let asked = |path: &str| fake.asked().iter().filter(|line| line.contains(path)).count();

        let (new, new_path) = arrange("new", 1, json!(0));
        // Being new alone makes nobody wait; three links from somebody new do.
        say(&new, 1, "").await;
        assert_eq!(peer.conversation(&Root::Review(review.clone())).await.count, 1);
        let (newer, newer_path) = arrange("newer", 1, json!(0));
        let links = ["a", "b", "c"].map(|host| format!(" <a href=\"https://{host}.example/\">{host}</a>"));
        say(&newer, 6, &links.concat()).await;
        say(&newer, 7, "").await;
        assert_eq!(asked(&newer_path), 1, "what a server said counts for a month");
        assert_eq!(asked(&new_path), 1);
        let queue = peer
            .service
            .queue(
                &mara,
                QueueFilter {
                    state: None,
                    ..QueueFilter::default()
                },
            )
            .await
            .unwrap();
        let mut kinds: Vec<ReasonKind> = Vec::new();
        for item in &queue.items {
            kinds.extend(
                item.assessment
                    .iter()
                    .flat_map(|known| known.reasons.iter().map(|reason| reason.kind)),
            );
        }
        assert!(
            kinds.contains(&ReasonKind::NewAccount) && kinds.contains(&ReasonKind::NoFollowers),
            "{kinds:?}"
        );

        // Old, and with followers: nothing speaks against it.
        let (old, old_path) = arrange("old", 800, json!(40));
        say(&old, 3, "").await;
        assert_eq!(asked(&old_path), 1);
        // A server that hides them is taken at its word, and one that answers nonsense, too.
        for (name, said) in [("hidden", Value::Null), ("odd", json!("many")), ("minus", json!(-5))] {
            let (other, _) = arrange(name, 400, said);
            say(&other, 4, "").await;
        }
        let talk = peer.conversation(&Root::Review(review.clone())).await;
        assert!(talk.count >= 4, "{}", talk.count);

        // Once something of theirs stands on the page, they are known.
        let before = asked("/followers");
        say(&old, 5, "").await;
        assert_eq!(asked("/followers"), before);
    }
}
