//! Keys that sign, and the actor that speaks for the server itself.

use crate::domain::actor::{Actor, ActorKind};
use crate::domain::id::ActorId;
use crate::domain::text::SafeHtml;
use crate::env::keys;
use crate::service::{Error, Service};
use crate::store::actors;
use std::sync::{Arc, PoisonError};

/// A private key of one of our actors, for signing.
pub struct SigningKeyPem {
    /// The id under which others find the public half.
    pub key_id: String,
    /// PKCS#8 PEM.
    pub private_pem: String,
}

impl std::fmt::Debug for SigningKeyPem {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("SigningKeyPem")
            .field("key_id", &self.key_id)
            .finish_non_exhaustive()
    }
}

impl Service {
    /// The key of one of our actors, remembered after its first use.
    ///
    /// # Errors
    /// `NotFound` for an actor without a private key: one of another server.
    pub async fn signing_key(&self, id: &ActorId) -> Result<Arc<SigningKeyPem>, Error> {
        let known = |service: &Self| {
            let keys = service.memory().keys.lock().unwrap_or_else(PoisonError::into_inner);
            keys.get(id).cloned()
        };
        if let Some(key) = known(self) {
            return Ok(key);
        }
        let wanted = id.clone();
        let key = self
            .read(move |c| {
                let actor = actors::by_id(c, &wanted)?.ok_or(Error::NotFound)?;
                let private_pem = actors::private_key(c, &wanted)?.ok_or(Error::NotFound)?;
                Ok(Arc::new(SigningKeyPem {
                    key_id: actor.public_key_id,
                    private_pem,
                }))
            })
            .await?;
        let mut keys = self.memory().keys.lock().unwrap_or_else(PoisonError::into_inner);
        keys.insert(id.clone(), key.clone());
        Ok(key)
    }

    /// The actor that signs for the server itself, made with its key when it is first asked for. Its key stays for good:
    /// other servers keep it.
    pub async fn instance_actor(&self) -> Result<Actor, Error> {
        if let Some(actor) = self.memory().instance.get() {
            return Ok(actor.clone());
        }
        let actor = match self.stored_instance_actor().await? {
            Some(actor) => actor,
            None => match self.make_instance_actor().await {
                Ok(actor) => actor,
                // Another process may have made it at the same moment.
                Err(error) => self.stored_instance_actor().await?.ok_or(error)?,
            },
        };
        Ok(self.memory().instance.get_or_init(|| actor).clone())
    }

    async fn stored_instance_actor(&self) -> Result<Option<Actor>, Error> {
        let uri = self.urls().instance_actor();
        self.read(move |c| Ok(actors::by_uri(c, uri.as_str())?)).await
    }

    async fn make_instance_actor(&self) -> Result<Actor, Error> {
        let pair = tokio::task::spawn_blocking(keys::generate)
            .await
            .map_err(|e| Error::Internal(e.to_string()))?
            .map_err(|e| Error::Internal(e.to_string()))?;
        let (urls, now) = (self.urls(), self.now());
        let actor = Actor {
            id: ActorId::new(self.next_id()),
            uri: urls.instance_actor(),
            // WebFinger must loop: the server's own name is its host, as on Mastodon.
            handle: urls.host().to_owned(),
            host: None,
            kind: ActorKind::Application,
            name: self.config().site.name.clone(),
            summary_source: String::new(),
            summary: SafeHtml::default(),
            url: urls.home(),
            inbox: urls.shared_inbox(),
            shared_inbox: Some(urls.shared_inbox()),
            followers_url: None,
            public_key_id: urls.instance_key(),
            public_key_pem: pair.public_pem,
            avatar_url: None,
            avatar_media: None,
            manually_approves: true,
            discoverable: false,
            indexable: false,
            created_at: now,
            updated_at: now,
            fetched_at: None,
            deleted_at: None,
        };
        let (stored, private_pem) = (actor.clone(), pair.private_pem);
        self.store()
            .write(move |c| {
                actors::insert(c, &stored)?;
                Ok::<_, Error>(actors::insert_key(c, &stored.id, &private_pem, now)?)
            })
            .await?;
        Ok(actor)
    }
}
