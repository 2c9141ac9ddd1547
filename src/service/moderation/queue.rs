//! The queue: comments from every door with what is needed to decide about them.

use super::care_of;
use crate::domain::actor::Actor;
use crate::domain::comment::{Comment, CommentState, Door, Root};
use crate::domain::film::film_label;
use crate::domain::id::{ActorId, CommentId, FilmId, PostId, ReviewId};
use crate::domain::moderation::{Assessment, Treatment};
use crate::domain::policy::Severity;
use crate::domain::review::review_title;
use crate::domain::text::{SafeHtml, plain};
use crate::service::elsewhere::post_title;
use crate::service::views::{ActorCard, Viewer};
use crate::service::{Error, Service};
use crate::store::comments::queue::{self, Past, Wanted};
use crate::store::{Conn, actors, assessments, block_lists, comments, films, posts, reports, reviews};
use chrono::{DateTime, Utc};
use std::collections::HashMap;

/// Items on one page.
const PAGE: i64 = 50;
/// Characters that are shown of what a comment answers.
const EXCERPT: usize = 200;

/// The states a queue has pages for.
pub const TABS: [CommentState; 5] = [
    CommentState::Held,
    CommentState::Visible,
    CommentState::Spam,
    CommentState::Rejected,
    CommentState::Removed,
];

/// What somebody wants to look at.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct QueueFilter {
    /// Comments in this state; in any, for `None`.
    pub state: Option<CommentState>,
    /// By this door.
    pub door: Option<Door>,
    /// By this author.
    pub author: Option<ActorId>,
    /// By people of this server.
    pub host: Option<String>,
    /// Where to go on.
    pub before: Option<String>,
}

/// How many comments there are in each state that has a page.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct QueueCounts(HashMap<CommentState, i64>);

impl QueueCounts {
    /// How many are in that state.
    pub fn of(&self, state: CommentState) -> i64 {
        self.0.get(&state).copied().unwrap_or_default()
    }

    /// For examples.
    pub fn sample(counts: &[(CommentState, i64)]) -> Self {
        Self(counts.iter().copied().collect())
    }
}

/// What is known of whoever wrote a comment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AuthorLine {
    /// Name, handle, picture.
    pub card: ActorCard,
    /// What became of what they wrote; of a guest, under that mail address.
    pub approved: i64,
    /// Turned away or taken off the page.
    pub turned_away: i64,
    /// The rule for them.
    pub rule: Option<Treatment>,
    /// The rule for everybody of their server.
    pub host_rule: Option<Treatment>,
    /// The policy for their server.
    pub severity: Severity,
    /// When they were first seen here.
    pub since: DateTime<Utc>,
}

/// What a comment answers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AnsweredLine {
    /// Who wrote it.
    pub name: String,
    /// How it begins.
    pub excerpt: String,
}

/// A comment to decide about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct QueueItem {
    /// Our identifier.
    pub id: CommentId,
    /// By which door it came.
    pub door: Door,
    /// Where it stands.
    pub state: CommentState,
    /// Who wrote it.
    pub author: AuthorLine,
    /// What it says.
    pub html: SafeHtml,
    /// Content warning.
    pub summary: Option<String>,
    /// BCP 47 tag.
    pub language: Option<String>,
    /// When it was written.
    pub published_at: DateTime<Utc>,
    /// Last edit.
    pub edited_at: Option<DateTime<Utc>>,
    /// Title of what the conversation hangs on.
    pub title: String,
    /// Its page.
    pub path: String,
    /// What it answers below that.
    pub answers: Option<AnsweredLine>,
    /// The original elsewhere, for what came from another server.
    pub original: Option<String>,
    /// What the rules and the score said; `None` when nothing spoke against it.
    pub assessment: Option<Assessment>,
}

/// A page of the queue.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct QueuePage {
    /// What was asked for.
    pub filter: QueueFilter,
    /// How many there are of each.
    pub counts: QueueCounts,
    /// Newest first.
    pub items: Vec<QueueItem>,
    /// Where the next page begins; `None` on the last.
    pub next: Option<String>,
    /// May the viewer make rules for the whole site?
    pub may_rule: bool,
    /// Lines of block lists that wait to be looked at, for those who make such rules.
    pub list_lines: i64,
}

impl Service {
    /// A page of the queue, for whoever looks after all comments, or after those under their own reviews.
    ///
    /// # Errors
    /// `Forbidden` for everybody else.
    pub async fn queue(&self, viewer: &Viewer, filter: QueueFilter) -> Result<QueuePage, Error> {
        let under = care_of(viewer)?;
        let service = self.clone();
        self.read(move |c| {
            let wanted = Wanted {
                state: filter.state,
                door: filter.door,
                author: filter.author.clone(),
                host: filter.host.clone(),
                under: under.clone(),
                before: filter.before.clone(),
            };
            let mut found = queue::page(c, &wanted, PAGE + 1)?;
            let more = i64::try_from(found.len()).is_ok_and(|n| n > PAGE);
            found.truncate(usize::try_from(PAGE).unwrap_or(usize::MAX));
            Ok(QueuePage {
                next: found.last().filter(|_| more).map(|comment| comment.id.to_string()),
                counts: QueueCounts(queue::counts(c, &TABS, under.as_ref())?),
                items: service.queue_items(c, found)?,
                may_rule: under.is_none(),
                list_lines: if under.is_none() { block_lists::waiting(c)? } else { 0 },
                filter,
            })
        })
        .await
    }

