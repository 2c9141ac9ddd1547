//! Answers from elsewhere to what was written here, as far as this server has a say in them.

use crate::domain::actor::Actor;
use crate::domain::comment::{Comment, CommentState, Door, Root};
use crate::domain::id::CommentId;
use crate::service::{Error, Service};
use crate::store::{actors, approvals, comments, roots};
use url::Url;

/// An answer from elsewhere, and who it answers.
#[derive(Clone, Debug)]
pub struct ReplyParties {
    /// The answer.
    pub reply: Comment,
    /// Who wrote it.
    pub replier: Actor,
    /// Who is answered, here: only they may approve.
    pub author: Actor,
    /// The ActivityPub id of what is answered.
    pub target: Url,
    /// Id of the ReplyRequest by which its server asked; `None` when it did not.
    pub request: Option<String>,
}

impl Service {
    /// An answer from elsewhere with its two sides; `None` for everything else, and for an answer to what somebody wrote on another
    /// server, which is theirs to approve.
    pub async fn reply_parties(&self, id: &CommentId) -> Result<Option<ReplyParties>, Error> {
        let (service, id) = (self.clone(), id.clone());
        self.read(move |c| {
            let Some(reply) = comments::by_id(c, &id)?.filter(|reply| reply.door == Door::Remote) else {
                return Ok(None);
            };
            let (author_id, target) = match &reply.parent_id {
                Some(parent) => match comments::by_id(c, parent)?.filter(Comment::is_local) {
                    Some(parent) => (parent.author_id, parent.uri),
                    None => return Ok(None),
                },
                None => match &reply.root {
                    Root::Review(review) => match roots::by_id(c, &reply.root)? {
                        Some(root) => (root.author_id, service.urls().review(review)),
                        None => return Ok(None),
                    },
                    Root::Post(_) => return Ok(None),
                },
            };
            let (Some(author), Some(replier)) = (actors::by_id(c, &author_id)?, actors::by_id(c, &reply.author_id)?)
            else {
                return Ok(None);
            };
            Ok(Some(ReplyParties {
                request: approvals::request_of(c, &reply.id)?,
                reply,
                replier,
                author,
                target,
            })
            .filter(|parties| parties.author.is_local() && !parties.replier.is_local()))
        })
        .await
    }

    /// The permission for an answer that stands on the page, for its document.
    ///
    /// # Errors
    /// `NotFound`; `Gone` when the answer was taken off the page.
    pub async fn reply_authorization(&self, id: &CommentId) -> Result<ReplyParties, Error> {
        let parties = self.reply_parties(id).await?.ok_or(Error::NotFound)?;
        match parties.reply.state {
            CommentState::Visible => Ok(parties),
            CommentState::Held | CommentState::Spam => Err(Error::NotFound),
            _ => Err(Error::Gone),
        }
    }
}
