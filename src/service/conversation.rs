//! The conversation under a review or a post elsewhere, ready to show: one thread of people, oldest first.

mod tree;

use crate::domain::account::Permission;
use crate::domain::actor::Actor;
use crate::domain::comment::{Comment, CommentState, Door, Node, Root};
use crate::domain::id::{ActorId, CommentId};
use crate::domain::like::{ReactionKind, Subject};
use crate::domain::text::SafeHtml;
use crate::service::views::{ActorCard, Viewer};
use crate::service::{Error, Service};
use crate::store::{Conn, actors, comments, reactions, roots};
use chrono::{DateTime, Utc};
use std::collections::{HashMap, HashSet};
use tree::places;

/// Levels of indentation: deeper answers stand on the last level and say whom they answer.
pub const LEVELS: usize = 3;
/// Faces shown beside the number of likes or boosts.
const FACES: usize = 12;
/// Comments on one page of a conversation.
pub const PAGE: usize = 100;

/// What people say about a review or a post.
#[derive(Clone, Debug, Default)]
pub struct Conversation {
    /// Those of this page, in its order: each comment is followed by what answers it.
    pub comments: Vec<CommentView>,
    /// How many comments have a text; places of deleted ones do not count.
    pub count: usize,
    /// Who likes the root.
    pub likes: Faces,
    /// Who boosted the root.
    pub boosts: Faces,
    /// The emojis the root was given, the most frequent first.
    pub emojis: Vec<EmojiCount>,
    /// How many different people wrote, liked or boosted.
    pub people: usize,
    /// This page, counted from 1.
    pub page: usize,
    /// The last page.
    pub pages: usize,
}

/// Who likes or boosted something.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Faces {
    /// How many.
    pub total: usize,
    /// The latest of them, at most twelve.
    pub shown: Vec<ActorCard>,
    /// The viewer is among them.
    pub mine: bool,
}

impl Faces {
    /// How many are not shown.
    pub fn others(&self) -> usize {
        self.total.saturating_sub(self.shown.len())
    }
}

/// How often something was given one emoji.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EmojiCount {
    /// A Unicode emoji, or the `:name:` of a custom one.
    pub emoji: String,
    /// How often.
    pub count: i64,
}

/// A comment as shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CommentView {
    /// Our identifier.
    pub id: CommentId,
    /// Anchor on the page.
    pub anchor: String,
    /// Who wrote it; `None` once it is deleted.
    pub author: Option<ActorCard>,
    /// Written by the author of the review or post.
    pub by_root_author: bool,
    /// What to show: the text, or the words for one that is held, removed or deleted.
    pub state: CommentState,
    /// Text; empty unless it may be read.
    pub html: SafeHtml,
    /// Markdown, for the viewer's own comments: what the edit form starts with.
    pub source: Option<String>,
    /// Content warning: the text is folded behind it.
    pub summary: Option<String>,
    /// BCP 47 tag, where known.
    pub language: Option<String>,
    /// Level of indentation, 0 to `LEVELS`.
    pub depth: usize,
    /// The comment it answers, where the indentation does not show it.
    pub in_reply_to: Option<Answered>,
    /// Address of the original.
    pub permalink: String,
    /// When it was written.
    pub published_at: DateTime<Utc>,
    /// Last edit.
    pub edited_at: Option<DateTime<Utc>>,
    /// How many like it.
    pub likes: i64,
    /// How many boosted it.
    pub boosts: i64,
    /// The emojis it was given, the most frequent first.
    pub emojis: Vec<EmojiCount>,
    /// The viewer likes it.
    pub liked: bool,
    /// The viewer boosted it.
    pub boosted: bool,
    /// What the viewer may do with it.
    pub may: CommentActions,
}

/// A comment that another one answers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answered {
    /// Its author.
    pub author: ActorId,
    /// Their name.
    pub name: String,
    /// Its place in the conversation.
    pub path: String,
}

/// What somebody may do with a comment.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct CommentActions {
    /// Answer, like and boost it.
    pub reply: bool,
    /// Change its text.
    pub edit: bool,
    /// Delete it for good, everywhere.
    pub delete: bool,
    /// Take it off the page.
    pub remove: bool,
    /// Put it back on the page.
    pub restore: bool,
}

/// True when the viewer looks after the conversation: a moderator, or the author of what it hangs on.
pub(in crate::service) fn looks_after(viewer: Option<&Viewer>, root_author: &ActorId) -> bool {
    viewer.is_some_and(|v| v.account.role.may(Permission::Moderate) || v.actor.id == *root_author)
}

fn actions(viewer: Option<&Viewer>, comment: &Comment, root_author: &ActorId) -> CommentActions {
    let Some(viewer) = viewer else {
        return CommentActions::default();
    };
    let own = viewer.actor.id == comment.author_id;
    let visible = comment.state == CommentState::Visible;
    let looks_after = looks_after(Some(viewer), root_author);
    CommentActions {
        reply: visible && viewer.account.role.may(Permission::Comment),
        edit: visible && own,
        delete: own && !matches!(comment.state, CommentState::Deleted | CommentState::Suspended),
        remove: visible && !own && looks_after,
        restore: matches!(comment.state, CommentState::Removed | CommentState::Held) && looks_after,
    }
}

