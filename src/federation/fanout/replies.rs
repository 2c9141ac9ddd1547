//! What is said about answers from elsewhere: that they were let onto the page, or not.

use super::Saying;
use crate::domain::comment::CommentState;
use crate::domain::id::CommentId;
use crate::federation::Federation;
use crate::federation::objects::reply::ReplyRequest;
use crate::federation::vocab::context;
use crate::service::Error;

impl Federation {
    /// `Accept` of the answer with the permission as its `result`, to whoever wrote it.
    pub(super) async fn reply_approved(&self, id: &CommentId, order: String) -> Result<Saying, Error> {
        self.reply_judged("Accept", id, order).await
    }

    /// `Reject` of the answer.
    pub(super) async fn reply_rejected(&self, id: &CommentId, order: String) -> Result<Saying, Error> {
        self.reply_judged("Reject", id, order).await
    }

    async fn reply_judged(&self, verb: &'static str, id: &CommentId, order: String) -> Result<Saying, Error> {
        let Some(parties) = self.service().reply_parties(id).await? else {
            return Ok(Saying::NOTHING);
        };
        // What was decided anew since then is said by the change of that.
        let is_shown = parties.reply.state == CommentState::Visible;
        if is_shown != (verb == "Accept") || parties.replier.deleted_at.is_some() {
            return Ok(Saying::NOTHING);
        }
        let to = vec![parties.replier.uri.to_string()];
        let mut said = self
            .activity(verb, &parties.author)
            .about(parties.reply.uri.clone(), to, Vec::new());
        if is_shown {
            said = said.resulting(self.service().urls().comment_part(id, "approval"));
        }
        said = said.towards(parties.target.clone());
        let inboxes = vec![parties.replier.inbox.clone()];
        let activity = match &parties.request {
            Some(id) => {
                let asked = ReplyRequest::new(id, &parties);
                said.record(order, false, inboxes, context::of_reply, asked)?
            }
            None => said.record(order, false, inboxes, context::of_reply, parties.reply.uri)?,
        };
        Ok(Saying {
            activity: Some(activity),
            announced: None,
        })
    }
}
