//! Asking catalogues of films (Wikidata, TMDB) for facts. A catalogue is asked when somebody presses a button, with the title
//! and the year that were typed and nothing else; TMDB besides when what it said before has to be read again. Nothing waits
//! for an answer that does not come: the form is shown again with everything that was typed.

mod tmdb;
mod wikidata;

use crate::domain::account::Permission;
use crate::domain::catalogue::{Candidate, Described, Entry, ranked};
use crate::domain::film::{CheckedFilm, Film, FilmInput, IdScheme, Source, check_film_year, check_title};
use crate::domain::id::FilmId;
use crate::domain::job::JobPayload;
use crate::domain::message::Message;
use crate::env::{GetRequest, Net};
use crate::service::freshness::Tag;
use crate::service::views::Viewer;
use crate::service::{Error, Service};
use crate::store::{Conn, films, jobs};
use chrono::TimeDelta;
use futures_util::future::join;
use http::HeaderMap;
use serde_json::Value;
use tmdb::Tmdb;
use url::Url;
use wikidata::Wikidata;

/// The longest answer that is read: the items of a dozen well-known films have three million bytes.
const MAX_BYTES: u64 = 8 << 20;
/// What TMDB said is read again after so many days …
const READ_AGAIN: TimeDelta = TimeDelta::days(150);
/// … and forgotten after so many, when that did not work out: nothing of theirs may be kept for longer than six months.
const FORGET: TimeDelta = TimeDelta::days(180);
/// Films read again in one round.
const ROUND: i64 = 40;

/// What catalogues offer for a title.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LookedUp {
    /// Films, the best fit first.
    pub candidates: Vec<Candidate>,
    /// Catalogues that gave no answer.
    pub silent: Vec<Source>,
}

/// A film that was picked from what catalogues offered; what they say of it is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Picked {
    /// Title, as the film is known here.
    pub title: String,
    /// Year of release.
    pub year: Option<i32>,
    /// What was fetched of it, as a form has it.
    pub fetched: FilmInput,
    /// Catalogues that gave no answer.
    pub silent: Vec<Source>,
}

/// What one film is, by catalogue; and the catalogues that gave no answer.
#[derive(Default)]
struct Descriptions {
    said: Vec<(Source, Described)>,
    silent: Vec<Source>,
}

impl Service {
    /// The catalogues that can be asked, by the settings.
    pub fn catalogues(&self) -> Vec<Source> {
        let wikidata = self.wikidata().map(|_| Source::Wikidata);
        wikidata.into_iter().chain(self.tmdb().map(|_| Source::Tmdb)).collect()
    }

