//! The diary: when somebody saw what, with and without a review.

use crate::domain::account::{Account, Permission};
use crate::domain::actor::Actor;
use crate::domain::film::Film;
use crate::domain::id::{ActorId, FilmId, ReviewId, StepId, ViewingId};
use crate::domain::rating::Rating;
use crate::domain::review::Review;
use crate::domain::text::keys;
use crate::domain::viewing::diary::{Diary, Entry};
use crate::domain::viewing::{CheckedForm, Viewing, ViewingForm};
use crate::service::freshness::Tag;
use crate::service::views::{
    ActorCard, DiaryEditing, DiaryEntry, DiaryMonth, DiaryPage, Keeper, RatingView, Viewer, ViewingView, YearLink,
};
use crate::service::{Error, Service};
use crate::store::reviews::{Brief, Filter};
use crate::store::{Conn, accounts, actors, films, ratings, reviews, viewings};
use std::collections::HashMap;
use std::sync::Arc;

/// Entries on a page of a year.
const PAGE: usize = 100;

/// Which part of a diary somebody asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DiaryPart {
    /// The latest year there is.
    Latest,
    /// A year.
    Year(i32),
    /// What has no date.
    Undated,
}

impl Service {
    /// Everybody here who writes, the site's owner first.
    pub(in crate::service) fn writers(&self, c: &mut Conn) -> Result<Vec<Actor>, Error> {
        let writes = |account: &Account| account.role.may(Permission::WriteReviews);
        let ids: Vec<ActorId> = accounts::all(c)?
            .into_iter()
            .filter(|(account, _)| writes(account))
            .map(|(account, _)| account.actor_id)
            .collect();
        let mut found = actors::by_ids(c, &ids)?;
        found.retain(|actor| actor.deleted_at.is_none());
        found.sort_by_key(|actor| ids.iter().position(|id| *id == actor.id));
        Ok(found)
    }

    /// The one of those who write here that was asked for; the first where nobody was.
    pub(in crate::service) fn keeper(&self, c: &mut Conn, of: Option<&str>) -> Result<(Actor, Vec<Keeper>), Error> {
        let writers = self.writers(c)?;
        let wanted = of.map(str::to_lowercase);
        let one = match &wanted {
            Some(handle) => writers.iter().find(|actor| actor.handle == *handle),
            None => writers.first(),
        };
        let one = one.ok_or(Error::NotFound)?.clone();
        let keepers = writers.iter().map(|actor| Keeper {
            name: actor.display_name().to_owned(),
            handle: actor.handle.clone(),
            here: actor.id == one.id,
        });
        let keepers = keepers.collect();
        Ok((one, keepers))
    }

    /// A part of a diary, by its keeper's handle.
    ///
    /// # Errors
    /// `NotFound` where nobody of that handle writes here, for a year that has no entry, and for a page that there is not.
    pub async fn diary_page(
        &self,
        of: Option<&str>,
        part: DiaryPart,
        page: u32,
        viewer: Option<&Viewer>,
    ) -> Result<DiaryPage, Error> {
        let (service, of) = (self.clone(), of.map(str::to_owned));
        let (author, keepers) = self.read(move |c| service.keeper(c, of.as_deref())).await?;
        let is_own = viewer.is_some_and(|viewer| viewer.actor.id == author.id);
        let all = self.diary_of(&author.id, is_own).await?;
        let service = self.clone();
        self.read(move |c| {
            let years = all.years();
            let year = match part {
                DiaryPart::Latest => years.keys().next_back().copied().flatten(),
                DiaryPart::Year(year) => Some(year),
                DiaryPart::Undated => None,
            };
            let shown = all.of_year(year);
            let pages = u32::try_from(shown.len().div_ceil(PAGE)).unwrap_or(u32::MAX).max(1);
            // An empty diary has its first page; a year without an entry has none.
            if (shown.is_empty() && (year.is_some() || !all.entries().is_empty())) || page > pages {
                return Err(Error::NotFound);
            }
            let here = shown.chunks(PAGE).nth(page.max(1) as usize - 1).unwrap_or_default();
            let link = |(of_year, count): (&Option<i32>, &usize)| YearLink {
                year: *of_year,
                count: *count,
                here: *of_year == year,
            };
            Ok(DiaryPage {
                keepers,
                year,
                years: years.iter().rev().map(link).collect(),
                count: shown.len(),
                rewatches: shown.iter().filter(|entry| entry.is_rewatch()).count(),
                months: service.months(c, &author, here, is_own)?,
                page: page.max(1),
                pages,
                is_own,
                author: ActorCard::of(&author, service.urls()),
            })
        })
        .await
    }

