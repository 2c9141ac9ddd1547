//! FTS5 of SQLite.

use super::numbers::{PARTS, part_of};
use super::{Candidate, Part};
use crate::domain::search::{Question, Term};
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Text};
use diesel::sqlite::SqliteConnection;

/// A term as FTS5 writes it. Every word is a quoted string of letters and digits, so no sign in it means anything.
fn term(term: &Term) -> String {
    format!("\"{}\"{}", term.words.join(" "), if term.open { " *" } else { "" })
}

fn every<'a>(terms: impl IntoIterator<Item = &'a Term>) -> String {
    terms.into_iter().map(term).collect::<Vec<_>>().join(" AND ")
}

/// The question as an expression of FTS5.
fn expression(question: &Question) -> String {
    let mut all = format!("({})", every(&question.with));
    for unwanted in &question.without {
        all = format!("({all} NOT {})", term(unwanted));
    }
    all
}

pub(super) fn insert(c: &mut SqliteConnection, number: i64, title: &str, body: &str) -> QueryResult<usize> {
    let table = part_of(number).table;
    diesel::sql_query(format!("INSERT INTO {table} (rowid, title, body) VALUES (?, ?, ?)"))
        .bind::<BigInt, _>(number)
        .bind::<Text, _>(title)
        .bind::<Text, _>(body)
        .execute(c)
}

pub(super) fn delete(c: &mut SqliteConnection, number: i64) -> QueryResult<usize> {
    let table = part_of(number).table;
    diesel::sql_query(format!("DELETE FROM {table} WHERE rowid = ?"))
        .bind::<BigInt, _>(number)
        .execute(c)
}

pub(super) fn clear(c: &mut SqliteConnection) -> QueryResult<usize> {
    let mut gone = 0;
    for Part { table, .. } in &PARTS {
        gone += diesel::sql_query(format!("INSERT INTO {table} ({table}) VALUES ('delete-all')")).execute(c)?;
    }
    Ok(gone)
}

/// Documents of a part with their ranks, of which FTS5 gives the better one the smaller number, below zero. A title counts ten
/// times.
///
/// To rank by a word FTS5 reads all it has of that word: for an article that is most of the part. So where there are such words,
/// what has to be there is looked up by itself, and ranked by the other words only.
pub(super) fn candidates(c: &mut SqliteConnection, question: &Question, part: &Part) -> QueryResult<Vec<Candidate>> {
    let (whole, telling, table) = (expression(question), question.telling(), part.table);
    if telling.len() == question.with.len() {
        return diesel::sql_query(format!(
            "SELECT rowid AS number, -bm25({table}, 10.0, 1.0) AS rank FROM {table} WHERE {table} MATCH ? LIMIT ?"
        ))
        .bind::<Text, _>(whole)
        .bind::<BigInt, _>(part.most)
        .load(c);
    }
    // The plus keeps SQLite from asking for the ids one by one.
    diesel::sql_query(format!(
        "SELECT rowid AS number, -bm25({table}, 10.0, 1.0) AS rank FROM {table} WHERE {table} MATCH ?1 AND +rowid IN \
         (SELECT rowid FROM {table} WHERE {table} MATCH ?2 LIMIT ?3)"
    ))
    .bind::<Text, _>(every(telling))
    .bind::<Text, _>(whole)
    .bind::<BigInt, _>(part.most)
    .load(c)
}
