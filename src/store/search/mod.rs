//! The search index: one interface before FTS5 of SQLite and the text search of PostgreSQL.
//!
//! Both are given words that `domain::search` has folded, so that both find the same; nothing but the index itself and the
//! ranking is theirs.

mod following;
mod numbers;
mod postgres;
mod sqlite;
mod words;

pub use following::{Changed, changed_since, comments_under, everything};
pub use words::similar;

use super::backend::on_each_backend;
use super::schema::{search_documents, search_trigrams, search_words};
use super::{Conn, StoreError};
use crate::domain::search::{Kind, Question, fold};
use crate::store::rows::{RowName, stamp};
use chrono::{DateTime, Utc};
use diesel::dsl::count_star;
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Double};
use numbers::{PARTS, Part, digest, kind_at, number, part_of};
use std::collections::HashMap;

/// Words of one text that are indexed: a book of two hundred pages.
const WORDS: usize = 60_000;

/// Something that can be found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Document {
    /// What kind of thing.
    pub kind: Kind,
    /// Its identifier.
    pub id: String,
    /// Its title, or the name of who said it.
    pub title: String,
    /// Everything it can be found by, plain text.
    pub text: String,
    /// What of that may be shown.
    pub shown: String,
    /// When it was published.
    pub published_at: DateTime<Utc>,
}

/// Something that was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hit {
    /// What kind of thing.
    pub kind: Kind,
    /// Its identifier.
    pub id: String,
    /// Its title when it was indexed.
    pub title: String,
    /// What may be shown of its text.
    pub shown: String,
}

/// What was found: a page of it, and how much there is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Found {
    /// One page, best first.
    pub hits: Vec<Hit>,
    /// How many of each kind, where there are any.
    pub counts: Vec<(Kind, i64)>,
    /// There are more than were looked at and counted: the words are very common.
    pub more: bool,
}

/// A document that answers a question; the bigger rank is the better one.
#[derive(QueryableByName)]
struct Candidate {
    #[diesel(sql_type = BigInt)]
    number: i64,
    #[diesel(sql_type = Double)]
    rank: f64,
}

/// Puts something into the index, in the place of what stood there. Does nothing when it is the same.
pub fn put(c: &mut Conn, document: &Document) -> Result<(), StoreError> {
    let (number, digest) = (number(document.kind, &document.id), digest(document));
    let known: Option<String> = search_documents::table
        .find(number)
        .select(search_documents::digest)
        .get_result(c)
        .optional()?;
    if known.as_ref() == Some(&digest) {
        return Ok(());
    }
    if known.is_some() {
        drop_number(c, number)?;
    }
    let row = (
        search_documents::number.eq(number),
        search_documents::kind.eq(document.kind.as_str()),
        search_documents::item_id.eq(&document.id),
        search_documents::title.eq(&document.title),
        search_documents::shown.eq(&document.shown),
        search_documents::digest.eq(&digest),
        search_documents::published_at.eq(stamp(document.published_at)),
    );
    // Another process may index the same at this moment; whoever comes second has nothing left to do.
    let added = on_each_backend!(c, |c| diesel::insert_into(search_documents::table)
        .values(row)
        .on_conflict_do_nothing()
        .execute(c))?;
    if added == 0 {
        return Ok(());
    }
    let (title, body) = (fold(&document.title, WORDS), fold(&document.text, WORDS));
    match c {
        Conn::Sqlite(c) => sqlite::insert(c, number, &title, &body)?,
        Conn::Postgres(c) => postgres::insert(c, number, &title, &body)?,
    };
    if document.kind != Kind::Comment {
        words::learn(c, &document.title)?;
    }
    Ok(())
}

/// Takes something out of the index.
pub fn remove(c: &mut Conn, kind: Kind, id: &str) -> Result<(), StoreError> {
    drop_number(c, number(kind, id))
}

fn drop_number(c: &mut Conn, number: i64) -> Result<(), StoreError> {
    let gone = diesel::delete(search_documents::table.find(number)).execute(c)?;
    if gone == 0 {
        return Ok(());
    }
    match c {
        Conn::Sqlite(c) => sqlite::delete(c, number)?,
        Conn::Postgres(c) => postgres::delete(c, number)?,
    };
    Ok(())
}

/// Empties the index.
pub fn clear(c: &mut Conn) -> Result<(), StoreError> {
    diesel::delete(search_documents::table).execute(c)?;
    diesel::delete(search_trigrams::table).execute(c)?;
    diesel::delete(search_words::table).execute(c)?;
    match c {
        Conn::Sqlite(c) => sqlite::clear(c)?,
        Conn::Postgres(c) => postgres::clear(c)?,
    };
    Ok(())
}

/// How much is in the index.
pub fn size(c: &mut Conn) -> Result<i64, StoreError> {
    Ok(search_documents::table.select(count_star()).get_result(c)?)
}

