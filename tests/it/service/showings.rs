//! Older reviews, shown again.

use crate::support::db::for_each_database;
use crate::support::world::World;
use chrono::TimeDelta;
use houselights::domain::account::Role;
use houselights::messages::tell;
use houselights::service::Error;
use houselights::service::feeds::FeedOf;
use houselights::service::showings::Again;

#[tokio::test]
async fn a_review_is_shown_again_on_its_page_the_front_page_and_in_the_feeds() {
    for_each_database(|database| async move {
        let w = World::on(database);
        let mara = w.person("mara", Role::Owner).await;
        let old = w.publish(&mara, "The Salt Road").await;
        w.pass(TimeDelta::days(40));
        w.publish(&mara, "Paper Lanterns").await;
        let order = async || {
            let feed = w.service.feed(FeedOf::Author("mara".to_owned())).await.unwrap();
            feed.items.into_iter().map(|item| item.title).collect::<Vec<_>>()
        };
        assert_eq!(order().await, ["Paper Lanterns (1974)", "The Salt Road (1974)"]);
        w.pass(TimeDelta::hours(1));
        w.service.show_again(&mara, &old).await.unwrap();
        let now = w.clock.now();
        let page = w
            .service
            .review_page("mara", "the-salt-road-1974", None, 1)
            .await
            .unwrap();
        assert_eq!((page.shown_again, page.edited_at), (Some(now), None));
        let front = w.service.home_page(1).await.unwrap();
        let again: Vec<_> = front.shown_again.iter().map(|(card, at)| (card.title(), *at)).collect();
        assert_eq!(again, [("The Salt Road (1974)".to_owned(), now)]);
        assert_eq!(
            front.list.reviews[0].title(),
            "Paper Lanterns (1974)",
            "the order of the front page stays"
        );
        assert_eq!(order().await, ["The Salt Road (1974)", "Paper Lanterns (1974)"]);
        let feed = w.service.feed(FeedOf::Site).await.unwrap();
        assert!(
            feed.items[0]
                .html
                .starts_with("<p><em>Shown again on 1 January 2027.</em></p>")
        );
        assert_eq!((feed.items[0].updated, feed.updated), (now, now));
        assert!(feed.items[0].published < now - TimeDelta::days(39));

        w.service.withdraw_review(&mara, &old).await.unwrap();
        assert!(w.service.home_page(1).await.unwrap().shown_again.is_empty());
        assert_eq!(order().await, ["Paper Lanterns (1974)"]);
    })
    .await;
}

#[tokio::test]
async fn only_some_reviews_a_day_are_shown_again_and_only_ones_own() {
    for_each_database(|database| async move {
        let w = World::on(database);
        let (mara, tom) = (
            w.person("mara", Role::Owner).await,
            w.person("tom", Role::Reviewer).await,
        );
        let mut ids = Vec::new();
        for film in ["One", "Two", "Three"] {
            ids.push(w.publish(&mara, film).await);
        }
        let again = async |n: usize| w.service.showing_state(&mara, &ids[n]).await.unwrap().again;
        assert_eq!(again(0).await, Again::From(w.clock.now() + TimeDelta::days(30)));
        w.pass(TimeDelta::days(30));
        assert_eq!(again(0).await, Again::Now);
        assert!(matches!(
            w.service.show_again(&tom, &ids[0]).await,
            Err(Error::NotFound)
        ));
        w.service.show_again(&mara, &ids[0]).await.unwrap();
        let first = w.clock.now();
        w.pass(TimeDelta::hours(5));
        w.service.show_again(&mara, &ids[1]).await.unwrap();
        w.pass(TimeDelta::hours(5));
        assert_eq!(again(2).await, Again::From(first + TimeDelta::days(1)));
        let Err(Error::Conflict { code, message }) = w.service.show_again(&mara, &ids[2]).await else {
            panic!("a third on one day")
        };
        assert_eq!(code, "shown-lately");
        let message = tell(&message);
        assert!(message.contains("from 23 December 2026, 20:00 UTC on"), "{message}");
        w.pass(TimeDelta::hours(14));
        w.service.show_again(&mara, &ids[2]).await.unwrap();
        let state = w.service.showing_state(&mara, &ids[0]).await.unwrap();
        assert_eq!(state.last, Some(first));
        assert_eq!(state.again, Again::From(first + TimeDelta::days(30)));
    })
    .await;
}

#[tokio::test]
async fn reviews_shown_again_at_one_moment_count_one_after_the_other() {
    for_each_database(|database| async move {
        let w = World::on(database);
        let mara = w.person("mara", Role::Owner).await;
        let mut ids = Vec::new();
        for film in ["One", "Two", "Three", "Four", "Five"] {
            ids.push(w.publish(&mara, film).await);
        }
        w.pass(TimeDelta::days(30));
        let shown = futures_util::future::join_all(ids.iter().map(|id| w.service.show_again(&mara, id))).await;
        assert_eq!(shown.iter().filter(|result| result.is_ok()).count(), 2, "{shown:?}");
    })
    .await;
}
