//! The index of everything that was reviewed here, made anew from the data whenever something changes.

use crate::domain::credit::{CreditRole, effective};
use crate::domain::film::Film;
use crate::domain::id::{FilmId, PersonId};
use crate::domain::index::{IndexMode, Place};
use crate::domain::person::Person;
use crate::domain::text::{keys, sort};
use crate::service::freshness::Tag;
use crate::service::views::{IndexEntry, IndexGroup, IndexPage, IndexPlace};
use crate::service::{Error, Service};
use crate::store::reviews::Brief;
use crate::store::{Conn, credits, films, people, ratings, reviews};
use std::collections::{BTreeMap, HashMap, HashSet};

/// Entries on a page of the index.
const PAGE: usize = 300;

/// Which part of the index somebody asks for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct IndexQuery {
    /// What it is ordered by.
    pub mode: IndexMode,
    /// A place of the bar; empty for the first.
    pub at: String,
    /// Words to look for in names; empty for everything.
    pub query: String,
    /// Page of the place, from 1.
    pub page: u32,
}

/// An entry with its place.
pub(in crate::service) struct Item {
    place: Place,
    entry: IndexEntry,
    /// The name as the filter compares it.
    key: String,
}

impl Item {
    fn new(place: Place, entry: IndexEntry) -> Self {
        Self {
            place,
            key: keys::title_key(&entry.name),
            entry,
        }
    }
}

impl Service {
    /// A part of the index. A small index is shown whole.
    ///
    /// # Errors
    /// `NotFound` for a page that there is not.
    pub async fn index_page(&self, query: IndexQuery) -> Result<IndexPage, Error> {
        let (mode, tags) = (query.mode, [Tag::site()]);
        let items = self.memory().index.get(self, mode.as_str(), &tags, move |c| {
            let mut items = match mode {
                IndexMode::Title | IndexMode::Year | IndexMode::Rating => film_items(c, mode)?,
                IndexMode::Person => person_items(c)?,
                IndexMode::Tag => tag_items(c)?,
            };
            items.sort_by(|a, b| a.place.cmp(&b.place));
            Ok(items)
        });
        arrange(&items.await?, query)
    }
}

/// The part of the index that was asked for, of all of it in order.
fn arrange(all: &[Item], query: IndexQuery) -> Result<IndexPage, Error> {
    let wanted = keys::title_key(&query.query);
    let mut items: Vec<&Item> = all
        .iter()
        .filter(|item| wanted.split(' ').all(|word| item.key.contains(word)))
        .collect();
    let mut places: Vec<IndexPlace> = Vec::new();
    for item in &items {
        match places.last_mut().filter(|place| place.key == item.place.key) {
            Some(place) => place.count += 1,
            None => places.push(IndexPlace {
                key: item.place.key.clone(),
                label: item.place.label.clone(),
                count: 1,
                here: false,
            }),
        }
    }
    let whole = items.len() <= PAGE && query.at.is_empty();
    if !whole {
        let at = places
            .iter()
            .position(|place| place.key == query.at)
            .unwrap_or_default();
        if let Some(place) = places.get_mut(at) {
            place.here = true;
            items.retain(|item| item.place.key == place.key);
        }
    }
    let total = items.len();
    let pages = u32::try_from(total.div_ceil(PAGE)).unwrap_or(u32::MAX).max(1);
    let page = query.page.max(1);
    if page > pages {
        return Err(Error::NotFound);
    }
    let mut groups: Vec<IndexGroup> = Vec::new();
    let first = (page as usize - 1) * PAGE;
    for item in items.into_iter().skip(first).take(PAGE) {
        match groups.last_mut().filter(|group| group.heading == item.place.heading) {
            Some(group) => group.entries.push(item.entry.clone()),
            None => groups.push(IndexGroup {
                heading: item.place.heading.clone(),
                entries: vec![item.entry.clone()],
            }),
        }
    }
    Ok(IndexPage {
        mode: query.mode,
        query: query.query,
        places,
        groups,
        total,
        page,
        pages,
    })
}

fn film_items(c: &mut Conn, mode: IndexMode) -> Result<Vec<Item>, Error> {
    let briefs = reviews::all_briefs(c, None)?;
    let mut newest: HashMap<FilmId, (&Brief, usize)> = HashMap::new();
    // Oldest first, so that the newest is what stays.
    for brief in &briefs {
        let count = newest.get(&brief.film_id).map_or(0, |(_, count)| *count);
        newest.insert(brief.film_id.clone(), (brief, count + 1));
    }
    let mut steps: Vec<_> = newest.values().filter_map(|(brief, _)| brief.step_id.clone()).collect();
    steps.sort();
    steps.dedup();
    let ratings = ratings::by_steps(c, &steps)?;
    let item = |film: Film| {
        let (brief, count) = newest.get(&film.id)?;
        let rating = brief.step_id.as_ref().and_then(|step| ratings.get(step));
        let place = match mode {
            IndexMode::Year => Place::of_year(film.year, &film.sort_title),
            IndexMode::Rating => Place::of_rating(
                rating.map(|rating| (rating.today().label.as_str(), rating.today().value)),
                &film.sort_title,
            ),
            _ => Place::of_letter(&film.sort_title),
        };
        let entry = IndexEntry {
            path: format!("/films/{}", film.slug),
            name: film.title,
            year: film.year,
            rating: rating.map(|rating| rating.step.label.clone()),
            count: *count,
        };
        Some(Item::new(place, entry))
    };
    Ok(films::reviewed(c)?.into_iter().filter_map(item).collect())
}

fn person_items(c: &mut Conn) -> Result<Vec<Item>, Error> {
    let shown: HashSet<FilmId> = films::reviewed(c)?.into_iter().map(|film| film.id).collect();
    let mut films_of: HashMap<PersonId, HashSet<FilmId>> = HashMap::new();
    for role in CreditRole::ALL {
        for credit in effective(credits::of_role(c, role)?) {
            if shown.contains(&credit.film_id) {
                films_of.entry(credit.person_id).or_default().insert(credit.film_id);
            }
        }
    }
    let ids: Vec<PersonId> = films_of.keys().cloned().collect();
    let item = |person: Person| {
        let entry = IndexEntry {
            path: format!("/credits/{}", person.slug),
            count: films_of.get(&person.id).map_or(0, HashSet::len),
            name: person.name,
            year: None,
            rating: None,
        };
        Item::new(Place::of_letter(&person.sort_name), entry)
    };
    Ok(people::by_ids(c, &ids)?.into_iter().map(item).collect())
}

fn tag_items(c: &mut Conn) -> Result<Vec<Item>, Error> {
    // The name is the one it had first.
    let mut uses: BTreeMap<String, (String, usize)> = BTreeMap::new();
    for (key, name) in reviews::tags_of_published(c)? {
        uses.entry(key).or_insert_with(|| (name, 0)).1 += 1;
    }
    let item = |(key, (name, count)): (String, (String, usize))| {
        let place = Place::of_letter(&sort::sort_title(&name, "zxx"));
        let entry = IndexEntry {
            path: format!("/tags/{key}"),
            count,
            name,
            year: None,
            rating: None,
        };
        Item::new(place, entry)
    };
    Ok(uses.into_iter().filter(|(key, _)| !key.is_empty()).map(item).collect())
}
