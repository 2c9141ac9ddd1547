//! What comes before what: groups of jobs, deliveries about one thing to one inbox, and leases that run out.

use super::claims::{actor, send, write};
use crate::support::db::for_each_database;
use crate::support::world::start;
use chrono::TimeDelta;
use houselights::domain::job::JobPayload;
use houselights::store::deliveries::Share;
use houselights::store::hosts::{self, Host};
use houselights::store::{Conn, StoreError, actors, deliveries, jobs};

const SHARE: Share = Share {
    total: 100,
    per_host: 100,
};

fn job(c: &mut Conn, id: &str, group: &str, dedup: Option<&str>) -> Result<bool, StoreError> {
    let payload = JobPayload::FetchRemoteMedia { key: id.to_owned() };
    jobs::enqueue(c, id, &payload, group, dedup, start(), start())
}

fn claim_jobs(c: &mut Conn, minutes: i64) -> Result<Vec<String>, StoreError> {
    let now = start() + TimeDelta::minutes(minutes);
    let claimed = jobs::claim(c, 100, now, now + TimeDelta::minutes(3))?;
    Ok(claimed.into_iter().map(|job| job.id).collect())
}

#[tokio::test]
async fn jobs_of_a_group_run_one_after_the_other_and_others_do_not_wait() {
    for_each_database(|database| async move {
        write(&database.store, |c| {
            for (id, group) in [
                ("1", "review:a"),
                ("2", "review:a"),
                ("3", ""),
                ("4", ""),
                ("5", "review:b"),
            ] {
                job(c, id, group, None)?;
            }
            assert_eq!(claim_jobs(c, 0)?, ["1", "3", "4", "5"]);
            assert!(claim_jobs(c, 0)?.is_empty(), "2 waits for 1");
            jobs::retry(c, "1", "no", start() + TimeDelta::minutes(1))?;
            assert!(claim_jobs(c, 0)?.is_empty(), "2 waits for 1 to be done, not tried");
            assert_eq!(claim_jobs(c, 1)?, ["1"]);
            assert!(jobs::finish(c, "1")?);
            assert!(!jobs::finish(c, "1")?, "finished once");
            assert_eq!(claim_jobs(c, 1)?, ["2"]);
            Ok(())
        })
        .await;
    })
    .await;
}

#[tokio::test]
async fn a_job_comes_back_when_its_worker_dies_and_a_waiting_one_is_not_recorded_twice() {
    for_each_database(|database| async move {
        write(&database.store, |c| {
            assert!(job(c, "1", "", Some("refresh:ivo"))?);
            assert!(!job(c, "2", "", Some("refresh:ivo"))?);
            assert_eq!(claim_jobs(c, 0)?, ["1"]);
            assert!(claim_jobs(c, 2)?.is_empty(), "the lease holds");
            assert_eq!(claim_jobs(c, 3)?, ["1"], "the lease ran out");
            jobs::finish(c, "1")?;
            assert!(
                job(c, "3", "", Some("refresh:ivo"))?,
                "it may be recorded again once it is done"
            );
            Ok(())
        })
        .await;
    })
    .await;
}

fn claim(c: &mut Conn, busy: &[&str]) -> Result<Vec<String>, StoreError> {
    let busy: Vec<String> = busy.iter().map(|host| (*host).to_owned()).collect();
    let claimed = deliveries::claim(c, SHARE, 0, &busy, start(), start() + TimeDelta::minutes(3))?;
    Ok(claimed.into_iter().map(|one| one.id).collect())
}

fn to(id: &str, host: &str) -> (String, String) {
    (id.to_owned(), host.to_owned())
}

#[tokio::test]
async fn an_inbox_gets_create_before_update_before_delete_of_one_thing() {
    for_each_database(|database| async move {
        write(&database.store, |c| {
            actors::insert(c, &actor("mara"))?;
            send(c, "create", "review:1", &[to("d1", "a.example"), to("d2", "b.example")])?;
            send(c, "update", "review:1", &[to("d3", "a.example"), to("d4", "b.example")])?;
            send(c, "other", "review:2", &[to("d5", "a.example")])?;
            assert_eq!(
                claim(c, &[])?,
                ["d1", "d2", "d5"],
                "the Update waits for the Create, another review does not"
            );
            deliveries::mark_delivered(c, &["d1"], 202, start())?;
            assert_eq!(claim(c, &[])?, ["d3"], "b.example has not taken the Create yet");
            let failure = deliveries::Failure {
                status: Some(403),
                error: "refused with 403",
            };
            deliveries::mark_ended(c, "d2", deliveries::DeliveryState::Refused, &failure, start())?;
            assert_eq!(claim(c, &[])?, ["d4"], "a refusal ends the wait too");
            Ok(())
        })
        .await;
    })
    .await;
}

