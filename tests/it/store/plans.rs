//! How SQLite looks things up: by the index that answers the question, whether or not it knows its own numbers.

use super::claims::{actor, write};
use crate::support::db::sqlite;
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Text};
use houselights::store::{Conn, StoreError, actors, statistics};

#[derive(QueryableByName)]
struct Step {
    #[diesel(sql_type = Text)]
    detail: String,
}

#[derive(QueryableByName)]
struct Count {
    #[diesel(sql_type = BigInt)]
    n: i64,
}

fn plan(c: &mut Conn, sql: &str) -> Result<String, StoreError> {
    let steps: Vec<Step> = diesel::sql_query(format!("EXPLAIN QUERY PLAN {sql}")).load(c)?;
    Ok(steps.into_iter().map(|step| step.detail).collect::<Vec<_>>().join("; "))
}

/// Nearly every review has the same status: whoever goes by that reads them all.
#[tokio::test]
async fn nothing_is_looked_up_by_the_status_of_reviews_alone() {
    let asked = [
        (
            "SELECT * FROM reviews WHERE film_id = 'f' AND status = 'published'",
            "reviews_film_status",
        ),
        (
            "SELECT * FROM reviews WHERE film_id IN ('f', 'g') AND status = 'published'",
            "reviews_film_status",
        ),
        (
            "SELECT count(*) FROM reviews WHERE status = 'published' AND author_id = 'a'",
            "reviews_author_status",
        ),
        (
            "SELECT * FROM reviews WHERE author_id = 'a' AND status = 'published' ORDER BY published_at DESC, id DESC LIMIT 20",
            "reviews_author_status",
        ),
        ("SELECT * FROM viewings WHERE film_id = 'f'", "viewings_film"),
        (
            "SELECT title FROM films WHERE EXISTS (SELECT * FROM reviews WHERE reviews.film_id = films.id) ORDER BY sort_title",
            "films_sort_title",
        ),
    ];
    let database = sqlite();
    write(&database.store, move |c| {
        for (sql, index) in asked {
            let plan = plan(c, sql)?;
            assert!(plan.contains(index), "{sql}: {plan}");
        }
        Ok(())
    })
    .await;
}

#[tokio::test]
async fn sqlite_counts_what_it_holds_and_every_database_stands_being_asked_to() {
    crate::support::db::for_each_database(|database| async move {
        let is_postgres = database.is_postgres();
        write(&database.store, move |c| {
            actors::insert(c, &actor("a1"))?;
            statistics::refresh(c)?;
            if !is_postgres {
                let known: Count =
                    diesel::sql_query("SELECT count(*) AS n FROM sqlite_stat1 WHERE tbl = 'actors'").get_result(c)?;
                assert!(known.n > 0);
            }
            Ok(())
        })
        .await;
    })
    .await;
}
