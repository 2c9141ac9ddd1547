//! Mentions as pages show them.

use super::author_of;
use crate::domain::actor::Actor;
use crate::domain::id::{ActorId, MentionId, ReviewId};
use crate::domain::like::Subject;
use crate::domain::mention::{Mention, MentionAuthor, MentionRole, MentionSource, MentionState};
use crate::service::conversation::looks_after;
use crate::service::media::remote_key;
use crate::service::views::{ActorCard, Viewer};
use crate::service::{Error, Service};
use crate::store::{Conn, actors, comments, mentions, quotes};
use crate::urls::Urls;
use chrono::{DateTime, Utc};
use std::collections::HashMap;
use url::Url;

/// Mentions of one role that a page shows.
const SHOWN: i64 = 50;

/// What is said elsewhere about a review.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Mentions {
    /// Posts that quote it or a comment below it, newest first.
    pub quotes: Vec<MentionView>,
    /// Posts and pages that link to it, newest first.
    pub links: Vec<MentionView>,
    /// How many quotes everybody may see.
    pub quotes_total: i64,
    /// How many links everybody may see.
    pub links_total: i64,
}

impl Mentions {
    /// There is nothing to show.
    pub fn is_empty(&self) -> bool {
        self.quotes.is_empty() && self.links.is_empty()
    }

    /// All that are shown.
    pub fn all(&self) -> impl Iterator<Item = &MentionView> {
        self.quotes.iter().chain(&self.links)
    }

    /// Quotes that are not shown.
    pub fn more_quotes(&self) -> i64 {
        more(self.quotes_total, &self.quotes)
    }

    /// Links that are not shown.
    pub fn more_links(&self) -> i64 {
        more(self.links_total, &self.links)
    }
}

fn more(total: i64, shown: &[MentionView]) -> i64 {
    let visible = shown.iter().filter(|mention| !mention.removed).count();
    (total - i64::try_from(visible).unwrap_or(i64::MAX)).max(0)
}

/// A mention as shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MentionView {
    /// Our identifier.
    pub id: MentionId,
    /// Who wrote it, where that is an actor.
    pub author_id: Option<ActorId>,
    /// Who wrote it.
    pub author: ActorCard,
    /// Title; may be empty.
    pub title: String,
    /// First words; may be empty.
    pub excerpt: String,
    /// BCP 47 tag, where known.
    pub language: Option<String>,
    /// Address of the original.
    pub permalink: String,
    /// When it was written.
    pub published_at: DateTime<Utc>,
    /// It was edited since.
    pub edited: bool,
    /// The comment that is quoted: its anchor on the page, and who wrote it.
    pub quoted: Option<(String, String)>,
    /// Taken off the page: only those who look after the conversation see it.
    pub removed: bool,
    /// What the viewer may do with it.
    pub may: MentionActions,
}

/// What somebody may do with a mention.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct MentionActions {
    /// Take it off the page.
    pub remove: bool,
    /// Taking it off the page also takes the permission to quote back.
    pub revoke: bool,
    /// Put it back on the page.
    pub restore: bool,
}

/// The card of somebody whom a page names; people of the web have no handle, so the host of the page stands for it.
pub(in crate::service) fn card_of_page(mention: &Mention, urls: &Urls) -> Option<ActorCard> {
    let MentionAuthor::Named { name, url, photo } = &mention.author else {
        return None;
    };
    let host = mention.url.authority().to_owned();
    Some(ActorCard {
        id: ActorId::new(""),
        name: name.clone(),
        handle: host.clone(),
        url: url.as_ref().unwrap_or(&mention.url).to_string(),
        avatar: photo
            .as_ref()
            .filter(|photo| !urls.is_local(photo))
            .map(|photo: &Url| Urls::remote_media_path(&remote_key(photo))),
        local: false,
        guest: false,
        host,
        indexable: false,
    })
}

