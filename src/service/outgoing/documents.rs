//! Putting the parts of a document together.

use super::{CommentDocument, Counts, MediaDoc, Previous, Quoted, ReviewDocument};
use crate::domain::actor::Actor;
use crate::domain::comment::{Comment, CommentState, Root};
use crate::domain::film::IdScheme;
use crate::domain::id::{ActorId, CommentId, FilmId, ReviewId};
use crate::domain::like::ReactionKind;
use crate::domain::rating::rating_change;
use crate::domain::review::{Review, Status};
use crate::service::collections::first_replies;
use crate::service::moderation::Rulebook;
use crate::service::{Error, Service};
use crate::store::comments::Above;
use crate::store::roots::{Address, RootBrief};
use crate::store::{
    Conn, actors, approvals, comments, films, media, ratings, reactions, reviews, roots, tombstones, viewings,
};
use url::Url;

fn counts_of(c: &mut Conn, id: &str, below: &Above) -> Result<Counts, Error> {
    let mut counts = Counts {
        replies: comments::count_below(c, below)?,
        ..Counts::default()
    };
    for (_, kind, n) in reactions::counts(c, &[id])? {
        match kind {
            ReactionKind::Like => counts.likes = n,
            ReactionKind::Boost => counts.boosts = n,
            ReactionKind::Emoji => {}
        }
    }
    Ok(counts)
}

fn film_links(c: &mut Conn, film: &FilmId) -> Result<Vec<(IdScheme, Url)>, Error> {
    let ids = films::facts::of_one(c, film)?.effective().ids;
    let links = ids
        .iter()
        .filter_map(|(scheme, id)| Some((*scheme, Url::parse(&scheme.film_url(id)).ok()?)));
    Ok(links.collect())
}

impl Service {
    /// What the Article of a review is made of; `None` for a draft and for what never was.
    ///
    /// # Errors
    /// `Gone` once it was withdrawn or deleted.
    pub async fn review_document(&self, id: &ReviewId) -> Result<Option<ReviewDocument>, Error> {
        let (service, id) = (self.clone(), id.clone());
        self.read(move |c| {
            let Some(review) = reviews::by_id(c, &id)? else {
                let gone = tombstones::by_uri(c, service.urls().review(&id).as_str())?;
                return if gone.is_some() { Err(Error::Gone) } else { Ok(None) };
            };
            match review.status {
                Status::Published => service.assemble_review(c, review).map(Some),
                Status::Draft | Status::Scheduled => Ok(None),
                Status::Withdrawn | Status::Deleted => Err(Error::Gone),
            }
        })
        .await
    }

    /// What the Note of a comment written here is made of; `None` for other comments, and for one the site took off the
    /// page.
    ///
    /// # Errors
    /// `Gone` once its author deleted it, or what it hangs on is gone.
    pub async fn comment_document(&self, id: &CommentId) -> Result<Option<CommentDocument>, Error> {
        let (service, id) = (self.clone(), id.clone());
        self.read(move |c| {
            let Some(comment) = comments::by_id(c, &id)?.filter(Comment::is_local) else {
                return Ok(None);
            };
            match comment.state {
                CommentState::Deleted => Err(Error::Gone),
                CommentState::Held
                | CommentState::Removed
                | CommentState::Suspended
                | CommentState::Rejected
                | CommentState::Spam => Ok(None),
                CommentState::Visible => {
                    let root = roots::by_id(c, &comment.root)?.ok_or(Error::NotFound)?;
                    if !root.open && matches!(comment.root, Root::Review(_)) {
                        return Err(Error::Gone);
                    }
                    service.assemble_comment(c, comment, &root).map(Some)
                }
            }
        })
        .await
    }

    /// What is left of a comment written here that its author deleted or the site took off the page: enough to say Delete.
    /// `None` while it is there.
    pub async fn removed_comment_document(&self, id: &CommentId) -> Result<Option<CommentDocument>, Error> {
        let (service, id) = (self.clone(), id.clone());
        self.read(move |c| {
            let found = comments::by_id(c, &id)?.filter(Comment::is_local);
            let Some(comment) = found.filter(|comment| comment.state != CommentState::Visible) else {
                return Ok(None);
            };
            let root = roots::by_id(c, &comment.root)?.ok_or(Error::NotFound)?;
            service.assemble_comment(c, comment, &root).map(Some)
        })
        .await
    }

