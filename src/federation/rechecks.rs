//! Looking again at comments from elsewhere: what their own server says now counts, whether or not it told us.

use crate::federation::Federation;
use crate::federation::fetch::{Budget, FetchError};
use crate::federation::vocab::incoming::Document;
use crate::service::Error;
use crate::service::rechecks::Recheck;
use crate::service::remote::Validators;
use futures_util::{StreamExt, stream};

/// Documents fetched for one comment: it, and its author.
const FETCHES: u32 = 4;
/// Comments looked at at the same time.
const AT_ONCE: usize = 4;

impl Federation {
    /// Looks at up to `limit` comments that are due. Gives back how many.
    ///
    /// # Errors
    /// [`Error`] when our own database fails.
    pub async fn recheck(&self, limit: usize) -> Result<usize, Error> {
        if limit == 0 {
            return Ok(0);
        }
        let due = self.service().claim_rechecks(limit).await?;
        let count = due.len();
        let looks = stream::iter(due).map(|known| async move {
            let budget = Budget::of(FETCHES);
            match self.fetch_if_changed(&known.uri, &known.validators, &budget).await {
                Ok(None) => self.service().found_in_order(&known.id, None).await,
                Ok(Some(fetched)) => {
                    let validators = Some(fetched.validators);
                    self.looked_at(&known, Ok(fetched.document), validators, &budget)
                        .await
                        .map(|_| ())
                }
                Err(error) => self.looked_at(&known, Err(error), None, &budget).await.map(|_| ()),
            }
        });
        let done: Vec<Result<(), Error>> = looks.buffer_unordered(AT_ONCE).collect().await;
        done.into_iter().collect::<Result<(), Error>>()?;
        Ok(count)
    }

    /// Draws the consequences of what the origin of a comment answered; gives back the document when it is in order.
    pub(in crate::federation) async fn looked_at(
        &self,
        known: &Recheck,
        answer: Result<Document, FetchError>,
        validators: Option<Validators>,
        budget: &Budget,
    ) -> Result<Option<Document>, Error> {
        let service = self.service();
        let document = match answer {
            Ok(document) => document,
            Err(FetchError::Gone(_)) => {
                service.object_deleted(&known.author, &known.uri).await?;
                return Ok(None);
            }
            // One 404 may be a server in disorder. The second, a day later, is not.
            Err(FetchError::NotFound(_)) => {
                if service.found_missing(&known.id).await? {
                    service.object_deleted(&known.author, &known.uri).await?;
                }
                return Ok(None);
            }
            Err(_) => {
                service.look_later(&known.id).await?;
                return Ok(None);
            }
        };
        match self.note_in(document.object(), budget).await {
            Ok(note) if note.author.id == known.author.id => {
                service.object_updated(note).await?;
                service.found_in_order(&known.id, validators).await?;
            }
            _ => service.look_later(&known.id).await?,
        }
        Ok(Some(document))
    }
}
