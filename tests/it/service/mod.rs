//! Use cases, called as the pages call them, on a real database.

mod accounts;
mod reviews;

use houselights::config::Config;
use houselights::domain::account::Role;
use houselights::env::{Env, NetSettings};
use houselights::service::Service;
use houselights::service::accounts::NewAccount;
use houselights::service::views::Viewer;
use houselights::store::{Options, Store};
use std::sync::Arc;
use tempfile::TempDir;

/// A service on a database of its own, which goes with it.
pub struct Site {
    pub service: Service,
    _folder: TempDir,
}

pub fn site() -> Site {
    let folder = tempfile::tempdir().unwrap();
    let url = format!("sqlite://{}", folder.path().join("test.sqlite").display());
    let store = Store::open(&Options {
        url,
        readers: 2,
        full_sync: false,
    })
    .unwrap();
    let config = Config::with_settings([("server.public_url", "https://films.example")]).unwrap();
    let net = NetSettings {
        allow_private_networks: Vec::new(),
        allow_insecure_http: false,
        request_timeout: std::time::Duration::from_secs(1),
        per_host_concurrency: 2,
        public_url: config.server.public_url.clone(),
    };
    let env = Env::system(&folder.path().join("media"), &net).unwrap();
    Site {
        service: Service::new(store, env, Arc::new(config)),
        _folder: folder,
    }
}

impl Site {
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
