//! Linked data (JSON-LD in the words of schema.org): what search engines read of a page.
//!
//! A block of data is no script: nothing runs it, so the pages' policy against scripts lets it stand.

use crate::domain::credit::CreditRole;
use crate::service::views::{
    ActorCard, CreditsPage, EssayPage, FactsView, FilmPage, ListPage, RatingView, ReviewCard, ReviewPage,
};
use askama::filters::Safe;
use chrono::{DateTime, SecondsFormat, Utc};
use serde_json::{Map, Value, json};

fn at(time: DateTime<Utc>) -> String {
    time.to_rfc3339_opts(SecondsFormat::Secs, true)
}

/// The block, in a form that no text in it can end.
pub fn block(data: &Value) -> Safe<String> {
    let text = data
        .to_string()
        .replace('<', "\\u003c")
        .replace("\u{2028}", "\\u2028")
        .replace("\u{2029}", "\\u2029");
    Safe(format!("<script type=\"application/ld+json\">{text}</script>"))
}

fn person(actor: &ActorCard, origin: &str) -> Value {
    let url = if actor.local {
        format!("{origin}{}", actor.url)
    } else {
        actor.url.clone()
    };
    json!({"@type": "Person", "name": actor.name, "url": url, "identifier": actor.handle})
}

/// The rating as a number of steps, where it is one, with the reviewer's own word.
fn rating(rating: &RatingView) -> Option<Value> {
    let (n, of) = rating.place?;
    let mut out = json!({
        "@type": "Rating",
        "ratingValue": n,
        "bestRating": of,
        "worstRating": 1,
        "name": rating.label
    });
    if let Some(fields) = out.as_object_mut()
        && !rating.description.is_empty()
    {
        fields.insert("ratingExplanation".to_owned(), json!(rating.description));
    }
    Some(out)
}

fn movie(title: &str, year: Option<i32>, url: &str, image: Option<String>) -> Map<String, Value> {
    let mut out = Map::new();
    out.insert("@type".to_owned(), json!("Movie"));
    out.insert("name".to_owned(), json!(title));
    out.insert("url".to_owned(), json!(url));
    if let Some(year) = year {
        out.insert("dateCreated".to_owned(), json!(year.to_string()));
    }
    if let Some(image) = image {
        out.insert("image".to_owned(), json!(image));
    }
    out
}

/// People of a kind that are named, at most.
const NAMED: usize = 12;

/// What is known of a film.
fn add_facts(out: &mut Map<String, Value>, facts: &FactsView, origin: &str) {
    let people = |role| {
        let all = facts.people(role).iter().take(NAMED);
        all.map(|p| json!({"@type": "Person", "name": p.name, "url": format!("{origin}{}", p.path)}))
            .collect::<Vec<_>>()
    };
    let countries = facts
        .countries
        .iter()
        .map(|name| json!({"@type": "Country", "name": name}));
    let several = [
        ("director", people(CreditRole::Director)),
        ("actor", people(CreditRole::Cast)),
        ("countryOfOrigin", countries.collect()),
        ("sameAs", facts.links.iter().map(|(_, url)| json!(url)).collect()),
    ];
    let filled = several.into_iter().filter(|(_, values)| !values.is_empty());
    out.extend(filled.map(|(key, values)| (key.to_owned(), json!(values))));
    if let Some(minutes) = facts.runtime {
        out.insert("duration".to_owned(), json!(format!("PT{minutes}M")));
    }
    if let Some(title) = &facts.original_title {
        out.insert("alternateName".to_owned(), json!(title));
    }
}

/// A review and the film it is about.
pub fn review(page: &ReviewPage, site: &str, origin: &str) -> Safe<String> {
    let poster = page.poster.as_ref().map(|p| format!("{origin}{}", p.src));
    let mut film = movie(
        &page.film_title,
        page.film_year,
        &format!("{origin}{}", page.film_path),
        poster.clone(),
    );
    add_facts(&mut film, &page.facts, origin);
    let mut out = Map::new();
    let mut put = |key: &str, value: Value| out.insert(key.to_owned(), value);
    put("@context", json!("https://schema.org"));
    put("@type", json!("Review"));
    put("@id", json!(page.object_url));
    put("url", json!(page.canonical));
    put("name", json!(page.title()));
    put("inLanguage", json!(page.language));
    put("datePublished", json!(at(page.published_at)));
    put("dateModified", json!(at(page.edited_at.unwrap_or(page.published_at))));
    put("author", person(&page.author, origin));
    put(
        "publisher",
        json!({"@type": "Organization", "name": site, "url": format!("{origin}/")}),
    );
    put("itemReviewed", Value::Object(film));
    put("commentCount", json!(page.conversation.count));
    put("mainEntityOfPage", json!(page.canonical));
    if let Some(value) = page.rating.as_ref().and_then(rating) {
        put("reviewRating", value);
    }
    if !page.teaser.is_empty() {
        put("description", json!(page.teaser));
    }
    if let Some(image) = poster {
        put("image", json!(image));
    }
    if !page.tags.is_empty() {
        put("keywords", json!(page.tags.join(", ")));
    }
    block(&Value::Object(out))
}

