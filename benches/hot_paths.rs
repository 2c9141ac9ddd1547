//! What is done most: check and read an activity, render a review page, take deliveries from the queue.

#![expect(clippy::unwrap_used, reason = "a measurement that goes wrong must stop")]

use askama::Template;
use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use houselights::config::Config;
use houselights::domain::account::Role;
use houselights::domain::id::ActivityId;
use houselights::domain::review::{ReviewInput, SectionInput, SectionKind};
use houselights::env::{Clock, Env};
use houselights::federation::signatures::{BodyDigest, RequestHead, SigningKey, VerifyingKey, cavage};
use houselights::federation::vocab::incoming::Document;
use houselights::http::pages::review::read::Read;
use houselights::service::Service;
use houselights::service::accounts::NewAccount;
use houselights::service::outgoing::NewActivity;
use houselights::service::reviews::Intent;
use houselights::store::{Options, Store};
use http::Method;
use std::hint::black_box;
use std::sync::Arc;
use url::Url;

/// Deliveries taken at once.
const CLAIMED: usize = 1_000;

fn activity() -> Vec<u8> {
    serde_json::json!({
        "@context": "https://www.w3.org/ns/activitystreams", "id": "https://social.example/users/ana/statuses/1/activity",
        "type": "Create", "actor": "https://social.example/users/ana", "published": "2026-11-22T20:00:00Z",
        "to": ["https://www.w3.org/ns/activitystreams#Public"], "cc": ["https://social.example/users/ana/followers"],
        "object": {"id": "https://social.example/users/ana/statuses/1", "type": "Note", "attributedTo": "https://social.example/users/ana",
            "inReplyTo": "https://films.example/r/01jd2y7q8w3n5r6s9t0v1x2z4a", "published": "2026-11-22T20:00:00Z",
            "to": ["https://www.w3.org/ns/activitystreams#Public"], "cc": [], "sensitive": false, "attachment": [],
            "content": "<p>The lamp hums in two scenes only. Did you count them?</p>",
            "tag": [{"type": "Mention", "href": "https://films.example/users/mara", "name": "@mara@films.example"}]}
    })
    .to_string()
    .into_bytes()
}

fn inbox(c: &mut Criterion) {
    let pair = houselights::env::keys::generate().unwrap();
    let (signing, verifying) = (
        SigningKey::from_pem(&pair.private_pem).unwrap(),
        VerifyingKey::from_pem(&pair.public_pem).unwrap(),
    );
    let (url, now) = (
        Url::parse("https://films.example/inbox").unwrap(),
        Clock::system().now(),
    );
    let body = activity();
    let digest = BodyDigest::of(&body);
    let key_id = "https://social.example/users/ana#main-key";
    let signed = cavage::sign(&signing, key_id, &Method::POST, &url, Some(&digest), now).unwrap();
    let mut headers: Vec<(&str, &str)> = signed
        .iter()
        .map(|(name, value)| (name.as_str(), value.to_str().unwrap()))
        .collect();
    headers.push(("host", "films.example"));

    let mut group = c.benchmark_group("inbox");
    group.throughput(Throughput::Elements(1));
    group.bench_function("hash, check the signature and parse an activity", |b| {
        b.iter(|| {
            let head = RequestHead {
                method: &Method::POST,
                path_and_query: "/inbox",
                origin: "https://films.example",
                host: "films.example",
                headers: &headers,
                body: Some(&body),
            };
            cavage::parse(&head, now).unwrap().check(&verifying).unwrap();
            black_box(Document::parse(&body).unwrap())
        });
    });
    group.bench_function("sign a delivery", |b| {
        b.iter(|| black_box(cavage::sign(&signing, key_id, &Method::POST, &url, Some(&digest), now).unwrap()));
    });
    group.finish();
}

fn page(c: &mut Criterion) {
    let samples = Read::samples();
    let page = samples.first().unwrap();
    let mut group = c.benchmark_group("pages");
    group.throughput(Throughput::Bytes(page.render().unwrap().len() as u64));
    group.bench_function("render a review page with everything on it", |b| {
        b.iter(|| black_box(page.render().unwrap()));
    });
    group.finish();
}

/// A site on SQLite with a thousand deliveries due, and a clock that can be moved past their leases.
async fn site(folder: &std::path::Path) -> (Service, Clock) {
    let store = Store::open(&Options {
        url: format!("sqlite://{}", folder.join("bench.sqlite").display()),
        readers: 4,
        full_sync: false,
    })
    .unwrap();
    let config = Config::with_settings([
        ("server.public_url", "https://films.example"),
        ("federation.publish_delay", "0"),
    ])
    .unwrap();
    let clock = Clock::manual(Clock::system().now());
    let mut env = Env::system(folder, &config.net_settings()).unwrap();
    env.clock = clock.clone();
    let service = Service::new(store, env, Arc::new(config));
    let new = NewAccount {
        handle: "mara".to_owned(),
        name: "Mara".to_owned(),
        email: String::new(),
        password: "a seat in the third row".to_owned(),
    };
    service.add_account(new, Role::Owner).await.unwrap();
    let viewer = service.viewer_of("mara").await.unwrap();
    let review = ReviewInput {
        film: "The Long Platform".to_owned(),
        language: "en".to_owned(),
        sections: vec![SectionInput {
            kind: SectionKind::Take,
            label: String::new(),
            source: "It listens.".to_owned(),
        }],
        ..ReviewInput::default()
    };
    service
        .save_review(&viewer, None, &review, Intent::Publish)
        .await
        .unwrap();
    let job = service.claim_jobs(1).await.unwrap().remove(0);
    let activity = NewActivity {
        id: ActivityId::new("bench"),
        actor_id: viewer.actor.id.clone(),
        type_: "Create".to_owned(),
        object_uri: "https://films.example/r/bench".to_owned(),
        subject: "review:bench".to_owned(),
        public: true,
        json: String::from_utf8(activity()).unwrap(),
        inboxes: (0..CLAIMED)
            .map(|n| Url::parse(&format!("https://h{n}.example/inbox")).unwrap())
            .collect(),
    };
    service.record_activities(&job.id, vec![activity], None).await.unwrap();
    (service, clock)
}

fn queue(c: &mut Criterion) {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap();
    let folder = tempfile::tempdir().unwrap();
    let (service, clock) = runtime.block_on(site(folder.path()));
    let mut group = c.benchmark_group("queue");
    group.throughput(Throughput::Elements(CLAIMED as u64));
    group.bench_function("claim 1,000 deliveries to 1,000 hosts", |b| {
        b.iter(|| {
            // Past the lease of the round before.
            clock.advance(chrono::TimeDelta::minutes(10));
            let claimed = runtime.block_on(service.claim_deliveries(CLAIMED, 0, &[])).unwrap();
            assert_eq!(claimed.len(), CLAIMED);
        });
    });
    group.finish();
}

criterion_group! {
    name = benches;
    config = Criterion::default().sample_size(30).measurement_time(std::time::Duration::from_secs(4));
    targets = inbox, page, queue
}
criterion_main!(benches);
