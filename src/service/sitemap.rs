//! The addresses of every public page, for search engines. People who do not want to be found are not in it.

use crate::domain::id::MediaId;
use crate::service::{Error, Service};
use crate::store::sitemap;
use chrono::{DateTime, Utc};
use std::collections::BTreeMap;

/// Reviews that are listed; sites with more are told of the newest.
const MOST: i64 = 500_000;

/// A page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Address {
    /// With the origin.
    pub url: String,
    /// When it last changed, where that is known.
    pub changed: Option<DateTime<Utc>>,
    /// Address of its picture.
    pub image: Option<String>,
}

impl Service {
    /// Every public page: the home page, people, films and tags, then reviews, newest first.
    pub async fn sitemap(&self) -> Result<Vec<Address>, Error> {
        let urls = self.urls().clone();
        self.read(move |c| {
            let reviews = sitemap::reviews(c, MOST)?;
            let (mut people, mut films) = (BTreeMap::new(), BTreeMap::new());
            for review in &reviews {
                let newer = |known: &mut DateTime<Utc>| *known = (*known).max(review.changed_at);
                people
                    .entry(review.handle.as_str())
                    .and_modify(newer)
                    .or_insert(review.changed_at);
                films
                    .entry(review.film_slug.as_str())
                    .and_modify(newer)
                    .or_insert(review.changed_at);
            }
            let page = |url: url::Url, changed: Option<DateTime<Utc>>| Address {
                url: url.into(),
                changed,
                image: None,
            };
            let mut all = vec![page(urls.home(), reviews.iter().map(|r| r.changed_at).max())];
            all.extend(people.iter().map(|(handle, at)| page(urls.profile(handle), Some(*at))));
            all.extend(films.iter().map(|(slug, at)| page(urls.film(slug), Some(*at))));
            all.extend(sitemap::tags(c)?.iter().map(|key| page(urls.site_tag(key), None)));
            let written = sitemap::essays(c)?;
            if !written.is_empty() {
                all.push(page(urls.at("/posts"), written.iter().map(|(_, _, at)| *at).max()));
            }
            all.extend(
                written
                    .iter()
                    .map(|(handle, slug, at)| page(urls.at(&format!("/@{handle}/posts/{slug}")), Some(*at))),
            );
            let kept = sitemap::lists(c)?;
            if !kept.is_empty() {
                all.push(page(urls.at("/lists"), kept.iter().map(|(_, _, at)| *at).max()));
            }
            all.extend(
                kept.iter()
                    .map(|(handle, slug, at)| page(urls.at(&format!("/@{handle}/lists/{slug}")), Some(*at))),
            );
            all.extend(reviews.iter().map(|review| {
                Address {
                    url: urls.review_page(&review.handle, &review.slug).into(),
                    changed: Some(review.changed_at),
                    image: review
                        .poster
                        .as_ref()
                        .map(|(id, width)| urls.media(&MediaId::new(id.clone()), *width, "jpg").into()),
                }
            }));
            Ok(all)
        })
        .await
    }
}
