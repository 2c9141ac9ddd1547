//! Feeds, sitemap and cards as the database gives them, on both databases; read by parsers that other people wrote.

use super::{Site, sites};
use feed_rs::model::{Feed as Read, FeedType};
use houselights::domain::account::Role;
use houselights::domain::id::ReviewId;
use houselights::domain::like::Subject;
use houselights::domain::review::{ReviewInput, SectionInput, SectionKind};
use houselights::http::feeds::Format;
use houselights::http::sitemap;
use houselights::service::Error;
use houselights::service::feeds::{Feed, FeedOf};
use houselights::service::reviews::Intent;
use houselights::service::sharing::CardFile;
use houselights::service::views::Viewer;

fn input(film: &str, take: &str) -> ReviewInput {
    ReviewInput {
        film: film.to_owned(),
        year: "1974".to_owned(),
        language: "en".to_owned(),
        sections: vec![
            SectionInput {
                kind: SectionKind::Take,
                label: String::new(),
                source: take.to_owned(),
            },
            SectionInput {
                kind: SectionKind::BottomLine,
                label: String::new(),
                source: "Bring a [coat](/@mara).".to_owned(),
            },
        ],
        tags: vec!["Night Trains".to_owned()],
        ..ReviewInput::default()
    }
}

async fn publish(site: &Site, by: &Viewer, input: &ReviewInput) -> ReviewId {
    site.service
        .save_review(by, None, input, Intent::Publish)
        .await
        .unwrap()
        .id
}

fn read(feed: &Feed, format: Format) -> Read {
    let text = format.write(feed, "1.0");
    feed_rs::parser::parse(text.as_bytes()).unwrap_or_else(|error| panic!("{format:?}: {error}\n{text}"))
}

const EVERY: [(Format, FeedType); 3] = [
    (Format::Atom, FeedType::Atom),
    (Format::Rss, FeedType::RSS2),
    (Format::Json, FeedType::JSON),
];

#[tokio::test]
async fn a_review_reads_the_same_in_every_format() {
    for site in sites() {
        let mara = site.person("mara", Role::Owner).await;
        let text = "It *waits* & waits. <b>Bold</b> ]]> \u{8}bell. See [the first](/@mara/old).";
        let hostile = ReviewInput {
            headline: "Waiting & <again>".to_owned(),
            ..input("The \u{1F682} “Long” Platform & Co <3", text)
        };
        let id = publish(&site, &mara, &hostile).await;
        let feed = site.service.feed(FeedOf::Site).await.unwrap();
        for (format, kind) in EVERY {
            let read = read(&feed, format);
            assert_eq!(read.feed_type, kind);
            assert_eq!(read.title.unwrap().content, "Houselights");
            let entry = &read.entries[0];
            assert_eq!(entry.id, format!("https://films.example/r/{id}"), "{format:?}");
            let title = &entry.title.as_ref().unwrap().content;
            assert_eq!(
                title, "Waiting & <again>: The \u{1F682} “Long” Platform & Co <3 (1974)",
                "{format:?}"
            );
            let page = feed.items[0].url.as_str();
            assert!(
                entry.links.iter().any(|link| link.href == page),
                "{format:?}: {:?}",
                entry.links
            );
            assert!(entry.published.is_some(), "{format:?}");
            let html = entry.content.as_ref().and_then(|content| content.body.clone()).unwrap();
            assert!(html.contains("<em>waits</em>"), "{format:?}: {html}");
            assert!(
                html.contains("https://films.example/@mara/old"),
                "{format:?}: links are whole: {html}"
            );
            assert!(!html.contains('\u{8}'), "{format:?}");
            assert_eq!(entry.authors[0].name.as_deref(), Some("MARA"), "{format:?}");
            assert_eq!(entry.categories[0].term, "Night Trains", "{format:?}");
        }
        // An edit keeps the id and moves the time on.
        let before = feed.updated;
        let edited = ReviewInput {
            headline: "Waiting, once more".to_owned(),
            ..hostile
        };
        site.service
            .save_review(&mara, Some(&id), &edited, Intent::Save)
            .await
            .unwrap();
        let feed = site.service.feed(FeedOf::Site).await.unwrap();
        assert_eq!(feed.items.len(), 1);
        assert!(
            feed.updated > before && feed.items[0].updated == feed.updated && feed.items[0].published < feed.updated
        );
    }
}

