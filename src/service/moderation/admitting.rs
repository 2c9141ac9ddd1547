//! What is advised about a comment that arrives. It costs two look-ups for most: what became of its author's earlier comments, and
//! who follows whom.

use super::rulebook::Gate;
use crate::domain::actor::Actor;
use crate::domain::comment::{Comment, CommentState, Door, Root};
use crate::domain::follow::FollowState;
use crate::domain::id::ActorId;
use crate::domain::moderation::judge::{Facts, assess};
use crate::domain::moderation::spam::{Signs, features, is_shouting};
use crate::domain::moderation::{Advice, Assessment, CommentPolicy, Reason, WhoMay};
use crate::domain::text::{plain, webpage};
use crate::service::freshness::Tag;
use crate::service::{Error, Service};
use crate::store::comments::queue::{self, Past};
use crate::store::roots::RootBrief;
use crate::store::{Conn, assessments, follows, reviews, roots};
use chrono::{DateTime, TimeDelta, Utc};
use quick_cache::sync::Cache;
use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

/// Links that are looked at in one comment.
const LINKS: usize = 30;
/// Texts shorter than that are said by many people independently, in characters.
const REPEATABLE: usize = 40;
/// Texts of which it is remembered how often they came.
const REMEMBERED: usize = 10_000;
/// What became of the comments of a server's people is counted anew after this time.
const HOST_MINUTES: i64 = 10;
/// A comment that was shown is only worth a note on why when something spoke against it.
const NOTEWORTHY: u8 = 30;

/// What was noticed of late, in this process.
pub(in crate::service) struct Recent {
    texts: Cache<String, i64>,
    hosts: Mutex<HashMap<String, (DateTime<Utc>, Past)>>,
}

impl Default for Recent {
    fn default() -> Self {
        Self {
            texts: Cache::new(REMEMBERED),
            hosts: Mutex::default(),
        }
    }
}

impl Recent {
    /// How often that text came before; counts it.
    fn seen(&self, text: &str) -> i64 {
        if text.chars().count() < REPEATABLE {
            return 0;
        }
        let key: String = text.to_lowercase().split_whitespace().collect::<Vec<_>>().join(" ");
        let before = self.texts.get(&key).unwrap_or_default();
        self.texts.insert(key, before + 1);
        before
    }
}

/// What a form tells of whoever filled it in.
#[derive(Clone, Debug, Default)]
pub struct FormSigns {
    /// Seconds between opening and sending it; `None` when that cannot be told.
    pub filled_in_s: Option<i64>,
    /// The field that people do not see was filled in.
    pub trap: bool,
    /// Comments from the same address within an hour.
    pub rate: i64,
}

/// What a comment says, for the score.
pub(super) struct Said {
    /// Its words, plain.
    pub text: String,
    /// Links in it, mentions and hashtags apart.
    pub links: usize,
    /// What is learnt from it.
    pub features: Vec<String>,
}

impl Said {
    /// What that comment says. Links to `own`, the host of this site, are nobody's advertising.
    pub fn by(comment: &Comment, own: &str) -> Self {
        let text = plain::from_html(comment.html.as_str());
        let mut links = webpage::links_said_in(comment.html.as_str(), LINKS);
        links.retain(|link| link.authority() != own);
        let hosts: Vec<String> = links
            .iter()
            .filter_map(|url| url.host_str().map(str::to_owned))
            .collect();
        Self {
            features: features(&text, &hosts, comment.language.as_deref()),
            links: links.len(),
            text,
        }
    }
}

/// A comment that arrives, or that was changed.
pub(in crate::service) struct Arriving<'a> {
    /// The comment.
    pub comment: &'a Comment,
    /// Who wrote it.
    pub author: &'a Actor,
    /// What its conversation hangs on.
    pub root: &'a RootBrief,
    /// They look after the conversation.
    pub is_caretaker: bool,
    /// What their form tells.
    pub form: Option<&'a FormSigns>,
    /// Digest of the mail address a guest gave.
    pub mail_key: Option<&'a str>,
    /// It was there before and was changed: whether its author may comment at all is not asked again.
    pub is_edit: bool,
}

