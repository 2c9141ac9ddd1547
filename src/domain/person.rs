//! People of films: those who made them and those who played in them.

use crate::domain::id::PersonId;
use crate::domain::text::keys;
use chrono::{DateTime, Utc};
use deunicode::deunicode;

/// Somebody who made films or played in them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Person {
    /// Our identifier.
    pub id: PersonId,
    /// The name, as first typed.
    pub name: String,
    /// What tells them from somebody else of that name; mostly empty.
    pub mark: String,
    /// Name for sorting, the family name in front.
    pub sort_name: String,
    /// Last part of the address of their page.
    pub slug: String,
    /// When they were first entered here.
    pub created_at: DateTime<Utc>,
}

/// A name as typed: `Luis Vega`, or `Luis Vega [stuntman]` where there are two of them.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct PersonName {
    /// The name.
    pub name: String,
    /// What stood in brackets.
    pub mark: String,
}

impl PersonName {
    /// Reads a name with or without a mark.
    pub fn parse(typed: &str) -> Self {
        let typed = typed.trim();
        let marked = typed.strip_suffix(']').and_then(|rest| rest.rsplit_once('['));
        let (name, mark) = marked.map_or((typed, ""), |(name, mark)| (name.trim(), mark.trim()));
        Self {
            name: name.to_owned(),
            mark: mark.to_owned(),
        }
    }

    /// The text that `parse` reads back.
    pub fn to_text(&self) -> String {
        if self.mark.is_empty() {
            self.name.clone()
        } else {
            format!("{} [{}]", self.name, self.mark)
        }
    }

    /// The key by which two spellings are one person.
    pub fn key(&self) -> (String, String) {
        let key = |text: &str| {
            let key = keys::title_key(text);
            if key.is_empty() { text.to_lowercase() } else { key }
        };
        (key(&self.name), key(&self.mark))
    }

    /// The slug of a new page.
    pub fn slug(&self) -> String {
        keys::slugify(&format!("{} {}", self.name, self.mark))
    }

    /// Lower-case ASCII with the family name in front: `osei, marta`. A name in one word stays as it is.
    pub fn sort_name(&self) -> String {
        let folded = deunicode(&self.name).to_lowercase();
        let words: Vec<&str> = folded.split_whitespace().collect();
        match words.split_last() {
            Some((last, [])) => (*last).to_owned(),
            Some((last, first)) if is_suffix(last) && first.len() > 1 => {
                let (family, given) = first.split_last().unwrap_or((last, first));
                format!("{family}, {} {last}", given.join(" "))
            }
            Some((last, first)) => format!("{last}, {}", first.join(" ")),
            None => self.name.to_lowercase(),
        }
    }
}

/// What follows a family name and does not replace it.
fn is_suffix(word: &str) -> bool {
    matches!(word.trim_end_matches('.'), "jr" | "sr" | "ii" | "iii" | "iv")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn people_are_sorted_by_their_family_name() {
        for (name, sort) in [
            ("Marta Osei", "osei, marta"),
            ("Ångström", "angstrom"),
            ("Ana María Ruiz", "ruiz, ana maria"),
            ("Luis Vega Jr.", "vega, luis jr."),
        ] {
            assert_eq!(PersonName::parse(name).sort_name(), sort);
        }
    }

    #[test]
    fn two_spellings_are_one_person_and_a_mark_makes_two() {
        assert_eq!(
            PersonName::parse("MARTA OSEI").key(),
            PersonName::parse("Marta  Osei").key()
        );
        assert_ne!(
            PersonName::parse("Luis Vega").key(),
            PersonName::parse("Luis Vega [stuntman]").key()
        );
        assert_eq!(PersonName::parse("Luis Vega [stuntman]").slug(), "luis-vega-stuntman");
        assert_ne!(PersonName::parse("☆").key().0, "");
    }
}
