//! The numbers of a reviewer's record. Nothing is kept: they are counted from the data each time something has changed.

use crate::domain::actor::Actor;
use crate::domain::credit::{CreditRole, effective};
use crate::domain::film::{Film, film_label};
use crate::domain::id::{ActorId, FilmId, PersonId, StepId};
use crate::domain::person::Person;
use crate::domain::rating::{Rating, Step};
use crate::domain::text::keys;
use crate::domain::viewing::diary::{Diary, Entry};
use crate::service::freshness::Tag;
use crate::service::views::{ActorCard, Bar, Grid, StatsPage, YearLink};
use crate::service::{Error, Service};
use crate::store::reviews::Brief;
use crate::store::{Conn, credits, films, people, ratings, reviews};
use chrono::Datelike;
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::sync::Arc;

/// Rows of a chart of countries, directors or rewatched films.
const TOP: usize = 12;

/// What is counted of one year, or of all time.
struct Record<'a> {
    viewings: &'a [Entry],
    reviews: Vec<&'a Brief>,
    films: HashSet<FilmId>,
}

impl<'a> Record<'a> {
    fn of(year: Option<i32>, all: &'a Diary, briefs: &'a [Brief]) -> Self {
        let viewings: &[Entry] = match year {
            Some(_) => all.of_year(year),
            None => all.entries(),
        };
        let reviews: Vec<&Brief> = briefs
            .iter()
            .filter(|brief| year.is_none_or(|year| brief.published_at.year() == year))
            .collect();
        let seen = viewings.iter().map(|entry| entry.viewing.film_id.clone());
        Self {
            films: seen.chain(reviews.iter().map(|brief| brief.film_id.clone())).collect(),
            viewings,
            reviews,
        }
    }
}

impl Service {
    /// The numbers of a year, or of all time, by a reviewer's handle.
    ///
    /// # Errors
    /// `NotFound` where nobody of that handle writes here, and for a year in which nothing was seen or written.
    pub async fn stats_page(&self, of: Option<&str>, year: Option<i32>) -> Result<StatsPage, Error> {
        let (service, of) = (self.clone(), of.map(str::to_owned));
        let (author, keepers) = self.read(move |c| service.keeper(c, of.as_deref())).await?;
        let all = self.diary_of(&author.id, false).await?;
        let sources = self.sources_of(&author.id).await?;
        let (service, tags) = (self.clone(), [Tag::site(), Tag::actor(&author.id)]);
        let key = format!("{} {year:?}", author.id);
        let count = move |_: &mut Conn| service.count_record(&sources, &author, &all, year);
        let counted = self.memory().numbers.get(self, &key, &tags, count).await?;
        Ok(StatsPage {
            keepers,
            ..counted.as_ref().clone()
        })
    }

    /// What all the numbers of somebody are counted from.
    async fn sources_of(&self, author: &ActorId) -> Result<Arc<Sources>, Error> {
        let (tags, id) = ([Tag::site(), Tag::actor(author)], author.clone());
        let all = self.diary_of(author, false).await?;
        let read = move |c: &mut Conn| Sources::read(c, &id, &all);
        self.memory().sources.get(self, author.as_str(), &tags, read).await
    }

    /// Counts what somebody saw and wrote in a year, or ever.
    fn count_record(
        &self,
        sources: &Sources,
        author: &Actor,
        all: &Diary,
        year: Option<i32>,
    ) -> Result<StatsPage, Error> {
        let dated = all.years().into_iter().filter_map(|(year, count)| Some((year?, count)));
        let mut years: BTreeMap<i32, usize> = dated.collect();
        for year in sources.briefs.iter().map(|brief| brief.published_at.year()) {
            years.entry(year).or_default();
        }
        if year.is_some_and(|year| !years.contains_key(&year)) {
            return Err(Error::NotFound);
        }
        let record = Record::of(year, all, &sources.briefs);
        let facts = |film: &FilmId| sources.facts.get(film);
        let minutes: Vec<i64> = record
            .viewings
            .iter()
            .filter_map(|entry| facts(&entry.viewing.film_id)?.runtime)
            .map(i64::from)
            .collect();
        let countries = record.films.iter().filter_map(facts);
        let countries = countries.flat_map(|facts| facts.countries.iter().cloned());
        let link = |(of_year, count): (&i32, &usize)| YearLink {
            year: Some(*of_year),
            count: *count,
            here: Some(*of_year) == year,
        };
        let (over_time, undated) = over_time(year, &record);
        Ok(StatsPage {
            keepers: Vec::new(),
            year,
            years: years.iter().rev().map(link).collect(),
            as_of: self.now(),
            films: size(record.films.len()),
            viewings: size(record.viewings.len()),
            rewatches: size(record.viewings.iter().filter(|entry| entry.is_rewatch()).count()),
            reviews: size(record.reviews.len()),
            minutes: (!minutes.is_empty()).then(|| minutes.iter().sum()),
            over_time,
            undated,
            ratings: by_rating(&record, &sources.ratings),
            decades: decades(&record, &sources.ratings, &sources.films),
            countries: top(countries.map(|name| (name, None))),
            directors: directors(&record, sources),
            rewatched: rewatched(&record, &sources.films),
            author: ActorCard::of(author, self.urls()),
        })
    }
}

