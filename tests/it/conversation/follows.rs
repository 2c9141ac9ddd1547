//! Follows in both directions.

use crate::support::db::for_each_database;
use crate::support::world::World;
use houselights::domain::account::Role;
use houselights::domain::change::Change;
use houselights::domain::follow::FollowState;
use houselights::domain::job::JobPayload;
use houselights::service::Error;
use houselights::service::remote::Outcome;

fn accepts(jobs: &[JobPayload]) -> Vec<&str> {
    let accepted = jobs.iter().filter_map(|job| match job {
        JobPayload::FanOut(Change::FollowAccepted { activity_uri, .. }) => Some(activity_uri.as_str()),
        _ => None,
    });
    accepted.collect()
}

#[tokio::test]
async fn a_follow_is_accepted_and_a_repeated_one_is_answered_again() {
    for_each_database(|database| async move {
        let w = World::on(database);
        let mara = w.person("mara", Role::Owner).await;
        let ivo = w.stranger("ivo", "a.example").await;
        let follow = |activity| w.service.follow_received(&ivo, &mara.actor.uri, activity);
        assert_eq!(
            follow("https://a.example/f/1").await.unwrap(),
            Outcome::Accepted("followed")
        );
        assert_eq!(
            follow("https://a.example/f/1").await.unwrap(),
            Outcome::Accepted("followed again")
        );
        assert_eq!(
            follow("https://a.example/f/2").await.unwrap(),
            Outcome::Accepted("followed again")
        );
        let jobs = w.take_jobs().await;
        assert_eq!(accepts(&jobs).len(), 3, "each gets its own Accept");
        assert_eq!(w.service.followers_count(&mara.actor.id).await.unwrap(), 1);
        let inboxes = w.service.follower_inboxes(&mara.actor.id).await.unwrap();
        assert_eq!(inboxes[0].as_str(), "https://a.example/inbox");
        assert_eq!(w.service.unread_notifications(&mara).await.unwrap(), 1, "told once");
        let page = w.service.followers_page(&mara.actor.id, None, 10).await.unwrap();
        assert_eq!(page.items, std::slice::from_ref(&ivo.uri));

        let eve = w.stranger("eve", "a.example").await;
        let forged = w
            .service
            .follow_undone(&eve, Some(&mara.actor.uri), Some("https://a.example/f/2"))
            .await;
        assert_eq!(forged.unwrap(), Outcome::Ignored("no such follow"));
        let undone = w
            .service
            .follow_undone(&ivo, Some(&mara.actor.uri), None)
            .await
            .unwrap();
        assert_eq!(undone, Outcome::Accepted("unfollowed"));
        assert_eq!(w.service.followers_count(&mara.actor.id).await.unwrap(), 0);
        let nobody = w.service.urls().actor("nobody");
        let outcome = w
            .service
            .follow_received(&ivo, &nobody, "https://a.example/f/3")
            .await
            .unwrap();
        assert_eq!(outcome, Outcome::Ignored("nobody here has that address"));
    })
    .await;
}

#[tokio::test]
async fn an_undo_that_overtakes_its_follow_is_remembered() {
    for_each_database(|database| async move {
        let w = World::on(database);
        let mara = w.person("mara", Role::Owner).await;
        let ivo = w.stranger("ivo", "a.example").await;
        let activity = "https://a.example/f/1";
        w.service
            .follow_undone(&ivo, Some(&mara.actor.uri), Some(activity))
            .await
            .unwrap();
        let late = w
            .service
            .follow_received(&ivo, &mara.actor.uri, activity)
            .await
            .unwrap();
        assert_eq!(late, Outcome::Refused("the follow was undone"));
    })
    .await;
}

#[tokio::test]
async fn somebody_elsewhere_is_asked_and_only_they_can_answer() {
    for_each_database(|database| async move {
        let w = World::on(database);
        let mara = w.person("mara", Role::Owner).await;
        let (ivo, eve) = (
            w.stranger("ivo", "a.example").await,
            w.stranger("eve", "a.example").await,
        );
        assert_eq!(w.service.follow(&mara, &ivo.id).await.unwrap(), FollowState::Pending);
        assert_eq!(
            w.service.follow(&mara, &ivo.id).await.unwrap(),
            FollowState::Pending,
            "asked once"
        );
        let jobs = w.take_jobs().await;
        let [JobPayload::FanOut(Change::FollowRequested { follow, activity_uri })] = jobs.as_slice() else {
            panic!("{jobs:?}");
        };
        let (follower, followed) = w.service.follow_parties(follow).await.unwrap().unwrap();
        assert_eq!((follower.handle.as_str(), followed.handle.as_str()), ("mara", "ivo"));
        let forged = w
            .service
            .follow_answered(&eve, Some(activity_uri), Some(&mara.actor.uri), true)
            .await;
        assert_eq!(forged.unwrap(), Outcome::Ignored("no such follow"));
        assert!(!w.service.wants_posts_of(&ivo.id).await.unwrap(), "not followed yet");
        let answer = |accepted| w.service.follow_answered(&ivo, Some(activity_uri), None, accepted);
        assert_eq!(answer(true).await.unwrap(), Outcome::Accepted("follow accepted"));
        assert_eq!(answer(true).await.unwrap(), Outcome::Accepted("follow accepted"));
        assert!(w.service.wants_posts_of(&ivo.id).await.unwrap());
        assert_eq!(w.service.following_count(&mara.actor.id).await.unwrap(), 1);
        assert_eq!(
            answer(false).await.unwrap(),
            Outcome::Accepted("follow rejected"),
            "let go later"
        );
        assert_eq!(
            w.service.follow(&mara, &ivo.id).await.unwrap(),
            FollowState::Pending,
            "may be asked again"
        );
        w.service.unfollow(&mara, &ivo.id).await.unwrap();
        w.service.unfollow(&mara, &ivo.id).await.unwrap();
        let jobs = w.take_jobs().await;
        assert!(matches!(
            jobs.as_slice(),
            [
                JobPayload::FanOut(Change::FollowRequested { .. }),
                JobPayload::FanOut(Change::FollowWithdrawn { .. })
            ]
        ));
    })
    .await;
}

#[tokio::test]
async fn people_here_follow_each_other_at_once_and_nobody_themselves() {
    for_each_database(|database| async move {
        let w = World::on(database);
        let (mara, noah) = (
            w.person("mara", Role::Owner).await,
            w.person("noah", Role::Member).await,
        );
        assert_eq!(
            w.service.follow(&noah, &mara.actor.id).await.unwrap(),
            FollowState::Accepted
        );
        assert!(w.take_jobs().await.is_empty(), "no server needs to hear of it");
        assert_eq!(w.service.unread_notifications(&mara).await.unwrap(), 1);
        let own = w.service.follow(&mara, &mara.actor.id).await;
        assert!(matches!(
            own,
            Err(Error::Conflict {
                code: "own-account",
                ..
            })
        ));
        let followers = w.service.followers(&mara).await.unwrap();
        assert_eq!(followers[0].actor.handle, "@noah@films.example");
        w.service.remove_follower(&mara, &noah.actor.id).await.unwrap();
        assert!(w.service.followers(&mara).await.unwrap().is_empty());
        assert!(w.service.follower_inboxes(&mara.actor.id).await.unwrap().is_empty());
    })
    .await;
}
