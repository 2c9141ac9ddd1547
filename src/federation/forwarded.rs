//! What somebody passes on for somebody else (inbox forwarding). Whoever signed it is not who is said to have done it, so it is
//! a hint and nothing more: of its body only the addresses are read, and the server of each address is asked what is there.

use crate::domain::actor::Actor;
use crate::domain::like::ReactionKind;
use crate::federation::Federation;
use crate::federation::activities::{
    Failure, Inbound, Readable, emoji_react, like, readable, undo, unreadable, update,
};
use crate::federation::fetch::{Budget, FetchError};
use crate::federation::inbox::Verb;
use crate::federation::vocab::incoming::{Object, same_host};
use crate::service::remote::Outcome;
use url::Url;

/// Whether a type can be passed on: what it says can then be asked of the object's own server. Nobody can vouch for the rest.
pub(in crate::federation) fn can_be_asked(kind: &str) -> bool {
    matches!(
        Verb::parse(kind),
        Some(Verb::Create | Verb::Update | Verb::Delete | Verb::Announce)
    )
}

/// What a hint is recorded under: not the activity's own id, or a stranger's forgery would keep the real one out.
pub(in crate::federation) fn record_key(signer: &Url, id: &Url) -> String {
    format!("forwarded:{signer} {id}")
}

/// Follows what a group announces of its members: hints like any other, except that votes and their end have nothing but
/// themselves, so the activity is asked for. Few servers give it out; then nothing is known.
///
/// # Errors
/// [`Failure`] when it may work later.
pub(in crate::federation) async fn follow_announced(
    federation: &Federation,
    activity: Object<'_>,
    budget: &Budget,
) -> Result<Outcome, Failure> {
    let Some(verb) = activity.type_().and_then(Verb::parse) else {
        return Ok(Outcome::Ignored("unknown type"));
    };
    match verb {
        Verb::Create | Verb::Update | Verb::Delete => federation.follow_hint(verb, activity, budget).await,
        Verb::Like | Verb::EmojiReact | Verb::Undo => federation.perhaps_said(verb, activity, budget).await,
        Verb::Dislike => Ok(Outcome::Ignored("dislikes are not counted")),
        _ => Ok(Outcome::Ignored("announced activity")),
    }
}

impl Federation {
    /// Carries out what the origin of an activity says it is, as if its actor had sent it.
    async fn perhaps_said(&self, verb: Verb, activity: Object<'_>, budget: &Budget) -> Result<Outcome, Failure> {
        let (Some(actor), Some(id)) = (activity.url("actor"), activity.id()) else {
            return Ok(Outcome::Refused("unreadable"));
        };
        if !same_host(&id, &actor) {
            return Ok(Outcome::Refused("its server does not say so"));
        }
        // Most of what a group announces is about what is not here: then nobody need be asked.
        if let Some(object) = activity.url("object").filter(|_| verb != Verb::Undo)
            && self.service().resolve(&object).await?.is_none()
        {
            return Ok(Outcome::Ignored("unknown object"));
        }
        let document = match self.fetch(&id, budget).await {
            Ok(document) => document,
            Err(error) => return unreadable(error),
        };
        let said = document.object();
        if said.type_() != Some(verb.as_str()) || said.url("actor").as_ref() != Some(&actor) {
            return Ok(Outcome::Refused("its server does not say so"));
        }
        let by = match self.actor(&actor, budget).await {
            Ok(by) => by,
            Err(error) => return unreadable(error),
        };
        let inbound = Inbound {
            federation: self,
            actor: &by,
            activity: said,
            uri: id.as_str(),
            inbox: "",
            budget,
            // A hint waits for nothing.
            attempts: i32::MAX,
        };
        match verb {
            Verb::Like => like::receive(&inbound).await,
            Verb::EmojiReact => emoji_react::receive(&inbound).await,
            _ => undo::receive(&inbound).await,
        }
    }

    /// Follows a hint.
    ///
    /// # Errors
    /// [`Failure`] when it may work later.
    pub(in crate::federation) async fn follow_hint(
        &self,
        verb: Verb,
        activity: Object<'_>,
        budget: &Budget,
    ) -> Result<Outcome, Failure> {
        let (Some(actor), Some(id)) = (activity.url("actor"), activity.id()) else {
            return Ok(Outcome::Refused("unreadable"));
        };
        let Some(object) = activity.object("object").and_then(|object| object.id()) else {
            return Ok(Outcome::Refused("no object"));
        };
        let itself = object == actor;
        match verb {
            Verb::Create => self.perhaps_created(&object, budget).await,
            Verb::Update if itself => self.perhaps_renewed(&actor, budget).await,
            Verb::Update => self.perhaps_updated(&object, budget).await,
            Verb::Delete if itself => self.perhaps_left(&actor, budget).await,
            Verb::Delete => self.perhaps_deleted(&object, budget).await,
            Verb::Announce => self.perhaps_boosted(&id, &actor, &object, budget).await,
            Verb::Follow
            | Verb::Undo
            | Verb::Accept
            | Verb::Reject
            | Verb::Like
            | Verb::EmojiReact
            | Verb::Dislike
            | Verb::QuoteRequest
            | Verb::ReplyRequest
            | Verb::Flag
            | Verb::Block
            | Verb::Move
            | Verb::Add
            | Verb::Remove => Ok(Outcome::Refused("speaks for somebody else")),
        }
    }

