//! Posts elsewhere: articles, pages and notes of the people followed here.

use crate::domain::film::{FIRST_FILM_YEAR, IdScheme, NamedFilm, TITLE_MAX, named_in_headline};
use crate::domain::text::plain;
use crate::federation::vocab::incoming::Object;
use crate::service::remote::NoteReceived;
use url::Url;

/// The most films of one post.
const FILMS_MAX: usize = 10;
/// The longest alt text taken in, in characters.
const ALT_MAX: usize = 1_500;

/// Is it a post that stands by itself: no answer, and with a title or at least some words?
pub fn stands_alone(note: &NoteReceived) -> bool {
    note.in_reply_to.is_none() && (!note.name.is_empty() || !note.html.is_blank())
}

/// Does it say that it reviews or rates something? NeoDB says so in `relatedWith` of a plain Note, and we do in an Article.
pub fn is_review(object: Object<'_>) -> bool {
    let reviews = |kind: Option<&str>| matches!(kind, Some("Review" | "Rating"));
    reviews(object.type_())
        || object.objects("relatedWith").any(|related| reviews(related.type_()))
        || object.has("reviewRating")
}

/// The films that a post speaks of: in our own words, in the tag that NeoDB sets, or in its title.
pub fn films_of(object: Object<'_>) -> Vec<NamedFilm> {
    let year = |film: Object<'_>| {
        let year = film.integer("year")?;
        i32::try_from(year)
            .ok()
            .filter(|year| (FIRST_FILM_YEAR..=2200).contains(year))
    };
    let named = |film: Object<'_>, pages: Vec<Url>| NamedFilm {
        title: film
            .text("name")
            .map(|name| plain::one_line(name, TITLE_MAX))
            .unwrap_or_default(),
        year: year(film),
        ids: pages.iter().filter_map(IdScheme::of_film_url).collect(),
    };
    let mut films: Vec<NamedFilm> = Vec::new();
    films.extend(object.objects("film").map(|film| named(film, film.urls("sameAs"))));
    let tagged = object.objects("tag").filter(|tag| tag.type_() == Some("Movie"));
    films.extend(tagged.map(|tag| {
        let mut pages = tag.urls("href");
        pages.extend(tag.urls("external_resources"));
        named(tag, pages)
    }));
    if films.is_empty()
        && let Some((title, _)) = object.natural("name")
    {
        films.extend(named_in_headline(&plain::one_line(&plain::from_html(title), TITLE_MAX)));
    }
    films.truncate(FILMS_MAX);
    films
}

/// The picture of a post with its alt text: `image`, or the first attachment that is one.
pub fn image_of(object: Object<'_>) -> Option<(Url, String)> {
    let is_image = |entry: &Object<'_>| match (entry.type_(), entry.text("mediaType")) {
        (_, Some(media_type)) => media_type.starts_with("image/"),
        (kind, None) => kind == Some("Image"),
    };
    let described = object
        .objects("image")
        .chain(object.objects("attachment").filter(is_image))
        .find_map(|entry| {
            let url = entry.image("url").or_else(|| entry.url("href"))?;
            let alt = entry.text("name").or_else(|| entry.text("summary")).unwrap_or_default();
            Some((url, plain::one_line(alt, ALT_MAX)))
        });
    described.or_else(|| object.image("image").map(|url| (url, String::new())))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::federation::vocab::incoming::Document;
    use serde_json::json;

    #[test]
    fn a_note_that_rates_something_is_a_review() {
        let is = |shape: serde_json::Value| {
            let doc = Document::parse(shape.to_string().as_bytes()).unwrap();
            is_review(doc.object())
        };
        assert!(is(
            json!({"type": "Note", "relatedWith": [{"type": "Status"}, {"type": "Rating", "value": 8}]})
        ));
        assert!(is(json!({"type": "Note", "relatedWith": {"type": "Review"}})));
        assert!(is(json!({"type": ["Review"]})));
        assert!(!is(
            json!({"type": "Note", "relatedWith": null, "tag": [{"type": "Hashtag"}]})
        ));
    }

    #[test]
    fn the_film_is_found_in_our_words_in_the_tag_of_a_catalogue_and_in_a_title() {
        let of = |shape: serde_json::Value| {
            let doc = Document::parse(shape.to_string().as_bytes()).unwrap();
            films_of(doc.object())
        };
        let ours = of(
            json!({"type": "Article", "film": {"type": "Movie", "name": "The Salt Road", "year": 1974,
            "sameAs": ["https://www.imdb.com/title/tt0000007/", "https://evil.example/title/tt1"]}}),
        );
        assert_eq!(
            (ours[0].title.as_str(), ours[0].year, ours[0].ids.len()),
            ("The Salt Road", Some(1974), 1)
        );
        let neodb = of(json!({"type": "Note", "tag": [{"type": "Hashtag", "name": "#x"},
            {"type": "Movie", "href": "https://www.themoviedb.org/movie/7", "name": "Salt", "image": "https://n.example/i"}]}));
        assert_eq!(neodb[0].ids, [(IdScheme::Tmdb, "7".to_owned())]);
        assert_eq!(
            of(json!({"type": "Article", "name": "Salt (1974)"}))[0].year,
            Some(1974)
        );
        for odd in [
            json!({"film": "x"}),
            json!({"tag": {"type": "Movie", "name": 7}}),
            json!({"film": {"year": "x"}}),
            json!({"name": "("}),
        ] {
            assert!(
                of(odd.clone())
                    .iter()
                    .all(|film| film.year.is_none() && film.ids.is_empty()),
                "{odd}"
            );
        }
    }

    #[test]
    fn the_picture_is_found_wherever_servers_put_it() {
        for shape in [
            json!({"image": {"type": "Image", "url": "https://a.example/p.jpg", "name": "Poster"}}),
            json!({"attachment": [{"type": "Document", "mediaType": "video/mp4", "url": "https://a.example/v"},
                {"type": "Document", "mediaType": "image/jpeg", "url": "https://a.example/p.jpg", "name": "Poster"}]}),
            json!({"attachment": {"type": "Image", "url": [{"type": "Link", "href": "https://a.example/p.jpg"}], "summary": "Poster"}}),
        ] {
            let doc = Document::parse(shape.to_string().as_bytes()).unwrap();
            let (url, alt) = image_of(doc.object()).unwrap();
            assert_eq!((url.as_str(), alt.as_str()), ("https://a.example/p.jpg", "Poster"));
        }
        let none = Document::parse(br#"{"attachment": [{"type": "Link", "href": "https://a.example/"}]}"#).unwrap();
        assert_eq!(image_of(none.object()), None);
    }
}
