use super::catalogue::files_of;
use super::*;
use fluent_bundle::FluentResource;
use std::collections::{BTreeMap, BTreeSet};

/// What of a message every language must have in common: the places to fill in, and the tags.
#[derive(Debug, PartialEq, Eq)]
struct Shape {
    variables: BTreeSet<String>,
    tags: BTreeSet<String>,
}

/// The messages of a language by key, each with its file.
fn messages(language: Language) -> BTreeMap<String, (&'static str, Shape)> {
    let mut all = BTreeMap::new();
    for (file, text) in files_of(language) {
        if let Err((_, errors)) = FluentResource::try_new((*text).to_owned()) {
            panic!("{}/{file}.ftl cannot be read: {errors:?}", language.tag());
        }
        let mut key = None;
        for line in text.lines() {
            let head = line.split_once(" =").map(|(head, _)| head);
            let begins = line.starts_with(|c: char| c.is_ascii_lowercase());
            if let Some(head) = head.filter(|_| begins) {
                let empty = Shape {
                    variables: BTreeSet::new(),
                    tags: BTreeSet::new(),
                };
                let twice = all.insert(head.to_owned(), (*file, empty));
                assert!(twice.is_none(), "{}/{file}.ftl has {head} twice", language.tag());
                key = Some(head.to_owned());
            }
            let Some((_, shape)) = key.as_ref().and_then(|key| all.get_mut(key)) else {
                continue;
            };
            let names = line.split('$').skip(1);
            let name = |rest: &str| rest.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
            shape.variables.extend(names.map(|rest| -> String { name(rest) }));
            let tags = line.split('<').skip(1).filter_map(|rest| rest.split_once('>'));
            shape.tags.extend(tags.map(|(tag, _)| tag.to_owned()));
        }
    }
    all
}

#[test]
fn every_language_says_everything_that_english_says_and_fills_in_the_same() {
    let english = messages(Language::English);
    assert!(english.len() > 100, "the catalogue was not read");
    for language in Language::ALL {
        let here = messages(language);
        for (key, (file, shape)) in &english {
            let Some((its_file, its_shape)) = here.get(key) else {
                panic!("{}/{file}.ftl lacks {key}", language.tag());
            };
            assert_eq!(its_file, file, "{key} stands in another file in {}", language.tag());
            assert_eq!(
                its_shape.variables,
                shape.variables,
                "{key} fills in something else in {}",
                language.tag()
            );
            assert_eq!(its_shape.tags, shape.tags, "{key} has other tags in {}", language.tag());
        }
        let more: Vec<&String> = here.keys().filter(|key| !english.contains_key(*key)).collect();
        assert!(more.is_empty(), "{} says more than English: {more:?}", language.tag());
    }
}

#[test]
fn what_is_filled_in_is_escaped_in_markup_and_plain_in_text() {
    let said = || Language::English.say("comment-reply").with("name", "<b>Jo & co");
    assert!(said().markup().ends_with("to &lt;b&gt;Jo &amp; co</span>"));
    let title = Language::German
        .say("comment-alone-title")
        .with("name", "<b>Jo")
        .with("title", "Heat");
    assert_eq!(title.to_string(), "<b>Jo zu Heat");
    let link = Language::English.say("by").with_markup("who", "<a href=\"/x\">Jo</a>");
    assert_eq!(link.markup(), "By <a href=\"/x\">Jo</a>");
}

#[test]
fn plural_rules_are_those_of_the_language() {
    let say = |language: Language, n: i64| language.say("count-comments").with("n", n).to_string();
    let german: Vec<String> = [0, 1, 2].into_iter().map(|n| say(Language::German, n)).collect();
    assert_eq!(german, ["keine Kommentare", "ein Kommentar", "2 Kommentare"]);
    assert_eq!(say(Language::English, 1), "one comment");
}

#[test]
fn a_tag_leads_to_its_language_whatever_its_country() {
    assert_eq!(Language::of_tag("de-AT"), Some(Language::German));
    assert_eq!(Language::of_tag("DE"), Some(Language::German));
    assert_eq!(Language::of_tag("fr"), None);
    assert_eq!(Language::of_tag(""), None);
}

#[tokio::test]
async fn a_task_speaks_one_language_and_leaves_the_others_theirs() {
    assert_eq!(language(), Language::English);
    let inside = during(Language::German, async {
        tokio::task::yield_now().await;
        say("nav-search").to_string()
    });
    assert_eq!(inside.await, "Suche");
    assert_eq!(within(Language::German, || say("nav-lists").to_string()), "Listen");
    assert_eq!(say("nav-lists").to_string(), "Lists");
}
