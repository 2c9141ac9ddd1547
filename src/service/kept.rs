//! What takes long to work out and is asked for often, kept in this process until something it was made from changes.

use crate::service::freshness::{Stamp, Tag};
use crate::service::{Error, Service};
use crate::store::Conn;
use quick_cache::sync::Cache;
use std::sync::Arc;

/// Results kept of one kind. A site has few of them: one for each order of the index, for each year of a reviewer.
const ENTRIES: usize = 200;

/// Results of one kind, by key, at most `N`.
pub(in crate::service) struct Kept<V, const N: usize = ENTRIES>(Cache<String, (Stamp, Arc<V>)>);

impl<V, const N: usize> Default for Kept<V, N> {
    fn default() -> Self {
        Self(Cache::new(N))
    }
}

impl<V: Send + Sync + 'static, const N: usize> Kept<V, N> {
    /// The result for `key`, made anew where something of `tags` has changed, in this process or in another.
    ///
    /// # Errors
    /// Those of `make`; what failed is not kept.
    pub async fn get<F>(&self, service: &Service, key: &str, tags: &[Tag], make: F) -> Result<Arc<V>, Error>
    where
        F: FnOnce(&mut Conn) -> Result<V, Error> + Send + 'static,
    {
        service.sync_freshness().await?;
        if let Some((stamp, kept)) = self.0.get(key)
            && service.freshness().is_fresh(&stamp)
        {
            return Ok(kept);
        }
        // Taken before anything is read, so that a change meanwhile is never overlooked.
        let stamp = service.freshness().stamp(tags);
        let made = Arc::new(service.read(make).await?);
        self.0.insert(key.to_owned(), (stamp, Arc::clone(&made)));
        Ok(made)
    }
}
