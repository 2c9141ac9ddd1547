//! The site as a whole, in numbers, for NodeInfo; and small questions about what stands at an address.

use crate::domain::account::Role;
use crate::domain::comment::Root;
use crate::domain::id::ReviewId;
use crate::service::{Error, Service};
use crate::store::{accounts, comments, reviews, roots, sessions, tombstones};
use chrono::{DateTime, TimeDelta, Utc};
use url::Url;

/// What NodeInfo tells.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct SiteCounts {
    /// Accounts.
    pub users: i64,
    /// Accounts that were here in the last 30 days.
    pub active_month: i64,
    /// Accounts that were here in the last 180 days.
    pub active_half_year: i64,
    /// Published reviews.
    pub reviews: i64,
    /// Visible comments written here.
    pub comments: i64,
}

impl Service {
    /// The numbers of NodeInfo.
    pub async fn site_counts(&self) -> Result<SiteCounts, Error> {
        let now = self.now();
        self.read(move |c| {
            let mut users = 0;
            for role in Role::ALL {
                users += accounts::count_of(c, role)?;
            }
            Ok(SiteCounts {
                users,
                active_month: sessions::count_active(c, now - TimeDelta::days(30))?,
                active_half_year: sessions::count_active(c, now - TimeDelta::days(180))?,
                reviews: reviews::count_published(c, &reviews::Filter::default())?,
                comments: comments::count_local(c)?,
            })
        })
        .await
    }

    /// The review whose page has that address, published or not.
    pub async fn review_id_by_page(&self, handle: &str, slug: &str) -> Result<Option<ReviewId>, Error> {
        let (handle, slug) = (handle.to_ascii_lowercase(), slug.to_owned());
        self.read(move |c| {
            let found = roots::review_by_slug(c, &handle, &slug)?;
            Ok(found.and_then(|brief| match brief.root {
                Root::Review(id) => Some(id),
                Root::Post(_) => None,
            }))
        })
        .await
    }

    /// When something of ours was deleted.
    pub async fn deleted_at(&self, uri: &Url) -> Result<Option<DateTime<Utc>>, Error> {
        let uri = uri.clone();
        self.read(move |c| Ok(tombstones::by_uri(c, uri.as_str())?.map(|tombstone| tombstone.deleted_at)))
            .await
    }
}
