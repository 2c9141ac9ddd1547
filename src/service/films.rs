//! Films: what is known of them, and correcting it.

mod page;
mod reshape;

pub use reshape::Part;
pub mod catalogues;

use crate::domain::account::Permission;
use crate::domain::change::Change;
use crate::domain::credit::{Credit, CreditLine, CreditRole, effective};
use crate::domain::film::{CheckedFilm, Film, FilmFacts, FilmInput, Source, check_film_year, check_title};
use crate::domain::id::{ActorId, CreditId, FilmId, MediaId, PersonId};
use crate::domain::message::Message;
use crate::domain::person::{Person, PersonName};
use crate::domain::review::FieldError;
use crate::domain::text::{keys, sort};
use crate::service::freshness::Tag;
use crate::service::media::picture_view;
use crate::service::views::{CreditGroup, CreditView, FactsView, FilmEditing, Viewer};
use crate::service::{Error, Service};
use crate::store::{Conn, credits, films, media, people, reviews};
use std::collections::HashMap;

/// A film as typed on its own form.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FilmForm {
    /// Title.
    pub title: String,
    /// Year of release; may be empty.
    pub year: String,
    /// What is known of it.
    pub facts: FilmInput,
    /// A poster of the film's own, uploaded before.
    pub poster: Option<MediaId>,
}

impl Service {
    /// What everybody may read about a film: facts by the strongest source, credits with their people.
    pub(in crate::service) fn facts_view(&self, c: &mut Conn, film: &Film) -> Result<FactsView, Error> {
        let facts = films::facts::of_one(c, &film.id)?;
        let from_tmdb = facts.0.contains_key(&Source::Tmdb);
        let found = effective(credits::of_films(c, std::slice::from_ref(&film.id))?);
        let known = people_of(c, &found)?;
        let mut groups: Vec<CreditGroup> = Vec::new();
        for credit in &found {
            let Some(person) = known.get(&credit.person_id) else {
                continue;
            };
            let view = CreditView::of(person, credit);
            match groups.last_mut().filter(|group| group.role == credit.role) {
                Some(group) => group.people.push(view),
                None => groups.push(CreditGroup {
                    role: credit.role,
                    people: vec![view],
                }),
            }
        }
        Ok(FactsView {
            from_tmdb,
            ..FactsView::of(film, facts.effective(), groups)
        })
    }

    /// What somebody here typed of a film, as the form shows it.
    pub(in crate::service) fn typed_facts(c: &mut Conn, film: &FilmId) -> Result<FilmInput, Error> {
        let known = films::facts::of_one(c, film)?;
        Self::input_of(c, film, &known.of(Source::Typed), |source| source == Source::Typed)
    }

    /// What was fetched of a film, as the form would show it.
    pub(in crate::service) fn fetched_facts(c: &mut Conn, film: &FilmId) -> Result<FilmInput, Error> {
        let known = films::facts::of_one(c, film)?;
        Self::input_of(c, film, &known.fetched(), |source| source != Source::Typed)
    }

    fn input_of(
        c: &mut Conn,
        film: &FilmId,
        facts: &FilmFacts,
        wanted: impl Fn(Source) -> bool,
    ) -> Result<FilmInput, Error> {
        let mut found = credits::of_films(c, std::slice::from_ref(film))?;
        found.retain(|credit| wanted(credit.source));
        let found = effective(found);
        let known = people_of(c, &found)?;
        let lines: Vec<CreditLine> = found
            .into_iter()
            .filter_map(|credit| {
                let person = known.get(&credit.person_id)?;
                Some(CreditLine {
                    role: credit.role,
                    name: PersonName {
                        name: person.name.clone(),
                        mark: person.mark.clone(),
                    },
                    part: credit.part,
                    note: credit.note,
                })
            })
            .collect();
        Ok(FilmInput::of(facts, &lines))
    }

    /// Keeps what was typed of a film beside a review: an empty field leaves that field as it is, and one that says what was
    /// fetched lets go of what was typed before.
    pub(in crate::service) fn add_facts(
        &self,
        c: &mut Conn,
        film: &FilmId,
        typed: &FilmInput,
        tags: &mut Vec<Tag>,
    ) -> Result<(), Error> {
        if typed.is_blank() {
            return Ok(());
        }
        let before = Self::typed_facts(c, film)?;
        let wanted = typed
            .clone()
            .over(before.clone())
            .without(&Self::fetched_facts(c, film)?);
        if wanted == before {
            return Ok(());
        }
        let poster = films::facts::of_one(c, film)?.of(Source::Typed).poster_id;
        let mut checked = wanted.check().map_err(Error::Invalid)?;
        checked.facts.poster_id = poster;
        let film = films::by_id(c, film)?.ok_or(Error::NotFound)?;
        self.replace_facts(c, &film, Source::Typed, &checked, tags)?;
        self.sort_by_language(c, &film, &checked.facts)
    }

