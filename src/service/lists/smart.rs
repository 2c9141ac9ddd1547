//! Lists that fill themselves.

use super::review_of;
use crate::domain::id::{FilmId, ListItemId};
use crate::domain::list::{ITEMS_MAX, List, SmartOrder, SmartQuery};
use crate::domain::person::PersonName;
use crate::domain::text::SafeHtml;
use crate::service::views::ListRow;
use crate::service::{Error, Service};
use crate::store::lists::{self, Reviewed, Unreviewed};
use crate::store::{Conn, credits, people};
use std::collections::HashSet;

fn fits(query: &SmartQuery, film: &Reviewed, made: Option<&HashSet<FilmId>>) -> bool {
    let value = film.rating.as_ref().and_then(|(_, value)| *value);
    query.from.is_none_or(|from| film.year.is_some_and(|year| year >= from))
        && query
            .until
            .is_none_or(|until| film.year.is_some_and(|year| year <= until))
        && query
            .at_least
            .is_none_or(|least| value.is_some_and(|value| value >= least))
        && query
            .at_most
            .is_none_or(|most| value.is_some_and(|value| value <= most))
        && query.tag.as_ref().is_none_or(|tag| film.tags.contains(tag))
        && made.is_none_or(|made| made.contains(&film.film_id))
        && (!query.recommended || film.recommend)
}

fn row(place: usize, film: &Reviewed, handle: &str) -> ListRow {
    ListRow {
        place,
        id: ListItemId::new(film.film_id.as_str()),
        title: film.title.clone(),
        year: film.year,
        film_path: Some(format!("/films/{}", film.film_slug)),
        person: String::new(),
        part: String::new(),
        award: String::new(),
        note: String::new(),
        note_html: SafeHtml::default(),
        done_at: Some(film.first_at),
        review: Some(review_of(film, handle)),
        added_at: film.latest_at,
    }
}

fn unseen_row(place: usize, film: Unreviewed, at: chrono::DateTime<chrono::Utc>) -> ListRow {
    ListRow {
        place,
        id: ListItemId::new(film.film_id.as_str()),
        title: film.title,
        year: film.year,
        film_path: None,
        person: String::new(),
        part: String::new(),
        award: String::new(),
        note: String::new(),
        note_html: SafeHtml::default(),
        done_at: None,
        review: None,
        added_at: at,
    }
}

impl Service {
    /// The films that somebody of that name made or plays in.
    fn films_made_by(&self, c: &mut Conn, name: &str) -> Result<HashSet<FilmId>, Error> {
        let Some(person) = people::by_name(c, &PersonName::parse(name))? else {
            return Ok(HashSet::new());
        };
        Ok(credits::films_of(c, &person.id)?.into_iter().collect())
    }

    /// What a smart list finds among the films that its author reviewed.
    pub(super) fn smart_rows(
        &self,
        c: &mut Conn,
        list: &List,
        all: &[Reviewed],
        handle: &str,
    ) -> Result<Vec<ListRow>, Error> {
        let query = &list.query;
        let most = usize::try_from(ITEMS_MAX).unwrap_or(usize::MAX);
        let made = match &query.person {
            Some(name) => Some(self.films_made_by(c, name)?),
            None => None,
        };
        if query.unseen {
            let mut films = lists::unreviewed(c, &list.author_id, (query.from, query.until), ITEMS_MAX)?;
            if let Some(made) = &made {
                films.retain(|film| made.contains(&film.film_id));
            }
            if query.order == SmartOrder::Year {
                films.sort_by_key(|film| film.year);
            }
            let rows = films.into_iter().zip(1..);
            return Ok(rows
                .map(|(film, place)| unseen_row(place, film, list.changed_at))
                .collect());
        }
        let mut found: Vec<&Reviewed> = all.iter().filter(|film| fits(query, film, made.as_ref())).collect();
        match query.order {
            SmartOrder::Newest => found.sort_by_key(|film| std::cmp::Reverse(film.latest_at)),
            SmartOrder::Best => {
                let value = |film: &Reviewed| film.rating.as_ref().and_then(|(_, value)| *value).unwrap_or(-1);
                found.sort_by(|a, b| (value(b), &a.sort_title).cmp(&(value(a), &b.sort_title)));
            }
            SmartOrder::Year => found.sort_by(|a, b| (a.year, &a.sort_title).cmp(&(b.year, &b.sort_title))),
            SmartOrder::Title => found.sort_by(|a, b| a.sort_title.cmp(&b.sort_title)),
        }
        Ok(found
            .into_iter()
            .take(most)
            .zip(1..)
            .map(|(film, place)| row(place, film, handle))
            .collect())
    }
}
