//! The inbox: checks in a fixed order what arrives, records it, and only then says 202. The worker carries it out later,
//! through the registry below.

mod verb;

pub use verb::Verb;

use crate::federation::Federation;
use crate::federation::activities::{self, Failure, Inbound};
use crate::federation::actors::KeyTrouble;
use crate::federation::fetch::{Budget, FetchError, KEY_FETCHES};
use crate::federation::forwarded;
use crate::federation::signatures::{self, RequestHead, SignatureError};
use crate::federation::vocab::incoming::{Document, MAX_BYTES, Object, host_of, same_host, web_url};
use crate::service::Error;
use crate::service::queues::{NewReceived, Received};
use crate::service::received::TurnedAway;
use crate::service::remote::Outcome;
use http::Method;
use url::Url;

/// A POST to an inbox, as the web server has it.
#[derive(Clone, Copy, Debug)]
pub struct Post<'a> {
    /// As received, not normalised.
    pub path_and_query: &'a str,
    /// All headers, names in lower case.
    pub headers: &'a [(&'a str, &'a str)],
    /// The body.
    pub body: &'a [u8],
    /// Handle of the personal inbox; empty for the shared one.
    pub inbox: &'a str,
}

/// What to answer with 202.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Taken {
    /// Recorded, and new.
    Recorded,
    /// The same activity was here before.
    Again,
    /// Nobody here can be concerned: a Delete or Update of somebody unknown.
    Dropped,
}