#[tokio::test]
async fn busy_and_parked_hosts_are_left_out_and_nobody_takes_more_than_a_share() {
    for_each_database(|database| async move {
        write(&database.store, |c| {
            actors::insert(c, &actor("mara"))?;
            let many: Vec<_> = (0..20).map(|n| to(&format!("d{n:02}"), "slow.example")).collect();
            for (n, one) in many.iter().enumerate() {
                send(c, &format!("a{n}"), &format!("review:{n}"), std::slice::from_ref(one))?;
            }
            send(
                c,
                "x",
                "review:x",
                &[to("e1", "quick.example"), to("e2", "parked.example")],
            )?;
            let parked = Host {
                parked_until: Some(start() + TimeDelta::minutes(1)),
                failures: 1,
                ..Host::default()
            };
            hosts::put(c, "parked.example", &parked)?;
            let share = Share { total: 10, per_host: 4 };
            let lease = start() + TimeDelta::minutes(3);
            let first = deliveries::claim(c, share, 0, &[], start(), lease)?;
            assert_eq!(first.len(), 5, "four of slow.example and the one of quick.example");
            let next = deliveries::claim(c, share, 0, &["slow.example".to_owned()], start(), lease)?;
            assert!(next.is_empty());
            hosts::put(c, "parked.example", &Host::default())?;
            assert_eq!(claim(c, &["slow.example"])?, ["e2"]);
            Ok(())
        })
        .await;
    })
    .await;
}

#[tokio::test]
async fn a_host_that_failed_gets_one_probe_and_its_backlog_hides_nobody() {
    for_each_database(|database| async move {
        write(&database.store, |c| {
            actors::insert(c, &actor("mara"))?;
            // The dead hosts' backlog is older and longer than the whole view of a claim.
            for host in 0..4 {
                let name = format!("dead{host}.example");
                for n in 0..30 {
                    let one = to(&format!("d{host}{n:02}"), &name);
                    send(c, &format!("a{host}{n}"), &format!("review:{n}"), &[one])?;
                }
                let failed = Host {
                    failures: 3,
                    parked_until: Some(start() - TimeDelta::minutes(1)),
                    ..Host::default()
                };
                hosts::put(c, &name, &failed)?;
            }
            send(c, "x", "review:x", &[to("z1", "sound.example")])?;
            let (share, lease) = (Share { total: 10, per_host: 4 }, start() + TimeDelta::minutes(3));
            let first = deliveries::claim(c, share, 3, &[], start(), lease)?;
            let probed: Vec<&str> = first
                .iter()
                .filter(|one| one.probe)
                .map(|one| one.host.as_str())
                .collect();
            assert_eq!(probed, ["dead0.example", "dead1.example", "dead2.example"]);
            let others: Vec<&str> = first
                .iter()
                .filter(|one| !one.probe)
                .map(|one| one.id.as_str())
                .collect();
            assert_eq!(others, ["z1"]);
            assert!(
                deliveries::claim(c, share, 0, &[], start(), lease)?.is_empty(),
                "no room for probes"
            );
            Ok(())
        })
        .await;
    })
    .await;
}

#[tokio::test]
async fn an_activity_is_delivered_to_an_inbox_once_however_often_it_is_recorded() {
    for_each_database(|database| async move {
        write(&database.store, |c| {
            actors::insert(c, &actor("mara"))?;
            send(c, "create", "review:1", &[to("d1", "a.example")])?;
            send(c, "create", "review:1", &[to("d2", "a.example")])?;
            assert_eq!(deliveries::backlog(c)?.0, 1);
            Ok(())
        })
        .await;
    })
    .await;
}
