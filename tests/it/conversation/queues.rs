//! Deliveries from the first attempt to the last, hosts that fail and come back, and the inbox log.

use crate::support::db::for_each_database;
use crate::support::world::World;
use chrono::TimeDelta;
use houselights::domain::account::Role;
use houselights::domain::id::ActivityId;
use houselights::service::outgoing::NewActivity;
use houselights::service::queues::{DeliveryResult, DueDelivery, NewReceived};
use houselights::service::receipts::{End, ReceiptQuery};
use houselights::service::remote::Outcome;
use std::collections::HashSet;
use std::time::Duration;
use url::Url;

async fn sent(w: &World, subjects: &[&str], inboxes: &[&str]) {
    let mara = w.person("mara", Role::Owner).await;
    let review = w.publish(&mara, "The Salt Road").await;
    let job = w.service.claim_jobs(1).await.unwrap().pop().unwrap();
    let activities = subjects.iter().enumerate().map(|(n, subject)| NewActivity {
        id: ActivityId::new(format!("activity{n}")),
        actor_id: mara.actor.id.clone(),
        type_: "Create".to_owned(),
        object_uri: w.service.urls().review(&review).to_string(),
        subject: (*subject).to_owned(),
        public: true,
        json: "{}".to_owned(),
        inboxes: inboxes.iter().map(|inbox| Url::parse(inbox).unwrap()).collect(),
    });
    w.service
        .record_activities(&job.id, activities.collect(), None)
        .await
        .unwrap();
}

async fn due(w: &World) -> Vec<DueDelivery> {
    w.service.claim_deliveries(100, 100, &[]).await.unwrap()
}

fn silence() -> DeliveryResult {
    DeliveryResult::Retry {
        status: None,
        error: "connection refused".to_owned(),
        after: None,
    }
}

async fn finish(w: &World, one: &DueDelivery, result: DeliveryResult) {
    w.service
        .finish_deliveries(vec![(one.id.clone(), result)])
        .await
        .unwrap();
}

#[tokio::test]
async fn a_host_that_is_silent_is_parked_and_revived_when_it_speaks_to_us() {
    for_each_database(|database| async move {
        let w = World::on(database);
        sent(
            &w,
            &["a", "b"],
            &["https://dead.example/inbox", "https://well.example/inbox"],
        )
        .await;
        let first = due(&w).await;
        assert_eq!(first.len(), 4);
        for one in &first {
            let result = if one.host == "dead.example" {
                silence()
            } else {
                DeliveryResult::Delivered { status: 202 }
            };
            finish(&w, one, result).await;
        }
        for _ in 0..5 {
            w.pass(TimeDelta::hours(3));
            for one in due(&w).await {
                assert_eq!(one.host, "dead.example");
                finish(&w, &one, silence()).await;
            }
        }
        assert!(due(&w).await.is_empty(), "parked");
        w.service.host_seen("dead.example").await.unwrap();
        let revived = due(&w).await;
        assert_eq!(revived.len(), 2, "everything that waited is due at once");
        for one in &revived {
            finish(&w, one, DeliveryResult::Delivered { status: 200 }).await;
        }
        assert_eq!(w.service.backlog().await.unwrap().deliveries, 0);
    })
    .await;
}

#[tokio::test]
async fn a_delivery_is_tried_for_two_days_at_longer_and_longer_times_and_then_given_up() {
    for_each_database(|database| async move {
        let w = World::on(database);
        sent(&w, &["x"], &["https://dead.example/inbox"]).await;
        let mut attempts = 0;
        let begin = w.clock.now();
        let mut last = begin;
        let mut gaps = Vec::new();
        while w.service.backlog().await.unwrap().deliveries > 0 {
            for one in due(&w).await {
                assert_eq!(one.attempts, attempts, "attempts are counted");
                attempts += 1;
                gaps.push(w.clock.now() - last);
                last = w.clock.now();
                finish(&w, &one, silence()).await;
            }
            let step = if w.clock.now() - begin < TimeDelta::hours(1) {
                20
            } else {
                600
            };
            w.pass(TimeDelta::seconds(step));
            assert!(w.clock.now() - begin < TimeDelta::days(4), "never given up");
        }
        assert!((10..=20).contains(&attempts), "{attempts} attempts");
        assert!(last - begin > TimeDelta::hours(36), "given up after {}", last - begin);
        // The loop looks every ten minutes, so the last attempt may be found up to one step after it was due.
        assert!(last - begin <= TimeDelta::hours(48) + TimeDelta::seconds(600));
        assert!(gaps[1] < TimeDelta::minutes(1) && *gaps.last().unwrap() > TimeDelta::hours(4));
    })
    .await;
}

