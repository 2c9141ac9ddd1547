//! The catalogue against the sources: what is said stands in it, what stands in it is said, and templates hold no words of
//! their own.

use houselights::messages::Language;
use regex::Regex;
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// Words that are the same in every language: names, and what is read by machines.
const NAMES: &[&str] = &[
    "Houselights",
    "Atom",
    "RSS",
    "JSON Feed",
    "JSON",
    "Mastodon",
    "TMDB",
    "Wikidata",
    "Letterboxd",
];

fn files(folder: &str, ending: &str) -> Vec<(PathBuf, String)> {
    fn walk(folder: &Path, ending: &str, into: &mut Vec<(PathBuf, String)>) {
        for entry in fs::read_dir(folder).unwrap().flatten() {
            let path = entry.path();
            if path.is_dir() {
                walk(&path, ending, into);
            } else if path.to_string_lossy().ends_with(ending) {
                let text = fs::read_to_string(&path).unwrap();
                into.push((path, text));
            }
        }
    }
    let mut all = Vec::new();
    walk(&Path::new(env!("CARGO_MANIFEST_DIR")).join(folder), ending, &mut all);
    assert!(!all.is_empty(), "{folder} has no {ending}");
    all
}

fn keys() -> BTreeSet<String> {
    let begins = Regex::new(r"(?m)^([a-z][a-z0-9-]*) =").unwrap();
    let all = files("src/messages/en", ".ftl");
    all.iter()
        .flat_map(|(_, text)| begins.captures_iter(text).map(|found| found[1].to_owned()))
        .collect()
}

/// Source without its tests and comments.
fn code(text: &str) -> String {
    let text = text.split("#[cfg(test)]").next().unwrap_or_default();
    let lines = text.lines().filter(|line| !line.trim_start().starts_with("//"));
    lines.collect::<Vec<_>>().join("\n")
}

#[test]
fn what_is_said_stands_in_the_catalogue() {
    let keys = keys();
    // What takes a key as its first or second argument.
    let said = Regex::new(
        r#"(?s)\b(?:say|counted|dated|Message::new)\(\s*"([^"]+)"|\b(?:FieldError::new|Error::field|Errors::one|errors\.push)\(\s*[^,()]+(?:\([^()]*\))?,\s*"([^"]+)""#,
    )
    .unwrap();
    let mut unknown = Vec::new();
    for (path, text) in files("src", ".rs").into_iter().chain(files("src", ".html")) {
        for found in said.captures_iter(&code(&text)) {
            let key = found.get(1).or(found.get(2)).unwrap().as_str();
            if !keys.contains(key) {
                unknown.push(format!("{}: {key:?}", path.display()));
            }
        }
    }
    assert!(unknown.is_empty(), "not in the catalogue:\n{}", unknown.join("\n"));
}

#[test]
fn what_stands_in_the_catalogue_is_said() {
    let literals = Regex::new(r#""([a-z][a-z0-9-]*)""#).unwrap();
    let mut used = BTreeSet::new();
    for (_, text) in files("src", ".rs").into_iter().chain(files("src", ".html")) {
        used.extend(literals.captures_iter(&text).map(|found| found[1].to_owned()));
    }
    // What became of something that was received is kept in words; a table gives each its message.
    for (_, text) in files("src", ".txt") {
        used.extend(
            text.lines()
                .filter_map(|line| line.split_once(" | "))
                .map(|(_, key)| key.to_owned()),
        );
    }
    let never: Vec<String> = keys().into_iter().filter(|key| !used.contains(key)).collect();
    assert!(never.is_empty(), "nothing says:\n{}", never.join("\n"));
}

/// A template without what is computed, as text and as the values of attributes that people read.
fn words_of(template: &str) -> Vec<String> {
    let computed = Regex::new(r"(?s)\{#.*?#\}|\{%.*?%\}|\{\{.*?\}\}").unwrap();
    let read = Regex::new(r#"(?:aria-label|title|alt|placeholder|data-label)="([^"]*)""#).unwrap();
    let tags = Regex::new(r#"(?s)<(?:[^"<>]|"[^"]*")*>"#).unwrap();
    let code = Regex::new(r"(?s)<code>.*?</code>").unwrap();
    let bare = computed.replace_all(template, "\u{0}").into_owned();
    let bare = code.replace_all(&bare, " ").into_owned();
    // A macro that gives the attributes of a field.
    let bare = bare
        .replace("aria-invalid=", "")
        .replace("aria-describedby=", "")
        .replace(".hint", "")
        .replace(".wrong", "")
        .replace("\"true\"", "");
    let mut pieces: Vec<String> = read.captures_iter(&bare).map(|found| found[1].to_owned()).collect();
    let text = tags.replace_all(&bare, "\n");
    pieces.extend(text.lines().map(str::to_owned));
    pieces.retain_mut(|piece| {
        for name in NAMES {
            *piece = piece.replace(name, "");
        }
        let letters = Regex::new(r"\p{L}{2,}").unwrap();
        letters.is_match(piece)
    });
    pieces
}

/// Sentences and labels inside what is computed: literals that begin with a capital or hold several words.
fn literals_of(template: &str) -> Vec<String> {
    let computed = Regex::new(r"(?s)\{%.*?%\}|\{\{.*?\}\}").unwrap();
    let literal = Regex::new(r#""([^"]*)""#).unwrap();
    let words = Regex::new(r"^\p{Lu}\p{Ll}|\p{L} \p{L}").unwrap();
    let path = Regex::new(r"^[\w/.-]+\.html$|^\(|rem|px|^[a-z]+-[a-z]+( [a-z]+-[a-z]+)*$").unwrap();
    let mut found = Vec::new();
    for part in computed.find_iter(template) {
        for piece in literal.captures_iter(part.as_str()) {
            let piece = piece[1].to_owned();
            if words.is_match(&piece) && !path.is_match(&piece) && !NAMES.contains(&piece.as_str()) {
                found.push(piece);
            }
        }
    }
    found
}

#[test]
fn templates_hold_no_words_of_their_own() {
    assert_eq!(
        words_of("<p title=\"A book\">{{ x }} Hello</p>"),
        ["A book", "\u{0} Hello"]
    );
    assert_eq!(
        literals_of("{{ m::line(e, \"x\", \"Your name\", v, \"\") }}"),
        ["Your name"]
    );
    let mut wrong = Vec::new();
    for (path, text) in files("src/http/pages", ".html") {
        for words in words_of(&text).into_iter().chain(literals_of(&text)) {
            wrong.push(format!("{}: {}", path.display(), words.trim().replace('\u{0}', "…")));
        }
    }
    assert!(wrong.is_empty(), "say this from the catalogue:\n{}", wrong.join("\n"));
}

#[test]
fn every_language_has_a_name_and_a_tag_of_its_own() {
    let tags: BTreeSet<&str> = Language::ALL.into_iter().map(Language::tag).collect();
    let names: BTreeSet<&str> = Language::ALL.into_iter().map(Language::name).collect();
    assert_eq!((tags.len(), names.len()), (Language::ALL.len(), Language::ALL.len()));
    for language in Language::ALL {
        assert_eq!(Language::of_tag(language.tag()), Some(language));
    }
}
