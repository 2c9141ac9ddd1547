//! Writing reviews.

use super::{Site, said, sites};
use houselights::domain::account::Role;
use houselights::domain::id::StepId;
use houselights::domain::review::{ReviewInput, SectionInput, SectionKind, Status, TriviaInput, ViewingInput};
use houselights::service::Error;
use houselights::service::reviews::Intent;
use houselights::service::views::Viewer;

fn section(kind: SectionKind, source: &str) -> SectionInput {
    SectionInput {
        kind,
        label: String::new(),
        source: source.into(),
    }
}

fn seen(on: &str) -> ViewingInput {
    ViewingInput {
        seen_on: on.into(),
        medium: "Cinema".into(),
        ..ViewingInput::default()
    }
}

fn full(step: Option<StepId>) -> ReviewInput {
    ReviewInput {
        film: "The Long Platform".into(),
        year: "2013".into(),
        headline: "Waiting, again".into(),
        language: "en".into(),
        sections: vec![
            section(SectionKind::Synopsis, "A night train that does not come."),
            section(
                SectionKind::Take,
                "It *waits* better than any other film.\n\n<script>x</script>",
            ),
            section(SectionKind::BottomLine, "Bring a coat."),
        ],
        quote_text: "The next one is always the last one.".into(),
        quote_speaker: "The stationmaster".into(),
        trivia: vec![TriviaInput {
            text: "The clock was real.".into(),
            source_name: "Commentary".into(),
            source_url: "https://example.org/clock".into(),
        }],
        step,
        recommend: true,
        teaser: "A film about waiting that never feels long.".into(),
        tags: vec!["trains".into(), "night".into()],
        viewings: vec![seen("2014-01-13")],
        ..ReviewInput::default()
    }
}

async fn scale(site: &Site, mara: &Viewer) -> Vec<StepId> {
    let labels = ["Left early", "Fine", "Would miss a train for it"];
    let input = super::scales::typed("My words", &labels);
    let id = site.service.save_scale(mara, None, input).await.unwrap();
    let scales = site.service.scales(mara).await.unwrap();
    scales
        .into_iter()
        .find(|s| s.id == id)
        .unwrap()
        .steps
        .into_iter()
        .map(|s| s.id)
        .collect()
}

async fn publish(site: &Site, mara: &Viewer, input: &ReviewInput) -> houselights::service::views::Saved {
    site.service
        .save_review(mara, None, input, Intent::Publish)
        .await
        .unwrap()
}

#[tokio::test]
async fn a_published_review_shows_everything_that_was_typed_and_nothing_that_was_not() {
    for site in sites() {
        let mara = site.person("mara", Role::Owner).await;
        let steps = scale(&site, &mara).await;
        let saved = publish(&site, &mara, &full(steps.get(1).cloned())).await;
        assert_eq!(saved.url, "https://films.example/@mara/the-long-platform-2013");
        assert_eq!(saved.object, format!("https://films.example/r/{}", saved.id));
        let page = site
            .service
            .review_page("mara", "the-long-platform-2013", None, 1)
            .await
            .unwrap();
        assert_eq!(page.title(), "Waiting, again: The Long Platform (2013)");
        assert_eq!(page.rating.as_ref().unwrap().label, "Fine");
        assert_eq!(page.rating.as_ref().unwrap().place, Some((2, 3)));
        assert_eq!(page.rating.as_ref().unwrap().value, Some(50));
        assert_eq!(
            page.sections.iter().map(|s| s.label.as_str()).collect::<Vec<_>>(),
            ["Synopsis", "My take"]
        );
        assert!(page.sections[1].html.as_str().contains("<em>waits</em>"));
        assert!(!page.sections[1].html.as_str().contains("<script"));
        assert!(page.bottom_line.unwrap().html.as_str().contains("Bring a coat."));
        assert_eq!(page.quote.unwrap().speaker, "The stationmaster");
        assert_eq!(page.trivia[0].source_url.as_deref(), Some("https://example.org/clock"));
        assert_eq!(page.times_seen.as_ref().map(said).as_deref(), Some("Seen once"));
        assert_eq!(said(&page.viewings[0].words), "13 January 2014");
        assert!(page.recommend && page.change.is_none() && page.edited_at.is_none() && !page.is_author);
        let home = site.service.home_page(1).await.unwrap();
        assert_eq!(home.list.total, 1);
        assert_eq!(
            home.list.reviews[0].excerpt,
            "A film about waiting that never feels long."
        );
    }
}