#[tokio::test]
async fn a_host_that_asks_to_wait_is_left_alone_that_long() {
    for_each_database(|database| async move {
        let w = World::on(database);
        sent(&w, &["a", "b"], &["https://busy.example/inbox"]).await;
        let both = due(&w).await;
        let wait = DeliveryResult::Retry {
            status: Some(429),
            error: "answered 429".to_owned(),
            after: Some(Duration::from_secs(3600)),
        };
        finish(&w, &both[0], wait).await;
        // The other one's worker died; its lease runs out, and the host still wants its rest.
        w.pass(TimeDelta::minutes(50));
        assert!(due(&w).await.is_empty());
        w.pass(TimeDelta::minutes(11));
        let probe = due(&w).await;
        assert_eq!(probe.len(), 1, "one tells whether it is back");
        finish(&w, &probe[0], DeliveryResult::Delivered { status: 202 }).await;
        assert_eq!(due(&w).await.len(), 1);
    })
    .await;
}

#[tokio::test]
async fn an_inbox_that_is_gone_loses_its_followers_and_a_refusal_is_final() {
    for_each_database(|database| async move {
        let w = World::on(database);
        let ivo = w.stranger("ivo", "gone.example").await;
        sent(
            &w,
            &["a", "b"],
            &["https://gone.example/inbox", "https://strict.example/inbox"],
        )
        .await;
        let mara = houselights::domain::id::ActorId::new("local-mara");
        let target = w.service.urls().actor("mara");
        w.service
            .follow_received(&ivo, &target, "https://gone.example/f/1")
            .await
            .unwrap();
        assert_eq!(w.service.followers_count(&mara).await.unwrap(), 1);
        let all = due(&w).await;
        let gone = all.iter().find(|one| one.host == "gone.example").unwrap();
        finish(&w, gone, DeliveryResult::Gone).await;
        assert_eq!(w.service.followers_count(&mara).await.unwrap(), 0);
        for one in all.iter().filter(|one| one.host == "strict.example") {
            finish(&w, one, DeliveryResult::Refused { status: 403 }).await;
        }
        assert_eq!(
            w.service.backlog().await.unwrap().deliveries,
            0,
            "the rest for the gone inbox is dropped too"
        );
        // A worker that comes late changes nothing.
        finish(&w, gone, DeliveryResult::Delivered { status: 200 }).await;
    })
    .await;
}

#[tokio::test]
async fn the_receipts_of_a_review_say_what_came_of_each_delivery() {
    for_each_database(|database| async move {
        let w = World::on(database);
        let mara = w.person("mara", Role::Owner).await;
        let review = w.publish(&mara, "The Salt Road").await;
        let job = w.service.claim_jobs(1).await.unwrap().pop().unwrap();
        let inboxes = [
            "https://a.example/inbox",
            "https://b.example/inbox",
            "https://c.example/inbox",
        ];
        let activity = NewActivity {
            id: ActivityId::new("create"),
            actor_id: mara.actor.id.clone(),
            type_: "Create".to_owned(),
            object_uri: w.service.urls().review(&review).to_string(),
            subject: format!("review:{review}"),
            public: true,
            json: "{}".to_owned(),
            inboxes: inboxes.iter().map(|inbox| Url::parse(inbox).unwrap()).collect(),
        };
        w.service
            .record_activities(&job.id, vec![activity], None)
            .await
            .unwrap();
        let all = due(&w).await;
        finish(&w, &all[0], DeliveryResult::Delivered { status: 202 }).await;
        finish(&w, &all[1], silence()).await;
        finish(&w, &all[2], DeliveryResult::Refused { status: 401 }).await;
        let receipts = w
            .service
            .receipts(&mara, &review, ReceiptQuery::default())
            .await
            .unwrap();
        assert_eq!((receipts.delivered, receipts.pending, receipts.failed), (1, 1, 1));
        let row = |host| receipts.rows.iter().find(|row| row.host == host).unwrap();
        assert_eq!(row("a.example").state_words.key(), "delivery-delivered");
        assert_eq!(row("a.example").last_status, Some(202));
        assert_eq!(row("b.example").state_words.key(), "delivery-again");
        assert_eq!(row("b.example").last_error.as_deref(), Some("connection refused"));
        assert!(row("b.example").next_try > Some(w.clock.now()));
        assert_eq!(row("c.example").state_words.key(), "delivery-refused");
        for (end, host) in [
            (End::Failed, "c.example"),
            (End::Waiting, "b.example"),
            (End::Arrived, "a.example"),
        ] {
            let of = ReceiptQuery {
                end: Some(end),
                before: None,
            };
            let found = w.service.receipts(&mara, &review, of).await.unwrap();
            let hosts: Vec<_> = found.rows.iter().map(|row| row.host.as_str()).collect();
            assert_eq!(hosts, [host]);
            assert_eq!(found.delivered, 1, "all are counted whichever are listed");
        }
    })
    .await;
}

