//! `houselights publish`: a review from a Markdown file with YAML front matter.

pub mod body;
mod facts;
pub mod front_matter;
mod poster;
mod rating;

use super::{Failure, refused, with_service};
use crate::config::Config;
use crate::domain::account::{Permission, Role};
use crate::domain::film::film_label;
use crate::domain::id::ReviewId;
use crate::domain::review::{ReviewInput, SectionInput, SectionKind, Status, TriviaInput, ViewingInput};
use crate::domain::text::keys;
use crate::service::Service;
use crate::service::reviews::Intent;
use crate::service::views::{EditorContext, Saved, Viewer};
use front_matter::{FrontMatter, SectionMatter};
use std::path::{Path, PathBuf};

const EXAMPLES: &str = "\
The file begins with keys between lines of three dashes; only `film` is needed:

  ---
  film: The Long Platform
  year: 2013
  slug: long-platform            # names the review: the same slug updates it
  headline: A second look
  language: en
  quote: {text: Mind the gap., speaker: The guard}
  viewings: [2014-01-13, {date: 2020-05, medium: Cinema, venue: Rex, note: with Jo}]
  rating: Very good              # a word of one of your scales; `scale:` when it stands on several
  recommend: true
  teaser: Late, but worth it.    # without spoilers, for followers
  spoilers: false
  content_warning: Flashing lights
  tags: [trains, night]
  poster: {file: poster.jpg, alt: A lamp above an empty platform}
  trivia: [{text: Filmed in two nights., source: Studio notes, url: https://example.org/notes}]
  ---
  ## Synopsis
  A train is late.
  ## Why I stayed {#take}
  Because of the sound.
  ## Bottom line
  Go.

Sections are opened by the usual headings (Synopsis, My take, Bottom line), by your own with {#synopsis}, {#take} or
{#bottom-line}, or stand among the keys as synopsis, take and bottom_line. Text without such headings is the take.

Examples:
  houselights publish review.md
  houselights publish review.md --draft
  houselights publish review.md --author mara --json";

/// Options of `publish`.
#[derive(Debug, clap::Args)]
#[command(after_long_help = EXAMPLES, after_help = "`houselights publish --help` shows what a review file looks like.")]
pub struct Args {
    /// The review file
    file: PathBuf,
    /// Handle of the author; the owner when left out
    #[arg(long)]
    author: Option<String>,
    /// Keep it as a draft instead of publishing it
    #[arg(long)]
    draft: bool,
    /// Print {"url":…,"id":…} and nothing else
    #[arg(long)]
    json: bool,
}

/// Publishes or updates.
///
/// # Errors
/// What is wrong with the file, by key; nothing is changed then.
pub fn run(args: &Args, config: Config) -> Result<(), Failure> {
    let text = std::fs::read_to_string(&args.file)
        .map_err(|error| Failure::new(format!("{} cannot be read: {error}", args.file.display())))?;
    let in_file = |error: &dyn std::fmt::Display| Failure::new(format!("{}: {error}", args.file.display()));
    let (matter, body) = front_matter::split(&text).map_err(|error| in_file(&error))?;
    let folder = args.file.parent().unwrap_or(Path::new("")).to_owned();
    with_service(config, async |service| {
        let viewer = author(&service, args.author.as_deref()).await?;
        let mut input = to_input(&service, &viewer, matter.clone(), &body)
            .await
            .map_err(|error| in_file(&error.message))?;
        let existing = existing(&service, &viewer, &input).await?;
        input.poster = poster::place(&service, &viewer, existing.as_ref(), matter.poster.as_ref(), &folder).await?;
        let intent = if args.draft { Intent::Save } else { Intent::Publish };
        let saved = service
            .save_review(&viewer, existing.as_ref(), &input, intent)
            .await
            .map_err(|error| in_file(&refused(&error).message))?;
        tell(args, &saved, existing.is_some())
    })
}

#[derive(serde::Serialize)]
struct Printed<'a> {
    url: &'a str,
    id: &'a str,
}

fn tell(args: &Args, saved: &Saved, updated: bool) -> Result<(), Failure> {
    if args.json {
        // A struct keeps the order of its fields; scripts may compare the line as text.
        let printed = Printed {
            url: &saved.url,
            id: &saved.object,
        };
        println!("{}", serde_json::to_string(&printed)?);
        return Ok(());
    }
    let what = match (saved.status, updated) {
        (Status::Draft, false) => "Saved as a draft",
        (Status::Draft, true) => "Draft updated",
        (Status::Scheduled, _) => "Scheduled review updated",
        (_, false) => "Published",
        (_, true) => "Updated",
    };
    eprintln!("{what}.");
    println!("{}\n{}", saved.url, saved.object);
    Ok(())
}

/// Whoever is named, or the owner.
async fn author(service: &Service, handle: Option<&str>) -> Result<Viewer, Failure> {
    let handle = match handle {
        Some(handle) => handle.to_owned(),
        None => {
            let accounts = service.accounts().await.map_err(|error| refused(&error))?;
            let owner = accounts.into_iter().find(|(account, _)| account.role == Role::Owner);
            let owner =
                owner.ok_or_else(|| Failure::new("nobody has set this site up yet: run `houselights setup` first"))?;
            owner.1
        }
    };
    let viewer = service.viewer_of(&handle).await.map_err(|error| match error {
        crate::service::Error::NotFound => Failure::new(format!("--author {handle}: there is no such account here")),
        other => refused(&other),
    })?;
    if viewer.account.role.may(Permission::WriteReviews) {
        Ok(viewer)
    } else {
        Err(Failure::new(format!(
            "--author {handle}: a {} may not write reviews",
            viewer.account.role.as_str()
        )))
    }
}

/// The author's review that this file published before: the one of its slug. A file without a slug has the slug that a new
/// review of that film would be given.
async fn existing(service: &Service, viewer: &Viewer, input: &ReviewInput) -> Result<Option<ReviewId>, Failure> {
    let slug = if input.slug.trim().is_empty() {
        let year = input.year.trim().parse().ok();
        keys::slugify(&film_label(input.film.trim(), year))
    } else {
        keys::slugify(input.slug.trim())
    };
    service
        .own_by_slug(viewer, &slug)
        .await
        .map_err(|error| refused(&error))
}

async fn to_input(service: &Service, viewer: &Viewer, matter: FrontMatter, body: &str) -> Result<ReviewInput, Failure> {
    let context = service.editor_context(viewer, None, &ReviewInput::default()).await;
    let EditorContext {
        scales, section_labels, ..
    } = context.map_err(|error| refused(&error))?;
    let known: Vec<(SectionKind, String)> = section_labels
        .into_iter()
        .filter_map(|(kind, label)| Some((SectionKind::parse(kind)?, label)))
        .collect();
    let language = if matter.language.0.is_empty() {
        service.config().site.language.clone()
    } else {
        matter.language.0
    };
    Ok(ReviewInput {
        film: matter.film.0,
        year: matter.year.0,
        facts: matter.facts.into(),
        headline: matter.headline.0,
        slug: matter.slug.0,
        language,
        sections: all_sections(
            [
                (SectionKind::Synopsis, matter.synopsis),
                (SectionKind::Take, matter.take),
                (SectionKind::BottomLine, matter.bottom_line),
            ],
            body::sections(body, &known).map_err(|error| Failure::new(error.to_string()))?,
        )?,
        quote_text: matter.quote.text.0,
        quote_speaker: matter.quote.speaker.0,
        trivia: matter
            .trivia
            .into_iter()
            .map(|row| TriviaInput {
                text: row.text.0,
                source_name: row.source.0,
                source_url: row.url.0,
            })
            .collect(),
        step: rating::step(&scales, &matter.rating.0, &matter.scale.0).map_err(Failure::new)?,
        recommend: matter.recommend,
        teaser: matter.teaser.0,
        spoilers: matter.spoilers,
        content_warning: matter.content_warning.0,
        tags: matter.tags.0,
        viewings: matter
            .viewings
            .into_iter()
            .map(|row| ViewingInput {
                seen_on: row.date.0,
                medium: row.medium.0,
                venue: row.venue.0,
                note: row.note.0,
            })
            .collect(),
        poster: None,
    })
}

/// Sections of the keys and of the body together; one that stands in both is an error.
fn all_sections(
    keys: [(SectionKind, Option<SectionMatter>); 3],
    body: Vec<SectionInput>,
) -> Result<Vec<SectionInput>, Failure> {
    let mut all = body;
    for (kind, matter) in keys {
        let Some(matter) = matter.filter(|matter| !matter.text.0.trim().is_empty()) else {
            continue;
        };
        if all.iter().any(|section| section.kind == kind) {
            let key = kind.as_str().replace('-', "_");
            return Err(Failure::new(format!(
                "{key} stands among the keys and below them: keep one of the two"
            )));
        }
        all.push(SectionInput {
            kind,
            label: matter.label.0,
            source: matter.text.0,
        });
    }
    Ok(all)
}

#[cfg(test)]
mod tests {
    use super::*;
    use front_matter::Scalar;

    #[test]
    fn a_section_may_stand_among_the_keys_or_below_but_not_in_both() {
        let matter = |text: &str| {
            Some(SectionMatter {
                label: Scalar::default(),
                text: Scalar(text.to_owned()),
            })
        };
        let take = || {
            vec![SectionInput {
                kind: SectionKind::Take,
                label: String::new(),
                source: "b".to_owned(),
            }]
        };
        let keys = |take| {
            [
                (SectionKind::Synopsis, matter("a")),
                (SectionKind::Take, take),
                (SectionKind::BottomLine, None),
            ]
        };
        assert_eq!(
            all_sections(keys(None), take())
                .map(|all| all.len())
                .unwrap_or_default(),
            2
        );
        assert!(
            all_sections(keys(matter("c")), take())
                .unwrap_err()
                .message
                .contains("take")
        );
    }
}