#[tokio::test]
async fn a_second_review_chains_to_the_first_and_the_change_and_the_count_are_computed() {
    for site in sites() {
        let mara = site.person("mara", Role::Owner).await;
        let steps = scale(&site, &mara).await;
        let first = publish(&site, &mara, &full(steps.get(1).cloned())).await;
        let again = ReviewInput {
            film: "the long  platform!".into(),
            headline: String::new(),
            viewings: vec![seen("2026-11"), seen("2026-12-01")],
            ..full(steps.get(2).cloned())
        };
        // A day that has not come is refused; without it the review is fine.
        let Err(Error::Invalid(errors)) = site.service.save_review(&mara, None, &again, Intent::Publish).await else {
            panic!("a viewing in the future was accepted")
        };
        assert_eq!(errors[0].field, "viewings.1.seen_on");
        let again = ReviewInput {
            viewings: vec![seen("2020")],
            ..again
        };
        let second = publish(&site, &mara, &again).await;
        assert_ne!(first.url, second.url);
        let old = site
            .service
            .review_page("mara", "the-long-platform-2013", None, 1)
            .await
            .unwrap();
        let slug = second.url.rsplit('/').next().unwrap();
        let new = site.service.review_page("mara", slug, None, 1).await.unwrap();
        assert_eq!(
            (old.times_seen.as_ref().map(said).as_deref(), old.viewings.len()),
            (Some("Seen once"), 1),
            "a review counts what its author had seen by then"
        );
        let film = new.film_path.rsplit('/').next().unwrap();
        let counts = || async {
            let looks = site.service.film_page(film, None).await.unwrap().reviews;
            looks
                .into_iter()
                .map(|look| said(&look.times_seen.unwrap()))
                .collect::<Vec<_>>()
        };
        assert_eq!(counts().await, ["Seen once", "Seen twice"]);
        assert_eq!(old.newer.as_ref().unwrap().path, new.path);
        assert_eq!(new.previous.as_ref().unwrap().path, old.path);
        assert!(old.previous.is_none() && new.newer.is_none());
        assert!(said(&new.change.unwrap()).starts_with("up from Fine ("));
        assert_eq!(new.times_seen.as_ref().map(said).as_deref(), Some("Seen twice"));
        let film = site
            .service
            .film_page(new.film_path.trim_start_matches("/films/"), None)
            .await
            .unwrap();
        assert_eq!(film.reviews.len(), 2);
        assert!(said(film.reviews[1].change.as_ref().unwrap()).starts_with("up from Fine"));
        site.service.withdraw_review(&mara, &first.id).await.unwrap();
        assert_eq!(
            counts().await,
            ["Seen once"],
            "what is taken back is not counted either"
        );
    }
}

#[tokio::test]
async fn a_draft_is_nobodys_business_until_it_is_published() {
    for site in sites() {
        let (mara, tom) = (
            site.person("mara", Role::Owner).await,
            site.person("tom", Role::Reviewer).await,
        );
        let saved = site
            .service
            .save_review(&mara, None, &full(None), Intent::Save)
            .await
            .unwrap();
        assert_eq!(saved.status, Status::Draft);
        assert!(matches!(
            site.service
                .review_page("mara", "the-long-platform-2013", None, 1)
                .await,
            Err(Error::NotFound)
        ));
        assert!(matches!(
            site.service.review_for_edit(&tom, &saved.id).await,
            Err(Error::NotFound)
        ));
        assert!(matches!(
            site.service
                .save_review(&tom, Some(&saved.id), &full(None), Intent::Save)
                .await,
            Err(Error::NotFound)
        ));
        let editing = site.service.review_for_edit(&mara, &saved.id).await.unwrap();
        assert_eq!(
            ReviewInput {
                sections: Vec::new(),
                ..editing.input.clone()
            },
            ReviewInput {
                sections: Vec::new(),
                ..full(None)
            }
        );
        assert_eq!(site.service.own_reviews(&mara).await.unwrap().drafts.len(), 1);
        let page = site
            .service
            .preview_review(&mara, Some(&saved.id), &full(None))
            .await
            .unwrap();
        assert_eq!(page.status, Status::Draft);
        let published = site
            .service
            .save_review(&mara, Some(&saved.id), &full(None), Intent::Publish)
            .await
            .unwrap();
        assert_eq!((published.id, published.status), (saved.id, Status::Published));
    }
}

