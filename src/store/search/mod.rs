//! The search index: one interface before FTS5 of SQLite and the text search of PostgreSQL.
//!
//! Both are given words that `domain::search` has folded, so that both find the same; nothing but the index itself and the
//! ranking is theirs.

mod postgres;
mod sqlite;

use super::backend::on_each_backend;
use super::cache_events::tags_of;
use super::schema::{
    cache_events, comments, essays, lists, people, reviews, search_documents, search_trigrams, search_words,
};
use super::{Conn, StoreError};
use crate::domain::search::{Kind, Question, fold, trigrams, words};
use crate::store::rows::{RowName, stamp};
use chrono::{DateTime, Utc};
use diesel::dsl::count_star;
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Text};
use std::collections::BTreeSet;

/// Words of one text that are indexed: a book of two hundred pages.
const WORDS: usize = 60_000;
/// Candidates that are compared with a misspelt word.
const CANDIDATES: i64 = 60;

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

#[derive(QueryableByName)]
struct HitRow {
    #[diesel(sql_type = Text)]
    kind: String,
    #[diesel(sql_type = Text)]
    item_id: String,
    #[diesel(sql_type = Text)]
    title: String,
    #[diesel(sql_type = Text)]
    shown: String,
}

#[derive(QueryableByName)]
struct CountRow {
    #[diesel(sql_type = Text)]
    kind: String,
    #[diesel(sql_type = BigInt)]
    count: i64,
}

/// Which hits.
#[derive(Clone, Copy, Debug)]
struct Range<'a> {
    /// Empty for every kind.
    kind: &'a str,
    limit: i64,
    offset: i64,
}

/// A number that belongs to one document: two documents share one as seldom as two files share a checksum.
fn number(kind: Kind, id: &str) -> i64 {
    use std::hash::Hasher;
    let mut hasher = Fnv::default();
    hasher.write(kind.as_str().as_bytes());
    hasher.write(b" ");
    hasher.write(id.as_bytes());
    i64::from_ne_bytes((hasher.finish() >> 1).to_ne_bytes())
}

/// FNV-1a with 64 bits, because the number is stored: the hasher of the standard library may change with a version of Rust.
struct Fnv(u64);

impl Default for Fnv {
    fn default() -> Self {
        Self(0xcbf2_9ce4_8422_2325)
    }
}

impl std::hash::Hasher for Fnv {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.0 = (self.0 ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3);
        }
    }
}

fn digest(document: &Document) -> String {
    use std::hash::Hasher;
    let mut hasher = Fnv::default();
    for part in [&document.title, &document.text, &document.shown] {
        hasher.write(part.as_bytes());
        hasher.write(&[0xff]);
    }
    format!("{:016x}", hasher.finish())
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
        learn(c, &document.title)?;
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

/// What answers a question, best first.
pub fn find(
    c: &mut Conn,
    question: &Question,
    kind: Option<Kind>,
    limit: i64,
    offset: i64,
) -> Result<Vec<Hit>, StoreError> {
    if question.is_empty() {
        return Ok(Vec::new());
    }
    let range = Range {
        kind: kind.map_or("", Kind::as_str),
        limit,
        offset,
    };
    let rows = match c {
        Conn::Sqlite(c) => sqlite::find(c, &sqlite::expression(question), range)?,
        Conn::Postgres(c) => postgres::find(c, &postgres::expression(question), range)?,
    };
    rows.into_iter().map(to_hit).collect()
}

/// How many of each kind answer a question.
pub fn counts(c: &mut Conn, question: &Question) -> Result<Vec<(Kind, i64)>, StoreError> {
    if question.is_empty() {
        return Ok(Vec::new());
    }
    let rows = match c {
        Conn::Sqlite(c) => sqlite::counts(c, &sqlite::expression(question))?,
        Conn::Postgres(c) => postgres::counts(c, &postgres::expression(question))?,
    };
    let read = rows.into_iter().map(|row| Ok((kind_of(&row.kind)?, row.count)));
    read.collect()
}

fn kind_of(kind: &str) -> Result<Kind, StoreError> {
    let row = RowName {
        table: "search_documents",
        id: kind,
    };
    row.word("kind", kind, Kind::parse)
}

fn to_hit(row: HitRow) -> Result<Hit, StoreError> {
    Ok(Hit {
        kind: kind_of(&row.kind)?,
        id: row.item_id,
        title: row.title,
        shown: row.shown,
    })
}

/// Remembers the words of a title.
fn learn(c: &mut Conn, title: &str) -> Result<(), StoreError> {
    let unique: BTreeSet<String> = words(title).filter(|word| word.chars().count() > 2).collect();
    for word in unique {
        let added = on_each_backend!(c, |c| diesel::insert_into(search_words::table)
            .values(search_words::word.eq(&word))
            .on_conflict_do_nothing()
            .execute(c))?;
        if added == 0 {
            continue;
        }
        let rows: Vec<_> = trigrams(&word)
            .into_iter()
            .map(|trigram| {
                (
                    search_trigrams::trigram.eq(trigram),
                    search_trigrams::word.eq(word.clone()),
                )
            })
            .collect();
        on_each_backend!(c, |c| diesel::insert_into(search_trigrams::table)
            .values(&rows)
            .on_conflict_do_nothing()
            .execute(c))?;
    }
    Ok(())
}

/// Words of titles that share the most groups of letters with a word.
pub fn similar(c: &mut Conn, word: &str) -> Result<Vec<String>, StoreError> {
    let rows: Vec<(String, i64)> = search_trigrams::table
        .filter(search_trigrams::trigram.eq_any(trigrams(word)))
        .group_by(search_trigrams::word)
        .select((search_trigrams::word, count_star()))
        .order((count_star().desc(), search_trigrams::word.asc()))
        .limit(CANDIDATES)
        .load(c)?;
    Ok(rows.into_iter().map(|(word, _)| word).collect())
}

/// A change on the site that was noted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Changed {
    /// Identifier of the note.
    pub id: String,
    /// What it touched among what can be found: `review:01…`, `comment:01…`.
    pub tags: Vec<String>,
    /// When it was noted.
    pub at: DateTime<Utc>,
}

