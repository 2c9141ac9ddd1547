//! Rules for other servers and their actors: making them, and what they do to what is here already.
//!
//! What a rule forbids in the future is asked of [`PolicyBook`] wherever something comes in or goes out. What it hides of the
//! past is written into the rows when the rule is made, so that no page has to ask.

mod csv;
mod lists;
mod reach;
mod rules;

pub use csv::{Reading, Wrong};
pub use lists::{ListInput, ListReview, ReviewLine};
pub use reach::{Reach, Touched};
pub(in crate::service) use rules::is_public;
pub use rules::{PublicRule, RuleInput, RuleLine, RuleView, RulesPage, word};

use crate::config::FederationMode;
use crate::domain::actor::Actor;
use crate::domain::id::{ActorId, AuditId};
use crate::domain::mention::MentionState;
use crate::domain::message::Message;
use crate::domain::policy::{Policy, PolicyBook, Target, Verdict};
use crate::service::freshness::{Stamp, Tag};
use crate::service::remote::{named_by_subject, tags_of};
use crate::service::{Error, Service};
use crate::store::policies::Stranger;
use crate::store::{Conn, comments, follows, mentions, policies, reactions};
use crate::urls::Urls;
use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use url::Url;

/// The longest comment on a rule, in characters.
const COMMENT_MAX: usize = 1_000;

/// The book of rules, kept until one of them changes.
#[derive(Default)]
pub(in crate::service) struct KeptBook(Mutex<Option<(Arc<PolicyBook>, Stamp)>>);

/// What new rules did to what was here.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Effect {
    /// Rules that are others now.
    pub rules: usize,
    /// Actors that are hidden now.
    pub suspended: usize,
    /// Actors that are shown again.
    pub restored: usize,
    /// Comments that went or came back.
    pub comments: usize,
    /// Follows that ended.
    pub follows: usize,
}

/// Who makes rules, and why.
#[derive(Clone, Copy, Default)]
pub(in crate::service) struct Manner<'a> {
    /// Who; `None` from the command line.
    pub by: Option<&'a ActorId>,
    /// Rules that are made together bear the same mark.
    pub batch: Option<&'a str>,
}

/// What came of rules.
pub(in crate::service) struct LaidDown {
    /// What they did.
    pub effect: Effect,
    /// For each rule that is another now: what it is about, and its entry in the log.
    pub entries: Vec<(Target, AuditId)>,
}

impl Service {
    /// Every rule, ready to be asked; changes of other processes are noticed.
    pub async fn policies(&self) -> Result<Arc<PolicyBook>, Error> {
        self.sync_freshness().await?;
        if let Some(book) = self.known_book() {
            return Ok(book);
        }
        let service = self.clone();
        self.read(move |c| service.policy_book(c)).await
    }

    fn known_book(&self) -> Option<Arc<PolicyBook>> {
        let kept = self.memory().policies.0.lock().unwrap_or_else(PoisonError::into_inner);
        let (book, stamp) = kept.as_ref()?;
        self.freshness().is_fresh(stamp).then(|| book.clone())
    }

    /// [`Service::policies`] inside a transaction, as this process knows them.
    pub(in crate::service) fn policy_book(&self, c: &mut Conn) -> Result<Arc<PolicyBook>, Error> {
        if let Some(book) = self.known_book() {
            return Ok(book);
        }
        let stamp = self.freshness().stamp(&[Tag::policies()]);
        let only_listed = self.config().federation.mode == FederationMode::Allowlist;
        let book = Arc::new(PolicyBook::new(&policies::all(c)?, only_listed));
        let mut kept = self.memory().policies.0.lock().unwrap_or_else(PoisonError::into_inner);
        *kept = Some((book.clone(), stamp));
        Ok(book)
    }

    /// What counts for an actor; nothing for one of this server.
    pub(in crate::service) fn verdict_on(&self, c: &mut Conn, actor: &Actor) -> Result<Verdict, Error> {
        if actor.is_local() {
            return Ok(Verdict::default());
        }
        Ok(self.policy_book(c)?.of_actor(&actor.uri, actor.host.as_deref()))
    }

    /// True when an actor is silenced and `reader` does not follow it: then it is not heard.
    pub(in crate::service) fn is_unheard(&self, c: &mut Conn, actor: &Actor, reader: &ActorId) -> Result<bool, Error> {
        if !self.verdict_on(c, actor)?.is_silenced() {
            return Ok(false);
        }
        Ok(!follows::local_followers(c, &actor.id)?.contains(reader))
    }

    /// Every rule as it was made.
    pub async fn policy_list(&self) -> Result<Vec<Policy>, Error> {
        self.read(|c| Ok(policies::all(c)?)).await
    }

    /// The rule that names exactly that.
    pub async fn policy(&self, target: &Target) -> Result<Option<Policy>, Error> {
        let target = target.clone();
        self.read(move |c| Ok(policies::by_target(c, &target)?)).await
    }

    /// Makes a rule, or changes the one that names the same; one that says nothing at all is forgotten.
    ///
    /// # Errors
    /// `Invalid` for a rule about this server or one of its people, and for comments that are too long.
    pub async fn set_policy(&self, policy: Policy) -> Result<Effect, Error> {
        self.set_policies(vec![policy]).await
    }

    /// [`Service::set_policy`] of several rules at once: all of them, or none.
    ///
    /// # Errors
    /// As there.
    pub async fn set_policies(&self, rules: Vec<Policy>) -> Result<Effect, Error> {
        let service = self.clone();
        self.write(move |c, tags| Ok(service.lay_down(c, tags, &rules, &Manner::default())?.effect))
            .await
    }

