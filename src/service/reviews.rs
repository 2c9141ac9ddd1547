//! Writing reviews: drafts, publication, edits, withdrawal and deletion.

mod build;
mod chain;
mod editor;
mod intent;
mod schedule;

use crate::domain::account::Permission;
use crate::domain::change::Change;
use crate::domain::id::{ActorId, ReviewId, ViewingId};
use crate::domain::review::{CheckedReview, FieldError, Review, ReviewInput, Status};
use crate::service::freshness::Tag;
use crate::service::views::{ReviewPage, Saved, Viewer};
use crate::service::{Error, Service};
use crate::store::{Conn, actors, films, media, ratings, reviews, roots, settings, tombstones, viewings};
use chrono::TimeDelta;

pub use intent::Intent;
use intent::both;

impl Service {
    /// The review that was published last; `None` where there is none.
    pub async fn newest_review(&self) -> Result<Option<ReviewId>, Error> {
        let newest = self
            .read(|c| Ok(reviews::published(c, &reviews::Filter::default(), 1, 0)?))
            .await?;
        Ok(newest.into_iter().next().map(|review| review.id))
    }

    /// Saves a review as typed: a new one where `id` is `None`. A first publication is announced to followers after
    /// `federation.publish_delay`, since Mastodon ignored edits of Articles for years; an edit is announced at once, and so is
    /// a scheduled review when its time has come.
    ///
    /// # Errors
    /// `Invalid` by field (nothing is changed then), `NotFound` when the review is not the viewer's, `Gone` when it was deleted.
    pub async fn save_review(
        &self,
        viewer: &Viewer,
        id: Option<&ReviewId>,
        input: &ReviewInput,
        intent: Intent,
    ) -> Result<Saved, Error> {
        Self::allow(viewer, Permission::WriteReviews)?;
        let (checked, schedule) = (input.check(self.now()), intent.schedule(self.now()));
        let (service, viewer, id, input) = (self.clone(), viewer.clone(), id.cloned(), input.clone());
        self.write(move |c, tags| {
            let old = match &id {
                Some(id) => Some(service.own_review_alone(c, &viewer, id)?),
                None => None,
            };
            intent.suits(old.as_ref())?;
            let (checked, schedule) = both(checked, schedule).map_err(Error::Invalid)?;
            let status = intent.status(old.as_ref());
            let publish = status == Status::Published;
            // What is published later must be whole now: nobody is there then to be asked.
            let whole = publish || status == Status::Scheduled;
            if whole {
                checked.check_for_publishing().map_err(Error::Invalid)?;
            }
            service.check_parts(c, &viewer, &checked, old.as_ref(), whole)?;
            let review = service.build_review(c, &viewer, old.as_ref(), &checked, status)?;
            let chain = chain::of(c, old.as_ref())?;
            tags.extend(chain.iter().map(|other| Tag::review(&other.id)));
            reviews::save(c, &review)?;
            service.add_facts(c, &review.film_id, &checked.facts, tags)?;
            let ids: Vec<String> = checked
                .viewings
                .iter()
                .map(|_| ViewingId::new(service.next_id()).into_string())
                .collect();
            viewings::replace(
                c,
                &viewer.actor.id,
                &review.film_id,
                &review.id,
                &checked.viewings,
                &ids,
            )?;
            let typed = serde_json::to_string(&input).map_err(|e| Error::Internal(e.to_string()))?;
            reviews::insert_revision(c, &review.id, review.revision, &typed, review.saved_at)?;
            if let Some(schedule) = schedule {
                service.plan(c, &review.id, schedule)?;
            }
            if publish {
                schedule::forget(c, &review.id)?;
                let delay = TimeDelta::from_std(service.config().federation.publish_delay).unwrap_or_default();
                service.record_publication(c, &review, old.as_ref(), delay, tags)?;
                service.rechain(c, old.as_ref(), &review, &chain, tags)?;
            }
            let handle = viewer.actor.handle.as_str();
            Ok(Saved {
                just_published: publish && old.is_none_or(|r| r.status != Status::Published),
                url: service.urls().review_page(handle, &review.slug).into(),
                object: service.urls().review(&review.id).into(),
                id: review.id,
                status: review.status,
            })
        })
        .await
    }

    /// Followers hear of a first publication after `delay`, of an edit at once.
    fn record_publication(
        &self,
        c: &mut Conn,
        review: &Review,
        old: Option<&Review>,
        delay: TimeDelta,
        tags: &mut Vec<Tag>,
    ) -> Result<(), Error> {
        tags.extend([Tag::site(), Tag::actor(&review.author_id), Tag::review(&review.id)]);
        let was_published = old.is_some_and(|old| old.status == Status::Published);
        if let Some(old) = old.filter(|old| was_published && old.slug != review.slug) {
            roots::remember_slug(c, &review.author_id, &old.slug, &review.id, self.now())?;
        }
        self.tell_pages_later(c, review, self.now() + delay)?;
        if was_published {
            return self.record_change(
                c,
                &Change::ReviewEdited {
                    review: review.id.clone(),
                },
                self.now(),
            );
        }
        self.record_change(
            c,
            &Change::ReviewPublished {
                review: review.id.clone(),
            },
            self.now() + delay,
        )
    }

