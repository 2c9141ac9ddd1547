//! What federation renders documents and collections from.

use crate::support::db::for_each_database;
use crate::support::world::{World, subject};
use chrono::TimeDelta;
use houselights::domain::account::Role;
use houselights::domain::comment::Root;
use houselights::domain::id::{ActivityId, ReviewId};
use houselights::domain::like::ReactionKind;
use houselights::service::Error;
use houselights::service::collections::Above;
use houselights::service::outgoing::NewActivity;
use houselights::service::queues::Job;
use houselights::service::receipts::ReceiptQuery;
use url::Url;

async fn job(w: &World) -> Job {
    w.service.claim_jobs(1).await.unwrap().pop().expect("a job is due")
}

fn create(w: &World, id: &str, review: &ReviewId, inboxes: &[&str]) -> NewActivity {
    NewActivity {
        id: ActivityId::new(id),
        actor_id: houselights::domain::id::ActorId::new("local-mara"),
        type_: "Create".to_owned(),
        object_uri: w.service.urls().review(review).to_string(),
        subject: format!("review:{review}"),
        public: true,
        json: format!("{{\"id\":\"{id}\"}}"),
        inboxes: inboxes.iter().map(|inbox| Url::parse(inbox).unwrap()).collect(),
    }
}

#[tokio::test]
async fn a_review_document_holds_counts_and_the_review_before_and_is_gone_with_the_review() {
    for_each_database(|database| async move {
        let w = World::on(database);
        let mara = w.person("mara", Role::Owner).await;
        let first = w.publish(&mara, "The Salt Road").await;
        w.pass(TimeDelta::days(365));
        let second = w.publish(&mara, "The Salt Road").await;
        let ivo = w.stranger("ivo", "a.example").await;
        let object = w.service.urls().review(&second);
        let one = w.note(&ivo, "one", &object);
        w.reply(one.clone()).await;
        w.reply(w.note(&ivo, "two", &one.uri)).await;
        w.service
            .react(&mara, ReactionKind::Boost, subject(&second))
            .await
            .unwrap();
        let document = w.service.review_document(&second).await.unwrap().unwrap();
        assert_eq!(document.previous.unwrap().id, first);
        assert_eq!(document.film.label(), "The Salt Road (1974)");
        let counts = document.counts;
        assert_eq!(
            (counts.likes, counts.boosts, counts.replies),
            (0, 1, 1),
            "direct answers only"
        );
        let nothing = w.service.review_document(&ReviewId::new("nothing")).await.unwrap();
        assert!(nothing.is_none());
        w.service.withdraw_review(&mara, &second).await.unwrap();
        assert!(matches!(w.service.review_document(&second).await, Err(Error::Gone)));
    })
    .await;
}

#[tokio::test]
async fn collections_are_paged_and_list_what_other_servers_wrote() {
    for_each_database(|database| async move {
        let w = World::on(database);
        let mara = w.person("mara", Role::Owner).await;
        let review = w.publish(&mara, "The Salt Road").await;
        let ivo = w.stranger("ivo", "a.example").await;
        let object = w.service.urls().review(&review);
        let mut above = object.clone();
        let mut uris = Vec::new();
        for name in ["one", "two", "three", "four", "five"] {
            let note = w.note(&ivo, name, &above);
            w.pass(TimeDelta::seconds(1));
            w.reply(note.clone()).await;
            above = note.uri.clone();
            uris.push(note.uri);
        }
        let root = Root::Review(review);
        let direct = w
            .service
            .replies_page(Above::Root(root.clone()), None, 10)
            .await
            .unwrap();
        assert_eq!((direct.items.as_slice(), direct.next), (&uris[..1], None));
        let mut all = Vec::new();
        let mut after = None;
        loop {
            let page = w.service.context_page(&root, after, 2).await.unwrap();
            all.extend(page.items);
            after = page.next;
            if after.is_none() {
                break;
            }
        }
        assert_eq!(all[0], object);
        assert_eq!(all[1..], uris);
        let inboxes = w.service.participant_inboxes(&root).await.unwrap();
        assert_eq!(inboxes.len(), 1, "one shared inbox, and never our own");
    })
    .await;
}

