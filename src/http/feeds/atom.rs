//! Atom (RFC 4287).

use crate::service::feeds::{Feed, FeedItem};
use atom_syndication as atom;
use chrono::{DateTime, Utc};

fn link(rel: &str, href: &str, mime: &str) -> atom::Link {
    atom::Link {
        rel: rel.to_owned(),
        href: href.to_owned(),
        mime_type: Some(mime.to_owned()),
        ..atom::Link::default()
    }
}

fn at(time: DateTime<Utc>) -> atom::FixedDateTime {
    time.fixed_offset()
}

fn entry(item: &FeedItem) -> atom::Entry {
    let mut links = vec![link("alternate", &item.url, "text/html")];
    links.extend(item.image.iter().map(|image| link("enclosure", image, "image/jpeg")));
    let category = |tag: &String| atom::Category {
        term: tag.clone(),
        ..atom::Category::default()
    };
    atom::Entry {
        id: item.id.clone(),
        title: atom::Text::plain(item.title.clone()),
        updated: at(item.updated),
        published: Some(at(item.published)),
        authors: vec![atom::Person {
            name: item.author.clone(),
            uri: Some(item.author_url.clone()),
            ..atom::Person::default()
        }],
        categories: item.tags.iter().map(category).collect(),
        links,
        summary: Some(atom::Text::plain(item.summary.clone())),
        content: Some(atom::Content {
            value: Some(item.html.clone()),
            content_type: Some("html".to_owned()),
            lang: item.language.clone(),
            ..atom::Content::default()
        }),
        ..atom::Entry::default()
    }
}

/// The feed as Atom.
pub(super) fn write(feed: &Feed, generator: &str) -> String {
    let document = atom::Feed {
        id: feed.id.clone(),
        title: atom::Text::plain(feed.title.clone()),
        subtitle: Some(atom::Text::plain(feed.subtitle.clone())).filter(|text| !text.value.is_empty()),
        updated: at(feed.updated),
        lang: Some(feed.language.clone()),
        links: vec![
            link("alternate", &feed.page, "text/html"),
            link("self", &format!("{}.atom", feed.address), "application/atom+xml"),
        ],
        generator: Some(atom::Generator {
            value: "Houselights".to_owned(),
            version: Some(generator.to_owned()),
            ..atom::Generator::default()
        }),
        entries: feed.items.iter().map(entry).collect(),
        ..atom::Feed::default()
    };
    document.to_string()
}