/// Why a POST was not taken. The texts go to the sender: they say what to mend.
#[derive(Debug, thiserror::Error)]
pub enum Rejection {
    /// 413.
    #[error("the body is longer than {MAX_BYTES} bytes")]
    TooLarge,
    /// 400.
    #[error("{0}")]
    BadRequest(String),
    /// 401: the signature cannot be verified. Hollo and others try another kind of signature only after a 401.
    #[error("the signature cannot be verified: {0}")]
    Unverified(String),
    /// 401 as well: one of the two clocks is wrong, or the request is old. Told apart because only a person can mend it.
    #[error("the signature cannot be verified: {0}")]
    WrongTime(SignatureError),
    /// 403: a rule of this server.
    #[error("this server does not talk to yours")]
    Suspended,
    /// 403: verified, but not allowed to say this.
    #[error("{0}")]
    Forbidden(&'static str),
    /// 429: one sender says more than this server takes in.
    #[error("{who} sends more than this server takes in a minute: wait {wait_s} s")]
    TooMany {
        /// An actor or a host.
        who: String,
        /// Seconds until there is room again.
        wait_s: u64,
    },
    /// 503: nothing was recorded.
    #[error("the server cannot record activities at the moment")]
    Unwritable(#[source] Error),
}

fn bad(text: &str) -> Rejection {
    Rejection::BadRequest(text.to_owned())
}

impl Federation {
    /// Checks and records a POST to an inbox. When this gives back Ok, the activity is committed.
    ///
    /// # Errors
    /// [`Rejection`]; nothing was recorded then.
    pub async fn receive(&self, post: Post<'_>) -> Result<Taken, Rejection> {
        let mut glance = TurnedAway {
            inbox: post.inbox.to_owned(),
            ..TurnedAway::default()
        };
        let taken = self.check(post, &mut glance).await;
        let unrecorded = match &taken {
            Ok(Taken::Dropped) => Some(Outcome::Ignored("unknown actor")),
            Ok(_) | Err(Rejection::Unwritable(_)) => None,
            Err(Rejection::TooLarge) => Some(Outcome::Refused("too long")),
            Err(Rejection::BadRequest(_)) => Some(Outcome::Refused("no activity")),
            Err(Rejection::Unverified(_)) => Some(Outcome::Refused("signature not verified")),
            Err(Rejection::WrongTime(_)) => Some(Outcome::Refused("clock skew")),
            Err(Rejection::Suspended) => Some(Outcome::Refused("suspended")),
            Err(Rejection::TooMany { .. }) => Some(Outcome::Refused("too many")),
            Err(Rejection::Forbidden(_)) => Some(Outcome::Refused("speaks for somebody else")),
        };
        if let Some(outcome) = unrecorded {
            if let Err(rejection) = &taken {
                glance.told = rejection.to_string();
            }
            self.turn_away(outcome, glance);
        }
        taken
    }

    /// `glance` is told what could be read of it, for the log of what is turned away.
    async fn check(&self, post: Post<'_>, glance: &mut TurnedAway) -> Result<Taken, Rejection> {
        let service = self.service();
        let now = service.env().clock.now();
        // Size, shape.
        if post.body.len() > MAX_BYTES {
            return Err(Rejection::TooLarge);
        }
        let document = Document::parse(post.body).map_err(|error| Rejection::BadRequest(error.to_string()))?;
        let activity = document.object();
        look_at(activity, glance);
        let kind = activity.type_().ok_or_else(|| bad("the activity has no type"))?;
        let actor = activity.url("actor").ok_or_else(|| bad("the activity has no actor"))?;
        let id = activity
            .id()
            .ok_or_else(|| bad("the activity has no id that is a web address"))?;
        let own = self.is_own_message(activity).await.map_err(Rejection::Unwritable)?;
        if !own && (service.urls().is_local(&actor) || service.urls().is_local(&id)) {
            return Err(Rejection::Forbidden(
                "activities of this server do not arrive from outside",
            ));
        }

        // The head of the signature, and whom it names.
        let head = RequestHead {
            method: &Method::POST,
            path_and_query: post.path_and_query,
            origin: service.urls().origin(),
            host: service.urls().host(),
            headers: post.headers,
            body: Some(post.body),
        };
        let signature = signatures::parse(&head, now).map_err(|error| self.unverified(error, &actor))?;
        if own {
            self.check_own(&signature).await.map_err(unverified)?;
            return self.record_own(&id, glance, post).await;
        }
        let key_id = signature.key_id();
        if service.urls().is_local(key_id) {
            return Err(Rejection::Forbidden("the keys of this server do not sign elsewhere"));
        }
        if self
            .is_suspended(&actor, &[key_id, &id])
            .await
            .map_err(Rejection::Unwritable)?
        {
            return Err(Rejection::Suspended);
        }
        // Every server tells every other of each account it deletes: asking for all their keys would be a flood.
        // An Update of an answer to something here may overtake its Create, so that one is worth a key.
        if matches!(kind, "Delete" | "Update") && concerns_itself(activity, &actor) && !self.is_answer(activity) {
            let known = self.known_key(key_id).await.map_err(|error| unverified(error.into()))?;
            if known.is_none()
                && service
                    .actor_by_uri(&actor)
                    .await
                    .map_err(Rejection::Unwritable)?
                    .is_none()
            {
                return Ok(Taken::Dropped);
            }
        }

        // The signature itself; once more with a fresh key where the known one does not fit.
        let budget = Budget::of(KEY_FETCHES);
        let signer = self.signer(&signature, &budget).await.map_err(unverified)?;

        // Who says what.
        if signer.actor != actor
            && self
                .is_suspended(&signer.actor, &[])
                .await
                .map_err(Rejection::Unwritable)?
        {
            return Err(Rejection::Suspended);
        }
        let forwarded = signer.actor != actor;
        if forwarded && !forwarded::can_be_asked(kind) {
            return Err(Rejection::Forbidden(
                "the activity is signed by somebody other than its actor",
            ));
        }
        if !same_host(&id, &actor) {
            return Err(Rejection::Forbidden("the activity's id is not on its actor's server"));
        }

        // Only now: nobody can use up what another may say.
        self.admit(&signer.actor)?;

        // Recorded under its id, once; what is passed on for somebody else goes by whoever passed it on.
        let row = NewReceived {
            uri: if forwarded {
                forwarded::record_key(&signer.actor, &id)
            } else {
                id.to_string()
            },
            actor_uri: signer.actor.to_string(),
            host: host_of(&signer.actor),
            type_: kind.to_owned(),
            inbox: post.inbox.to_owned(),
            body: String::from_utf8_lossy(post.body).into_owned(),
            activity_uri: forwarded.then(|| id.to_string()),
            object_uri: glance.object.take(),
        };
        let new = self.record(row, &id).await.map_err(Rejection::Unwritable)?;
        service.host_seen(&host_of(&signer.actor)).await.ok();
        service.env().net.revive(&host_of(&signer.actor));
        self.heard_signature(&signer.actor, signature.scheme()).await;
        Ok(if new { Taken::Recorded } else { Taken::Again })
    }

    /// Records an activity, once. A neighbour on the same server cannot keep somebody's activity out by using its id first.
    async fn record(&self, row: NewReceived, id: &Url) -> Result<bool, Error> {
        let (uri, actor) = (row.uri.clone(), row.actor_uri.clone());
        let again = row.clone();
        if self.inner.recorder.record(row).await? {
            return Ok(true);
        }
        match (self.service().sender_of(&uri).await?, web_url(&actor)) {
            (Some(first), Some(signer)) if first != actor => {
                let uri = forwarded::record_key(&signer, id);
                self.inner.recorder.record(NewReceived { uri, ..again }).await
            }
            _ => Ok(false),
        }
    }

    /// Does an activity carry in full an answer to something of this server?
    fn is_answer(&self, activity: Object<'_>) -> bool {
        let answered = activities::embedded(activity).and_then(|object| object.url("inReplyTo"));
        answered.is_some_and(|uri| self.service().urls().is_local(&uri))
    }

    /// Counts an activity for its sender and its sender's server.
    fn admit(&self, signer: &Url) -> Result<(), Rejection> {
        let (limits, now) = (&self.inner.limits, self.service().env().clock.now());
        for (throttle, who) in [(&limits.actors, signer.to_string()), (&limits.hosts, host_of(signer))] {
            throttle
                .take(&who, now)
                .map_err(|wait_s| Rejection::TooMany { who, wait_s })?;
        }
        Ok(())
    }

    /// What to say of a signature that was not read. A clock that is wrong is worth a line in the log, once in a while for
    /// each server.
    fn unverified(&self, error: SignatureError, actor: &Url) -> Rejection {
        if !error.is_about_time() {
            return Rejection::Unverified(error.to_string());
        }
        let (host, now) = (host_of(actor), self.service().env().clock.now());
        if self.inner.directory.is_news_of_clock(&host, now) {
            tracing::warn!(peer.host = host, reason = %error, "an activity was refused because of its time: check this server's clock, then tell whoever runs the other");
        }
        Rejection::WrongTime(error)
    }

    /// Carries out a recorded activity.
    ///
    /// # Errors
    /// [`Failure`] when it may work later.
    pub async fn process(&self, received: &Received) -> Result<Outcome, Failure> {
        // One budget for all tries of one activity.
        let budget = self.inner.ledger.open(&received.id);
        // On the heap: what an activity may lead to is too deep for a worker's stack.
        let outcome = Box::pin(self.carry_out(received, &budget)).await;
        self.inner.ledger.close(&received.id, &budget);
        outcome
    }

    async fn carry_out(&self, received: &Received, budget: &Budget) -> Result<Outcome, Failure> {
        let Ok(document) = Document::parse(received.body.as_bytes()) else {
            return Ok(Outcome::Refused("unreadable"));
        };
        let activity = document.object();
        let Some(actor_uri) = web_url(&received.actor_uri) else {
            return Ok(Outcome::Refused("unreadable"));
        };
        if self.is_own_message(activity).await? {
            return Ok(Outcome::Accepted("round trip"));
        }
        // The rules may have changed since it was recorded.
        let book = self.service().policies().await?;
        let verdict = book.of_actor(&actor_uri, None);
        if verdict.is_suspended() {
            return Ok(Outcome::Refused("suspended"));
        }
        if verdict.reject_reports && activity.type_() == Some("Flag") {
            return Ok(Outcome::Ignored("reports are rejected"));
        }
        let Some(verb) = activity.type_().and_then(Verb::parse) else {
            return Ok(Outcome::Ignored("unknown type"));
        };
        if activity.url("actor").as_ref() != Some(&actor_uri) {
            return Box::pin(self.follow_hint(verb, activity, budget)).await;
        }
        let actor = match self.actor(&actor_uri, budget).await {
            Ok(actor) => actor,
            // It signed with a key we know, so it was here once.
            Err(FetchError::Gone(_) | FetchError::NotFound(_)) => {
                match self.service().actor_by_uri(&actor_uri).await? {
                    Some(actor) => actor,
                    None => return Ok(Outcome::Ignored("actor is gone")),
                }
            }
            Err(FetchError::Suspended(_)) => return Ok(Outcome::Refused("suspended")),
            Err(error) if error.is_transient() => return Err(Failure(error.to_string())),
            Err(_) => return Ok(Outcome::Refused("actor cannot be read")),
        };
        if book.of_actor(&actor.uri, actor.host.as_deref()).is_suspended() {
            return Ok(Outcome::Refused("suspended"));
        }
        let id = activity.id().map_or_else(|| received.uri.clone(), |id| id.to_string());
        let inbound = Inbound {
            federation: self,
            actor: &actor,
            activity,
            uri: &id,
            inbox: &received.inbox,
            budget,
            attempts: received.attempts,
        };
        match verb {
            Verb::Follow => Box::pin(activities::follow::receive(&inbound)).await,
            Verb::Undo => Box::pin(activities::undo::receive(&inbound)).await,
            Verb::Accept => Box::pin(activities::accept::receive(&inbound)).await,
            Verb::Reject => Box::pin(activities::reject::receive(&inbound)).await,
            Verb::Create => Box::pin(activities::create::receive(&inbound)).await,
            Verb::Update => Box::pin(activities::update::receive(&inbound)).await,
            Verb::Delete => Box::pin(activities::delete::receive(&inbound)).await,
            Verb::Like => Box::pin(activities::like::receive(&inbound)).await,
            Verb::EmojiReact => Box::pin(activities::emoji_react::receive(&inbound)).await,
            Verb::Dislike => Box::pin(activities::dislike::receive(&inbound)).await,
            Verb::Announce => Box::pin(activities::announce::receive(&inbound)).await,
            Verb::QuoteRequest => Box::pin(activities::quote_request::receive(&inbound)).await,
            Verb::ReplyRequest => Box::pin(activities::reply_request::receive(&inbound)).await,
            Verb::Flag => Box::pin(activities::flag::receive(&inbound)).await,
            Verb::Block => Box::pin(activities::block::receive(&inbound)).await,
            Verb::Move => Box::pin(activities::r#move::receive(&inbound)).await,
            Verb::Add => Box::pin(activities::add::receive(&inbound)).await,
            Verb::Remove => Box::pin(activities::remove::receive(&inbound)).await,
        }
    }
}

/// Notes who says what about what, as far as it can be read.
fn look_at(activity: Object<'_>, glance: &mut TurnedAway) {
    if let Some(actor) = activity.url("actor") {
        (glance.host, glance.actor_uri) = (host_of(&actor), actor.to_string());
    }
    glance.type_ = activity.type_().unwrap_or_default().to_owned();
    glance.activity = activity.id().map(|id| id.to_string());
    // Of an activity about an activity (Undo, Accept) the inner one is named.
    glance.object = activity
        .object("object")
        .and_then(|object| object.id())
        .map(|id| id.to_string());
}

/// Does a Delete or Update concern nothing but the actor and its own objects? Then it cannot concern us without the actor.
fn concerns_itself(activity: Object<'_>, actor: &Url) -> bool {
    let object = activity.object("object").and_then(|object| object.id());
    object.is_none_or(|object| same_host(&object, actor))
}

fn unverified(trouble: KeyTrouble) -> Rejection {
    match trouble {
        KeyTrouble::Fetch(FetchError::Service(error)) => Rejection::Unwritable(error),
        KeyTrouble::TooMany { host, wait_s } => Rejection::TooMany { who: host, wait_s },
        other => Rejection::Unverified(other.to_string()),
    }
}
