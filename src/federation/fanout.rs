//! From what happened to what is said, and to whom. The match is exhaustive: a new `Change` does not compile until it is
//! decided here whether other servers hear of it.

mod draft;
mod essays;
mod quotes;
mod replies;
mod reports;
mod showings;

use crate::domain::actor::Actor;
use crate::domain::change::Change;
use crate::domain::comment::Root;
use crate::domain::id::{ActorId, CommentId, FollowId, ReactionId, ReviewId};
use crate::domain::like::{ReactionKind, Subject};
use crate::federation::Federation;
use crate::federation::objects::{actor, comment, review};
use crate::federation::vocab::outgoing::Gone;
use crate::federation::vocab::{PUBLIC, context};
use crate::service::Error;
use crate::service::outgoing::{CommentDocument, NewActivity};
use draft::{Draft, Inner};
use serde::Serialize;
use url::Url;

/// What is said about one change.
struct Saying {
    activity: Option<NewActivity>,
    announced: Option<ReviewId>,
}

impl Saying {
    /// Nobody needs to hear of it.
    const NOTHING: Self = Self {
        activity: None,
        announced: None,
    };
}

impl Federation {
    /// Carries out the fan-out of `change`: writes the activity and its deliveries, and removes the job, in one transaction.
    ///
    /// # Errors
    /// [`Error`] when it may work later; the job then comes back.
    pub async fn fan_out(&self, job: &str, change: &Change) -> Result<(), Error> {
        let saying = self.say(change).await?;
        let activities = saying.activity.into_iter().collect();
        self.service()
            .record_activities(job, activities, saying.announced)
            .await
    }

    async fn say(&self, change: &Change) -> Result<Saying, Error> {
        let order = change.group();
        match change {
            Change::ReviewPublished { review } => self.review_published(review, order).await,
            Change::ReviewEdited { review } => self.review_edited(review, order).await,
            Change::ReviewRemoved { review } => self.review_removed(review, order).await,
            Change::EssayPublished { essay } => self.essay_said("Create", essay, order).await,
            Change::EssayEdited { essay } => self.essay_said("Update", essay, order).await,
            Change::EssayRemoved { essay, author } => self.essay_removed(essay, author, order).await,
            Change::ReviewShownAgain { review, activity_uri } => self.shown_again(review, activity_uri, order).await,
            Change::ShowingEnded { review, activity_uri } => self.showing_ended(review, activity_uri, order).await,
            Change::CommentPublished { comment } => self.comment_said("Create", comment, order).await,
            Change::CommentEdited { comment } => self.comment_said("Update", comment, order).await,
            Change::CommentRemoved { comment } => self.comment_removed(comment, order).await,
            Change::ReplyApproved { comment } => self.reply_approved(comment, order).await,
            Change::ReplyRejected { comment } => self.reply_rejected(comment, order).await,
            Change::FollowRequested { follow, activity_uri } => {
                self.follow_requested(follow, activity_uri, order).await
            }
            Change::FollowWithdrawn {
                follower,
                followed,
                activity_uri,
            } => self.follow_ended("Undo", follower, followed, activity_uri, order).await,
            Change::FollowRejected {
                follower,
                followed,
                activity_uri,
            } => {
                self.follow_ended("Reject", follower, followed, activity_uri, order)
                    .await
            }
            Change::FollowAccepted { follow, activity_uri } => self.follow_accepted(follow, activity_uri, order).await,
            Change::ReactionAdded { reaction, activity_uri } => self.reacted(reaction, activity_uri, order).await,
            Change::ReactionRemoved {
                kind,
                actor,
                subject,
                activity_uri,
            } => self.reaction_undone(*kind, actor, subject, activity_uri, order).await,
            Change::QuoteAccepted { quote, request_uri } => self.quote_accepted(quote, request_uri, order).await,
            Change::QuoteRefused {
                author,
                quoter,
                request_uri,
                subject_uri,
                quoting_uri,
            } => {
                let asked = (request_uri.as_str(), subject_uri.as_str(), quoting_uri.as_str());
                self.quote_refused(author, quoter, asked, order).await
            }
            Change::QuoteRevoked { quote } => self.quote_revoked(quote, order).await,
            Change::ReportForwarded { report } => self.report_forwarded(report, order).await,
            Change::ProfileEdited { actor } => self.profile_edited(actor, order).await,
            Change::AccountMoved { actor, target } => self.account_moved(actor, target, order).await,
            Change::AccountDeleted { actor, inboxes } => self.account_deleted(actor, inboxes.clone(), order).await,
        }
    }

