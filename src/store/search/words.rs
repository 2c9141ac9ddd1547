//! The words of titles, with which misspelt ones are compared.

use crate::domain::search::{trigrams, words};
use crate::store::backend::on_each_backend;
use crate::store::schema::{search_trigrams, search_words};
use crate::store::{Conn, StoreError};
use diesel::dsl::count_star;
use diesel::prelude::*;
use std::collections::BTreeSet;

/// Candidates that are compared with a misspelt word.
const CANDIDATES: i64 = 60;

/// Remembers the words of a title.
pub(super) fn learn(c: &mut Conn, title: &str) -> Result<(), StoreError> {
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
