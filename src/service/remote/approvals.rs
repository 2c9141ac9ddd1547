//! Accept and Reject of what people here answered, liked or boosted, where the author's server asks for approval (GoToSocial).

use super::resolve::named_by_subject;
use super::{Outcome, UNKNOWN_OBJECT, same_server};
use crate::domain::actor::Actor;
use crate::domain::approval::Approval;
use crate::domain::change::Change;
use crate::domain::comment::{Comment, CommentState};
use crate::domain::id::ActorId;
use crate::domain::like::Subject;
use crate::service::freshness::Tag;
use crate::service::{Error, Service};
use crate::store::{Conn, activities, approvals, comments, reactions};
use crate::urls::Local;
use url::Url;

/// Something from here that waits for somebody's word.
struct Asked {
    /// Its id as approvals know it.
    uri: String,
    /// Whose word counts.
    of: Vec<ActorId>,
    /// The tag of its document.
    tag: Option<Tag>,
}

impl Service {
    /// The author of what was answered or liked says yes or no. `object` is our comment, or the activity that said it; only
    /// whoever wrote what it is about has a say. `proof` stands on their server, or it is not kept.
    pub async fn interaction_answered(
        &self,
        by: &Actor,
        object: &Url,
        proof: Option<&Url>,
        accepted: bool,
    ) -> Result<Outcome, Error> {
        let (service, by, object) = (self.clone(), by.clone(), object.clone());
        let proof = proof.filter(|proof| accepted && same_server(proof, &by.uri)).cloned();
        self.write(move |c, tags| {
            let Some(asked) = service.asked_by(c, &object)? else {
                return Ok(Outcome::Ignored("answers nothing that was asked"));
            };
            if !asked.of.contains(&by.id) {
                return Ok(Outcome::Refused("answers for somebody else"));
            }
            let approval = Approval {
                object_uri: asked.uri,
                actor_id: by.id,
                approval_uri: proof,
                created_at: service.now(),
            };
            approvals::put(c, &approval)?;
            tags.extend(asked.tag);
            Ok(Outcome::Accepted(match (accepted, approval.approval_uri) {
                (true, Some(_)) => "approved",
                (true, None) => "approved without a proof",
                (false, _) => "not approved",
            }))
        })
        .await
    }

    /// A server asks for an answer of one of its people that has come already: it is told at once what was decided, or later.
    pub async fn reply_requested(&self, by: &Actor, reply: &Url, request: &str) -> Result<Outcome, Error> {
        let (service, by, reply, request) = (self.clone(), by.clone(), reply.clone(), request.to_owned());
        self.write(move |c, _| {
            let Some(comment) = comments::by_uri(c, reply.as_str())?.filter(|comment| comment.author_id == by.id)
            else {
                return Ok(UNKNOWN_OBJECT);
            };
            approvals::put_request(c, &comment.id, &request)?;
            let id = comment.id;
            let change = match comment.state {
                CommentState::Visible => Change::ReplyApproved { comment: id },
                CommentState::Rejected | CommentState::Removed => Change::ReplyRejected { comment: id },
                _ => return Ok(Outcome::Accepted("reply request held")),
            };
            service.record_change(c, &change, service.now())?;
            Ok(Outcome::Accepted("reply request"))
        })
        .await
    }

    /// What an address of ours asked of whom.
    fn asked_by(&self, c: &mut Conn, object: &Url) -> Result<Option<Asked>, Error> {
        let comment = match self.urls().parse(object) {
            Some(Local::Comment(id)) => comments::by_id(c, &id)?,
            Some(Local::Activity(_)) => {
                if let Some(reaction) = reactions::by_activity_uri(c, object.as_str())? {
                    let named = named_by_subject(c, &reaction.subject)?;
                    let author = named.map(|named| match named.comment {
                        Some(comment) => comment.author_id,
                        None => named.root.author_id,
                    });
                    return Ok(Some(Asked {
                        uri: object.to_string(),
                        of: author.into_iter().collect(),
                        tag: None,
                    }));
                }
                // The Create of a comment stands for the comment.
                let said = activities::object_of(c, object.as_str())?.and_then(|uri| Url::parse(&uri).ok());
                match said.and_then(|uri| self.urls().parse(&uri)) {
                    Some(Local::Comment(id)) => comments::by_id(c, &id)?,
                    _ => None,
                }
            }
            _ => None,
        };
        let Some(comment) = comment.filter(Comment::is_local) else {
            return Ok(None);
        };
        let named = named_by_subject(c, &Subject::Comment(comment.id.clone()))?;
        let mut of: Vec<ActorId> = named.map(|named| named.root.author_id).into_iter().collect();
        if let Some(parent) = &comment.parent_id {
            of.extend(comments::by_id(c, parent)?.map(|parent| parent.author_id));
        }
        Ok(Some(Asked {
            uri: comment.uri.to_string(),
            of,
            tag: Some(Tag::comment(&comment.id)),
        }))
    }
}
