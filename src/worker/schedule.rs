//! What is due by the clock: clearing out what nobody needs any more.

use super::report;
use crate::federation::Federation;
use std::time::Duration;
use tokio::sync::watch;

/// Time between two clear-outs.
const EVERY: Duration = Duration::from_secs(60 * 60);
/// Time before the first, so that a start is not slowed down.
const FIRST: Duration = Duration::from_secs(60);

/// Serves until `stop` turns true.
pub async fn run(federation: Federation, mut stop: watch::Receiver<bool>) {
    let mut wait = FIRST;
    loop {
        tokio::select! {
            () = tokio::time::sleep(wait) => {}
            _ = stop.wait_for(|stopping| *stopping) => return,
        }
        wait = EVERY;
        if let Err(error) = federation.service().prune().await {
            report("schedule", &error);
        }
    }
}
