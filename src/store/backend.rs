//! The two databases behind one type: pools, PRAGMAs, transactions and migrations.

use super::writer::Line;
use diesel::connection::{
    AnsiTransactionManager, Connection as _, InstrumentationEvent, SimpleConnection, TransactionManager,
};
use diesel::pg::PgConnection;
use diesel::prelude::*;
use diesel::r2d2::{ManageConnection, Pool, R2D2Connection};
use diesel::sqlite::SqliteConnection;
use diesel_migrations::{EmbeddedMigrations, MigrationHarness, embed_migrations};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::time::Duration;

const SQLITE_MIGRATIONS: EmbeddedMigrations = embed_migrations!("migrations/sqlite");
const POSTGRES_MIGRATIONS: EmbeddedMigrations = embed_migrations!("migrations/postgres");
/// Key of the advisory lock under which one process at a time migrates PostgreSQL.
const MIGRATION_LOCK: i64 = 0x686f_7573;

/// A connection to either database.
#[derive(diesel::MultiConnection)]
pub enum Conn {
    /// Embedded.
    Sqlite(SqliteConnection),
    /// Server.
    Postgres(PgConnection),
}

/// Expands one body for both backends, for what does not compile on the enum (`ON CONFLICT`, batch inserts).
macro_rules! on_each_backend {
    ($conn:expr, |$c:ident| $body:expr) => {
        match $conn {
            $crate::store::backend::Conn::Sqlite($c) => $body,
            $crate::store::backend::Conn::Postgres($c) => $body,
        }
    };
}
pub(in crate::store) use on_each_backend;

/// What can go wrong in the store. The text is for the log, never for a page.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// The database said no.
    #[error("database: {0}")]
    Database(#[from] diesel::result::Error),
    /// No connection could be had.
    #[error("no database connection: {0}")]
    Pool(String),
    /// A row does not read as what it should be.
    #[error("the row {table} {id} holds a bad value in {column}")]
    BadRow {
        /// Table name.
        table: &'static str,
        /// Primary key.
        id: String,
        /// Column name.
        column: &'static str,
    },
    /// The database could not be opened.
    #[error("{0}")]
    Open(String),
    /// A blocking task was cancelled.
    #[error("the database task was cancelled")]
    Cancelled,
}

impl StoreError {
    /// True when a unique value was taken by somebody else.
    pub fn is_unique_violation(&self) -> bool {
        matches!(
            self,
            Self::Database(diesel::result::Error::DatabaseError(
                diesel::result::DatabaseErrorKind::UniqueViolation,
                _
            ))
        )
    }

    /// True when the database cannot be written now: full disk, read-only file, locked by another program.
    pub fn is_unwritable(&self) -> bool {
        let text = self.to_string();
        [
            "readonly",
            "read-only",
            "disk is full",
            "database is locked",
            "No space left",
            "disk I/O",
        ]
        .iter()
        .any(|needle| text.contains(needle))
    }
}

/// How to open the database.
#[derive(Clone, Debug)]
pub struct Options {
    /// `sqlite://path` or `postgres://…`.
    pub url: String,
    /// Connections for reading.
    pub readers: u32,
    /// SQLite: `true` makes every commit survive a power cut (`synchronous = FULL`).
    pub full_sync: bool,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Target {
    Sqlite { path: String },
    Postgres { url: String },
}

#[derive(Clone, Debug)]
pub(in crate::store) struct Manager {
    target: Target,
    full_sync: bool,
    read_only: bool,
    closing: Arc<AtomicBool>,
    statements: Arc<AtomicU64>,
}

impl Manager {
    fn open(&self) -> Result<Conn, StoreError> {
        let mut conn = self.connect_and_prepare()?;
        let statements = Arc::clone(&self.statements);
        let count = move |event: InstrumentationEvent<'_>| {
            if matches!(event, InstrumentationEvent::StartQuery { .. }) {
                statements.fetch_add(1, Ordering::Relaxed);
            }
        };
        match &mut conn {
            Conn::Sqlite(c) => c.set_instrumentation(count),
            Conn::Postgres(c) => c.set_instrumentation(count),
        }
        Ok(conn)
    }