/// Everything about likes and boosts that a page shows.
#[derive(Default)]
struct Reactions {
    counts: HashMap<(String, ReactionKind), i64>,
    mine: HashSet<(String, ReactionKind)>,
    emojis: HashMap<String, Vec<EmojiCount>>,
}

impl Reactions {
    fn count(&self, id: &CommentId, kind: ReactionKind) -> i64 {
        self.counts
            .get(&(id.as_str().to_owned(), kind))
            .copied()
            .unwrap_or_default()
    }

    fn emojis(&mut self, id: &str) -> Vec<EmojiCount> {
        self.emojis.remove(id).unwrap_or_default()
    }

    fn is_mine(&self, id: &CommentId, kind: ReactionKind) -> bool {
        self.mine.contains(&(id.as_str().to_owned(), kind))
    }
}

fn reactions_of(
    c: &mut Conn,
    root: &Subject,
    shown: &[CommentId],
    viewer: Option<&Viewer>,
) -> Result<Reactions, Error> {
    let mut ids: Vec<&str> = shown.iter().map(CommentId::as_str).collect();
    ids.push(root.parts().1);
    let mut emojis: HashMap<String, Vec<EmojiCount>> = HashMap::new();
    for (id, emoji, count) in reactions::emoji_counts(c, &ids)? {
        emojis.entry(id).or_default().push(EmojiCount { emoji, count });
    }
    let counts = reactions::counts(c, &ids)?;
    let mine = match viewer {
        Some(viewer) => reactions::given_by(c, &viewer.actor.id, &ids)?,
        None => Vec::new(),
    };
    Ok(Reactions {
        counts: counts.into_iter().map(|(id, kind, n)| ((id, kind), n)).collect(),
        mine: mine.into_iter().collect(),
        emojis,
    })
}

impl Service {
    /// The first page of the conversation under a review or post.
    ///
    /// # Errors
    /// `NotFound` when there is no such root. Whether the root may be read is the caller's question.
    pub async fn conversation(&self, root: &Root, viewer: Option<&Viewer>) -> Result<Conversation, Error> {
        let (service, root, viewer) = (self.clone(), root.clone(), viewer.cloned());
        self.read(move |c| {
            let brief = roots::by_id(c, &root)?.ok_or(Error::NotFound)?;
            service.load_conversation(c, &root, &brief.author_id, viewer.as_ref(), 1)
        })
        .await
    }

    /// Where a comment stands: the path of what the conversation hangs on, with the page and the place on it.
    pub async fn comment_place(&self, viewer: Option<&Viewer>, comment: &Comment) -> Result<String, Error> {
        let (viewer, comment) = (viewer.cloned(), comment.clone());
        self.read(move |c| {
            let path = match &comment.root {
                Root::Review(id) => format!("/r/{id}"),
                Root::Post(id) => format!("/elsewhere/{id}"),
            };
            let page = page_of_comment(c, &comment, viewer.as_ref())?;
            let query = if page > 1 {
                format!("?page={page}")
            } else {
                String::new()
            };
            Ok(format!("{path}{query}#c-{}", comment.id))
        })
        .await
    }

