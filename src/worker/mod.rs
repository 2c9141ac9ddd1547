//! Background work: received activities, jobs, deliveries, mails, and what is due by the clock.
//!
//! Each part has a `step` that does what is due and says whether there was anything, so that tests can drain the queues, and
//! a `run` that serves until it is told to stop and then finishes what it has begun. All state is in the database: a worker
//! that is killed loses nothing, and two processes on one PostgreSQL share the work.

pub mod deliveries;
pub mod inbox;
pub mod jobs;
pub mod mails;
pub mod schedule;

use crate::federation::Federation;
use crate::service::Error;
use std::time::Duration;
use tokio::sync::{Notify, watch};
use tokio::time::Instant;

/// How long a worker sleeps when nobody rings: the longest delay for what another process recorded.
const POLL: Duration = Duration::from_secs(1);

/// Whether a step found anything to do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// There was something, and it was done.
    Worked,
    /// There was nothing due.
    Idle,
}

/// Serves all queues until `stop` turns true.
pub async fn run(federation: Federation, stop: watch::Receiver<bool>) {
    tokio::join!(
        inbox::run(federation.clone(), stop.clone()),
        jobs::run(federation.clone(), stop.clone()),
        deliveries::run(federation.clone(), stop.clone()),
        mails::run(federation.clone(), stop.clone()),
        schedule::run(federation, stop),
    );
}

/// Does everything that is due, until nothing is, and says whether there was anything. For tests and for commands that
/// publish and exit.
///
/// # Errors
/// [`Error`] when the database fails.
pub async fn drain(federation: &Federation) -> Result<Step, Error> {
    let mut drained = Step::Idle;
    loop {
        let steps = [
            inbox::step(federation).await?,
            jobs::step(federation).await?,
            deliveries::step(federation).await?,
            mails::step(federation).await?,
        ];
        if steps == [Step::Idle; 4] {
            return Ok(drained);
        }
        drained = Step::Worked;
    }
}

/// The shortest time between two looks that found nothing: a hundred commits that ring at once are one reason to look.
const PAUSE: Duration = Duration::from_millis(20);

/// Waits for the bell, for the poll, or for the end. A bell that rings at once is answered after a pause.
async fn rest(bell: &Notify, stop: &mut watch::Receiver<bool>) {
    let earliest = Instant::now() + PAUSE;
    let rung = async {
        bell.notified().await;
        tokio::time::sleep_until(earliest).await;
    };
    tokio::select! {
        () = rung => {}
        () = tokio::time::sleep(POLL) => {}
        _ = stop.wait_for(|stopping| *stopping) => {}
    }
}

/// Reports that a queue could not be read; the next poll tries again.
fn report(queue: &'static str, error: &Error) {
    tracing::error!(queue, error = %error, "the queue cannot be worked on");
}