    /// The viewer's own review, whatever its status but deleted.
    fn own_review(&self, c: &mut Conn, viewer: &Viewer, id: &ReviewId) -> Result<Review, Error> {
        let review = reviews::by_id(c, id)?
            .filter(|r| r.author_id == viewer.actor.id)
            .ok_or(Error::NotFound)?;
        if review.status == Status::Deleted {
            Err(Error::Gone)
        } else {
            Ok(review)
        }
    }

    /// The same, and nobody else changes it before this transaction ends.
    fn own_review_alone(&self, c: &mut Conn, viewer: &Viewer, id: &ReviewId) -> Result<Review, Error> {
        reviews::lock(c, id)?;
        self.own_review(c, viewer, id)
    }

    /// Checks what only the database knows: that picture and rating step are the author's own, and that the address is free.
    fn check_parts(
        &self,
        c: &mut Conn,
        viewer: &Viewer,
        checked: &CheckedReview,
        old: Option<&Review>,
        whole: bool,
    ) -> Result<(), Error> {
        let mut errors = Vec::new();
        if let Some(poster) = &checked.poster {
            match media::by_id(c, poster)?.filter(|image| image.owner_id == viewer.actor.id) {
                None => errors.push(FieldError::new("poster", "input-picture-lost")),
                Some(image) if whole && image.alt.trim().is_empty() => {
                    errors.push(FieldError::new("poster_alt", "input-poster-alt"));
                }
                Some(_) => {}
            }
        }
        if let Some(step) = &checked.step
            && ratings::owner_of_step(c, step)?.as_ref() != Some(&viewer.actor.id)
        {
            errors.push(FieldError::new("step", "input-step"));
        }
        if let Some(slug) = &checked.slug {
            let same = old.is_some_and(|old| old.slug == *slug);
            let own = old.map(|old| old.id.clone()).unwrap_or_else(|| ReviewId::new(""));
            if !same && reviews::slug_taken(c, &viewer.actor.id, slug, &own)? {
                errors.push(FieldError::new("slug", "input-review-slug-taken"));
            }
        }
        if errors.is_empty() {
            Ok(())
        } else {
            Err(Error::Invalid(errors))
        }
    }

    /// Takes a review back: its address answers 410, followers' servers delete it, the author keeps the text as a draft of a
    /// new review, since servers that saw the Delete refuse its old id for good.
    pub async fn withdraw_review(&self, viewer: &Viewer, id: &ReviewId) -> Result<(), Error> {
        self.remove_review(viewer, id, Status::Withdrawn).await
    }

    /// Deletes a review with everything that was typed; the Tombstone stays.
    pub async fn delete_review(&self, viewer: &Viewer, id: &ReviewId) -> Result<(), Error> {
        self.remove_review(viewer, id, Status::Deleted).await
    }

    async fn remove_review(&self, viewer: &Viewer, id: &ReviewId, to: Status) -> Result<(), Error> {
        let (service, viewer, id, now) = (self.clone(), viewer.clone(), id.clone(), self.now());
        self.write(move |c, tags| {
            let old = service.own_review_alone(c, &viewer, &id)?;
            let mut review = old.clone();
            let was_published = old.status == Status::Published;
            if to == Status::Withdrawn && !was_published {
                return Err(Error::Conflict {
                    code: "not-published",
                    message: "error-review-not-published".into(),
                });
            }
            let chain = chain::of(c, Some(&old))?;
            // Also with a withdrawn review that is deleted now: its viewings counted until then.
            tags.extend(chain.iter().map(|other| Tag::review(&other.id)));
            schedule::forget(c, &id)?;
            review.status = to;
            review.gone_at = review.gone_at.or(Some(now));
            review.saved_at = now;
            if to == Status::Deleted {
                erase(&mut review);
                viewings::delete_of(c, &id)?;
                reviews::delete_revisions(c, &id)?;
            }
            // The address is free again for the next review; the object URL keeps the Tombstone.
            review.slug = format!("{}~{}", review.slug.split('~').next().unwrap_or_default(), review.id);
            reviews::save(c, &review)?;
            if was_published {
                let old_page = service
                    .urls()
                    .review_page(&viewer.actor.handle, review.slug.split('~').next().unwrap_or_default());
                tombstones::record(
                    c,
                    service.urls().review(&id).as_str(),
                    viewer.actor.uri.as_str(),
                    "Article",
                    now,
                )?;
                tombstones::record(c, old_page.as_str(), viewer.actor.uri.as_str(), "Article", now)?;
                tags.extend([Tag::site(), Tag::actor(&review.author_id), Tag::review(&id)]);
                service.tell_pages_later(c, &review, now)?;
                service.record_change(c, &Change::ReviewRemoved { review: id }, now)?;
                service.rechain(c, Some(&old), &review, &chain, tags)?;
            }
            Ok(())
        })
        .await
    }

