//! Examples of films and the people who made them.

use crate::domain::credit::CreditRole;
use crate::service::views::{CreditGroup, CreditView, FactsView};

/// What is known of a film, with names that need escaping.
pub fn facts() -> FactsView {
    let credit = |name: &str, part: &str, note: &str| CreditView {
        name: name.to_owned(),
        mark: if note == "voice" { "singer" } else { "" }.to_owned(),
        path: "/credits/marta-osei".to_owned(),
        part: part.to_owned(),
        note: note.to_owned(),
    };
    let group = |role, people| CreditGroup { role, people };
    let extra = (1..=7).map(|n| credit(&format!("Passenger {n}"), "", ""));
    let cast = [
        credit("Marta Osei", "The driver", ""),
        credit("Luis <i>Vega</i> & sons", "The radio", "voice"),
        credit("Kim Aho", "", "uncredited"),
    ];
    FactsView {
        original_title: Some("La via del sale".to_owned()),
        runtime: Some(117),
        runtime_words: Some("1 h 57 min".to_owned()),
        countries: vec!["Italy".to_owned(), "France".to_owned()],
        languages: vec!["Italian".to_owned()],
        credits: vec![
            group(CreditRole::Director, vec![credit("Ada Fiore", "", "")]),
            group(CreditRole::Cast, cast.into_iter().chain(extra).collect()),
            group(CreditRole::Composer, vec![credit("Ada Fiore", "", "")]),
        ],
        links: vec![("IMDb", "https://www.imdb.com/title/tt0000000/".to_owned())],
    }
}