    /// Puts `checked` in the place of what that source said of the film: also the way in for what is fetched.
    pub(in crate::service) fn replace_facts(
        &self,
        c: &mut Conn,
        film: &Film,
        source: Source,
        checked: &CheckedFilm,
        tags: &mut Vec<Tag>,
    ) -> Result<(), Error> {
        let now = self.now();
        films::facts::replace(c, &film.id, source, &checked.facts, now)?;
        let mut new = Vec::with_capacity(checked.credits.len());
        for (position, line) in (0_i32..).zip(&checked.credits) {
            let person = people::find_or_create(c, &self.next_id(), &line.name, now)?;
            new.push(Credit {
                id: CreditId::new(self.next_id()),
                film_id: film.id.clone(),
                person_id: person.id,
                role: line.role,
                part: line.part.clone(),
                note: line.note.clone(),
                position,
                source,
            });
        }
        let before = credits::replace(c, &film.id, source, &new)?;
        let gone: Vec<PersonId> = before
            .into_iter()
            .filter(|person| !new.iter().any(|credit| credit.person_id == *person))
            .collect();
        people::delete_uncredited(c, &gone)?;
        tags.extend(gone.iter().map(Tag::person));
        tags.extend([Tag::site(), Tag::film(&film.id)]);
        Ok(())
    }

    fn sort_by_language(&self, c: &mut Conn, film: &Film, facts: &FilmFacts) -> Result<(), Error> {
        if facts.title_language.is_empty() {
            return Ok(());
        }
        let sort_title = sort::sort_title(&film.title, &facts.title_language);
        if sort_title != film.sort_title {
            films::rename(c, &film.id, &film.title, film.year, &sort_title)?;
        }
        Ok(())
    }

    /// A film to correct.
    pub async fn film_for_edit(&self, viewer: &Viewer, slug: &str) -> Result<FilmEditing, Error> {
        Self::allow(viewer, Permission::WriteReviews)?;
        let (slug, viewer) = (slug.to_owned(), viewer.actor.id.clone());
        self.read(move |c| {
            let film = films::by_slug(c, &slug)?.ok_or(Error::NotFound)?;
            let poster = films::facts::of_one(c, &film.id)?.of(Source::Typed).poster_id;
            Self::editing(c, &viewer, &film, poster, Self::typed_facts)
        })
        .await
        .map(|film| FilmEditing {
            catalogues: self.catalogues(),
            ..film
        })
    }

    /// What a film's form needs beside what was typed into it and could not be saved.
    pub async fn film_form_again(&self, viewer: &Viewer, slug: &str, form: &FilmForm) -> Result<FilmEditing, Error> {
        Self::allow(viewer, Permission::WriteReviews)?;
        let (slug, form, viewer) = (slug.to_owned(), form.clone(), viewer.actor.id.clone());
        self.read(move |c| {
            let film = films::by_slug(c, &slug)?.ok_or(Error::NotFound)?;
            let (poster, facts) = (form.poster.clone(), form.facts.clone());
            let editing = Self::editing(c, &viewer, &film, poster, |_, _| Ok(facts))?;
            Ok(FilmEditing { form, ..editing })
        })
        .await
        .map(|film| FilmEditing {
            catalogues: self.catalogues(),
            ..film
        })
    }

    fn editing(
        c: &mut Conn,
        viewer: &ActorId,
        film: &Film,
        poster: Option<MediaId>,
        facts: impl FnOnce(&mut Conn, &FilmId) -> Result<FilmInput, Error>,
    ) -> Result<FilmEditing, Error> {
        let picture = match &poster {
            Some(id) => media::by_id(c, id)?.map(|image| picture_view(&image)),
            None => None,
        };
        Ok(FilmEditing {
            label: film.label(),
            slug: film.slug.clone(),
            form: FilmForm {
                title: film.title.clone(),
                year: film.year.map(|year| year.to_string()).unwrap_or_default(),
                facts: facts(c, &film.id)?,
                poster,
            },
            fetched: Self::fetched_facts(c, &film.id)?,
            catalogues: Vec::new(),
            picture,
            reviews: Self::reviews_to_split(c, film)?,
            items: films::merge::own_items(c, &film.id, viewer)?,
            essays: films::merge::own_essays(c, &film.id, viewer)?,
        })
    }