    async fn review_published(&self, id: &ReviewId, order: String) -> Result<Saying, Error> {
        let Some(doc) = published(self.service().review_document(id).await)? else {
            return Ok(Saying::NOTHING);
        };
        if doc.review.announced_at.is_some() {
            return Ok(Saying::NOTHING);
        }
        let article = review::to_article(&doc, self.service().urls());
        let said =
            self.activity("Create", &doc.author)
                .about(article.id.clone(), article.to.clone(), article.cc.clone());
        let inboxes = self.service().follower_inboxes(&doc.author.id).await?;
        Ok(Saying {
            activity: Some(said.record(
                order,
                true,
                inboxes,
                |a| context::of_object(a, self.service().urls()),
                article,
            )?),
            announced: Some(id.clone()),
        })
    }

    async fn review_edited(&self, id: &ReviewId, order: String) -> Result<Saying, Error> {
        let Some(doc) = published(self.service().review_document(id).await)? else {
            return Ok(Saying::NOTHING);
        };
        // What changed before the review was sent went with it.
        let Some(announced) = doc.review.announced_at else {
            return Ok(Saying::NOTHING);
        };
        if doc.review.changed_at().is_none_or(|changed| changed <= announced) {
            return Ok(Saying::NOTHING);
        }
        let article = review::to_article(&doc, self.service().urls());
        let said =
            self.activity("Update", &doc.author)
                .about(article.id.clone(), article.to.clone(), article.cc.clone());
        let inboxes = self.everybody(&doc.author.id, &Root::Review(id.clone())).await?;
        Ok(Saying {
            activity: Some(said.record(
                order,
                true,
                inboxes,
                |a| context::of_object(a, self.service().urls()),
                article,
            )?),
            announced: None,
        })
    }

    async fn review_removed(&self, id: &ReviewId, order: String) -> Result<Saying, Error> {
        let Some(author) = self.service().announced_review_author(id).await? else {
            return Ok(Saying::NOTHING);
        };
        let uri = self.service().urls().review(id);
        let inboxes = self.everybody(&author.id, &Root::Review(id.clone())).await?;
        self.removed(&author, uri, "Article", inboxes, order)
    }

    async fn comment_said(&self, verb: &'static str, id: &CommentId, order: String) -> Result<Saying, Error> {
        let Some(doc) = published(self.service().comment_document(id).await)? else {
            return Ok(Saying::NOTHING);
        };
        let note = comment::to_note(&doc, self.service().urls());
        let said = self
            .activity(verb, &doc.author)
            .about(note.id.clone(), note.to.clone(), note.cc.clone());
        let inboxes = self.conversation(&doc).await?;
        Ok(Saying {
            activity: Some(said.record(
                order,
                true,
                inboxes,
                |a| context::of_object(a, self.service().urls()),
                note,
            )?),
            announced: None,
        })
    }

    async fn comment_removed(&self, id: &CommentId, order: String) -> Result<Saying, Error> {
        let Some(doc) = self.service().removed_comment_document(id).await? else {
            return Ok(Saying::NOTHING);
        };
        let inboxes = self.conversation(&doc).await?;
        self.removed(&doc.author, doc.comment.uri.clone(), "Note", inboxes, order)
    }

    fn removed(
        &self,
        author: &Actor,
        uri: Url,
        former: &str,
        inboxes: Vec<Url>,
        order: String,
    ) -> Result<Saying, Error> {
        let tombstone = Gone::new(uri.clone(), Some(former), Some(self.service().env().clock.now()));
        let said = self
            .activity("Delete", author)
            .about(uri, vec![PUBLIC.to_owned()], Vec::new());
        Ok(Saying {
            activity: Some(said.record(order, true, inboxes, context::plain, tombstone)?),
            announced: None,
        })
    }

