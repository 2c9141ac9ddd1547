//! The editor: one long form that never loses what was typed.

use crate::domain::film::{FilmInput, Source};
use crate::domain::id::{ReviewId, StepId};
use crate::domain::rating::Scale;
use crate::domain::review::{ReviewInput, SectionInput, SectionKind, Status, TriviaInput, ViewingInput};
use crate::domain::schedule::{Schedule, ScheduleInput, Turn, Zone};
use crate::http::pages::chrome::{Chrome, Errors};
use crate::http::pages::review::typed::{self, Row, SectionField};
use crate::http::pages::{samples, words};
use crate::messages::{Said, say};
use crate::service::films::catalogues::LookedUp;
use crate::service::preview::MastodonPreview;
use crate::service::views::{EditorContext, PictureView, ReviewPage};
use askama::Template;

/// The page.
#[derive(Template)]
#[template(path = "review/editor.html")]
pub struct Editor {
    c: Chrome,
    errors: Errors,
    notice: Option<Said>,
    input: ReviewInput,
    id: Option<ReviewId>,
    status: Status,
    path: Option<String>,
    scales: Vec<Scale>,
    films: Vec<String>,
    film_path: Option<String>,
    facts: FilmInput,
    fetched: FilmInput,
    catalogues: Vec<Source>,
    found: Option<LookedUp>,
    schedule: ScheduleInput,
    scheduled: Option<Schedule>,
    poster: Option<PictureView>,
    poster_alt: String,
    sections: Vec<SectionField>,
    viewings: Vec<Row<ViewingInput>>,
    trivia: Vec<Row<TriviaInput>>,
    preview: Option<Preview>,
}

/// What was typed, as followers and as readers will see it.
pub struct Preview {
    mastodon: MastodonPreview,
    page: ReviewPage,
}

impl From<ReviewPage> for Preview {
    fn from(page: ReviewPage) -> Self {
        Self {
            mastodon: page.mastodon(),
            page,
        }
    }
}

/// The preview's article, laid out as the page lays it out.
#[derive(Template)]
#[template(path = "review/preview.html")]
struct PreviewArticle<'a> {
    v: &'a ReviewPage,
    tag: &'static str,
    at: &'static str,
}

impl PreviewArticle<'_> {
    /// The article; its headings and anchors keep out of the way of the editor's own.
    fn of(page: &ReviewPage) -> String {
        PreviewArticle {
            v: page,
            tag: "h2",
            at: "preview-",
        }
        .render()
        .unwrap_or_default()
    }
}

/// What the editor shows beside the form.
#[derive(Default)]
pub struct Beside {
    /// What is wrong.
    pub errors: Errors,
    /// What happened to the form on its way.
    pub notice: Option<Said>,
    /// Alt text as typed; that of the poster by default.
    pub poster_alt: Option<String>,
    /// When to publish, as typed; as planned by default.
    pub schedule: Option<ScheduleInput>,
    /// How it will look.
    pub preview: Option<Preview>,
    /// Films of the title that was typed.
    pub found: Option<LookedUp>,
    /// Empty fields about the film take what was fetched of it.
    pub fill: bool,
    /// Further empty rows for viewings.
    pub more_viewings: usize,
    /// Further empty rows for trivia.
    pub more_trivia: usize,
}

impl Editor {
    /// The page for this text.
    pub fn new(c: Chrome, mut input: ReviewInput, context: EditorContext, beside: Beside) -> Self {
        if beside.fill {
            input.facts = input.facts.over(context.fetched.clone());
        }
        let poster_alt = beside
            .poster_alt
            .or_else(|| context.poster.as_ref().map(|p| p.alt.clone()));
        let schedule = beside.schedule.unwrap_or_else(|| match context.schedule {
            Some(schedule) => schedule.to_input(),
            None => ScheduleInput {
                zone: context.zone.name().to_owned(),
                ..ScheduleInput::default()
            },
        });
        Self {
            c,
            errors: beside.errors,
            notice: beside.notice,
            sections: typed::section_fields(&input, &context.section_labels),
            viewings: typed::rows("viewings", &input.viewings, beside.more_viewings),
            trivia: typed::rows("trivia", &input.trivia, beside.more_trivia),
            facts: input.facts.clone(),
            input,
            id: context.id,
            status: context.status,
            path: context.path,
            scales: context.scales,
            films: context.films,
            film_path: context.film_path,
            fetched: context.fetched,
            catalogues: context.catalogues,
            found: beside.found,
            schedule,
            scheduled: context.schedule,
            poster: context.poster,
            poster_alt: poster_alt.unwrap_or_default(),
            preview: beside.preview,
        }
    }

    fn heading(&self) -> Said {
        say(match (&self.id, self.status) {
            (None, _) => "review-write",
            (Some(_), Status::Published) => "review-edit",
            (Some(_), _) => "review-go-on",
        })
    }

