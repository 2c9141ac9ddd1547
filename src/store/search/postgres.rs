//! The text search of PostgreSQL. Vectors and questions are written out here and cast, so that none of its parsers and
//! dictionaries, which differ between installations, has a say in what a word is.

use super::{Candidate, Part};
use crate::domain::search::{Question, Term};
use diesel::pg::{Pg, PgConnection};
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Text};
use std::fmt::Write;

/// Positions behind this one are all the same to PostgreSQL.
const POSITIONS: usize = 16_383;

/// The question as a `tsquery`. Every word is a quoted string of letters and digits, so no sign in it means anything.
fn expression(question: &Question) -> String {
    let term = |term: &Term| {
        let last = term.words.len().saturating_sub(1);
        let word = |(n, word): (usize, &String)| format!("'{word}'{}", if term.open && n == last { ":*" } else { "" });
        let words: Vec<String> = term.words.iter().enumerate().map(word).collect();
        format!("({})", words.join(" <-> "))
    };
    let with = question.with.iter().map(term);
    let without = question.without.iter().map(|unwanted| format!("!{}", term(unwanted)));
    with.chain(without).collect::<Vec<_>>().join(" & ")
}

/// PostgreSQL refuses vectors of a megabyte; longer texts are found by what stands before.
const BYTES: usize = 900_000;

/// Folded words as a `tsvector`: those of the title with weight A, the others with weight D.
fn vector(title: &str, body: &str) -> String {
    let mut out = String::with_capacity((title.len() + body.len()) * 2);
    let (mut position, mut size) = (1, 0);
    for (text, weight) in [(title, "A"), (body, "")] {
        for word in text.split_whitespace() {
            size += word.len() + 8;
            if size > BYTES {
                return out;
            }
            // Writing to a String cannot fail.
            let _ = write!(out, "'{word}':{}{weight} ", position.min(POSITIONS));
            position += 1;
        }
        // No phrase goes from the title into the text.
        position += 8;
    }
    out
}

pub(super) fn insert(c: &mut PgConnection, number: i64, title: &str, body: &str) -> QueryResult<usize> {
    diesel::sql_query("INSERT INTO search_fts (number, vector) VALUES ($1, $2::tsvector) ON CONFLICT DO NOTHING")
        .bind::<BigInt, _>(number)
        .bind::<Text, _>(vector(title, body))
        .execute(c)
}

pub(super) fn delete(c: &mut PgConnection, number: i64) -> QueryResult<usize> {
    diesel::sql_query("DELETE FROM search_fts WHERE number = $1")
        .bind::<BigInt, _>(number)
        .execute(c)
}

pub(super) fn clear(c: &mut PgConnection) -> QueryResult<usize> {
    diesel::sql_query("DELETE FROM search_fts").execute(c)
}

/// Documents with their ranks, by the same weights as in SQLite: those of each part that answer its question, in one statement.
pub(super) fn candidates(c: &mut PgConnection, asked: &[(&Part, &Question)]) -> QueryResult<Vec<Candidate>> {
    let of_part = |(n, (part, _)): (usize, &(&Part, &Question))| {
        format!(
            "(SELECT number, ts_rank('{{0.1, 0.2, 0.4, 1.0}}', vector, ${0}::tsquery, 1)::float8 AS rank FROM {1} \
             WHERE vector @@ ${0}::tsquery LIMIT {2})",
            n + 1,
            part.table,
            part.most
        )
    };
    let parts: Vec<String> = asked.iter().enumerate().map(of_part).collect();
    let mut query = diesel::sql_query(parts.join(" UNION ALL ")).into_boxed::<Pg>();
    for (_, question) in asked {
        query = query.bind::<Text, _>(expression(question));
    }
    query.load(c)
}
