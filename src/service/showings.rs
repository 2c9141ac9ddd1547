//! Showing a review again to its author's followers: as the author's own boost, which every server understands.

use crate::domain::account::Permission;
use crate::domain::actor::Actor;
use crate::domain::change::Change;
use crate::domain::id::{ActivityId, ActorId, ReviewId, ShowingId};
use crate::domain::like::{ReactionKind, Subject};
use crate::domain::message::Message;
use crate::domain::review::{Review, Status};
use crate::domain::showing::{SHOWINGS_A_DAY, Showing, earliest};
use crate::service::freshness::Tag;
use crate::service::views::{ReviewCard, ReviewList, Viewer};
use crate::service::{Error, Service};
use crate::store::{Conn, activities, actors, reactions, reviews, showings};
use chrono::{DateTime, TimeDelta, Utc};
use std::collections::HashSet;
use url::Url;

/// How many the first page shows.
const ON_FRONT: i64 = 3;

/// Whether a review can be shown again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Again {
    /// It can.
    Now,
    /// Not before that moment: it has not rested long enough, or enough was shown today.
    From(DateTime<Utc>),
    /// It is not public.
    Never,
}

/// How showing a review again stands, for its author.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ShowingState {
    /// When it was shown last.
    pub last: Option<DateTime<Utc>>,
    /// Whether it can be shown again.
    pub again: Again,
}

impl Service {
    /// How showing the viewer's review again stands.
    ///
    /// # Errors
    /// `NotFound` for a review that is not the viewer's.
    pub async fn showing_state(&self, viewer: &Viewer, id: &ReviewId) -> Result<ShowingState, Error> {
        let (service, viewer, id) = (self.clone(), viewer.clone(), id.clone());
        self.read(move |c| {
            let review = own(c, &viewer, &id)?;
            let last = showings::last(c, &id)?;
            Ok(ShowingState {
                last: last.as_ref().map(|showing| showing.shown_at),
                again: service.again(c, &review, last.as_ref())?,
            })
        })
        .await
    }

    fn again(&self, c: &mut Conn, review: &Review, last: Option<&Showing>) -> Result<Again, Error> {
        let Some(published) = review.published_at.filter(|_| review.status == Status::Published) else {
            return Ok(Again::Never);
        };
        let (now, day) = (self.now(), TimeDelta::days(1));
        let rested = earliest(published, last.map(|showing| showing.shown_at));
        if rested > now {
            return Ok(Again::From(rested));
        }
        let today = showings::since(c, Some(&review.author_id), now - day, SHOWINGS_A_DAY)?;
        Ok(match today.last() {
            Some(first) if showings::count_since(c, &review.author_id, now - day)? >= SHOWINGS_A_DAY => {
                Again::From(first.shown_at + day)
            }
            _ => Again::Now,
        })
    }

    /// Shows the viewer's review again to the viewer's followers. What was said the last time is taken back first, since
    /// Mastodon takes no second boost of one post by one account.
    ///
    /// # Errors
    /// `NotFound` for a review that is not the viewer's; `Conflict` when it is too early.
    pub async fn show_again(&self, viewer: &Viewer, id: &ReviewId) -> Result<(), Error> {
        Self::allow(viewer, Permission::WriteReviews)?;
        let (service, viewer, id, now) = (self.clone(), viewer.clone(), id.clone(), self.now());
        self.write(move |c, tags| {
            // Two presses at once are one, and two reviews at once count one after the other towards the limit of a day.
            actors::lock(c, &viewer.actor.id)?;
            reviews::lock(c, &id)?;
            let review = own(c, &viewer, &id)?;
            let last = showings::last(c, &id)?;
            match service.again(c, &review, last.as_ref())? {
                Again::Now => {}
                Again::From(at) => return Err(too_early(at)),
                Again::Never => {
                    return Err(Error::Conflict {
                        code: "not-published",
                        message: "error-review-not-shown".into(),
                    });
                }
            }
            let boost = reactions::by_actor(
                c,
                ReactionKind::Boost,
                "",
                &viewer.actor.id,
                &Subject::Review(id.clone()),
            )?;
            if let Some(boost) = &boost {
                reactions::delete(c, &boost.id)?;
            }
            let before = [
                last.map(|last| last.activity_uri),
                boost.map(|boost| boost.activity_uri),
            ];
            for activity_uri in before.into_iter().flatten() {
                activities::hide(c, &activity_uri)?;
                let review = id.clone();
                service.record_change(c, &Change::ShowingEnded { review, activity_uri }, now)?;
            }
            let activity = service.urls().activity(&ActivityId::new(service.next_id()));
            let showing = Showing {
                id: ShowingId::new(service.next_id()),
                review_id: id.clone(),
                author_id: viewer.actor.id,
                activity_uri: activity.into(),
                shown_at: now,
            };
            showings::insert(c, &showing)?;
            tags.extend([Tag::site(), Tag::actor(&showing.author_id), Tag::review(&id)]);
            let change = Change::ReviewShownAgain {
                review: id,
                activity_uri: showing.activity_uri,
            };
            service.record_change(c, &change, now)
        })
        .await
    }