    fn state(&self) -> Said {
        say(match (&self.id, self.status) {
            (None, _) => "review-unsaved",
            (Some(_), Status::Published) => "state-published",
            (Some(_), Status::Scheduled) => "state-scheduled",
            (Some(_), Status::Withdrawn) => "state-withdrawn",
            (Some(_), _) => "state-draft",
        })
    }

    fn action(&self) -> String {
        self.id
            .as_ref()
            .map_or_else(|| "/write".to_owned(), |id| format!("/write/{id}"))
    }

    /// The part about publishing later is open when something was said in it.
    fn schedule_open(&self) -> bool {
        self.scheduled.is_some() || !self.schedule.date.is_empty() || !self.schedule.time.is_empty()
    }

    /// Asked only when there is something to ask: a time that comes twice is rare.
    fn asks_for_turn(&self) -> bool {
        self.schedule.turn != Turn::Unsaid || self.errors.of("publish_turn").is_some()
    }

    fn published(&self) -> bool {
        self.status == Status::Published
    }

    /// The part about the film is open when there is something to see in it.
    fn facts_open(&self) -> bool {
        !self.facts.is_blank() || self.errors.all().iter().any(|error| error.field.starts_with("facts."))
    }

    fn tags(&self) -> String {
        self.input.tags.join(", ")
    }

    fn chosen(&self, step: &StepId) -> bool {
        self.input.step.as_ref() == Some(step)
    }

    /// A step that none of the scales at hand has, such as when the editor is shown to somebody who was signed out: it is
    /// carried along, or the rating would be lost.
    fn carried_step(&self) -> Option<&StepId> {
        let known = |step: &StepId| self.scales.iter().flat_map(|s| &s.steps).any(|s| &s.id == step);
        self.input.step.as_ref().filter(|step| !known(step))
    }

    /// Examples for the test that renders every page.
    pub fn samples() -> Vec<Self> {
        let context = |id: Option<&str>, status| EditorContext {
            id: id.map(ReviewId::new),
            status,
            schedule: (status == Status::Scheduled).then(samples::schedule),
            zone: Zone::UTC,
            path: (status == Status::Published).then(|| "/@ines/film-0".to_owned()),
            scales: vec![samples::scale()],
            poster: id.map(|_| samples::poster()),
            films: vec!["The Salt Road (1974)".to_owned()],
            film_path: id.map(|_| "/films/the-salt-road-1974".to_owned()),
            fetched: FilmInput {
                runtime: if id.is_some() { "117".to_owned() } else { String::new() },
                ..FilmInput::default()
            },
            catalogues: vec![Source::Wikidata, Source::Tmdb],
            section_labels: vec![("take", "My take".to_owned())],
        };
        let input = ReviewInput {
            film: "The <Salt> Road".to_owned(),
            year: "ninteen".to_owned(),
            sections: vec![SectionInput {
                kind: SectionKind::Take,
                label: "Take".to_owned(),
                source: "*So*".to_owned(),
            }],
            facts: FilmInput {
                cast: "Marta Osei as The <driver> (voice)".to_owned(),
                ..FilmInput::default()
            },
            step: Some(StepId::new("s1")),
            tags: vec!["road".to_owned(), "salt".to_owned()],
            ..ReviewInput::default()
        };
        let preview = Preview::from(samples::full_review());
        let wrong = Beside {
            errors: Errors::one("year", "input-year"),
            notice: Some(say("review-expired")),
            ..Beside::default()
        };
        let new = |input, context, beside| Self::new(samples::signed_in("/write"), input, context, beside);
        vec![
            new(ReviewInput::default(), context(None, Status::Draft), Beside::default()),
            new(
                ReviewInput::default(),
                context(None, Status::Draft),
                Beside {
                    found: Some(samples::films::looked_up()),
                    ..Beside::default()
                },
            ),
            new(
                ReviewInput::default(),
                context(None, Status::Draft),
                Beside {
                    found: Some(LookedUp {
                        silent: vec![Source::Wikidata],
                        ..LookedUp::default()
                    }),
                    ..Beside::default()
                },
            ),
            new(input.clone(), context(Some("r1"), Status::Draft), wrong),
            new(
                input.clone(),
                context(Some("r1"), Status::Scheduled),
                Beside {
                    schedule: Some(ScheduleInput {
                        turn: Turn::Second,
                        ..samples::schedule().to_input()
                    }),
                    errors: Errors::one("publish_time", "input-publish-time"),
                    ..Beside::default()
                },
            ),
            new(
                input,
                context(Some("r1"), Status::Published),
                Beside {
                    preview: Some(preview),
                    ..Beside::default()
                },
            ),
        ]
    }
}
