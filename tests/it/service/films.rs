//! What is known of films: typed, fetched, corrected.

use super::{Site, sites};
use houselights::domain::account::Role;
use houselights::domain::credit::CreditRole;
use houselights::domain::film::{FilmFacts, FilmInput, IdScheme, Source};
use houselights::domain::review::{ReviewInput, SectionInput, SectionKind};
use houselights::service::Error;
use houselights::service::films::FilmForm;
use houselights::service::reviews::Intent;
use houselights::service::views::{ReviewPage, Viewer};
use houselights::store::{StoreError, films};
use std::collections::BTreeMap;

pub fn review_of(film: &str, year: &str, facts: FilmInput) -> ReviewInput {
    ReviewInput {
        film: film.into(),
        year: year.into(),
        facts,
        language: "en".into(),
        sections: vec![SectionInput {
            kind: SectionKind::Take,
            label: String::new(),
            source: "Salt, and more salt.".into(),
        }],
        ..ReviewInput::default()
    }
}

fn typed() -> FilmInput {
    FilmInput {
        original_title: "La via del sale".into(),
        runtime: "1 h 57".into(),
        countries: "Italy, France".into(),
        directors: "Ada Fiore".into(),
        cast: "Marta Osei as The driver\nLuis Vega as The radio (voice)".into(),
        imdb: "tt0071000".into(),
        ..FilmInput::default()
    }
}

async fn page(site: &Site, slug: &str) -> ReviewPage {
    site.service.review_page("mara", slug, None, 1).await.unwrap()
}

async fn publish(site: &Site, mara: &Viewer, input: &ReviewInput) {
    site.service
        .save_review(mara, None, input, Intent::Publish)
        .await
        .unwrap();
}

#[tokio::test]
async fn what_is_typed_beside_a_review_is_known_of_the_film_and_an_empty_field_takes_nothing_away() {
    for site in sites() {
        let mara = site.person("mara", Role::Owner).await;
        let mut first = review_of("The Salt Road", "1974", typed());
        first.quote_text = "You start to carry it.".into();
        first.quote_speaker = "The Driver, at the border".into();
        publish(&site, &mara, &first).await;
        let shown = page(&site, "the-salt-road-1974").await;
        assert_eq!(shown.facts.runtime, Some(117));
        assert_eq!(shown.facts.people(CreditRole::Director)[0].name, "Ada Fiore");
        let cast = shown.facts.people(CreditRole::Cast);
        assert_eq!((cast[1].part.as_str(), cast[1].note.as_str()), ("The radio", "voice"));
        assert_eq!(shown.speaker_path.as_deref(), Some("/credits/marta-osei"));

        publish(&site, &mara, &review_of("the SALT road", "1974", FilmInput::default())).await;
        let facts = page(&site, "the-salt-road-1974-2").await.facts;
        assert_eq!(facts, shown.facts, "another review of the film knows the same");

        let longer = FilmInput {
            runtime: "120".into(),
            ..FilmInput::default()
        };
        publish(&site, &mara, &review_of("The Salt Road", "1974", longer)).await;
        let facts = page(&site, "the-salt-road-1974").await.facts;
        assert_eq!((facts.runtime, facts.countries.len()), (Some(120), 2));
    }
}

#[tokio::test]
async fn what_was_fetched_fills_what_nobody_typed_and_typed_words_win() {
    for site in sites() {
        let mara = site.person("mara", Role::Owner).await;
        let some = FilmInput {
            runtime: "117".into(),
            ..FilmInput::default()
        };
        publish(&site, &mara, &review_of("The Salt Road", "1974", some)).await;
        let now = chrono::DateTime::UNIX_EPOCH;
        let kept: Result<(), StoreError> = site
            .database
            .store
            .write(move |c| {
                let film = films::by_slug(c, "the-salt-road-1974")?.unwrap();
                let fetched = FilmFacts {
                    runtime: Some(90),
                    countries: vec!["Italy".into()],
                    ids: BTreeMap::from([(IdScheme::Wikidata, "Q71".to_owned())]),
                    ..FilmFacts::default()
                };
                films::facts::replace(c, &film.id, Source::Wikidata, &fetched, now)?;
                let known = films::facts::films_of_ids(c, &[(IdScheme::Wikidata, "Q71".to_owned())])?;
                assert_eq!(known, [film.id]);
                Ok(())
            })
            .await;
        kept.unwrap();
        let facts = page(&site, "the-salt-road-1974").await.facts;
        assert_eq!(
            (facts.runtime, facts.countries.len(), facts.links.len()),
            (Some(117), 1, 1)
        );
        let editing = site.service.film_for_edit(&mara, "the-salt-road-1974").await.unwrap();
        assert_eq!(
            (editing.form.facts.runtime.as_str(), editing.fetched.runtime.as_str()),
            ("117", "90")
        );
        assert_eq!(editing.form.facts.countries, "", "what was fetched is not typed");

        let cleared = FilmForm {
            facts: FilmInput::default(),
            ..editing.form
        };
        site.service
            .save_film(&mara, "the-salt-road-1974", &cleared)
            .await
            .unwrap();
        assert_eq!(page(&site, "the-salt-road-1974").await.facts.runtime, Some(90));
    }
}

#[tokio::test]
async fn a_film_is_corrected_and_never_takes_the_place_of_another() {
    for site in sites() {
        let mara = site.person("mara", Role::Owner).await;
        publish(&site, &mara, &review_of("The Slat Road", "1974", typed())).await;
        publish(&site, &mara, &review_of("Das Haus", "1931", FilmInput::default())).await;
        let form = FilmForm {
            title: "The Salt Road".into(),
            year: "1975".into(),
            facts: FilmInput {
                directors: "Ada Fiore\nKim Aho".into(),
                ..FilmInput::default()
            },
            poster: None,
        };
        site.service
            .save_film(&mara, "the-slat-road-1974", &form)
            .await
            .unwrap();
        let shown = page(&site, "the-slat-road-1974").await;
        assert_eq!(shown.film_label(), "The Salt Road (1975)");
        assert_eq!(shown.facts.people(CreditRole::Director).len(), 2);
        assert!(
            shown.facts.people(CreditRole::Cast).is_empty(),
            "the form replaces what was typed"
        );

        let taken = FilmForm {
            title: "das haus".into(),
            year: "1931".into(),
            ..FilmForm::default()
        };
        let refused = site.service.save_film(&mara, "the-slat-road-1974", &taken).await;
        assert!(matches!(refused, Err(Error::Invalid(errors)) if errors[0].field == "title"));
        let wrong = FilmForm {
            title: "x".repeat(10_000),
            year: "1234".into(),
            facts: FilmInput {
                runtime: "long".into(),
                ..FilmInput::default()
            },
            poster: None,
        };
        let refused = site.service.save_film(&mara, "das-haus-1931", &wrong).await;
        assert!(matches!(refused, Err(Error::Invalid(errors)) if errors.len() == 3));

        let reader = site.person("rosa", Role::Member).await;
        let refused = site.service.save_film(&reader, "das-haus-1931", &form).await;
        assert!(matches!(refused, Err(Error::Forbidden)));
    }
}
