//! Short keys made from free text: slugs for addresses, keys for matching films and hashtags.

use deunicode::deunicode;

/// Longest slug, in characters.
pub const MAX_SLUG_CHARS: usize = 80;

/// A slug for an address: lower-case ASCII letters, digits and single hyphens, at most [`MAX_SLUG_CHARS`], cut between
/// words, never empty.
#[must_use]
pub fn slugify(text: &str) -> String {
    let mut slug = String::new();
    for word in words(text) {
        let needed = if slug.is_empty() {
            word.len()
        } else {
            slug.len() + 1 + word.len()
        };
        if needed > MAX_SLUG_CHARS {
            if slug.is_empty() {
                slug.extend(word.chars().take(MAX_SLUG_CHARS));
            }
            break;
        }
        if !slug.is_empty() {
            slug.push('-');
        }
        slug.push_str(&word);
    }
    if slug.is_empty() { "untitled".to_owned() } else { slug }
}

/// The first of `base`, `base-2`, `base-3` … that is free.
///
/// # Errors
/// Those of `is_free`.
pub fn first_free<E>(base: &str, mut is_free: impl FnMut(&str) -> Result<bool, E>) -> Result<String, E> {
    let mut slug = base.to_owned();
    let mut n = 2_u64;
    while !is_free(&slug)? {
        slug = format!("{base}-{n}");
        n += 1;
    }
    Ok(slug)
}

/// The key by which two spellings of a film's title are the same: case, accents, punctuation and `&` do not matter.
#[must_use]
pub fn title_key(title: &str) -> String {
    words(&title.replace('&', " and ")).collect::<Vec<_>>().join(" ")
}

/// The key of a hashtag: `#FilmNoir`, `filmnoir` and `Film Noir` are one tag. Letters of every script are kept.
#[must_use]
pub fn hashtag_key(tag: &str) -> String {
    tag.chars()
        .filter(|c| c.is_alphanumeric() || *c == '_')
        .flat_map(char::to_lowercase)
        .collect()
}

/// A hashtag as other servers accept it, in the capitals that screen readers need: `film noir` becomes `FilmNoir`.
#[must_use]
pub fn hashtag_name(tag: &str) -> String {
    let words = tag
        .split(|c: char| !c.is_alphanumeric() && c != '_')
        .filter(|word| !word.is_empty());
    let mut name = String::new();
    for word in words {
        let mut chars = word.chars();
        if let Some(first) = chars.next() {
            name.extend(first.to_uppercase());
            name.push_str(chars.as_str());
        }
    }
    name
}

/// Lower-case ASCII words. Apostrophes join (`don't` is `dont`), everything else that is no letter or digit divides.
fn words(text: &str) -> impl Iterator<Item = String> {
    let ascii = deunicode(&text.replace(['\'', '’', '‘', '´'], "")).to_lowercase();
    ascii
        .split(|c: char| !c.is_ascii_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(ToOwned::to_owned)
        .collect::<Vec<_>>()
        .into_iter()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn slugs_are_readable_ascii() {
        assert_eq!(slugify("Amélie: A Second Look (2001)"), "amelie-a-second-look-2001");
        assert_eq!(slugify("Don’t Look Now!"), "dont-look-now");
        assert_eq!(slugify("Солярис"), "soliaris");
        assert_eq!(slugify("¿?"), "untitled");
        assert_eq!(slugify(""), "untitled");
    }

    #[test]
    fn a_slug_that_is_taken_gets_the_first_number_that_is_not() {
        let free = |taken: &[&str]| first_free("a", |slug| Ok::<_, ()>(!taken.contains(&slug)));
        assert_eq!(free(&[]), Ok("a".to_owned()));
        assert_eq!(free(&["a", "a-2", "a-4"]), Ok("a-3".to_owned()));
        assert_eq!(first_free("a", |_| Err(())), Err(()));
    }

    #[test]
    fn spellings_of_one_title_share_a_key() {
        assert_eq!(title_key("Thelma & Louise"), title_key("THELMA AND LOUISE"));
        assert_eq!(title_key("WALL·E"), title_key("Wall-E"));
        assert_ne!(title_key("Alien"), title_key("Aliens"));
    }

    #[test]
    fn hashtags_are_the_same_in_any_capitals() {
        assert_eq!(hashtag_key("#FilmNoir"), "filmnoir");
        assert_eq!(hashtag_key("film noir"), "filmnoir");
        assert_eq!(hashtag_key("#Кино_2026"), "кино_2026");
        assert_eq!(hashtag_name("film noir"), "FilmNoir");
        assert_eq!(hashtag_name("#BlindSpot2026"), "BlindSpot2026");
    }

    proptest! {
        #[test]
        fn every_slug_is_safe_short_and_never_empty(text in "\\PC{0,200}") {
            let slug = slugify(&text);
            prop_assert!(!slug.is_empty() && slug.len() <= MAX_SLUG_CHARS);
            prop_assert!(slug.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-'));
            prop_assert!(!slug.starts_with('-') && !slug.ends_with('-') && !slug.contains("--"));
            prop_assert_eq!(slugify(&slug), slug);
        }
    }
}