#[tokio::test]
async fn a_preview_leaves_no_trace() {
    for site in sites() {
        let mara = site.person("mara", Role::Owner).await;
        let page = site.service.preview_review(&mara, None, &full(None)).await.unwrap();
        assert_eq!(page.times_seen.as_ref().map(said).as_deref(), Some("Seen once"));
        assert!(site.service.own_reviews(&mara).await.unwrap().drafts.is_empty());
        assert!(site.service.film_page("the-long-platform-2013", None).await.is_err());
    }
}

#[tokio::test]
async fn an_edit_keeps_the_address_and_says_that_it_was_edited() {
    for site in sites() {
        let mara = site.person("mara", Role::Owner).await;
        let saved = publish(&site, &mara, &full(None)).await;
        let edited = ReviewInput {
            film: "The Longer Platform".into(),
            slug: String::new(),
            ..full(None)
        };
        let again = site
            .service
            .save_review(&mara, Some(&saved.id), &edited, Intent::Save)
            .await
            .unwrap();
        assert_eq!((again.url, again.status), (saved.url, Status::Published));
        let page = site
            .service
            .review_page("mara", "the-long-platform-2013", None, 1)
            .await
            .unwrap();
        assert_eq!(page.film_title, "The Longer Platform");
        assert!(page.edited_at.unwrap() >= page.published_at);
    }
}

#[tokio::test]
async fn a_withdrawn_review_is_gone_for_the_world_and_kept_for_its_author() {
    for site in sites() {
        let mara = site.person("mara", Role::Owner).await;
        let saved = publish(&site, &mara, &full(None)).await;
        site.service.withdraw_review(&mara, &saved.id).await.unwrap();
        assert!(matches!(
            site.service
                .review_page("mara", "the-long-platform-2013", None, 1)
                .await,
            Err(Error::Gone)
        ));
        assert!(matches!(site.service.review_path(&saved.id).await, Err(Error::Gone)));
        assert_eq!(site.service.home_page(1).await.unwrap().list.total, 0);
        assert_eq!(site.service.own_reviews(&mara).await.unwrap().withdrawn.len(), 1);
        let revived = site.service.revive_review(&mara, &saved.id).await.unwrap();
        assert_ne!(revived.id, saved.id);
        let own = site.service.own_reviews(&mara).await.unwrap();
        assert_eq!((own.drafts.len(), own.withdrawn.len()), (1, 0));
        let published = site
            .service
            .save_review(&mara, Some(&revived.id), &full(None), Intent::Publish)
            .await
            .unwrap();
        assert_eq!(published.url, saved.url, "the page's address is free again");
        assert!(
            site.service
                .review_page("mara", "the-long-platform-2013", None, 1)
                .await
                .is_ok()
        );
        assert!(
            matches!(site.service.review_path(&saved.id).await, Err(Error::Gone)),
            "the old object stays gone"
        );
    }
}

#[tokio::test]
async fn a_deleted_review_leaves_nothing_of_its_text() {
    for site in sites() {
        let mara = site.person("mara", Role::Owner).await;
        let saved = publish(&site, &mara, &full(None)).await;
        site.service.delete_review(&mara, &saved.id).await.unwrap();
        assert!(matches!(
            site.service.review_for_edit(&mara, &saved.id).await,
            Err(Error::Gone)
        ));
        let (review, _) = site.service.review_author(&saved.id).await.unwrap();
        assert!(review.sections.is_empty() && review.teaser.is_empty() && review.quote.is_none());
        assert_eq!(review.status, Status::Deleted);
    }
}

