//! Use cases, called as the pages call them, on a real database.

mod accounts;
mod essays;
mod feeds;
pub mod films;
mod lists;
mod record;
mod reviews;
mod scales;
mod search;

use crate::support::db::{self, Database};
use houselights::config::Config;
use houselights::domain::account::Role;
use houselights::env::{Env, NetSettings};
use houselights::service::Service;
use houselights::service::accounts::NewAccount;
use houselights::service::views::Viewer;
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

fn site_on(database: Database) -> Site {
    let media = tempfile::tempdir().unwrap();
    let config = Config::with_settings([("server.public_url", "https://films.example")]).unwrap();
    let net = NetSettings {
        allow_private_networks: Vec::new(),
        allow_insecure_http: false,
        request_timeout: std::time::Duration::from_secs(1),
        per_host_concurrency: 2,
        public_url: config.server.public_url.clone(),
    };
    let env = Env::system(media.path(), &net).unwrap();
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
}