    /// What somebody saw: what everybody may know of it, or for their own eyes. Kept until it changes.
    pub(in crate::service) async fn diary_of(&self, author: &ActorId, own: bool) -> Result<Arc<Diary>, Error> {
        let (tags, id) = ([Tag::site(), Tag::actor(author)], author.clone());
        let key = format!("{author} {own}");
        let read = move |c: &mut Conn| Ok(Diary::of(viewings::by_author(c, &id, own)?));
        self.memory().diaries.get(self, &key, &tags, read).await
    }

    fn months(&self, c: &mut Conn, author: &Actor, shown: &[Entry], is_own: bool) -> Result<Vec<DiaryMonth>, Error> {
        let seen = || shown.iter().map(|entry| &entry.viewing);
        let film_ids: Vec<FilmId> = seen().map(|viewing| viewing.film_id.clone()).collect();
        let films: HashMap<FilmId, Film> = films::by_ids(c, &film_ids)?
            .into_iter()
            .map(|film| (film.id.clone(), film))
            .collect();
        let with: Vec<ReviewId> = seen().filter_map(|viewing| viewing.review_id.clone()).collect();
        let briefs: HashMap<ReviewId, Brief> = reviews::briefs_by_ids(c, &with)?
            .into_iter()
            .map(|brief| (brief.id.clone(), brief))
            .collect();
        let steps: Vec<StepId> = briefs.values().filter_map(|brief| brief.step_id.clone()).collect();
        let ratings: HashMap<StepId, Rating> = ratings::by_steps(c, &steps)?;
        let entry = |Entry { viewing, ordinal }: &Entry| {
            let film = films.get(&viewing.film_id)?;
            let brief = viewing.review_id.as_ref().and_then(|id| briefs.get(id));
            let view = ViewingView::from(viewing);
            let edit_path = match &viewing.review_id {
                Some(review) => format!("/write/{review}"),
                None => format!("/diary/log/{}", viewing.id),
            };
            Some(DiaryEntry {
                day: Some(viewing.seen_on.sort_key().2).filter(|day| *day > 0),
                datetime: view.datetime,
                film_title: film.title.clone(),
                film_year: film.year,
                film_path: format!("/films/{}", film.slug),
                details: view.details,
                ordinal: *ordinal,
                private: viewing.private,
                review_path: brief.map(|brief| format!("/@{}/{}", author.handle, brief.slug)),
                rating: brief
                    .and_then(|brief| ratings.get(brief.step_id.as_ref()?))
                    .map(RatingView::from),
                edit_path: is_own.then_some(edit_path),
                id: viewing.id.clone(),
            })
        };
        let mut months: Vec<DiaryMonth> = Vec::new();
        for of in shown {
            let Some(entry) = entry(of) else { continue };
            let month = of.viewing.seen_on.sort_key().1;
            match months.last_mut().filter(|last| last.month == month) {
                Some(last) => last.entries.push(entry),
                None => months.push(DiaryMonth {
                    month,
                    entries: vec![entry],
                }),
            }
        }
        Ok(months)
    }

    /// A new entry of today, or the viewer's own one.
    ///
    /// # Errors
    /// `NotFound` when it is not the viewer's.
    pub async fn diary_entry(&self, viewer: &Viewer, id: Option<&ViewingId>) -> Result<DiaryEditing, Error> {
        Self::allow(viewer, Permission::WriteReviews)?;
        let (actor, id, today) = (viewer.actor.id.clone(), id.cloned(), self.now().date_naive());
        self.read(move |c| {
            let titles = Self::film_titles(c, &actor)?;
            let Some(id) = id else {
                let mut form = ViewingForm::default();
                form.viewing.seen_on = today.to_string();
                return Ok(DiaryEditing {
                    form,
                    films: titles,
                    ..DiaryEditing::default()
                });
            };
            let viewing = own(c, &actor, &id)?;
            let film = films::by_id(c, &viewing.film_id)?.ok_or(Error::NotFound)?;
            Ok(DiaryEditing {
                form: ViewingForm::of(&viewing, &film.title, film.year),
                id: Some(id),
                films: titles,
                review: viewing.review_id,
            })
        })
        .await
    }

