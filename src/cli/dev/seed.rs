//! `houselights dev seed`: a large site, for measuring and for looking at pages that are full.

mod shelves;

use super::chance::Chance;
use super::prose;
use crate::cli::{Failure, refused, with_service};
use crate::config::Config;
use crate::domain::account::Role;
use crate::domain::actor::{Actor, ActorKind};
use crate::domain::film::FilmInput;
use crate::domain::id::StepId;
use crate::domain::review::{ReviewInput, SectionInput, SectionKind, TriviaInput, ViewingInput};
use crate::domain::text::sanitize;
use crate::service::accounts::NewAccount;
use crate::service::remote::RemoteActor;
use crate::service::seed::{SeedComment, SeedReview};
use crate::service::views::Viewer;
use crate::service::{Error, Service};
use chrono::{DateTime, TimeDelta, Utc};
use std::sync::Arc;
use url::Url;

/// Who writes: handle, name, and how many of a hundred reviews.
const WRITERS: [(&str, &str, usize); 3] = [
    ("ines", "Inés Oduya", 80),
    ("tomas", "Tomáš Berg", 15),
    ("jo", "Jo Weir", 5),
];
/// Good enough for a site of made-up people; it is printed.
const PASSWORD: &str = "the fourth row from the back";
/// People of other servers who comment.
const GUESTS: usize = 300;
const HOSTS: usize = 25;
/// Reviews in one transaction.
const BATCH: usize = 200;
/// The reviews are spread over so many days before today.
const DAYS: usize = 4000;

/// Options of `dev seed`.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Reviews to write
    #[arg(long, default_value_t = 1000)]
    reviews: usize,
    /// Films that they are about; each has one review at least when there are enough of them
    #[arg(long, default_value_t = 800)]
    films: usize,
    /// Comments below them, the newest reviews having most
    #[arg(long, default_value_t = 5000)]
    comments: usize,
    /// Another number gives other films, words and people
    #[arg(long, default_value_t = 1)]
    seed: u64,
}

/// Fills an empty database.
///
/// # Errors
/// When anybody has an account there, and when the database cannot be written.
pub fn run(args: &Args, config: Config) -> Result<(), Failure> {
    with_service(config, async |service| {
        let accounts = service.accounts().await.map_err(|error| refused(&error))?;
        if !accounts.is_empty() {
            return Err(Failure::new(
                "somebody has an account in this database, so nothing was changed. Give this command a new one.",
            ));
        }
        let made = fill(&service, args).await.map_err(|error| refused(&error))?;
        eprintln!(
            "Sign in at {}/sign-in as {} with the password “{PASSWORD}”.",
            service.urls().origin(),
            WRITERS.map(|(handle, _, _)| handle).join(", ")
        );
        println!("{made} reviews");
        Ok(())
    })
}

/// A film before anybody has written about it.
struct Film {
    title: String,
    year: usize,
    facts: FilmInput,
}

async fn fill(service: &Service, args: &Args) -> Result<usize, Error> {
    let mut chance = Chance::new(args.seed);
    let mut writers = Vec::new();
    for (n, (handle, name, _)) in WRITERS.into_iter().enumerate() {
        let new = NewAccount {
            handle: handle.to_owned(),
            name: name.to_owned(),
            email: String::new(),
            password: PASSWORD.to_owned(),
        };
        let account = if n == 0 {
            service.set_up_owner(new).await?
        } else {
            service.add_account(new, Role::Reviewer).await?
        };
        drop(account);
        writers.push(Writer::of(service, handle).await?);
    }
    let guests = guests(service).await?;
    let films = films(&mut chance, args.films.max(1));
    let mut under = vec![0_usize; args.reviews];
    for _ in 0..args.comments {
        let at = chance.early(args.reviews);
        if let Some(count) = under.get_mut(at) {
            *count += 1;
        }
    }
    let newest = service.env().clock.now() - TimeDelta::hours(1);
    let mut made = 0;
    let mut batches: Vec<Vec<SeedReview>> = writers.iter().map(|_| Vec::new()).collect();
    // The oldest first, as somebody would have written them.
    for n in (0..args.reviews).rev() {
        let days = n.saturating_mul(DAYS) / args.reviews.max(1);
        let at = newest - TimeDelta::days(i64::try_from(days).unwrap_or_default()) - minutes(&mut chance, 600);
        let film = if n < args.films { n } else { chance.below(args.films) };
        let Some(film) = films.get(film) else { continue };
        let who = writer(&mut chance);
        let (Some(writer), Some(batch)) = (writers.get(who), batches.get_mut(who)) else {
            continue;
        };
        let comments = under.get(n).copied().unwrap_or_default();
        batch.push(review(&mut chance, film, writer, at, newest, comments));
        if batch.len() >= BATCH {
            made += batch.len();
            service
                .seed_reviews(&writer.viewer, &guests, std::mem::take(batch))
                .await?;
            eprintln!("{made} of {} reviews", args.reviews);
        }
    }
    for (writer, batch) in writers.iter().zip(batches) {
        made += batch.len();
        service.seed_reviews(&writer.viewer, &guests, batch).await?;
    }
    if let Some(writer) = writers.first() {
        eprintln!("Making lists and posts …");
        shelves::make(service, writer, &films, &mut chance).await?;
    }
    eprintln!("Making the search index …");
    service.reindex().await?;
    service.refresh_statistics().await?;
    Ok(made)
}

