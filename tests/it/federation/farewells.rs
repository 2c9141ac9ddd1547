//! Somebody deletes their account, and every server that knew them forgets them.

use super::peers::{Ground, settle};
use houselights::domain::account::Role;
use houselights::domain::comment::Root;
use houselights::domain::follow::FollowState;
use houselights::domain::like::{ReactionKind, Subject};
use houselights::service::accounts::{Caretaker, NewAccount};

const JSON: &str = "application/activity+json";

#[tokio::test(flavor = "multi_thread")]
async fn every_server_that_knew_somebody_forgets_them_and_their_documents_answer_410() {
    for ground in Ground::all() {
        let (a, b) = (ground.peer().await, ground.peer().await);
        let (mara, ivo) = (a.owner("mara").await, b.person("ivo").await);
        let new = NewAccount {
            handle: "noah".to_owned(),
            name: "Noah".to_owned(),
            email: String::new(),
            password: "a long enough secret".to_owned(),
        };
        a.service.add_account(new, Role::Reviewer).await.unwrap();
        let noah = a.service.viewer_of("noah").await.unwrap();
        b.follow(&ivo, &a.handle("noah")).await;
        settle(&[&a, &b]).await;
        // A review that Ivo's server has, a comment under Mara's, an answer to Ivo and a like.
        let review = a.publish(&noah, "The Long Platform").await;
        let hers = a.publish(&mara, "Harbour").await;
        settle(&[&a, &b]).await;
        let Subject::Post(post) = b.read(&a.service.urls().review(&review)).await else {
            panic!("a review elsewhere is a post here")
        };
        let there = b.read(&a.service.urls().review(&hers)).await;
        let Subject::Post(harbour) = &there else {
            panic!("a review elsewhere is a post here")
        };
        let asked = b
            .service
            .write_comment(&ivo, there.clone(), "Which harbour?")
            .await
            .unwrap();
        settle(&[&a, &b]).await;
        let answered = a.conversation(&Root::Review(hers.clone())).await.comments[0].id.clone();
        let said = a
            .service
            .write_comment(&noah, Subject::Comment(answered), "The old one.")
            .await
            .unwrap();
        a.service
            .react(&noah, ReactionKind::Like, Subject::Review(hers.clone()))
            .await
            .unwrap();
        settle(&[&a, &b]).await;
        assert_eq!(b.conversation(&Root::Post(harbour.clone())).await.count, 2);
        let known = b.find(&a.handle("noah")).await;

        a.service
            .delete_account(&Caretaker::from(&mara), "noah", "noah", "")
            .await
            .unwrap();
        settle(&[&a, &b]).await;

        let gone = b.service.actor_by_id(&known).await.unwrap().unwrap();
        assert!(gone.deleted_at.is_some() && gone.name.is_empty());
        assert!(
            b.service.post_page(&ivo, &post, 1).await.is_err(),
            "what he wrote is gone there"
        );
        assert_eq!(b.conversation(&Root::Post(harbour.clone())).await.count, 1);
        assert!(b.service.following(&ivo).await.unwrap().is_empty());
        assert!(!format!("{:?}", b.conversation(&Root::Post(harbour.clone())).await).contains("The old one."));
        for (path, kind) in [
            ("/users/noah".to_owned(), "Person"),
            (a.service.urls().review(&review).path().to_owned(), "Article"),
            (said.uri.path().to_owned(), "Note"),
        ] {
            let answer = a.get(&path, JSON).await;
            assert_eq!(answer.status, 410, "{path}");
            let tombstone: serde_json::Value = serde_json::from_slice(&answer.body).unwrap();
            assert_eq!(
                (tombstone["type"].as_str(), tombstone["formerType"].as_str()),
                (Some("Tombstone"), Some(kind))
            );
            assert!(tombstone["deleted"].is_string(), "{tombstone}");
        }
        for path in [
            "/@noah",
            "/users/noah/outbox",
            "/users/noah/followers",
            "/@noah/feed.atom",
        ] {
            assert_eq!(a.get(path, "text/html").await.status, 410, "{path}");
        }
        let finger = format!("/.well-known/webfinger?resource=acct:noah@{}", a.service.urls().host());
        assert_eq!(a.get(&finger, "*/*").await.status, 410);
        // The key signs while something is to be said, and is forgotten then.
        a.service.prune().await.unwrap();
        assert!(a.service.signing_key(&noah.actor.id).await.is_err());
        // A late answer to him does no harm.
        assert_ne!(b.service.follow(&ivo, &known).await.ok(), Some(FollowState::Accepted));
        drop(asked);
    }
}