    /// Corrects a film: what stands in the form replaces what was typed before; what was fetched shows again where a field is
    /// empty. Where title or year change, followers hear of it with every review of the film.
    ///
    /// # Errors
    /// `Invalid` by field; also when there is another film of that title and year.
    pub async fn save_film(&self, viewer: &Viewer, slug: &str, form: &FilmForm) -> Result<(), Error> {
        Self::allow(viewer, Permission::WriteReviews)?;
        let mut errors = Vec::new();
        let title = take(&mut errors, check_title("title", &form.title));
        let year = take(&mut errors, check_film_year("year", &form.year, self.now()));
        errors.extend(form.facts.check().err().into_iter().flatten());
        if !errors.is_empty() {
            return Err(Error::Invalid(errors));
        }
        let (service, viewer, slug, form) = (self.clone(), viewer.clone(), slug.to_owned(), form.clone());
        self.write(move |c, tags| {
            let film = films::by_slug(c, &slug)?.ok_or(Error::NotFound)?;
            let own = form.facts.without(&Self::fetched_facts(c, &film.id)?);
            let mut checked = own.check().map_err(Error::Invalid)?;
            checked.facts.poster_id = form.poster;
            service.check_poster(c, &viewer, &film, checked.facts.poster_id.as_ref())?;
            if let Some(other) = films::namesake(c, &title, year, &film.id)? {
                return Err(Error::field(
                    "title",
                    Message::new("input-film-taken").with("film", other.label()),
                ));
            }
            let renamed = title != film.title || year != film.year;
            let language = match (&checked.facts.title_language, title == film.title) {
                (language, _) if !language.is_empty() => Some(language.clone()),
                (_, true) => None,
                (_, false) => Some(service.config().site.language.clone()),
            };
            let sort_title = language.map_or_else(|| film.sort_title.clone(), |l| sort::sort_title(&title, &l));
            if renamed || sort_title != film.sort_title {
                films::rename(c, &film.id, &title, year, &sort_title)?;
            }
            service.replace_facts(c, &film, Source::Typed, &checked, tags)?;
            if renamed {
                service.tell_of_film(c, &film.id, tags)?;
            }
            Ok(())
        })
        .await
    }

    fn check_poster(&self, c: &mut Conn, viewer: &Viewer, film: &Film, poster: Option<&MediaId>) -> Result<(), Error> {
        let Some(poster) = poster else { return Ok(()) };
        if films::facts::of_one(c, &film.id)?.of(Source::Typed).poster_id.as_ref() == Some(poster) {
            return Ok(());
        }
        let image = media::by_id(c, poster)?.filter(|image| image.owner_id == viewer.actor.id);
        let image = image.ok_or_else(|| Error::field("poster", "input-picture-lost"))?;
        if image.alt.trim().is_empty() {
            return Err(Error::field("poster_alt", "input-poster-alt"));
        }
        Ok(())
    }

    /// Sends every published review of a film again, because what they say of it has changed.
    pub(in crate::service) fn tell_of_film(
        &self,
        c: &mut Conn,
        film: &FilmId,
        tags: &mut Vec<Tag>,
    ) -> Result<(), Error> {
        let filter = reviews::Filter {
            film: Some(film.clone()),
            ..reviews::Filter::default()
        };
        for review in reviews::published(c, &filter, 10_000, 0)? {
            tags.extend([Tag::review(&review.id), Tag::actor(&review.author_id)]);
            reviews::mark_rechained(c, &review.id, self.now())?;
            self.record_change(c, &Change::ReviewEdited { review: review.id }, self.now())?;
        }
        Ok(())
    }
}

fn take<T: Default>(errors: &mut Vec<FieldError>, checked: Result<T, FieldError>) -> T {
    checked.unwrap_or_else(|error| {
        errors.push(error);
        T::default()
    })
}

pub(in crate::service) fn people_of(c: &mut Conn, credits: &[Credit]) -> Result<HashMap<PersonId, Person>, Error> {
    let mut ids: Vec<PersonId> = credits.iter().map(|credit| credit.person_id.clone()).collect();
    ids.sort();
    ids.dedup();
    let found = people::by_ids(c, &ids)?;
    Ok(found.into_iter().map(|person| (person.id.clone(), person)).collect())
}

/// The page of whoever says a line: the credit whose part, or whose own name, the speaker is. `Old Maren, in the boat` is Old
/// Maren too.
pub(in crate::service) fn speaker_path(speaker: &str, facts: &FactsView) -> Option<String> {
    let wanted: Vec<String> = [speaker, speaker.split([',', '(', '–']).next().unwrap_or_default()]
        .into_iter()
        .map(keys::title_key)
        .filter(|key| !key.is_empty())
        .collect();
    let cast = facts.people(CreditRole::Cast);
    let says = |credit: &&CreditView| {
        let parts = credit.part.split('/').chain([credit.name.as_str()]);
        parts.map(keys::title_key).any(|key| wanted.contains(&key))
    };
    cast.iter().find(says).map(|credit| credit.path.clone())
}
