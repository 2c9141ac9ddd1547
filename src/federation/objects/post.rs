//! Posts elsewhere: articles, pages and notes of the people followed here.

use crate::domain::text::plain;
use crate::federation::vocab::incoming::Object;
use crate::service::remote::NoteReceived;
use url::Url;

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
