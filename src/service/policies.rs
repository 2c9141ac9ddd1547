//! Rules for other servers and their actors: making them, and what they do to what is here already.
//!
//! What a rule forbids in the future is asked of [`PolicyBook`] wherever something comes in or goes out. What it hides of the
//! past is written into the rows when the rule is made, so that no page has to ask.

use crate::config::FederationMode;
use crate::domain::actor::Actor;
use crate::domain::id::ActorId;
use crate::domain::mention::MentionState;
use crate::domain::message::Message;
use crate::domain::policy::{Policy, PolicyBook, Target, Verdict};
use crate::service::freshness::{Stamp, Tag};
use crate::service::remote::{named_by_subject, tags_of};
use crate::service::{Error, Service};
use crate::store::policies::Stranger;
use crate::store::{Conn, comments, follows, mentions, policies, reactions};
use crate::urls::Urls;
use std::sync::{Arc, Mutex, PoisonError};
use url::Url;

/// The longest comment on a rule, in characters.
const COMMENT_MAX: usize = 1_000;

/// The book of rules, kept until one of them changes.
#[derive(Default)]
pub(in crate::service) struct KeptBook(Mutex<Option<(Arc<PolicyBook>, Stamp)>>);

/// What a new rule did to what was here.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Effect {
    /// Actors that are hidden now.
    pub suspended: usize,
    /// Actors that are shown again.
    pub restored: usize,
    /// Comments that went or came back.
    pub comments: usize,
    /// Follows that ended.
    pub follows: usize,
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
        check(&policy, self.urls())?;
        let service = self.clone();
        self.write(move |c, tags| {
            let old = policies::by_target(c, &policy.target)?;
            if policy.is_empty() {
                policies::delete(c, &policy.target)?;
            } else {
                policies::put(c, &service.next_id(), &policy)?;
            }
            tags.extend([Tag::policies(), Tag::site(), Tag::latest_comments()]);
            // Allow-list mode closes doors and hides nothing of the past.
            let book = PolicyBook::new(&policies::all(c)?, false);
            let (mut hide, mut show) = (Vec::new(), Vec::new());
            let mut named: Vec<ActorId> = Vec::new();
            for Stranger {
                id,
                uri,
                host,
                suspended,
            } in policies::strangers(c)?
            {
                let verdict = book.of_actor(&uri, Some(&host));
                match (suspended, verdict.is_suspended()) {
                    (false, true) => hide.push(id.clone()),
                    (true, false) => show.push(id.clone()),
                    _ => {}
                }
                if is_named(&policy.target, &uri, &host) && (policy.reject_media == verdict.reject_media) {
                    named.push(id);
                }
            }
            if policy.reject_media {
                policies::drop_pictures(c, &named)?;
                tags.extend(named.iter().map(Tag::actor));
            } else if old.is_some_and(|old| old.reject_media) {
                policies::mark_stale(c, &named)?;
            }
            let mut effect = Effect {
                suspended: hide.len(),
                restored: show.len(),
                ..Effect::default()
            };
            service.set_hidden(c, &hide, true, &mut effect, tags)?;
            service.set_hidden(c, &show, false, &mut effect, tags)?;
            hide_pages(c, &book, tags)?;
            Ok(effect)
        })
        .await
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

/// Is that actor one of those a rule names?
fn is_named(target: &Target, uri: &Url, handle_host: &str) -> bool {
    let only = [Policy {
        reject_media: true,
        ..Policy::new(target.clone(), chrono::DateTime::UNIX_EPOCH)
    }];
    PolicyBook::new(&only, false)
        .of_actor(uri, Some(handle_host))
        .reject_media
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
