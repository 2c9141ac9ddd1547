//! Looking films up, with the real client against a server that answers as Wikidata and TMDB do.

use super::films::review_of;
use super::{Site, sites_with};
use chrono::{TimeDelta, TimeZone, Utc};
use houselights::domain::account::Role;
use houselights::domain::catalogue::Entry;
use houselights::domain::film::{FilmInput, Source};
use houselights::env::Clock;
use houselights::service::Error;
use houselights::service::films::FilmForm;
use houselights::service::reviews::Intent;
use houselights::service::views::Viewer;
use std::collections::HashMap;
use std::sync::{Arc, Mutex};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use url::Url;

/// What TMDB would know us by.
const KEY: &str = "0123456789abcdef0123456789abcdef";

/// Both catalogues in one server. It answers what was recorded, by what is asked for, and remembers the requests.
#[derive(Clone)]
pub struct Catalogues {
    pub origin: String,
    state: Arc<Mutex<State>>,
}

#[derive(Default)]
struct State {
    asked: Vec<String>,
    /// Answers in the place of those recorded, by a word of the request.
    instead: Vec<(&'static str, u16, &'static str)>,
}

impl Catalogues {
    pub async fn open() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let origin = format!("http://{}", listener.local_addr().unwrap());
        let state = Arc::new(Mutex::new(State::default()));
        let served = state.clone();
        tokio::spawn(async move {
            while let Ok((socket, _)) = listener.accept().await {
                tokio::spawn(serve(socket, served.clone()));
            }
        });
        Self { origin, state }
    }

    /// The settings of a site that asks here.
    pub fn settings(&self) -> Vec<(&'static str, String)> {
        vec![
            ("metadata.wikidata_url", self.origin.clone()),
            ("metadata.tmdb_url", self.origin.clone()),
            ("metadata.tmdb_key", KEY.to_owned()),
        ]
    }

    /// From now on requests with that word in them are answered so.
    pub fn answers(&self, word: &'static str, status: u16, body: &'static str) {
        self.state.lock().unwrap().instead.push((word, status, body));
    }

    /// What was asked: the target of each request and its Authorization and User-Agent.
    pub fn asked(&self) -> Vec<String> {
        self.state.lock().unwrap().asked.clone()
    }
}