/// What somebody's numbers are counted from: read once, and kept until something changes, for the numbers of every year.
pub(in crate::service) struct Sources {
    briefs: Vec<Brief>,
    ratings: HashMap<StepId, Rating>,
    films: HashMap<FilmId, Film>,
    facts: HashMap<FilmId, Facts>,
    directed: Vec<(PersonId, FilmId)>,
    directors: HashMap<PersonId, Person>,
}

/// What is counted of the facts of a film.
struct Facts {
    runtime: Option<i32>,
    countries: Vec<String>,
}

impl Sources {
    fn read(c: &mut Conn, author: &ActorId, all: &Diary) -> Result<Self, Error> {
        let briefs = reviews::all_briefs(c, Some(author))?;
        let steps: BTreeSet<StepId> = briefs.iter().filter_map(|brief| brief.step_id.clone()).collect();
        let seen: BTreeSet<FilmId> = all
            .entries()
            .iter()
            .map(|entry| entry.viewing.film_id.clone())
            .chain(briefs.iter().map(|brief| brief.film_id.clone()))
            .collect();
        let known = films::facts::of_all(c)?
            .into_iter()
            .filter(|(film, _)| seen.contains(film));
        let facts = known.map(|(film, known)| {
            let known = known.effective();
            let counted = Facts {
                runtime: known.runtime,
                countries: known.countries,
            };
            (film, counted)
        });
        let facts = facts.collect();
        let directed: Vec<(PersonId, FilmId)> = effective(credits::of_role(c, CreditRole::Director)?)
            .into_iter()
            .filter(|credit| seen.contains(&credit.film_id))
            .map(|credit| (credit.person_id, credit.film_id))
            .collect();
        let directors: BTreeSet<PersonId> = directed.iter().map(|(person, _)| person.clone()).collect();
        let directors = people::by_ids(c, &directors.into_iter().collect::<Vec<_>>())?;
        let films = films::by_ids(c, &seen.into_iter().collect::<Vec<_>>())?;
        Ok(Self {
            ratings: ratings::by_steps(c, &steps.into_iter().collect::<Vec<_>>())?,
            films: films.into_iter().map(|film| (film.id.clone(), film)).collect(),
            directors: directors
                .into_iter()
                .map(|person| (person.id.clone(), person))
                .collect(),
            briefs,
            facts,
            directed,
        })
    }
}

fn size(n: usize) -> i64 {
    i64::try_from(n).unwrap_or(i64::MAX)
}

/// Viewings by month of a year, or by year; and those that fit nowhere.
fn over_time(year: Option<i32>, record: &Record<'_>) -> (Vec<Bar>, i64) {
    let mut counts: BTreeMap<i32, i64> = BTreeMap::new();
    let mut undated = 0;
    for Entry { viewing, .. } in record.viewings {
        let (of_year, month, _) = viewing.seen_on.sort_key();
        let place = if year.is_some() {
            i32::try_from(month).unwrap_or_default()
        } else {
            of_year
        };
        if place == 0 {
            undated += 1;
        } else {
            *counts.entry(place).or_default() += 1;
        }
    }
    let range = match (year, counts.keys().next(), counts.keys().next_back()) {
        (Some(_), Some(_), _) => 1..=12,
        // Years without a viewing stand between the others, unless that would be most of the chart.
        (None, Some(first), Some(last)) if last - first < 40 => *first..=*last,
        (None, Some(_), Some(last)) => (last - 39)..=*last,
        _ => return (Vec::new(), undated),
    };
    let bars = range.map(|place| Bar {
        label: place.to_string(),
        value: counts.get(&place).copied().unwrap_or_default(),
        path: None,
    });
    (bars.collect(), undated)
}

/// Steps in the author's own words, the best first. One word is one row, whatever version of the scale it is from.
fn by_rating(record: &Record<'_>, ratings: &HashMap<StepId, Rating>) -> Vec<Bar> {
    let mut rows: Vec<(&Step, i64)> = Vec::new();
    for step in record
        .reviews
        .iter()
        .filter_map(|brief| ratings.get(brief.step_id.as_ref()?).map(Rating::today))
    {
        match rows.iter_mut().find(|(known, _)| known.label == step.label) {
            Some((_, count)) => *count += 1,
            None => rows.push((step, 1)),
        }
    }
    rows.sort_by(|(a, _), (b, _)| (&a.scale_id, b.value, &a.label).cmp(&(&b.scale_id, a.value, &b.label)));
    rows.into_iter()
        .map(|(step, value)| Bar {
            label: step.label.clone(),
            value,
            path: Some(format!("/index?by=rating&at={}", keys::slugify(&step.label))),
        })
        .collect()
}

