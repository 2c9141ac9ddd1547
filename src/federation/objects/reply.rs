//! Permissions for answers: what GoToSocial asks for where a post says who may answer it.

use crate::domain::actor::Actor;
use crate::domain::moderation::{CommentPolicy, WhoMay};
use crate::federation::vocab::PUBLIC;
use crate::federation::vocab::outgoing::Approval;
use crate::service::outgoing::ReplyParties;
use crate::urls::Urls;
use serde::Serialize;
use url::Url;

/// The document of a permission (GoToSocial's interaction controls).
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ReplyAuthorization {
    /// Its address.
    pub id: Url,
    #[serde(rename = "type")]
    kind: &'static str,
    attributed_to: Url,
    interacting_object: Url,
    interaction_target: Url,
}

/// A request as it is repeated in its answer.
#[derive(Clone, Debug, Serialize)]
pub struct ReplyRequest {
    id: String,
    #[serde(rename = "type")]
    kind: &'static str,
    actor: Url,
    object: Url,
    instrument: Url,
}

impl ReplyRequest {
    /// The request of that id for an answer.
    pub fn new(id: &str, parties: &ReplyParties) -> Self {
        Self {
            id: id.to_owned(),
            kind: "ReplyRequest",
            actor: parties.replier.uri.clone(),
            object: parties.target.clone(),
            instrument: parties.reply.uri.clone(),
        }
    }
}

/// The permission for an answer.
pub fn to_authorization(parties: &ReplyParties, urls: &Urls) -> ReplyAuthorization {
    ReplyAuthorization {
        id: urls.comment_part(&parties.reply.id, "approval"),
        kind: "ReplyAuthorization",
        attributed_to: parties.author.uri.clone(),
        interacting_object: parties.reply.uri.clone(),
        interaction_target: parties.target.clone(),
    }
}

/// Who may answer, as GoToSocial reads it; `None` where everybody may, since then nobody has to ask.
pub fn may_reply(policy: &CommentPolicy, author: &Actor, urls: &Urls) -> Option<Approval> {
    if !policy.is_restricted() {
        return None;
    }
    let part = |part: &str| urls.actor_part(&author.handle, part).to_string();
    // An empty list is read as no answer by some: the author may always.
    let mut at_once = vec![author.uri.to_string()];
    let (more, after_a_look) = match policy.who {
        WhoMay::Everyone => (None, vec![PUBLIC.to_owned()]),
        WhoMay::Followers => (Some(part("followers")), Vec::new()),
        WhoMay::Followed => (Some(part("following")), Vec::new()),
        WhoMay::Nobody => (None, Vec::new()),
    };
    match more {
        Some(some) if policy.hold_first => Some(Approval {
            automatic_approval: at_once,
            manual_approval: vec![some],
        }),
        more => {
            at_once.extend(more);
            Some(Approval {
                automatic_approval: at_once,
                manual_approval: after_a_look,
            })
        }
    }
}
