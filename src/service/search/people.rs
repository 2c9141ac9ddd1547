//! People of films, as they are found.

use crate::domain::credit::{Credit, effective};
use crate::domain::film::Film;
use crate::domain::id::{FilmId, PersonId};
use crate::domain::person::Person;
use crate::domain::search::Kind;
use crate::service::{Error, Service};
use crate::store::search::{self, Document};
use crate::store::{Conn, credits, films, people};
use std::collections::HashMap;

impl Service {
    /// Somebody is found while a film of theirs may be seen by everybody: by name, and by what they did there.
    pub(super) fn index_people(&self, c: &mut Conn, ids: &[PersonId]) -> Result<(), Error> {
        let known: HashMap<PersonId, Person> = people::by_ids(c, ids)?
            .into_iter()
            .map(|person| (person.id.clone(), person))
            .collect();
        let made = credits::films_of_all(c, ids)?;
        let visible: Vec<FilmId> = films::visible(c, &made)?.into_iter().collect();
        let mut did: HashMap<PersonId, Vec<Credit>> = HashMap::new();
        for credit in effective(credits::of_films(c, &visible)?) {
            did.entry(credit.person_id.clone()).or_default().push(credit);
        }
        let titles: HashMap<FilmId, Film> = films::by_ids(c, &visible)?
            .into_iter()
            .map(|film| (film.id.clone(), film))
            .collect();
        for id in ids {
            let own = did.get(id).map(Vec::as_slice).unwrap_or_default();
            match known.get(id).and_then(|person| document(person, own, &titles)) {
                Some(document) => search::put(c, &document)?,
                None => search::remove(c, Kind::Person, id.as_str())?,
            }
        }
        Ok(())
    }
}

fn document(person: &Person, own: &[Credit], titles: &HashMap<FilmId, Film>) -> Option<Document> {
    let mut made: Vec<&Film> = own.iter().filter_map(|credit| titles.get(&credit.film_id)).collect();
    made.sort_by(|a, b| (b.year, &a.id).cmp(&(a.year, &b.id)));
    made.dedup_by(|a, b| a.id == b.id);
    let shown = made.iter().map(|film| film.label()).collect::<Vec<_>>().join(", ");
    let parts = own
        .iter()
        .map(|credit| credit.part.as_str())
        .collect::<Vec<_>>()
        .join(" ");
    Some(Document {
        kind: Kind::Person,
        id: person.id.as_str().to_owned(),
        title: person.name.clone(),
        text: format!("{}\n{shown}\n{parts}", person.mark),
        shown,
        published_at: made.iter().map(|film| film.created_at).max()?,
    })
}
