//! The diary, the index and the numbers.

use super::films::review_of;
use super::{Site, said, sites};
use houselights::domain::account::Role;
use houselights::domain::film::FilmInput;
use houselights::domain::index::IndexMode;
use houselights::domain::review::ViewingInput;
use houselights::domain::viewing::ViewingForm;
use houselights::service::Error;
use houselights::service::diary::DiaryPart;
use houselights::service::index::IndexQuery;
use houselights::service::reviews::Intent;
use houselights::service::views::{DiaryPage, Viewer};

fn entry(film: &str, year: &str, seen_on: &str, private: bool) -> ViewingForm {
    ViewingForm {
        film: film.into(),
        year: year.into(),
        viewing: ViewingInput {
            seen_on: seen_on.into(),
            medium: "Cinema".into(),
            ..ViewingInput::default()
        },
        private,
    }
}

async fn publish(site: &Site, mara: &Viewer, film: &str, year: &str, facts: FilmInput, seen: &[&str]) -> String {
    let mut input = review_of(film, year, facts);
    input.viewings = seen
        .iter()
        .map(|on| ViewingInput {
            seen_on: (*on).into(),
            medium: "Cinema".into(),
            ..ViewingInput::default()
        })
        .collect();
    input.tags = vec!["sea".into(), format!("tag of {film}")];
    let scales = site.service.scales(mara).await.unwrap();
    input.step = scales[0].steps.last().map(|step| step.id.clone());
    site.service
        .save_review(mara, None, &input, Intent::Publish)
        .await
        .unwrap()
        .id
        .into_string()
}

fn shown(page: &DiaryPage) -> Vec<(u32, String, usize)> {
    let rows = page.months.iter().flat_map(|month| {
        month
            .entries
            .iter()
            .map(move |entry| (month.month, entry.film_title.clone(), entry.ordinal))
    });
    rows.collect()
}

#[tokio::test]
async fn the_diary_holds_what_was_seen_with_and_without_a_review_and_counts_rewatches() {
    for site in sites() {
        let mara = site.person("mara", Role::Owner).await;
        publish(
            &site,
            &mara,
            "The Salt Road",
            "1974",
            FilmInput::default(),
            &["2014-01-13", ""],
        )
        .await;
        let log = async |film: &str, year: &str, on: &str, private| {
            site.service
                .log_viewing(&mara, None, &entry(film, year, on, private))
                .await
                .unwrap()
        };
        let again = log("the salt road", "", "2014-11", false).await;
        log("Harbour", "1981", "2014", false).await;
        let secret = log("Guilty Pleasure", "", "2014-02-03", true).await;

        let page = site.service.diary_page(None, DiaryPart::Latest, 1, None).await.unwrap();
        assert_eq!(page.year, Some(2014));
        assert_eq!(
            shown(&page),
            [
                (11, "The Salt Road".into(), 3),
                (1, "The Salt Road".into(), 2),
                (0, "Harbour".into(), 1)
            ]
        );
        assert_eq!((page.count, page.rewatches, page.years.len()), (3, 2, 2));
        let own = site
            .service
            .diary_page(Some("MARA"), DiaryPart::Year(2014), 1, Some(&mara))
            .await
            .unwrap();
        assert_eq!(own.count, 4, "what only she may see");
        let undated = site
            .service
            .diary_page(None, DiaryPart::Undated, 1, None)
            .await
            .unwrap();
        assert_eq!(shown(&undated), [(0, "The Salt Road".into(), 1)]);
        for nobody in [Some("eve"), Some("")] {
            assert!(matches!(
                site.service.diary_page(nobody, DiaryPart::Latest, 1, None).await,
                Err(Error::NotFound)
            ));
        }
        assert!(matches!(
            site.service.diary_page(None, DiaryPart::Year(1999), 1, None).await,
            Err(Error::NotFound)
        ));

        // It counts on the pages of film and review; a film that was only logged has a page, a secret one has none.
        let review = site
            .service
            .review_page("mara", "the-salt-road-1974", None, 1)
            .await
            .unwrap();
        assert_eq!(review.times_seen.as_ref().map(said).as_deref(), Some("Seen 3 times"));
        let film = site.service.film_page("harbour-1981", None).await.unwrap();
        assert_eq!(said(&film.seen[0].times), "Seen once");
        assert!(matches!(
            site.service.film_page("guilty-pleasure", None).await,
            Err(Error::NotFound)
        ));

        // Changed and taken back, by its author alone.
        let jo = site.person("jo", Role::Reviewer).await;
        assert!(matches!(
            site.service.delete_viewing(&jo, &again).await,
            Err(Error::NotFound)
        ));
        let moved = entry("The Salt Road", "1974", "2013", false);
        assert!(matches!(
            site.service.log_viewing(&jo, Some(&again), &moved).await,
            Err(Error::NotFound)
        ));
        site.service.log_viewing(&mara, Some(&again), &moved).await.unwrap();
        let page = site
            .service
            .diary_page(None, DiaryPart::Year(2013), 1, None)
            .await
            .unwrap();
        assert_eq!(shown(&page), [(0, "The Salt Road".into(), 2)]);
        site.service.delete_viewing(&mara, &secret).await.unwrap();
        site.service.delete_viewing(&mara, &again).await.unwrap();
        let review = site
            .service
            .review_page("mara", "the-salt-road-1974", None, 1)
            .await
            .unwrap();
        assert_eq!(review.times_seen.as_ref().map(said).as_deref(), Some("Seen twice"));

        // What was entered with a review is changed there.
        let with = own
            .months
            .iter()
            .flat_map(|m| &m.entries)
            .find(|e| e.review_path.is_some())
            .unwrap();
        let refused = site.service.delete_viewing(&mara, &with.id).await;
        assert!(matches!(
            refused,
            Err(Error::Conflict {
                code: "entered-with-a-review",
                ..
            })
        ));
        for bad in [
            entry("", "", "", false),
            entry("x", "1492", "2014-13", false),
            entry("x", "", "2999", false),
        ] {
            assert!(matches!(
                site.service.log_viewing(&mara, None, &bad).await,
                Err(Error::Invalid(_))
            ));
        }
    }
}

