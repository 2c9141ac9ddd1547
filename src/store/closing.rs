//! Letting go of the database. The last connection to a SQLite file that is closed moves what stands in its log into the file
//! and removes the log, so that the file alone can be copied.

use super::backend::{Conn, Manager, Store, StoreError};
use diesel::connection::SimpleConnection;
use diesel::r2d2::{HandleError, Pool};
use std::time::Duration;

/// How long one look waits for a connection to come back.
const LOOK: Duration = Duration::from_millis(100);
/// How many looks there are: a connection that does not come back in five seconds is left to the end of the process.
const LOOKS: u32 = 50;

/// Reports connections that could not be made, but for those that were not wanted any more.
#[derive(Debug)]
pub(in crate::store) struct Report;

impl HandleError<StoreError> for Report {
    fn handle_error(&self, error: StoreError) {
        if !matches!(error, StoreError::Cancelled) {
            tracing::error!(error = %error, "no connection to the database can be made");
        }
    }
}

impl Store {
    /// Closes every connection once what is under way has ended, the writing one last. Whatever begins later is cancelled.
    pub async fn close(&self) -> Result<(), StoreError> {
        self.read_slots.close();
        self.write_slots.close();
        let store = self.clone();
        tokio::task::spawn_blocking(move || {
            store.stop_connecting();
            drain(&store.readers, |_| Ok(()))?;
            drain(&store.writers, checkpoint)
        })
        .await
        .map_err(|_| StoreError::Cancelled)?
    }
}

/// Where another process holds the file too, its log cannot be removed; then at least it is emptied.
fn checkpoint(conn: &mut Conn) -> Result<(), StoreError> {
    match conn {
        Conn::Sqlite(c) => Ok(c.batch_execute("PRAGMA wal_checkpoint(TRUNCATE);")?),
        Conn::Postgres(_) => Ok(()),
    }
}

fn drain(pool: &Pool<Manager>, last: impl Fn(&mut Conn) -> Result<(), StoreError>) -> Result<(), StoreError> {
    for _ in 0..LOOKS {
        if pool.state().connections == 0 {
            return Ok(());
        }
        if let Ok(mut conn) = pool.get_timeout(LOOK) {
            last(&mut conn)?;
        }
    }
    Err(StoreError::Pool("some of the database's work does not end".to_owned()))
}
