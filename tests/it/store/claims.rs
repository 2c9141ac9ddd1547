//! Claiming: many hands, several processes, nothing twice.

use crate::support::db::{Database, for_each_database};
use crate::support::world::start;
use chrono::TimeDelta;
use houselights::domain::actor::{Actor, ActorKind};
use houselights::domain::id::{ActivityId, ActorId};
use houselights::domain::job::JobPayload;
use houselights::domain::text::SafeHtml;
use houselights::store::activities::StoredActivity;
use houselights::store::deliveries::{NewDelivery, Share};
use houselights::store::received::NewRow;
use houselights::store::{Conn, Store, StoreError, activities, actors, deliveries, jobs, received};
use std::collections::HashSet;
use url::Url;

const SHARE: Share = Share {
    total: 50,
    per_host: 50,
};

pub async fn write<T: Send + 'static>(
    store: &Store,
    run: impl FnOnce(&mut Conn) -> Result<T, StoreError> + Send + 'static,
) -> T {
    store.write(run).await.unwrap()
}

/// Eight tasks, half of them on a second pool as another process would have one, claim until nothing is left.
async fn claim_with_eight<F>(database: &Database, claim: F) -> Vec<String>
where
    F: Fn(&mut Conn) -> Result<Vec<String>, StoreError> + Clone + Send + 'static,
{
    let other = database.open_again();
    let mut tasks = Vec::new();
    for n in 0..8 {
        let store = if n % 2 == 0 {
            database.store.clone()
        } else {
            other.clone()
        };
        let claim = claim.clone();
        tasks.push(tokio::spawn(async move {
            let mut mine = Vec::new();
            // A round may come back empty-handed while others hold the locks.
            let mut empty = 0;
            while empty < 3 {
                let claim = claim.clone();
                let got = write(&store, move |c| claim(c)).await;
                if got.is_empty() {
                    empty += 1;
                    tokio::time::sleep(std::time::Duration::from_millis(5)).await;
                } else {
                    empty = 0;
                    mine.extend(got);
                }
            }
            mine
        }));
    }
    let mut all = Vec::new();
    for task in tasks {
        all.extend(task.await.unwrap());
    }
    all
}

