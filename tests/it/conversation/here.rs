//! What people write, like and moderate on this site.

use crate::support::db::for_each_database;
use crate::support::world::{World, subject};
use chrono::TimeDelta;
use houselights::domain::account::Role;
use houselights::domain::change::Change;
use houselights::domain::comment::{COMMENT_MAX, CommentState, Root};
use houselights::domain::job::JobPayload;
use houselights::domain::like::{ReactionKind, Subject};
use houselights::service::Error;

fn changes(jobs: Vec<JobPayload>) -> Vec<&'static str> {
    let names = jobs.into_iter().map(|job| match job {
        JobPayload::FanOut(Change::ReviewPublished { .. }) => "review published",
        JobPayload::FanOut(Change::CommentPublished { .. }) => "comment published",
        JobPayload::FanOut(Change::CommentEdited { .. }) => "comment edited",
        JobPayload::FanOut(Change::CommentRemoved { .. }) => "comment removed",
        JobPayload::FanOut(Change::ReplyApproved { .. }) => "reply approved",
        JobPayload::FanOut(Change::ReplyRejected { .. }) => "reply rejected",
        JobPayload::FanOut(Change::ReactionAdded { .. }) => "reaction added",
        JobPayload::FanOut(Change::ReactionRemoved { .. }) => "reaction removed",
        _ => "something else",
    });
    names.collect()
}

#[tokio::test]
async fn an_answer_written_here_stands_in_its_place_and_is_told_to_the_world_once() {
    for_each_database(|database| async move {
        let w = World::on(database);
        let mara = w.person("mara", Role::Owner).await;
        let review = w.publish(&mara, "The Salt Road").await;
        let ivo = w.stranger("ivo", "a.example").await;
        let reply = w.note(&ivo, "one", &w.service.urls().review(&review));
        w.reply(reply.clone()).await;
        let parent = w.conversation(&review).await.comments[0].id.clone();
        w.take_jobs().await;

        let target = Subject::Comment(parent.clone());
        let text = "Thank you, @ivo@a.example and @mara.\r\n\r\n*Really.*";
        let written = w.service.write_comment(&mara, target.clone(), text).await.unwrap();
        assert_eq!(written.in_reply_to, reply.uri);
        assert_eq!(written.uri, w.service.urls().comment(&written.id));
        assert_eq!(
            written.url, written.uri,
            "leads to its place, on whichever page that is by then"
        );
        assert_eq!(written.language.as_deref(), Some("en"));
        assert!(
            written.html.as_str().contains("href=\"https://a.example/@ivo\""),
            "{}",
            written.html
        );
        assert!(written.html.as_str().contains("<em>Really.</em>"));
        let twice = w.service.write_comment(&mara, target, text).await.unwrap();
        assert_eq!(twice.id, written.id, "sent twice by a nervous finger");
        assert_eq!(changes(w.take_jobs().await), ["comment published"]);
        assert_eq!(w.thread(&review).await.len(), 2);

        let document = w.service.comment_document(&written.id).await.unwrap().unwrap();
        assert_eq!(document.parent_author.unwrap().id, ivo.id);
        assert_eq!(document.root_author.id, mara.actor.id);
        let mentioned: Vec<&str> = document.mentions.iter().map(|actor| actor.handle.as_str()).collect();
        assert!(mentioned.contains(&"ivo") && mentioned.contains(&"mara"));
    })
    .await;
}

#[tokio::test]
async fn a_comment_is_edited_and_deleted_by_its_author_only() {
    for_each_database(|database| async move {
        let w = World::on(database);
        let (mara, noah) = (
            w.person("mara", Role::Owner).await,
            w.person("noah", Role::Member).await,
        );
        let review = w.publish(&mara, "The Salt Road").await;
        let comment = w
            .service
            .write_comment(&noah, subject(&review), "First.")
            .await
            .unwrap();
        assert_eq!(w.service.unread_notifications(&mara).await.unwrap(), 1);
        let forged = w.service.edit_comment(&mara, &comment.id, "Hijacked.").await;
        assert!(matches!(forged, Err(Error::Forbidden)));
        w.pass(TimeDelta::minutes(5));
        let edited = w.service.edit_comment(&noah, &comment.id, "Second.").await.unwrap();
        assert_eq!(edited.edited_at, Some(w.clock.now()));
        w.service.edit_comment(&noah, &comment.id, "Second.").await.unwrap();
        assert_eq!(w.thread(&review).await, ["Second."]);
        w.service.delete_comment(&noah, &comment.id).await.unwrap();
        w.service.delete_comment(&noah, &comment.id).await.unwrap();
        assert_eq!(
            changes(w.take_jobs().await),
            [
                "review published",
                "comment published",
                "comment edited",
                "comment removed"
            ]
        );
        assert!(matches!(
            w.service.comment_document(&comment.id).await,
            Err(Error::Gone)
        ));
        let left = w.service.removed_comment_document(&comment.id).await.unwrap().unwrap();
        assert_eq!(
            (left.comment.source.as_str(), left.author.handle.as_str()),
            ("", "noah")
        );
        let again = w.service.edit_comment(&noah, &comment.id, "Back.").await;
        assert!(matches!(again, Err(Error::Gone)));
        assert!(w.service.is_tombstoned(&comment.uri).await.unwrap());
        assert_eq!(w.service.unread_notifications(&mara).await.unwrap(), 0);
    })
    .await;
}