    /// The author and the ActivityPub id of a published review; `None` when it is not public (any more), and whether its
    /// Article was ever sent.
    pub async fn shown_review(&self, id: &ReviewId) -> Result<Option<(Actor, Url, bool)>, Error> {
        let (service, id) = (self.clone(), id.clone());
        self.read(move |c| {
            let Some(review) = reviews::by_id(c, &id)?.filter(|review| review.status == Status::Published) else {
                return Ok(None);
            };
            let author = actors::by_id(c, &review.author_id)?;
            Ok(author.map(|author| (author, service.urls().review(&id), review.announced_at.is_some())))
        })
        .await
    }

    /// The reviews shown again after that moment, each with the time, the latest first; of one author or of all.
    pub(in crate::service) fn shown_since(
        &self,
        c: &mut Conn,
        author: Option<&ActorId>,
        since: Option<DateTime<Utc>>,
        limit: i64,
    ) -> Result<Vec<(Review, DateTime<Utc>)>, Error> {
        let mut shown = showings::since(c, author, since.unwrap_or(DateTime::UNIX_EPOCH), limit)?;
        // Of a review that was shown more than once the last time counts.
        let mut seen = HashSet::new();
        shown.retain(|showing| seen.insert(showing.review_id.clone()));
        let ids: Vec<ReviewId> = shown.iter().map(|showing| showing.review_id.clone()).collect();
        let found = reviews::by_ids(c, &ids)?;
        let of = |showing: &Showing| {
            let review = found.iter().find(|review| review.id == showing.review_id)?;
            Some((review.clone(), showing.shown_at))
        };
        Ok(shown.iter().filter_map(of).collect())
    }

    /// What the first page shows under its newest reviews: what was shown again since the oldest of them. So it makes room for
    /// what is new, and no kept page grows old by the clock.
    pub(in crate::service) fn shown_on_front(
        &self,
        c: &mut Conn,
        list: &ReviewList,
    ) -> Result<Vec<(ReviewCard, DateTime<Utc>)>, Error> {
        let oldest = list
            .reviews
            .last()
            .filter(|_| list.pages > 1)
            .map(|card| card.published_at);
        // The newest stands there already, as large as can be.
        let newest = list.reviews.first().map(|card| &card.id);
        let shown = self.shown_since(c, None, oldest, ON_FRONT)?.into_iter();
        let (found, times): (Vec<Review>, Vec<_>) = shown.filter(|(review, _)| Some(&review.id) != newest).unzip();
        let cards = self.cards(c, &found)?;
        let of = |(review, at): (&Review, DateTime<Utc>)| {
            let card = cards.iter().find(|card| card.id == review.id)?;
            Some((card.clone(), at))
        };
        Ok(found.iter().zip(times).filter_map(of).collect())
    }
}

fn own(c: &mut Conn, viewer: &Viewer, id: &ReviewId) -> Result<Review, Error> {
    reviews::by_id(c, id)?
        .filter(|review| review.author_id == viewer.actor.id)
        .ok_or(Error::NotFound)
}

fn too_early(at: DateTime<Utc>) -> Error {
    Error::Conflict {
        code: "shown-lately",
        message: Message::new("error-shown-lately").with(
            "moment",
            Message::dated("date-moment", &at).with("time", at.format("%H:%M").to_string()),
        ),
    }
}
