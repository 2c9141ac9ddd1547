//! What people here read of other servers: posts of those they follow, a post with its conversation, a person.

use crate::domain::comment::{Comment, CommentState, Root};
use crate::domain::follow::FollowState;
use crate::domain::id::{ActorId, PostId};
use crate::domain::post::Post;
use crate::domain::text::{SafeHtml, plain};
use crate::service::conversation::Conversation;
use crate::service::follows::is_overdue;
use crate::service::media::remote_key;
use crate::service::policies::suspended_server;
use crate::service::views::{ActorCard, MovedTo, Viewer};
use crate::service::{Error, Service};
use crate::store::{Conn, actors, comments, follows, policies, posts, whereabouts};
use crate::urls::Urls;
use chrono::{DateTime, Utc};
use std::collections::HashMap;

/// A post elsewhere in a list.
#[derive(Clone, Debug)]
pub struct PostCard {
    /// Our identifier.
    pub id: PostId,
    /// Its page here.
    pub path: String,
    /// Its page there.
    pub url: String,
    /// Title; for a note without one, its first words.
    pub title: String,
    /// Teaser, plain text; may be empty.
    pub summary: String,
    /// Who wrote it.
    pub author: ActorCard,
    /// Path of the proxied picture.
    pub image: Option<String>,
    /// Its alt text.
    pub image_alt: String,
    /// When.
    pub published_at: DateTime<Utc>,
}

/// A post elsewhere with what people say about it.
#[derive(Clone, Debug)]
pub struct PostPage {
    /// As in lists.
    pub card: PostCard,
    /// The text.
    pub html: SafeHtml,
    /// BCP 47 tag, where known.
    pub language: Option<String>,
    /// Last edit.
    pub edited_at: Option<DateTime<Utc>>,
    /// What people say, as far as this server knows.
    pub conversation: Conversation,
    /// Whether the viewer follows the author.
    pub follow: Option<FollowState>,
}

/// Somebody of another server.
#[derive(Clone, Debug)]
pub struct PersonPage {
    /// Who.
    pub actor: ActorCard,
    /// About text.
    pub summary: SafeHtml,
    /// Whether the viewer follows them.
    pub follow: Option<FollowState>,
    /// The question has waited so long that it may be asked again.
    pub overdue: bool,
    /// Where they have moved.
    pub moved: Option<MovedTo>,
    /// What is known of them here, newest first.
    pub posts: Vec<PostCard>,
}

/// A comment that was written here under a post elsewhere, alone: what other servers link to as the original.
#[derive(Clone, Debug)]
pub struct CommentPage {
    /// Who wrote it.
    pub author: ActorCard,
    /// Its ActivityPub id.
    pub uri: String,
    /// The text.
    pub html: SafeHtml,
    /// BCP 47 tag, where known.
    pub language: Option<String>,
    /// When.
    pub published_at: DateTime<Utc>,
    /// Last edit.
    pub edited_at: Option<DateTime<Utc>>,
    /// Whose words it answers.
    pub answered: String,
    /// The page of those words, on their own server.
    pub answered_url: String,
    /// The post that the conversation is about.
    pub about: PostCard,
}

/// Posts in a list.
const LIMIT: i64 = 50;
/// Length of a title made of first words, in characters.
const TITLE: usize = 80;

impl Service {
    pub(in crate::service) fn post_cards(&self, c: &mut Conn, found: &[Post]) -> Result<Vec<PostCard>, Error> {
        let ids: Vec<ActorId> = found.iter().map(|post| post.author_id.clone()).collect();
        let people: HashMap<_, _> = actors::by_ids(c, &ids)?
            .into_iter()
            .map(|actor| (actor.id.clone(), actor))
            .collect();
        let cards = found.iter().filter_map(|post| {
            let author = ActorCard::of(people.get(&post.author_id)?, self.urls());
            Some(post_card(post, author))
        });
        Ok(cards.collect())
    }

    /// The newest posts of the people the viewer follows.
    pub async fn elsewhere(&self, viewer: &Viewer) -> Result<Vec<PostCard>, Error> {
        let (service, actor) = (self.clone(), viewer.actor.id.clone());
        self.read(move |c| {
            let found = posts::of_followed(c, &actor, LIMIT)?;
            service.post_cards(c, &found)
        })
        .await
    }