    fn connect_and_prepare(&self) -> Result<Conn, StoreError> {
        match &self.target {
            Target::Sqlite { path } => {
                let mut conn = SqliteConnection::establish(path)
                    .map_err(|e| StoreError::Open(format!("cannot open the SQLite file {path}: {e}")))?;
                let sync = if self.full_sync { "FULL" } else { "NORMAL" };
                // busy_timeout first: switching to WAL takes a lock that another process may hold at this moment.
                let pragmas = format!(
                    "PRAGMA busy_timeout = 5000; PRAGMA journal_mode = WAL; PRAGMA synchronous = {sync}; \
                     PRAGMA foreign_keys = ON; PRAGMA cache_size = -4000; PRAGMA temp_store = MEMORY;{}",
                    if self.read_only { " PRAGMA query_only = ON;" } else { "" }
                );
                conn.batch_execute(&pragmas)
                    .map_err(|e| StoreError::Open(format!("cannot use the SQLite file {path}: {e}")))?;
                Ok(Conn::Sqlite(conn))
            }
            Target::Postgres { url } => {
                let mut conn = PgConnection::establish(url)
                    .map_err(|e| StoreError::Open(format!("cannot connect to PostgreSQL: {e}")))?;
                // Every query here is short: compiling one takes longer than running it.
                conn.batch_execute("SET TIME ZONE 'UTC'; SET client_min_messages = warning; SET jit = off;")?;
                Ok(Conn::Postgres(conn))
            }
        }
    }
}

impl ManageConnection for Manager {
    type Connection = Conn;
    type Error = StoreError;

    fn connect(&self) -> Result<Conn, StoreError> {
        if self.closing.load(Ordering::Acquire) {
            return Err(StoreError::Cancelled);
        }
        self.open()
    }

    fn is_valid(&self, conn: &mut Conn) -> Result<(), StoreError> {
        conn.batch_execute("SELECT 1").map_err(StoreError::from)
    }

    /// A connection that comes back while the database is being closed counts as broken: the pool then lets go of it.
    fn has_broken(&self, conn: &mut Conn) -> bool {
        let broken = match conn {
            Conn::Sqlite(c) => c.is_broken(),
            Conn::Postgres(c) => c.is_broken(),
        };
        broken || self.closing.load(Ordering::Acquire)
    }
}

/// The open database. Cheap to clone.
#[derive(Clone)]
pub struct Store {
    pub(in crate::store) readers: Pool<Manager>,
    pub(in crate::store) writers: Pool<Manager>,
    pub(in crate::store) read_slots: Arc<tokio::sync::Semaphore>,
    pub(in crate::store) write_slots: Arc<tokio::sync::Semaphore>,
    pub(in crate::store) line: Arc<Line>,
    closing: Arc<AtomicBool>,
    statements: Arc<AtomicU64>,
    sqlite: bool,
}

fn parse_url(url: &str) -> Result<Target, StoreError> {
    if let Some(path) = url.strip_prefix("sqlite://") {
        return Ok(Target::Sqlite { path: path.to_owned() });
    }
    if url.starts_with("postgres://") || url.starts_with("postgresql://") {
        return Ok(Target::Postgres { url: url.to_owned() });
    }
    Err(StoreError::Open(
        "database.url must begin with sqlite:// or postgres://".to_owned(),
    ))
}

fn make_folder(path: &str) -> Result<(), StoreError> {
    match std::path::Path::new(path).parent() {
        Some(folder) if !folder.as_os_str().is_empty() => std::fs::create_dir_all(folder).map_err(|e| {
            StoreError::Open(format!(
                "cannot create the folder {} for the database: {e}",
                folder.display()
            ))
        }),
        _ => Ok(()),
    }
}

