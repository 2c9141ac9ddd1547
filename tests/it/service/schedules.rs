//! Reviews that are published by themselves. Time moves only when it is told to.

use crate::support::db::{Database, for_each_database};
use crate::support::world::World;
use chrono::{DateTime, TimeDelta, Utc};
use houselights::domain::account::{Account, Role};
use houselights::domain::change::Change;
use houselights::domain::id::ReviewId;
use houselights::domain::job::JobPayload;
use houselights::domain::review::{ReviewInput, SectionInput, SectionKind, Status};
use houselights::domain::schedule::{ScheduleInput, Turn};
use houselights::http::pages::words::scheduled;
use houselights::service::reviews::Intent;
use houselights::service::views::{Saved, Viewer};
use houselights::service::{Error, Service};
use houselights::store::accounts;

/// The world begins on 22 November 2026 at 20:00 UTC; the clocks of Lisbon show the same.
const MORNING: &str = "2026-11-23T09:30:00Z";

fn text(film: &str, take: &str) -> ReviewInput {
    ReviewInput {
        film: film.to_owned(),
        year: "1974".to_owned(),
        language: "en".to_owned(),
        sections: vec![SectionInput {
            kind: SectionKind::Take,
            label: String::new(),
            source: take.to_owned(),
        }],
        ..ReviewInput::default()
    }
}

fn at(date: &str, time: &str) -> Intent {
    Intent::Schedule(ScheduleInput {
        date: date.to_owned(),
        time: time.to_owned(),
        zone: "Europe/Lisbon".to_owned(),
        turn: Turn::Unsaid,
    })
}

async fn schedule(w: &World, author: &Viewer) -> Saved {
    let input = text("The Salt Road", "Slow, and worth it.");
    let intent = at("2026-11-23", "09:30");
    w.service.save_review(author, None, &input, intent).await.unwrap()
}

fn moment(text: &str) -> DateTime<Utc> {
    text.parse().unwrap()
}

/// Works on what is due as the worker does; gives back the reviews that other servers are told of.
async fn work(service: &Service) -> Vec<ReviewId> {
    let mut told = Vec::new();
    loop {
        let jobs = service.claim_jobs(10).await.unwrap();
        if jobs.is_empty() {
            return told;
        }
        for job in jobs {
            match &job.payload {
                JobPayload::PublishReview { review } => service.publish_scheduled(&job.id, review).await.unwrap(),
                JobPayload::FanOut(Change::ReviewPublished { review }) => {
                    told.push(review.clone());
                    service.finish_job(&job.id).await.unwrap();
                }
                _ => service.finish_job(&job.id).await.unwrap(),
            }
        }
    }
}

async fn status(w: &World, id: &ReviewId) -> Status {
    w.service.review_author(id).await.unwrap().0.status
}

async fn begin(database: Database) -> (World, Viewer) {
    let w = World::on(database);
    let mara = w.person("mara", Role::Owner).await;
    (w, mara)
}

#[tokio::test]
async fn a_scheduled_review_is_nowhere_until_its_time_and_then_it_is_published() {
    for_each_database(|database| async move {
        let (w, mara) = begin(database).await;
        let saved = schedule(&w, &mara).await;
        assert_eq!((saved.status, saved.just_published), (Status::Scheduled, false));
        w.pass(moment(MORNING) - w.clock.now() - TimeDelta::seconds(1));
        assert!(work(&w.service).await.is_empty());
        assert!(matches!(
            w.service.review_page("mara", "the-salt-road-1974", None, 1).await,
            Err(Error::NotFound)
        ));
        assert_eq!(w.service.home_page(1).await.unwrap().list.total, 0);
        assert_eq!(w.service.site_counts().await.unwrap().reviews, 0);
        assert!(w.service.review_document(&saved.id).await.unwrap().is_none());
        let own = w.service.own_reviews(&mara, 1).await.unwrap();
        assert_eq!(
            scheduled(&own.scheduled[0].schedule.unwrap()).to_string(),
            "23 November 2026, 09:30 (Europe/Lisbon)"
        );

        w.pass(TimeDelta::seconds(1));
        assert_eq!(work(&w.service).await, std::slice::from_ref(&saved.id));
        let page = w
            .service
            .review_page("mara", "the-salt-road-1974", None, 1)
            .await
            .unwrap();
        assert_eq!((page.published_at, page.edited_at), (moment(MORNING), None));
        assert_eq!(w.service.home_page(1).await.unwrap().list.total, 1);
        let own = w.service.own_reviews(&mara, 1).await.unwrap();
        assert_eq!((own.scheduled.len(), own.published.len()), (0, 1));
        assert!(own.published[0].schedule.is_none());
        w.pass(TimeDelta::days(2));
        assert!(work(&w.service).await.is_empty(), "published once");
    })
    .await;
}

