//! Everything that stands in the tables about one member, as they take it with them. Which table holds what of whom is written down
//! here and nowhere else; a test compares it with the schema, so that no new table is forgotten.

use super::backend::on_each_backend;
use super::{Conn, StoreError};
use crate::domain::id::{AccountId, ActorId};
use diesel::prelude::*;
use diesel::sql_types::Text;
use serde_json::Value;

/// Whose rows: by the actor that speaks for a member, or by the account they sign in with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Whose {
    Actor,
    Account,
}

/// One kind of rows.
#[derive(Debug)]
pub struct Part {
    /// The table, and the name of the file.
    pub table: &'static str,
    whose: Whose,
    condition: &'static str,
    secrets: &'static [&'static str],
}

const fn of_actor(table: &'static str, condition: &'static str) -> Part {
    Part {
        table,
        whose: Whose::Actor,
        condition,
        secrets: &[],
    }
}

const fn of_account(table: &'static str, condition: &'static str, secrets: &'static [&'static str]) -> Part {
    Part {
        table,
        whose: Whose::Account,
        condition,
        secrets,
    }
}

/// What is in an archive. `$1` is the member. Keys and hashes by which a session or a signature could be forged are left out.
pub const PARTS: &[Part] = &[
    of_account("accounts", "id = $1", &["password_hash"]),
    of_account("sessions", "account_id = $1", &["id"]),
    of_account("second_factors", "account_id = $1", &["secret"]),
    of_account("suspensions", "account_id = $1", &[]),
    of_account("notice_choices", "account_id = $1", &[]),
    of_account("notices", "account_id = $1", &[]),
    of_account("mails", "account_id = $1", &["plain", "html", "list_unsubscribe"]),
    of_actor("actors", "id = $1"),
    of_actor("whereabouts", "actor_id = $1"),
    of_actor("reviews", "author_id = $1"),
    of_actor(
        "review_sections",
        "review_id IN (SELECT id FROM reviews WHERE author_id = $1)",
    ),
    of_actor(
        "review_trivia",
        "review_id IN (SELECT id FROM reviews WHERE author_id = $1)",
    ),
    of_actor(
        "review_tags",
        "review_id IN (SELECT id FROM reviews WHERE author_id = $1)",
    ),
    of_actor(
        "review_revisions",
        "review_id IN (SELECT id FROM reviews WHERE author_id = $1)",
    ),
    of_actor(
        "schedules",
        "review_id IN (SELECT id FROM reviews WHERE author_id = $1)",
    ),
    of_actor(
        "comment_policies",
        "review_id IN (SELECT id FROM reviews WHERE author_id = $1)",
    ),
    of_actor(
        "webmentions",
        "review_id IN (SELECT id FROM reviews WHERE author_id = $1)",
    ),
    of_actor("showings", "author_id = $1"),
    of_actor("former_slugs", "author_id = $1"),
    of_actor("viewings", "author_id = $1"),
    of_actor(
        "films",
        "id IN (SELECT film_id FROM reviews WHERE author_id = $1) OR id IN (SELECT film_id FROM viewings WHERE author_id = $1) \
         OR id IN (SELECT film_id FROM list_items WHERE list_id IN (SELECT id FROM lists WHERE author_id = $1))",
    ),
    of_actor("rating_scales", "actor_id = $1"),
    of_actor(
        "rating_versions",
        "scale_id IN (SELECT id FROM rating_scales WHERE actor_id = $1)",
    ),
    of_actor(
        "rating_steps",
        "scale_id IN (SELECT id FROM rating_scales WHERE actor_id = $1)",
    ),
    of_actor("media", "owner_id = $1"),
    of_actor("essays", "author_id = $1"),
    of_actor(
        "essay_films",
        "essay_id IN (SELECT id FROM essays WHERE author_id = $1)",
    ),
    of_actor("posts", "author_id = $1"),
    of_actor("lists", "author_id = $1"),
    of_actor("list_items", "list_id IN (SELECT id FROM lists WHERE author_id = $1)"),
    of_actor("comments", "author_id = $1"),
    of_actor(
        "comment_revisions",
        "comment_id IN (SELECT id FROM comments WHERE author_id = $1)",
    ),
    of_actor(
        "assessments",
        "comment_id IN (SELECT id FROM comments WHERE author_id = $1)",
    ),
    of_actor(
        "spam_lessons",
        "comment_id IN (SELECT id FROM comments WHERE author_id = $1)",
    ),
    of_actor("reactions", "actor_id = $1"),
    of_actor("follows", "follower_id = $1 OR followed_id = $1"),
    of_actor("blocks", "blocker_id = $1"),
    of_actor("notifications", "recipient_id = $1"),
    of_actor("quote_authorizations", "author_id = $1 OR quoter_id = $1"),
    of_actor("approvals", "actor_id = $1"),
    of_actor("mentions", "author_id = $1"),
    of_actor("activities", "actor_id = $1"),
    of_actor("deliveries", "actor_id = $1"),
    of_actor("reports", "reporter_id = $1"),
    of_actor("audit_entries", "actor_id = $1"),
    of_actor("invitations", "made_by = $1"),
];

