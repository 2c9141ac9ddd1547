//! A database of its own for each test, of both kinds.

use diesel::connection::SimpleConnection;
use diesel::{Connection, PgConnection};
use houselights::store::{Options, Store};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use tempfile::TempDir;

/// A database that goes away with the test.
pub struct Database {
    /// `sqlite` or `postgres`, for messages.
    pub kind: &'static str,
    /// How to open it.
    pub options: Options,
    /// It, open and migrated.
    pub store: Store,
    guard: Arc<Guard>,
}

impl Database {
    /// The same database as another process would open it.
    pub fn open_again(&self) -> Store {
        Store::open(&self.options).unwrap()
    }

    /// True for PostgreSQL.
    pub fn is_postgres(&self) -> bool {
        self.kind == "postgres"
    }
}

enum Guard {
    Folder(#[expect(dead_code, reason = "it is deleted when it is dropped")] TempDir),
    Postgres { admin: String, name: String },
}

impl Drop for Guard {
    fn drop(&mut self) {
        if let Self::Postgres { admin, name } = self
            && let Ok(mut conn) = PgConnection::establish(admin)
        {
            conn.batch_execute(&format!("DROP DATABASE IF EXISTS {name} WITH (FORCE)"))
                .ok();
        }
    }
}

fn options(url: String) -> Options {
    Options {
        url,
        readers: 4,
        full_sync: false,
    }
}

pub fn sqlite() -> Database {
    let folder = tempfile::tempdir().unwrap();
    let options = options(format!("sqlite://{}", folder.path().join("test.sqlite").display()));
    Database {
        kind: "sqlite",
        store: Store::open(&options).unwrap(),
        options,
        guard: Arc::new(Guard::Folder(folder)),
    }
}

/// The server to test on: `HOUSELIGHTS_TEST_POSTGRES_URL`, whose user may create databases.
pub fn postgres() -> Option<Database> {
    static COUNT: AtomicUsize = AtomicUsize::new(0);
    let Some(admin) = std::env::var_os("HOUSELIGHTS_TEST_POSTGRES_URL") else {
        eprintln!("HOUSELIGHTS_TEST_POSTGRES_URL is not set: tested on SQLite only");
        return None;
    };
    let admin = admin.into_string().unwrap();
    let number = COUNT.fetch_add(1, Ordering::Relaxed);
    let name = format!("houselights_test_{}_{number}", std::process::id());
    let mut conn = PgConnection::establish(&admin).expect("HOUSELIGHTS_TEST_POSTGRES_URL must name a running server");
    conn.batch_execute(&format!("DROP DATABASE IF EXISTS {name} WITH (FORCE)"))
        .unwrap();
    conn.batch_execute(&format!("CREATE DATABASE {name}")).unwrap();
    let guard = Guard::Postgres {
        admin: admin.clone(),
        name: name.clone(),
    };
    let (server, _) = admin.rsplit_once('/').unwrap();
    let options = options(format!("{server}/{name}"));
    Some(Database {
        kind: "postgres",
        store: Store::open(&options).unwrap(),
        options,
        guard: Arc::new(guard),
    })
}

/// Runs one test body on each database there is.
pub async fn for_each_database<F, Fut>(test: F)
where
    F: Fn(Database) -> Fut,
    Fut: Future<Output = ()>,
{
    for database in [Some(sqlite()), postgres()].into_iter().flatten() {
        eprintln!("on {}", database.kind);
        // A test that moves only the store into its future would drop the rest of the database, and with it the database.
        let _guard = database.guard.clone();
        test(database).await;
    }
}
