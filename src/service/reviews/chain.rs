//! The chain of an author's reviews of one film. It is never stored: author, film and time of publication make it. So whatever
//! changes one review may change what the next one says of it.

use crate::domain::change::Change;
use crate::domain::id::ReviewId;
use crate::domain::review::{Review, Status};
use crate::service::freshness::Tag;
use crate::service::{Error, Service};
use crate::store::{Conn, reviews};
use std::collections::BTreeSet;

/// The published reviews of one film by the author of `review`, itself among them, newest first; none for what was never public,
/// which stands in no chain.
pub(super) fn of(c: &mut Conn, review: Option<&Review>) -> Result<Vec<Review>, Error> {
    let Some(review) = review.filter(|review| !review.status.is_unpublished()) else {
        return Ok(Vec::new());
    };
    let filter = reviews::Filter {
        author: Some(review.author_id.clone()),
        film: Some(review.film_id.clone()),
        ..reviews::Filter::default()
    };
    Ok(reviews::published(c, &filter, 500, 0)?)
}

/// The next review in a chain after where `review` stands in it.
fn next(chain: &[Review], review: &Review) -> Option<ReviewId> {
    let later = chain.iter().rfind(|other| other.published_at > review.published_at);
    later.map(|other| other.id.clone())
}

impl Service {
    /// After `old` became `new`: the pages of the chain it stands in now show something else. And where it stood and where it
    /// stands, the Article of the review after it names another review before it, or another change of the rating: followers
    /// hear of that. `chain` is the one it stood in.
    pub(super) fn rechain(
        &self,
        c: &mut Conn,
        old: Option<&Review>,
        new: &Review,
        chain: &[Review],
        tags: &mut Vec<Tag>,
    ) -> Result<(), Error> {
        let chain_now = of(c, Some(new))?;
        tags.extend(chain_now.iter().map(|other| Tag::review(&other.id)));
        if old.is_some_and(|old| new.chains_like(old)) {
            return Ok(());
        }
        let before = old.and_then(|old| next(chain, old));
        let after = (new.status == Status::Published)
            .then(|| next(&chain_now, new))
            .flatten();
        let following: BTreeSet<ReviewId> = before.into_iter().chain(after).collect();
        for review in following {
            reviews::mark_rechained(c, &review, self.now())?;
            self.record_change(c, &Change::ReviewEdited { review }, self.now())?;
        }
        Ok(())
    }
}
