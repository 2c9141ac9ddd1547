//! Searching, on both databases.

use super::{Site, sites};
use houselights::domain::account::Role;
use houselights::domain::film::FilmInput;
use houselights::domain::id::ReviewId;
use houselights::domain::like::Subject;
use houselights::domain::review::{ReviewInput, SectionInput, SectionKind};
use houselights::domain::search::Kind;
use houselights::service::reviews::Intent;
use houselights::service::views::{SearchPage, Viewer};
use houselights::store::cache_events;

fn input(film: &str, take: &str) -> ReviewInput {
    ReviewInput {
        film: film.to_owned(),
        year: "1974".to_owned(),
        language: "en".to_owned(),
        sections: vec![SectionInput {
            kind: SectionKind::Take,
            label: String::new(),
            source: take.to_owned(),
        }],
        ..ReviewInput::default()
    }
}

async fn publish(site: &Site, by: &Viewer, film: &str, take: &str) -> ReviewId {
    let saved = site
        .service
        .save_review(by, None, &input(film, take), Intent::Publish)
        .await;
    saved.unwrap().id
}

/// Searches once the index has had the time to follow: on this clock there is a pause between two looks.
async fn search(site: &Site, asked: &str) -> SearchPage {
    tokio::time::sleep(std::time::Duration::from_millis(110)).await;
    site.service.search(asked, None, 1).await.unwrap()
}

async fn titles(site: &Site, asked: &str) -> Vec<String> {
    let hits = search(site, asked).await.hits;
    hits.into_iter()
        .map(|hit| format!("{} {}", hit.kind.as_str(), hit.title))
        .collect()
}

#[tokio::test]
async fn a_review_is_found_by_every_word_of_it_however_it_is_spelt() {
    for site in sites() {
        let mara = site.person("mara", Role::Owner).await;
        publish(
            &site,
            &mara,
            "Amélie in Łódź",
            "The *lorry* comes at night, past the Straße. 東京物語 is quoted.",
        )
        .await;
        publish(&site, &mara, "Something Else", "Nobody waits here.").await;
        for asked in [
            "amelie",
            "AMÉLIE",
            "amel",
            "lodz",
            "lorry night",
            "the lorry at",
            "strasse",
            "\"comes at night\"",
            "京物",
            "1974 lorry",
            "lorry -nobody",
        ] {
            let found = titles(&site, asked).await;
            assert!(
                found.contains(&"review Amélie in Łódź (1974)".to_owned()),
                "{asked}: {found:?}"
            );
        }
        assert_eq!(
            titles(&site, "amelie").await[0],
            "film Amélie in Łódź (1974)",
            "a film stands before the review of it"
        );
        for asked in [
            "lorry waits",
            "lorry zzz",
            "\"night comes\"",
            "lorry -night",
            "zebra",
            "",
            "   ",
            "- \"",
        ] {
            assert_eq!(titles(&site, asked).await, Vec::<String>::new(), "{asked}");
        }
        let page = search(&site, "lorry").await;
        let marked: Vec<&str> = page.hits[0]
            .pieces
            .iter()
            .filter(|p| p.marked)
            .map(|p| p.text.as_str())
            .collect();
        assert_eq!(marked, ["lorry"]);
        let films = site.service.search("amelie", Some(Kind::Film), 1).await.unwrap();
        assert_eq!((films.total, films.all, films.hits.len()), (1, 2, 1));
    }
}

#[tokio::test]
async fn a_misspelt_title_is_found_and_the_page_says_so() {
    for site in sites() {
        let mara = site.person("mara", Role::Owner).await;
        publish(&site, &mara, "The Understudy of Rashomon", "Good.").await;
        for asked in ["rashomno", "rasomon", "understdy rashomon", "Raschomon"] {
            let page = search(&site, asked).await;
            assert!(
                page.corrected
                    .as_deref()
                    .is_some_and(|words| words.contains("rashomon")),
                "{asked}: {:?}",
                page.corrected
            );
            assert_eq!(page.hits.len(), 2, "{asked}");
        }
        let page = search(&site, "rashomon").await;
        assert_eq!(page.corrected, None);
        assert_eq!(
            search(&site, "goat").await.corrected,
            None,
            "short words are not guessed at"
        );
    }
}

