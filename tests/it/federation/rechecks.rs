//! Comments are looked at again where they come from, rarely, and what is gone there goes here.

use super::fake::{Answer, Fake};
use super::peers::{Ground, Peer, settle};
use chrono::TimeDelta;
use houselights::domain::comment::Root;
use houselights::domain::text::plain;
use houselights::env::Clock;
use houselights::env::keys::generate;
use houselights::federation::fetch::Budget;
use serde_json::{Value, json};

#[tokio::test(flavor = "multi_thread")]
async fn what_is_gone_or_changed_at_its_origin_is_gone_or_changed_here() {
    for ground in Ground::all() {
        let clock = Clock::manual(Clock::system().now());
        let settings = [("federation.fetch_replies", "false")];
        let peer = Peer::start_by(ground.database(), &settings, clock.clone()).await;
        let fake = Fake::start().await;
        let ivo = fake.actor("ivo", &generate().unwrap().public_pem);
        let mara = peer.person("mara").await;
        let review = peer.publish(&mara, "The Long Platform").await;
        settle(&[&peer]).await;
        let at = peer.service.urls().review(&review);
        let published = clock.now();
        let note = |name: &str| -> Value {
            json!({
                "id": fake.url(name), "type": "Note", "attributedTo": ivo, "inReplyTo": at,
                "content": format!("<p>{name}</p>"), "to": ["as:Public"], "published": published.to_rfc3339()
            })
        };
        for name in ["/a", "/b", "/c", "/d"] {
            fake.answer(
                name,
                Answer::document(&note(name)).header("etag", &format!("\"{name}\"")),
            );
            let read = peer.federation.note(&fake.url(name), &Budget::new()).await.unwrap();
            peer.federation.take_in(read, &Budget::new()).await.unwrap();
        }
        let texts = || async {
            let talk = peer.conversation(&Root::Review(review.clone())).await;
            let texts = talk.comments.iter().map(|c| plain::from_html(c.html.as_str()));
            texts.collect::<Vec<String>>()
        };
        // Every look of a day, two of one server at a time.
        let look = || async {
            while peer.federation.recheck(10).await.unwrap() > 0 {}
            let asked = fake.asked_since();
            asked
                .into_iter()
                .filter(|path| !path.contains("/users/"))
                .collect::<Vec<String>>()
        };
        fake.asked_since();
        assert_eq!(peer.federation.recheck(10).await.unwrap(), 0, "they came a moment ago");
        clock.advance(TimeDelta::hours(30));
        assert_eq!(
            peer.federation.recheck(10).await.unwrap(),
            2,
            "two of one server in one round"
        );
        assert_eq!(peer.federation.recheck(10).await.unwrap(), 2);
        assert_eq!(peer.federation.recheck(10).await.unwrap(), 0);
        assert_eq!(texts().await, ["/a", "/b", "/c", "/d"]);
        fake.asked_since();

        // A week later: one is deleted, one is not found, one is changed without a word, one is as it was.
        fake.answer("/a", Answer::status(410));
        fake.answer("/b", Answer::status(404));
        let mut changed = note("/c");
        changed["content"] = json!("<p>Changed.</p>");
        fake.answer("/c", Answer::document(&changed));
        clock.advance(TimeDelta::days(2));
        assert_eq!(look().await, Vec::<String>::new(), "not yet");
        clock.advance(TimeDelta::days(7));
        assert_eq!(look().await.len(), 4);
        assert_eq!(
            texts().await,
            ["/b", "Changed.", "/d"],
            "one 404 may be a server in disorder"
        );
        clock.advance(TimeDelta::hours(30));
        assert_eq!(look().await, ["GET /b"], "asked again the next day, and nobody else");
        assert_eq!(texts().await, ["Changed.", "/d"]);
        clock.advance(TimeDelta::days(10));
        assert_eq!(
            look().await,
            Vec::<String>::new(),
            "once a month from now on, and never the deleted"
        );

        // What comes back in time was not gone; what says the same was not edited.
        fake.answer("/c", Answer::status(404));
        clock.advance(TimeDelta::days(30));
        look().await;
        fake.answer("/c", Answer::document(&changed));
        clock.advance(TimeDelta::hours(30));
        look().await;
        fake.answer("/c", Answer::status(404));
        clock.advance(TimeDelta::days(40));
        look().await;
        assert_eq!(texts().await, ["Changed.", "/d"]);
        let talk = peer.conversation(&Root::Review(review.clone())).await;
        assert_eq!(talk.comments[1].edited_at, None, "304, and the same words");
        let late = peer.federation.note(&fake.url("/a"), &Budget::new()).await;
        assert!(late.is_err());
    }
}
