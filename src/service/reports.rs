//! Reports, for those who look after the site.

use crate::domain::account::Permission;
use crate::domain::report::Report;
use crate::service::views::Viewer;
use crate::service::{Error, Service};
use crate::store::reports;

/// The most reports given at once.
const LIST: i64 = 200;

impl Service {
    /// The reports nobody is done with yet, newest first.
    ///
    /// # Errors
    /// `Forbidden` for those who do not look after the conversation.
    pub async fn open_reports(&self, viewer: &Viewer) -> Result<Vec<Report>, Error> {
        Self::allow(viewer, Permission::Moderate)?;
        self.read(|c| Ok(reports::open(c, LIST)?)).await
    }
}