    /// Starts a new draft from a withdrawn review and deletes the withdrawn one.
    pub async fn revive_review(&self, viewer: &Viewer, id: &ReviewId) -> Result<Saved, Error> {
        let editing = self.review_for_edit(viewer, id).await?;
        if editing.context.status != Status::Withdrawn {
            return Err(Error::Conflict {
                code: "not-withdrawn",
                message: "error-not-withdrawn".into(),
            });
        }
        let input = ReviewInput {
            slug: String::new(),
            ..editing.input
        };
        let saved = self.save_review(viewer, None, &input, Intent::Save).await?;
        self.delete_review(viewer, id).await?;
        Ok(saved)
    }

    /// How the review would look, without saving anything.
    ///
    /// # Errors
    /// `Invalid` by field.
    pub async fn preview_review(
        &self,
        viewer: &Viewer,
        id: Option<&ReviewId>,
        input: &ReviewInput,
    ) -> Result<ReviewPage, Error> {
        Self::allow(viewer, Permission::WriteReviews)?;
        let checked = input.check(self.now()).map_err(Error::Invalid)?;
        let (service, viewer, id) = (self.clone(), viewer.clone(), id.cloned());
        // A preview needs the film and the viewings as they would be; the transaction that makes them is rolled back.
        let result: Result<ReviewPage, Preview> = self
            .store()
            .write(move |c| {
                let old = match &id {
                    Some(id) => Some(service.own_review(c, &viewer, id)?),
                    None => None,
                };
                let status = Intent::Save.status(old.as_ref());
                let review = service.build_review(c, &viewer, old.as_ref(), &checked, status)?;
                reviews::save(c, &review).map_err(Error::from)?;
                service.add_facts(c, &review.film_id, &checked.facts, &mut Vec::new())?;
                let ids: Vec<String> = checked.viewings.iter().map(|_| service.next_id()).collect();
                viewings::replace(
                    c,
                    &viewer.actor.id,
                    &review.film_id,
                    &review.id,
                    &checked.viewings,
                    &ids,
                )
                .map_err(Error::from)?;
                let page = service.assemble_review_page(c, review, Some(&viewer), 1)?;
                Err(Preview::Shown(Box::new(page)))
            })
            .await;
        match result {
            Ok(page) => Ok(page),
            Err(Preview::Shown(page)) => Ok(*page),
            Err(Preview::Failed(error)) => Err(error),
        }
    }

    /// The author's review of that slug, for the command line.
    pub async fn own_by_slug(&self, viewer: &Viewer, slug: &str) -> Result<Option<ReviewId>, Error> {
        let (author, slug) = (viewer.actor.id.clone(), slug.to_owned());
        self.read(move |c| Ok(reviews::by_author_slug(c, &author, &slug)?.map(|review| review.id)))
            .await
    }

    /// The site's own facts kept in the database.
    pub async fn site_setting(&self, name: &'static str) -> Result<Option<String>, Error> {
        self.read(move |c| Ok(settings::get(c, name)?)).await
    }

    /// The author of a review, for pages that only know its id.
    pub async fn review_author(&self, id: &ReviewId) -> Result<(Review, crate::domain::actor::Actor), Error> {
        let id = id.clone();
        self.read(move |c| {
            let review = reviews::by_id(c, &id)?.ok_or(Error::NotFound)?;
            let actor = actors::by_id(c, &review.author_id)?.ok_or(Error::NotFound)?;
            Ok((review, actor))
        })
        .await
    }

    /// Labels of the films that somebody may know of, for the picker.
    pub(in crate::service) fn film_titles(c: &mut Conn, author: &ActorId) -> Result<Vec<String>, Error> {
        let titles = films::titles(c, author, 1000)?;
        Ok(titles.into_iter().map(|(title, _)| title).collect())
    }
}

/// Carries a preview out of the transaction that must not be committed.
enum Preview {
    Shown(Box<ReviewPage>),
    Failed(Error),
}

impl From<Error> for Preview {
    fn from(error: Error) -> Self {
        Self::Failed(error)
    }
}

impl From<crate::store::StoreError> for Preview {
    fn from(error: crate::store::StoreError) -> Self {
        Self::Failed(error.into())
    }
}

fn erase(review: &mut Review) {
    review.headline = None;
    review.sections.clear();
    review.trivia.clear();
    review.tags.clear();
    review.quote = None;
    review.teaser = String::new();
    review.content_warning = None;
    review.poster_id = None;
    review.step_id = None;
    review.recommend = false;
}