#[tokio::test]
async fn the_index_follows_edits_comments_and_withdrawals() {
    for site in sites() {
        let (mara, tom) = (
            site.person("mara", Role::Owner).await,
            site.person("tom", Role::Member).await,
        );
        let id = publish(&site, &mara, "The Salt Road", "A lighthouse.").await;
        let said = site
            .service
            .write_comment(&tom, Subject::Review(id.clone()), "The **bakery** scene!")
            .await
            .unwrap();
        let found = search(&site, "bakery").await;
        assert_eq!(found.hits.len(), 1);
        assert_eq!(
            (found.hits[0].kind, found.hits[0].on.as_deref()),
            (Kind::Comment, Some("The Salt Road (1974)"))
        );
        assert_eq!(found.hits[0].path, format!("/c/{}", said.id));
        site.service
            .edit_comment(&tom, &said.id, "The greenhouse scene!")
            .await
            .unwrap();
        assert!(titles(&site, "bakery").await.is_empty());
        assert_eq!(titles(&site, "greenhouse").await, ["comment TOM"]);
        site.service.delete_comment(&mara, &said.id).await.unwrap();
        assert!(titles(&site, "greenhouse").await.is_empty(), "taken off the page");
        site.service.restore_comment(&mara, &said.id).await.unwrap();
        assert_eq!(titles(&site, "greenhouse").await.len(), 1);
        site.service
            .save_review(&mara, Some(&id), &input("The Salt Road", "A windmill."), Intent::Save)
            .await
            .unwrap();
        assert!(titles(&site, "lighthouse").await.is_empty());
        assert_eq!(titles(&site, "windmill").await, ["review The Salt Road (1974)"]);
        site.service.withdraw_review(&mara, &id).await.unwrap();
        for asked in ["windmill", "salt", "greenhouse"] {
            assert!(titles(&site, asked).await.is_empty(), "{asked}");
        }
    }
}

#[tokio::test]
async fn nothing_that_is_hidden_is_found_or_shown() {
    for site in sites() {
        let mara = site.person("mara", Role::Owner).await;
        site.service
            .save_review(&mara, None, &input("Draft", "Unfinished."), Intent::Save)
            .await
            .unwrap();
        let id = publish(&site, &mara, "Boxed", "Before. ||The gardener did it.|| After.").await;
        let guarded = ReviewInput {
            spoilers: true,
            teaser: "Somebody did it.".to_owned(),
            ..input("Guarded", "The chauffeur did it in the pantry.")
        };
        site.service
            .save_review(&mara, None, &guarded, Intent::Publish)
            .await
            .unwrap();
        let warned = ReviewInput {
            content_warning: "Blood".to_owned(),
            ..input("Warned", "The cook bled in the scullery.")
        };
        site.service
            .save_review(&mara, None, &warned, Intent::Publish)
            .await
            .unwrap();
        for asked in ["unfinished", "draft", "gardener"] {
            assert!(titles(&site, asked).await.is_empty(), "{asked}");
        }
        for asked in ["chauffeur", "scullery"] {
            let page = search(&site, asked).await;
            assert_eq!(page.hits.len(), 1, "it is found by its words");
            let shown: String = page.hits[0].pieces.iter().map(|p| p.text.as_str()).collect();
            assert!(
                !shown.contains("did it in") && !shown.contains("bled"),
                "but they are not shown: {shown}"
            );
        }
        // Even when the index is behind: a review that was withdrawn after it was last followed.
        site.service.search("before", None, 1).await.unwrap();
        site.service.withdraw_review(&mara, &id).await.unwrap();
        let at_once = site.service.search("before", None, 1).await.unwrap();
        assert!(at_once.hits.is_empty());
    }
}

#[tokio::test]
async fn hostile_questions_are_only_words() {
    for site in sites() {
        let mara = site.person("mara", Role::Owner).await;
        publish(
            &site,
            &mara,
            "Quotes and Signs",
            "It's a test; DROP TABLE reviews. a AND b OR NOT c NEAR(d) col:e f*",
        )
        .await;
        let hostile = [
            "\"",
            "'",
            "\"\"\"\"",
            "* OR *",
            "NEAR(a b, 2)",
            "title:test",
            "test*^2",
            "(((",
            ")",
            "a AND NOT",
            "{title body}: test",
            "\0\0",
            "test\0",
            "'; DROP TABLE reviews; --",
            "a & b | !c <-> d:*",
            "\\",
            "%",
            "_",
            "\u{202e}test",
            "-",
            "--",
            "-test",
            "+test",
            "🎬",
        ];
        for asked in hostile {
            site.service
                .search(asked, None, 1)
                .await
                .unwrap_or_else(|error| panic!("{asked:?}: {error}"));
        }
        let long = "quotes ".repeat(1_500);
        assert_eq!(search(&site, &long).await.hits.len(), 2);
        site.service.search(&"\"".repeat(10_000), None, u32::MAX).await.unwrap();
        site.service
            .search(&"é".repeat(10_000), Some(Kind::Comment), 0)
            .await
            .unwrap();
        assert_eq!(
            titles(&site, "drop table; --").await,
            ["review Quotes and Signs (1974)"]
        );
    }
}