fn decades(record: &Record<'_>, ratings: &HashMap<StepId, Rating>, known: &HashMap<FilmId, Film>) -> Grid {
    // Oldest first, so that the newest rating of a film is what stays.
    let mut newest: HashMap<&FilmId, &Step> = HashMap::new();
    for brief in &record.reviews {
        if let Some(rating) = brief.step_id.as_ref().and_then(|step| ratings.get(step)) {
            newest.insert(&brief.film_id, rating.today());
        }
    }
    let mut columns: Vec<(&str, Option<i32>)> = Vec::new();
    for step in newest.values() {
        if !columns.iter().any(|(label, _)| *label == step.label) {
            columns.push((&step.label, step.value));
        }
    }
    // What stands outside the order is no praise: it comes before the worst.
    columns.sort_by_key(|(label, value)| (*value, *label));
    let mut rows: BTreeMap<i32, Vec<i64>> = BTreeMap::new();
    for (film, step) in &newest {
        let Some(year) = known.get(*film).and_then(|film| film.year) else {
            continue;
        };
        let row = rows
            .entry(year - year.rem_euclid(10))
            .or_insert_with(|| vec![0; columns.len()]);
        let at = columns.iter().position(|(label, _)| *label == step.label);
        if let Some(cell) = at.and_then(|at| row.get_mut(at)) {
            *cell += 1;
        }
    }
    if let (Some(first), Some(last)) = (rows.keys().next().copied(), rows.keys().next_back().copied()) {
        // A decade without a film stands between the others.
        for decade in (first..last).step_by(10) {
            rows.entry(decade).or_insert_with(|| vec![0; columns.len()]);
        }
    }
    Grid {
        columns: columns.into_iter().map(|(label, _)| label.to_owned()).collect(),
        rows: rows
            .into_iter()
            .map(|(decade, row)| (decade.to_string(), row))
            .collect(),
    }
}

/// The most frequent, by name without regard to case.
fn top(all: impl Iterator<Item = (String, Option<String>)>) -> Vec<Bar> {
    let mut counts: BTreeMap<(String, Option<String>), (String, i64)> = BTreeMap::new();
    for (label, path) in all {
        let (_, count) = counts
            .entry((label.to_lowercase(), path))
            .or_insert_with_key(|_| (label, 0));
        *count += 1;
    }
    let mut bars: Vec<Bar> = counts
        .into_iter()
        .map(|((_, path), (label, value))| Bar { label, value, path })
        .collect();
    bars.sort_by(|a, b| b.value.cmp(&a.value).then_with(|| a.label.cmp(&b.label)));
    bars.truncate(TOP);
    bars
}

fn directors(record: &Record<'_>, sources: &Sources) -> Vec<Bar> {
    let mut films_of: HashMap<&PersonId, HashSet<&FilmId>> = HashMap::new();
    for (person, film) in sources.directed.iter().filter(|(_, film)| record.films.contains(film)) {
        films_of.entry(person).or_default().insert(film);
    }
    let mut bars: Vec<Bar> = films_of
        .into_iter()
        .filter_map(|(id, films)| {
            let person = sources.directors.get(id)?;
            Some(Bar {
                label: person.name.clone(),
                value: size(films.len()),
                path: Some(format!("/credits/{}", person.slug)),
            })
        })
        .collect();
    bars.sort_by(|a, b| b.value.cmp(&a.value).then_with(|| a.label.cmp(&b.label)));
    bars.truncate(TOP);
    bars
}

fn rewatched(record: &Record<'_>, known: &HashMap<FilmId, Film>) -> Vec<Bar> {
    let mut times: HashMap<&FilmId, i64> = HashMap::new();
    for Entry { viewing, .. } in record.viewings {
        *times.entry(&viewing.film_id).or_default() += 1;
    }
    let mut bars: Vec<Bar> = times
        .into_iter()
        .filter(|(_, times)| *times > 1)
        .filter_map(|(id, value)| {
            let film = known.get(id)?;
            Some(Bar {
                label: film_label(&film.title, film.year),
                value,
                path: Some(format!("/films/{}", film.slug)),
            })
        })
        .collect();
    bars.sort_by(|a, b| b.value.cmp(&a.value).then_with(|| a.label.cmp(&b.label)));
    bars.truncate(TOP);
    bars
}