#[tokio::test]
async fn a_rating_keeps_its_word_when_the_scale_changes() {
    for site in sites() {
        let mara = site.person("mara", Role::Owner).await;
        let steps = scale(&site, &mara).await;
        let saved = publish(&site, &mara, &full(steps.get(1).cloned())).await;
        let scales = site.service.scales(&mara).await.unwrap();
        let own = scales.iter().find(|s| s.name == "My words").unwrap();
        let mut input = super::scales::typed("Other words", &["No", "Yes"]);
        input.gone.insert(steps[1].clone(), None);
        site.service
            .save_scale(&mara, Some(own.id.clone()), input)
            .await
            .unwrap();
        let page = site
            .service
            .review_page("mara", "the-long-platform-2013", None, 1)
            .await
            .unwrap();
        assert_eq!(page.rating.unwrap().label, "Fine");
        let editing = site.service.review_for_edit(&mara, &saved.id).await.unwrap();
        let offered: Vec<String> = editing
            .context
            .scales
            .iter()
            .flat_map(|s| s.steps.iter().map(|s| s.label.clone()))
            .collect();
        assert!(offered.contains(&"Fine".to_owned()) && offered.contains(&"Yes".to_owned()));
        assert_eq!(
            site.service
                .delete_scale(&mara, own.id.clone())
                .await
                .unwrap_err()
                .code(),
            "scale-in-use"
        );
    }
}

#[tokio::test]
async fn nobody_rates_with_the_words_of_somebody_else() {
    for site in sites() {
        let (mara, tom) = (
            site.person("mara", Role::Owner).await,
            site.person("tom", Role::Reviewer).await,
        );
        let steps = scale(&site, &mara).await;
        let Err(Error::Invalid(errors)) = site
            .service
            .save_review(&tom, None, &full(steps.first().cloned()), Intent::Save)
            .await
        else {
            panic!("accepted")
        };
        assert_eq!(errors[0].field, "step");
    }
}

#[tokio::test]
async fn a_member_may_not_write_reviews() {
    for site in sites() {
        let tom = site.person("tom", Role::Member).await;
        assert!(matches!(
            site.service.save_review(&tom, None, &full(None), Intent::Save).await,
            Err(Error::Forbidden)
        ));
    }
}

#[tokio::test]
async fn a_tag_leads_to_the_reviews_that_have_it() {
    for site in sites() {
        let mara = site.person("mara", Role::Owner).await;
        publish(&site, &mara, &full(None)).await;
        let other = ReviewInput {
            film: "Another".into(),
            tags: Vec::new(),
            ..full(None)
        };
        publish(&site, &mara, &other).await;
        let tagged = site.service.profile_page("mara", Some("Trains"), 1).await.unwrap();
        assert_eq!((tagged.list.total, tagged.tag.as_deref()), (1, Some("trains")));
        assert!(matches!(
            site.service.profile_page("mara", Some("boats"), 1).await,
            Err(Error::NotFound)
        ));
    }
}

#[tokio::test]
async fn a_film_was_seen_as_often_after_a_review_of_it_is_withdrawn() {
    for site in sites() {
        let mara = site.person("mara", Role::Owner).await;
        let first = publish(&site, &mara, &full(None)).await;
        let later = ReviewInput {
            slug: String::new(),
            viewings: vec![ViewingInput {
                seen_on: "2024-02".into(),
                venue: "Roxy".into(),
                ..ViewingInput::default()
            }],
            ..full(None)
        };
        let second = publish(&site, &mara, &later).await;
        let page = async |slug: &str| site.service.review_page("mara", slug, None, 1).await.unwrap();
        let slug = second.url.rsplit('/').next().unwrap().to_owned();
        let before = page(&slug).await;
        assert_eq!(before.times_seen.as_ref().map(said).as_deref(), Some("Seen twice"));
        assert!(
            before
                .viewings
                .iter()
                .any(|seen| !seen.details.is_empty() && !seen.details.contains("Roxy"))
        );
        site.service.withdraw_review(&mara, &first.id).await.unwrap();
        let after = page(&slug).await;
        assert_eq!(after.times_seen.as_ref().map(said).as_deref(), Some("Seen twice"));
        let days = |page: &houselights::service::views::ReviewPage| -> Vec<String> {
            page.viewings.iter().map(|seen| said(&seen.words)).collect()
        };
        assert_eq!(days(&after), days(&before));
        assert!(
            after
                .viewings
                .iter()
                .all(|seen| seen.details.is_empty() || seen.details.contains("Roxy")),
            "what was said of it is taken back with the review"
        );
        site.service.delete_review(&mara, &first.id).await.unwrap();
        assert_eq!(
            page(&slug).await.times_seen.as_ref().map(said).as_deref(),
            Some("Seen once"),
            "what is deleted is gone"
        );
    }
}
