//! Every page in every language, and a reader who chooses another one than the site's.

use super::browser::world;
use super::rendered;
use crate::service::films::review_of;
use houselights::domain::account::Role;
use houselights::domain::film::FilmInput;
use houselights::messages::{Language, within};
use houselights::service::reviews::Intent;
use regex::Regex;
use scraper::Html;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;

/// The messages of a language that are one line without anything to fill in, by key; without those that are in the language of
/// a review.
fn plain_messages(language: Language) -> BTreeMap<String, String> {
    let folder = format!("{}/src/messages/{}", env!("CARGO_MANIFEST_DIR"), language.tag());
    let line = Regex::new(r"(?m)^([a-z][a-z0-9-]*) = ([^{}<\n]+)$").unwrap();
    let mut all = BTreeMap::new();
    for entry in fs::read_dir(folder).unwrap().flatten() {
        if entry.file_name() == "federation.ftl" {
            continue;
        }
        let text = fs::read_to_string(entry.path()).unwrap();
        all.extend(
            line.captures_iter(&text)
                .map(|m| (m[1].to_owned(), m[2].trim().to_owned())),
        );
    }
    assert!(all.len() > 300, "{} messages of {}", all.len(), language.tag());
    all
}

/// What a page says: its texts, and its attributes that are read out or shown.
fn said(html: &str) -> BTreeSet<String> {
    let mut all = BTreeSet::new();
    for node in Html::parse_document(html).tree.values() {
        if let Some(text) = node.as_text() {
            all.insert(text.trim().to_owned());
        }
        if let Some(element) = node.as_element() {
            let read = ["aria-label", "title", "alt", "placeholder", "data-label"];
            all.extend(read.iter().filter_map(|name| element.attr(name)).map(str::to_owned));
        }
    }
    all
}

#[test]
fn no_page_falls_back_into_english() {
    let english = plain_messages(Language::English);
    for language in Language::ALL
        .into_iter()
        .filter(|language| *language != Language::English)
    {
        let here = plain_messages(language);
        // What is the same in both languages, or a word of another message there, proves nothing.
        let own: BTreeSet<&String> = here.values().collect();
        let foreign: BTreeSet<&String> = english
            .iter()
            .filter(|(key, text)| here.get(*key).is_some_and(|own| own != *text))
            .map(|(_, text)| text)
            .filter(|text| text.len() > 8 && !own.contains(*text))
            .collect();
        assert!(foreign.len() > 250, "{} messages are told apart", foreign.len());
        for (name, html) in within(language, rendered) {
            assert!(html.contains(&format!("<html lang=\"{}\"", language.tag())), "{name}");
            let left: Vec<String> = said(&html).into_iter().filter(|text| foreign.contains(text)).collect();
            assert!(left.is_empty(), "{name} says in English: {left:?}");
        }
    }
}

#[actix_web::test]
async fn a_reader_chooses_a_language_and_nobody_else_gets_it() {
    let world = world().await;
    let mara = world.site.person("mara", Role::Owner).await;
    let review = review_of("The Salt Road", "1974", FilmInput::default());
    let saved = world
        .site
        .service
        .save_review(&mara, None, &review, Intent::Publish)
        .await;
    saved.unwrap();
    let path = "/@mara/the-salt-road-1974".to_owned();
    let (reader, other) = (world.browser(), world.browser());
    assert!(other.get(&path).await.body.contains("<html lang=\"en\""));

    reader.get("/appearance").await;
    let chosen = reader
        .post("/appearance", &[("theme", "auto"), ("language", "de")])
        .await;
    assert_eq!(
        (chosen.status, chosen.header("location")),
        (303, "/appearance?done=theme")
    );
    for page in [path.as_str(), "/", "/index", "/nowhere"] {
        let (german, english) = (reader.get(page).await.body, other.get(page).await.body);
        assert!(
            german.contains("<html lang=\"de\"") && german.contains(">Register</a>"),
            "{page}:\n{german}"
        );
        assert!(
            english.contains("<html lang=\"en\"") && english.contains(">Index</a>"),
            "{page}:\n{english}"
        );
    }
    let feed = reader.get(&format!("{path}/feed.atom")).await.body;
    assert!(
        feed.contains("Comments: The Salt Road"),
        "a feed is the same for everybody:\n{feed}"
    );

    reader.post("/appearance", &[("theme", "auto"), ("language", "")]).await;
    assert!(reader.get(&path).await.body.contains("<html lang=\"en\""));
}
