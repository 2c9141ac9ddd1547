//! A look, and a push, at a server's database from outside: for what no page shows.

use super::server::{Database, TestServer};
use diesel::connection::SimpleConnection;
use diesel::prelude::*;
use diesel::sql_types::BigInt;

#[derive(QueryableByName)]
struct Count {
    #[diesel(sql_type = BigInt)]
    n: i64,
}

fn on<T>(
    server: &TestServer,
    database: &Database,
    sqlite: impl FnOnce(&mut SqliteConnection) -> T,
    postgres: impl FnOnce(&mut PgConnection) -> T,
) -> T {
    match database {
        Database::Sqlite => {
            let path = server.folder.join("houselights.sqlite");
            let mut conn = SqliteConnection::establish(path.to_str().unwrap()).unwrap();
            conn.batch_execute("PRAGMA busy_timeout = 10000").unwrap();
            sqlite(&mut conn)
        }
        Database::Postgres(url) => postgres(&mut PgConnection::establish(url).unwrap()),
    }
}

/// What `SELECT count(*) AS n …` gives.
pub fn count(server: &TestServer, database: &Database, query: &str) -> i64 {
    on(
        server,
        database,
        |conn| diesel::sql_query(query).get_result::<Count>(conn).unwrap().n,
        |conn| diesel::sql_query(query).get_result::<Count>(conn).unwrap().n,
    )
}

/// Makes everything in the queues due now: leases of a killed server run out, and waits after a failure end.
pub fn hurry(server: &TestServer, database: &Database) {
    let past = "2020-01-01 00:00:00";
    let text = format!(
        "UPDATE jobs SET run_at = '{past}'; UPDATE deliveries SET run_at = '{past}' WHERE state = 'pending';
         UPDATE received SET run_at = '{past}' WHERE state = 'queued'; UPDATE hosts SET parked_until = NULL;"
    );
    on(
        server,
        database,
        |conn| conn.batch_execute(&text).unwrap(),
        |conn| conn.batch_execute(&text).unwrap(),
    );
}
