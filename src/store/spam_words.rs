//! What was learnt from decisions about spam.

use crate::domain::id::CommentId;
use crate::domain::moderation::spam::Lessons;
use crate::store::backend::on_each_backend;
use crate::store::rows::stamp;
use crate::store::schema::{spam_lessons, spam_words};
use crate::store::{Conn, StoreError};
use chrono::{DateTime, Utc};
use diesel::prelude::*;

/// The word under which comments are counted.
const ALL: &str = "";
/// Words that are kept in memory: those seen most often.
const KEPT: i64 = 50_000;

/// Everything that was learnt here.
pub fn lessons(c: &mut Conn) -> Result<Lessons, StoreError> {
    let rows: Vec<(String, i64, i64)> = spam_words::table
        .order((spam_words::spam + spam_words::ham).desc())
        .limit(KEPT)
        .select(spam_words::all_columns)
        .load(c)?;
    let mut lessons = Lessons::default();
    for (word, spam, ham) in rows {
        if word == ALL {
            (lessons.spam, lessons.ham) = (spam, ham);
        } else {
            lessons.words.insert(word, (spam, ham));
        }
    }
    Ok(lessons)
}

fn count(c: &mut Conn, word: &str, is_spam: bool, by: i64) -> Result<(), StoreError> {
    let (spam, ham) = if is_spam { (by, 0) } else { (0, by) };
    on_each_backend!(c, |c| diesel::insert_into(spam_words::table)
        .values((
            spam_words::word.eq(word),
            spam_words::spam.eq(spam),
            spam_words::ham.eq(ham)
        ))
        .on_conflict(spam_words::word)
        .do_update()
        .set((
            spam_words::spam.eq(spam_words::spam + spam),
            spam_words::ham.eq(spam_words::ham + ham)
        ))
        .execute(c))?;
    Ok(())
}

/// Takes back what was learnt from a comment. True when there was something.
pub fn unlearn(c: &mut Conn, id: &CommentId) -> Result<bool, StoreError> {
    let lesson: Option<(bool, String)> = spam_lessons::table
        .find(id.as_str())
        .select((spam_lessons::is_spam, spam_lessons::words))
        .get_result(c)
        .optional()?;
    let Some((is_spam, words)) = lesson else {
        return Ok(false);
    };
    for word in words.lines().chain([ALL]) {
        count(c, word, is_spam, -1)?;
    }
    diesel::delete(spam_lessons::table.find(id.as_str())).execute(c)?;
    let nothing = spam_words::table.filter(spam_words::spam.le(0).and(spam_words::ham.le(0)));
    diesel::delete(nothing).execute(c)?;
    Ok(true)
}

/// Learns from a comment, instead of what was learnt from it before.
pub fn learn(
    c: &mut Conn,
    id: &CommentId,
    words: &[String],
    is_spam: bool,
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    unlearn(c, id)?;
    for word in words.iter().map(String::as_str).chain([ALL]) {
        count(c, word, is_spam, 1)?;
    }
    diesel::insert_into(spam_lessons::table)
        .values((
            spam_lessons::comment_id.eq(id.as_str()),
            spam_lessons::is_spam.eq(is_spam),
            spam_lessons::words.eq(words.join("\n")),
            spam_lessons::created_at.eq(stamp(now)),
        ))
        .execute(c)?;
    Ok(())
}
