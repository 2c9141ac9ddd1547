//! Making one film of two that are the same, and two of one that are not.

use crate::domain::account::Permission;
use crate::domain::film::{CheckedFilm, Film, FilmInput, Source, check_film_year, check_title};
use crate::domain::id::{EssayId, FilmId, ListItemId, ReviewId};
use crate::domain::text::keys;
use crate::service::freshness::Tag;
use crate::service::views::Viewer;
use crate::service::{Error, Service};
use crate::store::{Conn, films, reviews};
use chrono::{DateTime, Utc};

/// What goes to the other film when two are made of one.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Part {
    /// Reviews, with the viewings that were entered with them.
    pub reviews: Vec<ReviewId>,
    /// Items of one's own lists.
    pub items: Vec<ListItemId>,
    /// One's own posts that name the film.
    pub essays: Vec<EssayId>,
}

/// The tags of the lists and posts in which a film stands.
fn place_tags(c: &mut Conn, film: &FilmId) -> Result<Vec<Tag>, Error> {
    let places = films::merge::places(c, film)?;
    let lists = places.lists.iter().map(Tag::list);
    Ok(lists
        .chain(places.essays.iter().map(Tag::essay))
        .chain([Tag::lists(), Tag::essays()])
        .collect())
}

impl Service {
    /// Makes one film of two: everything of `slug` goes to the film that `into` names by its address, or as `Title (1974)`. What
    /// was typed of the film that stays wins. Gives the slug of the film that stays.
    ///
    /// # Errors
    /// `Invalid` at `into` where there is no such film or it is the same one; `Forbidden` where others have reviewed either.
    pub async fn merge_films(&self, viewer: &Viewer, slug: &str, into: &str) -> Result<String, Error> {
        Self::allow(viewer, Permission::WriteReviews)?;
        let (service, viewer) = (self.clone(), viewer.clone());
        let (slug, into) = (slug.to_owned(), into.trim().to_owned());
        self.write(move |c, tags| {
            let gone = films::by_slug(c, &slug)?.ok_or(Error::NotFound)?;
            let stays = named(c, &into)?.ok_or_else(|| Error::field("into", "input-merge-film"))?;
            if stays.id == gone.id {
                return Err(Error::field("into", "input-merge-same-film"));
            }
            may_reshape(c, &viewer, &gone)?;
            may_reshape(c, &viewer, &stays)?;
            let (ours, theirs) = (films::facts::of_one(c, &stays.id)?, films::facts::of_one(c, &gone.id)?);
            let now = service.now();
            for source in Source::ALL {
                films::facts::replace(c, &stays.id, source, &ours.of(source).or(theirs.of(source)), now)?;
            }
            tags.extend([Tag::site(), Tag::film(&gone.id), Tag::film(&stays.id)]);
            tags.extend(place_tags(c, &gone.id)?);
            films::merge::dissolve(c, &gone, &stays.id)?;
            service.tell_of_film(c, &stays.id, tags)?;
            Ok(stays.slug)
        })
        .await
    }

    /// Makes another film of some of a film's reviews: a remake, or another film of that title. Lists and posts go with them as
    /// chosen; what is known of the film stays with the old one. Gives the slug of the other film.
    ///
    /// # Errors
    /// `Invalid` by field; `Forbidden` where others have reviewed the film.
    pub async fn split_film(
        &self,
        viewer: &Viewer,
        slug: &str,
        part: Part,
        title: &str,
        year: &str,
    ) -> Result<String, Error> {
        Self::allow(viewer, Permission::WriteReviews)?;
        let mut errors = Vec::new();
        let title = super::take(&mut errors, check_title("split_title", title));
        let year = super::take(&mut errors, check_film_year("split_year", year, self.now()));
        if !errors.is_empty() {
            return Err(Error::Invalid(errors));
        }
        let (service, viewer, slug) = (self.clone(), viewer.clone(), slug.to_owned());
        self.write(move |c, tags| {
            let film = films::by_slug(c, &slug)?.ok_or(Error::NotFound)?;
            may_reshape(c, &viewer, &film)?;
            let language = service.config().site.language.clone();
            let other = films::find_or_create(c, &service.next_id(), &title, year, &language, service.now())?;
            if other.id == film.id {
                return Err(Error::field("split_year", "input-split-same-film"));
            }
            may_reshape(c, &viewer, &other)?;
            if films::merge::move_reviews(c, &part.reviews, &film.id, &other.id)? == 0 {
                return Err(Error::field("split_reviews", "input-split-reviews"));
            }
            films::merge::move_items(c, &viewer.actor.id, &part.items, &film.id, &other.id)?;
            films::merge::move_essays(c, &viewer.actor.id, &part.essays, &film.id, &other.id)?;
            tags.extend(place_tags(c, &other.id)?);
            tags.extend([Tag::site(), Tag::film(&film.id), Tag::film(&other.id)]);
            service.tell_of_film(c, &film.id, tags)?;
            service.tell_of_film(c, &other.id, tags)?;
            Ok(other.slug)
        })
        .await
    }

    /// Takes in what a look-up found of a film; what somebody here typed still wins.
    ///
    /// # Errors
    /// `Invalid` where what was found does not read as facts.
    pub async fn film_fetched(&self, slug: &str, source: Source, found: &FilmInput) -> Result<(), Error> {
        let checked: CheckedFilm = found.check().map_err(Error::Invalid)?;
        let (service, slug) = (self.clone(), slug.to_owned());
        self.write(move |c, tags| {
            let film = films::by_slug(c, &slug)?.ok_or(Error::NotFound)?;
            service.replace_facts(c, &film, source, &checked, tags)
        })
        .await
    }
}

/// The film that somebody names by its address, its slug, or its title with its year.
fn named(c: &mut Conn, text: &str) -> Result<Option<Film>, Error> {
    let slug = text.rsplit("/films/").next().unwrap_or(text);
    let slug = slug.split(['/', '?', '#']).next().unwrap_or(slug);
    if let Some(film) = films::by_slug(c, slug)? {
        return Ok(Some(film));
    }
    if let Some(slug) = films::slug_after(c, slug)? {
        return Ok(films::by_slug(c, &slug)?);
    }
    let year = text.strip_suffix(')').and_then(|rest| rest.rsplit_once('('));
    let year = year.and_then(|(title, year)| Some((title.trim(), year.parse::<i32>().ok()?)));
    let (title, year) = year.map_or((text, None), |(title, year)| (title, Some(year)));
    if keys::title_key(title).is_empty() {
        return Ok(None);
    }
    Ok(films::by_title(c, title, year)?)
}

/// Whoever runs the site may; a reviewer may where nobody else has to do with the film.
fn may_reshape(c: &mut Conn, viewer: &Viewer, film: &Film) -> Result<(), Error> {
    let alone = films::merge::owners(c, &film.id)?
        .iter()
        .all(|owner| *owner == viewer.actor.id);
    if alone || viewer.account.role.may(Permission::EditSite) {
        Ok(())
    } else {
        Err(Error::Forbidden)
    }
}

impl Service {
    /// The reviews of a film that its form offers to split off: those of everybody, published or not, newest first.
    pub(super) fn reviews_to_split(c: &mut Conn, film: &Film) -> Result<Vec<(ReviewId, String, DateTime<Utc>)>, Error> {
        let found = reviews::brief_of_film(c, &film.id)?;
        Ok(found
            .into_iter()
            .map(|(id, headline, at)| {
                let title = headline.unwrap_or_else(|| film.label());
                (id, title, at)
            })
            .collect())
    }
}
