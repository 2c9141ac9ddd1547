//! Looking up people and texts of other servers for people here: [`Lookup`] as the service asks for it.

use crate::domain::actor::{Actor, ActorKind, split_handle};
use crate::domain::id::ActorId;
use crate::domain::message::{Arg, Message};
use crate::federation::Federation;
use crate::federation::fetch::{Budget, FETCHES, FetchError};
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
        let url = web_url(query).ok_or_else(|| LookupError::NotFound("error-lookup-address".into()))?;
        match self.object(&url).await? {
            Found::Actor(id) => Ok(id),
            Found::Subject(_) => Err(LookupError::NotFound("error-lookup-text".into())),
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
                _ => Err(LookupError::NotFound("error-lookup-nothing".into())),
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
            return Err(LookupError::Refused("error-lookup-private".into()));
        }
        match self.take_in_wanted(note, &budget).await {
            Ok(Some(subject)) => Ok(Found::Subject(subject)),
            Ok(None) => Err(LookupError::NotFound("error-lookup-unshown".into())),
            Err(failure) => Err(LookupError::Unreachable(because(
                "error-lookup-failed",
                failure.to_string(),
            ))),
        }
    }

    async fn renewed(&self, uri: &Url) -> Result<ActorId, LookupError> {
        if self.service().urls().is_local(uri) {
            let actor = self.service().actor_by_uri(uri).await.map_err(|error| ours(&error))?;
            return actor
                .map(|actor| actor.id)
                .ok_or_else(|| LookupError::NotFound("error-lookup-nobody".into()));
        }
        let actor = self.fetch_actor(uri, &Budget::new()).await.map_err(to_lookup)?;
        Ok(actor.id)
    }

    async fn subscribe_template(&self, handle: &str) -> Result<String, LookupError> {
        let (user, host) = handle_of(handle).ok_or_else(|| LookupError::NotFound("error-lookup-own-address".into()))?;
        let finger = self.finger(&user, &host).await.map_err(from_finger)?;
        finger
            .subscribe
            .ok_or_else(|| LookupError::NotFound(of_host("error-lookup-no-template", &host)))
    }
}

impl Federation {
    async fn local(&self, handle: &str) -> Result<ActorId, LookupError> {
        let actor = self.service().local_actor(handle).await.map_err(|error| ours(&error))?;
        actor
            .map(|actor| actor.id)
            .ok_or_else(|| LookupError::NotFound("error-lookup-nobody".into()))
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
                return Err(LookupError::Refused(of_host("error-lookup-claims", &host)));
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
            .ok_or_else(|| LookupError::NotFound(of_host("error-lookup-no-activitypub", &host)))?;
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
    LookupError::Refused(of_host("error-lookup-two-names", host))
}

fn ours(error: &Error) -> LookupError {
    LookupError::Unreachable(error.message())
}

fn because(key: &'static str, why: impl Into<Arg>) -> Message {
    Message::new(key).with("why", why)
}

fn of_host(key: &'static str, host: &str) -> Message {
    Message::new(key).with("host", host)
}

fn answered(host: &str, status: u16) -> Message {
    // A code is a name and no amount.
    of_host("error-remote-status", host).with("status", status.to_string())
}

fn from_finger(error: FingerError) -> LookupError {
    let missing = |key, host: &str| LookupError::NotFound(because("error-lookup-missing", of_host(key, host)));
    let silent = |why: Message| LookupError::Unreachable(because("error-lookup-silent", why));
    match error {
        FingerError::Nobody(host) => missing("error-remote-nobody", &host),
        FingerError::Unreadable(host) => missing("error-remote-unreadable", &host),
        FingerError::Suspended(host) => LookupError::Refused(because(
            "error-lookup-unasked",
            of_host("error-remote-suspended", &host),
        )),
        FingerError::Service(error) => ours(&error),
        FingerError::Net(inner) if inner.is_permanent() => {
            LookupError::Refused(because("error-lookup-refused", inner.message()))
        }
        FingerError::Net(inner) => silent(inner.message()),
        FingerError::Status { host, status } => silent(answered(&host, status)),
    }
}

fn to_lookup(error: FetchError) -> LookupError {
    match error {
        FetchError::Service(error) => ours(&error),
        FetchError::NotFound(_) | FetchError::Gone(_) | FetchError::ContentType { .. } | FetchError::Misfit(_) => {
            LookupError::NotFound(because("error-lookup-missing", why(&error)))
        }
        FetchError::Suspended(host) => LookupError::Refused(of_host("error-lookup-suspended", &host)),
        error if error.is_transient() => LookupError::Unreachable(because("error-lookup-silent", why(&error))),
        error => LookupError::Refused(because("error-lookup-refused", why(&error))),
    }
}

/// Why a document could not be had, as a part of a sentence. What is wrong with a document itself is said as its author's log
/// would say it.
fn why(error: &FetchError) -> Arg {
    let of_address = |key, address: &Url| Message::new(key).with("address", address.as_str()).into();
    match error {
        FetchError::OurOwn => Message::new("error-remote-own").into(),
        FetchError::Budget => Message::new("error-remote-budget").with("most", FETCHES).into(),
        FetchError::NotFound(address) => of_address("error-remote-nothing", address),
        FetchError::Gone(address) => of_address("error-remote-gone", address),
        FetchError::WrongId(address) => of_address("error-remote-wrong-id", address),
        FetchError::Status { host, status } => answered(host, *status).into(),
        FetchError::ContentType { host, content_type } => of_host("error-remote-content-type", host)
            .with("type", content_type)
            .into(),
        FetchError::Net(inner) => inner.message().into(),
        FetchError::Suspended(_)
        | FetchError::Unreadable { .. }
        | FetchError::Misfit(_)
        | FetchError::OurKey(_)
        | FetchError::Service(_) => error.to_string().into(),
    }
}
