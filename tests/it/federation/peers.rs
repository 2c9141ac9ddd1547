//! Whole servers on loopback, talking to each other over HTTP with real signatures. The workers are stepped by the tests, so
//! that nothing depends on time.

use crate::support::db::{self, Database};
use actix_web::dev::ServerHandle;
use houselights::config::Config;
use houselights::domain::account::Role;
use houselights::domain::comment::Root;
use houselights::domain::id::{ActorId, ReviewId};
use houselights::domain::like::Subject;
use houselights::domain::review::{ReviewInput, SectionInput, SectionKind};
use houselights::env::{Clock, Env, GetRequest, NetSettings, Response};
use houselights::federation::Federation;
use houselights::federation::signatures::{self, BodyDigest, SignatureScheme, SigningKey, cavage};
use houselights::service::Service;
use houselights::service::accounts::NewAccount;
use houselights::service::conversation::Conversation;
use houselights::service::lookup::Found;
use houselights::service::reviews::Intent;
use houselights::service::views::Viewer;
use houselights::worker::{self, Step};
use http::{HeaderMap, Method};
use serde_json::Value;
use std::net::TcpListener;
use std::sync::Arc;
use tempfile::TempDir;
use url::Url;

/// A running server.
pub struct Peer {
    pub service: Service,
    pub federation: Federation,
    pub origin: Url,
    /// Where it listens.
    pub port: u16,
    web: ServerHandle,
    _folder: TempDir,
    /// Goes away last.
    _database: Database,
}

impl Drop for Peer {
    fn drop(&mut self) {
        drop(self.web.stop(false));
    }
}

impl Peer {
    /// Starts a server whose name is 127.0.0.1 and a port of its own, on a SQLite database of its own.
    pub async fn start() -> Self {
        Self::start_on(db::sqlite()).await
    }

    /// [`Peer::start`] on a given database.
    pub async fn start_on(database: Database) -> Self {
        Self::start_with(database, &[]).await
    }

    /// [`Peer::start_on`] with settings of its own.
    pub async fn start_with(database: Database, settings: &[(&str, &str)]) -> Self {
        Self::start_by(database, settings, Clock::system()).await
    }

    /// [`Peer::start_with`] whose time is in the test's hand.
    pub async fn start_by(database: Database, settings: &[(&str, &str)], clock: Clock) -> Self {
        Self::start_named("127.0.0.1", database, settings, clock).await
    }

