//! What stands in the collections other servers read: outboxes, followers, replies, conversations.

use crate::domain::comment::Root;
use crate::domain::follow::FollowState;
use crate::domain::id::{ActivityId, ActorId};
use crate::domain::like::{ReactionKind, Subject};
use crate::service::{Error, Service};
use crate::store::follows::Side;
use crate::store::{Conn, activities, comments, follows, reactions};
use url::Url;

pub use crate::store::comments::Above;

/// A page of a collection.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Page<T> {
    /// What stands on it.
    pub items: Vec<T>,
    /// Where the next page begins; `None` on the last.
    pub next: Option<String>,
}

/// One more than the page holds is asked for, to know whether there is another page.
fn page_of<R, T>(
    mut rows: Vec<R>,
    limit: i64,
    cursor: impl Fn(&R) -> String,
    item: impl Fn(R) -> Option<T>,
) -> Page<T> {
    let limit = usize::try_from(limit).unwrap_or_default();
    let more = rows.len() > limit;
    rows.truncate(limit);
    let next = rows.last().filter(|_| more).map(cursor);
    Page {
        items: rows.into_iter().filter_map(item).collect(),
        next,
    }
}

/// Items of one page.
pub const PAGE: i64 = 50;

/// The first page of the answers below something.
pub(in crate::service) fn first_replies(c: &mut Conn, above: &Above) -> Result<Page<Url>, Error> {
    replies(c, above, None, PAGE)
}

fn replies(c: &mut Conn, above: &Above, after: Option<&str>, limit: i64) -> Result<Page<Url>, Error> {
    let rows = comments::uris_below(c, above, after, limit + 1)?;
    Ok(page_of(
        rows,
        limit,
        |(id, _)| id.clone(),
        |(_, uri)| Url::parse(&uri).ok(),
    ))
}

impl Service {
    /// A page of an actor's outbox, newest first: documents of activities.
    pub async fn outbox_page(&self, id: &ActorId, before: Option<String>, limit: i64) -> Result<Page<String>, Error> {
        let id = id.clone();
        self.read(move |c| {
            let rows = activities::outbox(c, &id, before.as_deref(), limit + 1)?;
            Ok(page_of(
                rows,
                limit,
                |(id, _)| id.as_str().to_owned(),
                |(_, json)| Some(json),
            ))
        })
        .await
    }

    /// How much stands in an actor's outbox.
    pub async fn outbox_count(&self, id: &ActorId) -> Result<i64, Error> {
        let id = id.clone();
        self.read(move |c| Ok(activities::count_outbox(c, &id)?)).await
    }

    /// A page of those who follow an actor, newest first.
    pub async fn followers_page(&self, id: &ActorId, before: Option<String>, limit: i64) -> Result<Page<Url>, Error> {
        self.people_page(id, Side::Followers, before, limit).await
    }

    /// A page of those an actor follows, newest first.
    pub async fn following_page(&self, id: &ActorId, before: Option<String>, limit: i64) -> Result<Page<Url>, Error> {
        self.people_page(id, Side::Following, before, limit).await
    }

    async fn people_page(
        &self,
        id: &ActorId,
        side: Side,
        before: Option<String>,
        limit: i64,
    ) -> Result<Page<Url>, Error> {
        let id = id.clone();
        self.read(move |c| {
            let rows = follows::people(c, side, &id, before.as_deref(), limit + 1)?;
            Ok(page_of(
                rows,
                limit,
                |(follow, _)| follow.id.as_str().to_owned(),
                |(follow, actor)| (follow.state == FollowState::Accepted).then_some(actor.uri),
            ))
        })
        .await
    }

    /// How many follow an actor.
    pub async fn followers_count(&self, id: &ActorId) -> Result<i64, Error> {
        let id = id.clone();
        self.read(move |c| Ok(follows::count(c, Side::Followers, &id)?)).await
    }

    /// How many an actor follows.
    pub async fn following_count(&self, id: &ActorId) -> Result<i64, Error> {
        let id = id.clone();
        self.read(move |c| Ok(follows::count(c, Side::Following, &id)?)).await
    }

    /// A page of the answers below something, oldest first: ActivityPub ids, those of other servers among them, so that a
    /// server can fetch the whole conversation.
    pub async fn replies_page(&self, above: Above, after: Option<String>, limit: i64) -> Result<Page<Url>, Error> {
        self.read(move |c| replies(c, &above, after.as_deref(), limit)).await
    }

    /// A page of everything in a conversation, oldest first, at any depth; what it hangs on stands first on the first page.
    pub async fn context_page(&self, root: &Root, after: Option<String>, limit: i64) -> Result<Page<Url>, Error> {
        let is_first = after.is_none();
        let mut page = self.replies_page(Above::Whole(root.clone()), after, limit).await?;
        if is_first {
            let subject = match root {
                Root::Review(id) => Subject::Review(id.clone()),
                Root::Post(id) => Subject::Post(id.clone()),
            };
            if let Some((uri, _)) = self.subject_parties(&subject).await? {
                page.items.insert(0, uri);
            }
        }
        Ok(page)
    }

    /// How many visible answers stand below something.
    pub async fn replies_count(&self, above: Above) -> Result<i64, Error> {
        self.read(move |c| Ok(comments::count_below(c, &above)?)).await
    }

    /// How many like something.
    pub async fn likes_count(&self, subject: &Subject) -> Result<i64, Error> {
        let subject = subject.clone();
        self.read(move |c| Ok(reactions::count(c, ReactionKind::Like, &subject)?))
            .await
    }

    /// How many boosted something.
    pub async fn shares_count(&self, subject: &Subject) -> Result<i64, Error> {
        let subject = subject.clone();
        self.read(move |c| Ok(reactions::count(c, ReactionKind::Boost, &subject)?))
            .await
    }

    /// The document of an activity this server sent, and whether anybody may fetch it.
    pub async fn activity_json(&self, id: &ActivityId) -> Result<Option<(String, bool)>, Error> {
        let id = id.clone();
        self.read(move |c| Ok(activities::json(c, &id)?)).await
    }
}