#[tokio::test]
async fn the_numbers_follow_from_the_record() {
    for site in sites() {
        let mara = site.person("mara", Role::Owner).await;
        let facts = |runtime: &str, countries: &str, director: &str| FilmInput {
            runtime: runtime.into(),
            countries: countries.into(),
            directors: director.into(),
            ..FilmInput::default()
        };
        publish(
            &site,
            &mara,
            "The Salt Road",
            "1974",
            facts("100", "Italy, France", "Ada Fiore"),
            &["2014-01-13"],
        )
        .await;
        publish(
            &site,
            &mara,
            "Harbour",
            "1981",
            facts("90", "italy", "Ada Fiore"),
            &["2014-03", "2015"],
        )
        .await;
        site.service
            .log_viewing(&mara, None, &entry("The Salt Road", "1974", "2014", false))
            .await
            .unwrap();
        site.service
            .log_viewing(&mara, None, &entry("Secret", "1999", "2014-05-05", true))
            .await
            .unwrap();

        let all = site.service.stats_page(None, None).await.unwrap();
        assert_eq!(
            (all.films, all.viewings, all.rewatches, all.reviews),
            (2, 4, 2, 2),
            "secrets are not counted"
        );
        assert_eq!(all.minutes, Some(100 + 90 + 90 + 100));
        let over_time: Vec<(&str, i64)> = all
            .over_time
            .iter()
            .map(|bar| (bar.label.as_str(), bar.value))
            .collect();
        assert_eq!(over_time, [("2014", 3), ("2015", 1)]);
        let countries: Vec<(&str, i64)> = all
            .countries
            .iter()
            .map(|bar| (bar.label.to_lowercase().leak() as &str, bar.value))
            .collect();
        assert_eq!(countries, [("italy", 2), ("france", 1)]);
        assert_eq!(
            (all.directors[0].label.as_str(), all.directors[0].value),
            ("Ada Fiore", 2)
        );
        assert_eq!((all.ratings.len(), all.ratings[0].value), (1, 2));
        let decades: Vec<&str> = all.decades.rows.iter().map(|(decade, _)| decade.as_str()).collect();
        assert_eq!(decades, ["1970", "1980"]);
        assert_eq!(all.rewatched.len(), 2);

        let year = site.service.stats_page(Some("mara"), Some(2014)).await.unwrap();
        assert_eq!((year.viewings, year.undated, year.over_time.len()), (3, 1, 12));
        assert_eq!((year.over_time[0].value, year.over_time[2].value), (1, 1));
        assert!(matches!(
            site.service.stats_page(None, Some(1950)).await,
            Err(Error::NotFound)
        ));
        assert!(matches!(
            site.service.stats_page(Some("eve"), None).await,
            Err(Error::NotFound)
        ));
    }
}

#[tokio::test]
async fn the_index_knows_titles_years_ratings_people_and_tags() {
    for site in sites() {
        let mara = site.person("mara", Role::Owner).await;
        let names = async |mode: IndexMode, at: &str, query: &str| {
            let query = IndexQuery {
                mode,
                at: at.into(),
                query: query.into(),
                page: 1,
            };
            let page = site.service.index_page(query).await.unwrap();
            let rows = page.groups.into_iter().flat_map(|group| {
                group
                    .entries
                    .into_iter()
                    .map(move |entry| format!("{}: {}", group.heading, entry.name))
            });
            rows.collect::<Vec<String>>()
        };
        assert!(names(IndexMode::Title, "", "").await.is_empty());
        let german = FilmInput {
            title_language: "de".into(),
            cast: "Marta Osei".into(),
            ..FilmInput::default()
        };
        publish(&site, &mara, "Das Boot am Morgen", "1981", german, &[]).await;
        publish(&site, &mara, "The Salt Road", "1974", FilmInput::default(), &[]).await;
        publish(&site, &mara, "12 Lamps", "", FilmInput::default(), &[]).await;
        let draft = review_of("Unfinished", "2001", FilmInput::default());
        site.service
            .save_review(&mara, None, &draft, Intent::Save)
            .await
            .unwrap();
        assert_eq!(
            names(IndexMode::Title, "", "").await,
            ["#: 12 Lamps", "B: Das Boot am Morgen", "S: The Salt Road"]
        );
        assert_eq!(names(IndexMode::Title, "s", "").await, ["S: The Salt Road"]);
        assert_eq!(
            names(IndexMode::Title, "", " MORGEN boot ").await,
            ["B: Das Boot am Morgen"]
        );
        assert!(names(IndexMode::Title, "", "nothing like it").await.is_empty());
        assert_eq!(
            names(IndexMode::Year, "", "").await,
            [
                "1981: Das Boot am Morgen",
                "1974: The Salt Road",
                "Year unknown: 12 Lamps"
            ]
        );
        assert_eq!(names(IndexMode::Rating, "", "").await.len(), 3);
        assert_eq!(names(IndexMode::Person, "", "").await, ["O: Marta Osei"]);
        assert_eq!(names(IndexMode::Tag, "", "sea").await, ["S: sea"]);
        let beyond = IndexQuery {
            page: 2,
            ..IndexQuery::default()
        };
        assert!(matches!(site.service.index_page(beyond).await, Err(Error::NotFound)));
    }
}
