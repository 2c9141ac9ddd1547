//! Use cases, called as the pages call them, on a real database.

mod accounts;
pub mod catalogues;
mod essays;
mod feeds;
pub mod films;
mod leaving;
mod lists;
mod record;
mod reviews;
mod scales;
mod schedules;
mod search;
mod second_factors;
mod sessions;
mod showings;
mod themes;

use crate::support::db::{self, Database};
use houselights::config::Config;
use houselights::domain::account::Role;
use houselights::domain::session::Browser;
use houselights::env::{Clock, Env, Mailer, NetSettings};
use houselights::service::accounts::NewAccount;
use houselights::service::sessions::{Entered, Origin, SignedIn};
use houselights::service::views::Viewer;
use houselights::service::{Error, Service};
use std::sync::Arc;
use tempfile::TempDir;

/// A service on a database of its own, which goes with it.
pub struct Site {
    pub service: Service,
    pub database: Database,
    _media: TempDir,
}

/// An empty site on SQLite, for tests of what stands above the store.
pub fn site() -> Site {
    site_on(db::sqlite())
}

/// An empty site on each database there is to test on.
pub fn sites() -> Vec<Site> {
    let databases = [Some(db::sqlite()), db::postgres()];
    databases.into_iter().flatten().map(site_on).collect()
}

/// The same with some settings, on a clock of the test's; it may ask servers on this machine.
pub fn sites_with(settings: &[(&str, String)], clock: Option<&Clock>) -> Vec<Site> {
    let databases = [Some(db::sqlite()), db::postgres()];
    let site = |database| site_of(database, settings, clock);
    databases.into_iter().flatten().map(site).collect()
}

fn site_on(database: Database) -> Site {
    site_of(database, &[], None)
}

fn site_of(database: Database, settings: &[(&str, String)], clock: Option<&Clock>) -> Site {
    let media = tempfile::tempdir().unwrap();
    let given = settings.iter().map(|(key, value)| (*key, value.as_str()));
    let config = Config::with_settings(
        [("server.public_url", "https://films.example")]
            .into_iter()
            .chain(given),
    )
    .unwrap();
    let is_open = !settings.is_empty();
    let net = NetSettings {
        allow_private_networks: is_open.then(|| "127.0.0.0/8".parse().unwrap()).into_iter().collect(),
        allow_insecure_http: is_open,
        // Long enough for a machine with much to do: no test waits for it to run out.
        request_timeout: std::time::Duration::from_secs(if is_open { 30 } else { 1 }),
        per_host_concurrency: 2,
        public_url: config.server.public_url.clone(),
    };
    let mut env = Env::system(media.path(), &net).unwrap();
    if let Some(settings) = config.mail_settings() {
        env.mail = Mailer::new(settings).unwrap();
    }
    if let Some(clock) = clock {
        env.clock = clock.clone();
    }
    Site {
        service: Service::new(database.store.clone(), env, Arc::new(config)),
        database,
        _media: media,
    }
}

impl Site {
    pub fn store(&self) -> &houselights::store::Store {
        &self.database.store
    }

    pub fn is_postgres(&self) -> bool {
        self.database.is_postgres()
    }

    pub async fn person(&self, handle: &str, role: Role) -> Viewer {
        let new = NewAccount {
            handle: handle.to_owned(),
            name: handle.to_uppercase(),
            email: format!("{handle}@mail.example"),
            password: format!("password of {handle}"),
        };
        self.service.add_account(new, role).await.unwrap();
        self.service.viewer_of(handle).await.unwrap()
    }

    /// Signs in with nothing but a password.
    pub async fn sign_in(&self, login: &str, password: &str) -> Result<SignedIn, Error> {
        match self.service.sign_in(login, password, &origin()).await? {
            Entered::In(session) => Ok(session),
            Entered::CodeNeeded { .. } => panic!("{login} was asked for a code"),
        }
    }
}

/// A browser on this machine.
pub fn origin() -> Origin {
    Origin {
        address: std::net::IpAddr::V4(std::net::Ipv4Addr::LOCALHOST),
        browser: Browser::of("Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"),
    }
}