#[tokio::test]
async fn what_a_page_folds_away_is_not_in_a_feed() {
    for site in sites() {
        let mara = site.person("mara", Role::Owner).await;
        let box_inside = input(
            "A",
            "Before. ||The butler did it.|| After.\n\n||\n\nTwice, ||inside|| even.\n\n||",
        );
        let spoiled = ReviewInput {
            spoilers: true,
            teaser: "A butler, a house.".to_owned(),
            ..input("B", "The butler did it.")
        };
        let warned = ReviewInput {
            content_warning: "Blood".to_owned(),
            ..input("C", "The butler did it.")
        };
        for input in [&box_inside, &spoiled, &warned] {
            publish(&site, &mara, input).await;
        }
        let feed = site.service.feed(FeedOf::Author("mara".to_owned())).await.unwrap();
        for (format, _) in EVERY {
            let text = format.write(&feed, "1.0");
            assert!(!text.contains("butler did it") && !text.contains("Twice,"), "{text}");
            assert!(text.contains("Content warning:") && text.contains("Blood"), "{text}");
        }
        let html = |n: usize| feed.items[n].html.as_str();
        assert!(html(2).contains("Before. [spoiler] After."), "{}", html(2));
        assert!(
            html(1).contains("gives away the plot")
                && html(1).contains("A butler, a house.")
                && html(1).contains("coat")
        );
        assert!(
            html(0).contains("Read the whole review") && !html(0).contains("coat"),
            "{}",
            html(0)
        );
        assert!(!feed.items[0].summary.contains("butler"), "{}", feed.items[0].summary);
    }
}

#[tokio::test]
async fn each_feed_has_what_belongs_to_it_and_drafts_are_in_none() {
    for site in sites() {
        let (mara, tom) = (
            site.person("mara", Role::Owner).await,
            site.person("tom", Role::Reviewer).await,
        );
        let first = publish(&site, &mara, &input("First", "Good.")).await;
        publish(
            &site,
            &tom,
            &ReviewInput {
                tags: vec!["dogs".to_owned()],
                ..input("Second", "Better.")
            },
        )
        .await;
        site.service
            .save_review(&mara, None, &input("Draft", "Not yet."), Intent::Save)
            .await
            .unwrap();
        let said = site
            .service
            .write_comment(&tom, Subject::Review(first.clone()), "I was there, too.")
            .await
            .unwrap();
        let held = site
            .service
            .write_comment(&tom, Subject::Review(first.clone()), "Not for everybody.")
            .await
            .unwrap();
        site.service.delete_comment(&mara, &held.id).await.unwrap();
        let count = async |of: FeedOf| site.service.feed(of).await.map(|feed| feed.items.len());
        assert_eq!(count(FeedOf::Site).await.unwrap(), 2);
        assert_eq!(count(FeedOf::Author("tom".to_owned())).await.unwrap(), 1);
        assert_eq!(count(FeedOf::Tag("nighttrains".to_owned())).await.unwrap(), 1);
        assert_eq!(
            count(FeedOf::AuthorTag("tom".to_owned(), "Dogs".to_owned()))
                .await
                .unwrap(),
            1
        );
        let talk = site
            .service
            .feed(FeedOf::Comments("mara".to_owned(), "first-1974".to_owned()))
            .await
            .unwrap();
        assert_eq!(talk.items.len(), 1);
        assert_eq!(talk.items[0].id, format!("https://films.example/c/{}", said.id));
        assert!(talk.items[0].html.contains("I was there"));
        for (format, _) in EVERY {
            assert_eq!(read(&talk, format).entries.len(), 1);
        }
        for of in [
            FeedOf::Tag("cats".to_owned()),
            FeedOf::Tag(String::new()),
            FeedOf::AuthorTag("mara".to_owned(), "dogs".to_owned()),
            FeedOf::Author("nobody".to_owned()),
            FeedOf::Comments("mara".to_owned(), "draft-1974".to_owned()),
        ] {
            assert!(
                matches!(site.service.feed(of.clone()).await, Err(Error::NotFound)),
                "{of:?}"
            );
        }
        let page = site.service.tag_page("NightTrains", 1).await.unwrap();
        assert_eq!((page.name.as_str(), page.list.total), ("Night Trains", 1));
        assert!(matches!(site.service.tag_page("cats", 1).await, Err(Error::NotFound)));
        assert!(matches!(site.service.tag_page("dogs", 2).await, Err(Error::NotFound)));
    }
}

#[tokio::test]
async fn an_empty_site_has_feeds_that_can_be_read() {
    for site in sites() {
        site.person("mara", Role::Owner).await;
        for of in [FeedOf::Site, FeedOf::Author("mara".to_owned())] {
            let feed = site.service.feed(of).await.unwrap();
            for (format, kind) in EVERY {
                assert_eq!(read(&feed, format).feed_type, kind);
            }
        }
    }
}

