//! Group commit of received activities: many requests wait for one transaction. With `synchronous = full` each commit waits
//! for the disk, and on PostgreSQL for the network; a burst pays that once per batch and not once per post.

use crate::service::queues::NewReceived;
use crate::service::{Error, Service};
use tokio::sync::{mpsc, oneshot};

/// The most rows of one transaction.
const BATCH: usize = 256;
/// How many requests may wait before the inbox says that it is busy.
const WAITING: usize = 2_048;

/// Hands rows to the task that writes them.
#[derive(Clone)]
pub(in crate::federation) struct Recorder(mpsc::Sender<Waiter>);

struct Waiter {
    row: NewReceived,
    answer: oneshot::Sender<Result<bool, String>>,
}

impl Recorder {
    /// Starts the task. It ends when the last `Recorder` is dropped.
    pub(in crate::federation) fn start(service: Service) -> Self {
        let (sender, receiver) = mpsc::channel(WAITING);
        tokio::spawn(write_batches(service, receiver));
        Self(sender)
    }

    /// Records an activity and waits until it is committed. False when it was there already.
    pub(in crate::federation) async fn record(&self, row: NewReceived) -> Result<bool, Error> {
        let (answer, answered) = oneshot::channel();
        let busy = || Error::Unwritable("too many received activities wait to be written".to_owned());
        self.0.try_send(Waiter { row, answer }).map_err(|_| busy())?;
        match answered.await {
            Ok(Ok(new)) => Ok(new),
            Ok(Err(reason)) => Err(Error::Unwritable(reason)),
            Err(_) => Err(busy()),
        }
    }
}

async fn write_batches(service: Service, mut receiver: mpsc::Receiver<Waiter>) {
    let mut waiters = Vec::with_capacity(BATCH);
    while receiver.recv_many(&mut waiters, BATCH).await > 0 {
        let (rows, answers): (Vec<_>, Vec<_>) = waiters.drain(..).map(|w| (w.row, w.answer)).unzip();
        match service.record_received(rows).await {
            Ok(new) => {
                for (answer, new) in answers.into_iter().zip(new) {
                    answer.send(Ok(new)).ok();
                }
                service.wake().received.notify_one();
            }
            Err(error) => {
                tracing::error!(error = %error, count = answers.len(), "received activities could not be written");
                for answer in answers {
                    answer.send(Err(error.to_string())).ok();
                }
            }
        }
    }
}
