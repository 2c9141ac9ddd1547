//! Recording what happened, in the transaction that makes it true.

use crate::domain::change::Change;
use crate::domain::job::JobPayload;
use crate::service::{Error, Service};
use crate::store::{Conn, jobs};
use chrono::{DateTime, Utc};

impl Service {
    /// Queues the fan-out of `change`, to be carried out from `run_at` on and after every earlier change of its group.
    pub(in crate::service) fn record_change(
        &self,
        c: &mut Conn,
        change: &Change,
        run_at: DateTime<Utc>,
    ) -> Result<(), Error> {
        let payload = JobPayload::FanOut(change.clone());
        jobs::enqueue(c, &self.next_id(), &payload, &change.group(), None, run_at, self.now())?;
        Ok(())
    }
}
