//! A site with people here and elsewhere, for tests of the conversation: no network, and time moves only when told.

use super::db::Database;
use chrono::{DateTime, TimeDelta, TimeZone, Utc};
use houselights::config::Config;
use houselights::domain::account::{Account, Role};
use houselights::domain::actor::{Actor, ActorKind};
use houselights::domain::comment::{Audience, Root};
use houselights::domain::id::{AccountId, ActorId, ReviewId};
use houselights::domain::job::JobPayload;
use houselights::domain::like::Subject;
use houselights::domain::review::{ReviewInput, SectionInput, SectionKind};
use houselights::domain::text::{SafeHtml, sanitize};
use houselights::env::{Clock, Env, NetSettings};
use houselights::service::Service;
use houselights::service::conversation::Conversation;
use houselights::service::queues::Job;
use houselights::service::remote::{NoteReceived, Outcome, RemoteActor};
use houselights::service::reviews::Intent;
use houselights::service::views::Viewer;
use houselights::store::{Store, StoreError, actors};
use std::sync::Arc;
use tempfile::TempDir;
use url::Url;

pub struct World {
    pub service: Service,
    pub clock: Clock,
    /// Goes away last.
    pub database: Database,
    _media: TempDir,
}

pub fn url(text: &str) -> Url {
    Url::parse(text).unwrap()
}

pub fn start() -> DateTime<Utc> {
    Utc.with_ymd_and_hms(2026, 11, 22, 20, 0, 0).unwrap()
}

fn service_on(store: Store, clock: Clock, media: &TempDir) -> Service {
    let config = Config::with_settings([
        ("server.public_url", "https://films.example"),
        ("federation.publish_delay", "0"),
    ])
    .unwrap();
    let net = NetSettings {
        allow_private_networks: Vec::new(),
        allow_insecure_http: false,
        request_timeout: std::time::Duration::from_secs(1),
        per_host_concurrency: 2,
        public_url: config.server.public_url.clone(),
    };
    let mut env = Env::system(media.path(), &net).unwrap();
    env.clock = clock;
    Service::new(store, env, Arc::new(config))
}

impl World {
    pub fn on(database: Database) -> Self {
        let (clock, media) = (Clock::manual(start()), tempfile::tempdir().unwrap());
        Self {
            service: service_on(database.store.clone(), clock.clone(), &media),
            clock,
            database,
            _media: media,
        }
    }

    /// A second process on the same database.
    pub fn second(&self) -> Service {
        service_on(self.database.open_again(), self.clock.clone(), &self._media)
    }

    pub fn pass(&self, time: TimeDelta) {
        self.clock.advance(time);
    }

    /// Somebody of this site, without an account in the database: nobody signs in here.
    pub async fn person(&self, handle: &str, role: Role) -> Viewer {
        local_person(&self.service, &self.database.store, handle, role).await
    }

    /// Somebody elsewhere.
    pub async fn stranger(&self, handle: &str, host: &str) -> Actor {
        self.service.upsert_actor(stranger(handle, host)).await.unwrap()
    }

    pub async fn publish(&self, author: &Viewer, film: &str) -> ReviewId {
        let input = ReviewInput {
            film: film.to_owned(),
            year: "1974".to_owned(),
            language: "en".to_owned(),
            sections: vec![SectionInput {
                kind: SectionKind::Take,
                label: String::new(),
                source: "Slow, and worth it.".to_owned(),
            }],
            ..ReviewInput::default()
        };
        let saved = self.service.save_review(author, None, &input, Intent::Publish).await;
        saved.unwrap().id
    }

    pub fn note(&self, author: &Actor, name: &str, answers: &Url) -> NoteReceived {
        let uri = author.uri.join(&format!("/notes/{name}")).unwrap();
        NoteReceived {
            url: uri.clone(),
            uri,
            author: author.clone(),
            in_reply_to: Some(answers.clone()),
            html: sanitize::remote_html(&format!("<p>{name}</p>"), None),
            summary: None,
            language: Some("en".to_owned()),
            audience: Audience::Public,
            published_at: self.clock.now(),
            edited_at: None,
            mentions: Vec::new(),
            kind: "Note".to_owned(),
            name: String::new(),
            image: None,
            links: Vec::new(),
            quotes: Vec::new(),
            films: Vec::new(),
            is_review: true,
        }
    }

