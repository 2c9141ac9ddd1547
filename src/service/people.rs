//! People of films: their pages, and correcting who is who.

use crate::domain::account::Permission;
use crate::domain::credit::{Credit, CreditRole, effective};
use crate::domain::id::FilmId;
use crate::domain::person::{Person, PersonName};
use crate::service::freshness::Tag;
use crate::service::views::{CreditsPage, FilmsOfRole, PersonEditing, PersonFilm, RatingView, Viewer};
use crate::service::{Error, Service};
use crate::store::reviews::Brief;
use crate::store::{Conn, actors, credits, films, people, ratings, reviews};
use std::collections::HashMap;

impl Service {
    /// Somebody's page: the films here that they had a part in, and the reviews of those.
    ///
    /// # Errors
    /// `NotFound`, also while every film of theirs is one that only drafts speak of.
    pub async fn credits_page(&self, slug: &str, viewer: Option<&Viewer>) -> Result<CreditsPage, Error> {
        let (service, slug) = (self.clone(), slug.to_owned());
        let may_edit = viewer.is_some_and(|viewer| viewer.account.role.may(Permission::WriteReviews));
        self.read(move |c| {
            let person = people::by_slug(c, &slug)?.ok_or(Error::NotFound)?;
            let ids = credits::films_of(c, &person.id)?;
            let shown = films::visible(c, &ids)?;
            let ids: Vec<FilmId> = ids.into_iter().filter(|id| shown.contains(id)).collect();
            let mut own = effective(credits::of_films(c, &ids)?);
            own.retain(|credit| credit.person_id == person.id);
            if own.is_empty() && !may_edit {
                return Err(Error::NotFound);
            }
            let roles = service.films_of_roles(c, &ids, &own)?;
            let links = people::ids_of(c, &person.id)?;
            Ok(CreditsPage {
                name: person.name,
                mark: person.mark,
                path: format!("/credits/{}", person.slug),
                films: ids,
                roles,
                links: links
                    .into_iter()
                    .map(|(scheme, id)| (scheme.label(), scheme.person_url(&id)))
                    .collect(),
                may_edit,
            })
        })
        .await
    }

    fn films_of_roles(&self, c: &mut Conn, ids: &[FilmId], own: &[Credit]) -> Result<Vec<FilmsOfRole>, Error> {
        let known: HashMap<FilmId, _> = films::by_ids(c, ids)?
            .into_iter()
            .map(|film| (film.id.clone(), film))
            .collect();
        let found = reviews::briefs_of_films(c, ids)?;
        let steps: Vec<_> = found.iter().filter_map(|brief| brief.step_id.clone()).collect();
        let ratings = ratings::by_steps(c, &steps)?;
        let authors: Vec<_> = found.iter().map(|brief| brief.author_id.clone()).collect();
        let handles: HashMap<_, _> = actors::by_ids(c, &authors)?
            .into_iter()
            .map(|actor| (actor.id.clone(), actor.handle))
            .collect();
        let mut newest: HashMap<FilmId, (&Brief, usize)> = HashMap::new();
        for brief in &found {
            let entry = newest.entry(brief.film_id.clone()).or_insert((brief, 0));
            entry.1 += 1;
            if brief.published_at > entry.0.published_at {
                entry.0 = brief;
            }
        }
        let view = |credit: &Credit| {
            let film = known.get(&credit.film_id)?;
            let (brief, count) = newest.get(&film.id).map_or((None, 0), |(brief, n)| (Some(*brief), *n));
            let handle = brief.and_then(|brief| handles.get(&brief.author_id));
            Some(PersonFilm {
                title: film.title.clone(),
                year: film.year,
                path: format!("/films/{}", film.slug),
                part: credit.part.clone(),
                note: credit.note.clone(),
                rating: brief
                    .and_then(|brief| ratings.get(brief.step_id.as_ref()?))
                    .map(RatingView::from),
                review_path: brief
                    .zip(handle)
                    .map(|(brief, handle)| format!("/@{handle}/{}", brief.slug)),
                reviews: count,
            })
        };
        let mut roles = Vec::new();
        for role in CreditRole::ALL {
            let mut of_role: Vec<PersonFilm> = own
                .iter()
                .filter(|credit| credit.role == role)
                .filter_map(view)
                .collect();
            // The newest film first; those without a year last.
            of_role.sort_by(|a, b| (b.year, &a.title).cmp(&(a.year, &b.title)));
            if !of_role.is_empty() {
                roles.push(FilmsOfRole { role, films: of_role });
            }
        }
        Ok(roles)
    }

