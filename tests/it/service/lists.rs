//! Lists, on both databases.

use super::{Site, sites};
use houselights::domain::account::Role;
use houselights::domain::essay::EssayInput;
use houselights::domain::id::ListId;
use houselights::domain::list::{ListInput, ListKind};
use houselights::domain::review::{ReviewInput, ViewingInput};
use houselights::http::feeds::Format;
use houselights::service::Error;
use houselights::service::feeds::FeedOf;
use houselights::service::films::Part;
use houselights::service::lists::{ItemInput, Move};
use houselights::service::reviews::Intent;
use houselights::service::views::{ListPage, Viewer};

fn list(title: &str, kind: &str, of: &str) -> ListInput {
    ListInput {
        title: title.to_owned(),
        language: "en".to_owned(),
        kind: kind.to_owned(),
        of: of.to_owned(),
        ..ListInput::default()
    }
}

fn film(title: &str) -> ItemInput {
    ItemInput {
        film: title.to_owned(),
        ..ItemInput::default()
    }
}

async fn review(site: &Site, by: &Viewer, film: &str, year: &str, tag: &str) {
    let input = ReviewInput {
        film: film.to_owned(),
        year: year.to_owned(),
        language: "en".to_owned(),
        tags: vec![tag.to_owned()],
        recommend: tag == "good",
        viewings: vec![ViewingInput {
            seen_on: "2014".to_owned(),
            ..ViewingInput::default()
        }],
        ..ReviewInput::default()
    };
    site.service
        .save_review(by, None, &input, Intent::Publish)
        .await
        .unwrap();
}

async fn shown(site: &Site, slug: &str, by: Option<&Viewer>) -> ListPage {
    site.service.list_page("mara", slug, by, false, 1).await.unwrap()
}

fn titles(page: &ListPage) -> Vec<String> {
    page.rows
        .iter()
        .map(|row| format!("{} {}", row.place, row.title))
        .collect()
}

#[tokio::test]
async fn a_ranked_list_is_kept_by_hand_and_seen_by_others_once_it_is_published() {
    for site in sites() {
        let (mara, tom) = (
            site.person("mara", Role::Owner).await,
            site.person("tom", Role::Reviewer).await,
        );
        let id = site
            .service
            .save_list(&mara, None, &list("Ten for a Train", "ranked", "films"))
            .await
            .unwrap();
        for title in ["A (1931)", "B (1932)", "C", "D (1934)"] {
            site.service.add_to_list(&mara, &id, &film(title)).await.unwrap();
        }
        let page = shown(&site, "ten-for-a-train", Some(&mara)).await;
        assert_eq!(titles(&page), ["1 A", "2 B", "3 C", "4 D"]);
        assert_eq!((page.rows[0].year, page.rows[2].year), (Some(1931), None));
        let ids: Vec<_> = page.rows.iter().map(|row| row.id.clone()).collect();
        site.service
            .move_in_list(&mara, &id, &ids[3], Move::To(1))
            .await
            .unwrap();
        site.service
            .move_in_list(&mara, &id, &ids[0], Move::Down)
            .await
            .unwrap();
        site.service.move_in_list(&mara, &id, &ids[3], Move::Up).await.unwrap();
        site.service
            .move_in_list(&mara, &id, &ids[2], Move::To(99))
            .await
            .unwrap();
        site.service
            .note_in_list(&mara, &id, vec![(ids[1].clone(), "The *whistle*.".to_owned())])
            .await
            .unwrap();
        let page = shown(&site, "ten-for-a-train", Some(&mara)).await;
        assert_eq!(titles(&page), ["1 D", "2 B", "3 A", "4 C"]);
        assert!(page.rows[1].note_html.as_str().contains("<em>whistle</em>"));
        site.service.remove_from_list(&mara, &id, &ids[1]).await.unwrap();
        assert_eq!(
            titles(&shown(&site, "ten-for-a-train", Some(&mara)).await),
            ["1 D", "2 A", "3 C"]
        );

        let hidden = site
            .service
            .list_page("mara", "ten-for-a-train", Some(&tom), false, 1)
            .await;
        assert!(matches!(hidden, Err(Error::NotFound)));
        assert!(site.service.lists_page(None).await.unwrap().lists.is_empty());
        assert!(matches!(
            site.service.add_to_list(&tom, &id, &film("E")).await,
            Err(Error::NotFound)
        ));
        assert!(matches!(
            site.service.set_list_public(&tom, &id, true).await,
            Err(Error::NotFound)
        ));
        site.service.set_list_public(&mara, &id, true).await.unwrap();
        assert_eq!(titles(&shown(&site, "ten-for-a-train", None).await).len(), 3);
        assert_eq!(site.service.lists_page(None).await.unwrap().lists[0].total, Some(3));
        site.service.delete_list(&mara, &id).await.unwrap();
        let gone = site
            .service
            .list_page("mara", "ten-for-a-train", Some(&mara), false, 1)
            .await;
        assert!(matches!(gone, Err(Error::NotFound)));
    }
}