    fn assemble_comment(&self, c: &mut Conn, comment: Comment, root: &RootBrief) -> Result<CommentDocument, Error> {
        let parent = match &comment.parent_id {
            Some(id) => comments::by_id(c, id)?,
            None => None,
        };
        let quoted_author = parent
            .as_ref()
            .filter(|parent| !parent.is_federated() && parent.state == CommentState::Visible);
        let mut ids = vec![comment.author_id.clone(), root.author_id.clone()];
        ids.extend(parent.as_ref().map(|parent| parent.author_id.clone()));
        let found = actors::by_ids(c, &ids)?;
        let actor = |id: &ActorId| found.iter().find(|actor: &&Actor| actor.id == *id).cloned();
        let context = match (&root.root, &root.address) {
            (Root::Review(id), _) => self.urls().review_part(id, "context"),
            (Root::Post(id), Address::Uri(uri)) => Url::parse(uri).unwrap_or_else(|_| self.urls().post(id)),
            (Root::Post(id), Address::Slug(_)) => self.urls().post(id),
        };
        let quoted = quoted_author.and_then(|parent| {
            Some(Quoted {
                name: actor(&parent.author_id)?.display_name().to_owned(),
                html: parent.html.clone(),
            })
        });
        let below = Above::Comment(comment.id.clone());
        Ok(CommentDocument {
            quoted,
            author: actor(&comment.author_id).ok_or(Error::NotFound)?,
            // Nobody can be told of an answer under a name that nobody verified.
            parent_author: parent
                .and_then(|parent| actor(&parent.author_id))
                .filter(|author| !author.is_guest()),
            root_author: actor(&root.author_id).ok_or(Error::NotFound)?,
            mentions: self.mentioned_in(c, &comment.source)?,
            context,
            counts: counts_of(c, comment.id.as_str(), &below)?,
            quotes: self.config().mentions.quotes,
            replies: first_replies(c, &below)?,
            approved_by: approvals::of(c, comment.uri.as_str())?.and_then(|approval| approval.approval_uri),
            comment,
        })
    }

    fn assemble_review(&self, c: &mut Conn, review: Review) -> Result<ReviewDocument, Error> {
        let author = actors::by_id(c, &review.author_id)?.ok_or(Error::NotFound)?;
        let film = films::by_id(c, &review.film_id)?.ok_or(Error::NotFound)?;
        let poster = match &review.poster_id {
            Some(id) => media::by_id(c, id)?,
            None => None,
        };
        let at = review.published_at.unwrap_or(review.saved_at);
        let previous = reviews::neighbour(c, &review.author_id, &review.film_id, at, false)?;
        let steps: Vec<_> = review
            .step_id
            .iter()
            .chain(previous.iter().filter_map(|previous| previous.step_id.as_ref()))
            .cloned()
            .collect();
        let ratings = ratings::by_steps(c, &steps)?;
        let rating = review.step_id.as_ref().and_then(|step| ratings.get(step)).cloned();
        let before = previous
            .as_ref()
            .and_then(|previous| previous.step_id.as_ref())
            .and_then(|step| ratings.get(step));
        let change = before
            .zip(rating.as_ref())
            .map(|(before, after)| rating_change(before, after).to_words(&before.step.label));
        let viewings = viewings::by_author_film(c, &review.author_id, &review.film_id, None, at)?;
        let below = Above::Root(Root::Review(review.id.clone()));
        let counts = counts_of(c, review.id.as_str(), &below)?;
        Ok(ReviewDocument {
            replies: first_replies(c, &below)?,
            author,
            film_links: film_links(c, &film.id)?,
            film,
            poster: poster.map(|image| MediaDoc {
                id: image.id,
                alt: image.alt,
                width: image.width,
                height: image.height,
                blurhash: image.blurhash,
            }),
            rating,
            previous: previous.map(|previous| Previous { id: previous.id }),
            change,
            viewings,
            counts,
            quotes: self.config().mentions.quotes,
            comments: Rulebook::read(c)?.under(&Root::Review(review.id.clone())),
            review,
        })
    }
}
