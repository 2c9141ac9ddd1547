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
use diesel::sql_types::{BigInt, Double};
use std::collections::{BTreeSet, HashMap};

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

/// A part of the index: documents whose numbers lie next to each other.
struct Part {
    from: i64,
    until: i64,
    /// How many of those that answer a question are looked at. Words that more hold say little, and ranking tens of thousands
    /// takes longer than anybody waits for a page.
    most: i64,
}

/// The parts of the index: films, people, lists and posts; reviews; comments. PostgreSQL keeps each in a table of its own.
const PARTS: [Part; 3] = [
    Part {
        from: beginning(Kind::Film),
        until: beginning(Kind::Review),
        most: 2_000,
    },
    Part {
        from: beginning(Kind::Review),
        until: beginning(Kind::Comment),
        most: 1_000,
    },
    Part {
        from: beginning(Kind::Comment),
        until: i64::MAX,
        most: 1_000,
    },
];

/// Bits of a number that belong to the document alone; those above say its kind.
const OWN_BITS: u32 = 59;

/// Where the numbers of a kind begin.
const fn beginning(kind: Kind) -> i64 {
    let place: i64 = match kind {
        Kind::Film => 0,
        Kind::Person => 1,
        Kind::List => 2,
        Kind::Post => 3,
        Kind::Review => 4,
        Kind::Comment => 5,
    };
    place << OWN_BITS
}

fn kind_at(number: i64) -> Option<Kind> {
    let place = number >> OWN_BITS;
    Kind::ALL.into_iter().find(|kind| beginning(*kind) >> OWN_BITS == place)
}

/// A number that belongs to one document: its kind, and a checksum that two documents of a kind share as seldom as two files.
fn number(kind: Kind, id: &str) -> i64 {
    use std::hash::Hasher;
    let mut hasher = Fnv::default();
    hasher.write(kind.as_str().as_bytes());
    hasher.write(b" ");
    hasher.write(id.as_bytes());
    let own = hasher.finish() >> (u64::BITS - OWN_BITS);
    beginning(kind) | i64::from_ne_bytes(own.to_ne_bytes())
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
    for part in &PARTS {
        let candidates = match c {
            Conn::Sqlite(c) => sqlite::candidates(c, question, part)?,
            Conn::Postgres(c) => postgres::candidates(c, &postgres::expression(question), part)?,
        };
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
