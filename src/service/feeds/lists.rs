//! The feed of a list.

use super::{Feed, FeedItem, Frame, SUMMARY};
use crate::domain::list::ListKind;
use crate::domain::text::{escape, plain};
use crate::service::freshness::Tag;
use crate::service::remote::resident;
use crate::service::views::ListRow;
use crate::service::{Error, Service};
use crate::store::{Conn, lists};

/// Items in the feed.
const ITEMS: usize = 50;

impl Service {
    pub(super) fn feed_of_list(&self, c: &mut Conn, handle: &str, slug: &str) -> Result<Feed, Error> {
        let author = resident(c, &handle.to_lowercase())?;
        let list = lists::by_author_slug(c, &author.id, slug)?
            .filter(|list| list.public)
            .ok_or(Error::NotFound)?;
        let page = self.urls().at(&format!("/@{}/lists/{}", author.handle, list.slug));
        // Of an award list it is news what was reviewed, not what the award was given to long ago.
        let news = |row: &ListRow| match list.kind {
            ListKind::Canonical => row.done_at,
            _ => Some(row.added_at),
        };
        let mut rows: Vec<_> = self
            .list_rows(c, &list, &author.handle)?
            .into_iter()
            .filter_map(|row| news(&row).map(|at| (at, row)))
            .collect();
        rows.sort_by_key(|(at, row)| std::cmp::Reverse((*at, row.place)));
        let items = rows.into_iter().take(ITEMS).map(|(at, row)| {
            let path = row
                .review
                .as_ref()
                .map(|review| review.path.clone())
                .or(row.film_path.clone());
            let url = path.map_or_else(|| page.to_string(), |path| self.urls().at(&path).to_string());
            let note = self.readable(&row.note_html);
            let label = row.label();
            let words = plain::from_html(note.as_str());
            FeedItem {
                id: format!("{page}#{}", row.id),
                title: label.clone(),
                author: author.display_name().to_owned(),
                author_url: self.urls().profile(&author.handle).into(),
                published: at,
                updated: at,
                language: Some(list.language.clone()),
                html: format!("<p><a href=\"{}\">{}</a></p>{note}", escape(&url), escape(&label)),
                summary: if words.is_empty() {
                    label
                } else {
                    plain::excerpt(&words, SUMMARY)
                },
                url,
                tags: Vec::new(),
                image: None,
                film: None,
            }
        });
        let frame = Frame {
            id: page.to_string(),
            title: list.title.clone(),
            subtitle: plain::excerpt(&plain::from_html(list.intro_html.as_str()), SUMMARY),
            address: format!("{page}/feed"),
            page: page.to_string(),
            since: list.changed_at,
            tags: vec![Tag::site(), Tag::list(&list.id), Tag::actor(&author.id)],
        };
        Ok(self.feed_around(frame, items.collect()))
    }
}
