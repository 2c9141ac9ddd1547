//! Correcting what is known of a film.

use crate::domain::account::Permission;
use crate::domain::catalogue::Entry;
use crate::domain::film::{FilmInput, Source};
use crate::domain::id::{EssayId, ListItemId, MediaId, ReviewId};
use crate::http::extract::Visitor;
use crate::http::forms::Form;
use crate::http::pages::chrome::{Chrome, Errors};
use crate::http::pages::review::typed::film_input;
use crate::http::pages::{go, samples, send, words};
use crate::http::problem::Fault;
use crate::service::films::catalogues::LookedUp;
use crate::service::films::{FilmForm, Part};
use crate::service::media::Purpose;
use crate::service::views::{FilmEditing, PictureView, Viewer};
use crate::service::{Error, Service};
use actix_web::http::StatusCode;
use actix_web::{HttpResponse, web};
use askama::Template;
use chrono::{DateTime, Utc};

/// The page.
#[derive(Template)]
#[template(path = "film/edit.html")]
pub struct Edit {
    c: Chrome,
    errors: Errors,
    label: String,
    path: String,
    title: String,
    year: String,
    facts: FilmInput,
    fetched: FilmInput,
    catalogues: Vec<Source>,
    found: Option<LookedUp>,
    picture: Option<PictureView>,
    poster_alt: String,
    reviews: Vec<(ReviewId, String, DateTime<Utc>)>,
    items: Vec<(ListItemId, String, String)>,
    essays: Vec<(EssayId, String)>,
    reshaping: Reshaping,
}

/// What was typed to make one film of two, or two of one.
#[derive(Default)]
struct Reshaping {
    into: String,
    title: String,
    year: String,
    part: Part,
}

impl Edit {
    /// The page for this film.
    pub fn new(c: Chrome, errors: Errors, film: FilmEditing, poster_alt: Option<String>) -> Self {
        Self {
            c,
            errors,
            label: film.label,
            path: format!("/films/{}", film.slug),
            title: film.form.title,
            year: film.form.year,
            facts: film.form.facts,
            fetched: film.fetched,
            catalogues: film.catalogues,
            found: None,
            poster_alt: poster_alt
                .or_else(|| film.picture.as_ref().map(|picture| picture.alt.clone()))
                .unwrap_or_default(),
            picture: film.picture,
            reviews: film.reviews,
            items: film.items,
            essays: film.essays,
            reshaping: Reshaping::default(),
        }
    }

    fn part(&self) -> &Part {
        &self.reshaping.part
    }

    fn action(&self) -> String {
        format!("{}/edit", self.path)
    }

    /// Examples for the test that renders every page.
    pub fn samples() -> Vec<Self> {
        let film = |typed: bool| FilmEditing {
            label: "The Salt Road (1974)".to_owned(),
            slug: "the-salt-road-1974".to_owned(),
            form: FilmForm {
                title: "The Salt Road".to_owned(),
                year: "1974".to_owned(),
                facts: FilmInput {
                    cast: if typed {
                        "Marta Osei as The <driver>".to_owned()
                    } else {
                        String::new()
                    },
                    ..FilmInput::default()
                },
                poster: None,
            },
            fetched: FilmInput {
                runtime: "117".to_owned(),
                ..FilmInput::default()
            },
            catalogues: vec![Source::Wikidata],
            picture: typed.then(samples::poster),
            reviews: if typed {
                vec![(
                    ReviewId::new("r1"),
                    "A long & patient wait".to_owned(),
                    samples::moment(),
                )]
            } else {
                Vec::new()
            },
            items: vec![(
                ListItemId::new("i1"),
                "Best Actress <winners>".to_owned(),
                "Marta Osei".to_owned(),
            )],
            essays: vec![(EssayId::new("e1"), "Ten films for a <long> train".to_owned())],
        };
        let chrome = || samples::signed_in("/films/the-salt-road-1974/edit");
        let wrong = Errors::one("facts.runtime", "input-film-runtime");
        vec![
            Self::new(chrome(), Errors::default(), film(false), None),
            Self::new(chrome(), wrong, film(true), None),
            Self {
                found: Some(samples::films::looked_up()),
                ..Self::new(chrome(), Errors::default(), film(true), None)
            },
        ]
    }
}

/// `GET /films/{slug}/edit`.
pub async fn open(
    service: web::Data<Service>,
    visitor: Visitor,
    slug: web::Path<String>,
) -> Result<HttpResponse, Fault> {
    let viewer = visitor.allowed(Permission::WriteReviews)?;
    let film = service.film_for_edit(viewer, &slug).await?;
    send(
        &visitor,
        StatusCode::OK,
        &Edit::new(visitor.chrome(), Errors::default(), film, None),
    )
}

