//! Received activities: many servers at the same time, one after the other for each server, so that an Undo never overtakes
//! what it undoes and a slow thread of one server holds up no other.

use super::{Step, report, rest};
use crate::federation::Federation;
use crate::service::Error;
use crate::service::queues::Received;
use crate::service::remote::Outcome;
use std::collections::{HashMap, HashSet};
use std::time::{Duration, Instant};
use tokio::sync::watch;
use tokio::task::JoinSet;

/// Servers whose activities are carried out at the same time.
const LANES: usize = 32;
/// Activities taken at one time.
const BATCH: usize = 128;
/// How long what became of an activity may wait to be written. Carrying it out a second time, after a crash, changes nothing.
const TOGETHER: Duration = Duration::from_millis(100);

/// Serves until `stop` turns true.
pub async fn run(federation: Federation, mut stop: watch::Receiver<bool>) {
    let mut lanes: JoinSet<String> = JoinSet::new();
    let mut busy: HashSet<String> = HashSet::new();
    while !*stop.borrow() {
        while let Some(ended) = lanes.try_join_next() {
            leave(&mut busy, ended);
        }
        if lanes.len() < LANES {
            let hosts: Vec<String> = busy.iter().cloned().collect();
            match federation.service().claim_received(BATCH, &hosts).await {
                Ok(received) if !received.is_empty() => {
                    for (host, received) in by_host(received) {
                        busy.insert(host.clone());
                        let federation = federation.clone();
                        lanes.spawn(async move {
                            lane(&federation, received).await;
                            host
                        });
                    }
                    continue;
                }
                Ok(_) => {}
                Err(error) => report("received", &error),
            }
        }
        tokio::select! {
            () = rest(&federation.service().wake().received, &mut stop) => {}
            Some(ended) = lanes.join_next() => leave(&mut busy, ended),
        }
    }
    while lanes.join_next().await.is_some() {}
}

fn leave(busy: &mut HashSet<String>, ended: Result<String, tokio::task::JoinError>) {
    match ended {
        Ok(host) => {
            busy.remove(&host);
        }
        // Which host it was is lost with the panic; nobody else may be shut out for it. Order within a host is at risk for
        // the moment, and nothing else: every step is idempotent.
        Err(error) => {
            tracing::error!(error = %error, "carrying out a received activity failed");
            busy.clear();
        }
    }
}

/// Carries out what has been received.
///
/// # Errors
/// [`Error`] when the queue cannot be read.
pub async fn step(federation: &Federation) -> Result<Step, Error> {
    let received = federation.service().claim_received(BATCH, &[]).await?;
    if received.is_empty() {
        return Ok(Step::Idle);
    }
    for (_, received) in by_host(received) {
        lane(federation, received).await;
    }
    Ok(Step::Worked)
}

fn by_host(received: Vec<Received>) -> HashMap<String, Vec<Received>> {
    let mut hosts: HashMap<String, Vec<Received>> = HashMap::new();
    for one in received {
        hosts.entry(one.host.clone()).or_default().push(one);
    }
    hosts
}

/// One server's activities, one after the other. What became of them is written together, unless they take their time.
async fn lane(federation: &Federation, received: Vec<Received>) {
    let service = federation.service();
    let (mut done, mut since) = (Vec::new(), Instant::now());
    for one in received {
        match federation.process(&one).await {
            Ok(outcome) => {
                log(&one, outcome);
                done.push((one.id, outcome));
            }
            Err(failure) => {
                tracing::info!(activity.r#type = one.type_, activity.host = one.host, reason = %failure, "an activity will be tried again");
                written(service.retry_received(&one.id, &failure.to_string()).await);
            }
        }
        if since.elapsed() > TOGETHER {
            written(service.finish_received(std::mem::take(&mut done)).await);
            since = Instant::now();
        }
    }
    written(service.finish_received(done).await);
}

fn written(result: Result<(), Error>) {
    if let Err(error) = result {
        report("received", &error);
    }
}

fn log(received: &Received, outcome: Outcome) {
    tracing::debug!(
        activity.r#type = received.type_,
        activity.host = received.host,
        outcome = outcome.class(),
        reason = outcome.reason(),
        "an activity was carried out"
    );
}
