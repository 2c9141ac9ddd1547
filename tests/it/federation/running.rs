//! The workers as they run in a server, and deliveries to servers that answer badly or not at all.

use super::fake::{Answer, Fake, Sender};
use super::peers::{Ground, Peer, settle};
use houselights::domain::id::ReviewId;
use houselights::service::receipts::ReceiptQuery;
use houselights::service::views::Viewer;
use houselights::worker;
use serde_json::json;
use std::time::{Duration, Instant};
use tokio::sync::watch;

async fn until<F: Future<Output = bool>>(what: &str, mut done: impl FnMut() -> F) {
    let begun = Instant::now();
    while !done().await {
        assert!(begun.elapsed() < Duration::from_secs(60), "waited in vain: {what}");
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn running_workers_carry_a_review_over_and_stop_when_told() {
    for ground in Ground::all() {
        let (a, b) = (ground.peer().await, ground.peer().await);
        let (mara, ivo) = (a.person("mara").await, b.person("ivo").await);
        let (stop, stopping) = watch::channel(false);
        let running: Vec<_> = [&a, &b]
            .map(|p| tokio::spawn(worker::run(p.federation.clone(), stopping.clone())))
            .into();
        b.follow(&ivo, &a.handle("mara")).await;
        until("the follow", || async {
            a.service.followers_count(&mara.actor.id).await.unwrap() == 1
        })
        .await;
        a.publish(&mara, "The Long Platform").await;
        until("the review", || async {
            b.service.elsewhere(&ivo).await.unwrap().len() == 1
        })
        .await;
        stop.send(true).unwrap();
        for workers in running {
            tokio::time::timeout(Duration::from_secs(30), workers)
                .await
                .expect("the workers stop")
                .unwrap();
        }
    }
}

/// A follower on a fake server, whose inbox gives that answer.
async fn follower(peer: &Peer, fake: &Fake, name: &str, inbox: Answer) -> Sender {
    let sender = Sender::new(fake, name);
    fake.answer(&format!("/users/{name}/inbox"), Answer::status(202));
    let follow = json!({"id": fake.url(&format!("/follows/{name}")), "type": "Follow", "actor": sender.actor,
        "object": peer.service.urls().actor("mara")});
    assert_eq!(
        sender.send(peer, &peer.service.urls().shared_inbox(), &follow).await,
        202
    );
    settle(&[peer]).await;
    fake.answer(&format!("/users/{name}/inbox"), inbox);
    sender
}

fn posts(fake: &Fake) -> usize {
    fake.asked().iter().filter(|asked| asked.starts_with("POST")).count()
}

async fn publish(peer: &Peer, by: &Viewer) -> ReviewId {
    let id = peer.publish(by, "The Long Platform").await;
    settle(&[peer]).await;
    id
}

#[tokio::test(flavor = "multi_thread")]
async fn a_silent_server_holds_up_nobody_else() {
    let (a, b) = (Peer::start().await, Peer::start().await);
    let (mara, ivo) = (a.person("mara").await, b.person("ivo").await);
    let silent = Fake::start().await;
    for name in ["one", "two", "three", "four", "five"] {
        follower(&a, &silent, name, Answer::status(202).slow(Duration::from_secs(600))).await;
    }
    b.follow(&ivo, &a.handle("mara")).await;
    settle(&[&a, &b]).await;
    let (stop, stopping) = watch::channel(false);
    let running = [&a, &b].map(|p| tokio::spawn(worker::run(p.federation.clone(), stopping.clone())));
    let review = a.publish(&mara, "The Long Platform").await;
    until("the review at the server that answers", || async {
        b.service.elsewhere(&ivo).await.unwrap().len() == 1
    })
    .await;
    // Not one of the five has ended by then, not even by its timeout.
    let receipts = a
        .service
        .receipts(&mara, &review, ReceiptQuery::default())
        .await
        .unwrap();
    let origin = silent.url("/");
    let silent: Vec<_> = receipts
        .rows
        .iter()
        .filter(|row| row.inbox.starts_with(origin.as_str()))
        .collect();
    assert_eq!(silent.len(), 5);
    assert!(silent.iter().all(|row| row.last_error.is_none()), "{silent:?}");
    drop(stop);
    running.iter().for_each(tokio::task::JoinHandle::abort);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_follow_is_accepted_each_time_it_comes() {
    let (a, fake) = (Peer::start().await, Fake::start().await);
    let mara = a.person("mara").await;
    let ivo = follower(&a, &fake, "ivo", Answer::status(202)).await;
    assert_eq!(posts(&fake), 1, "one Accept");
    let again =
        json!({"id": fake.url("/follows/again"), "type": "Follow", "actor": ivo.actor, "object": mara.actor.uri});
    assert_eq!(ivo.send(&a, &a.service.urls().shared_inbox(), &again).await, 202);
    settle(&[&a]).await;
    assert_eq!(posts(&fake), 2, "the first may have been lost");
    assert_eq!(a.service.followers_count(&mara.actor.id).await.unwrap(), 1);
    let undo = json!({"id": fake.url("/undo/1"), "type": "Undo", "actor": ivo.actor,
        "object": {"type": "Follow", "actor": ivo.actor, "object": mara.actor.uri}});
    assert_eq!(ivo.send(&a, &a.service.urls().shared_inbox(), &undo).await, 202);
    settle(&[&a]).await;
    assert_eq!(a.service.followers_count(&mara.actor.id).await.unwrap(), 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_inbox_that_is_gone_takes_its_followers_with_it() {
    let (a, fake) = (Peer::start().await, Fake::start().await);
    let mara = a.person("mara").await;
    follower(&a, &fake, "ivo", Answer::status(410)).await;
    assert_eq!(a.service.followers_count(&mara.actor.id).await.unwrap(), 1);
    publish(&a, &mara).await;
    assert_eq!(a.service.followers_count(&mara.actor.id).await.unwrap(), 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_refusal_is_final_and_trouble_is_tried_again_later() {
    for (status, state) in [(403, "refused"), (503, "pending"), (202, "delivered")] {
        let (a, fake) = (Peer::start().await, Fake::start().await);
        let mara = a.person("mara").await;
        follower(&a, &fake, "ivo", Answer::status(status)).await;
        let review = publish(&a, &mara).await;
        let receipts = a
            .service
            .receipts(&mara, &review, ReceiptQuery::default())
            .await
            .unwrap();
        let counts = (receipts.delivered, receipts.pending, receipts.failed);
        let expected = match state {
            "delivered" => (1, 0, 0),
            "pending" => (0, 1, 0),
            _ => (0, 0, 1),
        };
        assert_eq!(counts, expected, "{status}");
        assert_eq!(posts(&fake), 2, "the Accept and one try: {status}");
    }
}
