//! Databases of their own on the PostgreSQL server that `HOUSELIGHTS_TEST_POSTGRES_URL` names.

use diesel::connection::SimpleConnection;
use diesel::{Connection, PgConnection};
use std::sync::atomic::{AtomicU32, Ordering};

/// A database that is dropped when it goes out of scope.
pub struct FreshPostgres {
    admin: String,
    name: String,
    /// For `database.url`.
    pub url: String,
}

static COUNT: AtomicU32 = AtomicU32::new(0);

impl FreshPostgres {
    /// A new, empty database; `None`, with a notice, when no server is given.
    pub fn make() -> Option<Self> {
        #[expect(clippy::disallowed_methods, reason = "the switch that turns PostgreSQL tests on")]
        let Ok(admin) = std::env::var("HOUSELIGHTS_TEST_POSTGRES_URL") else {
            eprintln!("skipped: HOUSELIGHTS_TEST_POSTGRES_URL is not set");
            return None;
        };
        let name = format!(
            "hl_process_{}_{}",
            std::process::id(),
            COUNT.fetch_add(1, Ordering::Relaxed)
        );
        let mut conn = PgConnection::establish(&admin).unwrap();
        conn.batch_execute(&format!("CREATE DATABASE {name}")).unwrap();
        let mut url = url::Url::parse(&admin).unwrap();
        url.set_path(&name);
        Some(Self {
            admin,
            name,
            url: url.into(),
        })
    }
}

impl Drop for FreshPostgres {
    fn drop(&mut self) {
        if let Ok(mut conn) = PgConnection::establish(&self.admin) {
            conn.batch_execute(&format!("DROP DATABASE IF EXISTS {} WITH (FORCE)", self.name))
                .ok();
        }
    }
}
