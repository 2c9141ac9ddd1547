//! Who takes part: authors, the two ends of a follow, and the inboxes that must hear of something.

use crate::domain::actor::Actor;
use crate::domain::comment::Root;
use crate::domain::id::{ActorId, FollowId, ReactionId, ReviewId};
use crate::domain::like::{ReactionKind, Subject};
use crate::service::remote::named_by_subject;
use crate::service::{Error, Service};
use crate::store::roots::Address;
use crate::store::{actors, comments, follows, mentions, reactions, reviews};
use url::Url;

impl Service {
    /// The author of a review whose Create went out, whatever became of it since; `None` when nobody ever heard of it.
    pub async fn announced_review_author(&self, id: &ReviewId) -> Result<Option<Actor>, Error> {
        let id = id.clone();
        self.read(move |c| {
            let review = reviews::by_id(c, &id)?.filter(|review| review.announced_at.is_some());
            match review {
                Some(review) => Ok(actors::by_id(c, &review.author_id)?),
                None => Ok(None),
            }
        })
        .await
    }

    /// Follower and followed.
    pub async fn follow_parties(&self, id: &FollowId) -> Result<Option<(Actor, Actor)>, Error> {
        let id = id.clone();
        self.read(move |c| {
            let Some(follow) = follows::by_id(c, &id)? else {
                return Ok(None);
            };
            let follower = actors::by_id(c, &follow.follower_id)?;
            let followed = actors::by_id(c, &follow.followed_id)?;
            Ok(follower.zip(followed))
        })
        .await
    }

    /// A like or boost: which it is, who gave it, and to what.
    pub async fn reaction_parties(&self, id: &ReactionId) -> Result<Option<(ReactionKind, Actor, Subject)>, Error> {
        let id = id.clone();
        self.read(move |c| {
            let Some(reaction) = reactions::by_id(c, &id)? else {
                return Ok(None);
            };
            let actor = actors::by_id(c, &reaction.actor_id)?;
            Ok(actor.map(|actor| (reaction.kind, actor, reaction.subject)))
        })
        .await
    }

    /// The ActivityPub id of a subject and who wrote it, whatever its state.
    pub async fn subject_parties(&self, subject: &Subject) -> Result<Option<(Url, Actor)>, Error> {
        let (service, subject) = (self.clone(), subject.clone());
        self.read(move |c| {
            let Some(named) = named_by_subject(c, &subject)? else {
                return Ok(None);
            };
            let (uri, author) = match (named.comment, named.root.root, named.root.address) {
                (Some(comment), _, _) => (comment.uri, comment.author_id),
                (None, Root::Review(id), _) => (service.urls().review(&id), named.root.author_id),
                (None, Root::Post(_), Address::Uri(uri)) => {
                    let uri = Url::parse(&uri).map_err(|e| Error::Internal(format!("bad address of a post: {e}")))?;
                    (uri, named.root.author_id)
                }
                (None, Root::Post(id), Address::Slug(_)) => (service.urls().post(&id), named.root.author_id),
            };
            Ok(actors::by_id(c, &author)?.map(|author| (uri, author)))
        })
        .await
    }

    /// Where the followers of an actor take deliveries, each inbox once.
    pub async fn follower_inboxes(&self, id: &ActorId) -> Result<Vec<Url>, Error> {
        let id = id.clone();
        self.read(move |c| Ok(follows::follower_inboxes(c, &id)?)).await
    }

    /// Where everybody who wrote, liked, boosted, linked or quoted in a conversation takes deliveries, each inbox once, and the author of
    /// what it hangs on.
    pub async fn participant_inboxes(&self, root: &Root) -> Result<Vec<Url>, Error> {
        let root = root.clone();
        self.read(move |c| {
            let mut people = comments::authors_by_root(c, &root)?;
            if let Some(brief) = crate::store::roots::by_id(c, &root)? {
                people.push(brief.author_id);
            }
            let all = comments::ids_by_root(c, &root)?;
            let root_id = match &root {
                Root::Review(id) => id.as_str(),
                Root::Post(id) => id.as_str(),
            };
            let mut subjects: Vec<&str> = all.iter().map(crate::domain::id::CommentId::as_str).collect();
            subjects.push(root_id);
            people.extend(reactions::actors_by_subjects(c, &subjects)?);
            if let Root::Review(id) = &root {
                people.extend(mentions::authors_by_review(c, id)?);
            }
            people.sort();
            people.dedup();
            Ok(actors::delivery_inboxes(c, &people)?)
        })
        .await
    }
}
