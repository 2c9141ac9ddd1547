//! The table of `docs/compatibility.md`: what was tried is what the cases say, not what somebody remembers.

use super::cases::cases;
use crate::architecture::root;
use houselights::service::remote::Outcome;
use std::collections::BTreeMap;
use std::fs;

/// Documents that are no activities, or that need a server that answers questions, and the test that has one.
const ELSEWHERE: [(&str, &str); 6] = [
    ("friendica/group_announce", "groups"),
    ("friendica/note", "fixtures"),
    ("lemmy/announce_create_comment", "groups"),
    ("lemmy/announce_like", "groups"),
    ("lemmy/comment", "groups"),
    ("mastodon/move", "moves"),
];

fn row(software: &str, tried: &[String]) -> String {
    format!("| {software} | {} |", tried.join("; "))
}

#[test]
fn the_compatibility_table_says_what_was_tried_of_each_software() {
    let folder = root().join("tests/fixtures/activitypub");
    let mut tried: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for software in fs::read_dir(&folder).unwrap() {
        let software = software.unwrap().path();
        let name = software.file_name().unwrap().to_string_lossy().into_owned();
        let mut files: Vec<String> = fs::read_dir(&software)
            .unwrap()
            .map(|file| file.unwrap().path().file_stem().unwrap().to_string_lossy().into_owned())
            .collect();
        files.sort();
        for file in files {
            let path = format!("{name}/{file}");
            let became = cases()
                .into_iter()
                .find(|case| case.file == path)
                .map(|case| match case.outcome {
                    Outcome::Accepted(what) => what.to_owned(),
                    Outcome::Ignored(why) => format!("left alone, {why}"),
                    Outcome::Refused(why) => format!("refused, {why}"),
                });
            let elsewhere = ELSEWHERE.iter().find(|(file, _)| *file == path);
            let became = became.or_else(|| elsewhere.map(|(_, test)| format!("see the tests `{test}`")));
            let became = became.unwrap_or_else(|| panic!("{path} is carried out by no test"));
            tried
                .entry(name.clone())
                .or_default()
                .push(format!("`{file}`: {became}"));
        }
    }
    let wanted: Vec<String> = tried.iter().map(|(software, tried)| row(software, tried)).collect();
    let page = fs::read_to_string(root().join("docs/compatibility.md")).unwrap();
    let table = page
        .split("<!-- documents -->")
        .nth(1)
        .and_then(|rest| rest.split("<!-- /documents -->").next());
    let found: Vec<&str> = table
        .unwrap()
        .lines()
        .filter(|line| line.starts_with("| "))
        .skip(1)
        .collect();
    assert_eq!(
        found,
        wanted,
        "docs/compatibility.md should have:\n{}",
        wanted.join("\n")
    );
}