    async fn follow_requested(&self, id: &FollowId, uri: &str, order: String) -> Result<Saying, Error> {
        let Some((follower, followed)) = self.service().follow_parties(id).await? else {
            return Ok(Saying::NOTHING);
        };
        let said = self
            .activity("Follow", &follower)
            .called(uri)
            .about(followed.uri.clone(), Vec::new(), Vec::new());
        self.only(said, followed.uri.clone(), order, &followed)
    }

    async fn follow_accepted(&self, id: &FollowId, uri: &str, order: String) -> Result<Saying, Error> {
        let Some((follower, followed)) = self.service().follow_parties(id).await? else {
            return Ok(Saying::NOTHING);
        };
        self.follow_answer("Accept", &followed, &follower, &followed, uri, order)
    }

    /// `Undo` by the follower, or `Reject` by the followed.
    async fn follow_ended(
        &self,
        verb: &'static str,
        follower: &ActorId,
        followed: &ActorId,
        uri: &str,
        order: String,
    ) -> Result<Saying, Error> {
        let (follower, followed) = (
            self.service().actor_by_id(follower).await?,
            self.service().actor_by_id(followed).await?,
        );
        let (Some(follower), Some(followed)) = (follower, followed) else {
            return Ok(Saying::NOTHING);
        };
        let by = if verb == "Undo" { &follower } else { &followed };
        self.follow_answer(verb, by, &follower, &followed, uri, order)
    }

    fn follow_answer(
        &self,
        verb: &'static str,
        by: &Actor,
        follower: &Actor,
        followed: &Actor,
        uri: &str,
        order: String,
    ) -> Result<Saying, Error> {
        let to = if by.id == follower.id { followed } else { follower };
        // The Follow stands in full, under its own id: some servers know theirs by the id, others by the two actors.
        let follow = Inner {
            id: uri.to_owned(),
            kind: "Follow",
            actor: follower.uri.clone(),
            object: followed.uri.clone(),
        };
        let said = self.activity(verb, by).about(to.uri.clone(), Vec::new(), Vec::new());
        self.only(said, follow, order, to)
    }

    async fn reacted(&self, id: &ReactionId, uri: &str, order: String) -> Result<Saying, Error> {
        let Some((kind, by, subject)) = self.service().reaction_parties(id).await? else {
            return Ok(Saying::NOTHING);
        };
        let Some((object, author)) = self.service().subject_parties(&subject).await? else {
            return Ok(Saying::NOTHING);
        };
        let said = self.activity(verb_of(kind), &by).called(uri);
        self.reaction(said, kind, &by, object.clone(), object, &author, order)
            .await
    }

    async fn reaction_undone(
        &self,
        kind: ReactionKind,
        actor: &ActorId,
        subject: &Subject,
        uri: &str,
        order: String,
    ) -> Result<Saying, Error> {
        let parties = (
            self.service().actor_by_id(actor).await?,
            self.service().subject_parties(subject).await?,
        );
        let (Some(by), Some((object, author))) = parties else {
            return Ok(Saying::NOTHING);
        };
        let inner = Inner {
            id: uri.to_owned(),
            kind: verb_of(kind),
            actor: by.uri.clone(),
            object: object.clone(),
        };
        let said = self.activity("Undo", &by);
        self.reaction(said, kind, &by, object, inner, &author, order).await
    }