/// What answers a question, best first: the hits behind `offset`, of one kind or of every kind, and how many there are.
pub fn find(
    c: &mut Conn,
    question: &Question,
    kind: Option<Kind>,
    limit: usize,
    offset: usize,
) -> Result<Found, StoreError> {
    let mut found = Found::default();
    if question.is_empty() {
        return Ok(found);
    }
    let mut all: Vec<(Kind, Candidate)> = Vec::new();
    for (part, candidates) in answers(c, question)? {
        found.more |= i64::try_from(candidates.len()).is_ok_and(|n| n >= part.most);
        all.extend(
            candidates
                .into_iter()
                .filter_map(|one| Some((kind_at(one.number)?, one))),
        );
    }
    for kind in Kind::ALL {
        let count = all.iter().filter(|(of, _)| *of == kind).count();
        if count > 0 {
            found.counts.push((kind, i64::try_from(count).unwrap_or(i64::MAX)));
        }
    }
    all.retain(|(of, _)| kind.is_none_or(|kind| kind == *of));
    all.sort_by(|(a, one), (b, other)| {
        let (one_score, other_score) = (one.rank * worth(*a), other.rank * worth(*b));
        other_score.total_cmp(&one_score).then(one.number.cmp(&other.number))
    });
    let shown: Vec<i64> = all.iter().skip(offset).take(limit).map(|(_, one)| one.number).collect();
    let rows: Vec<(i64, String, String, String, String)> = search_documents::table
        .filter(search_documents::number.eq_any(&shown))
        .select((
            search_documents::number,
            search_documents::kind,
            search_documents::item_id,
            search_documents::title,
            search_documents::shown,
        ))
        .load(c)?;
    let mut by_number: HashMap<i64, Hit> = HashMap::new();
    for (number, kind, id, title, shown) in rows {
        let kind = kind_of(&kind)?;
        by_number.insert(number, Hit { kind, id, title, shown });
    }
    found.hits = shown.iter().filter_map(|number| by_number.remove(number)).collect();
    Ok(found)
}

/// What each part has: by the words as they stand, and where that is not enough, by those that begin with them.
fn answers(c: &mut Conn, question: &Question) -> Result<Vec<(&'static Part, Vec<Candidate>)>, StoreError> {
    let closed = question.closed();
    let asked: Vec<(&Part, &Question)> = PARTS
        .iter()
        .map(|part| (part, if part.enough.is_some() { &closed } else { question }))
        .collect();
    let mut answers = candidates(c, &asked)?;
    if closed == *question {
        return Ok(answers);
    }
    let lacking = |(part, found): &(&'static Part, Vec<Candidate>)| part.enough.is_some_and(|n| found.len() < n);
    let again: Vec<(&Part, &Question)> = answers
        .iter()
        .filter(|answer| lacking(answer))
        .map(|(part, _)| (*part, question))
        .collect();
    if !again.is_empty() {
        answers.retain(|answer| !lacking(answer));
        answers.extend(candidates(c, &again)?);
    }
    Ok(answers)
}

/// The documents that answer, part by part. PostgreSQL is asked once for all, because every question goes to another process.
fn candidates(
    c: &mut Conn,
    asked: &[(&'static Part, &Question)],
) -> Result<Vec<(&'static Part, Vec<Candidate>)>, StoreError> {
    let mut answers: Vec<(&'static Part, Vec<Candidate>)> = Vec::with_capacity(asked.len());
    match c {
        Conn::Sqlite(c) => {
            for (part, question) in asked {
                answers.push((part, sqlite::candidates(c, question, part)?));
            }
        }
        Conn::Postgres(c) => {
            answers.extend(asked.iter().map(|(part, _)| (*part, Vec::new())));
            for candidate in postgres::candidates(c, asked)? {
                let until = part_of(candidate.number).until;
                let answer = answers.iter_mut().find(|(part, _)| part.until == until);
                if let Some((_, candidates)) = answer {
                    candidates.push(candidate);
                }
            }
        }
    }
    Ok(answers)
}

/// How much more a hit of a kind is worth: a film that is called so stands before the reviews of it, and those before what was
/// said about them.
fn worth(kind: Kind) -> f64 {
    match kind {
        Kind::Film | Kind::Person => 4.0,
        Kind::List => 2.0,
        Kind::Review | Kind::Post => 1.5,
        Kind::Comment => 0.5,
    }
}

fn kind_of(kind: &str) -> Result<Kind, StoreError> {
    let row = RowName {
        table: "search_documents",
        id: kind,
    };
    row.word("kind", kind, Kind::parse)
}

/// True when that can be found.
pub fn is_indexed(c: &mut Conn, kind: Kind, id: &str) -> Result<bool, StoreError> {
    let document = search_documents::table.find(number(kind, id));
    Ok(diesel::select(diesel::dsl::exists(document)).get_result(c)?)
}