    /// Writes an entry without a review, or changes one.
    ///
    /// # Errors
    /// `Invalid` by field; `NotFound` when it is not the viewer's; `Conflict` when it was entered with a review.
    pub async fn log_viewing(
        &self,
        viewer: &Viewer,
        id: Option<&ViewingId>,
        form: &ViewingForm,
    ) -> Result<ViewingId, Error> {
        Self::allow(viewer, Permission::WriteReviews)?;
        let checked = form.check(self.now()).map_err(Error::Invalid)?;
        let (service, actor, id) = (self.clone(), viewer.actor.id.clone(), id.cloned());
        self.write(move |c, tags| {
            let old = match &id {
                Some(id) => Some(own_log(c, &actor, id)?),
                None => None,
            };
            let film = service.film_of_form(c, &checked)?;
            let new = Viewing {
                id: id.unwrap_or_else(|| ViewingId::new(service.next_id())),
                film_id: film,
                review_id: None,
                seen_on: checked.viewing.seen_on,
                medium: checked.viewing.medium,
                venue: checked.viewing.venue,
                note: checked.viewing.note,
                private: checked.private,
            };
            viewings::put(c, &actor, &new)?;
            let mut touched = vec![new.film_id];
            touched.extend(old.map(|old| old.film_id));
            outdate(c, &actor, &touched, tags)?;
            Ok(new.id)
        })
        .await
    }

    fn film_of_form(&self, c: &mut Conn, checked: &CheckedForm) -> Result<FilmId, Error> {
        // A title without a year is the one film of that title, where there is one.
        if checked.film_year.is_none()
            && !keys::title_key(&checked.film_title).is_empty()
            && let Some(film) = films::by_title(c, &checked.film_title, None)?
        {
            return Ok(film.id);
        }
        let language = self.config().site.language.clone();
        let (title, year) = (&checked.film_title, checked.film_year);
        Ok(films::find_or_create(c, &self.next_id(), title, year, &language, self.now())?.id)
    }

    /// Takes an entry back.
    ///
    /// # Errors
    /// As `log_viewing`.
    pub async fn delete_viewing(&self, viewer: &Viewer, id: &ViewingId) -> Result<(), Error> {
        Self::allow(viewer, Permission::WriteReviews)?;
        let (actor, id) = (viewer.actor.id.clone(), id.clone());
        self.write(move |c, tags| {
            let old = own_log(c, &actor, &id)?;
            viewings::delete(c, &id)?;
            outdate(c, &actor, &[old.film_id], tags)
        })
        .await
    }
}

fn own(c: &mut Conn, actor: &ActorId, id: &ViewingId) -> Result<Viewing, Error> {
    let found = viewings::by_id(c, id)?.filter(|(author, _)| author == actor);
    found.map(|(_, viewing)| viewing).ok_or(Error::NotFound)
}

fn own_log(c: &mut Conn, actor: &ActorId, id: &ViewingId) -> Result<Viewing, Error> {
    let viewing = own(c, actor, id)?;
    if viewing.review_id.is_some() {
        return Err(Error::Conflict {
            code: "entered-with-a-review",
            message: "error-entered-with-a-review".into(),
        });
    }
    Ok(viewing)
}

/// Every page that counts those viewings is out of date: the site's lists, the films, the author's reviews of them.
fn outdate(c: &mut Conn, actor: &ActorId, touched: &[FilmId], tags: &mut Vec<Tag>) -> Result<(), Error> {
    tags.push(Tag::site());
    for film in touched {
        tags.push(Tag::film(film));
        let filter = Filter {
            author: Some(actor.clone()),
            film: Some(film.clone()),
            ..Filter::default()
        };
        let found: Vec<Review> = reviews::published(c, &filter, 500, 0)?;
        tags.extend(found.iter().map(|review| Tag::review(&review.id)));
    }
    Ok(())
}