fn pool(manager: Manager, size: u32) -> Result<Pool<Manager>, StoreError> {
    // The first connection is opened by hand, since r2d2 would retry for its whole timeout and hide the reason.
    drop(manager.open()?);
    Pool::builder()
        .max_size(size)
        .min_idle(Some(1))
        .test_on_check_out(false)
        .connection_timeout(Duration::from_secs(10))
        .error_handler(Box::new(super::closing::Report))
        .build(manager)
        .map_err(|e| StoreError::Pool(e.to_string()))
}

/// SQLite admits one writer; on PostgreSQL several transactions may run side by side.
const POSTGRES_WRITERS: u32 = 8;

impl Store {
    /// Opens the database, creating the SQLite file (and its folder) where it is missing, and migrates it to this version.
    /// Blocking: call it before the server runs.
    pub fn open(options: &Options) -> Result<Self, StoreError> {
        let store = Self::open_unmigrated(options)?;
        store.migrate()?;
        Ok(store)
    }

    /// Opens the database as it is.
    pub fn open_unmigrated(options: &Options) -> Result<Self, StoreError> {
        let target = parse_url(&options.url)?;
        let sqlite = match &target {
            Target::Sqlite { path } => {
                make_folder(path)?;
                true
            }
            Target::Postgres { .. } => false,
        };
        let (closing, statements) = (Arc::new(AtomicBool::new(false)), Arc::new(AtomicU64::new(0)));
        let writer = Manager {
            target,
            full_sync: options.full_sync,
            read_only: false,
            closing: Arc::clone(&closing),
            statements: Arc::clone(&statements),
        };
        let reader = Manager {
            read_only: true,
            ..writer.clone()
        };
        let writer_count = if sqlite { 1 } else { POSTGRES_WRITERS };
        Ok(Self {
            writers: pool(writer, writer_count)?,
            readers: pool(reader, options.readers.max(1))?,
            read_slots: Arc::new(tokio::sync::Semaphore::new(options.readers.max(1) as usize)),
            write_slots: Arc::new(tokio::sync::Semaphore::new(writer_count as usize)),
            line: Arc::default(),
            closing,
            statements,
            sqlite,
        })
    }

    /// From now on no connection is made, and each one that comes back is closed.
    pub(in crate::store) fn stop_connecting(&self) {
        self.closing.store(true, Ordering::Release);
    }

    pub(in crate::store) fn is_sqlite(&self) -> bool {
        self.sqlite
    }

    /// Statements sent to the database by this process since it was opened: what a page costs is the difference.
    pub fn statements(&self) -> u64 {
        self.statements.load(Ordering::Relaxed)
    }

