//! Permissions to quote (FEP-044f): asked for by other servers, given by the policy, taken back by authors.

use crate::domain::actor::Actor;
use crate::domain::change::Change;
use crate::domain::follow::FollowState;
use crate::domain::id::QuoteId;
use crate::domain::like::Subject;
use crate::domain::mention::MentionState;
use crate::domain::quote::{QuoteAuthorization, QuotePolicy};
use crate::service::remote::{Named, Outcome, named_by_uri};
use crate::service::{Error, Service};
use crate::store::{Conn, actors, follows, mentions, quotes};
use url::Url;

/// A permission with the two people it is between.
#[derive(Clone, Debug)]
pub struct QuoteParties {
    /// The permission.
    pub quote: QuoteAuthorization,
    /// Who wrote what is quoted.
    pub author: Actor,
    /// Who quotes.
    pub quoter: Actor,
}

impl Service {
    /// Somebody elsewhere asks whether their post `quoting` may quote `object`. Every request is answered, the same way each
    /// time; what an author took back stays refused.
    pub async fn quote_requested(
        &self,
        by: &Actor,
        object: &Url,
        quoting: &Url,
        request_uri: &str,
    ) -> Result<Outcome, Error> {
        let (service, by) = (self.clone(), by.clone());
        let (object, quoting, request_uri) = (object.clone(), quoting.clone(), request_uri.to_owned());
        self.write(move |c, _| {
            let now = service.now();
            if !service.urls().is_local(&object) || service.urls().is_local(&quoting) || by.is_local() {
                return Ok(Outcome::Ignored("unknown object"));
            }
            let Some(named) = named_by_uri(c, service.urls(), &object)?.filter(Named::open) else {
                return Ok(Outcome::Ignored("unknown object"));
            };
            // A page, an anchor or the id itself: the permission speaks of the id.
            let (subject_uri, author_id) = match (&named.subject, &named.comment) {
                (Subject::Comment(_), Some(comment)) if comment.is_local() => {
                    (comment.uri.clone(), comment.author_id.clone())
                }
                (Subject::Review(id), None) => (service.urls().review(id), named.root.author_id.clone()),
                _ => return Ok(Outcome::Ignored("unknown object")),
            };
            let Some(author) = actors::by_id(c, &author_id)?.filter(|author| author.deleted_at.is_none()) else {
                return Ok(Outcome::Ignored("unknown object"));
            };
            let known = quotes::by_quoting(c, quoting.as_str(), &named.subject)?;
            if known.as_ref().is_some_and(|quote| quote.quoter_id != by.id) {
                return Ok(Outcome::Refused("belongs to somebody else"));
            }
            let revoked = known.as_ref().is_some_and(|quote| quote.revoked_at.is_some());
            if revoked || service.is_taken_off(c, &quoting, &named)? || !service.may_quote(c, &by, &author)? {
                let refusal = Change::QuoteRefused {
                    author: author.id,
                    quoter: by.id,
                    request_uri,
                    subject_uri: subject_uri.into(),
                    quoting_uri: quoting.into(),
                };
                service.record_change(c, &refusal, now)?;
                return Ok(Outcome::Refused("may not quote"));
            }
            let id = match known {
                Some(quote) => quote.id,
                None => {
                    let quote = QuoteAuthorization {
                        id: QuoteId::new(service.next_id()),
                        subject: named.subject,
                        subject_uri,
                        author_id: author.id,
                        quoter_id: by.id,
                        quoting_uri: quoting,
                        created_at: now,
                        revoked_at: None,
                    };
                    quotes::insert(c, &quote)?;
                    quote.id
                }
            };
            let accepted = Change::QuoteAccepted { quote: id, request_uri };
            service.record_change(c, &accepted, now)?;
            Ok(Outcome::Accepted("quote allowed"))
        })
        .await
    }

    fn is_taken_off(&self, c: &mut Conn, quoting: &Url, named: &Named) -> Result<bool, Error> {
        let known = mentions::by_source(c, quoting.as_str())?;
        Ok(known
            .iter()
            .any(|mention| mention.subject == named.subject && mention.state == MentionState::Removed))
    }

    fn may_quote(&self, c: &mut Conn, quoter: &Actor, author: &Actor) -> Result<bool, Error> {
        Ok(match self.config().mentions.quotes {
            QuotePolicy::Anyone => true,
            QuotePolicy::Nobody => false,
            QuotePolicy::Followers => {
                follows::by_pair(c, &quoter.id, &author.id)?.is_some_and(|follow| follow.state == FollowState::Accepted)
            }
        })
    }

    /// A permission that is in force, for its document.
    ///
    /// # Errors
    /// `NotFound`; `Gone` once it was taken back, or what is quoted is gone.
    pub async fn quote_authorization(&self, id: &QuoteId) -> Result<QuoteParties, Error> {
        let parties = self.quote_parties(id).await?.ok_or(Error::NotFound)?;
        let subject = parties.quote.subject.clone();
        let open = self
            .read(move |c| Ok(crate::service::remote::named_by_subject(c, &subject)?.is_some_and(|named| named.open())))
            .await?;
        if parties.quote.revoked_at.is_some() || !open {
            return Err(Error::Gone);
        }
        Ok(parties)
    }

    /// A permission and its two sides, whether or not it is in force.
    pub async fn quote_parties(&self, id: &QuoteId) -> Result<Option<QuoteParties>, Error> {
        let id = id.clone();
        self.read(move |c| {
            let Some(quote) = quotes::by_id(c, &id)? else {
                return Ok(None);
            };
            let author = actors::by_id(c, &quote.author_id)?;
            let quoter = actors::by_id(c, &quote.quoter_id)?;
            Ok(author
                .zip(quoter)
                .map(|(author, quoter)| QuoteParties { quote, author, quoter }))
        })
        .await
    }
}