#[tokio::test]
async fn a_server_that_slept_over_the_time_publishes_as_soon_as_it_is_back_and_once() {
    for_each_database(|database| async move {
        let (w, mara) = begin(database).await;
        let saved = schedule(&w, &mara).await;
        w.pass(TimeDelta::days(3));
        let (one, two) = (w.second(), w.second());
        let (first, second) = (work(&one).await, work(&two).await);
        assert_eq!([first, second].concat(), std::slice::from_ref(&saved.id));
        let page = w
            .service
            .review_page("mara", "the-salt-road-1974", None, 1)
            .await
            .unwrap();
        assert_eq!(page.published_at, w.clock.now());
    })
    .await;
}

#[tokio::test]
async fn the_time_can_be_moved_both_ways_and_given_up() {
    for_each_database(|database| async move {
        let (w, mara) = begin(database).await;
        let saved = schedule(&w, &mara).await;
        let again = text("The Salt Road", "Slow, and worth every minute.");
        let move_to = async |intent| {
            w.service
                .save_review(&mara, Some(&saved.id), &again, intent)
                .await
                .unwrap()
        };
        move_to(at("2026-11-25", "00:00")).await;
        w.pass(TimeDelta::days(2));
        assert!(work(&w.service).await.is_empty());
        move_to(at("2026-11-24", "21:00")).await;
        // An edit alone keeps the time.
        assert_eq!(move_to(Intent::Save).await.status, Status::Scheduled);
        w.pass(TimeDelta::minutes(59));
        assert!(work(&w.service).await.is_empty());

        w.service.cancel_schedule(&mara, &saved.id).await.unwrap();
        w.pass(TimeDelta::days(3));
        assert!(work(&w.service).await.is_empty());
        assert_eq!(status(&w, &saved.id).await, Status::Draft);
        let refused = w.service.cancel_schedule(&mara, &saved.id).await;
        assert!(matches!(
            refused,
            Err(Error::Conflict {
                code: "not-scheduled",
                ..
            })
        ));

        move_to(at("2026-11-28", "08:00")).await;
        assert_eq!(move_to(Intent::Publish).await.status, Status::Published);
        assert_eq!(work(&w.service).await.len(), 1);
        w.pass(TimeDelta::days(9));
        assert!(
            work(&w.service).await.is_empty(),
            "what was published at once is not published again"
        );
        let page = w
            .service
            .review_page("mara", "the-salt-road-1974", None, 1)
            .await
            .unwrap();
        assert!(page.sections[0].html.as_str().contains("every minute"));
    })
    .await;
}