impl Service {
    /// What is advised about a comment.
    pub(in crate::service) fn assess(
        &self,
        c: &mut Conn,
        gate: &Gate,
        new: &Arriving<'_>,
    ) -> Result<Assessment, Error> {
        let (comment, author) = (new.comment, new.author);
        let mut policy = gate.rules.under(&comment.root);
        let said = Said::by(comment, self.urls().host());
        let past = self.past_of(c, new)?;
        let ties = ties(c, author, new.root)?;
        let standing = self.standing_of(c, author, &past)?;
        let signs = Signs {
            links: i64::try_from(said.links).unwrap_or(i64::MAX),
            shouting: is_shouting(&said.text),
            // People who are known may say a thing twice.
            repeated: if new.is_edit || past.approved > 0 {
                0
            } else {
                self.memory().recent.seen(&said.text)
            },
            filled_in_s: new.form.and_then(|form| form.filled_in_s),
            trap: new.form.is_some_and(|form| form.trap),
            rate: new.form.map_or(0, |form| form.rate),
            guest_link: author.is_guest() && author.url.has_host(),
            past: (past.approved, past.turned_away),
            host_past: self.host_past(c, author, &past)?,
            account_days: standing.account_days,
            follows_here: ties.is_follower,
            followers: standing.followers,
            guest: comment.door == Door::Guest,
        };
        let weighed: Vec<Reason> = gate
            .lessons
            .read(&said.features)
            .into_iter()
            .chain(signs.read())
            .collect();
        if new.is_edit {
            policy = CommentPolicy {
                who: WhoMay::Everyone,
                close_after_days: 0,
                ..policy
            };
        }
        let facts = Facts {
            door: comment.door,
            text: &said.text,
            links: said.links,
            language: comment.language.as_deref().filter(|_| comment.door == Door::Remote),
            is_caretaker: new.is_caretaker,
            is_followed: ties.is_followed,
            is_follower: ties.is_follower,
            is_silenced: !author.is_guest() && self.verdict_on(c, author)?.is_silenced(),
            rule: gate.rules.treatment_of(author),
            approved_before: past.approved,
            age_days: self.age_of(c, &comment.root, policy.close_after_days)?,
            weighed,
        };
        Ok(assess(facts, &policy))
    }

    /// Keeps why a comment was held or turned away, and why it was shown where something spoke against that.
    pub(in crate::service) fn remember_assessment(
        &self,
        c: &mut Conn,
        comment: &Comment,
        assessment: &Assessment,
    ) -> Result<(), Error> {
        if assessment.advice != Advice::Show || assessment.score >= NOTEWORTHY {
            assessments::put(c, &comment.id, assessment, self.now())?;
        }
        self.plan_spam_check(c, comment, assessment, None)?;
        let waits = comment.state == CommentState::Held || assessment.advice == Advice::Hold;
        match roots::by_id(c, &comment.root)?.filter(|_| waits) {
            Some(root) => self.plan_waiting(c, &comment.id, &comment.author_id, &root.author_id),
            None => Ok(()),
        }
    }

    /// Looks at a comment again that was changed: what stands on the page leaves it when it would not have been let onto it as it
    /// reads now. False when it did.
    pub(in crate::service) fn assess_edit(
        &self,
        c: &mut Conn,
        gate: &Gate,
        tags: &mut Vec<Tag>,
        edited: &Comment,
        author: &Actor,
    ) -> Result<bool, Error> {
        let Some(root) = roots::by_id(c, &edited.root)? else {
            return Ok(true);
        };
        let assessment = self.assess(
            c,
            gate,
            &Arriving {
                comment: edited,
                author,
                root: &root,
                is_caretaker: author.id == root.author_id,
                form: None,
                mail_key: None,
                is_edit: true,
            },
        )?;
        self.remember_assessment(c, edited, &assessment)?;
        if edited.state != CommentState::Visible || assessment.advice == Advice::Show {
            return Ok(true);
        }
        self.move_comment(c, tags, edited, assessment.advice.state())?;
        self.audit_rule(c, author, edited, assessment.advice.state())?;
        Ok(false)
    }

