//! Posts of this site, on both databases.

use super::{Site, sites};
use houselights::domain::account::Role;
use houselights::domain::essay::EssayInput;
use houselights::domain::id::PostId;
use houselights::domain::like::Subject;
use houselights::domain::review::{ReviewInput, ViewingInput};
use houselights::http::feeds::Format;
use houselights::service::Error;
use houselights::service::feeds::FeedOf;
use houselights::service::reviews::Intent;
use houselights::service::views::Viewer;

fn essay(title: &str, source: &str) -> EssayInput {
    EssayInput {
        title: title.to_owned(),
        language: "en".to_owned(),
        source: source.to_owned(),
        ..EssayInput::default()
    }
}

async fn review(site: &Site, by: &Viewer, film: &str, year: &str) {
    let input = ReviewInput {
        film: film.to_owned(),
        year: year.to_owned(),
        language: "en".to_owned(),
        recommend: true,
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

#[tokio::test]
async fn a_post_names_films_and_each_film_knows_where_it_appears() {
    for site in sites() {
        let mara = site.person("mara", Role::Owner).await;
        review(&site, &mara, "The Salt Road", "1974").await;
        let text = "1. [[The Salt Road (1974)]]\n2. [[Unwritten (1999)]] <script>x</script>";
        let id = site
            .service
            .save_essay(&mara, None, &essay("Ten for a Train", text), false)
            .await
            .unwrap();
        let hidden = site.service.essay_page("mara", "ten-for-a-train", None, 1).await;
        assert!(matches!(hidden, Err(Error::NotFound)), "a draft is nobody's business");
        let looks = async || {
            site.service
                .film_page("the-salt-road-1974", None)
                .await
                .unwrap()
                .appears_in
        };
        assert!(looks().await.is_empty());
        assert_eq!(site.service.essays_page(Some(&mara), 1).await.unwrap().drafts.len(), 1);
        assert!(site.service.essays_page(None, 1).await.unwrap().drafts.is_empty());
        site.service
            .save_essay(&mara, Some(&id), &essay("Ten for a Train", text), true)
            .await
            .unwrap();
        let page = site
            .service
            .essay_page("mara", "ten-for-a-train", None, 1)
            .await
            .unwrap();
        assert!(
            page.html.as_str().contains("href=\"/films/the-salt-road-1974\""),
            "{}",
            page.html
        );
        assert!(page.html.as_str().contains("Unwritten (1999)") && !page.html.as_str().contains("/films/unwritten"));
        assert!(!page.html.as_str().contains("<script"));
        assert_eq!(looks().await[0].path, "/@mara/posts/ten-for-a-train");
        // What is reviewed later is a link from then on.
        review(&site, &mara, "Unwritten", "1999").await;
        let page = site
            .service
            .essay_page("mara", "ten-for-a-train", None, 1)
            .await
            .unwrap();
        assert!(page.html.as_str().contains("href=\"/films/unwritten-1999\""));
        let feed = site.service.feed(FeedOf::Essays).await.unwrap();
        for format in Format::ALL {
            let read = feed_rs::parser::parse(format.write(&feed, "1.0").as_bytes()).unwrap();
            assert_eq!(read.entries.len(), 1, "{format:?}");
        }
        assert!(
            feed.items[0]
                .html
                .contains("https://films.example/films/the-salt-road-1974")
        );
        tokio::time::sleep(std::time::Duration::from_millis(110)).await;
        let found = site.service.search("train unwritten", None, 1).await.unwrap();
        assert!(
            found.hits.iter().any(|hit| hit.path == "/@mara/posts/ten-for-a-train"),
            "{:?}",
            found.hits
        );
        let tom = site.person("tom", Role::Reviewer).await;
        let theirs = site
            .service
            .save_essay(&tom, Some(&id), &essay("Mine now", "x"), true)
            .await;
        assert!(matches!(theirs, Err(Error::NotFound)));
    }
}

#[tokio::test]
async fn people_talk_about_a_post_as_about_a_review() {
    for site in sites() {
        let (mara, tom) = (
            site.person("mara", Role::Owner).await,
            site.person("tom", Role::Member).await,
        );
        let id = site
            .service
            .save_essay(&mara, None, &essay("News", "We are open."), true)
            .await
            .unwrap();
        let place = PostId::new(id.as_str());
        let said = site
            .service
            .write_comment(&tom, Subject::Post(place.clone()), "At last!")
            .await
            .unwrap();
        assert_eq!(said.in_reply_to.as_str(), format!("https://films.example/p/{id}"));
        let page = site.service.essay_page("mara", "news", None, 1).await.unwrap();
        assert_eq!(page.conversation.count, 1);
        assert!(page.conversation.comments[0].html.as_str().contains("At last!"));
        // Servers name it by its id or by its page.
        for address in [
            format!("https://films.example/p/{id}"),
            "https://films.example/@mara/posts/news".to_owned(),
        ] {
            let named = site.service.resolve(&address.parse().unwrap()).await.unwrap();
            if address.contains("/p/") {
                assert_eq!(named.unwrap().subject, Subject::Post(place.clone()), "{address}");
            }
        }
        assert_eq!(
            site.service.essay_path(&place).await.unwrap().as_deref(),
            Some("/@mara/posts/news")
        );
        // What is written here is never forgotten as a post of strangers is.
        site.service.prune().await.unwrap();
        assert_eq!(
            site.service
                .essay_page("mara", "news", None, 1)
                .await
                .unwrap()
                .conversation
                .count,
            1
        );
        site.service.withdraw_essay(&mara, &id).await.unwrap();
        assert!(matches!(
            site.service.essay_page("mara", "news", None, 1).await,
            Err(Error::Gone)
        ));
        assert!(matches!(site.service.essay_document(&id).await, Err(Error::Gone)));
        let late = site
            .service
            .write_comment(&tom, Subject::Post(place.clone()), "Too late")
            .await;
        assert!(late.is_err());
        let again = site
            .service
            .save_essay(&mara, Some(&id), &essay("News", "We are open."), true)
            .await;
        assert!(matches!(again, Err(Error::Conflict { .. })));
        let new = site
            .service
            .save_essay(&mara, None, &essay("News", "Open again."), true)
            .await
            .unwrap();
        assert_ne!(new, id);
        assert!(
            site.service.essay_page("mara", "news", None, 1).await.is_ok(),
            "the address is free again"
        );
        site.service.delete_essay(&mara, &new).await.unwrap();
        assert!(matches!(
            site.service.essay_page("mara", "news", None, 1).await,
            Err(Error::Gone)
        ));
    }
}

#[tokio::test]
async fn a_complete_award_list_begins_a_post_that_says_so() {
    for site in sites() {
        let mara = site.person("mara", Role::Owner).await;
        let list = site.service.take_canon(&mara, "best-supporting-actor").await.unwrap();
        let early = site.service.announce_complete(&mara, &list, true).await;
        assert!(matches!(early, Err(Error::Conflict { .. })));
        // All but two are taken out, and those two are reviewed.
        loop {
            let editing = site.service.list_for_edit(&mara, &list, 1).await.unwrap();
            if editing.total <= 2 {
                break;
            }
            for row in editing.rows.iter().skip(2) {
                site.service.remove_from_list(&mara, &list, &row.id).await.unwrap();
            }
        }
        for row in site.service.list_for_edit(&mara, &list, 1).await.unwrap().rows {
            review(&site, &mara, &row.title, &row.year.unwrap().to_string()).await;
        }
        let id = site.service.announce_complete(&mara, &list, false).await.unwrap();
        let editing = site.service.essay_for_edit(&mara, Some(&id)).await.unwrap();
        let draft = editing.essay.unwrap();
        assert_eq!(draft.title, "Now complete: Best Supporting Actor winners");
        assert!(
            draft.source.contains("all 2 of 2") && draft.source.contains("[["),
            "{}",
            draft.source
        );
        assert!(editing.path.is_none(), "not published");
        site.service.announce_complete(&mara, &list, true).await.unwrap();
        let page = site.service.essays_page(None, 1).await.unwrap();
        assert_eq!(page.published[0].title, "Now complete: Best Supporting Actor winners");
    }
}
