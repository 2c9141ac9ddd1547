//! Jobs.

use super::{Job, lease};
use crate::service::{Error, Service};
use crate::store::jobs;
use chrono::TimeDelta;

/// The longest wait between two tries, in seconds.
const LONGEST_S: i64 = 3600;

impl Service {
    /// Takes up to `limit` due jobs; of each group only the earliest.
    pub async fn claim_jobs(&self, limit: usize) -> Result<Vec<Job>, Error> {
        let now = self.now();
        self.release_once().await?;
        if !self.read(move |c| Ok(jobs::is_due(c, now)?)).await? {
            return Ok(Vec::new());
        }
        let limit = i64::try_from(limit).unwrap_or(i64::MAX);
        self.store()
            .write(move |c| Ok(jobs::claim(c, limit, now, lease(now))?))
            .await
    }

    /// Removes a job that is done.
    pub async fn finish_job(&self, id: &str) -> Result<(), Error> {
        let id = id.to_owned();
        self.store()
            .write(move |c| Ok::<_, Error>(jobs::finish(c, &id)?))
            .await?;
        Ok(())
    }

    /// Puts a job back that failed: soon at first, then at longer and longer times, at most an hour.
    pub async fn retry_job(&self, id: &str, error: &str) -> Result<(), Error> {
        let (id, error, now) = (id.to_owned(), error.to_owned(), self.now());
        let jitter = self.env().ids.jitter(0.8..1.2);
        self.store()
            .write(move |c| {
                let attempts = jobs::attempts(c, &id)?.unwrap_or_default();
                let wait = 2_i64.saturating_pow(u32::try_from(attempts).unwrap_or_default().min(12)) * 2;
                let wait = (wait.min(LONGEST_S) as f64 * jitter * 1000.0) as i64;
                Ok::<_, Error>(jobs::retry(c, &id, &error, now + TimeDelta::milliseconds(wait))?)
            })
            .await
    }
}
