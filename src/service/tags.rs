//! Tags across the whole site.

use crate::domain::text::keys;
use crate::service::views::TagPage;
use crate::service::{Error, Service};
use crate::store::reviews::Filter;

impl Service {
    /// The reviews with a tag, whoever wrote them; pages count from 1.
    ///
    /// # Errors
    /// `NotFound` for a tag that no review has, and for a page behind the last.
    pub async fn tag_page(&self, tag: &str, page: u32) -> Result<TagPage, Error> {
        let (service, key) = (self.clone(), keys::hashtag_key(tag));
        if key.is_empty() {
            return Err(Error::NotFound);
        }
        self.read(move |c| {
            let filter = Filter {
                tag: Some(key.clone()),
                ..Filter::default()
            };
            let (list, found) = service.list_with_reviews(c, &filter, page)?;
            if list.total == 0 {
                return Err(Error::NotFound);
            }
            let typed = found.iter().flat_map(|review| &review.tags);
            let name = typed.clone().find(|tag| keys::hashtag_key(tag) == key);
            Ok(TagPage {
                name: name.cloned().unwrap_or_else(|| key.clone()),
                path: format!("/tags/{key}"),
                key,
                list,
            })
        })
        .await
    }
}
