//! A consistent copy of the SQLite file while the server goes on writing.

use super::{Conn, Store, StoreError};
use diesel::connection::SimpleConnection;
use std::path::Path;

impl Store {
    /// Copies the database into a new file. Blocking.
    ///
    /// # Errors
    /// `Open` when the file exists already, cannot be written, or the database is PostgreSQL (which has `pg_dump`).
    pub fn copy_to(&self, file: &Path) -> Result<(), StoreError> {
        let shown = file.display();
        if file.exists() {
            return Err(StoreError::Open(format!(
                "{shown} exists already; a backup never overwrites"
            )));
        }
        let path = file
            .to_str()
            .ok_or_else(|| StoreError::Open(format!("{shown} is not UTF-8")))?;
        self.with_writer(|conn| match conn {
            Conn::Sqlite(c) => {
                // VACUUM INTO reads one snapshot, so whatever is committed meanwhile is in it wholly or not at all.
                let quoted = path.replace('\'', "''");
                c.batch_execute(&format!("VACUUM INTO '{quoted}'"))
                    .map_err(|e| StoreError::Open(format!("cannot write {shown}: {e}")))
            }
            Conn::Postgres(_) => Err(StoreError::Open(
                "this database is PostgreSQL: back it up with pg_dump, and copy media.path".to_owned(),
            )),
        })
    }
}