#[tokio::test]
async fn an_award_list_counts_what_was_reviewed_says_what_is_missing_and_since_when_it_is_complete() {
    for site in sites() {
        let mara = site.person("mara", Role::Owner).await;
        // Entered under the year of the award: the same film all the same.
        review(&site, &mara, "Casablanca", "1943", "good").await;
        let id = site.service.take_canon(&mara, "best-picture").await.unwrap();
        review(&site, &mara, "Rebecca", "1940", "").await;
        review(&site, &mara, "Rebecca", "2020", "").await;
        let page = shown(&site, "best-picture-winners", Some(&mara)).await;
        let progress = page.progress.unwrap();
        assert_eq!((progress.done, progress.total, progress.complete_on), (2, 97, None));
        assert_eq!((page.missing_total, page.missing_named.len()), (95, 12));
        assert_eq!(page.missing_named[0], "Wings (1927)");
        assert!(page.rows[15].review.is_some(), "{:?}", page.rows[15]);
        let missing = site
            .service
            .list_page("mara", "best-picture-winners", Some(&mara), true, 1)
            .await
            .unwrap();
        assert!(missing.rows.iter().all(|row| row.review.is_none()) && missing.rows.len() == 95);
        // A short one, to its end.
        let actors = site.service.take_canon(&mara, "best-supporting-actress").await.unwrap();
        assert_ne!(actors, id);
        let editing = site.service.list_for_edit(&mara, &actors, 1).await.unwrap();
        assert_eq!((editing.total, editing.completed_by.is_some()), (89, false));
        assert_eq!(editing.list.kind, ListKind::Canonical);
        for row in editing
            .rows
            .iter()
            .chain(&site.service.list_for_edit(&mara, &actors, 2).await.unwrap().rows)
        {
            site.service.remove_from_list(&mara, &actors, &row.id).await.unwrap();
        }
        for page in 1..=2 {
            for row in site
                .service
                .list_for_edit(&mara, &actors, page)
                .await
                .unwrap()
                .rows
                .iter()
                .skip(1)
            {
                site.service.remove_from_list(&mara, &actors, &row.id).await.unwrap();
            }
        }
        for row in site.service.list_for_edit(&mara, &actors, 1).await.unwrap().rows {
            review(&site, &mara, &row.title, &row.year.unwrap().to_string(), "").await;
        }
        let complete = shown(&site, "best-supporting-actress-winners", Some(&mara))
            .await
            .progress
            .unwrap();
        assert_eq!(complete.done, complete.total);
        assert!(complete.complete_on.is_some());
        assert!(matches!(
            site.service.take_canon(&mara, "best-catering").await,
            Err(Error::NotFound)
        ));
    }
}

#[tokio::test]
async fn a_list_of_performances_names_who_plays_in_what() {
    for site in sites() {
        let mara = site.person("mara", Role::Owner).await;
        let id = site
            .service
            .save_list(&mara, None, &list("Faces", "manual", "performances"))
            .await
            .unwrap();
        let Err(Error::Invalid(errors)) = site
            .service
            .add_to_list(&mara, &id, &film("The Salt Road (1974)"))
            .await
        else {
            panic!("a performance by nobody")
        };
        assert_eq!(errors[0].field, "person");
        let item = ItemInput {
            person: "Marta Osei".to_owned(),
            part: "The elder sister".to_owned(),
            ..film("The Salt Road (1974)")
        };
        site.service.add_to_list(&mara, &id, &item).await.unwrap();
        let page = shown(&site, "faces", Some(&mara)).await;
        assert_eq!(
            (page.rows[0].person.as_str(), page.rows[0].part.as_str()),
            ("Marta Osei", "The elder sister")
        );
        assert_eq!(page.rows[0].label(), "Marta Osei (The Salt Road (1974))");
    }
}

