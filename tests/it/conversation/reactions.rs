//! Likes and boosts from elsewhere.

use crate::support::db::for_each_database;
use crate::support::world::{World, subject};
use houselights::domain::account::Role;
use houselights::domain::like::ReactionKind::{Boost, Like};
use houselights::service::remote::Outcome;

#[tokio::test]
async fn one_like_and_one_boost_count_for_each_actor_and_undo_lowers_the_count() {
    for_each_database(|database| async move {
        let w = World::on(database);
        let mara = w.person("mara", Role::Owner).await;
        let review = w.publish(&mara, "The Salt Road").await;
        let object = w.service.urls().review(&review);
        let (ivo, eve) = (
            w.stranger("ivo", "a.example").await,
            w.stranger("eve", "b.example").await,
        );
        let give = |by, kind, activity| w.service.reaction_received(by, kind, &object, activity);
        let first = give(&ivo, Like, "https://a.example/likes/1").await.unwrap();
        assert_eq!(first, Outcome::Accepted("like"));
        let again = give(&ivo, Like, "https://a.example/likes/2").await.unwrap();
        assert_eq!(again, Outcome::Ignored("counted already"));
        give(&ivo, Boost, "https://a.example/boosts/1").await.unwrap();
        give(&eve, Like, "https://b.example/likes/1").await.unwrap();
        let of = subject(&review);
        assert_eq!(w.service.likes_count(&of).await.unwrap(), 2);
        assert_eq!(w.service.shares_count(&of).await.unwrap(), 1);
        let conversation = w.conversation(&review).await;
        assert_eq!(
            (conversation.likes.total, conversation.boosts.total, conversation.people),
            (2, 1, 2)
        );

        let undo = |by, kind, object, activity| w.service.reaction_undone(by, kind, object, activity);
        let forged = undo(&eve, None, None, Some("https://a.example/likes/2")).await.unwrap();
        assert_eq!(forged, Outcome::Ignored("nothing to undo"), "only one's own");
        let by_newest = undo(&ivo, None, None, Some("https://a.example/likes/2")).await.unwrap();
        assert_eq!(by_newest, Outcome::Accepted("undone"));
        let by_object = undo(&eve, Some(Like), Some(&object), None).await.unwrap();
        assert_eq!(by_object, Outcome::Accepted("undone"));
        assert_eq!(w.service.likes_count(&of).await.unwrap(), 0);
        assert_eq!(w.service.shares_count(&of).await.unwrap(), 1);
        let replay = give(&eve, Like, "https://b.example/likes/1").await.unwrap();
        assert_eq!(replay, Outcome::Refused("was undone"));
        assert_eq!(
            give(&eve, Like, "https://b.example/likes/9").await.unwrap(),
            Outcome::Accepted("like")
        );
        assert_eq!(
            w.service.unread_notifications(&mara).await.unwrap(),
            2,
            "the boost and the last like"
        );
    })
    .await;
}

#[tokio::test]
async fn an_undo_that_overtakes_its_like_is_remembered() {
    for_each_database(|database| async move {
        let w = World::on(database);
        let mara = w.person("mara", Role::Owner).await;
        let review = w.publish(&mara, "The Salt Road").await;
        let object = w.service.urls().review(&review);
        let ivo = w.stranger("ivo", "a.example").await;
        let activity = "https://a.example/likes/1";
        w.service
            .reaction_undone(&ivo, Some(Like), Some(&object), Some(activity))
            .await
            .unwrap();
        let late = w
            .service
            .reaction_received(&ivo, Like, &object, activity)
            .await
            .unwrap();
        assert_eq!(late, Outcome::Refused("was undone"));
        let unknown = w.service.urls().at("/r/nothing");
        let outcome = w
            .service
            .reaction_received(&ivo, Like, &unknown, "https://a.example/likes/2")
            .await;
        assert_eq!(outcome.unwrap(), Outcome::Ignored("unknown object"));
    })
    .await;
}

#[tokio::test]
async fn an_actor_who_leaves_takes_every_like_boost_text_and_notification_along() {
    for_each_database(|database| async move {
        let w = World::on(database);
        let mara = w.person("mara", Role::Owner).await;
        let (ivo, eve) = (
            w.stranger("ivo", "a.example").await,
            w.stranger("eve", "b.example").await,
        );
        let mut reviews = Vec::new();
        for n in 0..12 {
            let review = w.publish(&mara, &format!("Film {n}")).await;
            let object = w.service.urls().review(&review);
            let note = w.note(&eve, &format!("note-{n}"), &object);
            w.reply(note.clone()).await;
            w.reply(w.note(&ivo, &format!("own-{n}"), &object)).await;
            for (by, kind, of) in [
                (&ivo, Like, &object),
                (&ivo, Boost, &object),
                (&ivo, Like, &note.uri),
                (&eve, Like, &object),
            ] {
                let activity = format!("{}/given/{}/{n}/{}", by.uri, kind.as_str(), of.path());
                let given = w.service.reaction_received(by, kind, of, &activity).await.unwrap();
                assert!(matches!(given, Outcome::Accepted(_)), "{given:?}");
            }
            reviews.push(review);
        }
        let tags: Vec<_> = reviews
            .iter()
            .map(houselights::service::freshness::Tag::review)
            .collect();
        let stamps: Vec<_> = tags
            .iter()
            .map(|tag| w.service.freshness().stamp(std::slice::from_ref(tag)))
            .collect();
        let left = w.service.actor_deleted(&ivo.uri).await.unwrap();
        assert_eq!(left, Outcome::Accepted("actor deleted"));
        assert!(
            stamps.iter().all(|stamp| !w.service.freshness().is_fresh(stamp)),
            "every page is made anew"
        );
        for review in &reviews {
            let talk = w.conversation(review).await;
            assert_eq!(
                (talk.likes.total, talk.boosts.total, talk.count),
                (1, 0, 1),
                "what eve said and gave stays"
            );
            assert_eq!(talk.comments[0].likes, 0);
        }
        let unread = w.service.unread_notifications(&mara).await.unwrap();
        assert_eq!(unread, 24, "eve's replies and likes");
    })
    .await;
}