    /// Makes rules, hides and shows what they say, and writes down who made them. Everybody elsewhere is looked at once, however
    /// many rules there are.
    pub(in crate::service) fn lay_down(
        &self,
        c: &mut Conn,
        tags: &mut Vec<Tag>,
        rules: &[Policy],
        how: &Manner<'_>,
    ) -> Result<LaidDown, Error> {
        for rule in rules {
            check(rule, self.urls())?;
        }
        let old = policies::all(c)?;
        let before = PolicyBook::new(&old, false);
        let known: HashMap<&Target, &Policy> = old.iter().map(|rule| (&rule.target, rule)).collect();
        let mut entries = Vec::new();
        for rule in rules {
            let was = known.get(&rule.target).copied();
            let same = was.map_or(rule.is_empty(), |was| was.says_the_same(rule));
            if same {
                continue;
            }
            match rule.is_empty() {
                true => {
                    policies::delete(c, &rule.target)?;
                }
                false => policies::put(c, &self.next_id(), rule)?,
            }
            entries.push(self.record(c, was, rule, how)?);
        }
        let mut effect = Effect {
            rules: entries.len(),
            ..Effect::default()
        };
        if entries.is_empty() {
            return Ok(LaidDown { effect, entries });
        }
        tags.extend([Tag::policies(), Tag::site(), Tag::latest_comments()]);
        // Allow-list mode closes doors and hides nothing of the past.
        let book = PolicyBook::new(&policies::all(c)?, false);
        let (mut hide, mut show) = (Vec::new(), Vec::new());
        let (mut bared, mut clothed) = (Vec::new(), Vec::new());
        for Stranger {
            id,
            uri,
            host,
            suspended,
        } in policies::strangers(c)?
        {
            let verdict = book.of_actor(&uri, Some(&host));
            match (before.of_actor(&uri, Some(&host)).reject_media, verdict.reject_media) {
                (false, true) => bared.push(id.clone()),
                (true, false) => clothed.push(id.clone()),
                _ => {}
            }
            match (suspended, verdict.is_suspended()) {
                (false, true) => hide.push(id),
                (true, false) => show.push(id),
                _ => {}
            }
        }
        policies::drop_pictures(c, &bared)?;
        tags.extend(bared.iter().map(Tag::actor));
        policies::mark_stale(c, &clothed)?;
        (effect.suspended, effect.restored) = (hide.len(), show.len());
        self.set_hidden(c, &hide, true, &mut effect, tags)?;
        self.set_hidden(c, &show, false, &mut effect, tags)?;
        hide_pages(c, &book, tags)?;
        Ok(LaidDown { effect, entries })
    }

    /// Hides what some actors left here, or shows it again. Follows do not come back: the other side knows nothing of them.
    fn set_hidden(
        &self,
        c: &mut Conn,
        actors: &[ActorId],
        hidden: bool,
        effect: &mut Effect,
        tags: &mut Vec<Tag>,
    ) -> Result<(), Error> {
        if actors.is_empty() {
            return Ok(());
        }
        policies::set_suspended(c, actors, hidden)?;
        for place in comments::set_suspended(c, actors, hidden)? {
            effect.comments += 1;
            tags.extend([Tag::root(&place.root), Tag::comment(&place.id)]);
            tags.extend(place.parent_id.as_ref().map(Tag::comment));
        }
        for review in mentions::set_suspended(c, actors, hidden)? {
            tags.push(Tag::review(&review));
        }
        for subject in reactions::set_hidden(c, actors, hidden)? {
            if let Some(named) = named_by_subject(c, &subject)? {
                tags.extend(tags_of(&named));
            }
        }
        for actor in actors {
            tags.push(Tag::actor(actor));
            if hidden {
                let ended = follows::delete_all_of(c, actor)?;
                effect.follows += ended.len();
                tags.extend(ended.iter().map(Tag::actor));
            }
        }
        Ok(())
    }
}

/// Hides the pages of suspended servers that told us of a link, or shows them again.
fn hide_pages(c: &mut Conn, book: &PolicyBook, tags: &mut Vec<Tag>) -> Result<(), Error> {
    for (id, address, hidden, review) in mentions::pages(c)? {
        let suspended = Url::parse(&address).is_ok_and(|url| book.of_url(&url).is_suspended());
        if suspended == hidden {
            continue;
        }
        let state = if suspended {
            MentionState::Suspended
        } else {
            MentionState::Visible
        };
        mentions::set_state(c, &id, state)?;
        tags.push(Tag::review(&review));
    }
    Ok(())
}

fn check(policy: &Policy, urls: &Urls) -> Result<(), Error> {
    let ours = match &policy.target {
        Target::Host(name) => {
            let only = [Policy {
                reject_media: true,
                ..Policy::new(policy.target.clone(), policy.created_at)
            }];
            name == urls.host() || PolicyBook::new(&only, false).of_host(urls.host()).reject_media
        }
        Target::Actor(uri) => Url::parse(uri).is_ok_and(|uri| urls.is_local(&uri)),
    };
    if ours {
        return Err(Error::field("target", "input-policy-own"));
    }
    for (field, text) in [
        ("private_comment", &policy.private_comment),
        ("public_comment", &policy.public_comment),
    ] {
        if text.chars().count() > COMMENT_MAX {
            return Err(Error::field(
                field,
                Message::new("input-policy-comment").with("most", COMMENT_MAX),
            ));
        }
    }
    Ok(())
}

/// The refusal of anything with somebody whose server is not talked to.
pub(in crate::service) fn suspended_server() -> Error {
    Error::Conflict {
        code: "suspended-server",
        message: "error-suspended-server".into(),
    }
}
