//! What is known of films: typed, fetched, corrected.

use super::{Site, sites};
use houselights::domain::account::Role;
use houselights::domain::credit::CreditRole;
use houselights::domain::film::{FilmFacts, FilmInput, IdScheme, Source};
use houselights::domain::id::ReviewId;
use houselights::domain::review::{ReviewInput, SectionInput, SectionKind};
use houselights::service::Error;
use houselights::service::films::{FilmForm, Part};
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

fn part(review: ReviewId) -> Part {
    Part {
        reviews: vec![review],
        ..Part::default()
    }
}

#[tokio::test]
async fn two_films_are_made_one_and_one_is_made_two() {
    for site in sites() {
        let mara = site.person("mara", Role::Owner).await;
        publish(&site, &mara, &review_of("The Salt Road", "1974", typed())).await;
        let other = FilmInput {
            languages: "Italian".into(),
            directors: "Somebody Else".into(),
            ..FilmInput::default()
        };
        publish(&site, &mara, &review_of("Salt Road", "1974", other)).await;
        for nothing in ["", "Nothing Like It", "/films/nothing", "The Salt Road (1974)"] {
            let refused = site.service.merge_films(&mara, "the-salt-road-1974", nothing).await;
            assert!(matches!(refused, Err(Error::Invalid(_))), "{nothing:?}");
        }
        let into = "https://films.example/films/the-salt-road-1974?x=y";
        let slug = site.service.merge_films(&mara, "salt-road-1974", into).await.unwrap();
        assert_eq!(slug, "the-salt-road-1974");
        let film = site.service.film_page(&slug, None).await.unwrap();
        assert_eq!(film.reviews.len(), 2);
        assert_eq!(film.facts.languages, ["Italian"], "what only the other one knew");
        assert_eq!(film.facts.people(CreditRole::Director)[0].name, "Ada Fiore");
        let after = site.service.film_slug_after("salt-road-1974").await.unwrap();
        assert_eq!(after.as_deref(), Some("the-salt-road-1974"));
        assert!(page(&site, "salt-road-1974").await.previous.is_some(), "one chain now");

        let second = page(&site, "salt-road-1974").await.id;
        let refused = site
            .service
            .split_film(&mara, &slug, part(second.clone()), "the salt road", "1974")
            .await;
        assert!(matches!(refused, Err(Error::Invalid(errors)) if errors[0].field == "split_year"));
        let refused = site
            .service
            .split_film(&mara, &slug, Part::default(), "The Salt Road", "2011")
            .await;
        assert!(matches!(refused, Err(Error::Invalid(errors)) if errors[0].field == "split_reviews"));
        let remake = site
            .service
            .split_film(&mara, &slug, part(second), "The Salt Road", "2011")
            .await
            .unwrap();
        let film = site.service.film_page(&remake, None).await.unwrap();
        assert_eq!((film.reviews.len(), film.year), (1, Some(2011)));
        assert_eq!(
            film.namesakes,
            [(
                "The Salt Road (1974)".to_owned(),
                "/films/the-salt-road-1974".to_owned()
            )]
        );
        assert!(page(&site, "salt-road-1974").await.previous.is_none());

        let jo = site.person("jo", Role::Reviewer).await;
        let refused = site.service.merge_films(&jo, &remake, &slug).await;
        assert!(matches!(refused, Err(Error::Forbidden)), "other people's reviews");
    }
}

#[tokio::test]
async fn people_have_pages_and_two_of_them_are_made_one() {
    for site in sites() {
        let mara = site.person("mara", Role::Owner).await;
        publish(&site, &mara, &review_of("The Salt Road", "1974", typed())).await;
        let other = FilmInput {
            directors: "A. Fiore".into(),
            cast: "Ada Fiore [singer] as Herself".into(),
            ..FilmInput::default()
        };
        publish(&site, &mara, &review_of("Harbour, Morning", "1981", other)).await;
        let ada = site.service.credits_page("ada-fiore", None).await.unwrap();
        assert_eq!(
            (ada.roles.len(), ada.roles[0].films[0].title.as_str()),
            (1, "The Salt Road")
        );
        let refused = site.service.rename_person(&mara, "a-fiore", "ada fiore").await;
        assert!(matches!(refused, Err(Error::Invalid(_))), "the name is taken");
        let slug = site.service.merge_people(&mara, "a-fiore", "Ada Fiore").await.unwrap();
        assert_eq!(slug, "ada-fiore");
        let ada = site.service.credits_page("ada-fiore", None).await.unwrap();
        let titles: Vec<&str> = ada.roles[0].films.iter().map(|film| film.title.as_str()).collect();
        assert_eq!(
            titles,
            ["Harbour, Morning", "The Salt Road"],
            "newest first; the singer is somebody else"
        );
        let after = site.service.person_slug_after("a-fiore").await.unwrap();
        assert_eq!(after.as_deref(), Some("ada-fiore"));
        site.service
            .rename_person(&mara, "ada-fiore", "Ada M. Fiore")
            .await
            .unwrap();
        assert_eq!(
            page(&site, "the-salt-road-1974")
                .await
                .facts
                .people(CreditRole::Director)[0]
                .name,
            "Ada M. Fiore"
        );

        // Nobody but who writes here sees a person whom only a draft names.
        let only = FilmInput {
            cast: "Secret Star".into(),
            ..FilmInput::default()
        };
        let draft = review_of("Unfinished", "2001", only);
        site.service
            .save_review(&mara, None, &draft, Intent::Save)
            .await
            .unwrap();
        assert!(matches!(
            site.service.credits_page("secret-star", None).await,
            Err(Error::NotFound)
        ));
        assert!(matches!(
            site.service.film_page("unfinished-2001", None).await,
            Err(Error::NotFound)
        ));
    }
}