/// A review inside the film it is about.
fn review_of(card: &ReviewCard, origin: &str) -> Value {
    let mut out = Map::new();
    let mut put = |key: &str, value: Value| out.insert(key.to_owned(), value);
    put("@type", json!("Review"));
    put("url", json!(format!("{origin}{}", card.path)));
    put("name", json!(card.title()));
    put("datePublished", json!(at(card.published_at)));
    put("author", person(&card.author, origin));
    if let Some(value) = card.rating.as_ref().and_then(rating) {
        put("reviewRating", value);
    }
    if !card.excerpt.is_empty() {
        put("description", json!(card.excerpt));
    }
    Value::Object(out)
}

/// A film with the reviews of it here.
pub fn film(page: &FilmPage, origin: &str) -> Safe<String> {
    let poster = page.poster.as_ref().map(|p| format!("{origin}{}", p.src));
    let mut out = movie(&page.title, page.year, &format!("{origin}{}", page.path), poster);
    add_facts(&mut out, &page.facts, origin);
    out.insert("@context".to_owned(), json!("https://schema.org"));
    let reviews: Vec<Value> = page.reviews.iter().map(|r| review_of(&r.card, origin)).collect();
    out.insert("review".to_owned(), json!(reviews));
    block(&Value::Object(out))
}

/// Somebody who had a part in films.
pub fn credited(page: &CreditsPage, origin: &str) -> Safe<String> {
    let mut out = Map::new();
    let mut put = |key: &str, value: Value| out.insert(key.to_owned(), value);
    put("@context", json!("https://schema.org"));
    put("@type", json!("Person"));
    put("name", json!(page.name));
    put("url", json!(format!("{origin}{}", page.path)));
    if !page.links.is_empty() {
        let links: Vec<&str> = page.links.iter().map(|(_, url)| url.as_str()).collect();
        put("sameAs", json!(links));
    }
    block(&Value::Object(out))
}

/// The site itself.
pub fn site(name: &str, description: &str, origin: &str) -> Safe<String> {
    block(&json!({
        "@context": "https://schema.org",
        "@type": "WebSite",
        "name": name,
        "description": description,
        "url": format!("{origin}/"),
        "potentialAction": {
            "@type": "SearchAction",
            "target": {"@type": "EntryPoint", "urlTemplate": format!("{origin}/search?q={{words}}")},
            "query-input": "required name=words"
        }
    }))
}

/// Somebody who writes here, and their page.
pub fn profile(actor: &ActorCard, origin: &str, since: DateTime<Utc>) -> Safe<String> {
    block(&json!({
        "@context": "https://schema.org",
        "@type": "ProfilePage",
        "url": format!("{origin}{}", actor.url),
        "dateCreated": at(since),
        "mainEntity": person(actor, origin)
    }))
}

/// A list, with the rows of this page.
pub fn list(page: &ListPage, origin: &str) -> Safe<String> {
    let item = |row: &crate::service::views::ListRow| {
        let address = row.film_path.as_ref().map(|path| format!("{origin}{path}"));
        let mut film = movie(&row.title, row.year, address.as_deref().unwrap_or_default(), None);
        if address.is_none() {
            film.remove("url");
        }
        json!({"@type": "ListItem", "position": row.place, "item": film})
    };
    block(&json!({
        "@context": "https://schema.org",
        "@type": "ItemList",
        "name": page.list.title,
        "url": page.canonical,
        "numberOfItems": page.total,
        "itemListElement": page.rows.iter().map(item).collect::<Vec<_>>()
    }))
}

/// A post of this site.
pub fn essay(page: &EssayPage, site: &str, origin: &str) -> Safe<String> {
    let published = page.essay.published_at.unwrap_or(page.essay.saved_at);
    block(&json!({
        "@context": "https://schema.org",
        "@type": "BlogPosting",
        "@id": page.object_url,
        "url": page.canonical,
        "headline": page.essay.title,
        "description": page.description,
        "inLanguage": page.essay.language,
        "datePublished": at(published),
        "dateModified": at(page.essay.edited_at.unwrap_or(published)),
        "author": person(&page.author, origin),
        "publisher": {"@type": "Organization", "name": site, "url": format!("{origin}/")},
        "mainEntityOfPage": page.canonical
    }))
}
