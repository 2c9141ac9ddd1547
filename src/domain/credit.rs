//! Credits: who did what in a film.

use crate::domain::film::Source;
use crate::domain::id::{CreditId, FilmId, PersonId};
use crate::domain::message::Message;
use crate::domain::person::PersonName;
use std::collections::HashMap;

/// The most characters of a name, of a part and of a note.
const NAME_MAX: usize = 200;

/// What somebody did.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum CreditRole {
    /// Directed.
    Director,
    /// Wrote.
    Writer,
    /// Played somebody.
    Cast,
    /// Produced.
    Producer,
    /// Lit and filmed.
    Cinematographer,
    /// Cut.
    Editor,
    /// Wrote the music.
    Composer,
}

impl CreditRole {
    /// All of them, in the order of pages.
    pub const ALL: [Self; 7] = [
        Self::Director,
        Self::Writer,
        Self::Cast,
        Self::Producer,
        Self::Cinematographer,
        Self::Editor,
        Self::Composer,
    ];
    /// Those that a form takes together, each line with the role in front.
    pub const CREW: [Self; 4] = [Self::Producer, Self::Cinematographer, Self::Editor, Self::Composer];

    /// The name in rows.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Director => "director",
            Self::Writer => "writer",
            Self::Cast => "cast",
            Self::Producer => "producer",
            Self::Cinematographer => "cinematographer",
            Self::Editor => "editor",
            Self::Composer => "composer",
        }
    }

    /// Reads the name in rows.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|role| role.as_str() == name)
    }

    /// The word in front of a name.
    pub fn label(self) -> &'static str {
        match self {
            Self::Director => "Director",
            Self::Writer => "Writer",
            Self::Cast => "Cast",
            Self::Producer => "Producer",
            Self::Cinematographer => "Camera",
            Self::Editor => "Editing",
            Self::Composer => "Music",
        }
    }

    /// Reads what stands in front of a name: the label, or the name in rows.
    pub fn by_label(label: &str) -> Option<Self> {
        let label = label.to_lowercase();
        Self::ALL
            .into_iter()
            .find(|role| role.label().to_lowercase() == label || role.as_str() == label)
    }
}

/// A credit as stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Credit {
    /// Our identifier.
    pub id: CreditId,
    /// The film.
    pub film_id: FilmId,
    /// Who.
    pub person_id: PersonId,
    /// What they did.
    pub role: CreditRole,
    /// Whom they played; empty behind the camera.
    pub part: String,
    /// `voice`, `uncredited`, `replaced` …; may be empty.
    pub note: String,
    /// Order within the film.
    pub position: i32,
    /// Who says so.
    pub source: Source,
}

/// What holds of the credits of any number of films: for each film and role the strongest source that names anybody.
pub fn effective(mut credits: Vec<Credit>) -> Vec<Credit> {
    let mut strongest: HashMap<(FilmId, CreditRole), Source> = HashMap::new();
    for credit in &credits {
        let best = strongest
            .entry((credit.film_id.clone(), credit.role))
            .or_insert(credit.source);
        *best = credit.source.min(*best);
    }
    credits.retain(|credit| strongest.get(&(credit.film_id.clone(), credit.role)) == Some(&credit.source));
    credits.sort_by(|a, b| (&a.film_id, a.role, a.position).cmp(&(&b.film_id, b.role, b.position)));
    credits
}

/// A credit as typed on a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CreditLine {
    /// What they did.
    pub role: CreditRole,
    /// Who.
    pub name: PersonName,
    /// Whom they played.
    pub part: String,
    /// Note.
    pub note: String,
}

/// Why a line is no credit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CreditError {
    /// Nobody is named.
    NoName(String),
    /// Longer than a line of credits should be.
    TooLong(String),
}

impl CreditError {
    /// For people, with what to do about it.
    pub fn message(&self) -> Message {
        match self {
            Self::NoName(typed) => Message::new("input-credit-no-name").with("typed", typed),
            Self::TooLong(typed) => Message::new("input-credit-long")
                .with("typed", typed)
                .with("most", NAME_MAX),
        }
    }
}

