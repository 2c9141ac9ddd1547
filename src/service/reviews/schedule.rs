//! Scheduled reviews: planned, planned anew, given up, and published when their time has come.

use crate::domain::account::Permission;
use crate::domain::id::ReviewId;
use crate::domain::job::JobPayload;
use crate::domain::review::{Review, Status};
use crate::domain::schedule::Schedule;
use crate::service::views::Viewer;
use crate::service::{Error, Service};
use crate::store::{Conn, accounts, jobs, reviews, schedules};
use chrono::TimeDelta;

fn key(review: &ReviewId) -> String {
    format!("publish:{review}")
}

/// Forgets that a review was to be published.
pub(super) fn forget(c: &mut Conn, review: &ReviewId) -> Result<(), Error> {
    schedules::delete(c, review)?;
    Ok(jobs::take_back(c, &key(review))?)
}

impl Service {
    /// Plans the publication of a review, or plans it anew.
    pub(super) fn plan(&self, c: &mut Conn, review: &ReviewId, schedule: Schedule) -> Result<(), Error> {
        forget(c, review)?;
        schedules::set(c, review, schedule)?;
        let payload = JobPayload::PublishReview { review: review.clone() };
        let dedup = key(review);
        jobs::enqueue(c, &self.next_id(), &payload, "", Some(&dedup), schedule.at, self.now())?;
        Ok(())
    }

    /// Makes a scheduled review a draft again.
    ///
    /// # Errors
    /// `Conflict` when it is not scheduled (any more), `NotFound` when it is not the viewer's.
    pub async fn cancel_schedule(&self, viewer: &Viewer, id: &ReviewId) -> Result<(), Error> {
        Self::allow(viewer, Permission::WriteReviews)?;
        let (service, viewer, id) = (self.clone(), viewer.clone(), id.clone());
        self.write(move |c, _| {
            let review = service.own_review_alone(c, &viewer, &id)?;
            if review.status != Status::Scheduled {
                return Err(Error::Conflict {
                    code: "not-scheduled",
                    message: "error-not-scheduled".into(),
                });
            }
            forget(c, &id)?;
            let draft = Review {
                status: Status::Draft,
                ..review
            };
            Ok(reviews::save(c, &draft)?)
        })
        .await
    }

    /// Publishes a scheduled review whose time has come, and removes the job, in one transaction. Followers hear of it at
    /// once: its author had all the time to look at it again.
    pub async fn publish_scheduled(&self, job: &str, id: &ReviewId) -> Result<(), Error> {
        let (service, job, id, now) = (self.clone(), job.to_owned(), id.clone(), self.now());
        self.write(move |c, tags| {
            // Like the author's own saves: the review first, then its job, or the two could wait for each other.
            reviews::lock(c, &id)?;
            if !jobs::finish(c, &job)? {
                return Ok(());
            }
            let review = reviews::by_id(c, &id)?.filter(|review| review.status == Status::Scheduled);
            let (Some(old), Some(schedule)) = (review, schedules::by_review(c, &id)?) else {
                return Ok(());
            };
            if schedule.at > now {
                return service.plan(c, &id, schedule);
            }
            forget(c, &id)?;
            let account = accounts::by_actor(c, &old.author_id)?;
            let may_write = account.is_none_or(|account| account.role.may(Permission::WriteReviews));
            let review = Review {
                status: if may_write { Status::Published } else { Status::Draft },
                published_at: may_write.then_some(now),
                ..old.clone()
            };
            reviews::save(c, &review)?;
            if may_write {
                service.record_publication(c, &review, Some(&old), TimeDelta::zero(), tags)?;
                service.rechain(c, Some(&old), &review, &[], tags)?;
            }
            Ok(())
        })
        .await
    }
}
