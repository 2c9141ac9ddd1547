//! What is said about permissions to quote: yes, no, and not any more.

use super::Saying;
use crate::domain::id::{ActorId, QuoteId};
use crate::federation::Federation;
use crate::federation::objects::quote::{QuoteRequest, to_authorization};
use crate::federation::vocab::{PUBLIC, context};
use crate::service::Error;
use url::Url;

impl Federation {
    /// `Accept` of the request, with the permission as its `result`.
    pub(super) async fn quote_accepted(&self, id: &QuoteId, request: &str, order: String) -> Result<Saying, Error> {
        let Some(parties) = self.service().quote_parties(id).await? else {
            return Ok(Saying::NOTHING);
        };
        // Taken back before it was said: the refusal is what counts.
        if parties.quote.revoked_at.is_some() {
            return Ok(Saying::NOTHING);
        }
        let quote = &parties.quote;
        let asked = QuoteRequest::new(request, &parties.quoter, &quote.subject_uri, &quote.quoting_uri);
        let said = self
            .activity("Accept", &parties.author)
            .about(
                quote.quoting_uri.clone(),
                vec![parties.quoter.uri.to_string()],
                Vec::new(),
            )
            .resulting(self.service().urls().quote(id));
        Ok(Saying {
            activity: Some(said.record(
                order,
                false,
                vec![parties.quoter.inbox.clone()],
                context::of_quote,
                asked,
            )?),
            announced: None,
        })
    }

    /// `Reject` of the request; `asked` is its id, what should be quoted, and the post that should quote.
    pub(super) async fn quote_refused(
        &self,
        author: &ActorId,
        quoter: &ActorId,
        asked: (&str, &str, &str),
        order: String,
    ) -> Result<Saying, Error> {
        let (author, quoter) = (
            self.service().actor_by_id(author).await?,
            self.service().actor_by_id(quoter).await?,
        );
        let (request, subject, quoting) = asked;
        let (Some(author), Some(quoter), Ok(subject), Ok(quoting)) =
            (author, quoter, Url::parse(subject), Url::parse(quoting))
        else {
            return Ok(Saying::NOTHING);
        };
        let asked = QuoteRequest::new(request, &quoter, &subject, &quoting);
        let said = self
            .activity("Reject", &author)
            .about(quoting, vec![quoter.uri.to_string()], Vec::new());
        Ok(Saying {
            activity: Some(said.record(order, false, vec![quoter.inbox.clone()], context::of_quote, asked)?),
            announced: None,
        })
    }

    /// `Delete` of the permission. It stands in full, so that a server can see whose post it is about.
    pub(super) async fn quote_revoked(&self, id: &QuoteId, order: String) -> Result<Saying, Error> {
        let Some(parties) = self.service().quote_parties(id).await? else {
            return Ok(Saying::NOTHING);
        };
        let permission = to_authorization(&parties, self.service().urls());
        let to = vec![PUBLIC.to_owned(), parties.quoter.uri.to_string()];
        let said = self
            .activity("Delete", &parties.author)
            .about(permission.id.clone(), to, Vec::new());
        Ok(Saying {
            activity: Some(said.record(
                order,
                true,
                vec![parties.quoter.inbox.clone()],
                context::of_quote,
                permission,
            )?),
            announced: None,
        })
    }
}