    /// The address somebody's page has now, by one it had before they were merged into somebody else.
    pub async fn person_slug_after(&self, former: &str) -> Result<Option<String>, Error> {
        let former = former.to_owned();
        self.read(move |c| Ok(people::slug_after(c, &former)?)).await
    }

    /// Somebody to correct.
    pub async fn person_for_edit(&self, viewer: &Viewer, slug: &str) -> Result<PersonEditing, Error> {
        Self::allow(viewer, Permission::WriteReviews)?;
        let slug = slug.to_owned();
        self.read(move |c| {
            let person = people::by_slug(c, &slug)?.ok_or(Error::NotFound)?;
            Ok(PersonEditing {
                label: person.name.clone(),
                slug: person.slug.clone(),
                name: name_of(&person).to_text(),
                into: String::new(),
            })
        })
        .await
    }

    /// Corrects a name; the address stays.
    ///
    /// # Errors
    /// `Invalid` where there is nothing left of it, or somebody else has it.
    pub async fn rename_person(&self, viewer: &Viewer, slug: &str, name: &str) -> Result<(), Error> {
        Self::allow(viewer, Permission::WriteReviews)?;
        let name = PersonName::parse(&name.split_whitespace().collect::<Vec<_>>().join(" "));
        if name.name.is_empty() || name.to_text().chars().count() > 200 || name.to_text().contains('\0') {
            return Err(Error::field("name", "input-person-name"));
        }
        let slug = slug.to_owned();
        self.write(move |c, tags| {
            let person = people::by_slug(c, &slug)?.ok_or(Error::NotFound)?;
            if !people::rename(c, &person.id, &name)? {
                return Err(Error::field("name", "input-person-taken"));
            }
            touch(c, &person, tags)
        })
        .await
    }

    /// Makes one person of two: every credit goes to the one that `into` names by address or name. Gives the slug of the one
    /// who stays.
    ///
    /// # Errors
    /// `Invalid` at `into` where there is nobody like that, or it is the same one.
    pub async fn merge_people(&self, viewer: &Viewer, slug: &str, into: &str) -> Result<String, Error> {
        Self::allow(viewer, Permission::WriteReviews)?;
        let (slug, into) = (slug.to_owned(), into.trim().to_owned());
        self.write(move |c, tags| {
            let gone = people::by_slug(c, &slug)?.ok_or(Error::NotFound)?;
            let wanted = into.rsplit("/credits/").next().unwrap_or(&into);
            let wanted = wanted.split(['/', '?', '#']).next().unwrap_or(wanted);
            let stays = match people::by_slug(c, wanted)? {
                Some(person) => Some(person),
                None => people::by_name(c, &PersonName::parse(&into))?,
            };
            let stays = stays.ok_or_else(|| Error::field("into", "input-merge-person"))?;
            if stays.id == gone.id {
                return Err(Error::field("into", "input-merge-same-person"));
            }
            touch(c, &gone, tags)?;
            credits::give(c, &gone.id, &stays.id)?;
            people::dissolve(c, &gone, &stays.id)?;
            touch(c, &stays, tags)?;
            Ok(stays.slug)
        })
        .await
    }
}

fn name_of(person: &Person) -> PersonName {
    PersonName {
        name: person.name.clone(),
        mark: person.mark.clone(),
    }
}

/// Every page that names them is out of date.
fn touch(c: &mut Conn, person: &Person, tags: &mut Vec<Tag>) -> Result<(), Error> {
    tags.extend([Tag::site(), Tag::person(&person.id)]);
    tags.extend(credits::films_of(c, &person.id)?.iter().map(Tag::film));
    Ok(())
}
