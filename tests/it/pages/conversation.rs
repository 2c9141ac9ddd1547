//! A conversation that is longer than one page.

use super::browser::{Answer, World, world};
use houselights::domain::account::Role;
use houselights::domain::id::ReviewId;
use houselights::domain::like::Subject;
use houselights::domain::review::{ReviewInput, ViewingInput};
use houselights::service::reviews::Intent;
use houselights::service::views::Viewer;
use scraper::Selector;

const PAGE: &str = "/@mara/the-salt-road-1974";
/// What a page with 500 comments may weigh, in bytes of HTML before compression.
const BUDGET: usize = 200 * 1024;

async fn reviewed(world: &World) -> (Viewer, Viewer, ReviewId) {
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
    let saved = world
        .site
        .service
        .save_review(&mara, None, &input, Intent::Publish)
        .await;
    (mara, jonas, saved.unwrap().id)
}

/// So many comments of ordinary length, each the answer of `to`.
async fn say(world: &World, by: &Viewer, to: &Subject, from: usize, until: usize) -> Vec<Subject> {
    let mut said = Vec::new();
    for n in from..until {
        let text =
            format!("Comment {n}. I counted the lorries twice, and the second time there was one more than before.");
        let comment = world.site.service.write_comment(by, to.clone(), &text).await.unwrap();
        said.push(Subject::Comment(comment.id));
    }
    said
}

fn anchors(page: &Answer) -> usize {
    page.html().select(&Selector::parse("article.comment").unwrap()).count()
}

fn id_of(subject: &Subject) -> &str {
    subject.parts().1
}

#[actix_web::test]
async fn five_hundred_comments_stand_on_five_pages_that_weigh_little() {
    let world = world().await;
    let (_, jonas, review) = reviewed(&world).await;
    let root = Subject::Review(review);
    let said = say(&world, &jonas, &root, 0, 500).await;
    let (anybody, member) = (world.browser(), world.signed_in("jonas").await);
    for n in 1..=5_usize {
        let path = format!("{PAGE}?page={n}");
        let page = anybody.get(&path).await;
        assert_eq!((page.status, anchors(&page)), (200, 100), "page {n}");
        for (i, comment) in [(n - 1) * 100, n * 100 - 1].into_iter().map(|i| (i, &said[i])) {
            let anchor = format!("id=\"c-{}\"", id_of(comment));
            assert!(page.body.contains(&anchor), "page {n} has comment {i}");
        }
        assert!(page.body.len() <= BUDGET, "page {n}: {} bytes", page.body.len());
        let own = member.get(&path).await;
        assert!(
            own.body.len() <= BUDGET * 3 / 2,
            "page {n} with its buttons: {} bytes",
            own.body.len()
        );
        assert_eq!(anybody.get(&path).await.header("etag"), page.header("etag"));
    }
    assert!(anybody.get(PAGE).await.body.contains("?page=5#conversation"));
    assert_eq!(anybody.get(&format!("{PAGE}?page=6")).await.status, 404);
    let canonical = |page: &Answer, path: &str| {
        page.body
            .contains(&format!("rel=\"canonical\" href=\"https://films.example{path}\""))
    };
    assert!(canonical(&anybody.get(PAGE).await, PAGE));
    let third = format!("{PAGE}?page=3");
    assert!(canonical(&anybody.get(&third).await, &third));
}

#[actix_web::test]
async fn the_address_of_a_comment_leads_to_the_page_that_holds_it() {
    let world = world().await;
    let (mara, jonas, review) = reviewed(&world).await;
    let root = Subject::Review(review.clone());
    let said = say(&world, &jonas, &root, 0, 150).await;
    let anybody = world.browser();
    let member = world.signed_in("jonas").await;
    let place = |n: usize| format!("/c/{}", id_of(&said[n]));
    for (n, query) in [(0, ""), (99, ""), (100, "?page=2"), (149, "?page=2")] {
        let on = format!("/r/{review}{query}#c-{}", id_of(&said[n]));
        assert_eq!(anybody.get(&place(n)).await.header("location"), on, "comment {n}");
    }
    let on = anybody.get(&format!("/r/{review}?page=2")).await;
    assert_eq!(on.header("location"), format!("{PAGE}?page=2"));
    let second = anybody.get(&format!("{PAGE}?page=2")).await;

    // An answer to an early comment pushes the others on; pages that were kept ready know it at once.
    let answer = world
        .site
        .service
        .write_comment(&mara, said[10].clone(), "So did I.")
        .await
        .unwrap();
    assert_eq!(answer.url.path(), format!("/c/{}", answer.id));
    let moved = anybody.get(&place(99)).await;
    assert!(
        moved.header("location").contains("?page=2#c-"),
        "{}",
        moved.header("location")
    );
    let now = anybody.get(&format!("{PAGE}?page=2")).await;
    assert_ne!(now.header("etag"), second.header("etag"));
    assert_eq!((anchors(&second), anchors(&now)), (50, 51));

    // Writing and liking come back to that page too.
    member.get(&format!("{PAGE}?page=2")).await;
    let written = member
        .post(&format!("/r/{review}/reply"), &[("text", "The last word.")])
        .await;
    assert!(
        written
            .header("location")
            .starts_with(&format!("/r/{review}?page=2&done=commented#c-"))
    );
    let liked = member.post(&format!("{}/like", place(149)), &[]).await;
    assert!(
        liked
            .header("location")
            .starts_with(&format!("/r/{review}?page=2&done=liked#c-"))
    );
}

#[actix_web::test]
async fn a_page_that_begins_inside_a_thread_says_whom_it_answers() {
    let world = world().await;
    let (mara, jonas, review) = reviewed(&world).await;
    let first = say(&world, &jonas, &Subject::Review(review), 0, 1).await;
    say(&world, &mara, &first[0], 1, 120).await;
    let page = world.browser().get(&format!("{PAGE}?page=2")).await;
    assert_eq!(anchors(&page), 20);
    let leads_back = format!("In reply to <a href=\"/c/{}\">JONAS</a>", id_of(&first[0]));
    assert_eq!(page.body.matches(&leads_back).count(), 20);
    let nested = Selector::parse(".thread ol").unwrap();
    assert_eq!(page.html().select(&nested).count(), 0, "they begin at the edge");
}
