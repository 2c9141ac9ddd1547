//! What people are told, in words that say what it is about.

use super::browser::world;
use houselights::domain::account::Role;
use houselights::domain::like::{ReactionKind, Subject};
use houselights::domain::review::{ReviewInput, ViewingInput};
use houselights::service::accounts::ProfileInput;
use houselights::service::reviews::Intent;
use scraper::Selector;

#[actix_web::test]
async fn the_news_say_what_was_liked_boosted_and_answered_and_lead_there() {
    let world = world().await;
    let service = world.site.service.clone();
    let mara = world.site.person("mara", Role::Owner).await;
    let jonas = world.site.person("jonas", Role::Member).await;
    let input = ReviewInput {
        film: "The Salt Road".to_owned(),
        year: "1974".to_owned(),
        viewings: vec![ViewingInput {
            seen_on: "2014".to_owned(),
            ..ViewingInput::default()
        }],
        language: "en".to_owned(),
        ..ReviewInput::default()
    };
    let review = service
        .save_review(&mara, None, &input, Intent::Publish)
        .await
        .unwrap()
        .id;
    let root = Subject::Review(review.clone());
    service.react(&jonas, ReactionKind::Like, root.clone()).await.unwrap();
    let said = service
        .write_comment(&jonas, root.clone(), "Did you count the lorries?")
        .await
        .unwrap();
    let answer = service
        .write_comment(&mara, Subject::Comment(said.id.clone()), "All of them.")
        .await
        .unwrap();
    service
        .react(&jonas, ReactionKind::Boost, Subject::Comment(answer.id.clone()))
        .await
        .unwrap();

    let news = |handle: &'static str| {
        let world = &world;
        async move {
            let page = world.signed_in(handle).await.get("/news").await.html();
            let lines = Selector::parse(".latest li > div > p:first-child").unwrap();
            let links = Selector::parse("a").unwrap();
            let read = |line: scraper::ElementRef<'_>| {
                let words: Vec<String> = line.text().flat_map(str::split_whitespace).map(str::to_owned).collect();
                let to = line
                    .select(&links)
                    .last()
                    .and_then(|a| a.value().attr("href"))
                    .unwrap_or_default();
                (words.join(" ").replace(" New", ""), to.to_owned())
            };
            page.select(&lines).map(read).collect::<Vec<_>>()
        }
    };
    let film = "The Salt Road (1974)";
    assert_eq!(
        news("mara").await,
        [
            (
                format!("JONAS boosted your comment on {film}"),
                format!("/c/{}", answer.id)
            ),
            (
                format!("JONAS answered your review of {film}"),
                format!("/c/{}", said.id)
            ),
            (format!("JONAS likes your review of {film}"), format!("/r/{review}")),
        ]
    );
    assert_eq!(
        news("jonas").await,
        [(
            format!("MARA answered your comment on {film}"),
            format!("/c/{}", answer.id)
        )]
    );

    // A review that is gone has no title to tell, and nothing leads to it.
    service.withdraw_review(&mara, &review).await.unwrap();
    assert_eq!(news("mara").await[2].0, "JONAS likes what you wrote");
}

#[actix_web::test]
async fn the_news_tell_a_follower_from_somebody_who_asks() {
    let world = world().await;
    let service = world.site.service.clone();
    let mara = world.site.person("mara", Role::Owner).await;
    let jonas = world.site.person("jonas", Role::Member).await;
    let eve = world.site.person("eve", Role::Member).await;
    service.follow(&jonas, &mara.actor.id).await.unwrap();
    let input = ProfileInput {
        time_zone: String::new(),
        name: "Mara".to_owned(),
        summary: String::new(),
        email: String::new(),
        manually_approves: true,
        discoverable: true,
        avatar: None,
        remove_avatar: false,
    };
    service.edit_profile(&mara, input).await.unwrap();
    service.follow(&eve, &mara.actor.id).await.unwrap();
    let browser = world.signed_in("mara").await;
    let page = browser.get("/news").await.body;
    assert!(page.contains("JONAS</a> follows you"), "{page}");
    assert!(
        page.contains("EVE</a> asks to follow you") && page.contains("/following#followers"),
        "{page}"
    );
    service.accept_follower(&mara, &eve.actor.id).await.unwrap();
    let page = browser.get("/news").await.body;
    assert!(page.contains("EVE</a> follows you") && !page.contains("asks to follow"));
}