    fn wikidata(&self) -> Option<Wikidata<'_>> {
        let settings = &self.config().metadata;
        settings
            .wikidata
            .then(|| Wikidata::new(&self.env().net, &settings.wikidata_url, &self.config().site.language))
    }

    fn tmdb(&self) -> Option<Tmdb<'_>> {
        let settings = &self.config().metadata;
        let key = settings.tmdb_key.text();
        (!key.is_empty()).then(|| Tmdb::new(&self.env().net, &settings.tmdb_url, key, &self.config().site.language))
    }

    /// Asks the catalogues for films of that title; a year only puts them in order.
    ///
    /// # Errors
    /// `Invalid` at `film` or `year` for what nobody can be asked. A catalogue that does not answer is no error.
    pub async fn look_up_films(&self, viewer: &Viewer, title: &str, year: &str) -> Result<LookedUp, Error> {
        Self::allow(viewer, Permission::WriteReviews)?;
        let title = check_title("film", title).map_err(|error| Error::Invalid(vec![error]))?;
        let year = check_film_year("year", year, self.now()).map_err(|error| Error::Invalid(vec![error]))?;
        let from_wikidata = async {
            match self.wikidata() {
                Some(wikidata) => wikidata.search(&title).await,
                None => Ok(Vec::new()),
            }
        };
        let from_tmdb = async {
            match self.tmdb() {
                Some(tmdb) => tmdb.search(&title, year).await,
                None => Ok(Vec::new()),
            }
        };
        let (from_wikidata, from_tmdb) = join(from_wikidata, from_tmdb).await;
        let mut silent = Vec::new();
        let mut found = Vec::new();
        for (source, answer) in [(Source::Wikidata, from_wikidata), (Source::Tmdb, from_tmdb)] {
            match answer {
                Ok(candidates) => found.extend(candidates),
                Err(why) => silent.push(note_silence(source, &why)),
            }
        }
        Ok(LookedUp {
            candidates: ranked(found, &title, year),
            silent,
        })
    }

    /// Reads a film in its catalogue, and in the other one where that is known too, and keeps what they say: of the film of that
    /// slug, or of the film here that they mean, or of a new one.
    ///
    /// # Errors
    /// `Remote` when the catalogue of `entry` says nothing of it; `NotFound` when there is no film of that slug.
    pub async fn pick_film(&self, viewer: &Viewer, entry: &Entry, slug: Option<&str>) -> Result<Picked, Error> {
        Self::allow(viewer, Permission::WriteReviews)?;
        let found = self.describe(entry).await;
        let Some((_, main)) = found.said.first().filter(|(source, _)| *source == entry.source) else {
            return Err(Error::Remote(match found.silent.first() {
                Some(_) => "error-catalogue-silent".into(),
                None => "error-catalogue-without-film".into(),
            }));
        };
        let title = check_title("film", &main.title).map_err(|error| Error::Invalid(vec![error]))?;
        let year = main
            .year
            .and_then(|year| check_film_year("year", &year.to_string(), self.now()).ok().flatten());
        let (service, slug, said) = (self.clone(), slug.map(ToOwned::to_owned), found.said);
        let (film, fetched) = self
            .write(move |c, tags| {
                let film = match &slug {
                    Some(slug) => films::by_slug(c, slug)?.ok_or(Error::NotFound)?,
                    None => service.film_of(c, &said, &title, year)?,
                };
                for (source, described) in &said {
                    service.replace_facts(c, &film, *source, &described.checked(), tags)?;
                }
                let fetched = Self::fetched_facts(c, &film.id)?;
                Ok((film, fetched))
            })
            .await?;
        Ok(Picked {
            title: film.title,
            year: film.year,
            fetched,
            silent: found.silent,
        })
    }

    /// The film here that catalogues mean: one that has an identifier of theirs, or that title and year; a new one else.
    fn film_of(
        &self,
        c: &mut Conn,
        said: &[(Source, Described)],
        title: &str,
        year: Option<i32>,
    ) -> Result<Film, Error> {
        let ids: Vec<(IdScheme, String)> = said
            .iter()
            .flat_map(|(_, described)| described.checked().facts.ids)
            .collect();
        if let [known] = films::facts::films_of_ids(c, &ids)?.as_slice()
            && let Some(film) = films::by_id(c, known)?
        {
            return Ok(film);
        }
        let language = &self.config().site.language;
        Ok(films::find_or_create(
            c,
            &self.next_id(),
            title,
            year,
            language,
            self.now(),
        )?)
    }

    /// What the catalogue of `entry` says, and what the other one says of the same film.
    async fn describe(&self, entry: &Entry) -> Descriptions {
        let mut found = Descriptions::default();
        self.add_description(entry, &mut found).await;
        let other = match entry.source {
            Source::Wikidata => Source::Tmdb,
            _ => Source::Wikidata,
        };
        let known = found.said.first().and_then(|(_, described)| described.entry_in(other));
        if let Some(other) = known {
            self.add_description(&other, &mut found).await;
        }
        found
    }

    async fn add_description(&self, entry: &Entry, found: &mut Descriptions) {
        let answer = match (entry.source, self.wikidata(), self.tmdb()) {
            (Source::Wikidata, Some(wikidata), _) => wikidata.film(&entry.id).await,
            (Source::Tmdb, _, Some(tmdb)) => tmdb.film(&entry.id).await,
            _ => Ok(None),
        };
        match answer {
            Ok(described) => found.said.extend(described.map(|described| (entry.source, described))),
            Err(why) => found.silent.push(note_silence(entry.source, &why)),
        }
    }

    /// Finds films of which TMDB said something long ago, and has them read again.
    pub async fn ask_for_old_films(&self) -> Result<usize, Error> {
        let now = self.now();
        // Without a key there is nobody to ask; what is there may stay for as long as it may.
        let limit = if self.tmdb().is_some() { READ_AGAIN } else { FORGET };
        let due = self
            .read(move |c| Ok(films::facts::fetched_before(c, Source::Tmdb, now - limit, ROUND)?))
            .await?;
        if due.is_empty() {
            return Ok(0);
        }
        let service = self.clone();
        let asked = self
            .store()
            .write(move |c| {
                let mut asked = 0;
                for film in due {
                    let key = format!("film:{film}");
                    let payload = JobPayload::RefreshFilm { film };
                    asked += usize::from(jobs::enqueue(
                        c,
                        &service.next_id(),
                        &payload,
                        "",
                        Some(&key),
                        now,
                        now,
                    )?);
                }
                Ok::<_, Error>(asked)
            })
            .await?;
        self.wake().jobs.notify_one();
        Ok(asked)
    }

    /// Reads again what TMDB says of a film, and finishes the job. What can no longer be read is forgotten in time.
    ///
    /// # Errors
    /// `Remote` when TMDB does not answer and there is time to try again.
    pub async fn refresh_film(&self, job: &str, film: &FilmId) -> Result<(), Error> {
        let (id, now) = (film.clone(), self.now());
        let (entry, fetched_at) = self
            .read(move |c| {
                let ids = films::facts::of_one(c, &id)?.of(Source::Tmdb).ids;
                let fetched_at = films::facts::fetched_at(c, &id, Source::Tmdb)?;
                Ok((ids.get(&IdScheme::Tmdb).cloned(), fetched_at))
            })
            .await?;
        let too_old = fetched_at.is_none_or(|at| at <= now - FORGET);
        let answer = match (entry, self.tmdb()) {
            (Some(id), Some(tmdb)) => tmdb.film(&id).await,
            (None, _) => Ok(None),
            (Some(_), None) => Err("there is no key to ask with".to_owned()),
        };
        let kept = match answer {
            Ok(described) => Some(described.map(|described| described.checked()).unwrap_or_default()),
            Err(_) if too_old => Some(CheckedFilm::default()),
            Err(why) if self.tmdb().is_some() => {
                return Err(Error::Remote(Message::new("error-catalogue-failed").with("why", why)));
            }
            Err(_) => None,
        };
        let (service, job, id) = (self.clone(), job.to_owned(), film.clone());
        self.write(move |c, tags: &mut Vec<Tag>| {
            if let (Some(kept), Some(film)) = (kept, films::by_id(c, &id)?) {
                service.replace_facts(c, &film, Source::Tmdb, &kept, tags)?;
            }
            jobs::finish(c, &job)?;
            Ok(())
        })
        .await
    }
}

fn note_silence(source: Source, why: &str) -> Source {
    tracing::warn!(
        catalogue = source.as_str(),
        error.detail = why,
        "a catalogue of films gave no answer"
    );
    source
}

/// GETs a document of a catalogue; `None` when it says that it has none.
async fn json(net: &Net, url: Url, headers: HeaderMap) -> Result<Option<Value>, String> {
    let request = GetRequest {
        headers,
        max_bytes: MAX_BYTES,
        takes_type: Some(|given| given.contains("json")),
        ..GetRequest::new(url, "application/json")
    };
    let answer = net.get(&request, None).await.map_err(|error| error.to_string())?;
    match answer.status.as_u16() {
        200..=299 => serde_json::from_slice(&answer.body)
            .map(Some)
            .map_err(|_| "its answer is no JSON".to_owned()),
        404 | 410 => Ok(None),
        401 | 403 => Err(format!("it refused the request ({}); is the key right?", answer.status)),
        429 => Err("it was asked too often".to_owned()),
        _ => Err(format!("it answered {}", answer.status)),
    }
}
