//! Words about catalogues of films.

use crate::domain::film::Source;

/// What TMDB's terms ask every program to show that uses its data.
pub const TMDB_NOTICE: &str =
    "This product uses TMDB and the TMDB APIs but is not endorsed, certified, or otherwise approved by TMDB.";

/// Who is asked when somebody looks a film up, and with what.
pub fn asks(catalogues: &[Source]) -> &'static str {
    match catalogues {
        [Source::Wikidata] => "Asks Wikidata. Only the title and the year are sent there.",
        [Source::Tmdb] => "Asks TMDB. Only the title and the year are sent there.",
        _ => "Asks Wikidata and TMDB. Only the title and the year are sent there.",
    }
}

/// TMDB's notice has to stand beside what comes from there.
pub fn needs_notice(catalogues: &[Source]) -> bool {
    catalogues.contains(&Source::Tmdb)
}

/// What stands where no film was found; `silent` catalogues gave no answer.
pub fn nothing_found(silent: usize) -> &'static str {
    if silent == 0 {
        "No film of this title was found. Try the original title, or write on: nothing needs to be looked up."
    } else {
        "Nothing could be looked up. Your text is safe, and you can publish without."
    }
}

/// A link to a film's page in a catalogue.
pub fn see_at(source: &Source) -> &'static str {
    match source {
        Source::Wikidata => "See it at Wikidata",
        Source::Tmdb => "See it at TMDB",
        Source::Typed => "See it",
    }
}

/// A catalogue did not answer.
pub fn gave_no_answer(source: &Source) -> &'static str {
    match source {
        Source::Wikidata => "Wikidata gave no answer. Try again in a moment, or write on without.",
        Source::Tmdb => "TMDB gave no answer. Try again in a moment, or write on without.",
        Source::Typed => "There was no answer.",
    }
}
