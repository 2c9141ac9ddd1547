//! The same film, or the same person, elsewhere.

use url::Url;

/// Who gives the identifier.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum IdScheme {
    /// `Q` and a number.
    Wikidata,
    /// A number.
    Tmdb,
    /// `tt` (films) or `nm` (people) and a number.
    Imdb,
    /// A word in an address.
    Letterboxd,
}

impl IdScheme {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Wikidata, Self::Tmdb, Self::Imdb, Self::Letterboxd];

    /// The name in rows and forms.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Wikidata => "wikidata",
            Self::Tmdb => "tmdb",
            Self::Imdb => "imdb",
            Self::Letterboxd => "letterboxd",
        }
    }

    /// Reads the name in rows.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|scheme| scheme.as_str() == name)
    }

    /// The name on pages.
    pub fn label(self) -> &'static str {
        match self {
            Self::Wikidata => "Wikidata",
            Self::Tmdb => "TMDB",
            Self::Imdb => "IMDb",
            Self::Letterboxd => "Letterboxd",
        }
    }

    /// What an identifier of a film looks like, for whoever has to type one.
    pub fn example(self) -> &'static str {
        match self {
            Self::Wikidata => "Q12345",
            Self::Tmdb => "12345",
            Self::Imdb => "tt0012345",
            Self::Letterboxd => "the-salt-road",
        }
    }

    /// The identifier of a film in what somebody typed: the identifier itself, or the address of a page that has it.
    pub fn read_film(self, typed: &str) -> Option<String> {
        let typed = typed.trim();
        if let Ok(url) = Url::parse(typed) {
            return Self::of_film_url(&url)
                .filter(|(scheme, _)| *scheme == self)
                .map(|(_, id)| id);
        }
        let digits = |text: &str| !text.is_empty() && text.len() <= 12 && text.bytes().all(|b| b.is_ascii_digit());
        let fits = match self {
            Self::Wikidata => typed.strip_prefix(['Q', 'q']).is_some_and(digits),
            Self::Tmdb => digits(typed),
            Self::Imdb => typed.strip_prefix("tt").is_some_and(digits),
            Self::Letterboxd => {
                typed.len() <= 120
                    && !typed.is_empty()
                    && typed
                        .bytes()
                        .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
            }
        };
        fits.then(|| match self {
            Self::Wikidata => typed.to_ascii_uppercase(),
            _ => typed.to_owned(),
        })
    }

    /// What an address of one of these sites names, when it is a film: how other servers say which film they mean.
    pub fn of_film_url(url: &Url) -> Option<(Self, String)> {
        let host = url.host_str()?.trim_start_matches("www.").trim_start_matches("m.");
        let parts: Vec<&str> = url.path_segments()?.filter(|part| !part.is_empty()).collect();
        let (scheme, id) = match (host, parts.as_slice()) {
            ("wikidata.org", ["wiki" | "entity", id, ..]) => (Self::Wikidata, *id),
            // `12345-the-title` is the same as `12345`.
            ("themoviedb.org", ["movie", id, ..]) => (Self::Tmdb, id.split('-').next().unwrap_or_default()),
            ("imdb.com", ["title", id, ..]) => (Self::Imdb, *id),
            ("letterboxd.com", ["film", id, ..]) => (Self::Letterboxd, *id),
            _ => return None,
        };
        Some((scheme, scheme.read_film(id)?))
    }

    /// The page of a film.
    pub fn film_url(self, id: &str) -> String {
        match self {
            Self::Wikidata => format!("https://www.wikidata.org/wiki/{id}"),
            Self::Tmdb => format!("https://www.themoviedb.org/movie/{id}"),
            Self::Imdb => format!("https://www.imdb.com/title/{id}/"),
            Self::Letterboxd => format!("https://letterboxd.com/film/{id}/"),
        }
    }

    /// The page of a person.
    pub fn person_url(self, id: &str) -> String {
        match self {
            Self::Wikidata => format!("https://www.wikidata.org/wiki/{id}"),
            Self::Tmdb => format!("https://www.themoviedb.org/person/{id}"),
            Self::Imdb => format!("https://www.imdb.com/name/{id}/"),
            Self::Letterboxd => format!("https://letterboxd.com/actor/{id}/"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_identifier_is_read_by_itself_and_from_an_address() {
        for (scheme, typed, id) in [
            (IdScheme::Wikidata, "q4712", "Q4712"),
            (IdScheme::Wikidata, "https://www.wikidata.org/wiki/Q4712#P31", "Q4712"),
            (
                IdScheme::Tmdb,
                "https://www.themoviedb.org/movie/812-the-salt-road",
                "812",
            ),
            (IdScheme::Imdb, " tt0071000 ", "tt0071000"),
            (
                IdScheme::Imdb,
                "https://m.imdb.com/title/tt0071000/?ref_=x",
                "tt0071000",
            ),
            (
                IdScheme::Letterboxd,
                "https://letterboxd.com/film/the-salt-road/",
                "the-salt-road",
            ),
        ] {
            assert_eq!(scheme.read_film(typed).as_deref(), Some(id), "{typed}");
            let url = Url::parse(&scheme.film_url(id)).unwrap();
            assert_eq!(IdScheme::of_film_url(&url), Some((scheme, id.to_owned())));
        }
    }

    #[test]
    fn what_is_no_identifier_is_refused() {
        for (scheme, typed) in [
            (IdScheme::Wikidata, "4712"),
            (IdScheme::Tmdb, "tt0071000"),
            (IdScheme::Imdb, "nm0071000"),
            (IdScheme::Imdb, "https://www.imdb.com/name/nm0071000/"),
            (IdScheme::Letterboxd, "The Salt Road"),
            (IdScheme::Tmdb, "https://evil.example/movie/1"),
            (IdScheme::Tmdb, "99999999999999999999999"),
        ] {
            assert_eq!(scheme.read_film(typed), None, "{typed}");
        }
    }
}
