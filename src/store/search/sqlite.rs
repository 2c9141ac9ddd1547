//! FTS5 of SQLite.

use super::{Candidate, Part};
use crate::domain::search::{Question, Term};
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Text};
use diesel::sqlite::SqliteConnection;

/// The question as an expression of FTS5. Every word is a quoted string of letters and digits, so no sign in it means anything.
pub(super) fn expression(question: &Question) -> String {
    let term = |term: &Term| format!("\"{}\"{}", term.words.join(" "), if term.open { " *" } else { "" });
    let with: Vec<String> = question.with.iter().map(term).collect();
    let mut all = format!("({})", with.join(" AND "));
    for unwanted in &question.without {
        all = format!("({all} NOT {})", term(unwanted));
    }
    all
}

pub(super) fn insert(c: &mut SqliteConnection, number: i64, title: &str, body: &str) -> QueryResult<usize> {
    diesel::sql_query("INSERT INTO search_fts (rowid, title, body) VALUES (?, ?, ?)")
        .bind::<BigInt, _>(number)
        .bind::<Text, _>(title)
        .bind::<Text, _>(body)
        .execute(c)
}

pub(super) fn delete(c: &mut SqliteConnection, number: i64) -> QueryResult<usize> {
    diesel::sql_query("DELETE FROM search_fts WHERE rowid = ?")
        .bind::<BigInt, _>(number)
        .execute(c)
}

pub(super) fn clear(c: &mut SqliteConnection) -> QueryResult<usize> {
    diesel::sql_query("INSERT INTO search_fts (search_fts) VALUES ('delete-all')").execute(c)
}

/// Documents of a part with their ranks, of which FTS5 gives the better one the smaller number, below zero. A title counts ten
/// times.
pub(super) fn candidates(c: &mut SqliteConnection, expression: &str, part: &Part) -> QueryResult<Vec<Candidate>> {
    diesel::sql_query(
        "SELECT rowid AS number, -bm25(search_fts, 10.0, 1.0) AS rank FROM search_fts \
         WHERE search_fts MATCH ? AND rowid >= ? AND rowid < ? LIMIT ?",
    )
    .bind::<Text, _>(expression)
    .bind::<BigInt, _>(part.from)
    .bind::<BigInt, _>(part.until)
    .bind::<BigInt, _>(part.most)
    .load(c)
}
