//! What each activity does here: one file for each type. All of them translate into one use case of the service.

pub mod accept;
pub mod add;
pub mod announce;
pub mod block;
pub mod create;
pub mod delete;
pub mod dislike;
pub mod emoji_react;
pub mod flag;
pub mod follow;
pub mod like;
pub mod r#move;
pub mod quote_request;
pub mod reject;
pub mod remove;
pub mod reply_request;
pub mod undo;
pub mod update;

use crate::domain::actor::Actor;
use crate::federation::Federation;
use crate::federation::fetch::{Budget, FetchError};
use crate::federation::objects::comment::from_note;
use crate::federation::vocab::incoming::{Object, Ref, same_host};
use crate::service::Error;
use crate::service::remote::{NoteReceived, Outcome};
use url::Url;

/// An activity to carry out. Its actor signed it.
pub struct Inbound<'a> {
    /// Everything that talks to other servers.
    pub federation: &'a Federation,
    /// Who did it.
    pub actor: &'a Actor,
    /// What.
    pub activity: Object<'a>,
    /// Its id.
    pub uri: &'a str,
    /// Handle of the personal inbox it came to; empty for the shared one.
    pub inbox: &'a str,
    /// What it may make us fetch.
    pub budget: &'a Budget,
    /// How often it was tried before.
    pub attempts: i32,
}

/// How often an activity waits for what it speaks of, which may be on its way: 20 seconds, a minute, three minutes.
const WAITS: i32 = 3;

/// It did not work now and may work later.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub struct Failure(pub String);

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        Self(error.to_string())
    }
}

/// An object and its author, or the outcome when there is none to be had.
pub(in crate::federation) enum Readable {
    /// A text.
    Note(Box<NoteReceived>),
    /// Nothing to do, or not now.
    Not(Outcome),
}

impl Inbound<'_> {
    /// The text that `object` holds or names. A text in full counts only if its author is the signer; otherwise it is
    /// fetched by its id from its own server, and its author is who that server says.
    pub(in crate::federation) async fn note(&self) -> Result<Readable, Failure> {
        let now = self.federation.service().env().clock.now();
        let Some(reference) = self.activity.object("object") else {
            return Ok(Readable::Not(Outcome::Refused("no object")));
        };
        if let Some(object) = reference.embedded() {
            let by_signer = object.urls("attributedTo").contains(&self.actor.uri);
            let at_home = object.id().is_some_and(|id| same_host(&id, &self.actor.uri));
            if by_signer && at_home {
                return Ok(match from_note(object, self.actor, Some(self.activity), now) {
                    Ok(note) => Readable::Note(Box::new(note)),
                    Err(misfit) => Readable::Not(Outcome::Ignored(misfit.0)),
                });
            }
        }
        match reference.id() {
            Some(id) => readable(self.federation.note(&id, self.budget).await),
            None => Ok(Readable::Not(Outcome::Refused("no object"))),
        }
    }

    /// Waits for what an activity speaks of, when it has not waited long; else the outcome.
    pub(in crate::federation) fn wait_or(&self, outcome: Outcome) -> Result<Outcome, Failure> {
        if self.attempts < WAITS {
            return Err(Failure(format!("{}, perhaps on its way", outcome.reason())));
        }
        Ok(outcome)
    }

    /// The local people an activity and its object are addressed to: named in `to` or `cc`, or owners of the inbox.
    pub(in crate::federation) fn recipients(&self, object: Object<'_>) -> Vec<Url> {
        let urls = self.federation.service().urls();
        let mut out: Vec<Url> = Vec::new();
        if !self.inbox.is_empty() {
            out.push(urls.actor(self.inbox));
        }
        for source in [self.activity, object] {
            for key in ["to", "cc"] {
                out.extend(source.urls(key).into_iter().filter(|url| urls.is_local(url)));
            }
        }
        out.sort();
        out.dedup();
        out
    }
}

/// The object of an activity, where it stands in full.
pub(in crate::federation) fn embedded<'a>(activity: Object<'a>) -> Option<Object<'a>> {
    activity.object("object").as_ref().and_then(Ref::embedded)
}

/// Turns a failed fetch into an outcome, or into a retry where that may help.
pub(in crate::federation) fn readable(fetched: Result<NoteReceived, FetchError>) -> Result<Readable, Failure> {
    match fetched {
        Ok(note) => Ok(Readable::Note(Box::new(note))),
        Err(error) => unreadable(error).map(Readable::Not),
    }
}

/// What becomes of an activity whose object cannot be had: an outcome, or a retry where that may help.
pub(in crate::federation) fn unreadable(error: FetchError) -> Result<Outcome, Failure> {
    match error {
        error if error.is_transient() => Err(Failure(error.to_string())),
        FetchError::OurOwn => Ok(Outcome::Refused("claims an object of this server")),
        FetchError::Gone(_) | FetchError::NotFound(_) => Ok(Outcome::Ignored("object is gone")),
        FetchError::Suspended(_) => Ok(Outcome::Refused("suspended")),
        FetchError::Budget => Ok(Outcome::Ignored("too many fetches")),
        FetchError::Misfit(reason) => Ok(Outcome::Ignored(reason)),
        _ => Ok(Outcome::Refused("object cannot be read")),
    }
}