#[tokio::test]
async fn an_activity_is_recorded_once_and_never_sent_to_ourselves() {
    for_each_database(|database| async move {
        let w = World::on(database);
        let mara = w.person("mara", Role::Owner).await;
        let review = w.publish(&mara, "The Salt Road").await;
        let job = job(&w).await;
        let inboxes = [
            "https://a.example/inbox",
            "https://a.example/inbox",
            "https://b.example:8443/inbox",
            "https://films.example/inbox",
        ];
        for id in ["first", "repeated"] {
            // A worker that was killed after its commit comes back with the same job.
            let activity = create(&w, id, &review, &inboxes);
            w.service
                .record_activities(&job.id, vec![activity], Some(review.clone()))
                .await
                .unwrap();
        }
        let due = w.service.claim_deliveries(10, 10, &[]).await.unwrap();
        let hosts: Vec<&str> = due.iter().map(|one| one.host.as_str()).collect();
        assert_eq!(hosts, ["a.example", "b.example:8443"]);
        assert_eq!(due[0].json.as_ref(), b"{\"id\":\"first\"}");
        let document = w.service.review_document(&review).await.unwrap().unwrap();
        assert_eq!(document.review.announced_at, Some(w.clock.now()));
        assert_eq!(
            w.service.announced_review_author(&review).await.unwrap().unwrap().id,
            mara.actor.id
        );
        let outbox = w.service.outbox_page(&mara.actor.id, None, 10).await.unwrap();
        assert_eq!(outbox.items, ["{\"id\":\"first\"}"]);
        let known = w.service.activity_json(&ActivityId::new("first")).await.unwrap();
        assert_eq!(known, Some(("{\"id\":\"first\"}".to_owned(), true)));
        let receipts = w
            .service
            .receipts(&mara, &review, ReceiptQuery::default())
            .await
            .unwrap();
        assert_eq!((receipts.pending, receipts.rows.len()), (2, 2));
        let noah = w.person("noah", Role::Member).await;
        assert!(matches!(
            w.service.receipts(&noah, &review, ReceiptQuery::default()).await,
            Err(Error::NotFound)
        ));
        w.service.delete_review(&mara, &review).await.unwrap();
        assert_eq!(
            w.service.outbox_count(&mara.actor.id).await.unwrap(),
            0,
            "what is gone is not listed"
        );
    })
    .await;
}

#[tokio::test]
async fn a_delete_goes_to_every_inbox_that_holds_a_copy() {
    for_each_database(|database| async move {
        let w = World::on(database);
        let mara = w.person("mara", Role::Owner).await;
        let review = w.publish(&mara, "The Salt Road").await;
        let first = job(&w).await;
        let sent = create(
            &w,
            "create",
            &review,
            &["https://a.example/inbox", "https://b.example/inbox"],
        );
        w.service
            .record_activities(&first.id, vec![sent], Some(review.clone()))
            .await
            .unwrap();
        w.service.delete_review(&mara, &review).await.unwrap();
        let second = job(&w).await;
        let delete = NewActivity {
            type_: "Delete".to_owned(),
            ..create(&w, "delete", &review, &["https://c.example/inbox"])
        };
        w.service
            .record_activities(&second.id, vec![delete], None)
            .await
            .unwrap();
        assert_eq!(
            w.service.backlog().await.unwrap().deliveries,
            5,
            "a, b, and a, b, c again"
        );
    })
    .await;
}

#[tokio::test]
async fn keys_are_found_and_the_instance_actor_is_made_once() {
    for_each_database(|database| async move {
        let w = World::on(database);
        let mara = w.person("mara", Role::Owner).await;
        let key = w.service.signing_key(&mara.actor.id).await.unwrap();
        assert_eq!(
            (key.key_id.as_str(), key.private_pem.as_str()),
            ("https://films.example/users/mara#main-key", "private")
        );
        assert!(!format!("{key:?}").contains("private\""), "a key never stands in a log");
        let ivo = w.stranger("ivo", "a.example").await;
        assert!(matches!(w.service.signing_key(&ivo.id).await, Err(Error::NotFound)));
        let second = w.second();
        let (one, two) = tokio::join!(w.service.instance_actor(), second.instance_actor());
        let (one, two) = (one.unwrap(), two.unwrap());
        assert_eq!((&one.id, &one.public_key_pem), (&two.id, &two.public_key_pem));
        assert_eq!(one.uri.as_str(), "https://films.example/actor");
        assert!(
            w.service
                .signing_key(&one.id)
                .await
                .unwrap()
                .private_pem
                .contains("PRIVATE KEY")
        );
    })
    .await;
}