impl CreditLine {
    /// Reads `Name`, `Name as Part`, `Name (note)`, `Name as Part (note)`; a mark in square brackets behind the name tells two
    /// people of that name apart.
    pub fn parse(role: CreditRole, typed: &str) -> Result<Self, CreditError> {
        let text = typed.split_whitespace().collect::<Vec<_>>().join(" ");
        let start = || text.chars().take(40).collect::<String>();
        let (rest, note) = match text.strip_suffix(')').and_then(|rest| rest.rsplit_once('(')) {
            Some((rest, note)) => (rest.trim(), note.trim()),
            None => (text.as_str(), ""),
        };
        let (name, part) = match rest.split_once(" as ") {
            Some((name, part)) if role == CreditRole::Cast => (name.trim(), part.trim()),
            _ => (rest, ""),
        };
        let name = PersonName::parse(name);
        if name.name.is_empty() {
            return Err(CreditError::NoName(start()));
        }
        let too_long = |text: &str| text.chars().count() > NAME_MAX || text.contains('\0');
        if too_long(&name.name) || too_long(&name.mark) || too_long(part) || too_long(note) {
            return Err(CreditError::TooLong(start()));
        }
        Ok(Self {
            role,
            name,
            part: part.to_owned(),
            note: note.to_owned(),
        })
    }

    /// The line that `parse` reads back.
    pub fn to_text(&self) -> String {
        let mut text = self.name.to_text();
        if !self.part.is_empty() {
            text.push_str(" as ");
            text.push_str(&self.part);
        }
        if !self.note.is_empty() {
            text.push_str(" (");
            text.push_str(&self.note);
            text.push(')');
        }
        text
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_of_credits_reads_back_as_written() {
        for (typed, name, mark, part, note) in [
            ("Marta Osei", "Marta Osei", "", "", ""),
            ("Marta Osei as The driver", "Marta Osei", "", "The driver", ""),
            (
                "Marta Osei as The driver (voice)",
                "Marta Osei",
                "",
                "The driver",
                "voice",
            ),
            ("Luis Vega (uncredited)", "Luis Vega", "", "", "uncredited"),
            (
                "Luis Vega [stuntman] as Himself",
                "Luis Vega",
                "stuntman",
                "Himself",
                "",
            ),
        ] {
            let line = CreditLine::parse(CreditRole::Cast, typed).unwrap();
            assert_eq!(
                (
                    line.name.name.as_str(),
                    line.name.mark.as_str(),
                    line.part.as_str(),
                    line.note.as_str()
                ),
                (name, mark, part, note)
            );
            assert_eq!(line.to_text(), typed);
        }
        let behind = CreditLine::parse(CreditRole::Director, "Kim as Such").unwrap();
        assert_eq!(behind.name.name, "Kim as Such", "only actors play somebody");
    }

    #[test]
    fn a_line_without_a_name_is_refused() {
        assert!(matches!(
            CreditLine::parse(CreditRole::Cast, "(voice)"),
            Err(CreditError::NoName(_))
        ));
        let long = "x".repeat(300);
        assert!(matches!(
            CreditLine::parse(CreditRole::Cast, &long),
            Err(CreditError::TooLong(_))
        ));
    }

    #[test]
    fn typed_credits_of_a_role_win_over_fetched_ones_of_that_role_only() {
        let credit = |id: &str, role, source| Credit {
            id: CreditId::new(id),
            film_id: FilmId::new("f"),
            person_id: PersonId::new(id),
            role,
            part: String::new(),
            note: String::new(),
            position: 0,
            source,
        };
        let all = vec![
            credit("a", CreditRole::Cast, Source::Wikidata),
            credit("b", CreditRole::Cast, Source::Typed),
            credit("c", CreditRole::Director, Source::Tmdb),
        ];
        let ids: Vec<String> = effective(all)
            .into_iter()
            .map(|credit| credit.id.into_string())
            .collect();
        assert_eq!(ids, ["c", "b"]);
    }
}