#[tokio::test]
async fn a_smart_list_follows_what_is_reviewed() {
    for site in sites() {
        let mara = site.person("mara", Role::Owner).await;
        let tom = site.person("tom", Role::Reviewer).await;
        for (film, year, tag) in [
            ("A", "1931", "good"),
            ("B", "1945", "night"),
            ("C", "1950", "good"),
            ("D", "1962", "night"),
        ] {
            review(&site, &mara, film, year, tag).await;
        }
        review(&site, &tom, "E", "1948", "good").await;
        let smart = async |input: ListInput| {
            let title = input.title.clone();
            site.service.save_list(&mara, None, &input).await.unwrap();
            shown(&site, &title, Some(&mara))
                .await
                .rows
                .into_iter()
                .map(|row| row.title)
                .collect::<String>()
        };
        let years = ListInput {
            from: "1940".to_owned(),
            until: "1955".to_owned(),
            order: "title".to_owned(),
            ..list("years", "smart", "films")
        };
        assert_eq!(smart(years).await, "BC");
        let tagged = ListInput {
            tag: "#Night".to_owned(),
            order: "year".to_owned(),
            ..list("tagged", "smart", "films")
        };
        assert_eq!(smart(tagged).await, "BD");
        let recommended = ListInput {
            recommended: true,
            ..list("best", "smart", "films")
        };
        assert_eq!(smart(recommended).await, "CA");
        let unseen = ListInput {
            unseen: true,
            ..list("unseen", "smart", "films")
        };
        assert_eq!(smart(unseen).await, "E");
        let nobody = ListInput {
            person: "Nobody".to_owned(),
            ..list("nobody", "smart", "films")
        };
        assert_eq!(smart(nobody).await, "");
        let page = shown(&site, "tagged", Some(&mara)).await;
        assert!(page.rows[0].review.as_ref().unwrap().path.starts_with("/@mara/"));
        let added = site.service.add_to_list(&mara, &page.list.id, &film("F")).await;
        assert!(matches!(added, Err(Error::Conflict { .. })), "it fills itself");
    }
}

#[tokio::test]
async fn five_thousand_items_are_a_list_and_one_more_is_too_much() {
    let site = super::site();
    let mara = site.person("mara", Role::Owner).await;
    let id: ListId = site
        .service
        .save_list(&mara, None, &list("Everything", "ranked", "films"))
        .await
        .unwrap();
    let (list_id, now) = (id.clone(), site.service.env().clock.now());
    site.store()
        .write(move |c| {
            use houselights::domain::list::ListItem;
            use houselights::domain::text::SafeHtml;
            use houselights::store::{films, lists};
            let film = films::find_or_create(c, "film", "A", None, "en", now)?;
            let item = |n: usize| ListItem {
                id: houselights::domain::id::ListItemId::new(format!("item-{n}")),
                film_id: film.id.clone(),
                person: String::new(),
                part: String::new(),
                award: String::new(),
                note: String::new(),
                note_html: SafeHtml::default(),
                added_at: now,
            };
            let items: Vec<ListItem> = (0..5_000).map(item).collect();
            lists::append(c, &list_id, &items)
        })
        .await
        .unwrap();
    let Err(Error::Invalid(errors)) = site.service.add_to_list(&mara, &id, &film("B")).await else {
        panic!("5,001 items")
    };
    assert_eq!(errors[0].field, "film");
    let last = site
        .service
        .list_page("mara", "everything", Some(&mara), false, 50)
        .await
        .unwrap();
    assert_eq!(
        (last.pages, last.total, last.rows.last().unwrap().place),
        (50, 5_000, 5_000)
    );
    let item = last.rows.last().unwrap().id.clone();
    site.service.move_in_list(&mara, &id, &item, Move::To(1)).await.unwrap();
    assert_eq!(shown(&site, "everything", Some(&mara)).await.rows[0].id, item);
    assert!(matches!(
        site.service
            .list_page("mara", "everything", Some(&mara), false, 51)
            .await,
        Err(Error::NotFound)
    ));
}

#[tokio::test]
async fn a_list_has_feeds_is_found_and_stands_on_the_pages_of_its_films() {
    for site in sites() {
        let mara = site.person("mara", Role::Owner).await;
        review(&site, &mara, "The Salt Road", "1974", "good").await;
        let id = site
            .service
            .save_list(&mara, None, &list("Borders & lorries", "manual", "films"))
            .await
            .unwrap();
        site.service
            .add_to_list(&mara, &id, &film("The Salt Road (1974)"))
            .await
            .unwrap();
        site.service
            .add_to_list(&mara, &id, &film("Unwritten (1999)"))
            .await
            .unwrap();
        let of = FeedOf::List("mara".to_owned(), "borders-lorries".to_owned());
        assert!(
            matches!(site.service.feed(of.clone()).await, Err(Error::NotFound)),
            "not before it is published"
        );
        let page = site
            .service
            .review_page("mara", "the-salt-road-1974", None, 1)
            .await
            .unwrap();
        assert!(page.appears_in.is_empty());
        site.service.set_list_public(&mara, &id, true).await.unwrap();
        let slug = shown(&site, "borders-lorries", None).await.list.slug;
        let feed = site.service.feed(FeedOf::List("mara".to_owned(), slug)).await.unwrap();
        for format in Format::ALL {
            let read = feed_rs::parser::parse(format.write(&feed, "1.0").as_bytes()).unwrap();
            assert_eq!(read.entries.len(), 2, "{format:?}");
        }
        assert!(
            feed.items
                .iter()
                .any(|item| item.url.ends_with("/@mara/the-salt-road-1974"))
        );
        let page = site
            .service
            .review_page("mara", "the-salt-road-1974", None, 1)
            .await
            .unwrap();
        assert_eq!(page.appears_in[0].title, "Borders & lorries");
        assert_eq!(page.appears_in[0].path, "/@mara/lists/borders-lorries");
        tokio::time::sleep(std::time::Duration::from_millis(110)).await;
        let found = site.service.search("lorries unwritten", None, 1).await.unwrap();
        assert_eq!(
            found.hits.iter().map(|hit| hit.path.as_str()).collect::<Vec<_>>(),
            ["/@mara/lists/borders-lorries"]
        );
        let urls: Vec<String> = site
            .service
            .sitemap()
            .await
            .unwrap()
            .into_iter()
            .map(|a| a.url)
            .collect();
        assert!(
            urls.contains(&"https://films.example/@mara/lists/borders-lorries".to_owned()),
            "{urls:?}"
        );
    }
}

