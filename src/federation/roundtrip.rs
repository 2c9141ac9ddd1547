//! A message from this server to itself, by the public address: the surest way to see that what others send arrives as they
//! sent it. `houselights doctor --federation` sends it, and the inbox knows it by its type and its author.
//!
//! Everything else that claims to come from this server is refused at the door, and so is this when its signature does not fit
//! our own key.

use crate::env::Response;
use crate::federation::Federation;
use crate::federation::actors::KeyTrouble;
use crate::federation::fetch::FetchError;
use crate::federation::inbox::{Post, Rejection, Taken};
use crate::federation::signatures::{self, ParsedSignature, SignatureScheme};
use crate::federation::vocab::ACTIVITY_JSON_BARE;
use crate::federation::vocab::incoming::Object;
use crate::service::Error;
use crate::service::queues::NewReceived;
use crate::service::received::TurnedAway;
use http::{HeaderMap, HeaderValue, Method, header};
use serde_json::json;
use url::Url;

/// The type of the message: one of ActivityStreams that nobody sends, and that means nothing here from anybody else.
const TYPE: &str = "View";

/// A message that was sent, and what was answered.
#[derive(Debug)]
pub struct Sent {
    /// Its id, under which the inbox writes it down.
    pub id: Url,
    /// What came back.
    pub answer: Response,
}

impl Federation {
    /// Sends a message to the inbox for everybody here, by its public address and the guarded client, signed in that way or not at
    /// all.
    ///
    /// # Errors
    /// [`FetchError`] when there is no answer, or no key to sign with.
    pub async fn send_to_itself(&self, scheme: Option<SignatureScheme>) -> Result<Sent, FetchError> {
        let service = self.service();
        let (urls, now) = (service.urls(), service.env().clock.now());
        let actor = service.instance_actor().await?;
        let id = urls.at(&format!("/actor/round-trips/{}", service.env().ids.next(now)));
        let message = json!({
            "@context": "https://www.w3.org/ns/activitystreams",
            "id": id, "type": TYPE, "actor": actor.uri, "object": actor.uri
        });
        let (inbox, body) = (urls.shared_inbox(), message.to_string());
        let mut headers = HeaderMap::new();
        if let Some(scheme) = scheme {
            let pem = service.signing_key(&actor.id).await?;
            let key = self.keys().signing(&pem.private_pem)?;
            let text = Some(body.as_bytes());
            headers.extend(signatures::sign(
                scheme,
                &key,
                &pem.key_id,
                &Method::POST,
                &inbox,
                text,
                now,
            )?);
        }
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(ACTIVITY_JSON_BARE));
        headers.insert(header::ACCEPT, HeaderValue::from_static(ACTIVITY_JSON_BARE));
        let answer = service.env().net.post(&inbox, headers, body).await?;
        Ok(Sent { id, answer })
    }

    /// GETs a document of this server by its public address, signed by the server itself.
    ///
    /// # Errors
    /// [`FetchError`] when there is no answer, or no key to sign with.
    pub async fn read_itself(&self, url: &Url) -> Result<Response, FetchError> {
        let service = self.service();
        let actor = service.instance_actor().await?;
        let pem = service.signing_key(&actor.id).await?;
        let key = self.keys().signing(&pem.private_pem)?;
        let now = service.env().clock.now();
        let signed = signatures::sign(SignatureScheme::Cavage, &key, &pem.key_id, &Method::GET, url, None, now)?;
        let request = crate::env::GetRequest {
            headers: signed.into_iter().collect(),
            follow_redirects: false,
            ..crate::env::GetRequest::new(url.clone(), ACTIVITY_JSON_BARE)
        };
        Ok(service.env().net.get(&request, None).await?)
    }

    /// Is this the message this server sends to itself, as far as it says so?
    pub(in crate::federation) async fn is_own_message(&self, activity: Object<'_>) -> Result<bool, Error> {
        if activity.type_() != Some(TYPE) {
            return Ok(false);
        }
        Ok(activity.url("actor") == Some(self.service().instance_actor().await?.uri))
    }

    /// Writes the message down, as every other.
    pub(in crate::federation) async fn record_own(
        &self,
        id: &Url,
        glance: &TurnedAway,
        post: Post<'_>,
    ) -> Result<Taken, Rejection> {
        let row = NewReceived {
            uri: id.to_string(),
            actor_uri: glance.actor_uri.clone(),
            host: glance.host.clone(),
            type_: TYPE.to_owned(),
            inbox: post.inbox.to_owned(),
            body: String::from_utf8_lossy(post.body).into_owned(),
            activity_uri: None,
            object_uri: glance.object.clone(),
        };
        let new = self.inner.recorder.record(row).await.map_err(Rejection::Unwritable)?;
        Ok(if new { Taken::Recorded } else { Taken::Again })
    }

    /// Checks that a signature was made with the server's own key, asking nobody.
    pub(in crate::federation) async fn check_own(&self, signature: &ParsedSignature) -> Result<(), KeyTrouble> {
        let actor = self.service().instance_actor().await.map_err(FetchError::Service)?;
        if signature.key_id().as_str() != actor.public_key_id {
            return Err(KeyTrouble::Fetch(FetchError::OurOwn));
        }
        let key = self.keys().verifying(&actor.public_key_pem).map_err(FetchError::from)?;
        Ok(signature.check(&key)?)
    }
}
