//! FTS5 of SQLite.

use super::{CountRow, HitRow, Range};
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

/// Best first: FTS5 gives the better rank the smaller number, below zero. A title counts ten times; a film that is called so
/// stands before the reviews of it, and those before what was said about them.
pub(super) fn find(c: &mut SqliteConnection, expression: &str, range: Range<'_>) -> QueryResult<Vec<HitRow>> {
    diesel::sql_query(
        "SELECT d.kind AS kind, d.item_id AS item_id, d.title AS title, d.shown AS shown FROM search_fts \
         JOIN search_documents d ON d.number = search_fts.rowid \
         WHERE search_fts MATCH ? AND (? = '' OR d.kind = ?) \
         ORDER BY bm25(search_fts, 10.0, 1.0) * CASE d.kind WHEN 'film' THEN 4.0 WHEN 'person' THEN 4.0 WHEN 'list' THEN 2.0 \
         WHEN 'comment' THEN 0.5 ELSE 1.5 END, d.published_at DESC, d.number LIMIT ? OFFSET ?",
    )
    .bind::<Text, _>(expression)
    .bind::<Text, _>(range.kind)
    .bind::<Text, _>(range.kind)
    .bind::<BigInt, _>(range.limit)
    .bind::<BigInt, _>(range.offset)
    .load(c)
}

pub(super) fn counts(c: &mut SqliteConnection, expression: &str) -> QueryResult<Vec<CountRow>> {
    diesel::sql_query(
        "SELECT d.kind AS kind, count(*) AS count FROM search_fts JOIN search_documents d ON d.number = search_fts.rowid \
         WHERE search_fts MATCH ? GROUP BY d.kind",
    )
    .bind::<Text, _>(expression)
    .load(c)
}