    /// `sqlite` or `postgres`.
    pub fn backend_name(&self) -> &'static str {
        if self.sqlite { "sqlite" } else { "postgres" }
    }

    fn migrate(&self) -> Result<(), StoreError> {
        self.with_writer(|conn| {
            let failed =
                |e: Box<dyn std::error::Error + Send + Sync>| StoreError::Open(format!("migration failed: {e}"));
            match conn {
                Conn::Sqlite(c) => {
                    // Two processes may start on one file at the same time: whoever comes second waits here. The write
                    // (of a number nobody reads) finds a read-only file now; opening and locking one succeeds.
                    c.batch_execute("BEGIN EXCLUSIVE; PRAGMA user_version = 1; COMMIT;")?;
                    c.run_pending_migrations(SQLITE_MIGRATIONS).map(drop).map_err(failed)
                }
                Conn::Postgres(c) => {
                    c.batch_execute(&format!("SELECT pg_advisory_lock({MIGRATION_LOCK})"))?;
                    let done = c.run_pending_migrations(POSTGRES_MIGRATIONS).map(drop).map_err(failed);
                    c.batch_execute(&format!("SELECT pg_advisory_unlock({MIGRATION_LOCK})"))?;
                    done
                }
            }
        })
    }

    /// Reverts every migration. Only for tests of the migrations and for `admin` commands that ask first.
    pub fn revert_all(&self) -> Result<(), StoreError> {
        self.with_writer(|conn| {
            let failed = |e: Box<dyn std::error::Error + Send + Sync>| StoreError::Open(format!("revert failed: {e}"));
            match conn {
                Conn::Sqlite(c) => c.revert_all_migrations(SQLITE_MIGRATIONS).map(drop).map_err(failed),
                Conn::Postgres(c) => c.revert_all_migrations(POSTGRES_MIGRATIONS).map(drop).map_err(failed),
            }
        })
    }

    /// Applies every pending migration again, after `revert_all`.
    pub fn migrate_again(&self) -> Result<(), StoreError> {
        self.migrate()
    }

    pub(in crate::store) fn with_writer<T>(
        &self,
        run: impl FnOnce(&mut Conn) -> Result<T, StoreError>,
    ) -> Result<T, StoreError> {
        let mut conn = self.writers.get().map_err(|e| StoreError::Pool(e.to_string()))?;
        run(&mut conn)
    }

    /// Runs a look-up by key. On SQLite that takes some microseconds, less than changing threads twice, so it is done at
    /// once where a connection is free; elsewhere as [`Store::read`].
    pub async fn look<T, E, F>(&self, run: F) -> Result<T, E>
    where
        F: FnOnce(&mut Conn) -> Result<T, E> + Send + 'static,
        T: Send + 'static,
        E: From<StoreError> + Send + 'static,
    {
        if self.sqlite
            && !self.closing.load(Ordering::Acquire)
            && let Some(mut conn) = self.readers.try_get()
        {
            return run(&mut conn);
        }
        self.read(run).await
    }

    /// Runs `run` on a reading connection, on a blocking thread.
    pub async fn read<T, E, F>(&self, run: F) -> Result<T, E>
    where
        F: FnOnce(&mut Conn) -> Result<T, E> + Send + 'static,
        T: Send + 'static,
        E: From<StoreError> + Send + 'static,
    {
        let permit = Arc::clone(&self.read_slots)
            .acquire_owned()
            .await
            .map_err(|_| StoreError::Cancelled)?;
        let pool = self.readers.clone();
        tokio::task::spawn_blocking(move || {
            let _permit = permit;
            let mut conn = pool.get().map_err(|e| StoreError::Pool(e.to_string()))?;
            run(&mut conn)
        })
        .await
        .map_err(|_| StoreError::Cancelled)?
    }
}

pub(in crate::store) fn transaction<T, E>(conn: &mut Conn, run: impl FnOnce(&mut Conn) -> Result<T, E>) -> Result<T, E>
where
    E: From<StoreError>,
{
    begin(conn)?;
    match run(conn) {
        Ok(value) => {
            if let Err(e) = commit(conn) {
                // A failed COMMIT (full disk, lost connection) leaves the transaction open.
                rollback(conn).ok();
                return Err(E::from(e));
            }
            Ok(value)
        }
        Err(e) => {
            rollback(conn)?;
            Err(e)
        }
    }
}

pub(in crate::store) fn begin(conn: &mut Conn) -> Result<(), StoreError> {
    match conn {
        Conn::Sqlite(c) => AnsiTransactionManager::begin_transaction_sql(c, "BEGIN IMMEDIATE")?,
        Conn::Postgres(c) => AnsiTransactionManager::begin_transaction(c)?,
    }
    Ok(())
}

pub(in crate::store) fn commit(conn: &mut Conn) -> Result<(), StoreError> {
    on_each_backend!(conn, |c| AnsiTransactionManager::commit_transaction(c)).map_err(StoreError::from)
}

pub(in crate::store) fn rollback(conn: &mut Conn) -> Result<(), StoreError> {
    let done = on_each_backend!(conn, |c| AnsiTransactionManager::rollback_transaction(c));
    match done {
        // SQLite rolls back by itself after some errors (a full disk among them); there is nothing left to roll back then.
        Err(diesel::result::Error::NotInTransaction) => Ok(()),
        other => other.map_err(StoreError::from),
    }
}
