//! What an attacker tries at the doors for people: forms of other sites, planted sessions, addresses that lead elsewhere, names
//! that end a header, and looking at what is not theirs.

mod addresses;
mod forms;
mod names;
mod privacy;
mod sessions;

use crate::pages::browser::{Browser, World};
use houselights::domain::account::Role;
use houselights::domain::comment::Comment;
use houselights::domain::essay::EssayInput;
use houselights::domain::film::FilmInput;
use houselights::domain::like::Subject;
use houselights::domain::list::ListInput;
use houselights::domain::review::{ReviewInput, SectionInput, SectionKind, ViewingInput};
use houselights::service::lists::ItemInput;
use houselights::service::reviews::Intent;
use houselights::service::views::Viewer;
use scraper::Selector;
use std::collections::BTreeSet;

/// One of everything: a review, a draft, a list, a post, a comment, and who made them.
struct Full {
    mara: Viewer,
    comment: Comment,
}

async fn fill(world: &World) -> Full {
    let service = &world.site.service;
    let mara = world.site.person("mara", Role::Owner).await;
    let jonas = world.site.person("jonas", Role::Member).await;
    let review = ReviewInput {
        film: "The Salt Road".to_owned(),
        year: "1974".to_owned(),
        facts: FilmInput {
            directors: "Lena Fell".to_owned(),
            ..FilmInput::default()
        },
        language: "en".to_owned(),
        tags: vec!["roads".to_owned()],
        sections: vec![SectionInput {
            kind: SectionKind::Take,
            label: String::new(),
            source: "Slow, and worth it.".to_owned(),
        }],
        viewings: vec![ViewingInput {
            seen_on: "2014-01-13".to_owned(),
            ..ViewingInput::default()
        }],
        ..ReviewInput::default()
    };
    let id = service
        .save_review(&mara, None, &review, Intent::Publish)
        .await
        .unwrap()
        .id;
    let draft = ReviewInput {
        film: "Unfinished".to_owned(),
        ..review
    };
    service.save_review(&mara, None, &draft, Intent::Save).await.unwrap();
    let list = ListInput {
        title: "Roads".to_owned(),
        language: "en".to_owned(),
        kind: "ranked".to_owned(),
        of: "films".to_owned(),
        ..ListInput::default()
    };
    let list = service.save_list(&mara, None, &list).await.unwrap();
    let item = ItemInput {
        film: "The Salt Road (1974)".to_owned(),
        ..ItemInput::default()
    };
    service.add_to_list(&mara, &list, &item).await.unwrap();
    service.set_list_public(&mara, &list, true).await.unwrap();
    let post = EssayInput {
        title: "Lorries".to_owned(),
        language: "en".to_owned(),
        source: "All of them.".to_owned(),
        ..EssayInput::default()
    };
    service.save_essay(&mara, None, &post, true).await.unwrap();
    let comment = service
        .write_comment(&jonas, Subject::Review(id), "I counted the lorries.")
        .await
        .unwrap();
    Full { mara, comment }
}

/// Every address of this site that pages lead to, followed from the first one, as far as `most` pages; without files.
async fn crawl(browser: &Browser, from: &[&str], most: usize) -> BTreeSet<String> {
    let links = Selector::parse("a[href], form[method=get]").unwrap();
    let mut found: BTreeSet<String> = from.iter().map(|&path| path.to_owned()).collect();
    let mut next: Vec<String> = found.iter().cloned().collect();
    let mut opened = 0;
    while let Some(path) = next.pop() {
        opened += 1;
        if opened > most {
            break;
        }
        let page = browser.get(&path).await;
        if !page.header("content-type").starts_with("text/html") {
            continue;
        }
        for link in page.html().select(&links) {
            let Some(to) = link.value().attr("href").or(link.value().attr("action")) else {
                continue;
            };
            let to = to.split('#').next().unwrap_or_default();
            let is_own = to.starts_with('/') && !to.starts_with("//");
            if is_own && !to.starts_with("/assets/") && !to.starts_with("/sign-in?") && found.insert(to.to_owned()) {
                next.push(to.to_owned());
            }
        }
    }
    found
}