/// Tables that name a member and yet are not in an archive, each with why.
pub const LEFT_OUT: &[(&str, &str)] = &[
    (
        "actor_keys",
        "the key that signs for the member; with it anybody could speak for them",
    ),
    ("recovery_codes", "hashes by which one signs in"),
    ("report_objects", "what others reported, in confidence"),
    ("standings", "what other servers say of their own people"),
    ("guests", "people without an account; they ask by mail"),
    ("visits", "people with an account on another server"),
];

#[derive(QueryableByName)]
struct Line {
    #[diesel(sql_type = Text)]
    line: String,
}

#[derive(QueryableByName)]
struct Column {
    #[diesel(sql_type = Text)]
    name: String,
    #[diesel(sql_type = Text)]
    kind: String,
}

/// The rows of one part, each as an object by the names of its columns.
pub fn rows(c: &mut Conn, part: &Part, actor: &ActorId, account: &AccountId) -> Result<Vec<Value>, StoreError> {
    let me = match part.whose {
        Whose::Actor => actor.as_str(),
        Whose::Account => account.as_str(),
    };
    let (table, condition) = (part.table, part.condition);
    let sql = match c {
        Conn::Sqlite(_) => {
            let object = object_of(c, table)?;
            format!(
                "SELECT {object} AS line FROM {table} WHERE {} ORDER BY 1",
                condition.replace("$1", "?1")
            )
        }
        Conn::Postgres(_) => {
            format!("SELECT row_to_json({table})::text AS line FROM {table} WHERE {condition} ORDER BY 1")
        }
    };
    let lines: Vec<Line> = on_each_backend!(c, |c| diesel::sql_query(&sql).bind::<Text, _>(me).load(c))?;
    let mut rows = Vec::with_capacity(lines.len());
    for line in lines {
        let mut row: Value = serde_json::from_str(&line.line).map_err(|_| StoreError::BadRow {
            table,
            id: me.to_owned(),
            column: "*",
        })?;
        if let Some(fields) = row.as_object_mut() {
            fields.retain(|name, _| !part.secrets.contains(&name.as_str()));
        }
        rows.push(row);
    }
    Ok(rows)
}

/// The call that makes an object of a row of a table, in SQLite, which has no truth values of its own.
fn object_of(c: &mut Conn, table: &str) -> Result<String, StoreError> {
    let sql = "SELECT name, lower(type) AS kind FROM pragma_table_info(?1)";
    let columns: Vec<Column> = match c {
        Conn::Sqlite(c) => diesel::sql_query(sql).bind::<Text, _>(table).load(c)?,
        Conn::Postgres(_) => Vec::new(),
    };
    let pair = |column: Column| {
        let name = column.name;
        if column.kind == "boolean" {
            format!("'{name}', json(iif(\"{name}\", 'true', 'false'))")
        } else {
            format!("'{name}', \"{name}\"")
        }
    };
    let pairs: Vec<String> = columns.into_iter().map(pair).collect();
    Ok(format!("json_object({})", pairs.join(", ")))
}

/// The people a member has to do with, whom the other files name by identifier: identifier, handle, host and address.
pub fn people(c: &mut Conn, actor: &ActorId) -> Result<Vec<Value>, StoreError> {
    let condition = "id IN (SELECT followed_id FROM follows WHERE follower_id = $1) \
        OR id IN (SELECT follower_id FROM follows WHERE followed_id = $1) \
        OR id IN (SELECT blocked_id FROM blocks WHERE blocker_id = $1) \
        OR id IN (SELECT actor_id FROM notifications WHERE recipient_id = $1)";
    let object = "'id', id, 'handle', handle, 'host', host, 'uri', uri";
    let sql = match c {
        Conn::Sqlite(_) => format!(
            "SELECT json_object({object}) AS line FROM actors WHERE {} ORDER BY id",
            condition.replace("$1", "?1")
        ),
        Conn::Postgres(_) => {
            format!("SELECT json_build_object({object})::text AS line FROM actors WHERE {condition} ORDER BY id")
        }
    };
    let lines: Vec<Line> = on_each_backend!(c, |c| diesel::sql_query(&sql).bind::<Text, _>(actor.as_str()).load(c))?;
    Ok(lines
        .iter()
        .filter_map(|line| serde_json::from_str(&line.line).ok())
        .collect())
}
