//! What servers of ill will say.

use crate::support::db::for_each_database;
use crate::support::world::{World, stranger};
use houselights::domain::account::Role;
use houselights::domain::id::CommentId;
use houselights::domain::like::ReactionKind;
use houselights::domain::text::sanitize;
use houselights::service::Error;
use houselights::service::remote::{NoteReceived, Outcome, RemoteActor};

#[tokio::test]
async fn ids_on_our_own_host_are_refused_from_others() {
    for_each_database(|database| async move {
        let w = World::on(database);
        let mara = w.person("mara", Role::Owner).await;
        let review = w.publish(&mara, "The Salt Road").await;
        let ivo = w.stranger("ivo", "a.example").await;
        let object = w.service.urls().review(&review);
        let ours = NoteReceived {
            uri: w.service.urls().comment(&CommentId::new("mine")),
            ..w.note(&ivo, "one", &object)
        };
        assert_eq!(w.reply(ours).await, Outcome::Refused("an address of this server"));
        let deleted = w.service.object_deleted(&ivo, &object).await.unwrap();
        assert_eq!(deleted, Outcome::Refused("an address of this server"));
        assert!(w.service.resolve(&object).await.unwrap().is_some(), "the review stands");
        let impostor = RemoteActor {
            uri: mara.actor.uri.clone(),
            ..stranger("mara", "a.example")
        };
        assert!(matches!(w.service.upsert_actor(impostor).await, Err(Error::Forbidden)));
        let known = w.service.local_actor("MARA").await.unwrap().unwrap();
        assert_eq!(known.public_key_pem, mara.actor.public_key_pem);
    })
    .await;
}

#[tokio::test]
async fn a_remote_author_cannot_touch_a_comment_written_here() {
    for_each_database(|database| async move {
        let w = World::on(database);
        let mara = w.person("mara", Role::Owner).await;
        let review = w.publish(&mara, "The Salt Road").await;
        let ivo = w.stranger("ivo", "a.example").await;
        let target = houselights::domain::like::Subject::Review(review.clone());
        let comment = w.service.write_comment(&mara, target, "Mine.").await.unwrap();
        let forged = NoteReceived {
            uri: comment.uri.clone(),
            html: sanitize::remote_html("<p>Not mine.</p>", None),
            edited_at: Some(w.clock.now() + chrono::TimeDelta::hours(1)),
            ..w.note(&ivo, "x", &comment.in_reply_to)
        };
        let outcome = w.service.object_updated(forged).await.unwrap();
        assert_eq!(outcome, Outcome::Refused("belongs to somebody else"));
        assert_eq!(w.thread(&review).await, ["Mine."]);
    })
    .await;
}

#[tokio::test]
async fn a_hundred_answers_at_once_are_each_stored_once() {
    for_each_database(|database| async move {
        let w = World::on(database);
        let mara = w.person("mara", Role::Owner).await;
        let review = w.publish(&mara, "The Salt Road").await;
        let ivo = w.stranger("ivo", "a.example").await;
        let object = w.service.urls().review(&review);
        let parent = w.service.resolve(&object).await.unwrap().unwrap();
        let second = w.second();
        let tries = (0..100).map(|n| {
            let service = if n % 2 == 0 { &w.service } else { &second };
            let note = w.note(&ivo, &format!("note{}", n / 4), &object);
            service.comment_received(note, parent.clone())
        });
        let outcomes = futures_util::future::join_all(tries).await;
        let new = outcomes
            .into_iter()
            .filter(|outcome| matches!(outcome, Ok(Outcome::Accepted("comment"))))
            .count();
        assert_eq!((new, w.conversation(&review).await.count), (25, 25));
        let likes = (0..20).map(|n| {
            let service = if n % 2 == 0 { &w.service } else { &second };
            let activity = format!("https://a.example/likes/{n}");
            let (ivo, object) = (ivo.clone(), object.clone());
            async move {
                service
                    .reaction_received(&ivo, ReactionKind::Like, &object, &activity)
                    .await
            }
        });
        futures_util::future::join_all(likes).await;
        assert_eq!(w.conversation(&review).await.likes.total, 1);
    })
    .await;
}

#[tokio::test]
async fn another_process_page_is_out_of_date_after_a_change_here() {
    for_each_database(|database| async move {
        let w = World::on(database);
        let mara = w.person("mara", Role::Owner).await;
        let review = w.publish(&mara, "The Salt Road").await;
        let second = w.second();
        second.sync_freshness().await.unwrap();
        let tag = houselights::service::freshness::Tag::review(&review);
        let stamp = second.freshness().stamp(std::slice::from_ref(&tag));
        let ivo = w.stranger("ivo", "a.example").await;
        w.reply(w.note(&ivo, "one", &w.service.urls().review(&review))).await;
        w.pass(chrono::TimeDelta::milliseconds(150));
        second.sync_freshness().await.unwrap();
        assert!(!second.freshness().is_fresh(&stamp));
    })
    .await;
}
