//! The feed of posts.

use super::{Feed, FeedItem, Frame, SUMMARY};
use crate::domain::essay;
use crate::service::freshness::Tag;
use crate::service::{Error, Service};
use crate::store::{Conn, actors, essays};
use chrono::DateTime;
use std::collections::HashMap;

/// Posts in the feed.
const ESSAYS: i64 = 20;

impl Service {
    pub(super) fn feed_of_essays(&self, c: &mut Conn) -> Result<Feed, Error> {
        let found = essays::published(c, ESSAYS, 0)?;
        let texts = self.essay_html(c, &found)?;
        let authors: Vec<_> = found.iter().map(|essay| essay.author_id.clone()).collect();
        let people: HashMap<_, _> = actors::by_ids(c, &authors)?
            .into_iter()
            .map(|actor| (actor.id.clone(), actor))
            .collect();
        let items = found.iter().filter_map(|essay| {
            let author = people.get(&essay.author_id)?;
            let html = self.readable(texts.get(&essay.id)?);
            let published = essay.published_at.unwrap_or(essay.saved_at);
            Some(FeedItem {
                id: self.urls().essay(&essay.id).into(),
                url: self
                    .urls()
                    .at(&format!("/@{}/posts/{}", author.handle, essay.slug))
                    .into(),
                title: essay.title.clone(),
                author: author.display_name().to_owned(),
                author_url: self.urls().profile(&author.handle).into(),
                published,
                updated: essay.edited_at.unwrap_or(published).max(published),
                language: Some(essay.language.clone()),
                summary: essay::excerpt(&essay.teaser, &html, SUMMARY),
                html: html.into_string(),
                tags: Vec::new(),
                image: None,
                film: None,
            })
        });
        let page = self.urls().at("/posts");
        let mut tags = vec![Tag::essays(), Tag::site()];
        tags.extend(authors.iter().map(Tag::actor));
        let frame = Frame {
            id: page.to_string(),
            title: format!("{}: posts", self.config().site.name),
            subtitle: self.config().site.description.clone(),
            address: format!("{page}/feed"),
            page: page.to_string(),
            since: DateTime::UNIX_EPOCH,
            tags,
        };
        Ok(self.feed_around(frame, items.collect()))
    }
}
