//! Words about catalogues of films.

use super::{Said, say};
use crate::domain::film::Source;

/// What TMDB's terms ask every program to show that uses its data, in these very words.
pub const TMDB_NOTICE: &str =
    "This product uses TMDB and the TMDB APIs but is not endorsed, certified, or otherwise approved by TMDB.";

/// Who is asked when somebody looks a film up, and with what.
pub fn asks(catalogues: &[Source]) -> Said {
    say(match catalogues {
        [Source::Wikidata] => "film-asks-wikidata",
        [Source::Tmdb] => "film-asks-tmdb",
        _ => "film-asks-both",
    })
}

/// TMDB's notice has to stand beside what comes from there.
pub fn needs_notice(catalogues: &[Source]) -> bool {
    catalogues.contains(&Source::Tmdb)
}

/// What stands where no film was found; `silent` catalogues gave no answer.
pub fn nothing_found(silent: usize) -> Said {
    say(if silent == 0 {
        "film-none-found"
    } else {
        "film-none-asked"
    })
}

/// A link to a film's page in a catalogue.
pub fn see_at(source: &Source, film: String) -> Said {
    let said = say(match source {
        Source::Wikidata => "film-see-at-wikidata",
        Source::Tmdb => "film-see-at-tmdb",
        Source::Typed => "film-see",
    });
    said.with("film", film)
}

/// A catalogue did not answer.
pub fn gave_no_answer(source: &Source) -> Said {
    say(match source {
        Source::Wikidata => "film-silent-wikidata",
        Source::Tmdb => "film-silent-tmdb",
        Source::Typed => "film-silent",
    })
}
