//! What pages cost: the number of statements does not grow with the number of things that a page shows.

use super::browser::{Browser, World, world};
use crate::service::films::review_of;
use crate::support::world::local_person;
use houselights::domain::account::Role;
use houselights::domain::essay::EssayInput;
use houselights::domain::film::FilmInput;
use houselights::domain::id::ReviewId;
use houselights::domain::like::{ReactionKind, Subject};
use houselights::domain::list::ListInput;
use houselights::domain::review::{ReviewInput, TriviaInput, ViewingInput};
use houselights::domain::viewing::ViewingForm;
use houselights::service::lists::ItemInput;
use houselights::service::reviews::Intent;
use houselights::service::views::Viewer;

/// What everybody may read.
const PUBLIC: [&str; 29] = [
    "/",
    "/feed.atom",
    "/sitemap.xml",
    "/@mara",
    "/@mara/tags/sea",
    "/@mara/the-salt-road-1974",
    "/films/the-salt-road-1974",
    "/credits/ada-fiore",
    "/credits/marta-osei",
    "/tags/sea",
    "/index",
    "/index?by=year",
    "/index?by=rating",
    "/index?by=person",
    "/index?by=tag",
    "/index?q=film",
    "/diary",
    "/diary/2014",
    "/stats",
    "/stats/2014",
    "/search?q=salt",
    "/search?q=fiore",
    "/search?q=rivers",
    "/@mara/the-salt-road-1974-2/changes",
    "/lists",
    "/@mara/lists/rivers",
    "/@mara/lists/rivers-kept-by-itself",
    "/posts",
    "/@mara/posts/rivers",
];

/// What only Mara reads, and what shows her more than others.
const OWN: [&str; 10] = [
    "/",
    "/@mara/the-salt-road-1974",
    "/films/the-salt-road-1974",
    "/films/the-salt-road-1974/edit",
    "/credits/ada-fiore/edit",
    "/diary/2014",
    "/diary/log",
    "/drafts",
    "/write",
    "/news",
];

fn facts() -> FilmInput {
    FilmInput {
        runtime: "1 h 57".into(),
        countries: "Italy, France".into(),
        directors: "Ada Fiore".into(),
        cast: "Marta Osei as The driver\nLuis Vega (voice)".into(),
        ..FilmInput::default()
    }
}

async fn publish(world: &World, who: &Viewer, film: &str, n: usize) -> ReviewId {
    let scales = world.site.service.scales(who).await.unwrap();
    let input = ReviewInput {
        quote_text: format!("Line {n}."),
        quote_speaker: "The driver".into(),
        trivia: vec![TriviaInput {
            text: format!("The lamp number {n} was a real one."),
            ..TriviaInput::default()
        }],
        step: scales
            .first()
            .and_then(|scale| scale.steps.first())
            .map(|step| step.id.clone()),
        tags: vec!["sea".into(), format!("tag {n}")],
        viewings: vec![ViewingInput {
            seen_on: "2014-01-13".into(),
            ..ViewingInput::default()
        }],
        ..review_of(film, "1974", facts())
    };
    let saved = world.site.service.save_review(who, None, &input, Intent::Publish).await;
    saved.unwrap().id
}

/// Puts a film into a list, makes another list and one of an award, and names the film in a post.
async fn keep_lists(world: &World, who: &Viewer, film: &str) {
    let service = &world.site.service;
    let list = |title: &str, kind: &str| ListInput {
        title: title.into(),
        language: "en".into(),
        kind: kind.into(),
        person: "Ada Fiore".into(),
        ..ListInput::default()
    };
    for input in [list("Rivers", "ranked"), list("Rivers kept by itself", "smart")] {
        let id = service.save_list(who, None, &input).await.unwrap();
        service.set_list_public(who, &id, true).await.unwrap();
    }
    let lists = service.lists_page(Some(who)).await.unwrap().lists;
    let own = lists
        .iter()
        .find(|list| list.path == format!("/@{}/lists/rivers", who.actor.handle));
    let item = ItemInput {
        film: format!("{film} (1974)"),
        ..ItemInput::default()
    };
    service.add_to_list(who, &own.unwrap().id, &item).await.unwrap();
    let award = service.take_canon(who, "best-supporting-actor").await.unwrap();
    service.set_list_public(who, &award, true).await.unwrap();
    let post = EssayInput {
        title: "Rivers".into(),
        language: "en".into(),
        source: format!("[[{film} (1974)]] has one."),
        ..EssayInput::default()
    };
    service.save_essay(who, None, &post, true).await.unwrap();
}