#[tokio::test]
async fn lists_and_posts_follow_their_film_when_two_are_made_one_and_one_is_made_two() {
    for site in sites() {
        let mara = site.person("mara", Role::Owner).await;
        review(&site, &mara, "The Salt Road", "1974", "good").await;
        review(&site, &mara, "Salt Road", "1974", "good").await;
        let service = &site.service;
        let both = service
            .save_list(&mara, None, &list("Roads", "manual", "films"))
            .await
            .unwrap();
        let one = service
            .save_list(&mara, None, &list("Salt", "ranked", "films"))
            .await
            .unwrap();
        for (id, title) in [
            (&both, "The Salt Road (1974)"),
            (&both, "Salt Road (1974)"),
            (&one, "Harbour, Morning (1981)"),
            (&one, "Salt Road (1974)"),
        ] {
            service.add_to_list(&mara, id, &film(title)).await.unwrap();
        }
        for id in [&both, &one] {
            service.set_list_public(&mara, id, true).await.unwrap();
        }
        let text = |source: &str| EssayInput {
            title: "On salt".to_owned(),
            language: "en".to_owned(),
            source: source.to_owned(),
            ..EssayInput::default()
        };
        let post = service
            .save_essay(&mara, None, &text("See [[Salt Road (1974)]]."), true)
            .await
            .unwrap();

        service
            .merge_films(&mara, "salt-road-1974", "The Salt Road (1974)")
            .await
            .unwrap();
        assert_eq!(
            titles(&shown(&site, "roads", None).await),
            ["1 The Salt Road"],
            "once, not twice"
        );
        assert_eq!(
            titles(&shown(&site, "salt", None).await),
            ["1 Harbour, Morning", "2 The Salt Road"]
        );
        let places = async |slug: &str| -> Vec<String> {
            let film = service.film_page(slug, None).await.unwrap();
            film.appears_in.into_iter().map(|place| place.title).collect()
        };
        assert_eq!(places("the-salt-road-1974").await, ["Roads", "Salt", "On salt"]);
        // Saving the post again does not bring back the film that is gone.
        service
            .save_essay(&mara, Some(&post), &text("Do see [[Salt Road (1974)]]."), false)
            .await
            .unwrap();
        assert_eq!(places("the-salt-road-1974").await, ["Roads", "Salt", "On salt"]);
        assert!(matches!(
            service.film_page("salt-road-1974", Some(&mara)).await,
            Err(Error::NotFound)
        ));

        let editing = service.film_for_edit(&mara, "the-salt-road-1974").await.unwrap();
        let named: Vec<&str> = editing.items.iter().map(|(_, title, _)| title.as_str()).collect();
        assert_eq!((named, editing.essays.len()), (vec!["Roads", "Salt"], 1));
        let tom = site.person("tom", Role::Reviewer).await;
        let theirs = service.film_for_edit(&tom, "the-salt-road-1974").await.unwrap();
        assert!(theirs.items.is_empty() && theirs.essays.is_empty(), "only one's own");
        let part = Part {
            reviews: vec![editing.reviews[0].0.clone()],
            items: vec![editing.items[1].0.clone()],
            essays: vec![post],
        };
        let remake = service
            .split_film(&mara, "the-salt-road-1974", part, "The Salt Road", "2011")
            .await
            .unwrap();
        assert_eq!(places(&remake).await, ["Salt", "On salt"]);
        assert_eq!(places("the-salt-road-1974").await, ["Roads"]);
        let found = shown(&site, "salt", None).await;
        assert_eq!(found.rows[1].year, Some(2011));
    }
}