#[tokio::test]
async fn the_receipts_of_a_review_that_went_far_are_read_page_by_page() {
    for_each_database(|database| async move {
        let w = World::on(database);
        let mara = w.person("mara", Role::Owner).await;
        let review = w.publish(&mara, "The Salt Road").await;
        let job = w.service.claim_jobs(1).await.unwrap().pop().unwrap();
        let activity = NewActivity {
            id: ActivityId::new("far"),
            actor_id: mara.actor.id.clone(),
            type_: "Create".to_owned(),
            object_uri: w.service.urls().review(&review).to_string(),
            subject: format!("review:{review}"),
            public: true,
            json: "{}".to_owned(),
            inboxes: (0..450)
                .map(|n| Url::parse(&format!("https://h{n}.example/inbox")).unwrap())
                .collect(),
        };
        w.service
            .record_activities(&job.id, vec![activity], None)
            .await
            .unwrap();
        let (mut seen, mut sizes, mut asked) = (HashSet::new(), Vec::new(), ReceiptQuery::default());
        loop {
            let page = w.service.receipts(&mara, &review, asked.clone()).await.unwrap();
            sizes.push(page.rows.len());
            seen.extend(page.rows.into_iter().map(|row| row.host));
            match page.older {
                Some(older) => asked.before = Some(older),
                None => break,
            }
        }
        assert_eq!((sizes, seen.len()), (vec![200, 200, 50], 450));
    })
    .await;
}

#[tokio::test]
async fn what_another_server_says_is_recorded_once_processed_in_order_and_counted() {
    for_each_database(|database| async move {
        let w = World::on(database);
        let row = |n: usize, host: &str| NewReceived {
            uri: format!("https://{host}/activities/{n}"),
            actor_uri: format!("https://{host}/users/ivo"),
            host: host.to_owned(),
            type_: "Like".to_owned(),
            inbox: String::new(),
            body: "{}".to_owned(),
            activity_uri: None,
            object_uri: None,
        };
        let rows = vec![
            row(1, "a.example"),
            row(2, "a.example"),
            row(1, "a.example"),
            row(1, "b.example"),
        ];
        let new = w.service.record_received(rows.clone()).await.unwrap();
        assert_eq!(new, [true, true, false, true]);
        assert_eq!(w.service.record_received(rows).await.unwrap(), [false; 4]);
        let claimed = w.service.claim_received(10, &["b.example".to_owned()]).await.unwrap();
        let uris: Vec<&str> = claimed.iter().map(|one| one.uri.as_str()).collect();
        assert_eq!(
            uris,
            ["https://a.example/activities/1", "https://a.example/activities/2"]
        );
        w.service.record_received(vec![row(3, "a.example")]).await.unwrap();
        let other = w.second().claim_received(10, &[]).await.unwrap();
        if w.database.is_postgres() {
            let hosts: Vec<&str> = other.iter().map(|one| one.host.as_str()).collect();
            assert_eq!(hosts, ["b.example"], "a.example is in the first process' hands");
        }
        w.service
            .finish_received(vec![(claimed[0].id.clone(), Outcome::Accepted("like"))])
            .await
            .unwrap();
        w.service
            .finish_received(vec![(claimed[0].id.clone(), Outcome::Accepted("like"))])
            .await
            .unwrap();
        w.service
            .retry_received(&claimed[1].id, "its server does not answer")
            .await
            .unwrap();
        let day = "2026-11-22".to_owned();
        let counts = w.service.inbox_counts(1).await.unwrap();
        assert_eq!(counts, [(day, "accepted".to_owned(), "like".to_owned(), 1)]);
        for _ in 0..10 {
            w.pass(TimeDelta::hours(15));
            w.service
                .retry_received(&claimed[1].id, "its server does not answer")
                .await
                .unwrap();
        }
        let failed = w.service.inbox_counts(30).await.unwrap();
        assert!(failed.iter().any(|(_, outcome, _, n)| outcome == "failed" && *n == 1));
    })
    .await;
}

#[tokio::test]
async fn a_process_that_was_killed_leaves_its_work_to_the_next_one() {
    for_each_database(|database| async move {
        let w = World::on(database);
        sent(&w, &["a"], &["https://a.example/inbox"]).await;
        assert_eq!(due(&w).await.len(), 1, "taken, and then the process dies");
        let next = w.second();
        if w.database.is_postgres() {
            assert!(
                next.claim_deliveries(10, 10, &[]).await.unwrap().is_empty(),
                "the other process may be alive"
            );
            w.pass(TimeDelta::minutes(4));
        }
        assert_eq!(next.claim_deliveries(10, 10, &[]).await.unwrap().len(), 1);
    })
    .await;
}

#[tokio::test]
async fn a_clear_out_forgets_what_is_old_and_nothing_else() {
    for_each_database(|database| async move {
        let w = World::on(database);
        sent(&w, &["a"], &["https://a.example/inbox", "https://b.example/inbox"]).await;
        let all = due(&w).await;
        finish(&w, &all[0], DeliveryResult::Delivered { status: 202 }).await;
        w.pass(TimeDelta::days(1));
        assert_eq!(w.service.prune().await.unwrap().deliveries, 0);
        w.pass(TimeDelta::days(30));
        let pruned = w.service.prune().await.unwrap();
        assert_eq!((pruned.deliveries, pruned.expired), (1, 1));
        assert!(pruned.cache_events > 0);
        assert_eq!(w.service.backlog().await.unwrap().deliveries, 0);
    })
    .await;
}
