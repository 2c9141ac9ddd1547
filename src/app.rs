//! Composition root: puts store, services, federation, workers and the web server together, runs them, and stops them in
//! order.

use crate::config::{Config, DatabaseUrl};
use crate::env::{Env, EnvError, MailSettings, Mailer, NetSettings};
use crate::federation::Federation;
use crate::service::Service;
use crate::store::{Options, Store, StoreError};
use std::future::Future;
use std::io;
use std::net::{SocketAddr, TcpListener};
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::watch;

/// How long requests and workers may take to finish once the server was asked to stop.
const GRACE: Duration = Duration::from_secs(10);
/// Connections that wait to be accepted.
const BACKLOG: u32 = 1024;

/// Why a server does not start. The messages name the setting and say what to do.
#[derive(Debug, thiserror::Error)]
pub enum StartError {
    /// The database cannot be opened.
    #[error("{0}")]
    Database(String),
    /// Media folder or network.
    #[error("{0}")]
    Env(#[from] EnvError),
    /// The address cannot be listened on.
    #[error("{0}")]
    Bind(String),
    /// A use case that runs at the start failed.
    #[error("the server cannot prepare its database: {0}")]
    Prepare(#[from] crate::service::Error),
    /// The web server could not run.
    #[error("the web server stopped: {0}")]
    Web(#[source] io::Error),
}

impl Config {
    /// What the outbound client needs to know.
    #[must_use]
    pub fn net_settings(&self) -> NetSettings {
        NetSettings {
            public_url: self.server.public_url.clone(),
            allow_private_networks: self.federation.allow_private_networks.clone(),
            allow_insecure_http: self.federation.allow_insecure_http,
            per_host_concurrency: self.federation.per_host_concurrency,
            request_timeout: self.federation.request_timeout,
        }
    }
}

impl Config {
    /// What the mailer needs to know; `None` when no mail is sent.
    #[must_use]
    pub fn mail_settings(&self) -> Option<MailSettings> {
        let mail = &self.mail;
        let name = Some(mail.from_name.trim()).filter(|name| !name.is_empty());
        (!mail.host.is_empty()).then(|| MailSettings {
            host: mail.host.clone(),
            port: mail.port,
            tls: mail.tls,
            plain_networks: mail.plain_networks.clone(),
            username: mail.username.clone(),
            password: mail.password.text().to_owned(),
            from: mail.from.clone(),
            from_name: name.unwrap_or(&self.site.name).to_owned(),
            hello: self.server.public_url.host_str().unwrap_or("localhost").to_owned(),
        })
    }
}

/// A house with its furniture in it, before the doors are opened.
#[derive(Clone)]
pub struct App {
    service: Service,
    federation: Federation,
}

/// A server that runs. Dropping it leaves it running until its runtime ends; [`Running::stop`] ends it in order.
pub struct Running {
    address: SocketAddr,
    service: Service,
    web: actix_web::dev::ServerHandle,
    server: tokio::task::JoinHandle<io::Result<()>>,
    workers: tokio::task::JoinHandle<()>,
    stopping: watch::Sender<bool>,
}

/// Opens what a server stands on and wires it together. Nothing is listened on and no worker runs yet.
///
/// # Errors
/// [`StartError`].
pub async fn build(config: Config, env: Env) -> Result<App, StartError> {
    let store = open_store(&config).await?;
    let config = Arc::new(config);
    let service = Service::new(store, env, Arc::clone(&config));
    let federation = Federation::new(service.clone());
    service.set_lookup(Arc::new(federation.clone()));
    Ok(App { service, federation })
}

/// [`build`] with the real world around it.
///
/// # Errors
/// [`StartError`].
pub async fn build_in_the_world(config: Config) -> Result<App, StartError> {
    let mut env = Env::system(&config.media.path, &config.net_settings())?;
    if let Some(settings) = config.mail_settings() {
        env.mail = Mailer::new(settings).map_err(EnvError::Mail)?;
    }
    build(config, env).await
}

async fn open_store(config: &Config) -> Result<Store, StartError> {
    let (url, shown) = match &config.database.url {
        DatabaseUrl::Sqlite(path) => (format!("sqlite://{}", path.display()), config.database.url.to_string()),
        DatabaseUrl::Postgres(url) => (url.to_string(), config.database.url.to_string()),
    };
    let options = Options {
        url,
        readers: config.database_readers(),
        full_sync: config.database.synchronous == crate::config::Synchronous::Full,
    };
    let opened = tokio::task::spawn_blocking(move || Store::open(&options)).await;
    opened
        .map_err(|_| StoreError::Cancelled)
        .and_then(|store| store)
        .map_err(|error| StartError::Database(database_message(&shown, &error)))
}

fn database_message(url: &str, error: &StoreError) -> String {
    let text = error.to_string();
    let advice = if text.contains("locked") {
        "another program holds a lock on it. Stop that program, or wait until it is done, and start again"
    } else if text.contains("readonly") || text.contains("read-only") {
        "the file or its folder is read-only. Give the account that runs Houselights the right to write there"
    } else if text.contains("not a database") {
        "the file is something else than a database. Name another file, or restore a backup"
    } else if text.contains("unable to open") || text.contains("cannot create") {
        "check that the folder exists and that the account that runs Houselights may write there"
    } else if text.contains("full") || text.contains("No space") {
        "the disk is full. Make room and start again"
    } else if url.starts_with("postgres") {
        "check that PostgreSQL runs there and that user, password and database name are right"
    } else {
        "see the reason above"
    };
    format!("database.url {url} cannot be used: {text}\n  What to do: {advice}.")
}

impl App {
    /// The use cases.
    #[must_use]
    pub fn service(&self) -> &Service {
        &self.service
    }

    /// What talks to other servers, as for draining the queues in a test.
    #[must_use]
    pub fn federation(&self) -> &Federation {
        &self.federation
    }

    /// Listens on `server.bind`, then starts web server and workers.
    ///
    /// # Errors
    /// [`StartError::Bind`] when the address is taken or not ours.
    pub async fn start(self) -> Result<Running, StartError> {
        let bind = self.service.config().server.bind;
        let listener = listen(bind)?;
        self.start_on(listener).await
    }

    /// [`App::start`] on a socket that the caller bound.
    ///
    /// # Errors
    /// [`StartError::Web`].
    pub async fn start_on(self, listener: TcpListener) -> Result<Running, StartError> {
        // Every GET that leaves the house is signed with its key, so it is made before the first one can.
        self.service.instance_actor().await?;
        let address = listener.local_addr().map_err(StartError::Web)?;
        let threads = self.service.config().web_workers();
        let server = crate::http::server(self.service.clone(), self.federation.clone(), listener, threads)
            .map_err(StartError::Web)?;
        let web = server.handle();
        let server = tokio::spawn(server);
        let (stopping, stop) = watch::channel(false);
        let workers = tokio::spawn(crate::worker::run(self.federation, stop));
        Ok(Running {
            address,
            service: self.service,
            web,
            server,
            workers,
            stopping,
        })
    }
}

impl Running {
    /// Where it listens.
    #[must_use]
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// The use cases.
    #[must_use]
    pub fn service(&self) -> &Service {
        &self.service
    }

    /// Runs until `stop` is ready or the web server fails, then stops in order.
    ///
    /// # Errors
    /// [`StartError::Web`] when the web server failed.
    pub async fn until(mut self, stop: impl Future<Output = ()>) -> Result<(), StartError> {
        let ended = tokio::select! {
            () = stop => None,
            ended = &mut self.server => Some(ended),
        };
        match ended {
            None => {
                self.stop().await;
                Ok(())
            }
            Some(ended) => {
                self.stopping.send(true).ok();
                tokio::time::timeout(GRACE, self.workers).await.ok();
                self.service.close().await;
                ended
                    .map_err(io::Error::other)
                    .and_then(|ended| ended)
                    .map_err(StartError::Web)
            }
        }
    }

    /// Stops accepting, lets requests under way finish, lets each worker finish its step, for at most ten seconds; then lets
    /// go of the database.
    pub async fn stop(self) {
        self.stopping.send(true).ok();
        // Both at once: neither waits for the other.
        let ended = async { tokio::join!(self.web.stop(true), self.workers) };
        if tokio::time::timeout(GRACE, ended).await.is_err() {
            tracing::warn!(
                "some requests or deliveries were not done after ten seconds; they are tried again at the next start"
            );
        }
        self.service.close().await;
    }
}

fn listen(bind: SocketAddr) -> Result<TcpListener, StartError> {
    let failed = |error: io::Error| {
        let advice = match error.kind() {
            io::ErrorKind::AddrInUse => {
                "another program listens there already. Stop it, or choose another port with server.bind (or HOUSELIGHTS__SERVER__BIND)"
            }
            io::ErrorKind::AddrNotAvailable => "this machine does not have that address. Change server.bind",
            io::ErrorKind::PermissionDenied => {
                "ports below 1024 need special rights. Choose a higher port with server.bind and let a reverse proxy listen on 443"
            }
            _ => "change server.bind",
        };
        StartError::Bind(format!("server.bind {bind} cannot be listened on ({error}): {advice}."))
    };
    let socket = if bind.is_ipv4() {
        tokio::net::TcpSocket::new_v4()
    } else {
        tokio::net::TcpSocket::new_v6()
    };
    let socket = socket.map_err(failed)?;
    // So that a restart need not wait for connections of the last run to time out.
    socket.set_reuseaddr(true).map_err(failed)?;
    socket.bind(bind).map_err(failed)?;
    socket
        .listen(BACKLOG)
        .and_then(tokio::net::TcpListener::into_std)
        .map_err(failed)
}

/// Ready when the process is asked to stop: SIGINT (Ctrl-C) or SIGTERM.
///
/// # Errors
/// When the system gives no signal handlers.
pub fn stop_signal() -> io::Result<impl Future<Output = ()>> {
    use tokio::signal::unix::{SignalKind, signal};
    let (mut interrupt, mut terminate) = (signal(SignalKind::interrupt())?, signal(SignalKind::terminate())?);
    Ok(async move {
        tokio::select! {
            _ = interrupt.recv() => {}
            _ = terminate.recv() => {}
        }
    })
}
