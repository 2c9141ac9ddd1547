//! Wakes the workers of this process when there is something to do, so that they need not poll often.

use tokio::sync::Notify;

/// One bell for each worker. A ring that nobody waits for is kept for the next one who does.
#[derive(Debug, Default)]
pub struct Wake {
    /// Jobs.
    pub jobs: Notify,
    /// Deliveries.
    pub deliveries: Notify,
    /// Received activities.
    pub received: Notify,
    /// Mails.
    pub mails: Notify,
}

impl Wake {
    /// Rings every bell: after a commit it is not worth knowing which.
    pub fn all(&self) {
        self.jobs.notify_one();
        self.deliveries.notify_one();
        self.received.notify_one();
        self.mails.notify_one();
    }
}