    /// What the inbox does with a reply.
    pub async fn reply(&self, note: NoteReceived) -> Outcome {
        let parent = note.in_reply_to.clone().unwrap();
        let resolved = self.service.resolve(&parent).await.unwrap();
        match resolved {
            Some(parent) => self.service.comment_received(note, parent).await.unwrap(),
            None => Outcome::Ignored("unknown parent"),
        }
    }

    pub async fn conversation(&self, review: &ReviewId) -> Conversation {
        let root = Root::Review(review.clone());
        self.service.conversation(&root, None).await.unwrap()
    }

    /// Texts of the conversation, indented, as a visitor reads them.
    pub async fn thread(&self, review: &ReviewId) -> Vec<String> {
        let conversation = self.conversation(review).await;
        let line = |comment: &houselights::service::conversation::CommentView| {
            let text = houselights::domain::text::plain::from_html(comment.html.as_str());
            format!("{}{text}", "-".repeat(comment.depth))
        };
        conversation.comments.iter().map(line).collect()
    }

    /// Takes every job that is due and finishes it; gives back what they were.
    pub async fn take_jobs(&self) -> Vec<JobPayload> {
        let mut all = Vec::new();
        loop {
            let jobs: Vec<Job> = self.service.claim_jobs(100).await.unwrap();
            if jobs.is_empty() {
                return all;
            }
            for job in jobs {
                self.service.finish_job(&job.id).await.unwrap();
                all.push(job.payload);
            }
        }
    }

    /// Runs a closure on the database.
    pub async fn store<T, F>(&self, run: F) -> T
    where
        T: Send + 'static,
        F: FnOnce(&mut houselights::store::Conn) -> Result<T, StoreError> + Send + 'static,
    {
        self.database.store.write(run).await.unwrap()
    }
}

/// Somebody of a site, without an account in its database.
pub async fn local_person(service: &Service, store: &Store, handle: &str, role: Role) -> Viewer {
    let (urls, now) = (service.urls(), service.env().clock.now());
    let actor = Actor {
        id: ActorId::new(format!("local-{handle}")),
        uri: urls.actor(handle),
        handle: handle.to_owned(),
        host: None,
        kind: ActorKind::Person,
        name: handle.to_uppercase(),
        summary_source: String::new(),
        summary: SafeHtml::default(),
        url: urls.profile(handle),
        inbox: urls.actor_part(handle, "inbox"),
        shared_inbox: Some(urls.shared_inbox()),
        followers_url: Some(urls.actor_part(handle, "followers")),
        public_key_id: urls.actor_key(handle),
        public_key_pem: "public".to_owned(),
        avatar_url: None,
        avatar_media: None,
        manually_approves: false,
        discoverable: true,
        indexable: true,
        created_at: now,
        updated_at: now,
        fetched_at: None,
        deleted_at: None,
    };
    let (stored, id) = (actor.clone(), actor.id.clone());
    let added = store.write(move |c| {
        actors::insert(c, &stored)?;
        actors::insert_key(c, &id, "private", now)
    });
    added.await.unwrap();
    Viewer {
        account: Account {
            id: AccountId::new(format!("account-{handle}")),
            actor_id: actor.id.clone(),
            email: None,
            role,
            created_at: now,
            time_zone: None,
        },
        actor,
    }
}

pub fn subject(review: &ReviewId) -> Subject {
    Subject::Review(review.clone())
}

pub fn stranger(handle: &str, host: &str) -> RemoteActor {
    let at = |path: &str| url(&format!("https://{host}{path}"));
    RemoteActor {
        uri: at(&format!("/users/{handle}")),
        handle: handle.to_owned(),
        host: host.to_owned(),
        kind: ActorKind::Person,
        name: handle.to_uppercase(),
        summary: SafeHtml::default(),
        url: at(&format!("/@{handle}")),
        inbox: at(&format!("/users/{handle}/inbox")),
        shared_inbox: Some(at("/inbox")),
        followers_url: Some(at(&format!("/users/{handle}/followers"))),
        public_key_id: format!("https://{host}/users/{handle}#main-key"),
        public_key_pem: "public".to_owned(),
        avatar_url: None,
        manually_approves: false,
        discoverable: true,
        indexable: true,
        born_at: None,
        also_known_as: Vec::new(),
        moved_to: None,
    }
}
