//! Passing a report on.

use super::Saying;
use crate::domain::id::ReportId;
use crate::federation::Federation;
use crate::federation::vocab::context;
use crate::service::Error;
use url::Url;

impl Federation {
    /// The instance actor says it, so that nobody there learns who reported; the person comes first, as Mastodon wants it.
    pub(super) async fn report_forwarded(&self, id: &ReportId, order: String) -> Result<Saying, Error> {
        let Some((report, origin)) = self.service().forwarded_report(id).await? else {
            return Ok(Saying::NOTHING);
        };
        let by = self.service().instance_actor().await?;
        let mut objects = vec![origin.uri.clone()];
        let theirs = report
            .objects
            .iter()
            .filter(|thing| thing.author_id.as_ref() == Some(&origin.id));
        objects.extend(theirs.map(|thing| thing.uri.clone()).filter(|uri| *uri != origin.uri));
        let said = self
            .activity("Flag", &by)
            .about(origin.uri.clone(), vec![origin.uri.to_string()], Vec::new())
            .saying(report.text);
        let inboxes: Vec<Url> = vec![origin.delivery_inbox().clone()];
        Ok(Saying {
            activity: Some(said.record(order, false, inboxes, context::plain, objects)?),
            announced: None,
        })
    }
}
