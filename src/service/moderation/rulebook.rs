//! The rules, kept in memory: every comment that arrives is held against them.

use crate::domain::actor::Actor;
use crate::domain::comment::Root;
use crate::domain::id::ReviewId;
use crate::domain::moderation::spam::Lessons;
use crate::domain::moderation::starter;
use crate::domain::moderation::{AuthorRule, CommentPolicy, ReviewPolicy, RuleTarget, Treatment};
use crate::service::freshness::Tag;
use crate::service::{Error, Service};
use crate::store::{Conn, author_rules, comment_policies, settings, spam_words};
use std::collections::HashMap;
use std::sync::Arc;

/// Name of the setting that holds the policy of the site, as JSON.
pub(super) const SETTING: &str = "comment_policy";

/// Every rule for comments.
#[derive(Clone, Debug, Default)]
pub struct Rulebook {
    /// Of the site.
    pub policy: CommentPolicy,
    /// Of the reviews that say otherwise.
    pub reviews: HashMap<ReviewId, ReviewPolicy>,
    /// For authors and servers.
    authors: HashMap<RuleTarget, (Treatment, String)>,
}

impl Rulebook {
    pub(in crate::service) fn read(c: &mut Conn) -> Result<Self, Error> {
        let policy = match settings::get(c, SETTING)? {
            Some(stored) => serde_json::from_str(&stored)
                .map_err(|error| Error::Internal(format!("the comment policy cannot be read: {error}")))?,
            None => CommentPolicy::default(),
        };
        let line = |rule: AuthorRule| (rule.target, (rule.treatment, rule.reason));
        Ok(Self {
            policy,
            reviews: comment_policies::all(c)?.into_iter().collect(),
            authors: author_rules::all(c)?.into_iter().map(line).collect(),
        })
    }

    /// The policy under a root.
    pub fn under(&self, root: &Root) -> CommentPolicy {
        let own = match root {
            Root::Review(id) => self.reviews.get(id),
            Root::Post(_) => None,
        };
        self.policy.clone().under(own)
    }

    /// The rule for somebody, or else for everybody of their server, with why it was made.
    pub fn treatment_of(&self, author: &Actor) -> Option<(Treatment, &str)> {
        let found = self.of_actor(author).or_else(|| self.of_host(author));
        found.map(|(treatment, why)| (*treatment, why.as_str()))
    }

    /// The rule for somebody alone.
    pub fn rule_for(&self, author: &Actor) -> Option<Treatment> {
        self.of_actor(author).map(|(treatment, _)| *treatment)
    }

    /// The rule for everybody of somebody's server.
    pub fn rule_for_host(&self, author: &Actor) -> Option<Treatment> {
        self.of_host(author).map(|(treatment, _)| *treatment)
    }

    fn of_actor(&self, author: &Actor) -> Option<&(Treatment, String)> {
        self.authors.get(&RuleTarget::Actor(author.id.clone()))
    }

    fn of_host(&self, author: &Actor) -> Option<&(Treatment, String)> {
        let host = author.host.clone().filter(|_| !author.is_guest())?;
        self.authors.get(&RuleTarget::Host(host))
    }
}

/// What new comments are held against: taken before a transaction, used within it.
#[derive(Clone)]
pub(in crate::service) struct Gate {
    /// The rules.
    pub rules: Arc<Rulebook>,
    /// What was learnt of words.
    pub lessons: Arc<Lessons>,
}

impl Service {
    /// The rules and lessons of now.
    pub(in crate::service) async fn gate(&self) -> Result<Gate, Error> {
        Ok(Gate {
            rules: self.rulebook().await?,
            lessons: self.lessons().await?,
        })
    }

    /// Every rule for comments.
    pub async fn rulebook(&self) -> Result<Arc<Rulebook>, Error> {
        self.memory()
            .rulebook
            .get(self, "", &[Tag::comment_rules()], Rulebook::read)
            .await
    }

    async fn lessons(&self) -> Result<Arc<Lessons>, Error> {
        let read = |c: &mut Conn| {
            let mut lessons = spam_words::lessons(c)?;
            lessons.take_in(starter::lessons());
            Ok(lessons)
        };
        self.memory().lessons.get(self, "", &[Tag::spam_lessons()], read).await
    }
}