/// `POST /films/{slug}/edit`.
pub async fn save(
    service: web::Data<Service>,
    visitor: Visitor,
    slug: web::Path<String>,
    form: Form,
) -> Result<HttpResponse, Fault> {
    form.whole()?;
    let viewer = visitor.allowed(Permission::WriteReviews)?;
    let mut typed = FilmForm {
        title: form.text("title").to_owned(),
        year: form.text("year").to_owned(),
        facts: film_input(&form),
        poster: Some(form.text("poster_id"))
            .filter(|id| !id.is_empty() && !form.has("poster_remove"))
            .map(MediaId::new),
    };
    let alt = form.text("poster_alt").to_owned();
    let (status, errors, found) = if visitor.sent(&form) {
        match press(&service, viewer, &slug, &form, &mut typed).await {
            Ok(None) => return Ok(go(&format!("/films/{slug}"), "saved")),
            Ok(Some(Asked(found))) => (StatusCode::OK, Errors::default(), found),
            Err(error) => {
                let (status, errors) = Errors::from_service(error, "title")?;
                (status, errors, None)
            }
        }
    } else {
        (StatusCode::FORBIDDEN, Errors::one("title", "input-expired"), None)
    };
    let film = service.film_form_again(viewer, &slug, &typed).await?;
    let page = Edit::new(visitor.chrome(), errors, film, Some(alt));
    send(&visitor, status, &Edit { found, ..page })
}

/// Catalogues were asked, and the form stays open: for films of its title, or for one of them.
struct Asked(Option<LookedUp>);

/// One press of a button; `None` when the film was saved.
async fn press(
    service: &Service,
    viewer: &Viewer,
    slug: &str,
    form: &Form,
    typed: &mut FilmForm,
) -> Result<Option<Asked>, Error> {
    let pressed = form.text("do");
    let fetched = match (pressed, pressed.strip_prefix("pick-").and_then(Entry::parse)) {
        ("look-up", _) => {
            let found = service.look_up_films(viewer, &typed.title, &typed.year).await;
            return match found {
                Ok(found) => Ok(Some(Asked(Some(found)))),
                // The field has another name in the editor of reviews.
                Err(Error::Invalid(mut errors)) => {
                    for error in errors.iter_mut().filter(|error| error.field == "film") {
                        error.field = "title".to_owned();
                    }
                    Err(Error::Invalid(errors))
                }
                Err(error) => Err(error),
            };
        }
        ("fill", _) => service.film_for_edit(viewer, slug).await?.fetched,
        (_, Some(entry)) => service.pick_film(viewer, &entry, Some(slug)).await?.fetched,
        _ => {
            keep(service, viewer, slug, form, typed).await?;
            return Ok(None);
        }
    };
    typed.facts = std::mem::take(&mut typed.facts).over(fetched);
    Ok(Some(Asked(None)))
}

async fn keep(service: &Service, viewer: &Viewer, slug: &str, form: &Form, typed: &mut FilmForm) -> Result<(), Error> {
    let alt = form.text("poster_alt");
    if let Some(upload) = form.file("poster") {
        let Some(bytes) = &upload.bytes else {
            return Err(Error::field("poster", "poster-too-large"));
        };
        typed.poster = Some(service.upload(viewer, bytes.to_vec(), alt, Purpose::Picture).await?.id);
    } else if let Some(poster) = &typed.poster
        && !alt.trim().is_empty()
    {
        match service.set_alt(viewer, poster, alt).await {
            // Another reviewer's picture keeps its words; one that is gone is told of by saving.
            Ok(()) | Err(Error::NotFound | Error::Forbidden) => {}
            Err(error) => return Err(error),
        }
    }
    service.save_film(viewer, slug, typed).await
}

/// `POST /films/{slug}/merge` and `/films/{slug}/split`.
pub async fn reshape(
    service: web::Data<Service>,
    visitor: Visitor,
    path: web::Path<(String, String)>,
    form: Form,
) -> Result<HttpResponse, Fault> {
    let (slug, verb) = path.into_inner();
    let viewer = visitor.allowed(Permission::WriteReviews)?;
    visitor.check(&form, &["into", "split_title", "split_year"])?;
    let typed = Reshaping {
        into: form.text("into").to_owned(),
        title: form.text("split_title").to_owned(),
        year: form.text("split_year").to_owned(),
        part: Part {
            reviews: form.all("split_reviews").map(ReviewId::new).collect(),
            items: form.all("split_items").map(ListItemId::new).collect(),
            essays: form.all("split_posts").map(EssayId::new).collect(),
        },
    };
    let outcome = if verb == "merge" {
        service.merge_films(viewer, &slug, &typed.into).await
    } else {
        service
            .split_film(viewer, &slug, typed.part.clone(), &typed.title, &typed.year)
            .await
    };
    match outcome {
        Ok(now) => Ok(go(
            &format!("/films/{now}"),
            if verb == "merge" { "merged" } else { "split" },
        )),
        Err(error) => {
            let (status, errors) = Errors::from_service(error, "into")?;
            let film = service.film_for_edit(viewer, &slug).await?;
            let page = Edit::new(visitor.chrome(), errors, film, None);
            send(
                &visitor,
                status,
                &Edit {
                    reshaping: typed,
                    ..page
                },
            )
        }
    }
}
