//! Looking up people and texts of other servers for people here: [`Lookup`] as the service asks for it.

use crate::domain::actor::{Actor, ActorKind, split_handle};
use crate::domain::id::ActorId;
use crate::federation::Federation;
use crate::federation::fetch::{Budget, FetchError};
use crate::federation::objects::actor::from_person;
use crate::federation::vocab::incoming::{host_of, plain_host, web_url};
use crate::federation::webfinger::{Finger, FingerError};
use crate::service::Error;
use crate::service::lookup::{Found, Lookup, LookupError};
use crate::urls::Local;
use async_trait::async_trait;
use url::Url;

#[async_trait]
impl Lookup for Federation {
    async fn actor(&self, query: &str) -> Result<ActorId, LookupError> {
        let query = query.trim();
        if let Some((user, host)) = handle_of(query) {
            return self.actor_by_handle(&user, &host).await;
        }
        let url = web_url(query).ok_or_else(|| {
            LookupError::NotFound(
                "Write an address such as @name@server.example, or the address of a profile.".to_owned(),
            )
        })?;
        match self.object(&url).await? {
            Found::Actor(id) => Ok(id),
            Found::Subject(_) => Err(LookupError::NotFound(
                "There is a text at this address and not a person.".to_owned(),
            )),
        }
    }

    async fn object(&self, uri: &Url) -> Result<Found, LookupError> {
        let service = self.service();
        if let Some(resolved) = service.resolve(uri).await.map_err(|error| ours(&error))? {
            return Ok(Found::Subject(resolved.subject));
        }
        if service.urls().is_local(uri) {
            return match service.urls().parse(uri) {
                Some(Local::Actor(handle)) => self.local(&handle).await.map(Found::Actor),
                _ => Err(LookupError::NotFound("There is nothing at this address.".to_owned())),
            };
        }
        if let Some(actor) = service.actor_by_uri(uri).await.map_err(|error| ours(&error))? {
            return Ok(Found::Actor(actor.id));
        }
        let budget = Budget::for_person();
        let document = self.fetch(uri, &budget).await.map_err(to_lookup)?;
        let object = document.object();
        if object.type_().and_then(ActorKind::parse).is_some() {
            let remote = from_person(object, None).map_err(|misfit| to_lookup(misfit.into()))?;
            let actor = self.store_actor(remote).await.map_err(to_lookup)?;
            return Ok(Found::Actor(actor.id));
        }
        let note = self.note_in(object, &budget).await.map_err(to_lookup)?;
        if !note.audience.is_public() {
            return Err(LookupError::Refused("This text is not public.".to_owned()));
        }
        match self.take_in_wanted(note, &budget).await {
            Ok(Some(subject)) => Ok(Found::Subject(subject)),
            Ok(None) => Err(LookupError::NotFound(
                "This text cannot be shown here: what it answers is private or gone.".to_owned(),
            )),
            Err(failure) => Err(LookupError::Unreachable(format!(
                "The other server did not answer: {failure}."
            ))),
        }
    }

    async fn renewed(&self, uri: &Url) -> Result<ActorId, LookupError> {
        if self.service().urls().is_local(uri) {
            let actor = self.service().actor_by_uri(uri).await.map_err(|error| ours(&error))?;
            return actor
                .map(|actor| actor.id)
                .ok_or_else(|| LookupError::NotFound("Nobody here has that name.".to_owned()));
        }
        let actor = self.fetch_actor(uri, &Budget::new()).await.map_err(to_lookup)?;
        Ok(actor.id)
    }

    async fn subscribe_template(&self, handle: &str) -> Result<String, LookupError> {
        let (user, host) = handle_of(handle)
            .ok_or_else(|| LookupError::NotFound("Write your own address, such as @name@server.example.".to_owned()))?;
        let finger = self.finger(&user, &host).await.map_err(from_finger)?;
        finger.subscribe.ok_or_else(|| {
            LookupError::NotFound(format!(
                "{host} does not say where to follow from. Copy the address and look it up there."
            ))
        })
    }
}