    async fn perhaps_created(&self, object: &Url, budget: &Budget) -> Result<Outcome, Failure> {
        if self.service().resolve(object).await?.is_some() {
            return Ok(Outcome::Ignored("known already"));
        }
        match readable(self.note(object, budget).await)? {
            Readable::Note(note) if note.audience.is_public() => self.take_in(*note, budget).await,
            Readable::Note(_) => Ok(Outcome::Ignored("private")),
            Readable::Not(outcome) => Ok(outcome),
        }
    }

    async fn perhaps_updated(&self, object: &Url, budget: &Budget) -> Result<Outcome, Failure> {
        if self.author_of(object).await?.is_none() {
            // The Create may have been lost, or be on its way.
            return self.perhaps_created(object, budget).await;
        }
        match readable(self.note(object, budget).await)? {
            Readable::Note(note) => update::edited(self, *note).await,
            Readable::Not(outcome) => Ok(outcome),
        }
    }

    /// Who wrote something that is kept here, as a comment, a post or a mention.
    async fn author_of(&self, object: &Url) -> Result<Option<Actor>, Failure> {
        Ok(match self.service().resolve(object).await? {
            Some(known) => Some(known.author),
            None => self.service().author_of_mention(object).await?,
        })
    }

    async fn perhaps_renewed(&self, actor: &Url, budget: &Budget) -> Result<Outcome, Failure> {
        if self.service().actor_by_uri(actor).await?.is_none() {
            return Ok(Outcome::Ignored("unknown actor"));
        }
        update::renew(self, actor, budget).await
    }

    /// Only an object that its own server does not have any more was deleted.
    async fn perhaps_deleted(&self, object: &Url, budget: &Budget) -> Result<Outcome, Failure> {
        let Some(author) = self.author_of(object).await? else {
            return Ok(Outcome::Ignored("unknown object"));
        };
        match self.fetch(object, budget).await {
            Ok(_) => Ok(Outcome::Ignored("its server still has it")),
            Err(FetchError::Gone(_) | FetchError::NotFound(_)) => {
                Ok(self.service().object_deleted(&author, object).await?)
            }
            Err(error) => unreadable(error),
        }
    }

    /// A 404 may be a server in disorder, and an actor's texts do not come back: only a 410 ends an actor.
    async fn perhaps_left(&self, actor: &Url, budget: &Budget) -> Result<Outcome, Failure> {
        let Some(known) = self.service().actor_by_uri(actor).await? else {
            return Ok(Outcome::Ignored("unknown actor"));
        };
        match self.fetch(actor, budget).await {
            Ok(_) => Ok(Outcome::Ignored("its server still has it")),
            Err(FetchError::Gone(_)) => {
                self.forget_keys(&known.uri);
                Ok(self.service().actor_deleted(actor).await?)
            }
            Err(error) => unreadable(error),
        }
    }

    /// A boost has nothing but itself, so the Announce is asked for.
    async fn perhaps_boosted(&self, id: &Url, actor: &Url, object: &Url, budget: &Budget) -> Result<Outcome, Failure> {
        let service = self.service();
        if service.resolve(object).await?.is_none() {
            return Ok(Outcome::Ignored("unknown object"));
        }
        let document = match self.fetch(id, budget).await {
            Ok(document) => document,
            Err(error) => return unreadable(error),
        };
        let announce = document.object();
        let as_said = announce.type_() == Some(Verb::Announce.as_str())
            && announce.url("actor").as_ref() == Some(actor)
            && announce.url("object").as_ref() == Some(object)
            && same_host(id, actor);
        if !as_said {
            return Ok(Outcome::Refused("its server does not say so"));
        }
        let by = match self.actor(actor, budget).await {
            Ok(by) => by,
            Err(error) => return unreadable(error),
        };
        Ok(service
            .reaction_received(&by, ReactionKind::Boost, object, id.as_str())
            .await?)
    }
}