#[tokio::test]
async fn what_cannot_be_scheduled_is_refused_in_words_and_changes_nothing() {
    for_each_database(|database| async move {
        let (w, mara) = begin(database).await;
        let tom = w.person("tom", Role::Reviewer).await;
        let input = text("The Salt Road", "Slow, and worth it.");
        let fields = |error: Error| match error {
            Error::Invalid(errors) => errors.into_iter().map(|error| error.field).collect::<Vec<_>>(),
            other => panic!("{other:?}"),
        };
        let refused = w
            .service
            .save_review(&mara, None, &input, at("2026-11-22", "20:00"))
            .await;
        assert_eq!(fields(refused.unwrap_err()), ["publish_date"]);
        let nothing = ReviewInput {
            year: "ninteen".into(),
            ..text("", "")
        };
        let refused = w.service.save_review(&mara, None, &nothing, at("soon", "20:00")).await;
        assert_eq!(fields(refused.unwrap_err()), ["film", "year", "publish_date"]);
        let empty = text("The Salt Road", " ");
        let refused = w
            .service
            .save_review(&mara, None, &empty, at("2026-11-23", "09:30"))
            .await;
        assert_eq!(
            fields(refused.unwrap_err()),
            ["take"],
            "nobody is asked when its time has come"
        );
        assert!(w.service.own_reviews(&mara, 1).await.unwrap().scheduled.is_empty());

        let saved = schedule(&w, &mara).await;
        let emptied = w
            .service
            .save_review(&mara, Some(&saved.id), &empty, Intent::Save)
            .await;
        assert_eq!(fields(emptied.unwrap_err()), ["take"]);
        let stranger = w
            .service
            .save_review(&tom, Some(&saved.id), &input, at("2026-11-29", "09:30"))
            .await;
        assert!(matches!(stranger, Err(Error::NotFound)));
        assert!(matches!(
            w.service.cancel_schedule(&tom, &saved.id).await,
            Err(Error::NotFound)
        ));
        let withdrawn = w.service.withdraw_review(&mara, &saved.id).await;
        assert!(matches!(
            withdrawn,
            Err(Error::Conflict {
                code: "not-published",
                ..
            })
        ));

        let published = w.publish(&mara, "Paper Lanterns").await;
        let late = w
            .service
            .save_review(&mara, Some(&published), &input, at("2026-11-29", "09:30"))
            .await;
        assert!(matches!(
            late,
            Err(Error::Conflict {
                code: "already-published",
                ..
            })
        ));
        assert_eq!(status(&w, &saved.id).await, Status::Scheduled);
        w.service.delete_review(&mara, &saved.id).await.unwrap();
        work(&w.service).await;
        w.pass(TimeDelta::days(2));
        assert!(work(&w.service).await.is_empty(), "what was deleted is not published");
        assert_eq!(status(&w, &saved.id).await, Status::Deleted);
    })
    .await;
}

#[tokio::test]
async fn a_job_that_comes_too_early_or_twice_does_nothing() {
    for_each_database(|database| async move {
        let (w, mara) = begin(database).await;
        let saved = schedule(&w, &mara).await;
        w.pass(TimeDelta::days(1));
        let jobs = w.service.claim_jobs(10).await.unwrap();
        let job = jobs.iter().find(|job| job.payload.kind() == "publish_review").unwrap();
        // The clock of the machine was put back between taking the job and doing it.
        w.pass(TimeDelta::days(-1));
        w.service.publish_scheduled(&job.id, &saved.id).await.unwrap();
        assert_eq!(status(&w, &saved.id).await, Status::Scheduled);
        w.pass(TimeDelta::days(1));
        assert_eq!(work(&w.service).await.len(), 1);
        w.service.publish_scheduled(&job.id, &saved.id).await.unwrap();
        assert!(work(&w.service).await.is_empty());
    })
    .await;
}

#[tokio::test]
async fn an_author_who_may_not_write_any_more_keeps_the_text_as_a_draft() {
    for_each_database(|database| async move {
        let (w, mara) = begin(database).await;
        let account = Account {
            role: Role::Member,
            ..mara.account.clone()
        };
        w.store(move |c| accounts::insert(c, &account, "no password")).await;
        let saved = schedule(&w, &mara).await;
        w.pass(TimeDelta::days(1));
        assert!(work(&w.service).await.is_empty());
        assert_eq!(status(&w, &saved.id).await, Status::Draft);
        assert_eq!(w.service.site_counts().await.unwrap().reviews, 0);
    })
    .await;
}