#[tokio::test]
async fn the_sitemap_lists_what_is_public_and_nobody_who_does_not_want_to_be_found() {
    for site in sites() {
        let (mara, tom) = (
            site.person("mara", Role::Owner).await,
            site.person("tom", Role::Reviewer).await,
        );
        publish(&site, &mara, &input("First", "Good.")).await;
        publish(&site, &tom, &input("Second", "Better.")).await;
        site.service
            .save_review(&mara, None, &input("Draft", "Not yet."), Intent::Save)
            .await
            .unwrap();
        let profile = houselights::service::accounts::ProfileInput {
            name: "Tom".to_owned(),
            discoverable: false,
            ..houselights::service::accounts::ProfileInput::default()
        };
        site.service.edit_profile(&tom, profile).await.unwrap();
        let all = site.service.sitemap().await.unwrap();
        let urls: Vec<&str> = all.iter().map(|address| address.url.as_str()).collect();
        assert_eq!(
            urls,
            [
                "https://films.example/",
                "https://films.example/@mara",
                "https://films.example/films/first-1974",
                "https://films.example/tags/nighttrains",
                "https://films.example/@mara/first-1974",
            ]
        );
        let xml = sitemap::file(&all, 100, None, "https://films.example").unwrap();
        assert_eq!(locations(&xml), (urls.len(), 0), "{xml}");
        // Cut into parts of two, there is an index of three, and no fourth.
        let index = sitemap::file(&all, 2, None, "https://films.example").unwrap();
        assert_eq!(locations(&index), (0, 3), "{index}");
        let parts: Vec<usize> = (1..=3)
            .map(|n| locations(&sitemap::file(&all, 2, Some(n), "https://films.example").unwrap()).0)
            .collect();
        assert_eq!(parts, [2, 2, 1]);
        for none in [0, 4] {
            assert_eq!(sitemap::file(&all, 2, Some(none), "https://films.example"), None);
        }
        assert_eq!(sitemap::file(&all, 100, Some(1), "https://films.example"), None);
    }
}

/// Addresses and further sitemaps in a file, as another reader counts them.
fn locations(xml: &str) -> (usize, usize) {
    use ::sitemap::reader::{SiteMapEntity, SiteMapReader};
    let (mut urls, mut maps) = (0, 0);
    for entity in SiteMapReader::new(xml.as_bytes()) {
        match entity {
            SiteMapEntity::Url(entry) => {
                assert!(entry.loc.get_url().is_some(), "{:?}", entry.loc);
                urls += 1;
            }
            SiteMapEntity::SiteMap(_) => maps += 1,
            SiteMapEntity::Err(error) => panic!("{error}"),
        }
    }
    (urls, maps)
}

#[tokio::test]
async fn a_card_is_drawn_once_follows_what_it_shows_and_goes_with_the_review() {
    for site in sites() {
        let mara = site.person("mara", Role::Owner).await;
        let id = publish(&site, &mara, &input("First", "Good.")).await;
        let key = format!("review-{id}");
        let moved = async |hash: &str| match site.service.card_file(&key, hash).await.unwrap() {
            CardFile::Elsewhere(path) => path,
            CardFile::Ready(_) => panic!("a card of another hash"),
        };
        let path = moved("0000").await;
        let hash = |path: &str| path.rsplit('/').next().unwrap().trim_end_matches(".jpg").to_owned();
        let CardFile::Ready(drawn) = site.service.card_file(&key, &hash(&path)).await.unwrap() else {
            panic!("no card at {path}")
        };
        assert!(drawn.starts_with(&[0xff, 0xd8]) && drawn.len() > 10_000);
        assert_eq!(
            site.service.card_file(&key, &hash(&path)).await.unwrap(),
            CardFile::Ready(drawn)
        );
        let renamed = ReviewInput {
            headline: "With a headline now".to_owned(),
            ..input("First", "Good.")
        };
        site.service
            .save_review(&mara, Some(&id), &renamed, Intent::Save)
            .await
            .unwrap();
        assert_ne!(
            moved(&hash(&path)).await,
            path,
            "what is shown has changed, so its address has"
        );
        site.service.withdraw_review(&mara, &id).await.unwrap();
        assert!(matches!(
            site.service.card_file(&key, &hash(&path)).await,
            Err(Error::NotFound)
        ));
        for none in [
            "",
            "review",
            "review-",
            "person-nobody",
            "site-2",
            "film-1",
            "review-../../x",
        ] {
            assert!(
                matches!(site.service.card_file(none, "0").await, Err(Error::NotFound)),
                "{none}"
            );
        }
        assert!(matches!(
            site.service.card_file("site", "0").await,
            Ok(CardFile::Elsewhere(_))
        ));
        assert!(matches!(
            site.service.card_file("person-mara", "0").await,
            Ok(CardFile::Elsewhere(_))
        ));
    }
}