fn assert_each_once(claimed: &[String], count: usize) {
    let different: HashSet<&String> = claimed.iter().collect();
    assert_eq!(claimed.len(), different.len(), "something was claimed twice");
    assert_eq!(different.len(), count, "something was not claimed");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn eight_hands_claim_two_thousand_jobs_each_once() {
    for_each_database(|database| async move {
        write(&database.store, |c| {
            for n in 0..2000 {
                let payload = JobPayload::FetchRemoteMedia { key: n.to_string() };
                jobs::enqueue(c, &format!("job{n:05}"), &payload, "", None, start(), start())?;
            }
            Ok(())
        })
        .await;
        let lease = start() + TimeDelta::minutes(3);
        let claimed = claim_with_eight(&database, move |c| {
            Ok(jobs::claim(c, 50, start(), lease)?
                .into_iter()
                .map(|job| job.id)
                .collect())
        })
        .await;
        assert_each_once(&claimed, 2000);
    })
    .await;
}

pub fn actor(id: &str) -> Actor {
    let at = |path: &str| Url::parse(&format!("https://films.example/users/{id}{path}")).unwrap();
    Actor {
        id: ActorId::new(id),
        uri: at(""),
        handle: id.to_owned(),
        host: None,
        kind: ActorKind::Person,
        name: String::new(),
        summary_source: String::new(),
        summary: SafeHtml::default(),
        url: at(""),
        inbox: at("/inbox"),
        shared_inbox: None,
        followers_url: None,
        public_key_id: at("#main-key").to_string(),
        public_key_pem: String::new(),
        avatar_url: None,
        avatar_media: None,
        manually_approves: false,
        discoverable: true,
        indexable: true,
        created_at: start(),
        updated_at: start(),
        fetched_at: None,
        deleted_at: None,
    }
}

/// Stores an activity about `subject` with one delivery to each of `inboxes`, given as `(id, host)`.
pub fn send(c: &mut Conn, activity: &str, subject: &str, to: &[(String, String)]) -> Result<(), StoreError> {
    let (id, by) = (ActivityId::new(activity), ActorId::new("mara"));
    let uri = format!("https://films.example/activities/{activity}");
    let stored = StoredActivity {
        id: &id,
        uri: &uri,
        actor_id: &by,
        type_: "Create",
        object_uri: "https://films.example/r/1",
        subject,
        public: true,
        json: "{}",
    };
    activities::insert(c, &stored, start())?;
    let rows: Vec<NewDelivery> = to
        .iter()
        .map(|(delivery, host)| NewDelivery {
            id: delivery.clone(),
            activity_id: id.clone(),
            actor_id: by.clone(),
            inbox: format!("https://{host}/inbox"),
            host: host.clone(),
            subject: subject.to_owned(),
        })
        .collect();
    deliveries::insert_all(c, &rows, start())
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn eight_hands_claim_a_thousand_deliveries_each_once() {
    for_each_database(|database| async move {
        write(&database.store, |c| {
            actors::insert(c, &actor("mara"))?;
            let to: Vec<_> = (0..1000)
                .map(|n| (format!("d{n:05}"), format!("host{n}.example")))
                .collect();
            send(c, "a1", "review:1", &to)
        })
        .await;
        let lease = start() + TimeDelta::minutes(3);
        let claimed = claim_with_eight(&database, move |c| {
            let claimed = deliveries::claim(c, SHARE, 0, &[], start(), lease)?;
            Ok(claimed.into_iter().map(|one| one.id).collect())
        })
        .await;
        assert_each_once(&claimed, 1000);
    })
    .await;
}

pub fn arrive(c: &mut Conn, ids: &[(String, String)]) -> Result<HashSet<String>, StoreError> {
    let uris: Vec<String> = ids
        .iter()
        .map(|(id, host)| format!("https://{host}/activities/{id}"))
        .collect();
    let rows: Vec<NewRow<'_>> = ids
        .iter()
        .zip(&uris)
        .map(|((id, host), uri)| NewRow {
            id: id.clone(),
            uri,
            actor_uri: "https://other.example/users/ivo",
            host,
            type_: "Like",
            inbox: "",
            body: "{}",
            activity_uri: None,
            object_uri: None,
        })
        .collect();
    received::insert_all(c, &rows, start())
}

/// Two processes process what forty servers sent. Each notes in one table what it does, when it does it; afterwards each
/// server's activities stand there once and in their order.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn eight_hands_process_each_activity_once_and_each_server_in_order() {
    for_each_database(|database| async move {
        write(&database.store, |c| {
            let ids: Vec<_> = (0..800)
                .map(|n| (format!("r{n:05}"), format!("host{}.example", n % 40)))
                .collect();
            assert_eq!(arrive(c, &ids)?.len(), 800);
            assert!(arrive(c, &ids)?.is_empty(), "the same again is not new");
            Ok(())
        })
        .await;
        let lease = start() + TimeDelta::minutes(3);
        let share = Share { total: 30, per_host: 3 };
        let log = std::sync::Arc::new(std::sync::Mutex::new(Vec::new()));
        let other = database.open_again();
        let mut tasks = Vec::new();
        for n in 0..8 {
            let store = if n % 2 == 0 {
                database.store.clone()
            } else {
                other.clone()
            };
            let log = log.clone();
            tasks.push(tokio::spawn(async move {
                let mut empty = 0;
                while empty < 20 {
                    let claimed = write(&store, move |c| received::claim(c, share, &[], start(), lease)).await;
                    if claimed.is_empty() {
                        empty += 1;
                        tokio::time::sleep(std::time::Duration::from_millis(5)).await;
                        continue;
                    }
                    empty = 0;
                    for one in claimed {
                        log.lock().unwrap().push((one.host.clone(), one.id.clone()));
                        write(&store, move |c| received::finish(c, &[&one.id], LIKED, start())).await;
                    }
                }
            }));
        }
        for task in tasks {
            task.await.unwrap();
        }
        let log = log.lock().unwrap().clone();
        let ids: Vec<String> = log.iter().map(|(_, id)| id.clone()).collect();
        assert_each_once(&ids, 800);
        for n in 0..40 {
            let host = format!("host{n}.example");
            let order: Vec<&String> = log.iter().filter(|(h, _)| *h == host).map(|(_, id)| id).collect();
            assert!(order.is_sorted(), "{host} on {}: {order:?}", database.kind);
        }
    })
    .await;
}

#[tokio::test]
async fn a_unique_violation_is_told_apart_from_other_errors() {
    for_each_database(|database| async move {
        let again = database
            .store
            .write(|c| {
                actors::insert(c, &actor("mara"))?;
                actors::insert(c, &actor("mara"))
            })
            .await;
        let error: StoreError = again.unwrap_err();
        assert!(error.is_unique_violation() && !error.is_unwritable(), "{error}");
        let left = write(&database.store, |c| {
            actors::count_local(c).map(|count| {
                let known = actors::by_uri(c, "https://films.example/users/mara").unwrap();
                (count, known)
            })
        })
        .await;
        assert_eq!(left, (0, None), "the transaction was rolled back as a whole");
        let gone = database.store.read(|c| actors::by_id(c, &ActorId::new("nobody"))).await;
        assert_eq!(gone.unwrap(), None);
    })
    .await;
}

/// How an activity ends in these tests.
const LIKED: received::Ending<'static> = received::Ending {
    state: "accepted",
    reason: "like",
    keep_chars: 1_000,
};
