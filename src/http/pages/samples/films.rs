//! Examples of films and the people who made them.

use crate::domain::catalogue::{Candidate, Entry};
use crate::domain::credit::CreditRole;
use crate::domain::film::Source;
use crate::domain::id::FilmId;
use crate::domain::message::Message;
use crate::domain::rating::RatingChange;
use crate::domain::review::Quote;
use crate::domain::viewing::times_seen;
use crate::http::pages::samples;
use crate::service::films::catalogues::LookedUp;
use crate::service::views::{
    CreditGroup, CreditView, FactsView, FilmLine, FilmPage, FilmReview, FilmSeen, FilmTrivia, RatingHistory, RatingWhen,
};

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
        countries: vec!["Italy".to_owned(), "France".to_owned()],
        languages: vec!["Italian".to_owned()],
        credits: vec![
            group(CreditRole::Director, vec![credit("Ada Fiore", "", "")]),
            group(CreditRole::Cast, cast.into_iter().chain(extra).collect()),
            group(CreditRole::Composer, vec![credit("Ada Fiore", "", "")]),
        ],
        links: vec![("IMDb", "https://www.imdb.com/title/tt0000000/".to_owned())],
        from_tmdb: true,
    }
}

/// What catalogues offer for a title, with names that need escaping.
pub fn looked_up() -> LookedUp {
    let candidate = |source, id: &str, year, about: &str| Candidate {
        entry: Entry {
            source,
            id: id.to_owned(),
        },
        title: "The <Salt> Road".to_owned(),
        year,
        about: about.to_owned(),
        also: None,
    };
    LookedUp {
        candidates: vec![
            candidate(Source::Wikidata, "Q71", Some(1974), "1974 film by Ada Fiore"),
            candidate(
                Source::Tmdb,
                "813",
                None,
                "A & B carry salt over a border that is on no map.",
            ),
        ],
        silent: vec![Source::Tmdb],
    }
}

/// A film with everything that its page can have.
pub fn film_page() -> FilmPage {
    let review = samples::full_review();
    let when = |label: &str, place| RatingWhen {
        rating: samples::rating(label, place),
        path: "/@ines/film-0".to_owned(),
        published_at: samples::moment(),
    };
    let trivia = |spoilers: bool| {
        let view = review.trivia.get(usize::from(spoilers)).cloned();
        view.map(|view| FilmTrivia {
            view,
            language: "en".to_owned(),
            review_path: "/@ines/film-0".to_owned(),
            spoilers,
        })
    };
    let line = |speaker: &str, path: Option<&str>| FilmLine {
        quote: Quote {
            text: "You start to <carry> it.".to_owned(),
            speaker: speaker.to_owned(),
        },
        speaker_path: path.map(str::to_owned),
        language: "en".to_owned(),
        review_path: "/@ines/film-0".to_owned(),
    };
    FilmPage {
        id: FilmId::new("f0"),
        title: "The Salt Road".to_owned(),
        year: Some(1974),
        path: "/films/the-salt-road-1974".to_owned(),
        facts: facts(),
        reviews: samples::cards()
            .into_iter()
            .enumerate()
            .map(|(n, card)| FilmReview {
                card,
                nth: n + 1,
                of: 3,
                change: (n == 1).then(|| RatingChange::Up.to_words("Worth the ticket")),
                times_seen: times_seen(if n == 0 { 2 } else { 0 }),
            })
            .collect(),
        histories: vec![RatingHistory {
            author: samples::author(),
            ratings: vec![
                when("Worth the ticket", 4),
                when("Walked out", 0),
                when("Will watch again", 5),
            ],
        }],
        lines: vec![line("The driver", Some("/credits/marta-osei")), line("", None)],
        trivia: [trivia(false), trivia(true)].into_iter().flatten().collect(),
        seen: vec![FilmSeen {
            author: samples::author(),
            times: Message::new("times-seen").with("n", 2),
            viewings: review.viewings,
        }],
        appears_in: crate::http::pages::list::read::sample_places(),
        elsewhere: vec![samples::post()],
        namesakes: vec![(
            "The Salt Road (2011)".to_owned(),
            "/films/the-salt-road-2011".to_owned(),
        )],
        poster: Some(samples::poster()),
        card_picture: Some(samples::poster().id),
        may_edit: false,
    }
}
