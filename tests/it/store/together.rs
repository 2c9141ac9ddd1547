//! Many writers at the same time: what is committed together stays apart.

use crate::support::db::for_each_database;
use houselights::store::backend::StoreError;
use houselights::store::settings;
use std::collections::BTreeMap;

/// How a write is to end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum End {
    Well,
    Badly,
    InPanic,
}

fn end(n: usize) -> End {
    match n % 5 {
        1 => End::Badly,
        3 => End::InPanic,
        _ => End::Well,
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_write_that_fails_takes_back_its_own_and_nobody_elses() {
    for_each_database(|database| async move {
        let other = database.open_again();
        let mut tasks = Vec::new();
        for n in 0..200 {
            let store = if n % 3 == 0 {
                other.clone()
            } else {
                database.store.clone()
            };
            tasks.push(tokio::spawn(async move {
                let answer = store
                    .write(move |c| {
                        settings::set(c, &format!("name-{n}"), "first")?;
                        match end(n) {
                            End::Well => {}
                            End::Badly => return Err(StoreError::Open(format!("write {n} went wrong"))),
                            End::InPanic => panic!("write {n} is to panic"),
                        }
                        settings::set(c, &format!("name-{n}"), "second")?;
                        Ok::<_, StoreError>(n)
                    })
                    .await;
                // Whoever is told that it worked can read it at once, over any connection.
                let seen = store
                    .read(move |c| settings::get(c, &format!("name-{n}")))
                    .await
                    .unwrap();
                (n, answer, seen)
            }));
        }
        let mut ends = BTreeMap::new();
        for task in tasks {
            let (n, answer, seen) = task.await.unwrap();
            *ends.entry(format!("{:?}", end(n))).or_insert(0) += 1;
            match end(n) {
                End::Well => {
                    assert_eq!(answer.unwrap(), n);
                    assert_eq!(seen.as_deref(), Some("second"), "{n}");
                }
                End::Badly => {
                    assert_eq!(answer.unwrap_err().to_string(), format!("write {n} went wrong"));
                    assert_eq!(seen, None, "{n}");
                }
                End::InPanic => {
                    assert!(matches!(answer, Err(StoreError::Cancelled)), "{n}: {answer:?}");
                    assert_eq!(seen, None, "{n}");
                }
            }
        }
        assert_eq!(ends.into_values().collect::<Vec<_>>(), [40, 40, 120]);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn nothing_is_written_for_somebody_who_has_gone_or_after_the_end() {
    for_each_database(|database| async move {
        let store = database.store.clone();
        let (started, mut begun) = tokio::sync::mpsc::channel(1);
        let (go, gone) = std::sync::mpsc::channel::<()>();
        let slow = {
            let store = store.clone();
            tokio::spawn(async move {
                store
                    .write(move |c| {
                        started.blocking_send(()).unwrap();
                        gone.recv().unwrap();
                        settings::set(c, "slow", "written")
                    })
                    .await
            })
        };
        begun.recv().await.unwrap();
        if !database.is_postgres() {
            // It waits behind the slow one, and nobody waits for it.
            let waits = {
                let store = store.clone();
                tokio::spawn(async move { store.write(|c| settings::set(c, "left", "written")).await })
            };
            tokio::time::sleep(std::time::Duration::from_millis(50)).await;
            waits.abort();
            waits.await.unwrap_err();
        }
        go.send(()).unwrap();
        slow.await.unwrap().unwrap();
        store.write(|c| settings::set(c, "next", "written")).await.unwrap();
        let get = |name: &'static str| store.read(move |c| settings::get(c, name));
        assert_eq!(get("slow").await.unwrap().as_deref(), Some("written"));
        assert_eq!(get("next").await.unwrap().as_deref(), Some("written"));
        assert_eq!(get("left").await.unwrap(), None);
        let closing = store.clone();
        closing.close().await.unwrap();
        let late = store.write(|c| settings::set(c, "late", "written")).await;
        assert!(matches!(late, Err(StoreError::Cancelled)), "{late:?}");
    })
    .await;
}
