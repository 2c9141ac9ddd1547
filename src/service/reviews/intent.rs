//! What a save is to do with a review.

use crate::domain::review::{FieldError, Review, Status};
use crate::domain::schedule::{Schedule, ScheduleInput};
use crate::service::Error;
use chrono::{DateTime, Utc};

/// What the author wants a save to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Intent {
    /// Keep it: a draft stays a draft, a scheduled review keeps its time, a published review is edited.
    Save,
    /// Publish it; a published review is edited.
    Publish,
    /// Publish it by itself at that time.
    Schedule(ScheduleInput),
}

impl Intent {
    /// Refuses what cannot be done with a review where it stands.
    pub(super) fn suits(&self, old: Option<&Review>) -> Result<(), Error> {
        match (self, old.map(|old| old.status)) {
            (Self::Publish | Self::Schedule(_), Some(Status::Withdrawn)) => Err(Error::Conflict {
                code: "withdrawn",
                message: "error-review-withdrawn".into(),
            }),
            (Self::Schedule(_), Some(Status::Published)) => Err(Error::Conflict {
                code: "already-published",
                message: "error-already-published".into(),
            }),
            _ => Ok(()),
        }
    }

    /// When to publish, checked.
    pub(super) fn schedule(&self, now: DateTime<Utc>) -> Result<Option<Schedule>, Vec<FieldError>> {
        match self {
            Self::Schedule(typed) => typed.check(now).map(Some),
            Self::Save | Self::Publish => Ok(None),
        }
    }

    /// Where the review stands afterwards.
    pub(super) fn status(&self, old: Option<&Review>) -> Status {
        match (self, old.map_or(Status::Draft, |old| old.status)) {
            (Self::Publish, _) | (_, Status::Published) => Status::Published,
            (Self::Schedule(_), _) => Status::Scheduled,
            (Self::Save, status) => status,
        }
    }
}

/// Everything that is wrong with either, or both.
pub(super) fn both<A, B>(
    a: Result<A, Vec<FieldError>>,
    b: Result<B, Vec<FieldError>>,
) -> Result<(A, B), Vec<FieldError>> {
    match (a, b) {
        (Ok(a), Ok(b)) => Ok((a, b)),
        (Err(mut errors), Err(more)) => {
            errors.extend(more);
            Err(errors)
        }
        (Err(errors), Ok(_)) | (Ok(_), Err(errors)) => Err(errors),
    }
}
