//! What the database knows of its own contents, by which it chooses how to look things up.

use super::{Conn, StoreError};
use diesel::connection::SimpleConnection;

/// Lets SQLite count again what has changed much since it last did; a glance at each table where nothing has. Other connections
/// follow when they are renewed. PostgreSQL does this by itself.
///
/// See <https://sqlite.org/pragma.html#pragma_optimize>: 0x10000 is for every table, also those that this connection has not
/// read, and 0x02 is to do it; SQLite itself sets how much of an index is looked at.
pub fn refresh(c: &mut Conn) -> Result<(), StoreError> {
    match c {
        Conn::Sqlite(c) => Ok(c.batch_execute("PRAGMA optimize = 0x10002;")?),
        Conn::Postgres(_) => Ok(()),
    }
}
