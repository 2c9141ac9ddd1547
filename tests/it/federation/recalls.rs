//! What this server takes back, and what that does elsewhere.

use super::peers::{Ground, settle};
use houselights::domain::comment::Root;
use houselights::domain::like::Subject;
use std::time::Duration;

/// Edits are told apart by the second.
async fn a_second() {
    tokio::time::sleep(Duration::from_millis(1_100)).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_follower_reads_no_more_of_a_review_before_that_was_withdrawn() {
    for ground in Ground::all() {
        let (a, b) = (ground.peer().await, ground.peer().await);
        let (mara, ivo) = (a.person("mara").await, b.person("ivo").await);
        b.follow(&ivo, &a.handle("mara")).await;
        settle(&[&a, &b]).await;
        let first = a.publish(&mara, "The Long Platform").await;
        settle(&[&a, &b]).await;
        let second = a.publish(&mara, "The Long Platform").await;
        settle(&[&a, &b]).await;
        let there = b.read(&a.service.urls().review(&second)).await;
        let Subject::Post(post) = &there else {
            panic!("a review elsewhere is a post here")
        };
        let old = a.service.urls().review(&first);
        let page = b.service.post_page(&ivo, post, 1).await.unwrap();
        assert!(page.html.as_str().contains(old.as_str()), "{}", page.html);
        a_second().await;
        a.service.withdraw_review(&mara, &first).await.unwrap();
        settle(&[&a, &b]).await;
        let page = b.service.post_page(&ivo, post, 1).await.unwrap();
        assert!(!page.html.as_str().contains(old.as_str()), "{}", page.html);
        let article = a.document(a.service.urls().review(&second).path()).await;
        assert!(article.get("previousReview").is_none(), "{article:#}");
        assert!(article["updated"].is_string());
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_comment_written_here_that_is_taken_off_the_page_is_taken_back_from_those_who_have_it() {
    for ground in Ground::all() {
        let (a, b) = (ground.peer().await, ground.peer().await);
        let (mara, noah, ivo) = (a.person("mara").await, a.person("noah").await, b.person("ivo").await);
        let review = a.publish(&mara, "The Long Platform").await;
        settle(&[&a, &b]).await;
        let there = b.read(&a.service.urls().review(&review)).await;
        let Subject::Post(post) = &there else {
            panic!("a review elsewhere is a post here")
        };
        let (here, there_root) = (Root::Review(review.clone()), Root::Post(post.clone()));
        b.service.write_comment(&ivo, there.clone(), "Hello.").await.unwrap();
        settle(&[&a, &b]).await;
        let rude = a
            .service
            .write_comment(&noah, Subject::Review(review.clone()), "Rude.")
            .await
            .unwrap();
        settle(&[&a, &b]).await;
        let counts = async || {
            (
                a.conversation(&here).await.count,
                b.conversation(&there_root).await.count,
            )
        };
        assert_eq!(counts().await, (2, 2));
        let listed = a.service.outbox_page(&noah.actor.id, None, 10).await.unwrap().items;
        let said: serde_json::Value = serde_json::from_str(&listed[0]).unwrap();
        let said = said["id"].as_str().unwrap().replace(a.origin.as_str(), "/");
        let json = "application/activity+json";
        assert_eq!(a.get(&said, json).await.status, 200);

        a.service.delete_comment(&mara, &rude.id).await.unwrap();
        settle(&[&a, &b]).await;
        assert_eq!(counts().await, (1, 1));
        assert_eq!(a.service.outbox_count(&noah.actor.id).await.unwrap(), 0);
        assert_eq!(
            a.get(&said, json).await.status,
            404,
            "nor can it be read as it was sent"
        );
        assert_eq!(a.get(rude.uri.path(), json).await.status, 404);

        a.service.restore_comment(&mara, &rude.id).await.unwrap();
        settle(&[&a, &b]).await;
        assert_eq!(counts().await, (2, 1), "a Tombstone is for good");
        assert_eq!(a.get(rude.uri.path(), json).await.status, 200);
    }
}
