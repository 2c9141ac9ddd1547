//! JSON Feed 1.1.

use crate::service::feeds::{Feed, FeedItem};
use chrono::{DateTime, SecondsFormat, Utc};
use serde_json::{Map, Value, json};

fn at(time: DateTime<Utc>) -> String {
    time.to_rfc3339_opts(SecondsFormat::Secs, true)
}

fn item(item: &FeedItem) -> Value {
    let mut out = Map::new();
    let mut put = |key: &str, value: Value| out.insert(key.to_owned(), value);
    put("id", json!(item.id));
    put("url", json!(item.url));
    put("title", json!(item.title));
    put("content_html", json!(item.html));
    put("summary", json!(item.summary));
    put("date_published", json!(at(item.published)));
    put("date_modified", json!(at(item.updated)));
    put("authors", json!([{"name": item.author, "url": item.author_url}]));
    if let Some(language) = &item.language {
        put("language", json!(language));
    }
    if !item.tags.is_empty() {
        put("tags", json!(item.tags));
    }
    if let Some(image) = &item.image {
        put("image", json!(image));
    }
    // Extensions begin with an underscore; this one says in numbers what the text says in words.
    if let Some(film) = &item.film {
        let place = film.place.map(|(n, of)| json!({"value": n, "best": of, "worst": 1}));
        put(
            "_houselights",
            json!({
                "film": {"title": film.title, "year": film.year, "url": film.url},
                "rating": film.rating,
                "rating_value": place,
                "recommended": film.recommend
            }),
        );
    }
    Value::Object(out)
}

/// The feed as JSON Feed.
pub(super) fn write(feed: &Feed) -> String {
    let items: Vec<Value> = feed.items.iter().map(item).collect();
    let mut document = json!({
        "version": "https://jsonfeed.org/version/1.1",
        "title": feed.title,
        "home_page_url": feed.page,
        "feed_url": format!("{}.json", feed.address),
        "language": feed.language,
        "items": items
    });
    if let Some(fields) = document.as_object_mut()
        && !feed.subtitle.is_empty()
    {
        fields.insert("description".to_owned(), json!(feed.subtitle));
    }
    document.to_string()
}
