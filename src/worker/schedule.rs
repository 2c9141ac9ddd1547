//! What is due by the clock: writing down what the inbox answered, and clearing out what nobody needs any more.

use super::report;
use crate::federation::Federation;
use std::time::Duration;
use tokio::sync::watch;

/// Time between two rounds, and before the first, so that a start is not slowed down.
const ROUND: Duration = Duration::from_secs(60);
/// A clear-out comes with the first round and with each one that is a multiple of this.
const CLEAR_OUT: u64 = 60;

/// Serves until `stop` turns true.
pub async fn run(federation: Federation, mut stop: watch::Receiver<bool>) {
    for round in 0_u64.. {
        let stopping = tokio::select! {
            () = tokio::time::sleep(ROUND) => false,
            _ = stop.wait_for(|stopping| *stopping) => true,
        };
        if let Err(error) = federation.write_tally().await {
            report("schedule", &error);
        }
        if stopping {
            return;
        }
        if round.is_multiple_of(CLEAR_OUT)
            && let Err(error) = federation.service().prune().await
        {
            report("schedule", &error);
        }
    }
}
