//! RSS 2.0, with the words of Dublin Core for authors and `content:encoded` for texts, as every reader knows them.

use crate::service::feeds::{Feed, FeedItem};
use rss::extension::atom::{AtomExtension, Link};
use rss::extension::dublincore::DublinCoreExtension;

fn item(item: &FeedItem) -> rss::Item {
    let category = |tag: &String| rss::Category {
        name: tag.clone(),
        domain: None,
    };
    rss::Item {
        title: Some(item.title.clone()),
        link: Some(item.url.clone()),
        description: Some(item.summary.clone()),
        content: Some(item.html.clone()),
        guid: Some(rss::Guid {
            value: item.id.clone(),
            permalink: false,
        }),
        pub_date: Some(item.published.to_rfc2822()),
        categories: item.tags.iter().map(category).collect(),
        // `author` must be a mail address; this is where readers look for a name.
        dublin_core_ext: Some(DublinCoreExtension {
            creators: vec![item.author.clone()],
            languages: item.language.iter().cloned().collect(),
            ..DublinCoreExtension::default()
        }),
        // RSS has no word for an edit.
        atom_ext: None,
        ..rss::Item::default()
    }
}

/// The feed as RSS.
pub(super) fn write(feed: &Feed, generator: &str) -> String {
    let channel = rss::Channel {
        title: feed.title.clone(),
        link: feed.page.clone(),
        description: if feed.subtitle.is_empty() {
            feed.title.clone()
        } else {
            feed.subtitle.clone()
        },
        language: Some(feed.language.clone()),
        last_build_date: Some(feed.updated.to_rfc2822()),
        generator: Some(format!("Houselights {generator}")),
        atom_ext: Some(AtomExtension {
            links: vec![Link {
                rel: "self".to_owned(),
                href: format!("{}.rss", feed.address),
                mime_type: Some("application/rss+xml".to_owned()),
                ..Link::default()
            }],
        }),
        items: feed.items.iter().map(item).collect(),
        ..rss::Channel::default()
    };
    format!("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n{channel}")
}