/// Somebody who writes, with the words they rate in.
struct Writer {
    viewer: Viewer,
    steps: Vec<StepId>,
}

impl Writer {
    async fn of(service: &Service, handle: &str) -> Result<Self, Error> {
        let viewer = service.viewer_of(handle).await?;
        let scales = service.scales(&viewer).await?;
        let steps = scales.into_iter().flat_map(|scale| scale.steps).map(|step| step.id);
        Ok(Self {
            steps: steps.collect(),
            viewer,
        })
    }
}

fn writer(chance: &mut Chance) -> usize {
    let mut left = chance.below(100);
    for (n, (_, _, share)) in WRITERS.iter().enumerate() {
        if left < *share {
            return n;
        }
        left -= share;
    }
    0
}

fn minutes(chance: &mut Chance, most: usize) -> TimeDelta {
    TimeDelta::minutes(i64::try_from(chance.below(most)).unwrap_or_default())
}

fn films(chance: &mut Chance, many: usize) -> Vec<Film> {
    let film = |_| Film {
        title: prose::title(chance),
        // More new films than old ones.
        year: 2026 - chance.early(105),
        facts: prose::facts(chance),
    };
    (0..many).map(film).collect()
}

async fn guests(service: &Service) -> Result<Arc<[Actor]>, Error> {
    let mut all = Vec::new();
    for n in 0..GUESTS {
        let (handle, name) = prose::guest(n);
        let host = format!("films{}.example", n % HOSTS);
        let at = |path: String| -> Result<Url, Error> {
            Url::parse(&format!("https://{host}{path}")).map_err(|error| Error::Internal(error.to_string()))
        };
        let actor = RemoteActor {
            uri: at(format!("/users/{handle}"))?,
            kind: ActorKind::Person,
            name,
            summary: sanitize::remote_html("<p>Mostly old films, mostly at night.</p>", None),
            url: at(format!("/@{handle}"))?,
            inbox: at(format!("/users/{handle}/inbox"))?,
            shared_inbox: None,
            followers_url: None,
            public_key_id: format!("https://{host}/users/{handle}#main-key"),
            public_key_pem: String::new(),
            avatar_url: None,
            manually_approves: false,
            discoverable: true,
            indexable: true,
            born_at: None,
            also_known_as: Vec::new(),
            moved_to: None,
            host: host.clone(),
            handle,
        };
        all.push(service.upsert_actor(actor).await?);
    }
    Ok(all.into())
}

fn review(
    chance: &mut Chance,
    film: &Film,
    writer: &Writer,
    at: DateTime<Utc>,
    newest: DateTime<Utc>,
    comments: usize,
) -> SeedReview {
    let section = |kind, source| SectionInput {
        kind,
        label: String::new(),
        source,
    };
    let mut sections = Vec::new();
    if chance.percent(60) {
        sections.push(section(SectionKind::Synopsis, prose::synopsis(chance)));
    }
    sections.push(section(SectionKind::Take, prose::take(chance)));
    if chance.percent(70) {
        sections.push(section(SectionKind::BottomLine, prose::verdict(chance)));
    }
    let (quote_text, quote_speaker) = if chance.percent(30) {
        prose::line(chance)
    } else {
        Default::default()
    };
    let mut trivia = Vec::new();
    if chance.percent(25) {
        let (text, source_name) = prose::trivia(chance);
        trivia.push(TriviaInput {
            text,
            source_name,
            source_url: String::new(),
        });
    }
    let mut viewings = Vec::new();
    for n in 0..chance.between(1, 2) {
        let before = TimeDelta::days(i64::try_from(chance.below(if n == 0 { 6 } else { 3000 })).unwrap_or_default());
        let (medium, venue) = prose::seat(chance);
        viewings.push(ViewingInput {
            seen_on: (at - before).date_naive().to_string(),
            medium,
            venue,
            note: String::new(),
        });
    }
    let step = chance.below(writer.steps.len());
    let input = ReviewInput {
        film: film.title.clone(),
        year: film.year.to_string(),
        facts: film.facts.clone(),
        headline: if chance.percent(35) {
            prose::title(chance)
        } else {
            String::new()
        },
        language: "en".to_owned(),
        sections,
        quote_text,
        quote_speaker,
        trivia,
        step: writer.steps.get(step).cloned().filter(|_| chance.percent(92)),
        recommend: chance.percent(20),
        teaser: prose::verdict(chance),
        tags: prose::tags(chance),
        viewings,
        ..ReviewInput::default()
    };
    SeedReview {
        comments: conversation(chance, at, newest, comments),
        input,
        at,
    }
}

/// A conversation: two of five remarks answer an earlier one.
fn conversation(chance: &mut Chance, begun: DateTime<Utc>, newest: DateTime<Utc>, many: usize) -> Vec<SeedComment> {
    let mut all: Vec<SeedComment> = Vec::with_capacity(many);
    let mut at = begun;
    for n in 0..many {
        at = (at + minutes(chance, 180)).min(newest);
        all.push(SeedComment {
            author: chance.early(GUESTS),
            answers: (n > 0 && chance.percent(40)).then(|| chance.below(n)),
            text: prose::remark(chance),
            at,
        });
    }
    all
}