fn recorded(target: &str) -> Option<&'static str> {
    let url = Url::parse("http://catalogue.example").unwrap().join(target).unwrap();
    let query: HashMap<String, String> = url.query_pairs().into_owned().collect();
    let asked = |name: &str| query.get(name).map(String::as_str).unwrap_or_default();
    match url.path() {
        "/w/api.php" if asked("format") == "json" => match (asked("action"), asked("ids"), asked("props")) {
            ("wbsearchentities", "", "") if asked("search").to_lowercase().contains("salt road") => {
                Some(include_str!("../../fixtures/catalogues/wikidata/search.json"))
            }
            ("wbsearchentities", "", "") => Some(r#"{"searchinfo":{"search":"x"},"search":[],"success":1}"#),
            ("wbgetentities", ids, "labels|descriptions|claims") if ids.contains('|') => {
                Some(include_str!("../../fixtures/catalogues/wikidata/found.json"))
            }
            ("wbgetentities", "Q90000071", "labels|claims") => {
                Some(include_str!("../../fixtures/catalogues/wikidata/film.json"))
            }
            ("wbgetentities", ids, "labels") if ids.split('|').count() <= 50 => {
                Some(include_str!("../../fixtures/catalogues/wikidata/names.json"))
            }
            _ => Some(r#"{"error":{"code":"no-such-entity","info":"Could not find an entity"}}"#),
        },
        "/3/search/movie" if asked("query").to_lowercase().contains("salt road") => {
            Some(include_str!("../../fixtures/catalogues/tmdb/search.json"))
        }
        "/3/search/movie" => Some(r#"{"page":1,"results":[],"total_pages":1,"total_results":0}"#),
        "/3/movie/900812" if asked("append_to_response") == "credits,external_ids" => {
            Some(include_str!("../../fixtures/catalogues/tmdb/movie.json"))
        }
        _ => None,
    }
}

async fn serve(mut socket: TcpStream, state: Arc<Mutex<State>>) -> std::io::Result<()> {
    let mut head = Vec::new();
    let mut buffer = [0; 4096];
    while !head.windows(4).any(|w| w == b"\r\n\r\n") {
        match socket.read(&mut buffer).await? {
            0 => return Ok(()),
            n => head.extend_from_slice(&buffer[..n]),
        }
    }
    let head = String::from_utf8_lossy(&head).into_owned();
    let target = head.split(' ').nth(1).unwrap_or_default().to_owned();
    let header = |name: &str| {
        let lines = head.lines().filter_map(|line| line.split_once(": "));
        let found = lines
            .filter(|(known, _)| known.eq_ignore_ascii_case(name))
            .map(|(_, value)| value)
            .next();
        found.unwrap_or_default().to_owned()
    };
    let instead = {
        let mut state = state.lock().unwrap();
        state
            .asked
            .push(format!("{target} {} {}", header("authorization"), header("user-agent")));
        let found = state.instead.iter().rev().find(|(word, _, _)| target.contains(word));
        found.map(|(_, status, body)| (*status, *body))
    };
    let missing = (
        404,
        r#"{"success":false,"status_code":34,"status_message":"The resource could not be found."}"#,
    );
    let (status, body) = instead.unwrap_or_else(|| recorded(&target).map_or(missing, |body| (200, body)));
    let answer = format!(
        "HTTP/1.1 {status} X\r\nContent-Type: application/json; charset=utf-8\r\nContent-Length: {}\r\nConnection: close\r\n\r\n{body}",
        body.len()
    );
    socket.write_all(answer.as_bytes()).await
}

fn start() -> Clock {
    Clock::manual(Utc.with_ymd_and_hms(2026, 11, 22, 20, 0, 0).unwrap())
}

async fn asking(catalogues: &Catalogues, clock: &Clock) -> Vec<(Site, Viewer)> {
    let mut all = Vec::new();
    for site in sites_with(&catalogues.settings(), Some(clock)) {
        let mara = site.person("mara", Role::Owner).await;
        all.push((site, mara));
    }
    all
}

fn entry(text: &str) -> Entry {
    Entry::parse(text).unwrap()
}

#[tokio::test]
async fn a_film_is_found_once_however_many_catalogues_have_it_and_nothing_else_is_told() {
    let catalogues = Catalogues::open().await;
    for (site, mara) in asking(&catalogues, &start()).await {
        let found = site
            .service
            .look_up_films(&mara, " The Salt Road ", "1974")
            .await
            .unwrap();
        let offered: Vec<(String, String)> = found
            .candidates
            .iter()
            .map(|c| (c.entry.to_string(), c.label()))
            .collect();
        let offered: Vec<(&str, &str)> = offered.iter().map(|(a, b)| (a.as_str(), b.as_str())).collect();
        assert_eq!(
            offered,
            [
                ("wikidata-Q90000071", "The Salt Road (1974)"),
                ("wikidata-Q90000072", "The Salt Road (2011)"),
                ("tmdb-900813", "Salt Road"),
            ]
        );
        assert!(found.silent.is_empty());
    }
    for request in catalogues.asked() {
        assert!(
            request.contains("houselights/") && request.contains("(+https://films.example/)"),
            "{request}"
        );
        assert!(!request.contains("mara") && !request.contains("Bearer"), "{request}");
        assert_eq!(request.contains(KEY), request.starts_with("/3/"), "{request}");
    }
}

#[tokio::test]
async fn a_picked_film_is_kept_by_source_and_typed_words_win() {
    let catalogues = Catalogues::open().await;
    for (site, mara) in asking(&catalogues, &start()).await {
        let picked = site
            .service
            .pick_film(&mara, &entry("wikidata-Q90000071"), None)
            .await
            .unwrap();
        assert_eq!((picked.title.as_str(), picked.year), ("The Salt Road", Some(1974)));
        assert_eq!(
            (picked.fetched.runtime.as_str(), picked.fetched.letterboxd.as_str()),
            ("117", "the-salt-road")
        );
        assert!(
            picked.fetched.cast.starts_with("Marta Osei as The driver\n"),
            "{}",
            picked.fetched.cast
        );
        assert_eq!(
            picked.fetched.writers, "Ada Fiore\nPavel Novak",
            "what Wikidata lacks is TMDB's"
        );

        // The form is filled and one field is corrected: only that one is the author's own word.
        let facts = FilmInput {
            runtime: "120".to_owned(),
            ..picked.fetched.clone()
        };
        let review = review_of("The Salt Road", "1974", facts);
        site.service
            .save_review(&mara, None, &review, Intent::Publish)
            .await
            .unwrap();
        let page = site
            .service
            .review_page("mara", "the-salt-road-1974", None, 1)
            .await
            .unwrap();
        assert_eq!(page.facts.runtime, Some(120));
        assert!(page.facts.from_tmdb, "its notice has to be shown");
        let editing = site.service.film_for_edit(&mara, "the-salt-road-1974").await.unwrap();
        let own = FilmInput {
            runtime: "120".to_owned(),
            ..FilmInput::default()
        };
        assert_eq!((editing.form.facts, editing.fetched), (own, picked.fetched.clone()));

        // Back to what was fetched, in the film's own form.
        let form = FilmForm {
            title: "The Salt Road".to_owned(),
            year: "1974".to_owned(),
            facts: picked.fetched.clone(),
            poster: None,
        };
        site.service
            .save_film(&mara, "the-salt-road-1974", &form)
            .await
            .unwrap();
        let editing = site.service.film_for_edit(&mara, "the-salt-road-1974").await.unwrap();
        assert_eq!(editing.form.facts, FilmInput::default());
        let page = site
            .service
            .review_page("mara", "the-salt-road-1974", None, 1)
            .await
            .unwrap();
        assert_eq!(page.facts.runtime, Some(117));

        let again = site
            .service
            .pick_film(&mara, &entry("tmdb-900812"), None)
            .await
            .unwrap();
        assert_eq!(
            again.fetched, picked.fetched,
            "the same film here, from whichever side it is picked"
        );
    }
}

#[tokio::test]
async fn a_film_that_somebody_spelled_in_another_way_is_filled_where_it_is() {
    let catalogues = Catalogues::open().await;
    for (site, mara) in asking(&catalogues, &start()).await {
        let review = review_of("Salt Road, The", "1975", FilmInput::default());
        site.service
            .save_review(&mara, None, &review, Intent::Publish)
            .await
            .unwrap();
        let slug = "salt-road-the-1975";
        let picked = site
            .service
            .pick_film(&mara, &entry("tmdb-900812"), Some(slug))
            .await
            .unwrap();
        assert_eq!(
            (picked.title.as_str(), picked.year),
            ("Salt Road, The", Some(1975)),
            "nobody renames a film"
        );
        let other = site
            .service
            .pick_film(&mara, &entry("wikidata-Q90000071"), None)
            .await
            .unwrap();
        assert_eq!(other.title, "Salt Road, The", "the identifier says that it is this one");
        let refused = site
            .service
            .pick_film(&mara, &entry("tmdb-900812"), Some("nowhere"))
            .await;
        assert!(matches!(refused, Err(Error::NotFound)));
    }
}

#[tokio::test]
async fn a_catalogue_that_fails_is_named_and_stops_nobody() {
    let catalogues = Catalogues::open().await;
    let all = asking(&catalogues, &start()).await;
    for (word, status, body) in [
        ("api.php", 500, "{}"),
        ("api.php", 200, "<html>not what was asked for</html>"),
        ("api.php", 200, r#"{"error":{"code":"maxlag","info":"Waiting"}}"#),
        ("api.php", 429, "{}"),
    ] {
        catalogues.answers(word, status, body);
        for (site, mara) in &all {
            let found = site.service.look_up_films(mara, "The Salt Road", "").await.unwrap();
            assert_eq!(found.silent, [Source::Wikidata], "{status} {body}");
            assert_eq!(found.candidates.len(), 2, "TMDB still answers");
            let picked = site.service.pick_film(mara, &entry("tmdb-900812"), None).await.unwrap();
            assert_eq!(picked.silent, [Source::Wikidata]);
            let refused = site.service.pick_film(mara, &entry("wikidata-Q90000071"), None).await;
            assert!(matches!(refused, Err(Error::Remote(_))), "{status} {body}");
        }
    }
    catalogues.answers("/3/", 401, r#"{"status_code":7,"status_message":"Invalid API key"}"#);
    for (site, mara) in &all {
        let found = site.service.look_up_films(mara, "The Salt Road", "").await.unwrap();
        assert_eq!((found.silent.len(), found.candidates.len()), (2, 0));
        let wrong = site.service.look_up_films(mara, "  ", "").await;
        assert!(matches!(wrong, Err(Error::Invalid(errors)) if errors[0].field == "film"));
        let wrong = site.service.look_up_films(mara, "The Salt Road", "soon").await;
        assert!(matches!(wrong, Err(Error::Invalid(errors)) if errors[0].field == "year"));
        let member = site.person("rosa", Role::Member).await;
        let refused = site.service.look_up_films(&member, "The Salt Road", "").await;
        assert!(matches!(refused, Err(Error::Forbidden)));
    }
}

#[tokio::test]
async fn a_film_that_is_not_there_any_more_is_said_to_be_gone() {
    let catalogues = Catalogues::open().await;
    for (site, mara) in asking(&catalogues, &start()).await {
        for gone in ["wikidata-Q5", "tmdb-5"] {
            let Err(Error::Remote(message)) = site.service.pick_film(&mara, &entry(gone), None).await else {
                panic!("{gone} was found");
            };
            assert_eq!(message.key(), "error-catalogue-without-film");
        }
    }
}

#[tokio::test]
async fn nothing_is_asked_where_nothing_is_switched_on() {
    let catalogues = Catalogues::open().await;
    let mut settings = catalogues.settings();
    settings.push(("metadata.wikidata", "false".to_owned()));
    settings.retain(|(key, _)| *key != "metadata.tmdb_key");
    for site in sites_with(&settings, None) {
        let mara = site.person("mara", Role::Owner).await;
        assert!(site.service.catalogues().is_empty());
        let found = site.service.look_up_films(&mara, "The Salt Road", "").await.unwrap();
        assert!(found.candidates.is_empty() && found.silent.is_empty());
        assert!(
            site.service
                .pick_film(&mara, &entry("tmdb-900812"), None)
                .await
                .is_err()
        );
    }
    assert_eq!(catalogues.asked(), Vec::<String>::new());
}

#[tokio::test]
async fn what_tmdb_said_is_read_again_before_half_a_year_is_over() {
    let catalogues = Catalogues::open().await;
    let clock = start();
    let all = asking(&catalogues, &clock).await;
    for (site, mara) in &all {
        site.service.pick_film(mara, &entry("tmdb-900812"), None).await.unwrap();
        let own = FilmInput {
            runtime: "99".to_owned(),
            ..FilmInput::default()
        };
        let review = review_of("The Salt Road", "1974", own);
        site.service
            .save_review(mara, None, &review, Intent::Publish)
            .await
            .unwrap();
        assert_eq!(site.service.ask_for_old_films().await.unwrap(), 0, "it is new");
    }
    catalogues.answers(
        "/3/movie/900812",
        200,
        r#"{"id":900812,"title":"The Salt Road","original_title":"La via del sale","runtime":121,"credits":{"cast":[],"crew":[{"name":"Ada Fiore","job":"Director"}]}}"#,
    );
    clock.advance(TimeDelta::days(151));
    for (site, mara) in &all {
        assert_eq!(site.service.ask_for_old_films().await.unwrap(), 1);
        assert_eq!(site.service.ask_for_old_films().await.unwrap(), 0, "one job is enough");
        work(site).await;
        let editing = site.service.film_for_edit(mara, "the-salt-road-1974").await.unwrap();
        // Wikidata's word stands before TMDB's, and the author's before both.
        assert_eq!(
            (editing.form.facts.runtime.as_str(), editing.fetched.runtime.as_str()),
            ("99", "117")
        );
        assert_eq!(editing.fetched.writers, "", "what TMDB no longer says is gone");
        assert_eq!(site.service.ask_for_old_films().await.unwrap(), 0);
    }
}

#[tokio::test]
async fn what_tmdb_said_is_forgotten_after_half_a_year_when_nobody_can_ask_again() {
    let catalogues = Catalogues::open().await;
    let clock = start();
    let all = asking(&catalogues, &clock).await;
    for (site, mara) in &all {
        site.service.pick_film(mara, &entry("tmdb-900812"), None).await.unwrap();
    }
    catalogues.answers("/3/", 503, "{}");
    clock.advance(TimeDelta::days(151));
    for (site, mara) in &all {
        assert_eq!(site.service.ask_for_old_films().await.unwrap(), 1);
        work(site).await;
        let editing = site.service.film_for_edit(mara, "the-salt-road-1974").await.unwrap();
        assert_eq!(
            editing.fetched.writers, "Ada Fiore\nPavel Novak",
            "there is time to try again"
        );
    }
    clock.advance(TimeDelta::days(30));
    for (site, mara) in &all {
        work(site).await;
        let editing = site.service.film_for_edit(mara, "the-salt-road-1974").await.unwrap();
        assert_eq!(editing.fetched.writers, "");
        assert_eq!(editing.fetched.runtime, "117", "what Wikidata said stays");
    }
}

/// Does the jobs that are due, as the worker does them; one that fails is put back.
async fn work(site: &Site) {
    use houselights::domain::job::JobPayload;
    for job in site.service.claim_jobs(100).await.unwrap() {
        match &job.payload {
            JobPayload::RefreshFilm { film } => {
                if let Err(error) = site.service.refresh_film(&job.id, film).await {
                    site.service.retry_job(&job.id, &error.to_string()).await.unwrap();
                }
            }
            _ => site.service.finish_job(&job.id).await.unwrap(),
        }
    }
}