    /// A page of the conversation under a root that is at hand already: a fixed number of queries, however many comments
    /// there are.
    ///
    /// # Errors
    /// `NotFound` for a page that is not there.
    pub(in crate::service) fn load_conversation(
        &self,
        c: &mut Conn,
        root: &Root,
        root_author: &ActorId,
        viewer: Option<&Viewer>,
        page: u32,
    ) -> Result<Conversation, Error> {
        let all = comments::nodes_by_root(c, root)?;
        let subject = match root {
            Root::Review(id) => Subject::Review(id.clone()),
            Root::Post(id) => Subject::Post(id.clone()),
        };
        let given = reactions::by_subject(c, &subject)?;
        let readable = readable_by(viewer, root_author, &all);
        let order = places(&all, &readable);
        let page = usize::try_from(page).unwrap_or(usize::MAX);
        let pages = tree::pages(order.len(), PAGE);
        if page == 0 || page > pages {
            return Err(Error::NotFound);
        }
        let shown = tree::on_page(&all, &order, page, PAGE, LEVELS);
        let on_page: Vec<&Node> = shown.iter().filter_map(|place| all.get(place.index)).collect();
        let ids: Vec<CommentId> = on_page.iter().map(|node| node.id.clone()).collect();
        let mut texts: HashMap<CommentId, Comment> = comments::by_ids(c, &ids)?
            .into_iter()
            .map(|comment| (comment.id.clone(), comment))
            .collect();
        let mut reactions = reactions_of(c, &subject, &ids, viewer)?;

        let faces = |kind| -> Vec<&ActorId> { given.iter().filter(|r| r.kind == kind).map(|r| &r.actor_id).collect() };
        let (likers, boosters) = (faces(ReactionKind::Like), faces(ReactionKind::Boost));

        let answered = shown.iter().filter_map(|place| all.get(place.answers?));
        let mut needed: HashSet<ActorId> = on_page
            .iter()
            .copied()
            .chain(answered)
            .map(|comment| comment.author_id.clone())
            .collect();
        for someone in likers.iter().take(FACES).chain(boosters.iter().take(FACES)) {
            needed.insert((*someone).clone());
        }
        let needed: Vec<ActorId> = needed.into_iter().collect();
        let found = actors::by_ids(c, &needed)?;
        let people: HashMap<&ActorId, &Actor> = found.iter().map(|actor| (&actor.id, actor)).collect();

        let faces_of = |ids: &[&ActorId]| Faces {
            total: ids.len(),
            shown: ids
                .iter()
                .take(FACES)
                .filter_map(|id| people.get(id))
                .map(|actor| ActorCard::of(actor, self.urls()))
                .collect(),
            mine: viewer.is_some_and(|v| ids.contains(&&v.actor.id)),
        };
        let visible = || all.iter().filter(|comment| comment.state == CommentState::Visible);
        let everybody: HashSet<&ActorId> = visible()
            .map(|comment| &comment.author_id)
            .chain(given.iter().map(|reaction| &reaction.actor_id))
            .collect();
        let mut views = Vec::with_capacity(shown.len());
        for place in &shown {
            let Some(comment) = all.get(place.index).and_then(|node| texts.remove(&node.id)) else {
                continue;
            };
            let may_read = readable.get(place.index).copied().unwrap_or_default();
            let author = people.get(&comment.author_id);
            let answered = place.answers.and_then(|index| {
                let parent = all.get(index).filter(|_| readable.get(index) == Some(&true))?;
                Some(Answered {
                    author: parent.author_id.clone(),
                    name: people.get(&parent.author_id)?.display_name().to_owned(),
                    path: format!("/c/{}", parent.id),
                })
            });
            views.push(CommentView {
                anchor: format!("c-{}", comment.id),
                author: author
                    .filter(|_| may_read)
                    .map(|actor| ActorCard::of(actor, self.urls())),
                by_root_author: may_read && comment.author_id == *root_author,
                may: actions(viewer, &comment, root_author),
                state: comment.state,
                html: if may_read { comment.html } else { SafeHtml::default() },
                source: viewer
                    .filter(|v| v.actor.id == comment.author_id && may_read)
                    .map(|_| comment.source),
                summary: comment.summary.filter(|_| may_read),
                language: comment.language,
                depth: place.depth,
                in_reply_to: answered,
                permalink: if comment.door != Door::Remote {
                    format!("#c-{}", comment.id)
                } else {
                    comment.url.to_string()
                },
                published_at: comment.published_at,
                edited_at: comment.edited_at,
                likes: reactions.count(&comment.id, ReactionKind::Like),
                boosts: reactions.count(&comment.id, ReactionKind::Boost),
                emojis: reactions.emojis(comment.id.as_str()),
                liked: reactions.is_mine(&comment.id, ReactionKind::Like),
                boosted: reactions.is_mine(&comment.id, ReactionKind::Boost),
                id: comment.id,
            });
        }
        Ok(Conversation {
            count: visible().count(),
            likes: faces_of(&likers),
            boosts: faces_of(&boosters),
            emojis: reactions.emojis(subject.parts().1),
            people: everybody.len(),
            page,
            pages,
            comments: views,
        })
    }
}

/// Which of those comments the viewer may read.
fn readable_by(viewer: Option<&Viewer>, root_author: &ActorId, all: &[Node]) -> Vec<bool> {
    let looks_after = looks_after(viewer, root_author);
    let may_read = |comment: &Node| match comment.state {
        CommentState::Visible => true,
        CommentState::Held | CommentState::Removed => {
            looks_after || viewer.is_some_and(|v| v.actor.id == comment.author_id)
        }
        // Whoever wrote it is not made to believe that it stands there; the others find it in the queue.
        CommentState::Rejected | CommentState::Spam => viewer.is_some_and(|v| v.actor.id == comment.author_id),
        CommentState::Deleted | CommentState::Suspended => false,
    };
    all.iter().map(may_read).collect()
}

/// The page of its conversation on which the viewer finds a comment.
fn page_of_comment(c: &mut Conn, comment: &Comment, viewer: Option<&Viewer>) -> Result<usize, Error> {
    if comments::ids_by_root(c, &comment.root)?.len() <= PAGE {
        return Ok(1);
    }
    let brief = roots::by_id(c, &comment.root)?.ok_or(Error::NotFound)?;
    let all = comments::nodes_by_root(c, &comment.root)?;
    let order = places(&all, &readable_by(viewer, &brief.author_id, &all));
    let at = order
        .iter()
        .position(|place| all.get(place.index).is_some_and(|other| other.id == comment.id));
    Ok(at.map_or(1, |at| at / PAGE + 1))
}