impl Federation {
    async fn local(&self, handle: &str) -> Result<ActorId, LookupError> {
        let actor = self.service().local_actor(handle).await.map_err(|error| ours(&error))?;
        actor
            .map(|actor| actor.id)
            .ok_or_else(|| LookupError::NotFound("Nobody here has that name.".to_owned()))
    }

    /// WebFinger, then the actor, then the way back: the actor must carry the name it was asked for, and where its id is on
    /// another host than its handle, that host must name the same handle. Otherwise anybody could claim anybody's handle.
    async fn actor_by_handle(&self, user: &str, host: &str) -> Result<ActorId, LookupError> {
        if host == self.service().urls().host() {
            return self.local(user).await;
        }
        let mut finger = self.finger(user, host).await.map_err(from_finger)?;
        let (mut user, mut host) = (user.to_owned(), host.to_owned());
        if let Some((subject_user, subject_host)) = finger.subject.clone()
            && !(same_name(&subject_user, &user) && subject_host == host)
        {
            if subject_host == self.service().urls().host() {
                return Err(LookupError::Refused(format!("{host} claims a name of this server.")));
            }
            // An alias: what its real server says counts.
            finger = self.finger(&subject_user, &subject_host).await.map_err(from_finger)?;
            if !names(&finger, &subject_user, &subject_host) {
                return Err(mismatch(&host));
            }
            (user, host) = (subject_user, subject_host);
        }
        let uri = finger
            .actor
            .ok_or_else(|| LookupError::NotFound(format!("{host} does not speak ActivityPub.")))?;
        if self.service().urls().is_local(&uri) {
            return Err(mismatch(&host));
        }
        let actor = self.checked_actor(&uri, &user, &host).await?;
        Ok(actor.id)
    }

    async fn checked_actor(&self, uri: &Url, user: &str, host: &str) -> Result<Actor, LookupError> {
        let document = self.fetch(uri, &Budget::for_person()).await.map_err(to_lookup)?;
        let remote = from_person(document.object(), Some(host)).map_err(|misfit| to_lookup(misfit.into()))?;
        if !same_name(&remote.handle, user) {
            return Err(mismatch(host));
        }
        let home = host_of(&remote.uri);
        if home != host {
            let back = self.finger(&remote.handle, &home).await.map_err(from_finger)?;
            if !names(&back, user, host) {
                return Err(mismatch(host));
            }
        }
        self.upsert(remote).await.map_err(to_lookup)
    }
}

/// User and host of a handle, the host as addresses write it.
fn handle_of(text: &str) -> Option<(String, String)> {
    let (user, host) = split_handle(text)?;
    Some((user, plain_host(&host)?))
}

fn same_name(a: &str, b: &str) -> bool {
    a.to_lowercase() == b.to_lowercase()
}

fn names(finger: &Finger, user: &str, host: &str) -> bool {
    finger
        .subject
        .as_ref()
        .is_some_and(|(u, h)| same_name(u, user) && h == host)
}

fn mismatch(host: &str) -> LookupError {
    LookupError::Refused(format!("{host} gives two different names for the same person."))
}

fn ours(error: &Error) -> LookupError {
    LookupError::Unreachable(error.message())
}

fn from_finger(error: FingerError) -> LookupError {
    match error {
        FingerError::Nobody(_) | FingerError::Unreadable(_) => LookupError::NotFound(format!("Not found: {error}.")),
        FingerError::Suspended(_) => LookupError::Refused(format!("Not asked: {error}.")),
        FingerError::Service(error) => ours(&error),
        FingerError::Net(inner) if inner.is_permanent() => LookupError::Refused(format!("Not taken: {inner}.")),
        other => LookupError::Unreachable(format!("No answer: {other}.")),
    }
}

fn to_lookup(error: FetchError) -> LookupError {
    match error {
        FetchError::Service(error) => ours(&error),
        FetchError::NotFound(_) | FetchError::Gone(_) | FetchError::ContentType { .. } | FetchError::Misfit(_) => {
            LookupError::NotFound(format!("Not found: {error}."))
        }
        FetchError::Suspended(host) => LookupError::Refused(format!("This site does not talk to {host}.")),
        error if error.is_transient() => LookupError::Unreachable(format!("No answer: {error}.")),
        error => LookupError::Refused(format!("Not taken: {error}.")),
    }
}