/// From `from` to `until` of everything: reviewers and viewings of one film, films, comments, drafts.
async fn fill(world: &World, mara: &Viewer, first: &ReviewId, from: usize, until: usize) {
    let service = &world.site.service;
    for n in from..until {
        let name = format!("person{n}");
        let other = local_person(service, &world.site.database.store, &name, Role::Reviewer).await;
        publish(world, &other, "The Salt Road", n).await;
        let film = format!("Film {n}");
        publish(world, mara, &film, n).await;
        publish(world, mara, "The Salt Road", n).await;
        let logged = ViewingForm {
            film: if n % 2 == 0 {
                film.clone()
            } else {
                "The Salt Road".into()
            },
            year: "1974".into(),
            viewing: ViewingInput {
                seen_on: "2014-02".into(),
                ..ViewingInput::default()
            },
            private: n % 3 == 0,
        };
        service.log_viewing(&other, None, &logged).await.unwrap();
        service.log_viewing(mara, None, &logged).await.unwrap();
        let subject = Subject::Review(first.clone());
        let comment = service
            .write_comment(&other, subject.clone(), "The lamp.")
            .await
            .unwrap();
        service
            .write_comment(mara, Subject::Comment(comment.id.clone()), "Yes.")
            .await
            .unwrap();
        service
            .react(&other, ReactionKind::Like, subject.clone())
            .await
            .unwrap();
        service
            .react(mara, ReactionKind::Like, Subject::Comment(comment.id))
            .await
            .unwrap();
        keep_lists(world, &other, &film).await;
        keep_lists(world, mara, &film).await;
        let draft = review_of(&format!("Draft {n}"), "1974", facts());
        service.save_review(mara, None, &draft, Intent::Save).await.unwrap();
    }
    while service.index_changes().await.unwrap() {}
}

/// Statements that each page takes, when nothing of it is kept.
async fn costs(world: &World, browser: &Browser, pages: &[&'static str]) -> Vec<(&'static str, u64)> {
    let statements = || world.site.database.store.statements();
    let mut all = Vec::new();
    for page in pages {
        // Whoever searches first waits while the index follows what has changed; what the search itself costs is the least.
        let times = if page.starts_with("/search") { 8 } else { 1 };
        let mut least = u64::MAX;
        for _ in 0..times {
            let before = statements();
            let answer = browser.get(page).await;
            assert_eq!(answer.status, 200, "{page}: {}", answer.body);
            least = least.min(statements() - before);
        }
        all.push((*page, least));
    }
    all
}

#[actix_web::test]
async fn no_page_asks_the_database_more_often_when_there_is_more_to_show() {
    let world = world().await;
    let mara = world.site.person("mara", Role::Owner).await;
    let first = publish(&world, &mara, "The Salt Road", 0).await;
    fill(&world, &mara, &first, 1, 4).await;
    let (anybody, own) = (world.browser(), world.signed_in("mara").await);
    // Once for whatever a process looks up only the first time.
    costs(&world, &anybody, &PUBLIC).await;
    let few = [costs(&world, &own, &OWN).await, {
        fill(&world, &mara, &first, 4, 5).await;
        costs(&world, &anybody, &PUBLIC).await
    }];
    fill(&world, &mara, &first, 5, 15).await;
    let many = [costs(&world, &own, &OWN).await, costs(&world, &anybody, &PUBLIC).await];
    let measured = few.iter().flatten().filter(|(_, statements)| *statements > 0).count();
    assert!(measured > 25, "only {measured} pages asked the database anything");
    let mut wrong = Vec::new();
    for ((page, few), (_, many)) in few.iter().flatten().zip(many.iter().flatten()) {
        // Whether another process has changed something is asked once in a while, which may fall into either round.
        if *many > few + 4 {
            wrong.push(format!("{page}: {few} statements, then {many}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
