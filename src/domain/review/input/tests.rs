use super::*;
use chrono::{DateTime, TimeZone, Utc};

fn today() -> DateTime<Utc> {
    Utc.with_ymd_and_hms(2026, 11, 22, 12, 0, 0).unwrap()
}

fn input() -> ReviewInput {
    ReviewInput {
        film: "The Long Platform".into(),
        language: "en".into(),
        ..ReviewInput::default()
    }
}

#[test]
fn a_title_and_a_language_make_a_draft_but_not_a_publication() {
    let checked = input().check(today()).unwrap();
    assert_eq!(checked.film_year, None);
    assert_eq!(checked.check_for_publishing().unwrap_err().len(), 1);
}

#[test]
fn everything_wrong_is_said_at_once_with_its_field() {
    let bad = ReviewInput {
        film: " ".into(),
        year: "1700".into(),
        language: "english!".into(),
        teaser: "x".repeat(301),
        quote_speaker: "Nobody".into(),
        trivia: vec![TriviaInput {
            text: "t".into(),
            source_name: "s".into(),
            source_url: "javascript:1".into(),
        }],
        viewings: vec![ViewingInput {
            seen_on: "soon".into(),
            ..ViewingInput::default()
        }],
        tags: vec!["a<b".into()],
        ..ReviewInput::default()
    };
    let mut fields: Vec<String> = bad.check(today()).unwrap_err().into_iter().map(|e| e.field).collect();
    fields.sort();
    assert_eq!(
        fields,
        [
            "film",
            "language",
            "quote_text",
            "tags",
            "teaser",
            "trivia.0.source_url",
            "viewings.0.seen_on",
            "year"
        ]
    );
}

#[test]
fn viewings_are_put_in_time_order_and_blank_rows_dropped() {
    let row = |seen_on: &str| ViewingInput {
        seen_on: seen_on.into(),
        medium: "Cinema".into(),
        ..ViewingInput::default()
    };
    let review = ReviewInput {
        viewings: vec![row("2020"), ViewingInput::default(), row("2014-01-13"), row("")],
        ..input()
    };
    let seen: Vec<String> = review
        .check(today())
        .unwrap()
        .viewings
        .iter()
        .map(|v| v.seen_on.to_text())
        .collect();
    assert_eq!(seen, ["", "2014-01-13", "2020"]);
}

#[test]
fn tags_lose_their_hash_and_their_doubles() {
    let review = ReviewInput {
        tags: vec!["#Trains, night film".into(), "trains".into()],
        ..input()
    };
    assert_eq!(review.check(today()).unwrap().tags, ["Trains", "night film"]);
}