#[tokio::test]
async fn the_index_can_be_built_anew() {
    for site in sites() {
        let mara = site.person("mara", Role::Owner).await;
        for n in 0..120 {
            publish(
                &site,
                &mara,
                &format!("Film {n}"),
                &format!("Text number {n} about a harbour."),
            )
            .await;
        }
        let indexed = site.service.reindex().await.unwrap();
        assert_eq!((indexed.reviews, indexed.documents), (120, 240));
        let page = search(&site, "harbour").await;
        assert_eq!((page.total, page.pages, page.hits.len()), (120, 6, 20));
        let last = site.service.search("harbour", None, 6).await.unwrap();
        assert_eq!(last.hits.len(), 20);
        assert_eq!(site.service.reindex().await.unwrap(), indexed);
    }
}

#[tokio::test]
async fn a_word_that_many_texts_hold_is_not_taken_for_a_beginning_but_in_titles() {
    for site in sites() {
        let mara = site.person("mara", Role::Owner).await;
        publish(&site, &mara, "Keelson", "A boat and its owner.").await;
        publish(&site, &mara, "Below Deck", "The captain was keelhauled.").await;
        assert_eq!(titles(&site, "keel").await.len(), 3, "two reviews and a film");
        for n in 0..50 {
            publish(&site, &mara, &format!("Voyage {n}"), "Scraping the keel again.").await;
        }
        let page = search(&site, "keel").await;
        assert_eq!(page.by_kind, [(Kind::Film, 1), (Kind::Review, 50)]);
        assert_eq!(titles(&site, "keelh").await, ["review Below Deck (1974)"]);
    }
}

#[tokio::test]
async fn a_flood_of_changes_hides_nothing_that_comes_after_it() {
    for site in sites() {
        let mara = site.person("mara", Role::Owner).await;
        publish(&site, &mara, "Before the Rain", "Nobody waits here.").await;
        assert_eq!(titles(&site, "before").await.len(), 2, "the review and its film");
        let now = site.service.env().clock.now();
        // More than one look reads, in less time than each look goes back.
        let noted = site.database.store.write(move |c| {
            (0..2_500)
                .try_for_each(|n| cache_events::record(c, &format!("flood.{n:05}"), &["actor:a", "comment:b"], now))
        });
        noted.await.unwrap();
        assert_eq!(titles(&site, "before").await.len(), 2);
        publish(&site, &mara, "After the Rain", "Everybody waits here.").await;
        assert_eq!(titles(&site, "after").await.len(), 2);
    }
}

#[tokio::test]
async fn people_of_films_are_found_while_a_film_of_theirs_may_be_seen() {
    for site in sites() {
        let mara = site.person("mara", Role::Owner).await;
        let cast = |film: &str, cast: &str| ReviewInput {
            facts: FilmInput {
                cast: cast.to_owned(),
                ..FilmInput::default()
            },
            year: "1974".to_owned(),
            ..input(film, "Salt.")
        };
        let save =
            async |input: &ReviewInput, intent| site.service.save_review(&mara, None, input, intent).await.unwrap().id;
        let id = save(
            &cast("The Salt Road", "Marta Osei as The driver\nLuis Vega"),
            Intent::Publish,
        )
        .await;
        save(&cast("Unfinished", "Lena Fell"), Intent::Save).await;
        let people = async |asked: &str| -> Vec<String> {
            let all = titles(&site, asked).await;
            all.into_iter().filter(|title| title.starts_with("person ")).collect()
        };
        assert_eq!(people("osei").await, ["person Marta Osei"]);
        assert_eq!(people("driver").await, ["person Marta Osei"], "by whom she plays");
        let hits = search(&site, "osei").await.hits;
        let person = hits.iter().find(|hit| hit.title == "Marta Osei").unwrap();
        assert_eq!(person.path, "/credits/marta-osei");
        assert!(people("fell").await.is_empty(), "only a draft names her");
        site.service
            .rename_person(&mara, "marta-osei", "Marta Osei-Lund")
            .await
            .unwrap();
        assert_eq!(people("lund").await, ["person Marta Osei-Lund"]);
        site.service
            .merge_people(&mara, "luis-vega", "Marta Osei-Lund")
            .await
            .unwrap();
        assert!(people("vega").await.is_empty(), "made one with somebody else");
        site.service.reindex().await.unwrap();
        assert_eq!(
            people("lund").await,
            ["person Marta Osei-Lund"],
            "also when everything is indexed anew"
        );
        site.service.withdraw_review(&mara, &id).await.unwrap();
        assert!(people("lund").await.is_empty());
    }
}