    /// May somebody comment there at all? Asked before a form is shown; `None` when they may.
    pub(in crate::service) fn turned_away(
        &self,
        c: &mut Conn,
        gate: &Gate,
        author: Option<&Actor>,
        root: &RootBrief,
    ) -> Result<Option<Reason>, Error> {
        let policy = gate.rules.under(&root.root);
        let ties = match author {
            Some(author) => ties(c, author, root)?,
            None => Ties::default(),
        };
        let facts = Facts {
            door: if author.is_some() { Door::Member } else { Door::Guest },
            text: "",
            links: 0,
            language: None,
            is_caretaker: false,
            is_followed: ties.is_followed,
            is_follower: ties.is_follower,
            is_silenced: false,
            rule: author.and_then(|author| gate.rules.treatment_of(author)),
            approved_before: 1,
            age_days: self.age_of(c, &root.root, policy.close_after_days)?,
            weighed: Vec::new(),
        };
        let found = assess(facts, &policy);
        Ok(found
            .reasons
            .into_iter()
            .next()
            .filter(|_| found.advice == Advice::Reject))
    }

    fn past_of(&self, c: &mut Conn, new: &Arriving<'_>) -> Result<Past, Error> {
        let mut past = match new.mail_key {
            Some(key) => queue::past_of_mail(c, key)?,
            None => {
                let own = std::slice::from_ref(&new.author.id);
                queue::pasts(c, own)?.remove(&new.author.id).unwrap_or_default()
            }
        };
        if new.is_edit && new.comment.state == CommentState::Visible {
            past.approved -= 1;
        }
        Ok(past)
    }

    /// What became of what everybody of the author's server wrote, as it was some minutes ago; not asked for people who are known
    /// themselves.
    fn host_past(&self, c: &mut Conn, author: &Actor, own: &Past) -> Result<(i64, i64), Error> {
        let Some(host) = author
            .host
            .as_deref()
            .filter(|_| !author.is_guest() && own.approved < 3)
        else {
            return Ok((0, 0));
        };
        let now = self.now();
        let hosts = &self.memory().recent.hosts;
        let known = hosts
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .get(host)
            .copied()
            .filter(|(at, _)| now - *at < TimeDelta::minutes(HOST_MINUTES));
        let past = match known {
            Some((_, past)) => past,
            None => {
                let past = queue::past_of_host(c, host)?;
                let mut hosts = hosts.lock().unwrap_or_else(PoisonError::into_inner);
                if hosts.len() >= REMEMBERED {
                    hosts.clear();
                }
                hosts.insert(host.to_owned(), (now, past));
                past
            }
        };
        Ok((past.approved, past.turned_away))
    }

    /// Days since a review was published, where conversations are closed at all.
    fn age_of(&self, c: &mut Conn, root: &Root, close_after_days: u32) -> Result<Option<i64>, Error> {
        let (Root::Review(id), true) = (root, close_after_days > 0) else {
            return Ok(None);
        };
        let published = reviews::by_id(c, id)?.and_then(|review| review.published_at);
        Ok(published.map(|at| (self.now() - at).num_days()))
    }
}

/// Who follows whom.
#[derive(Default)]
struct Ties {
    is_follower: bool,
    is_followed: bool,
}

fn ties(c: &mut Conn, author: &Actor, root: &RootBrief) -> Result<Ties, Error> {
    if author.is_guest() {
        return Ok(Ties::default());
    }
    let found = follows::between(c, &author.id, &root.author_id)?;
    let accepted = |from: &ActorId| {
        found
            .iter()
            .any(|follow| follow.state == FollowState::Accepted && follow.follower_id == *from)
    };
    Ok(Ties {
        is_follower: accepted(&author.id),
        is_followed: accepted(&root.author_id),
    })
}