    /// A like is between two; a boost is for everybody who follows.
    #[expect(
        clippy::too_many_arguments,
        reason = "the parts of one sentence: who, what, of whom, in what order"
    )]
    async fn reaction<T: Serialize>(
        &self,
        said: Draft,
        kind: ReactionKind,
        by: &Actor,
        about: Url,
        object: T,
        author: &Actor,
        order: String,
    ) -> Result<Saying, Error> {
        if kind != ReactionKind::Boost {
            let said = said.about(about, vec![author.uri.to_string()], Vec::new());
            return self.only(said, object, order, author);
        }
        let followers = self.service().urls().actor_part(&by.handle, "followers").to_string();
        let said = said.about(about, vec![PUBLIC.to_owned()], vec![followers, author.uri.to_string()]);
        let mut inboxes = self.service().follower_inboxes(&by.id).await?;
        inboxes.extend(remote_inbox(author));
        Ok(Saying {
            activity: Some(said.record(order, true, inboxes, context::plain, object)?),
            announced: None,
        })
    }

    async fn profile_edited(&self, id: &ActorId, order: String) -> Result<Saying, Error> {
        let Some(by) = self.service().actor_by_id(id).await? else {
            return Ok(Saying::NOTHING);
        };
        let urls = self.service().urls();
        let followers = urls.actor_part(&by.handle, "followers").to_string();
        let said = self
            .activity("Update", &by)
            .about(by.uri.clone(), vec![PUBLIC.to_owned()], vec![followers]);
        let inboxes = self.service().follower_inboxes(id).await?;
        let whereabouts = self.service().whereabouts(id).await?;
        let person = actor::to_person(&by, &whereabouts, urls);
        Ok(Saying {
            activity: Some(said.record(order, true, inboxes, context::of_actor, person)?),
            announced: None,
        })
    }

    /// Said only while it is true: a move that was taken back at once was none.
    async fn account_moved(&self, id: &ActorId, target: &Url, order: String) -> Result<Saying, Error> {
        let service = self.service();
        let (Some(by), whereabouts) = (service.actor_by_id(id).await?, service.whereabouts(id).await?) else {
            return Ok(Saying::NOTHING);
        };
        if whereabouts.moved_to.as_ref() != Some(target) {
            return Ok(Saying::NOTHING);
        }
        let followers = service.urls().actor_part(&by.handle, "followers").to_string();
        let said = self
            .activity("Move", &by)
            .about(by.uri.clone(), vec![followers], Vec::new())
            .towards(target.clone());
        let inboxes = service.follower_inboxes(id).await?;
        Ok(Saying {
            activity: Some(said.record(order, false, inboxes, context::plain, by.uri.clone())?),
            announced: None,
        })
    }

    /// The last thing that an actor says; servers drop everything of theirs on it.
    async fn account_deleted(&self, id: &ActorId, inboxes: Vec<Url>, order: String) -> Result<Saying, Error> {
        let Some(by) = self.service().actor_by_id(id).await? else {
            return Ok(Saying::NOTHING);
        };
        let said = self
            .activity("Delete", &by)
            .about(by.uri.clone(), vec![PUBLIC.to_owned()], Vec::new());
        Ok(Saying {
            activity: Some(said.record(order, true, inboxes, context::plain, by.uri.clone())?),
            announced: None,
        })
    }

    /// Something that concerns one other person; nothing when that person is here.
    fn only<T: Serialize>(&self, said: Draft, object: T, order: String, to: &Actor) -> Result<Saying, Error> {
        if to.is_local() {
            return Ok(Saying::NOTHING);
        }
        // To the personal inbox: a Follow has no audience by which a shared inbox could find its reader.
        Ok(Saying {
            activity: Some(said.record(order, false, vec![to.inbox.clone()], context::plain, object)?),
            announced: None,
        })
    }

    /// Followers, and everybody who has taken part.
    async fn everybody(&self, author: &ActorId, root: &Root) -> Result<Vec<Url>, Error> {
        let mut inboxes = self.service().follower_inboxes(author).await?;
        inboxes.extend(self.service().participant_inboxes(root).await?);
        Ok(inboxes)
    }

    /// Followers of the commenter, everybody who has taken part, and the people mentioned.
    async fn conversation(&self, doc: &CommentDocument) -> Result<Vec<Url>, Error> {
        let mut inboxes = self.everybody(&doc.author.id, &doc.comment.root).await?;
        inboxes.extend(comment::mentioned(doc).into_iter().filter_map(remote_inbox));
        Ok(inboxes)
    }

    fn activity(&self, verb: &'static str, by: &Actor) -> Draft {
        Draft::new(self.service(), verb, by)
    }
}

fn verb_of(kind: ReactionKind) -> &'static str {
    match kind {
        ReactionKind::Like => "Like",
        ReactionKind::Boost => "Announce",
        // Nobody here gives emojis yet.
        ReactionKind::Emoji => "EmojiReact",
    }
}

fn remote_inbox(actor: &Actor) -> Option<Url> {
    (!actor.is_local() && !actor.is_guest()).then(|| actor.delivery_inbox().clone())
}

/// What was taken back between its change and now is not said at all.
fn published<T>(document: Result<Option<T>, Error>) -> Result<Option<T>, Error> {
    match document {
        Err(Error::Gone | Error::NotFound) => Ok(None),
        other => other,
    }
}