    /// [`Peer::start_by`] under another name, which must lead to 127.0.0.1.
    pub async fn start_named(name: &str, database: Database, settings: &[(&str, &str)], clock: Clock) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let port = listener.local_addr().unwrap().port();
        let origin = format!("http://{name}:{port}");
        let usual = [
            ("server.public_url", origin.as_str()),
            ("federation.allow_insecure_http", "true"),
            ("federation.allow_private_networks", "127.0.0.0/8"),
            ("federation.publish_delay", "0"),
            ("federation.request_timeout", "30"),
        ];
        let config = Config::with_settings(usual.into_iter().chain(settings.iter().copied())).unwrap();
        let net = NetSettings {
            allow_private_networks: config.federation.allow_private_networks.clone(),
            allow_insecure_http: true,
            request_timeout: config.federation.request_timeout,
            per_host_concurrency: 2,
            public_url: config.server.public_url.clone(),
        };
        let mut env = Env::system(&folder.path().join("media"), &net).unwrap();
        env.clock = clock;
        let service = Service::new(database.store.clone(), env, Arc::new(config));
        let federation = Federation::new(service.clone());
        service.set_lookup(Arc::new(federation.clone()));
        let web = houselights::http::server(service.clone(), federation.clone(), listener, 1).unwrap();
        let handle = web.handle();
        tokio::spawn(web);
        Self {
            service,
            federation,
            origin: Url::parse(&origin).unwrap(),
            port,
            web: handle,
            _folder: folder,
            _database: database,
        }
    }

    /// The address of its database.
    pub fn database_url(&self) -> &str {
        &self._database.options.url
    }

    pub async fn person(&self, handle: &str) -> Viewer {
        self.account(handle, Role::Reviewer).await
    }

    /// Whoever runs the server.
    pub async fn owner(&self, handle: &str) -> Viewer {
        self.account(handle, Role::Owner).await
    }

    async fn account(&self, handle: &str, role: Role) -> Viewer {
        let new = NewAccount {
            handle: handle.to_owned(),
            name: format!("{} of {}", handle.to_uppercase(), self.service.urls().host()),
            email: format!("{handle}@mail.example"),
            password: format!("password of {handle}"),
        };
        self.service.add_account(new, role).await.unwrap();
        self.service.viewer_of(handle).await.unwrap()
    }

    /// Publishes a review of a film and gives back its identifier.
    pub async fn publish(&self, by: &Viewer, film: &str) -> ReviewId {
        self.save(by, None, film, "Nothing happens, and it is lovely.").await
    }

    pub async fn edit(&self, by: &Viewer, id: &ReviewId, film: &str, take: &str) {
        self.save(by, Some(id.clone()), film, take).await;
    }

    async fn save(&self, by: &Viewer, id: Option<ReviewId>, film: &str, take: &str) -> ReviewId {
        let input = ReviewInput {
            film: film.to_owned(),
            year: "1962".to_owned(),
            language: "en".to_owned(),
            teaser: "A platform, a clock, a wait.".to_owned(),
            tags: vec!["trains".to_owned()],
            sections: vec![SectionInput {
                kind: SectionKind::Take,
                label: String::new(),
                source: take.to_owned(),
            }],
            ..ReviewInput::default()
        };
        self.service
            .save_review(by, id.as_ref(), &input, Intent::Publish)
            .await
            .unwrap()
            .id
    }

    /// Looks somebody up by handle, as the search box does.
    pub async fn find(&self, handle: &str) -> ActorId {
        self.service.lookup().unwrap().actor(handle).await.unwrap()
    }

    /// Looks up a text by its address, as the search box does.
    pub async fn read(&self, address: &Url) -> Subject {
        match self.service.lookup().unwrap().object(address).await.unwrap() {
            Found::Subject(subject) => subject,
            Found::Actor(_) => panic!("{address} is a person"),
        }
    }

    pub async fn follow(&self, by: &Viewer, handle: &str) {
        let id = self.find(handle).await;
        self.service.follow(by, &id).await.unwrap();
    }

    pub async fn conversation(&self, root: &Root) -> Conversation {
        self.service.conversation(root, None).await.unwrap()
    }

    pub fn handle(&self, name: &str) -> String {
        format!("@{name}@{}", self.service.urls().host())
    }

    /// The personal inbox of somebody here.
    pub fn inbox_of(&self, handle: &str) -> String {
        self.service.urls().actor_part(handle, "inbox").to_string()
    }

    /// Asks this server for something, as another program does.
    pub async fn get(&self, path: &str, accept: &str) -> Response {
        let request = GetRequest {
            follow_redirects: false,
            ..GetRequest::new(self.origin.join(path).unwrap(), accept)
        };
        self.service.env().net.get(&request, None).await.unwrap()
    }

    /// Sends any JSON to an inbox, signed by somebody of this server.
    pub async fn send(&self, by: &Viewer, inbox: &Url, body: &Value) -> u16 {
        self.send_bytes(by, inbox, body.to_string().into_bytes(), |headers| headers)
            .await
    }

    /// [`Peer::send`] with the signed headers changed on the way.
    pub async fn send_bytes(
        &self,
        by: &Viewer,
        inbox: &Url,
        body: Vec<u8>,
        change: impl FnOnce(HeaderMap) -> HeaderMap,
    ) -> u16 {
        let pem = self.service.signing_key(&by.actor.id).await.unwrap();
        let key = SigningKey::from_pem(&pem.private_pem).unwrap();
        let (digest, now) = (BodyDigest::of(&body), self.service.env().clock.now());
        let mut headers: HeaderMap = cavage::sign(&key, &pem.key_id, &Method::POST, inbox, Some(&digest), now)
            .unwrap()
            .into_iter()
            .collect();
        headers.insert("content-type", "application/activity+json".parse().unwrap());
        let net = &self.service.env().net;
        net.post(inbox, change(headers), body).await.unwrap().status.as_u16()
    }

    /// As [`Peer::get`], signed as the instance actor of `by`, which must be another server.
    pub async fn get_signed_by(&self, by: &Peer, path: &str, scheme: SignatureScheme) -> Response {
        let actor = by.service.instance_actor().await.unwrap();
        let pem = by.service.signing_key(&actor.id).await.unwrap();
        let key = SigningKey::from_pem(&pem.private_pem).unwrap();
        let (url, now) = (self.origin.join(path).unwrap(), by.service.env().clock.now());
        let signed = signatures::sign(scheme, &key, &pem.key_id, &Method::GET, &url, None, now).unwrap();
        let request = GetRequest {
            headers: signed.into_iter().collect(),
            follow_redirects: false,
            ..GetRequest::new(url, "application/activity+json")
        };
        by.service.env().net.get(&request, None).await.unwrap()
    }

    pub async fn document(&self, path: &str) -> Value {
        let response = self.get(path, "application/activity+json").await;
        assert_eq!(response.status, 200, "{path}");
        assert_eq!(
            response.content_type(),
            Some("application/activity+json; charset=utf-8"),
            "{path}"
        );
        serde_json::from_slice(&response.body).unwrap()
    }
}

/// What servers are started on: a fresh database of one kind each time.
#[derive(Clone, Copy)]
pub struct Ground(fn() -> Option<Database>);

impl Ground {
    /// SQLite, and PostgreSQL where there is one.
    pub fn all() -> Vec<Self> {
        let postgres = Self(db::postgres);
        let there = std::env::var_os("HOUSELIGHTS_TEST_POSTGRES_URL").is_some();
        [Some(Self(|| Some(db::sqlite()))), there.then_some(postgres)]
            .into_iter()
            .flatten()
            .collect()
    }

    /// One kind, where it makes no difference which.
    pub fn any() -> Self {
        Self(|| Some(db::sqlite()))
    }

    /// A database of this kind.
    pub fn database(self) -> Database {
        (self.0)().unwrap()
    }

    pub async fn peer(self) -> Peer {
        self.peer_with(&[]).await
    }

    pub async fn peer_with(self, settings: &[(&str, &str)]) -> Peer {
        Peer::start_with(self.database(), settings).await
    }
}

/// Lets all servers work until none has anything to do.
pub async fn settle(peers: &[&Peer]) {
    loop {
        let mut worked = false;
        for peer in peers {
            worked |= worker::drain(&peer.federation).await.unwrap() == Step::Worked;
        }
        if !worked {
            return;
        }
    }
}