impl Service {
    /// What is said elsewhere about a review: a fixed number of queries.
    pub(in crate::service) fn load_mentions(
        &self,
        c: &mut Conn,
        review: &ReviewId,
        review_author: &ActorId,
        viewer: Option<&Viewer>,
    ) -> Result<Mentions, Error> {
        let looks_after = looks_after(viewer, review_author);
        let quoting = mentions::by_review(c, review, MentionRole::Quote, looks_after, SHOWN)?;
        let linking = mentions::by_review(c, review, MentionRole::Mention, looks_after, SHOWN)?;
        if quoting.is_empty() && linking.is_empty() {
            return Ok(Mentions::default());
        }
        let (links_total, quotes_total) = mentions::counts(c, review)?;
        let mut needed: Vec<ActorId> = Vec::new();
        for mention in quoting.iter().chain(&linking) {
            if let MentionAuthor::Actor(id) = &mention.author {
                needed.push(id.clone());
            }
        }
        let mut quoted_authors: HashMap<Subject, ActorId> = HashMap::new();
        let quoted: Vec<_> = quoting
            .iter()
            .filter_map(|mention| match &mention.subject {
                Subject::Comment(id) => Some(id.clone()),
                _ => None,
            })
            .collect();
        if !quoted.is_empty() {
            for comment in comments::by_ids(c, &quoted)? {
                needed.push(comment.author_id.clone());
                quoted_authors.insert(Subject::Comment(comment.id), comment.author_id);
            }
        }
        needed.sort();
        needed.dedup();
        let found = actors::by_ids(c, &needed)?;
        let people: HashMap<&ActorId, &Actor> = found.iter().map(|actor| (&actor.id, actor)).collect();
        let sources: Vec<&str> = quoting.iter().map(|mention| mention.source_uri.as_str()).collect();
        let permitted = if viewer.is_some() {
            quotes::permitted(c, &sources)?
        } else {
            Vec::new()
        };
        let view = |mention: &Mention| {
            let author_id = match &mention.author {
                MentionAuthor::Actor(id) => Some(id.clone()),
                MentionAuthor::Named { .. } => None,
            };
            let author = match &author_id {
                Some(id) => ActorCard::of(people.get(id)?, self.urls()),
                None => card_of_page(mention, self.urls())?,
            };
            let quoted_author = quoted_authors.get(&mention.subject);
            let removed = mention.state == MentionState::Removed;
            let wrote = viewer.is_some_and(|viewer| viewer.actor.id == *quoted_author.unwrap_or(review_author));
            let may_remove = !removed && (looks_after || (wrote && mention.role == MentionRole::Quote));
            let may_quote = permitted.iter().any(|uri| uri == mention.source_uri.as_str());
            Some(MentionView {
                id: mention.id.clone(),
                author_id,
                author,
                title: mention.title.clone(),
                excerpt: mention.excerpt.clone(),
                language: mention.language.clone(),
                permalink: mention.url.to_string(),
                published_at: mention.published_at,
                edited: mention.edited_at.is_some() && mention.source == MentionSource::ActivityPub,
                quoted: match (&mention.subject, quoted_author.and_then(|id| people.get(id))) {
                    (Subject::Comment(id), Some(author)) => Some((format!("c-{id}"), author.display_name().to_owned())),
                    _ => None,
                },
                removed,
                may: MentionActions {
                    remove: may_remove,
                    revoke: may_remove && wrote && may_quote,
                    restore: removed && looks_after,
                },
            })
        };
        Ok(Mentions {
            quotes: quoting.iter().filter_map(view).collect(),
            links: linking.iter().filter_map(view).collect(),
            quotes_total,
            links_total,
        })
    }

    /// What is said elsewhere about a review, for those who only have its id.
    ///
    /// # Errors
    /// `NotFound`.
    pub async fn mentions(&self, review: &ReviewId, viewer: Option<&Viewer>) -> Result<Mentions, Error> {
        let (service, review, viewer) = (self.clone(), review.clone(), viewer.cloned());
        self.read(move |c| {
            let author = author_of(c, &Subject::Review(review.clone()))?.ok_or(Error::NotFound)?;
            service.load_mentions(c, &review, &author, viewer.as_ref())
        })
        .await
    }
}
