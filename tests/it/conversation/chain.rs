//! The chain of an author's reviews of one film, as other servers see it.

use crate::support::db::for_each_database;
use crate::support::world::World;
use chrono::TimeDelta;
use houselights::domain::account::Role;
use houselights::domain::change::Change;
use houselights::domain::id::ReviewId;
use houselights::domain::job::JobPayload;
use houselights::domain::review::ReviewInput;
use houselights::service::Error;
use houselights::service::reviews::Intent;
use houselights::service::views::Viewer;

async fn edited(w: &World) -> Vec<ReviewId> {
    let ids = w.take_jobs().await.into_iter().filter_map(|job| match job {
        JobPayload::FanOut(Change::ReviewEdited { review }) => Some(review),
        _ => None,
    });
    ids.collect()
}

async fn previous(w: &World, review: &ReviewId) -> Option<ReviewId> {
    let document = w.service.review_document(review).await.unwrap().unwrap();
    document.previous.map(|previous| previous.id)
}

async fn three(w: &World, mara: &Viewer) -> [ReviewId; 3] {
    let mut all = Vec::new();
    for _ in 0..3 {
        all.push(w.publish(mara, "The Salt Road").await);
        w.pass(TimeDelta::days(300));
    }
    assert!(edited(w).await.is_empty(), "a new review changes no older one");
    all.try_into().unwrap()
}

#[tokio::test]
async fn the_review_after_one_that_is_taken_away_is_told_of_again() {
    for_each_database(|database| async move {
        let w = World::on(database);
        let mara = w.person("mara", Role::Owner).await;
        let [first, second, third] = three(&w, &mara).await;
        assert_eq!(previous(&w, &third).await, Some(second.clone()));
        w.service.withdraw_review(&mara, &second).await.unwrap();
        assert_eq!(edited(&w).await, std::slice::from_ref(&third));
        let document = w.service.review_document(&third).await.unwrap().unwrap();
        assert_eq!(document.previous.map(|previous| previous.id), Some(first.clone()));
        assert_eq!(document.review.changed_at(), Some(w.clock.now()));
        assert_eq!(document.review.edited_at, None, "its author did not touch it");
        w.pass(TimeDelta::days(1));
        w.service.delete_review(&mara, &first).await.unwrap();
        assert_eq!(edited(&w).await, std::slice::from_ref(&third));
        assert_eq!(previous(&w, &third).await, None);
        w.service.delete_review(&mara, &third).await.unwrap();
        assert!(edited(&w).await.is_empty());
    })
    .await;
}

#[tokio::test]
async fn a_review_that_moves_to_another_film_changes_both_chains_and_a_typo_changes_none() {
    for_each_database(|database| async move {
        let w = World::on(database);
        let mara = w.person("mara", Role::Owner).await;
        let [first, second, third] = three(&w, &mara).await;
        let other = w.publish(&mara, "Paper Lanterns").await;
        w.take_jobs().await;
        let input = w.service.review_for_edit(&mara, &second).await.unwrap().input;
        let typo = ReviewInput {
            teaser: "A road, and salt.".to_owned(),
            ..input.clone()
        };
        w.service
            .save_review(&mara, Some(&second), &typo, Intent::Save)
            .await
            .unwrap();
        assert_eq!(edited(&w).await, std::slice::from_ref(&second));
        let moved = ReviewInput {
            film: "Paper Lanterns".to_owned(),
            ..input
        };
        w.service
            .save_review(&mara, Some(&second), &moved, Intent::Save)
            .await
            .unwrap();
        assert_eq!(edited(&w).await, [second.clone(), third.clone(), other.clone()]);
        assert_eq!(previous(&w, &third).await, Some(first));
        assert_eq!(previous(&w, &other).await, Some(second));
    })
    .await;
}

#[tokio::test]
async fn a_withdrawn_review_does_not_come_back_under_its_old_id() {
    for_each_database(|database| async move {
        let w = World::on(database);
        let mara = w.person("mara", Role::Owner).await;
        let review = w.publish(&mara, "The Salt Road").await;
        let input = w.service.review_for_edit(&mara, &review).await.unwrap().input;
        w.service.withdraw_review(&mara, &review).await.unwrap();
        let again = w
            .service
            .save_review(&mara, Some(&review), &input, Intent::Publish)
            .await;
        assert!(
            matches!(again, Err(Error::Conflict { code: "withdrawn", .. })),
            "{again:?}"
        );
    })
    .await;
}