/// Beginnings of the tags of what can be found.
const FOUND: [&str; 6] = ["review:", "comment:", "film:", "person:", "list:", "essay:"];

/// What has changed since then, oldest first, and after the note `after` of those.
pub fn changed_since(
    c: &mut Conn,
    since: DateTime<Utc>,
    after: Option<&Changed>,
    limit: i64,
) -> Result<Vec<Changed>, StoreError> {
    let (from, id) = after.map_or((since, ""), |note| (note.at, note.id.as_str()));
    let beyond = cache_events::created_at
        .gt(stamp(from))
        .or(cache_events::created_at.eq(stamp(from)).and(cache_events::id.gt(id)));
    let found: Vec<(String, String, chrono::NaiveDateTime)> = cache_events::table
        .filter(beyond)
        .order((cache_events::created_at.asc(), cache_events::id.asc()))
        .limit(limit)
        .select((cache_events::id, cache_events::tag, cache_events::created_at))
        .load(c)?;
    let changed = found.into_iter().map(|(id, recorded, at)| Changed {
        id,
        tags: tags_of(&recorded)
            .filter(|tag| FOUND.iter().any(|beginning| tag.starts_with(beginning)))
            .map(str::to_owned)
            .collect(),
        at: at.and_utc(),
    });
    Ok(changed.collect())
}

/// Identifiers of things of a kind that come after `after`, in order: for indexing everything, part by part.
pub fn everything(c: &mut Conn, kind: Kind, after: &str, limit: i64) -> Result<Vec<String>, StoreError> {
    Ok(match kind {
        Kind::Review => reviews::table
            .filter(reviews::id.gt(after))
            .order(reviews::id.asc())
            .select(reviews::id)
            .limit(limit)
            .load(c)?,
        Kind::Comment => comments::table
            .filter(comments::id.gt(after).and(comments::review_id.is_not_null()))
            .order(comments::id.asc())
            .select(comments::id)
            .limit(limit)
            .load(c)?,
        // Films come with the reviews.
        Kind::Film => Vec::new(),
        Kind::Person => people::table
            .filter(people::id.gt(after))
            .order(people::id.asc())
            .select(people::id)
            .limit(limit)
            .load(c)?,
        Kind::Post => essays::table
            .filter(essays::id.gt(after))
            .order(essays::id.asc())
            .select(essays::id)
            .limit(limit)
            .load(c)?,
        Kind::List => lists::table
            .filter(lists::id.gt(after))
            .order(lists::id.asc())
            .select(lists::id)
            .limit(limit)
            .load(c)?,
    })
}

/// True when that can be found.
pub fn is_indexed(c: &mut Conn, kind: Kind, id: &str) -> Result<bool, StoreError> {
    let document = search_documents::table.find(number(kind, id));
    Ok(diesel::select(diesel::dsl::exists(document)).get_result(c)?)
}

/// Every comment under a review.
pub fn comments_under(c: &mut Conn, review: &str) -> Result<Vec<String>, StoreError> {
    let all = comments::table
        .filter(comments::review_id.eq(review))
        .select(comments::id);
    Ok(all.load(c)?)
}
