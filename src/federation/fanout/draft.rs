//! Putting an activity together, from who and what to the row that is recorded.

use crate::domain::actor::Actor;
use crate::domain::id::{ActivityId, ActorId};
use crate::federation::vocab::outgoing::{Activity, timestamp};
use crate::service::outgoing::NewActivity;
use crate::service::{Error, Service};
use crate::urls::{Local, Urls};
use serde::Serialize;
use url::Url;

/// The `object` of an activity that speaks of a Follow, a Like or an Announce.
#[derive(Serialize)]
pub(super) struct Inner {
    pub(super) id: String,
    #[serde(rename = "type")]
    pub(super) kind: &'static str,
    pub(super) actor: Url,
    pub(super) object: Url,
}

/// An activity that is being put together.
pub(super) struct Draft {
    id: ActivityId,
    uri: String,
    verb: &'static str,
    by: ActorId,
    actor: Url,
    published: String,
    urls: Urls,
    object: String,
    to: Vec<String>,
    cc: Vec<String>,
    result: Option<Url>,
    target: Option<Url>,
    content: Option<String>,
}

impl Draft {
    pub(super) fn new(service: &Service, verb: &'static str, by: &Actor) -> Self {
        let now = service.env().clock.now();
        let id = ActivityId::new(service.env().ids.next(now));
        Self {
            uri: service.urls().activity(&id).to_string(),
            id,
            verb,
            by: by.id.clone(),
            actor: by.uri.clone(),
            published: timestamp(now),
            urls: service.urls().clone(),
            object: String::new(),
            to: Vec::new(),
            cc: Vec::new(),
            result: None,
            target: None,
            content: None,
        }
    }

    /// Says what came of what is accepted.
    pub(super) fn resulting(mut self, result: Url) -> Self {
        self.result = Some(result);
        self
    }

    /// Gives it the id that was promised when the change was recorded.
    pub(super) fn called(mut self, uri: &str) -> Self {
        let promised = Url::parse(uri).ok().and_then(|uri| self.urls.parse(&uri));
        if let Some(Local::Activity(id)) = promised {
            self.id = id;
        }
        uri.clone_into(&mut self.uri);
        self
    }

    pub(super) fn about(mut self, object: Url, to: Vec<String>, cc: Vec<String>) -> Self {
        self.object = object.into();
        (self.to, self.cc) = (to, cc);
        self
    }

    pub(super) fn towards(mut self, target: Url) -> Self {
        self.target = Some(target);
        self
    }

    /// Says something in words, as a Flag does.
    pub(super) fn saying(mut self, words: String) -> Self {
        self.content = Some(words).filter(|words| !words.is_empty());
        self
    }

    pub(super) fn record<T: Serialize, D: Serialize>(
        self,
        subject: String,
        public: bool,
        mut inboxes: Vec<Url>,
        wrap: impl FnOnce(Activity<T>) -> D,
        object: T,
    ) -> Result<NewActivity, Error> {
        let activity = Activity {
            id: self.uri,
            kind: self.verb,
            actor: self.actor,
            published: Some(self.published),
            to: self.to,
            cc: self.cc,
            object,
            result: self.result,
            target: self.target,
            content: self.content,
        };
        let json = serde_json::to_string(&wrap(activity)).map_err(|error| Error::Internal(error.to_string()))?;
        inboxes.sort();
        inboxes.dedup();
        Ok(NewActivity {
            id: self.id,
            actor_id: self.by,
            type_: self.verb.to_owned(),
            object_uri: self.object,
            subject,
            public,
            json,
            inboxes,
        })
    }
}
