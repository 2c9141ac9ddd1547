//! How titles are ordered in an index.

use deunicode::deunicode;

/// The key a title is sorted by: lower-case ASCII, without the article of its language, so that *The Apartment* stands
/// under A and *Das Boot* under B, on every database and whatever its collation.
///
/// `language` is a BCP 47 tag; empty means English. An article counts only in its own language: *Die Hard* is under D.
#[must_use]
pub fn sort_title(title: &str, language: &str) -> String {
    let folded = fold(title);
    let articles = articles(language);
    let without = articles.iter().find_map(|article| {
        let rest = folded.strip_prefix(article)?;
        let rest = if article.ends_with('\'') {
            rest
        } else {
            rest.strip_prefix(' ')?
        };
        (!rest.trim().is_empty()).then_some(rest)
    });
    without.unwrap_or(&folded).trim().to_owned()
}

/// The letter a sort key stands under: `A` to `Z`, or `#` for everything else.
#[must_use]
pub fn index_letter(sort_title: &str) -> char {
    match sort_title.chars().next() {
        Some(c) if c.is_ascii_alphabetic() => c.to_ascii_uppercase(),
        _ => '#',
    }
}

/// Lower-case ASCII with typographic apostrophes made plain and leading punctuation dropped.
fn fold(title: &str) -> String {
    let ascii = deunicode(&title.replace(['’', '‘', '´', '`'], "'")).to_lowercase();
    let spaced = ascii.split_whitespace().collect::<Vec<_>>().join(" ");
    let trimmed = spaced.trim_start_matches(|c: char| !c.is_ascii_alphanumeric());
    if trimmed.is_empty() { spaced } else { trimmed.to_owned() }
}

/// Articles at the start of a title, by language; longer ones first where one begins another.
fn articles(language: &str) -> &'static [&'static str] {
    match language
        .split(['-', '_'])
        .next()
        .unwrap_or_default()
        .to_ascii_lowercase()
        .as_str()
    {
        "" | "en" => &["the", "an", "a"],
        "de" => &["der", "die", "das", "den", "dem", "des", "eine", "ein"],
        "fr" => &["les", "le", "la", "l'", "une", "un", "des"],
        "es" => &["los", "las", "el", "la", "lo", "unos", "unas", "una", "un"],
        "it" => &["gli", "il", "lo", "la", "le", "i", "l'", "uno", "una", "un'", "un"],
        "pt" => &["os", "as", "o", "a", "uma", "um"],
        "ca" => &["els", "les", "el", "la", "l'", "una", "un"],
        "nl" => &["de", "het", "een", "'t"],
        "sv" | "da" | "nb" | "nn" | "no" => &["den", "det", "de", "en", "ett", "et", "ei"],
        "hu" => &["az", "a", "egy"],
        _ => &[],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn articles_are_ignored_in_their_own_language_only() {
        assert_eq!(sort_title("The Apartment", "en"), "apartment");
        assert_eq!(sort_title("A Serious Man", ""), "serious man");
        assert_eq!(sort_title("Das Boot", "de-DE"), "boot");
        assert_eq!(sort_title("Die Hard", "en"), "die hard");
        assert_eq!(sort_title("L’Avventura", "it"), "avventura");
        assert_eq!(sort_title("Les Quatre Cents Coups", "fr"), "quatre cents coups");
        assert_eq!(sort_title("À bout de souffle", "fr"), "a bout de souffle");
        assert_eq!(sort_title("Los olvidados", "es"), "olvidados");
    }

    #[test]
    fn a_title_that_is_only_an_article_keeps_it() {
        assert_eq!(sort_title("A", "en"), "a");
        assert_eq!(sort_title("The The", "en"), "the");
        assert_eq!(sort_title("Anatomy of a Murder", "en"), "anatomy of a murder");
    }

    #[test]
    fn accents_and_opening_punctuation_do_not_matter() {
        assert_eq!(sort_title("“Élite”", "en"), "elite\"");
        assert_eq!(sort_title("...And Justice for All", "en"), "and justice for all");
        assert_eq!(index_letter(&sort_title("Ángel", "es")), 'A');
        assert_eq!(index_letter(&sort_title("12 Angry Men", "en")), '#');
        assert_eq!(index_letter(&sort_title("???", "en")), '#');
    }
}