    /// One comment as the queue shows it.
    ///
    /// # Errors
    /// `NotFound`, also for a comment somebody else looks after.
    pub async fn queue_item(&self, viewer: &Viewer, id: &CommentId) -> Result<QueueItem, Error> {
        let (service, viewer, id) = (self.clone(), viewer.clone(), id.clone());
        self.read(move |c| {
            let comment = comments::by_id(c, &id)?.ok_or(Error::NotFound)?;
            let root = crate::store::roots::by_id(c, &comment.root)?.ok_or(Error::NotFound)?;
            if !crate::service::conversation::looks_after(Some(&viewer), &root.author_id) {
                return Err(Error::NotFound);
            }
            service.queue_items(c, vec![comment])?.pop().ok_or(Error::NotFound)
        })
        .await
    }

    /// How many comments, reports and block lists wait for the viewer; nothing for those who look after none.
    pub async fn waiting_comments(&self, viewer: &Viewer) -> Result<i64, Error> {
        let Ok(under) = care_of(viewer) else { return Ok(0) };
        self.look(move |c| {
            let counts = queue::counts(c, &[CommentState::Held], under.as_ref())?;
            let held = counts.get(&CommentState::Held).copied().unwrap_or_default();
            let reported = if under.is_none() { reports::count_open(c)? } else { 0 };
            let lists = if under.is_none() {
                block_lists::count_waiting(c)?
            } else {
                0
            };
            Ok(held.saturating_add(reported).saturating_add(lists))
        })
        .await
    }

    /// Comments with everything around them. A fixed number of queries.
    fn queue_items(&self, c: &mut Conn, found: Vec<Comment>) -> Result<Vec<QueueItem>, Error> {
        let ids: Vec<CommentId> = found.iter().map(|comment| comment.id.clone()).collect();
        let mut assessed: HashMap<CommentId, Assessment> = assessments::by_comments(c, &ids)?.into_iter().collect();
        let parent_ids: Vec<CommentId> = found.iter().filter_map(|comment| comment.parent_id.clone()).collect();
        let parents: HashMap<CommentId, Comment> = comments::by_ids(c, &parent_ids)?
            .into_iter()
            .map(|parent| (parent.id.clone(), parent))
            .collect();
        let authors: Vec<ActorId> = found
            .iter()
            .chain(parents.values())
            .map(|comment| comment.author_id.clone())
            .collect();
        let people: HashMap<ActorId, Actor> = actors::by_ids(c, &authors)?
            .into_iter()
            .map(|actor| (actor.id.clone(), actor))
            .collect();
        let pasts = queue::pasts(c, &authors)?;
        let titles = titles_of(c, &found)?;
        let rules = super::Rulebook::read(c)?;
        let mut items = Vec::with_capacity(found.len());
        for comment in found {
            let Some(author) = people.get(&comment.author_id) else {
                continue;
            };
            let past = pasts.get(&author.id).copied().unwrap_or_default();
            let (title, path) = titles.get(&comment.root).cloned().unwrap_or_default();
            let answers = comment.parent_id.as_ref().and_then(|id| parents.get(id)).map(|parent| {
                let text = plain::from_html(parent.html.as_str()).replace('\n', " ");
                AnsweredLine {
                    name: people
                        .get(&parent.author_id)
                        .map(|actor| actor.display_name().to_owned())
                        .unwrap_or_default(),
                    excerpt: plain::excerpt(&text, EXCERPT),
                }
            });
            items.push(QueueItem {
                author: self.author_line(c, author, past, &rules)?,
                assessment: assessed.remove(&comment.id),
                original: (comment.door == Door::Remote).then(|| comment.url.to_string()),
                id: comment.id,
                door: comment.door,
                state: comment.state,
                html: comment.html,
                summary: comment.summary,
                language: comment.language,
                published_at: comment.published_at,
                edited_at: comment.edited_at,
                title,
                path,
                answers,
            });
        }
        Ok(items)
    }

    fn author_line(
        &self,
        c: &mut Conn,
        author: &Actor,
        past: Past,
        rules: &super::Rulebook,
    ) -> Result<AuthorLine, Error> {
        Ok(AuthorLine {
            card: ActorCard::of(author, self.urls()),
            approved: past.approved,
            turned_away: past.turned_away,
            rule: rules.rule_for(author),
            host_rule: rules.rule_for_host(author),
            severity: if author.is_guest() {
                Severity::None
            } else {
                self.verdict_on(c, author)?.severity
            },
            since: author.created_at,
        })
    }
}

/// Title and page of what those comments hang on.
fn titles_of(c: &mut Conn, found: &[Comment]) -> Result<HashMap<Root, (String, String)>, Error> {
    let mut review_ids: Vec<ReviewId> = Vec::new();
    let mut post_ids: Vec<PostId> = Vec::new();
    for comment in found {
        match &comment.root {
            Root::Review(id) => review_ids.push(id.clone()),
            Root::Post(id) => post_ids.push(id.clone()),
        }
    }
    let mut titles = HashMap::new();
    let reviewed = reviews::by_ids(c, &review_ids)?;
    let film_ids: Vec<FilmId> = reviewed.iter().map(|review| review.film_id.clone()).collect();
    let named: HashMap<FilmId, (String, Option<i32>)> = films::by_ids(c, &film_ids)?
        .into_iter()
        .map(|film| (film.id, (film.title, film.year)))
        .collect();
    for review in reviewed {
        let title = match named.get(&review.film_id) {
            Some((title, year)) => review_title(review.headline.as_deref(), title, *year),
            None => film_label(&review.slug, None),
        };
        let path = format!("/r/{}", review.id);
        titles.insert(Root::Review(review.id), (title, path));
    }
    for post in posts::by_ids(c, &post_ids)? {
        let entry = (post_title(&post), format!("/elsewhere/{}", post.id));
        titles.insert(Root::Post(post.id), entry);
    }
    Ok(titles)
}