    /// A comment under a post elsewhere, for everybody. The conversation around it belongs to other servers and is left to
    /// them.
    ///
    /// # Errors
    /// `NotFound` unless the comment was written here under such a post and may be read by everybody; `Gone`.
    pub async fn comment_page(&self, comment: &Comment) -> Result<CommentPage, Error> {
        let (service, comment) = (self.clone(), comment.clone());
        self.read(move |c| {
            let Root::Post(post_id) = &comment.root else {
                return Err(Error::NotFound);
            };
            if !comment.is_local() || comment.state != CommentState::Visible {
                return Err(Error::NotFound);
            }
            let post = posts::by_id(c, post_id)?.ok_or(Error::NotFound)?;
            if post.gone_at.is_some() {
                return Err(Error::Gone);
            }
            let parent = match &comment.parent_id {
                Some(id) => comments::by_id(c, id)?.filter(|parent| parent.state == CommentState::Visible),
                None => None,
            };
            let (answered_id, answered_url) = match &parent {
                Some(parent) => (&parent.author_id, parent.url.to_string()),
                None => (&post.author_id, post.url.to_string()),
            };
            let author = actors::by_id(c, &comment.author_id)?.ok_or(Error::NotFound)?;
            let answered = actors::by_id(c, answered_id)?.ok_or(Error::NotFound)?;
            let about = service.post_cards(c, std::slice::from_ref(&post))?.pop();
            Ok(CommentPage {
                author: ActorCard::of(&author, service.urls()),
                uri: comment.uri.to_string(),
                html: comment.html,
                language: comment.language,
                published_at: comment.published_at,
                edited_at: comment.edited_at,
                answered: answered.display_name().to_owned(),
                answered_url,
                about: about.ok_or(Error::NotFound)?,
            })
        })
        .await
    }

    /// A post elsewhere with a page of its conversation, for somebody signed in here.
    pub async fn post_page(&self, viewer: &Viewer, id: &PostId, page: u32) -> Result<PostPage, Error> {
        let (service, viewer, id) = (self.clone(), viewer.clone(), id.clone());
        self.read(move |c| {
            let post = posts::by_id(c, &id)?.ok_or(Error::NotFound)?;
            if post.gone_at.is_some() {
                return Err(Error::Gone);
            }
            if policies::is_suspended(c, &post.author_id)? {
                return Err(suspended_server());
            }
            let card = service
                .post_cards(c, std::slice::from_ref(&post))?
                .pop()
                .ok_or(Error::NotFound)?;
            let root = Root::Post(id);
            let follow = follows::by_pair(c, &viewer.actor.id, &post.author_id)?.map(|follow| follow.state);
            let conversation = service.load_conversation(c, &root, &post.author_id, Some(&viewer), page)?;
            Ok(PostPage {
                card,
                html: post.html,
                language: post.language,
                edited_at: post.edited_at,
                conversation,
                follow,
            })
        })
        .await
    }

    /// Somebody of another server, for somebody signed in here.
    pub async fn person_page(&self, viewer: &Viewer, id: &ActorId) -> Result<PersonPage, Error> {
        let (service, viewer, id) = (self.clone(), viewer.clone(), id.clone());
        self.read(move |c| {
            let actor = actors::by_id(c, &id)?.ok_or(Error::NotFound)?;
            if actor.deleted_at.is_some() {
                return Err(Error::Gone);
            }
            if policies::is_suspended(c, &id)? {
                return Err(suspended_server());
            }
            let follow = follows::by_pair(c, &viewer.actor.id, &id)?;
            let overdue = follow
                .as_ref()
                .is_some_and(|follow| !actor.is_local() && is_overdue(follow, service.now()));
            let known = whereabouts::of(c, &id)?;
            let moved = service.moved_to(c, &known)?;
            let found = posts::by_author(c, &id, LIMIT)?;
            let posts = service.post_cards(c, &found)?;
            Ok(PersonPage {
                actor: ActorCard::of(&actor, service.urls()),
                summary: actor.summary,
                follow: follow.map(|follow| follow.state),
                overdue,
                moved,
                posts,
            })
        })
        .await
    }
}

/// The title of a post; for a note without one, its first words.
pub(in crate::service) fn post_title(post: &Post) -> String {
    if post.name.trim().is_empty() {
        plain::excerpt(&plain::from_html(post.html.as_str()), TITLE)
    } else {
        post.name.clone()
    }
}

fn post_card(post: &Post, author: ActorCard) -> PostCard {
    PostCard {
        id: post.id.clone(),
        path: format!("/elsewhere/{}", post.id),
        url: post.url.to_string(),
        title: post_title(post),
        summary: post.summary.clone(),
        author,
        image: post
            .image_url
            .as_ref()
            .map(|url| Urls::remote_media_path(&remote_key(url))),
        image_alt: post.image_alt.clone(),
        published_at: post.published_at,
    }
}
