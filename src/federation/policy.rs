//! Whom this server talks to, asked at every door: the inbox, fetches, deliveries, and documents that are given out.

use crate::domain::policy::Verdict;
use crate::federation::Federation;
use crate::service::Error;
use url::Url;

impl Federation {
    /// What counts for the server at an address.
    pub(in crate::federation) async fn verdict_on_url(&self, url: &Url) -> Result<Verdict, Error> {
        Ok(self.service().policies().await?.of_url(url))
    }

    /// Is this server not to talk to one of these? The first is the id of an actor, whose own rules count too.
    pub(in crate::federation) async fn is_suspended(&self, actor: &Url, others: &[&Url]) -> Result<bool, Error> {
        let book = self.service().policies().await?;
        Ok(book.of_actor(actor, None).is_suspended() || others.iter().any(|url| book.of_url(url).is_suspended()))
    }
}