#[tokio::test]
async fn whoever_looks_after_the_conversation_takes_a_comment_off_the_page_and_back() {
    for_each_database(|database| async move {
        let w = World::on(database);
        let (mara, noah) = (
            w.person("mara", Role::Reviewer).await,
            w.person("noah", Role::Member).await,
        );
        let review = w.publish(&mara, "The Salt Road").await;
        let ivo = w.stranger("ivo", "a.example").await;
        w.reply(w.note(&ivo, "rude", &w.service.urls().review(&review))).await;
        let id = w.conversation(&review).await.comments[0].id.clone();
        w.take_jobs().await;
        let root = Root::Review(review.clone());
        let may = |viewer| {
            let (service, root) = (w.service.clone(), root.clone());
            async move { service.conversation(&root, Some(viewer)).await.unwrap().comments[0].may }
        };
        assert!(may(&mara).await.remove && !may(&mara).await.edit && !may(&noah).await.remove);
        assert!(matches!(
            w.service.delete_comment(&noah, &id).await,
            Err(Error::Forbidden)
        ));
        w.service.delete_comment(&mara, &id).await.unwrap();
        assert!(w.thread(&review).await.is_empty(), "visitors see nothing of it");
        let seen = w.service.conversation(&root, Some(&mara)).await.unwrap();
        assert_eq!((seen.comments[0].state, seen.count), (CommentState::Removed, 0));
        assert!(seen.comments[0].may.restore);
        assert!(matches!(w.service.comment(None, &id).await, Err(Error::NotFound)));
        assert!(matches!(
            w.service.restore_comment(&noah, &id).await,
            Err(Error::Forbidden)
        ));
        w.service.restore_comment(&mara, &id).await.unwrap();
        assert_eq!(w.thread(&review).await, ["rude"]);
        assert_eq!(
            changes(w.take_jobs().await),
            ["reply rejected", "reply approved"],
            "its own server hears of it, by which whoever wrote it can know"
        );
    })
    .await;
}

#[tokio::test]
async fn a_like_given_here_counts_once_and_can_be_taken_back() {
    for_each_database(|database| async move {
        let w = World::on(database);
        let (mara, noah) = (
            w.person("mara", Role::Owner).await,
            w.person("noah", Role::Member).await,
        );
        let review = w.publish(&mara, "The Salt Road").await;
        w.take_jobs().await;
        for _ in 0..2 {
            w.service
                .react(&noah, ReactionKind::Like, subject(&review))
                .await
                .unwrap();
        }
        let seen = w
            .service
            .conversation(&Root::Review(review.clone()), Some(&noah))
            .await
            .unwrap();
        assert_eq!((seen.likes.total, seen.likes.mine, seen.likes.others()), (1, true, 0));
        for _ in 0..2 {
            w.service
                .unreact(&noah, ReactionKind::Like, subject(&review))
                .await
                .unwrap();
        }
        assert_eq!(w.conversation(&review).await.likes.total, 0);
        assert_eq!(changes(w.take_jobs().await), ["reaction added", "reaction removed"]);
        assert_eq!(w.service.unread_notifications(&mara).await.unwrap(), 0);
        w.service.delete_review(&mara, &review).await.unwrap();
        let gone = w.service.react(&noah, ReactionKind::Like, subject(&review)).await;
        assert!(matches!(gone, Err(Error::Gone)));
    })
    .await;
}

#[tokio::test]
async fn a_comment_that_cannot_be_saved_says_why() {
    for_each_database(|database| async move {
        let w = World::on(database);
        let mara = w.person("mara", Role::Owner).await;
        let review = w.publish(&mara, "The Salt Road").await;
        for bad in ["  \r\n ", &"x".repeat(COMMENT_MAX + 1), "nul\0"] {
            let error = w.service.write_comment(&mara, subject(&review), bad).await.unwrap_err();
            assert_eq!(error.code(), "invalid-input");
        }
        let lost = Subject::Comment(houselights::domain::id::CommentId::new("nothing"));
        let error = w.service.write_comment(&mara, lost, "Hello?").await.unwrap_err();
        assert_eq!(error.code(), "not-found");
        let markup = "<script>alert(1)</script> [x](javascript:alert(1))";
        let comment = w.service.write_comment(&mara, subject(&review), markup).await.unwrap();
        assert!(!comment.html.as_str().contains("<script") && !comment.html.as_str().contains("href=\"javascript"));
    })
    .await;
}
