//! What is due by the clock: writing down what the inbox answered, and clearing out what nobody needs any more.

use super::report;
use crate::federation::Federation;
use std::time::Duration;
use tokio::sync::watch;

/// Time between two rounds, and before the first, so that a start is not slowed down.
const ROUND: Duration = Duration::from_secs(60);
/// A clear-out, statistics for the database, and a look for what catalogues said long ago come with the first round and with each one that is a multiple of this.
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
        if let Err(error) = federation.service().ask_for_software().await {
            report("schedule", &error);
        }
        if let Err(error) = federation.service().ask_for_block_lists().await {
            report("schedule", &error);
        }
        tokio::select! {
            looked = federation.recheck(share(round, federation.service().config().federation.recheck_per_hour)) => {
                if let Err(error) = looked {
                    report("schedule", &error);
                }
            }
            // What is under way is looked at another time.
            _ = stop.wait_for(|stopping| *stopping) => {}
        }
        if round.is_multiple_of(CLEAR_OUT) {
            if let Err(error) = federation.service().prune().await {
                report("schedule", &error);
            }
            if let Err(error) = federation.service().refresh_statistics().await {
                report("schedule", &error);
            }
            if let Err(error) = federation.service().ask_for_old_films().await {
                report("schedule", &error);
            }
        }
    }
}

/// How many of `per_hour` things belong to a round of a minute, so that an hour has them all and none comes in a heap.
fn share(round: u64, per_hour: u32) -> usize {
    let (minute, per_hour) = (round % ROUNDS_AN_HOUR, u64::from(per_hour));
    let until = |minute: u64| per_hour * minute / ROUNDS_AN_HOUR;
    usize::try_from(until(minute + 1) - until(minute)).unwrap_or_default()
}

/// Rounds in one hour.
const ROUNDS_AN_HOUR: u64 = 3_600 / ROUND.as_secs();

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_hour_of_rounds_shares_out_exactly_what_an_hour_may_have() {
        for per_hour in [0, 1, 7, 60, 100, 3_600] {
            let shares: Vec<usize> = (0..ROUNDS_AN_HOUR).map(|round| share(round, per_hour)).collect();
            assert_eq!(shares.iter().sum::<usize>(), usize::try_from(per_hour).unwrap());
            assert!(shares.iter().max().unwrap() - shares.iter().min().unwrap() <= 1);
        }
    }
}
