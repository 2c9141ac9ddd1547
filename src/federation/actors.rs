//! Who is who: actors of other servers by id. The keys that sign for them are next door, in `actors/keys.rs`.

mod keys;

pub(in crate::federation) use keys::{Directory, KeyTrouble};

use crate::domain::actor::Actor;
use crate::federation::Federation;
use crate::federation::fetch::{Budget, FetchError, Fetched};
use crate::federation::objects::actor::from_person;
use crate::service::Error;
use crate::service::remote::{RemoteActor, Validators};
use chrono::TimeDelta;
use url::Url;

/// How old a copy of an actor may be before it is fetched again.
const STALE: TimeDelta = TimeDelta::hours(24);

impl Federation {
    /// The actor with that id: known and fresh, or fetched and stored.
    ///
    /// # Errors
    /// [`FetchError`]; a stale copy is better than none when its server does not answer.
    pub async fn actor(&self, uri: &Url, budget: &Budget) -> Result<Actor, FetchError> {
        let known = self.service().actor_by_uri(uri).await?;
        if self.service().urls().is_local(uri) {
            return known.ok_or(FetchError::OurOwn);
        }
        let now = self.service().env().clock.now();
        match known {
            Some(actor) if actor.fetched_at.is_some_and(|at| now - at < STALE) => Ok(actor),
            Some(actor) => match self.refresh_actor(&actor, budget).await {
                Ok(fresh) => Ok(fresh),
                // A spent budget says nothing about the actor.
                Err(error) if error.is_transient() || matches!(error, FetchError::Budget) => Ok(actor),
                Err(error) => Err(error),
            },
            None => self.fetch_actor(uri, budget).await,
        }
    }

    /// Fetches and stores the actor at `uri`, whatever is known.
    ///
    /// # Errors
    /// [`FetchError`].
    pub async fn fetch_actor(&self, uri: &Url, budget: &Budget) -> Result<Actor, FetchError> {
        let fetched = self.fetch_if_changed(uri, &Validators::default(), budget).await?;
        let fetched = fetched.ok_or(FetchError::Misfit("its server answered 304 to a first question"))?;
        self.take_in_actor(&fetched).await
    }

    /// Asks the server of a known actor whether its document has changed, and stores what is new.
    ///
    /// # Errors
    /// [`FetchError`].
    pub async fn refresh_actor(&self, actor: &Actor, budget: &Budget) -> Result<Actor, FetchError> {
        let known = self.service().actor_validators(&actor.id).await?;
        match self.fetch_if_changed(&actor.uri, &known, budget).await? {
            Some(fetched) => self.take_in_actor(&fetched).await,
            None => {
                self.service().actor_unchanged(&actor.id).await?;
                Ok(actor.clone())
            }
        }
    }

    async fn take_in_actor(&self, fetched: &Fetched) -> Result<Actor, FetchError> {
        let object = fetched.document.object();
        let actor = self.store_actor(from_person(object, None)?).await?;
        self.service()
            .set_actor_validators(&actor.id, fetched.validators.clone())
            .await?;
        self.remember_keys(object, &actor);
        Ok(actor)
    }

    /// Stores what an actor's document says. A handle on another host than the id, which WebFinger proved before, stays.
    pub(in crate::federation) async fn store_actor(&self, mut remote: RemoteActor) -> Result<Actor, FetchError> {
        if let Some(host) = self
            .service()
            .actor_by_uri(&remote.uri)
            .await?
            .and_then(|known| known.host)
        {
            remote.host = host;
        }
        self.upsert(remote).await
    }

    /// Stores what an actor's document says, with the host of its handle as given.
    pub(in crate::federation) async fn upsert(&self, remote: RemoteActor) -> Result<Actor, FetchError> {
        let uri = remote.uri.clone();
        let stored = self.service().upsert_actor(remote).await;
        // Whatever was known of its keys counts no more: one of them may have been taken back.
        self.inner.directory.changed(&uri);
        stored.map_err(|error| match error {
            Error::Gone => FetchError::Gone(uri),
            Error::Forbidden => FetchError::OurOwn,
            other => other.into(),
        })
    }

    /// Forgets an actor's keys: it is gone.
    pub(in crate::federation) fn forget_keys(&self, actor: &Url) {
        self.inner.directory.changed(actor);
    }
}
